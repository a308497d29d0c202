"""An .rpm whose payload is packed anew is whole: all sums are those of what is in it."""

from __future__ import annotations

import hashlib
import lzma
import struct
from collections.abc import Mapping
from pathlib import Path

import pytest
from steps import rpm

from tests.packaging.conftest import need

NUMBER, TEXT, BYTES = 4, 6, 7
FILES = b"what is packed " * 20_000


def part(values: Mapping[int, tuple[int, bytes]]) -> bytes:
    """A header of an .rpm."""
    index, store = b"", b""
    for tag, (kind, value) in values.items():
        index += struct.pack(">4I", tag, kind, len(store), len(value) if kind == BYTES else 1)
        store += value
    return b"\x8e\xad\xe8\x01\0\0\0\0" + struct.pack(">2I", len(values), len(store)) + index + store


def packed_badly(digest: bytes = bytes(64)) -> bytes:
    """An .rpm as another packer left it, with sums that are none."""
    signature = part(
        {
            rpm.SIZE: (NUMBER, bytes(4)),
            rpm.MD5: (BYTES, bytes(16)),
            rpm.SHA1: (TEXT, bytes(40) + b"\0"),
            rpm.SHA256: (TEXT, bytes(64) + b"\0"),
        }
    )
    signature += bytes(-(rpm.LEAD + len(signature)) % 8)
    header = part({1000: (TEXT, b"oss-app\0"), rpm.DIGEST: (TEXT, digest + b"\0"), 1125: (TEXT, b"xz\0")})
    return b"\xed\xab\xee\xdb" + bytes(rpm.LEAD - 4) + signature + header + lzma.compress(FILES, preset=0)


def value(data: bytes, header: rpm.Header, tag: int, length: int) -> bytes:
    index = header.at + 16
    entries = (struct.unpack_from(">4I", data, index + 16 * number) for number in range(header.count))
    offset = next(offset for found, _, offset, _ in entries if found == tag)
    return data[index + 16 * header.count + offset :][:length]


def test_every_sum_is_that_of_what_is_there_now(tmp_path: Path) -> None:
    need("xz", "xz-utils")
    package = tmp_path / "a.rpm"
    package.write_bytes(packed_badly())
    rpm.pack(package, "-6")
    data = package.read_bytes()
    signature = rpm.Header.read(data, rpm.LEAD)
    header = rpm.Header.read(data, -(-signature.end // 8) * 8)
    head, payload = data[header.at : header.end], data[header.end :]
    assert lzma.decompress(payload) == FILES
    assert value(data, header, rpm.DIGEST, 64) == hashlib.sha256(payload).hexdigest().encode()
    assert value(data, header, 1125, 3) == b"xz\0"
    assert value(data, signature, rpm.SHA256, 65) == hashlib.sha256(head).hexdigest().encode() + b"\0"
    assert value(data, signature, rpm.SHA1, 41) == hashlib.sha1(head).hexdigest().encode() + b"\0"
    assert value(data, signature, rpm.MD5, 16) == hashlib.md5(head + payload).digest()
    assert struct.unpack(">I", value(data, signature, rpm.SIZE, 4)) == (len(head) + len(payload),)


def test_a_sum_that_has_no_room_is_told(tmp_path: Path) -> None:
    need("xz", "xz-utils")
    package = tmp_path / "a.rpm"
    package.write_bytes(packed_badly(digest=bytes(32)))
    with pytest.raises(SystemExit, match="no place"):
        rpm.pack(package, "-6")


def test_what_is_no_rpm_is_told(tmp_path: Path) -> None:
    package = tmp_path / "a.rpm"
    package.write_bytes(bytes(400))
    with pytest.raises(SystemExit, match=r"no \.rpm"):
        rpm.pack(package, "-6")
