"""What a task needs beside its file: photos, films, recordings, marked places, taught checks, and translations."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from oss_app.core.check import WHOLE_KIT
from oss_app.core.problem import Passage, Span
from oss_app.core.region import Outline
from oss_app.core.task import Item, Step, Task
from oss_app.core.text import Text
from oss_app.media.film_data import can_be_played, has_sound
from oss_app.taskfile.checks import CHECK_FILE, CHECKS
from oss_app.taskfile.media.pictures import broken_off, too_small, wrong_file
from oss_app.taskfile.problems.diagnostic import Diagnostic, Reading
from oss_app.taskfile.read.fields import FILES, YES_NO, fields
from oss_app.taskfile.read.languages import suffix_of
from oss_app.taskfile.read.paths import TaskFolder

Places = Mapping[str, Mapping[str, Outline]]
_ENDINGS = {
    "picture": (".jpg", ".jpeg", ".png", ".webp"),
    "film": (".mp4", ".webm", ".mkv", ".mov"),
    "sound": (".wav", ".mp3", ".ogg", ".flac", ".m4a"),
}
_ENOUGH_NAMES = 1000


def look_beside(reading: Reading, folder: Path, places: Places) -> Iterator[Diagnostic]:
    """Yield what is wrong with the files that a task names, and what the coach still has to mark or teach.

    Works on whatever could be read, so that a missing photo is named together with a mistake in the text.
    """
    inside, seen = TaskFolder(folder), dict[tuple[str, str], Diagnostic | None]()
    for passage, value in reading.values.items():
        kind = FILES.get(passage.field)
        if not kind:
            continue
        if (kind, value.text) not in seen:
            seen[kind, value.text] = _wrong(inside, kind, value.text)
        if wrong := seen[kind, value.text]:
            yield replace(wrong, span=value.span)
    yield from _film_sounds(reading, inside)
    yield from _unmarked(reading, places)
    yield from _untaught(reading, inside)


def as_on_disk(task: Task, folder: Path) -> Task:
    """Return the task with its files called as they are called in its folder: a Mac writes é as two signs."""
    inside, names = TaskFolder(folder), dict[str, str]()

    def name(written: str) -> str:
        if written.isascii():
            return written
        if written not in names:
            found = inside.find(written)
            names[written] = found.relative_to(folder).as_posix() if isinstance(found, Path) else written
        return names[written]

    items = tuple(item.model_copy(update=_renamed(item, name)) for item in task.items)
    places = {name(photo): outlines for photo, outlines in task.places.items()}
    return task.model_copy(update={**_renamed(task, name), "items": items, "places": places})


def _renamed(model: Task | Item, name: Callable[[str], str]) -> dict[str, object]:
    update: dict[str, object] = {}
    for known in fields(type(model)).values():
        value = getattr(model, known.name)
        if known.key.file and isinstance(value, str) and name(value) != value:
            update[known.name] = name(value)
        elif known.key.file and isinstance(value, Text):
            translations = {code: name(file) for code, file in value.translations.items()}
            new = Text(words=name(value.words), translations=translations)
            if new != value:
                update[known.name] = new
    return update


def missing_translations(reading: Reading, task: Task) -> Iterator[Diagnostic]:
    """Yield what lacks words in a language that other texts of the task have (W21)."""
    wanted = [code for code in task.languages if code != task.language]
    for index, model in ((None, task), *enumerate(task.items)) if wanted else ():
        for known in fields(type(model)).values():
            text = getattr(model, known.name)
            if not isinstance(text, Text) or known.key.file:
                continue
            key = known.written(reading.dutch)
            for code in wanted:
                if not text.has(code, task.language):
                    which = "missing-warning-translation" if known.name == "warning" else "missing-translation"
                    args = {"key": key, "full": f"{key}_{suffix_of(code)}"}
                    yield Diagnostic(which, reading.values[Passage(index, known.name)].span, args)


def _wrong(inside: TaskFolder, kind: str, written: str) -> Diagnostic | None:
    path = inside.find(written)
    if isinstance(path, Diagnostic):
        return path
    if path is None:
        others = [name for name in inside.files() if name.lower().endswith(_ENDINGS[kind])]
        return Diagnostic(f"missing-{kind}", args={"path": written}, meant=_near(written, others))
    if wrong := wrong_file(path, kind, written):
        return wrong
    if kind == "film" and not can_be_played(path):
        return Diagnostic("broken-film", args={"path": written})
    return broken_off(path, written) or too_small(path, written) if kind == "picture" else None


def _film_sounds(reading: Reading, inside: TaskFolder) -> Iterator[Diagnostic]:
    """Tell where a film and what is written of its sound do not agree."""
    known = fields(Step)["film_sound"]
    key = f"{known.written(reading.dutch)}: {'ja' if reading.dutch else 'yes'}"
    told: set[tuple[str, bool]] = set()
    for index, film, span in _named(reading, "film"):
        wanted = reading.values.get(Passage(index, "film_sound"))
        wants = wanted is not None and YES_NO.get(wanted.text.casefold(), False)
        path = inside.find(film)
        if (film, wants) in told or not isinstance(path, Path):
            continue
        told.add((film, wants))
        if has_sound(path) is not wants:
            code = "film-without-sound" if wants else "film-sound-dropped"
            yield Diagnostic(code, wanted.span if wants and wanted else span, {"path": film, "key": key})


def _unmarked(reading: Reading, places: Places) -> Iterator[Diagnostic]:
    marked = {place for outlines in places.values() for place in outlines}
    told: set[tuple[str, str]] = set()
    for index, place, span in _named(reading, "place"):
        found = reading.values.get(Passage(index, "photo"))
        photo = found.text if found and place in marked else ""
        if (place, photo) in told or (photo and place in places.get(photo, {})):
            continue
        told.add((place, photo))
        if place not in marked:
            yield Diagnostic("unknown-place", span, {"place": place}, _near(place, marked))
        elif photo:
            yield Diagnostic("place-not-in-photo", span, {"place": place, "photo": photo})


def _untaught(reading: Reading, inside: TaskFolder) -> Iterator[Diagnostic]:
    told: set[str] = set(WHOLE_KIT)
    for _, check, span in _named(reading, "check"):
        if check not in told and not inside.has(f"{CHECKS}/{check}/{CHECK_FILE}"):
            yield Diagnostic("missing-check", span, {"check": check}, _near(check, inside.within(CHECKS)))
        told.add(check)


def _named(reading: Reading, field: str) -> Iterator[tuple[int | None, str, Span]]:
    return ((at.item, value.text, value.span) for at, value in reading.values.items() if at.field == field)


def _near(name: str, names: Collection[str]) -> str | None:
    close = difflib.get_close_matches(name, sorted(names)[:_ENOUGH_NAMES], 1, 0.75) if len(name) <= 80 else []
    return close[0] if close else None
