"""Find a word in all texts of a task, or of all tasks, and put another in its place."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.problem import Passage
from oss_app.core.task import Task
from oss_app.core.text import Text
from oss_app.editor.fields import SetText
from oss_app.taskfile import versions
from oss_app.taskfile.writer import TaskFile

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rewording:
    """One text in which a word stands, and what it would say with another in its place."""

    task: Task
    passage: Passage
    before: str
    after: str

    @property
    def folder(self) -> Path:
        return self.task.folder


def found(task: Task, words: str) -> list[Passage]:
    """Return the texts in which whole words stand, capitals aside, in all languages of the task."""
    return [one.passage for one in rewordings(task, words, words)]


def rewordings(task: Task, words: str, other: str) -> list[Rewording]:
    """Each text in which ``words`` stand as whole words; a capital at their beginning stays one."""
    pattern = _pattern(words)
    if pattern is None:
        return []

    def put(match: re.Match[str]) -> str:
        return other[:1].upper() + other[1:] if match[0][:1].isupper() else other

    return [
        Rewording(task, passage, text, pattern.sub(put, text)) for passage, text in _texts(task) if pattern.search(text)
    ]


def reworded(task: Task, chosen: Sequence[Rewording]) -> Task:
    """Return the task with these texts anew, as far as they say what they said.

    Raises UserError where one is too long.
    """
    now = dict(_texts(task))
    for one in chosen:
        if now.get(one.passage) == one.before:
            task = SetText(one.passage.item, one.passage.field, one.after, one.passage.language).apply(task)
    return task


def replaced(task: Task, words: str, other: str) -> tuple[Task, int]:
    """Return the task with ``other`` in the place of whole words, and how often. Raises UserError."""
    chosen, pattern = rewordings(task, words, other), _pattern(words)
    times = sum(len(pattern.findall(one.before)) for one in chosen) if pattern else 0
    return reworded(task, chosen), times


def tasks_in(folders: Sequence[Path]) -> list[Task]:
    """Return the tasks in these folders that can be changed here."""
    tasks = []
    for folder in folders:
        try:
            tasks.append(TaskFile.open(folder).task)
        except (UserError, OSError):
            log.warning("a task that cannot be changed here: %s", folder.name)
    return tasks


def write(chosen: Sequence[Rewording], now: datetime) -> list[Rewording]:
    """Write these texts into their tasks, each with a version of before; those that cannot be written."""
    refused: list[Rewording] = []
    for folder in dict.fromkeys(one.folder for one in chosen):
        of_task = [one for one in chosen if one.folder == folder]
        try:
            file = TaskFile.open(folder)
            versions.save(file, reworded(file.task, of_task), now)
        except (UserError, OSError):
            log.warning("a word cannot be replaced in %s", folder.name, exc_info=True)
            refused += of_task
    return refused


def _texts(task: Task) -> Iterator[tuple[Passage, str]]:
    """All texts of a task with where they stand: its own, and their translations."""
    for at, part in ((None, task), *enumerate(task.items)):
        for name, value in part:
            if isinstance(value, Text) and name != "sound":
                yield Passage(at, name), value.words
                for code, words in value.translations.items():
                    yield Passage(at, name, code), words


def _pattern(words: str) -> re.Pattern[str] | None:
    plain = " ".join(words.split())
    return re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)", re.IGNORECASE) if plain else None
