"""Letters of symbol fonts as the signs that they show: PowerPoint makes "-->" the letter à in Wingdings."""

from __future__ import annotations

import re

_PRIVATE = 0xF000
"""Symbol fonts stand in Unicode's private area from here on; programs write either code."""
_SIGNS = {
    "wingdings": "(☎ *✉ E☜ F☞ G☝ H☟ J☺ L☹ l● n■ o□ q❑ v❖ \x9f• §▪ ¨□ Ø➢ "
    "ß← à→ á↑ â↓ ã↖ ä↗ å↙ æ↘ è→ ï⇦ ð⇨ ñ⇧ ò⇩ û✗ ü✓ ý☒ þ☑",
    "wingdings 2": "O✗ P✓ Q☒ R☑ S☒ T☒ £□ \x97●",
    "symbol": "°° ±± ´× ·• £≤ ³≥ ¬← \xad↑ ®→ ¯↓ ¹≠ »≈ DΔ WΩ mµ",
}
_TABLES = {name: {part[0]: part[1] for part in signs.split()} for name, signs in _SIGNS.items()}
_NAMES = re.compile(r"(?:wingdings|webdings|symbol)\b.*", re.I)


def is_symbol_font(name: str) -> bool:
    """Tell whether the letters of a font are signs."""
    return bool(_NAMES.fullmatch(name))


def as_signs(text: str, font: str = "") -> str:
    """Return a text with its letters of a symbol font as the signs that one sees; a sign that is not known is gone.

    Letters of the private area are such ones in any font; others only where ``font`` is one of signs.
    """
    table = _TABLES.get(font.casefold(), _TABLES["wingdings"])
    everywhere = is_symbol_font(font)
    return "".join(_sign(c, table, everywhere=everywhere) for c in text)


def _sign(c: str, table: dict[str, str], *, everywhere: bool) -> str:
    if _PRIVATE + 0x20 <= ord(c) <= _PRIVATE + 0xFF:
        return table.get(chr(ord(c) - _PRIVATE), "")
    return table.get(c, "") if everywhere and not c.isspace() else c
