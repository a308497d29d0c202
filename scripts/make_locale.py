"""Brings assets/locale up to date: finds the words in the code, merges them into each .po, compiles the .mo.

    python scripts/make_locale.py          after words were added or translated
    python scripts/make_locale.py pl       the same, and begins a Polish catalogue

Needs babel. A word is found where it stands in ``tr("…")``, ``tr.many("…", "…", n)``, ``marked("…")`` or
``for_workers("…")``; the last is for workers wherever it stands.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from oss_app.core.casing import with_capital
from oss_app.i18n import FOR_WORKERS, WORKERS_ROOMS, languages

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "assets" / "locale"
HEADER = """\
# {name} words of OSS App.
# Copyright OSS App contributors. This file is under the licence of OSS App, EUPL-1.2."""
FOR_WORKERS_ANYWHERE = {"for_workers": None}
KEYWORDS = {"tr": None, "_tr": None, "translator": None, "marked": None, "many": (1, 2), **FOR_WORKERS_ANYWHERE}


def found(rooms: tuple[str, ...] = ("",)) -> Catalog:
    """Every word of the code, or of these rooms of it and those for workers elsewhere, each with its file."""
    catalogue = Catalog()
    anywhere = [call[:2] for call in _calls(tuple(FOR_WORKERS_ANYWHERE))]
    for file, line, message, comments, context in _calls():
        place = f"oss_app/{file}"
        if place.startswith(rooms) or (file, line) in anywhere:
            catalogue.add(message, locations=[(place, None)], auto_comments=comments, context=context)
    return catalogue


@cache
def _calls(keywords: tuple[str, ...] = tuple(KEYWORDS)) -> list[Any]:
    """Read the code once for all languages: what Babel found of each word, by file and line."""
    wanted = {word: KEYWORDS[word] for word in keywords}
    calls = extract_from_dir(
        ROOT / "oss_app", method_map=[("**.py", "python")], keywords=wanted, comment_tags=("i18n:",)
    )
    return sorted(calls, key=lambda call: call[:2])


def wanted(code: str) -> Catalog:
    """The words that a language's catalogue is to have: all, or those for workers."""
    return found(WORKERS_ROOMS) if code in FOR_WORKERS else found()


def read(file: Path) -> Catalog:
    """One catalogue with its translations."""
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parent.parent.name, domain=file.stem)


class Plain(Catalog):
    """A catalogue whose head bears no dates, names or versions: the same words give the same bytes."""

    HEAD = ("Language", "Plural-Forms", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")

    forms = ""
    """The rule of the plural as it stands in the file: Babel's own differs from version to version."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        head = [(name, value) for name, value in super().mime_headers if name in self.HEAD]
        return [(name, self.forms if name == "Plural-Forms" else value) for name, value in head]

    @classmethod
    def of(cls, other: Catalog) -> Plain:
        name = other.locale.english_name if other.locale else ""
        plain = cls(locale=other.locale, header_comment=HEADER.format(name=name), fuzzy=False)
        plain.forms = other.plural_forms
        for message in other:
            if message.id:
                plain[message.id] = message
        plain.obsolete = other.obsolete
        return plain


def compiled(catalogue: Catalog) -> bytes:
    """The bytes of the .mo."""
    stream = io.BytesIO()
    write_mo(stream, Plain.of(catalogue))
    return stream.getvalue()


def merged(file: Path) -> Catalog:
    """A catalogue with the words of the code as they are now; no guesses; words that are gone stay as ``#~``."""
    catalogue = read(file)
    for message in list(catalogue.obsolete.values()):  # they may have come back
        catalogue[message.id] = message
    catalogue.obsolete.clear()
    catalogue.update(wanted(file.parent.parent.name), no_fuzzy_matching=True, update_header_comment=False)
    return catalogue


def text(catalogue: Catalog) -> bytes:
    """The bytes of the .po."""
    stream = io.BytesIO()
    write_po(stream, Plain.of(catalogue), width=110, sort_output=True, include_lineno=False)
    return stream.getvalue()


def names() -> dict[str, str]:
    """What each language of two or three letters calls itself, with a as CLDR has it."""
    table = {}
    for code in sorted(localedata.locale_identifiers()):
        own = Locale.parse(code).get_display_name(code) if "_" not in code else None
        if own:
            table[code] = with_capital(own, code)
    return table


def names_said(codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """What each of these languages is called in each language of the screens, with a as CLDR has it."""
    table: dict[str, dict[str, str]] = {}
    for screen, _ in languages():
        found = Locale.parse(screen).languages
        table[screen] = {code: with_capital(found[code], screen) for code in codes if code in found}
    return table


def untranslated(catalogue: Catalog) -> list[str]:
    """The words that lack a translation, or one of its forms."""
    lacking = []
    for message in catalogue:
        forms = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and not all(forms):
            lacking.append(message.id if isinstance(message.id, str) else message.id[0])
    return lacking


def main(new: list[str]) -> None:
    for code in new:
        file = LOCALE / code / "LC_MESSAGES" / "oss_app.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not file.exists():
            file.write_bytes(text(Catalog(locale=code)))
    for file in sorted(LOCALE.glob("*/LC_MESSAGES/*.po")):
        catalogue = merged(file)
        file.write_bytes(text(catalogue))
        file.with_suffix(".mo").write_bytes(compiled(catalogue))
        lacking = len(untranslated(catalogue))
        print(f"{file.relative_to(ROOT)}: {len(catalogue)} words, {lacking} not translated")
    own = names()
    for file_name, table in (("names.json", own), ("names-said.json", names_said(own))):
        (LOCALE / file_name).write_text(json.dumps(table, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
