"""The edits of the list: add, delete, move, copy, split, join."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oss_app.core.errors import UserError
from oss_app.core.task import Break, Item, Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edit import Edit, Name, index, named_by_kind, place_in_list, step_at, step_number, with_items
from oss_app.i18n import marked

_DELETES: Mapping[type, str] = {
    Step: marked("delete step {n}"),
    Section: marked("delete section “{words}”"),
    Break: marked("delete the break"),
}
_MOVES: Mapping[type, str] = {
    Step: marked("move step {n}"),
    Section: marked("move section “{words}”"),
    Break: marked("move the break"),
}
_COPIES: Mapping[type, str] = {
    Step: marked("copy step {n}"),
    Section: marked("copy section “{words}”"),
    Break: marked("copy the break"),
}


@dataclass(frozen=True)
class Insert(Edit):
    """Put items into the list, the first at ``at`` (0 to the length of the list)."""

    at: int
    items: tuple[Item, ...]

    def apply(self, task: Task) -> Task:
        at = place_in_list(self.at, task)
        return with_items(task, [*task.items[:at], *self.items, *task.items[at:]])

    def name(self, task: Task) -> Name:
        if len(self.items) != 1:
            return Name(marked("add {count} steps"), {"count": len(self.items)})
        names = {Step: marked("add a step"), Section: marked("add a section"), Break: marked("add a break")}
        return Name(names[type(self.items[0])])

    @property
    def shows(self) -> int | None:
        return self.at


@dataclass(frozen=True)
class Delete(Edit):
    """Take one item, or ``count`` of them, out of the list."""

    at: int
    count: int = 1

    def apply(self, task: Task) -> Task:
        index(self.at, task)
        index(self.at + self.count - 1, task)
        return with_items(task, [*task.items[: self.at], *task.items[self.at + self.count :]])

    def name(self, task: Task) -> Name:
        if self.count > 1:
            return Name(marked("delete {count} steps"), {"count": self.count})
        return named_by_kind(_DELETES, task, self.at)

    @property
    def shows(self) -> int | None:
        return self.at  # what stands there now; behind the end, the last


@dataclass(frozen=True)
class Move(Edit):
    """Move an item so that it stands at ``to``."""

    at: int
    to: int

    def apply(self, task: Task) -> Task:
        items = list(task.items)
        item = items.pop(index(self.at, task))
        items.insert(index(self.to, task), item)
        return with_items(task, items)

    def name(self, task: Task) -> Name:
        return named_by_kind(_MOVES, task, self.at)

    @property
    def shows(self) -> int | None:
        return self.to

    @property
    def shown_before(self) -> int | None:
        return self.at


@dataclass(frozen=True)
class Duplicate(Edit):
    """Put a copy of an item behind it."""

    at: int

    def apply(self, task: Task) -> Task:
        at = index(self.at, task)
        return with_items(task, [*task.items[: at + 1], task.items[at], *task.items[at + 1 :]])

    def name(self, task: Task) -> Name:
        return named_by_kind(_COPIES, task, self.at)

    @property
    def shows(self) -> int | None:
        return self.at + 1


@dataclass(frozen=True)
class SplitStep(Edit):
    """Make a step for each sentence. The first keeps everything; the others get the photo and the place.

    ``translations`` are the same sentences in other languages, as far as they are known, by language code.
    """

    at: int
    sentences: tuple[str, ...]
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def apply(self, task: Task) -> Task:
        step = step_at(task, self.at)
        if len(self.sentences) < 2:
            raise UserError(marked("There is nothing to split here."), marked("Write two sentences first."))
        texts = [
            Text(words=words, translations={c: lines[i] for c, lines in self.translations.items() if i < len(lines)})
            for i, words in enumerate(self.sentences)
        ]
        others = {c: t for c, t in step.text.translations.items() if c not in self.translations}
        texts[0] = Text(words=texts[0].words, translations=others | dict(texts[0].translations))
        first = step.model_copy(update={"text": texts[0], "say": None, "sound": None})
        rest = [Step(text=text, photo=step.photo, place=step.place) for text in texts[1:]]
        return with_items(task, [*task.items[: self.at], first, *rest, *task.items[self.at + 1 :]])

    def name(self, task: Task) -> Name:
        return Name(marked("split step {n}"), {"n": step_number(task, self.at)})

    @property
    def shows(self) -> int | None:
        return self.at


@dataclass(frozen=True)
class Merge(Edit):
    """Make one step of a step and the step behind it: both sentences, and of each other field the first that is set."""

    at: int

    def apply(self, task: Task) -> Task:
        first = step_at(task, self.at)
        if self.at + 1 >= len(task.items) or not isinstance(task.items[self.at + 1], Step):
            raise UserError(
                marked("There is no step to join with."), marked("Choose a step with another step right behind it.")
            )
        second = step_at(task, self.at + 1)
        joined: dict[str, Any] = {"text": _joined(first.text, second.text), "must": first.must or second.must}
        for name in ("say", "hint", "warning"):
            joined[name] = _joined(getattr(first, name), getattr(second, name))
        for name in ("sound", "photo", "film", "place", "take"):
            joined[name] = getattr(first, name) or getattr(second, name)
        filmed = first if first.film else second
        joined["film_sound"] = filmed.film_sound or (not second.film and first.film_sound)
        checked = first if first.check else second
        joined |= {"check": checked.check, "count": checked.count}
        merged = first.model_copy(update=joined)
        return with_items(task, [*task.items[: self.at], merged, *task.items[self.at + 2 :]])

    def name(self, task: Task) -> Name:
        n = step_number(task, self.at)
        return Name(marked("join steps {n} and {next}"), {"n": n, "next": n + 1})

    @property
    def shows(self) -> int | None:
        return self.at


def _joined(first: Text | None, second: Text | None) -> Text | None:
    """Both texts one behind the other, in each language that has both."""
    if first is None or second is None or first == second:
        return first or second
    both = first.translations.keys() & second.translations.keys()
    translations = {code: f"{first.translations[code]} {second.translations[code]}" for code in sorted(both)}
    return Text(words=f"{first.words} {second.words}".strip(), translations=translations)
