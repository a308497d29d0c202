"""Whom a proposal about help waits for: looked for behind the coach's door, one worker and task at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from oss_app.app.station import Station
from oss_app.core.ports import Later, Listing, SessionKey
from oss_app.core.profile import HelpLevel, Profile
from oss_app.core.settings import JournalLevel
from oss_app.core.support import guide, may_fade


def proposal(station: Station, profile: Profile, listing: Listing | None) -> HelpLevel | None:
    """Return the level that this worker will be asked about in a task; None where nothing is proposed."""
    if station.settings.journal is not JournalLevel.OWN_PROGRESS or listing is None or listing.task is None:
        return None
    task = listing.folder.name
    if not may_fade(profile, task):
        return None
    key = SessionKey(task, profile.card)
    past = station.history.past(key, listing.digest, len(listing.task.steps))
    today = station.clock.now().date()
    return guide(past, station.history.said(key), profile.level_in(task), today).proposed


class ProposalSearch:
    """Looks through all cards between other events, since the journal may have much to read.

    ``found(card)`` is called for each worker whom a proposal waits for.
    """

    def __init__(self, station: Station, later: Later, found: Callable[[str], None]) -> None:
        self._station, self._later, self._found = station, later, found
        self._left: Iterator[str] = iter(())

    def begin(self) -> None:
        """Look through all cards from the first on."""
        self._left = self._cards()
        self._go_on(self._left)

    def stop(self) -> None:
        """Look no further, and tell nothing any more."""
        self._left = iter(())

    def _go_on(self, at: Iterator[str]) -> None:
        if at is not self._left:
            return
        card = next(at, None)
        if card is None:
            return
        if card:
            self._found(card)
        self._later(0, lambda: self._go_on(at))

    def _cards(self) -> Iterator[str]:
        """Yield a card where one was found, else nothing, after each look into the journal."""
        profiles = [profile for profile in self._station.profiles.list() if profile.fades]
        listings = {item.folder.name: item for item in self._station.library.list()} if profiles else {}
        for profile in profiles:
            for task in profile.fades:
                is_proposed = proposal(self._station, profile, listings.get(task)) is not None
                yield profile.card if is_proposed else ""
                if is_proposed:
                    break
