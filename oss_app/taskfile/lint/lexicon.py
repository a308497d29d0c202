"""The word lists of assets/words, read when they are first needed."""

from __future__ import annotations

from functools import cache

from oss_app.resources import assets


def _lines(name: str) -> list[str]:
    return (assets() / "words" / name).read_text(encoding="utf-8").split("\n")


@cache
def dutch_imperatives() -> dict[str, str]:
    """Dutch imperative → infinitive."""
    return dict(line.split(" ") for line in _lines("nl-imperatives.txt") if line)


@cache
def dutch_infinitives() -> dict[str, str]:
    """Dutch infinitive → imperative."""
    return {infinitive: imperative for imperative, infinitive in dutch_imperatives().items()}


@cache
def dutch_nouns() -> frozenset[str]:
    """Dutch nouns of 3 to 10 letters."""
    return frozenset(_lines("nl-nouns.txt"))


@cache
def english_verbs() -> frozenset[str]:
    """English verbs in their base form."""
    return frozenset(_lines("en-verbs.txt"))


@cache
def english_participles() -> frozenset[str]:
    """English past forms that don't end in -ed."""
    return frozenset(_lines("en-participles.txt"))
