"""What a file beside the task really is, by its first bytes; a picture's size is read, never the picture itself."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from oss_app.files import open_regular
from oss_app.media.cost import MAX_PICTURE_BYTES, MAX_WHOLE_PIXELS, asks_too_much, has_costly_cover
from oss_app.media.film_data import film_tracks, has_odd_pictures, parts_beside_pictures
from oss_app.media.jpeg_frame import frame_of
from oss_app.media.kind import PictureKind, picture_kind
from oss_app.media.whole import is_whole
from oss_app.taskfile.problems.diagnostic import Diagnostic

MAX_PIXELS = 200_000_000
"""The largest JPEG, which is read scaled down; a 108-megapixel phone photo fits."""
MAX_SIDE = 32_767
MAX_SOUND_BYTES = 50_000_000
"""Four minutes of the best WAV; a sentence takes some seconds."""
ENOUGH_PIXELS = 640
"""Of the longer side: the photo of a step is shown at least 850 pixels wide, and fewer than this are seen to be few."""
_HEAD = 4096
_WEBP_MOVES, _WEBP_PARTS, _WEBP_HEAD = 0b10, 100, 18
_PNG_DEPTH = 24
_HEIF = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")
_SOUND_BRANDS = (b"M4A ", b"M4B ", b"mp42", b"mp41", b"isom", b"iso2", b"iso5", b"iso6", b"dash")
_QUICKTIME = (b"moov", b"mdat", b"wide", b"free", b"skip")


@dataclass(frozen=True)
class PictureInfo:
    """A picture's format (``png``, ``jpeg``, ``webp``), its size in pixels, and whether it must be decoded whole."""

    format: str
    width: int
    height: int
    whole: bool = True


def wrong_file(path: Path, kind: str, written: str) -> Diagnostic | None:
    """Tell why this file cannot be shown or played as ``kind`` (``picture``, ``film``, ``sound``).

    None where it can.
    """
    try:
        with open_regular(path) as file:
            return wrong_content(file, kind, written)
    except OSError:
        return Diagnostic("unreadable", args={"name": written})


def broken_off(path: Path, written: str) -> Diagnostic | None:
    """Say that a picture, its head being right, lacks its end; None where it is whole."""
    try:
        with open_regular(path) as file:
            return None if is_whole(file) else Diagnostic("broken-picture", args={"path": written})
    except OSError:
        return Diagnostic("unreadable", args={"name": written})


def too_small(path: Path, written: str) -> Diagnostic | None:
    """Say that a picture has so few pixels that it is blurred on a screen; None where it has enough."""
    try:
        size = size_of(path)
    except OSError:
        return None
    if size is None or max(size.width, size.height) >= ENOUGH_PIXELS:
        return None
    return Diagnostic("small-picture", args={"path": written, "width": size.width, "height": size.height})


def wrong_content(file: BinaryIO, kind: str, written: str) -> Diagnostic | None:
    """Return the same for an open file, read from its start. Raises OSError."""
    args = {"path": written}
    head = file.read(_HEAD)
    if not head:
        return Diagnostic("empty-media", args=args)
    if kind == "picture":
        return _wrong_picture(file, head, args)
    if kind == "film":
        return _wrong_film(file, head, args)
    return _wrong_sound(file, head, args)


def size_of(path: Path) -> PictureInfo | None:
    """Return the format and size of a PNG, JPEG or WebP; None where it is none or is damaged. Raises OSError."""
    with open_regular(path) as file:
        return _measure(file, file.read(_HEAD))


def _wrong_picture(file: BinaryIO, head: bytes, args: dict[str, str]) -> Diagnostic | None:
    if picture_kind(head) is None:
        return Diagnostic(_foreign(head), args=args)
    picture = _measure(file, head)
    if picture is None or not (picture.width and picture.height):
        return Diagnostic("broken-picture", args=args)
    pixels, limit = picture.width * picture.height, MAX_WHOLE_PIXELS if picture.whole else MAX_PIXELS
    if picture.format == "png" and head[_PNG_DEPTH] == 16:
        limit //= 2  # each pixel takes twice as much
    if pixels > limit or max(picture.width, picture.height) > MAX_SIDE:
        return Diagnostic("picture-too-large", args={**args, "width": picture.width, "height": picture.height})
    # here, and not for all: a photo of a camera is written in one round, and a task may have a hundred
    if file.seek(0, 2) > MAX_PICTURE_BYTES or (
        picture.format == "jpeg" and picture.whole and asks_too_much(file, pixels)
    ):
        return Diagnostic("picture-too-costly", args=args)
    return None


def _wrong_film(file: BinaryIO, head: bytes, args: dict[str, str]) -> Diagnostic | None:
    if not _is_film(head):
        return Diagnostic("not-a-film", args=args)
    tracks = film_tracks(file)
    if not all(track.is_known for track in tracks):
        return Diagnostic("not-a-film", args=args)
    if large := next((track for track in tracks if track.is_too_large), None):
        return Diagnostic("film-too-large", args={**args, "width": large.width, "height": large.height})
    return Diagnostic("costly-cover", args=args) if has_costly_cover(file, parts_beside_pictures(file)) else None


def _wrong_sound(file: BinaryIO, head: bytes, args: dict[str, str]) -> Diagnostic | None:
    if not _is_sound(head):
        return Diagnostic("not-a-sound", args=args)
    size = file.seek(0, 2)
    if size > MAX_SOUND_BYTES:
        return Diagnostic("sound-too-large", args=args)
    if has_odd_pictures(file, head):
        return Diagnostic("not-a-sound", args=args)
    return Diagnostic("costly-cover", args=args) if has_costly_cover(file, [(0, size)]) else None


def _foreign(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        return "heic-picture"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<svg", b"<?xml", b"<!DOCTYPE svg")) or head.startswith(b"\x1f\x8b"):
        return "svg-picture"
    return "not-a-picture"


def _measure(file: BinaryIO, head: bytes) -> PictureInfo | None:
    try:
        match picture_kind(head):
            case PictureKind.PNG:
                return PictureInfo("png", *struct.unpack(">II", head[16:24])) if head[12:16] == b"IHDR" else None
            case PictureKind.JPEG:
                found = frame_of(file)
                return PictureInfo("jpeg", found.width, found.height, found.whole) if found else None
            case PictureKind.WEBP:
                found_webp = _measure_webp(head)
                return found_webp if found_webp and _fills_its_canvas(file, head, found_webp) else None
    except (struct.error, IndexError):
        pass
    return None


def _measure_webp(head: bytes) -> PictureInfo | None:
    """Return the three kinds of WebP (RFC 9649, section 2.5 to 2.7)."""
    match head[12:16]:
        case b"VP8 ":
            width, height = struct.unpack("<HH", head[26:30])
            return PictureInfo("webp", width & 0x3FFF, height & 0x3FFF) if head[23:26] == b"\x9d\x01\x2a" else None
        case b"VP8L":
            (bits,) = struct.unpack("<I", head[21:25])
            return PictureInfo("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1) if head[20] == 0x2F else None
        case b"VP8X":
            width, height = (int.from_bytes(head[at : at + 3], "little") for at in (24, 27))
            return PictureInfo("webp", width + 1, height + 1) if len(head) >= 30 else None
    return None


def _fills_its_canvas(file: BinaryIO, head: bytes, canvas: PictureInfo) -> bool:
    """Tell whether the picture of a WebP is as large as the file says: a decoder shows none that is not."""
    if head[12:16] != b"VP8X" or head[20] & _WEBP_MOVES:
        return True
    at = 30
    for _ in range(_WEBP_PARTS):
        file.seek(at)
        part = file.read(_WEBP_HEAD)
        if len(part) < 8:
            break
        if part[:4] in (b"VP8 ", b"VP8L"):
            found = _measure_webp(head[:12] + part)
            return found is not None and (found.width, found.height) == (canvas.width, canvas.height)
        length = int.from_bytes(part[4:8], "little")
        at += 8 + length + length % 2
    return True  # it broke off, which is told for itself


def _is_film(head: bytes) -> bool:
    if head[4:8] == b"ftyp":
        return head[8:12] not in _HEIF and head[8:11] != b"M4A"
    return head.startswith(b"\x1a\x45\xdf\xa3") or head[4:8] in _QUICKTIME


def _is_sound(head: bytes) -> bool:
    if head[:4] == b"RIFF":
        return head[8:12] == b"WAVE"
    if head[4:8] == b"ftyp":
        return head[8:12] in _SOUND_BRANDS
    mpeg = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE0 == 0xE0 and head[1] & 0x06 == 0x02  # layer III
    return head.startswith((b"ID3", b"OggS", b"fLaC")) or mpeg
