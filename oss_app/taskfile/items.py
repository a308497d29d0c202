"""Items that come back in many tasks: a name in each language, a photo, a hint. Changed once, they follow everywhere.

A step is known to use an item by the name of its photo (``ding-sonde-3f2a9c1d.jpg``); the end of it changes with the
photo. What an item was called before is kept with it, so that a task that was written earlier can be brought up to
date when its author saves it the next time. Nothing changes behind the author's back: ``updated`` only proposes.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from oss_app.core.casing import begun_as
from oss_app.core.errors import UserError
from oss_app.core.task import Item, Step, Task
from oss_app.core.text import Text
from oss_app.files import delete_file, read_regular, rename, write_file
from oss_app.i18n import marked
from oss_app.media.kind import picture_kind
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.taskfile.item_sentence import has_sentences, item_sentence
from oss_app.taskfile.naming import free_folder
from oss_app.taskfile.yaml.source import without_invisible

ITEM_FILE = "item.json"
DRAFTS = ".draft*.json"
"""What is being typed of one item: no item yet, for tasks would follow half a name. Each program has its own."""
PREFIX = "ding-"
MAX_FILE = 1_000_000
_PHOTO_NAME = re.compile(rf"{PREFIX}(?P<id>.+)-[0-9a-f]{{8}}\.(?:jpg|png|webp)")


class _ItemModel(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Earlier(_ItemModel):
    """What an item was called once, its hint and its warning, by language."""

    names: Mapping[str, str] = Field(default_factory=dict)
    hints: Mapping[str, str] = Field(default_factory=dict)
    warnings: Mapping[str, str] = Field(default_factory=dict)


class LibraryItem(_ItemModel):
    """One item. ``id`` is its folder's name; ``names`` and ``hints`` are by language code (``nl``, ``en``)."""

    id: str
    names: Mapping[str, str]
    hints: Mapping[str, str] = Field(default_factory=dict)
    warnings: Mapping[str, str] = Field(default_factory=dict)
    photo: str = ""
    """What the photo is called in a task, or empty."""
    earlier: tuple[Earlier, ...] = ()

    def name_in(self, language: str) -> str:
        """Return the name in a language, or else any name."""
        return self.names.get(language) or next(iter(self.names.values()), self.id)


class ItemLibrary:
    """The items in one folder, each in a folder of its own. Broken ones are left out, and stay on the disk."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._draft = folder / f".draft.{uuid.uuid4().hex[:12]}.json"

    def list(self) -> list[LibraryItem]:
        """Every item, by its id."""
        try:
            folders = sorted(self._folder.iterdir())
        except OSError:
            return []
        return [item for folder in folders if (item := _read(folder))]

    def damaged(self) -> Sequence[str]:
        """Return the names of the folders whose item cannot be read."""
        try:
            folders = sorted(self._folder.iterdir())
        except OSError:
            return []
        return [folder.name for folder in folders if (folder / ITEM_FILE).exists() and _read(folder) is None]

    def add(
        self,
        names: Mapping[str, str],
        photo: bytes | None = None,
        hints: Mapping[str, str] | None = None,
        warnings: Mapping[str, str] | None = None,
    ) -> LibraryItem:
        """Make a new item. Raises UserError where it has no name or the photo is none, OSError."""
        names = _said(names)
        if not names:
            raise UserError(marked("An item needs a name."))
        id_ = free_folder(self._folder, next(iter(names.values())), "ding").name
        item = LibraryItem(id=id_, names=names, hints=_said(hints or {}), warnings=_said(warnings or {}))
        return self._write(item, photo)

    def change(
        self,
        item: LibraryItem,
        names: Mapping[str, str] | None = None,
        photo: bytes | None = None,
        hints: Mapping[str, str] | None = None,
        warnings: Mapping[str, str] | None = None,
    ) -> LibraryItem:
        """Change what is given of an item; the old names, hints and warnings are remembered. Raises like ``add``.

        What another program changed since ``item`` was read stays, but where the same is changed here too; what stood
        there is remembered then.
        """
        there = self.standing(item) or item.model_copy(update={"photo": ""})
        new_names = _with_both(item.names, _said(item.names if names is None else names), there.names)
        if not new_names:
            raise UserError(marked("An item needs a name."))
        new_hints = _with_both(item.hints, _said(item.hints if hints is None else hints), there.hints)
        new_warnings = _with_both(item.warnings, _said(item.warnings if warnings is None else warnings), there.warnings)
        earlier = there.earlier
        if (new_names, new_hints, new_warnings) != (there.names, there.hints, there.warnings):
            earlier = (*earlier, Earlier(names=there.names, hints=there.hints, warnings=there.warnings))
        new = {"names": new_names, "hints": new_hints, "warnings": new_warnings, "earlier": earlier}
        return self._write(there.model_copy(update=new), photo)

    def standing(self, item: LibraryItem) -> LibraryItem | None:
        """Return the item as it is kept now; None where it is there no more."""
        return _read(self._folder / item.id)

    def remove(self, item: LibraryItem) -> None:
        """Take an item out of the library; tasks that use it keep what they have. Raises OSError; then it is there."""
        delete_file(self._folder / item.id / ITEM_FILE)  # its photo may be held open
        shutil.rmtree(self._folder / item.id, ignore_errors=True)

    def bring_back(self, item: LibraryItem, photo: bytes | None) -> None:
        """Put an item back that was taken out, with its photo. Raises OSError."""
        self._write(item, photo)

    def keep_draft(self, typed: LibraryItem) -> None:
        """Keep what is being typed of an item, for after a crash; a new one's ``id`` is empty. Raises OSError."""
        self._folder.mkdir(parents=True, exist_ok=True)
        write_file(self._draft, typed.model_dump_json().encode())

    def draft(self) -> LibraryItem | None:
        """Take over what was being typed last when a program stopped, and return it; None where nothing was.

        One that another program still types in is written there once more, at its next key.
        """
        for path in sorted(self._folder.glob(DRAFTS), key=_age):
            try:
                typed = LibraryItem.model_validate_json(read_regular(path, MAX_FILE))
                rename(path, self._draft)
            except (OSError, ValidationError):
                continue
            return typed
        return None

    def forget_draft(self) -> None:
        """Remove what was being typed; one that cannot be removed says nothing new."""
        with suppress(OSError):
            delete_file(self._draft)

    def photo_file(self, item: LibraryItem) -> Path | None:
        """Say where the photo of an item lies; None where it has none."""
        return self._folder / item.id / item.photo if item.photo else None

    def photo_of(self, item: LibraryItem) -> bytes | None:
        """Return the bytes of an item's photo; None where it has none."""
        file = self.photo_file(item)
        try:
            return file.read_bytes() if file else None
        except OSError:
            return None

    def bring_photos(self, task: Task, folder: Path) -> None:
        """Put the photos of the items that ``task`` uses beside it, where they are not there yet. Raises OSError."""
        wanted = {step.photo for step in task.steps}
        for item in self.list():
            if item.photo in wanted and not (folder / item.photo).exists() and (data := self.photo_of(item)):
                folder.mkdir(parents=True, exist_ok=True)
                write_file(folder / item.photo, data)

    def _write(self, item: LibraryItem, photo: bytes | None) -> LibraryItem:
        folder = self._folder / item.id
        if photo is not None:
            try:
                photo = without_data(photo)
            except NotAPictureError as error:
                raise UserError(marked("This is not a photo.")) from error
            digest, kind = hashlib.sha256(photo).hexdigest()[:8], picture_kind(photo)
            assert kind is not None
            item = item.model_copy(update={"photo": f"{PREFIX}{item.id}-{digest}{kind.suffix}"})
        folder.mkdir(parents=True, exist_ok=True)
        if photo is not None:
            write_file(folder / item.photo, photo)
        write_file(folder / ITEM_FILE, item.model_dump_json(indent=1, exclude={"id"}).encode())
        return item


@dataclass(frozen=True)
class Update:
    """A task that follows its items: the new task, the items that changed in it, and at which indexes of the list."""

    task: Task
    items: tuple[LibraryItem, ...]
    changed: tuple[int, ...]


def step_with(item: LibraryItem, language: str, number: int = 1, places: Mapping[str, str] | None = None) -> Step:
    """Return a step for an item in a task in ``language``: "Leg 1 sonde in vak 2.", with its photo and hint.

    ``places`` says where, by language ("vak 2", "section 2"); every language that the item has comes along.
    """
    where = places or {}
    known = [code for code in item.names if has_sentences(code)]
    sentences = {code: item_sentence(code, number, item.names[code], where.get(code, "")) for code in known}
    own = sentences.pop(language, "") or item_sentence(
        language, number, item.name_in(language), where.get(language, "")
    )
    return Step(
        text=Text(words=own, translations=sentences),
        photo=item.photo or None,
        hint=_text_in(item.hints, language),
        warning=_text_in(item.warnings, language),
    )


def updated(task: Task, items: Iterable[LibraryItem]) -> Update | None:
    """Return what ``task`` would be with its items as they are called and shown now; None where it is so already.

    An item without a photo is known by its earlier names in the words of a step.
    """
    known = {item.id: item for item in items}
    bare = [item for item in known.values() if not item.photo]
    new: list[Item] = []
    used: dict[str, LibraryItem] = {}
    changed = []
    for at, part in enumerate(task.items):
        follows = part
        if isinstance(part, Step):
            shown = known.get(_id_of(part.photo or ""))
            for item in [shown] if shown else bare:
                after = _following(follows, item, task.language) if isinstance(follows, Step) else follows
                if after != follows:
                    used[item.id] = item
                    follows = after
        if follows != part:
            changed.append(at)
        new.append(follows)
    if not changed:
        return None
    return Update(task.model_copy(update={"items": tuple(new)}), tuple(used.values()), tuple(changed))


def _following(step: Step, item: LibraryItem, own: str) -> Step:
    text, say, hint, warning = step.text, step.say, step.hint, step.warning
    for before in item.earlier:
        text = _renamed(text, before.names, item.names, own) or text
        say = _renamed(say, before.names, item.names, own)
        hint = _hinted(hint, before.hints, item.hints, own)
        warning = _hinted(warning, before.warnings, item.warnings, own)
    new = {"text": text, "say": say, "hint": hint, "warning": warning, "photo": item.photo or step.photo}
    return step.model_copy(update=new)


def is_used_in(item: LibraryItem, task: Task) -> bool:
    """Tell whether a step of the task shows the item's photo, or, without one, names it."""
    for step in task.steps:
        if item.photo and _id_of(step.photo or "") == item.id:
            return True
        name = item.names.get(task.language)
        if not item.photo and name and _replaced(step.text.words, name, "\0", task.language) != step.text.words:
            return True
    return False


def _text_in(words: Mapping[str, str], language: str) -> Text | None:
    own = words.get(language)
    others = {code: other for code, other in words.items() if code != language}
    return Text(words=own, translations=others) if own else None


def _renamed(text: Text | None, old: Mapping[str, str], new: Mapping[str, str], own: str) -> Text | None:
    """Return the text with the old name replaced in each language, where it stands as a word of its own."""
    if text is None:
        return None
    words = _replaced(text.words, old.get(own, ""), new.get(own, ""), own)
    others = text.translations.items()
    translations = {code: _replaced(t, old.get(code, ""), new.get(code, ""), code) for code, t in others}
    return Text(words=words, translations=translations)


def _replaced(words: str, old: str, new: str, language: str) -> str:
    if not old or not new or old == new:
        return words
    return re.sub(
        rf"(?<![\w-]){re.escape(old)}(?![\w-])", lambda m: begun_as(m[0], new, language), words, flags=re.IGNORECASE
    )


def _hinted(hint: Text | None, old: Mapping[str, str], new: Mapping[str, str], own: str) -> Text | None:
    """Return the new hint, or warning, in each language in which the step has the item's old one.

    One of its own stays.
    """
    if hint is None or hint.words != old.get(own):
        return hint
    words = new.get(own)
    if not words:
        return None
    kept = {code: t for code, t in hint.translations.items() if t != old.get(code)}
    return Text(words=words, translations={**kept, **{c: t for c, t in new.items() if c != own and c not in kept}})


def _id_of(photo: str) -> str:
    found = _PHOTO_NAME.fullmatch(photo)
    return found["id"] if found else ""


def _said(words: Mapping[str, str]) -> dict[str, str]:
    tidy = {code: " ".join(without_invisible(text).split()) for code, text in words.items()}
    return {code: text for code, text in tidy.items() if text}


def with_theirs(read: LibraryItem, here: LibraryItem, there: LibraryItem) -> LibraryItem:
    """Return the item as it stands ``there``, with the words that were changed ``here`` since it was ``read``."""
    pairs = {name: [getattr(item, name) for item in (read, here, there)] for name in ("names", "hints", "warnings")}
    return there.model_copy(update={name: _with_both(*words) for name, words in pairs.items()})


def _with_both(read: Mapping[str, str], here: Mapping[str, str], there: Mapping[str, str]) -> dict[str, str]:
    """Return the words by language: what is changed here, else what stands there."""
    words = {code: (here if here.get(code) != read.get(code) else there).get(code, "") for code in {**there, **here}}
    return {code: said for code, said in words.items() if said}


def _age(path: Path) -> float:
    """Return a number that is smaller for what was written later."""
    try:
        return -path.stat().st_mtime
    except OSError:
        return 0.0


def _read(folder: Path) -> LibraryItem | None:
    try:
        file = folder / ITEM_FILE
        if file.stat().st_size > MAX_FILE:
            return None
        raw = LibraryItem.model_validate_json(b'{"id": "-", ' + file.read_bytes().lstrip().removeprefix(b"{"))
    except (OSError, ValidationError, ValueError):
        return None
    photo = raw.photo if _id_of(raw.photo) == folder.name else ""
    return raw.model_copy(update={"id": folder.name, "photo": photo}) if raw.names else None
