"""The payload of an .rpm packed by xz itself: nfpm's own packer leaves it a fifth larger.

https://rpm-software-management.github.io/rpm/manual/format_v4.html
"""

from __future__ import annotations

import hashlib
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

from steps.shell import need

LEAD = 96
SIZE, MD5, SHA1, SHA256 = 1000, 1004, 269, 273
"""In the signature: how long the header and the payload are, the sum of both, and two of the header alone."""
DIGEST = 5092
"""In the header: the sum of the payload as it is packed."""


@dataclass(frozen=True)
class Header:
    """A table of tags and the store that it points into; what is put into it must be as long as what was there."""

    at: int
    count: int
    stored: int

    @staticmethod
    def read(data: bytes, at: int) -> Header:
        """The header that begins ``at`` a place. SystemExit where none does."""
        magic, count, stored = struct.unpack_from(">4s4x2I", data, at)
        if magic != b"\x8e\xad\xe8\x01":
            raise SystemExit("this is no .rpm")
        return Header(at, count, stored)

    @property
    def end(self) -> int:
        """Where the next part begins, were there no filling."""
        return self.at + 16 + 16 * self.count + self.stored

    def put(self, data: bytearray, tag: int, value: bytes) -> None:
        """Write a value over the one that a tag has. SystemExit where the tag is not there, or its place too small."""
        index = self.at + 16
        tags = [struct.unpack_from(">4I", data, index + 16 * number) for number in range(self.count)]
        offset = next((offset for found, _, offset, _ in tags if found == tag), None)
        after = min((other for _, _, other, _ in tags if offset is not None and other > offset), default=self.stored)
        if offset is None or offset + len(value) > after:
            raise SystemExit(f"the .rpm has no place for tag {tag}")
        place = index + 16 * self.count + offset
        data[place : place + len(value)] = value


def pack(package: Path, how: str) -> None:
    """Pack the files of an .rpm anew, ``how`` as xz takes it (``-6``); nfpm packed them by xz too."""
    data = package.read_bytes()
    signature = Header.read(data, LEAD)
    header = Header.read(data, -(-signature.end // 8) * 8)
    xz = need("xz", "xz-utils")
    files = subprocess.run([xz, "-dc"], input=data[header.end :], stdout=subprocess.PIPE, check=True).stdout
    payload = subprocess.run([xz, how, "-T2"], input=files, stdout=subprocess.PIPE, check=True).stdout
    made = bytearray(data[: header.end])
    header.put(made, DIGEST, hashlib.sha256(payload).hexdigest().encode())
    head = bytes(made[header.at :])
    signature.put(made, SHA1, hashlib.sha1(head).hexdigest().encode())
    signature.put(made, SHA256, hashlib.sha256(head).hexdigest().encode())
    signature.put(made, SIZE, struct.pack(">I", len(head) + len(payload)))
    signature.put(made, MD5, hashlib.md5(head + payload).digest())
    package.write_bytes(bytes(made) + payload)
