"""Tell the kind of a picture by its first bytes: its name may say anything."""

from __future__ import annotations

from enum import StrEnum

HEAD_BYTES = 12
"""So many first bytes are enough."""


class PictureKind(StrEnum):
    """The kinds of picture that a task may hold, by the names that Qt and Pillow know too."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"

    @property
    def suffix(self) -> str:
        """How the name of such a file ends."""
        return ".jpg" if self is PictureKind.JPEG else f".{self}"


def picture_kind(head: bytes) -> PictureKind | None:
    """Tell the kind of a picture from at least its first ``HEAD_BYTES`` bytes; None where it is none of them."""
    if head.startswith(b"\xff\xd8\xff"):
        return PictureKind.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PictureKind.PNG
    return PictureKind.WEBP if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None
