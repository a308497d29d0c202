"""The rules for one text (T1 to T5, T7, T8): what is found where, and what could stand there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from oss_app.core.casing import begun_as, with_capital
from oss_app.taskfile.lint.actions import splits
from oss_app.taskfile.lint.dutch import DUTCH
from oss_app.taskfile.lint.english import ENGLISH
from oss_app.taskfile.lint.house_words import HouseWords
from oss_app.taskfile.lint.language import Language
from oss_app.taskfile.lint.spelling import misspelt
from oss_app.taskfile.lint.tokens import Sentence, Token, sentences, tokens

LANGUAGES = {language.code: language for language in (DUTCH, ENGLISH)}
MANY_WORDS = 10  # more is a long sentence (T1)
TOO_MANY_WORDS = 15  # more is much too long (T1)


class Role(StrEnum):
    """What a text is for; it decides which rules count."""

    TEXT = "text"  # the sentence of a step
    HINT = "hint"
    WARNING = "warning"
    SAY = "say"  # for the voice: numbers in words are right here, so no rule counts
    TITLE = "title"
    SECTION = "section"
    BREAK = "break"
    DONE = "done"


SENTENCES = frozenset({Role.TEXT, Role.HINT, Role.WARNING})
SPLIT = "split"


@dataclass(frozen=True)
class Finding:
    """One thing found, from ``start`` to ``end`` in the text; ``suggestion`` is the whole text anew."""

    code: str
    start: int
    end: int
    suggestion: str | None = None
    act: str = ""
    values: tuple[tuple[str, str], ...] = ()


@lru_cache(maxsize=20_000)
def findings(text: str, language: str, role: Role, is_typed: bool = False) -> tuple[Finding, ...]:
    """Everything to say about one text, in the order of the text; nothing for languages without rules.

    ``is_typed`` while the coach types: nothing is said then of how the last word is spelled, which may go on.
    """
    known = LANGUAGES.get(language.replace("_", "-").split("-")[0].lower())
    if known is None or role is Role.SAY or not text.strip():
        return ()
    parts = sentences(text, known.abbreviation)
    found = list(_marks(text, known, parts))
    if role in SENTENCES:
        for sentence in parts:
            found += _sentence(text, known, sentence, role)
            found += _misspelt(text, known, sentence.tokens, is_typed)
    if role is Role.TEXT and parts:
        found += _instruction(text, known, parts)
    return tuple(sorted(found, key=lambda f: (f.start, f.end)))


MOST_OF_A_NAME = 4
"""Words that the name of a thing has, its article among them; more is a description."""


def thing_in(text: str, language: str, elsewhere: str = "", is_plural: bool = False) -> str:
    """Return the thing that an instruction is about, as it is said within a sentence: "Leg de sonde in vak 2." → "de
    sonde"; or empty.

    "1 sonde" doesn't tell whether it is *de* or *het*: ``elsewhere`` is what else is said of the step, which may. With
    ``is_plural`` the number goes and nothing comes in its place: "4 rollen" → "rollen".
    """
    known = LANGUAGES.get(language.replace("_", "-").split("-")[0].lower())
    parts = sentences(text, known.abbreviation) if known else []
    if known is None or len(parts) != 1 or not known.is_verb(parts[0].tokens[0].word):
        return ""
    words = list(parts[0].tokens[1:])
    while words and words[0].word in known.adverbs | known.then and words[0].word not in known.noun_openers:
        del words[0]
    end = next((n for n, w in enumerate(words) if n and (w.comma or _is_of_the_way(w.word, known))), None)
    rest, words = words[end:] if end else [], words[:end]
    if not 2 <= len(words) <= MOST_OF_A_NAME or any(w.word in known.join for w in [*words, *rest]):
        return ""
    name = text[words[1].start : words[-1].end]
    if words[0].word in known.noun_openers:
        return text[words[0].start : words[-1].end]
    if not (words[0].is_number or words[0].word in known.numbers):
        return ""
    return name if is_plural else _with_article(name, known, elsewhere)


def _is_of_the_way(word: str, known: Language) -> bool:
    """Tell whether the word says where or how, also where two such words are written as one: *linksachter*."""
    small = known.prepositions | known.adverbs
    return word in small or any(word.startswith(first) and word[len(first) :] in small for first in small)


def _with_article(name: str, known: Language, elsewhere: str) -> str:
    for article in known.definite:
        if len(known.definite) == 1 or re.search(rf"\b{article}\s+{re.escape(name)}\b", elsewhere, re.IGNORECASE):
            return f"{article} {name}"
    return ""


def _put(text: str, start: int, end: int, new: str, known: Language) -> str:
    """Return the text with ``new`` from start to end.

    Nothing new takes its blank along, and a capital stays at the start.
    """
    before, after = text[:start], text[end:]
    if not new:
        before, after = (before.rstrip(" ,"), after) if before.strip() else ("", after.lstrip(" ,"))
    was_capital = text[start : start + 1].isupper() and (
        not before.strip() or before.rstrip().endswith((".", "!", "?"))
    )
    if was_capital:
        return before + with_capital(new + after, known.code)
    return before + new + after


# T8 -------------------------------------------------------------------------------------------------------------------


def _marks(text: str, known: Language, parts: list[Sentence]) -> Iterator[Finding]:
    yield from _abbreviations(text, known)
    for sentence in parts:
        if "!" in sentence.mark:
            start = text.rindex(sentence.mark, 0, sentence.end)
            better = "?" if "?" in sentence.mark else "."
            yield Finding("exclamation", start, sentence.end, text[:start] + better + text[sentence.end :])
    yield from _capitals(text, known, parts)


def _abbreviations(text: str, known: Language) -> Iterator[Finding]:
    for m in known.abbreviation.finditer(text):
        better = known.abbreviations[m.group().lower()]
        end = m.end()
        if m.group().endswith(".") and not text[end:].strip():
            end -= 1  # the dot ends the sentence too
        yield Finding(
            "abbreviation", m.start(), end, _put(text, m.start(), end, better, known), values=(("word", m.group()),)
        )


def _capitals(text: str, known: Language, parts: list[Sentence]) -> Iterator[Finding]:
    for sentence in parts:
        words = [w for w in sentence.tokens if w.written.isalpha()]
        shouted = [w for w in words if w.written.isupper() and not w.quoted]
        if len(words) > 1 and len(shouted) == len(words) and sum(len(w.word) for w in words) >= 6:
            calm = with_capital(text[sentence.start : sentence.end].lower(), known.code)
            yield Finding(
                "capitals", sentence.start, sentence.end, text[: sentence.start] + calm + text[sentence.end :]
            )
            continue
        for word in shouted:
            if len(word.word) >= 4:
                calm = with_capital(word.word, known.code) if word is sentence.tokens[0] else word.word
                yield Finding("capitals", word.start, word.end, text[: word.start] + calm + text[word.end :])


# T1, T3, T4, T5, T7 ---------------------------------------------------------------------------------------------------


def _sentence(text: str, known: Language, sentence: Sentence, role: Role) -> Iterator[Finding]:
    words = sentence.tokens
    if len(words) > MANY_WORDS:
        code = "very-long-sentence" if len(words) > TOO_MANY_WORDS else "long-sentence"
        yield Finding(code, sentence.start, sentence.end, values=(("n", str(len(words))),))
    instruction = role is Role.TEXT and known.is_verb(words[0].word)
    settled = role is not Role.TEXT and known.code == "en" and not any(w.word in {"be", "been", "being"} for w in words)
    if token := known.passive(words, instruction or settled):
        yield Finding("passive", token.start, token.end)
    if token := known.clause(words):
        yield Finding("clause", token.start, token.end, values=(("word", token.written),))
    yield from _negative(text, known, sentence)
    for i, token in enumerate(words):
        if token.quoted:
            continue
        if token.word in known.numbers and known.is_count(words, i):
            digits = str(known.numbers[token.word])
            better = text[: token.start] + digits + text[token.end :]
            yield Finding(
                "number-word", token.start, token.end, better, values=(("word", token.written), ("n", digits))
            )
        yield from _long_word(text, known, sentence, token)


def _misspelt(text: str, known: Language, words: tuple[Token, ...], is_typed: bool) -> Iterator[Finding]:
    if is_typed and words[-1].end == len(text):
        words = words[:-1]
    for token, meant in misspelt(words, known.code):
        better = begun_as(token.written, meant[0], known.code)
        new = text[: token.start] + better + text[token.end :] if len(meant) == 1 else None
        values = (("word", token.written), ("better", ", ".join(meant)))
        yield Finding("misspelt", token.start, token.end, new, values=values)


def in_house(text: str, language: str, house: HouseWords) -> Iterator[Finding]:
    """Yield the words of a text that have another name in this house."""
    for token in tokens(text):
        if token.word in house.instead and not token.quoted:
            better = begun_as(token.written, house.instead[token.word], language)
            new = text[: token.start] + better + text[token.end :]
            values = (("word", token.written), ("better", better))
            yield Finding("house-word", token.start, token.end, new, values=values)


def _negative(text: str, known: Language, sentence: Sentence) -> Iterator[Finding]:
    words = sentence.tokens
    for i, token in enumerate(words):
        if token.word not in known.negatives or token.quoted:
            continue
        if i and token.word == "niet" and words[i - 1].word in {"de", "elke", "een", "die", "deze"}:
            continue  # a staple
        m = known.forget.match(text[sentence.start : sentence.end])
        better = known.unforget(m.group(1)) if m else None
        if better is not None:
            better = text[: sentence.start] + better + (sentence.mark or "") + text[sentence.end :]
        yield Finding("negative", token.start, token.end, better, values=(("word", token.written),))
        return


def _long_word(text: str, known: Language, sentence: Sentence, token: Token) -> Iterator[Finding]:
    if token.word in known.plain:
        better = known.plain[token.word]
        verb, _, particle = (part.strip() for part in better.partition("…"))
        if particle and token is not sentence.tokens[0]:
            return
        new = _put(text, token.start, token.end, verb, known)
        if particle:
            end = len(new) - (len(text) - sentence.tokens[-1].end)
            new = f"{new[:end]} {particle}{new[end:]}"
        yield Finding("long-word", token.start, token.end, new, values=(("word", token.written), ("better", better)))
    elif hyphened := known.hyphenated(token.written):
        new = text[: token.start] + hyphened + text[token.end :]
        yield Finding("long-word", token.start, token.end, new, values=(("word", token.written), ("better", hyphened)))
    elif len(token.word) >= known.long_letters and token.word.isalpha():
        yield Finding("long-word", token.start, token.end, values=(("word", token.written),))


# T1, T2 ---------------------------------------------------------------------------------------------------------------


def _instruction(text: str, known: Language, parts: list[Sentence]) -> Iterator[Finding]:
    first = parts[0]
    if len(parts) > 1:
        acts = all(known.is_verb(p.tokens[0].word) for p in parts)
        lines = "\n".join(text[p.start : p.end] for p in parts)
        yield Finding("two-sentences", parts[1].start, parts[-1].end, lines if acts else None, SPLIT if acts else "")
    if any(w.quoted for w in first.tokens[:1]):
        return
    yield from _opening(text, known, first)
    if len(parts) == 1:
        for split in splits(text, known, first):
            yield Finding(split.code, split.token.start, split.token.end, "\n".join(split.sentences), SPLIT)


def _opening(text: str, known: Language, sentence: Sentence) -> Iterator[Finding]:
    """Tell whether the sentence begins with its verb, and without "then"."""
    words = sentence.tokens
    token = words[0]
    for i, word in enumerate(words[:2]):
        is_then = word.word in known.then and not (i and word.word in known.prepositions)
        if not (is_then or (i == 0 and word.word in known.then_first and len(words) > 1)):
            continue
        follows = words[1] if i == 0 and len(words) > 1 else None
        if i == 0 and (follows is None or not known.is_verb(follows.word) or _has_subject(words)):
            continue
        if i == 1 and not known.is_verb(token.word):
            continue
        if follows and follows.word in known.prepositions and not follows.comma:
            continue  # "Next to …"
        better = _put(text, word.start, word.end, "", known)
        yield Finding(
            "needless-then", word.start, word.end, better, values=(("word", with_capital(word.written, known.code)),)
        )
        return
    if token.word in known.clause_openers or token.word in known.negatives or known.passive(words, False):
        return
    if token.is_number or token.word in known.openers or known.cannot_open(words):
        new = known.imperative(text, words)
        if new is not None:
            new = text[: sentence.start] + new + text[words[-1].end :]
        yield Finding("no-imperative", token.start, token.end, new)


def _has_subject(words: tuple[Token, ...]) -> bool:
    """ "Vervolgens leg je …": there the subject shows that it is no instruction."""
    return len(words) > 2 and words[2].word in {"je", "u", "jij"} and len(words) > 3
