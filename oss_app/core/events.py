"""What can happen in a session, and what the session can want done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from oss_app.core.plan import Plan
from oss_app.core.profile import HelpLevel
from oss_app.core.record import Entry, Position
from oss_app.core.settings import Gesture
from oss_app.core.support import Said
from oss_app.core.verdict import Verdict

# ---- events: what happened -------------------------------------------------------------------------------------------


class Topic(StrEnum):
    """What the worker is asked about the help, between two kits or before the first."""

    WAY = "way"  # today's way; more is one touch away
    LESS = "less"  # whether to try one level less
    KEEP = "keep"  # whether the help that was chosen is to stay


@dataclass(frozen=True)
class Question:
    """A question about the help; ``level`` is the one that it is about."""

    topic: Topic
    level: HelpLevel


@dataclass(frozen=True)
class Opened:
    """The session comes to the screen, new or brought back; with a question, that is asked first.

    ``is_called`` where the coach was called, and the program ended before they came; ``trouble`` is what about.
    """

    question: Question | None = None
    is_called: bool = False
    trouble: Gesture | None = None


@dataclass(frozen=True)
class Relaid:
    """The task was laid out anew with other help; with a question, that is asked first."""

    plan: Plan
    question: Question | None = None


@dataclass(frozen=True)
class Pressed:
    """The worker made a gesture."""

    gesture: Gesture


@dataclass(frozen=True)
class Ticked:
    """The worker ticked a row of a list, or took the tick away; ``row`` counts from 0 on the screen."""

    row: int


@dataclass(frozen=True)
class VerdictGiven:
    """The camera saw what a check asks for, or not; ``watch`` is the number that it was asked under."""

    watch: int
    verdict: Verdict


@dataclass(frozen=True)
class CameraChanged:
    """The camera of a watch has come or gone; ``is_slow`` where it is gone since its process did not answer."""

    watch: int
    is_open: bool
    is_slow: bool = False


@dataclass(frozen=True)
class WaitOver:
    """The time of a ``Wait`` is over."""

    wait: int


@dataclass(frozen=True)
class VoiceChanged:
    """The voice has come or gone."""

    works: bool


@dataclass(frozen=True)
class Covered:
    """The coach's door stands in front of the session."""


@dataclass(frozen=True)
class Uncovered:
    """The coach went back to the session as it was."""


@dataclass(frozen=True)
class CoachPassed:
    """The coach, behind the code, passes the step."""


@dataclass(frozen=True)
class BegunAnew:
    """The coach, behind the code, has the task begin again."""


@dataclass(frozen=True)
class Left:
    """The session goes from the screen: the coach closed it, or the worker stopped."""


@dataclass(frozen=True)
class NoNextKit:
    """The task was taken away while a kit of it was done: what is done is the end."""


Event = (
    Opened
    | Relaid
    | Pressed
    | Ticked
    | VerdictGiven
    | CameraChanged
    | WaitOver
    | VoiceChanged
    | Covered
    | Uncovered
    | CoachPassed
    | BegunAnew
    | Left
    | NoNextKit
)

# ---- effects: what to do ---------------------------------------------------------------------------------------------


class Saying(StrEnum):
    """What is to be said; the words are found where the languages are."""

    STEP = "step"
    HINT = "hint"
    FILM = "film"  # the film's own sound, and then the warning
    LINE = "line"
    PAGE = "page"  # what a break point, the end of a kit, the end and a screen in front say


@dataclass(frozen=True)
class Show:
    """Draw the screen as it is now."""


@dataclass(frozen=True)
class Speak:
    """Have the voice say it."""

    what: Saying


@dataclass(frozen=True)
class Hush:
    """Have the voice stop."""


@dataclass(frozen=True)
class Watch:
    """Look for these checks at once, each by name and with how many it must see."""

    number: int
    checks: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class StopWatching:
    """Look for nothing more."""


@dataclass(frozen=True)
class AskVerdict:
    """Ask the camera for an answer at its next look."""

    watch: int


@dataclass(frozen=True)
class Wait:
    """Tell by ``WaitOver`` when so many seconds have gone by."""

    number: int
    seconds: float


@dataclass(frozen=True)
class Record:
    """Keep what was done in the journal, with where the worker is."""

    entry: Entry
    position: Position


@dataclass(frozen=True)
class Chime:
    """Play a short sound."""

    name: str


@dataclass(frozen=True)
class Darken:
    """No light on the bench: something else than the session is in front."""


@dataclass(frozen=True)
class Leave:
    """Back to the start; the work is kept."""


@dataclass(frozen=True)
class Finish:
    """The task is over; back to the start."""


@dataclass(frozen=True)
class EndKit:
    """The worker goes on from the end of a kit, or of the task: ``Relaid`` says with what help."""

    wants_more: bool = False


@dataclass(frozen=True)
class Reply:
    """The worker answered a question: ``Relaid`` follows."""

    question: Question
    said: Said


@dataclass(frozen=True)
class GiveMore:
    """The worker wants more help until the end of the kit: ``Relaid`` follows."""


@dataclass(frozen=True)
class TellNeed:
    """In a kit that was to go without help, some was needed: ``Relaid`` follows."""


Effect = (
    Show
    | Darken
    | Speak
    | Hush
    | Watch
    | StopWatching
    | AskVerdict
    | Wait
    | Record
    | Chime
    | Leave
    | Finish
    | EndKit
    | Reply
    | GiveMore
    | TellNeed
)
