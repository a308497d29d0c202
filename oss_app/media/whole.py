"""Whether a picture has its end: a download or copy that broke off shows half a photo, or none."""

from __future__ import annotations

import io
import struct
import warnings
from typing import BinaryIO

_TAIL = 512
_SCAN = b"\xff\xda"
_PARTS = (b"ftyp", b"meta", b"mdat", b"idat", b"moov")
_HOLE = bytes(4096)
"""A picture's own data never have so much of nothing: a download left it empty."""
_PNG_END = b"IEND\xaeB`\x82"


def is_whole(file: BinaryIO) -> bool:
    """Tell whether a picture has its end: a download or copy that broke off shows half a photo, or none.

    Only the end is read where it is where it should be. Raises OSError.
    """
    file.seek(0)
    head = file.read(12)
    size = file.seek(0, io.SEEK_END)
    file.seek(max(size - _TAIL, 0))
    tail = file.read(_TAIL)
    if head.startswith(b"\x89PNG"):
        return _PNG_END in tail or _has_png_end(file)
    if head[4:8] == b"ftyp":
        return _has_all_boxes(file, size)
    if head.startswith(b"RIFF"):
        return size >= int(struct.unpack("<I", head[4:8])[0]) + 8
    return tail.rstrip(b"\0").endswith(b"\xff\xd9") or not _has_scan(file) or _decodes(file)


def _has_all_boxes(file: BinaryIO, size: int) -> bool:
    """Tell whether a HEIC has its parts whole, with no hole in its picture (ISO/IEC 14496-12, 4.2).

    What some phones write behind the last part is none of it.
    """
    at, has_data = 0, False
    while at < size:
        file.seek(at)
        head = file.read(16)
        length, kind = int.from_bytes(head[:4]), head[4:8]
        if length == 1:
            length = int.from_bytes(head[8:16])
        elif length == 0:
            length = size - at  # the last one takes all that there is
        if length < 8 or (at + length > size and kind not in _PARTS):
            return has_data
        if at + length > size:
            return False
        if kind == b"mdat":
            file.seek(at)
            has_data = True
            if _HOLE in file.read(length):
                return False
        at += length
    return True


def _has_png_end(file: BinaryIO) -> bool:
    at, has_data = 8, False
    while True:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8 or not head[4:].isalpha():
            return not has_data  # nothing of a picture was begun: what is in its head is all there is to it
        if head[4:] == b"IEND":
            return True
        has_data = has_data or head[4:] == b"IDAT"
        at += 12 + int(struct.unpack(">I", head[:4])[0])


def _has_scan(file: BinaryIO) -> bool:
    """Tell whether the picture of a JPEG is begun."""
    file.seek(0)
    data = file.read()
    return _SCAN in data


def _decodes(file: BinaryIO) -> bool:
    """Tell whether a JPEG without an end at its end is whole: some have more behind it, some cameras leave it out."""
    from PIL import Image  # hardly ever needed, and not on the way to the first screen

    file.seek(0)
    whole = file.read()
    data = whole.rstrip(b"\0")
    if data.endswith(b"\xff\xd9"):
        return True
    if len(whole) - len(data) >= _TAIL:  # room that a broken download left empty
        return False
    data += bytes(16)  # the decoder looks some bytes ahead
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(data), formats=("JPEG",)) as image:
            image.draft("L", (64, 64))
            image.load()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return True
