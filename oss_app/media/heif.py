"""Photos in the form that phones make, HEIC: read into one that every part of the program shows."""

from __future__ import annotations

import io
import logging
from datetime import datetime

import pi_heif

from oss_app.media.on_white import on_white
from oss_app.media.photo_data import exif_moment

log = logging.getLogger(__name__)
_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"mif2", b"msf1"))
_AVIF = frozenset((b"avif", b"avis"))
_MOST_BRANDS = 256
MAX_PIXELS = 64_000_000
QUALITY = 92


def is_heif(head: bytes) -> bool:
    """Tell whether a file with this head is HEIC (HEIF); AVIF is not."""
    brands = _brands(head)
    return bool(brands & _BRANDS) and not brands & _AVIF


def is_avif(head: bytes) -> bool:
    """Tell whether a file with this head is AVIF, as pages of the web have them: it is not read here."""
    return bool(_brands(head) & _AVIF)


def _brands(head: bytes) -> set[bytes]:
    """Return what a file says that it may be read as (ISO/IEC 14496-12, 4.3)."""
    if head[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(head[:4]), len(head), _MOST_BRANDS)
    return {head[8:12], *(head[at : at + 4] for at in range(16, end, 4))}


def as_jpeg(data: bytes) -> bytes:
    """Return the photo as JPEG, upright, without anything but the picture and what its colours mean.

    Of several, the one that its maker calls the first. Empty where it is damaged or far too large.
    """
    try:
        photo = pi_heif.open_heif(io.BytesIO(data), convert_hdr_to_8bit=True)
        if photo.size[0] * photo.size[1] > MAX_PIXELS:
            return b""
        out = io.BytesIO()
        colours = photo.info.get("icc_profile")  # a phone's colours are wider than those of a plain JPEG
        on_white(photo.to_pillow()).save(out, "JPEG", quality=QUALITY, icc_profile=colours)
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
