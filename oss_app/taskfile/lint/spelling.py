"""A slip of the pen in one word, by Hunspell's dictionaries: only where one stroke makes a word that is known.

Most words that a dictionary lacks are right: names of things, compounds, jargon of the work. So a word counts as
misspelt only when it is no compound of known words either, and one stroke (a letter too many, too few, another, or two
that changed places) makes a known one. What a slip is made of more is not seen.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Protocol

from oss_app.core.casing import with_capital
from oss_app.resources import assets
from oss_app.taskfile.lint.tokens import Token

log = logging.getLogger(__name__)

LETTERS = 4  # a shorter word has too many neighbours
PART = 3  # letters that each part of a compound has at least
MOST = 3  # with more words one stroke away, none of them is what was meant
ALPHABET = "etaoinsrhldcumfpgwybvkxjqzéëïöüè"
DICTIONARIES = frozenset({"nl", "en"})


class _Speller(Protocol):
    def spell(self, word: str) -> bool: ...


@cache
def _speller(language: str) -> _Speller | None:
    """Return the dictionary of a language; None where there is none, or this computer cannot read it."""
    if language not in DICTIONARIES:
        return None
    try:
        import hunspell  # only here: not every system has it

        made: _Speller = hunspell.Hunspell(language, hunspell_data_dir=str(assets() / "words"))
    except (ImportError, OSError, ValueError):
        log.info("no dictionary for %s", language, exc_info=True)
        return None
    return made


def misspelt(words: tuple[Token, ...], language: str) -> Iterator[tuple[Token, tuple[str, ...]]]:
    """Yield the words of a sentence that are misspelt, each with what may be meant, the likeliest first."""
    for place, token in enumerate(words):
        inside = place > 0 and token.written[:1].isupper()  # a name
        if token.quoted or inside or len(token.word) < LETTERS or not token.written.isalpha():
            continue
        if token.written != token.word and token.written != with_capital(token.word, language):
            continue  # letters that stand for something: PVC, pH
        if meant := meant_by(token.word, language):
            yield token, meant


@lru_cache(maxsize=5_000)
def meant_by(word: str, language: str) -> tuple[str, ...]:
    """Return the known words that a misspelt one, in small letters, is one stroke away from; none where it is right."""
    speller = _speller(language)
    if speller is None or _is_known(word, speller) or speller.spell(with_capital(word, language)):
        return ()
    found = dict.fromkeys(other for other in _neighbours(word) if speller.spell(other))
    return tuple(found) if len(found) <= MOST else ()


def _is_known(word: str, speller: _Speller) -> bool:
    """Tell whether it is a word, or two that are one behind the other, in Dutch often with an s between."""
    if speller.spell(word):
        return True
    for cut in range(PART, len(word) - PART + 1):
        first, last = word[:cut], word[cut:]
        joined = first.endswith("s") and len(first) > PART and speller.spell(first[:-1])
        if (joined or speller.spell(first)) and speller.spell(last):
            return True
    return False


def _neighbours(word: str) -> Iterator[str]:
    """All that one stroke makes of a word, the likeliest strokes first; its first letter is seldom the wrong one."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    yield from (a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1)
    yield from (a + b[1:] for a, b in cuts if a and b)
    yield from (a + letter + b for a, b in cuts if a for letter in ALPHABET)
    yield from (a + letter + b[1:] for a, b in cuts if a and b for letter in ALPHABET)
