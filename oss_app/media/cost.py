"""What a picture costs to decode beyond what its size tells: a small file may ask for minutes of work.

A JPEG may go over its picture in as many rounds as it likes, each of which may be empty; a PNG may carry a gigabyte of
nothing behind its last line. Decoders do as they are told. Formats: ITU T.81; PNG third edition, section 10.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from oss_app.media.jpeg_frame import frame_of
from oss_app.media.kind import HEAD_BYTES, PictureKind, picture_kind

MAX_PICTURE_BYTES = 100_000_000
"""A photo of 200 megapixels at the best quality takes about 80 MB."""
MAX_WHOLE_PIXELS = 64_000_000
"""The largest picture that can only be decoded whole (PNG, WebP, JPEG in rounds): 256 MB of memory."""
MAX_SCANS = 100
"""Rounds over a JPEG; programs write about ten."""
MAX_ROUNDS_PIXELS = 1_600_000_000
"""Pixels of all rounds together, about 10 s of work on a slow PC; the largest picture may have 25 rounds."""
_PIECE = 1 << 20
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_START_OF_SCAN = b"\xff\xda"
"""In the picture's own data ``ff`` is always followed by ``00`` or a restart, so this stands only where a scan begins,
or in a small picture beside, which has few."""


_SCAN_HEAD = re.compile(rb"\xff\xda\x00[\x08\x0a\x0c\x0e][\x01-\x04]", re.DOTALL)
"""The same with its length and how many colours it has: so long that it does not come by chance in a gigabyte."""
_PNG = re.compile(rb"\x89PNG\r\n\x1a\n")


def costs_too_much(path: Path, width: int, height: int) -> bool:
    """Tell whether to decode this picture would take far more than its pixels tell. Raises OSError.

    It reads the whole file, and of a PNG unpacks all: not for the window's own thread.
    """
    with path.open("rb") as file:
        return asks_too_much(file, width * height)


def asks_too_much(file: BinaryIO, pixels: int) -> bool:
    """Return the same for an open file, read from its start."""
    size = file.seek(0, 2)
    file.seek(0)
    if size > MAX_PICTURE_BYTES:
        return True
    kind = picture_kind(file.read(HEAD_BYTES))
    file.seek(8)
    if kind is PictureKind.JPEG:
        scans = _scans(file)
        if scans > MAX_SCANS or scans * pixels > MAX_ROUNDS_PIXELS:
            return True
        frame = frame_of(file)
        return frame is not None and frame.whole and frame.width * frame.height > MAX_WHOLE_PIXELS
    return kind is PictureKind.PNG and _holds_more(file)


def has_costly_cover(file: BinaryIO, parts: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a picture that lies in these parts of a film or recording, each from byte to byte, asks too much.

    A player decodes the cover of what it plays, unasked, and cannot be stopped at it.
    """
    scans = 0
    for begin, end in parts:
        last, at = b"", begin
        while at < end:
            file.seek(at)
            piece = file.read(min(end - at, _PIECE))
            if not piece:
                break
            at += len(piece)
            joined = last + piece
            scans += sum(1 for found in _SCAN_HEAD.finditer(joined) if found.end() > len(last))
            if scans > MAX_SCANS:
                return True
            for found in _PNG.finditer(joined):
                if found.end() > len(last):
                    file.seek(at - len(joined) + found.end())
                    if _holds_more(file):
                        return True
            last = joined[-8:]
    return False


def _scans(file: BinaryIO) -> int:
    scans, last = 0, b""
    while piece := file.read(_PIECE):
        scans += (last + piece).count(_START_OF_SCAN)
        last = piece[-1:]
    return scans


def _holds_more(file: BinaryIO) -> bool:
    """Tell whether a PNG holds more than its picture, from behind its signature on."""
    left, inflate = 0, zlib.decompressobj()
    while len(head := file.read(8)) == 8:
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IHDR" and length == 13:
            left = _most_bytes(file.read(13))
            file.seek(4, 1)
            continue
        if kind != b"IDAT":
            file.seek(length + 4, 1)
            continue
        while length:
            piece = file.read(min(length, _PIECE))
            if not piece:
                return False
            length -= len(piece)
            try:
                left -= _unpacked(inflate, piece, left)
            except zlib.error:
                return False  # the decoder stops there too
            if left < 0:
                return True
        file.seek(4, 1)
    return False


def _unpacked(inflate: zlib._Decompress, piece: bytes, left: int) -> int:
    """Tell how many bytes a piece unpacks to; it stops soon after there are more than ``left``."""
    total = 0
    while piece and total <= left:
        total += len(inflate.decompress(piece, _PIECE))
        piece = inflate.unconsumed_tail
    return total


def _most_bytes(header: bytes) -> int:
    """Return the most bytes that a picture's lines can take, also where they come in seven passes."""
    width, height, depth, colour = (int(number) for number in struct.unpack(">IIBB", header[:10]))
    bits = depth * _CHANNELS.get(colour, 4)
    return (width * bits // 8 + 4) * height + (width + height) * 8 + 4096
