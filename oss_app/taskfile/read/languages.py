"""Which language codes a translation may have, and how they are written in a key."""

from __future__ import annotations

import difflib
import re

_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja
jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd
ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss
st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""  # the two-letter codes of ISO 639-1, as the Library of Congress publishes them
_NAMES = {
    "nl": "nederlands dutch ned",
    "en": "engels english eng gb us",
    "de": "duits german deutsch",
    "fr": "frans french",
    "pl": "pools polish polski",
    "uk": "oekraiens oekraïens ukrainian ua",
    "ar": "arabisch arabic",
    "tr": "turks turkish",
    "es": "spaans spanish",
    "no": "noors norwegian",
    "fy": "fries frisian",
    "ru": "russisch russian",
    "ro": "roemeens romanian",
    "bg": "bulgaars bulgarian",
    "ti": "tigrinya",
    "so": "somalisch somali",
    "fa": "perzisch persian farsi",
}
"""What people write instead of a code: names of languages, and countries' codes."""
DUTCH_KEYS = "nl"
"""The language whose tasks have keys of their own: the format has Dutch and English ones, and no others."""
_CODES = {name: code for code, names in _NAMES.items() for name in names.split()}
_TWO_LETTERS = frozenset(_ISO_639_1.split())
_CODE = re.compile(r"([a-z]{2,3})(?:[_-]([a-z]{4}))?(?:[_-]([a-z]{2}|\d{3}))?", re.IGNORECASE)
SUFFIX = r"_[a-z]{2,3}(_[a-z]{4})?(_([a-z]{2}|[0-9]{3}))?"
"""How a translation's language is written behind its key: ``_en``, ``_ckb``, ``_pt_br``, ``_zh_hant``."""


def of_keys(dutch: bool) -> str:
    """Return the language of a file that names none: by the format, that of its keys, Dutch or English."""
    return DUTCH_KEYS if dutch else "en"


def has_dutch_keys(language: str) -> bool:
    """Tell whether the format writes a new task of this language with Dutch keys; all others have the English ones."""
    return language.split("-")[0] == DUTCH_KEYS


def code_of(written: str) -> str | None:
    """Return the language code (``en``, ``pt-BR``, ``zh-Hant``) of ``en``, ``pt_br``, ``zh-hant``.

    None where it is none.
    """
    match = _CODE.fullmatch(written)
    if not match or (len(match[1]) == 2 and match[1].lower() not in _TWO_LETTERS):
        return None
    parts = [match[1].lower()]
    if match[2]:
        parts.append(match[2].title())
    if match[3]:
        parts.append(match[3].upper())
    return "-".join(parts)


def suffix_of(code: str) -> str:
    """Tell how a language code is written behind a key: ``pt-BR`` is ``pt_br``."""
    return code.replace("-", "_").lower()


def looks_like_code(written: str) -> bool:
    """Tell whether this has the form of a language code, known or not."""
    return _CODE.fullmatch(written) is not None


def meant_by(written: str) -> str | None:
    """Return the code that the author may have meant by a language's name (``engels``) or a country's code (``gb``)."""
    word = written.strip().lower().replace("-", "_").split("_")[0]
    if word in _CODES:
        return _CODES[word]
    close = difflib.get_close_matches(word, _CODES, 1, 0.75) if 3 < len(word) < 20 else []
    return _CODES[close[0]] if close else None
