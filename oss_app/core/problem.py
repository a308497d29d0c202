"""A complaint about a file: where it is, what is wrong in one sentence, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """A *fault* stops a task from running; *advice* never does."""

    FAULT = "fault"
    ADVICE = "advice"


@dataclass(frozen=True)
class Span:
    """A place in a text file; line and column count from 1, ``length`` is in characters."""

    line: int
    column: int
    length: int = 1


@dataclass(frozen=True)
class Passage:
    """One text of a task: ``item`` counts from 0 over all items, None for the head of the task.

    ``field`` is the field's name in core (``text``, ``hint``); ``language`` is empty for the task's own.
    """

    item: int | None = None
    field: str = ""
    language: str = ""


@dataclass(frozen=True)
class Problem:
    """One complaint.

    ``code`` is stable and language-free (``unknown-key``); ``sentence`` and ``hint`` are plain words in the
    language asked for; ``source`` is the line itself, so that it can be shown with a caret below it.
    ``suggestion`` replaces the text of ``span`` where one act can mend it. A complaint about the words of a task
    says in ``passage`` which words; then ``span`` lies within them, ``suggestion`` replaces all of them, and
    ``act`` says how: empty for "Take over", ``split`` where each line of the suggestion is a step of its own.
    """

    code: str
    sentence: str
    file: Path | None = None
    span: Span | None = None
    source: str = ""
    hint: str = ""
    severity: Severity = Severity.FAULT
    suggestion: str | None = None
    passage: Passage | None = None
    act: str = ""

    @property
    def is_fault(self) -> bool:
        return self.severity is Severity.FAULT
