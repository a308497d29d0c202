"""The picture of the bench beside a step: what the demonstration's camera sees, and that it is simulated."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QLabel

from oss_app.core.profile import Profile
from oss_app.core.region import Outline
from oss_app.player.screen import ControlSlot, Screen, ScreenKind
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kiosk.sizes import SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted, lines_of
from oss_app.ui.kit.theme import PALETTES, Palette, edge

LEAST_PX = 150
"""A picture lower than this shows no hand: then it stands in a corner of the photo."""
SHARE = 0.34
"""So wide is it there, of the photo."""
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
            box = box._replace(h=round(box.w / RATIO + caption))
            if box.y != layout.photo.y:
                box = box._replace(y=layout.photo.bottom - box.h)
        height = min(box.h - caption, box.w / RATIO)
        self.setGeometry(box.x, box.y, box.w, box.h)
        width = height * RATIO
        self._picture = QRectF((box.w - width) / 2, 0, width, height)
        self.raise_()

    def _caption_height(self, width: int) -> float:
        """For the longest of all captions: the picture does not change its place from step to step."""
        rows = max(len(lines_of(text, width - self._letters.px, self._letters)) for text in self._captions.values())
        return rows * self._letters.line_height + self._letters.px * 0.4

    @staticmethod
    def _corner(screen: Screen, layout: ScreenLayout) -> Box:
        """Return the corner of the photo that is farthest from the place in it."""
        photo = layout.photo
        width = round(photo.w * SHARE)
        height = round(width / RATIO)
        x, y = _middle(screen.picture.outline) if screen.picture and screen.picture.outline else (0.0, 1.0)
        left = photo.x if x > 0.5 else photo.right - width
        return Box(left, photo.y if y > 0.5 else photo.bottom - height, width, height)

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


def _middle(outline: Outline) -> tuple[float, float]:
    return sum(x for x, _ in outline) / len(outline), sum(y for _, y in outline) / len(outline)
