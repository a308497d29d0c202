"""The coach's own tasks on the disk: new ones, copies, those taken in, and those put away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from oss_app.core.casing import folded
from oss_app.core.errors import UserError
from oss_app.core.ports import Later, Listing
from oss_app.core.problem import Problem
from oss_app.core.release import ReleaseState
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.beside import Beside
from oss_app.editor.bringing import refresh
from oss_app.editor.document import Lint
from oss_app.editor.house_list import HouseList
from oss_app.editor.open_task import OpenTask
from oss_app.editor.sharing import Sharing
from oss_app.editor.task_bin import TaskBin
from oss_app.files import delete_file, new_folder, read_regular, write_file
from oss_app.i18n import Translator, marked
from oss_app.media.photo_files import as_a_person_counts, in_order
from oss_app.taskfile import FolderLibrary, importers, packing, versions
from oss_app.taskfile import package as packages
from oss_app.taskfile.importers import Columns, ItemTable, Meaning, TaskDraft
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.leftovers import INCOMING
from oss_app.taskfile.library import TASK_FILE, task_folders
from oss_app.taskfile.naming import free_folder, told_by
from oss_app.taskfile.whole_folder import copy_task, make_whole
from oss_app.taskfile.writer import TaskFile

GROUP_FILE = ".group"
"""The file beside a task that names its group. It is the coach's alone: it goes into no package."""
LONGEST_GROUP, MOST_GROUP_BYTES = 40, 4000
_TOLD = 3
"""So many notices are said in one breath; the others are counted."""
FILMS = (".mp4", ".webm", ".mkv", ".mov", ".avi", ".m4v")
SLIDES = (".pptx", ".pptm", ".ppsx", ".ppsm", ".potx", ".potm", ".ppt", ".odp", ".key")
PACKAGE = packing.SUFFIX
"""What a task's file ends with when it is given away."""


class StoppedError(UserError):
    """The coach stopped it."""


class PhotoKeeper(Protocol):
    """Makes photos fit for a task: upright, no larger than a screen shows, without where they were made."""

    def keep(self, path: Path, folder: Path) -> str:
        """Keep the photo of a file in a task's folder; its name there. Raises UserError."""

    def small(self, data: bytes, name: str) -> bytes:
        """Return a picture's bytes, or fewer of them where it is larger than a screen shows."""


@dataclass(frozen=True)
class ShownTasks:
    """What the library shows: the coach's own tasks with their states, and the examples.

    ``groups`` and ``written`` say of a task's folder which group it is in, if any, and when it was written last.
    """

    own: Sequence[tuple[Listing, ReleaseState]]
    examples: Sequence[Listing]
    groups: Mapping[Path, str] = field(default_factory=dict)
    written: Mapping[Path, float] = field(default_factory=dict)

    @property
    def group_names(self) -> list[str]:
        """The groups that there are, by name."""
        return sorted(set(self.groups.values()), key=as_a_person_counts)

    def arranged(self, words: str = "", group: str = "", *, newest_first: bool = False) -> list[int]:
        """Tell which of the coach's own tasks are wanted, in their order: by name, or those that were written last.

        ``words`` stand in any order in the name of the task or of its group.
        """
        wanted = folded(words).split()
        found = []
        for number, (listing, _) in enumerate(self.own):
            of = self.groups.get(listing.folder, "")
            written = listing.task.title.words if listing.task else ""
            names = folded(f"{listing.title} {written} {of}")
            if (not group or of == group) and all(word in names for word in wanted):
                found.append(number)
        if newest_first:
            found.sort(key=lambda number: -self.written.get(self.own[number][0].folder, 0.0))
        return found


@dataclass(frozen=True)
class Offer:
    """What something brings, told before anything of it is written; ``take`` writes it and gives the folder."""

    said: str
    take: Callable[[], Path] | None
    told: tuple[str, ...] = ()
    brings: str = ""
    """``said`` without what is told."""
    table: ListTable | None = None
    refresh: Callable[[], tuple[Path, str]] | None = None
    """Writes it over a task that is here already; the folder, and what is to be said."""
    refreshes: str = ""
    """What that task is called."""


@dataclass(frozen=True)
class ListTable:
    """What the columns of a list were taken for, on some of its rows; ``change(column, meaning)`` is another offer.

    A meaning is a key of ``names``, which says what each is called; empty for a column that is not taken.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    meanings: tuple[str, ...]
    names: Mapping[str, str]
    change: Callable[[int, str], Offer]


Apart = Callable[[Callable[[], Any]], Any]
"""Runs a function where it can hang or grow without harm, and gives what it gives. Raises UserError where it does."""


class TaskStore:
    """``own`` is the folder of the coach's tasks, ``examples`` that of the samples.

    ``sharing`` brings releases to the other stations, where they follow a folder.
    """

    def __init__(
        self,
        own: Path,
        examples: Path,
        tr: Translator,
        lint: Lint,
        now: Callable[[], datetime],
        later: Later,
        photos: PhotoKeeper,
        sharing: Sharing | None = None,
        apart: Apart = lambda read: read(),
        house: HouseList | None = None,
        beside: Beside | None = None,
    ) -> None:
        self.house = house or HouseList()
        self._own, self._tr, self._photos, self._apart = own, tr, photos, apart
        self._lint, self._now, self._later, self._beside = lint, now, later, beside
        self.sharing = sharing or Sharing()
        self.bin = TaskBin(own, now)
        self._library = FolderLibrary(own, language=tr.language)
        self._examples = FolderLibrary(examples, language=tr.language)

    def look(self) -> ShownTasks:
        """Return what lies on it now."""
        own = [(self._named(_unfinished(self._library.load(at))), versions.state(at)) for at in self.folders()]
        own.sort(key=lambda one: as_a_person_counts(one[0].title))
        folders = [listing.folder for listing, _ in own]
        groups = {folder: name for folder in folders if (name := _group_of(folder))}
        listed = map(self._named, self._examples.list())
        examples = sorted(listed, key=lambda item: len(item.task.steps) if item.task else 0)
        return ShownTasks(own, examples, groups, {folder: _written(folder) for folder in folders})

    def _named(self, listing: Listing) -> Listing:
        """Return a task under its title in the language of the screens, where it has one."""
        return replace(listing, title=listing.task.title.into(self._tr.language)) if listing.task else listing

    def folders(self) -> list[Path]:
        """Return the folders of the coach's own tasks."""
        return task_folders(self._own)

    def put_into_group(self, listing: Listing, name: str) -> None:
        """Put a task into a group, or with an empty name into none. Raises OSError."""
        name = " ".join(name.split())[:LONGEST_GROUP]
        if name:
            write_file(listing.folder / GROUP_FILE, name.encode())
        else:
            delete_file(listing.folder / GROUP_FILE)

    def faults(self, folder: Path) -> list[Problem]:
        """Return what is wrong with a task, less the sentences that are still to be written."""
        return [p for p in self._library.load(folder).problems if p.is_fault and p.code != "empty-text"]

    # ---- new ones ----

    def empty(self) -> OpenTask:
        """Return a task that is nowhere yet: its first save makes its folder."""
        title = self._tr("New task")
        task = Task(title=Text(words=title), language=self._language, items=())
        return self._opened(TaskFile.new(self._free(title), task))

    def open(self, folder: Path) -> OpenTask:
        """Open the task in this folder, to be changed. Raises UserError, OSError."""
        return self._opened(TaskFile.open(folder))

    def from_photos(self, paths: Sequence[Path], on: Callable[[int], bool] = lambda n: True) -> tuple[Path, str]:
        """Return a new task with a step for each photo that can be read, and what is said of the others, if any.

        ``on(n)`` is asked before each photo, counted from 1; where it says no, nothing is left of the task.
        Raises UserError where there is no photo that can be read, StoppedError where it was stopped.
        """
        told = told_by(paths[0].parent) if len({path.parent for path in paths}) == 1 else ""
        title = told or self._tr("New task")
        folder, refused = self._free(title), list[UserError]()

        def fill(fresh: Path) -> None:
            photos, others = keep_photos(self._photos, paths, fresh, on)
            refused.extend(others)
            if not photos:
                raise UserError(said_of(refused, self._tr))
            steps = [Step(text=Text(words=""), photo=photo) for photo in photos]
            task = Task(title=Text(words=title), language=self._language, photo=steps[0].photo, items=tuple(steps))
            versions.save(TaskFile.new(fresh, task), task, self._now())

        try:
            make_whole(folder, fill)
        except OSError as error:
            raise UserError(marked("The task cannot be saved. Is the disk full?")) from error
        return folder, said_of(refused, self._tr)

    def from_list(self, path: Path) -> Offer:
        """Return what a list from a spreadsheet brings. Raises UserError."""
        table = self._apart(partial(importers.read_list, path, self._language, self._tr.language))
        if isinstance(table, Problem):
            raise UserError(table.sentence, table.hint)
        return self._list_offer(table, importers.find_columns(table))

    def items_from_list(self, path: Path, library: ItemLibrary) -> tuple[str, tuple[str, ...]]:
        """Make items of what a list from a spreadsheet brings; what is to be said, and all that was not taken.

        Raises UserError, OSError.
        """
        tr, language = self._tr, self._language
        found = self._apart(partial(importers.items_in_list, path, language, tr.language))
        if isinstance(found, Problem):
            raise UserError(found.sentence, found.hint)
        listed, notices = found
        here = {folded(item.names.get(language, "")) for item in library.list()}
        new = [(item, photo) for item, photo in listed if folded(item.name) not in here]
        for item, photo in new:
            hints, warnings = {language: item.hint}, {language: item.warning}
            library.add({language: item.name}, photo and self._photos.small(photo, item.photo), hints, warnings)
        said = tr.many("{n} item is new.", "{n} items are new.", len(new))
        if left := len(listed) - len(new):
            said += " " + tr.many("{n} was here already.", "{n} were here already.", left)
        return said, tuple(notice.sentence for notice in notices)

    def from_slides(self, path: Path) -> Offer:
        """Return what a presentation brings. Raises UserError."""
        return self._offer(path, self._apart(partial(importers.from_slides, path, self._language, self._tr.language)))

    def from_package(self, path: Path) -> Offer:
        """Return what a package brings. Raises UserError where it is refused."""
        found = packages.inspect(path, self._tr.language)
        if isinstance(found, Problem):
            raise UserError(found.sentence, found.hint)
        tr = self._tr
        parts = [
            tr.many("{n} step", "{n} steps", found.steps),
            tr.many("{n} photo", "{n} photos", found.photos),
            tr.many("{n} check", "{n} checks", len(found.checks)),
            f"{found.bytes / 1e6:.1f} MB".replace(".", "." if tr.language.startswith("en") else ","),
        ]
        said = tr("“{title}” brings: {parts}.", title=found.title.words, parts=", ".join(parts))

        def take() -> Path:
            folder = packages.install(found, self._own)
            versions.begin_as_draft(folder, self._now())
            return folder

        here = self._own / found.folder
        if not (here / TASK_FILE).is_file():
            return Offer(said, take)

        def take_over() -> tuple[Path, str]:
            room = new_folder(self._own, INCOMING)
            before = TaskFile.open(here).task
            try:
                stay = refresh(here, packages.install(found, room), self._now())
            finally:
                shutil.rmtree(room, ignore_errors=True)
            after = TaskFile.open(here).task
            if _in_use(after) == _in_use(before):
                told = tr("The task says this already. Nothing was changed.")
            elif _was_so(here, after):
                told = tr("The task is as it was some time ago. What was changed since is among its earlier versions.")
            else:
                told = tr("The task is refreshed. What it said before is among its earlier versions.")
            if stay:
                told += " " + tr("Checks that were taught here stay as they are: {names}.", names=", ".join(stay))
            return here, told

        title = self._library.load(here).title
        return Offer(said, take, refresh=take_over, refreshes=title)

    def copy(self, listing: Listing) -> Path:
        """Copy a task, to be changed. Raises UserError."""
        target = self._free(listing.folder.name)
        try:
            copy_task(listing.folder, target, lambda folder: versions.begin_as_draft(folder, self._now()))
        except OSError as error:
            raise UserError(marked("The copy cannot be made. Is the disk full?")) from error
        return target

    # ---- what becomes of them ----

    def export(self, listing: Listing, target: Path) -> None:
        """Write a task as one file. Raises UserError, OSError."""
        packing.export(listing.folder, target)

    def release(self, listing: Listing) -> None:
        """Show it to the workers; it goes to the other stations beside the window. Raises UserError, OSError."""
        self.sharing.look_whether_free()
        self.sharing.share(versions.release(listing.folder, self._tr.language))

    def withdraw(self, listing: Listing) -> None:
        """Take it away from the workers, at the other stations first, beside the window. Raises UserError.

        Where these cannot be told it stays here too: else nobody could take it away there any more.
        """
        self.sharing.look_whether_free()
        self.sharing.take_back(listing.folder.name, partial(versions.withdraw, listing.folder))

    def remove(self, listing: Listing) -> Callable[[], None]:
        """Put a task into the bin; what is given back brings it out again. Raises UserError, OSError.

        The other stations no longer have it then, until it is released once more; where they cannot be told it comes
        out again by itself.
        """
        self.sharing.look_whether_free()
        bring_back = self.bin.put(listing.folder)

        def undo() -> None:
            with suppress(OSError):  # it was brought back, or deleted for good, meanwhile
                bring_back()

        self.sharing.take_back(listing.folder.name, undo=undo)
        return bring_back

    def now(self) -> datetime:
        """Return the moment that what is written now bears."""
        return self._now()

    # ---- how ----

    def _opened(self, file: TaskFile) -> OpenTask:
        return OpenTask(file, self._lint, self._now, self._later, self._tr, self.sharing, self.house, self._beside)

    @property
    def _language(self) -> str:
        return self._tr.language

    def _free(self, title: str) -> Path:
        return free_folder(self._own, title, "taak")

    def _offer(self, path: Path, found: TaskDraft | Problem) -> Offer:
        if isinstance(found, Problem):
            raise UserError(found.sentence, found.hint)
        tr, task = self._tr, found.task
        sections = sum(isinstance(item, Section) for item in task.items)
        said = tr.many("“{file}” gives {n} step", "“{file}” gives {n} steps", len(task.steps), file=path.name)
        if sections:
            said += tr.many(" in {n} section", " in {n} sections", sections)
        if found.pictures:
            said += tr.many(", with {n} photo", ", with {n} photos", len(found.pictures))
        told = " ".join(notice.sentence for notice in found.notices[:_TOLD])
        if len(found.notices) > _TOLD:
            told += " " + tr.many("{n} more thing to know.", "{n} more things to know.", len(found.notices) - _TOLD)
        lean = replace(found, pictures=_Small(found.pictures, self._photos))
        all_told = tuple(f"{notice.sentence} {notice.hint}".strip() for notice in found.notices)
        return Offer(f"{said}. {told}".strip(), lambda: self._write_draft(lean), all_told, f"{said}.")

    def _list_offer(self, table: ItemTable, columns: Columns) -> Offer:
        """Return what a list brings, its columns read so."""
        tr = self._tr
        found = importers.draft_of(table, columns, self._language, tr.language)
        if isinstance(found, Problem):
            offer = Offer(f"{found.sentence} {found.hint}", None)
        else:
            offer = self._offer(table.path, found)

        def change(column: int, meaning: str) -> Offer:
            return self._list_offer(table, columns.changed(column, Meaning(meaning) if meaning else None))

        shown = ListTable(
            tuple(columns.heads) or tuple(tr("Column {n}", n=n + 1) for n in range(table.width)),
            tuple(tuple(row.cell(n) for n in range(table.width)) for row in importers.sample(table, columns)),
            tuple(str(meaning or "") for meaning in columns.meanings),
            {"": tr("Not taken"), **{str(meaning): tr(name) for meaning, name in importers.MEANINGS.items()}},
            change,
        )
        return replace(offer, table=shown)

    def _write_draft(self, draft: TaskDraft) -> Path:
        try:
            return importers.write(draft, self._own, self._now()).folder
        except OSError as error:
            raise UserError(marked("The task cannot be saved. Is the disk full?")) from error


def offer_of(store: TaskStore, path: Path) -> Offer:
    """Return what a file brings, by its kind: a package, a presentation, else a list. Raises UserError."""
    kind = path.suffix.casefold()
    if kind in FILMS:
        raise UserError(marked("A film belongs to a step: open a task and drop it there."))
    if kind == PACKAGE:
        return store.from_package(path)
    return store.from_slides(path) if kind in SLIDES else store.from_list(path)


def keep_photos(
    photos: PhotoKeeper, paths: Sequence[Path], folder: Path, on: Callable[[int], bool] = lambda n: True
) -> tuple[list[str], list[UserError]]:
    """Keep photos in a task's folder, in the order in which they were made: their names, and why others are not kept.

    ``on(n)`` is asked before each, counted from 1; where it says no, nothing of them is left behind. Raises
    StoppedError then.
    """
    names: list[str] = []
    refused: list[UserError] = []
    for n, path in enumerate(in_order(paths), 1):
        if not on(n):
            for name in names:
                delete_file(folder / name)
            with suppress(OSError):
                folder.rmdir()  # goes only where nothing else is in it
            raise StoppedError(marked("Nothing was taken over."))
        try:
            names.append(photos.keep(path, folder))
        except UserError as error:
            refused.append(error)
    return names, refused


def said_of(refused: Sequence[UserError], tr: Translator) -> str:
    """Return what is wrong, each reason once, with the files it is about."""
    names: dict[str, list[str]] = {}
    for error in refused:
        names.setdefault(error.sentence, []).append(error.hint)
    return " ".join(f"{tr(sentence)} ({', '.join(of)})" for sentence, of in names.items())


def _was_so(folder: Path, now: Task) -> bool:
    """Tell whether an earlier version of a task, before the one that stands there now, says the same."""
    for version in versions.versions(folder)[1:]:
        with suppress(UserError, OSError):
            if _in_use(versions.task_of(folder, version)) == _in_use(now):
                return True
    return False


def _in_use(task: Task) -> Task:
    """Return the task without the places in photos that no step shows any more."""
    shown = {step.photo for step in task.steps}
    return task.model_copy(update={"places": {photo: at for photo, at in task.places.items() if photo in shown}})


def _group_of(folder: Path) -> str:
    try:
        return " ".join(read_regular(folder / GROUP_FILE, MOST_GROUP_BYTES).decode("utf-8").split())[:LONGEST_GROUP]
    except (OSError, UnicodeDecodeError):
        return ""


def _written(folder: Path) -> float:
    try:
        return (folder / TASK_FILE).stat().st_mtime
    except OSError:
        return 0.0


def _unfinished(listing: Listing) -> Listing:
    """Return a task that lacks nothing but sentences is not broken here: the coach is still writing it."""
    if listing.task is None and {problem.code for problem in listing.problems if problem.is_fault} == {"empty-text"}:
        with suppress(UserError, OSError):
            return replace(listing, task=TaskFile.open(listing.folder).task, problems=())
    return listing


class _Small(Mapping[str, bytes]):
    """Pictures no larger than a screen shows; read when they are asked for."""

    def __init__(self, pictures: Mapping[str, bytes], photos: PhotoKeeper) -> None:
        self._pictures, self._photos = pictures, photos

    def __getitem__(self, name: str) -> bytes:
        return self._photos.small(self._pictures[name], name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pictures)

    def __len__(self) -> int:
        return len(self._pictures)
