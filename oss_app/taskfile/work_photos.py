"""Work photos: of steps that only just passed, kept beside the checks by the coach's consent until they were looked at.

Consent is the folder: without it nothing is kept, and what was kept goes with it. It lies in the task's own folder and
in no package, release or copy, since a coach elsewhere has consented to nothing.
"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from oss_app.core.verdict import Answer
from oss_app.files import delete_file, patiently, read_regular, rename, write_file
from oss_app.media.cost import MAX_PICTURE_BYTES
from oss_app.taskfile.checks import CHECKS, load_check
from oss_app.taskfile.released import own_folder

if TYPE_CHECKING:
    from oss_app.core.lesson import TaughtPhoto

FOLDER = ".work"
GONE = ".work-gone"
"""What it is called while it is deleted, so that consent ends at once."""
MOST = 12
"""So many wait for the coach at one check; then no more are kept until they were looked at."""
MOST_TAUGHT = 20
"""A check that has learnt from so many photos keeps no more: each makes a look dearer."""
KEPT_DAYS = 30
_SIDES = (Answer.DONE, Answer.NOT_DONE)


def consents(task: Path) -> bool:
    """Tell whether the coach wants work photos of the checks of the task in this folder."""
    return (own_folder(task) / CHECKS / FOLDER).is_dir()


def consent(task: Path, *, wanted: bool) -> None:
    """Begin to keep work photos of a task, or end it: then all that were kept are deleted. OSError."""
    folder, gone = task / CHECKS / FOLDER, task / CHECKS / GONE
    if wanted:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        return
    clear_gone(task)
    if folder.is_dir():
        rename(folder, gone)
    clear_gone(task)


def clear_gone(task: Path) -> None:
    """Delete what was left of an ended consent. OSError."""
    if (gone := task / CHECKS / GONE).is_dir():
        patiently(lambda: shutil.rmtree(gone))


def wants(check: Path) -> bool:
    """Tell whether a work photo of the check in this folder would be kept.

    Only of a check that the workers see as the coach has it: of another the photos could not be added to the lesson.
    """
    task = check.parent.parent
    if not consents(task):
        return False
    own = own_folder(task) / CHECKS / check.name
    if own != check and load_check(own, photos=False)[0] != load_check(check, photos=False)[0]:
        return False
    return len(_files(own)) < MOST and len([*own.glob("*/*.jpg")]) < MOST_TAUGHT


def keep(check: Path, photos: Sequence[tuple[Answer, bytes]], day: date) -> None:
    """Keep photos of one step; where there is no consent any more, or no room, nothing. OSError.

    Neither name nor time of a file says when on that day, or which was first.
    """
    own = own_folder(check.parent.parent) / CHECKS / check.name
    if not wants(check):
        return
    folder = _folder(own)
    folder.mkdir(mode=0o700, exist_ok=True)
    noon = datetime.combine(day, time(12)).timestamp()
    for side, jpeg in photos[: MOST - len(_files(own))]:
        path = folder / f"{secrets.token_hex(4)}-{side}.jpg"
        write_file(path, jpeg, 0o600)
        os.utime(path, (noon, noon))
    os.utime(folder, (noon, noon))


def kept(check: Path) -> tuple[TaughtPhoto, ...]:
    """Return the work photos of the coach's own check in this folder, numbered on each side. OSError."""
    from oss_app.core.lesson import TaughtPhoto  # the first screen does not wait for it

    found: list[TaughtPhoto] = []
    for side in _SIDES:
        paths = [path for path in _files(check) if path.stem.partition("-")[2] == side]
        found += [
            TaughtPhoto(side, number, read_regular(path, MAX_PICTURE_BYTES)) for number, path in enumerate(paths, 1)
        ]
    return tuple(found)


def number_kept(check: Path) -> int:
    """Tell how many work photos of a check there are, without reading them."""
    return len(_files(check))


def drop(check: Path) -> None:
    """Delete the work photos of a check; the consent stays. OSError."""
    if _folder(check).is_dir():
        patiently(lambda: shutil.rmtree(_folder(check)))


def expire(task: Path, today: date) -> None:
    """Delete what is older than it may be in a task's own folder; what cannot be deleted is, at the next start."""
    with suppress(OSError):
        for path in (task / CHECKS / FOLDER).glob("*/*"):
            kept_on = datetime.fromtimestamp(path.stat().st_mtime).date()
            if kept_on < today - timedelta(days=KEPT_DAYS):
                delete_file(path)


def _folder(check: Path) -> Path:
    return check.parent / FOLDER / check.name


def _files(check: Path) -> list[Path]:
    return sorted(_folder(check).glob("*-*.jpg"))
