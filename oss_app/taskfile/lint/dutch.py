"""What the linter knows of Dutch."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from oss_app.core.casing import with_capital, without_capital
from oss_app.taskfile.lint import compounds
from oss_app.taskfile.lint.language import Language, Words, listed, pattern, spelled
from oss_app.taskfile.lint.lexicon import dutch_imperatives, dutch_infinitives, dutch_nouns
from oss_app.taskfile.lint.tokens import Token, tokens

ARTICLES = listed(
    "de het een 't elke elk ieder iedere alle beide deze dit die dat mijn je jouw uw ons onze hun zijn haar"
)
PRONOUNS = listed("ik je jij u hij zij ze we wij jullie hem het haar hen er men iemand iets alles")
PREPOSITIONS = listed(
    "aan achter af bij binnen boven buiten dicht door in klaar langs los met mee na naar naast neer om omhoog "
    "omlaag onder "
    "op open over per recht rond samen schoon tegen terug tot tussen uit van vanaf vast via vol voor weg zonder toe"
)
PARTICLES = tuple(
    spelled("aan af bij dicht door in klaar los mee na neer om op open schoon terug toe uit vast vol weg samen leeg")
)
"""What a separable verb can begin with: dichtdoen is written "Doe … dicht"."""
ADVERBS = listed("goed even voorzichtig stevig zacht hard rustig nu dan daarna weer ook alleen links rechts eerst niet")
THEN = listed("daarna vervolgens hierna")
MODALS = listed("moet mag kunt kan zal zult gaat dient hoort hoeft moeten")
CLAUSE = listed(
    "omdat doordat zodat opdat terwijl nadat voordat zodra wanneer indien tenzij hoewel mits aangezien als waarna"
)
LIKENESS = listed("hetzelfde dezelfde zelfde even zo net zoveel evenveel zowel")
CLAUSE_ENDS = listed(
    "is zijn was staat staan ligt liggen zit zitten hangt hangen hoort horen past passen hebt heeft hebben moet "
    "kan wil "
    "ziet brandt komt gaat werkt wordt mag mist nodig"
)
OPENERS = listed(
    "nu eerst dan in op naar met bij voor onder boven naast tussen van uit door om wat waar hoe welke wie hier "
    "daar is "
    "zijn wordt worden heeft hebben ligt staat zit"
)
PASSIVE = listed("wordt worden werd werden")
PARTICIPLE = re.compile(
    rf"^(?:(?:{'|'.join(PARTICLES)}|over|onder|voor|rond)?ge\w{{2,}}|(?:be|ver|ont|her|er|over|onder)\w{{3,}})(?:[dt]|en)$"
)
COMMON = listed(
    "leg pak zet doe druk draai plaats klik knip wacht vouw plak veeg kijk haal neem trek til rol stop sluit "
    "open maak "
    "begin ga was droog vul tel scan steek hang houd hou berg raak giet gooi schuif duw controleer bewaar "
    "sorteer lees "
    "schrijf stapel verpak spoel ruim geef breng meet weeg schud roer snij snijd prik bind knoop hef schroef klem "
    "laat loop meld vraag roep bekijk kies zoek vergelijk poets boen dep wrijf strijk pers smeer spuit verwissel "
    "rij dweil zuig kook schil snoei hark hijs zaag lijm schuur"
)
UNITS = spelled(
    "nul een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien "
    "zeventien achttien negentien"
)
TENS = {
    "twintig": 20,
    "dertig": 30,
    "veertig": 40,
    "vijftig": 50,
    "zestig": 60,
    "zeventig": 70,
    "tachtig": 80,
    "negentig": 90,
}
NUMBERS = {
    **{word: n for n, word in enumerate(UNITS) if n >= 2},
    **TENS,
    **{
        unit + ("ën" if unit.endswith("e") else "en") + ten: n + tens
        for n, unit in enumerate(UNITS[:10])
        if n
        for ten, tens in TENS.items()
    },
    "één": 1,
    "honderd": 100,
}
ABBREVIATIONS = {
    "bijv.": "bijvoorbeeld", "bv.": "bijvoorbeeld", "b.v.": "bijvoorbeeld", "evt.": "eventueel", "o.a.": "onder andere",
    "d.m.v.": "met", "dmv": "met", "m.b.v.": "met", "mbv": "met", "i.p.v.": "in plaats van", "ipv": "in plaats van",
    "t.o.v.": "vergeleken met", "nr.": "nummer", "nrs.": "nummers", "max.": "hoogstens", "min.": "minstens",
    "ca.": "ongeveer", "incl.": "met", "excl.": "zonder", "z.s.m.": "snel", "zsm": "snel", "a.u.b.": "", "aub": "",
    "s.v.p.": "", "svp": "", "m.u.v.": "behalve", "t/m": "tot en met", "t.e.m.": "tot en met", "afb.": "foto",
    "blz.": "bladzijde", "tel.": "telefoon", "enz.": "", "etc.": "", "d.w.z.": "", "st.": "stuks", "mnd.": "maand",
    "wk.": "week", "ivm": "door", "i.v.m.": "door", "tbv": "voor", "t.b.v.": "voor", "o.i.d.": "", "v.d.": "van de",
}  # fmt: skip
PLAIN = {
    "reinig": "maak … schoon", "verwijder": "haal", "selecteer": "kies", "inspecteer": "bekijk", "deponeer": "leg",
    "positioneer": "leg", "retourneer": "breng … terug", "verifieer": "kijk … na", "monteer": "zet … vast",
    "demonteer": "haal … los", "transporteer": "breng", "assembleer": "zet … in elkaar", "activeer": "zet … aan",
    "deactiveer": "zet … uit", "desinfecteer": "ontsmet", "prepareer": "maak … klaar", "identificeer": "zoek",
    "realiseer": "maak", "hanteer": "gebruik", "bevestig": "maak … vast", "fixeer": "zet … vast",
    "arrangeer": "leg", "separeer": "haal … los", "middels": "met", "tevens": "ook", "gereed": "klaar",
    "additionele": "extra", "additioneel": "extra", "diverse": "verschillende", "circa": "ongeveer",
    "noodzakelijk": "nodig", "noodzakelijke": "nodige", "conform": "volgens", "benodigde": "nodige",
    "vervaardig": "maak", "plaatsvindt": "is", "instrumentarium": "instrumenten", "omtrent": "over",
}  # fmt: skip


def is_verb(word: str) -> bool:
    return word in dutch_imperatives()


def _imperative_of(infinitive: str) -> tuple[str, str] | None:
    """Return the imperative of an infinitive and its particle: dichtdoen → (doe, dicht)."""
    known = dutch_infinitives()
    for particle in PARTICLES:
        rest = infinitive.removeprefix(particle)
        if rest != infinitive and rest in known and len(rest) > 3:
            return known[rest], particle
    return (known[infinitive], "") if infinitive in known else None


def _rewritten(verb: str, particle: str, rest: str) -> str:
    return with_capital(" ".join(part for part in (verb, rest.strip(" ,"), particle) if part), "nl")


def is_infinitive(word: str) -> bool:
    return word.endswith("n") and _imperative_of(word) is not None and word not in ADVERBS | PREPOSITIONS


def _finite(word: str) -> str | None:
    """Return the imperative of "je legt", "leg je"; None where it is no known verb."""
    for stem in (word, word.removesuffix("t")):
        if is_verb(stem) and word not in MODALS:
            return stem
    return None


def imperative(text: str, words: Words) -> str | None:
    """Return an instruction of "Je legt …", "Je moet … leggen", "Vervolgens leg je …", "… leggen"; else None."""
    first, last = words[0], words[-1]
    ends = is_infinitive(last.word)
    if len(words) < 3 and not ends:
        return None
    if first.word in {"je", "jij", "u", "we", "wij"} and len(words) > 2:
        if words[1].word in MODALS and ends:
            return _from_infinitive(text, words[2:])
        stem = _finite(words[1].word)
        return _rewritten(stem, "", text[words[1].end : last.end]) if stem else None
    if len(words) > 3 and words[2].word in {"je", "u"} and (stem := _finite(words[1].word)):
        return _rewritten(stem, "", text[words[2].end : last.end])
    if ends and not ({w.word for w in words} & (MODALS | PASSIVE | CLAUSE)):
        return _from_infinitive(text, words[1:] if first.word in THEN else words)
    return None


def _from_infinitive(text: str, words: Words) -> str | None:
    """ "de sonde in vak 2 leggen" → "Leg de sonde in vak 2"; None where there is more than one action in it."""
    *before, last = words
    verb = _imperative_of(last.word)
    if not verb or any(w.word == "en" for w in before):
        return None
    if any(is_infinitive(w.word) and b.word not in ARTICLES | PREPOSITIONS for b, w in pairwise(before)):
        return None
    if before and before[-1].word == "te":
        before.pop()
    rest = text[before[0].start : before[-1].end] if before else ""
    return _rewritten(*verb, without_capital(rest, "nl"))


def unforget(rest: str) -> str | None:
    """ "het deksel te sluiten" → "Sluit het deksel"."""
    words = tokens(rest)
    if len(words) < 2 or words[-2].word != "te" or not (verb := _imperative_of(words[-1].word)):
        return None
    return _rewritten(*verb, rest[: words[-2].start])


def clause(words: Words) -> Token | None:
    """Return the word that opens a subordinate clause. "Kijk of …" and "Wacht tot …" are left alone."""
    for i, token in enumerate(words):
        before = words[i - 1].word if i else ""
        after = words[i + 1].word if i + 1 < len(words) else ""
        if token.quoted:
            continue
        if token.word == "als":
            if before not in LIKENESS and after in ARTICLES | PRONOUNS and not {w.word for w in words[:i]} & LIKENESS:
                return token
        elif token.word in CLAUSE:
            return token
        elif token.word in {"die", "dat", "waar", "waarin", "waarop", "waarmee"} and i >= 2:
            noun = words[i - 2].word in ARTICLES or words[i - 2].is_number
            if noun and words[-1].word in CLAUSE_ENDS and i < len(words) - 1:
                return token
    return None


def passive(words: Words, _instruction: bool) -> Token | None:
    """ "wordt … gelegd": the form of *worden*, where a participle stands in the same sentence."""
    for token in words:
        if token.word in PASSIVE and any(PARTICIPLE.match(w.word) for w in words if w is not token):
            return token
    return None


def is_count(words: Words, i: int) -> bool:
    after = words[i + 1].word if i + 1 < len(words) else ""
    if words[i].word == "één":
        return after not in {"voor", "van", "kant", "keer"}
    return i > 0 or after not in ARTICLES  # "Vier de …" is a verb


def cannot_open(words: Words) -> bool:
    """Tell whether a sentence that begins so is no instruction: an infinitive, a noun, "… pakken"."""
    first = words[0].word
    if is_verb(first):
        return False
    return is_infinitive(first) or first in dutch_nouns() or (len(words) > 1 and is_infinitive(words[-1].word))


@lru_cache(maxsize=2000)
def hyphenated(word: str) -> str | None:
    return compounds.hyphenated(word)


DUTCH = Language(
    code="nl",
    join=frozenset({"en"}),
    then=THEN | {"dan"},
    then_first=frozenset({"tenslotte"}),
    openers=(ARTICLES | PRONOUNS | THEN | MODALS | OPENERS) - {"was"},
    noun_openers=ARTICLES,
    definite=("de", "het"),
    prepositions=PREPOSITIONS,
    adverbs=ADVERBS | PRONOUNS,
    clause_openers=CLAUSE,
    common_verbs=COMMON,
    pairing_verbs=listed("vergelijk meng verbind wissel verwissel combineer bind bundel knoop"),
    one_act=frozenset({("houd", "druk"), ("druk", "houd"), ("klik", "sleep"), ("wacht", "kijk")}),
    negatives=listed("niet geen nooit niets niemand nergens"),
    numbers=NUMBERS,
    abbreviations=ABBREVIATIONS,
    abbreviation=pattern(ABBREVIATIONS),
    plain=PLAIN,
    forget=re.compile(r"^vergeet\s+niet(?:\s+om)?\s+(.*?)[.!]*$", re.IGNORECASE),
    is_verb=is_verb,
    is_noun=lambda word: word in dutch_nouns(),
    cannot_open=cannot_open,
    imperative=imperative,
    unforget=unforget,
    clause=clause,
    passive=passive,
    is_count=is_count,
    hyphenated=hyphenated,
    long_letters=18,
)  # fmt: skip
