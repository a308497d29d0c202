"""What was asked for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from oss_app.core.casing import folded
from oss_app.core.errors import UserError
from oss_app.i18n import Translator
from oss_app.resources import instructions
from oss_app.store.folders import Folders
from oss_app.taskfile.library import TASK_FILE, FolderLibrary


def resolve_task(asked: Path, folders: Folders, tr: Translator) -> Path:
    """Return the folder of that task; the coach's own, not what was released. UserError where there is none.

    It is named by its path, its folder's name, or as it is called on the screen.
    """
    path = asked.parent if asked.name == TASK_FILE else asked
    for folder in (path, folders.tasks / asked, instructions() / asked):
        if (folder / TASK_FILE).is_file():
            return folder.resolve()
    called = folded(str(asked))
    for listing in FolderLibrary(folders.tasks, instructions(), language=tr.language).list():
        if folded(listing.title) == called:
            return listing.folder.resolve()
    raise UserError(tr("There is no task here: {path}", path=asked))


@dataclass(frozen=True)
class LaunchOptions:
    """None means: as the station's settings say."""

    task: Path | None = None
    demo: bool = False
    projector: bool = False
    """The demonstration with light on its bench, in a second window."""
    camera: str | None = None
    worker: str | None = None
    display: str | None = None
    windowed: bool = False
    data: Path | None = None
    quit_after: float | None = None
    set_up: bool = False
