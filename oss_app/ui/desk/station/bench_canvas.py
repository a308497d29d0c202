"""The projector's picture, small, with what can be moved in it: by drag, or by arrow keys, coarse and fine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_app.core.region import Point
from oss_app.ui.kit.fonts import font_for
from oss_app.ui.kit.light_picture import WARM
from oss_app.ui.kit.theme import Palette

FINE, COARSE = 1.0, 10.0
"""Pixels of the projector that an arrow key moves, alone and with Shift."""
GRIP = 14
ARROWS = {
    Qt.Key.Key_Left: (-1.0, 0.0),
    Qt.Key.Key_Right: (1.0, 0.0),
    Qt.Key.Key_Up: (0.0, -1.0),
    Qt.Key.Key_Down: (0.0, 1.0),
}


@dataclass(frozen=True)
class CanvasShape:
    """One outline, in pixels of the projector; ``moves`` as a whole.

    Its corners can be taken hold of once it is chosen, those of a frame always. ``more`` are points beside its corners
    to take hold of; they are numbered after them. ``waiting`` numbers those that nobody laid yet.
    """

    key: str
    points: tuple[Point, ...]
    label: str = ""
    moves: bool = True
    is_frame: bool = False
    more: tuple[Point, ...] = ()
    waiting: frozenset[int] = frozenset()


class BenchCanvas(QWidget):
    """``moved(key, corner, dx, dy)``: what was moved, by how many pixels; corner is -1 for the whole."""

    moved = Signal(str, int, float, float)
    selected = Signal(str, int)

    def __init__(self, palette: Palette, name: str) -> None:
        super().__init__()
        self._palette = palette
        self._size = (1280, 720)
        self.shapes: tuple[CanvasShape, ...] = ()
        self.chosen = ("", -1)
        self._from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setMinimumSize(200, 112)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_shapes(self, size: tuple[int, int], shapes: Sequence[CanvasShape]) -> None:
        """Show these, in a picture of ``size`` pixels; what was chosen stays so while it is there."""
        self._size, self.shapes = size, tuple(shapes)
        if self.chosen not in self._choices():
            self.choose(*next(iter(self._choices()), ("", -1)))
        self.update()

    def choose(self, key: str, corner: int) -> None:
        """Choose what the arrow keys move."""
        if (key, corner) != self.chosen:
            self.chosen = key, corner
            self.selected.emit(key, corner)
            self.update()

    def _choices(self) -> list[tuple[str, int]]:
        found = []
        for shape in self.shapes:
            if shape.moves:
                found.append((shape.key, -1))
            found += [(shape.key, corner) for corner in range(len(shape.points + shape.more))]
        return found

    @property
    def _area(self) -> QRectF:
        scale = min(self.width() / self._size[0], self.height() / self._size[1])
        w, h = self._size[0] * scale, self._size[1] * scale
        return QRectF((self.width() - w) / 2, (self.height() - h) / 2, w, h)

    def _at(self, point: Point) -> QPointF:
        area = self._area
        return QPointF(
            area.left() + (point[0] + 0.5) / self._size[0] * area.width(),
            area.top() + (point[1] + 0.5) / self._size[1] * area.height(),
        )

    def _grips(self, shape: CanvasShape) -> tuple[Point, ...]:
        """Return the corners to take hold of now: all of them together would cover small places."""
        return shape.points + shape.more if shape.is_frame or shape.key == self.chosen[0] else ()

    def _under(self, where: QPointF) -> tuple[str, int] | None:
        for shape in sorted(self.shapes, key=lambda shape: shape.key != self.chosen[0]):
            for corner, point in enumerate(self._grips(shape)):
                if (self._at(point) - where).manhattanLength() <= 1.6 * GRIP:
                    return shape.key, corner
        for shape in reversed(self.shapes):
            polygon = QPolygonF([self._at(p) for p in shape.points])
            if shape.moves and polygon.containsPoint(where, Qt.FillRule.OddEvenFill):
                return shape.key, -1
        return None

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(960, 540)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        under = self._under(event.position())
        if under:
            self.choose(*under)
            self._from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None:
            return
        step, self._from = event.position() - self._from, event.position()
        scale = self._size[0] / max(1.0, self._area.width())
        self.moved.emit(*self.chosen, step.x() * scale, step.y() * scale)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = ARROWS.get(Qt.Key(event.key()))
        choices = self._choices()
        if way and self.chosen in choices:
            far = COARSE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else FINE
            self.moved.emit(*self.chosen, way[0] * far, way[1] * far)
        elif event.key() in (Qt.Key.Key_N, Qt.Key.Key_Space) and choices:
            self.choose(*choices[(choices.index(self.chosen) + 1) % len(choices)])
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self._area, QColor("#0B141A"))
        for shape in self.shapes:
            style = Qt.PenStyle.DashLine if shape.is_frame else Qt.PenStyle.SolidLine
            painter.setPen(QPen(QColor(WARM), 2 if shape.is_frame else 3, style))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            polygon = QPolygonF([self._at(p) for p in shape.points])
            painter.drawPolygon(polygon)
            if shape.label:
                painter.setFont(font_for(shape.label, 16, 600))
                painter.drawText(polygon.boundingRect(), Qt.AlignmentFlag.AlignCenter, shape.label)
            for corner, point in enumerate(self._grips(shape)):
                is_chosen = (shape.key, corner) == self.chosen
                painter.setPen(QPen(QColor(WARM), 3))
                painter.setBrush(QColor(WARM if is_chosen else "#0B141A"))
                radius = GRIP if is_chosen else GRIP * 0.6
                if corner not in shape.waiting:
                    painter.drawEllipse(self._at(point), radius, radius)
                    continue
                middle = self._at(point)  # a cross without a ring, as on the bench
                painter.setPen(QPen(QColor(WARM), 5 if is_chosen else 2))
                for way in (QPointF(radius, 0), QPointF(0, radius)):
                    painter.drawLine(middle - way, middle + way)
            if (shape.key, -1) == self.chosen:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(255, 240, 176, 70))
                painter.drawPolygon(polygon)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._palette.ink), 4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._area.adjusted(2, 2, -2, -2))
        painter.end()
