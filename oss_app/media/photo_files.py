"""The photos among files and folders, known by what is in them, in one order for every way in."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from oss_app.media.cost import MAX_PICTURE_BYTES
from oss_app.media.heif import is_heif, taken_with_phone
from oss_app.media.photo_data import taken_at

MAX_INSIDE = 2000  # files of one folder that are looked at
MOST_FOLDERS = 3  # within each other, with that which was chosen
_NOT_LOOKED_INTO = (".", "@", "__MACOSX")  # small copies that programs keep beside the photos
_HEAD = 262_144  # a photo says within so many bytes when it was made
_NAMED = frozenset(
    {".jpg", ".jpeg", ".jfif", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif", ".avif"}
)


def is_photo(path: Path) -> bool:
    """Tell whether a file is a photo by its first bytes, or says so by its name: then what is wrong with it can be
    told.
    """
    if path.name.startswith(".") or not os.path.isfile(path):
        return False
    if path.suffix.lower() in _NAMED:
        return True
    try:
        with path.open("rb") as file:
            return is_picture(file.read(32))
    except OSError:
        return False


def is_picture(head: bytes) -> bool:
    """Tell whether the first bytes of a file are those of a picture that can be taken over."""
    return (
        head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"II*\0", b"MM\0*"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
        or (head.startswith(b"BM") and head[6:10] == b"\0\0\0\0")
        or is_heif(head)
    )


def photos_among(paths: Iterable[Path]) -> list[Path]:
    """Return the photos among these files and in these folders, in the order in which they were made.

    Where one does not say when that was, all go by their names, as a person counts: 2 before 10. An explorer gives
    files in the order in which they were marked, so the order in which they come tells nothing.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = _inside(path) if path.is_dir() else [path]
        found |= dict.fromkeys(one for one in inside if is_photo(one))
    return in_order(list(found))


def _inside(folder: Path, depth: int = MOST_FOLDERS) -> list[Path]:
    """Return what lies in a folder and in the folders in it, as a phone lays its photos in DCIM, in the order in which
    a person sorts it.

    Nothing where it may not be looked into.
    """
    found: list[Path] = []
    try:
        inside = sorted(folder.iterdir(), key=natural)[:MAX_INSIDE]
    except OSError:
        return []
    for path in inside:
        is_folder = depth > 1 and path.is_dir() and not path.is_symlink() and not path.name.startswith(_NOT_LOOKED_INTO)
        found += _inside(path, depth - 1) if is_folder else [path]
    return found[:MAX_INSIDE]


def photos_and_others(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the photos among files and in folders, in their order; and the other files that a person can see there."""
    photos = photos_among(paths)
    seen = [one for path in paths for one in (_inside(path) if path.is_dir() else [path])]
    hidden, taken = ("Thumbs.db", *_NOT_LOOKED_INTO), set(photos)
    return photos, [
        p for p in seen if p not in taken and not p.name.startswith(hidden) and (p not in paths or p.is_file())
    ]


def in_order(photos: Sequence[Path]) -> list[Path]:
    """Photos by the time at which they were made where all say so, else by name.

    Where each says its time zone, two phones of which one was not set for the journey are in one order; else the clocks
    of all are taken for one.
    """
    by_name = sorted(photos, key=lambda path: ([as_a_person_counts(part) for part in path.parent.parts], natural(path)))
    moments = {path: moment_of(path) for path in by_name}
    told = [moment for moment in moments.values() if moment]
    if len(told) == len(moments):
        zoned = all(moment.tzinfo for moment in told)
        by_clock = {
            path: moment if zoned else moment.replace(tzinfo=None) for path, moment in moments.items() if moment
        }
        by_name.sort(key=by_clock.__getitem__)
    return by_name


def moment_of(path: Path) -> datetime | None:
    """Tell when a photo was made, by the phone's clock, with its time zone where it says that; else None."""
    try:
        with path.open("rb") as file:
            if file.seek(0, 2) > MAX_PICTURE_BYTES:
                return None
            file.seek(0)
            head = file.read(_HEAD)
            if is_heif(head):
                return taken_with_phone(head + file.read())
            return taken_at(head) or taken_at(head + file.read())
    except OSError:
        return None


def natural(path: Path) -> list[tuple[int, str]]:
    """Return the order in which a person sorts files by their names."""
    return as_a_person_counts(path.name)


def as_a_person_counts(name: str) -> list[tuple[int, str]]:
    """Return the order in which a person sorts names: 2 before 10."""
    parts = re.split(r"(\d+)", name.casefold())
    return [(int(part), "") if n % 2 else (0, part) for n, part in enumerate(parts) if part]
