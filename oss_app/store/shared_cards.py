"""Workers' cards that several stations share: a folder that each of them reads and none of them writes.

What is not there is not deleted here: a folder that is half synchronised looks as one that somebody cleared. A file is
taken away by another name: ``boat.yaml.removed`` (ADR 140).
"""

from __future__ import annotations

import errno
import logging
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.files import read_regular, write_file
from oss_app.i18n import Translator, card_word
from oss_app.store.profiles import YamlProfiles, photo_in
from oss_app.store.yaml_file import MAX_BYTES, replace_text

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class CardsSeen:
    """What a look into the folder of cards brought: the files as they are there, and which are no longer there."""

    is_reached: bool
    changed: tuple[tuple[str, str], ...] = ()
    """The name of a file and what stands in it."""
    gone: tuple[str, ...] = ()
    """Files of cards and photos that were taken away by their other name."""
    absent: frozenset[str] = frozenset()
    """Files that are here and no longer there, and that nothing says the going of."""
    problems: tuple[str, ...] = ()
    photos: tuple[tuple[str, bytes], ...] = ()
    """The photos of cards that are other ones there, by the name of the file."""

    @property
    def is_news(self) -> bool:
        """Whether there is something to take over."""
        return bool(self.changed or self.gone or self.photos)


REMOVED = ".removed"
"""What is put behind the name of a file that every station is to delete."""
_OURS = re.compile(r"(_|[a-z0-9][a-z0-9_-]{0,39})\.(yaml|jpg)")


def look_at_cards(source: Path, here: Path, tr: Translator, beat: Callable[[], None]) -> CardsSeen:
    """Compare the shared cards with the copies of this station. Nothing is changed, and nothing is raised."""
    try:
        there = _there(source, beat)
        names = {file.name for file in source.iterdir()}
    except OSError as error:
        log.info("shared cards: %s", error)
        return CardsSeen(False, problems=(tr("The folder with cards is not reached: {folder}", folder=source),))
    profiles = YamlProfiles(source, lambda card: None, tr)
    good = {f"{profile.card or '_'}.yaml" for profile in profiles.list()}
    copies = {file.name: file for file in _cards(here, beat)}
    changed = tuple(
        (name, text)
        for name, text in sorted(there.items())
        if text and name in good and (name not in copies or copies[name].read_bytes() != text.encode())
    )
    lacking = {file.name for file in here.glob("*") if _OURS.fullmatch(file.name)} - names
    gone = tuple(name for name in sorted(lacking) if f"{name}{REMOVED}" in names)
    absent = frozenset(lacking - set(gone))
    problems = [error.sentence for error in profiles.unreadable]
    if cards := sorted(_card(Path(name)) for name in absent if name in copies):
        words = ", ".join(card_word(card, tr) if card else tr("Everyone (without a card)") for card in cards)
        problems.append(
            tr("No longer in the folder with cards: {cards}. They stay here until they are removed here.", cards=words)
        )
    photos = _photos(source, here, sorted(good & there.keys()), beat)
    if not there:  # as a share is that is not mounted: nothing is removed by that either
        absent = frozenset()
    return CardsSeen(True, changed, gone, absent, tuple(problems), photos)


def _photos(source: Path, here: Path, cards: list[str], beat: Callable[[], None]) -> tuple[tuple[str, bytes], ...]:
    """Return the photos of these cards that differ. One that is damaged there, or gone, is left as it is here."""
    found = []
    for name in (f"{Path(card).stem}.jpg" for card in cards):
        beat()
        there, file = photo_in(source / name), here / name
        if there and there != (file.read_bytes() if file.is_file() else b""):
            found.append((name, there))
    return tuple(found)


class SharedCards(YamlProfiles):
    """The copies of shared cards at one station. They are changed where they come from.

    What the last look did not find there can be removed here.
    """

    def __init__(self, folder: Path, forget: Callable[[str], None], tr: Translator) -> None:
        super().__init__(folder, forget, tr)
        self._absent: frozenset[str] = frozenset()

    def take_over(self, seen: CardsSeen) -> None:
        """Make the copies as they are there. A card that was taken away is forgotten here as one that is deleted here.

        UserError, StorageError: something of it is left.
        """
        self._absent = seen.absent
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, text in seen.changed:
            replace_text(self._folder / name, text)
        for name, photo in seen.photos:
            write_file(self._folder / name, photo, 0o600)
        for file in map(Path, seen.gone):
            if file.suffix == ".jpg":
                self._delete(self._folder / file)
            else:
                super().remove(_card(file))

    def save(self, _: object) -> None:
        """UserError, always."""
        raise self._elsewhere()

    def remove(self, card: str) -> None:
        """Take a card away that is no longer where it came from. UserError, where it is there; StorageError."""
        if self._file(card).name not in self._absent:
            raise self._elsewhere()
        super().remove(card)

    def keep_photo(self, *_: object) -> None:
        """UserError, always."""
        raise self._elsewhere()

    def remove_photo(self, card: str) -> None:
        """Take a photo away that is no longer where it came from. UserError, where it is there."""
        photo = self._photo(card)
        if photo.exists() and photo.name not in self._absent:
            raise self._elsewhere()
        super().remove_photo(card)

    def _elsewhere(self) -> UserError:
        return UserError(
            self._tr("The cards here come from a folder that several stations share."),
            self._tr("Change them there, or on the PC where they are made."),
        )


def _there(source: Path, beat: Callable[[], None]) -> dict[str, str]:
    """Return what stands in each card.

    Of one that is no file of letters nothing, which says below what is wrong with it; nor of one that was not to be
    read just now, as Windows says in the same words of a file whose cloud is off.
    """
    found = {}
    for file in _cards(source, beat):
        try:
            found[file.name] = read_regular(file, MAX_BYTES).decode("utf-8-sig")
        except UnicodeError:
            found[file.name] = ""
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.EFBIG):
                raise
            found[file.name] = ""
    return found


def _cards(folder: Path, beat: Callable[[], None]) -> list[Path]:
    beat()
    return sorted(folder.glob("*.yaml"))


def _card(file: Path) -> str:
    return "" if file.stem == "_" else file.stem
