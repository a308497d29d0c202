"""From the command line to the first screen, and from the last one to the exit code."""

from __future__ import annotations

import gc
import logging
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut

from oss_app.app import demo
from oss_app.app.application import application, execute
from oss_app.app.context import AppContext, OnScreen
from oss_app.app.diagnostics.versions import refuse_unsound_qt
from oss_app.app.kiosk import Kiosk
from oss_app.app.lamp import BenchLamp
from oss_app.app.late_sound import LateSound, begin_anew
from oss_app.app.no_camera import NoCamera
from oss_app.app.options import LaunchOptions, resolve_task
from oss_app.app.second_start import SecondStarts, hand_over
from oss_app.app.service_watchdog import ServiceWatchdog
from oss_app.app.shared_work import SharedWork
from oss_app.app.station import Station, open_station, speak_as_the_computer, was_never_set_up
from oss_app.core.casing import folded
from oss_app.core.errors import ExitCode, UserError
from oss_app.core.ports import Listing, Watcher
from oss_app.core.settings import NO_CAMERA, Gesture
from oss_app.i18n import Translator, card_word, chosen_system_language, languages, load, system_language
from oss_app.resources import assets
from oss_app.speech.engines import engines_with
from oss_app.speech.sounds import Sounds, chime_sounds
from oss_app.store.folders import data_folders
from oss_app.store.handover import Handover
from oss_app.store.light import YamlLight
from oss_app.store.lock import AlreadyRunningError
from oss_app.taskfile import render
from oss_app.taskfile.released import released_folder
from oss_app.ui.kiosk.coach_door import CoachDoor
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.start.view import StartView
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.bridge import Bridge, later
from oss_app.ui.kit.display import StationDisplay
from oss_app.ui.kit.light_window import Projector, SimulatedProjector
from oss_app.ui.kit.small_photos import SmallPhotos
from oss_app.ui.kit.sound import QtVoice

if TYPE_CHECKING:
    from oss_app.app.demo_bench import DemoBench
    from oss_app.app.drift_check import DriftCheck
    from oss_app.app.work_keeper import WorkKeeper

log = logging.getLogger(__name__)

COACH_KEY = "Ctrl+Q"
LEISURE_MS = 600
"""So long after the first screen it has been read."""
UNSEEN_MS = 2000
"""A window that no display has shown by then is not waited for."""
UNREAD_S, LOOK_MS = 1.5, 8
"""So long a photo of the first screen is waited for, and so often it is asked for."""
BIT_S, BETWEEN_MS = 0.004, 30


def start(options: LaunchOptions) -> int:
    """Run the program until its window is closed; the exit code. UserError where it cannot begin."""
    refuse_unsound_qt()
    os.umask(0o077)  # all that is made from here on is this user's alone
    words = load(system_language())
    _need_a_display(words)
    heartbeat = ServiceWatchdog()
    code, begins = int(ExitCode.FINE), True
    try:
        while begins:
            try:
                station = open_station(demo.folder(options), words)
            except AlreadyRunningError:
                first = Handover(data_folders(options.data).asked_of_worker_screen)
                if _wants_the_window_alone(options) and hand_over(first):
                    return ExitCode.FINE
                raise
            try:
                if options.demo:
                    demo.prepare(station, words.language)
                else:
                    speak_as_the_computer(station, chosen_system_language())
                task, card = _task(options, station, words), _card(options, station, words)
                application(with_letters=False)
                late = LateSound()
                code, begins = _run(options, station, heartbeat, task, card, late)
            finally:
                station.close()
            if late.has_come:
                begin_anew()
            gc.collect()  # here, and not in a thread that has nothing to do with Qt
    finally:
        heartbeat.stop()
    return code


def _run(
    options: LaunchOptions,
    station: Station,
    heartbeat: ServiceWatchdog,
    task: Listing | None,
    card: str,
    late: LateSound,
) -> tuple[int, bool]:
    """Return the program with its settings as they are, until its window is closed: the exit code, and whether it
    goes on.
    """
    bridge = Bridge()
    context, kiosk = _introduce(options, station, bridge)
    context.window.left.connect(application().quit)
    others = SecondStarts(Handover(station.folders.asked_of_worker_screen), context.window)
    leisure = _Leisure(station.weigh_all())
    after = _AfterFirstScreen(
        lambda: context.view.is_waiting or context.start.is_waiting,
        (
            heartbeat.start,
            _leave_alone,
            context.voice.open,
            context.shared.start,
            others.open,
            fonts.load,
            station.library.keep,
            leisure.start,
        ),
    )
    context.window.stands.connect(after.begin)

    def begin() -> None:
        context.window.open()
        if options.set_up or (options.task is None and not options.demo and was_never_set_up(station)):
            kiosk.set_up(and_end=options.set_up)
        else:
            kiosk.open(task, card)
        QTimer.singleShot(UNSEEN_MS, after.begin)
        late.watch(
            lambda: kiosk.play is None and context.start.isVisible(), kiosk.close, lambda: context.voice.hearing.is_lost
        )

    end = QTimer()
    end.setSingleShot(True)
    end.timeout.connect(kiosk.close)
    if options.quit_after is not None:
        end.start(round(options.quit_after * 1000))
    try:
        code = execute(begin, kiosk.show_bug)
    finally:
        end.stop()
        others.close()
        after.stop()
        leisure.stop()
        late.stop()
        bridge.close()
        context.close()
    return code, code == ExitCode.FINE and kiosk.begins_anew  # it was set up: the program goes on with other settings


def _leave_alone() -> None:
    """From here on garbage is collected, among what comes: with what was loaded, a step would wait 40 ms for it."""
    log.info("first screen")
    gc.freeze()
    gc.enable()


class _AfterFirstScreen:
    """Does what the first screen need not wait for, once it stands with its photos: between two acts a key is heard."""

    def __init__(self, is_waiting: Callable[[], bool], acts: Iterable[Callable[[], object]]) -> None:
        self._is_waiting, self._acts = is_waiting, iter(acts)
        self._until: float | None = None
        self._timer = QTimer()
        self._timer.timeout.connect(self._go_on)

    def begin(self) -> None:
        if self._until is None:
            self._until = time.monotonic() + UNREAD_S
            self._timer.start(LOOK_MS)

    def stop(self) -> None:
        self._until = 0.0
        self._timer.stop()

    def _go_on(self) -> None:
        if self._until and time.monotonic() < self._until and self._is_waiting():
            return
        act = next(self._acts, None)
        if act is None:
            self._timer.stop()
        else:
            act()


class _Leisure:
    """Does some work bit by bit once the first screen stands there, never so long that a key waits for it."""

    def __init__(self, work: Iterator[None]) -> None:
        self._work, self._timer = work, QTimer()
        self._timer.timeout.connect(self._go_on)

    def start(self) -> None:
        self._timer.start(LEISURE_MS)

    def stop(self) -> None:
        self._timer.stop()

    def _go_on(self) -> None:
        self._timer.setInterval(BETWEEN_MS)
        until = time.monotonic() + BIT_S
        while time.monotonic() < until:
            if next(self._work, self) is self:
                self._timer.stop()
                return


def _introduce(options: LaunchOptions, station: Station, bridge: Bridge) -> tuple[AppContext, Kiosk]:
    """Everyone meets everyone here, once."""
    settings = station.settings
    camera = options.camera or (demo.camera() if options.demo else settings.camera)
    on_screen = OnScreen()
    voice = QtVoice(
        Sounds(station.folders.cache, bridge.post, engines_with(station.folders.voices)),
        chime_sounds(assets() / "sounds"),
        on_state=on_screen.voice_changed,
        volume=settings.volume,
        voices=settings.voices,
    )
    display = StationDisplay(options.display or settings.display_name, settings.display_serial, settings.display_mm)
    view = PlayerView(settings.keys, settings.guard_s, small=SmallPhotos(station.folders.cache / "photos"))
    kept_light = YamlLight(station.folders.light, load(settings.language))
    bench: DemoBench | None = None
    if options.demo:
        from oss_app.app.demo_bench import DemoBench  # no station has it

        bench = DemoBench(station, kept_light, display, has_light=options.projector)
    window = MainWindow(display, windowed=options.windowed, beside=bench is not None and bench.shares_display)
    if bench and bench.lit:
        projector: Projector = SimulatedProjector(display.screen, bench.lit)
    else:
        projector = Projector(display.screen)
        projector.choose(settings.projector_name, settings.projector_serial)
    lamp = BenchLamp(projector, kept_light)
    watcher: Watcher = NoCamera()
    drift: DriftCheck | None = None
    keeper: WorkKeeper | None = None
    if camera != NO_CAMERA:
        from oss_app.app.drift_check import DriftCheck
        from oss_app.app.surveyor import Surveyor
        from oss_app.app.tray_eye import tray_eye
        from oss_app.app.work_keeper import WorkKeeper
        from oss_app.vision.camera_process import CameraProcess

        def set_aside(folder: Path) -> None:
            station.set_check_aside(folder)
            on_screen.forget_check(folder)

        eye = CameraProcess(
            camera,
            bridge.post,
            on_screen.looked,
            lambda number, is_open: on_screen.camera_changed(number, is_open, eye.is_slow),
            make_tray_eye=tray_eye,
            on_crash=set_aside,
        )
        eye.follow(lambda: lamp.tray, lamp.see_tray)
        keeper = WorkKeeper(lambda: station.clock.now().date())
        eye.keep(keeper.wants, keeper.passed)
        lamp.tray_pushed.connect(on_screen.tray_pushed)
        lamp.shines.connect(eye.shine)
        looks = demo.ShownCamera(eye, bench.shows_beside(view)) if bench else eye
        watcher = drift = DriftCheck(looks, Surveyor(projector.window, eye, bridge.post), lamp)
    shared = SharedWork(station, bridge.post, later)
    if shared.lamps:
        from oss_app.app.signals import SignalWatcher

        watcher = SignalWatcher(watcher, shared.lamps.signals, later, on_screen.looked, on_screen.camera_changed)
    context = AppContext(
        station=station,
        camera=camera,
        on_screen=on_screen,
        voice=voice,
        watcher=watcher,
        window=window,
        view=view,
        start=StartView(settings.keys, settings.guard_s),
        door=CoachDoor(back=settings.keys.get(Gesture.BACK, ())),
        shared=shared,
        lamp=lamp,
        drift=drift,
        keeper=keeper,
        is_demo=options.demo,
    )
    kiosk = Kiosk(context)
    QShortcut(QKeySequence(COACH_KEY), window).activated.connect(kiosk.open_door)
    return context, kiosk


def _wants_the_window_alone(options: LaunchOptions) -> bool:
    """Tell whether a second start asks for nothing that the first may not be showing."""
    return options.task is None and not (options.demo or options.set_up or options.worker)


def _card(options: LaunchOptions, station: Station, tr: Translator) -> str:
    """Return the card that was asked for, by its own name or by its word in any language; empty for none. UserError."""
    if not options.worker:
        return ""
    asked = folded(options.worker)
    for profile in station.profiles.list():
        named = {profile.card, *(card_word(profile.card, load(code)) for code, _ in languages())}
        if profile.card and asked in {folded(name) for name in named}:
            return profile.card
    raise UserError(tr("There is no worker with the card {name} here.", name=options.worker))


def _task(options: LaunchOptions, station: Station, tr: Translator) -> Listing | None:
    """Return the task that was asked for. UserError with every fault, where it cannot run."""
    if options.demo:
        return station.library.load(demo.task())
    if options.task is None:
        return None
    folder = released_folder(resolve_task(options.task, station.folders, tr))
    if folder is None:
        raise UserError(
            tr("This task is a draft: workers do not see it yet."), tr("Open it in the editor and release it.")
        )
    listing = station.library.load(folder)
    if listing.task is None:
        raise UserError("\n\n".join(render(p) for p in listing.problems if p.is_fault))
    return listing


def _need_a_display(tr: Translator) -> None:
    """Qt ends the program by force where there is no display; say it first."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        raise UserError(tr("There is no display."), tr("Start it on the PC's own screen, not over a line."))
