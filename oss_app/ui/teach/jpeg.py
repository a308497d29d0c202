"""A picture from the bytes of a JPEG file."""

from __future__ import annotations

from PySide6.QtGui import QImage


def picture_of(jpeg: bytes) -> QImage:
    """The picture; one that is null where the bytes are no JPEG file, or there are none."""
    # bytes would be right by PySide's own stub, and are refused by PySide 6.11
    return QImage.fromData(jpeg, "JPG") if jpeg else QImage()  # type: ignore[arg-type]
