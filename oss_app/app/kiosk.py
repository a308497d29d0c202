"""The kiosk's window: carries out what the navigation decides, on pages, voice and journal."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from oss_app.app import coach_login, start_screens
from oss_app.app.coach_login import CoachLogin
from oss_app.app.coach_pages import CoachPages
from oss_app.app.context import AppContext
from oss_app.app.letters import can_be_read
from oss_app.app.proposals import ProposalSearch
from oss_app.app.station import Station
from oss_app.core.ports import Listing, OpenSession, Utterance
from oss_app.core.profile import Speech
from oss_app.core.text import is_right_to_left
from oss_app.i18n import Translator, load
from oss_app.player import opening
from oss_app.player.navigation import (
    BeginChosen,
    CardChosen,
    CardReached,
    Do,
    DoorKey,
    EditWanted,
    Happened,
    Interrupted,
    InterruptedFound,
    LanguagesFound,
    Navigation,
    NavigationEffect,
    NavigationEvent,
    OpenEditorAt,
    ProgramOpened,
    QuestionPressed,
    RowChosen,
    SayCard,
    SetUpLeft,
    SetUpWanted,
    TaskWanted,
    TellOwn,
    TellTask,
    ViewPressed,
    WorkersFound,
)
from oss_app.player.screen import Extent, Screen
from oss_app.ui.kiosk.start.screen import StartScreen
from oss_app.ui.kit.bridge import later_while

if TYPE_CHECKING:
    from oss_app.app.editing import Editing
    from oss_app.app.own_progress import OwnProgress
    from oss_app.app.play import Play

log = logging.getLogger(__name__)

ON_TASK: Mapping[Do, Callable[[Play], None]] = {
    Do.COVER_TASK: lambda play: play.cover(),
    Do.UNCOVER_TASK: lambda play: play.uncover(),
    Do.PASS_STEP: lambda play: play.pass_step(),
    Do.BEGIN_ANEW: lambda play: play.begin_anew(),
    Do.LEAVE_TASK: lambda play: play.leave(),
}
"""What is done with the task that is on the screen."""
NO_EXTENT = Extent((), (), (), has_strip=False)


class Kiosk(QObject):
    """Tells the navigation what happens, and does what it says. What must outlive the program is in the journal."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self.navigation = Navigation(context.station.settings.language)
        self.pages = CoachPages(context)
        self.play: Play | None = None
        """The session on the screen, if there is one."""
        self.question: StartScreen | None = None
        """The question that was asked last."""
        self.editing: Editing | None = None
        self._own: OwnProgress | None = None
        self._only: Listing | None = None
        self._interrupted: tuple[Listing | None, OpenSession] | None = None
        self._coach_login = CoachLogin(context.door, self._station)
        self._proposals = ProposalSearch(
            self._station, later_while(context.start), lambda card: self._tell_of_proposal()
        )
        self._acts = self._what_to_do()
        self._listen()

    def _listen(self) -> None:
        context, on = self._context, self._on
        context.start.chosen.connect(lambda key: on(CardChosen(key)))
        context.start.refused.connect(self._say_refusal)
        context.start.reached.connect(lambda key: on(CardReached(key)))
        context.start.globe_pressed.connect(lambda: on(Happened.GLOBE_PRESSED))
        context.start.pressed.connect(lambda gesture: on(QuestionPressed(gesture)))
        context.view.pressed.connect(lambda gesture: on(ViewPressed(gesture)))
        context.view.ticked.connect(lambda row: self.play.tick(row) if self.play else None)
        context.view.resized.connect(lambda: self.play.measure_again() if self.play else None)
        for page in (context.start, context.view):
            page.door_pressed.connect(self.open_door)
        for done_there in (context.door.row_chosen, context.door.left):
            done_there.connect(lambda *_: self._proposals.stop())
        context.door.row_chosen.connect(lambda key: on(RowChosen(DoorKey(key))))
        context.door.left.connect(lambda: on(Happened.DOOR_LEFT))
        context.window.left.connect(self.pages.close_down)
        context.window.display_changed.connect(self._measure)
        self.pages.left.connect(lambda: on(Happened.PAGES_LEFT))
        self.pages.was_set_up.connect(lambda changed: on(SetUpLeft(changed)))
        self.pages.edit_wanted.connect(lambda folder, number: on(EditWanted(folder, number)))
        self._coach_login.let_in.connect(self._show_rows)
        context.shared.on_change = lambda: on(Happened.STATION_CHANGED)
        if context.shared.lamps:
            context.shared.lamps.on_task = self._task_wanted

    # ---- what happens ----

    def open(self, task: Listing | None, card: str) -> None:
        """Show the first screen, for one task alone or for the worker with a card, where that was asked for (W17)."""
        self._only = task
        self._on(ProgramOpened(task is not None, card))

    def set_up(self, *, and_end: bool = False) -> None:
        """Set up the station; then begin the program anew with what was changed, or end it."""
        self._on(SetUpWanted(and_end))

    def open_door(self) -> None:
        """Ask the coach for the code, or show the way where no code was set yet."""
        self._on(Happened.DOOR_PRESSED)

    def show_bug(self) -> None:
        """Tell of a fault of ours: nothing is lost, and the next act ends the program, to be started anew."""
        self._on(Happened.BUG_FOUND)

    def close(self) -> None:
        """End the program for the coach; a session on the screen is back at the next start."""
        self._context.voice.hush()
        self._end()

    @property
    def _station(self) -> Station:
        return self._context.station

    @property
    def begins_anew(self) -> bool:
        """Whether the program goes on with other settings once the window is closed."""
        return self.navigation.at.begins_anew

    @property
    def translator(self) -> Translator:
        """The words in the language that is spoken now; where there are none, those that are spoken at this station."""
        return load(self.navigation.at.language, self._station.settings.language)

    def _task_wanted(self, number: int) -> None:
        """Begin the task that a machine asks for by its number, as the question on the screen has them from 1."""
        choices = self.question.choices if self.question else ()
        if number <= len(choices) and not choices[number - 1].refusal:
            self._on(TaskWanted(choices[number - 1].key))

    def _on(self, event: NavigationEvent) -> None:
        effects = self.navigation.on(event)
        if effects:
            log.debug("%s → %s", event, effects)
        for effect in effects:
            self._carry_out(effect)

    # ---- what to do ----

    def _carry_out(self, effect: NavigationEffect) -> None:
        match effect:
            case SayCard(key=key):
                self._say_card(key)
            case BeginChosen(key=key):
                self._begin(self._station.library.load(Path(key)))
            case TellTask(gesture=gesture) if self.play:
                self.play.press(gesture)
            case TellOwn(gesture=gesture) if self._own:
                self._own.press(gesture)
            case OpenEditorAt(folder=folder, number=number):
                self._open_editor().open_step(folder, number)
            case Do() if effect in ON_TASK:
                if self.play:
                    ON_TASK[effect](self.play)
            case Do():
                self._acts[effect]()

    def _what_to_do(self) -> Mapping[Do, Callable[[], object]]:
        context, pages = self._context, self.pages
        return {
            Do.FIND_INTERRUPTED: self._find_interrupted,
            Do.LEAVE_INTERRUPTED: self._leave_interrupted,
            Do.BEGIN_INTERRUPTED: self._begin_interrupted,
            Do.FIND_WORKERS: lambda: self._on(WorkersFound(self._station.profiles.list())),
            Do.FIND_LANGUAGES: self._find_languages,
            Do.ASK_WHO: self._ask_who,
            Do.ASK_LANGUAGE: self._ask_language,
            Do.ASK_TASK: self._ask_task,
            Do.BEGIN_ONLY: lambda: self._begin(self._only),
            Do.END_SESSION: self._end_session,
            Do.SAY_QUESTION: self._say_question,
            Do.HUSH: context.voice.hush,
            Do.SHOW_BREAK: lambda: self._show_plain(start_screens.break_screen),
            Do.SHOW_OWN: self._show_own,
            Do.SHOW_BUG: self._show_bug,
            Do.SHOW_QUESTION: lambda: context.window.show_page(context.start),
            Do.SHOW_VIEW: lambda: context.window.show_page(context.view),
            Do.ASK_CODE: self._ask_code,
            Do.SHOW_ROWS: self._show_rows,
            Do.OPEN_EDITOR: self._open_editor,
            Do.OPEN_WORKERS: pages.open_workers,
            Do.OPEN_BOARD: pages.open_board,
            Do.OPEN_REPORTS: pages.open_task_reports,
            Do.OPEN_SET_UP: pages.set_up,
            Do.TRUST_CLOCK: self._station.trust_the_clock,
            Do.END: self._end,
        }

    def _find_interrupted(self) -> None:
        kept = self._station.journal.interrupted()
        if kept is None:
            self._on(InterruptedFound(None))
            return
        listing = next((item for item in self._listings() if item.folder.name == kept.key.task), None)
        language = self._station.last_language() or self.navigation.at.language
        can_begin = listing is not None and can_be_read(listing, language)
        self._interrupted = listing, kept
        profile = opening.profile_of(kept.key.card, self._station.profiles.list())
        self._on(InterruptedFound(Interrupted(kept.key.card, profile, language, can_begin)))

    def _leave_interrupted(self) -> None:
        if self._interrupted:
            self._station.journal.leave(self._interrupted[1].number)

    def _begin_interrupted(self) -> None:
        if self._interrupted:
            self._begin(*self._interrupted)

    def _listings(self) -> Sequence[Listing]:
        return [self._only] if self._only else self._station.library.list()

    def _find_languages(self) -> None:
        station, profile = self._station, self.navigation.at.profile
        codes = opening.languages(self._listings(), profile, station.settings.language, station.last_language())
        begins = frozenset(code for code in codes if self._only and can_be_read(self._only, code))
        self._on(LanguagesFound(codes, begins))

    # ---- questions ----

    def _ask_who(self) -> None:
        at = self.navigation.at
        cards, picture_of = opening.cards(at.workers), self._station.card_picture
        self._ask(start_screens.who(cards, self.translator, picture_of, has_choice=at.has_choice))

    def _ask_language(self) -> None:
        at, tr = self.navigation.at, self.translator
        speaks, picture_of = at.profile.speech is not Speech.NEVER, self._station.card_picture
        self._ask(
            start_screens.language(at.codes, tr, at.profile, picture_of, can_go_back=at.can_go_back, speaks=speaks)
        )

    def _ask_task(self) -> None:
        at = self.navigation.at
        self._ask(
            start_screens.what(
                self._listings(),
                at.language,
                self.translator,
                at.profile,
                self._station.card_picture,
                can_go_back=at.can_go_back,
                has_choice=at.has_choice,
                speaks=at.profile.speech is not Speech.NEVER,
                is_kept=self._station.history.kept_of(at.profile.card).oldest is not None,
            )
        )

    def _ask(self, screen: StartScreen) -> None:
        context = self._context
        self.question = screen
        context.start.set_profile(self.navigation.at.profile, context.window.pixels_per_mm)
        context.window.show_page(context.start)
        context.start.show_start(screen)

    def _say_question(self) -> None:
        at = self.navigation.at
        if self.question:
            self._context.voice.speak(start_screens.said(self.question, at.language, at.profile.rate))

    def _say_refusal(self, key: str) -> None:
        """Why a task cannot run now is heard too, by those who do not read it."""
        at = self.navigation.at
        choice = next((one for one in self.question.choices if one.key == key), None) if self.question else None
        if choice and at.profile.speech is not Speech.NEVER:
            self._context.voice.speak(Utterance(choice.refusal, self.translator.language, at.profile.rate))

    def _say_card(self, key: str) -> None:
        choice = next((one for one in self.question.choices if one.key == key), None) if self.question else None
        if choice:
            self._context.voice.speak(start_screens.named(choice, self.navigation.at.profile.rate))

    # ---- the task, and what stands on the same screen ----

    def _begin(self, listing: Listing | None, kept: OpenSession | None = None) -> None:
        from oss_app.app.play import Play  # a question does not wait for it

        assert listing is not None
        task, at = listing.task, self.navigation.at
        assert task is not None
        self._context.voice.hush()
        self._context.shared.begin_session()
        self._station.remember_language(at.language)
        self._context.window.show_page(self._context.view)
        self.play = Play(self._context, task, at.profile, at.language, listing.digest, self._over, kept)
        self.play.open()

    def _over(self, finished: bool) -> None:
        log.debug("session over, finished: %s", finished)  # the log's lines have times, and would tell a pace
        self._on(Happened.TASK_ENDED)

    def _end_session(self) -> None:
        self.play = self._own = None
        self._context.shared.end_session()

    def _show_own(self) -> None:
        from oss_app.app.own_progress import OwnProgress  # the first screen does not wait for it

        self._own = OwnProgress(self._context, self.navigation.at.profile, self.translator, self._own_left)
        self._own.open()

    def _own_left(self) -> None:
        self._own = None
        self._on(Happened.OWN_LEFT)

    def _show_bug(self) -> None:
        context = self._context
        context.on_screen.put(None)
        context.watcher.stop()
        self.play = None
        for window in QApplication.topLevelWidgets():  # the coach's, where the fault was there
            if window is not context.window:
                window.hide()
        self._show_plain(start_screens.bug_screen)

    def _show_plain(self, screen: Callable[[Translator, str], Screen]) -> None:
        context, at = self._context, self.navigation.at
        context.view.set_profile(at.profile, NO_EXTENT, context.window.pixels_per_mm)
        context.window.show_page(context.view)
        context.view.show_screen(screen(self.translator, at.language))

    def _measure(self) -> None:
        """Measure everything anew for a display that has changed."""
        for page in (self._context.start, self._context.door):
            page.set_profile(self.navigation.at.profile, self._context.window.pixels_per_mm)
        if self.play:
            self.play.measure_again()
        elif self._own:
            self._own.measure_again()

    # ---- the coach ----

    def _ask_code(self) -> None:
        context, at = self._context, self.navigation.at
        context.door.set_profile(at.profile, context.window.pixels_per_mm)
        context.window.show_page(context.door)
        self._coach_login.ask(self.translator, right_to_left=is_right_to_left(at.language))

    def _show_rows(self) -> None:
        self._context.window.show_page(self._context.door)
        self._fill_door()
        if not self.play:
            self._proposals.begin()

    def _tell_of_proposal(self) -> None:
        self._proposals.stop()
        self._fill_door(proposes=True)

    def _fill_door(self, *, proposes: bool = False) -> None:
        lamp, tr = self._context.lamp, self.translator
        news = coach_login.news(self._station, tr) or self._context.shared.news(tr)
        title = news or (lamp.news(tr) if lamp else "") or tr("What do you want to do?")
        rows = coach_login.rows(tr, self.play, self._station, is_demo=self._context.is_demo, proposes=proposes)
        self._context.door.show_rows(title, rows)

    def _open_editor(self) -> Editing:
        """Open the editor for the coach; the first question is back when it is closed."""
        from oss_app.app.editing import Editing  # the first screen does not wait for it

        if self.editing and self.editing.window.isVisible():  # it stands behind: one task in two windows is lost work
            self.editing.window.raise_()
            self.editing.window.activateWindow()
            return self.editing
        if self.editing:
            self.editing.window.deleteLater()  # it closed when all was kept: nothing of it goes on
        language = self._station.settings.desk_language
        self.editing = Editing(self._station, self._context.voice, load(language) if language else self.translator)
        self.editing.left.connect(lambda: self._on(Happened.EDITOR_LEFT))
        self.editing.open()
        return self.editing

    def _end(self) -> None:
        self._context.watcher.stop()
        self._context.window.allow_close()
        self._context.window.close()
