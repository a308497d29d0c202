"""What was read from one task file: the task, or what keeps it from being one, and where every value stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from oss_app.core.problem import Passage, Problem, Span
from oss_app.core.task import Task
from oss_app.taskfile.finding import Finding, tell
from oss_app.taskfile.messages import Language


@dataclass(frozen=True)
class Written:
    """A value as its author wrote it, and where."""

    text: str
    span: Span


@dataclass
class Reading:
    """What was read from one task file.

    ``task`` is None where there are faults. ``values`` holds what could be read, and where it stands; ``starts`` is
    the line of each item, from 1; ``dutch`` says whether the file is written with Dutch keys.
    """

    task: Task | None = None
    findings: list[Finding] = field(default_factory=list)
    lines: tuple[str, ...] = ()
    title: str = ""
    values: dict[Passage, Written] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    dutch: bool = True

    def problems(self, language: Language, file: Path | None = None) -> tuple[Problem, ...]:
        """The findings as sentences, in the order of the file."""
        ordered = sorted(self.findings, key=lambda f: (f.span.line, f.span.column) if f.span else (0, 0))
        return tuple(tell(finding, language, file, self.lines) for finding in ordered)
