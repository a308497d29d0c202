"""The edits of texts and other fields, and of the marks in the photos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.core.errors import UserError
from oss_app.core.region import Outline
from oss_app.core.task import Break, Section, Task
from oss_app.core.text import Text
from oss_app.editor.edit import Edit, Name, changed, checked, named_by_kind, part_of, step_at, step_number
from oss_app.i18n import marked
from oss_app.taskfile.read.languages import has_dutch_keys
from oss_app.taskfile.yaml.source import without_invisible

_TEXT_NAMES = {
    "text": marked("change the sentence of step {n}"),
    "say": marked("change what the voice says in step {n}"),
    "hint": marked("change the hint of step {n}"),
    "warning": marked("change the warning of step {n}"),
    "title": marked("change the title"),
    "done": marked("change the last screen"),
}
_FIELD_NAMES = {
    "sound": marked("change the recording of step {n}"),
    "photo": marked("change the photo of step {n}"),
    "film": marked("change the film of step {n}"),
    "film_sound": marked("change the sound of the film of step {n}"),
    "place": marked("change the place of step {n}"),
    "take": marked("change what step {n} takes from"),
    "check": marked("change the check of step {n}"),
    "count": marked("change the count of step {n}"),
    "must": marked("change the check of step {n}"),
    "language": marked("change the language"),
    "repeat": marked("change the number of kits"),
}
_HEAD_PHOTO = marked("change the photo of the task")
_SECTION_TEXT = marked("change section “{words}”")
_BREAK_TEXT = marked("change the break")


@dataclass(frozen=True)
class SetText(Edit):
    """Write ``words`` in one language (empty: the task's own) into a text of an item, or of the head (item None).

    Own words that become empty leave the translations in the draft, so that retyping loses nothing; an optional text
    that is empty in every language is gone.
    """

    item: int | None
    field: str
    words: str
    language: str = ""

    def apply(self, task: Task) -> Task:
        part = part_of(task, self.item)
        old = getattr(part, self.field)
        text = old if isinstance(old, Text) else Text(words="")
        language = "" if self.language == task.language else self.language
        said = without_invisible(self.words)  # what is pasted brings marks that nobody sees and no task may have
        said = said if said.strip() else ""  # nor a space alone
        if language:
            kept = {code: words for code, words in text.translations.items() if code != language}
            new = Text(words=text.words, translations=kept | ({language: said} if said else {}))
        else:
            new = Text(words=said, translations=text.translations)
        optional = not type(part).model_fields[self.field].is_required()
        return changed(task, self.item, **{self.field: None if optional and new == Text(words="") else new})

    def name(self, task: Task) -> Name:
        return named(_TEXT_NAMES, self.field, task, self.item)

    def joins(self, earlier: Edit) -> bool:
        same = isinstance(earlier, SetText) and (self.item, self.field) == (earlier.item, earlier.field)
        return same and isinstance(earlier, SetText) and self.language == earlier.language

    @property
    def shows(self) -> int | None:
        return self.item


@dataclass(frozen=True)
class SetField(Edit):
    """Set a field that is no text: photo, film, place, take, check, count, must; of the head photo, language, repeat.

    Setting None takes the field back to what it is without a word in the file.
    """

    item: int | None
    field: str
    value: str | int | bool | None

    def apply(self, task: Task) -> Task:
        part = part_of(task, self.item)
        value = type(part).model_fields[self.field].default if self.value is None else self.value
        return changed(task, self.item, **{self.field: value})

    def name(self, task: Task) -> Name:
        return named(_FIELD_NAMES, self.field, task, self.item)

    @property
    def shows(self) -> int | None:
        return self.item


@dataclass(frozen=True)
class RetakePhoto(Edit):
    """Put another photo in the place of a step's, taken from the same spot: what was marked in the old one stays."""

    item: int
    photo: str

    def apply(self, task: Task) -> Task:
        before = step_at(task, self.item).photo
        marks = task.places.get(before or "", {})
        task = changed(task, self.item, photo=self.photo)
        return checked(task, places={**task.places, self.photo: dict(marks)}) if marks else task

    def name(self, task: Task) -> Name:
        return named(_FIELD_NAMES, "photo", task, self.item)

    @property
    def shows(self) -> int | None:
        return self.item


@dataclass(frozen=True)
class SetSound(Edit):
    """Set the recording of a step in one language (empty: the task's own); None takes it away."""

    item: int
    file: str | None
    language: str = ""

    def apply(self, task: Task) -> Task:
        return SetText(self.item, "sound", self.file or "", self.language).apply(task)

    def name(self, task: Task) -> Name:
        return named(_FIELD_NAMES, "sound", task, self.item)

    @property
    def shows(self) -> int | None:
        return self.item


@dataclass(frozen=True)
class MarkPlace(Edit):
    """Draw where a step's place is in the step's photo; names the place where it has no name yet.

    None takes the mark away, and the step's place with it. A place that other steps show in the same photo moves for
    them too: it is one spot on the bench.
    """

    item: int
    outline: Outline | None
    place: str = ""

    def apply(self, task: Task) -> Task:
        step = step_at(task, self.item)
        if not step.photo:
            raise UserError(
                marked("This step has no photo yet."), marked("Add a photo first; then mark the place in it.")
            )
        place = self.place or step.place or free_place(task)
        in_photo = {name: where for name, where in task.places.get(step.photo, {}).items() if name != place}
        if self.outline is not None:
            in_photo[place] = self.outline
        places = {**task.places, step.photo: in_photo} if in_photo else _without(task.places, step.photo)
        task = changed(task, self.item, place=place if self.outline is not None else None)
        return checked(task, places=places)

    def name(self, task: Task) -> Name:
        english = marked("mark the place of step {n}") if self.outline else marked("remove the mark of step {n}")
        return Name(english, {"n": step_number(task, self.item)})

    def joins(self, earlier: Edit) -> bool:
        dragged = isinstance(earlier, MarkPlace) and bool(self.outline and earlier.outline)
        return dragged and isinstance(earlier, MarkPlace) and (self.item, self.place) == (earlier.item, earlier.place)

    @property
    def shows(self) -> int | None:
        return self.item


def named(names: Mapping[str, str], of: str, task: Task, item: int | None) -> Name:
    part = part_of(task, item)
    if isinstance(part, Section | Break):
        return named_by_kind({Section: _SECTION_TEXT, Break: _BREAK_TEXT}, task, item or 0)
    if item is None:
        return Name(_HEAD_PHOTO if of == "photo" else names[of])
    return Name(names[of], {"n": step_number(task, item)})


def free_place(task: Task) -> str:
    """Return a name for a place that no step uses yet: ``plek-1`` in a Dutch task, else ``place-1``."""
    used = {name for places in task.places.values() for name in places}
    used |= {name for step in task.steps for name in (step.place, step.take) if name}
    word = "plek" if has_dutch_keys(task.language) else "place"
    return next(name for n in range(1, len(used) + 2) if (name := f"{word}-{n}") not in used)


def _without(places: Mapping[str, Mapping[str, Outline]], photo: str) -> dict[str, Mapping[str, Outline]]:
    return {name: marks for name, marks in places.items() if name != photo}
