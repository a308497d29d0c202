"""Which copy of a task the workers see: see ``versions``, which makes it."""

from __future__ import annotations

import os
from pathlib import Path

from oss_app.files import rename

VERSIONS, RELEASED = ".versions", ".released"
OLD = "-old"
"""How the name of a copy ends that is being replaced."""


def released_folder(folder: Path) -> Path | None:
    """Return the folder with the task that workers see, of the same name as the task's own.

    None while it is only a draft, and where it cannot be told: a task whose disk fails hides no other.

    A folder that was never edited here is what they see; else the copy that was released last. Where the program was
    killed between taking the old copy away and putting the new one there, that is still the old one.
    """
    if not os.path.isdir(folder / VERSIONS):  # also where the folder may not be looked into: its reading will say so
        return folder
    try:
        return _copy_in(folder)
    except OSError:
        return None


def _copy_in(folder: Path) -> Path | None:
    released = folder / RELEASED
    if not released.exists():
        released = _taken_away(folder) or released
    inside = released / folder.name
    if inside.is_dir():
        return inside
    # else the folder was given another name since
    return next((found for found in sorted(released.iterdir()) if found.is_dir()), None)


def own_folder(folder: Path) -> Path:
    """Tell where the coach's own task lies, of what workers see or of itself."""
    return folder.parent.parent if folder.parent.name == RELEASED else folder


def put_back(folder: Path) -> None:
    """Make good a release that was cut off between its two renames: the workers' old copy is theirs again. OSError."""
    old = _taken_away(folder)
    if old is not None and not (folder / RELEASED).exists():
        rename(old, folder / RELEASED)


def _taken_away(folder: Path) -> Path | None:
    return next((found for found in sorted(folder.glob(f"{RELEASED}-*{OLD}")) if found.is_dir()), None)
