"""The workers' cards: one readable file each, named after the card, so that a damaged one takes no other with it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.core.profile import Profile
from oss_app.i18n import Translator
from oss_app.store import yaml_file

_CARD = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_NOBODY = "_"  # the file of the station without persons, whose card is empty


class YamlProfiles:
    """Keep the workers' cards of a station in a folder, a file for each.

    ``forget`` deletes what the journal keeps of a card; a card that is given out again must not bring back what
    belonged to another. ``unreadable`` has a sentence for each file that the last ``list`` left out.
    """

    def __init__(self, folder: Path, forget: Callable[[str], None], tr: Translator) -> None:
        self._folder = folder
        self._forget = forget
        self._tr = tr
        self.unreadable: tuple[UserError, ...] = ()

    def list(self) -> Sequence[Profile]:
        """The cards in alphabet order; files that cannot be used are left out and kept as they are."""
        found, unreadable = [], []
        for file in sorted(self._folder.glob("*.yaml")):
            try:
                found.append(self._read(file))
            except UserError as error:
                unreadable.append(error)
        self.unreadable = tuple(unreadable)
        return found

    def save(self, profile: Profile) -> None:
        """UserError: it cannot be written, or a file of a newer version is there, which must not be written over."""
        file = self._file(profile.card)
        if file.exists():
            self._read(file)
        yaml_file.write(file, profile.model_dump(mode="json", exclude={"card"}), self._tr)

    def remove(self, card: str) -> None:
        """Take a card away, and all that the journal has of it. StorageError, UserError: something of it is left."""
        if card:
            self._forget(card)
        try:
            self._file(card).unlink(missing_ok=True)
        except OSError as error:
            raise UserError(self._tr("{file} could not be deleted.", file=self._file(card)), str(error)) from error

    def _file(self, card: str) -> Path:
        if card and not _CARD.fullmatch(card):
            raise ValueError(f"not the name of a card: {card!r}")
        return self._folder / f"{card or _NOBODY}.yaml"

    def _read(self, file: Path) -> Profile:
        card = "" if file.stem == _NOBODY else file.stem
        values = yaml_file.read(file, self._tr)
        if values.get("card", card) != card:
            raise UserError(
                self._tr("{file} says that it is the card '{card}'.", file=file, card=values["card"]),
                self._tr("A card has the name of its file. Delete the line, or rename the file."),
            )
        return yaml_file.over(Profile(card=card), values, file, self._tr)
