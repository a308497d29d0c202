"""What a step says of an item: how many of it, and where it goes; in the task's language."""

from __future__ import annotations

import re

from oss_app.core.casing import without_capital
from oss_app.i18n import load, marked

_TAKE = marked("Take {number} {name}.")
_IN = marked("Put {number} {name} in {place}.")
_ON = marked("Put {number} {name} on {place}.")
_HANG = marked("Hang {number} {name} on {place}.")
_HERE = marked("Put {number} {name} here: {place}.")
_SPOT = marked("section {spot}")
_INSIDE = """
    vak vakje lade laatje bak bakje bakken doos doosje kist krat kast kastje rij rek zak zakje koffer tas mand mandje
    emmer pot beker kom glas map tray etui cassette blik fles container stelling compartiment sectie
    compartment section slot drawer bin box crate case row rack bag basket bucket jar cup tin bottle folder envelope
    cabinet cupboard fach schublade kiste karton regal korb beutel tasche dose becher eimer schachtel schrank
    przegródka pudełko szuflada kutu bölme çekmece комірка коробка шухляда
"""
_UPON = """
    plank legplank planken schap tafel tafeltje werkblad dienblad blad bureau mat matje placemat doek kar karretje
    trolley pallet positie plek plaats locatie werkbank bord onderlegger
    shelf table desk cart bench workbench board plate brett tisch matte platz ablage palette półka stół raf masa
    полиця стіл
"""
_AT_HOOKS = "haak haakje haken kapstok hook peg hanger hak kanca гачок"
_HOLDS = {noun: words for nouns, words in ((_INSIDE, _IN), (_UPON, _ON), (_AT_HOOKS, _HANG)) for noun in nouns.split()}
_EXACTLY = {"la": _IN}
"""A noun at which many other words end too."""
_COUNTED = "\0"
_WORDY = re.compile(r"[^\W\d_]{3}")
_SMALL_AT_FIRST = ("nl", "en")
"""Languages in which the name of a thing is small within a sentence. German writes it large; of others it is not known,
and their sentences let it stand as it is typed."""


def item_sentence(language: str, number: str | int, name: str, place: str = "") -> str:
    """ "Leg 4 watten-rollen in vak 4.": ``place`` as a list writes it, "4" or "plank 4", or empty for nowhere.

    Where there are no words in the language it is English, see ``has_sentences``.
    """
    if _base(language) == "tr" and any(map(str.isalpha, str(number))):  # "2 kutu": its sentences count pieces
        return item_sentence(language, _COUNTED, name, place).replace(f"{_COUNTED} adet", str(number), 1)
    tr, name = load(language), _within(name, language)
    if not place:
        return tr(_TAKE, number=number, name=name)
    if not _names_itself(place):
        return tr(_IN, number=number, name=name, place=tr(_SPOT, spot=place))
    return tr(_sentence_of_noun(place) or _HERE, number=number, name=name, place=_within(place, language))


def section_noun(language: str) -> str:
    """Return what a spot without a word of its own is called: "vak"."""
    return load(language)(_SPOT, spot="").strip()


def has_sentences(language: str) -> bool:
    """Tell whether there are words of this language for what is said of an item."""
    return _base(load(language).language) == _base(language)


def _base(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


def _names_itself(place: str) -> bool:
    """Tell whether a place is told by words, not by a number or a code: "bak 3", "links boven", and not "A-3"."""
    return _sentence_of_noun(place) is not None or bool(_WORDY.search(place))


def _within(words: str, language: str) -> str:
    """Words as they stand within a sentence."""
    is_name = words[:1].isupper() and without_capital(words, language)[1:2].islower()
    return without_capital(words, language) if is_name and _base(language) in _SMALL_AT_FIRST else words


def _sentence_of_noun(place: str) -> str | None:
    """In a drawer, on a shelf, from a hook: the sentence for the first noun, which the preposition stands before."""
    for word in re.findall(r"[^\W\d_]+", place.casefold()):
        if found := _EXACTLY.get(word) or _HOLDS.get(word):
            return found
        ends = [noun for noun in _HOLDS if len(noun) > 2 and word.endswith(noun) and len(word) > len(noun) + 1]
        if ends:
            return _HOLDS[max(ends, key=len)]
    return None
