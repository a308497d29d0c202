"""Draws what the projector shows: outlines, numbers and words, each where it falls right on the bench."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPainterPathStroker, QPen, QPolygonF, QTransform

from oss_app.core.light import DOT_MM, FADED_LINE_MM, GAP_MM, LINE_MM, BenchMap, Lit, LitWords
from oss_app.core.plane import Homography
from oss_app.core.region import Point
from oss_app.core.support import Mark
from oss_app.ui.kit.fonts import font_for, measured
from oss_app.ui.kit.icons import draw_icon

WARM = "#FFF0B0"
"""Warm white. Red and blue give too little light to be seen at 500 lx."""
CORNER = 0.25  # of an edge that stays at each of its ends where the corners stand alone
NUMBER_MM = 22.0  # height of the count beside a place
LETTER_MM = 12.0  # least height of capitals in the panel
CAPITAL = 0.66  # of a font's size that its capitals are high, at least
PANEL_GAP_MM = 6.0  # between the parts of the panel
BESIDE_MM = LINE_MM + 3 * GAP_MM
"""Dark between the edge of a place and what stands or begins beside it, its line within."""
HEAD_MM = 22.0, 14.0
"""How long the point of the arrow is, and half its width."""
LETTER_PX = math.ceil(LETTER_MM / CAPITAL)  # a font has whole pixels
LEAST_ARROW_MM = 1.2 * HEAD_MM[0]
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
    arrow = _arrow_between(lit.source, lit.outline) if lit.outline and lit.source else None
    if arrow:
        _draw_arrow(painter, arrow)
    if lit.number and lit.outline:
        painter.setPen(QColor(WARM))
        painter.setFont(font_for(lit.number, NUMBER_MM / CAPITAL, 700))
        painter.drawText(_number_at(lit, bench_map, arrow), lit.number)
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


def _number_at(lit: Lit, bench_map: BenchMap, arrow: QLineF | None) -> QPointF:
    """Tell where the count begins: at the worker's right of its place, else where it lies whole and on nothing."""
    place, wide = _bounds(lit.outline), measured(lit.number, NUMBER_MM / CAPITAL, 700)
    left, right = place.left() - BESIDE_MM - wide, place.right() + BESIDE_MM
    high, low = place.top() + NUMBER_MM, place.bottom()
    above, below = place.top() - BESIDE_MM, place.bottom() + BESIDE_MM + NUMBER_MM
    spots = [QPointF(x, y) for y in (high, low) for x in (right, left)]
    spots += [QPointF(x, y) for y in (above, below) for x in (place.right() - wide, place.left())]
    taken = [_bounds(outline) for outline in (lit.source, lit.words.outline if lit.words else ()) if outline]
    points = [arrow.pointAt(part / 20) for part in range(21)] if arrow else []

    def is_free(spot: QPointF) -> bool:
        box = QRectF(spot.x(), spot.y() - NUMBER_MM, wide, NUMBER_MM)
        corners = bench_map.to_picture.all(
            tuple((x, y) for x in (box.left(), box.right()) for y in (box.top(), box.bottom()))
        )
        if not all(0 <= x < bench_map.size[0] and 0 <= y < bench_map.size[1] for x, y in corners):
            return False
        around, near = (box.adjusted(-far, -far, far, far) for far in (BESIDE_MM, HEAD_MM[1] + GAP_MM))
        return not any(around.intersects(one) for one in taken) and not any(near.contains(one) for one in points)

    return next(filter(is_free, spots), spots[0])


def _arrow_between(source: tuple[Point, ...], target: tuple[Point, ...]) -> QLineF | None:
    """Return the way from the edge of one place to the edge of another; over them where they lie too near."""
    way = QLineF(_middle(source), _middle(target))
    if way.length() < 1:
        return None
    parts = [number / 200 for number in range(201)]
    begin, end = (QPolygonF([QPointF(*point) for point in outline]) for outline in (source, target))
    rule = Qt.FillRule.OddEvenFill
    leaves = max((at for at in parts if begin.containsPoint(way.pointAt(at), rule)), default=0.0)
    comes = min((at for at in parts if end.containsPoint(way.pointAt(at), rule)), default=1.0)
    beside = (BESIDE_MM + GAP_MM) / way.length()
    if (comes - leaves - 2 * beside) * way.length() < LEAST_ARROW_MM:
        return QLineF(way.pointAt(0.3), way.pointAt(0.7))
    return QLineF(way.pointAt(leaves + beside), way.pointAt(comes - beside))


def _draw_arrow(painter: QPainter, way: QLineF) -> None:
    end = way.p2()
    along = (end - way.p1()) / way.length()
    across = QPointF(-along.y(), along.x())
    arrow = QPainterPath(way.p1())
    arrow.lineTo(end)
    for side in (1, -1):
        arrow.moveTo(end)
        arrow.lineTo(end - along * HEAD_MM[0] + across * HEAD_MM[1] * side)
    _stroke(painter, arrow, WARM, LINE_MM)


def _draw_words(painter: QPainter, panel: LitWords, picture: QImage | None) -> None:
    """Draw the sentence and the warning with the photo, or alone where they do not fit beside it.

    Half of them is worse than none: where they do not fit at all the photo stands alone, and the screen has the words.
    """
    area = _bounds(panel.outline)
    if picture is None or picture.isNull():
        if words := _PanelWords.laid(painter, panel, area):
            words.draw(painter)
        return
    box = _photo_box(area, picture, panel)
    beside = QRectF(area)
    if panel.right_to_left:
        beside.setRight(box.left() - PANEL_GAP_MM)
    else:
        beside.setLeft(box.right() + PANEL_GAP_MM)
    if words := _PanelWords.laid(painter, panel, beside):
        painter.drawImage(box, picture)
        words.draw(painter)
    elif words := _PanelWords.laid(painter, panel, area):
        words.draw(painter)
    else:
        painter.drawImage(box, picture)


def _photo_box(area: QRectF, picture: QImage, panel: LitWords) -> QRectF:
    side = min(area.height(), area.width() / 3)
    shape = picture.size().scaled(round(side * 10), round(side * 10), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF(area.left(), area.top(), shape.width() / 10, shape.height() / 10)
    if panel.right_to_left:
        box.moveRight(area.right())
    return box


@dataclass(frozen=True)
class _PanelWords:
    """The words of the panel where they fit whole; ``warning`` is where that stands, its sign in ``sign``."""

    panel: LitWords
    sentence: QRectF
    warning: QRectF
    sign: QRectF

    @classmethod
    def laid(cls, painter: QPainter, panel: LitWords, room: QRectF) -> _PanelWords | None:
        """Lay them out; None where they do not fit."""
        sentence = cls._needed(painter, panel, panel.sentence, room)
        below = QRectF(room)
        below.setTop(sentence.bottom() + PANEL_GAP_MM if panel.sentence else room.top())
        sign = QRectF(below.left(), below.top(), LETTER_PX * 1.1, LETTER_PX * 1.1)
        if panel.right_to_left:
            sign.moveRight(below.right())
            below.setRight(sign.left() - PANEL_GAP_MM)
        else:
            below.setLeft(sign.right() + PANEL_GAP_MM)
        warning = cls._needed(painter, panel, panel.warning, below) if panel.warning else QRectF()
        for words, box in ((panel.sentence, sentence), (panel.warning, warning)):
            if words and (box.bottom() > room.bottom() or box.width() > room.width()):
                return None
        return cls(panel, sentence, warning, sign)

    @classmethod
    def _needed(cls, painter: QPainter, panel: LitWords, words: str, room: QRectF) -> QRectF:
        painter.setFont(font_for(words, LETTER_PX, 600))
        return painter.boundingRect(room, _flags(panel), words)

    def draw(self, painter: QPainter) -> None:
        """Draw them; ``laid`` before."""
        for words, box, colour in (
            (self.panel.sentence, self.sentence, "#FFFFFF"),
            (self.panel.warning, self.warning, WARM),
        ):
            painter.setPen(QColor(colour))
            painter.setFont(font_for(words, LETTER_PX, 600))
            painter.drawText(box, _flags(self.panel) | int(Qt.TextFlag.TextDontClip), words)
        if self.panel.warning:
            draw_icon(painter, "warning", self.sign, WARM)


def _flags(panel: LitWords) -> int:
    side = Qt.AlignmentFlag.AlignRight if panel.right_to_left else Qt.AlignmentFlag.AlignLeft
    return int(Qt.AlignmentFlag.AlignTop | side | Qt.AlignmentFlag.AlignAbsolute) | int(Qt.TextFlag.TextWordWrap)


def _bounds(outline: tuple[Point, ...]) -> QRectF:
    xs, ys = [x for x, _ in outline], [y for _, y in outline]
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _middle(outline: tuple[Point, ...]) -> QPointF:
    count = len(outline)
    return QPointF(sum(p[0] for p in outline) / count, sum(p[1] for p in outline) / count)
