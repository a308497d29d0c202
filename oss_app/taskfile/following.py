"""A folder of releases that several stations follow: a share, a synchronised folder, a stick. No server is needed.

Each release is one file, ``tandarts-0003.osstask``; a withdrawn task leaves ``tandarts-0004.withdrawn``. Numbers only
go up, so that a folder which is half synchronised, or gone, never brings an older version back or takes a task away.

A station looks into it now and then, and never writes there. What it takes in is copied first, looked into as any
package from elsewhere, and laid ready; it takes the place of what runs by a rename, and only when the station says so.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.problem import Problem
from oss_app.files import delete_file, from_json, new_folder, rename, write_file
from oss_app.i18n import Translator, load, marked
from oss_app.taskfile import library
from oss_app.taskfile.packing import SUFFIX
from oss_app.taskfile.read.paths import shown
from oss_app.taskfile.released import VERSIONS
from oss_app.taskfile.releases import Release, sort_names

log = logging.getLogger(__name__)

LARGEST_BYTES = 2_000_000_000
_PIECE = 1 << 20
_INFO = ".release.json"
_TAKING = ".taking-"


@dataclass(frozen=True)
class RunningRelease:
    """What a station runs of a followed task: which release, and the day on which it was taken in."""

    release: Release
    since: str


@dataclass(frozen=True)
class LastLook:
    """What the last look into the folder found, in sentences; ``good`` is when the folder was there last, or None."""

    good: datetime | None = None
    is_reached: bool = False
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class FolderSeen:
    """What a look into the folder brought: whether it was there, what lies ready, what is wrong in sentences."""

    is_reached: bool
    ready: tuple[Release, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass
class FollowedStore:
    """What one station keeps of a followed folder, below ``root``: what runs, and what lies ready to take its place."""

    root: Path
    refused: dict[str, str] = field(default_factory=dict)
    """Of files that were looked into and refused, by name, size and time, so that they are not read each minute."""

    @property
    def tasks(self) -> Path:
        """The library of what runs; a folder for each task."""
        return self.root / "tasks"

    @property
    def _ready(self) -> Path:
        return self.root / "ready"

    @property
    def _old(self) -> Path:
        return self.root / "old"

    @property
    def _withdrawn(self) -> Path:
        return self.root / "withdrawn"

    @property
    def _looked(self) -> Path:
        return self.root / "looked.json"

    def keep_look(self, now: datetime, problems: tuple[str, ...], *, is_reached: bool) -> None:
        """Keep what a look found, for whoever asks how old it is what runs here. OSError."""
        good = now if is_reached else self.last_look().good
        told = {"good": good.isoformat() if good else None, "reached": is_reached, "problems": problems}
        self.root.mkdir(parents=True, exist_ok=True)
        write_file(self._looked, json.dumps(told).encode())

    def last_look(self) -> LastLook:
        """Return what the last look found; nothing where there was none."""
        try:
            told = from_json(self._looked.read_text(encoding="utf-8"))
            good = datetime.fromisoformat(told["good"]) if told["good"] else None
            return LastLook(good, bool(told["reached"]), tuple(str(problem) for problem in told["problems"]))
        except (OSError, ValueError, KeyError, TypeError):
            return LastLook()

    def running(self) -> dict[str, RunningRelease]:
        """Return what runs here, by the name of the task."""
        found = {}
        for folder in _folders(self.tasks):
            with suppress(OSError, ValueError, KeyError, TypeError):
                info = from_json((folder / _INFO).read_text(encoding="utf-8"))
                found[folder.name] = RunningRelease(Release(folder.name, int(info["number"])), str(info["since"]))
        return found

    def ready(self) -> tuple[Release, ...]:
        """Return what lies ready and is newer than what runs."""
        found, _ = sort_names(folder.name + SUFFIX for folder in _folders(self._ready))
        laid = sorted(release for releases in found.values() for release in releases)
        return tuple(release for release in laid if release.number > self.newest(release.task))

    def newest(self, task: str) -> int:
        """Return the number of the newest release of a task that ever ran here or was withdrawn; 0 for none."""
        ran = self.running().get(task)
        withdrawn = 0
        with suppress(OSError, ValueError):
            withdrawn = int((self._withdrawn / task).read_text(encoding="ascii"))
        return max(ran.release.number if ran else 0, withdrawn)

    def recover(self) -> None:
        """After a power cut in the middle of a swap: bring back what ran."""
        for folder in _folders(self._old):
            if not (self.tasks / folder.name).exists() and not (self._withdrawn / folder.name).exists():
                self.tasks.mkdir(parents=True, exist_ok=True)
                rename(folder, self.tasks / folder.name)

    def swap(self, releases: tuple[Release, ...]) -> None:
        """Let these take the place of what runs, or take it away. Only while no session is open. OSError."""
        self.tasks.mkdir(parents=True, exist_ok=True)
        self._old.mkdir(parents=True, exist_ok=True)
        for release in releases:
            if release.is_withdrawn:
                self._withdrawn.mkdir(parents=True, exist_ok=True)
                write_file(self._withdrawn / release.task, str(release.number).encode())
                self._set_aside(release.task)
                continue
            fresh = self._ready / release.stem / release.task
            if not fresh.is_dir():
                continue
            self._set_aside(release.task)
            rename(fresh, self.tasks / release.task)
            delete_file(self._withdrawn / release.task)

    def clear(self) -> None:
        """Delete what was replaced or is not wanted any more, or was being taken in when the program ended by force.

        Only for whoever takes releases in.
        """
        wanted = {release.stem for release in self.ready()}
        unwanted = (f for f in _folders(self._ready) if f.name not in wanted)
        for folder in (*_folders(self._old), *unwanted, *self._ready.glob(f"{_TAKING}*")):
            shutil.rmtree(folder, ignore_errors=True)

    def take_in(self, source: Path, release: Release, tr: Translator, today: date, beat: Callable[[], None]) -> str:
        """Copy a release here and lay it ready; empty, or the sentence why not. OSError where the folder is gone."""
        from oss_app.taskfile.package import inspect, install  # the first screen does not wait for it

        self._ready.mkdir(parents=True, exist_ok=True)
        work = new_folder(self._ready, _TAKING)
        try:
            copy = work / release.file
            _copy(source / release.file, copy, beat)
            contents = inspect(copy, tr.language)
            if isinstance(contents, Problem):
                return contents.sentence
            if contents.folder != release.task:
                return tr("There is another task in it: {name}.", name=contents.folder)
            if contents.problems:
                return contents.problems[0].sentence
            beat()
            inside = install(contents, work / "in")
            listing = library.load(inside, tr.language).listing
            if listing.task is None:
                return next(problem.sentence for problem in listing.problems if problem.is_fault)
            (inside / VERSIONS).rmdir()  # what lies in the folder was released by our own coach: it is no draft here
            info = {"number": release.number, "since": today.isoformat()}
            write_file(inside / _INFO, json.dumps(info).encode())
            target = self._ready / release.stem
            shutil.rmtree(target, ignore_errors=True)
            rename(work / "in", target)
        except UserError as error:
            return error.sentence
        finally:
            shutil.rmtree(work, ignore_errors=True)
        return ""

    def _set_aside(self, task: str) -> None:
        if (self.tasks / task).exists():
            shutil.rmtree(self._old / task, ignore_errors=True)
            rename(self.tasks / task, self._old / task)


def look(source: Path, store: FollowedStore, language: str, today: date, beat: Callable[[], None]) -> FolderSeen:
    """Look into the folder once and lay ready what is new. ``beat`` is called between pieces of work.

    Nothing of what runs is touched. Raises nothing: what is wrong is told, and what ran goes on running.
    """
    tr = load(language)
    store.clear()
    try:
        with os.scandir(source) as entries:
            names = sorted(entry.name for entry in entries if _is_file(entry))
    except OSError as error:
        log.info("followed folder: %s", error)
        return FolderSeen(False, (), (tr("The folder with tasks is not reached: {folder}", folder=source),))
    releases, strange = sort_names(names)
    problems = [
        tr("“{name}” is not a release: a copy that two stations made, or renamed.", name=shown(n)) for n in strange
    ]
    ready: list[Release] = []
    for task, found in sorted(releases.items()):
        beat()
        try:
            release, told = _newest_good(source, store, found, tr, today, beat)
        except OSError as error:
            log.info("followed folder: %s", error)
            problems.append(tr("“{name}” could not be copied now; it is tried again.", name=task))
            continue
        ready += [release] if release else []
        problems += told
    gone = sorted(store.running().keys() - releases.keys())
    problems += [tr("“{name}” is no longer in the folder, and still runs here. Withdraw it.", name=n) for n in gone]
    return FolderSeen(True, tuple(ready), tuple(problems))


def _newest_good(
    source: Path, store: FollowedStore, found: list[Release], tr: Translator, today: date, beat: Callable[[], None]
) -> tuple[Release | None, list[str]]:
    """Return the newest release that can run, if it is newer than what runs; and what is wrong with those above it."""
    told: list[str] = []
    newest = store.newest(found[0].task)
    laid = {release.number for release in store.ready() if release.task == found[0].task}
    for release in sorted(found, key=lambda r: (r.number, r.is_withdrawn), reverse=True):
        if release.number <= newest:
            break
        if release.is_withdrawn or release.number in laid:
            return release, told
        key = _key(source / release.file)
        why = store.refused.get(key) or store.take_in(source, release, tr, today, beat)
        if not why:
            return release, told
        store.refused[key] = why
        told.append(tr("“{name}” cannot be used: {why}", name=release.file, why=why))
    return None, told


def _copy(source: Path, target: Path, beat: Callable[[], None]) -> None:
    with source.open("rb") as there, target.open("xb") as here:
        size = 0
        while piece := there.read(_PIECE):
            here.write(piece)
            size += len(piece)
            if size > LARGEST_BYTES:
                raise UserError(marked("This file is too large for a task."))
            beat()


def _is_file(entry: os.DirEntry[str]) -> bool:
    """Tell whether it is a file that can be asked for; a link that leads to itself, for one, is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def _key(file: Path) -> str:
    status = file.stat()
    return f"{file.name} {status.st_size} {status.st_mtime_ns}"


def _folders(folder: Path) -> Iterator[Path]:
    try:
        yield from sorted(f for f in folder.iterdir() if f.is_dir() and not f.name.startswith("."))
    except OSError:
        return
