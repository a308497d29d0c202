"""Between a station and the folders that it follows: a child process looks, and what it lays ready is swapped in."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.i18n import Translator, load
from oss_app.sidecar import ParentLink, Post, Sidecar
from oss_app.store.shared_cards import CardsSeen, SharedCards, look_at_cards
from oss_app.store.trouble import StorageError
from oss_app.taskfile.following import FolderSeen, FollowedStore, look
from oss_app.taskfile.releases import Release

log = logging.getLogger(__name__)

POLL_S = 60.0
JITTER = 0.25
STUCK_S = 60.0
"""A share that does not answer for so long has the child killed."""
RESTART_S = (60.0,)
"""One that hangs in the system cannot even be killed: there is one new child a minute and no more."""
ROUND_S = 0.5


@dataclass(frozen=True)
class MayLook:
    """Whether a look into the folders is wanted now: no session is open."""

    may: bool
    at_once: bool = False


@dataclass(frozen=True)
class FoldersSeen:
    """What one look brought."""

    tasks: FolderSeen | None
    cards: CardsSeen | None

    @property
    def is_reached(self) -> bool:
        """Whether all of them were there."""
        return all(part.is_reached for part in self._parts)

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong in them, in sentences."""
        return tuple(problem for part in self._parts for problem in part.problems)

    @property
    def _parts(self) -> tuple[FolderSeen | CardsSeen, ...]:
        return tuple(part for part in (self.tasks, self.cards) if part is not None)


@dataclass(frozen=True)
class FolderWatch:
    """Looks into the folders once a minute, give or take; never told of changes, since shares do not tell of them.

    Called in the child process, because a share that is gone can hang for minutes.
    """

    tasks_from: Path | None
    cards_from: Path | None
    store: Path
    cards: Path
    language: str

    def __call__(self, line: ParentLink) -> None:
        store = FollowedStore(self.store)
        words = load(self.language)
        may, due = False, 0.0
        while True:
            message = line.receive(ROUND_S)
            while message is not None:
                if isinstance(message, MayLook):
                    may = message.may
                    due = 0.0 if message.at_once else due
                message = line.receive(0)
            line.heartbeat()
            if not may or time.monotonic() < due:
                continue

            def alive() -> None:
                line.heartbeat(STUCK_S)

            alive()
            tasks = look(self.tasks_from, store, self.language, date.today(), alive) if self.tasks_from else None
            cards = look_at_cards(self.cards_from, self.cards, words, alive) if self.cards_from else None
            seen = FoldersSeen(tasks, cards)
            with suppress(OSError):  # on a full disk nobody can ask how old it is
                store.keep_look(datetime.now().astimezone(), seen.problems, is_reached=seen.is_reached)
            line.send(seen)
            due = time.monotonic() + POLL_S * random.uniform(1 - JITTER, 1 + JITTER)


class Follower:
    """Follows the folders of a station. Nothing is swapped but between ``rest(True)`` and ``rest(False)``.

    ``on_change`` is called through ``post`` when other tasks or cards are here than before.
    """

    def __init__(
        self, watch: FolderWatch, cards: SharedCards | None, post: Post, on_change: Callable[[], None]
    ) -> None:
        self.store = FollowedStore(watch.store)
        self.problems: tuple[str, ...] = ()
        self.is_reached = True
        self.has_looked = False
        self._cards = cards
        self._on_change = on_change
        self._is_resting = False
        self._seen: FoldersSeen | None = None
        self._sidecar = Sidecar("folders", watch, post, self._heard, self._alive, delays=RESTART_S)
        self.store.recover()

    def start(self) -> None:
        """Start the child; returns at once."""
        self._sidecar.start()

    def rest(self, is_resting: bool) -> None:
        """Whether no session is open: then what lies ready takes its place, at once."""
        self._is_resting = is_resting
        self._sidecar.send(MayLook(is_resting))
        if is_resting:
            self._take_over()

    def look_now(self) -> None:
        """Look without waiting for the minute to be over: at the end of a kit, where nothing is swapped yet."""
        self._sidecar.send(MayLook(may=True, at_once=True))

    def look_no_more(self) -> None:
        """Look at nothing until the end of the kit that has begun."""
        self._sidecar.send(MayLook(self._is_resting))

    def is_withdrawn(self, task: str) -> bool:
        """Tell whether the latest look found that a task was taken away; it runs until its kit is over."""
        tasks = self._seen.tasks if self._seen else None
        return tasks is not None and any(r.is_withdrawn and r.task == task for r in tasks.ready)

    def news(self, tr: Translator) -> str:
        """Return what the coach must hear first; empty for nothing."""
        return self.problems[0] if self.problems else ""

    def close(self) -> None:
        """End the child."""
        self._sidecar.close()

    def _alive(self, is_alive: bool) -> None:
        if is_alive:
            self._sidecar.send(MayLook(self._is_resting))

    def _heard(self, message: object) -> None:
        if not isinstance(message, FoldersSeen):
            return
        self.is_reached, self.problems = message.is_reached, message.problems
        self.has_looked = True
        self._seen = message
        self._take_over()

    def _take_over(self) -> None:
        seen = self._seen
        if not self._is_resting or seen is None:
            return
        self._seen = None
        changed = self._swap(seen.tasks.ready if seen.tasks else ())
        if seen.cards and seen.cards.is_reached and self._cards:
            changed = changed or seen.cards.is_news
            with suppress(UserError, StorageError, OSError):  # tried again at the next look
                self._cards.take_over(seen.cards)
        if changed:
            self._on_change()

    def _swap(self, ready: tuple[Release, ...]) -> bool:
        try:
            self.store.swap(ready)
        except OSError as error:  # what ran is brought back, and it is tried again at the next look
            log.warning("followed folder: %s", error)
            self.store.recover()
            return False
        return bool(ready)
