"""Brings items of one task into another with all that belongs to them: photos, films, recordings, places, checks."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from filecmp import cmp
from glob import escape
from itertools import count
from pathlib import Path

from oss_app.core.check import WHOLE_KIT, CheckKind
from oss_app.core.region import Outline
from oss_app.core.task import Item, Step, Task
from oss_app.core.text import Text
from oss_app.files import copy_folder, keep_copy, new_folder, rename
from oss_app.media.film_data import MAX_FILM_BYTES
from oss_app.taskfile import versions
from oss_app.taskfile.checks import CHECK_FILE, CHECKS, load_check
from oss_app.taskfile.read.fields import fields
from oss_app.taskfile.writer import TaskFile

_BARE_NUMBER = re.compile(r"(plek|place)-\d+")
"""The name of a place that the program gave: in another task it is another spot."""
_LONGEST = 76  # letters of a name that a number is put behind


class Bringing:
    """Between two folders. A file that is there already, byte for byte, is not doubled; what is missing is left out.

    ``beside`` is the task that the items come into, beside its own: what another check or a bare number there is
    called is not what they are called. Without it they take the place of their own task, where a check that was there
    before stays as it was taught there: ``kept_checks``.
    """

    def __init__(self, source: Path, folder: Path, beside: Task | None = None) -> None:
        self._source, self._folder, self._beside = source, folder, beside
        self._names: dict[str, str] = {}
        self._checks: dict[str, str] = {}
        self._places: dict[str, str] = {}
        self.kept_checks: list[str] = []

    def file(self, name: str) -> str | None:
        """Return what a file of the source is called in the folder, once it is there."""
        if name not in self._names:
            path = self._source / name
            try:
                if not path.resolve().is_relative_to(self._source.resolve()):
                    return None
                here = [self._folder / name, *sorted(self._folder.glob(f"{escape(path.stem)}-*{path.suffix}"))]
                same = next((one for one in here if one.is_file() and cmp(path, one, shallow=False)), None)
                self._names[name] = same.name if same else keep_copy(self._folder, path, MAX_FILM_BYTES)
            except (OSError, RuntimeError):  # also a link that leads to itself
                return None
        return self._names[name]

    def item(self, item: Item) -> Item:
        """Return the item with its files in the folder, and its check and places by what they are called there."""
        update: dict[str, object] = {}
        for known in fields(type(item)).values():
            value = getattr(item, known.name)
            if known.key.file and isinstance(value, str):
                update[known.name] = self.file(value)
            elif known.key.file and isinstance(value, Text):
                update[known.name] = self._recording(value)
        if isinstance(item, Step):
            update["check"] = item.check and self._check(item.check)
            update.update({name: self._places.get(place, place) for name, place in _places(item)})
        return item.model_copy(update=update)

    def name_places(self, items: Sequence[Item], places: Mapping[str, Mapping[str, Outline]]) -> None:
        """Give another number to places of these items whose number another spot has in the task beside."""
        beside = self._beside
        if beside is None:
            return
        here = _used_in(beside)
        coming = {place for item in items if isinstance(item, Step) for _, place in _places(item)}
        coming |= {place for marks in places.values() for place in marks}
        outlines = {place: {marks[place] for marks in beside.places.values() if place in marks} for place in here}
        for name in sorted(coming):
            drawn = {marks[name] for marks in places.values() if name in marks}
            if _BARE_NUMBER.fullmatch(name) and name in here and not (drawn and drawn <= outlines[name]):
                word = name.rpartition("-")[0]
                taken = here | coming | set(self._places.values())
                self._places[name] = next(new for n in count(1) if (new := f"{word}-{n}") not in taken)

    def places(self, places: Mapping[str, Mapping[str, Outline]]) -> dict[str, Mapping[str, Outline]]:
        """Return the places in the photos that have come, by what those are called now."""
        return {
            self._names[photo]: {self._places.get(place, place): outline for place, outline in marks.items()}
            for photo, marks in places.items()
            if photo in self._names
        }

    def _recording(self, sound: Text) -> Text | None:
        own = self.file(sound.words) if sound.words else ""
        others = {code: new for code, name in sound.translations.items() if (new := self.file(name))}
        return Text(words=own or "", translations=others) if own or others else None

    def _check(self, name: str) -> str:
        """Return what a check of the source is called in the folder, once it is there."""
        if name not in self._checks:
            self._checks[name] = name if name in WHOLE_KIT else self._bring_check(name)
        return self._checks[name]

    def _bring_check(self, name: str) -> str:
        source, here = self._source / CHECKS / name, self._folder / CHECKS
        used = {step.check for step in self._beside.steps} if self._beside else set[str | None]()
        if self._beside is None or _is_of_a_device(source):  # whose name the device has too
            if (here / name).exists():
                self.kept_checks.append(name)
                return name
            used.clear()
        names = (name if n == 1 else f"{name[:_LONGEST]}-{n}" for n in count(1))
        called = next(
            new for new in names if _is_same(source, here / new) or not ((here / new).exists() or new in used)
        )
        if source.is_dir() and not (here / called).exists():
            with suppress(OSError):
                _copy_whole(source, here / called)
        return called


def _places(step: Step) -> list[tuple[str, str]]:
    return [(name, place) for name in ("place", "take") if (place := getattr(step, name))]


def _used_in(task: Task) -> set[str]:
    return {place for marks in task.places.values() for place in marks} | {
        place for step in task.steps for _, place in _places(step)
    }


def _is_of_a_device(check: Path) -> bool:
    found = load_check(check, photos=False)[0]
    return found is not None and found.kind is CheckKind.SIGNAL


def _is_same(check: Path, other: Path) -> bool:
    try:
        return cmp(check / CHECK_FILE, other / CHECK_FILE, shallow=False)
    except OSError:
        return False


def _copy_whole(check: Path, target: Path) -> None:
    target.parent.mkdir(exist_ok=True)
    fresh = new_folder(target.parent, f".{target.name}.new-")
    try:
        copy_folder(check, fresh)
        rename(fresh, target)
    except OSError:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


def refresh(folder: Path, incoming: Path, now: datetime) -> list[str]:
    """Write the task of ``incoming`` into ``folder``; the names of the checks that stay as they were taught here.

    A check was taught at a bench, so the one that is here stays. Photos that are here stay too, for the earlier
    versions; a new one of the same name gets another. Raises UserError, OSError; then the task is as it was.
    """
    file, new = TaskFile.open(folder), TaskFile.open(incoming).task
    bringing = Bringing(incoming, folder)
    items = tuple(bringing.item(item) for item in new.items)
    head = {"photo": bringing.file(new.photo) if new.photo else None, "items": items, "folder": folder}
    places = {**file.task.places, **bringing.places(new.places)}
    versions.save(file, new.model_copy(update={**head, "places": places}), now)
    return bringing.kept_checks
