"""Setting up a station: what the cards of the page ask for is kept at once, and tried out with the real devices."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from os.path import expanduser, isdir
from threading import Thread
from typing import TYPE_CHECKING, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from oss_app.app.diagnostics.about import about
from oss_app.app.followed import LOOK_MS, FollowedFolder
from oss_app.app.lamp import BenchLamp
from oss_app.app.light_setup import LightSetup
from oss_app.app.station import Station
from oss_app.core.errors import DeviceError, UserError
from oss_app.core.ports import Utterance, Voice
from oss_app.core.settings import NO_CAMERA, JournalLevel, Settings
from oss_app.core.voices import SynthVoice
from oss_app.i18n import Translator, load
from oss_app.sidecar import ask
from oss_app.speech.engines import engines_with
from oss_app.speech.sounds import find_voices
from oss_app.store.code import hash_code
from oss_app.store.lowering import lower, surplus, surplus_words
from oss_app.ui.desk.station.about_page import AboutPage
from oss_app.ui.desk.station.card import SetupCard
from oss_app.ui.desk.station.page import SetupPage
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit.bridge import Bridge
from oss_app.vision.camera_process import CameraProcess, find_cameras
from oss_app.vision.messages import LiveFrame

if TYPE_CHECKING:  # it loads OpenCV, which only the eye does
    from oss_app.core.ports import FoundCamera

log = logging.getLogger(__name__)

T = TypeVar("T")
LIVE_WIDTH = 640
FOLDER_S = 20.0
"""A folder that has not answered after so long, the start of a process among it, is not there."""
PATIENCE_MS = 4000
"""So long after a sentence was asked for it is known whether it can be said (see ``ui.sound.LATE_MS``)."""


class TunableVoice(Voice, Protocol):
    """A voice that can be made louder, and given another sound, while the program runs."""

    def tune(self, volume: float, voices: Mapping[str, str]) -> None:
        """Be so loud, 0 to 1, and speak a language with the voice of this name."""


class SettingUp(QObject):
    """Shows the set-up page in a window. ``over(changed)`` follows when it is left."""

    over = Signal(bool)

    def __init__(
        self,
        station: Station,
        voice: TunableVoice,
        window: MainWindow,
        cameras: Callable[[], Sequence[FoundCamera]] = find_cameras,
        voices: Callable[[], Sequence[SynthVoice]] | None = None,
        open_eye: Callable[..., CameraProcess] = CameraProcess,
        voice_works: Callable[[], bool] = lambda: True,
        lamp: BenchLamp | None = None,
    ) -> None:
        super().__init__()
        self._station, self._voice, self._window = station, voice, window
        self._find_cameras, self._open_eye = cameras, open_eye
        self._find_voices = voices or partial(find_voices, engines_with(station.folders.voices))
        self._voice_works = voice_works
        self._lamp = lamp
        self._light_setup: LightSetup | None = None
        self._light_eye: CameraProcess | None = None
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.timeout.connect(self._listen)
        self._folder = FollowedFolder(station.folders)
        self._before = station.settings
        self._cameras: Sequence[FoundCamera] | None = None
        self._voices: Sequence[SynthVoice] | None = None
        self._eye: CameraProcess | None = None
        self._eyes = 0
        self._bridge = Bridge()
        self.page: SetupPage | None = None
        self.about_page: AboutPage | None = None

    def open(self) -> None:
        """Bring the page to the screen, and look for cameras and voices meanwhile."""
        self._make_page()
        self._search_cameras()
        self._ask(self._find_voices, self._show_voices)

    @property
    def _tr(self) -> Translator:
        """The words in the station's language."""
        return load(self._station.settings.language)

    def _make_page(self) -> None:
        old, page = self.page, SetupPage(self._tr, self._station.clock.now().date())
        page.wanted.connect(self._wanted)
        page.language_wanted.connect(self._choose_language)
        page.sound.play_wanted.connect(self._play)
        page.code.code_typed.connect(lambda code: self._wanted(page.code, {"coach_code": hash_code(code)}, True))
        page.camera.search_wanted.connect(self._search_cameras)
        page.about_wanted.connect(self._show_about)
        page.light.open_wanted.connect(self._show_light)
        page.shared.folder_typed.connect(self._look_for_folder)
        page.left.connect(self.close)
        looking = QTimer(page)  # it goes with the page
        looking.timeout.connect(self._show_followed)
        looking.start(LOOK_MS)
        self.page = page
        self._window.show_page(page)
        page.show_settings(self._station.settings)
        self._show_followed()
        if self._cameras is not None:
            page.camera.show_cameras(self._cameras)
        if self._voices is not None:
            page.sound.show_voices(self._voices)
        if old:
            old.close_down()
            old.deleteLater()

    def _show_followed(self) -> None:
        """Show what has come of a followed folder meanwhile."""
        if self.page:
            self.page.shared.followed.show_followed(self._folder.told(self._station.settings, self._tr))

    def _look_for_folder(self, name: str, text: str) -> None:
        """Look for a folder in a process of its own: a share that hangs holds whoever asks for it."""

        def show(found: Sequence[bool]) -> None:
            if self.page:
                self.page.shared.show_found(name, text, is_there=any(found))

        self._ask(lambda: [ask(partial(isdir, expanduser(text)), FOLDER_S)], show)

    def close(self) -> None:
        """Leave the page; that it was here is kept too, so that it does not come by itself again."""
        self.close_down()
        if self.page:
            self.page.deleteLater()
        try:
            self._station.store.save(self._station.settings)
        except UserError as error:
            log.warning("The settings could not be kept: %s", error)
        self.over.emit(self._station.settings != self._before)

    def close_down(self) -> None:
        """Close the camera and be silent; what is still looked for is not waited for."""
        self._silence.stop()
        self._bridge.close()
        self._watch(NO_CAMERA)
        self._close_light()
        self._voice.hush()
        if self.page:
            self.page.close_down()

    # ---- what the cards ask for ----

    def _wanted(self, card: SetupCard, values: Mapping[str, object], proved: bool, agreed: bool = False) -> None:
        """Keep these settings, or say on the card why that is not possible; first of all what would be deleted (P5)."""
        before = self._station.settings
        level = JournalLevel(str(values["journal"])) if "journal" in values else None
        if (
            level
            and not agreed
            and self._deletes(card, level, partial(self._wanted, card, values, proved, agreed=True))
        ):
            return
        names = tuple(name for name in before.proved if name != card.name)
        update = {**values, "proved": (*names, card.name) if proved else names}
        if self._keep(before.model_copy(update=update), card) and self.page:
            self.page.show_settings(self._station.settings)
            self._follow(before, self._station.settings)
            if level:
                self._lower(card, level)

    def _deletes(self, card: SetupCard, level: JournalLevel, go_on: Callable[[], None]) -> bool:
        """Tell whether a level may not have all that is in the journal: then the card asks, and nothing changes yet."""
        try:
            found = surplus(self._station.database, level)
        except DeviceError as error:
            log.warning("what a level may not have: %s", error)
            return False
        if found.is_nothing:
            return False
        card.show_settings(self._station.settings)
        tr = self._tr
        card.note.say(surplus_words(found, tr), (tr("Delete"), go_on), (tr("Keep it"), lambda: None))
        return True

    def _lower(self, card: SetupCard, level: JournalLevel) -> None:
        try:
            log.info("the journal is at the level %s: %s", level, lower(self._station.database, level))
        except DeviceError as error:
            log.warning("the journal could not be brought to its level: %s", error)
            tr = self._tr
            card.note.say(tr("The journal cannot be written just now, so nothing was deleted. Try again later."))

    def _keep(self, settings: Settings, card: SetupCard) -> bool:
        try:
            self._station.store.save(settings)
        except UserError as error:
            card.show_settings(self._station.settings)
            card.tell(error)
            return False
        self._station.settings = settings
        return True

    def _follow(self, before: Settings, now: Settings) -> None:
        """Follow what the devices have to do differently now."""
        if (before.volume, before.voices) != (now.volume, now.voices):
            self._voice.tune(now.volume, now.voices)
        if before.camera != now.camera and self._cameras is not None:
            self._watch(now.camera)
        projector = (now.projector_name, now.projector_serial)
        if self._lamp and (before.projector_name, before.projector_serial) != projector:
            self._lamp.projector.choose(*projector)
        display = (now.display_name, now.display_serial, now.display_mm)
        if (before.display_name, before.display_serial, before.display_mm) != display:
            self._window.use_display(*display)

    def _choose_language(self, code: str) -> None:
        page = self.page
        if page and self._keep(self._station.settings.model_copy(update={"language": code}), page.screen_card):
            self._make_page()
        elif page:
            page.show_settings(self._station.settings)

    def _play(self, language: str) -> None:
        tr = load(language)
        said = tr("This is the voice. It reads each step aloud.")
        self._voice.speak(Utterance(said, language))
        self._silence.start(PATIENCE_MS)

    def _listen(self) -> None:
        """By now the voice has spoken, or has said that it cannot."""
        if self.page and not self._voice_works():
            self.page.sound.tell_silence()

    def _show_about(self) -> None:
        self._watch(NO_CAMERA)
        page = AboutPage(self._tr, about(self._tr))
        page.left.connect(self._leave_about)
        self.about_page = page
        self._window.show_page(page)

    def _show_light(self) -> None:
        """Show the page of the light, with a camera of its own: a camera is open once."""
        if self._lamp is None:
            return
        self._watch(NO_CAMERA)
        camera = self._station.settings.camera
        eye = None
        if camera != NO_CAMERA:
            eye = self._open_eye(camera, self._bridge.post, lambda number, look: None, lambda number, is_open: None)
        self._light_eye = eye
        self._light_setup = LightSetup(self._station, self._lamp, self._window, eye, self._bridge.post)
        self._light_setup.over.connect(self._leave_light)

    def _leave_light(self, was_kept: bool) -> None:
        self._close_light()
        if self.page:
            self._window.show_page(self.page)
            if was_kept:
                self._wanted(self.page.light, {}, True)
            if self._cameras is not None:
                self._watch(self._station.settings.camera)

    def _close_light(self) -> None:
        setup, self._light_setup = self._light_setup, None
        eye, self._light_eye = self._light_eye, None
        if setup:
            setup.close_down()
            setup.page.deleteLater()
        if eye:
            eye.end()

    def _leave_about(self) -> None:
        page, self.about_page = self.about_page, None
        if page and self.page:
            self._window.show_page(self.page)
            page.deleteLater()
            if self._cameras is not None:
                self._watch(self._station.settings.camera)

    # ---- what is found ----

    def _ask(self, find: Callable[[], Sequence[T]], show: Callable[[Sequence[T]], None]) -> None:
        """Look for devices beside the page: drivers take their time, and some hang."""

        def work() -> None:
            try:
                found = find()
            except DeviceError as error:
                log.warning("%s", error)
                found = ()
            self._bridge.post(lambda: show(found))

        Thread(target=work, name="looking for devices", daemon=True).start()

    def _search_cameras(self) -> None:
        """Look which cameras there are; a camera that is open here would not be found."""
        self._watch(NO_CAMERA)
        self._cameras = None
        self._ask(self._find_cameras, self._show_cameras)

    def _show_cameras(self, cameras: Sequence[FoundCamera]) -> None:
        self._cameras = cameras
        if self.page:
            self.page.camera.show_cameras(cameras)
        if self.about_page is None and self._light_setup is None:
            self._watch(self._station.settings.camera)

    def _show_voices(self, voices: Sequence[SynthVoice]) -> None:
        self._voices = voices
        if self.page:
            self.page.sound.show_voices(voices)

    # ---- the live picture ----

    def _watch(self, camera: str) -> None:
        """Show what this camera sees, instead of what was shown before."""
        if self._eye:
            self._eye.end()
            self._eye = None
        if camera != NO_CAMERA:
            self._eyes += 1
            self._eye = self._open_eye(camera, self._bridge.post, lambda number, look: None, self._camera_changed)
            self._eye.frames(self._eyes, self._show_frame, LIVE_WIDTH)

    def _show_frame(self, frame: LiveFrame) -> None:
        image = QImage.fromData(frame.jpeg)
        if self.page and not image.isNull():
            self.page.camera.show_picture(image, frame.light)

    def _camera_changed(self, _: int, is_open: bool) -> None:
        if self.page and self._eye:
            self.page.camera.show_open(is_open, self._eye.is_slow)
