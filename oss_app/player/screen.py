"""What the worker's view shows now, as plain values; the view draws it and decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from oss_app.core.region import Outline
from oss_app.core.settings import Gesture
from oss_app.core.support import Mark


class ScreenKind(StrEnum):
    """Which screen it is; Done has the same rectangle on every one of them."""

    STEP = "step"
    SHORT = "short"  # a few steps side by side
    LIST = "list"  # rows to tick
    CALL = "call"
    BREAK = "break"
    KIT_END = "kit_end"
    FINISHED = "finished"
    QUESTION = "question"  # about the help: a picture, a sentence, and the answers in the places of the controls


class ControlSlot(StrEnum):
    """The four learned places for controls, in the order of the column."""

    BACK = "back"
    HEAR = "hear"
    HELP = "help"
    DONE = "done"


class Variant(StrEnum):
    """How a control looks."""

    CONTROL = "control"
    FILLED = "filled"
    OFF = "off"


@dataclass(frozen=True)
class Control:
    """One control; ``icon`` is the name of a Phosphor icon (``arrow-left``)."""

    slot: ControlSlot
    label: str
    icon: str
    gesture: Gesture
    dress: Variant = Variant.CONTROL
    is_held: bool = False
    """It looks pressed, since what was pressed is still under way."""


@dataclass(frozen=True)
class Progress:
    """Where the worker is. ``groups`` is the number of steps in each section, ``now`` counts from 1, 0 for nowhere.

    ``until`` is the last step on the screen where there are several, else 0; the one before ``now`` between two steps.
    """

    label: str
    groups: tuple[int, ...] = ()
    now: int = 0
    section: str = ""
    kit: str = ""
    until: int = 0


@dataclass(frozen=True)
class Picture:
    """The one picture. ``outline`` is the target place, ``number`` the disc beside it, ``tick`` that it was seen there.

    Of the whole kit, ``ticks`` are the places that the camera sees, with a tick and no outline, and ``others`` those
    that are in doubt as well.

    ``mark`` says how much of the outline is drawn, here and by the light on the bench; the tick comes whatever it says.

    ``zoomed`` cuts the photo to the place; ``film`` plays once in the photo's stead and stands on its last picture, or
    gives way to the photo where it ``gives_way``. It plays anew whenever ``replays`` changes.
    """

    photo: Path | None = None
    outline: Outline | None = None
    number: str = ""
    tick: bool = False
    zoomed: bool = False
    film: Path | None = None
    gives_way: bool = False
    replays: int = 0
    ticks: tuple[Outline, ...] = ()
    others: tuple[Outline, ...] = ()
    mark: Mark = Mark.FILLED


class LineKind(StrEnum):
    """What the right half of the strip is about; each kind has its icon and ground."""

    CAMERA = "camera"  # the camera is open
    LOOKING = "looking"  # Done was pressed, and it looks before that counts
    NOT_YET = "not_yet"
    SEEN = "seen"
    CANNOT_TELL = "cannot_tell"
    CAMERA_OFF = "camera_off"
    HINT = "hint"
    NO_SOUND = "no_sound"


@dataclass(frozen=True)
class StripLine:
    """The right half of the strip: one thing at a time."""

    kind: LineKind
    text: str


@dataclass(frozen=True)
class StepTile:
    """One of several steps on a screen: a picture with its sentence, or a row to tick. ``number`` is the step's."""

    number: str
    sentence: str
    picture: Picture | None = None
    warning: str = ""
    is_ticked: bool = False


@dataclass(frozen=True)
class Screen:
    """Everything on the screen. ``turn`` changes with each new step or page: then picture and sentence cross-fade."""

    kind: ScreenKind
    turn: int
    language: str
    right_to_left: bool
    sentence: str
    progress: Progress
    controls: tuple[Control, ...]
    second: str = ""
    picture: Picture | None = None
    warning: str = ""
    line: StripLine | None = None
    tiles: tuple[StepTile, ...] = ()
    more: str = ""
    """The words on the control for more help until the end of the kit; empty for none."""
    door: str = ""
    """The words on the coach's door; empty for no door."""
    turn_words: str = ""
    """The words on the control that turns to the rest of a long text, where a display has no room for all of it."""


class StepWords(NamedTuple):
    """All that one step can say at once; ``line`` is its hint."""

    sentence: str
    warning: str
    line: str


@dataclass(frozen=True)
class Extent:
    """The longest that a session can show, measured once per task and profile, so that nothing moves between steps.

    ``sentences``, ``warnings`` and ``lines`` are all that can occur; ``has_strip`` is false where no step of the task
    has a warning, a hint or a check.
    """

    sentences: tuple[str, ...]
    warnings: tuple[str, ...]
    lines: tuple[str, ...]
    has_strip: bool
    tiles: tuple[StepTile, ...] = ()
    """Every tile of the levels *short* and *list*; empty at the others."""
    has_rows: bool = False
    """The tiles are rows to tick."""
    page_size: int = 0
    """The most tiles on one screen."""
    hints: tuple[str, ...] = ()
    """What help says in the strip, where the lines stand."""
    foot: bool = False
    """The controls stand in a row at the foot: several steps on a screen need its width."""
    steps: tuple[StepWords, ...] = ()
    """What each step says, together."""
    titles: tuple[str, ...] = ()
    """What stands above several steps on a screen."""
    page_lines: tuple[str, ...] = ()
    """What the camera can say beside them; empty where it looks at none."""
    right_to_left: bool = False
