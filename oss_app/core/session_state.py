"""Where a session stands: what of it changes as the worker goes on. Data alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum

from oss_app.core.events import Question
from oss_app.core.record import Position
from oss_app.core.settings import Gesture
from oss_app.core.verdict import Verdict


class Rung(IntEnum):
    """How far up the help ladder the worker is (W15)."""

    NONE = 0
    HINT = 1  # said again, with the hint
    PHOTO = 2  # the photo cut to the place
    FILM = 3
    CALL = 4  # calls the coach


class CameraUse(StrEnum):
    """What the camera is doing in this step."""

    NO_CHECK = "no_check"
    OPENING = "opening"
    LOOKING = "looking"
    GONE = "gone"
    SLOW = "slow"  # its process did not answer and begins anew: the computer is busy, or a driver hangs
    RESTING = "resting"  # while help is open, or another screen is in front


AWAY = frozenset({CameraUse.GONE, CameraUse.SLOW})
"""Nothing is looked at, so that the worker's word counts."""


class Front(StrEnum):
    """A screen in front of the position; what lies behind is kept as it is."""

    NOTHING = "nothing"
    CALL = "call"
    BREAK = "break"
    QUESTION = "question"  # about the help


@dataclass(frozen=True)
class Climbed:
    """What help a step took in this kit before it was left: what the worker saw of it, asked for, and how far it is."""

    highest: Rung
    own: Rung
    shown: Rung


@dataclass(frozen=True)
class SessionState:
    """Where the session stands. ``count`` numbers all that will be answered later, so that late answers fall."""

    position: Position
    count: int = 0
    turn: int = 0
    front: Front = Front.NOTHING
    rung: Rung = Rung.NONE
    highest: Rung = Rung.NONE
    shown: Rung = Rung.NONE
    """How far the ladder was climbed in this step, by whoever: Help goes on from there."""
    own: Rung = Rung.NONE
    """The highest rung that the worker asked for; the others were opened after a try."""
    watch: int = 0
    wait: int = 0
    asked: bool = False
    camera: CameraUse = CameraUse.NO_CHECK
    verdict: Verdict | None = None
    tries: int = 0
    doubted: frozenset[str] = frozenset()
    """The checks of a page that a try was about."""
    question: Question | None = None
    is_turning: bool = False
    """Between two kits, or at the end: what help comes next is being asked."""
    voice_works: bool = True
    over: bool = False
    opened: bool = False
    """A page of several steps is taken step by step, since the worker asked for help."""
    row: int | None = None
    """The row of a list that help has opened, by its item; closing help is the list again."""
    ticks: frozenset[tuple[int, int]] = frozenset()
    """Rows of lists that are ticked, each by kit and item."""
    taken: frozenset[int] = frozenset()
    """The rows of this page that were done one by one; each has its record."""
    replays: int = 0
    """How often the film of this step was asked for once more."""
    told: bool = False
    """The check of the whole kit had no answer to Done, and that was said: the worker's next Done is their word."""
    reminded: bool = False
    """Done was pressed while rows of the list had no tick."""
    heard: bool = False
    """The sentence of this step was said because the worker asked for it."""
    climbed: Mapping[int, Climbed] = field(default_factory=dict)
    """The help of the steps of this kit that were left, by their item; a row of a list goes on from there."""
    trouble: Gesture | None = None
    """What the worker said the call is about, for the help board; None where they did not say."""
