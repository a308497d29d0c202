"""The one kind of button there is on the worker's side: icon and label, drawn by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from oss_app.player.screen import Variant
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.sizes import BOLD, REGULAR, SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, keeps_words_whole, wrapped
from oss_app.ui.kit.theme import DRAWN_FOR_MM, LIGHT, Palette, edge

RING, RING_AWAY = 5.0, 5.0
SMALLER = 0.84


class Shape(Enum):
    """How icon and label stand to each other."""

    ROW = "row"  # icon, then label, from the start of the line
    CENTRED = "centred"
    STACKED = "stacked"  # icon above label


@dataclass(frozen=True)
class ButtonStyle:
    """How a button is drawn: font size in pixels, pixels per millimetre, corner radius in pixels."""

    palette: Palette = LIGHT
    px: float = 30.0
    mm: float = DRAWN_FOR_MM
    radius: int = 18
    shape: Shape = Shape.ROW
    right_to_left: bool = False
    tall: bool = False
    quiet: bool = False
    """Without a plate: there for those who look for it."""


class _Label(NamedTuple):
    """A label in its place: icon, gap and inner margin in pixels."""

    shape: Shape
    lines: list[str]
    letters: Letters
    icon: float
    gap: float
    inset: float


def shape_for(layout: ScreenLayout, *, filled: bool = False) -> Shape:
    """Return the shape that a layout has room for."""
    if layout.stacked:
        return Shape.STACKED
    return Shape.CENTRED if filled or layout.portrait or layout.grid else Shape.ROW


class HeldButton(QAbstractButton):
    """Knows whether a finger or the mouse is on it: only that decides then whether it is down."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_held = self._is_let_go = False
        self.pressed.connect(lambda: self._keep_held(True))
        self.released.connect(lambda: self._keep_held(False))

    def hold(self, held: bool) -> None:
        """Take in that a finger or the mouse is on it, or no longer."""
        self._keep_held(held)
        self.setDown(held)

    def show_down(self, down: bool) -> None:
        """Look pressed, or not; nothing changes while a finger is on it, or its press would be lost."""
        if not self._is_held:
            self.setDown(down)

    def let_go(self) -> None:
        """Forget the press that is under way: something new stands here, which it did not mean."""
        self._is_let_go = self._is_held
        self.hold(False)

    def _keep_held(self, held: bool) -> None:
        self._is_held = held

    # Qt

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._is_let_go = False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._is_let_go:  # Qt would take the press up again
            super().mouseMoveEvent(event)


class Button(HeldButton):
    """Pressed shows at once, acts on release; the keyboard is read by the view, not here."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._look = ButtonStyle()
        self._icon = ""
        self._dress = Variant.CONTROL
        self._ringed = False

    @property
    def look(self) -> ButtonStyle:
        return self._look

    @property
    def dress(self) -> Variant:
        return self._dress

    @property
    def box(self) -> Box:
        """What is drawn, in the parent's pixels; the widget is larger by the room for the ring."""
        rect = self.face().translated(self.pos())
        return Box(rect.x(), rect.y(), rect.width(), rect.height())

    def set_style(self, look: ButtonStyle) -> None:
        """Be drawn so from now on."""
        if look != self._look:
            self._look = look
            self.update()

    def place(self, box: Box) -> None:
        """Stand at ``box``, in the parent's pixels."""
        reach = self._reach()
        self.setGeometry(QRect(*box).adjusted(-reach, -reach, reach, reach))

    def show_control(self, label: str, icon: str, dress: Variant = Variant.CONTROL) -> None:
        """Bear this label and icon."""
        if (label, icon, dress) == (self.text(), self._icon, self._dress):
            return
        self._icon, self._dress = icon, dress
        self.setText(label)
        self.setAccessibleName(label)
        self.setEnabled(dress is not Variant.OFF)
        self.update()

    def set_ringed(self, ringed: bool) -> None:
        """Show the focus ring while focused; only for those who steer by keys."""
        if ringed is not self._ringed:
            self._ringed = ringed
            self.update()

    def edge(self, px: float) -> float:
        """Return a line width of the drawings, on this screen."""
        return edge(px, self._look.mm, self.devicePixelRatioF())

    def _reach(self) -> int:
        return round(self.edge(RING + RING_AWAY)) + 2

    def face(self) -> QRect:
        """Return what is drawn, in the widget's own pixels."""
        reach = self._reach()
        return self.rect().adjusted(reach, reach, -reach, -reach)

    def _draw_plate(self, painter: QPainter) -> str:
        """Ground and edge; the colour of what stands on them."""
        look, palette = self._look, self._look.palette
        fill, rim, width, ink = palette.raised, palette.line, palette.border, palette.ink
        if self._dress is Variant.FILLED:
            fill, rim, ink = palette.accent, palette.accent, palette.on_accent
            if self.isDown():
                fill, width, ink = palette.ground, 6.0, palette.accent
        elif self._dress is Variant.OFF:
            fill, ink = palette.ground, palette.ink2
        elif self.isDown():
            fill, rim, width = palette.strip, palette.ink, max(4.0, palette.border)
        elif look.quiet:
            fill, rim, ink = palette.ground, palette.ground, palette.ink2
        pen = QPen(QColor(rim), self.edge(width))
        if self._dress is Variant.OFF:
            pen.setDashPattern([3.0, 2.5])
        half = pen.widthF() / 2
        painter.setPen(pen)
        painter.setBrush(QColor(fill))
        radius = look.radius - half
        painter.drawRoundedRect(QRectF(self.face()).adjusted(half, half, -half, -half), radius, radius)
        if self._ringed and self.hasFocus():
            out, ring = self.edge(RING_AWAY + RING / 2), self.edge(RING)
            painter.setPen(QPen(QColor(palette.ink), ring))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = look.radius + out
            painter.drawRoundedRect(QRectF(self.face()).adjusted(-out, -out, out, out), radius, radius)
        return ink

    @property
    def label_px(self) -> float:
        """How large the label is drawn where it stands now, in pixels."""
        return self._fitted(QRectF(self.face())).letters.px

    def draw_content(self, painter: QPainter, ink: str) -> None:
        """Draw icon and label on the plate, in this colour."""
        face = QRectF(self.face())
        self._draw(painter, face, self._fitted(face, ink))

    def _fitted(self, face: QRectF, ink: str = "") -> _Label:
        """Return the label as large as there is room for."""
        for shape, share, rows in self._tries(self._look.shape):
            px = self._look.px * share
            letters = Letters(px, self._weight(), px * (1.4 if self._look.tall else 1.1), ink)
            icon, gap, inset = self._measures(shape, px)
            room = face.width() - 2 * inset - (0 if shape is Shape.STACKED else icon + gap)
            lines = wrapped(self.text(), room, letters.width)
            height = len(lines) * letters.line_height + (icon + gap if shape is Shape.STACKED else 0)
            whole = len(lines) <= rows and keeps_words_whole(self.text(), room, letters.width)
            if whole and height <= face.height() - self.edge(6):
                break
        return _Label(shape, lines, letters, icon, gap, inset)

    def _tries(self, shape: Shape) -> list[tuple[Shape, float, int]]:
        """Shape, share of the size, rows: first smaller, then two rows; never an ellipsis."""
        tries = [(shape, 1.0, 1), (shape, SMALLER, 1), (shape, SMALLER, 2)]
        if shape is Shape.STACKED and self._dress is Variant.FILLED:
            tries = [(Shape.CENTRED, 1.0, 1), (Shape.CENTRED, SMALLER, 1), *tries]
        return tries + [(shape, share / 100, rows) for share in range(80, 25, -6) for rows in (1, 2, 3)]

    def _weight(self) -> int:
        if self._look.quiet:
            return REGULAR
        return BOLD if self._dress is Variant.FILLED else SEMIBOLD

    def _measures(self, shape: Shape, px: float) -> tuple[float, float, float]:
        """Icon, gap between icon and label, and inner margin, in pixels."""
        if not (self._icon and self.text()):
            return px * 1.3 if self._icon else 0.0, 0.0, px * 0.2
        if shape is Shape.STACKED:
            return px, px * 0.06, px * 0.25
        if shape is Shape.CENTRED:
            filled, tight = self._dress is Variant.FILLED, self._look.shape is Shape.STACKED
            return px * (1.3 if filled else 1.35), px * (0.42 if filled else 0.65), px * (0.3 if tight else 0.6)
        inset = 0.2 if self._look.quiet else 1.05
        return px * 1.35, px * 0.65, self._look.px * inset + self.edge(self._look.palette.border)

    def _draw(self, painter: QPainter, face: QRectF, label: _Label) -> None:
        shape, lines, letters, icon, gap, inset = label
        rtl = self._look.right_to_left
        height = len(lines) * letters.line_height
        if shape is Shape.STACKED:
            top = face.center().y() - (icon + gap + height) / 2
            self._draw_icon(painter, QRectF(face.center().x() - icon / 2, top, icon, icon), letters.colour)
            box = QRectF(face.left(), top + icon + gap, face.width(), height)
            draw_lines(painter, lines, box, letters, right_to_left=rtl, centred=True)
            return
        if shape is Shape.CENTRED:
            words = max(letters.width(line) for line in lines)
            inset = max(inset, (face.width() - icon - gap - words) / 2)
        x = face.right() - inset - icon if rtl else face.left() + inset
        self._draw_icon(painter, QRectF(x, face.center().y() - icon / 2, icon, icon), letters.colour)
        left = face.left() + inset if rtl else face.left() + inset + icon + gap
        box = QRectF(left, face.top(), face.width() - 2 * inset - icon - gap, face.height())
        draw_lines(painter, lines, box, letters, right_to_left=rtl)

    def _draw_icon(self, painter: QPainter, box: QRectF, colour: str) -> None:
        if self._icon:
            draw_icon(painter, self._icon, box, colour, mirrored=self._look.right_to_left)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.draw_content(painter, self._draw_plate(painter))
        painter.end()

    def hitButton(self, pos: QPoint) -> bool:
        return self.face().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.ignore()

    def sizeHint(self) -> QSize:
        return self.size()
