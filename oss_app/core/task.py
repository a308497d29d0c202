"""A task as its author wrote it. The fields here are declared once: reader, JSON Schema and docs read them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from oss_app.core.region import Outline
from oss_app.core.text import Text

FORMAT = 1
"""The newest task format this program knows; a file with a higher number is refused (R9)."""

SAMPLE_LANGUAGE = "nl"
Name = Annotated[str, StringConstraints(pattern=r"^[\w][\w .-]{0,79}$")]
"""A name for a place or a check: letters, digits, space, dot, hyphen; it is also a folder's name."""


@dataclass(frozen=True)
class Key:
    """How a field is written in a task file: its Dutch alias and what it means, in both languages.

    ``en`` is the English key where that is not the field's own name; ``file`` says that the value names a file
    beside the task, and of what kind: ``picture``, ``film`` or ``sound``.
    """

    nl: str
    means: str
    betekent: str
    en: str = ""
    file: str = ""


class _TaskModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Step(_TaskModel):
    """One thing to do."""

    text: Annotated[Text, Key("tekst", "the sentence the worker reads", "de zin die de medewerker leest")]
    say: Annotated[
        Text | None, Key("zeg", "what the voice says, where it differs", "wat de stem zegt, als dat anders is")
    ] = None
    sound: Annotated[
        Text | None,
        Key("geluid", "a recording; it wins over the voice", "een opname; die gaat voor de stem", file="sound"),
    ] = None
    photo: Annotated[str | None, Key("foto", "the picture", "de foto", file="picture")] = None
    film: Annotated[str | None, Key("film", "the clip behind Help", "het filmpje achter Hulp", file="film")] = None
    film_sound: Annotated[
        bool,
        Key(
            "film_geluid",
            "the film is heard with its own sound, in the voice's stead",
            "de film klinkt met zijn eigen geluid, in plaats van de stem",
        ),
    ] = False
    hint: Annotated[Text | None, Key("hulp", "the extra line behind Help", "de extra zin achter Hulp")] = None
    warning: Annotated[
        Text | None,
        Key("let_op", "safety line, always shown and spoken", "zin over veiligheid, altijd te zien en te horen"),
    ] = None
    place: Annotated[
        Name | None,
        Key("plek", "a named place on the bench, outlined in the photo", "een plek op de tafel, omlijnd in de foto"),
    ] = None
    take: Annotated[
        Name | None,
        Key("pak", "a second place, from which to take; light only", "een tweede plek, om van te pakken; alleen licht"),
    ] = None
    check: Annotated[Name | None, Key("controle", "a taught check in checks/", "een geleerde controle in checks/")] = (
        None
    )
    count: Annotated[
        Annotated[int, Field(ge=1, le=99)] | None,
        Key("aantal", "how many the camera must see", "hoeveel de camera er moet zien"),
    ] = None
    must: Annotated[
        bool, Key("moet", "safety: only the coach may pass it", "veiligheid: alleen de begeleider mag verder")
    ] = False


class Section(_TaskModel):
    """A heading in the list; it groups the steps after it."""

    title: Annotated[
        Text, Key("deel", "a heading; groups the steps after it", "een kopje; hoort bij de stappen erna", en="section")
    ]


class Break(_TaskModel):
    """A point where the task offers a break."""

    text: Annotated[
        Text, Key("pauze", "a break point, and what it says", "een rustpunt, en wat er dan staat", en="break")
    ]


Item = Step | Section | Break


class Task(_TaskModel):
    """A task file, checked. ``folder`` and ``places`` are not in it: they come from beside it."""

    format: Annotated[Literal[1], Key("format", "the version of this format", "de versie van dit formaat")] = 1
    title: Annotated[Text, Key("taak", "the name of the task", "de naam van de taak", en="task")]
    language: Annotated[str, Key("taal", "the language of the texts", "de taal van de teksten")] = SAMPLE_LANGUAGE
    photo: Annotated[str | None, Key("foto", "the picture of the task", "de foto van de taak", file="picture")] = None
    done: Annotated[Text | None, Key("klaar", "what the last screen says", "wat er op het laatste scherm staat")] = None
    repeat: Annotated[
        Annotated[int, Field(ge=1, le=10_000)], Key("herhaal", "kits in a batch", "hoeveel sets er gemaakt worden")
    ] = 1
    items: Annotated[tuple[Item, ...], Key("stappen", "the list of steps", "de lijst met stappen", en="steps")]
    folder: Path = Path()
    places: Mapping[str, Mapping[str, Outline]] = Field(default_factory=dict)
    """By photo, then by place: where the place is in that photo (``places.yaml`` beside the task)."""

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(i for i in self.items if isinstance(i, Step))

    @property
    def languages(self) -> tuple[str, ...]:
        """The task's own language first, then each language that any text has, in alphabet order."""
        seen: set[str] = set()
        for text in self.texts():
            seen.update(text.translations)
        return (self.language, *sorted(seen - {self.language}))

    def texts(self) -> tuple[Text, ...]:
        """Every text of the task, in reading order."""
        out = [self.title] + ([self.done] if self.done else [])
        for item in self.items:
            out += [v for _, v in item if isinstance(v, Text)]
        return tuple(out)

    def lacks_warning(self, language: str) -> bool:
        """Tell whether a warning has no translation into ``language``: then the task may not run in it (W21)."""
        return any(s.warning and not s.warning.has(language, self.language) for s in self.steps)

    def outline_of(self, step: Step) -> Outline | None:
        """Tell where the step's place is in the step's photo, if the coach marked it."""
        if not (step.photo and step.place):
            return None
        return self.places.get(step.photo, {}).get(step.place)
