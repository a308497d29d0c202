"""From lines to a tree of texts with their places: PyYAML's events, a stack of our own, and hard limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from oss_app.core.problem import Span
from oss_app.taskfile.problems.diagnostic import Diagnostic
from oss_app.taskfile.yaml.source import MAX_FINDINGS

MAX_DEPTH = 12
MAX_NODES = 50_000
_CANNOT_BE_MANY = 2 * MAX_NODES  # characters: the shortest node takes two
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Only its events are used: they are safe where ``load`` and ``compose`` of the C loader overflow the stack."""


@dataclass(slots=True)
class Scalar:
    """One text as it stands; lines and columns count from 0, ``end`` is behind the last character."""

    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    plain: bool = True

    @property
    def span(self) -> Span:
        length = self.end_column - self.column if self.end_line == self.line else 1
        return Span(self.line + 1, self.column + 1, max(1, length))


@dataclass(slots=True)
class Pairs:
    """Keys with their values, in the file's order, twins and all."""

    line: int
    column: int
    entries: list[tuple[Scalar, Node]] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.line + 1, self.column + 1)


@dataclass(slots=True)
class Items:
    """A list."""

    line: int
    column: int
    nodes: list[Node] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return Span(self.line + 1, self.column + 1)


Node = Scalar | Pairs | Items


@dataclass
class Tree:
    """What was read. ``error`` is where YAML itself gave up; ``stopped`` says that a limit did.

    ``recent`` is the line (from 0) of the last but one text before the error: the cause lies there or below.
    """

    root: Node | None = None
    findings: list[Diagnostic] = field(default_factory=list)
    error: yaml.YAMLError | None = None
    stopped: bool = False
    recent: int = 0


def parse(lines: Sequence[str], loader: type | None = None) -> Tree:
    """Read lines into a tree. Raises nothing; reads no further than the limits allow."""
    tree, text = Tree(), "\n".join(lines) + "\n"
    try:
        if len(text) <= _CANNOT_BE_MANY or not _too_many(tree, text, loader or LOADER):
            _TreeBuilder(tree).run(text, loader or LOADER)
    except yaml.YAMLError as error:
        problem, mark = getattr(error, "problem", None) or "", getattr(error, "problem_mark", None)
        if mark and "nesting depth" in problem:  # libyaml from 0.2.6 on has a limit of its own
            tree.findings.append(Diagnostic("too-deep", Span(mark.line + 1, mark.column + 1), {"limit": MAX_DEPTH}))
            tree.stopped = True
        else:
            tree.error = error
    except (ValueError, OverflowError) as error:  # the pure Python loader, on an escape beyond Unicode
        tree.error = yaml.YAMLError(str(error))
    return tree


def _too_many(tree: Tree, text: str, loader: Any) -> bool:
    """Tell whether a long text holds too many nodes; counting them is three times as fast as keeping them."""
    nodes = depth = 0
    event: Any
    for event in yaml.parse(text, Loader=loader):
        kind = type(event)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            depth -= 1
            continue
        nodes += 1
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            depth += 1
            if depth > MAX_DEPTH:
                return False  # the builder will say so; to count on would take libyaml ever longer
        if nodes > MAX_NODES:
            span = Span(event.start_mark.line + 1, event.start_mark.column + 1)
            tree.findings.append(Diagnostic("too-many-parts", span, {"limit": MAX_NODES}))
            tree.stopped = True
            return True
    return False


_NO_KEY = Scalar("", 0, 0, 0, 0)
"""Stands for a key that is no text, until its value has gone by."""


class _TreeBuilder:
    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.stack: list[Pairs | Items] = []
        self.keys: list[Scalar | None] = []
        self.last = 0

    def run(self, text: str, loader: Any) -> None:
        scalar_event, tree = yaml.ScalarEvent, self.tree
        documents = 0
        event: Any
        for event in yaml.parse(text, Loader=loader):
            kind = type(event)
            if kind is scalar_event:
                start, end = event.start_mark, event.end_mark
                plain = event.style is None or event.style == ""
                self.add(Scalar(event.value, start.line, start.column, end.line, end.column, plain))
                tree.recent, self.last = self.last, start.line
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                mark = event.start_mark
                new: Pairs | Items
                new = Pairs(mark.line, mark.column) if kind is yaml.MappingStartEvent else Items(mark.line, mark.column)
                self.add(new)
                self.stack.append(new)
                self.keys.append(None)
                if len(self.stack) > MAX_DEPTH:
                    return self.stop("too-deep", mark, MAX_DEPTH)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self.stack.pop()
                self.keys.pop()
            elif kind is yaml.AliasEvent:
                mark = event.start_mark
                self.find("alias", mark, len(event.anchor) + 1)
                self.add(Scalar("*", mark.line, mark.column, mark.line, mark.column, plain=False))
                if len(tree.findings) >= MAX_FINDINGS:
                    return None
                continue
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if event.version or event.tags:
                    self.find("directive", event.start_mark)
                if documents > 1:
                    return self.stop("second-document", event.start_mark)
            if getattr(event, "anchor", None) is not None:
                self.find("anchor", event.start_mark, len(event.anchor) + 1)
            if getattr(event, "tag", None) is not None:
                self.find("tag", event.start_mark)
        return None

    def add(self, node: Node) -> None:
        if not self.stack:
            self.tree.root = node
            return
        parent = self.stack[-1]
        if isinstance(parent, Items):
            parent.nodes.append(node)
        elif (key := self.keys[-1]) is None:
            self.keys[-1] = self.key_of(node)
        else:
            if key is not _NO_KEY:
                parent.entries.append((key, node))
            self.keys[-1] = None

    def key_of(self, node: Node) -> Scalar:
        if isinstance(node, Scalar):
            return node
        self.tree.findings.append(Diagnostic("key-not-plain", node.span))
        return _NO_KEY

    def find(self, code: str, mark: yaml.Mark, length: int = 1) -> None:
        self.tree.findings.append(Diagnostic(code, Span(mark.line + 1, mark.column + 1, length)))

    def stop(self, code: str, mark: yaml.Mark, limit: int = 0) -> None:
        self.tree.findings.append(Diagnostic(code, Span(mark.line + 1, mark.column + 1), {"limit": limit}))
        self.tree.stopped = True
