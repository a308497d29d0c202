"""Find a word in all texts of a task, or of all tasks, and put another in its place."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from oss_app.core.casing import begun_as
from oss_app.core.errors import UserError
from oss_app.core.problem import Passage
from oss_app.core.task import Task
from oss_app.core.text import Text
from oss_app.editor.fields import SetText
from oss_app.i18n import marked
from oss_app.taskfile import versions
from oss_app.taskfile.read.entries import MAX_TEXT
from oss_app.taskfile.writer import TaskFile
from oss_app.taskfile.yaml.source import without_invisible

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Rewording:
    """One text in which a word stands so many times, and what it would say with another in its place."""

    task: Task
    passage: Passage
    before: str
    after: str
    times: int

    @property
    def folder(self) -> Path:
        return self.task.folder


def found(task: Task, words: str) -> list[Passage]:
    """Return the texts in which whole words stand, capitals aside, in all languages of the task."""
    return [one.passage for one in rewordings(task, words, words)]


def rewordings(task: Task, words: str, other: str) -> list[Rewording]:
    """Each text in which ``words`` stand as whole words; a capital at their beginning stays one.

    How many spaces are between them, and whether an accent is a sign of its own, makes no difference.
    """
    other = _plain(other)

    def anew(passage: Passage, text: str) -> tuple[str, int]:
        return _anew(text, words, lambda found: begun_as(found, other, passage.language or task.language))

    each = ((passage, text, *anew(passage, text)) for passage, text in _texts(task))
    return [Rewording(task, passage, text, after, times) for passage, text, after, times in each if times]


def can_replace(words: str) -> bool:
    """Tell whether these can stand in the place of a word: nothing at all cannot."""
    return bool(_plain(words))


def reworded(task: Task, chosen: Sequence[Rewording]) -> Task:
    """Return the task with these texts anew, as far as they say what they said.

    Raises UserError where one becomes too long, or empty.
    """
    now = dict(_texts(task))
    for one in chosen:
        if now.get(one.passage) == one.before:
            if len(one.after) > max(MAX_TEXT, len(one.before)) or not one.after.strip():
                raise UserError(
                    marked("A text would have nothing in it any more, or too much."),
                    marked("Choose other words. Nothing was changed."),
                )
            task = SetText(one.passage.item, one.passage.field, one.after, one.passage.language).apply(task)
    return task


def replaced(task: Task, words: str, other: str) -> tuple[Task, int]:
    """Return the task with ``other`` in the place of whole words, and how often. Raises UserError."""
    chosen = rewordings(task, words, other)
    return reworded(task, chosen), sum(one.times for one in chosen)


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


def _anew(text: str, words: str, put: Callable[[str], str]) -> tuple[str, int]:
    """Return a text with something in the place of whole words, and how often they stand in it."""
    parts = [re.escape(part) for part in _plain(words).split()]
    if not parts:
        return text, 0
    composed, times = unicodedata.normalize("NFC", text), 0

    def each(match: re.Match[str]) -> str:
        nonlocal times
        if _goes_on(composed[match.end() : match.end() + 1]):
            return match[0]
        times += 1
        return put(match[0])

    return re.sub(r"(?<!\w)" + r"\s+".join(parts), each, composed, flags=re.IGNORECASE), times


def _goes_on(sign: str) -> bool:
    """Tell whether a word goes on with this sign: a letter, or a mark on the letter before, which is no word's end."""
    return sign == "_" or sign.isalnum() or unicodedata.category(sign or " ").startswith("M")


def _plain(words: str) -> str:
    """Return words as they are looked for: what is pasted brings marks that nobody sees, and spaces."""
    return " ".join(unicodedata.normalize("NFC", without_invisible(words)).split())
