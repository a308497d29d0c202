"""A task's folder with everything that can lie in it, good and bad; pictures are only as much of a file as is read."""

from __future__ import annotations

import struct
from pathlib import Path

from oss_app.core.check import Check, CheckKind
from oss_app.core.region import rectangle
from oss_app.taskfile import save_check, save_places
from tests.sound_film import mp4_head


def png(width: int = 640, height: int = 480) -> bytes:
    """The beginning of a PNG, as far as its size."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", width, height, 8, 6, 0, 0, 0) + bytes(4)


def jpeg(width: int = 640, height: int = 480, frame: int = 0xC0, before: bytes = b"") -> bytes:
    """The beginning of a JPEG with its start of frame, after ``before`` (whole segments)."""
    return b"\xff\xd8" + (before or app0()) + b"\xff" + bytes([frame]) + struct.pack(">HBHHB", 8, 8, height, width, 0)


def app0() -> bytes:
    """The JFIF segment that most JPEGs begin with."""
    return b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\0\1\1\0\0\1\0\1\0\0"


def webp(kind: bytes, width: int = 640, height: int = 480) -> bytes:
    """The beginning of a WebP of one of its three kinds (``VP8 ``, ``VP8L``, ``VP8X``)."""
    match kind:
        case b"VP8 ":
            body = b"\0\0\0\x9d\x01\x2a" + struct.pack("<HH", width, height)
        case b"VP8L":
            body = b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14)
        case _:
            body = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", 100) + b"WEBP" + kind + struct.pack("<I", len(body)) + body + bytes(8)


FILES = {
    "bord.jpg": jpeg(),
    "mes.jpg": jpeg(),
    "film.mp4": mp4_head(has_sound=False),
    "zin.mp3": b"ID3" + bytes(16),
    "leeg.jpg": b"",
    "tekening.png": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>",
    "iphone.jpg": b"\0\0\0\x18ftypheic" + bytes(16),
    "beweegt.gif": b"GIF89a" + bytes(16),
    "reusachtig.png": png(50_000, 50_000),
    "afgebroken.jpg": jpeg()[:10],
}


def lay(folder: Path) -> Path:
    """Put everything into a folder (made if need be), a link to outside among it; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in FILES.items():
        (folder / name).write_bytes(data)
    outside = folder.parent / "buiten.jpg"
    outside.write_bytes(jpeg())
    link = folder / "buiten.jpg"
    if not link.is_symlink():
        link.symlink_to(outside)
    save_places(folder, {"bord.jpg": {"links": rectangle(0.1, 0.2, 0.4, 0.6)}})
    for name in ("bord", "messen"):
        (folder / "checks" / name).mkdir(parents=True, exist_ok=True)
        (folder / "checks" / name / "reference.jpg").write_bytes(jpeg())
        save_check(folder / "checks" / name, Check(name=name, kind=CheckKind.OCCUPIED, region=rectangle(0, 0, 1, 1)))
    return folder
