"""The tasks of a station: folders with a task file, good and broken, side by side (R5)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.ports import Listing
from oss_app.core.problem import Problem, Severity
from oss_app.core.task import Task
from oss_app.taskfile.checks import CHANGED, CHECK_FILE, CHECKS, load_check
from oss_app.taskfile.companions import Places, as_on_disk, look_beside, missing_translations
from oss_app.taskfile.kept_listings import KeptListings, Stamp, Texts
from oss_app.taskfile.places import PLACES_FILE, load_places
from oss_app.taskfile.problems.diagnostic import Diagnostic, Reading, tell
from oss_app.taskfile.read.entries import Diagnostics, Enough
from oss_app.taskfile.read.paths import shown, unfit, wrong_name
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.released import released_folder
from oss_app.taskfile.yaml.source import read_bytes

TASK_FILE = "task.yaml"
NEARLY = frozenset(
    name + hidden
    for name in ("task.yaml", "task.yml", "taak.yaml", "taak.yml", "task", "taak")
    for hidden in ("", ".txt")
)
"""What the file is called by mistake: in Dutch, or with the end that Notepad adds and Windows hides."""


@dataclass(frozen=True)
class Loaded:
    """A task folder, read: what the library lists, and the reading itself, which knows where each value stands."""

    listing: Listing
    reading: Reading


def load(folder: Path, language: str = "nl") -> Loaded:
    """Read a task with everything beside it. Raises nothing: what is wrong is in the listing's problems."""
    file = folder / TASK_FILE
    if unfit(folder.name):
        title = shown(folder.name)
        bad = tell(Diagnostic("folder-name", args={"name": title}), language, folder.with_name(title))
        return Loaded(Listing(folder, None, (bad,), title), Reading())
    data = read_bytes(file)
    if isinstance(data, Diagnostic):
        if data.code == "file-missing" and (found := _misnamed(folder)):
            file, data = folder / found, Diagnostic("other-file-name", args={"found": found})
        reading = Reading(findings=[data])
        return Loaded(Listing(folder, None, (tell(data, language, file),), folder.name), reading)
    reading, beside = read_task(data), load_places(folder)
    _add_beside(reading, folder, beside.places)
    problems = reading.problems(language, file) + beside.problems(language, folder / PLACES_FILE)
    problems += _check_problems(reading, folder, language)
    task = reading.task
    if task and not any(problem.is_fault for problem in problems):
        task = as_on_disk(task.model_copy(update={"folder": folder, "places": beside.places}), folder)
    else:
        task = None
    digest = hashlib.sha256(data).hexdigest()
    return Loaded(Listing(folder, task, problems, reading.title or folder.name, digest), reading)


def task_folders(root: Path) -> list[Path]:
    """Return the folders directly within ``root`` that hold a task, by name; none where it cannot be read.

    A task whose file has nearly the right name is among them, so that its author hears of it; so is a folder that may
    not be looked into.
    """
    try:
        return sorted((f for f in root.iterdir() if _is_task(f)), key=lambda f: f.name.casefold())
    except OSError:
        return []


def _is_task(folder: Path) -> bool:
    if folder.name.startswith("."):  # half taken in, not yet a task
        return False
    try:
        return (folder / TASK_FILE).exists() or bool(_misnamed(folder))
    except OSError:  # this one cannot be looked into; the others can
        return True


def _misnamed(folder: Path) -> str:
    """Return the name of the task file, where it is not quite the right one; else empty."""
    try:
        return next((name for name in sorted(os.listdir(folder)) if name.casefold() in NEARLY), "")
    except OSError:
        return ""


class FolderLibrary:
    """The tasks in one or more folders, each task a folder within it. Satisfies ``core.ports.TaskLibrary``.

    With ``released`` it lists what workers see: released tasks only, each from the copy that was released (A12).
    ``kept`` has what was read at an earlier start.
    """

    def __init__(
        self, *roots: Path, language: str = "nl", released: bool = False, kept: KeptListings | None = None
    ) -> None:
        self._roots = roots
        self._language = language
        self._released = released
        self._kept = kept
        self._read: dict[Path, tuple[Stamp, Texts, Listing]] = {}
        self._changed: dict[tuple[Path, str], tuple[Task, str]] = {}

    def list(self) -> Sequence[Listing]:
        """Every task, by root and then by name. A broken one is listed with its problems."""
        listings, seen = [], set[str]()
        for folder in (folder for root in self._roots for folder in self._folders(root)):
            listing = self.load(folder)
            if folder.name in seen:
                twin = tell(Diagnostic("same-folder-name", args={"name": folder.name}), self._language, folder)
                listing = replace(listing, task=None, problems=(*listing.problems, twin))
            seen.add(folder.name)
            listings.append(listing)
        return listings

    def _folders(self, root: Path) -> Sequence[Path]:
        folders = task_folders(root)
        return [seen for f in folders if (seen := released_folder(f))] if self._released else folders

    def load(self, folder: Path) -> Listing:
        """One task, or the problems that keep it from running; read anew only where a file of it has changed."""
        stamp = _stamp(folder)
        read = self._read.get(folder)
        if read is None or read[0] != stamp:
            read = self._read[folder] = stamp, *self._read_anew(folder, stamp, is_first=read is None)
        return read[2]

    def keep(self) -> None:
        """Keep what was read for the next start."""
        if self._kept:
            self._kept.keep(self._read)

    def _read_anew(self, folder: Path, stamp: Stamp, *, is_first: bool) -> tuple[Texts, Listing]:
        if self._kept is None:
            return {}, load(folder, self._language).listing
        texts = _texts(folder)
        if is_first and (listing := self._kept.get(folder, stamp, texts)):
            return texts, listing
        listing = load(folder, self._language).listing
        if self._kept.has_rotted(folder, stamp, texts):
            told = tell(Diagnostic("changed-task"), self._language, folder / TASK_FILE)
            listing = replace(listing, task=None, problems=(told, *listing.problems))
        return texts, listing

    def check(self, task: Task, name: str) -> Check | None:
        """Return the taught check of a task, or None where it or one of its photos is missing or broken."""
        if wrong_name(name):
            return None
        check, problems = load_check(task.folder / CHECKS / name, self._language)
        changed = next((problem.sentence for problem in problems if problem.code == CHANGED), None)
        if changed is None:
            self._changed.pop((task.folder, name), None)
        else:
            self._changed[task.folder, name] = task, changed
        return check

    def changed_checks(self) -> Sequence[str]:
        """Say which of the checks that were asked for have changed since they were taught, and still are as then."""
        for (_, name), (task, _) in [*self._changed.items()]:
            self.check(task, name)
        return [
            f"{task.title.into(self._language)}, {name}: {said}" for (_, name), (task, said) in self._changed.items()
        ]


def _texts(folder: Path) -> Texts:
    read = {name: read_bytes(folder / name) for name in (TASK_FILE, PLACES_FILE)}
    return {name: data for name, data in read.items() if isinstance(data, bytes)}


def _stamp(folder: Path) -> Stamp:
    """Return what tells that a task is as it was: of each file that a listing is made from."""
    found = _seen_in(folder)
    checks = folder / CHECKS
    for name, *_ in _seen_in(checks):
        found += _seen_in(checks / name, CHECK_FILE)
    return tuple(sorted(found))


def _seen_in(folder: Path, only: str = "") -> list[tuple[str, int, int, int]]:
    try:
        with os.scandir(folder) as entries:
            return [_seen(entry) for entry in entries if not only or entry.name == only]
    except OSError:
        return []  # none, or gone in between: the reading will say so


def _seen(entry: os.DirEntry[str]) -> tuple[str, int, int, int]:
    try:
        stat = entry.stat()
    except OSError:  # a link that leads nowhere, as some text editors make beside a file that is open in them
        return entry.name, 0, 0, 0
    return entry.name, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size


def _add_beside(reading: Reading, folder: Path, places: Places) -> None:
    findings = Diagnostics(lambda span: span)
    try:
        for finding in look_beside(reading, folder, places):
            findings.keep(finding)
        for finding in missing_translations(reading, reading.task) if reading.task else ():
            findings.keep(finding)
    except Enough:
        pass
    reading.findings += findings.all


def _check_problems(reading: Reading, folder: Path, language: str) -> tuple[Problem, ...]:
    """Return what is wrong with the checks that the task names: advice, because the task runs without them (C6)."""
    problems: list[Problem] = []
    names = dict.fromkeys(value.text for at, value in reading.values.items() if at.field == "check")
    for name in names:
        if (folder / CHECKS / name / CHECK_FILE).exists():
            problems += load_check(folder / CHECKS / name, language, photos=False)[1]
    return tuple(replace(problem, severity=Severity.ADVICE) for problem in problems)
