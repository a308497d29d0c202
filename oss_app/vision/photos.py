"""What a coach taught, as pictures: the reference photo of the bench and the work areas of each class."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from oss_app.core.errors import UserError
from oss_app.vision.picture import Picture

REFERENCE = "reference.jpg"
CLASSES = ("done", "not_done")
LARGEST = 20_000_000  # bytes; the app itself wrote these photos and they are far smaller
QUALITY = 95  # of the JPEGs


@dataclass(frozen=True)
class Photos:
    """``reference`` is the whole bench; the others are work areas, already aligned and cropped. All BGR, uint8.

    ``folder`` is the check's own.
    """

    reference: Picture
    done: tuple[Picture, ...] = ()
    not_done: tuple[Picture, ...] = ()
    folder: Path = Path()


def load(folder: Path, reference: str) -> Photos:
    """Return the photos in a check's folder. Raises UserError where one is missing or is no picture."""
    taught = {name: tuple(read(p) for p in sorted((folder / name).glob("*.jpg"))) for name in CLASSES}
    return Photos(read_reference(folder, reference), taught["done"], taught["not_done"], folder)


def read_reference(folder: Path, name: str) -> Picture:
    """Return the photo of the bench in a check's folder. Raises UserError where it is missing or is no picture."""
    return read(folder / name, _reference)


def stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what tells whether anything in a check's folder has changed: each file's path in it, its time and its
    size.
    """
    files = ((path.relative_to(folder).as_posix(), path.stat()) for path in sorted(folder.rglob("*")))
    return tuple((name, found.st_mtime_ns, found.st_size) for name, found in files if stat.S_ISREG(found.st_mode))


def read(path: Path, decoded: Callable[[bytes], Picture] | None = None) -> Picture:
    """One picture, BGR, uint8. Raises UserError where it is missing, too large or no picture."""
    try:
        if path.stat().st_size > LARGEST:
            raise UserError(f"The picture {path.name} is too large.")
        data = path.read_bytes()
    except OSError as error:
        raise UserError(f"The picture {path.name} is missing or cannot be read.") from error
    try:
        return (decoded or decode)(data)
    except ValueError as error:
        raise UserError(f"{path.name} is not a picture.") from error


@lru_cache(1)
def _reference(data: bytes) -> Picture:
    """Return the checks of one bench often share its photo: it is decoded once."""
    return decode(data)


def decode(data: bytes) -> Picture:
    """Return a picture of the bytes of a file, BGR, uint8. Raises ValueError."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if picture is None:
        raise ValueError("no picture")
    return np.asarray(picture, np.uint8)


def encode(picture: Picture) -> bytes:
    """Return a JPEG file of a picture, with no data but the picture."""
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
