"""What a cell of a list says about how many."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_PIECES = (
    r"(?:(?:x|×|\*|st|stk|stuks?|pcs?|pieces?|pce|ea|each|stück|szt|pz|pzas?|uds?|unid|pièces?|ks|buc|adet|шт|units?|قطعة|قطع)"
    r"\.?)"
)
UNITS = (
    r"(?:ml|cl|dl|l|ltr|liter|litre|liters|g|gr|gram|grams|gramm|kg|kilo|mg|el|tl|tbsp|tsp|snufje|pak|pakje|pakken|pakjes|zak|"
    r"zakje|zakken|blik|blikje|blikken|fles|flesje|flessen|doos|doosje|dozen|rol|rollen|paar|bos|bosje|teen|kop|kopje|"
    r"pack|packs|bag|bags|can|cans|bottle|bottles|box|boxes|roll|rolls|pair|pairs|cup|cups|packung|beutel|dose|flasche)(?!\w)"
)
"""What weighs, holds or packs: how much there is of a thing. A length is part of its name."""
_WHOLE = re.compile(rf"[x×]?\s*\(?(\d{{1,6}})(?:[.,](?:0{{1,2}}|0{{4,6}}))?\)?\s*{_PIECES}?", re.I)
_GROUPED = re.compile(rf"([1-9]\d{{0,2}}(?:[., '’]\d{{3}})+)(?:[.,]0+)?\s*{_PIECES}?", re.I)
_THREE_PLACES = re.compile(rf"(\d{{1,6}})[.,](\d{{3}})\s*{_PIECES}?", re.I)
_ABOUT = (
    r"(?:ca|circa|min|max|minstens|minimaal|maximaal|hoogstens|ongeveer|about|approx|at least|at most|mind|etwa)\.?\s*|"
    r"[±~≈<>≤≥]\s*"
)
_MEASURED = re.compile(
    rf"(?:{_ABOUT})?\d[\d.,/–+ -]*\s*[^\W\d].*|(?:{_ABOUT})\d+(?:[.,]\d+)?|\d+[.,/]\d+|\d+\s*[–+/-]\s*\d+|"
    r"\d+\s*[+–-]|\d*\s*[½¼¾⅓⅔⅛](?:\s*[^\W\d].*)?|\d+ \d/\d{1,2}",
    re.I,
)
_WITH_A_NOTE = re.compile(rf"(\d{{1,6}})\s*{_PIECES}?\s*\([^)]*[^\W\d_][^)]*\)", re.I)
_DOUBTED = re.compile(r"(\d{1,6})\s*\?+")
_DAY = re.compile(
    r"(\d{1,2})[-/. ](jan|feb|mrt|maa|mar|mär|apr|mei|may|mai|jun|jul|aug|sep|okt|oct|nov|dec|dez)[a-zé]*\.?", re.I
)
_MONTHS = (
    "jan",
    "feb",
    "mrt maa mar mär",
    "apr",
    "mei may mai",
    "jun",
    "jul",
    "aug",
    "sep",
    "okt oct",
    "nov",
    "dec dez",
)

_NONE = re.compile(
    r"[-–—−]|0+(?:[.,٫]0+)?\s*(?:[^\W\d]\w{0,5})?\.?|geen|nee|niets|nihil|none|no|nil|n\.?v\.?t\.?|n/a|[-−]\s*\d+.*|"
    r"kein(?:e|er|s)?|nein|yok|hayır|brak|nie|немає|ні|لا|onwaar|false|falsch",
    re.I,
)
_ONE = re.compile(r"[x×✓✔vjy]|ja|yes|waar|true|wahr|evet|tak|так|نعم", re.I)
_WORDS = {
    word: number
    for number, words in enumerate(
        (
            "een één one eins ein eine jeden bir один واحد un une uno una uma одна ett",
            "twee two zwei dwa iki два اثنان deux dos due dois två",
            "drie three drei trzy üç три ثلاثة trois tres tre três",
            "vier four cztery dört чотири أربعة quatre cuatro quattro quatro четыре fyra fire",
            "vijf five fünf pięć beş п’ять خمسة cinq cinco cinque пять fem",
            "zes six sechs sześć altı шість ستة seis sei шесть seks",
            "zeven seven sieben siedem yedi сім سبعة sept siete sette sete семь sju syv",
            "acht eight osiem sekiz вісім ثمانية huit ocho otto oito восемь åtta otte",
            "negen nine neun dziewięć dokuz дев’ять تسعة neuf nueve nove девять nio",
            "tien ten zehn dziesięć десять عشرة dix diez dieci dez tio",
            "elf eleven",
            "twaalf twelve zwölf dozijn dozen dutzend douze douzaine doce docena dodici dozzina doze dúzia",
            "dertien thirteen dreizehn",
            "veertien fourteen vierzehn",
            "vijftien fifteen fünfzehn",
            "zestien sixteen sechzehn",
            "zeventien seventeen siebzehn",
            "achttien eighteen achtzehn",
            "negentien nineteen neunzehn",
            "twintig twenty zwanzig",
        ),
        1,
    )
    for word in words.split()
}
_COUNTED = r"(?:st\b\.?|stuks?\b|pcs?\b\.?|pieces?\b|stück\b|stk\b\.?|adet\b|szt\b\.?|шт\b\.?|قطعة|قطع)"
_BEFORE = re.compile(rf"\(?(\d{{1,4}})\s*(?:[x×*]|{_COUNTED})\)?\s+(?:of\s+)?(\S.*)", re.I)
_BEHIND = re.compile(rf"(.*\S)\s*[,(–-]?\s*\b(?:(\d{{1,4}})\s*(?:[x×]|{_COUNTED})|[x×]\s?(\d{{1,4}}))\)?", re.I)
_BARE = re.compile(r"(\d{1,4})\s+([^\W\d].+)")
_PART = r"(?:\d+ )?\d/\d{1,2}|\d*\s?[½¼¾⅓⅔⅛]"
_FIRST = re.compile(
    rf"({_PART}|\d{{1,4}}\s?[–-]\s?\d{{1,4}}|\d{{1,4}}[.,]\d{{1,2}}|\d{{1,4}}(?=\s?[^\W\d]))"
    rf"(?:(\s?)({UNITS}))?\.?\s+([^\W\d].+)",
    re.I,
)
"""How a line of a recipe begins: "500 g flour", "200g sugar", "½ lemon", "1-2 onions"."""
_LAST = re.compile(
    rf"(.*[^\W\d]\S*)(?:\s*[,:(]\s*|\s+[–—-]\s+|\s+)"
    rf"({_PART}|\d{{1,4}}(?:[.,]\d{{1,3}})?|\d{{1,4}}\s?[–-]\s?\d{{1,4}})\s?({UNITS})\.?\)?",
    re.I,
)
_LAST_BARE = re.compile(r"(.*[^\W\d])(?:\s*[,:]\s*|\s+[–—-]\s+|\s+)(\d{1,3})")
_HOLDER = re.compile(
    r"(?:spuit|naald|fles|flacon|beker|kan|emmer|zak|pot|glas|blik|bak|bakje|doos|doosje|tas|tube|jerrycan|ampul|ampoule|vat|kom|"
    r"kist|krat|schep|lepel|gewicht|syringe|needle|bottle|cup|jug|bucket|bag|jar|glass|tin|box|vial|bowl|spoon|scoop|weight|"
    r"spritze|nadel|flasche|becher|kanne|eimer|beutel|dose|schachtel|schüssel|löffel|gewichte?)(?:s|en|jes?)?\b",
    re.I,
)
"""Things of which a measure says how large they are."""
_BARE_LAST = re.compile(r".*[^\W\d]\s+(\d{1,3})")
_NUMBERED = re.compile(r"\(?(\d{1,3})(?:\s*[.):]|\s+[–—-])\s+(\S.*)")
_APART_FIRST = re.compile(r"(\d{1,4})(?:\s+[–—-]|\s*[:=|])\s+(\S.*)")
_APART_LAST = re.compile(
    rf"(.*\S)(?:\s+[–—-]\s+|\s*[:=|]\s*|\s*(?:\.{{2,}}|…+|_{{2,}})\s*)(\d{{1,4}})\s*{_PIECES}?", re.I
)


@dataclass(frozen=True)
class HowMany:
    """An amount as a sentence says it: ``words`` ("4", "2 dozen"). ``is_sure`` is False where it should be looked at;
    ``is_none`` says that there must be none."""

    words: str = "1"
    is_sure: bool = True
    is_none: bool = False


def amount(cell: str, *, places: bool = False) -> HowMany | None:
    """Tell how many a cell says; None for an empty cell and for words that are no amount.

    ``places``: the amounts of this list have three decimals ("2,000" is 2), as some stock systems write them.
    """
    text = as_typed(cell).replace("\N{FRACTION SLASH}", "/")
    if not text:
        return None
    if match := _DOUBTED.fullmatch(text):
        return HowMany(match[1], is_sure=False)
    if match := _WITH_A_NOTE.fullmatch(text):
        return HowMany(match[1], is_sure=False)
    if day := out_of_date(text):
        return HowMany(day, is_sure=False)
    if places and (match := _THREE_PLACES.fullmatch(text)) and match[2] == "000":
        number = int(match[1])
        return HowMany(str(number), is_none=not number)
    if match := _WHOLE.fullmatch(text):
        number = int(match[1])
        return HowMany(str(number), is_none=not number)
    if match := _GROUPED.fullmatch(text):
        return HowMany(re.sub(r"\D", "", match[1]), is_sure=False)
    if _NONE.fullmatch(text):
        return HowMany("0", is_none=True)
    if text.lower() in _WORDS:
        return HowMany(str(_WORDS[text.lower()]))
    if _ONE.fullmatch(text):
        return HowMany()
    if _MEASURED.fullmatch(text) and not re.search(r"\d{4}-\d\d-\d\d|\d-\d+-\d", text):
        return HowMany(re.sub(r"([.,]\d{3})0$", r"\1", text), is_sure=False)
    return None


def as_typed(cell: str) -> str:
    """Return a cell without what spreadsheets put around it: an apostrophe before a text, ="…" around it."""
    text = cell.strip()
    if match := re.fullmatch(r'="?([^"]*)"?', text):
        text = match[1].strip()
    return text.lstrip("'’") if re.match(r"['’]\s*\d", text) else text


def out_of_date(cell: str) -> str:
    """Return what was typed where a spreadsheet made a date of it: "2-mrt" was "2-3".

    Empty where it is no such date.
    """
    match = _DAY.fullmatch(cell.strip())
    if not match:
        return ""
    month = next(n for n, names in enumerate(_MONTHS, 1) if match[2].casefold() in names.split())
    return f"{int(match[1])}-{month}"


def is_amount(cell: str) -> bool:
    """Tell whether a cell is a plain number of pieces, or says that there are none."""
    found = amount(cell)
    return found is not None and (found.is_sure or bool(_GROUPED.fullmatch(cell.strip())))


def has_three_places(cells: Sequence[str]) -> bool:
    """Tell whether amounts are written with three decimals: all of them, and one could not be a thousand."""
    told = [match for cell in cells if (match := _THREE_PLACES.fullmatch(cell.strip()))]
    filled = sum(bool(cell.strip()) for cell in cells)
    return (
        len(told) > 1 and len(told) == filled and (any(m[1] == "0" for m in told) or all(m[2] == "000" for m in told))
    )


def counts_up(cells: Sequence[str]) -> bool:
    """Tell whether a column only numbers the rows: 1, 2, 3 …"""
    numbers = [int(match[1]) for cell in cells if (match := re.fullmatch(r"(\d{1,5})[.):]?", cell.strip()))]
    filled = sum(bool(cell.strip()) for cell in cells)
    return len(numbers) > 2 and len(numbers) == filled and all(b == a + 1 for a, b in pairwise(numbers))


def out_of_name(name: str, *, bare: bool) -> tuple[str, str]:
    """Return an amount that stands in the name itself and the name without it: "2 x Spiegel" is "2" and "Spiegel".

    ``bare``: the names of this list begin with their amount ("4 Watten"). The amount is empty where there is none.
    """
    if match := _BEFORE.fullmatch(name):
        return match[1], match[2]
    if match := _BEHIND.fullmatch(name):
        return match[2] or match[3], match[1].rstrip(" ,(–-")
    if bare and (match := _FIRST.fullmatch(name)):
        return f"{match[1]} {match[3]}" if match[3] else match[1], match[4]
    if bare and (match := _BARE.fullmatch(name)):
        return match[1], match[2]
    return "", name


def out_of_end(name: str) -> tuple[str, str]:
    """Return how much of it stands behind a name, and the name without it: "Bloem 500 g"; empty where there is none."""
    match = None if _HOLDER.search(name) else _LAST.fullmatch(name)
    return (f"{match[2]} {match[3]}", match[1].rstrip(" ,:(–-")) if match else ("", name)


def out_of_bare_end(name: str) -> tuple[str, str]:
    """Return the number that a name ends in, and the name without it: "Eieren 3"; empty where there is none."""
    match = _LAST_BARE.fullmatch(name)
    return (match[2], match[1]) if match else ("", name)


def ends_measured(names: Sequence[str]) -> bool:
    """Tell whether most names of a list end in how much there is of them: "Bloem 500 g"."""
    fitting = sum(bool(_LAST.fullmatch(name)) for name in names)
    holders = sum(bool(_HOLDER.search(name)) for name in names)  # "Spuit 10 ml" is how large it is
    bare = sum(bool(_LAST_BARE.fullmatch(name)) for name in names)  # "Eieren 3" among them
    fitting = fitting + bare if fitting > 1 else 0
    return holders * 4 < len(names) and 0 < len(names) * 6 <= fitting * 10


def begins_bare(names: Sequence[str]) -> bool:
    """Tell whether most names of a list begin with an amount, and these do not just count up."""
    starts = [name for name in names if _BARE.fullmatch(name) or _BEFORE.fullmatch(name) or _FIRST.fullmatch(name)]
    return bool(starts) and len(starts) * 10 >= len(names) * 6 and not are_numbered(names)


def begins_with_number(name: str) -> bool:
    """Tell whether a name begins with a number of its own and a word: "2 paar handschoenen"."""
    return bool(_BARE.fullmatch(name))


def ends_bare(names: Sequence[str]) -> bool:
    """Tell whether most names of a list end in a number, and these do not just count up: "Mirror 2", "Probe 1"."""
    ends = [match[1] for name in names if (match := _BARE_LAST.fullmatch(name))]
    return len(ends) > 1 and len(ends) * 10 >= len(names) * 6 and not counts_up(ends)


def apart_from_names(names: Sequence[str]) -> bool:
    """Tell whether most names have their amount beside a sign: "Mirror: 2", "Mirror .... 2", "2 - Mirror"."""
    first = [match[1] for name in names if (match := _APART_FIRST.fullmatch(name))]
    last = [name for name in names if _APART_LAST.fullmatch(name)]
    fitting = max(0 if counts_up(first) else len(first), len(last))
    return len(names) > 1 and fitting * 10 >= len(names) * 6 and not are_numbered(names)


def apart(name: str) -> tuple[str, str]:
    """Return the amount beside a sign and the name without both; the amount is empty where there is none."""
    if match := _APART_LAST.fullmatch(name):
        return match[2], match[1].rstrip(" .:")
    if match := _APART_FIRST.fullmatch(name):
        return match[1], match[2]
    return "", name


def are_numbered(names: Sequence[str]) -> bool:
    """Tell whether the names are numbered: "1. Spiegel", "2. Sonde" … or the same without a sign."""
    starts = [match[1] for name in names if (match := _NUMBERED.fullmatch(name))]
    if starts == ["1", "2"] and len(names) == 2:
        return True
    starts = starts or [match[1] for name in names if (match := _BARE.fullmatch(name)) and not _BEFORE.fullmatch(name)]
    return len(starts) == len(names) and starts[:1] == ["1"] and counts_up(starts)


def without_number(name: str) -> str:
    """Return a name without the number of its row: "3. Sonde" is "Sonde"."""
    match = _NUMBERED.fullmatch(name) or _BARE.fullmatch(name)
    return match[2] if match else name
