"""Brings items of one task into another with all that belongs to them: photos, films, recordings, places, checks."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from filecmp import cmp
from glob import escape
from pathlib import Path

from oss_app.core.region import Outline
from oss_app.core.task import Item, Step
from oss_app.core.text import Text
from oss_app.files import copy_folder, keep_copy
from oss_app.media.film_data import MAX_FILM_BYTES
from oss_app.taskfile import versions
from oss_app.taskfile.checks import CHECKS
from oss_app.taskfile.read.fields import fields
from oss_app.taskfile.writer import TaskFile


class Bringing:
    """Between two folders. A file that is there already, byte for byte, is not doubled; what is missing is left out.

    ``kept_checks`` are the names of checks that were there before: they stay as they were taught there.
    """

    def __init__(self, source: Path, folder: Path) -> None:
        self._source, self._folder = source, folder
        self._names: dict[str, str] = {}
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
        """Return the item with its files in the folder, and its check where there is none of that name."""
        update: dict[str, object] = {}
        for known in fields(type(item)).values():
            value = getattr(item, known.name)
            if known.key.file and isinstance(value, str):
                update[known.name] = self.file(value)
            elif known.key.file and isinstance(value, Text):
                update[known.name] = self._recording(value)
        if isinstance(item, Step) and item.check:
            self._bring_check(item.check)
        return item.model_copy(update=update)

    def places(self, places: Mapping[str, Mapping[str, Outline]]) -> dict[str, Mapping[str, Outline]]:
        """Return the places in the photos that have come, by what those are called now."""
        return {self._names[photo]: marks for photo, marks in places.items() if photo in self._names}

    def _recording(self, sound: Text) -> Text | None:
        own = self.file(sound.words) if sound.words else ""
        others = {code: new for code, name in sound.translations.items() if (new := self.file(name))}
        return Text(words=own or "", translations=others) if own or others else None

    def _bring_check(self, name: str) -> None:
        there = self._folder / CHECKS / name
        if there.exists():
            if name not in self.kept_checks:
                self.kept_checks.append(name)
            return
        with suppress(OSError):
            copy_folder(self._source / CHECKS / name, there)


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
