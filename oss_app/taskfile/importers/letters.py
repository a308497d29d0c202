"""Which letters the bytes of a text file stand for, where the file does not say it."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

_USUAL = "éèëïêöüäáíóúçñßàâîôûåøæœÉËÈÖÜÄÅØ"
"""The letters with a mark that Western texts are full of, the commonest of Dutch first."""
_SIGNS = "’‘“”„–—…€°½¼¾²³µ±×·•«»®™©"
_WESTERN = ("cp1252", "cp850", "mac_roman")
_OF_LANGUAGE = {
    "pl": ("cp1250", "cp852"),
    "cs": ("cp1250", "cp852"),
    "hu": ("cp1250", "cp852"),
    "ro": ("cp1250", "cp852"),
    "uk": ("cp1251", "cp866"),
    "ru": ("cp1251", "cp866"),
    "bg": ("cp1251", "cp866"),
    "el": ("cp1253",),
    "tr": ("cp1254", "cp857"),
    "he": ("cp1255",),
    "ar": ("cp1256",),
    "fa": ("cp1256",),
}
_KEPT = "\u200c\u200d\u200e\u200f"
"""Signs without a width that a spelling needs: joiners (Persian), the direction of what follows."""
_ODD_INSIDE = re.compile(r"[^\W\d_][¿¡³²¹£¥¤¦ªºµ¶§¢ðþýÐÞ][^\W\d_]|\b[£¥¯¿][a-zà-ÿ]|[a-z][ÆÊŒ¼½¾¯³¹£]")
"""Signs within a word, as letters of other code pages look in that of Western Windows."""
_BROKEN = re.compile("[ÂÃ][\u0080-\u00bf]|â€[\u0080-\u00ff\u2018-\u2122]|â‚¬|\ufffd")


@dataclass(frozen=True)
class Decoded:
    """A text, and whether its letters were guessed: then a person should look at them."""

    text: str
    is_guess: bool = False


def decode(data: bytes, language: str) -> Decoded | None:
    """Return the text of a file in Unicode or in a code page of Windows, MS-DOS or an old Macintosh.

    None where it is no text. ``language`` is that of the text; it decides between the code pages.
    """
    text, is_guess = _unicode(data), False
    if text is None:
        pages = (*_OF_LANGUAGE.get(language.split("-")[0], ()), *_WESTERN)
        page = max(pages, key=lambda page: _score(data.decode(page, "replace")[:200_000]))
        text = data.decode(page, "replace")
        is_guess = page != "cp1252" or bool(_ODD_INSIDE.search(text))
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\r\n\t\v\f\x1e" for c in text)
    if not text.strip() or "\0" in text or odd * 50 > len(text):
        return None
    return Decoded(text, is_guess or bool(_BROKEN.search(text)))


def tidy(text: str) -> str:
    """One line with single spaces: hard spaces and line breaks are spaces, invisible signs are gone.

    The joiners that a spelling needs stay.
    """
    clean = "".join(c for c in text.replace("\u200b", " ") if c.isprintable() or c.isspace() or c in _KEPT)
    return " ".join(clean.split())


def _unicode(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        if _looks_like(data[:2000], encoding):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def _looks_like(head: bytes, encoding: str) -> bool:
    """Tell whether bytes are UTF-16 without its mark: signs between the cells and of the line have a byte of nothing,
    always at the same side, and the text is of letters that are neighbours.
    """
    if len(head) < 8 or 0 not in head:
        return False
    text = head[: len(head) // 2 * 2].decode(encoding, "replace")
    signs = sum(c in "\r\n\t;,| 0123456789" for c in text)
    alphabets = {ord(c) >> 8 for c in text}
    return signs > 1 and len(alphabets) <= 3 and "\0" not in text and "\ufffd" not in text


def _score(text: str) -> int:
    """Tell how much a text looks like one that a person wrote, by its letters beyond ASCII."""
    points = 0
    for match in re.finditer(r"[^\x00-\x7f]", text):
        c, at = match[0], match.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        in_word = before.isalpha() or after.isalpha()
        if c in _USUAL[:6]:
            points += 4 if in_word else 1
        elif c in _USUAL:
            points += 3 if in_word else 1
        elif c in _SIGNS:
            points += 2 if not (before.isalpha() and after.isalpha()) or c in "’‘" else -2
        elif c == "\xa0":
            points += 1
        elif c.isalpha() and before.isalpha() and "LATIN" not in unicodedata.name(c, ""):
            points += 3 if "LATIN" not in unicodedata.name(before, "") else -2
        elif c.isalpha() and in_word and c.islower():
            points += 1
        else:
            points -= 3
        if c.isupper() and before.islower():
            points -= 5
        if before.isalpha() and after.isalpha() and not c.isalpha() and c not in "’‘·\xad":
            points -= 6
    return points
