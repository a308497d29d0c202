"""Draws what the projector shows: outlines, numbers and words, each where it falls right on the bench."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen, QTransform

from oss_app.core.light import DOT_MM, FADED_LINE_MM, GAP_MM, LINE_MM, BenchMap, Lit, LitWords
from oss_app.core.plane import Homography
from oss_app.core.region import Point
from oss_app.core.support import Mark
from oss_app.ui.kit.fonts import font_for
from oss_app.ui.kit.icons import draw_icon

WARM = "#FFF0B0"
"""Warm white. Red and blue give too little light to be seen at 500 lx."""
CORNER = 0.25  # of an edge that stays at each of its ends where the corners stand alone
NUMBER_MM = 22.0  # height of the count beside a place
LETTER_MM = 12.0  # least height of capitals in the panel
CAPITAL = 0.7  # of a font's size that its capitals are high
CROSS_MM = 30.0
BROKEN = ((-1.0, -0.75), (-0.5, -0.25), (-0.1, 0.1), (0.25, 0.5), (0.75, 1.0))
"""Parts of a cross's arms that are drawn where nobody laid it yet."""
FINE = 16
"""Parts of a millimetre that curves are exact to. Left to Qt, which makes lines of them where the light comes in at an
angle, a disc became a diamond."""


def bench_transform(bench_map: BenchMap) -> QTransform:
    """From millimetres on the bench to Qt's pixels of the projector's picture."""
    return transform(bench_map.to_picture)


def transform(homography: Homography) -> QTransform:
    """Return a homography as Qt wants it; the middle of a pixel is a whole number there, and a half in Qt."""
    a, b, c, d, e, f, g, h, i = homography.rows
    return QTransform(a, d, g, b, e, h, c, f, i) * QTransform.fromTranslate(0.5, 0.5)


def draw_lit(painter: QPainter, lit: Lit, bench_map: BenchMap, picture: QImage | None = None) -> None:
    """Draw on a black picture of the projector's size. ``picture`` is the panel's, where there is one."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(bench_transform(bench_map))
    for outline in (lit.outline, lit.source):
        if outline:
            draw_outline(painter, outline, lit.mark)
    if lit.outline and lit.source:
        _draw_arrow(painter, _middle(lit.source), _middle(lit.outline))
    if lit.number and lit.outline:
        _draw_number(painter, lit.number, lit.outline)
    if lit.words:
        _draw_words(painter, lit.words, picture)
    painter.resetTransform()


def draw_outline(painter: QPainter, outline: tuple[Point, ...], mark: Mark = Mark.FILLED) -> None:
    """Draw the edge of a place, or its corners alone: a line with a dark gap within; the place itself stays unlit."""
    line = LINE_MM if mark is Mark.FILLED else FADED_LINE_MM
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ends = [QPointF(*point) for point in outline]
    place = QPainterPath()
    place.addPolygon([*ends, ends[0]])
    place.closeSubpath()
    for colour, width in ((WARM, 2 * (line + GAP_MM)), ("#000000", 2 * GAP_MM)):
        _stroke(painter, place, colour, width)
    if mark is Mark.CORNERS:
        between = QPainterPath()
        for begin, end in zip(ends, [*ends[1:], ends[0]], strict=True):
            between.moveTo(begin + (end - begin) * CORNER)
            between.lineTo(begin + (end - begin) * (1 - CORNER))
        _stroke(painter, between, "#000000", 2 * (line + GAP_MM) + 1, Qt.PenCapStyle.FlatCap)
    painter.fillPath(place, QColor("#000000"))


def draw_dots(painter: QPainter, points: Sequence[Point], bench_map: BenchMap) -> None:
    """Draw the dots of the drift check."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setTransform(bench_transform(bench_map))
    for point in points:
        disc = QPainterPath()
        disc.addEllipse(QPointF(*point), DOT_MM, DOT_MM)
        painter.fillPath(_of_lines(disc), QColor("#FFFFFF"))
    painter.resetTransform()


def draw_places(painter: QPainter, outlines: Sequence[tuple[Point, ...]], bench_map: BenchMap) -> None:
    """Draw the outlines of several places."""
    painter.setTransform(bench_transform(bench_map))
    for outline in outlines:
        draw_outline(painter, outline)
    painter.resetTransform()


def draw_cross(painter: QPainter, at: Point, *, strong: bool = True, laid: bool = True) -> None:
    """Draw a cross in millimetres, a thin line so that its middle can be laid on a corner.

    One that nobody laid yet has no ring, and its arms are broken.
    """
    middle, cross = QPointF(*at), QPainterPath()
    for way in (QPointF(CROSS_MM, 0), QPointF(0, CROSS_MM)):
        for begin, end in ((-1.0, 1.0),) if laid else BROKEN:
            cross.moveTo(middle + way * begin)
            cross.lineTo(middle + way * end)
    if laid:
        cross.addEllipse(middle, CROSS_MM / 2, CROSS_MM / 2)
    _stroke(painter, cross, WARM if strong else "#8A835F", 2.0, Qt.PenCapStyle.FlatCap)


def _stroke(
    painter: QPainter, path: QPainterPath, colour: str, width: float, cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap
) -> None:
    pen = QPainterPathStroker(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin))
    pen.setCurveThreshold(1 / FINE)
    painter.fillPath(_of_lines(pen.createStroke(path)), QColor(colour))


def _of_lines(path: QPainterPath) -> QPainterPath:
    """Return the same with its curves as short lines."""
    flat = QPainterPath()
    flat.setFillRule(Qt.FillRule.WindingFill)
    larger, smaller = QTransform.fromScale(FINE, FINE), QTransform.fromScale(1 / FINE, 1 / FINE)
    for part in path.toSubpathPolygons(larger):
        flat.addPolygon(smaller.map(part))
    return flat


def _draw_number(painter: QPainter, number: str, outline: tuple[Point, ...]) -> None:
    """Beside the place, on the side of the worker's right hand."""
    right, top = max(p[0] for p in outline), min(p[1] for p in outline)
    at = QPointF(right + LINE_MM + 3 * GAP_MM, top + NUMBER_MM)
    painter.setPen(QColor(WARM))
    painter.setFont(font_for(number, NUMBER_MM / CAPITAL, 700))
    painter.drawText(at, number)


def _draw_arrow(painter: QPainter, source: QPointF, target: QPointF) -> None:
    way = target - source
    length = (way.x() ** 2 + way.y() ** 2) ** 0.5
    if length < 1:
        return
    along = way / length
    across = QPointF(-along.y(), along.x())
    start, end = source + way * 0.3, source + way * 0.7
    arrow = QPainterPath(start)
    arrow.lineTo(end)
    for side in (1, -1):
        arrow.moveTo(end)
        arrow.lineTo(end - along * 22 + across * 14 * side)
    _stroke(painter, arrow, WARM, LINE_MM)


def _draw_words(painter: QPainter, panel: LitWords, picture: QImage | None) -> None:
    left, top = min(p[0] for p in panel.outline), min(p[1] for p in panel.outline)
    right, bottom = max(p[0] for p in panel.outline), max(p[1] for p in panel.outline)
    area = QRectF(left, top, right - left, bottom - top)
    if picture and not picture.isNull():
        side = min(area.height(), area.width() / 3)
        shape = picture.size().scaled(round(side * 10), round(side * 10), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF(area.left(), area.top(), shape.width() / 10, shape.height() / 10)
        if panel.right_to_left:
            box.moveRight(area.right())
            area.setRight(box.left() - 8)
        else:
            area.setLeft(box.right() + 8)
        painter.drawImage(box, picture)
    flags = Qt.AlignmentFlag.AlignTop | (
        Qt.AlignmentFlag.AlignRight if panel.right_to_left else Qt.AlignmentFlag.AlignLeft
    )
    painter.setPen(QColor("#FFFFFF"))
    size = LETTER_MM / CAPITAL
    painter.setFont(font_for(panel.sentence, size, 600))
    used = painter.boundingRect(area, int(flags | Qt.TextFlag.TextWordWrap), panel.sentence)
    painter.drawText(area, int(flags | Qt.TextFlag.TextWordWrap), panel.sentence)
    if panel.warning:
        below = QRectF(area.left(), used.bottom() + 6, area.width(), max(0.0, area.bottom() - used.bottom() - 6))
        draw_icon(painter, "warning", QRectF(below.left(), below.top(), size * 1.1, size * 1.1), WARM)
        below.setLeft(below.left() + size * 1.4)
        painter.setPen(QColor(WARM))
        painter.setFont(font_for(panel.warning, size, 600))
        painter.drawText(below, int(flags | Qt.TextFlag.TextWordWrap), panel.warning)


def _middle(outline: tuple[Point, ...]) -> QPointF:
    count = len(outline)
    return QPointF(sum(p[0] for p in outline) / count, sum(p[1] for p in outline) / count)
