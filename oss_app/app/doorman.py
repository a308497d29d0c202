"""Asks for the coach's code, and lets the coach in; after wrong codes there is a wait."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from oss_app.app.station import Station
from oss_app.core.ports import Clock
from oss_app.i18n import Words, load
from oss_app.store.code import code_matches, wait_s
from oss_app.ui.coach_door import CoachDoor, DoorWords


class Doorman(QObject):
    """``let_in`` follows the right code, or at once where no code was set yet."""

    let_in = Signal()

    def __init__(self, door: CoachDoor, station: Station) -> None:
        super().__init__()
        self._door = door
        self._station = station
        self._lockout = Lockout(station.clock)
        self._words = load(station.settings.language)
        door.code_entered.connect(self._entered)

    def ask(self, words: Words, *, right_to_left: bool) -> None:
        """Ask on the door's page, in this language."""
        self._words = words
        self._door.ask(door_words(words), right_to_left=right_to_left)
        if not self._station.settings.coach_code:
            self.let_in.emit()

    def _entered(self, code: str) -> None:
        if self._lockout.is_waiting:
            self._door.ask(door_words(self._words, self._words("Wait a moment, then try again.")))
        elif code_matches(code, self._station.settings.coach_code):
            self._lockout.right()
            self.let_in.emit()
        else:
            self._lockout.wrong()
            self._door.refuse()


def door_words(words: Words, title: str = "") -> DoorWords:
    return DoorWords(
        title or words("Code of the coach"),
        words("That is another code."),
        words("Back"),
        words("Take the last digit away"),
        words("Enter"),
    )


class Lockout:
    """The growing wait after wrong codes."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong = 0
        self._until = 0.0

    @property
    def is_waiting(self) -> bool:
        return self._clock.monotonic() < self._until

    def right(self) -> None:
        self._wrong = 0

    def wrong(self) -> None:
        self._wrong += 1
        self._until = self._clock.monotonic() + wait_s(self._wrong)
