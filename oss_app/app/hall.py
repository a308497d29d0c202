"""The hall: which screen follows which, from the start of the program to its end."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from oss_app.app import coach, greeting
from oss_app.app.back_room import BackRoom
from oss_app.app.bench import Bench
from oss_app.app.doorman import Doorman
from oss_app.app.play import Play
from oss_app.core.ports import Listing, OpenSession, Utterance
from oss_app.core.profile import Profile, Speech
from oss_app.core.settings import Gesture
from oss_app.core.text import is_right_to_left
from oss_app.i18n import Words, load
from oss_app.player import entrance
from oss_app.player.screen import Extent, Screen
from oss_app.ui.start.screen import Ask, StartScreen

if TYPE_CHECKING:
    from oss_app.app.editing import Editing

log = logging.getLogger(__name__)

NO_EXTENT = Extent((), (), (), has_strip=False)


class Hall(QObject):
    """Leads a worker in, to a task and out again. It keeps nothing; what must outlive it is in the journal."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self._bench = bench
        self._station = bench.station
        self._profile = Profile()
        self._language = self._station.settings.language
        self._asked: list[Ask] = []
        self._start: StartScreen | None = None
        self._only: Listing | None = None
        self._begins_at_once = True
        self._play: Play | None = None
        self._editing: Editing | None = None
        self._back_room = BackRoom(bench)
        self._ends_set_up = self.begins_anew = False
        self._on_break = False
        self._is_broken = False
        self._doorman = Doorman(bench.door, self._station)
        self._doorman.let_in.connect(self._show_rows)
        bench.start.chosen.connect(self._chosen)
        bench.start.pressed.connect(self._pressed_at_start)
        bench.start.door_pressed.connect(self.open_door)
        bench.view.pressed.connect(self._pressed_on_view)
        bench.view.ticked.connect(lambda row: self._play.tick(row) if self._play else None)
        bench.view.door_pressed.connect(self.open_door)
        bench.door.row_chosen.connect(self._row_chosen)
        bench.door.left.connect(self._door_left)
        bench.window.left.connect(self._back_room.close_down)
        self._back_room.left.connect(self.go_to_start)
        self._back_room.was_set_up.connect(self._was_set_up)
        bench.window.display_changed.connect(self._measure)

    @property
    def play(self) -> Play | None:
        """The session on the screen, if there is one."""
        return self._play

    @property
    def words(self) -> Words:
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
            self._ask_who(is_known=bool(card))

    def go_to_start(self) -> None:
        """The first question again, for whoever comes next."""
        self._play = None
        self._language = self._station.settings.language
        self._ask_who(is_known=False)

    def _profile_of(self, card: str) -> Profile:
        profiles = self._station.profiles.list()
        return next((p for p in profiles if card and p.card == card), entrance.only_profile(profiles))

    def _bring_back(self, kept: OpenSession) -> bool:
        listing = next((item for item in self._listings() if item.folder.name == kept.key.task), None)
        language = self._station.last_language() or self._language
        if listing is None or listing.task is None or not entrance.can_run(listing, language):
            self._station.journal.leave(kept.number)
            return False
        self._profile = self._profile_of(kept.key.card)
        self._begin(listing, language, kept)
        return True

    def _listings(self) -> Sequence[Listing]:
        return [self._only] if self._only else self._station.library.list()

    def _ask_who(self, *, is_known: bool) -> None:
        self._asked = []
        profiles = self._station.profiles.list()
        choice = () if is_known else entrance.cards(profiles)
        if choice:
            self._profile = Profile()  # nobody's: whoever comes next is not met with another's colours and sizes
            self._ask(greeting.who(choice, self.words))
            return
        if not is_known:
            self._profile = entrance.only_profile(profiles)
        self._ask_language()

    def _ask_language(self) -> None:
        codes = entrance.languages(self._listings(), self._profile, self._station.settings.language)
        if len(codes) > 1:
            self._ask(greeting.language(codes, self.words, self._profile, can_go_back=bool(self._asked)))
            return
        self._language = codes[0]
        self._ask_what()

    def _ask_what(self) -> None:
        if self._only is not None and self._begins_at_once and entrance.can_run(self._only, self._language):
            self._begin(self._only, self._language)
            return
        speaks = self._profile.speech is not Speech.NEVER
        back = bool(self._asked)
        listings = self._listings()
        self._ask(greeting.what(listings, self._language, self.words, self._profile, can_go_back=back, speaks=speaks))

    def _ask(self, screen: StartScreen) -> None:
        self._start = screen
        self._asked.append(screen.ask)
        self._bench.start.set_profile(self._profile, self._bench.window.pixels_per_mm)
        self._bench.window.show_page(self._bench.start)
        self._bench.start.show_start(screen)

    def _chosen(self, key: str) -> None:
        match self._start.ask if self._start else None:
            case Ask.WHO:
                self._profile = self._profile_of(key)
                self._ask_language()
            case Ask.LANGUAGE:
                self._language = key
                self._ask_what()
            case Ask.WHAT:
                self._begin(self._station.library.load(Path(key)), self._language)

    def _pressed_at_start(self, gesture: Gesture) -> None:
        match gesture:
            case Gesture.BACK:
                self._go_back()
            case Gesture.HEAR if self._start:
                said = Utterance(greeting.spoken(self._start), self._language, self._profile.rate)
                self._bench.voice.speak(said, 0)
            case Gesture.BREAK:
                self._bench.voice.hush()
                self._on_break = True
                self._show_plain(greeting.break_screen(self.words, self._language))

    def _go_back(self) -> None:
        self._asked.pop()
        before = self._asked.pop() if self._asked else None
        if before is Ask.LANGUAGE:
            self._ask_language()
        else:
            self._ask_who(is_known=False)

    # ---- the task ----

    def _begin(self, listing: Listing, language: str, kept: OpenSession | None = None) -> None:
        task = listing.task
        assert task is not None
        self._bench.voice.hush()
        self._language = language
        self._station.remember_language(language)
        self._bench.window.show_page(self._bench.view)
        self._play = Play(self._bench, task, self._profile, language, listing.digest, self._over, kept)
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
        self._bench.voice.hush()
        if self._play:
            self._play.cover()
        door, words = self._bench.door, self.words
        door.set_profile(self._profile, self._bench.window.pixels_per_mm)
        self._bench.window.show_page(door)
        self._doorman.ask(words, right_to_left=is_right_to_left(self._language))

    def _show_rows(self) -> None:
        title = coach.news(self._station, self.words) or self.words("What do you want to do?")
        self._bench.door.show_rows(title, coach.rows(self.words, self._play))

    def _row_chosen(self, key: str) -> None:
        match key:
            case coach.PASS if self._play:
                self._bench.window.show_page(self._bench.view)
                self._play.pass_step()
            case coach.START if self._play:
                self._play.leave()
            case coach.EDIT:
                self._open_editor()
            case coach.WORKERS:
                self._back_room.open_workers()
            case coach.SET_UP:
                self.set_up()
            case coach.CLOSE:
                self.close()

    def _open_editor(self) -> None:
        """The coach writes tasks; the first question is back when the editor is closed."""
        from oss_app.app.editing import Editing  # the first screen does not wait for it

        if self._play:
            self._play.leave()
        self._editing = Editing(self._station, self._bench.voice, self.words)
        self._editing.left.connect(self.go_to_start)
        self._editing.open()

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
        self._bench.window.show_page(self._bench.view if self._play or self._on_break else self._bench.start)
        if self._play:
            self._play.uncover()

    def close(self) -> None:
        """The coach ends the program; a session on the screen is back at the next start."""
        self._bench.voice.hush()
        self._bench.watcher.stop()
        self._bench.window.allow_close()
        self._bench.window.close()

    def show_bug(self) -> None:
        """A fault of ours: nothing is lost, and the next act ends the program, to be started anew."""
        self._bench.on_screen.put(None)
        self._bench.watcher.stop()
        self._play, self._is_broken = None, True
        for window in QApplication.topLevelWidgets():  # the coach's, where the fault was there
            if window is not self._bench.window:
                window.hide()
        self._show_plain(greeting.bug_screen(self.words, self._language))

    def _show_plain(self, screen: Screen) -> None:
        self._bench.view.set_profile(self._profile, NO_EXTENT, self._bench.window.pixels_per_mm)
        self._bench.window.show_page(self._bench.view)
        self._bench.view.show_screen(screen)

    def _pressed_on_view(self, gesture: Gesture) -> None:
        if self._play:
            self._play.press(gesture)
        elif self._is_broken and gesture is Gesture.DONE:
            self.close()
        elif self._on_break and gesture is Gesture.DONE:
            self._on_break = False
            self._bench.window.show_page(self._bench.start)

    def _measure(self) -> None:
        """The display changed: everything is measured anew."""
        for page in (self._bench.start, self._bench.door):
            page.set_profile(self._profile, self._bench.window.pixels_per_mm)
        if self._play:
            self._play.measure()
