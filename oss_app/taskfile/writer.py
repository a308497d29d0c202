"""Saving a task: only the lines that must change, in one act, and never over somebody else's work."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from oss_app.core.errors import UserError
from oss_app.core.task import Break, Item, Section, Step, Task
from oss_app.files import delete_file, from_json, read_regular, rename, write_file
from oss_app.i18n import marked
from oss_app.taskfile.companions import as_on_disk
from oss_app.taskfile.library import TASK_FILE
from oss_app.taskfile.places import load_places, save_places
from oss_app.taskfile.read.fields import fields
from oss_app.taskfile.read.languages import has_dutch_keys
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.write.line_edit import all_fresh, fresh, key_of, splice, values_of
from oss_app.taskfile.write.source_map import SourceMap, read_source_map
from oss_app.taskfile.yaml.source import MAX_BYTES

AUTOSAVES = ".task.yaml*.autosave"
"""Each program writes a draft of its own: on a share whose locks do nothing, two may be at one task."""
MAX_KEPT_BYTES = 10 * MAX_BYTES
"""Of an autosave, which names each field of each step."""
BOM = b"\xef\xbb\xbf"


class ChangedOnDiskError(UserError):
    """Somebody else has changed the file since it was opened; nothing was written."""


class TooLongError(UserError):
    """The task says more than a task file has room for; nothing was written."""


class NotEditableError(UserError):
    """The file is no task file that can be edited here; its problems say why."""


class TaskFile:
    """A task's folder while it is being edited. ``task`` is what stands on the disk, as far as it can be read.

    A task with faults (a missing photo, a number that is none) can be opened: what cannot be read stays in the file
    as it is. ``task`` may hold empty texts; only the reader says whether a task can run.
    """

    def __init__(self, folder: Path, data: bytes | None, layout: SourceMap | None, task: Task) -> None:
        self.folder = folder
        self.task = task
        self._data = data
        self._layout = layout
        self._own = folder / f".task.yaml.{uuid.uuid4().hex[:12]}.autosave"
        self._has_autosave = False  # written here, or taken over
        self._left: Path | None = None  # the autosave that ``overtaken`` found
        self._others: Mapping[str, tuple[int, int]] | None = None  # when theirs were written, and their sizes

    @classmethod
    def open(cls, folder: Path) -> TaskFile:
        """Open the task in ``folder``. Raises NotEditableError, or OSError where there is no file to read."""
        data = read_regular(folder / TASK_FILE, MAX_BYTES)
        if any(found.code == "newer-format" for found in read_task(data).findings):
            raise NotEditableError(
                marked("This task is for a newer version of the app, so this version leaves it alone."),
                marked("Install the newest version of this program."),
            )
        layout = read_source_map(data)
        if layout is None:
            raise NotEditableError(
                marked("This file cannot be edited here."), marked("Mend it in a text editor first.")
            )
        places = load_places(folder).places
        task = as_on_disk(layout.task.model_copy(update={"folder": folder, "places": places}), folder)
        return cls(folder, data, layout, task)

    @classmethod
    def new(cls, folder: Path, task: Task) -> TaskFile:
        """Return a task that has no file yet: the first save makes the folder and the file, with Dutch keys for
        Dutch.
        """
        return cls(folder, None, None, task.model_copy(update={"folder": folder}))

    @property
    def path(self) -> Path:
        return self.folder / TASK_FILE

    @property
    def is_new(self) -> bool:
        return self._data is None

    def changed_on_disk(self) -> bool:
        """Tell whether the file is no longer the one that was opened or saved last; also when it is gone, or new."""
        return self._on_disk() != self._data

    def rendered(self, task: Task) -> bytes:
        """Return the bytes of the file that says ``task``; the very bytes of the file where nothing has changed.

        Raises TooLongError where nobody could read it.
        """
        if self._layout is None or self._data is None:
            return _readable(_whole(task, has_dutch_keys(task.language), "\n").encode())
        if _said(task) == _said(self.task):
            return self._data
        bom = BOM if self._data.startswith(BOM) else b""
        for text in (splice(self._layout, task), _whole(task, self._layout.dutch, self._layout.newline)):
            data = bom + text.encode()
            found = read_source_map(data) if len(data) <= MAX_BYTES else None
            if found and _said(found.task) == _said(task):
                return data
        _readable(data)
        raise AssertionError("what was written does not read back as the task")

    def save(self, task: Task, *, over_others: bool = False) -> None:
        """Write ``task``; a file that would not change is left alone. Removes the autosave.

        Raises ChangedOnDiskError unless ``over_others``, TooLongError, and OSError (disk full, read-only): then the old
        file stands.
        """
        if not over_others and self.changed_on_disk():
            raise ChangedOnDiskError(
                marked("This task was changed by somebody else in the meantime."),
                marked("Look at the other version first, or save yours over it."),
            )
        data = self.rendered(task)
        self.folder.mkdir(parents=True, exist_ok=True)
        if task.places != self.task.places or (self.is_new and task.places):
            save_places(self.folder, task.places)
        if data != self._on_disk():
            write_file(self.path, data)
        self._data, self._layout = data, read_source_map(data)
        self.task = task.model_copy(update={"folder": self.folder})
        self.forget_autosave()

    # --- the autosave

    def autosave(self, task: Task) -> None:
        """Keep ``task`` beside the file, for after a crash; small and quick enough to call at each pause in typing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = {"of": _digest(self._data), **_kept(task)}
        write_file(self._own, json.dumps(kept, ensure_ascii=False).encode())
        self._has_autosave = True

    def forget_autosave(self) -> None:
        """Remove what was kept beside the file; a draft that nobody has brought back yet stays for who opens it."""
        if self._has_autosave:
            delete_file(self._own)
            self._has_autosave = False

    def has_lost_autosave(self) -> bool:
        """Tell whether what was kept is gone although the file is there: whoever opened the task took it over."""
        return self._has_autosave and self.path.exists() and not self._own.exists()

    def somebody_writes(self) -> bool:
        """Tell whether a draft of somebody else has come or changed since this was asked last; no at the first time."""
        before, self._others = self._others, dict(_stamps(self._foreign()))
        return before is not None and any(before.get(name) != stamp for name, stamp in self._others.items())

    def recovered(self) -> Task | None:
        """Take over what was being edited last when the program stopped.

        None where nothing was, or the file has changed since.
        """
        for path, of, task in self._autosaved():
            if of == _digest(self._data) and self._take_over(path):
                return task
        return None

    def overtaken(self) -> Task | None:
        """Return what else was being edited: where the file has become another one since, or by two programs.

        It stays until ``forget_overtaken``.
        """
        for path, _, task in self._autosaved():
            self._left = path
            return task
        return None

    def forget_overtaken(self) -> None:
        """Remove the draft that ``overtaken`` returned last. Raises OSError."""
        if self._left:
            delete_file(self._left)
            self._left = None

    def _autosaved(self) -> Iterator[tuple[Path, str, Task]]:
        """Give the others' drafts, the newest first, with what file they are of; one that says nothing new goes."""
        stamps = dict(_stamps(self._foreign()))
        for name in sorted(stamps, key=lambda name: stamps[name], reverse=True):
            path = self.folder / name
            try:
                kept = from_json(read_regular(path, MAX_KEPT_BYTES))
                of = str(kept["of"])
                task = _brought_back(kept).model_copy(update={"folder": self.folder})
            except (OSError, ValueError, KeyError, TypeError, ValidationError):
                continue
            if task != self.task:
                yield path, of, task
                continue
            with suppress(OSError):
                delete_file(path)

    def _take_over(self, path: Path) -> bool:
        """Make a draft that was left behind ours; no where somebody else was quicker."""
        try:
            rename(path, self._own)
        except FileNotFoundError:
            return False
        except OSError:  # a folder that is read-only: it can be read all the same
            self._own = path
        self._has_autosave = True
        return True

    def _foreign(self) -> list[Path]:
        return [path for path in self.folder.glob(AUTOSAVES) if path != self._own]

    def _on_disk(self) -> bytes | None:
        try:
            return read_regular(self.path, MAX_BYTES)
        except FileNotFoundError:
            return None


_KINDS: Mapping[str, type[Item]] = {"step": Step, "section": Section, "break": Break}


def _kept(task: Task) -> dict[str, object]:
    """Return a draft for the autosave: each item with its kind, because a step and a break can look alike."""
    head = task.model_dump(mode="json", exclude={"folder", "items"})
    kinds = {model: kind for kind, model in _KINDS.items()}
    items = [[kinds[type(item)], item.model_dump(mode="json", exclude_defaults=True)] for item in task.items]
    return {"head": head, "items": items}


def _brought_back(kept: Mapping[str, Any]) -> Task:
    items = tuple(_KINDS[kind].model_validate(values) for kind, values in kept["items"])
    return Task(**kept["head"], items=items)


def _stamps(paths: list[Path]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give the name of each file with when it was written, and its size; one that is gone meanwhile is left out."""
    for path in paths:
        with suppress(OSError):
            found = path.lstat()
            yield path.name, (found.st_mtime_ns, found.st_size)


def _digest(data: bytes | None) -> str:
    return hashlib.sha256(data).hexdigest() if data is not None else ""


def _readable(data: bytes) -> bytes:
    if len(data) > MAX_BYTES or read_source_map(data) is None:
        raise TooLongError(marked("The task is too long for one file."), marked("Make two tasks of it."))
    return data


def _said(task: Task) -> object:
    return values_of(task), task.language, [(type(item), values_of(item)) for item in task.items]


def _whole(task: Task, dutch: bool, newline: str) -> str:
    """Return a whole file anew."""
    steps = fields(Task)["items"]
    lines = fresh(task, "", dutch, newline)
    if not task.items:
        return "".join([*lines, newline, f"{key_of(steps, '', dutch)}: []{newline}"])
    return "".join([*lines, newline, f"{key_of(steps, '', dutch)}:{newline}", *all_fresh(task.items, dutch, newline)])
