"""A coach tries a task as a worker: the same screen, session and checks, and nothing of it is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from oss_app.app.context import OnScreen
from oss_app.app.no_camera import NoCamera
from oss_app.core.check import Check
from oss_app.core.events import Left, Pressed
from oss_app.core.plan import Plan, plan
from oss_app.core.ports import Clock, OpenSession, SessionKey, Voice
from oss_app.core.profile import Profile
from oss_app.core.record import Entry, Phase, Position
from oss_app.core.session import Session
from oss_app.core.settings import Settings
from oss_app.core.task import Section, Step, Task
from oss_app.i18n import Translator, load
from oss_app.player.conductor import Conductor, Outside
from oss_app.player.opening import with_films_that_play
from oss_app.player.present import Presenter
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.bridge import Bridge, later_while
from oss_app.vision.camera_process import CameraProcess


class NoJournal:
    """The port Journal, which keeps nothing."""

    trouble = ""

    def open_session(self, key: SessionKey) -> OpenSession | None:
        return None

    def interrupted(self) -> OpenSession | None:
        return None

    def enter(self, session: int) -> None:
        """Nothing is kept."""

    def leave(self, session: int) -> None:
        """Nothing is kept."""

    def begin(self, key: SessionKey, digest: str, position: Position) -> int:
        return 0

    def record(self, session: int, entry: Entry, position: Position) -> None:
        """Nothing is kept."""

    def finish(self, session: int) -> None:
        """Nothing is kept."""


class TryWindow(QWidget):
    """The worker's screen in a window that Escape closes, and a button that one sees."""

    closed = Signal()

    def __init__(self, view: PlayerView, title: str, back: str) -> None:
        super().__init__()
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.back = QPushButton(back)
        self.back.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the worker's keys go to the worker's screen
        self.back.setStyleSheet("font-size: 17px; padding: 9px; border: 0; color: #FBF8F1; background: #1F2933;")
        self.back.clicked.connect(self.close)
        column.addWidget(self.back)
        column.addWidget(view, 1)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self).activated.connect(self.close)

    # Qt

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self.closed.emit()


class Tryout(QObject):
    """One try, from one step on; ``over`` when the coach is back.

    ``checks`` are those that count for the workers too; ``camera`` looks for them, as in the settings. Without checks
    it stays closed. ``from_library`` where the way back leads to all tasks.
    """

    over = Signal()

    def __init__(
        self,
        task: Task,
        at: int | None,
        profile: Profile,
        settings: Settings,
        voice: Voice,
        clock: Clock,
        pixels_per_mm: Callable[[], float],
        tr: Translator,
        checks: dict[str, Check],
        camera: str,
        *,
        from_library: bool,
    ) -> None:
        super().__init__()
        language = task.language
        self._voice, self._bridge, self._on_screen = voice, Bridge(), OnScreen()
        self._eye = self._opened(camera) if checks else None
        self._is_open = True
        self.view = PlayerView(settings.keys, settings.guard_s)
        laid_out = plan(with_films_that_play(task), profile, checks)
        session = Session(laid_out, _position(laid_out, at))
        presenter = Presenter(profile, language, load(language), checks, settings.coach_can_be_called)
        outside = Outside(
            journal=NoJournal(),
            voice=voice,
            watcher=self._eye or NoCamera(),
            clock=clock,
            later=later_while(self.view),
            show=lambda screen: self.view.show_screen(screen) if self._is_open else None,
            ready=lambda pictures: self.view.prepare(pictures) if self._is_open else None,
            over=self._finished,
        )
        self.conductor = Conductor(session, 0, presenter, checks, outside)
        self.view.pressed.connect(lambda gesture: self.conductor.tell(Pressed(gesture)))
        self.window = TryWindow(
            self.view,
            task.title.words,
            tr("This is what the worker sees. Back to all tasks (Esc)")
            if from_library
            else tr("This is what the worker sees. Back to the task (Esc)"),
        )
        self.window.closed.connect(self._end)
        self.view.set_profile(profile, presenter.extent(laid_out), pixels_per_mm())

    def open(self) -> None:
        """Come on the screen, over all of it."""
        self.window.setGeometry(self.window.screen().geometry())  # the view must have its size before it shows a step
        self.window.showFullScreen()
        self.window.activateWindow()
        self.view.setFocus()
        self._on_screen.put(self.conductor)
        self.conductor.open()

    def _opened(self, camera: str) -> CameraProcess:
        def changed(number: int, is_open: bool) -> None:
            self._on_screen.camera_changed(number, is_open, eye.is_slow)

        eye = CameraProcess(camera, self._bridge.post, self._on_screen.looked, changed)
        return eye

    def _finished(self, finished: bool) -> None:
        self.window.close()

    def _end(self) -> None:
        if not self._is_open:
            return
        self._is_open = False  # what the session still wants later finds no view
        if not self.conductor.session.state.over:
            self.conductor.tell(Left())
        self._voice.hush()
        self._on_screen.put(None)
        self._bridge.close()
        if self._eye:
            self._eye.end()
        self.view.close_down()
        self.over.emit()


def _position(laid_out: Plan, at: int | None) -> Position:
    """Tell where the worker meets an item of the list; at a section the step behind it."""
    items = laid_out.task.items
    before = sum(not isinstance(item, Section) for item in items[: at or 0])
    index = min(before, len(laid_out.items) - 1)
    first = next(page[0] for page in laid_out.pages if index in page)
    return Position(1, first, Phase.STEP if isinstance(laid_out.items[first], Step) else Phase.BREAK_POINT)
