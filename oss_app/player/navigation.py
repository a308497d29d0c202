"""Navigation: which screen follows which, from the start of the program to its end. No Qt, no files, no words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto
from pathlib import Path

from oss_app.core.profile import Profile, Speech
from oss_app.core.settings import Gesture
from oss_app.player import opening

OWN = "own"
"""The key of a worker's own page among the tasks."""


class Ask(StrEnum):
    """The question of a start screen."""

    WHO = "who"
    LANGUAGE = "language"
    WHAT = "what"


class WorkerAt(StrEnum):
    """What the worker has before them, whether or not the coach is in front of it."""

    NOTHING = "nothing"
    QUESTION = "question"  # the last one asked
    BREAK = "break"  # before a task
    OWN = "own"  # what is kept of them
    TASK = "task"
    BUG = "bug"


class CoachAt(StrEnum):
    """Where the coach is."""

    AWAY = "away"
    DOOR = "door"
    PAGES = "pages"  # cards, help board, reports, set-up: in the window itself


class DoorKey(StrEnum):
    """A row behind the coach's door."""

    PASS = "pass"
    ANEW = "anew"
    START = "start"
    EDIT = "edit"
    WORKERS = "workers"
    BOARD = "board"
    REPORTS = "reports"
    SET_UP = "set_up"
    CLOCK = "clock"
    CLOSE = "close"


# ---- what happened ----


@dataclass(frozen=True)
class ProgramOpened:
    """The program begins: for one task alone, or for the worker with this card, where that was asked for."""

    is_for_one: bool = False
    card: str = ""


@dataclass(frozen=True)
class SetUpWanted:
    """The program begins with its set-up, and ends after it where it was called for that alone."""

    ends: bool = False


@dataclass(frozen=True)
class Interrupted:
    """A session that was cut off: whose, in which language, and whether its task can still be begun."""

    card: str
    profile: Profile
    language: str
    can_begin: bool


@dataclass(frozen=True)
class InterruptedFound:
    """Answers ``FIND_INTERRUPTED``."""

    session: Interrupted | None


@dataclass(frozen=True)
class WorkersFound:
    """Answers ``FIND_WORKERS``."""

    workers: Sequence[Profile]


@dataclass(frozen=True)
class LanguagesFound:
    """Answers ``FIND_LANGUAGES``: at least one, the one that was spoken last first.

    ``begins``: those of them in which the one task of a station for one task can begin.
    """

    codes: Sequence[str]
    begins: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CardChosen:
    """The worker chose a card of the question on the screen."""

    key: str


@dataclass(frozen=True)
class CardReached:
    """The worker went to a card by a key."""

    key: str


@dataclass(frozen=True)
class TaskWanted:
    """A machine on the bench asks for a task."""

    key: str


@dataclass(frozen=True)
class QuestionPressed:
    """The worker made a gesture at a question."""

    gesture: Gesture


@dataclass(frozen=True)
class ViewPressed:
    """The worker made a gesture on the screen that steps are shown on."""

    gesture: Gesture


@dataclass(frozen=True)
class RowChosen:
    """The coach chose a row behind the door."""

    key: DoorKey


@dataclass(frozen=True)
class SetUpLeft:
    """The coach is done with the set-up."""

    changed: bool


@dataclass(frozen=True)
class EditWanted:
    """The coach wants to change a step that a report names."""

    folder: Path
    number: int


class Happened(StrEnum):
    """What else happened."""

    TASK_ENDED = auto()
    OWN_LEFT = auto()
    GLOBE_PRESSED = auto()  # the way to the languages where no question was asked before
    STATION_CHANGED = auto()  # other tasks or cards are here
    DOOR_PRESSED = auto()
    DOOR_LEFT = auto()
    PAGES_LEFT = auto()
    EDITOR_LEFT = auto()
    BUG_FOUND = auto()


NavigationEvent = (
    ProgramOpened
    | SetUpWanted
    | InterruptedFound
    | WorkersFound
    | LanguagesFound
    | CardChosen
    | CardReached
    | TaskWanted
    | QuestionPressed
    | ViewPressed
    | RowChosen
    | SetUpLeft
    | EditWanted
    | Happened
)


# ---- what to do ----


class Do(StrEnum):
    """What needs no further word; whose and in which language, the navigation says."""

    FIND_INTERRUPTED = auto()
    LEAVE_INTERRUPTED = auto()
    BEGIN_INTERRUPTED = auto()
    FIND_WORKERS = auto()
    FIND_LANGUAGES = auto()
    ASK_WHO = auto()
    ASK_LANGUAGE = auto()
    ASK_TASK = auto()
    BEGIN_ONLY = auto()
    END_SESSION = auto()  # nobody works here now
    SAY_QUESTION = auto()
    HUSH = auto()
    SHOW_BREAK = auto()
    SHOW_OWN = auto()
    SHOW_BUG = auto()
    SHOW_QUESTION = auto()  # as it stood
    SHOW_VIEW = auto()  # as it stood
    COVER_TASK = auto()
    UNCOVER_TASK = auto()
    PASS_STEP = auto()
    BEGIN_ANEW = auto()
    LEAVE_TASK = auto()  # TASK_ENDED follows at once
    ASK_CODE = auto()
    SHOW_ROWS = auto()
    OPEN_EDITOR = auto()
    OPEN_WORKERS = auto()
    OPEN_BOARD = auto()
    OPEN_REPORTS = auto()
    OPEN_SET_UP = auto()
    TRUST_CLOCK = auto()
    END = auto()


@dataclass(frozen=True)
class SayCard:
    """Say the name of a language by its own voice."""

    key: str


@dataclass(frozen=True)
class BeginChosen:
    """Begin the task whose card was chosen."""

    key: str


@dataclass(frozen=True)
class TellTask:
    """The gesture is for the task."""

    gesture: Gesture


@dataclass(frozen=True)
class TellOwn:
    """The gesture is for the worker's own page."""

    gesture: Gesture


@dataclass(frozen=True)
class OpenEditorAt:
    """Open the editor at a step."""

    folder: Path
    number: int


NavigationEffect = Do | SayCard | BeginChosen | TellTask | TellOwn | OpenEditorAt

PAGES = {
    DoorKey.WORKERS: Do.OPEN_WORKERS,
    DoorKey.BOARD: Do.OPEN_BOARD,
    DoorKey.REPORTS: Do.OPEN_REPORTS,
    DoorKey.SET_UP: Do.OPEN_SET_UP,
}
"""The rows that open a page in the window itself."""


NOBODY = Profile()
"""Who stands there while nobody has said who they are: the usual colours and sizes."""


@dataclass(frozen=True)
class Whereabouts:
    """Where worker and coach are. ``profile`` and ``language`` are those of who works, or chooses, now."""

    language: str
    profile: Profile = NOBODY
    place: WorkerAt = WorkerAt.NOTHING
    coach: CoachAt = CoachAt.AWAY
    asked: tuple[Ask, ...] = ()
    """The questions since the first, the one on the screen last."""
    card: str = ""
    """The worker who was asked for by name, or chose this card."""
    workers: tuple[Profile, ...] = ()
    codes: tuple[str, ...] = ()
    """The languages to choose from."""
    begins: frozenset[str] = frozenset()
    spoken: str = ""
    """The language that was chosen here, until somebody else comes."""
    is_for_one: bool = False
    begins_at_once: bool = True
    """The one task begins by itself; once it was done or stopped, the next one chooses to begin."""
    ends_after_set_up: bool = False
    begins_anew: bool = False
    """When this ends, the program goes on with other settings."""

    @property
    def question(self) -> Ask | None:
        """The question before the worker, if there is one."""
        return self.asked[-1] if self.asked and self.place is WorkerAt.QUESTION else None

    @property
    def has_choice(self) -> bool:
        """Whether there is more than one language."""
        return len(self.codes) > 1

    @property
    def can_go_back(self) -> bool:
        """Whether a question came before this one."""
        return len(self.asked) > 1


class Navigation:
    """``on(event)`` moves the whereabouts and returns the effects, in the order in which they must be carried out.

    An effect that finds something is answered by an event at once; nothing is kept here that must outlive the program.
    """

    def __init__(self, language: str) -> None:
        self._usual = language
        self.at = Whereabouts(language)

    def on(self, event: NavigationEvent) -> tuple[NavigationEffect, ...]:
        """Return what to do about an event; nothing for one that means nothing here."""
        at = self.at
        match event:
            case ProgramOpened(is_for_one=is_for_one, card=card):
                self.at = replace(at, is_for_one=is_for_one, card=card)
                return (Do.FIND_INTERRUPTED,)
            case InterruptedFound(session=session):
                return self._opened(session)
            case WorkersFound(workers=workers):
                return self._ask_who(tuple(workers))
            case LanguagesFound(codes=codes, begins=begins):
                self.at = replace(at, codes=tuple(codes), begins=begins)
                return self._settle_language()
            case CardChosen(key=key) if at.question:
                return self._chosen(at.question, key)
            case CardReached(key=key) if at.question is Ask.LANGUAGE and at.profile.speech is not Speech.NEVER:
                return (SayCard(key),)
            case TaskWanted(key=key) if self._is_before(Ask.WHAT) and key != OWN:  # no machine opens a person's page
                return self._chosen(Ask.WHAT, key)
            case QuestionPressed(gesture=gesture) if at.place is WorkerAt.QUESTION:
                return self._pressed(gesture)
            case ViewPressed(gesture=gesture):
                return self._pressed_on_view(gesture)
            case RowChosen(key=key):
                return self._row_chosen(key)
            case EditWanted(folder=folder, number=number):
                self.at = replace(at, coach=CoachAt.DOOR)
                return (OpenEditorAt(folder, number),)
            case SetUpWanted(ends=ends):
                self.at = replace(at, coach=CoachAt.PAGES, ends_after_set_up=ends)
                return (Do.OPEN_SET_UP,)
            case SetUpLeft(changed=changed):
                return self._was_set_up(changed=changed)
            case Happened():
                return self._happened(event)
            case _:
                return ()

    def _happened(self, event: Happened) -> tuple[NavigationEffect, ...]:
        at = self.at
        match event:
            case Happened.TASK_ENDED:  # the coach may have left it for a page of theirs
                coach = CoachAt.PAGES if at.coach is CoachAt.PAGES else CoachAt.AWAY
                self.at = replace(at, begins_at_once=False, coach=coach)
                return self._to_start()
            case Happened.OWN_LEFT:
                self.at = replace(at, asked=at.asked[:-1])
                return self._ask_task()
            case Happened.GLOBE_PRESSED if at.question is Ask.WHO and at.has_choice:
                return self._ask_language()
            case Happened.PAGES_LEFT:  # the coach is in: nobody asks them for the code again
                self.at = replace(at, coach=CoachAt.DOOR, place=WorkerAt.NOTHING, language=self._usual)
                return (Do.SHOW_ROWS,)
            case Happened.EDITOR_LEFT:
                self.at = replace(at, coach=CoachAt.AWAY)
                return self._to_start()
            case Happened.STATION_CHANGED:
                return self._asked_anew()
            case Happened.DOOR_PRESSED if at.coach is not CoachAt.PAGES:
                self.at = replace(at, coach=CoachAt.DOOR)
                return Do.HUSH, *((Do.COVER_TASK,) if at.place is WorkerAt.TASK else ()), Do.ASK_CODE
            case Happened.DOOR_LEFT:
                return self._door_left()
            case Happened.BUG_FOUND:
                self.at = replace(at, place=WorkerAt.BUG, coach=CoachAt.AWAY)
                return (Do.SHOW_BUG,)
            case _:
                return ()

    # ---- the way in ----

    def _opened(self, session: Interrupted | None) -> tuple[NavigationEffect, ...]:
        """Return the first screen: the session that was cut off, else the first question (W17)."""
        is_anothers = session is not None and self.at.card not in ("", session.card)
        if session and session.can_begin and not is_anothers:
            self.at = replace(self.at, profile=session.profile, language=session.language, place=WorkerAt.TASK)
            self.at = replace(self.at, spoken=session.language)
            return (Do.BEGIN_INTERRUPTED,)
        self.at = replace(self.at, asked=())
        return *((Do.LEAVE_INTERRUPTED,) if session else ()), Do.END_SESSION, Do.FIND_WORKERS

    def _to_start(self) -> tuple[NavigationEffect, ...]:
        """Ask the first question again, for whoever comes next."""
        self.at = replace(self.at, language=self._usual, card="", asked=(), place=WorkerAt.NOTHING)
        return Do.END_SESSION, Do.FIND_WORKERS

    def _ask_who(self, workers: tuple[Profile, ...]) -> tuple[NavigationEffect, ...]:
        at = replace(self.at, workers=workers)
        if not at.card and opening.cards(workers):
            is_next = at.place is not WorkerAt.QUESTION or at.profile.card
            # nobody's profile: whoever comes next is not met with another's colours and sizes
            self.at = replace(at, profile=NOBODY, place=WorkerAt.QUESTION, asked=(Ask.WHO,))
            self.at = replace(self.at, spoken="") if is_next else self.at
        else:
            asked = at.asked if at.card else ()
            self.at = replace(at, profile=opening.profile_of(at.card, workers), asked=asked)
        return (Do.FIND_LANGUAGES,)

    def _settle_language(self) -> tuple[NavigationEffect, ...]:
        """Ask for the language only where the station's own will not do and none was chosen."""
        at = self.at
        found = opening.spoken_here(at.codes, self._usual, at.spoken)
        if at.question is Ask.WHO and not at.card:
            self.at = replace(at, language=found or self._usual)
            return (Do.ASK_WHO,)
        if not found:
            return self._ask_language()
        self.at = replace(at, language=found)
        return self._ask_task()

    def _ask_language(self) -> tuple[NavigationEffect, ...]:
        """Ask the question in the language of its first card."""
        at = self.at
        self.at = replace(at, language=at.codes[0], asked=(*at.asked, Ask.LANGUAGE), place=WorkerAt.QUESTION)
        return (Do.ASK_LANGUAGE,)

    def _ask_task(self) -> tuple[NavigationEffect, ...]:
        at = self.at
        if at.is_for_one and at.begins_at_once and at.language in at.begins:
            self.at = replace(at, place=WorkerAt.TASK)
            return (Do.BEGIN_ONLY,)
        self.at = replace(at, place=WorkerAt.QUESTION, asked=(*at.asked, Ask.WHAT))
        return (Do.ASK_TASK,)

    def _chosen(self, question: Ask, key: str) -> tuple[NavigationEffect, ...]:
        at = self.at
        match question:
            case Ask.WHO:
                self.at = replace(at, card=key)
                return (Do.FIND_WORKERS,)  # once more: the coach may have changed a wish since
            case Ask.LANGUAGE:
                return self._chose_language(key)
            case Ask.WHAT if key == OWN:
                self.at = replace(at, place=WorkerAt.OWN)
                return (Do.SHOW_OWN,)
            case Ask.WHAT:
                self.at = replace(at, place=WorkerAt.TASK)
                return (BeginChosen(key),)

    def _chose_language(self, code: str) -> tuple[NavigationEffect, ...]:
        at = replace(self.at, language=code, spoken=code)
        match at.asked[-2:-1]:
            case (Ask.WHO,) if not at.card:  # by the globe, before anybody was chosen
                self.at = at
                return (Do.FIND_WORKERS,)
            case (Ask.WHAT,):
                self.at = replace(at, asked=())
            case _:
                self.at = at
        return self._ask_task()

    def _pressed(self, gesture: Gesture) -> tuple[NavigationEffect, ...]:
        match gesture:
            case Gesture.BACK:
                return self._go_back()
            case Gesture.HEAR:
                return (Do.SAY_QUESTION,)
            case Gesture.BREAK:
                self.at = replace(self.at, place=WorkerAt.BREAK)
                return Do.HUSH, Do.SHOW_BREAK
            case _:
                return ()

    def _go_back(self) -> tuple[NavigationEffect, ...]:
        """Return the question before.

        Where there was none, the globe was pressed, which stands in the place of Back.
        """
        at = self.at
        if at.asked == (Ask.WHAT,):
            return self._ask_language() if at.has_choice else ()
        if not at.can_go_back:
            return ()
        self.at = replace(at, asked=at.asked[:-2])
        match at.asked[-2]:
            case Ask.LANGUAGE:
                return self._ask_language()
            case Ask.WHAT:
                return self._settle_language()
            case Ask.WHO:
                self.at = replace(self.at, card="")
                return (Do.FIND_WORKERS,)

    def _is_before(self, question: Ask) -> bool:
        """Tell whether this question stands on the screen, and nothing in front of it."""
        return self.at.question is question and self.at.coach is CoachAt.AWAY

    def _asked_anew(self) -> tuple[NavigationEffect, ...]:
        """Other tasks or cards are here: the question on the screen is asked with them."""
        if self._is_before(Ask.WHO):
            return (Do.FIND_WORKERS,)
        if not self._is_before(Ask.WHAT):
            return ()
        self.at = replace(self.at, asked=self.at.asked[:-1])
        return (Do.FIND_LANGUAGES,)

    def _pressed_on_view(self, gesture: Gesture) -> tuple[NavigationEffect, ...]:
        match self.at.place:
            case WorkerAt.TASK:
                return (TellTask(gesture),)
            case WorkerAt.OWN:
                return (TellOwn(gesture),)
            case WorkerAt.BUG if gesture is Gesture.DONE:
                return Do.HUSH, Do.END
            case WorkerAt.BREAK if gesture is Gesture.DONE:
                self.at = replace(self.at, place=WorkerAt.QUESTION)
                return (Do.SHOW_QUESTION,)
            case _:
                return ()

    # ---- the coach ----

    def _door_left(self) -> tuple[NavigationEffect, ...]:
        """Back to what stood there before the door."""
        self.at = replace(self.at, coach=CoachAt.AWAY)
        match self.at.place:
            case WorkerAt.TASK:
                return Do.SHOW_VIEW, Do.UNCOVER_TASK
            case WorkerAt.OWN | WorkerAt.BREAK | WorkerAt.BUG:
                return (Do.SHOW_VIEW,)
            case WorkerAt.NOTHING:  # a page of the coach's was before it: cards and wishes may be others now
                return self._to_start()
            case _:
                return (Do.SHOW_QUESTION,)

    def _row_chosen(self, key: DoorKey) -> tuple[NavigationEffect, ...]:
        at, is_in_task = self.at, self.at.place is WorkerAt.TASK
        leave = (Do.LEAVE_TASK,) if is_in_task else ()
        match key:
            case DoorKey.PASS if is_in_task:
                self.at = replace(at, coach=CoachAt.AWAY)
                return Do.SHOW_VIEW, Do.PASS_STEP
            case DoorKey.ANEW if is_in_task:
                self.at = replace(at, coach=CoachAt.AWAY)
                return Do.SHOW_VIEW, Do.BEGIN_ANEW
            case DoorKey.START:
                return leave
            case DoorKey.EDIT:
                return *leave, Do.OPEN_EDITOR
            case DoorKey.WORKERS | DoorKey.BOARD | DoorKey.REPORTS | DoorKey.SET_UP:
                self.at = replace(at, coach=CoachAt.PAGES, ends_after_set_up=False)
                return *leave, PAGES[key]
            case DoorKey.CLOCK:
                return Do.TRUST_CLOCK, Do.SHOW_ROWS
            case DoorKey.CLOSE:
                return Do.HUSH, Do.END
            case _:
                return ()

    def _was_set_up(self, *, changed: bool) -> tuple[NavigationEffect, ...]:
        ends = self.at.ends_after_set_up
        self.at = replace(self.at, coach=CoachAt.AWAY, card="", begins_anew=changed and not ends)
        return (Do.HUSH, Do.END) if changed or ends else (Do.FIND_INTERRUPTED,)
