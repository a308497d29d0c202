"""A zip written byte by byte, so that every lie that a zip can tell can be told."""

from __future__ import annotations

import hashlib
import json
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

REGULAR = 0o100644 << 16
STORED, DEFLATED = 0, 8


@dataclass
class Entry:
    """One file of a zip; what is None is told truly."""

    name: str | bytes
    data: bytes = b""
    method: int = STORED
    flags: int = 0x800
    crc: int | None = None
    size: int | None = None
    packed: bytes | None = None
    attributes: int = REGULAR
    local_name: str | bytes | None = None
    offset: int | None = None
    extra: bytes = b""


@dataclass
class RawZip:
    entries: list[Entry] = field(default_factory=list)
    before: bytes = b""
    behind: bytes = b""
    count: int | None = None

    def data(self) -> bytes:
        out, central, offsets = bytearray(self.before), bytearray(), []
        for e in self.entries:
            packed = e.packed if e.packed is not None else _packed(e)
            local = _bytes(e.name if e.local_name is None else e.local_name)
            offsets.append(len(out))
            out += struct.pack(
                "<4sHHHHHIIIHH", b"PK\x03\x04", 20, e.flags, e.method, 0, 33, *_sums(e, packed), len(local), 0
            )
            out += local + packed
        for e, offset in zip(self.entries, offsets, strict=True):
            packed, name = e.packed if e.packed is not None else _packed(e), _bytes(e.name)
            at = offset if e.offset is None else e.offset
            central += struct.pack(
                "<4sHHHHHHIIIHHHHHII",
                b"PK\x01\x02", 0x0314, 20, e.flags, e.method, 0, 33, *_sums(e, packed),
                len(name), len(e.extra), 0, 0, 0, e.attributes, at,
            )  # fmt: skip
            central += name + e.extra
        count = len(self.entries) if self.count is None else self.count
        end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(central), len(out), 0)
        return bytes(out + central) + end + self.behind


def _bytes(name: str | bytes) -> bytes:
    return name.encode() if isinstance(name, str) else name


def _packed(entry: Entry) -> bytes:
    if entry.method == DEFLATED:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        return squeeze.compress(entry.data) + squeeze.flush()
    return entry.data


def _sums(entry: Entry, packed: bytes) -> tuple[int, int, int]:
    crc = zlib.crc32(entry.data) if entry.crc is None else entry.crc
    return crc, len(packed), len(entry.data) if entry.size is None else entry.size


def manifest(files: Mapping[str, bytes], **other: Any) -> Entry:
    """A true list of the files."""
    listed = {name: {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)} for name, data in files.items()}
    told = {"format": 1, "folder": "taak", "made_with": "0.1.0", "files": listed, **other}
    return Entry("manifest.json", json.dumps(told).encode(), DEFLATED)


def package(
    files: Mapping[str, bytes], *more: Entry, listed: Mapping[str, bytes] | None = None, **other: Any
) -> RawZip:
    """A package with a true list of ``files`` (or of what is ``listed``), and ``more`` behind them."""
    entries = [Entry(name, data, DEFLATED if name.endswith(".yaml") else STORED) for name, data in files.items()]
    return RawZip([manifest(files if listed is None else listed, **other), *entries, *more])
