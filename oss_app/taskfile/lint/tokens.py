"""Words and sentences of a text, each with its place in it."""

from __future__ import annotations

import re
from dataclasses import dataclass

WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
QUOTED = re.compile(r"[\"“”„][^\"“”„]*[\"“”„]|(?<!\w)['‘][^'‘’]*['’](?!\w)")
END = re.compile(r"[.!?…]+(?=\s+[\"“‘']?[A-ZÀ-Þ])|[.!?…]+\s*$")


@dataclass(frozen=True)
class Token:
    """One word: as written, in small letters, and from where to where in the text it stands.

    ``quoted`` words are what stands on a label or a button: they are not the author's to change.
    ``comma`` says that a comma stands right before the word.
    """

    written: str
    word: str
    start: int
    end: int
    quoted: bool = False
    comma: bool = False

    @property
    def is_number(self) -> bool:
        return self.word.isdigit()


@dataclass(frozen=True)
class Sentence:
    """One sentence: from where to where in the text, its words, and the mark that ends it."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    mark: str


def tokens(text: str) -> tuple[Token, ...]:
    """Every word of a text."""
    quotes = [m.span() for m in QUOTED.finditer(text)]
    return tuple(
        Token(
            m.group(),
            m.group().lower().replace("’", "'"),
            m.start(),
            m.end(),
            any(a <= m.start() < b for a, b in quotes),
            text[: m.start()].rstrip().endswith(","),
        )
        for m in WORD.finditer(text)
    )


def sentences(text: str, abbreviations: re.Pattern[str]) -> list[Sentence]:
    """Return the sentences of a text; the dot of an abbreviation ends none."""
    words = tokens(text)
    dots = {m.end() - 1 for m in abbreviations.finditer(text)}
    found, start = [], 0
    for m in END.finditer(text):
        if m.start() in dots and m.end() < len(text.rstrip()):
            continue
        if any(w.quoted and w.start < m.start() < w.end for w in words):
            continue
        found.append(_sentence(text, words, start, m.end(), m.group().strip()))
        start = m.end()
    if text[start:].strip():
        found.append(_sentence(text, words, start, len(text), ""))
    return [s for s in found if s.tokens]


def _sentence(text: str, words: tuple[Token, ...], start: int, end: int, mark: str) -> Sentence:
    begin = start + len(text[start:end]) - len(text[start:end].lstrip())
    return Sentence(
        begin, start + len(text[start:end].rstrip()), tuple(w for w in words if start <= w.start < end), mark
    )
