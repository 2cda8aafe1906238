"""The kinds of image that clients push and pull in tests, each one an OCI layout with the tag `1`."""

import random
import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.support.layout import FOREIGN_LAYER, LAYER, Descriptor, Layer, Layout, digest_of, tar

TAG = "1"
MIB = 1 << 20
# The most layers that docker's overlay file systems take.
MANY = 127
LARGE = 1024 * MIB
PLATFORMS = ["linux/amd64", "linux/arm64", "linux/s390x"]


@dataclass(frozen=True)
class Image:
    """A layout on disk and the digest of what its tag names."""

    path: Path
    digest: str


def build(kind: str, path: Path) -> Image:
    """Write an image of the kind, one of `KINDS`, to a path that is not there yet."""
    layout = Layout(path)
    made = KINDS[kind](layout)
    layout.tag(made, TAG)
    return Image(path, made.digest)


def noise(name: str, size: int) -> bytes:
    """`size` bytes that do not compress, the same for the same name."""
    return random.Random(name).randbytes(size)


def layers(layout: Layout) -> Descriptor:
    """Four layers, the last of 5 MiB: larger than one read or one buffer."""
    sizes = [12, 4096, 300_000, 5 * MIB]
    return layout.image([layout.layer({f"file-{size}": noise(f"{size}", size)}) for size in sizes])


def platforms(layout: Layout) -> Descriptor:
    """An index of one image a platform, which share a layer."""
    shared = layout.layer({"shared": noise("shared", 50_000)})
    return layout.index(
        [layout.image([shared, layout.layer({"hello": noise(platform, 20_000)})], platform) for platform in PLATFORMS]
    )


def large(layout: Layout) -> Descriptor:
    """A layer of 1 GiB, not compressed: a tar of one file."""
    descriptor = layout.add_pieces(LAYER, _large_tar(LARGE))
    return layout.image([Layer(descriptor, descriptor.digest)])


def _large_tar(size: int) -> Iterator[bytes]:
    """A tar of one file of `size` bytes: one block of noise again and again, each with its number.

    No two MiB are alike, so a part lost, doubled or out of place changes the digest.
    """
    empty = tar({})
    header = bytearray(tar({"large": b""})[:512])
    header[124:136] = b"%011o\0" % size
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    yield bytes(header)
    block = bytearray(noise("large", MIB))
    for number in range(size // MIB):
        struct.pack_into(">Q", block, 0, number)
        yield bytes(block)
    yield empty


def many(layout: Layout) -> Descriptor:
    """As many layers as an image may have."""
    return layout.image([layout.layer({f"file-{n}": f"{n}".encode()}) for n in range(MANY)])


def foreign(layout: Layout) -> Descriptor:
    """A layer that is not distributed: it lies at an address elsewhere, and no registry has its bytes."""
    content = tar({"foreign": noise("foreign", 1000)})
    elsewhere = Descriptor(
        FOREIGN_LAYER, digest_of(content), len(content), {"urls": ["http://127.0.0.1:9/foreign.tar"]}
    )
    return layout.image([layout.layer({"base": b"base"}), Layer(elsewhere, elsewhere.digest)])


def empty(layout: Layout) -> Descriptor:
    """A layer whose tar has no file, as metadata instructions of a build make."""
    return layout.image([layout.layer({"file": b"file"}), layout.layer({})])


def zstd(layout: Layout) -> Descriptor:
    """A layer in a zstd frame."""
    content = tar({"file": noise("zstd", 300_000)})
    frame = layout.add(f"{LAYER}+zstd", zstd_frame(content))
    return layout.image([Layer(frame, digest_of(content))])


def zstd_frame(content: bytes) -> bytes:
    """The content in a zstd frame of raw blocks (RFC 8878, 3.1.1), which any zstd reads; < 4 GiB."""
    # Descriptor: content size in 4 bytes, single segment, no checksum.
    frame = [struct.pack("<IBI", 0xFD2FB528, 0b1010_0000, len(content))]
    most = 128 * 1024
    starts = range(0, len(content), most)
    for start in starts:
        block = content[start : start + most]
        last = start == starts[-1]
        frame += [(len(block) << 3 | last).to_bytes(3, "little"), block]
    return b"".join(frame)


KINDS: Mapping[str, Callable[[Layout], Descriptor]] = {
    "layers": layers,
    "platforms": platforms,
    "large": large,
    "many": many,
    "foreign": foreign,
    "empty": empty,
    "zstd": zstd,
}
