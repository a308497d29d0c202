"""Find a word in all texts of a task, and put another in its place."""

from __future__ import annotations

import re
from collections.abc import Callable

from oss_app.core.problem import Passage
from oss_app.core.task import Item, Task
from oss_app.core.text import Text
from oss_app.editor.advice import passages


def found(task: Task, words: str) -> list[Passage]:
    """The texts in which whole words stand, capitals aside."""
    pattern = _pattern(words)
    return [passage for passage, _, text in passages(task) if pattern and pattern.search(text.words)]


def replaced(task: Task, words: str, other: str) -> tuple[Task, int]:
    """The task with ``other`` in the place of whole words, and how often; a capital at the beginning stays one."""
    pattern, count = _pattern(words), 0
    if pattern is None:
        return task, 0

    def put(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return other[:1].upper() + other[1:] if match[0][:1].isupper() and other else other

    def changed(model: Task | Item, names: Callable[[str], bool]) -> dict[str, object]:
        update: dict[str, object] = {}
        for name, value in model:
            if isinstance(value, Text) and names(name):
                new = pattern.sub(put, value.words)
                if new != value.words:
                    update[name] = value.model_copy(update={"words": new})
        return update

    items = tuple(item.model_copy(update=changed(item, lambda name: name != "sound")) for item in task.items)
    head = changed(task, lambda name: True)
    return task.model_copy(update={**head, "items": items}), count


def _pattern(words: str) -> re.Pattern[str] | None:
    plain = " ".join(words.split())
    return re.compile(rf"(?<!\w){re.escape(plain)}(?!\w)", re.IGNORECASE) if plain else None
