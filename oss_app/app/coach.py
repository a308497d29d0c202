"""What the coach can do behind the code, and what they must hear first, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oss_app.i18n import Words
from oss_app.ui.coach_door import Row

if TYPE_CHECKING:
    from oss_app.app.play import Play
    from oss_app.app.station import Station

PASS, START, EDIT, CLOSE = "pass", "start", "edit", "close"
WORKERS, SET_UP = "workers", "set_up"


def rows(words: Words, play: Play | None) -> tuple[Row, ...]:
    """The rows that make sense now."""
    found: list[Row] = []
    if play and play.is_on_step:
        found.append(Row(PASS, words("This step is done"), "check"))
    if play:
        found.append(Row(START, words("To the start; the work is kept"), "sign-out"))
    found.append(Row(EDIT, words("Edit tasks"), "pencil-simple"))
    if not play:
        found.append(Row(WORKERS, words("Workers"), "users"))
        found.append(Row(SET_UP, words("Set up this station"), "gear"))
    found.append(Row(CLOSE, words("Close the program"), "x"))
    return tuple(found)


def news(station: Station, words: Words) -> str:
    """What the coach must hear first: a disk that does not write (R4), damage, a check that no longer counts (C8)."""
    match station.journal.trouble:
        case "":
            pass
        case "full":
            return words("The disk is full. The journal is held in memory until there is room.")
        case _:
            return words("The journal cannot be written. It is held in memory until it can.")
    told = [*station.database.notices, *(error.sentence for error in station.profiles.unreadable)]
    told += [disarmed.sentence(words) for disarmed in station.disarmed]
    return told[0] if told else ""
