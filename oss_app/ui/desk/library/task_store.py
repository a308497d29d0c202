"""The coach's own tasks on the disk: new ones, copies, those taken in, and those put away."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice

from oss_app.core.errors import UserError
from oss_app.core.ports import Listing
from oss_app.core.problem import Problem
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.i18n import Translator, marked
from oss_app.taskfile import FolderLibrary, importers, packing, versions
from oss_app.taskfile import package as packages
from oss_app.taskfile.importers import TaskDraft
from oss_app.taskfile.library import task_folders
from oss_app.taskfile.naming import free_folder
from oss_app.taskfile.released import VERSIONS
from oss_app.taskfile.writer import TaskFile
from oss_app.ui.desk.library.library_page import ShownTasks
from oss_app.ui.desk.widgets.photo_in import LONGEST, QUALITY, keep_photo, photo_of, readable, said_of

BIN = ".bin"
MANY_BYTES = 1_500_000
"""A picture with more is looked at: it may be larger than a screen shows."""


@dataclass(frozen=True)
class Offer:
    """What something brings, told before anything of it is written; ``take`` writes it and gives the folder."""

    said: str
    take: Callable[[], Path]


class TaskStore:
    """``own`` is the folder of the coach's tasks, ``examples`` that of the samples."""

    def __init__(self, own: Path, examples: Path, tr: Translator, now: Callable[[], datetime]) -> None:
        self._own, self._tr, self._now = own, tr, now
        self._library = FolderLibrary(own, language=tr.language)
        self._examples = FolderLibrary(examples, language=tr.language)

    def look(self) -> ShownTasks:
        """What lies on it now."""
        own = [(_unfinished(self._library.load(at)), versions.state(at)) for at in task_folders(self._own)]
        examples = sorted(self._examples.list(), key=lambda item: len(item.task.steps) if item.task else 0)
        return ShownTasks(own, examples)

    def faults(self, folder: Path) -> list[Problem]:
        """What is wrong with a task, less the sentences that are still to be written."""
        return [p for p in self._library.load(folder).problems if p.is_fault and p.code != "empty-text"]

    # ---- new ones ----

    def empty(self) -> TaskFile:
        """A task that is nowhere yet: its first save makes its folder."""
        title = self._tr("New task")
        return TaskFile.new(self._free(title), Task(title=Text(words=title), language=self._language, items=()))

    def from_photos(self, paths: Sequence[Path]) -> tuple[Path, str]:
        """A new task with a step for each photo that can be read, and what is said of the others, if any.

        Raises UserError where there is none that can.
        """
        title = paths[0].parent.name if len({path.parent for path in paths}) == 1 else ""
        title = title if re.search(r"[a-z]{3}", title, re.I) else self._tr("New task")
        folder = self._free(title)
        refused: list[UserError] = []
        photos = [keep_photo(image, folder, path.stem) for path, image in readable(paths, refused)]
        if not photos:
            raise UserError(said_of(refused, self._tr))
        steps = [Step(text=Text(words=""), photo=photo) for photo in photos]
        task = Task(title=Text(words=title), language=self._language, photo=steps[0].photo, items=tuple(steps))
        return self._write(TaskFile.new(folder, task), task), said_of(refused, self._tr)

    def from_list(self, path: Path) -> Offer:
        """What a list from a spreadsheet brings. Raises UserError."""
        return self._offer(path, importers.from_list(path, self._language, self._tr.language))

    def from_slides(self, path: Path) -> Offer:
        """What a presentation brings. Raises UserError."""
        return self._offer(path, importers.from_slides(path, self._language, self._tr.language))

    def from_package(self, path: Path) -> Offer:
        """What a package brings. Raises UserError where it is refused."""
        found = packages.inspect(path, self._tr.language)
        if isinstance(found, Problem):
            raise UserError(found.sentence, found.hint)
        tr = self._tr
        parts = [
            tr.many("{n} step", "{n} steps", found.steps),
            tr.many("{n} photo", "{n} photos", found.photos),
            tr.many("{n} check", "{n} checks", len(found.checks)),
            f"{found.bytes / 1e6:.1f} MB",
        ]
        said = tr("“{title}” brings: {parts}.", title=found.title.words, parts=", ".join(parts))

        def take() -> Path:
            folder = packages.install(found, self._own)
            versions.begin_as_draft(folder, self._now())
            return folder

        return Offer(said, take)

    def copy(self, listing: Listing) -> Path:
        """A copy of a task, to be changed. Raises UserError."""
        target = self._free(listing.folder.name)
        try:
            (target / VERSIONS).mkdir(parents=True)  # a draft from its first moment
            shutil.copytree(listing.folder, target, ignore=shutil.ignore_patterns(".*"), dirs_exist_ok=True)
            versions.begin_as_draft(target, self._now())
        except OSError as error:
            raise UserError(marked("The copy cannot be made. Is the disk full?")) from error
        return target

    # ---- what becomes of them ----

    def export(self, listing: Listing, target: Path) -> None:
        """Write a task as one file. Raises UserError, OSError."""
        packing.export(listing.folder, target)

    def release(self, listing: Listing) -> None:
        """Show it to the workers. Raises UserError, OSError."""
        versions.release(listing.folder, "nl" if self._tr.language == "nl" else "en")

    def withdraw(self, listing: Listing) -> None:
        """Take it away from the workers."""
        versions.withdraw(listing.folder)

    def remove(self, listing: Listing) -> Callable[[], None]:
        """Put a task into the bin; what is given back brings it out again. Raises OSError."""
        target = self._own / BIN / f"{listing.folder.name}-{self._now():%Y%m%d-%H%M%S}"
        target.parent.mkdir(exist_ok=True)
        listing.folder.rename(target)

        def bring_back() -> None:
            target.rename(listing.folder)

        return bring_back

    # ---- how ----

    @property
    def _language(self) -> str:
        return self._tr.language

    def _free(self, title: str) -> Path:
        return free_folder(self._own, title, "taak")

    def _write(self, file: TaskFile, task: Task) -> Path:
        try:
            versions.save(file, task, self._now())
        except OSError as error:
            raise UserError(marked("The task cannot be saved. Is the disk full?")) from error
        return file.folder

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
        told = " ".join(notice.sentence for notice in found.notices[:3])
        lean = replace(found, pictures=Smaller(found.pictures))
        return Offer(f"{said}. {told}".strip(), lambda: self._write_draft(lean))

    def _write_draft(self, draft: TaskDraft) -> Path:
        try:
            return importers.write(draft, self._own, self._now()).folder
        except OSError as error:
            raise UserError(marked("The task cannot be saved. Is the disk full?")) from error


def _unfinished(listing: Listing) -> Listing:
    """A task that lacks nothing but sentences is not broken here: the coach is still writing it."""
    if listing.task is None and {problem.code for problem in listing.problems if problem.is_fault} == {"empty-text"}:
        with suppress(UserError, OSError):
            return replace(listing, task=TaskFile.open(listing.folder).task, problems=())
    return listing


class Smaller(Mapping[str, bytes]):
    """Pictures no larger than a screen shows, upright; read when they are asked for."""

    def __init__(self, pictures: Mapping[str, bytes]) -> None:
        self._pictures = pictures

    def __getitem__(self, name: str) -> bytes:
        data = self._pictures[name]
        if len(data) <= MANY_BYTES:
            return data
        try:
            image = photo_of(data, name)
        except UserError:
            return data
        if max(image.width(), image.height()) < LONGEST:
            return data
        packed = QByteArray()
        buffer = QBuffer(packed)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        kind = "PNG" if name.endswith(".png") else "WEBP" if name.endswith(".webp") else "JPEG"
        return bytes(packed.data()) if image.save(buffer, kind, QUALITY) else data  # type: ignore[call-overload]

    def __iter__(self) -> Iterator[str]:
        return iter(self._pictures)

    def __len__(self) -> int:
        return len(self._pictures)
