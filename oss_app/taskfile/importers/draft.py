"""What an importer gives: a draft with its pictures, and in plain words what it could not take over."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from oss_app.core.problem import Problem, Severity
from oss_app.core.task import Task
from oss_app.files import write_file
from oss_app.i18n import load
from oss_app.media.cost import asks_too_much
from oss_app.media.heif import as_jpeg, is_heif
from oss_app.media.kind import picture_kind
from oss_app.media.old_pictures import as_png, is_old
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.media.whole import is_whole
from oss_app.taskfile import versions
from oss_app.taskfile.media.pictures import wrong_content
from oss_app.taskfile.naming import free_folder
from oss_app.taskfile.whole_folder import make_whole
from oss_app.taskfile.writer import TaskFile

SECTION_STEPS = 10  # a long list without sections gets one for so many steps (start)
LONG_LIST = 12  # more steps than this want sections (T10)
QUOTED = 300  # letters of what a notice says was left out
LENGTH = 1000  # letters of one text: what the task format takes


@dataclass(frozen=True)
class TaskDraft:
    """A task that may still lack sentences; ``pictures`` are read when asked for, ``notices`` never stop anything."""

    task: Task
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()


def write(draft: TaskDraft, root: Path, now: datetime) -> TaskFile:
    """Make a task of a draft, in a new folder in ``root`` called after its title; workers don't see it yet.

    Raises OSError; then nothing is left behind.
    """
    folder = free_folder(root, draft.task.title.words, "taak")

    def fill(fresh: Path) -> None:
        for name in draft.pictures:
            write_file(fresh / name, draft.pictures[name])
        versions.save(TaskFile.new(fresh, draft.task), draft.task, now)

    make_whole(folder, fill)
    return TaskFile.open(folder)


def said(screen: str, code: str, sentence: str, hint: str = "", *, fault: bool = False, **values: object) -> Problem:
    """Return a notice, or why there is no draft, in the language of the screen. Both sentences are in the catalogue."""
    tr = load(screen)
    severity = Severity.FAULT if fault else Severity.ADVICE
    told = {name: _printable(value) for name, value in values.items()}
    return Problem(code, tr(sentence, **told), hint=tr(hint, **told), severity=severity)


def title_of(path: Path) -> str:
    """Return a title made of a file's name: ``controle-set_2`` → ``Controle-set 2``."""
    words = re.sub(r"[_\s]+", " ", path.stem if path.suffix else path.name).strip()
    words = "".join(c for c in words if c.isprintable())
    return words[:1].upper() + words[1:] or "Taak"


def picture(data: bytes) -> tuple[str, bytes] | None:
    """Return a picture as a task can hold it, with the ending of its name; None for what cannot be shown."""
    if is_old(data):
        data = as_png(data)
    elif is_heif(data):
        data = as_jpeg(data) if is_whole(io.BytesIO(data)) else b""
    if wrong_content(io.BytesIO(data), "picture", "") or not is_whole(io.BytesIO(data)):
        return None
    try:
        clean = without_data(data)
    except NotAPictureError:
        return None
    kind = picture_kind(clean)
    if kind is None or asks_too_much(io.BytesIO(clean), 0):
        return None
    return kind.suffix, clean


def _printable(value: object) -> str:
    text = "".join(c if c.isprintable() else " " for c in str(value)).strip()
    return text if len(text) <= QUOTED else text[: QUOTED - 1] + "…"
