"""From the bytes of a file to a tree, reading on behind each mistake that can be understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import yaml

from oss_app.core.problem import Span
from oss_app.taskfile.problems.diagnostic import Diagnostic
from oss_app.taskfile.read.repair import Repair, diagnose, glued
from oss_app.taskfile.yaml.source import MAX_LINE, open_source
from oss_app.taskfile.yaml.tree import MAX_DEPTH, Node, parse

MAX_REPAIRS = 25
BUDGET = 600_000
"""So many characters are read again behind mistakes, so that a hostile file cannot buy time with them."""
_DUTCH = re.compile(r"(?m)^(?:taak|stappen) *:|^ *- +(?:tekst|deel|pauze) *:")
_ENGLISH = re.compile(r"(?m)^(?:task|steps) *:|^ *- +(?:text|section|break) *:")


@dataclass(frozen=True)
class YamlDocument:
    """A file's tree, or None where it could not be read to the end.

    ``lines`` are the file's lines as they stand, ``readable`` those that the tree was read from, after the repairs.
    """

    root: Node | None
    lines: tuple[str, ...]
    readable: tuple[str, ...]
    findings: tuple[Diagnostic, ...]
    dutch: bool
    repairs: Mapping[int, list[Repair]] = field(default_factory=dict)

    def place(self, span: Span) -> Span:
        """Tell where a place in the lines that were read stands in the file itself."""
        return _place(span, self.repairs, self.lines) if self.repairs or span.line > len(self.lines) else span


def open_document(data: bytes, loader: type | None = None, *, mends: bool = True) -> YamlDocument:
    """Read a file's bytes into a tree, with every fault of encoding and writing. Raises nothing.

    ``mends`` reads on behind mistakes; it knows how a task is built, so for another file it is to be off.
    """
    source = open_source(data)
    findings, lines = list(source.findings), list(source.clean)
    dutch = _is_dutch(source.clean)
    if source.is_refused:
        return YamlDocument(None, source.lines, source.clean, tuple(findings), dutch)
    told = frozenset(f.span.line - 1 for f in findings if f.span and f.code in ("tab", "odd-space"))
    repairs: dict[int, list[Repair]] = {}
    budget = BUDGET if mends and max(map(len, lines)) <= MAX_LINE else 0

    def mend(repair: Repair) -> None:
        if repair.finding:
            findings.append(_placed(repair.finding, repairs, source.lines))
        lines[repair.number] = repair.line
        repairs.setdefault(repair.number, []).append(repair)

    for slip in glued(lines) if budget else ():
        mend(slip)
    tree, spent, count = parse(lines, loader), 0, 0
    while tree.error is not None:
        repair = diagnose(lines, tree, told, dutch) if count < MAX_REPAIRS and spent < budget else None
        if repair is None:
            findings.append(_placed(_not_readable(tree.error), repairs, source.lines))
            break
        mend(repair)
        spent += sum(map(len, lines[: repair.number + 1]))
        count += 1
        tree = parse(lines, loader)
    findings += [_placed(found, repairs, source.lines) for found in tree.findings]
    root = None if tree.error is not None or tree.stopped else tree.root
    return YamlDocument(root, source.lines, tuple(lines), tuple(findings), dutch, repairs)


def _is_dutch(lines: tuple[str, ...]) -> bool:
    """Tell whether a file is written with Dutch keys: the first key that tells decides."""
    text = "\n".join(lines)
    dutch, english = _DUTCH.search(text), _ENGLISH.search(text)
    return english is None or (dutch is not None and dutch.start() < english.start())


def _not_readable(error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    span = Span(mark.line + 1, mark.column + 1) if mark else Span(1, 1)
    if "nesting depth" in str(getattr(error, "problem", "")):  # libyaml from 0.2.6 looks ahead and is there before us
        return Diagnostic("too-deep", span, {"limit": MAX_DEPTH})
    return Diagnostic("not-readable", span)


def _placed(finding: Diagnostic, repairs: Mapping[int, list[Repair]], lines: tuple[str, ...]) -> Diagnostic:
    return replace(finding, span=_place(finding.span, repairs, lines)) if finding.span else finding


def _place(span: Span, repairs: Mapping[int, list[Repair]], lines: tuple[str, ...]) -> Span:
    if span.line > len(lines):  # behind the last line: a mark at the end of the file
        return Span(len(lines), len(lines[-1]) + 1)
    column = span.column - 1
    for repair in reversed(repairs.get(span.line - 1, [])):
        if column >= repair.since:
            column = max(repair.since, column - repair.shift)
    length = max(1, min(span.length, len(lines[span.line - 1]) - column))
    return Span(span.line, column + 1, length)
