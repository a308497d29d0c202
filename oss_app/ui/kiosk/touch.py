"""Fingers on one page of the worker's side: one act for one finger, whatever else rests on the display.

Qt makes a mouse of the first finger alone. Then a hand that rests on the photo takes Done away from the other hand, and
a tap that slips, in gloves or with a tremor, is no tap. So the page reads its fingers itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QEventPoint, QTouchEvent
from PySide6.QtWidgets import QWidget

from oss_app.ui.kiosk.button import Button
from oss_app.ui.kiosk.sizes import BETWEEN_MM

EVENTS = frozenset({QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel})


class Fingers:
    """Which finger holds which button of a page.

    One button at a time: a palm on several is one act. A finger that slips off by less than the space between two
    controls still acts; one that goes further does not.
    """

    def __init__(self, page: QWidget, buttons: Callable[[], Iterable[Button]]) -> None:
        self._page, self._buttons = page, buttons
        self._held: tuple[int, Button] | None = None

    def take(self, event: QTouchEvent) -> None:
        """Take a touch event in."""
        if event.type() is QEvent.Type.TouchCancel:
            self.let_go()
            return
        for finger in event.points():
            place = self._page.mapFromGlobal(finger.globalPosition()).toPoint()
            match finger.state():
                case QEventPoint.State.Pressed:
                    self._press(finger.id(), place)
                case QEventPoint.State.Updated:
                    self._move(finger.id(), place)
                case QEventPoint.State.Released:
                    self._release(finger.id(), place)

    def let_go(self) -> None:
        """Forget the finger that holds a button: something new stands there, which it did not mean."""
        if self._held:
            self._held[1].hold(False)
            self._held = None

    def _press(self, finger: int, place: QPoint) -> None:
        button = next((one for one in self._buttons() if self._is_on(one, place, 0)), None)
        if button and self._held is None:
            self._held = finger, button
            button.pressed.emit()
            button.hold(True)

    def _move(self, finger: int, place: QPoint) -> None:
        if self._held and self._held[0] == finger:
            button = self._held[1]
            button.hold(self._is_on(button, place, self._slip(button)))

    def _release(self, finger: int, place: QPoint) -> None:
        if self._held is None or self._held[0] != finger:
            return
        button = self._held[1]
        self.let_go()
        if self._is_on(button, place, self._slip(button)):
            button.clicked.emit()

    def _is_on(self, button: Button, place: QPoint, slip: int) -> bool:
        if not (button.isVisibleTo(self._page) and button.isEnabled()):
            return False
        return button.face().adjusted(-slip, -slip, slip, slip).contains(button.mapFrom(self._page, place))

    @staticmethod
    def _slip(button: Button) -> int:
        return round(BETWEEN_MM * button.look.mm)
