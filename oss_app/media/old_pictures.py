"""Pictures of older kinds, GIF, BMP and TIFF: read into one that every part of the program shows.

Qt reads them too, but closes a TIFF only when the bytes that it was read from are gone: that brings the window down.
"""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from oss_app.media.on_white import on_white

MAX_PIXELS = 40_000_000
_HEADS = (b"GIF8", b"BM", b"II*\0", b"MM\0*")


def is_old(data: bytes) -> bool:
    """Tell whether these are the first bytes of a GIF, BMP or TIFF."""
    return data.startswith(_HEADS)


def as_png(data: bytes) -> bytes:
    """Return the picture as PNG, upright, the first where there are several.

    Empty where it is damaged or far too large.
    """
    out = io.BytesIO()
    try:
        with (
            warnings.catch_warnings(action="ignore"),
            Image.open(io.BytesIO(data), formats=("GIF", "BMP", "TIFF")) as found,
        ):
            if found.width * found.height > MAX_PIXELS:
                return b""
            upright = ImageOps.exif_transpose(found)
            on_white(upright or found).save(out, "PNG", compress_level=1)
    except Exception:  # Pillow raises whatever a damaged part of a file makes it raise
        return b""
    return out.getvalue()
