"""The same thing keeps the same word (T6): hyphens that come and go, and slips of the pen in long words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from oss_app.core.casing import begun_as
from oss_app.taskfile.lint.dutch import is_infinitive
from oss_app.taskfile.lint.lexicon import dutch_imperatives, dutch_nouns
from oss_app.taskfile.lint.tokens import Token, tokens

LETTERS = 8  # shorter words are too often alike by chance (start)


@dataclass(frozen=True)
class Spelling:
    """A word, or two in a row, by its letters alone: ``cuts`` are the places of its hyphens and blanks."""

    stem: str
    cuts: tuple[tuple[int, str], ...]
    start: int
    end: int
    pair: bool


@dataclass(frozen=True)
class Stray:
    """A word that is written otherwise elsewhere: in which text, where, and the text with the usual word."""

    text: int
    start: int
    end: int
    usual: str
    suggestion: str


def strays(texts: Sequence[str], language: str) -> list[Stray]:
    """Return the words of some texts in one language that are written in another way more often.

    At a tie the later one.
    """
    found = [variant for text in texts for variant in _variants(text)]
    single = {v.stem for v in found if not v.pair}
    ways: dict[str, Counter[tuple[tuple[int, str], ...]]] = {}
    for variant in found:
        if variant.stem in single:
            ways.setdefault(variant.stem, Counter())[variant.cuts] += 1
    slips = dict(_slips({stem: way.total() for stem, way in ways.items()}))
    out = []
    for at, text in enumerate(texts):
        for variant in _variants(text):
            way = ways.get(variant.stem)
            if way is None:
                continue
            stem = slips.get(variant.stem)
            cuts = (ways[stem] if stem else way).most_common(1)[0][0]  # at a tie the first one met
            if stem is None and cuts == variant.cuts:
                continue
            written = text[variant.start : variant.end]
            usual = _rewritten(written, variant, stem or variant.stem, cuts, language)
            out.append(
                Stray(at, variant.start, variant.end, usual, text[: variant.start] + usual + text[variant.end :])
            )
    return out


def _rewritten(written: str, variant: Spelling, stem: str, cuts: tuple[tuple[int, str], ...], language: str) -> str:
    letters = "".join(c for c in written if c.isalpha())
    letters = stem + letters[len(variant.stem) :] if stem != variant.stem else letters
    for place, sign in reversed(cuts):
        letters = letters[:place] + sign + letters[place:]
    return begun_as(written, letters, language)


@lru_cache(maxsize=20_000)
def _variants(text: str) -> tuple[Spelling, ...]:
    words = tokens(text)
    found = [_variant([w]) for w in words if not w.quoted]
    found += [
        _variant([a, b])
        for a, b in pairwise(words)
        if not (a.quoted or b.quoted) and text[a.end : b.start] == " " and "-" not in a.word + b.word
    ]
    return tuple(v for v in found if v and len(v.stem) >= LETTERS)


def _variant(words: list[Token]) -> Spelling | None:
    letters, cuts = "", []
    for i, word in enumerate(words):
        if i:
            cuts.append((len(letters), " "))
        for part in word.word.split("-"):
            if not part.isalpha():
                return None
            if letters and (not cuts or cuts[-1][0] != len(letters)):
                cuts.append((len(letters), "-"))
            letters += part
    if len(words) > 1 and is_infinitive(letters):
        return None  # "schoon maken" is a matter of grammar
    stem = _stem(letters)
    if any(place >= len(stem) for place, _ in cuts):
        return None
    return Spelling(stem, tuple(cuts), words[0].start, words[-1].end, len(words) > 1)


def _stem(letters: str) -> str:
    """Return the word without the ending of its plural; crude, but the same for all ways to write it."""
    for ending in ("en", "es", "s"):
        stem = letters.removesuffix(ending)
        if stem != letters and len(stem) > 4:
            return stem[:-1] if ending == "en" and stem[-1] == stem[-2] else stem
    return letters


def _slips(seen: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Rare stems that are one stroke away from a common one, neither being a known word."""
    unknown = [stem for stem in seen if stem not in dutch_nouns() and stem not in dutch_imperatives()]
    common = [stem for stem in unknown if seen[stem] >= 2]
    for stem in unknown:
        if seen[stem] == 1:
            meant = [c for c in common if _one_stroke(stem, c)]
            if len(meant) == 1:
                yield stem, meant[0]


def _one_stroke(a: str, b: str) -> bool:
    """Tell whether one letter added, left out, changed or swapped with its neighbour makes the other.

    Not at the ends.
    """
    if abs(len(a) - len(b)) > 1 or a == b:
        return False
    head = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    tail = next((i for i, (x, y) in enumerate(zip(a[::-1], b[::-1], strict=False)) if x != y), min(len(a), len(b)))
    if head < 1 or tail < 2:
        return False
    left_a, left_b = a[head : len(a) - tail], b[head : len(b) - tail]
    return max(len(left_a), len(left_b)) <= 1 or (len(left_a) == len(left_b) == 2 and left_a == left_b[::-1])
