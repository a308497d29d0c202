"""What the head of a JPEG says of its picture, and whether that can be decoded line by line (ITU T.81)."""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from typing import BinaryIO

_MAX_FILL = 64
_MAX_SEGMENTS = 1000
_START_OF_SCAN, _END = 0xDA, 0xD9


@dataclass(frozen=True)
class JpegFrame:
    """The size in pixels. ``whole``: all of it is held while it is decoded, also where a small one is asked for.

    That is so where it comes in rounds: finer from one to the next, or one colour after the other.
    """

    width: int
    height: int
    whole: bool


def frame_of(file: BinaryIO) -> JpegFrame | None:
    """Walk the segments to the first scan (B.1.1.3, B.2.2, B.2.3); None where there is no picture. Raises OSError."""
    try:
        return _walk(file)
    except struct.error:
        return None


def _walk(file: BinaryIO) -> JpegFrame | None:
    frame: JpegFrame | None = None
    colours = 0
    file.seek(2)
    for _ in range(_MAX_SEGMENTS):
        marker, fill = file.read(2), 0
        while marker[1:] == b"\xff" and fill < _MAX_FILL:  # fill bytes, of which no program writes more than a few
            marker, fill = b"\xff" + file.read(1), fill + 1
        if len(marker) < 2 or marker[0] != 0xFF or marker[1] == _END:
            return frame
        code = marker[1]
        if code == 0x01 or 0xD0 <= code <= 0xD8:
            continue
        length = struct.unpack(">H", file.read(2))[0]
        if length < 2:
            return frame
        body = file.tell()
        if code == _START_OF_SCAN:
            here = file.read(1)
            return replace(frame, whole=frame.whole or here != bytes([colours])) if frame else None
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            height, width, colours = struct.unpack(">xHHB", file.read(6))
            frame = JpegFrame(width, height, whole=code not in (0xC0, 0xC1))
        file.seek(body + length - 2)
    return replace(frame, whole=True) if frame else None
