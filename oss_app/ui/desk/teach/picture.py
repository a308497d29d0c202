"""The live picture of the bench with the region in it, which the coach can draw, move and pull; and the camera sign."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_app.core.region import Outline, Point, is_rectangle
from oss_app.ui.desk.widgets import region_handles
from oss_app.ui.kiosk.player.marks import draw_outline, outline_path
from oss_app.ui.kit.framing import Framing, framed
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines
from oss_app.ui.kit.theme import LIGHT, Palette


def picture_of(jpeg: bytes) -> QImage:
    """Return the picture; one that is null where the bytes are no JPEG file, or there are none."""
    # bytes would be right by PySide's own stub, and are refused by PySide 6.11
    return QImage.fromData(jpeg, "JPG") if jpeg else QImage()  # type: ignore[arg-type]


def _side_by_side(one: QImage, other: QImage, palette: Palette) -> QImage:
    """Two pictures in one, as high as the first, with room between; the first alone where there is no other."""
    if one.isNull() or other.isNull():
        return one
    other = other.scaledToHeight(one.height(), Qt.TransformationMode.SmoothTransformation)
    room = max(2, one.height() // BETWEEN)
    both = QImage(one.width() + room + other.width(), one.height(), QImage.Format.Format_RGB32)
    both.fill(QColor(palette.ground))
    painter = QPainter(both)
    painter.drawImage(0, 0, one)
    painter.drawImage(one.width() + room, 0, other)
    painter.end()
    return both


BETWEEN = 12  # of the height of two pictures side by side: the room between them
RADIUS, GRIP, REACH = 18, 20, 20
MM, FULL = 3.2, 1184  # the line is drawn as at so many pixels a millimetre where the picture is so wide
SIGN_H, SIGN_PX = 52, 19
CORNER = 16  # pixels of the region's rounding
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_MIDDLE = ((0.35, 0.35), (0.65, 0.35), (0.65, 0.65), (0.35, 0.65))


class LiveRegion(QWidget):
    """Shows the newest frame. ``marked(outline)`` when the coach has drawn or moved the region."""

    marked = Signal(object)

    def __init__(self, palette: Palette, sign: str, waiting: str) -> None:
        super().__init__()
        self._palette, self._sign, self._waiting = palette, sign, waiting
        self._image: QImage | None = None
        self._outline: Sequence[Point] | None = None
        self._can_draw, self._is_still, self._is_open = False, False, False
        self._drag: region_handles.Drag | None = None
        self._trouble = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(320, 180)
        self.setMouseTracking(True)

    def show_frame(self, jpeg: bytes) -> None:
        """Show this frame of the camera."""
        self._take(picture_of(jpeg), is_still=False)

    def show_still(self, jpeg: bytes, beside: bytes = b"") -> None:
        """Show a photo in the place of the camera's picture, without its sign; with another one ``beside`` it."""
        self._take(_side_by_side(picture_of(jpeg), picture_of(beside), self._palette), is_still=True)
        self.show_outline(None)

    def _take(self, image: QImage, *, is_still: bool) -> None:
        if not image.isNull():
            self._image, self._trouble, self._is_still = image, "", is_still
            self.update()

    def show_nothing(self, why: str = "") -> None:
        """Show that the camera is closed, or gives nothing; ``why`` in words."""
        self._image, self._trouble = None, why
        self.update()

    @property
    def trouble(self) -> str:
        """Why there is no picture, in words; empty where there is one."""
        return self._trouble

    def set_open(self, is_open: bool) -> None:
        """Whether the camera is open, or about to be: then its sign is shown, also before its first picture."""
        self._is_open = is_open
        self.update()

    @property
    def has_sign(self) -> bool:
        """Whether the sign of the camera is shown."""
        return self._is_open

    def show_outline(self, outline: Sequence[Point] | None) -> None:
        """Where the region is, in 0...1 of the frame; while the coach draws it stays in hand."""
        if self._drag is None:
            self._outline = outline
            self.update()

    def let_draw(self, can_draw: bool) -> None:
        """Whether the region can be drawn."""
        self._can_draw = can_draw
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if can_draw else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.CrossCursor if can_draw else Qt.CursorShape.ArrowCursor)
        self.update()

    @property
    def is_live(self) -> bool:
        """Whether there is a picture of the camera."""
        return self._image is not None and not self._is_still

    def _framing(self) -> Framing:
        size = (self._image.width(), self._image.height()) if self._image else (16, 9)
        return framed(size, (max(1, self.width()), max(1, self.height())), None, 0.0, False)

    def picture_box(self) -> QRectF:
        """Tell where the frame stands in this widget."""
        target = self._framing().target
        return QRectF(target.x, target.y, target.w, target.h)

    def _point(self, at: QPointF) -> region_handles.XY:
        box = self.picture_box()
        return (at.x() - box.left()) / max(1.0, box.width()), (at.y() - box.top()) / max(1.0, box.height())

    def _grip_at(self, at: QPointF) -> int:
        if self._outline is None:
            return -1
        box = self.picture_box()
        near = [
            (at - QPointF(box.left() + x * box.width(), box.top() + y * box.height())).manhattanLength()
            for x, y in region_handles.grips(tuple(self._outline))
        ]
        closest = min(range(len(near)), key=near.__getitem__)
        return closest if near[closest] <= REACH else -1

    def _put(self, outline: Outline) -> None:
        self._outline = region_handles.rounded(outline)
        self.marked.emit(self._outline)
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(1184, 666)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._can_draw or event.button() is not Qt.MouseButton.LeftButton or self._image is None:
            return
        point, grip = self._point(event.position()), self._grip_at(event.position())
        before = tuple(self._outline) if self._outline else None
        if grip >= 0:
            self._drag = region_handles.Drag(point, before, grip)
        elif before and region_handles.holds(before, point):
            self._drag = region_handles.Drag(point, before)
        else:
            self._drag = region_handles.Drag(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._drag.at(self._point(event.position())) if self._drag else None
        if found is not None:
            self._outline = found
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        found = drag.at(self._point(event.position())) if drag else None
        if found is not None:
            self._put(found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if self._can_draw and key in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self._outline is None:
            self._put(_MIDDLE)
        elif self._can_draw and key in _ARROWS and self._outline:
            x, y = _ARROWS[key]
            held = event.modifiers()
            step = region_handles.BIG_NUDGE if held & Qt.KeyboardModifier.ControlModifier else region_handles.NUDGE
            change = region_handles.grown if held & Qt.KeyboardModifier.ShiftModifier else region_handles.moved
            self._put(change(tuple(self._outline), x * step, y * step))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = self.picture_box()
        whole = QPainterPath()
        whole.addRoundedRect(box, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(whole)
        painter.fillRect(box, QColor(self._palette.strip))
        if self._image is None:
            letters = Letters(22, 600, 30, self._palette.ink)
            room = QRectF(box.left(), box.center().y() - 15, box.width(), 30)
            draw_lines(painter, [self._trouble or self._waiting], room, letters, centred=True)
        else:
            painter.drawImage(box, self._image)
            self._draw_region(painter, box)
        painter.restore()
        if self._is_open:
            self._draw_sign(painter, box)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._palette.ink), 4))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        painter.end()

    def _draw_region(self, painter: QPainter, box: QRectF) -> None:
        if not self._outline:
            return
        path = self._path(tuple(self._outline))
        draw_outline(painter, path, box, self._palette, MM * min(1.0, box.width() / FULL))
        if not self._can_draw:
            return
        painter.setPen(QPen(QColor(self._palette.place_dark), 3))
        painter.setBrush(QColor(self._palette.place_light))
        for x, y in region_handles.grips(tuple(self._outline)):
            centre, half = QPointF(box.left() + x * box.width(), box.top() + y * box.height()), (GRIP - 3) / 2
            painter.drawRoundedRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), 4, 4)

    def _path(self, outline: Outline) -> QPainterPath:
        """Return the region's line; a rectangle that lies askew in the picture keeps its straight sides."""
        framing = self._framing()
        if len(outline) != 4 or is_rectangle(outline):
            return outline_path(outline, framing, MM)
        corners = [QPointF(*framing.seen_at(x, y)) for x, y in outline]
        path = QPainterPath()
        for i, corner in enumerate(corners):
            before, after = corners[i - 1], corners[(i + 1) % 4]
            path.lineTo(_towards(corner, before)) if i else path.moveTo(_towards(corner, before))
            path.quadTo(corner, _towards(corner, after))
        path.closeSubpath()
        return path

    def _draw_sign(self, painter: QPainter, box: QRectF) -> None:
        """Draw the sign that the camera is open, for everybody to see (P3)."""
        letters = Letters(SIGN_PX, 600, 24, LIGHT.ground)  # on the same dark pill in every theme
        width = letters.width(self._sign) + 80
        pill = QRectF(box.left() + 18, box.top() + 18, width, SIGN_H)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.place_dark))
        painter.drawRoundedRect(pill, SIGN_H / 2, SIGN_H / 2)
        draw_icon(painter, "webcam", QRectF(pill.left() + 18, pill.top() + 12, 28, 28), letters.colour)
        room = QRectF(pill.left() + 58, pill.top() + 14, width - 70, 24)
        draw_lines(painter, [self._sign], room, letters)


def _towards(corner: QPointF, other: QPointF) -> QPointF:
    """Return the point on the way from a corner to the next where its rounding begins."""
    x, y = other.x() - corner.x(), other.y() - corner.y()
    share = min(0.5, CORNER / max(1.0, float((x * x + y * y) ** 0.5)))
    return QPointF(corner.x() + x * share, corner.y() + y * share)
