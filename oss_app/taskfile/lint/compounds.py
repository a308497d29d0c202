"""Where a long Dutch compound can have a hyphen: between two words that are known, at the end of a syllable."""

from __future__ import annotations

from functools import cache

import pyphen

from oss_app.taskfile.lint.lexicon import dutch_imperatives, dutch_infinitives, dutch_nouns

LETTERS = 12  # a word of fewer letters is not long (start)
SYLLABLES = 4  # nor is one of fewer syllables (start)
PART = 4  # letters that each part has at least
VOWELS = "aeiou"


@cache
def _dictionary() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="nl_NL")


def hyphenated(word: str) -> str | None:
    """``wattenrollen`` → ``watten-rollen``; None for a word that is not long or whose parts are not known."""
    if len(word) < LETTERS or not word.isalpha():
        return None
    breaks = [int(p) for p in _dictionary().positions(word.lower())]
    if len(breaks) + 1 < SYLLABLES:
        return None
    fitting = [p for p in breaks if _is_first(word[:p].lower()) and _is_last(word[p:].lower())]
    if not fitting:
        return None
    best = min(fitting, key=lambda p: abs(p - len(word) / 2))
    return f"{word[:best]}-{word[best:]}"


def _is_first(part: str) -> bool:
    """Return a noun, a noun with the s that joins, the stem of a verb, or what a verb becomes with -ing."""
    if len(part) < PART:
        return False
    joined = part.removesuffix("s")
    act = joined.endswith("ing") and f"{joined[:-3]}en" in dutch_infinitives()
    return joined in dutch_nouns() or act or part in dutch_imperatives() or _is_last(part)


def _is_last(part: str) -> bool:
    return len(part) >= PART and any(form in dutch_nouns() for form in singulars(part))


def singulars(noun: str) -> list[str]:
    """Return what a Dutch noun can be the plural or the diminutive of, itself first: dozen → doos, rollen → rol."""
    endings = ("'s", "s", "jes", "tjes", "je", "tje", "en")
    found = [noun, *(noun.removesuffix(e) for e in endings if noun.endswith(e) and len(noun) > len(e) + 2)]
    if noun.endswith("en") and len(noun) > 4:
        stem = noun[:-2]
        hard = stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])
        if stem[-1] == stem[-2]:
            found.append(stem[:-1])
        elif stem[-2] in VOWELS and stem[-3] not in VOWELS:
            found.append(hard[:-1] + stem[-2] + hard[-1])
        found.append(hard)
    return found
