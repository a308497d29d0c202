"""What is drawn on the photo: the outline of the place, the number beside it, the tick that it was seen."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from oss_app.core.region import Point, is_rectangle
from oss_app.core.support import Mark
from oss_app.ui.kiosk.sizes import BOLD
from oss_app.ui.kit.framing import Framing
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines
from oss_app.ui.kit.theme import DIM, DIM_SHARE, Palette, edge

CORNER_MM, DARK_MM, LIGHT_MM, DISC_MM, TICK_MM = 5.0, 3.4, 1.5, 15.0, 19.0
THIN = 0.7  # so wide is the line of a mark that has begun to fade
ARM_MM, CORNER_SHARE = 9.0, 0.16  # a corner's arm, and how much of the outline one may take


def outline_path(outline: Sequence[Point], framing: Framing, mm: float, within: QRectF | None = None) -> QPainterPath:
    """Return the outline as it is drawn: a rectangle with round corners, or a smooth closed line through the points.

    All of its line lies ``within``, also where the place reaches to the edge of the photo.
    """
    half = DARK_MM * mm / 2

    def kept(point: QPointF) -> QPointF:
        around = QRectF(point.x() - half, point.y() - half, 2 * half, 2 * half)
        return _kept_in(around, within).center() if within else point

    points = [kept(QPointF(*framing.seen_at(x, y))) for x, y in outline]
    path = QPainterPath()
    if is_rectangle(tuple(outline)):
        box = QRectF(points[0], points[0])
        for point in points:
            box = box.united(QRectF(point, point).adjusted(0, 0, 1e-6, 1e-6))
        radius = min(CORNER_MM * mm, box.width() / 2 - 1, box.height() / 2 - 1)
        path.addRoundedRect(box, radius, radius)
        return path
    path.moveTo(points[0])
    for i, point in enumerate(points):
        before, after, beyond = points[i - 1], points[(i + 1) % len(points)], points[(i + 2) % len(points)]
        path.cubicTo(kept(point + (after - before) / 6), kept(after - (beyond - point) / 6), after)
    path.closeSubpath()
    return path


def draw_outline(
    painter: QPainter, path: QPainterPath, area: QRectF, palette: Palette, mm: float, mark: Mark = Mark.FILLED
) -> None:
    """Darken the photo in its ``area`` a little, but for the place, and draw its two-tone line.

    Less of it as the mark has faded.
    """
    if mark is Mark.NOTHING:
        return
    line = path if mark is not Mark.CORNERS else corners(path, mm)
    share = 1.0 if mark is Mark.FILLED else THIN
    if not palette.stark and mark is Mark.FILLED:
        rest = QPainterPath()
        rest.setFillRule(Qt.FillRule.OddEvenFill)
        rest.addRect(area)
        rest.addPath(path)
        dim = QColor(DIM)
        dim.setAlphaF(DIM_SHARE)
        painter.save()
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        painter.fillPath(rest, dim)
        painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for colour, width in ((palette.place_dark, DARK_MM), (palette.place_light, LIGHT_MM)):
        pen = QPen(QColor(colour), width * share * mm)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawPath(line)


def corners(path: QPainterPath, mm: float) -> QPainterPath:
    """Four short pieces of an outline, where it comes nearest to the corners of its box."""
    length, box = path.length(), path.boundingRect()
    steps = max(64, round(length / max(mm, 0.5)))
    points = [path.pointAtPercent(n / steps) for n in range(steps)]
    arm = round(steps * min(0.5 * CORNER_SHARE, ARM_MM * mm / length)) if length else 0
    found = QPainterPath()
    for corner in (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft()):
        nearest = min(range(steps), key=lambda n, corner=corner: _distance(points[n], corner))  # type: ignore[misc]
        found.moveTo(points[(nearest - arm) % steps])
        for n in range(nearest - arm + 1, nearest + arm + 1):
            found.lineTo(points[n % steps])
    return found


def _distance(one: QPointF, other: QPointF) -> float:
    return abs(one.x() - other.x()) + abs(one.y() - other.y())


def draw_number(painter: QPainter, number: str, place: QRectF, area: QRectF, palette: Palette, mm: float) -> None:
    """Draw the disc of a number."""
    box = number_box(place, area, mm)
    side = box.width()
    rim = edge(4.0, mm, painter.device().devicePixelRatio())
    painter.setPen(QPen(QColor(palette.place_dark), rim))
    painter.setBrush(QColor(palette.place_light))
    painter.drawEllipse(box.adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2))
    px = side * 0.56 * min(1.0, 2.4 / (len(number) + 0.9))
    draw_lines(painter, [number], box, Letters(px, BOLD, px * 1.2, palette.place_dark), centred=True)


def number_box(place: QRectF, area: QRectF, mm: float) -> QRectF:
    """Tell where the disc stands: up-left of the place, moved inward where it would leave the photo.

    Of a small place at the edge it would cover most so: then it stands at another corner.
    """
    side = DISC_MM * mm
    x, y = place.left() - side * 0.72, place.top() - side * 0.72
    right, below = place.right() - side * 0.28, place.bottom() - side * 0.28
    boxes = [_kept_in(QRectF(*at, side, side), area) for at in ((x, y), (x, below), (right, below), (right, y))]

    def covers(box: QRectF) -> float:
        shared = box.intersected(place)
        return shared.width() * shared.height()

    half = place.width() * place.height() / 2
    return boxes[0] if covers(boxes[0]) <= half else min(boxes, key=covers)


def tick_box(place: QRectF, area: QRectF, mm: float) -> QRectF:
    """Tell where the tick of a place that has an outline stands: at its upper right corner."""
    side = TICK_MM * mm
    return _kept_in(QRectF(place.right() - side * 0.6, place.top() - side * 0.4, side, side), area)


def tick_beside(place: QRectF, taken: Sequence[QRectF], area: QRectF, mm: float) -> QRectF:
    """Tell where the tick of a place without an outline stands: right of it, else left, else small in its middle.

    It covers nothing of what is ``taken``: the places that are looked for, and their number.
    """
    side, middle = TICK_MM * mm, place.center()
    for left in (place.right() - side * 0.3, place.left() - side * 0.7):
        box = _kept_in(QRectF(left, middle.y() - side / 2, side, side), area)
        if not any(_covers(box, other) for other in taken):
            return box
    side = min(side, place.width(), place.height())
    return QRectF(middle.x() - side / 2, middle.y() - side / 2, side, side)


def _covers(disc: QRectF, place: QRectF) -> bool:
    """Tell whether a disc lies over a part of a place."""
    centre = disc.center()
    x = min(max(centre.x(), place.left()), place.right())
    y = min(max(centre.y(), place.top()), place.bottom())
    return hypot(centre.x() - x, centre.y() - y) < disc.width() / 2


def draw_tick(painter: QPainter, box: QRectF, palette: Palette, mm: float) -> None:
    """Draw the disc with the tick."""
    rim = edge(5.0, mm, painter.device().devicePixelRatio())
    painter.setPen(QPen(QColor(palette.ground), rim))
    painter.setBrush(QColor(palette.accent))
    painter.drawEllipse(box.adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2))
    icon = box.width() * 0.56
    centre = box.center()
    draw_icon(painter, "check", QRectF(centre.x() - icon / 2, centre.y() - icon / 2, icon, icon), palette.on_accent)


def _kept_in(box: QRectF, area: QRectF) -> QRectF:
    x = min(max(box.left(), area.left()), area.right() - box.width())
    y = min(max(box.top(), area.top()), area.bottom() - box.height())
    return QRectF(x, y, box.width(), box.height())
