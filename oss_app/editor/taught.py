"""The taught checks of a task, as the coach's pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.task import Task
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import CHANGED, CHECK_FILE, CHECKS, load_check

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
    has_changed: bool = False
    """Whether it is not as it was taught, and so cannot be used."""
    learns: bool = False
    from_work: int = 0


def taught_check(task: Task, name: str, language: str = "nl", *, photos: bool = False) -> TaughtCheck | None:
    """Return the check of this name; None where nothing was taught yet.

    Only with ``photos`` it is looked whether they are those that were taught.
    """
    folder = task.folder / CHECKS / name
    file = folder / CHECK_FILE
    if not file.exists():
        return None
    check, problems = load_check(folder, language, photos=False)
    if photos and check:
        problems = load_check(folder, language)[1]
    has_changed = any(problem.code == CHANGED for problem in problems)
    learns, waiting = work_photos.consents(task.folder), work_photos.number_kept(folder)
    saved = datetime.fromtimestamp(file.stat().st_mtime)
    return TaughtCheck(folder, None if has_changed else check, saved, has_changed, learns, waiting)
