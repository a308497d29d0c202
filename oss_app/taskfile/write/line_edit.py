"""A changed task in the words of its old file: what did not change keeps its lines, down to the last comment."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel

from oss_app.core.task import Item, Section, Task
from oss_app.core.text import Text
from oss_app.taskfile.read.fields import KeyField, ValueKind, fields
from oss_app.taskfile.read.languages import suffix_of
from oss_app.taskfile.write.source_map import Block, LayoutEntry, SourceMap
from oss_app.taskfile.yaml.emit import scalar
from oss_app.taskfile.yaml.tree import Scalar

ALIKE = 0.5  # two items of one kind that are at least so alike are taken for the same one, changed (start)


def pair(old: Sequence[Item], new: Sequence[Item]) -> tuple[list[int | None], set[int]]:
    """For each new item the index of the old one it comes from, or None; and which new items kept their order."""
    before, after = [_key(item) for item in old], [_key(item) for item in new]
    source: list[int | None] = [None] * len(new)
    kept: set[int] = set()
    gaps: list[tuple[range, range]] = []
    at_old = at_new = 0
    for block in difflib.SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks():
        gaps.append((range(at_old, block.a), range(at_new, block.b)))
        for i in range(block.size):
            source[block.b + i] = block.a + i
            kept.add(block.b + i)
        at_old, at_new = block.a + block.size, block.b + block.size
    left = [i for i in range(len(old)) if i not in {s for s in source if s is not None}]
    for n in range(len(new)):  # moved as they were
        if source[n] is None and (same := next((o for o in left if before[o] == after[n]), None)) is not None:
            source[n] = same
            left.remove(same)
    for olds, news in gaps:  # changed where they stand
        for o, n in _in_place([o for o in olds if o in left], [n for n in news if source[n] is None], old, new):
            source[n] = o
            kept.add(n)
            left.remove(o)
    for n in range(len(new)):  # moved and changed
        if source[n] is None and left:
            best = max(left, key=lambda o: _likeness(old[o], new[n]))
            if _likeness(old[best], new[n]) >= ALIKE:
                source[n] = best
                left.remove(best)
    return source, kept


def _in_place(olds: list[int], news: list[int], old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs within one gap, in order: one by one where there are as many, else the most alike."""
    if len(olds) == len(news):
        return [(o, n) for o, n in zip(olds, news, strict=True) if type(old[o]) is type(new[n])]
    pairs, first = [], 0
    for o in olds:
        scores = [(_likeness(old[o], new[n]), -n) for n in news[first:]]
        best, minus = max(scores, default=(0.0, 0))
        if best >= ALIKE:
            pairs.append((o, -minus))
            first = news.index(-minus) + 1
    return pairs


def _key(item: Item) -> str:
    return type(item).__name__ + item.model_dump_json(exclude_defaults=True)


def _likeness(one: Item, other: Item) -> float:
    """Tell how alike two items are, 0 to 1: the share of their fields that agree, their words by their letters."""
    if type(one) is not type(other):
        return 0.0
    told = [(a, b) for (_, a), (_, b) in zip(one, other, strict=True) if a or b]
    return sum(_agree(a, b) for a, b in told) / len(told) if told else 1.0


def _agree(one: object, other: object) -> float:
    if one == other:
        return 1.0
    if isinstance(one, Text) and isinstance(other, Text):
        return difflib.SequenceMatcher(None, one.words, other.words, autojunk=False).ratio()
    return 0.0


MARGIN = "  - "
Values = dict[tuple[str, str], str]
"""What a block says: the written value by the field's name and the language (empty for the task's own)."""


@dataclass(frozen=True)
class _Patch:
    """``lines`` come instead of those from ``start`` to before ``end``."""

    start: int
    end: int
    lines: tuple[str, ...]


def splice(layout: SourceMap, task: Task) -> str:
    """Return the text of the file that says ``task``."""
    patches = list(_changes(layout, layout.head, values_of(layout.task), values_of(task)))
    if list(layout.values) != list(task.items):
        patches.append(_list_patch(layout, task))
    return _joined(layout, _patched(layout, patches, 0, len(layout.lines)))


def values_of(model: BaseModel, dutch: bool = True) -> Values:
    """Everything that a task's head, or an item, has to say in its file; what is as by default is not said."""
    found: Values = {}
    for name, field in fields(type(model)).items():
        value = getattr(model, name)
        if field.kind is ValueKind.STEPS or name == "format":
            continue
        if isinstance(value, Text):
            if value.words or field.required:
                found[name, ""] = value.words
                found |= {(name, code): words for code, words in sorted(value.translations.items()) if words}
        elif name == "language" or value != type(model).model_fields[name].default:
            found[name, ""] = ("ja" if dutch else "yes") if value is True else str(value)
    return found


def fresh(model: BaseModel, margin: str, dutch: bool, newline: str) -> list[str]:
    """Return the lines of an item, or of the head of a file, that was not there before."""
    known = fields(type(model))
    lines = [
        f"{key_of(known[name], code, dutch)}: {_written(known[name], value)}{newline}"
        for (name, code), value in values_of(model, dutch).items()
    ]
    return [(margin if not at else " " * len(margin)) + line for at, line in enumerate(lines)]


def all_fresh(items: Sequence[Item], dutch: bool, newline: str) -> list[str]:
    """Return the lines of a whole list: an empty line between the items, none below a heading."""
    lines: list[str] = []
    for at, item in enumerate(items):
        if at and not isinstance(items[at - 1], Section):
            lines.append(newline)
        lines += fresh(item, MARGIN, dutch, newline)
    return lines


def key_of(field: KeyField, language: str, dutch: bool) -> str:
    """Tell how a field is called in a file: ``tekst``, ``tekst_en``."""
    return field.written(dutch) + (f"_{suffix_of(language)}" if language else "")


def _written(field: KeyField, value: str, quote: str = "") -> str:
    """Numbers, yes and no stand without quotes: the schema gives the type, not YAML."""
    return value if field.kind in (ValueKind.NUMBER, ValueKind.YES_NO) else scalar(value, quote)


# One block ----------------------------------------------------------------------------------------------------------


def _changes(layout: SourceMap, block: Block, old: Values, new: Values) -> Iterator[_Patch]:
    """Yield what has to change in the lines of a block, one key at a time."""
    entries = {(e.field.name, e.language): e for e in block.entries}
    for key in sorted(old.keys() | new.keys(), key=lambda k: _rank(block.model, *k)):
        if old.get(key) == new.get(key):
            continue
        entry, value = entries.get(key), new.get(key)
        if entry and value is not None:
            yield _replaced(layout, entry, value)
        elif entry:
            yield _Patch(entry.key.line, _end(entry), ())
        elif value is not None:
            yield _inserted(layout, block, key, value)


def _rank(model: type[BaseModel], name: str, language: str) -> tuple[int, str]:
    return list(fields(model)).index(name), language


def _end(entry: LayoutEntry) -> int:
    value = entry.value
    if not isinstance(value, Scalar):
        return value.line + 1
    return value.end_line if value.end_column == 0 and value.end_line > value.line else value.end_line + 1


def _replaced(layout: SourceMap, entry: LayoutEntry, value: str) -> _Patch:
    old, end = entry.value, _end(entry)
    if not isinstance(old, Scalar):
        raise ValueError("a value that is itself a list cannot be changed in place")
    first = layout.lines[old.line]
    before = first[: old.column]
    quote = "" if old.plain else first[old.column : old.column + 1]
    behind = layout.lines[end - 1]
    after = behind[old.end_column :] if old.end_line == end - 1 else behind[len(behind.rstrip("\r\n")) :]
    gap = "" if before.endswith(" ") else " "
    return _Patch(old.line, end, (f"{before}{gap}{_written(entry.field, value, quote)}{after}",))


def _inserted(layout: SourceMap, block: Block, key: tuple[str, str], value: str) -> _Patch:
    rank = _rank(block.model, *key)
    before = [e for e in block.entries if _rank(block.model, e.field.name, e.language) < rank]
    if before:
        at = _end(max(before, key=lambda e: _rank(block.model, e.field.name, e.language)))
    elif block.margin and block.entries:
        at = _end(block.entries[0])  # the first key of an item stands behind its dash
    else:
        at = block.start
    field = fields(block.model)[key[0]]
    name = key_of(field, key[1], layout.dutch)
    return _Patch(at, at, (f"{' ' * len(block.margin)}{name}: {_written(field, value)}{layout.newline}",))


def _patched(layout: SourceMap, patches: Sequence[_Patch], start: int, end: int) -> list[str]:
    """Return the lines from ``start`` to before ``end`` with the patches that lie within.

    Insertions keep their order.
    """
    out: list[str] = []
    at = start
    for patch in sorted(patches, key=lambda p: (p.start, p.end)):
        out += layout.lines[at : patch.start]
        out += patch.lines
        at = patch.end
    return [*out, *layout.lines[at:end]]


# The list -----------------------------------------------------------------------------------------------------------


def _list_patch(layout: SourceMap, task: Task) -> _Patch:
    if layout.steps is None:
        at = len(layout.lines) - (not layout.lines[-1])
        key = key_of(fields(Task)["items"], "", layout.dutch) + ":"
        return _Patch(at, at, (key + layout.newline, *all_fresh(task.items, layout.dutch, layout.newline)))
    start, end = layout.steps.line, layout.steps_end
    line = layout.lines[start]
    key, comment = line[: layout.steps.end_column] + ":", ""
    if layout.listed and layout.items and task.items:
        return _Patch(start + 1, end, tuple(_list(layout, task.items)))
    if layout.listed or not layout.items:
        comment = _comment_of(line)
    kept = [text for text in layout.lines[start + 1 : end] if _is_comment(text) or not text.strip()]
    if not task.items:
        return _Patch(start, end, (f"{key} []{comment}{layout.newline}", *kept))
    return _Patch(
        start, end, (f"{key}{comment}{layout.newline}", *all_fresh(task.items, layout.dutch, layout.newline), *kept)
    )


def _comment_of(line: str) -> str:
    found = re.search(r"[ \t]+#.*", line.rstrip("\r\n"))
    return found[0] if found else ""


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _list(layout: SourceMap, items: Sequence[Item]) -> Iterator[str]:
    """Yield the lines of the list behind its key."""
    blocks = layout.items
    assert layout.steps is not None
    starts = [layout.steps.line + 1, *(block.end for block in blocks)]
    leads = [list(layout.lines[starts[i] : block.start]) for i, block in enumerate(blocks)]
    source, kept = pair(layout.values, items)
    gone = [i for i in range(len(blocks)) if i not in source]
    margin = next((block.margin for block in blocks if block.whole), MARGIN)
    if source[0] != 0:  # what stands above the whole list stays there
        stays = _above(leads[0])
        yield from stays
        leads[0] = leads[0][len(stays) :]
    for at, item in enumerate(items):
        origin = source[at]
        if at in kept and origin is not None:
            while gone and gone[0] < origin:
                yield from filter(_is_comment, leads[gone.pop(0)])
        lead = leads[origin] if origin is not None else []
        if at == 0 and origin != 0:
            lead = lead[next((i for i, line in enumerate(lead) if line.strip()), len(lead)) :]
        elif at and (origin is None or origin == 0) and not lead and _spaced(layout, leads, item):
            lead = [layout.newline]
        yield from lead
        yield from _item(layout, origin, item, margin)
    for i in gone:
        yield from filter(_is_comment, leads[i])
    yield from layout.lines[starts[-1] : layout.steps_end]


def _above(lead: list[str]) -> list[str]:
    """Return the lines above the first item that are about the whole list: all but the comment right above the item."""
    cut = len(lead)
    while cut and _is_comment(lead[cut - 1]):
        cut -= 1
    return lead[:cut] if cut else []


def _spaced(layout: SourceMap, leads: list[list[str]], item: Item) -> bool:
    """Tell whether a new item gets an empty line above it, as most of its kind in this file have."""
    blank = [any(not line.strip() for line in lead) for lead in leads[1:]]
    same = [b for b, value in zip(blank, layout.values[1:], strict=True) if type(value) is type(item)]
    if same:
        return sum(same) * 2 > len(same)
    return any(blank) if isinstance(item, Section) else sum(blank) * 2 > len(blank)


def _item(layout: SourceMap, origin: int | None, item: Item, margin: str) -> list[str]:
    if origin is None:
        return fresh(item, margin, layout.dutch, layout.newline)
    block = layout.items[origin]
    old, new = values_of(layout.values[origin], layout.dutch), values_of(item, layout.dutch)
    if old == new:
        return list(layout.lines[block.start : block.end])
    if not block.whole:
        return fresh(item, margin, layout.dutch, layout.newline)
    lines = _patched(layout, list(_changes(layout, block, old, new)), block.start, block.end)
    first = next((i for i, line in enumerate(lines) if line.strip() and not _is_comment(line)), None)
    if first is None:
        return fresh(item, margin, layout.dutch, layout.newline)
    if not lines[first].startswith(block.margin):  # the key behind the dash went: the next one takes its place
        lines[first] = block.margin + lines[first].lstrip()
    return lines


def _joined(layout: SourceMap, lines: list[str]) -> str:
    """All lines with a line end between them, and one at the end where there was one."""
    while lines and not lines[-1]:
        lines.pop()
    ended = [line if line.endswith(("\n", "\r")) else line + layout.newline for line in lines]
    text = "".join(ended)
    had_end = layout.lines[-1] == "" or layout.lines[-1].endswith(("\n", "\r"))
    return text if had_end else text.rstrip("\r\n")
