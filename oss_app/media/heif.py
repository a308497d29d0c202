"""Photos in the form that phones make, HEIC: read into one that every part of the program shows."""

from __future__ import annotations

import io
import logging
from datetime import datetime

import pi_heif

from oss_app.media.photo_data import exif_moment

log = logging.getLogger(__name__)
BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")
MAX_PIXELS = 64_000_000
QUALITY = 92


def is_heif(head: bytes) -> bool:
    """Tell whether a file with this head is HEIC (HEIF); AVIF is not."""
    return head[4:8] == b"ftyp" and head[8:12] in BRANDS and b"avif" not in head[8:32]


def as_jpeg(data: bytes) -> bytes:
    """Return the photo as JPEG, upright, without anything but the picture.

    Empty where it is damaged or far too large.
    """
    try:
        photo = pi_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
        if photo.size[0] * photo.size[1] > MAX_PIXELS:
            return b""
        out = io.BytesIO()
        photo.to_pillow().convert("RGB").save(out, "JPEG", quality=QUALITY)
    except Exception:  # libheif's binding raises what it finds: ValueError, EOFError, RuntimeError, SyntaxError
        log.info("a HEIC photo could not be read", exc_info=True)
        return b""
    return out.getvalue()


def taken_with_phone(data: bytes) -> datetime | None:
    """Tell when the photo was made; None where it does not say."""
    try:
        exif = pi_heif.open_heif(io.BytesIO(data)).info.get("exif")
    except Exception:  # as above
        return None
    return exif_moment(exif.removeprefix(b"Exif\0\0")) if isinstance(exif, bytes) else None
