"""The typefaces that the program brings along, and how wide their words are."""

from __future__ import annotations

from functools import cache, lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from oss_app.resources import assets

LATIN, GREEK_AND_CYRILLIC, ARABIC = "Hyperlegible Plain Zero", "Noto Sans", "Noto Sans Arabic"


@cache
def load() -> None:
    """Make the families known to Qt; once, after the application object is there."""
    for file in sorted((assets() / "fonts").glob("*.ttf")):
        QFontDatabase.addApplicationFont(str(file))


@lru_cache(maxsize=512)
def family(text: str) -> str:
    """The one family that has all letters of a text; a text is never mixed by letter."""
    if any("\u0590" <= letter <= "\u08ff" or "\ufb1d" <= letter <= "\ufeff" for letter in text):
        return ARABIC
    if any("\u0370" <= letter <= "\u052f" for letter in text):
        return GREEK_AND_CYRILLIC
    return LATIN


def font_for(text: str, px: float, weight: int) -> QFont:
    """The font for a text at a size in pixels; ``weight`` is 400, 600 or 700."""
    load()
    font = QFont(family(text))
    font.setPixelSize(max(1, round(px)))
    font.setWeight(QFont.Weight(weight))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


@lru_cache(maxsize=4096)
def measured(text: str, px: float, weight: int) -> float:
    """How wide a text is, in pixels; the layout's ``Measure``."""
    return QFontMetricsF(font_for(text, px, weight)).horizontalAdvance(text)
