"""What every page of the worker's side has: its ground, its keys, and a guard against second acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QTouchEvent
from PySide6.QtWidgets import QWidget

from oss_app.core.settings import Gesture
from oss_app.ui.kiosk.button import Button
from oss_app.ui.kiosk.keyboard import ACTIVATES, MOVES, Guard, Keyboard, key_name
from oss_app.ui.kiosk.touch import EVENTS, Fingers


class Page(QWidget):
    """A page that fills the window; rings show only for those who steer by keys."""

    def __init__(
        self,
        keys: Mapping[Gesture, tuple[str, ...]],
        guard_s: float,
        clock: Callable[[], float],
        also: frozenset[str] = ACTIVATES,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.clock, self.guard = clock, Guard(guard_s)
        self.keyboard = Keyboard(keys, clock, also, parent=self)
        self.keyboard.counted.connect(self.key_counted)
        self.fingers = Fingers(self, self.buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.steered_by_keys = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)

    def lets(self, gesture: Gesture) -> bool:
        """Tell whether an act counts now."""
        return self.guard.lets(gesture, self.clock())

    def adopt(self, button: Button) -> Button:
        """Make a button one of this page: pressing it puts the ring away, Tab on it shows it."""
        button.pressed.connect(lambda: self.steer(by_keys=False))
        button.installEventFilter(self)
        return button

    def show_anew(self) -> None:
        """Guard what has just come on the screen: nobody can have meant to press it yet, nor does who still holds a
        button.
        """
        self.guard.start(self.clock())
        self.fingers.let_go()
        for button in self.buttons():
            button.let_go()

    def steer(self, *, by_keys: bool) -> None:
        """Show rings from now on, or no longer."""
        self.steered_by_keys = by_keys
        for button in self.buttons():
            button.set_ringed(by_keys)

    # what a page must say

    def ground(self) -> str:
        """Return the colour of the page."""
        raise NotImplementedError

    def buttons(self) -> Iterable[Button]:
        """All buttons that can have the focus."""
        raise NotImplementedError

    def key_counted(self, key: str) -> None:
        """Tell that a person pressed this key."""
        raise NotImplementedError

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if key_name(event) in MOVES:
            super().keyPressEvent(event)
            return
        self.steer(by_keys=True)
        self.keyboard.press(event)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self.keyboard.release(event)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.type() in EVENTS:
            self.steer(by_keys=False)
            self.fingers.take(event)
            return True
        if event.type() is QEvent.Type.MouseButtonPress:
            self.steer(by_keys=False)
        if self._ends_code(event):
            return True
        self._see_tab(event)
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tab on a button moves on at once and never comes to the page as a key."""
        if self._ends_code(event):
            return True
        self._see_tab(event)
        return super().eventFilter(watched, event)

    def _ends_code(self, event: QEvent) -> bool:
        """Tell whether this is the Tab with which many scanners end a code."""
        is_tab = event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and key_name(event) in MOVES
        return is_tab and self.keyboard.hears_code

    def _see_tab(self, event: QEvent) -> None:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and key_name(event) in MOVES:
            self.steer(by_keys=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.ground()))
        painter.end()
