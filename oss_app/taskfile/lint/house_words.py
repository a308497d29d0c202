"""The words of the house: what a thing is called here, and words that are right though no dictionary has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class HouseWords:
    """``instead`` says of a word that is not used here which one is; ``known`` are right as they are; small letters."""

    instead: Mapping[str, str] = field(default_factory=dict)
    known: frozenset[str] = frozenset()


def read_house_words(text: str) -> HouseWords:
    """One line, one thing: ``bak: bakje, doosje`` for a bak that is called nothing else, or a word alone."""
    instead: dict[str, str] = {}
    known: set[str] = set()
    for line in text.splitlines():
        word, _, others = line.strip().lower().partition(":")
        word = word.strip()
        if not word or word.startswith("#"):
            continue
        known.add(word)
        for other in others.split(","):
            if other.strip() and other.strip() != word:
                instead[other.strip()] = word
    return HouseWords({other: word for other, word in instead.items() if other not in known}, frozenset(known))
