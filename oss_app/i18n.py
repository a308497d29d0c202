"""The words of the screens in the languages there are: gettext catalogues, and what languages call themselves."""

from __future__ import annotations

import ctypes
import gettext
import json
import locale
import os
import re
import sys
import unicodedata
from functools import cache
from pathlib import Path

from oss_app.resources import assets

DOMAIN = "oss_app"
SOURCE = "en"
"""The language the words stand in where they are used; it needs no catalogue."""


FOR_WORKERS = frozenset({"ar", "pl", "ti", "tr", "uk"})
"""Languages whose catalogue has the sentences for workers alone; no speaker has checked them yet."""
WORKERS_ROOMS = (
    "oss_app/player/",
    "oss_app/ui/kiosk/",
    "oss_app/app/start_screens.py",
    "oss_app/app/play.py",
    "oss_app/i18n.py",
    "oss_app/taskfile/item_sentence.py",
)
"""Where what a worker sees and hears is worded: every sentence there belongs into these catalogues."""


def marked(english: str) -> str:
    """Return the words themselves: marks words in a table for the catalogue, where they are looked up later."""
    return english


CARDS = {
    "flower": marked("Flower"),
    "coffee": marked("Coffee"),
    "cat": marked("Cat"),
    "tower": marked("Tower"),
    "rocket": marked("Rocket"),
    "space": marked("Space"),
    "raccoon": marked("Raccoon"),
    "moose": marked("Moose"),
    "fish": marked("Fish"),
    "windmill": marked("Windmill"),
    "pan": marked("Pan"),
    "igloo": marked("Igloo"),
}
"""The cards a worker can choose: the picture ``assets/cards/<card>.jpg``, and its word, in the order they are shown."""
_PHOTO_CARD = re.compile(r"photo-([1-9][0-9]{0,3})")


def photo_card(number: int) -> str:
    """Return the card of this number, whose picture is a photo of the coach's own."""
    return f"photo-{number}"


def card_number(card: str) -> int:
    """Return the number of a card whose picture is a photo of the coach's own; 0 for another card."""
    found = _PHOTO_CARD.fullmatch(card)
    return int(found[1]) if found else 0


class Translator:
    """The words of one language; words that it lacks come back in English."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, english: str, **values: object) -> str:
        """``tr("Step {step} of {steps}", step=3, steps=12)``; KeyError where a value is missing."""
        found = self._catalogue.gettext(english) if english else ""  # gettext answers "" with the file's own head
        return found.format(**values) if values else found

    def many(self, one: str, more: str, n: int, **values: object) -> str:
        """Return the form that ``n`` asks for, with ``{n}`` filled in: ``words.many("{n} step", "{n} steps", 3)``."""
        return self._catalogue.ngettext(one, more, n).format(n=n, **values)


def card_word(card: str, tr: Translator) -> str:
    """Return what a card is called.

    One with the coach's own photo has a number: where a word is typed, a name may be (P6).
    """
    number = card_number(card)
    return tr("Card {n}", n=number) if number else tr(CARDS.get(card, card))


@cache
def load(language: str, otherwise: str = SOURCE) -> Translator:
    """Return the words of ``language``; of ``nl`` for ``nl-BE``; where there is no catalogue those of ``otherwise``.

    A catalogue for workers says the rest, which is for the coach, in ``otherwise`` too.
    """
    code = language.replace("-", "_")
    for wanted in (code, code.split("_")[0]):
        if file := _catalogues().get(wanted):
            with file.open("rb") as stream:
                catalogue = gettext.GNUTranslations(stream)
            if wanted in FOR_WORKERS and otherwise not in FOR_WORKERS and otherwise != SOURCE:
                catalogue.add_fallback(load(otherwise)._catalogue)
            return Translator(wanted, catalogue)
    if SOURCE not in (code.split("_")[0], otherwise):
        return load(otherwise)
    return Translator(SOURCE, gettext.NullTranslations())


def system_language() -> str:
    """Return the language this computer is set to, where there are words in it; English else."""
    return load(_system_locale() or SOURCE).language


def chosen_system_language() -> str:
    """Return the language this computer is set to; empty where it is set to none, or to one without words for all."""
    code = re.split("[_-]", _system_locale())[0].lower()
    return code if code in dict(languages()) else ""


def _system_locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value.split(".")[0].split("@")[0]
    if sys.platform == "win32":
        return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")
    return locale.getlocale()[0] or ""


@cache
def languages() -> tuple[tuple[str, str], ...]:
    """Return the languages of all screens as (code, own name), English and each that has a whole catalogue, by name."""
    codes = {SOURCE, *_catalogues()} - FOR_WORKERS
    return tuple(sorted(((code, language_name(code)) for code in codes), key=lambda pair: pair[1]))


@cache
def _catalogues() -> dict[str, Path]:
    return {file.parent.parent.name: file for file in (assets() / "locale").glob(f"*/LC_MESSAGES/{DOMAIN}.mo")}


def language_name(code: str) -> str:
    """Return what a language calls itself (``nl`` → ``Nederlands``); the code where that is not known.

    Source: the Unicode Common Locale Data Repository.
    """
    names = _names()
    return names.get(code.replace("_", "-")) or names.get(code.replace("_", "-").split("-")[0], code)


def full_language_name(code: str, screen: str) -> str:
    """Return what a language is called on a screen, what it calls itself and its code: *Arabisch · العربية (ar)*."""
    said, own = _names_said().get(screen, {}).get(code), language_name(code)
    return f"{said} · {own} ({code})" if said and said != own else f"{own} ({code})"


def language_meant(written: str) -> str | None:
    """Return the code of the language that a person means by its code, by what it calls itself or by its name in a
    language of the screens, whatever the capitals and accents; None where there is none.

    A code goes before a name.
    """
    word = _plain(written)
    if code := next((code for code in _names() if _plain(code) == word.replace("_", "-")), None):
        return code
    named = [(name, code) for table in (_names(), *_names_said().values()) for code, name in table.items()]
    return next((code for name, code in named if _plain(name) == word), None)


def _plain(written: str) -> str:
    letters = unicodedata.normalize("NFKD", written.strip().casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def all_languages() -> tuple[str, ...]:
    """Return the codes of all languages whose own name is known, by that name."""
    return tuple(sorted(_names(), key=lambda code: _names()[code].casefold()))


@cache
def _names() -> dict[str, str]:
    table: dict[str, str] = json.loads((assets() / "locale" / "names.json").read_text(encoding="utf-8"))
    return table


@cache
def _names_said() -> dict[str, dict[str, str]]:
    """Return what each language is called, by the language of the screen, then by code."""
    table: dict[str, dict[str, str]] = json.loads((assets() / "locale" / "names-said.json").read_text(encoding="utf-8"))
    return table
