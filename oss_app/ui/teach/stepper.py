"""Where the coach is in the wizard: numbered steps in the bar, ticked when they are behind."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from oss_app.ui.icons import draw_icon
from oss_app.ui.lettering import Letters, draw_lines
from oss_app.ui.theme import Palette

DISC, GAP, LINE, PX = 34, 10, 44, 19


class Stepper(QWidget):
    """``names`` of all steps, and the one of now, counted from 0; in a narrow window only its own name shows."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._names: tuple[str, ...] = ()
        self._now = 0
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_steps(self, names: Sequence[str], now: int, said: str, *, is_narrow: bool) -> None:
        """Show these; ``said`` is the same in words, for who does not see it."""
        self._names, self._now, self._is_narrow = tuple(names), now, is_narrow
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def _letters(self, at: int) -> Letters:
        later = at > self._now
        return Letters(PX, 700 if at == self._now else 400, 24, self._palette.ink2 if later else self._palette.ink)

    def _width(self, at: int) -> float:
        if self._is_narrow and at != self._now:
            return DISC
        return DISC + GAP + self._letters(at).width(self._names[at])

    @property
    def _line(self) -> int:
        return LINE // 3 if self._is_narrow else LINE

    # Qt

    def sizeHint(self) -> QSize:
        names = range(len(self._names))
        between = (self._line + 28) * max(0, len(self._names) - 1)
        return QSize(round(sum(self._width(i) for i in names) + between) + 2, DISC + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, x = self._palette, 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, name in enumerate(self._names):
            disc = QRectF(x, 2, DISC, DISC)
            fill = p.ink2 if at < self._now else p.accent if at == self._now else p.raised
            edge = p.line if at > self._now else fill
            painter.setPen(QPen(QColor(edge), 2))
            painter.setBrush(QColor(fill))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            ink = p.ink2 if at > self._now else p.on_accent if at == self._now else p.ground
            if at < self._now:
                draw_icon(painter, "check", disc.adjusted(8, 8, -8, -8), ink)
            else:
                draw_lines(painter, [str(at + 1)], disc, Letters(18, 700, 22, ink), centred=True)
            if not self._is_narrow or at == self._now:
                draw_lines(painter, [name], QRectF(x + DISC + GAP, 2, 400, DISC), self._letters(at))
            x += self._width(at) + 14
            if at + 1 < len(self._names):
                painter.setPen(QPen(QColor(p.line), 2, Qt.PenStyle.SolidLine))
                painter.drawLine(round(x), 2 + DISC // 2, round(x + self._line), 2 + DISC // 2)
                x += self._line + 14
        painter.end()
