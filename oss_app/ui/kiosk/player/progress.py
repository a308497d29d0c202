"""Where the worker is, in the line at the top."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from oss_app.player.screen import Progress
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.player.labels import StyledLabel
from oss_app.ui.kiosk.sizes import BOLD, CAPITAL, LEAST_LABEL_MM, REGULAR
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.fonts import measured
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted, lines_of

LINE = 1.1
"""From line to line where the words have two, in em."""


@dataclass(frozen=True)
class Fitting:
    """Font size, and the width of each part with the gap before it; 0 for a part that is not there."""

    px: float
    label: float
    kit: float
    dots: float
    section: float


class ProgressBar(StyledLabel):
    """Where the worker is: the step in words, dots by section, the section's name, and the kit at the far end."""

    MOST_DOTS = 24
    REACH = 0.4
    """So much of the margin it has above and below: vowel signs stand higher than a line of small words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = Progress("")

    def place(self, box: Box) -> None:
        """Stand at ``box``, and reach a little beyond it."""
        reach = round(self.layout_now.margin * self.REACH) if self.layout_now else 0
        super().place(box._replace(y=box.y - reach, h=box.h + 2 * reach))

    def show_progress(self, progress: Progress) -> None:
        """Show where the worker is."""
        if progress == self._progress:
            return
        self._progress = progress
        self.setText(" ".join(part for part in (progress.label, progress.section, progress.kit) if part))
        self.update()

    def marks(self) -> list[tuple[float, float, str]]:
        """Each dot, bar or gap before it: offset and width in em, and whether it is done, now or later."""
        groups, now = self._progress.groups, self._progress.now
        until = self._progress.until or now
        out: list[tuple[float, float, str]] = []
        x, count, bars = 0.0, 0, sum(groups) > self.MOST_DOTS
        for number, group in enumerate(groups):
            x += 0.55 if number and not bars else 0.0
            for step in range(1, group + 1):
                if bars and step > 1:
                    continue
                first, last = count + step, count + (group if bars else step)
                state = "done" if now > last else "now" if first <= until else "later"
                width = 1.9 if bars else 1.35 if state == "now" else 0.52
                out.append((x, width, state))
                x += width + 0.42
            count += group
        return out

    def fitting(self, layout: ScreenLayout) -> Fitting:
        """Return what there is room for: the section's name goes first, then the dots; the words only grow smaller,
        and where they are half as large the label has two lines. A title, which nobody needs to go on, is left out
        where it would be smaller than any label.
        """
        progress, width, gap = self._progress, float(self.width()), layout.margin * 0.75
        for share in (1.0, 0.92, 0.84, 0.76, 0.68, 0.6, 0.5, 0.4):
            px = layout.sizes.head * share
            kit = measured(progress.kit, px, REGULAR) + px * 1.5 if progress.kit else 0.0
            most = width - (kit + gap if kit else 0.0)
            lines = lines_of(_widest(progress.label), most, self._bold(px))
            label = max(measured(line, px, BOLD) for line in lines)
            room = most - label
            if len(lines) * px * LINE <= layout.sizes.head * 1.2:
                break
        if not progress.groups and px * CAPITAL < min(LEAST_LABEL_MM * layout.mm, layout.sizes.head * CAPITAL):
            px, label, room = layout.sizes.head, 0.0, width
            kit = measured(progress.kit, px, REGULAR) + px * 1.5 if progress.kit else 0.0
        marks = self.marks()
        dots = (marks[-1][0] + marks[-1][1]) * px + gap if marks else 0.0
        section = measured(progress.section, px, REGULAR) + gap if progress.section else 0.0
        return Fitting(px, label, kit, dots if dots <= room else 0.0, section if dots + section <= room else 0.0)

    def draw(self, painter: QPainter, layout: ScreenLayout) -> None:
        palette, progress, fits = self.palette_now, self._progress, self.fitting(layout)
        px, gap = fits.px, layout.margin * 0.75
        plain = Letters(px, REGULAR, self.height(), palette.ink2)
        if fits.label:
            self._draw_label(painter, fits.label + 2, self._bold(px))
        if fits.dots:
            self._draw_marks(painter, self.marks(), fits.label + gap, px)
        if fits.section:
            self._put(painter, progress.section, fits.label + fits.dots + gap, plain)
        if fits.kit:
            x = self.width() - fits.kit
            box = QRectF(self._start(x, px), (self.height() - px) / 2, px, px)
            draw_icon(painter, "package", box, palette.ink2)
            self._put(painter, progress.kit, x + px * 1.5, plain)

    def _draw_label(self, painter: QPainter, width: float, letters: Letters) -> None:
        label = self._progress.label
        if len(lines_of(label, width, letters)) == 1:
            letters = replace(letters, line_height=self.height())
        box = QRectF(self._start(0.0, width), 0, width, self.height())
        lines, letters = fitted(label, box, letters)
        draw_lines(painter, lines, box, letters, right_to_left=self.right_to_left)

    def _bold(self, px: float) -> Letters:
        return Letters(px, BOLD, px * LINE, self.palette_now.ink)

    def _start(self, x: float, width: float) -> float:
        """Return the left edge of something ``width`` wide that begins ``x`` after the start of the line."""
        return self.width() - x - width if self.right_to_left else x

    def _put(self, painter: QPainter, text: str, x: float, letters: Letters) -> None:
        width = letters.width(text) + 2
        box = QRectF(self._start(x, width), 0, width, self.height())
        draw_lines(painter, [text], box, letters, right_to_left=self.right_to_left)

    def _draw_marks(self, painter: QPainter, marks: list[tuple[float, float, str]], x: float, px: float) -> None:
        palette, middle, line = self.palette_now, self.height() / 2 + px * 0.03, px * 0.1
        for offset, width, state in marks:
            height = (0.72 if state == "now" else 0.52) * px
            box = QRectF(self._start(x + offset * px, width * px), middle - height / 2, width * px, height)
            if state == "later":
                painter.setPen(QPen(QColor(palette.ink2), line))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                box = box.adjusted(line / 2, line / 2, -line / 2, -line / 2)
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(palette.accent if state == "now" else palette.ink2))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


def _widest(label: str) -> str:
    """Return the label with every number as wide as its widest, so that the dots stay where they are from step to
    step.
    """
    numbers = re.findall(r"\d+", label)
    longest = max((len(number) for number in numbers), default=0)
    return re.sub(r"\d+", "0" * longest, label)
