"""The help board: a tile for each bench; who asks first stands first. No person, no step, no count of anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Bar, Push, label, painted
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import LIGHT

TILE_PX, GAP_PX, MARGIN_PX = 380, 24, 48
SIGN_PX = 72

_SHEET = f"""
QFrame[role="bench"] {{ background: {LIGHT.raised}; border: 2px solid {LIGHT.hair}; border-radius: 18px; }}
QFrame[role="bench"][tone="asks"] {{ background: {LIGHT.warning}; border: 6px solid {LIGHT.ink}; }}
QFrame[role="bench"][tone="comes"] {{ background: {LIGHT.seen}; border: 6px solid {LIGHT.accent}; }}
QFrame[role="bench"][tone="silent"] {{ border: 2px dashed {LIGHT.line}; }}
"""


class BenchState(StrEnum):
    """What a bench shows."""

    ASKS = "asks"
    COMES = "comes"  # it asks, and the coach has said that they come
    WELL = "well"
    SILENT = "silent"  # nothing was heard from it for some time


@dataclass(frozen=True)
class BenchTile:
    """One bench. ``sentence`` says what it shows, ``since`` for how long; either may be empty."""

    station: str
    name: str
    state: BenchState
    sentence: str
    since: str = ""


class HelpBoardPage(QWidget):
    """``come(station)`` when the coach says that they come to a bench; ``left`` when they go away from the board."""

    come = Signal(str)
    left = Signal()

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        self._shown: tuple[BenchTile, ...] = ()
        self._tiles: dict[str, _Tile] = {}
        self._columns = 0
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(sheet(LIGHT) + _SHEET)
        bar = Bar()
        back = Push(LIGHT, tr("Back"), "arrow-left")
        back.clicked.connect(self.left)
        bar.row.addWidget(back)
        bar.row.addWidget(label(tr("Help board"), "title"))
        bar.row.addStretch(1)
        self.notice = label("", "strong")
        bar.row.addWidget(self.notice)
        inside = QWidget()
        inside.setProperty("role", "page")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(MARGIN_PX, GAP_PX, MARGIN_PX, GAP_PX)
        self._grid.setSpacing(GAP_PX)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        self._none = label(tr("No bench has been heard from yet."), "lead")
        self._none.setContentsMargins(MARGIN_PX, GAP_PX, MARGIN_PX, 0)
        pane = QScrollArea()
        pane.setWidgetResizable(True)
        pane.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self._none)
        column.addWidget(pane, 1)

    @property
    def tiles(self) -> tuple[BenchTile, ...]:
        """What is shown now."""
        return self._shown

    def show_tiles(self, tiles: Sequence[BenchTile], notice: str = "") -> None:
        """Show these benches in this order, and a sentence about the server where there is something to say."""
        self.notice.setText(notice)
        if tuple(tiles) != self._shown:
            self._shown = tuple(tiles)
            self._deal()

    def _deal(self) -> None:
        # a tile stays the same widget while its bench is there: a press that has begun on its button is not lost
        for station in self._tiles.keys() - {tile.station for tile in self._shown}:
            gone = self._tiles.pop(station)
            gone.hide()
            gone.deleteLater()
        while self._grid.takeAt(0) is not None:
            pass
        columns = self._columns or 1
        for number, tile in enumerate(self._shown):
            self._grid.addWidget(self._tile(tile), number // columns, number % columns)
        self._none.setVisible(not self._shown)

    def _tile(self, tile: BenchTile) -> _Tile:
        if (made := self._tiles.get(tile.station)) is None:
            made = self._tiles[tile.station] = _Tile(self._tr)
            made.button.clicked.connect(lambda: self.come.emit(tile.station))
        made.show_bench(tile)
        return made

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        columns = max(1, (self.width() - 2 * MARGIN_PX + GAP_PX) // (TILE_PX + GAP_PX))
        if columns != self._columns:
            self._columns = columns
            self._deal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _Tile(QFrame):
    """One bench: its sign, its name, what it shows, and the one thing that the coach can say."""

    SIGNS = {  # noqa: RUF012
        BenchState.ASKS: "hand-palm",
        BenchState.COMES: "footprints",
        BenchState.WELL: "check",
        BenchState.SILENT: "wifi-slash",
    }

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        self.setProperty("role", "bench")
        self.setFixedSize(TILE_PX, 228)
        self._sign = QLabel()
        self._name, self._sentence = label("", "large", wraps=True), label("", "strong", wraps=True)
        self._since = label("", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._name, self._sentence, self._since):
            words.addWidget(part)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.addLayout(head, 1)
        self.button = Push(LIGHT, tr("I am coming"), "footprints", "filled")
        column.addWidget(self.button)

    def show_bench(self, tile: BenchTile) -> None:
        """Show this of the bench from now on."""
        self.setAccessibleName(f"{tile.name}. {tile.sentence}")
        self._sign.setPixmap(painted(self.SIGNS[tile.state], LIGHT.ink, SIGN_PX))
        self._name.setText(tile.name)
        self._sentence.setText(tile.sentence)
        self._since.setText(tile.since)
        self._since.setVisible(bool(tile.since))
        self.button.setVisible(tile.state is BenchState.ASKS)
        if self.property("tone") != tile.state.value:
            self.setProperty("tone", tile.state.value)
            self.style().unpolish(self)
            self.style().polish(self)
