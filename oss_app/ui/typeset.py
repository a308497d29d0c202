"""Breaks a sentence into lines: numbers stay with their noun, and no word is ever cut where it fits whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

Width = Callable[[str], float]
"""How wide a piece of text is, in pixels."""
NO_BREAK = "\u00a0"
SOFT_HYPHEN = "\u00ad"
LAST_WORD = 4
"""A last word of at most so many characters, its full stop included, does not stand alone on a line."""

_BEFORE_NUMBER = re.compile(r" (?=\d)")
_LAST_SHORT = re.compile(rf" (?=\S{{1,{LAST_WORD}}}$)")
_PIECE = re.compile(rf"[^ \n{SOFT_HYPHEN}-]*(?:-+|{SOFT_HYPHEN}|\n| +|$)")


def tied(text: str) -> str:
    """The text with no-break spaces before a number and before a last short word ("vak 2")."""
    return _LAST_SHORT.sub(NO_BREAK, _BEFORE_NUMBER.sub(NO_BREAK, text.strip()))


def wrapped(text: str, room: float, width: Width) -> list[str]:
    """The lines of a text in ``room`` pixels; a word wider than that is cut where it must be.

    Breaks stand after spaces, hyphens, and the soft hyphens of the author; tied words hold together unless they
    do not fit on one line at all.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _paragraph(paragraph, room, width)
    return lines or [""]


def line_count(texts: Iterable[str], room: float, width: Width) -> int:
    """How many lines the longest of the texts takes; at least 1."""
    return max((len(wrapped(tied(text), room, width)) for text in texts), default=1)


def keeps_words_whole(text: str, room: float, width: Width) -> bool:
    """Whether no word has to be cut to fit in ``room`` pixels."""
    return all(width(_shown(piece)) <= room for piece in _PIECE.findall(text.replace(NO_BREAK, " ")))


def _paragraph(text: str, room: float, width: Width) -> list[str]:
    lines, line = [], ""
    for piece in _pieces(text, room, width):
        if line and width(_shown(line + piece)) > room:
            lines.append(_shown(line))
            line = ""
        line += piece
    return [*lines, _shown(line)]


def _pieces(text: str, room: float, width: Width) -> list[str]:
    """The text cut where a line may end, with whatever is too wide for a line cut further."""
    pieces = []
    for piece in filter(None, _PIECE.findall(text)):
        if width(_shown(piece)) <= room:
            pieces.append(piece)
        elif NO_BREAK in piece:
            pieces += _pieces(piece.replace(NO_BREAK, " "), room, width)
        else:
            pieces += _letters(piece, room, width)
    return pieces


def _letters(word: str, room: float, width: Width) -> list[str]:
    out = [""]
    for letter in word:
        if out[-1] and width(_shown(out[-1] + letter)) > room:
            out.append("")
        out[-1] += letter
    return out


def _shown(line: str) -> str:
    """A line as it is drawn: soft hyphens show only where the line ends on one."""
    line = line.rstrip(" ")
    ends = line.endswith(SOFT_HYPHEN)
    return line.replace(SOFT_HYPHEN, "") + ("-" if ends else "")
