"""The picture of the bench beside a step: what the demonstration's camera sees, and that it is simulated."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QLabel

from oss_app.core.profile import Profile
from oss_app.core.region import Outline
from oss_app.player.screen import ControlSlot, Picture, Screen, ScreenKind
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.player.marks import TICK_MM
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.sizes import SEMIBOLD
from oss_app.ui.kit.boxes import Box, edges
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted, lines_of
from oss_app.ui.kit.theme import PALETTES, Palette, edge

LEAST_PX = 150
"""A picture lower than this shows no hand: then it stands in a corner of the photo."""
SHARES = (0.34, 0.3, 0.26)
"""So wide is it there, of the photo: the first that hides no mark."""
SMALLER = 0.75
"""Size of the caption, of the letters at the head of the screen."""
RATIO = 16 / 9


class BenchPicture(QLabel):
    """Stands between Help and Done, or in the corner of the photo that is farthest from its place."""

    def __init__(self, view: PlayerView, captions: Mapping[int, str]) -> None:
        super().__init__(view)
        self._view, self._captions = view, captions
        self._image = QImage()
        self._palette, self._letters = PALETTES[Profile().theme], Letters(20.0, SEMIBOLD, 24.0, "#000000")
        self._picture = QRectF()
        self._radius = 0.0
        self._is_on_step = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        view.shown.connect(self._place)

    def show_frame(self, jpeg: bytes) -> None:
        """Show what the camera sees now; empty where it is closed."""
        self._image = QImage.fromData(jpeg) if jpeg else QImage()
        self.setVisible(self._is_on_step and not self._image.isNull())
        self.update()

    def _place(self, screen: Screen, layout: ScreenLayout, palette: Palette) -> None:
        self._is_on_step = screen.kind is ScreenKind.STEP
        self.setVisible(self._is_on_step and not self._image.isNull())
        if not self._is_on_step:
            return
        self.setText(self._captions.get(screen.progress.now, self._captions.get(0, "")))
        px = layout.sizes.head * SMALLER
        self._palette, self._radius = palette, float(layout.radius)
        self._letters = Letters(px, SEMIBOLD, px * 1.25, palette.ink)
        box = _between(layout)
        caption = self._caption_height(box.w) if box else 0.0
        if box is None or box.h - caption < LEAST_PX:
            box = self._corner(screen, layout)
            caption = self._caption_height(box.w)
        height = min(box.h - caption, box.w / RATIO)
        self.setGeometry(box.x, box.y, box.w, box.h)
        width = height * RATIO
        self._picture = QRectF((box.w - width) / 2, 0, width, height)
        self.raise_()

    def _caption_height(self, width: int) -> float:
        """For the longest of all captions: the picture does not change its place from step to step."""
        rows = max(len(lines_of(text, width - self._letters.px, self._letters)) for text in self._captions.values())
        return rows * self._letters.line_height + self._letters.px * 0.4

    def _corner(self, screen: Screen, layout: ScreenLayout) -> Box:
        """Return the corner of the photo in which it hides least of what is marked there, farthest from the place."""
        photo, picture = layout.photo, screen.picture
        x, y = _middle(picture.outline) if picture and picture.outline else (0.0, 1.0)
        marked = _marked(picture, layout) if picture else []
        found: list[tuple[int, int, float, Box]] = []
        for share in SHARES:
            width = round(photo.w * share)
            height = round(width / RATIO + self._caption_height(width))
            for left, right in ((photo.x, 0), (photo.right - width, 1)):
                for top, bottom in ((photo.y, 0), (photo.bottom - height, 1)):
                    box = Box(left, top, width, height)
                    hidden = sum(_shared(box, one) for one in marked)
                    found.append((hidden, -width, -abs(x - right) - abs(y - bottom), box))
        return min(found)[3]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rim = edge(2.5, 3.6, self.devicePixelRatioF())
        painter.setPen(QPen(QColor(self._palette.line), rim))
        painter.setBrush(QColor(self._palette.strip))
        box, radius = self._picture.adjusted(rim, rim, -rim, -rim), self._radius
        whole = QRectF(self.rect()).adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2)
        painter.drawRoundedRect(whole, radius, radius)
        if not self._image.isNull():
            share = box.width() / self._image.width()
            brush = QBrush(self._image)
            brush.setTransform(QTransform.fromTranslate(box.left(), box.top()).scale(share, share))
            painter.setBrush(brush)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(box, radius - rim, radius - rim)
        words = QRectF(whole.left(), self._picture.bottom(), whole.width(), whole.bottom() - self._picture.bottom())
        room = words.adjusted(self._letters.px / 2, 0, -self._letters.px / 2, 0)
        lines, letters = fitted(self.text(), room, self._letters)
        draw_lines(painter, lines, room, letters, centred=True)
        painter.end()


def _between(layout: ScreenLayout) -> Box | None:
    """Return the rest between Help and Done; None where the controls stand otherwise than in a column."""
    if layout.portrait or layout.grid:
        return None
    help_, done = layout.controls[ControlSlot.HELP], layout.controls[ControlSlot.DONE]
    if help_.x != done.x or help_.bottom >= done.y:
        return None
    gap = layout.gap // 2
    return Box(done.x, help_.bottom + gap, done.w, done.y - help_.bottom - 2 * gap)


def _marked(picture: Picture, layout: ScreenLayout) -> list[Box]:
    """Return what is marked on the photo: places, and the ticks at their corners."""
    photo, side = layout.photo, TICK_MM * layout.mm
    found: list[Box] = []
    seen = (*picture.ticks, *([picture.outline] if picture.outline and picture.tick else []))
    for outline in (*seen, *picture.others, *([picture.outline] if picture.outline else [])):
        xs, ys = [photo.x + x * photo.w for x, _ in outline], [photo.y + y * photo.h for _, y in outline]
        found.append(edges(min(xs), min(ys), max(xs), max(ys)))
        if outline in seen:
            left, top = max(xs) - side * 0.6, min(ys) - side * 0.4
            found.append(edges(left, top, left + side, top + side))
    return found


def _shared(one: Box, other: Box) -> int:
    """Return how many pixels two boxes share."""
    across = min(one.right, other.right) - max(one.x, other.x)
    down = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(across, 0) * max(down, 0)


def _middle(outline: Outline) -> tuple[float, float]:
    return sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline)
