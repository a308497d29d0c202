"""One of several steps side by side: its picture with the place, its number and sentence, the warning at its foot."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from oss_app.player.screen import StepTile
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.player.grid_layout import AROUND_WARNING, GridLayout, Type
from oss_app.ui.kiosk.player.labels import StyledLabel
from oss_app.ui.kiosk.player.photo import PhotoView
from oss_app.ui.kiosk.sizes import BOLD, SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted, lines_of
from oss_app.ui.kit.motion import STEP_MS, Fade
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import Palette, edge

MARKS = 0.8
"""The outline on a picture that is smaller than a whole photo is thinner."""


class TileView(StyledLabel):
    """A plate for one step; an empty one is not shown."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.photo = PhotoView(pictures, self, covers=True)
        self.fade = Fade(self, STEP_MS)
        self._tile, self._before = StepTile("", ""), StepTile("", "")
        self._tiling: GridLayout | None = None

    def arrange(
        self, tiling: GridLayout, cell: Box, layout: ScreenLayout, palette: Palette, *, right_to_left: bool, still: bool
    ) -> None:
        """Stand at ``cell``, and be drawn so from now on."""
        self.set_style(palette, layout, right_to_left=right_to_left)
        self.place(cell)
        self._tiling, self.fade.still = tiling, still
        self.photo.set_style(palette, replace(layout, mm=layout.mm * MARKS), still=still)
        side = Qt.Edge.LeftEdge if right_to_left else Qt.Edge.RightEdge
        self.photo.place(self.picture_box(), joined=side if tiling.beside else Qt.Edge.BottomEdge)
        self.photo.setVisible(tiling.picture > 0)

    def picture_box(self) -> Box:
        """Tell where the picture stands in the tile; the same in every tile."""
        tiling = self._tiling
        if tiling is None or not tiling.beside:
            return Box(0, 0, self.width(), tiling.picture if tiling else 0)
        return Box(self.width() - tiling.picture if self.right_to_left else 0, 0, tiling.picture, self.height())

    def show_tile(self, tile: StepTile, *, fresh: bool) -> None:
        """Show a step; ``fresh`` cross-fades from what stood there."""
        self._before, self._tile = self._tile if fresh else tile, tile
        self.setText(" ".join(part for part in (f"{tile.number}.", tile.sentence, tile.warning) if part))
        if self.picture_box().h:
            self.photo.show_picture(tile.picture, fresh=fresh)
        if fresh:
            self.fade.begin()
        else:
            self.fade.stop()
            self.update()

    def draw(self, painter: QPainter, layout: ScreenLayout) -> None:
        if self._tiling is None:
            return
        plate = QPainterPath()
        plate.addRoundedRect(QRectF(self.rect()), layout.radius, layout.radius)
        painter.fillPath(plate, QColor(self.palette_now.strip))
        share = self.fade.share
        for tile, opacity in ((self._before, 1 - share), (self._tile, share)):
            if opacity > 0:
                painter.setOpacity(opacity)
                self._draw_words(painter, tile, plate, self._tiling)
        painter.setOpacity(1)
        if self.palette_now.stark:
            self._draw_edge(painter, QRectF(self.rect()), layout.radius, self.palette_now.ink, 4.0)

    def _draw_words(self, painter: QPainter, tile: StepTile, plate: QPainterPath, tiling: GridLayout) -> None:
        """Draw number and sentence, and at the foot the warning."""
        palette, type_, rtl = self.palette_now, tiling.type, self.right_to_left
        picture, whole = self.picture_box(), QRectF(self.rect())
        if not tiling.beside:
            whole.setTop(picture.h)
        elif rtl:
            whole.setRight(picture.x)
        else:
            whole.setLeft(picture.w)
        foot = self._draw_warning(painter, tile.warning, whole, plate, type_) if tile.warning else whole.bottom()
        box = QRectF(whole.left(), whole.top(), whole.width(), foot - whole.top())
        box.adjust(type_.pad, type_.pad, -type_.pad, 0)
        number = Letters(type_.number, BOLD, type_.line, palette.accent)
        draw_lines(painter, [tile.number], box, number, right_to_left=rtl, from_top=True)
        box.adjust(0 if rtl else tiling.number, 0, -tiling.number if rtl else 0, 0)
        lines, letters = fitted(tile.sentence, box, Letters(type_.px, SEMIBOLD, type_.line, palette.ink))
        draw_lines(painter, lines, box, letters, right_to_left=rtl, from_top=True)

    def _draw_warning(self, painter: QPainter, text: str, whole: QRectF, plate: QPainterPath, type_: Type) -> float:
        """Return the band at the foot; returns where it begins."""
        palette, px, rtl = self.palette_now, type_.warning, self.right_to_left
        letters = Letters(px, SEMIBOLD, type_.warning_line, palette.on_warning)
        room = whole.width() - 2 * type_.pad - 1.5 * px
        height = len(lines_of(text, room, letters)) * letters.line_height + AROUND_WARNING * px
        band = QRectF(whole.left(), whole.bottom() - height, whole.width(), height)
        path = QPainterPath()
        path.addRect(band)
        painter.fillPath(plate.intersected(path), QColor(palette.warning))
        if palette.stark:
            self._draw_edge(painter, band, self.layout_now.radius if self.layout_now else 0, palette.accent, 6.0)
        inner = band.adjusted(type_.pad, 0, -type_.pad, 0)
        icon = inner.right() - px if rtl else inner.left()
        draw_icon(painter, "warning", QRectF(icon, band.center().y() - px / 2, px, px), palette.on_warning)
        inner.adjust(0 if rtl else 1.5 * px, 0, -1.5 * px if rtl else 0, 0)
        lines, letters = fitted(text, inner, letters)
        draw_lines(painter, lines, inner, letters, right_to_left=rtl)
        return band.top()

    def _draw_edge(self, painter: QPainter, box: QRectF, radius: float, colour: str, px: float) -> None:
        width = edge(px, self.layout_now.mm if self.layout_now else 1.0, self.devicePixelRatioF())
        half = width / 2
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), radius - half, radius - half)
