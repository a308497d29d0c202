"""What a film says of its pictures, read from its head without decoding any: which kind, and how large.

A film is decoded in the window's own process, and a picture of it takes memory for its size whatever the file weighs:
750 kB can hold one of 16,000 by 16,000. Formats: ISO/IEC 14496-12 (MP4, MOV) and RFC 9559 (Matroska, WebM).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MAX_FILM_PIXELS = 4096 * 2304
"""The largest picture of a film, 4K; a decoder keeps up to 16 of them at once."""
MAX_FILM_SIDE = 4096
_MAX_PARTS = 20_000
_CODECS = frozenset(
    b"avc1 avc3 hvc1 hev1 vp08 vp09 av01 mp4v "
    b"V_VP8 V_VP9 V_AV1 V_MPEG4/ISO/AVC V_MPEGH/ISO/HEVC V_MPEG4/ISO/ASP".split()
)
"""Kinds made for film. The others are mostly single pictures, each of any size, packed as a film."""
_OGG_PICTURES = (b"\x80theora", b"OVP80", b"BBCD\0", b"\x01video")
"""How a stream of pictures in an Ogg file begins: https://wiki.xiph.org/MIMETypesCodecs"""
MAX_FILM_BYTES = 500_000_000
"""A long film."""
_EBML = b"\x1a\x45\xdf\xa3"
_KIND, _SOUND = 0x83, 2
_CLUSTER = 0x1F43B675
_SEGMENT, _TRACKS, _TRACK, _CODEC, _VIDEO, _WIDTH, _HEIGHT = (
    0x18538067,
    0x1654AE6B,
    0xAE,
    0x86,
    0xE0,
    0xB0,
    0xBA,
)


@dataclass(frozen=True)
class FilmTrack:
    """One track of pictures: the name of its codec, and the size of a picture in pixels."""

    codec: bytes
    width: int
    height: int

    @property
    def is_known(self) -> bool:
        """Whether it is of a kind that is made for film."""
        return self.codec in _CODECS

    @property
    def is_too_large(self) -> bool:
        return self.width * self.height > MAX_FILM_PIXELS or max(self.width, self.height) > MAX_FILM_SIDE


def film_tracks(file: BinaryIO) -> list[FilmTrack]:
    """Return the tracks of pictures that a film says it has; none where its head cannot be read. Raises OSError."""
    end = file.seek(0, 2)
    file.seek(0)
    try:
        return list(_matroska(file, end) if file.read(4) == _EBML else _mp4(file, 0, end, _Count()))
    except (struct.error, _TooManyPartsError):
        return []


def can_be_played(path: Path) -> bool:
    """Tell whether a film may be decoded here: of a known kind, whole, and no picture larger than 4K."""
    try:
        with path.open("rb") as file:
            tracks = film_tracks(file)
            is_whole = bool(tracks) and _has_its_end(file)
    except OSError:
        return False
    return is_whole and all(track.is_known and not track.is_too_large for track in tracks)


def has_sound(path: Path) -> bool:
    """Tell whether a film says that it has a track of sound; False where it cannot be read."""
    try:
        with path.open("rb") as file:
            end = file.seek(0, 2)
            file.seek(0)
            count = _Count()
            if file.read(4) == _EBML:
                return any(kind == _SOUND for kind in _matroska_kinds(file, end, count))
            return any(kind == b"soun" for kind in _mp4_handlers(file, 0, end, count))
    except (OSError, struct.error, _TooManyPartsError):
        return False


def has_odd_pictures(file: BinaryIO, head: bytes) -> bool:
    """Tell whether a recording holds pictures too that no film here may have: a player looks at them, unasked.

    ``head`` is its beginning; of an Ogg file the streams are named there. Raises OSError.
    """
    if head.startswith(b"OggS"):
        return any(name in head for name in _OGG_PICTURES)
    if head[4:8] != b"ftyp":
        return False
    return any(not track.is_known or track.is_too_large for track in film_tracks(file))


def _has_its_end(file: BinaryIO) -> bool:
    """Tell whether no part of a film says that it goes on behind the end: a copy that broke off shows a part, or
    nothing.
    """
    end = file.seek(0, 2)
    file.seek(0)
    at, is_matroska, count = 0, file.read(4) == _EBML, _Count()
    try:
        while at < end:
            count.one()
            file.seek(at)
            if is_matroska:
                _, name_bytes = _variable(file, keeps_mark=True)
                size, size_bytes = _variable(file, keeps_mark=False)
                if size == (1 << 7 * size_bytes) - 1:
                    return True  # it goes on to the end, wherever that is
                at += name_bytes + size_bytes + size
            else:
                size, head = _box_size(file)
                if size == 0:
                    return True
                at += max(size, head)
    except (struct.error, _TooManyPartsError):
        pass  # something lies behind it that is none of its parts
    return at <= end


def _box_size(file: BinaryIO) -> tuple[int, int]:
    """Tell how long an MP4 box is, 0 where it goes to the end, and how much of it its head takes."""
    (size,) = struct.unpack(">I4x", file.read(8))
    return (size, 8) if size != 1 else (struct.unpack(">Q", file.read(8))[0], 16)


def parts_beside_pictures(file: BinaryIO) -> list[tuple[int, int]]:
    """Tell where a film holds something else than its pictures and sound, each part from byte to byte.

    Raises OSError.
    """
    end = file.seek(0, 2)
    file.seek(0)
    count, parts = _Count(), list[tuple[int, int]]()
    try:
        if file.read(4) != _EBML:
            parts += [(at, after) for kind, at, after in _boxes(file, 0, end, count) if kind != b"mdat"]
            return parts
        for segment, at, after in _elements(file, 0, end, count):
            if segment == _SEGMENT:
                parts += [(a, b) for name, a, b in _elements(file, at, after, count) if name != _CLUSTER]
    except (struct.error, _TooManyPartsError):
        pass
    return parts


class _TooManyPartsError(Exception):
    pass


class _Count:
    """Counts the parts of a file, so that one of nothing but parts costs no time."""

    def __init__(self) -> None:
        self._parts = 0

    def one(self) -> None:
        self._parts += 1
        if self._parts > _MAX_PARTS:
            raise _TooManyPartsError


# MP4, MOV -------------------------------------------------------------------------------------------------------------

_INSIDE = (b"moov", b"trak", b"mdia", b"minf", b"stbl")


def _mp4(file: BinaryIO, at: int, end: int, count: _Count) -> Iterator[FilmTrack]:
    """Walk the boxes down to the tables that name the codec and the size of its pictures."""
    for kind, inner, after in _boxes(file, at, end, count):
        if kind == b"mdia" and _handler(file, inner, after, count) != b"vide":
            continue
        if kind in _INSIDE:
            yield from _mp4(file, inner, after, count)
        elif kind == b"stsd":
            for codec, entry, behind in _boxes(file, inner + 8, after, count):
                file.seek(entry + 24)
                if entry + 28 <= behind:
                    yield FilmTrack(codec, *struct.unpack(">HH", file.read(4)))


def _mp4_handlers(file: BinaryIO, at: int, end: int, count: _Count) -> Iterator[bytes]:
    """Yield what each track is for."""
    for kind, inner, after in _boxes(file, at, end, count):
        if kind == b"mdia":
            yield _handler(file, inner, after, count)
        elif kind in (b"moov", b"trak"):
            yield from _mp4_handlers(file, inner, after, count)


def _boxes(file: BinaryIO, at: int, end: int, count: _Count) -> Iterator[tuple[bytes, int, int]]:
    """Yield the boxes between two places, each as (kind, where its content begins, where it ends)."""
    while at + 8 <= end:
        count.one()
        file.seek(at)
        size, kind = struct.unpack(">I4s", file.read(8))
        head = 8
        if size == 1:
            (size,) = struct.unpack(">Q", file.read(8))
            head = 16
        after = end if size == 0 else at + size
        if after < at + head or after > end:
            return
        yield kind, at + head, after
        at = after


def _handler(file: BinaryIO, at: int, end: int, count: _Count) -> bytes:
    for kind, inner, _ in _boxes(file, at, end, count):
        if kind == b"hdlr":
            file.seek(inner + 8)
            return file.read(4)
    return b""


# Matroska, WebM -------------------------------------------------------------------------------------------------------


def _matroska(file: BinaryIO, end: int) -> Iterator[FilmTrack]:
    count = _Count()
    for segment, at, after in _elements(file, 0, end, count):
        if segment != _SEGMENT:
            continue
        for tracks, first, last in _elements(file, at, after, count):
            if tracks == _TRACKS:
                for track, inner, behind in _elements(file, first, last, count):
                    if track == _TRACK:
                        yield from _matroska_track(file, inner, behind, count)


def _matroska_kinds(file: BinaryIO, end: int, count: _Count) -> Iterator[int]:
    """Yield what each track is for, by number."""
    for segment, at, after in _elements(file, 0, end, count):
        if segment != _SEGMENT:
            continue
        for tracks, first, last in _elements(file, at, after, count):
            if tracks != _TRACKS:
                continue
            for track, inner, behind in _elements(file, first, last, count):
                if track == _TRACK:
                    for element, a, b in list(_elements(file, inner, behind, count)):
                        if element == _KIND:
                            yield _number(file, a, b)


def _matroska_track(file: BinaryIO, at: int, end: int, count: _Count) -> Iterator[FilmTrack]:
    codec, size = b"", None
    for element, inner, after in list(_elements(file, at, end, count)):
        if element == _CODEC:
            file.seek(inner)
            codec = file.read(min(after - inner, 40)).rstrip(b"\0")
        elif element == _VIDEO:
            found = {name: _number(file, a, b) for name, a, b in list(_elements(file, inner, after, count))}
            size = found.get(_WIDTH, 0), found.get(_HEIGHT, 0)
    if size:
        yield FilmTrack(codec, *size)


def _elements(file: BinaryIO, at: int, end: int, count: _Count) -> Iterator[tuple[int, int, int]]:
    """Yield the elements between two places, each as (id, where its content begins, where it ends)."""
    while at < end:
        count.one()
        file.seek(at)
        name, name_bytes = _variable(file, keeps_mark=True)
        size, size_bytes = _variable(file, keeps_mark=False)
        inner = at + name_bytes + size_bytes
        unknown = size == (1 << 7 * size_bytes) - 1  # as a camera writes that does not know yet how long the film is
        after = end if unknown else min(inner + size, end)
        yield name, inner, after
        at = after


def _variable(file: BinaryIO, *, keeps_mark: bool) -> tuple[int, int]:
    """Return a number of 1 to 8 bytes, whose first set bit says how many; and that."""
    first = file.read(1)
    if not first or not first[0]:
        raise struct.error("no number")
    length = 9 - first[0].bit_length()
    rest = file.read(length - 1)
    if len(rest) < length - 1:
        raise struct.error("cut short")
    value = int.from_bytes(first + rest)
    return (value if keeps_mark else value & ((1 << 7 * length) - 1)), length


def _number(file: BinaryIO, at: int, end: int) -> int:
    file.seek(at)
    return int.from_bytes(file.read(min(end - at, 8)))
