"""A row of a list: the whole of it ticks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QWidget

from oss_app.core.region import bounds
from oss_app.player.screen import Picture, StepTile
from oss_app.ui.kiosk.button import Button, ButtonStyle
from oss_app.ui.kiosk.player.grid_layout import AROUND_TAG, RowGrid, words_width
from oss_app.ui.kiosk.sizes import SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.framing import MIDDLE
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted, lines_of
from oss_app.ui.kit.pictures import Pictures, Wanted


class TickRow(Button):
    """One step with a box to tick. It shows the tick that it is told of, and never ticks itself."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self._pictures = pictures
        self._tile = StepTile("", "")
        self._rows: RowGrid | None = None
        self._wanted: Wanted | None = None
        pictures.arrived.connect(self._arrived)

    @property
    def wanted(self) -> Wanted | None:
        """What has to be read to show this row."""
        return self._wanted

    def arrange(self, rows: RowGrid, cell: Box, look: ButtonStyle) -> None:
        """Stand at ``cell``, and be drawn so from now on."""
        self._rows = rows
        self.set_style(look)
        self.place(cell)

    def show_tile(self, tile: StepTile) -> None:
        """Show a step, ticked or not."""
        self.show_control(tile.sentence, "")
        self.setAccessibleName(" ".join(part for part in (tile.sentence, tile.warning) if part))
        self.setChecked(tile.is_ticked)
        self._tile, self._wanted = tile, self.wants(tile.picture)

    def wants(self, picture: Picture | None) -> Wanted | None:
        """Return what has to be read to show a picture here: cut to its place, if it has one."""
        if self._rows is None or not self._rows.picture or picture is None or picture.photo is None:
            return None
        box, ratio = self._thumb(), self.devicePixelRatioF()
        size = round(box.width() * ratio), round(box.height() * ratio)
        place = bounds(picture.outline) if picture.outline else None
        return Wanted(picture.photo, *size, place=place or MIDDLE, cut=1.0, zoomed=place is not None)

    def _arrived(self, wanted: Wanted) -> None:
        if wanted == self._wanted:
            self.update()

    def _thumb(self) -> QRectF:
        face, width = QRectF(self.face()), float(self._rows.picture if self._rows else 0)
        left = face.right() - width if self.look.right_to_left else face.left()
        return QRectF(left, face.top(), width, face.height())

    def _box(self) -> QRectF:
        """Return the box to tick, in the middle of the height."""
        face, rows = QRectF(self.face()), self._rows
        assert rows
        left = face.left() + rows.type.pad if self.look.right_to_left else face.right() - rows.type.pad - rows.box
        return QRectF(left, face.center().y() - rows.box / 2, rows.box, rows.box)

    def draw_content(self, painter: QPainter, ink: str) -> None:
        rows = self._rows
        if rows is None:
            return
        if rows.picture:
            self._draw_thumb(painter)
        self._draw_box(painter)
        face, type_, rtl = QRectF(self.face()), rows.type, self.look.right_to_left
        room = words_width(rows, Box(0, 0, round(face.width()), round(face.height())))
        start = rows.picture + type_.pad
        words = QRectF(face.right() - start - room if rtl else face.left() + start, face.top(), room, face.height())
        tag = Letters(type_.warning, SEMIBOLD, type_.warning_line, self.look.palette.on_warning)
        warning = self._tile.warning
        lines = lines_of(warning, room - 2.5 * tag.px, tag) if warning else []
        high = len(lines) * tag.line_height + AROUND_TAG * tag.px if lines else 0.0
        above = words.adjusted(0, 0, 0, -high)
        sentence, letters = fitted(self.text(), above, Letters(type_.px, SEMIBOLD, type_.line, ink))
        total = len(sentence) * letters.line_height + high
        top = face.center().y() - total / 2
        box = QRectF(words.left(), top, room, total - high)
        draw_lines(painter, sentence, box, letters, right_to_left=rtl)
        if lines:
            self._draw_tag(painter, QRectF(words.left(), box.bottom(), room, high), lines, tag)

    def _draw_tag(self, painter: QPainter, box: QRectF, lines: list[str], letters: Letters) -> None:
        """Draw the warning as a tag, as wide as its words."""
        palette, px, rtl = self.look.palette, letters.px, self.look.right_to_left
        width = max(letters.width(line) for line in lines) + 2.5 * px
        tag = QRectF(box.right() - width if rtl else box.left(), box.top(), width, box.height())
        painter.setBrush(QColor(palette.warning))
        rim = self.edge(4.0)
        painter.setPen(QPen(QColor(palette.accent), rim) if palette.stark else Qt.PenStyle.NoPen)
        inset, radius = rim / 2 if palette.stark else 0.0, px * 0.36
        painter.drawRoundedRect(tag.adjusted(inset, inset, -inset, -inset), radius, radius)
        icon = tag.right() - 1.5 * px if rtl else tag.left() + 0.5 * px
        draw_icon(painter, "warning", QRectF(icon, tag.center().y() - px / 2, px, px), palette.on_warning)
        words = tag.adjusted(0.5 * px if rtl else 2.0 * px, 0, -2.0 * px if rtl else -0.5 * px, 0)
        draw_lines(painter, lines, words, letters, right_to_left=rtl)

    def _draw_box(self, painter: QPainter) -> None:
        palette, box = self.look.palette, self._box()
        ticked = self.isChecked()
        rim = self.edge(4.0)
        painter.setPen(QPen(QColor(palette.accent if ticked else palette.line), rim))
        painter.setBrush(QColor(palette.accent if ticked else palette.ground))
        radius = box.width() * 0.21 - rim / 2
        painter.drawRoundedRect(box.adjusted(rim / 2, rim / 2, -rim / 2, -rim / 2), radius, radius)
        if ticked:
            side = box.width() * 0.66
            centre = box.center()
            square = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
            draw_icon(painter, "check", square, palette.on_accent)

    def _draw_thumb(self, painter: QPainter) -> None:
        look, box, ratio = self.look, self._thumb(), self.devicePixelRatioF()
        rim = self.edge(look.palette.border)
        whole, part = QPainterPath(), QPainterPath()
        whole.addRoundedRect(QRectF(self.face()).adjusted(rim, rim, -rim, -rim), look.radius - rim, look.radius - rim)
        part.addRect(box)
        painter.fillPath(whole.intersected(part), QColor(look.palette.strip))
        ready = self._pictures.get(self._wanted) if self._wanted else None
        if ready:
            target = ready.framing.target
            x, y = box.left() + target.x / ratio, box.top() + target.y / ratio
            photo = QPainterPath()
            photo.addRect(QRectF(x, y, target.w / ratio, target.h / ratio))
            brush = QBrush(ready.image)
            brush.setTransform(QTransform.fromTranslate(x, y).scale(1 / ratio, 1 / ratio))
            painter.fillPath(whole.intersected(photo), brush)

    # Qt

    def nextCheckState(self) -> None:
        """Ask for a tick by a press; whether there is one is told by ``show_tile``."""


def ticked_look(look: ButtonStyle) -> ButtonStyle:
    """Tell how a row that is ticked is drawn."""
    return replace(look, palette=replace(look.palette, raised=look.palette.accent_soft))
