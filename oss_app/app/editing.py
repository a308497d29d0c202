"""The coach's editor put together: ``oss-app edit [TASK]``, and behind the coach's door."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from oss_app.app.application import application, execute, sorry, system_theme
from oss_app.app.device_check import DeviceCheck
from oss_app.app.diagnostics.versions import refuse_unsound_qt
from oss_app.app.followed import LOOK_MS, FollowedFolder
from oss_app.app.letters import letter_problems
from oss_app.app.options import resolve_task
from oss_app.app.second_start import SecondStarts, hand_over
from oss_app.app.station import Station, open_station
from oss_app.app.station_camera import StationCamera
from oss_app.app.teaching import Teaching, new_name, subject_of
from oss_app.app.tryout import Tryout
from oss_app.core.check import WHOLE_KIT, CheckKind
from oss_app.core.errors import DeviceError, ExitCode, UserError
from oss_app.core.ports import Voice
from oss_app.core.problem import Problem
from oss_app.core.profile import HelpLevel, Profile, Theme
from oss_app.core.task import Step, Task
from oss_app.editor.edits import SetField
from oss_app.editor.house_list import HouseList
from oss_app.editor.sharing import Sharing
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import Translator, language_name, load, marked, system_language
from oss_app.player.opening import checks_that_count
from oss_app.resources import assets, instructions
from oss_app.sidecar import ask
from oss_app.speech.engines import engines_with
from oss_app.speech.sounds import Sounds, chime_sounds
from oss_app.store.folders import data_folders
from oss_app.store.handover import Handover
from oss_app.store.lock import AlreadyRunningError
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import CHECKS, load_check, save_check
from oss_app.taskfile.items import ItemLibrary
from oss_app.taskfile.lint import lint_task
from oss_app.taskfile.packing import SUFFIX
from oss_app.ui.desk.library.window import EditorWindow
from oss_app.ui.desk.widgets import qt_words
from oss_app.ui.desk.widgets.photo_in import QtPhotos
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.background_job import BesideWindow
from oss_app.ui.kit.bridge import Bridge, later
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kit.sound import QtVoice
from oss_app.ui.kit.theme import PALETTES

log = logging.getLogger(__name__)

NO_TIPS = "no-tips"
READ_S = 120.0
MOST_BYTES = 2_000_000_000
"""What reading a list or a presentation may take; they take a tenth of it."""
ITEMS = "items"
"""The folder of the items within the data folder."""
HOUSE = "words.txt"
"""The file of the house's words within the data folder."""
BY_COACH = "coach"
"""What a check says of why it is off, where the coach turned it off."""


class Editing(QObject):
    """The editor's window with all that it needs; ``left`` when the coach has closed it.

    ``open_teach(folder, at)`` and ``open_rehearsal(folder, at)`` are where the wizard of the checks is put in; when it
    is done, ``checks_changed`` shows what has become of them.
    """

    left = Signal()

    def __init__(self, station: Station, voice: Voice, tr: Translator) -> None:
        super().__init__()
        self._station, self._voice, self._tr = station, voice, tr
        qt_words.speak(tr.language)
        self._tryout: Tryout | None = None
        self._teaching: Teaching | DeviceCheck | None = None
        self._display = StationDisplay(
            station.settings.display_name, station.settings.display_serial, station.settings.display_mm
        )
        shared = Path(station.settings.tasks_from).expanduser() if station.settings.tasks_from else None
        now, photos = station.clock.now, QtPhotos()
        self._house = HouseList(station.folders.root / HOUSE)
        own, beside, self._sharing = station.folders.tasks, BesideWindow(), Sharing(shared, BesideWindow())
        shelf = TaskStore(
            own, instructions(), tr, self._lint, now, later, photos, self._sharing, apart, self._house, beside
        )
        application().aboutToQuit.connect(self._settle)
        items = ItemLibrary(station.folders.root / ITEMS)
        camera = StationCamera(station.settings.camera)
        self.window = EditorWindow(shelf, items, tr, voice, camera, theme(), station.folders.root / NO_TIPS)
        self.window.try_wanted.connect(self.open_try)
        self.window.teach_wanted.connect(self.open_teach)
        self.window.rehearse_wanted.connect(self.open_rehearsal)
        self.window.device_wanted.connect(self.open_device)
        self.window.check_switched.connect(self._switch)
        self.window.learns_switched.connect(self._switch_learning)
        self.window.aside.guide.language_wanted.connect(self._choose_language)
        self.window.left.connect(camera.close)
        others = SecondStarts(Handover(station.folders.asked_of_editor), self.window)
        others.asked.connect(self._take)
        self.window.left.connect(others.close)
        others.open()
        self._folder = FollowedFolder(station.folders)
        self._show_followed()
        if shared:
            looking = QTimer(self)
            looking.timeout.connect(self._show_followed)
            self.window.left.connect(looking.stop)
            looking.start(LOOK_MS)
        self._is_left = False
        self.window.left.connect(self._leave)

    def voice_changed(self, works: bool) -> None:
        """Say that what was to be heard was not, where nothing else would tell."""
        if not works:
            self.window.editor.say(
                self._tr("There is no sound. Is the loudspeaker plugged in? Is it the one that this PC plays on?")
            )

    def open(self, folder: Path | None = None) -> None:
        """Come on the screen with all tasks, or with one. Raises UserError, OSError."""
        if folder is None:
            self.window.show_library()
        else:
            self.window.open(folder)
        self.window.showMaximized()
        self.window.activateWindow()

    def open_step(self, folder: Path, number: int) -> None:
        """Show one step of a task of this station; a sample that is nobody's yet stays in the library."""
        own = self._station.folders.tasks / folder.name
        if not (own / "task.yaml").is_file():
            return
        self.window.open(own)
        draft = self.window.draft
        steps = [at for at, item in enumerate(draft.task.items) if isinstance(item, Step)] if draft else []
        if draft and 0 < number <= len(steps):
            draft.select(steps[number - 1])

    def _leave(self) -> None:
        self._is_left = True
        self.left.emit()

    def _settle(self) -> None:
        """Keep what was typed, as the program ends, and wait until what was released has reached the other stations,
        or it was tried for long enough.
        """
        if self._teaching:
            self._teaching.close()
        window = self.window
        if not self._is_left:
            if window.draft:
                window.draft.close()
                window.draft.rest()
            for part in (window.intake, window.editor, window.aside, window.library):
                part.close_down()
        self._sharing.settle()

    def _take(self, task: Path | None) -> None:
        """Bring what a second start, or a double click on a task's file, asks for to the window that is open."""
        if task is not None and self._tryout is None and self._teaching is None:
            self._open_asked(task)

    def _show_followed(self) -> None:
        """Show what a station that follows a folder has of it."""
        self.window.library.show_followed(self._folder.told(self._station.settings, self._tr))

    def _open_asked(self, task: Path) -> None:
        try:
            folder = None if task.suffix == SUFFIX else resolve_task(task, self._station.folders, self._tr)
            if self.window.draft is not None:
                self.window.close_task()
            if self.window.draft is None:
                self.window.open(folder) if folder else self.window.offer_package(task)
        except (UserError, OSError) as error:
            self.window.say(error.sentence if isinstance(error, UserError) else str(error))

    def open_try(self, task: Task, at: int | None) -> None:
        """Show a task as a worker sees it, from an item of its list on, with the checks that count at this station."""
        if self._tryout is not None or not any(step.text.words for step in task.steps):
            return
        level = self.window.editor.side.level if at is not None else HelpLevel.PHOTO_AND_VOICE
        profile = Profile(level=level, language=task.language)
        station = self._station
        self.window.editor.camera.stop()  # two cannot have it open
        camera = station.settings.camera
        checks = checks_that_count(task, station.library, station.settings, profile, camera)
        seen = {name: check for name, check in checks.items() if check.kind is not CheckKind.SIGNAL}
        mm = self._display.pixels_per_mm
        tried = Tryout(
            task, at, profile, station.settings, self._voice, station.clock, mm, self._tr, checks=seen, camera=camera,
            from_library=self.window.draft is None,
        )  # fmt: skip
        tried.over.connect(self._back)
        self._tryout = tried
        tried.open()

    def open_teach(self, folder: Path, at: int) -> None:
        """Teach the check of a step; one that has none gets its name when the check is saved."""
        draft = self.window.draft
        step = draft.task.items[at] if draft else None
        if draft is None or not isinstance(step, Step) or self._teaching is not None or step.check in WHOLE_KIT:
            return
        name = step.check or new_name(draft.task, step)
        subject, camera = subject_of(folder, draft.task, step, name), self._station.settings.camera
        try:
            self._teaching = Teaching(subject, camera, self._tr, PALETTES[theme()])
        except UserError as error:
            self.window.editor.say(f"{error.sentence} {error.hint}")
            return
        self._teaching.over.connect(lambda saved: self._taught(at, name, saved=saved))
        self._teaching.open()

    def open_device(self, folder: Path, at: int) -> None:
        """Say which device makes the check of a step; nothing is photographed."""
        draft = self.window.draft
        step = draft.task.items[at] if draft else None
        if draft is None or not isinstance(step, Step) or self._teaching is not None or step.check in WHOLE_KIT:
            return
        name = step.check or new_name(draft.task, step)
        device = DeviceCheck(folder, name, self._station.settings.mqtt, self._tr, PALETTES[theme()])
        self._teaching = device  # held while its page is open
        device.over.connect(lambda kept: self._taught(at, kept, saved=bool(kept)))
        device.open()

    def open_rehearsal(self, folder: Path, at: int) -> None:
        """Rehearse the check of a step."""
        self.open_teach(folder, at)
        if isinstance(self._teaching, Teaching):
            self._teaching.course.resume()

    def _taught(self, at: int, name: str, *, saved: bool) -> None:
        self._teaching = None
        draft = self.window.draft
        step = draft.task.items[at] if draft else None
        if saved and draft and isinstance(step, Step) and step.check != name:
            draft.do(SetField(at, "check", name))
            draft.save()
        self.checks_changed()
        self.window.activateWindow()

    def checks_changed(self) -> None:
        """Show that a check was taught or rehearsed."""
        self.window.editor.side.refresh_checks()

    def _lint(self, task: Task) -> list[Problem]:
        own = lint_task(task, None, self._tr.language, self._house.words)
        return [*own, *letter_problems(task, self._tr.language)]

    def _switch(self, folder: Path, name: str, on: bool) -> None:
        check = load_check(folder / CHECKS / name, photos=False)[0]
        if check is not None:
            save_check(folder / CHECKS / name, check.model_copy(update={"disarmed": "" if on else BY_COACH}))

    def _choose_language(self, code: str) -> None:
        """Keep the language of the desk; the station's own stays, for it is the workers'."""
        station, guide = self._station, self.window.aside.guide
        settings = station.settings.model_copy(update={"desk_language": code})
        try:
            station.store.save(settings)
        except UserError as error:
            guide.show_language(self._tr.language)
            guide.say(" ".join(self._tr(part) for part in (error.sentence, error.hint) if part))
            return
        station.settings = settings
        tr = load(code)
        guide.say(tr("The editor is in {language} when it is opened the next time.", language=language_name(code)))

    def _switch_learning(self, folder: Path, on: bool) -> None:
        try:
            work_photos.consent(folder, wanted=on)
        except OSError:
            log.warning("consent to photos from the work", exc_info=True)
            self.window.editor.say(self._tr("This cannot be written. Is the disk full?"))
        self.checks_changed()

    def _back(self) -> None:
        self._tryout = None
        self.window.activateWindow()


def apart(read: Callable[[], Any]) -> Any:
    """Read what somebody else made in a process of its own, which may hang or grow. Raises UserError where it does."""
    try:
        return ask(partial(within_bounds, read), READ_S)
    except DeviceError as error:
        log.warning("reading a file: %s", error)
        raise UserError(
            marked("This file takes more time or memory to read than it should."),
            marked("Save it once more in the program that made it, or make it smaller."),
        ) from error


def within_bounds(read: Callable[[], Any]) -> Any:
    """Call ``read`` with a bound on the memory, where the system can."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
    return read()


def theme() -> Theme:
    """Dark where the computer is set so; the editor's pages were not made for more contrast than that."""
    return Theme.LIGHT if system_theme() is Theme.LIGHT else Theme.DARK


def edit(task: Path | None, data: Path | None, quit_after: float | None = None) -> int:
    """Run the editor until its window is closed; the exit code. UserError where it cannot begin."""
    refuse_unsound_qt()
    words = load(system_language())
    try:
        station = open_station(data, words)
    except AlreadyRunningError:
        if hand_over(Handover(data_folders(data).asked_of_editor), task):
            return ExitCode.FINE
        raise
    try:
        package = task if task and task.suffix == SUFFIX else None
        folder = resolve_task(task, station.folders, words) if task and not package else None
        list(station.weigh_all())  # the coach sees which checks count
        application()
        bridge = Bridge()
        voice = new_voice(station, bridge, lambda works: editing.voice_changed(works))
        words = load(station.settings.desk_language or station.settings.language)
        editing, apology = Editing(station, voice, words), sorry(words, sheet(PALETTES[theme()]))
        editing.left.connect(application().quit)

        def begin() -> None:
            editing.open(folder)
            QTimer.singleShot(0, voice.open)
            if package:
                editing.window.offer_package(package)
            if quit_after is not None:
                QTimer.singleShot(round(quit_after * 1000), editing.window.close)

        try:
            return execute(begin, apology.show)
        finally:
            bridge.close()
            voice.close()
    finally:
        station.close()


def new_voice(station: Station, bridge: Bridge, on_state: Callable[[bool], None]) -> QtVoice:
    """Return a voice for the editor alone; ``on_state`` hears when it works no longer, and when it does again."""
    return QtVoice(
        Sounds(station.folders.cache, bridge.post, engines_with(station.folders.voices)),
        chime_sounds(assets() / "sounds"),
        on_state=on_state,
        volume=station.settings.volume,
    )
