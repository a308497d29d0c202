"""Two actions in one sentence (T2): where they part, and the two sentences they become."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from oss_app.core.casing import with_capital
from oss_app.taskfile.lint.language import Language
from oss_app.taskfile.lint.tokens import Sentence, Token


@dataclass(frozen=True)
class SplitPoint:
    """Where a sentence parts, and what it becomes."""

    code: str
    token: Token
    sentences: tuple[str, ...]


def splits(text: str, known: Language, sentence: Sentence) -> Iterator[SplitPoint]:
    """Yield the first place where a sentence holds two actions, or one action on two things; at most one."""
    words = sentence.tokens
    if not known.is_verb(words[0].word) or words[0].word in known.pairing_verbs:
        return
    mark = sentence.mark.replace("!", ".") or ("." if text.rstrip().endswith(".") else "")
    for i in range(1, len(words) - 1):
        token = words[i]
        joins = token.word in known.join
        if token.quoted or not (joins or token.comma):
            continue
        at = i + 1 if joins else i
        while at < len(words) and words[at].word in known.then:
            at += 1
        if _is_action(words, at, known) and (words[0].word, words[at].word) not in known.one_act:
            yield SplitPoint("two-actions", token, _two_actions(text, known, words, i, at, mark))
            return
        if joins and (two := _two_things(text, known, words, i, mark)):
            yield SplitPoint("two-things", token, two)
            return


def _is_action(words: tuple[Token, ...], at: int, known: Language) -> bool:
    """Tell whether an instruction begins at ``at``: a verb, and after it what can follow a verb but not a noun."""
    if at >= len(words) - 1 or words[at].quoted:
        return False
    verb, after = words[at].word, words[at + 1].word
    if not known.is_verb(verb) or verb in known.prepositions | known.adverbs | known.noun_openers:
        return False
    if after in known.noun_openers or words[at + 1].is_number or words[at + 1].quoted:
        return True
    likely = verb in known.common_verbs or not known.is_noun(verb)
    return likely and (after in known.prepositions or after in known.adverbs or after in known.numbers)


def _two_actions(text: str, known: Language, words: tuple[Token, ...], i: int, at: int, mark: str) -> tuple[str, str]:
    """ "Was en droog je handen." shares its thing; all others part at the joining word."""
    last = words[-1].end
    second = _without_then(text, known, words, at)
    shared = words[0].written + text[words[at].end : last]
    first = shared if i == 1 else text[words[0].start : words[i].start].rstrip(" ,")
    return with_capital(first, known.code) + mark, with_capital(second, known.code) + mark


def _without_then(text: str, known: Language, words: tuple[Token, ...], at: int) -> str:
    kept, start = "", words[at].start
    for word in words[at + 1 :]:
        if word.word in known.then:
            kept += text[start : word.start].rstrip(" ,")
            start = word.end
    return kept + text[start : words[-1].end]


def _two_things(text: str, known: Language, words: tuple[Token, ...], i: int, mark: str) -> tuple[str, ...] | None:
    """ "Leg de sonde en de spiegel in vak 2." acts twice; "Veeg af met een doek en een borstel." may not."""
    before = [w.word for w in words[1:i]]
    after = words[i + 1]
    opens = after.word in known.noun_openers or (after.is_number and not words[i - 1].is_number)
    if not before or not opens or set(before) & {"of", "dat", "tot", "that", "if", "until", "between", "tussen"}:
        return None
    if words[1].word not in known.noun_openers and not words[1].is_number:
        return None
    tail = next((w for w in words[i + 2 :] if w.word in known.prepositions), None)
    if set(before) & known.prepositions and tail is None:
        return None
    shared = f" {text[tail.start : words[-1].end]}" if tail and not set(before) & known.prepositions else ""
    opened = [n for n in range(2, i) if words[n].comma and (words[n].word in known.noun_openers or words[n].is_number)]
    things = [text[words[a].start : words[b - 1].end] + shared for a, b in pairwise([1, *opened, i])]
    return tuple(f"{words[0].written} {thing}{mark}" for thing in (*things, text[after.start : words[-1].end]))
