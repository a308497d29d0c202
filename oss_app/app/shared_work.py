"""What a station shares with others, where anything is set: the server, the help board, folders of tasks and cards."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from oss_app.app.station import Station
from oss_app.core.parcel import WELL
from oss_app.core.ports import Later
from oss_app.i18n import Translator
from oss_app.sidecar import Post
from oss_app.store.outbox import Outbox
from oss_app.store.trouble import StorageError

if TYPE_CHECKING:
    from oss_app.app.courier import Courier
    from oss_app.app.following import Follower
    from oss_app.app.lamps import Lamps
    from oss_app.app.pick_lights import PickLights

log = logging.getLogger(__name__)

FLUSH_S = 60.0
"""What came into the outbox by another way than a session's end goes so soon: a card that was deleted, a full disk."""


class SharedWork:
    """Starts what the settings ask for, and nothing at all where they ask for nothing (P2).

    ``on_change`` is called when other tasks or cards are here; ``on_answer`` when a call has reached the board, and
    when the coach says that they come.
    """

    def __init__(self, station: Station, post: Post, later: Later) -> None:
        self.on_change: Callable[[], None] = _nothing
        self.on_answer: Callable[[], None] = _nothing
        self._later = later
        self._remember_call = station.remember_call
        self._courier = self._make_courier(station, post)
        self._follower = self._make_follower(station, post)
        self.lamps = self._make_lamps(station, post)
        self._lights = self._make_lights(station, post)
        self._is_closed = False

    def start(self) -> None:
        """Start the child processes that are wanted; returns at once."""
        if self._courier:
            self._courier.start()
            self._flush_again()
        if self._follower:
            self._follower.start()
        for part in (self.lamps, self._lights):
            if part:
                part.start()

    def begin_session(self) -> None:
        """Swap nothing from now on: a worker is at work."""
        if self._follower:
            self._follower.rest(False)

    def look_between_kits(self, *, is_between: bool) -> None:
        """Look between two kits whether the task was taken away meanwhile."""
        if self._follower and is_between:
            self._follower.look_now()
        elif self._follower:
            self._follower.look_no_more()

    def is_withdrawn(self, task: str) -> bool:
        """Tell whether a task is to be begun no more, though a session of it is open."""
        return self._follower is not None and self._follower.is_withdrawn(task)

    def forget_worker(self) -> None:
        """Who asked is gone from the screen: that the coach comes is told to nobody else."""
        self.on_answer = _nothing

    def end_session(self) -> None:
        """Nobody is at work: what lies ready may take its place, and what was finished goes to the server."""
        self.tell_well()
        self.light("")
        if self._courier:
            self._courier.flush()
        if self._follower:
            self._follower.rest(True)

    def tell(self, state: str) -> None:
        """Show this state of the bench on the help board, and with its lamp."""
        self._tell(state)

    def go_on_calling(self, state: str, *, is_known: bool) -> None:
        """Go on calling where the program ended while somebody called: the call keeps its place on the board."""
        self._tell(state, is_known=is_known)

    def _tell(self, state: str, *, is_known: bool = False) -> None:
        if self._courier:
            self._courier.tell(state, is_known=is_known)
        self._remember_call(state, is_known=self.is_called)
        if self.lamps:
            self.lamps.show_help(state != WELL)

    def light(self, place: str, take: str = "") -> None:
        """Light the place of a step and the one to take from; empty for none."""
        if self.lamps:
            self.lamps.light(place, take)
        if self._lights:
            self._lights.light(place)

    @property
    def is_called(self) -> bool:
        """Whether who asks for help is seen on the board."""
        return self._courier is not None and self._courier.calls.is_called

    @property
    def coach_comes(self) -> bool:
        """Whether the coach has said that they come to who asks here."""
        return self._courier is not None and self._courier.calls.coach_comes

    def tell_well(self) -> None:
        """Nobody here asks for the coach."""
        self.tell(WELL)

    def news(self, tr: Translator) -> str:
        """Return what the coach must hear; empty for nothing."""
        parts = [part.news(tr) for part in self._parts if part is not None]
        return next((told for told in parts if told), "")

    def close(self) -> None:
        """End the child processes."""
        self._is_closed = True
        for part in self._parts:
            if part is not None:
                part.close()

    @property
    def _parts(self) -> tuple[Courier | Follower | Lamps | PickLights | None, ...]:
        return self._courier, self._follower, self.lamps, self._lights

    # each is loaded where it is asked for: a station by itself need not wait for any

    def _make_lamps(self, station: Station, post: Post) -> Lamps | None:
        if not station.settings.mqtt:
            return None
        from oss_app.app.lamps import Lamps

        return Lamps(station.settings.mqtt, post)

    def _make_lights(self, station: Station, post: Post) -> PickLights | None:
        settings = station.settings
        if not settings.wled:
            return None
        from oss_app.app.pick_lights import PickLights

        return PickLights(settings.wled, settings.wled_places, post)

    def _make_courier(self, station: Station, post: Post) -> Courier | None:
        settings, outbox = station.settings, Outbox(station.database)
        try:
            if not settings.server:
                outbox.rest()
                return None
            from oss_app.app.courier import Courier

            return Courier(settings.server, settings.bench, outbox, settings.journal, post, self._answered)
        except StorageError as error:  # the coach hears of the disk; the server at the next start
            log.warning("no line to the server: %s", error)
            return None

    def _make_follower(self, station: Station, post: Post) -> Follower | None:
        settings, folders = station.settings, station.folders
        if not (settings.tasks_from or settings.cards_from):
            return None
        from oss_app.app.following import FolderWatch, Follower
        from oss_app.store.shared_cards import SharedCards

        watch = FolderWatch(
            tasks_from=_folder(settings.tasks_from),
            cards_from=_folder(settings.cards_from),
            store=folders.followed,
            cards=folders.shared_cards,
            language=settings.language,
        )
        cards = station.profiles if isinstance(station.profiles, SharedCards) else None
        return Follower(watch, cards, post, lambda: self.on_change())

    def _answered(self) -> None:
        if self._courier:
            self._remember_call(self._courier.calls.state, is_known=self.is_called)
        self.on_answer()

    def _flush_again(self) -> None:
        if self._is_closed or self._courier is None:
            return
        self._courier.flush()
        self._later(FLUSH_S, self._flush_again)


def _folder(setting: str) -> Path | None:
    return Path(setting).expanduser() if setting else None


def _nothing() -> None:
    pass
