"""The typefaces that the program brings along, and how wide their words are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF, QPainterPath

from oss_app.resources import assets

LATIN, GREEK_AND_CYRILLIC, ARABIC = "Hyperlegible Plain Zero", "Noto Sans", "Noto Sans Arabic"
SCRIPTS = {
    ARABIC: "\u0590-\u08ff\ufb1d-\ufeff",
    "Noto Sans Ethiopic": "\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f",
    "Noto Sans Devanagari": "\u0900-\u097f\ua8e0-\ua8ff",
    "Noto Sans Thai": "\u0e00-\u0e7f",
    GREEK_AND_CYRILLIC: "\u0370-\u052f\u1e00-\u1eff",
}
"""The letters by which a text is seen to need a family: it has Latin letters too, but no other script."""
_OF_SCRIPT = {name: re.compile(f"[{letters}]") for name, letters in SCRIPTS.items()}
_IN_LATIN = re.compile("[\x00-\u024f\u2010-\u2027\u2030-\u203a€]*")
"""What needs no other family."""


_LEADING = (
    ("[\u064b-\u065f\u0670]", 1.65),  # vowel signs of Arabic, above the letters and below them
    ("[\u0e00-\u0e7f]", 1.6),
    ("[\u0590-\u08ff\ufb1d-\ufeff]", 1.45),
    ("[\u0900-\u097f\ua8e0-\ua8ff]", 1.4),
    ("[\u0370-\u052f\u1e00-\u1eff]", 1.26),
)
"""From line to line in em, where signs of a script stand one above the other; measured on the typefaces."""


@cache
def load() -> None:
    """Make all families known to Qt; once, after the application object is there."""
    for file in sorted((assets() / "fonts").glob("*.ttf")):
        if file not in _latin():
            QFontDatabase.addApplicationFont(str(file))


@cache
def _latin() -> Sequence[Path]:
    """Make the family of Latin letters known, and return its files: most stations show no other at the start."""
    files = sorted((assets() / "fonts").glob(f"{LATIN.lower().replace(' ', '-')}-*.ttf"))
    for file in files:
        QFontDatabase.addApplicationFont(str(file))
    return files


@lru_cache(maxsize=512)
def family(text: str) -> str:
    """Return the one family that has all letters of a text; a text is never mixed by letter."""
    if _IN_LATIN.fullmatch(text):
        _latin()
        return LATIN
    load()
    return next((name for name, letters in _OF_SCRIPT.items() if letters.search(text)), LATIN)


def leading(texts: Iterable[str]) -> float:
    """Return what texts need from line to line, in em, so that none is set smaller than it is asked for; 0 where any
    distance does.
    """
    whole = "".join(texts)
    return next((em for signs, em in _LEADING if re.search(signs, whole)), 0.0)


def undrawable(text: str) -> str:
    """Return the signs of a text that no typeface of this computer has; empty for a text that can be drawn."""
    metrics = QFontMetricsF(font_for(text, 20, 600))  # it looks at the computer's other typefaces too
    return "".join(
        s for s in dict.fromkeys(text) if s.isprintable() and not s.isspace() and not metrics.inFontUcs4(ord(s))
    )


def font_for(text: str, px: float, weight: int) -> QFont:
    """Return the font for a text at a size in pixels; ``weight`` is 400, 600 or 700."""
    font = QFont(family(text))
    font.setPixelSize(max(1, round(px)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=4096)
def measured(text: str, px: float, weight: int) -> float:
    """Tell how wide a text is, in pixels; the layout's ``Measure``."""
    return QFontMetricsF(font_for(text, px, weight)).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def ink(text: str, px: float, weight: int) -> tuple[float, float]:
    """Tell how far the ink of a text reaches above its baseline and below, in pixels."""
    path = QPainterPath()  # Qt's own measure forgets how signs are stacked in Thai
    path.addText(0, 0, font_for(text, px, weight), text)
    return -path.boundingRect().top(), path.boundingRect().bottom()


@lru_cache(maxsize=4096)
def rise(text: str, px: float, weight: int) -> float:
    """By how much more a typeface says to reach above its baseline than below, in pixels."""
    metrics = QFontMetricsF(font_for(text, px, weight))
    return metrics.ascent() - metrics.descent()
