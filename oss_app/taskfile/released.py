"""Which copy of a task the workers see: see ``versions``, which makes it."""

from __future__ import annotations

from pathlib import Path

VERSIONS, RELEASED = ".versions", ".released"


def released_folder(folder: Path) -> Path | None:
    """The folder with the task that workers see, of the same name as the task's own; None while it is only a draft.

    A folder that was never edited here is what they see; else the copy that was released last.
    """
    if not (folder / VERSIONS).is_dir():
        return folder
    inside = folder / RELEASED / folder.name
    if inside.is_dir():
        return inside
    try:  # the folder was given another name since
        return next((found for found in sorted((folder / RELEASED).iterdir()) if found.is_dir()), None)
    except OSError:
        return None
