"""Workers' cards that several stations share: a folder that each of them reads and none of them writes."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.files import read_regular, write_file
from oss_app.i18n import Translator
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
    """Cards that were taken away."""
    problems: tuple[str, ...] = ()
    photos: tuple[tuple[str, bytes], ...] = ()
    """The photos of cards that are other ones there, by the name of the file; empty bytes where one was taken away."""

    @property
    def is_news(self) -> bool:
        """Whether there is something to take over."""
        return bool(self.changed or self.gone or self.photos)


def look_at_cards(source: Path, here: Path, tr: Translator, beat: Callable[[], None]) -> CardsSeen:
    """Compare the shared cards with the copies of this station. Nothing is changed, and nothing is raised.

    A folder that is empty, as an unmounted share is, takes no card away.
    """
    try:
        there = _there(source, beat)
        source.stat()
    except OSError as error:
        log.info("shared cards: %s", error)
        return CardsSeen(False, problems=(tr("The folder with cards is not reached: {folder}", folder=source),))
    profiles = YamlProfiles(source, lambda card: None, tr)
    good = {f"{profile.card or '_'}.yaml" for profile in profiles.list()}
    copies = {file.name: file for file in _cards(here, beat)}
    changed = tuple(
        (name, text)
        for name, text in sorted(there.items())
        if name in good and (name not in copies or copies[name].read_bytes() != text.encode())
    )
    gone = tuple(Path(name).stem for name in sorted(copies.keys() - there.keys())) if there else ()
    problems = tuple(error.sentence for error in profiles.unreadable)
    return CardsSeen(True, changed, gone, problems, _photos(source, here, sorted(good & there.keys()), beat))


def _photos(source: Path, here: Path, cards: list[str], beat: Callable[[], None]) -> tuple[tuple[str, bytes], ...]:
    """Return the photos of these cards that differ. One that is damaged there is left as it is here."""
    found = []
    for name in (f"{Path(card).stem}.jpg" for card in cards):
        beat()
        there, file = photo_in(source / name), here / name
        is_damaged = not there and (source / name).exists()
        if not is_damaged and there != (file.read_bytes() if file.is_file() else b""):
            found.append((name, there))
    return tuple(found)


class SharedCards(YamlProfiles):
    """The copies of shared cards at one station. They are changed where they come from."""

    def take_over(self, seen: CardsSeen) -> None:
        """Make the copies as they are there. A card that was taken away is forgotten here as one that is deleted here.

        UserError, StorageError: something of it is left.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, text in seen.changed:
            replace_text(self._folder / name, text)
        for name, photo in seen.photos:
            if photo:
                write_file(self._folder / name, photo, 0o600)
            else:
                (self._folder / name).unlink(missing_ok=True)
        for card in seen.gone:
            super().remove("" if card == "_" else card)

    def save(self, _: object) -> None:
        """UserError, always."""
        raise self._elsewhere()

    def remove(self, _: str) -> None:
        """UserError, always."""
        raise self._elsewhere()

    def keep_photo(self, *_: object) -> None:
        """UserError, always."""
        raise self._elsewhere()

    def remove_photo(self, card: str) -> None:
        """UserError, where the card has a photo."""
        if self._photo(card).exists():
            raise self._elsewhere()

    def _elsewhere(self) -> UserError:
        return UserError(
            self._tr("The cards here come from a folder that several stations share."),
            self._tr("Change them there, or on the PC where they are made."),
        )


def _there(source: Path, beat: Callable[[], None]) -> dict[str, str]:
    """Return what stands in each card.

    Of one that is no file of letters nothing, which says below what is wrong with it.
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
