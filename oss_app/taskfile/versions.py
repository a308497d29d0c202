"""Draft and released, and the versions of before: what a coach is writing is not yet what the workers see (A11, A12).

A task's folder that was never edited here (written by hand, a sample, taken in from a package) is itself what the
workers see. From the first save in the editor there is ``.versions/`` in it, with a copy of the task file for each
save, and the workers see ``.released/``: a whole copy of the task as it was when the coach released it.

Photos, films and recordings are never deleted, so that an earlier version finds its own again; a photo that is
changed gets a new name.
"""

from __future__ import annotations

import filecmp
import shutil
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.release import NotReleasableError, ReleaseState, Version
from oss_app.core.task import Task
from oss_app.files import (
    clear_away,
    copy_file,
    delete_folder,
    new_folder,
    read_regular,
    rename,
    settle_folder,
    write_file,
)
from oss_app.i18n import marked
from oss_app.taskfile import library
from oss_app.taskfile.library import TASK_FILE
from oss_app.taskfile.packing import files_of
from oss_app.taskfile.places import PLACES_FILE, save_places
from oss_app.taskfile.released import OLD, RELEASED, VERSIONS, put_back, released_folder
from oss_app.taskfile.writer import TaskFile
from oss_app.taskfile.yaml.source import MAX_BYTES

KEPT = 200  # versions; the oldest go first
RELEASED_FILE = "released"
"""An empty file in a version that was released; its time is that of the release."""
_STAMP = "%Y%m%d-%H%M%S-%f"


def state(folder: Path) -> ReleaseState:
    """Tell whether workers see the task as it is saved now."""
    seen = released_folder(folder)
    if seen is None:
        return ReleaseState.DRAFT
    return ReleaseState.RELEASED if seen == folder or _same(folder, seen) else ReleaseState.CHANGED


def save(file: TaskFile, task: Task, now: datetime, *, over_others: bool = False) -> None:
    """Save a draft and keep its version; the first time, what was there stays what the workers see.

    ``now`` is a moment with its time zone. Raises what ``TaskFile.save`` raises; then nothing has changed.
    """
    if not file.is_new and file.path.is_file() and not (file.folder / VERSIONS).is_dir():
        _adopt(file.folder, now)
    if file.is_new:
        # first: workers never see a new task before its release
        (file.folder / VERSIONS).mkdir(parents=True, exist_ok=True)
    elif file.path.is_file() and (over_others or not file.changed_on_disk()):
        _keep(file.folder, now - timedelta(seconds=1))  # also what was written by hand or by others can be put back
    file.save(task, over_others=over_others)
    _keep(file.folder, now)


def keep(file: TaskFile, task: Task, now: datetime) -> None:
    """Keep a draft as a version of its own, and leave the file as it is: somebody else's takes its place.

    Raises OSError; then nothing is kept.
    """
    if not (file.folder / VERSIONS).is_dir():
        _adopt(file.folder, now)
    target = file.folder / VERSIONS / now.astimezone(UTC).strftime(_STAMP)
    target.mkdir(parents=True, exist_ok=True)
    try:
        if task.places:
            save_places(target, task.places)
        write_file(target / TASK_FILE, file.rendered(task))
    except OSError:
        shutil.rmtree(target, ignore_errors=True)
        raise


def begin_as_draft(folder: Path, now: datetime) -> None:
    """Make a task that was taken in from elsewhere a draft: workers see it when it is released."""
    _keep(folder, now)


def versions(folder: Path) -> list[Version]:
    """All kept versions, the newest first."""
    found = []
    for entry in (folder / VERSIONS).glob("*"):
        try:
            saved = datetime.strptime(entry.name, _STAMP).replace(tzinfo=UTC)
        except ValueError:
            continue
        if (entry / TASK_FILE).is_file():
            found.append(Version(entry, saved, _released(entry)))
    found.sort(key=lambda version: version.saved, reverse=True)
    inside = released_folder(folder)
    seen = next((n for n, version in enumerate(found) if inside and _says(version.folder, inside)), None)
    if seen is not None:
        found[seen] = replace(found[seen], is_seen=True)
    return found


def task_of(folder: Path, version: Version) -> Task:
    """Return an earlier version as a draft, to look at or to put back: ``Document.do(Replace(task, name))``, then save.

    Raises OSError, or NotEditableError.
    """
    return TaskFile.open(version.folder).task.model_copy(update={"folder": folder})


def release(folder: Path, language: str = "nl") -> Path:
    """Show the workers the task as it is saved now, whole or not at all; the folder that they see.

    Raises NotReleasableError where the task has faults, UserError where a file is missing, OSError.
    """
    listing = library.load(folder, language).listing
    if listing.task is None:
        raise NotReleasableError(
            marked("This task cannot be released yet."),
            marked("Mend what is wrong first; workers see the last version."),
            [problem for problem in listing.problems if problem.is_fault],
        )
    was_edited = (folder / VERSIONS).is_dir()
    put_back(folder)
    fresh = new_folder(folder, f"{RELEASED}-")
    old = fresh.with_name(fresh.name + OLD)
    try:
        inside = fresh / folder.name
        for name in files_of(folder):
            target = inside / name
            target.parent.mkdir(parents=True, exist_ok=True)
            copy_file(folder / name, target)
        fresh.chmod(0o755)
        settle_folder(fresh)
        if (folder / RELEASED).exists():
            rename(folder / RELEASED, old)
        rename(fresh, folder / RELEASED)
        (folder / VERSIONS).mkdir(exist_ok=True)  # only now: until it is there, workers see the folder itself
    except BaseException:
        if old.exists() and not (folder / RELEASED).exists():
            rename(old, folder / RELEASED)
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        clear_away(old)
    if was_edited:
        _mark_released(folder)
    return folder / RELEASED / folder.name


def withdraw(folder: Path) -> None:
    """Take the task away from the workers; the draft stays.

    Raises OSError; then they see it as before. Windows deletes no file that another program has open, so that a copy
    which is only deleted may stay in part; one under another name is nobody's.
    """
    put_back(folder)
    (folder / VERSIONS).mkdir(exist_ok=True)
    seen = [*folder.glob(f"{RELEASED}-*{OLD}"), *folder.glob(RELEASED)]  # else an old one might be put back
    gone = new_folder(folder, f"{RELEASED}-")
    for copy in seen:
        rename(copy, gone / copy.name)
    for left in folder.glob(f"{RELEASED}-*"):
        shutil.rmtree(left, ignore_errors=True)


def _adopt(folder: Path, now: datetime) -> None:
    """Before the first save: keep what is there, and release it where workers could do it until now."""
    if library.load(folder).listing.task is not None:
        release(folder)
    _keep(folder, min(_written(folder), now - timedelta(seconds=1)))
    if released_folder(folder) != folder:
        _mark_released(folder)


def _mark_released(folder: Path) -> None:
    """Note at the version that is as the file is now, when it was released; a version is made where there is none.

    Best effort: a release does not fail for want of a note.
    """
    with suppress(OSError):
        kept = versions(folder)
        if not kept or not _says(kept[0].folder, folder):
            _keep(folder, max([_written(folder), *(version.saved + timedelta(seconds=1) for version in kept[:1])]))
            kept = versions(folder)
        (kept[0].folder / RELEASED_FILE).touch()


def _released(version: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp((version / RELEASED_FILE).stat().st_mtime, UTC)
    except OSError:
        return None


def _says(one: Path, other: Path) -> bool:
    """Tell whether two folders hold the same task file and the same places."""
    return all(_read(one / name) == _read(other / name) for name in (TASK_FILE, PLACES_FILE))


def _written(folder: Path) -> datetime:
    return datetime.fromtimestamp((folder / TASK_FILE).stat().st_mtime, UTC)


def _keep(folder: Path, now: datetime) -> None:
    kept = versions(folder)
    if kept and _says(kept[0].folder, folder):
        return
    data = read_regular(folder / TASK_FILE, MAX_BYTES)
    places = _read(folder / PLACES_FILE)
    target = folder / VERSIONS / now.astimezone(UTC).strftime(_STAMP)
    target.mkdir(parents=True, exist_ok=True)
    if places is not None:
        write_file(target / PLACES_FILE, places)
    write_file(target / TASK_FILE, data)
    for old in kept[KEPT - 1 :]:
        with suppress(OSError):
            delete_folder(old.folder)


def _same(folder: Path, seen: Path) -> bool:
    """Tell whether the task in ``folder`` is, file by file, the one that workers see; what cannot be read is not."""
    try:
        wanted = files_of(folder)
        there = {p.relative_to(seen).as_posix() for p in seen.rglob("*") if p.is_file()}
    except (UserError, OSError):
        return False
    return there == set(wanted) and not any(filecmp.cmpfiles(folder, seen, wanted)[1:])


def _read(path: Path) -> bytes | None:
    try:
        return read_regular(path, MAX_BYTES)
    except OSError:
        return None
