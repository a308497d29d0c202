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
class Problem:
    """One complaint.

    ``code`` is stable and language-free (``unknown-key``); ``sentence`` and ``hint`` are plain words in the
    language asked for; ``source`` is the line itself, so that it can be shown with a caret below it.
    ``suggestion`` replaces the text of ``span`` where one act can mend it (the linter's "Take over").
    """

    code: str
    sentence: str
    file: Path | None = None
    span: Span | None = None
    source: str = ""
    hint: str = ""
    severity: Severity = Severity.FAULT
    suggestion: str | None = None

    @property
    def is_fault(self) -> bool:
        return self.severity is Severity.FAULT
