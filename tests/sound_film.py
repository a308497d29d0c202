"""Films with and without sound, small, without a program that makes them: VP8 by OpenCV, plain samples beside it."""

from __future__ import annotations

import struct
from pathlib import Path

import cv2
import numpy as np

RATE, FPS = 48_000, 10
SIZE = 320, 180


def sound_film(path: Path, seconds: float = 1.0, hertz: float | None = 440.0, container: str = "mkv") -> Path:
    """Write a film of one colour, with a tone (None: without a track of sound), as Matroska; or the head of an MP4."""
    count = round(seconds * FPS)
    samples = np.sin(2 * np.pi * (hertz or 0) * np.arange(round(seconds * RATE)) / RATE)
    if container == "mp4":
        path.write_bytes(mp4_head(has_sound=hertz is not None))
        return path
    video = _vp8(path.with_suffix(".ivf"), count)
    picture = _element(0xE0, _element(0xB0, _number(SIZE[0])) + _element(0xBA, _number(SIZE[1])))
    tracks = _track(1, 1, b"V_VP8", picture)
    if hertz is not None:
        rate = _element(0xB5, struct.pack(">d", RATE)) + _element(0x9F, b"\1") + _element(0x6264, b"\x10")
        tracks += _track(2, 2, b"A_PCM/INT/LIT", _element(0xE1, rate))
    cluster = _element(0xE7, b"\0")
    each = RATE // FPS
    for at, frame in enumerate(video):
        head = struct.pack(">h", at * 1000 // FPS) + b"\x80"
        cluster += _element(0xA3, b"\x81" + head + frame)
        if hertz is not None:
            tone = (samples[at * each : (at + 1) * each] * 16_000).astype("<i2").tobytes()
            cluster += _element(0xA3, b"\x82" + head + tone)
    kind = _element(0x4282, b"matroska") + _element(0x4287, b"\4") + _element(0x4285, b"\2")
    info = _element(0x2AD7B1, _number(1_000_000)) + _element(0x4489, struct.pack(">d", seconds * 1000))
    inside = _element(0x1549A966, info) + _element(0x1654AE6B, tracks) + _element(0x1F43B675, cluster)
    path.write_bytes(_element(0x1A45DFA3, kind) + _element(0x18538067, inside))
    return path


def _vp8(path: Path, count: int) -> list[bytes]:
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"VP80"), FPS, SIZE)
    for _ in range(count):
        writer.write(np.full((SIZE[1], SIZE[0], 3), (40, 40, 200), np.uint8))
    writer.release()
    data, frames, at = path.read_bytes(), [], 32
    path.unlink()
    while at < len(data):
        (size,) = struct.unpack_from("<I", data, at)
        frames.append(data[at + 12 : at + 12 + size])
        at += 12 + size
    return frames


def _track(number: int, kind: int, codec: bytes, rest: bytes) -> bytes:
    head = _element(0xD7, bytes([number])) + _element(0x73C5, bytes([number])) + _element(0x83, bytes([kind]))
    return _element(0xAE, head + _element(0x86, codec) + rest)


def _element(name: int, content: bytes) -> bytes:
    return name.to_bytes((name.bit_length() + 7) // 8) + (len(content) | 1 << 56).to_bytes(8) + content


def _number(value: int) -> bytes:
    return value.to_bytes(4)


def mp4_head(*, has_sound: bool) -> bytes:
    """The head of a film with a track of pictures, which says that it can be played."""

    def box(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I4s", 8 + len(content), kind) + content

    def track(handler: bytes, codec: bytes) -> bytes:
        entry = box(codec, bytes(24) + struct.pack(">HH", *SIZE) + bytes(50))
        table = box(b"minf", box(b"stbl", box(b"stsd", bytes(8) + entry)))
        return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + handler + bytes(12)) + table))

    tracks = track(b"vide", b"avc1") + (track(b"soun", b"mp4a") if has_sound else b"")
    return box(b"ftyp", b"isom" + bytes(8)) + box(b"moov", tracks)
