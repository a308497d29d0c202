"""The one window: full screen on the station's display, and closed by those who may."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from oss_app.ui.kit.display import StationDisplay

ALONE, BESIDE = 4 / 5, 2 / 3
"""So much of the display's width and height has a window that does not fill it: alone, and with another beside it."""


class MainWindow(QWidget):
    """Shows one page at a time. ``display_changed`` follows when sizes in millimetres may be different."""

    display_changed = Signal()
    stands = Signal()
    """It was drawn for the first time."""
    left = Signal()
    """The window was closed, by someone who may."""

    def __init__(self, display: StationDisplay, *, windowed: bool = False, beside: bool = False) -> None:
        """Be a window among others where it is ``windowed``; one at the left that leaves room ``beside`` it."""
        super().__init__()
        windowed = windowed or beside
        self._display, self._windowed, self._beside = display, windowed, beside
        self._may_close = windowed
        self._is_open = False
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("OSS App")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        if not windowed:
            self.setWindowFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        display.changed.connect(self._move)

    @property
    def pixels_per_mm(self) -> float:
        """Qt's own pixels per millimetre where the window is."""
        return self._display.pixels_per_mm()

    def open(self) -> None:
        """Come on the screen."""
        self._is_open = True
        screen = self._display.screen()
        self.setScreen(screen)
        area = screen.availableGeometry() if self._windowed else screen.geometry()
        if self._windowed:
            part = BESIDE if self._beside else ALONE
            self.resize(round(area.width() * part), round(area.height() * part))
            middle = area.center() - self.rect().center()
            self.move(area.left() if self._beside else middle.x(), middle.y())
            self.show()
        else:
            self.setGeometry(area)
            self.showFullScreen()
        self.activateWindow()
        self.windowHandle().installEventFilter(self)

    def use_display(self, name: str, serial: str, mm: tuple[int, int] | None) -> None:
        """Go to this display; ``mm`` is its measured width and height, None for what it says itself."""
        self._display.choose(name, serial, mm)

    def show_page(self, page: QWidget) -> None:
        """Show this page; it stays this window's until the program ends."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def allow_close(self) -> None:
        """From now on the window may be closed."""
        self._may_close = True

    def _move(self) -> None:
        """Go to the station's display, where it is again; and fill what there is meanwhile."""
        if not self._is_open:  # not visible does not say so: with a display that stood in for none Qt puts it away
            return
        if not self._windowed:
            screen = self._display.screen()
            if self.screen() is not screen or self.geometry() != screen.geometry():
                # out of full screen first: a window manager keeps a full-screen window on the display it is on
                self.setWindowState(self.windowState() & ~Qt.WindowState.WindowFullScreen)
                self.setScreen(screen)
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        self.display_changed.emit()

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """See when the system lets it be drawn; Qt draws it before the next event."""
        if event.type() is QEvent.Type.Expose and watched == self.windowHandle():
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.stands.emit)
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Come back when a desktop's own keys put all windows away: nothing on a station would bring this one back."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.WindowStateChange and self.isMinimized() and not self._windowed:
            QTimer.singleShot(0, self, self.showFullScreen)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close:
            self._is_open = False
            event.accept()
            self.left.emit()
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # Escape and the rest that no page wanted: nobody leaves by a key
