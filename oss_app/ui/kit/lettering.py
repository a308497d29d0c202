"""Draws words: wrapped, each text in one family, lines evenly apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, QRectF, Qt, QTextBoundaryFinder
from PySide6.QtGui import QColor, QPainter

from oss_app.ui.kit.fonts import LATIN, family, font_for, ink, measured, rise

Width = Callable[[str], float]
"""How wide a piece of text is, in pixels."""
NO_BREAK = "\u00a0"
SOFT_HYPHEN = "\u00ad"
LAST_WORD = 4
"""A last word of at most so many characters, its full stop included, does not stand alone on a line."""

_BEFORE_NUMBER = re.compile(r" (?=\d)")
_LAST_SHORT = re.compile(rf" (?=\S{{1,{LAST_WORD}}}$)")
_PIECE = re.compile(rf"(?:[^ \n{SOFT_HYPHEN}-]|-+(?=\d))*(?:-+|{SOFT_HYPHEN}|\n| +|$)")
"""A line may end after a hyphen, but for one before a digit: "AB-1234" is one number."""
_NO_SPACES = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
"""Scripts that leave no spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese.

To compile so many signs takes 3 ms, for which only their readers wait.
"""
_NEEDS_A_DICTIONARY = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Those in which a line ends between words all the same, which only a dictionary knows; Qt may have none."""
_NEVER_LAST, _NEVER_FIRST = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]$"), re.compile("[\u0e2f-\u0e3a\u0e45-\u0e4e]")
"""Signs of Thai and Lao that belong to the one after them, and to the one before."""


def tied(text: str) -> str:
    """Return the text with no-break spaces before a number and before a last short word ("vak 2")."""
    return _LAST_SHORT.sub(NO_BREAK, _BEFORE_NUMBER.sub(NO_BREAK, text.strip()))


def wrapped(text: str, room: float, width: Width) -> list[str]:
    """Return the lines of a text in ``room`` pixels; a word wider than that is cut where it must be.

    Breaks stand after spaces, hyphens, and the soft hyphens of the author; tied words hold together unless they
    do not fit on one line at all.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, room, width)
    return lines or [""]


def line_count(texts: Iterable[str], room: float, width: Width) -> int:
    """Tell how many lines the longest of the texts takes; at least 1."""
    return max((len(wrapped(tied(text), room, width)) for text in texts), default=1)


def keeps_words_whole(text: str, room: float, width: Width) -> bool:
    """Tell whether no word has to be cut to fit in ``room`` pixels."""
    return all(width(_shown(piece)) <= room for piece in _parts(text.replace(NO_BREAK, " ")))


def pieces(text: str) -> list[str]:
    """Return the text cut wherever a line may end."""
    return list(_parts(text))


def _paragraph(text: str, room: float, width: Width) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text, room, width):
        if line and width(_shown(line + piece)) > room:
            lines.append(_shown(line))
            line = ""
        line += piece
    return [*lines, _shown(line)]


def _pieces(text: str, room: float, width: Width) -> list[str]:
    """Return the text cut where a line may end, with whatever is too wide for a line cut further."""
    pieces = []
    for piece in _parts(text):
        if width(_shown(piece)) <= room:
            pieces.append(piece)
        elif NO_BREAK in piece:
            pieces += _pieces(piece.replace(NO_BREAK, " "), room, width)
        else:
            pieces += _letters(piece, room, width)
    return pieces


def _parts(text: str) -> Iterator[str]:
    """Yield the text cut wherever a line may end."""
    for piece in filter(None, _PIECE.findall(text)):
        if max(piece) >= "\u0e00" and re.search(_NO_SPACES, piece):
            yield from _without_spaces(piece)
        else:
            yield piece


def _without_spaces(piece: str) -> Iterator[str]:
    """Tell where Unicode lets a line end; between any two signs, where Qt does not know the words."""
    parts = _cut(piece, QTextBoundaryFinder.BoundaryType.Line)
    if len(parts) > 1 or not _NEEDS_A_DICTIONARY.search(piece):
        yield from parts
        return
    held = ""
    for sign in _cut(piece, QTextBoundaryFinder.BoundaryType.Grapheme):
        if held and not (_NEVER_LAST.search(held) or _NEVER_FIRST.match(sign)):
            yield held
            held = ""
        held += sign
    yield held


def _cut(text: str, where: QTextBoundaryFinder.BoundaryType) -> list[str]:
    """Return the text cut at each boundary of a kind.

    A reader takes a grapheme for one sign, whatever it is made of.
    """
    finder, units = QTextBoundaryFinder(where, text), text.encode("utf-16-le")
    ends = [0]
    while (end := finder.toNextBoundary()) > 0:
        if not 0xDC <= units[2 * end + 1 : 2 * end + 2].ljust(1)[0] <= 0xDF:  # Qt at times cuts one letter in two
            ends.append(end)
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in pairwise(ends)]


def _letters(word: str, room: float, width: Width) -> list[str]:
    out = [""]
    for letter in _cut(word, QTextBoundaryFinder.BoundaryType.Grapheme):
        if out[-1] and width(_shown(out[-1] + letter)) > room:
            out.append("")
        out[-1] += letter
    return out


def _shown(line: str) -> str:
    """Return a line as it is drawn: soft hyphens show only where the line ends on one."""
    line = line.rstrip(" ")
    ends = line.endswith(SOFT_HYPHEN)
    return line.replace(SOFT_HYPHEN, "") + ("-" if ends else "")


LEAST_PX = 8.0
ROUNDED = 1.5
"""So many pixels may a line stand off from where it is reckoned."""
TURNED = frozenset({"R", "AL"})
"""What Unicode calls the signs that are written from right to left."""
SAME_WAY = {"L": "\u200e", "R": "\u200f", "AL": "\u061c"}
"""For each way of writing the sign that nobody sees and that stands for a letter of it."""


@dataclass(frozen=True)
class Letters:
    """Size in pixels, weight, distance from line to line in pixels, colour."""

    px: float
    weight: int
    line_height: float
    colour: str

    def width(self, text: str) -> float:
        """Tell how wide a text is, in pixels."""
        return measured(text, self.px, self.weight)


def lines_of(text: str, room: float, letters: Letters) -> list[str]:
    """Return the lines that a text takes in ``room`` pixels."""
    return wrapped(tied(text), room, letters.width)


def fitted(text: str, box: QRectF, letters: Letters) -> tuple[list[str], Letters]:
    """Return the lines of a text in a box, smaller where they would not all be in it: nothing is ever cut off."""
    lines = lines_of(text, box.width(), letters)
    while len(lines) * letters.line_height > box.height() + 1 and letters.px > LEAST_PX:
        letters = replace(letters, px=letters.px * 0.95, line_height=letters.line_height * 0.95)
        lines = lines_of(text, box.width(), letters)
    return lines, letters


def _whole(lines: list[str], letters: Letters) -> tuple[Letters, float | None]:
    """Return the letters, smaller where their ink is higher than a line, and how far below its top each line stands.

    None where Qt may put it: it puts a line in the middle by what the typeface says of itself. Arabic tails hang lower
    than that, Devanagari stands higher.
    """
    height = letters.line_height
    if all(family(line) == LATIN for line in lines):  # its lines are as high as they have to be
        return letters, None
    while True:
        inks = [ink(line, letters.px, letters.weight) for line in lines if line]
        above, below = (max(one[side] for one in inks) for side in (0, 1))
        if above + below + 2 * ROUNDED <= height or letters.px <= LEAST_PX:
            break
        letters = replace(letters, px=letters.px * 0.97)
    usual = (height + rise(max(lines, key=len), letters.px, letters.weight)) / 2
    stands_well = above + ROUNDED <= usual <= height - below - ROUNDED
    return letters, None if stands_well else (height + above - below) / 2


def _continued(lines: list[str]) -> Iterator[str]:
    """Yield the lines, each told how the words before it are written: numbers take their order from them.

    "12 mm" that goes on with "× 40 mm" on the next line would read "mm 40 ×" there.
    """
    before = ""
    for line in lines:
        yield before + line
        ways = [way for sign in line if (way := bidirectional(sign)) in SAME_WAY]
        before = SAME_WAY[ways[-1]] if ways else before


def draw_lines(
    painter: QPainter,
    lines: list[str],
    box: QRectF,
    letters: Letters,
    *,
    right_to_left: bool = False,
    centred: bool = False,
    from_top: bool = False,
) -> None:
    """Draw the lines at the start of the box and in the middle of its height; or ``from_top``, or ``centred``."""
    if not any(lines):
        return
    letters, baseline = _whole(lines, letters)
    font = font_for(max(lines, key=len), letters.px, letters.weight)
    painter.setFont(font)
    painter.setPen(QColor(letters.colour))
    # words of another language than the screen's keep their own order, so that a full stop does not go to the front
    ways = [way for line in lines for sign in line if (way := bidirectional(sign)) in SAME_WAY]
    turned = any(way in TURNED for way in (ways if right_to_left else ways[:1]))
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft if turned else Qt.LayoutDirection.LeftToRight)
    top = box.top() if from_top else box.center().y() - letters.line_height * len(lines) / 2
    # AlignAbsolute: the side is chosen here, not turned once more by the layout direction
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    side = Qt.AlignmentFlag.AlignHCenter if centred else side | Qt.AlignmentFlag.AlignAbsolute
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine | Qt.TextFlag.TextDontClip
    for number, (line, shown) in enumerate(zip(lines, _continued(lines) if turned else lines, strict=True)):
        y = top + number * letters.line_height
        if baseline is not None:
            spare = box.width() - letters.width(line)
            x = box.left() + (spare / 2 if centred else spare if right_to_left else 0.0)
            painter.drawText(QPointF(x, y + baseline), shown)
            continue
        painter.drawText(QRectF(box.left(), y, box.width(), letters.line_height), flags, shown)
