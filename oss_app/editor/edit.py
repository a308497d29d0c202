"""What every edit is: a value that makes a new task of the old one, and has a name."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from oss_app.core.errors import UserError
from oss_app.core.task import Break, Item, Section, Step, Task
from oss_app.i18n import marked

Model = TypeVar("Model", bound=BaseModel)
SHORT = 24  # so many letters of a section's title are repeated in the name of an edit


@dataclass(frozen=True)
class Name:
    """What an edit is called, for "Undo move step 3": English words for the catalogue, and what fills their braces.

    The user interface says ``tr(name.english, **name.values)``.
    """

    english: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Edit:
    """One act. ``apply`` never changes the task it is given; it raises UserError where the act makes no sense."""

    @abstractmethod
    def apply(self, task: Task) -> Task: ...

    @abstractmethod
    def name(self, task: Task) -> Name:
        """Return what to call this edit of ``task``, the task before it."""

    def joins(self, earlier: Edit) -> bool:
        """Tell whether this edit only goes on with an earlier one (typing), so that one undo takes both back."""
        return False

    @property
    def shows(self) -> int | None:
        """The item to show after the edit; None for the head."""
        return None

    @property
    def shown_before(self) -> int | None:
        """The item to show after the edit was taken back."""
        return self.shows


def step_number(task: Task, at: int) -> int:
    """Return the number, from 1, of the step at an index of the list.

    Of a section or break that of the step behind it.
    """
    return sum(isinstance(item, Step) for item in task.items[:at]) + 1


def part_of(task: Task, item: int | None) -> BaseModel:
    return task if item is None else task.items[index(item, task)]


def index(at: int, task: Task) -> int:
    if not 0 <= at < len(task.items):
        raise UserError(marked("There is no such step."))
    return at


def place_in_list(at: int, task: Task) -> int:
    if not 0 <= at <= len(task.items):
        raise UserError(marked("There is no such place in the list."))
    return at


def step_at(task: Task, at: int) -> Step:
    item = task.items[index(at, task)]
    if not isinstance(item, Step):
        raise UserError(marked("This is not a step."))
    return item


def named_by_kind(names: Mapping[type, str], task: Task, at: int) -> Name:
    item = task.items[index(at, task)]
    if isinstance(item, Section):
        words = item.title.words
        return Name(names[Section], {"words": words if len(words) <= SHORT else words[: SHORT - 1] + "…"})
    if isinstance(item, Break):
        return Name(names[Break])
    return Name(names[Step], {"n": step_number(task, at)})


def checked(part: Model, **values: Any) -> Model:
    """Return the part with other values, checked by its own model."""
    try:
        return type(part)(**{**{name: getattr(part, name) for name in type(part).model_fields}, **values})
    except ValidationError as error:
        raise UserError(
            marked("This value does not fit here."), marked("Choose another value; the old one stands.")
        ) from error


def changed(task: Task, item: int | None, **values: Any) -> Task:
    if item is None:
        return checked(task, **values)
    items = list(task.items)
    items[item] = checked(items[item], **values)
    return with_items(task, items)


def with_items(task: Task, items: Iterable[Item]) -> Task:
    return task.model_copy(update={"items": tuple(items)})
