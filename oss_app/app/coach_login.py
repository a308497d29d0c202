"""Asks for the coach's code, and lets the coach in; after wrong codes there is a wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from oss_app.app.station import Station
from oss_app.core.ports import Clock
from oss_app.i18n import Translator, load
from oss_app.player.navigation import DoorKey
from oss_app.store.code import Tries, code_matches, wait_s
from oss_app.ui.kiosk.coach_door import CoachDoor, DoorRow, DoorWords

if TYPE_CHECKING:
    from oss_app.app.play import Play
    from oss_app.app.station import Station


ROTTED = "changed-task"


def rows(
    tr: Translator, play: Play | None, station: Station, *, is_demo: bool = False, proposes: bool = False
) -> tuple[DoorRow, ...]:
    """Return the rows that make sense now.

    Until there is a code only the set-up is open, which asks for one first (W19).

    ``proposes``: a proposal about help waits for a worker.
    """
    found: list[DoorRow] = []
    if not station.settings.coach_code:
        found.append(DoorRow(DoorKey.SET_UP, tr("Set up this station"), "gear"))
        if is_demo:
            found.append(DoorRow(DoorKey.CLOSE, tr("Close the program"), "x"))
        return tuple(found)
    if station.last_work is not None and not play:
        found.append(DoorRow(DoorKey.CLOCK, tr("The clock is right"), "check"))
    if play and play.is_on_step:
        found.append(DoorRow(DoorKey.PASS, tr("This step is done"), "check"))
    if play and play.has_begun:
        found.append(DoorRow(DoorKey.ANEW, tr("Begin this task again"), "arrow-counter-clockwise"))
    if play:
        found.append(DoorRow(DoorKey.START, tr("To the start. The work is kept."), "sign-out"))
    found.append(DoorRow(DoorKey.EDIT, tr("Edit tasks"), "pencil-simple"))
    if not play:
        if station.settings.board:
            found.append(DoorRow(DoorKey.BOARD, tr("Help board"), "hand-palm"))
        workers = tr("Workers: a proposal about help") if proposes else tr("Workers")
        found.append(DoorRow(DoorKey.WORKERS, workers, "users"))
        found.append(DoorRow(DoorKey.REPORTS, tr("Which steps take help"), "chart-bar"))
        found.append(DoorRow(DoorKey.SET_UP, tr("Set up this station"), "gear"))
    found.append(DoorRow(DoorKey.CLOSE, tr("Close the program"), "x"))
    return tuple(found)


def news(station: Station, tr: Translator) -> str:
    """Return what the coach must hear first: a disk that does not write (R4), damage, a check that no longer counts
    (C8).
    """
    match station.journal.trouble:
        case "":
            pass
        case "full":
            return tr("The disk is full. The journal is held in memory until there is room.")
        case _:
            return tr("The journal cannot be written. It is held in memory until it can.")
    if station.last_work is not None:
        return tr(
            "The clock says {today}, but the last work here was on {day}. "
            "Nothing old is deleted until you say that the clock is right.",
            today=station.clock.now().date().isoformat(),
            day=station.last_work.isoformat(),
        )
    told = [station.store.notice] if station.store.notice else []
    told += [*station.database.notices, *(error.sentence for error in station.profiles.unreadable)]
    told += station.profiles.notices
    told += [disarmed.sentence(tr) for disarmed in station.disarmed]
    told += [f"{one.title}: {p.sentence}" for one in station.library.list() for p in one.problems if p.code == ROTTED]
    told += station.library.changed_checks()
    return told[0] if told else ""


class CoachLogin(QObject):
    """``let_in`` follows the right code, or at once where no code was set yet."""

    let_in = Signal()

    def __init__(self, door: CoachDoor, station: Station) -> None:
        super().__init__()
        self._door = door
        self._station = station
        self._lockout = Lockout(station.clock, Tries(station.folders.tries))
        self._tr = load(station.settings.language)
        door.code_entered.connect(self._entered)

    def ask(self, tr: Translator, *, right_to_left: bool) -> None:
        """Ask on the door's page, in this language."""
        self._tr = tr
        self._door.ask(door_words(tr), right_to_left=right_to_left)
        if not self._station.settings.coach_code:
            self.let_in.emit()

    def _entered(self, code: str) -> None:
        if self._lockout.is_waiting:
            self._door.ask(door_words(self._tr, self._tr("Wait a moment, then try again.")))
        elif code_matches(code, self._station.settings.coach_code):
            self._lockout.right()
            self.let_in.emit()
        else:
            self._lockout.wrong()
            self._door.refuse()


def door_words(tr: Translator, title: str = "") -> DoorWords:
    return DoorWords(
        title or tr("Code of the coach"),
        tr("That is another code."),
        tr("Back"),
        tr("Take the last digit away"),
        tr("Enter"),
    )


class Lockout:
    """The growing wait after wrong codes, which a new start of the program does not end."""

    def __init__(self, clock: Clock, tries: Tries) -> None:
        self._clock = clock
        self._tries = tries
        self._wrong = tries.wrong
        self._until = clock.monotonic() + wait_s(self._wrong)

    @property
    def is_waiting(self) -> bool:
        return self._clock.monotonic() < self._until

    def right(self) -> None:
        self._wrong = 0
        self._tries.forget()

    def wrong(self) -> None:
        self._wrong += 1
        self._tries.count()
        self._until = self._clock.monotonic() + wait_s(self._wrong)
