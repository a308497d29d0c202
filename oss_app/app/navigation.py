"""Navigation: which screen follows which, from the start of the program to its end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from oss_app.app import coach_login, start_screens
from oss_app.app.coach_login import CoachLogin
from oss_app.app.coach_pages import CoachPages
from oss_app.app.context import AppContext
from oss_app.app.letters import can_be_read
from oss_app.app.play import Play
from oss_app.app.proposals import ProposalSearch
from oss_app.core.ports import Listing, OpenSession
from oss_app.core.profile import Profile, Speech
from oss_app.core.settings import Gesture
from oss_app.core.text import is_right_to_left
from oss_app.i18n import Translator, load
from oss_app.player import opening
from oss_app.player.screen import Extent, Screen
from oss_app.ui.kiosk.start.screen import Ask, StartScreen
from oss_app.ui.kit.bridge import later

if TYPE_CHECKING:
    from oss_app.app.editing import Editing
    from oss_app.app.own_progress import OwnProgress

log = logging.getLogger(__name__)

NO_EXTENT = Extent((), (), (), has_strip=False)


class Navigation(QObject):
    """Leads a worker in, to a task and out again. It keeps nothing; what must outlive it is in the journal."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self._context = context
        self._station = context.station
        self._profile = Profile()
        self._language = self._station.settings.language
        self._asked: list[Ask] = []
        self._spoken = ""  # the language that was chosen here, until somebody else comes
        self._start: StartScreen | None = None
        self._only: Listing | None = None
        self._begins_at_once = True
        self._play: Play | None = None
        self._own: OwnProgress | None = None
        self._editing: Editing | None = None
        self._back_room = CoachPages(context)
        self._ends_set_up = self.begins_anew = False
        self._on_break = False
        self._is_broken = False
        self._coach_login = CoachLogin(context.door, self._station)
        self._coach_login.let_in.connect(self._show_rows)
        self._proposals = ProposalSearch(self._station, later, lambda card: self._tell_of_proposal())
        context.start.chosen.connect(self._chosen)
        context.start.pressed.connect(self._pressed_at_start)
        context.start.globe_pressed.connect(self._ask_language)
        context.start.reached.connect(self._reached)
        context.start.door_pressed.connect(self.open_door)
        context.view.pressed.connect(self._pressed_on_view)
        context.view.ticked.connect(lambda row: self._play.tick(row) if self._play else None)
        context.view.door_pressed.connect(self.open_door)
        context.view.resized.connect(lambda: self._play.measure_again() if self._play else None)
        context.door.row_chosen.connect(self._row_chosen)
        context.door.left.connect(self._door_left)
        context.window.left.connect(self._back_room.close_down)
        self._back_room.left.connect(self.go_to_start)
        self._back_room.was_set_up.connect(self._was_set_up)
        self._back_room.edit_wanted.connect(self._open_editor_at)
        context.window.display_changed.connect(self._measure)
        context.shared.on_change = self._changed
        if context.shared.lamps:
            context.shared.lamps.on_task = self._task_wanted

    @property
    def play(self) -> Play | None:
        """The session on the screen, if there is one."""
        return self._play

    @property
    def _tr(self) -> Translator:
        """The words in the language that is spoken now; where there are none, those that are spoken at this station."""
        return load(self._language, self._station.settings.language)

    # ---- the way in ----

    def open(self, task: Listing | None, card: str) -> None:
        """The first screen: the session that was cut off, else the first question (W17)."""
        self._only = task
        self._profile = self._profile_of(card)
        kept = self._station.journal.interrupted()
        if kept and card not in ("", kept.key.card):  # another worker was asked for by name
            self._station.journal.leave(kept.number)
            kept = None
        if kept is None or not self._bring_back(kept):
            self._context.shared.end_session()
            self._ask_who(is_known=bool(card))

    def go_to_start(self) -> None:
        """The first question again, for whoever comes next; where nobody chooses a card, in the language as it is."""
        self._play = self._own = None
        self._context.shared.end_session()
        self._language = self._station.settings.language
        if opening.cards(self._station.profiles.list()):
            self._spoken = ""
        self._ask_who(is_known=False)

    def _profile_of(self, card: str) -> Profile:
        profiles = self._station.profiles.list()
        return next((p for p in profiles if card and p.card == card), opening.only_profile(profiles))

    def _bring_back(self, kept: OpenSession) -> bool:
        listing = next((item for item in self._listings() if item.folder.name == kept.key.task), None)
        language = self._station.last_language() or self._language
        if listing is None or listing.task is None or not can_be_read(listing, language):
            self._station.journal.leave(kept.number)
            return False
        self._profile = self._profile_of(kept.key.card)
        self._spoken = language
        self._begin(listing, language, kept)
        return True

    def _listings(self) -> Sequence[Listing]:
        return [self._only] if self._only else self._station.library.list()

    def _ask_who(self, *, is_known: bool) -> None:
        self._asked = []
        profiles = self._station.profiles.list()
        choice = () if is_known else opening.cards(profiles)
        if choice:
            self._profile = Profile()  # nobody's: whoever comes next is not met with another's colours and sizes
            self._language = opening.spoken_here(self._codes(), self._station.settings.language, self._spoken)
            self._language = self._language or self._station.settings.language
            self._ask(start_screens.who(choice, self._tr, has_choice=len(self._codes()) > 1))
            return
        if not is_known:
            self._profile = opening.only_profile(profiles)
        self._settle_language()

    def _codes(self) -> tuple[str, ...]:
        """The languages that the worker can choose from, first the one that was spoken last."""
        own = self._station.settings.language
        return opening.languages(self._listings(), self._profile, own, self._station.last_language())

    def _settle_language(self) -> None:
        """Ask for the language only where the station's own will not do and none was chosen."""
        found = opening.spoken_here(self._codes(), self._station.settings.language, self._spoken)
        if found:
            self._language = found
            self._ask_what()
        else:
            self._ask_language()

    def _ask_language(self) -> None:
        """The question is asked in the language of its first card."""
        codes, speaks = self._codes(), self._profile.speech is not Speech.NEVER
        self._language = codes[0]
        back = bool(self._asked)
        self._ask(start_screens.language(codes, self._tr, self._profile, can_go_back=back, speaks=speaks))

    def _ask_what(self) -> None:
        if self._only is not None and self._begins_at_once and can_be_read(self._only, self._language):
            self._begin(self._only, self._language)
            return
        speaks = self._profile.speech is not Speech.NEVER
        back = bool(self._asked)
        listings = self._listings()
        self._ask(
            start_screens.what(
                listings,
                self._language,
                self._tr,
                self._profile,
                can_go_back=back,
                has_choice=len(self._codes()) > 1,
                speaks=speaks,
                is_kept=self._station.history.kept_of(self._profile.card).oldest is not None,
            )
        )

    def _ask(self, screen: StartScreen) -> None:
        self._start = screen
        self._asked.append(screen.ask)
        self._context.start.set_profile(self._profile, self._context.window.pixels_per_mm)
        self._context.window.show_page(self._context.start)
        self._context.start.show_start(screen)

    def _chosen(self, key: str) -> None:
        match self._start.ask if self._start else None:
            case Ask.WHO:
                self._profile = self._profile_of(key)
                self._settle_language()
            case Ask.LANGUAGE:
                self._language = self._spoken = key
                before = self._asked[-2:-1]
                if before == [Ask.WHO] and not self._profile.card:  # by the globe, before anybody was chosen
                    self._ask_who(is_known=False)
                    return
                if before == [Ask.WHAT]:
                    self._asked.clear()
                self._ask_what()
            case Ask.WHAT if key == start_screens.OWN:
                from oss_app.app.own_progress import OwnProgress  # the first screen does not wait for it

                self._own = OwnProgress(self._context, self._profile, self._tr, self._own_left)
                self._own.open()
            case Ask.WHAT:
                self._begin(self._station.library.load(Path(key)), self._language)

    def _pressed_at_start(self, gesture: Gesture) -> None:
        match gesture:
            case Gesture.BACK:
                self._go_back()
            case Gesture.HEAR if self._start:
                self._context.voice.speak(start_screens.said(self._start, self._language, self._profile.rate))
            case Gesture.BREAK:
                self._context.voice.hush()
                self._on_break = True
                self._show_plain(start_screens.break_screen(self._tr, self._language))

    def _own_left(self) -> None:
        self._own = None
        self._asked.pop()
        self._ask_what()

    def _go_back(self) -> None:
        """The question before; where there was none, the globe was pressed, which stands in the place of Back."""
        if self._asked == [Ask.WHAT]:
            self._ask_language()
            return
        self._asked.pop()
        match self._asked.pop():
            case Ask.LANGUAGE:
                self._ask_language()
            case Ask.WHAT:
                self._settle_language()
            case Ask.WHO:
                if self._profile.card:  # whoever comes next chooses anew
                    self._spoken = ""
                self._ask_who(is_known=False)

    def _reached(self, key: str) -> None:
        """A card has the focus, by a key: the name of a language is said by its own voice."""
        if self._start and self._start.ask is Ask.LANGUAGE and self._profile.speech is not Speech.NEVER:
            choice = next((one for one in self._start.choices if one.key == key), None)
            if choice:
                self._context.voice.speak(start_screens.named(choice, self._profile.rate))

    def _task_wanted(self, number: int) -> None:
        """A machine asks for a task by its number, as the question on the screen has them from 1."""
        screen = self._start
        if (
            self._play
            or screen is None
            or screen.ask is not Ask.WHAT
            or not self._context.start.isVisibleTo(self._context.window)
        ):
            return
        if number <= len(screen.choices) and not screen.choices[number - 1].refusal:
            self._chosen(screen.choices[number - 1].key)

    def _changed(self) -> None:
        """Other tasks or cards are here: the question on the screen is asked anew with them."""
        if self._play or not self._asked or not self._context.start.isVisibleTo(self._context.window):
            return
        match self._asked[-1]:
            case Ask.WHO:
                self._ask_who(is_known=False)
            case Ask.WHAT:
                self._asked.pop()
                self._ask_what()

    # ---- the task ----

    def _begin(self, listing: Listing, language: str, kept: OpenSession | None = None) -> None:
        task = listing.task
        assert task is not None
        self._context.voice.hush()
        self._context.shared.begin_session()
        self._language = language
        self._station.remember_language(language)
        self._context.window.show_page(self._context.view)
        self._play = Play(self._context, task, self._profile, language, listing.digest, self._over, kept)
        self._play.open()

    def _over(self, finished: bool) -> None:
        log.info("session over, finished: %s", finished)
        self._begins_at_once = False  # it was done, or stopped: the next one chooses to begin
        self.go_to_start()

    # ---- in front ----

    def open_door(self) -> None:
        """The coach wants in: ask for the code, or show the way where no code was set yet."""
        if self._back_room.is_open:
            return
        self._context.voice.hush()
        if self._play:
            self._play.cover()
        door, words = self._context.door, self._tr
        door.set_profile(self._profile, self._context.window.pixels_per_mm)
        self._context.window.show_page(door)
        self._coach_login.ask(words, right_to_left=is_right_to_left(self._language))

    def _show_rows(self) -> None:
        self._fill_door()
        if not self._play:
            self._proposals.begin()

    def _tell_of_proposal(self) -> None:
        self._proposals.stop()
        self._fill_door(proposes=True)

    def _fill_door(self, *, proposes: bool = False) -> None:
        lamp = self._context.lamp
        news = coach_login.news(self._station, self._tr) or self._context.shared.news(self._tr)
        title = news or (lamp.news(self._tr) if lamp else "") or self._tr("What do you want to do?")
        self._context.door.show_rows(
            title,
            coach_login.rows(self._tr, self._play, self._station, is_demo=self._context.is_demo, proposes=proposes),
        )

    def _row_chosen(self, key: str) -> None:
        self._proposals.stop()
        match key:
            case coach_login.PASS if self._play:
                self._context.window.show_page(self._context.view)
                self._play.pass_step()
            case coach_login.START if self._play:
                self._play.leave()
            case coach_login.EDIT:
                self._open_editor()
            case coach_login.WORKERS:
                self._back_room.open_workers()
            case coach_login.BOARD:
                self._back_room.open_board()
            case coach_login.REPORTS:
                self._back_room.open_task_reports()
            case coach_login.SET_UP:
                if self._play:
                    self._play.leave()
                self.set_up()
            case coach_login.CLOCK:
                self._station.trust_the_clock()
                self._show_rows()
            case coach_login.CLOSE:
                self.close()

    def _open_editor(self) -> None:
        """The coach writes tasks; the first question is back when the editor is closed."""
        from oss_app.app.editing import Editing  # the first screen does not wait for it

        if self._play:
            self._play.leave()
        self._editing = Editing(self._station, self._context.voice, self._tr)
        self._editing.left.connect(self.go_to_start)
        self._editing.open()

    def _open_editor_at(self, folder: Path, number: int) -> None:
        self._open_editor()
        if self._editing:
            self._editing.open_step(folder, number)

    def set_up(self, *, and_end: bool = False) -> None:
        """The station is set up; then the program begins anew with what was changed, or ends."""
        self._ends_set_up = and_end
        self._back_room.set_up()

    def _was_set_up(self, changed: bool) -> None:
        self.begins_anew = changed and not self._ends_set_up
        if changed or self._ends_set_up:
            self.close()
        else:
            self.open(None, "")

    def _door_left(self) -> None:
        """Back to what stood there before the door."""
        self._proposals.stop()
        on_view = self._play or self._own or self._on_break
        self._context.window.show_page(self._context.view if on_view else self._context.start)
        if self._play:
            self._play.uncover()

    def close(self) -> None:
        """The coach ends the program; a session on the screen is back at the next start."""
        self._context.voice.hush()
        self._context.watcher.stop()
        self._context.window.allow_close()
        self._context.window.close()

    def show_bug(self) -> None:
        """A fault of ours: nothing is lost, and the next act ends the program, to be started anew."""
        self._context.on_screen.put(None)
        self._context.watcher.stop()
        self._play, self._is_broken = None, True
        for window in QApplication.topLevelWidgets():  # the coach's, where the fault was there
            if window is not self._context.window:
                window.hide()
        self._show_plain(start_screens.bug_screen(self._tr, self._language))

    def _show_plain(self, screen: Screen) -> None:
        self._context.view.set_profile(self._profile, NO_EXTENT, self._context.window.pixels_per_mm)
        self._context.window.show_page(self._context.view)
        self._context.view.show_screen(screen)

    def _pressed_on_view(self, gesture: Gesture) -> None:
        if self._play:
            self._play.press(gesture)
        elif self._own:
            self._own.press(gesture)
        elif self._is_broken and gesture is Gesture.DONE:
            self.close()
        elif self._on_break and gesture is Gesture.DONE:
            self._on_break = False
            self._context.window.show_page(self._context.start)

    def _measure(self) -> None:
        """The display changed: everything is measured anew."""
        for page in (self._context.start, self._context.door):
            page.set_profile(self._profile, self._context.window.pixels_per_mm)
        if self._play:
            self._play.measure_again()
