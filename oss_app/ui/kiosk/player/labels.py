"""The words on the worker's screen: sentence, strip, and what the call and break screens say."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from oss_app.player.screen import LineKind, StripLine
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.own_layout import cut_in_rows
from oss_app.ui.kiosk.sizes import CAPITAL, LEAST_MM, REGULAR, SEMIBOLD
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted, lines_of
from oss_app.ui.kit.motion import SIGN_MS, Fade
from oss_app.ui.kit.theme import LIGHT, Palette, edge

LINE_ICONS = {
    LineKind.CAMERA: "webcam",
    LineKind.LOOKING: "webcam",
    LineKind.NOT_YET: "webcam",
    LineKind.SEEN: "check-circle",
    LineKind.CANNOT_TELL: "webcam-slash",
    LineKind.CAMERA_OFF: "webcam-slash",
    LineKind.HINT: "lightbulb",
    LineKind.NO_SOUND: "speaker-slash",
}

MESSAGE_SIZES = (
    *((share, True) for share in (1.0, 0.9, 0.8, 0.7)),
    *((share, False) for share in (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.42, 0.36, 0.31, 0.26)),
)
"""How large the call and break screens speak, and whether their sign is there: the first that has room, but none in
which letters are too low to be read."""
LARGE = 1.8
"""So much larger than a step's are their words, where there is room."""


class StyledLabel(QLabel):
    """A text of the screen that draws itself; a label, so that screen readers read it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.palette_now = LIGHT
        self.layout_now: ScreenLayout | None = None
        self.right_to_left = False

    def set_style(self, palette: Palette, layout: ScreenLayout, *, right_to_left: bool) -> None:
        """Be drawn so from now on; nothing is drawn anew that stands there already, as at most steps."""
        if (palette, layout, right_to_left) != (self.palette_now, self.layout_now, self.right_to_left):
            self.palette_now, self.layout_now, self.right_to_left = palette, layout, right_to_left
            self.update()

    def place(self, box: Box) -> None:
        """Stand at ``box``."""
        self.setGeometry(*box)

    def draw(self, painter: QPainter, layout: ScreenLayout) -> None:
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


class SentenceLabel(StyledLabel):
    """What the step says; it is there at once: a worker who pressed a key reads on without waiting for a fade."""

    def say(self, text: str) -> None:
        """Show a sentence."""
        if text != self.text():
            self.setText(text)
            self.update()

    def draw(self, painter: QPainter, layout: ScreenLayout) -> None:
        sizes = layout.sizes
        letters = Letters(sizes.sentence, SEMIBOLD, sizes.sentence_height, self.palette_now.ink)
        box = QRectF(self.rect())
        lines, fitting = fitted(self.text(), box, letters)
        draw_lines(painter, lines, box, fitting, right_to_left=self.right_to_left)


class StripHalf(StyledLabel):
    """One half of the strip: the warning, or the one line beside it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fade = Fade(self, SIGN_MS)
        self._round = (True, True, True, True)
        self._warns = False
        self._kind: LineKind | None = None

    def set_corners(self, corners: tuple[bool, bool, bool, bool]) -> None:
        """Be round at the outside of the strip: top left, top right, bottom left, bottom right."""
        if corners != self._round:
            self._round = corners
            self.update()

    def warn(self, text: str) -> None:
        """Show a warning, or nothing."""
        self._set(text, None, warns=bool(text))

    def tell(self, line: StripLine | None) -> None:
        """Show the line, or nothing."""
        self._set(line.text if line else "", line.kind if line else None, warns=False)

    def _set(self, text: str, kind: LineKind | None, *, warns: bool) -> None:
        if (text, kind, warns) == (self.text(), self._kind, self._warns):
            return
        self._warns, self._kind = warns, kind
        self.setText(text)
        self.fade.begin()

    def draw(self, painter: QPainter, layout: ScreenLayout) -> None:
        palette, sizes = self.palette_now, layout.sizes
        if not self.text() and not layout.attached:
            return  # alone under the sentence an empty half looks like a field to fill in; its place is kept
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
            self._draw_stark_edges(painter, layout)
        if self.text():
            weight = SEMIBOLD if self._warns or seen else REGULAR
            self._draw_words(painter, layout, Letters(sizes.line, weight, sizes.line_height, ink))

    def _draw_words(self, painter: QPainter, layout: ScreenLayout, letters: Letters) -> None:
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
        """Return the half, with round corners where it is at the outside."""
        most = min(radius, box.width() / 2, box.height() / 2)
        top_left, top_right, bottom_left, bottom_right = (most if rounded else 0.0 for rounded in self._round)
        path = QPainterPath(QPointF(box.left(), box.top() + top_left))
        for corner, size, start in (  # clockwise, each an arc of a quarter turn
            (box.topLeft(), top_left, 180),
            (box.topRight(), top_right, 90),
            (box.bottomRight(), bottom_right, 0),
            (box.bottomLeft(), bottom_left, 270),
        ):
            if size:
                x = corner.x() - (2 * size if corner.x() == box.right() else 0)
                y = corner.y() - (2 * size if corner.y() == box.bottom() else 0)
                path.arcTo(QRectF(x, y, 2 * size, 2 * size), start, -90)
            else:
                path.lineTo(corner)
        path.closeSubpath()
        return path

    def _draw_stark_edges(self, painter: QPainter, layout: ScreenLayout) -> None:
        colour, px = (self.palette_now.accent, 6.0) if self._warns else (self.palette_now.ink, 4.0)
        width, radius = edge(px, layout.mm, self.devicePixelRatioF()), layout.radius
        half, box = width / 2, QRectF(self.rect())
        if not self._warns:  # no second edge beside the warning's
            top_left, top_right, bottom_left, bottom_right = self._round
            beyond = 2 * radius
            box.adjust(0 if top_left or bottom_left else -beyond, 0, 0 if top_right or bottom_right else beyond, 0)
        painter.setPen(QPen(QColor(colour), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = self._plate(radius - half, box.adjusted(half, half, -half, -half))
        painter.drawPath(path)


class LargeMessage(StyledLabel):
    """The call and break screens: a large sign, a few large words, one smaller line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon, self._big, self._small = "", "", ""

    def say(self, icon: str, big: str, small: str) -> None:
        """Show them."""
        self._icon, self._big, self._small = icon, big, small
        self.setText(f"{big} {small}".strip())
        self.update()

    def extent(self, layout: ScreenLayout) -> tuple[float, float, bool]:
        """Return the height of all that is said, its size as a share of the largest, and whether the sign is there."""
        return self._extent(layout, self.width(), self.height())

    def cut(self, layout: ScreenLayout, room: Box, low: Box) -> list[str]:
        """Return the words in as many parts as they need in letters of the least size: one, where ``room`` holds all.

        Each of several has room in ``low``, with the smaller line below it.
        """
        if self._extent(layout, room.w, room.h)[0] <= room.h:
            return [self._big]
        big, small = self.letters(layout, self._least(layout))
        rest = lines_of(self._small, room.w, small) if self._small else []
        _, gap = self._icon_and_gap(layout, self._least(layout), has_icon=False)
        left = low.h - len(rest) * small.line_height - gap * bool(rest)
        rows = max(1, int(left / big.line_height))
        return cut_in_rows(self._big, rows, lambda part: len(lines_of(part, room.w, big)))

    def _extent(self, layout: ScreenLayout, width: float, height: float) -> tuple[float, float, bool]:
        least = self._least(layout)
        for share, has_icon in (*(size for size in MESSAGE_SIZES if size[0] > least), (least, False)):
            big, small = self.letters(layout, share)
            icon, gap = self._icon_and_gap(layout, share, has_icon)
            first, second = self._lines(big, small, width)
            total = icon + len(first) * big.line_height + len(second) * small.line_height
            total += gap * (has_icon + bool(second))
            if total <= height:
                break
        return total, share, has_icon

    @staticmethod
    def _least(layout: ScreenLayout) -> float:
        """Return the share at which the words are no lower than those of a step may be."""
        return min(1.0, LEAST_MM * layout.mm / CAPITAL / (layout.sizes.sentence * LARGE))

    def draw(self, painter: QPainter, layout: ScreenLayout) -> None:
        total, share, has_icon = self.extent(layout)
        big, small = self.letters(layout, share)
        icon, gap = self._icon_and_gap(layout, share, has_icon)
        first, second = self._lines(big, small, self.width())
        y, room = max((self.height() - total) / 2, 0.0), float(self.width())
        x = room - icon + icon * 0.07 if self.right_to_left else -icon * 0.07
        if has_icon:
            draw_icon(painter, self._icon, QRectF(x, y, icon, icon), self.palette_now.accent)
            y += icon + gap
        box = QRectF(0, y, room, len(first) * big.line_height)
        draw_lines(painter, first, box, big, right_to_left=self.right_to_left)
        box = QRectF(0, box.bottom() + gap, room, len(second) * small.line_height)
        draw_lines(painter, second, box, small, right_to_left=self.right_to_left)

    def letters(self, layout: ScreenLayout, share: float) -> tuple[Letters, Letters]:
        """Of the few words and of the line below them, which is never lower than a step's text may be (W4)."""
        palette, sizes = self.palette_now, layout.sizes
        big = Letters(sizes.sentence * LARGE * share, SEMIBOLD, sizes.sentence_height * 1.65 * share, palette.ink)
        px = max(sizes.line * 1.2 * share, min(LEAST_MM * layout.mm / CAPITAL, sizes.line))
        return big, Letters(px, REGULAR, px * max(1.4, sizes.line_height / sizes.line), palette.ink2)

    def _lines(self, big: Letters, small: Letters, room: float) -> tuple[list[str], list[str]]:
        return lines_of(self._big, room, big), lines_of(self._small, room, small) if self._small else []

    @staticmethod
    def _icon_and_gap(layout: ScreenLayout, share: float, has_icon: bool) -> tuple[float, float]:
        return 58 * layout.mm * share if has_icon else 0.0, 11 * layout.mm * share
