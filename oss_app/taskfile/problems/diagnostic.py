"""What is wrong in a file, first without a language, then as a sentence with its line and a caret."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from oss_app.core.problem import Passage, Problem, Severity, Span
from oss_app.core.task import Task
from oss_app.i18n import Translator, load
from oss_app.taskfile.problems.messages import MEANT, MESSAGES, WORDS, Word


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
    findings: list[Diagnostic] = field(default_factory=list)
    lines: tuple[str, ...] = ()
    title: str = ""
    values: dict[Passage, Written] = field(default_factory=dict)
    starts: list[int] = field(default_factory=list)
    dutch: bool = True

    def problems(self, language: str, file: Path | None = None) -> tuple[Problem, ...]:
        """Return the findings as sentences, in the order of the file."""
        ordered = sorted(self.findings, key=lambda f: (f.span.line, f.span.column) if f.span else (0, 0))
        return tuple(tell(finding, language, file, self.lines) for finding in ordered)


SHOWN = 100
"""So many characters of an author's own words are repeated within a sentence."""
WIDE = 100
"""So many characters of a line are shown above the caret."""
TOO_MANY = "too-many-problems"


@dataclass(frozen=True)
class Diagnostic:
    """One fault or advice: ``code`` is a key of ``MESSAGES``, ``args`` fill its sentence.

    ``meant`` is a guess at what the author meant; ``suggestion`` is what may replace the text of ``span``.
    """

    code: str
    span: Span | None = None
    args: Mapping[str, object] = field(default_factory=dict)
    meant: str | None = None
    suggestion: str | None = None
    severity: Severity | None = None

    @property
    def is_fault(self) -> bool:
        return (self.severity or MESSAGES[self.code].severity) is Severity.FAULT


def tell(finding: Diagnostic, language: str, file: Path | None, lines: Sequence[str] = ()) -> Problem:
    """Return a finding as a problem in ``language``, in English where there is none.

    ``lines`` are the lines of ``file``.
    """
    message, tr = MESSAGES[finding.code], load(language)
    words = {name: _say(value, tr) for name, value in finding.args.items()}
    hint = message.hint
    if finding.meant is not None:
        hint, words["meant"] = MEANT, _short(finding.meant)
    span = finding.span
    return Problem(
        code=finding.code,
        sentence=tr(message.sentence).format_map(words),
        file=file,
        span=span,
        source=lines[span.line - 1] if span and span.line <= len(lines) else "",
        hint=tr(hint).format_map(words),
        severity=finding.severity or message.severity,
        suggestion=finding.suggestion if finding.suggestion is not None else finding.meant,
    )


def render(problem: Problem) -> str:
    """``file:line:column: sentence``, the line, a caret below the place, and the hint."""
    span = problem.span
    where = "" if problem.file is None else f"{problem.file}:"
    if span:
        where += f"{span.line}:{span.column}:"
    out = [f"{where} {problem.sentence}".strip()]
    if span and problem.source:
        out += _with_caret(problem.source, span)
    if problem.hint:
        out.append(f"    {problem.hint}")
    return "\n".join(out)


def _with_caret(line: str, span: Span) -> list[str]:
    at = min(span.column - 1, len(line))
    start = max(0, at - WIDE // 2) if len(line) > WIDE else 0
    shown = "".join(c if c.isprintable() else " " for c in line[start : start + WIDE])
    before, marked = shown[: at - start], shown[at - start :][: span.length]
    caret = " " * _columns(before) + "^" + "~" * (_columns(marked) - 1)
    return [f"    {shown}".rstrip(), f"    {caret}"]


def _columns(text: str) -> int:
    """Tell how many columns a terminal takes for a text."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _say(value: object, tr: Translator) -> str:
    return tr(WORDS[value]) if isinstance(value, Word) else _short(str(value))


def _short(words: str) -> str:
    start = "".join(c if c.isprintable() else " " for c in words[:SHOWN])
    return start if len(words) <= SHOWN else start[:-1] + "…"
