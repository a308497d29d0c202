"""The workers' cards: one readable file each, named after the card, so that a damaged one takes no other with it.

A coach's own photo for a card lies beside its file, under the same name.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from itertools import count
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from oss_app.core.errors import UserError
from oss_app.core.profile import Profile
from oss_app.files import delete_file, read_regular, write_file
from oss_app.i18n import Translator, card_number, card_word, photo_card
from oss_app.media.kind import PictureKind, picture_kind
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.media.whole import is_whole
from oss_app.store import yaml_file

log = logging.getLogger(__name__)

_CARD = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
MAX_PHOTO_BYTES = 1_000_000
"""Of the photo of a card, which is written 800 pixels wide at most: a fifth of this."""
DAMAGED = ".damaged"
"""What is put behind the name of a card's file that rotted, where it is set aside."""
_LAST = TypeAdapter(dict[str, tuple[int, str]])
"""Of each card's file: when it was written (ns), and what stood in it."""
_MOST_BYTES = 50_000_000
_NOBODY = "_"  # the file of the station without persons, whose card is empty


class YamlProfiles:
    """Keep the workers' cards of a station in a folder, a file for each.

    ``forget`` deletes what the journal keeps of a card; a card that is given out again must not bring back what
    belonged to another. ``unreadable`` has a sentence for each file that the last ``list`` left out.

    With ``last``, a file, it is remembered what the cards said: one that says something else though nobody wrote it has
    rotted, is set aside, and says again what it said (ADR 127). ``notices`` has a sentence for each.
    """

    def __init__(
        self, folder: Path, forget: Callable[[str], None], tr: Translator, *, last: Path | None = None
    ) -> None:
        self._folder = folder
        self._forget = forget
        self._tr = tr
        self._last = last
        self.unreadable: tuple[UserError, ...] = ()
        self.notices: list[str] = []

    def list(self) -> Sequence[Profile]:
        """Return the cards in alphabet order, those with a number last.

        Files that cannot be used are left out and kept.
        """
        found, unreadable = [], []
        before, now = self._remembered(), dict[str, tuple[int, str]]()
        for file in sorted(self._folder.glob("*.yaml"), key=lambda file: (card_number(file.stem), file.stem)):
            try:
                self._put_back_rotted(file, before)
                found.append(self._read(file))
                now |= _as_it_is(file)
            except UserError as error:
                unreadable.append(error)
                now |= {name: kept for name, kept in before.items() if name == file.name}
        self.unreadable = tuple(unreadable)
        self._remember(before, now)
        return found

    def save(self, profile: Profile) -> None:
        """UserError: it cannot be written, or a file of a newer version is there, which must not be written over."""
        file = self._file(profile.card)
        if file.exists():
            self._read(file)
        else:
            self.remove_photo(profile.card)  # of a card whose file was taken away by hand: it was somebody else's
        yaml_file.write(file, profile.model_dump(mode="json", exclude={"card"}), self._tr)
        before = self._remembered()
        self._remember(before, before | _as_it_is(file))

    def remove(self, card: str) -> None:
        """Take a card away, and all that the journal has of it. StorageError, UserError: something of it is left."""
        if card:
            self._forget(card)
        self._delete(self._photo(card))
        self._delete(self._aside(self._file(card)))
        self._delete(self._file(card))
        before = self._remembered()
        self._remember(before, {name: kept for name, kept in before.items() if name != self._file(card).name})

    # ---- what rots ----

    def _remembered(self) -> dict[str, tuple[int, str]]:
        if self._last is None:
            return {}
        try:
            return _LAST.validate_json(read_regular(self._last, _MOST_BYTES))
        except (OSError, ValidationError):
            return {}

    def _remember(self, before: Mapping[str, tuple[int, str]], now: Mapping[str, tuple[int, str]]) -> None:
        if self._last is not None and now != before:
            with suppress(OSError):  # then what was remembered stays, and a card that was written since has its time
                write_file(self._last, json.dumps(now).encode(), 0o600)

    def _put_back_rotted(self, file: Path, before: Mapping[str, tuple[int, str]]) -> None:
        """Let a card that rotted say what it said. UserError: it cannot be written."""
        if file.name not in before:
            return
        written, text = before[file.name]
        try:
            rotten = read_regular(file, yaml_file.MAX_BYTES)
            if file.stat().st_mtime_ns != written or rotten == text.encode():
                return
            write_file(self._aside(file), rotten, 0o600)
            write_file(file, text.encode(), 0o600)
        except OSError as error:
            raise UserError(
                self._tr("{file} could not be saved.", file=file), yaml_file.advice(error, self._tr)
            ) from error
        log.warning("a damaged card set aside: %s", file.name)
        who = self._tr("Everyone (without a card)") if file.stem == _NOBODY else card_word(file.stem, self._tr)
        self.notices.append(self._tr("{card}: the card was damaged. What it said before counts again.", card=who))

    def _aside(self, file: Path) -> Path:
        return file.with_name(file.name + DAMAGED)

    # ---- photos ----

    def photo(self, card: str) -> Path | None:
        """Return the coach's own photo for a card; None where there is none, or none that is whole."""
        file = self._photo(card)
        return file if photo_in(file) else None

    def lacking_photos(self) -> Sequence[str]:
        """Return the cards whose own photo is damaged, and those with a number whose photo is missing."""
        cards = [file.stem for file in self._folder.glob("*.yaml") if file.stem != _NOBODY]
        own = [card for card in cards if _CARD.fullmatch(card) and (card_number(card) or self._photo(card).exists())]
        return sorted((card for card in own if self.photo(card) is None), key=lambda card: (card_number(card), card))

    def free_card(self) -> str:
        """Return a card with a number that nobody has yet."""
        return next(card for n in count(1) if not self._file(card := photo_card(n)).exists())

    def keep_photo(self, card: str, jpeg: bytes) -> None:
        """Keep a photo for a card, instead of the one there was. UserError."""
        file = self._photo(card)
        try:
            write_file(file, jpeg, 0o600)
        except OSError as error:
            raise UserError(
                self._tr("{file} could not be saved.", file=file), yaml_file.advice(error, self._tr)
            ) from error

    def remove_photo(self, card: str) -> None:
        """Take away the coach's own photo; where there is none, nothing happens. UserError."""
        self._delete(self._photo(card))

    def _delete(self, file: Path) -> None:
        try:
            delete_file(file)
        except OSError as error:
            raise UserError(self._tr("{file} could not be deleted.", file=file), str(error)) from error

    def _photo(self, card: str) -> Path:
        return self._file(card).with_suffix(".jpg")

    def _file(self, card: str) -> Path:
        if card and not _CARD.fullmatch(card):
            raise ValueError(f"not the name of a card: {card!r}")
        return self._folder / f"{card or _NOBODY}.yaml"

    def _read(self, file: Path) -> Profile:
        card = "" if file.stem == _NOBODY else file.stem
        if card and not _CARD.fullmatch(card):  # a copy of one, by the name that the system gave it
            raise UserError(
                self._tr("{file} has a name that no card has.", file=file),
                self._tr("Give it the name of a card, in small letters and without spaces, or delete it."),
            )
        values = yaml_file.read(file, self._tr)
        if values.get("card", card) != card:
            raise UserError(
                self._tr("{file} says that it is the card '{card}'.", file=file, card=values["card"]),
                self._tr("A card has the name of its file. Delete the line, or rename the file."),
            )
        return yaml_file.over(Profile(card=card), values, file, self._tr)


def _as_it_is(file: Path) -> dict[str, tuple[int, str]]:
    try:
        return {file.name: (file.stat().st_mtime_ns, read_regular(file, yaml_file.MAX_BYTES).decode())}
    except (OSError, UnicodeError):
        return {}


def photo_in(file: Path) -> bytes:
    """Return a card's photo without anything beside its picture; empty where there is none that is whole.

    Never raises.
    """
    try:
        data = read_regular(file, MAX_PHOTO_BYTES)
        is_good = picture_kind(data) is PictureKind.JPEG and is_whole(io.BytesIO(data))
        return without_data(data) if is_good else b""
    except (OSError, NotAPictureError):
        return b""
