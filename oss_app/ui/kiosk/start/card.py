"""A card of the start: a picture and its word, and the whole of it is the button."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QTransform
from PySide6.QtWidgets import QWidget

from oss_app.ui.kiosk.button import Button
from oss_app.ui.kiosk.sizes import SEMIBOLD
from oss_app.ui.kiosk.start.card_layout import AROUND, CardText, share_that_fits
from oss_app.ui.kiosk.start.screen import Choice
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.framing import MIDDLE, PORTRAIT_CUT
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted
from oss_app.ui.kit.pictures import Pictures, Wanted

PALE = 0.35
"""How much of its picture shows on a card that cannot be chosen."""


class Card(Button):
    """One choice."""

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._choice = Choice("", "")
        self._words = CardText(35.0, 84, beside=False)
        self._wanted: Wanted | None = None
        pictures.arrived.connect(self._arrived)

    @property
    def choice(self) -> Choice:
        return self._choice

    @property
    def wanted(self) -> Wanted | None:
        """What has to be read to show this card."""
        return self._wanted

    def show_choice(self, choice: Choice, tr: CardText) -> None:
        """Show it, with its words where ``words`` says."""
        self.show_control(choice.word, choice.icon)
        self._choice, self._words = choice, tr
        box, ratio = self._picture_box(), self.devicePixelRatioF()
        size = round(box.width() * ratio), round(box.height() * ratio)
        self._wanted = Wanted(choice.picture, *size, place=MIDDLE, cut=PORTRAIT_CUT) if choice.picture else None

    def _picture_box(self) -> QRectF:
        face = QRectF(self.face())
        if not self._words.beside:
            return face.adjusted(0, 0, 0, -self._words.extent)
        if self.look.right_to_left:
            return face.adjusted(self._words.extent, 0, 0, 0)
        return face.adjusted(0, 0, -self._words.extent, 0)

    def _arrived(self, wanted: Wanted) -> None:
        if wanted == self._wanted:
            self.update()

    @property
    def word_px(self) -> float:
        """How large its words are drawn, in pixels."""
        return self._fitted_word("")[1].px

    def _has_picture(self) -> bool:
        return bool(self._choice.picture or self._choice.icon) and self._picture_box().height() >= 1

    def _has_arrow(self) -> bool:
        """Tell whether its icon stands beside the words, among cards of words alone."""
        return bool(self._choice.icon) and not self._has_picture()

    def _word_box(self) -> QRectF:
        face, px, picture = QRectF(self.face()), self._words.px, self._picture_box()
        box = face
        if self._has_picture():
            box = face.adjusted(0, picture.height(), 0, 0)
            if self._words.beside:
                width = 0 if self.look.right_to_left else picture.width()
                box = QRectF(face.left() + width, face.top(), self._words.extent, face.height())
        around = px * AROUND / 2 if self._words.beside or not self._has_picture() else 0.0
        box = box.adjusted(px * 0.8, around, -px * 0.8, -around)
        if self._has_arrow():
            box.setWidth(box.width() - px * 1.7)
        return box

    def _fitted_word(self, ink: str) -> tuple[list[str], Letters]:
        px = self._words.px
        letters = Letters(px, SEMIBOLD, px * (1.4 if self.look.tall else 1.15), ink)
        return _fitted(self._choice.word, self._word_box(), letters)

    def draw_content(self, painter: QPainter, ink: str) -> None:
        look, px, picture = self.look, self._words.px, self._picture_box()
        if self._has_picture():
            painter.setOpacity(PALE if self._choice.refusal else 1.0)
            self._draw_picture(painter, picture, ink)
            painter.setOpacity(1.0)
        box, by_the_word = self._word_box(), self._has_arrow()
        side, gap = px * 1.3, px * 0.4
        # a card that cannot be chosen says so when it is pressed, and looks so before
        lines, letters = self._fitted_word(look.palette.ink2 if self._choice.refusal else ink)
        if by_the_word:  # word and arrow together in the middle
            words = max(letters.width(line) for line in lines)
            left = box.left() + (box.width() - words) / 2
            square = QRectF(left + words + gap, box.center().y() - side / 2, side, side)
            if look.right_to_left:
                square.moveLeft(left)
                box.translate(side + gap, 0)
            draw_icon(painter, self._choice.icon, square, ink, mirrored=look.right_to_left)
        draw_lines(painter, lines, box, letters, right_to_left=look.right_to_left, centred=not self._has_picture())

    def _draw_picture(self, painter: QPainter, box: QRectF, ink: str) -> None:
        look = self.look
        half, radius = self.edge(look.palette.border) / 2, look.radius
        whole, path = QPainterPath(), QPainterPath()
        whole.addRoundedRect(QRectF(self.face()).adjusted(half, half, -half, -half), radius - half, radius - half)
        path.addRect(box)
        path = whole.intersected(path)
        painter.setPen(Qt.PenStyle.NoPen)
        ready = self._pictures.get(self._wanted) if self._wanted else None
        if ready:
            painter.fillPath(path, QColor(look.palette.strip))
            brush, target = QBrush(ready.image), ready.framing.target
            ratio = self.devicePixelRatioF()
            x, y = box.left() + target.x / ratio, box.top() + target.y / ratio
            brush.setTransform(QTransform.fromTranslate(x, y).scale(1 / ratio, 1 / ratio))
            shown = QPainterPath()
            shown.addRect(QRectF(x, y, target.w / ratio, target.h / ratio))
            painter.fillPath(path.intersected(shown), brush)
        else:
            painter.fillPath(path, QColor(look.palette.strip))
            if self._choice.icon:
                side = min(box.width(), box.height()) * 0.45
                centre = box.center()
                square = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
                draw_icon(painter, self._choice.icon, square, ink, mirrored=look.right_to_left)
        if self.isDown():  # the edge again, over the picture
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = QPen(QColor(look.palette.ink), self.edge(4.0))
            painter.setPen(pen)
            inset = pen.widthF() / 2
            around = QRectF(self.face()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(around, radius - inset, radius - inset)


def _fitted(word: str, box: QRectF, letters: Letters) -> tuple[list[str], Letters]:
    """Return the lines of a card's words in their box; one that is longer than the others' is set smaller, alone."""
    share = share_that_fits(word, box.width(), box.height(), letters.px, letters.line_height, measured)
    letters = replace(letters, px=letters.px * share, line_height=letters.line_height * share)
    return fitted(word, box, letters)
