"""The coach's door: a code on large keys, and behind it a few large rows."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from oss_app.core.profile import Profile
from oss_app.core.settings import DEFAULT_KEYS, GUARD_S, Gesture
from oss_app.player.screen import ControlSlot, Extent, Variant
from oss_app.ui.kiosk.button import Button, ButtonStyle, Shape, shape_for
from oss_app.ui.kiosk.layout import ScreenLayout, lay_out
from oss_app.ui.kiosk.page import Page
from oss_app.ui.kiosk.player.labels import SentenceLabel
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.theme import PALETTES, Palette, edge

LONGEST, USUAL, SHORTEST = 8, 6, 4
"""Digits of a code; the set-up asks for the usual ones."""
KEYS = "123456789-0+"
"""The keypad, row by row; ``-`` takes the last digit back, ``+`` enters."""


@dataclass(frozen=True)
class DoorRow:
    """One thing that the coach can do; ``key`` comes back in ``row_chosen``."""

    key: str
    label: str
    icon: str
    filled: bool = False


@dataclass(frozen=True)
class DoorWords:
    """The words on the door."""

    title: str
    wrong: str
    back: str
    erase: str
    enter: str


class CoachDoor(Page):
    """Asks for a code; whether it is right is decided elsewhere. Then ``show_rows`` or ``refuse``."""

    code_entered = Signal(str)
    row_chosen = Signal(str)
    left = Signal()

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        back: tuple[str, ...] = DEFAULT_KEYS[Gesture.BACK],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__({Gesture.BACK: back}, GUARD_S, clock, parent=parent)
        self._profile, self._mm, self._rtl = Profile(), 3.6, False
        self._words = DoorWords("", "", "", "", "")
        self._code = ""
        self.rows: tuple[DoorRow, ...] = ()
        """What is behind the code; none while it is asked for."""
        self._title, self._dots = SentenceLabel(self), _Dots(self)
        self._back = self.adopt(Button(self))
        self._back.clicked.connect(self.left)
        self._pad = {key: self.adopt(Button(self)) for key in KEYS}
        for key, button in self._pad.items():
            button.clicked.connect(lambda *_, key=key: self._type(key))
        self._row_buttons: list[Button] = []

    def set_profile(self, profile: Profile, pixels_per_mm: float) -> None:
        """Theme and text size of whoever works here now."""
        self._profile, self._mm = profile, pixels_per_mm
        self._lay_out()

    def ask(self, words: DoorWords, *, right_to_left: bool = False) -> None:
        """Ask for the code, from nothing."""
        self._words, self._rtl, self.rows, self._code = words, right_to_left, (), ""
        self._say(words.title)

    def refuse(self) -> None:
        """Say calmly that the code was not right, and ask again."""
        self._code = ""
        self._say(self._words.wrong)

    def show_rows(self, title: str, rows: tuple[DoorRow, ...]) -> None:
        """Show what the coach can do, since the code was right."""
        self.rows, self._code = rows, ""
        self._say(title)
        if self._row_buttons:
            self._row_buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def title(self) -> str:
        """What stands above the keys."""
        return self._title.text()

    def key(self, key: str) -> Button:
        """Return a key of the pad: a digit, ``-`` or ``+``."""
        return self._pad[key]

    @property
    def digits(self) -> int:
        """How many digits have been typed."""
        return len(self._code)

    def ground(self) -> str:
        return self._palette().ground

    def buttons(self) -> Iterable[Button]:
        return (*self._pad.values(), *self._row_buttons, self._back)

    def key_counted(self, key: str) -> None:
        if self.keyboard.gesture(key) is Gesture.BACK:  # a worker who came in by mistake has only these keys
            self.left.emit()
            return
        focused = self.focusWidget()
        if isinstance(focused, Button) and focused.hasFocus():
            focused.clicked.emit()

    def _palette(self) -> Palette:
        return PALETTES[self._profile.theme]

    def _say(self, sentence: str) -> None:
        self.guard.start(self.clock())
        self._title.say(sentence)
        self._lay_out()

    def _type(self, key: str) -> None:
        if key == "-":
            self._code = self._code[:-1]
        elif key != "+":
            self._code = (self._code + key)[:LONGEST]
        elif len(self._code) >= SHORTEST:
            code, self._code = self._code, ""
            self._dots.show_digits(0)
            self.code_entered.emit(code)
            return
        self._dots.show_digits(len(self._code))

    def _choose(self, key: str) -> None:
        if self.lets(Gesture.DONE):
            self.row_chosen.emit(key)

    def _lay_out(self) -> None:
        extent = Extent((self._title.text(), self._words.title, self._words.wrong), (), (), has_strip=False)
        scale = min(self._profile.text_percent / 100, 1.5)
        layout = lay_out(self.width(), self.height(), self._mm, scale, extent, measured, right_to_left=self._rtl)
        palette = self._palette()
        self._title.set_style(palette, layout, right_to_left=self._rtl)
        self._title.place(layout.sentence)
        self._show_back(layout)
        asks = not self.rows
        self._dots.setVisible(asks)
        for button in self._pad.values():
            button.setVisible(asks)
        if asks:
            self._lay_out_pad(layout)
        self._lay_out_rows(layout)
        self.steer(by_keys=self.steered_by_keys)
        self.update()

    def _look(self, layout: ScreenLayout, px: float, shape: Shape) -> ButtonStyle:
        return ButtonStyle(self._palette(), px, layout.mm, layout.radius, shape, self._rtl, tall=self._rtl)

    def _show_back(self, layout: ScreenLayout) -> None:
        self._back.set_style(self._look(layout, layout.sizes.label, shape_for(layout)))
        self._back.place(layout.controls[ControlSlot.BACK])
        self._back.show_control(self._words.back, "arrow-left")

    def _area(self, layout: ScreenLayout) -> Box:
        """Tell where the photo of a step stands; on a portrait screen down to the controls."""
        area = layout.photo
        if layout.portrait:
            area = area._replace(h=layout.controls[ControlSlot.BACK].y - layout.margin - area.y)
        return area

    def _lay_out_pad(self, layout: ScreenLayout) -> None:
        area, gap = self._area(layout), layout.gap
        dots = round(14 * layout.mm)
        side = min((area.h - dots - 4 * gap) // 4, (area.w - 2 * gap) // 3, math.ceil(34 * layout.mm))
        left = area.right - 3 * side - 2 * gap if self._rtl else area.x
        self._dots.set_style(self._palette(), layout.mm, right_to_left=self._rtl)
        self._dots.setGeometry(area.x, area.y, area.w, dots)
        self._dots.show_digits(len(self._code))
        px = min(layout.sizes.done, side * 0.42)
        for number, (key, button) in enumerate(self._pad.items()):
            x, y = left + number % 3 * (side + gap), area.y + dots + gap + number // 3 * (side + gap)
            button.set_style(self._look(layout, px, Shape.CENTRED))
            button.place(Box(x, y, side, side))
            if key == "-":
                button.show_control("", "x")
                button.setAccessibleName(self._words.erase)
            elif key == "+":
                button.show_control("", "check", Variant.FILLED)
                button.setAccessibleName(self._words.enter)
            else:
                button.show_control(key, "")

    def _lay_out_rows(self, layout: ScreenLayout) -> None:
        while len(self._row_buttons) < len(self.rows):
            button = self.adopt(Button(self))
            number = len(self._row_buttons)
            button.clicked.connect(lambda *_, number=number: self._choose(self.rows[number].key))
            self._row_buttons.append(button)
        area, gap = self._area(layout), layout.gap
        count = max(1, len(self.rows))
        height = min((area.h - (count - 1) * gap) // count, math.ceil(max(26 * layout.mm, 2 * layout.sizes.label)))
        for number, button in enumerate(self._row_buttons):
            button.setVisible(number < len(self.rows))
            if number < len(self.rows):
                row = self.rows[number]
                button.set_style(self._look(layout, layout.sizes.label, Shape.ROW))
                button.place(Box(area.x, area.y + number * (height + gap), area.w, height))
                button.show_control(row.label, row.icon, Variant.FILLED if row.filled else Variant.CONTROL)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if not self.rows and text.isdigit() and text.isascii() and not event.isAutoRepeat():
            self._type(text)
        elif self._code and event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._type("-")
        elif not self.rows and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._type("+")
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        super().resizeEvent(event)


class _Dots(QLabel):
    """How many digits there are, never which."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._count, self._mm, self._rtl = 0, 3.6, False
        self._palette_now = PALETTES[Profile().theme]

    def set_style(self, palette: Palette, mm: float, *, right_to_left: bool) -> None:
        self._palette_now, self._mm, self._rtl = palette, mm, right_to_left

    def show_digits(self, count: int) -> None:
        self._count = count
        self.setText("•" * count)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, gap = 6 * self._mm, 4 * self._mm
        rim = edge(2.5, self._mm, self.devicePixelRatioF())
        for number in range(max(USUAL, self._count)):
            x = number * (side + gap)
            x = self.width() - x - side if self._rtl else x
            box = QRectF(x, (self.height() - side) / 2, side, side).adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2)
            painter.setPen(QPen(QColor(self._palette_now.line), rim))
            painter.setBrush(QColor(self._palette_now.ink) if number < self._count else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(box)
        painter.end()
