"""What a client sends beside what is looked at is no reason to refuse it, and never a reason to give no answer."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.api import Api

ODD = "%C3%8F%17%7F%22%5C%C2%85%E2%80%A8a"
"""A letter, control characters, quotes, a backslash, line ends of Unicode."""


@pytest.mark.parametrize("path", ["/labels?scope=g", "/projects?", "/users?", "/robots?"])
def test_a_warning_names_what_is_unknown_in_letters_that_a_header_may_hold(admin: Api, path: str) -> None:
    for query in (f"sort={ODD}", f"q={ODD}=1"):
        answer = admin.get(f"{path}&{query}")
        assert (answer.status, answer.headers["warning"]) == (200, '199 - "not known here and left out: ???a"'), query


def test_an_id_of_a_request_that_is_none_is_made_anew(nobody: Api) -> None:
    for ident in ("", "a b", "x" * 3000, "<script>"):
        answer = nobody.get("/ping", headers={"X-Request-Id": ident})
        assert (answer.status, len(answer.headers["x-request-id"])) == (200, 16), ident


def test_a_query_that_nothing_reads_is_not_judged(nobody: Api) -> None:
    for query in ("x=%00", "x=%ff", "&&=&=", "a=1&" * 300):
        for path in ("/ping", "/health", "/systeminfo"):
            assert nobody.call("GET", f"{path}?{query}").status == 200, query
    assert nobody.call("GET", "/projects?name=%00").error[:2] == (400, "BAD_REQUEST")


def test_a_path_that_is_no_text_is_that_of_nothing(admin: Api) -> None:
    assert admin.get("/projects/%ff").error[:2] == (404, "NOT_FOUND")
    assert admin.get("/projects/a%00b").error[:2] == (404, "NOT_FOUND")
    assert admin.get("/projects/%ff/members").error[:2] == (400, "BAD_REQUEST")  # as the contract tells of this one


def test_a_body_that_is_none_is_refused_by_the_code_that_the_contract_has(admin: Api) -> None:
    for body in (b"", b"{", b"[]", b"\x00"):
        assert admin.put("/jobservice/queues/all", body).error[:2] == (422, "UNPROCESSABLE_ENTITY"), body
        assert admin.post("/labels", body).error[:2] == (400, "BAD_REQUEST"), body


def values(admin: Api) -> dict[str, Any]:
    """Those that may be set."""
    told = admin.get("/configurations").json
    return {name: one["value"] for name, one in told.items() if one.get("editable")}


def test_what_the_configuration_tells_may_be_sent_back_as_it_is(admin: Api) -> None:
    told = values(admin)
    assert admin.put("/configurations", {"oidc_name": "Company", "ldap_base_dn": "dc=example"}).status == 200
    answer = admin.put("/configurations", told)
    assert answer.status == 200, answer.body
    assert values(admin) == told
    assert admin.put("/configurations", {"ldap_base_dn": " "}).error[:2] == (400, "BAD_REQUEST")
