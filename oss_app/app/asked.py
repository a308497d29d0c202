"""The task that a command names: by its folder, its file, or its name at this station."""

from __future__ import annotations

from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.i18n import Words
from oss_app.resources import instructions
from oss_app.store.folders import Folders
from oss_app.taskfile.library import TASK_FILE


def asked_folder(asked: Path, folders: Folders, words: Words) -> Path:
    """The folder of that task; the coach's own, not what was released. UserError where there is none."""
    path = asked.parent if asked.name == TASK_FILE else asked
    for folder in (path, folders.tasks / asked, instructions() / asked):
        if (folder / TASK_FILE).is_file():
            return folder.resolve()
    raise UserError(words("There is no task here: {path}", path=asked))
