"""What the linter knows of English."""

from __future__ import annotations

import re
from itertools import pairwise

from oss_app.core.casing import with_capital
from oss_app.taskfile.lint.language import Language, Words, listed, pattern, spelled
from oss_app.taskfile.lint.lexicon import english_participles, english_verbs
from oss_app.taskfile.lint.tokens import Token

ARTICLES = listed("the a an this that these those my your our their his her its each every all both some any")
PRONOUNS = listed("i you he she it we they him them me us there one")
PREPOSITIONS = listed(
    "about above across after against along around at away back before behind below beside between by down for "
    "from in "
    "inside into near next of off on onto out outside over through to together towards under until up with without"
)
ADVERBS = listed("carefully gently firmly slowly again now then only also well not")
MODALS = listed("must should can may will shall could would need")
BE = listed("is are was were be been being")
LOOK = listed("check see make ensure look verify confirm watch feel")
SAME_FORM = listed("put cut set shut hit let spread split read cast")
"""Participles that look like the verb."""
COMMON = listed(
    "put take pick place press push pull turn open close shut wash dry wipe clean fold fill empty count scan "
    "stick hang hold "
    "lift move slide stop start wait check look read write bring give get go make throw pour stack pack sort cut "
    "tie lock "
    "remove rinse shake measure weigh peel roll clip click tap choose switch plug unplug attach tighten loosen"
)
UNITS = spelled(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
NUMBERS = {
    **{word: n for n, word in enumerate(UNITS) if n},
    **TENS,
    **{f"{ten}-{unit}": tens + n for ten, tens in TENS.items() for n, unit in enumerate(UNITS[:10]) if n},
    "hundred": 100,
}
NOT_A_COUNT_BEFORE = listed("this that the each no any every which last next first same other second by some")
NOT_A_COUNT_AFTER = listed("of by another at and or in on to is that which")
ABBREVIATIONS = {
    "e.g.": "for example", "i.e.": "that is", "etc.": "", "approx.": "about", "max.": "at most", "min.": "at least",
    "incl.": "with", "excl.": "without", "nr.": "number", "nos.": "numbers", "asap": "soon",
    "a.s.a.p.": "soon", "w/o": "without", "w/": "with", "vs.": "against", "fig.": "photo", "pcs.": "pieces",
    "pcs": "pieces", "qty.": "number", "qty": "number", "temp.": "temperature", "tel.": "telephone",
}  # fmt: skip
PLAIN = {
    "utilize": "use", "utilise": "use", "retrieve": "get", "obtain": "get", "deposit": "put", "commence": "start",
    "terminate": "stop", "discontinue": "stop", "select": "choose", "position": "put", "inspect": "check",
    "verify": "check", "ascertain": "check", "ensure": "make sure", "transport": "bring", "transfer": "move",
    "assemble": "put … together", "disassemble": "take … apart", "activate": "turn on", "deactivate": "turn off",
    "approximately": "about", "additional": "extra", "sufficient": "enough", "subsequently": "", "adjacent": "next",
    "prior": "before", "initiate": "start", "detach": "take off", "eliminate": "remove", "facilitate": "help",
    "purchase": "buy", "sanitize": "clean", "indicate": "show", "perform": "do", "require": "need",
    "appropriate": "right", "receptacle": "bin",
}  # fmt: skip


def is_verb(word: str) -> bool:
    return word in english_verbs() and word not in PRONOUNS | ARTICLES


def _base(word: str) -> str | None:
    """Return the verb of an -ing form: putting → put, placing → place."""
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < 2:
        return None
    doubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return next((verb for verb in (doubled, stem, stem + "e") if verb in english_verbs()), None)


def imperative(text: str, words: Words) -> str | None:
    """Return an instruction of "You put …", "You should put …", "Putting …"; else None."""
    first, last = words[0], words[-1]
    if base := _base(first.word):
        return with_capital(base + text[first.end : last.end], "en")
    if first.word not in {"you", "we"}:
        return None
    at = 1
    while at < len(words) and words[at].word in MODALS | {"have", "to"}:
        at += 1
    if at < len(words) and is_verb(words[at].word) and words[at].word not in BE:
        return with_capital(text[words[at].start : last.end], "en")
    return None


def unforget(rest: str) -> str | None:
    """ "close the lid" → "Close the lid"."""
    return with_capital(rest, "en") or None


def clause(words: Words) -> Token | None:
    """Return the word that opens a subordinate clause. "Check that …" and "Wait until …" are left alone."""
    for i, token in enumerate(words):
        after = words[i + 1].word if i + 1 < len(words) else ""
        if token.quoted:
            continue
        if token.word in {"if", "when", "because", "while", "whereas", "although", "unless", "whenever"}:
            if i and words[0].word in LOOK and token.word == "if":
                continue
            return token
        if token.word in {"before", "after", "once"} and after in PRONOUNS - {"one"}:
            return token
        relative = token.word in {"that", "which", "who"} and after in BE | {"has", "have", "goes", "fits"}
        if relative and i >= 2 and words[0].word not in LOOK:
            return token
        if token.word == "so" and after == "that":
            return token
    return None


def passive(words: Words, instruction: bool) -> Token | None:
    """Return the form of *be*, where a participle follows; in an instruction only after must, should, can."""
    if instruction:
        return None
    for token, after in pairwise(words):
        participle = after.word.endswith("ed") or after.word in english_participles() or after.word in SAME_FORM
        if token.word in BE and participle:
            return token
    return None


def is_count(words: Words, i: int) -> bool:
    before = words[i - 1].word if i else ""
    after = words[i + 1].word if i + 1 < len(words) else ""
    if words[i].word == "one":
        return bool(after) and before not in NOT_A_COUNT_BEFORE and after not in NOT_A_COUNT_AFTER
    return True


def cannot_open(words: Words) -> bool:
    """Tell whether a sentence that begins so is no instruction: an -ing form."""
    first = words[0].word
    return not is_verb(first) and _base(first) is not None


ENGLISH = Language(
    code="en",
    join=frozenset({"and"}),
    then=listed("then afterwards subsequently"),
    then_first=listed("next finally lastly first now"),
    openers=ARTICLES | PRONOUNS | MODALS | BE | listed("what where how which who here in on at into from"),
    noun_openers=ARTICLES,
    definite=("the",),
    prepositions=PREPOSITIONS,
    adverbs=ADVERBS | PRONOUNS,
    clause_openers=listed("if when because while although unless before after once so whenever whereas"),
    common_verbs=COMMON,
    pairing_verbs=listed("compare mix connect swap combine tie join match"),
    one_act=frozenset(
        {("press", "hold"), ("push", "hold"), ("push", "turn"), ("click", "drag"), ("drag", "drop"), ("wait", "see")}
    ),
    negatives=listed("not don't never cannot can't won't shouldn't nothing nobody"),
    numbers=NUMBERS,
    abbreviations=ABBREVIATIONS,
    abbreviation=pattern(ABBREVIATIONS),
    plain=PLAIN,
    forget=re.compile(r"^(?:do\s+not|don['’]t)\s+forget\s+to\s+(.*?)[.!]*$", re.IGNORECASE),
    is_verb=is_verb,
    is_noun=lambda word: word in english_verbs(),
    cannot_open=cannot_open,
    imperative=imperative,
    unforget=unforget,
    clause=clause,
    passive=passive,
    is_count=is_count,
    hyphenated=lambda word: None,
    long_letters=14,
)
