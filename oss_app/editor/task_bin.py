"""The bin of the coach's tasks: a folder beside them, where they wait until they come back or go for good."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oss_app.files import delete_folder, rename
from oss_app.taskfile.leftovers import BIN
from oss_app.taskfile.library import load, task_folders
from oss_app.taskfile.naming import free_folder

_STAMP = "%Y%m%d-%H%M%S"
_STAMP_LETTERS = 15


@dataclass(frozen=True)
class Binned:
    """A task in the bin, with the moment at which it was put there."""

    title: str
    folder: Path
    since: datetime


class TaskBin:
    """The bin within the folder of the coach's own tasks. Every verb raises OSError."""

    def __init__(self, own: Path, now: Callable[[], datetime]) -> None:
        self._own, self._now = own, now

    def put(self, folder: Path) -> Callable[[], None]:
        """Put a task into the bin; what is given back brings it out again."""
        target = self._own / BIN / f"{folder.name}-{self._now().strftime(_STAMP)}"
        target.parent.mkdir(exist_ok=True)
        rename(folder, target)

        def bring_back() -> None:
            rename(target, folder)

        return bring_back

    def list(self) -> list[Binned]:
        """Return what lies in the bin, the latest first."""
        found = []
        for folder in task_folders(self._own / BIN):
            with suppress(ValueError):
                since = datetime.strptime(folder.name[-_STAMP_LETTERS:], _STAMP).replace(tzinfo=self._now().tzinfo)
                found.append(Binned(load(folder).listing.title, folder, since))
        return sorted(found, key=lambda binned: binned.since, reverse=True)

    def bring_back(self, binned: Binned) -> None:
        """Take a task out of the bin, under its old name or one that is free."""
        name = binned.folder.name[: -_STAMP_LETTERS - 1]
        wanted = self._own / name
        rename(binned.folder, wanted if not wanted.exists() else free_folder(self._own, name, "taak"))

    def delete(self, binned: Binned) -> None:
        """Delete a task with its photos, for good."""
        delete_folder(binned.folder)
