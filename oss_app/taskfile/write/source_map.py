"""Where everything stands in the text of a task file: which lines belong to which item, which place to which value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from oss_app.core.task import Break, Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.taskfile.read import languages
from oss_app.taskfile.read.fields import HEADS, YES_NO, KeyField, ValueKind, aliases, split_translation
from oss_app.taskfile.yaml.source import open_source
from oss_app.taskfile.yaml.tree import Items, Node, Pairs, Scalar, parse

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_NOTHING = re.compile(r"\s*(?:#.*)?")


@dataclass(frozen=True)
class LayoutEntry:
    """One key with its value. ``language`` is empty for the task's own; lines count from 0."""

    field: KeyField
    language: str
    key: Scalar
    value: Node

    @property
    def text(self) -> str:
        return self.value.text if isinstance(self.value, Scalar) else ""


@dataclass(frozen=True)
class Block:
    """The head of the file, or one item of its list: ``start`` to before ``end`` are its lines.

    ``margin`` is what stands before the first key (``"  - "``). ``whole`` blocks have each key on lines of its own,
    so that one key can be changed by itself.
    """

    model: type[BaseModel]
    entries: tuple[LayoutEntry, ...]
    start: int
    end: int
    margin: str
    whole: bool


@dataclass(frozen=True)
class SourceMap:
    """The lines of a task file, each with its line end, and what stands where in them.

    ``items`` are the blocks of the list, ``values`` the same as items of a task. ``steps`` is the key of the list;
    ``listed`` says that the list is written one item below the other.
    """

    lines: tuple[str, ...]
    head: Block
    items: tuple[Block, ...]
    values: tuple[Item, ...]
    steps: Scalar | None
    steps_end: int
    listed: bool
    task: Task
    dutch: bool
    newline: str


def read_source_map(data: bytes) -> SourceMap | None:
    """Return the layout of a task file that can be edited, faults in its values or not; None where it cannot."""
    source = open_source(data)
    text = "\n".join(source.lines)
    tree = parse(source.clean)
    if tree.error or tree.stopped or tree.findings or not isinstance(tree.root, Pairs):
        return None
    lines = _with_ends(data, source.lines)
    if "\n".join(line.rstrip("\r\n") for line in lines) != text:
        return None
    return _SourceMapReader(lines, tree.root).layout()


def _with_ends(data: bytes, bare: tuple[str, ...]) -> tuple[str, ...]:
    ends = re.findall(r"\r\n|\r|\n", data.decode("utf-8-sig", "replace"))
    if len(ends) != len(bare) - 1:
        ends = ["\n"] * (len(bare) - 1)  # another encoding: it will be written as UTF-8 anyway
    return tuple(line + end for line, end in zip(bare, [*ends, ""], strict=True))


class _SourceMapReader:
    def __init__(self, lines: tuple[str, ...], root: Pairs) -> None:
        self.lines, self.root = lines, root

    def layout(self) -> SourceMap | None:
        steps = next(((k, v) for k, v in self.root.entries if k.text in _STEPS), None)
        nodes = steps[1].nodes if steps and isinstance(steps[1], Items) else []
        if any(not isinstance(node, Pairs) for node in nodes) or (steps and isinstance(steps[1], Pairs)):
            return None
        others = [(k, v) for k, v in self.root.entries if not steps or k is not steps[0]]
        found = self._entries(others, Task)
        if found is None:
            return None
        after = [k.line for k, _ in others if steps and k.line > steps[0].line]
        steps_end = min(after, default=len(self.lines)) if steps else len(self.lines)
        blocks = self._blocks([n for n in nodes if isinstance(n, Pairs)], steps_end)
        if blocks is None:
            return None
        dutch = _dutch(self.root, blocks)
        language = next((c for e in found if e.field.name == "language" and (c := languages.code_of(e.text))), "")
        head = Block(Task, found, 0, steps[0].line if steps else len(self.lines), "", not self._is_flow(self.root))
        values = [_item(block) for block in blocks]
        written = _values(head)
        task = Task.model_construct(
            **{
                "title": Text(words=""),
                **written,
                "language": language or languages.of_keys(dutch),
                "items": tuple(values),
            }
        )
        newline = "\r\n" if sum(line.endswith("\r\n") for line in self.lines) * 2 > len(self.lines) else "\n"
        return SourceMap(
            self.lines, head, tuple(blocks), tuple(values), steps[0] if steps else None, steps_end,
            steps is not None and not self._is_flow(steps[1]), task, dutch, newline,
        )  # fmt: skip

    def _is_flow(self, node: Node) -> bool:
        return self.lines[node.line][node.column : node.column + 1] in ("{", "[")

    def _entries(self, pairs: list[tuple[Scalar, Node]], model: type[BaseModel]) -> tuple[LayoutEntry, ...] | None:
        known, found = aliases(model), []
        for key, value in pairs:
            if key.text in known:
                found.append(LayoutEntry(known[key.text], "", key, value))
            elif (split := split_translation(key.text, known)) and (code := languages.code_of(split[1])):
                found.append(LayoutEntry(split[0], code, key, value))
        names = [(e.field.name, e.language) for e in found]
        return tuple(found) if len(set(names)) == len(names) else None

    def _blocks(self, nodes: list[Pairs], steps_end: int) -> list[Block] | None:
        blocks = []
        for at, node in enumerate(nodes):
            if not node.entries:
                return None
            model: type[BaseModel] = next((HEADS[k.text] for k, _ in node.entries if k.text in HEADS), Step)
            entries = self._entries(node.entries, model)
            if entries is None:
                return None
            first = node.entries[0][0]
            start = first.line
            while start > 0 and "-" not in self.lines[start][: first.column if start == first.line else None]:
                start -= 1
            limit = nodes[at + 1].line if at + 1 < len(nodes) else steps_end
            if at + 1 < len(nodes):
                while limit > first.line and not self.lines[limit].lstrip().startswith("-"):
                    limit -= 1
            end = limit
            while end > first.line + 1 and _NOTHING.fullmatch(self.lines[end - 1].strip()):
                end -= 1
            end = max(end, *(_end(value) for _, value in node.entries))
            lines = {k.line for k, _ in node.entries}
            whole = not self._is_flow(node) and len(lines) == len(node.entries) and start == first.line
            margin = self.lines[first.line][: first.column]
            blocks.append(Block(model, entries, start, end, margin, whole and margin.strip() == "-"))
        return blocks


_STEPS = frozenset(alias for alias, field in aliases(Task).items() if field.kind is ValueKind.STEPS)


def _end(value: Node) -> int:
    """Return the line behind a value."""
    if isinstance(value, Scalar):
        return value.end_line if value.end_column == 0 and value.end_line > value.line else value.end_line + 1
    return value.line + 1


def _dutch(root: Pairs, blocks: list[Block]) -> bool:
    """Tell whether the keys are Dutch; most of those that differ decide, then Dutch."""
    told = [e for block in blocks for e in block.entries if e.field.nl != e.field.en]
    keys = [e.key.text.startswith(e.field.nl) for e in told]
    keys += [k.text in ("taak", "stappen") for k, _ in root.entries if k.text in ("taak", "stappen", "task", "steps")]
    return sum(keys) * 2 >= len(keys)


def _item(block: Block) -> Item:
    model = block.model
    assert issubclass(model, Step | Section | Break)
    values = _values(block)
    required = {Step: "text", Section: "title", Break: "text"}[model]
    return model.model_construct(**{required: Text(words=""), **values})


def _values(block: Block) -> dict[str, Any]:
    """Return the values of a block that fit their field; what does not fit stays in the file as it is."""
    values: dict[str, Any] = {}
    for name in dict.fromkeys(e.field.name for e in block.entries):
        mine = [e for e in block.entries if e.field.name == name]
        if mine[0].field.kind is ValueKind.TEXT:
            own = next((e.text for e in mine if not e.language), "")
            values[name] = Text(words=own, translations={e.language: e.text for e in mine if e.language and e.text})
        elif value := _single(block.model, mine[0]):
            values[name] = value[0]
    return {name: value for name, value in values.items() if name not in ("language", "format")}


def _single(model: type[BaseModel], entry: LayoutEntry) -> tuple[Any] | None:
    if not entry.text:
        return None
    value: Any = YES_NO.get(entry.text.lower(), entry.text) if entry.field.kind is ValueKind.YES_NO else entry.text
    try:
        return (_adapter(model, entry.field.name).validate_python(value),)
    except ValidationError:
        return None


@cache
def _adapter(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    info = model.model_fields[name]
    return TypeAdapter(Annotated[info.annotation, *info.metadata])  # type: ignore[arg-type]
