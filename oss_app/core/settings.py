"""What is fixed for one station: its display, camera, keys, coach's code, languages."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

NO_CAMERA = "none"
"""What stands in the settings where there is no camera; else its number, or the path of pictures or a film."""


class Gesture(StrEnum):
    """What the worker can do on a step; every key, pedal and button sends one of these."""

    DONE = "done"
    BACK = "back"
    HEAR = "hear"
    HELP = "help"
    BREAK = "break"
    STOP = "stop"  # on the break screen only; no key by default
    MISSING = "missing"  # on the call screen, where a help board is: what it is about; no key by default
    BROKEN = "broken"
    MORE = "more"  # more help until the end of the kit, where some was taken away; no key by default


class JournalLevel(StrEnum):
    """What the journal keeps (P5)."""

    NONE = "none"
    TASK = "task"
    OWN_PROGRESS = "own_progress"


DEFAULT_KEYS: Mapping[Gesture, tuple[str, ...]] = {
    Gesture.DONE: ("Space", "Enter", "Return", "Right", "PgDown"),
    Gesture.BACK: ("Left", "Backspace", "PgUp"),
    Gesture.HEAR: ("R",),
    Gesture.HELP: ("H", "F1"),
    Gesture.BREAK: ("P",),
}
GUARD_S = 0.7
"""A second activation within this many seconds is ignored (W11) (start)."""


class Settings(BaseModel):
    """One station. Unknown keys of a newer version are refused by the store, never half-read (R9)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    language: str = "nl"
    desk_language: str = ""
    """The language of the coach's editor; empty: that of the station."""
    display_name: str = ""
    display_serial: str = ""
    display_mm: tuple[int, int] | None = None
    """Width and height of the picture in millimetres, where the screen itself reports it wrongly."""
    projector_name: str = ""
    projector_serial: str = ""
    """The display that lights the bench, by the socket's name and its own serial number; both empty for none."""
    camera: str = NO_CAMERA
    """``none``, a device number (``0``), or the path of a folder of pictures or a video."""
    checks: bool = True
    checks_off: tuple[str, ...] = ()
    """Checks that are off at this station, as ``task folder/check name`` or ``task folder`` (C6)."""
    keys: Mapping[Gesture, tuple[str, ...]] = Field(default_factory=lambda: dict(DEFAULT_KEYS))
    guard_s: float = Field(default=GUARD_S, ge=0, le=10)
    coach_code: str = ""
    """The scrypt hash of the coach's code; empty until one is set."""
    coach_can_be_called: bool = False
    """Whether a coach hears or sees a call. Nothing is sent anywhere, so somebody must have said so (W8)."""
    journal: JournalLevel = JournalLevel.TASK
    consent_date: str = ""
    """The date of the works council's consent, which the journal level *own progress* needs (P5)."""
    volume: float = Field(default=1.0, ge=0, le=1)
    voices: Mapping[str, str] = Field(default_factory=dict)
    """The voice that was chosen for a language, by its name in the speech engine; else the first that fits."""
    tasks_from: str = ""
    """A folder of releases that this station follows; then its workers see those tasks and no others."""
    cards_from: str = ""
    """A folder of workers' cards that several stations share; they are not changed here."""
    server: str = ""
    """The ``postgresql://`` line to the server that benches share; empty: no connection is opened at all (P2)."""
    board: str = ""
    """The line of the help board, on the PCs where the coach looks at it."""
    bench: str = Field(default="", max_length=40)
    """What this bench is called on the help board, where the employer chose names for benches."""
    mqtt: str = ""
    """The ``mqtt://server/topic`` line of this bench's lamps and machines; empty: none is spoken to."""
    wled: str = ""
    """The ``http://`` address of a WLED controller whose LEDs lie at the places; empty: none is spoken to."""
    wled_places: Mapping[str, str] = Field(default_factory=dict)
    """Which LEDs lie at a place of the tasks, from 0 on: ``vak-1: 0-4``."""
    proved: tuple[str, ...] = ()
    """What was tried out on the set-up page and found in order."""
