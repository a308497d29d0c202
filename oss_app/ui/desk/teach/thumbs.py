"""Small taught photos: a slot for each that is asked for, the next one ringed, a doubtful one ringed in ink."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from oss_app.ui.desk.teach.picture import picture_of
from oss_app.ui.desk.widgets.parts import Tag, label, restyle
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted
from oss_app.ui.kit.theme import Palette

COLUMNS, SHAPE, RADIUS, SIGN = 3, 72 / 176, 10, 24


@dataclass(frozen=True)
class ThumbSlot:
    """One slot: ``caption`` under it, the photo if there is one, and how it stands out. ``sign`` is an icon below."""

    caption: str
    jpeg: bytes = b""
    is_next: bool = False
    is_doubtful: bool = False
    is_chosen: bool = False
    sign: str = ""
    means: str = ""
    inner: tuple[float, float] = (1.0, 1.0)
    """The share of the photo's width and height, around its middle, that is the region itself."""


class Thumb(QAbstractButton):
    """One slot; it can be pressed where it holds a photo."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._shown = ThumbSlot("")
        self._image = QImage()
        self._jpeg = b""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_slot(self, shown: ThumbSlot) -> None:
        """Show this."""
        if shown.jpeg != self._jpeg:
            self._jpeg = shown.jpeg
            self._image = picture_of(shown.jpeg)
        self._shown = shown
        self.setAccessibleName(shown.caption)
        self.setAccessibleDescription(shown.means)
        self.setToolTip(shown.means)
        self.setEnabled(bool(shown.jpeg))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown.jpeg else Qt.FocusPolicy.NoFocus)
        self.update()

    # Qt

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round((width - 8) * SHAPE) + 8

    def sizeHint(self) -> QSize:
        return QSize(120, self.heightForWidth(120))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.heightForWidth(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        p, shown = self._palette, self._shown
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS, RADIUS)
        if not self._image.isNull():
            painter.save()
            painter.setClipPath(path)
            painter.drawImage(box, self._image, _cut(self._image, box.width() / max(1.0, box.height()), shown.inner))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if shown.is_doubtful or shown.is_chosen or self.hasFocus():
            width = 4 if shown.is_doubtful or shown.is_chosen else 3
            painter.setPen(QPen(QColor(p.ink), width))
            painter.drawRoundedRect(box.adjusted(-2, -2, 2, 2), RADIUS + 2, RADIUS + 2)
            painter.setPen(QPen(QColor(p.ground), 2))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        elif self._image.isNull() and shown.is_next:
            painter.setPen(QPen(QColor(p.accent), 4))
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        elif self._image.isNull():
            pen = QPen(QColor(p.line), 2, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self._image.isNull() and shown.is_next:
            side = min(24.0, box.height() * 0.6)
            icon = QRectF(box.center().x() - side / 2, box.center().y() - side / 2, side, side)
            draw_icon(painter, "camera", icon, p.ink)
        painter.end()


class Cell(QFrame):
    """A thumb with its caption, or a sign, below it."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.thumb = Thumb(palette)
        self._caption = Caption(palette)
        column.addWidget(self.thumb)
        column.addWidget(self._caption)

    def show_slot(self, shown: ThumbSlot) -> None:
        self.thumb.show_slot(shown)
        self._caption.show_caption(shown)


class Caption(QWidget):
    """The name of a slot, or a sign that says how the check judged it."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._shown = ThumbSlot("")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(SIGN)

    def show_caption(self, shown: ThumbSlot) -> None:
        self._shown = shown
        self.update()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        shown, p = self._shown, self._palette
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.sign:
            box = QRectF(self.width() / 2 - SIGN / 2, 0, SIGN, SIGN)
            draw_icon(painter, shown.sign, box, p.accent if shown.sign == "check" else p.ink)
        elif shown.caption:
            weight = 700 if shown.is_next or shown.is_doubtful else 400
            room = QRectF(4, 0, self.width() - 4, SIGN)
            lines, letters = fitted(shown.caption, room, Letters(16, weight, SIGN, p.ink))
            draw_lines(painter, lines, room, letters)
        painter.end()


class ThumbGrid(QFrame):
    """Slots in a grid of ``columns``; ``pressed(index)`` when one with a photo is pressed."""

    pressed = Signal(int)

    def __init__(self, palette: Palette, columns: int = COLUMNS) -> None:
        super().__init__()
        self._palette, self._columns = palette, columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
        self._cells: list[Cell] = []

    def show_slots(self, slots: Sequence[ThumbSlot]) -> None:
        """Show these, in this order."""
        while len(self._cells) < len(slots):
            cell, number = Cell(self._palette), len(self._cells)
            cell.thumb.clicked.connect(lambda *_, number=number: self.pressed.emit(number))
            self._grid.addWidget(cell, number // self._columns, number % self._columns)
            self._cells.append(cell)
        for cell in self._cells[len(slots) :]:
            cell.hide()
        for cell, shown in zip(self._cells, slots, strict=False):
            cell.show_slot(shown)
            cell.show()

    def thumb(self, index: int) -> Thumb:
        """One of the slots."""
        return self._cells[index].thumb


class PhotoBox(QFrame):
    """One side's photos in a card: its name, how many there are, and the slots."""

    def __init__(self, palette: Palette, name: str, columns: int = COLUMNS) -> None:
        super().__init__()
        self._palette = palette
        self.setProperty("role", "box")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 14, 12, 12)
        column.setSpacing(8)
        row = QHBoxLayout()
        self._tag = Tag("")
        row.addWidget(label(name, "heading"))
        row.addStretch()
        row.addWidget(self._tag)
        column.addLayout(row)
        self.shelf = ThumbGrid(palette, columns)
        column.addWidget(self.shelf)

    def show_side(self, slots: Sequence[ThumbSlot], tag: str, *, is_full: bool, is_now: bool) -> None:
        """Show this side; it is framed while it is its turn."""
        self.shelf.show_slots(slots)
        self._tag.setText(f"✓ {tag}" if is_full else tag)
        self._tag.set_tone("good" if is_full else "")
        edge = f'QFrame[role="box"] {{ border: 3px solid {self._palette.accent}; }}' if is_now else ""
        if self.styleSheet() != edge:
            self.setStyleSheet(edge)
            restyle(self)


def _cut(image: QImage, ratio: float, inner: tuple[float, float]) -> QRectF:
    """Return the middle part of a picture that holds its inner part, with this ratio of width to height."""
    whole = float(image.width()), float(image.height())
    width, height = whole[0] * inner[0], whole[1] * inner[1]
    width, height = max(width, height * ratio), max(height, width / ratio)
    shrink = min(1.0, whole[0] / width, whole[1] / height)
    width, height = width * shrink, height * shrink
    return QRectF((whole[0] - width) / 2, (whole[1] - height) / 2, width, height)
