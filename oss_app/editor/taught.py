"""The taught checks of a task, as the coach's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.task import Task
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import CHECK_FILE, CHECKS, load_check

MOST_WAITING = work_photos.MOST
"""So many photos from the work wait at one check."""


@dataclass(frozen=True)
class TaughtCheck:
    """A check as it lies on the disk. ``check`` is None where its file cannot be read; ``saved`` is local time.

    ``learns``: the coach consents to photos from the work of this task; ``from_work`` is how many wait here.
    """

    folder: Path
    check: Check | None
    saved: datetime
    learns: bool = False
    from_work: int = 0


def taught_check(task: Task, name: str, language: str = "nl") -> TaughtCheck | None:
    """Return the check of this name, without reading its photos; None where nothing was taught yet."""
    folder = task.folder / CHECKS / name
    file = folder / CHECK_FILE
    if not file.exists():
        return None
    check = load_check(folder, language, photos=False)[0]
    learns, waiting = work_photos.consents(task.folder), work_photos.number_kept(folder)
    return TaughtCheck(folder, check, datetime.fromtimestamp(file.stat().st_mtime), learns, waiting)
