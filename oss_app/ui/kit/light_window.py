"""The second window: black, full screen on the projector, with light where the bench is to be lit."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QCloseEvent, QColor, QGuiApplication, QImage, QPainter, QPaintEvent, QScreen
from PySide6.QtWidgets import QWidget

from oss_app.ui.kit.display import SETTLE_MS, chosen

FADE_MS = 120
Draw = Callable[[QPainter], None]
BLACK = QColor("#000000")


class LightWindow(QWidget):
    """Shows one picture at a time, in the projector's own pixels; each takes the place of the one before."""

    def __init__(self) -> None:
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        # the keys are the worker's screen's: a window manager gives them to a window that comes, unless it wants none
        super().__init__(None, flags | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setWindowTitle("OSS App: light")
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self._now: QImage | None = None
        self._before: QImage | None = None
        self._fade = QVariantAnimation(self)
        self._fade.setDuration(FADE_MS)
        self._fade.setStartValue(0.0)
        self._fade.setEndValue(1.0)
        self._fade.valueChanged.connect(self.update)
        self._fade.finished.connect(self._faded)

    def open_on(self, screen: QScreen) -> None:
        """Fill a screen, black at first."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.show_nothing()
        self.showFullScreen()

    @property
    def picture_size(self) -> tuple[int, int]:
        """Width and height of what it shows, in the projector's pixels."""
        ratio = self.devicePixelRatio()
        return round(self.width() * ratio), round(self.height() * ratio)

    def show_nothing(self) -> None:
        """Be black at once."""
        self._fade.stop()
        self._now = self._before = None
        self.update()

    def show_picture(self, picture: QImage) -> None:
        """Show a picture of the projector's size at once, pixel for pixel."""
        self._fade.stop()
        self._now, self._before = picture, None
        self.update()

    def draw(self, draw: Draw | None, *, fades: bool = True) -> None:
        """Show what ``draw`` puts on black, in the projector's pixels; None for black."""
        picture = None
        if draw is not None:
            picture = QImage(*self.picture_size, QImage.Format.Format_RGB32)
            picture.fill(BLACK)
            painter = QPainter(picture)
            draw(painter)
            painter.end()
        self._fade.stop()
        self._before, self._now = (self._now, picture) if fades else (None, picture)
        if fades:
            self._fade.start()
        self.update()

    def _faded(self) -> None:
        self._before = None
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.draw_light(painter, self.rect())
        painter.end()

    def draw_light(self, painter: QPainter, area: QRect) -> None:
        """Draw what is shown at this moment, black and all, into an area."""
        painter.fillRect(area, BLACK)
        part = float(self._fade.currentValue() or 0.0) if self._fade.state() is self._fade.State.Running else 1.0
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        for picture, opacity in ((self._before, 1 - part), (self._now, part)):
            if picture is not None and opacity > 0:
                painter.setOpacity(opacity)
                painter.drawImage(area, picture)
        painter.setOpacity(1.0)

    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()  # it goes with the program, or with its projector


class Projector(QObject):
    """The display that is a projector: there or not, and the window on it. ``changed`` when that is different.

    It is never the worker's own screen, nor one that shows the same as the worker's.
    """

    changed = Signal()

    def __init__(self, worker: Callable[[], QScreen], window: LightWindow | None = None) -> None:
        super().__init__()
        self._worker = worker
        self._name = self._serial = ""
        self.window = window or LightWindow()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._geometry: tuple[int, int, int, int] | None = None
        application = QGuiApplication.instance()
        assert isinstance(application, QGuiApplication)
        application.screenAdded.connect(self._added)
        application.screenRemoved.connect(self._removed)
        for screen in application.screens():
            self._listen(screen)

    @property
    def is_there(self) -> bool:
        """Whether light can be shown now."""
        return self._geometry is not None

    @property
    def is_chosen(self) -> bool:
        """Whether this station has a projector at all."""
        return bool(self._name or self._serial)

    def choose(self, name: str, serial: str) -> None:
        """Be this display from now on; two empty words for none."""
        self._name, self._serial = name, serial
        self._look()

    def close_down(self) -> None:
        """Let go of the window, since the program ends."""
        self._settle.stop()
        self.window.hide()
        self.window.deleteLater()

    def screen(self) -> QScreen | None:
        """Return the projector's screen; None where it is away, or is not one of its own."""
        screens = QGuiApplication.screens()
        number = chosen([(s.name(), s.serialNumber()) for s in screens], self._name, self._serial)
        if number is None or not self.is_chosen or not is_apart(screens[number], self._worker()):
            return None
        return screens[number]

    def _look(self) -> None:
        screen = self.screen()
        now = screen.geometry().getRect() if screen else None
        if now == self._geometry and (screen is None or self.window.isVisible()):
            return
        was, self._geometry = self._geometry, now  # type: ignore[assignment]
        if screen:
            self.window.open_on(screen)
        else:
            self.window.show_nothing()
            self.window.hide()
        if was != now:
            self.changed.emit()

    def _added(self, screen: QScreen) -> None:
        self._listen(screen)
        self._settle.start()

    def _removed(self, screen: QScreen) -> None:
        """Be dark at once: Qt moves the window of a display that goes to another one, and that is the worker's."""
        if self.window.isVisible() and self.window.screen() is screen:
            self.window.show_nothing()
            self.window.hide()
        self._settle.start()

    def _listen(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(lambda *_: self._settle.start())


class SimulatedProjector(Projector):
    """Light that falls into an ordinary window: it is always there."""

    @property
    def is_there(self) -> bool:
        return True

    @property
    def is_chosen(self) -> bool:
        return True


def is_apart(screen: QScreen, worker: QScreen) -> bool:
    """Tell whether a display shows something else than the worker's: not itself, and not its mirror."""
    return screen is not worker and not screen.geometry().intersects(worker.geometry())
