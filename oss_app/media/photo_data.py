"""What a photo tells beside its picture: taken out without touching the picture, but for which side is up.

A phone writes into a photo where it was made, when, by which phone, and often a second, smaller picture. Nothing of
that leaves or enters a task. Formats: JPEG (ITU T.81, Exif 2.32), PNG (PNG third edition), WebP (RFC 9649).
"""

from __future__ import annotations

import re
import struct
import zlib
from datetime import datetime, timedelta, timezone

from oss_app.media.kind import PictureKind, picture_kind

PNG = b"\x89PNG\r\n\x1a\n"
_EXIF = b"Exif\0\0"
_ORIENTATION, _EXIF_IFD, _DATE, _DATE_TAKEN, _DATE_DIGITISED = 0x0112, 0x8769, 0x0132, 0x9003, 0x9004
_ZONE_AND_PARTS = {_DATE_TAKEN: (0x9011, 0x9291), _DATE_DIGITISED: (0x9012, 0x9292), _DATE: (0x9010, 0x9290)}
"""Beside each moment: how far its clock was ahead of UTC, and the digits behind its seconds (Exif 2.32, 4.6.5)."""
_SHORT, _LONG = 3, 4
_KEPT_APPS = {0xE0: b"JFIF\0", 0xE2: b"ICC_PROFILE\0", 0xEE: b"Adobe"}
"""The only application segments that a picture needs: its density, its colours."""
_KEPT_SEGMENTS = frozenset({0, 0xD9, 0xDA, 0xDB, 0xDC, 0xDD, *range(0xC0, 0xD0)})
"""The picture's data, its tables and its frames; 0 is the data themselves."""
_KEPT_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT pHYs bKGD".split())
_MOST_TAGS = 1000
_MAX_FILL = 64


class NotAPictureError(ValueError):
    """These bytes are no JPEG, PNG or WebP, or are damaged."""


def without_data(data: bytes) -> bytes:
    """Return the same picture, bit for bit, without anything but the picture and its orientation.

    Raises NotAPictureError. What already tells nothing comes back as it is.
    """
    try:
        match picture_kind(data):
            case PictureKind.JPEG:
                return _clean_jpeg(data)
            case PictureKind.PNG:
                return _clean_png(data)
            case PictureKind.WEBP:
                return _clean_webp(data)
    except (struct.error, IndexError) as error:
        raise NotAPictureError("the picture is damaged") from error
    raise NotAPictureError("this is no picture")


def orientation(data: bytes) -> int:
    """Tell which side is up, 1 to 8 as in Exif; 1 where the photo does not say."""
    return _orientation(_exif_of(data))


def taken_at(data: bytes) -> datetime | None:
    """Tell when the photo was made, by the phone's clock, with its time zone where it says that; else None."""
    return exif_moment(_exif_of(data))


def exif_moment(exif: bytes) -> datetime | None:
    """Tell when a photo with this Exif (from its TIFF header on) was made."""
    tags = _tags(exif)
    for tag, (zone, parts) in _ZONE_AND_PARTS.items():
        try:
            moment = datetime.strptime(_text(tags, tag), "%Y:%m:%d %H:%M:%S")
        except ValueError:
            continue
        digits = _text(tags, parts)
        if digits.isdigit():
            moment = moment.replace(microsecond=int(digits[:6].ljust(6, "0")))
        ahead = _AHEAD.fullmatch(_text(tags, zone))
        if ahead is None:
            return moment
        minutes = (int(ahead[2]) * 60 + int(ahead[3])) * (-1 if ahead[1] == "-" else 1)
        return moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    return None


_AHEAD = re.compile(r"([+-])([01]\d|2[0-3]):?([0-5]\d)")


def _text(tags: dict[int, int | bytes], tag: int) -> str:
    value = tags.get(tag, b"")
    return value.rstrip(b"\0 ").decode("ascii", "replace") if isinstance(value, bytes) else ""


# JPEG -----------------------------------------------------------------------------------------------------------------


def _segments(data: bytes) -> list[tuple[int, int, int]]:
    """Return the segments behind the first marker, each as (code, start, end).

    The picture's own data are one with code 0.
    """
    found, at = [], 2
    while True:
        if data[at] != 0xFF:
            raise NotAPictureError("a marker is missing")
        fill = 0
        while data[at + 1] == 0xFF:  # fill bytes, of which no program writes more than a few
            at, fill = at + 1, fill + 1
            if fill > _MAX_FILL:
                raise NotAPictureError("nothing but fill bytes")
        code = data[at + 1]
        if code == 0xD9:
            found.append((code, at, at + 2))
            return found
        if code == 0x01 or 0xD0 <= code <= 0xD8:
            found.append((code, at, at + 2))
            at += 2
            continue
        (length,) = struct.unpack_from(">H", data, at + 2)
        end = at + 2 + length
        if length < 2 or end > len(data):
            raise NotAPictureError("a segment is cut short")
        found.append((code, at, end))
        at = end
        if code == 0xDA:
            at = _end_of_scan(data, at)
            found.append((0, end, at))
            if at >= len(data):  # many cameras and programs leave out the end; every viewer takes that
                return found


def _end_of_scan(data: bytes, at: int) -> int:
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            return len(data)
        if data[at + 1] != 0 and not 0xD0 <= data[at + 1] <= 0xD7:
            return at
        at += 2


def _clean_jpeg(data: bytes) -> bytes:
    segments = _segments(data)
    if not any(code == 0 for code, _, _ in segments):
        raise NotAPictureError("there is no picture in it")
    kept = [data[:2]]
    side = orientation(data)
    if side != 1:
        exif = _EXIF + _minimal_exif(side)
        kept.append(struct.pack(">BBH", 0xFF, 0xE1, len(exif) + 2) + exif)
    for code, start, end in segments:
        needed = code in _KEPT_APPS and data[start + 4 : end].startswith(_KEPT_APPS[code])
        if needed or code in _KEPT_SEGMENTS:
            kept.append(data[start:end])
    if segments[-1][0] != 0xD9:
        kept[-1] = kept[-1].rstrip(b"\xff")  # half a marker, where the file was cut
        kept.append(b"\xff\xd9")
    return b"".join(kept)


# PNG ------------------------------------------------------------------------------------------------------------------


def _chunks(data: bytes) -> list[tuple[bytes, int, int]]:
    """Return the chunks as (type, start, end), up to and with IEND."""
    found, at = [], len(PNG)
    while True:
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            raise NotAPictureError("a chunk is cut short")
        found.append((kind, at, end))
        if kind == b"IEND":
            return found
        at = end


def _clean_png(data: bytes) -> bytes:
    kept, side = [PNG], orientation(data)
    for kind, start, end in _chunks(data):
        if kind in _KEPT_CHUNKS:
            kept.append(data[start:end])
        if kind == b"IHDR" and side != 1:
            kept.append(_chunk(b"eXIf", _minimal_exif(side)))
    return b"".join(kept)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# WebP -----------------------------------------------------------------------------------------------------------------


def _pieces(data: bytes) -> list[tuple[bytes, bytes]]:
    size = min(struct.unpack_from("<I", data, 4)[0] + 8, len(data))
    found, at = [], 12
    while at + 8 <= size:
        kind, length = struct.unpack_from("<4sI", data, at)
        if at + 8 + length > len(data):
            raise NotAPictureError("a chunk is cut short")
        found.append((kind, data[at + 8 : at + 8 + length]))
        at += 8 + length + length % 2
    if not found:
        raise NotAPictureError("there is no picture in it")
    return found


def _clean_webp(data: bytes) -> bytes:
    side = orientation(data)
    out = []
    for kind, content in _pieces(data):
        if kind in (b"EXIF", b"XMP "):
            continue
        if kind == b"VP8X":
            flags = content[0] & ~0b1100 | (0b1000 if side != 1 else 0)
            content = bytes([flags]) + content[1:]
        out.append((kind, content))
    if side != 1:
        out.append((b"EXIF", _minimal_exif(side)))
    body = b"".join(k + struct.pack("<I", len(c)) + c + b"\0" * (len(c) % 2) for k, c in out)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


# Exif -----------------------------------------------------------------------------------------------------------------


def _exif_of(data: bytes) -> bytes:
    """Return the Exif of a photo, from its TIFF header on; empty where there is none or the photo is damaged."""
    try:
        match picture_kind(data):
            case PictureKind.JPEG:
                for code, start, end in _segments(data):
                    if code == 0xE1 and data[start + 4 : end].startswith(_EXIF):
                        return data[start + 4 + len(_EXIF) : end]
            case PictureKind.PNG:
                for kind, start, end in _chunks(data):
                    if kind == b"eXIf":
                        return data[start + 8 : end - 4]
            case PictureKind.WEBP:
                for piece, content in _pieces(data):
                    if piece == b"EXIF":
                        return content.removeprefix(_EXIF)
    except (NotAPictureError, struct.error, IndexError):
        pass
    return b""


def _orientation(exif: bytes) -> int:
    side = _tags(exif).get(_ORIENTATION, 1)
    return side if isinstance(side, int) and 1 <= side <= 8 else 1


def _tags(exif: bytes) -> dict[int, int | bytes]:
    """Return the numbers and texts of the first directory and of the Exif directory in it."""
    try:
        order = {b"II": "<", b"MM": ">"}[exif[:2]]
        (first,) = struct.unpack_from(order + "I", exif, 4)
        tags = _directory(exif, order, first)
        inner = tags.get(_EXIF_IFD)
        if isinstance(inner, int):
            tags = _directory(exif, order, inner) | tags
        return tags
    except (KeyError, struct.error):
        return {}


def _directory(exif: bytes, order: str, at: int) -> dict[int, int | bytes]:
    (count,) = struct.unpack_from(order + "H", exif, at)
    tags: dict[int, int | bytes] = {}
    for n in range(min(count, _MOST_TAGS)):
        tag, kind, length, value = struct.unpack_from(order + "HHI4s", exif, at + 2 + 12 * n)
        if kind == _SHORT:
            tags[tag] = struct.unpack(order + "H", value[:2])[0]
        elif kind == _LONG:
            tags[tag] = struct.unpack(order + "I", value)[0]
        elif kind == 2 and length <= 64:  # a text
            start = struct.unpack(order + "I", value)[0]
            tags[tag] = value[:length] if length <= 4 else exif[start : start + length]
    return tags


def _minimal_exif(side: int) -> bytes:
    """Return an Exif that says which side is up, and nothing else."""
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, _SHORT, 1, side, 0, 0)
