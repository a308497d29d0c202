"""Which item of the old list each item of a new one comes from: the same, moved, or changed."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from oss_app.core.task import Item
from oss_app.core.text import Text

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
    """How alike two items are, 0 to 1: the share of their fields that agree, their words by their letters."""
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
