"""The panel below the picture: one instruction, and the few acts that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_app.ui.desk.teach.asks import Act, Asked, ButtonSpec
from oss_app.ui.desk.widgets.parts import Push, label
from oss_app.ui.kit.theme import Palette

LARGE = """
QPushButton[kind="big"] { min-height: 112px; border-radius: 18px; font-size: 30px; }
QPushButton[kind="big"]:focus { min-height: 108px; }
QPushButton[kind="choice"] { min-height: 92px; font-size: 26px; }
QPushButton[kind="choice"]:focus { min-height: 88px; }
"""


class SaidActs(QWidget):
    """Buttons in rows of ``columns``; ``pressed(act)``. While their acts are the same they keep the focus."""

    pressed = Signal(object)

    def __init__(self, palette: Palette, columns: int) -> None:
        super().__init__()
        self._palette, self._columns = palette, columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._buttons: tuple[ButtonSpec, ...] = ()
        self._pushes: list[Push] = []
        self._most_px = 10_000

    def fit(self, most_px: int) -> None:
        """Stand below each other where a row would be wider than this."""
        self._most_px = most_px
        self._deal()

    def show_buttons(self, buttons: Sequence[ButtonSpec]) -> None:
        """Show these; the main one takes the focus where one of them had it."""
        if tuple(buttons) == self._buttons:
            return
        had_focus = any(push.hasFocus() for push in self._pushes)
        for push in self._pushes:
            self._grid.removeWidget(push)
            push.hide()
            push.deleteLater()
        self._buttons, self._pushes = tuple(buttons), []
        for button in buttons:
            push = Push(self._palette, button.label, button.icon, button.kind)
            push.setAutoDefault(True)
            push.clicked.connect(partial(self._clicked, button.act))
            push.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
            self._pushes.append(push)
        self._deal()
        for push in self._pushes:
            push.show()  # now, so that it can have the focus
        if had_focus:
            self.focus_main()

    def _deal(self) -> None:
        """Put the buttons in rows, the last one across where it is alone in its row."""
        for push in self._pushes:
            self._grid.removeWidget(push)
            push.setParent(self)
            push.ensurePolished()
        row = sum(push.sizeHint().width() for push in self._pushes[: self._columns])
        columns = self._columns if row + 12 * (self._columns - 1) <= self._most_px else 1
        for number, push in enumerate(self._pushes):
            is_alone = number > 0 and number % columns == 0 and number == len(self._pushes) - 1
            self._grid.addWidget(push, number // columns, number % columns, 1, columns if is_alone else 1)

    def button(self, act: Act) -> Push | None:
        """Return the button of an act, if it is there."""
        return next((p for b, p in zip(self._buttons, self._pushes, strict=True) if b.act is act), None)

    def focus_main(self) -> None:
        """Hand the keys to the filled button, or to the first."""
        main = [p for b, p in zip(self._buttons, self._pushes, strict=True) if b.kind == "big"]
        if self._pushes:
            (main or self._pushes)[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _clicked(self, act: Act, *_: object) -> None:
        self.pressed.emit(act)


class Say(QFrame):
    """The panel; ``trouble`` is what went wrong with the last act, and takes the place of ``also``."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self.setObjectName("say")
        self._palette = palette
        self._size = ""
        self._row = row = QHBoxLayout(self)
        row.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(4)
        self._small, self._main, self._also = (
            label("", "muted", wraps=True),
            label("", wraps=True),
            label("", wraps=True),
        )
        self.acts = SaidActs(palette, 2)
        column.addStretch()
        for part in (self._small, self._main, self._also):
            column.addWidget(part)
        column.addStretch()
        row.addLayout(column, 1)
        row.addWidget(self.acts, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.set_narrow(False)
        self.set_small(False)

    def set_narrow(self, is_narrow: bool) -> None:
        """For a window in which words beside the buttons have no room: they stand above them."""
        side = QHBoxLayout.Direction.TopToBottom if is_narrow else QHBoxLayout.Direction.LeftToRight
        self._row.setDirection(side)
        self._row.setSpacing(8 if is_narrow else 24)
        self._row.setContentsMargins(16 if is_narrow else 32, 8, 16 if is_narrow else 24, 8)

    def set_small(self, is_small: bool) -> None:
        """For a window below 1600 pixels: smaller letters, a lower panel."""
        main, also, height = (26, 17, 176) if is_small else (38, 20, 216)
        size = f"QFrame#say {{ background: {self._palette.strip}; border-radius: 18px; }}" + LARGE * (not is_small)
        if size != self._size:
            self._size = size
            self.setStyleSheet(size)
        self.setMinimumHeight(height)
        self._small.setStyleSheet(f"font-size: {also}px; color: {self._palette.ink2};")
        self._main.setStyleSheet(f"font-size: {main}px; font-weight: 600;")
        self._also.setStyleSheet(f"font-size: {also}px;")

    def say(self, asked: Asked, trouble: str = "", *, is_busy: bool = False, busy: str = "") -> None:
        """Show this."""
        self._small.setText(busy if is_busy else asked.small)
        self._main.setText(asked.main)
        self._also.setText(trouble or asked.also)
        self._also.setStyleSheet(
            self._also.styleSheet().split("font-weight")[0] + ("font-weight: 700;" if trouble else "")
        )
        self.setAccessibleName(" ".join(part for part in (asked.main, trouble or asked.also) if part))
        self.acts.show_buttons(asked.buttons)

    @property
    def words(self) -> tuple[str, str, str]:
        """What is said now: small, main, also."""
        return self._small.text(), self._main.text(), self._also.text()
