"""What the linter must know of one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from oss_app.taskfile.lint.tokens import Token

Words = Sequence[Token]


@dataclass(frozen=True)
class Language:
    """Tables and the few questions that tables can't answer.

    ``abbreviations`` and ``plain`` give the words to write instead (empty: only leave it out). ``plain`` may give
    a verb with a particle, ``maak … schoon``. ``clause`` finds the word that opens a subordinate clause, ``passive``
    the word that makes a passive; ``imperative`` turns a sentence that is none into one, without its end mark.
    """

    code: str
    join: frozenset[str]  # and
    then: frozenset[str]
    then_first: frozenset[str]  # then, but only at the start of a sentence
    openers: frozenset[str]  # a sentence that begins with one of these is no instruction
    noun_openers: frozenset[str]  # words that open a noun phrase: the, a, your
    definite: tuple[str, ...]  # of these, what a thing has that was spoken of: the
    prepositions: frozenset[str]  # and particles
    adverbs: frozenset[str]
    clause_openers: frozenset[str]
    common_verbs: frozenset[str]  # verbs of the work floor that win from the noun of the same spelling
    pairing_verbs: frozenset[str]  # verbs that take two things: compare, mix
    one_act: frozenset[tuple[str, str]]  # pairs of verbs that are one act: press and hold
    negatives: frozenset[str]
    numbers: Mapping[str, int]
    abbreviations: Mapping[str, str]
    abbreviation: re.Pattern[str]
    plain: Mapping[str, str]
    forget: re.Pattern[str]  # don't forget to …; the group is what not to forget
    is_verb: Callable[[str], bool]  # can stand at the start of an instruction
    is_noun: Callable[[str], bool]
    cannot_open: Callable[[Words], bool]
    imperative: Callable[[str, Words], str | None]
    unforget: Callable[[str], str | None]
    clause: Callable[[Words], Token | None]
    passive: Callable[[Words, bool], Token | None]
    is_count: Callable[[Words, int], bool]  # whether the number word there is an amount
    hyphenated: Callable[[str], str | None]  # a long word with a hyphen between its parts
    long_letters: int  # a word of this many letters is long though nothing better is known


def pattern(table: Mapping[str, str]) -> re.Pattern[str]:
    """Find each abbreviation of a table where it stands as a word of its own."""
    names = "|".join(re.escape(name) for name in sorted(table, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{names})(?!\w)", re.IGNORECASE)


def spelled(words: str) -> list[str]:
    """Return the words of a table that is written as one line of text."""
    return words.split()


def listed(words: str) -> frozenset[str]:
    """Return the same as a set."""
    return frozenset(spelled(words))
