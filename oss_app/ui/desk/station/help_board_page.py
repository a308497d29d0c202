"""The help board: a tile for each bench; who asks first stands first. No person, no step, no count of anything."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.parts import Bar, Push, label, painted, restyle
from oss_app.ui.desk.widgets.sheet import FAMILY, sheet
from oss_app.ui.kit.theme import LIGHT, Palette

TILE_PX, GAP_PX, MARGIN_PX = 360, 24, 48
"""A tile is at least so wide; those of a row share what is left."""
TALL_PX, LOW_PX = 228, 112
SIGN_PX, SMALL_SIGN_PX, SIDE_PX, WORDS_PX = 72, 48, 28, 18
NAME_SIZES, FEW_LINES = (36, 28, 22), 2
"""In pixels, from the first that a bench's name fits in on so few lines."""
ZERO_WIDTH_SPACE = "\u200b"


def _bench_sheet(p: Palette) -> str:
    """Return the tiles in these colours; where colours say little, the edge says it."""
    asks, comes = (p.accent, p.ink) if p.stark else (p.ink, p.accent)
    sizes = "\n".join(f'QLabel[role="bench-name"][letters="{n}"] {{ font-size: {n}px; }}' for n in NAME_SIZES)
    return f"""
QFrame[role="bench"] {{ background: {p.raised}; border: 2px solid {p.hair}; border-radius: 18px; }}
QFrame[role="bench"][tone="asks"] {{ background: {p.warning}; border: 6px solid {asks}; }}
QFrame[role="bench"][tone="comes"] {{ background: {p.seen}; border: 6px solid {comes}; }}
QFrame[role="bench"][tone="silent"] {{ border: 2px dashed {p.line}; }}
QLabel[role="notice"] {{
  background: {p.warning}; color: {p.on_warning}; font-weight: 700; padding: 14px {MARGIN_PX}px;
}}
QLabel[role="bench-name"] {{ font-weight: 700; }}
{sizes}
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

    def __init__(self, tr: Translator, palette: Palette = LIGHT) -> None:
        super().__init__()
        self._tr, self._palette = tr, palette
        self._shown: tuple[BenchTile, ...] = ()
        self._tiles: dict[str, _Tile] = {}
        self._columns = 0
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setStyleSheet(sheet(palette) + _bench_sheet(palette))
        bar = Bar()
        back = Push(palette, tr("Back"), "arrow-left")
        back.clicked.connect(self.left)
        bar.row.addWidget(back)
        bar.row.addWidget(label(tr("Help board"), "title"))
        bar.row.addStretch(1)
        self.notice = label("", "notice", wraps=True)
        self.notice.hide()
        inside = QWidget()
        inside.setProperty("role", "page")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(MARGIN_PX, GAP_PX, MARGIN_PX, GAP_PX)
        self._grid.setSpacing(GAP_PX)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none = label(tr("No bench has been heard from yet."), "lead")
        self._none.setContentsMargins(MARGIN_PX, GAP_PX, MARGIN_PX, 0)
        pane = QScrollArea()
        pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        pane.setWidgetResizable(True)
        pane.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.notice)
        column.addWidget(self._none)
        column.addWidget(pane, 1)

    @property
    def tiles(self) -> tuple[BenchTile, ...]:
        """What is shown now."""
        return self._shown

    def show_tiles(self, tiles: Sequence[BenchTile], notice: str = "") -> None:
        """Show these benches in this order, and a sentence about the server where there is something to say."""
        self.notice.setText(notice)
        self.notice.setVisible(bool(notice))
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
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, int(column < columns))
        for number, tile in enumerate(self._shown):
            self._grid.addWidget(self._tile(tile), number // columns, number % columns)
        below = -(-len(self._shown) // columns)  # what is left of a page is below the tiles, and not in them
        for row in range(max(below + 1, self._grid.rowCount())):
            self._grid.setRowStretch(row, int(row == below))
        self._none.setVisible(not self._shown)

    def _tile(self, tile: BenchTile) -> _Tile:
        if (made := self._tiles.get(tile.station)) is None:
            made = self._tiles[tile.station] = _Tile(self._tr, self._palette)
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

    def __init__(self, tr: Translator, palette: Palette) -> None:
        super().__init__()
        self._palette, self._told_name = palette, ""
        self._fitted = 0, ""
        self.setProperty("role", "bench")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # all columns are of one width
        self._sign = QLabel()
        self._name, self._sentence = label("", "bench-name", wraps=True), label("", "strong", wraps=True)
        self._since = label("", wraps=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._name, self._sentence, self._since):
            words.addWidget(part)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(WORDS_PX)
        head.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(SIDE_PX, 20, SIDE_PX, 18)
        column.addLayout(head, 1)
        self.button = Push(palette, tr("I am coming"), "footprints", "filled")
        column.addWidget(self.button)

    def show_bench(self, tile: BenchTile) -> None:
        """Show this of the bench from now on."""
        self.setAccessibleName(f"{tile.name}. {tile.sentence}")
        is_tall = tile.state in (BenchState.ASKS, BenchState.COMES)
        self.setMinimumHeight(TALL_PX if is_tall else LOW_PX)
        size = SIGN_PX if is_tall else SMALL_SIGN_PX
        self._sign.setPixmap(painted(self.SIGNS[tile.state], self._palette.ink, size))
        self._sign.setFixedWidth(SIGN_PX)
        self._told_name = tile.name
        self._fit_name()
        self._sentence.setText(tile.sentence)
        self._since.setText(tile.since)
        self._since.setVisible(bool(tile.since))
        self.button.setVisible(tile.state is BenchState.ASKS)
        if self.property("tone") != tile.state.value:
            self.setProperty("tone", tile.state.value)
            self.style().unpolish(self)
            self.style().polish(self)

    def _fit_name(self) -> None:
        """Show the whole name, as large as it fits on a few lines; a word that is too long for one is broken."""
        room = max(1, self.width() - 2 * SIDE_PX - SIGN_PX - WORDS_PX)
        for size in NAME_SIZES:
            font = QFont(FAMILY)
            font.setPixelSize(size)
            font.setBold(True)
            metrics = QFontMetrics(font)
            too_long = [word for word in self._told_name.split() if metrics.horizontalAdvance(word) > room]
            box = metrics.boundingRect(QRect(0, 0, room, 9999), Qt.TextFlag.TextWordWrap, self._told_name)
            if not too_long and box.height() <= FEW_LINES * metrics.lineSpacing():
                break
        text = self._told_name
        for word in too_long:
            text = text.replace(word, ZERO_WIDTH_SPACE.join(word))
        if (size, text) != self._fitted:
            self._fitted = size, text
            self._name.setProperty("letters", size)
            self._name.setText(text)
            restyle(self._name)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_name()
