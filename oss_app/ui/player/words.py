"""The words on the worker's screen: sentence, strip, progress, and what the call and break screens say."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from oss_app.player.screen import Line, LineKind, Progress
from oss_app.ui.boxes import Box
from oss_app.ui.fade import SIGN_MS, STEP_MS, Fade
from oss_app.ui.icons import draw_icon
from oss_app.ui.layout import BOLD, REGULAR, SEMIBOLD, Layout
from oss_app.ui.lettering import Letters, draw_lines, fitted, lines_of
from oss_app.ui.theme import LIGHT, Palette

LINE_ICONS = {
    LineKind.CAMERA: "webcam",
    LineKind.NOT_YET: "webcam",
    LineKind.SEEN: "check-circle",
    LineKind.CANNOT_TELL: "webcam-slash",
    LineKind.CAMERA_OFF: "webcam-slash",
    LineKind.HINT: "lightbulb",
    LineKind.NO_SOUND: "speaker-slash",
}


class Words(QLabel):
    """A text of the screen that draws itself; a label, so that screen readers read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_now = LIGHT
        self.layout_now: Layout | None = None
        self.right_to_left = False

    def wear(self, palette: Palette, layout: Layout, *, right_to_left: bool) -> None:
        """Be drawn so from now on."""
        self.palette_now, self.layout_now, self.right_to_left = palette, layout, right_to_left
        self.update()

    def place(self, box: Box) -> None:
        """Stand at ``box``."""
        self.setGeometry(*box)

    def draw(self, painter: QPainter, layout: Layout) -> None:
        """Draw; overridden."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.layout_now is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.draw(painter, self.layout_now)
        painter.end()


class Sentence(Words):
    """What the step says; cross-fades."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fade = Fade(self, STEP_MS)
        self._before = ""

    def say(self, text: str, *, fresh: bool) -> None:
        """Show a sentence."""
        self._before = self.text() if fresh else ""
        self.setText(text)
        if fresh:
            self.fade.begin()
        else:
            self.fade.stop()
            self.update()

    def draw(self, painter: QPainter, layout: Layout) -> None:
        sizes = layout.sizes
        letters = Letters(sizes.sentence, SEMIBOLD, sizes.sentence_height, self.palette_now.ink)
        share = self.fade.share
        for text, opacity in ((self._before, 1 - share), (self.text(), share)):
            if text and opacity > 0:
                painter.setOpacity(opacity)
                box = QRectF(self.rect())
                lines, fitting = fitted(text, box, letters)
                draw_lines(painter, lines, box, fitting, right_to_left=self.right_to_left)


class StripHalf(Words):
    """One half of the strip: the warning, or the one line beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fade = Fade(self, SIGN_MS)
        self.round = (True, True, True, True)
        """Corners at the outside of the strip: top left, top right, bottom left, bottom right."""
        self._warns = False
        self._kind: LineKind | None = None

    def warn(self, text: str) -> None:
        """Show a warning, or nothing."""
        self._set(text, None, warns=bool(text))

    def tell(self, line: Line | None) -> None:
        """Show the line, or nothing."""
        self._set(line.text if line else "", line.kind if line else None, warns=False)

    def _set(self, text: str, kind: LineKind | None, *, warns: bool) -> None:
        if (text, kind, warns) == (self.text(), self._kind, self._warns):
            return
        self._warns, self._kind = warns, kind
        self.setText(text)
        self.fade.begin()

    def draw(self, painter: QPainter, layout: Layout) -> None:
        palette, sizes = self.palette_now, layout.sizes
        seen = self._kind is LineKind.SEEN
        ground, ink = palette.strip, palette.ink
        if self._warns:
            ground, ink = palette.warning, palette.on_warning
        elif seen:
            ground, ink = palette.seen, palette.on_seen
        path = self._plate(layout.radius, QRectF(self.rect()))
        painter.fillPath(path, QColor(palette.strip))
        painter.setOpacity(self.fade.share)
        painter.fillPath(path, QColor(ground))
        if palette.stark:
            self._draw_stark_edges(painter, layout.radius)
        if self.text():
            weight = SEMIBOLD if self._warns or seen else REGULAR
            self._draw_words(painter, layout, Letters(sizes.line, weight, sizes.line_height, ink))

    def _draw_words(self, painter: QPainter, layout: Layout, letters: Letters) -> None:
        side, gap, pad = letters.px * 1.3, letters.px * 0.55, layout.margin * 0.6
        name = "warning" if self._warns else LINE_ICONS[self._kind] if self._kind else ""
        x = self.width() - pad - side if self.right_to_left else pad
        if name:
            draw_icon(painter, name, QRectF(x, (self.height() - side) / 2, side, side), letters.colour)
        left = pad if self.right_to_left else pad + side + gap
        box = QRectF(left, 0, self.width() - 2 * pad - side - gap, self.height())
        lines, letters = fitted(self.text(), box, letters)
        draw_lines(painter, lines, box, letters, right_to_left=self.right_to_left)

    def _plate(self, radius: float, box: QRectF) -> QPainterPath:
        """The half, with round corners where it is at the outside."""
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        path.addRoundedRect(box, radius, radius)
        w, h = box.width() / 2, box.height() / 2
        for rounded, x, y in zip(self.round, (0, w, 0, w), (0, 0, h, h), strict=True):
            if not rounded:
                path.addRect(QRectF(box.x() + x, box.y() + y, w, h))
        return path.simplified()

    def _draw_stark_edges(self, painter: QPainter, radius: float) -> None:
        colour, width = (self.palette_now.accent, 6.0) if self._warns else (self.palette_now.ink, 4.0)
        half, box = width / 2, QRectF(self.rect())
        if not self._warns:  # no second edge beside the warning's
            top_left, top_right, bottom_left, bottom_right = self.round
            beyond = 2 * radius
            box.adjust(0 if top_left or bottom_left else -beyond, 0, 0 if top_right or bottom_right else beyond, 0)
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = self._plate(radius - half, box.adjusted(half, half, -half, -half))
        painter.drawPath(path)


class ProgressBar(Words):
    """Where the worker is: the step in words, dots by section, the section's name, and the kit at the far end."""

    MOST_DOTS = 24

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._progress = Progress("")

    def show_progress(self, progress: Progress) -> None:
        """Show where the worker is."""
        self._progress = progress
        self.setText(" ".join(part for part in (progress.label, progress.section, progress.kit) if part))
        self.update()

    def marks(self) -> list[tuple[float, float, str]]:
        """Each dot, bar or gap before it: offset and width in em, and whether it is done, now or later."""
        groups, now = self._progress.groups, self._progress.now
        out: list[tuple[float, float, str]] = []
        x, count, bars = 0.0, 0, sum(groups) > self.MOST_DOTS
        for number, group in enumerate(groups):
            x += 0.55 if number and not bars else 0.0
            for step in range(1, group + 1):
                if bars and step > 1:
                    continue
                first, last = count + step, count + (group if bars else step)
                state = "done" if now > last else "now" if first <= now else "later"
                width = 1.9 if bars else 1.35 if state == "now" else 0.52
                out.append((x, width, state))
                x += width + 0.42
            count += group
        return out

    def draw(self, painter: QPainter, layout: Layout) -> None:
        px, palette, progress = layout.sizes.head, self.palette_now, self._progress
        bold = Letters(px, BOLD, px * 1.2, palette.ink)
        plain = Letters(px, REGULAR, px * 1.2, palette.ink2)
        gap, width = layout.margin * 0.75, float(self.width())
        kit = plain.width(progress.kit) + px * 1.5 if progress.kit else 0.0
        label = bold.width(_widest(progress.label))
        marks = self.marks()
        dots = marks[-1][0] * px + marks[-1][1] * px if marks else 0.0
        section = plain.width(progress.section)
        room = width - kit - (gap if kit else 0) - label - gap
        if dots > room:
            dots, marks, section = 0.0, [], 0.0
        self._put(painter, progress.label, 0.0, bold.width(progress.label), bold)
        x = label + gap
        if marks:
            self._draw_marks(painter, marks, x, px)
            x += dots + gap
        if section and x + section <= width - kit - (gap if kit else 0):
            self._put(painter, progress.section, x, section, plain)
        if kit:
            side = px
            left = self._start(width - kit, side)
            draw_icon(painter, "package", QRectF(left, (self.height() - side) / 2, side, side), palette.ink2)
            self._put(painter, progress.kit, width - kit + px * 1.5, kit - px * 1.5, plain)

    def _start(self, x: float, width: float) -> float:
        """The left edge of something ``width`` wide that begins ``x`` after the start of the line."""
        return self.width() - x - width if self.right_to_left else x

    def _put(self, painter: QPainter, text: str, x: float, width: float, letters: Letters) -> None:
        box = QRectF(self._start(x, width + 2), 0, width + 2, self.height())
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
    """The label with every number as wide as its widest, so that the dots stay where they are from step to step."""
    numbers = re.findall(r"\d+", label)
    longest = max((len(number) for number in numbers), default=0)
    return re.sub(r"\d+", "0" * longest, label)


class Message(Words):
    """The call and break screens: a large sign, a few large words, one smaller line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._big, self._small = "", "", ""

    def say(self, icon: str, big: str, small: str) -> None:
        """Show them."""
        self._icon, self._big, self._small = icon, big, small
        self.setText(f"{big} {small}".strip())
        self.update()

    def draw(self, painter: QPainter, layout: Layout) -> None:
        palette, sizes, room = self.palette_now, layout.sizes, float(self.width())
        for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5):
            big = Letters(sizes.sentence * 1.8 * share, SEMIBOLD, sizes.sentence_height * 1.65 * share, palette.ink)
            small = Letters(sizes.line * 1.2 * share, REGULAR, sizes.line * 1.68 * share, palette.ink2)
            icon, gap = 58 * layout.mm * share, 11 * layout.mm * share
            first, second = lines_of(self._big, room, big), lines_of(self._small, room, small) if self._small else []
            heights = icon, len(first) * big.line_height, len(second) * small.line_height
            total = sum(heights) + gap * (2 if second else 1)
            if total <= self.height():
                break
        y = (self.height() - total) / 2
        x = room - icon + icon * 0.07 if self.right_to_left else -icon * 0.07
        draw_icon(painter, self._icon, QRectF(x, y, icon, icon), palette.accent)
        y += icon + gap
        box = QRectF(0, y, room, heights[1])
        draw_lines(painter, first, box, big, right_to_left=self.right_to_left)
        box = QRectF(0, y + heights[1] + gap, room, heights[2])
        draw_lines(painter, second, box, small, right_to_left=self.right_to_left)
