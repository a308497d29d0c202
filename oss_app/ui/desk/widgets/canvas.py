"""The photo of the step, large, with the marked place: drawn by one drag, moved and pulled by mouse or keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_app.core.region import Outline, bounds
from oss_app.ui.desk.widgets import region_handles
from oss_app.ui.desk.widgets.photo_in import has_photo
from oss_app.ui.desk.widgets.region_handles import Drag
from oss_app.ui.kiosk.player.marks import draw_outline, outline_path
from oss_app.ui.kit.framing import Framing
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines
from oss_app.ui.kit.pictures import PictureReady, Pictures, Wanted
from oss_app.ui.kit.theme import Palette

GRIP, REACH, RADIUS = 20, 16, 16
LEAST_HEIGHT = 280
MM = 3.0  # the outline is drawn as on a screen with so many pixels per millimetre
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_CURSORS = (
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
    Qt.CursorShape.SizeHorCursor,
)


class Canvas(QWidget):
    """``marked(outline)`` when the coach has marked a place; None took it away. ``dropped(mime)`` brings photos."""

    marked = Signal(object)
    settled = Signal()
    dropped = Signal(object)
    reshaped = Signal()
    cut_out = Signal(object)
    """What stays of the photo: left, top, right, bottom in 0...1."""

    def __init__(self, palette: Palette, pictures: Pictures, invitation: str) -> None:
        super().__init__()
        self._palette, self._pictures, self._invitation = palette, pictures, invitation
        self._photo: Path | None = None
        self._outline: Outline | None = None
        self._drag: Drag | None = None
        self._wanted: Wanted | None = None
        self._cuts = False
        self._path: list[region_handles.XY] = []
        """Where the hand was while it draws around a place with Shift held."""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(LEAST_HEIGHT)
        pictures.arrived.connect(self._arrived)

    def show_photo(self, photo: Path | None, outline: Outline | None) -> None:
        """Show this photo with this place; while the coach draws, the place stays in hand."""
        if self._drag is None or photo != self._photo:
            self._outline, self._drag = outline, None
        if photo != self._photo:
            self._photo = photo
            self._want()
            self.reshaped.emit()
        self.update()

    def begin_cut(self) -> None:
        """Let the next drag say what stays of the photo."""
        self._cuts = True
        self.setCursor(Qt.CursorShape.CrossCursor)

    @property
    def photo_box(self) -> QRectF:
        """Where the photo stands in this widget; all of it while there is none."""
        ready = self._ready()
        if ready is None:
            return QRectF(self.rect())
        ratio, target = self.devicePixelRatioF(), ready.framing.target
        return QRectF(target.x / ratio, target.y / ratio, target.w / ratio, target.h / ratio)

    @property
    def is_waiting(self) -> bool:
        """Whether the photo is still being read."""
        return self._wanted is not None and not self._pictures.has(self._wanted)

    def _ready(self) -> PictureReady | None:
        return self._pictures.get(self._wanted) if self._wanted else None

    def _want(self) -> None:
        ratio = self.devicePixelRatioF()
        size = round(self.width() * ratio), round(self.height() * ratio)
        self._wanted = Wanted(self._photo, *size, cut=0.0) if self._photo else None
        if self._wanted and not self._pictures.has(self._wanted):
            self._pictures.want([self._wanted])

    def _arrived(self, wanted: Wanted) -> None:
        if wanted == self._wanted:
            self.update()
            self.reshaped.emit()
        elif self._wanted and not self._pictures.has(self._wanted):
            self._pictures.want([self._wanted])

    def _point(self, at: QPointF) -> region_handles.XY:
        box = self.photo_box
        return (at.x() - box.left()) / max(1.0, box.width()), (at.y() - box.top()) / max(1.0, box.height())

    def _pixel(self, x: float, y: float) -> QPointF:
        box = self.photo_box
        return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

    def _grip_at(self, at: QPointF) -> int:
        if self._outline is None:
            return -1
        near = [(at - self._pixel(*grip)).manhattanLength() for grip in region_handles.grips(self._outline)]
        closest = min(range(len(near)), key=near.__getitem__)
        return closest if near[closest] <= REACH + 4 else -1

    def _held(self, drag: Drag, at: QPointF) -> Outline | None:
        """Return the place as the hand has it now."""
        if not self._path:
            return drag.at(self._point(at))
        self._path.append(self._point(at))
        return region_handles.around(self._path)

    def _put(self, outline: Outline | None) -> None:
        self._outline = region_handles.rounded(outline) if outline else None
        self.marked.emit(self._outline)
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(480, self.minimumHeight())  # it takes what room there is

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._want()
        self.reshaped.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton or self._photo is None:
            return
        point, grip = self._point(event.position()), self._grip_at(event.position())
        if self._cuts:
            self._drag = Drag(point)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drag, self._path = Drag(point), [point]
        elif grip >= 0:
            self._drag = Drag(point, self._outline, grip)
        elif self._outline and region_handles.holds(self._outline, point):
            self._drag = Drag(point, self._outline)
        else:
            self._drag = Drag(point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            self._point_out(event.position())
            return
        found = self._held(self._drag, event.position())
        if found is not None:
            self._outline = region_handles.rounded(found)
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None:
            return
        found = self._held(drag, event.position())
        self._path = []
        if self._cuts:
            self._cuts = False
            if found is not None:
                self.cut_out.emit(bounds(found))
        elif found is not None and region_handles.rounded(found) != drag.before:
            self._put(found)
            self.settled.emit()
        self.update()

    def _point_out(self, at: QPointF) -> None:
        grip = self._grip_at(at)
        if grip >= 0:
            self.setCursor(_CURSORS[grip % 4])
        elif self._outline and region_handles.holds(self._outline, self._point(at)):
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        else:
            self.setCursor(Qt.CursorShape.CrossCursor if self._photo else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._outline:
            self._put(None)
            self.settled.emit()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self._outline is None and self._photo:
            self._put(((0.35, 0.35), (0.65, 0.35), (0.65, 0.65), (0.35, 0.65)))
        elif key in _ARROWS and self._outline:
            x, y = _ARROWS[key]
            step = region_handles.BIG_NUDGE if held & Qt.KeyboardModifier.ControlModifier else region_handles.NUDGE
            change = region_handles.grown if held & Qt.KeyboardModifier.ShiftModifier else region_handles.moved
            self._put(change(self._outline, x * step, y * step))
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settled.emit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_photo(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.dropped.emit(event.mimeData())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        ready, box = self._ready(), self.photo_box
        whole = QPainterPath()
        whole.addRoundedRect(box if ready else box.adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        if ready is None:
            self._invite(painter, whole)
        else:
            painter.save()
            painter.setClipPath(whole)
            painter.drawImage(box, ready.image)
            self._draw_place(painter, ready.framing)
            painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._palette.ink), 4))
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), RADIUS, RADIUS)
        painter.end()

    def _draw_place(self, painter: QPainter, framing: Framing) -> None:
        if self._outline is None:
            return
        ratio = self.devicePixelRatioF()
        path = outline_path(self._outline, framing, MM * ratio)
        path = QTransform.fromScale(1 / ratio, 1 / ratio).map(path)
        draw_outline(painter, path, self.photo_box, self._palette, MM)
        painter.setPen(QPen(QColor(self._palette.place_dark), 3))
        painter.setBrush(QColor(self._palette.place_light))
        for x, y in region_handles.grips(self._outline):
            centre = self._pixel(x, y)
            half = (GRIP - 3) / 2
            painter.drawRoundedRect(QRectF(centre.x() - half, centre.y() - half, 2 * half, 2 * half), 4, 4)

    def _invite(self, painter: QPainter, whole: QPainterPath) -> None:
        painter.fillPath(whole, QColor(self._palette.strip))
        if self.is_waiting:
            return
        pen = QPen(QColor(self._palette.line), 3)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.drawPath(whole)
        centre = QRectF(self.rect()).center()
        icon = QRectF(centre.x() - 32, centre.y() - 62, 64, 64)
        draw_icon(painter, "image", icon, self._palette.accent)
        room = QRectF(0, centre.y() + 14, self.width(), 36)
        draw_lines(painter, [self._invitation], room, Letters(22, 600, 30, self._palette.ink), centred=True)
