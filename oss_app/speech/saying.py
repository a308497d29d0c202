"""How a sentence is said: signs, amounts, units and abbreviations as a person would read them out.

What is written stays on the screen as it is; this is what the engine gets. A language without a table is said as it is
written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache


@dataclass(frozen=True)
class Sayings:
    """What one language says. ``units`` are (for one, for more); a fraction of one is said as "half a".

    ``short`` maps abbreviations, without their last dot, to what is said; ``signs`` single signs.
    """

    short: Mapping[str, str]
    units: Mapping[str, tuple[str, str]]
    signs: Mapping[str, str]
    fractions: Mapping[str, tuple[str, str]]
    times: str
    by: str
    to: str
    up_to: str
    decimal: str
    article: tuple[str, ...]
    months: tuple[str, ...]
    hour: str
    """Between the hours and the minutes of a time, where they are written with "uur"; empty: times stay as they are."""
    parted: tuple[str, ...]
    """Words before "2/3" that make it the second of three."""
    of: str
    ordinal: re.Pattern[str] | None = None
    ordinals: tuple[str, ...] = ()
    money: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, str] = field(default_factory=dict)


DUTCH = Sayings(
    short={
        "nr": "nummer", "nrs": "nummers", "no": "nummer", "bijv": "bijvoorbeeld", "bv": "bijvoorbeeld",
        "ca": "ongeveer", "max": "maximaal", "min": "minimaal", "dhr": "meneer", "mevr": "mevrouw", "mw": "mevrouw",
        "dr": "dokter", "evt": "eventueel", "incl": "inclusief", "excl": "exclusief", "blz": "bladzijde",
        "pag": "pagina", "art": "artikel", "afb": "afbeelding", "fig": "figuur", "st": "stuks", "resp": "respectievelijk",
        "i.p.v": "in plaats van", "m.b.v": "met behulp van", "d.w.z": "dat wil zeggen", "o.a": "onder andere",
        "a.u.b": "alstublieft", "s.v.p": "alstublieft", "enz": "enzovoort", "etc": "enzovoort", "t.o.v": "ten opzichte van",
        "z.o.z": "zie andere kant", "tel": "telefoon", "sec": "seconden", "gr": "gram",
        "stks": "stuks", "z.s.m": "zo snel mogelijk", "a.s": "aanstaande", "p": "pagina",
    },
    units={
        "ml": ("milliliter",) * 2, "cl": ("centiliter",) * 2, "dl": ("deciliter",) * 2, "l": ("liter",) * 2, "L": ("liter",) * 2,
        "mg": ("milligram",) * 2, "g": ("gram",) * 2, "gr": ("gram",) * 2, "kg": ("kilo",) * 2,
        "µm": ("micrometer",) * 2, "mm": ("millimeter",) * 2, "cm": ("centimeter",) * 2, "dm": ("decimeter",) * 2,
        "m": ("meter",) * 2, "km": ("kilometer",) * 2, "m²": ("vierkante meter",) * 2, "cm²": ("vierkante centimeter",) * 2,
        "m³": ("kubieke meter",) * 2, "°C": ("graden",) * 2, "°": ("graden",) * 2, "%": ("procent",) * 2,
        "‰": ("promille",) * 2, "s": ("seconde", "seconden"), "sec": ("seconde", "seconden"), "min": ("minuut", "minuten"),
        "u": ("uur",) * 2, "km/u": ("kilometer per uur",) * 2, "stks": ("stuk", "stuks"), "V": ("volt",) * 2, "W": ("watt",) * 2, "kW": ("kilowatt",) * 2, "A": ("ampère",) * 2,
        "bar": ("bar",) * 2, "Nm": ("newtonmeter",) * 2, "N": ("newton",) * 2, "st": ("stuk", "stuks"),
        "dB": ("decibel",) * 2, "GB": ("gigabyte",) * 2, "MB": ("megabyte",) * 2, "tpm": ("toeren per minuut",) * 2,
    },
    signs={
        "±": "ongeveer", "~": "ongeveer", "≈": "ongeveer", "&": "en", "+": "plus", "=": "is", ">": "meer dan", "<": "minder dan",
        "≥": "minstens", "≤": "hoogstens", "Ø": "diameter", "ø": "diameter", "→": ",", "°": "graden",
    },
    fractions={
        "½": ("een half", "en een half"), "¼": ("een kwart", "en een kwart"), "¾": ("drie kwart", "en drie kwart"),
        "⅓": ("een derde", "en een derde"), "⅔": ("twee derde", "en twee derde"), "⅛": ("een achtste", "en een achtste"),
    },
    months=("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"),
    hour="uur", parted=("stap", "deel", "blad", "pagina", "foto"), of="van",
    times="keer", by="bij", to="tot", up_to="tot en met", decimal=",",
    article=("artikel", "artikelnummer", "code", "nummer", "bestelnummer", "lotnummer", "serienummer"),
    ordinal=re.compile(r"\b(\d{1,2})(?:e|de|ste)\b"),
    ordinals=(
        "nulde", "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende",
        "elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende", "zeventiende", "achttiende",
        "negentiende", "twintigste",
    ),
    money={"€": "euro", "$": "dollar", "£": "pond"},
    parts={"5": "vijfde", "6": "zesde", "8": "achtste", "10": "tiende", "16": "zestiende"},
)  # fmt: skip
ENGLISH = Sayings(
    short={
        "no": "number", "nos": "numbers", "nr": "number", "approx": "about", "ca": "about", "max": "at most",
        "min": "at least", "mr": "mister", "mrs": "missus", "ms": "miz", "dr": "doctor", "e.g": "for example",
        "i.e": "that is", "etc": "and so on", "fig": "figure", "incl": "including", "excl": "without", "vs": "versus",
        "pcs": "pieces", "pc": "piece", "qty": "quantity", "art": "article", "p": "page", "sec": "seconds",
    },
    units={
        "ml": ("millilitre", "millilitres"), "cl": ("centilitre", "centilitres"), "dl": ("decilitre", "decilitres"),
        "l": ("litre", "litres"), "L": ("litre", "litres"), "mph": ("miles an hour",) * 2,
        "km/h": ("kilometres an hour",) * 2, "mg": ("milligram", "milligrams"), "g": ("gram", "grams"), "kg": ("kilo", "kilos"),
        "µm": ("micrometre", "micrometres"), "mm": ("millimetre", "millimetres"), "cm": ("centimetre", "centimetres"),
        "m": ("metre", "metres"), "km": ("kilometre", "kilometres"), "inch": ("inch", "inches"), "ft": ("foot", "feet"),
        "oz": ("ounce", "ounces"), "lb": ("pound", "pounds"), "m²": ("square metre", "square metres"),
        "°C": ("degrees",) * 2, "°F": ("degrees Fahrenheit",) * 2, "°": ("degrees",) * 2, "%": ("percent",) * 2,
        "s": ("second", "seconds"), "sec": ("second", "seconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"), "V": ("volt", "volts"),
        "W": ("watt", "watts"), "kW": ("kilowatt", "kilowatts"), "A": ("amp", "amps"), "bar": ("bar",) * 2,
        "Nm": ("newton metre", "newton metres"), "N": ("newton", "newtons"), "pcs": ("piece", "pieces"),
        "dB": ("decibel", "decibels"), "GB": ("gigabyte", "gigabytes"), "MB": ("megabyte", "megabytes"),
        "rpm": ("revolutions per minute",) * 2,
    },
    signs={
        "±": "about", "~": "about", "≈": "about", "&": "and", "+": "plus", "=": "is", ">": "more than", "<": "less than",
        "≥": "at least", "≤": "at most", "Ø": "diameter", "ø": "diameter", "→": ",", "°": "degrees",
    },
    fractions={
        "½": ("half a", "and a half"), "¼": ("a quarter", "and a quarter"), "¾": ("three quarters", "and three quarters"),
        "⅓": ("a third", "and a third"), "⅔": ("two thirds", "and two thirds"), "⅛": ("an eighth", "and an eighth"),
    },
    months=("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    hour="", parted=("step", "part", "page", "sheet", "photo"), of="of",
    times="times", by="by", to="to", up_to="up to and including", decimal=".",
    article=("article", "part", "code", "number", "item", "lot", "serial"),
    money={"€": "euros", "$": "dollars", "£": "pounds"},
    parts={"5": "fifths", "6": "sixths", "8": "eighths", "10": "tenths", "16": "sixteenths"},
)  # fmt: skip
GERMAN = Sayings(
    short={
        "nr": "Nummer", "z.b": "zum Beispiel", "bspw": "beispielsweise", "ca": "ungefähr", "max": "höchstens",
        "min": "mindestens", "hr": "Herr", "fr": "Frau", "dr": "Doktor", "usw": "und so weiter", "etc": "und so weiter",
        "bzw": "beziehungsweise", "inkl": "einschließlich", "exkl": "ohne", "d.h": "das heißt", "evtl": "eventuell",
        "abb": "Abbildung", "art": "Artikel", "s": "Seite", "st": "Stück", "stk": "Stück", "sek": "Sekunden",
        "u.a": "unter anderem", "ggf": "gegebenenfalls",
    },
    units={
        "ml": ("Milliliter",) * 2, "cl": ("Zentiliter",) * 2, "dl": ("Deziliter",) * 2, "l": ("Liter",) * 2, "L": ("Liter",) * 2, "km/h": ("Kilometer pro Stunde",) * 2,
        "mg": ("Milligramm",) * 2, "g": ("Gramm",) * 2, "kg": ("Kilo",) * 2, "µm": ("Mikrometer",) * 2,
        "mm": ("Millimeter",) * 2, "cm": ("Zentimeter",) * 2, "m": ("Meter",) * 2, "km": ("Kilometer",) * 2,
        "m²": ("Quadratmeter",) * 2, "°C": ("Grad",) * 2, "°": ("Grad",) * 2, "%": ("Prozent",) * 2,
        "s": ("Sekunde", "Sekunden"), "Min": ("Minute", "Minuten"), "Sek": ("Sekunde", "Sekunden"), "h": ("Stunde", "Stunden"), "V": ("Volt",) * 2, "W": ("Watt",) * 2,
        "kW": ("Kilowatt",) * 2, "A": ("Ampere",) * 2, "bar": ("Bar",) * 2, "Nm": ("Newtonmeter",) * 2,
        "N": ("Newton",) * 2, "st": ("Stück",) * 2, "GB": ("Gigabyte",) * 2, "MB": ("Megabyte",) * 2,
    },
    signs={
        "±": "ungefähr", "~": "ungefähr", "≈": "ungefähr", "&": "und", "+": "plus", "=": "ist", ">": "mehr als", "<": "weniger als",
        "≥": "mindestens", "≤": "höchstens", "Ø": "Durchmesser", "ø": "Durchmesser", "→": ",", "°": "Grad",
    },
    fractions={
        "½": ("ein halb", "einhalb"), "¼": ("ein Viertel", "ein Viertel"), "¾": ("drei Viertel", "drei Viertel"),
        "⅓": ("ein Drittel", "ein Drittel"), "⅔": ("zwei Drittel", "zwei Drittel"), "⅛": ("ein Achtel", "ein Achtel"),
    },
    months=("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"),
    hour="Uhr", parted=("Schritt", "Teil", "Seite", "Blatt", "Foto"), of="von",
    times="mal", by="mal", to="bis", up_to="bis", decimal=",",
    article=("Artikel", "Artikelnummer", "Code", "Nummer", "Bestellnummer", "Seriennummer"),
    money={"€": "Euro", "$": "Dollar", "£": "Pfund"},
    parts={"5": "Fünftel", "6": "Sechstel", "8": "Achtel", "10": "Zehntel", "16": "Sechzehntel"},
)  # fmt: skip
SAYINGS: Mapping[str, Sayings] = {"nl": DUTCH, "en": ENGLISH, "de": GERMAN}

_NUMBER = r"\d+(?:[.,]\d+)*"
_PLAIN = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔", "1/8": "⅛"}
ABBREVIATIONS = frozenset(short for table in SAYINGS.values() for short in table.short)
"""Those of all languages."""
BEFORE_A_NUMBER = frozenset(
    {"nr", "nrs", "no", "nos", "art", "fig", "afb", "abb", "p", "pag", "blz", "s", "max", "min", "ca", "approx", "qty"}
)
"""Words of their own too; an abbreviation where a number follows."""
BEHIND_A_NUMBER = frozenset({"st", "stk", "stks", "sec", "sek", "gr", "pcs", "pc", "min"})
"""An abbreviation where a number goes before."""
BEFORE_A_NAME = frozenset({"dhr", "mevr", "mw", "dr", "mr", "mrs", "ms", "hr", "fr"})


def said(text: str, language: str) -> str:
    """What is handed to an engine for ``text``; ``language`` as ``nl`` or ``nl-BE``."""
    table = SAYINGS.get(language.replace("_", "-").split("-")[0].lower())
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u200b", "").replace("−", "-")
    text = re.sub(r"\+ ?/ ?-", "±", text)
    if table is None:
        return text
    for rule in _rules(table):
        text = rule(text)
    return re.sub(r" +([,.;:!?])", r"\1", re.sub(r" {2,}", " ", text)).strip()


@cache
def _abbreviation(table_id: int) -> re.Pattern[str]:
    table = next(t for t in SAYINGS.values() if id(t) == table_id)
    names = sorted(map(re.escape, table.short), key=len, reverse=True)
    return re.compile(rf"(?<![\w.])({'|'.join(names)})\.(?=\s|$|\d|,)", re.IGNORECASE)


def is_abbreviation(short: str, before: str, after: str) -> bool:
    """Whether a dot behind ``short`` is an abbreviation's, between these texts."""
    word = short.lower()
    number = re.search(r"\d ?$", before) is not None
    if word in BEFORE_A_NUMBER | BEHIND_A_NUMBER | BEFORE_A_NAME:
        follows = after.lstrip()[:1]
        return (
            (word in BEFORE_A_NUMBER and follows.isdigit() and not (number and word == "min"))
            or (word in BEHIND_A_NUMBER and number)
            or (word in BEFORE_A_NAME and follows.isupper())
        )
    return word in ABBREVIATIONS


def _rules(table: Sayings) -> tuple[Callable[[str], str], ...]:
    return (
        _phones,
        lambda text: _dates(text, table),
        lambda text: _clock(text, table),
        lambda text: _shares(text, table),
        lambda text: _fractions(text, table),
        lambda text: _short(text, table),
        lambda text: _ranges(text, table),
        lambda text: _articles(text, table),
        lambda text: _money(text, table),
        lambda text: _threads(text, table.by),
        lambda text: _sizes(text, table),
        lambda text: _units(text, table),
        lambda text: _ordinals(text, table),
        lambda text: _decimals(text, table),
        lambda text: _signs(text, table),
    )


def _phones(text: str) -> str:
    """Say the number of a telephone digit by digit, group by group: it begins with a nought, and has nine or more."""

    def digits(m: re.Match[str]) -> str:
        groups = re.findall(r"\d+", m[0])
        return ", ".join(" ".join(group) for group in groups) if sum(map(len, groups)) >= 9 else m[0]

    return re.sub(r"(?<![\d-])0\d{1,3}(?:[ -]\d{2,8}){1,4}(?![\d-])", digits, text)


def _dates(text: str, table: Sayings) -> str:
    """Say 24-11-2026 and 2026-11-24 with the month's name; 24/11/2026 may be either way round, and stays."""

    def full(day: str, month: str, year: str, whole: str) -> str:
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return whole
        return f"{int(day)} {table.months[int(month) - 1]} {year}"

    text = re.sub(r"(?<![\d-])(\d{1,2})([.-])(\d{1,2})\2(\d{4})(?![\d-])", lambda m: full(m[1], m[3], m[4], m[0]), text)
    return re.sub(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])", lambda m: full(m[3], m[2], m[1], m[0]), text)


def _clock(text: str, table: Sayings) -> str:
    """Say 08:30 without its nought; in Dutch and German, also 08.30 uur, with the hour between."""
    if table.hour:

        def full(m: re.Match[str]) -> str:
            minutes = int(m[2])
            return f"{int(m[1])} {table.hour}" + (f" {minutes}" if minutes else "")

        text = re.sub(rf"(?<![\d.,:])(\d{{1,2}})[:.]([0-5]\d) ?(?:{table.hour}|u|h)\b", full, text)
        text = re.sub(r"(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])", full, text)
    return re.sub(r"(?<![\d.,:])0(\d:[0-5]\d)(?![\d:])", r"\1", text)


def _shares(text: str, table: Sayings) -> str:
    """Say "stap 2/3" as the second of three, and #4 as a number."""
    words = "|".join(table.parted)
    text = re.sub(rf"\b((?:{words}) \d+)/(\d+)(?![\d/])", rf"\1 {table.of} \2", text, flags=re.IGNORECASE)
    return re.sub(r"(?<![\w#])# ?(\d)", rf"{table.short.get('nr', 'number')} \1", text)


def _fractions(text: str, table: Sayings) -> str:
    text = re.sub(r"(?<![\d/.,])(\d)/(\d)(?![\d/])", lambda m: _PLAIN.get(m[0], m[0]), text)
    signs = "".join(table.fractions)
    text = re.sub(rf"(\d+) ?([{signs}])", lambda m: f"{m[1]} {table.fractions[m[2]][1]}", text)
    text = re.sub(rf"([{signs}]) ?", lambda m: f"{table.fractions[m[1]][0]} ", text)
    return re.sub(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])", lambda m: _part(m, table), text)


def _part(m: re.Match[str], table: Sayings) -> str:
    part = table.parts.get(m[2])
    return f"{m[1]} {part}" if part else m[0]


def _short(text: str, table: Sayings) -> str:
    def full(m: re.Match[str]) -> str:
        before, after = text[: m.start()], text[m.end() :]
        if not is_abbreviation(m[1], before, after):
            return m[0]
        if m[1].lower() in BEHIND_A_NUMBER and re.search(r"\d ?$", before):
            return m[1] + ("" if after.strip() else ".")  # a unit, which is said as such
        found = table.short[m[1].lower()]
        ends = not text[m.end() :].strip()  # the dot of the abbreviation is also the sentence's
        space = " " if text[m.end() : m.end() + 1].isdigit() else ""
        return (found[:1].upper() + found[1:] if m[1][:1].isupper() else found) + ("." if ends else space)

    text = re.sub(r"\bt/m\b", table.up_to, text)
    return _abbreviation(id(table)).sub(full, text)


def _articles(text: str, table: Sayings) -> str:
    """Say article numbers digit by digit: after their word, from five digits on, or with a nought in front."""
    names = "|".join(table.article)
    after = re.compile(rf"\b((?:{names}):? (?:(?:{names}) )?)(\d{{4,}})\b", re.IGNORECASE)
    text = after.sub(lambda m: m[1] + " ".join(m[2]), text)
    return re.sub(r"(?<![\d.,:/])(0\d+|\d{5,})(?!\d|[.,:/]\d)", lambda m: " ".join(m[1]), text)


def _money(text: str, table: Sayings) -> str:
    signs = "".join(map(re.escape, table.money))
    return re.sub(rf"([{signs}]) ?({_NUMBER})", lambda m: f"{m[2]} {table.money[m[1]]}", text)


def _ranges(text: str, table: Sayings) -> str:
    """Say 10-12 as from one to the other; where the second is not more it is a name, and is said as two numbers."""

    def full(m: re.Match[str]) -> str:
        low, high = (float(re.sub(r"[.,](?=\d{3}\b)", "", part).replace(",", ".")) for part in m.groups())
        if (
            low >= high
            or len(m[2]) - len(m[1]) > 2
            or ((m[1][0] == "0") is not (m[2][0] == "0") and len(m[1]) != len(m[2]))
        ):
            return f"{m[1]} {m[2]}"
        parts = [re.sub(r"^0+(?=\d)", "", part) if len(m[1]) == len(m[2]) else part for part in m.groups()]
        return f"{parts[0]} {table.to} {parts[1]}"

    number = r"\d+(?:[.,]\d+)?"
    return re.sub(rf"(?<![\w.,-])({number}) ?[-–] ?({number})(?![\w-]|[.,]\d)", full, text)


def _sizes(text: str, table: Sayings) -> str:
    """Say 10 x 20 cm as a size, 4x and 4 x bout as a number of times."""
    units = "|".join(sorted(map(re.escape, table.units), key=len, reverse=True))
    size = re.compile(rf"({_NUMBER}) ?[x×] ?({_NUMBER})(?: ?[x×] ?({_NUMBER}))?(?= ?(?:{units})(?!\w))")
    text = size.sub(lambda m: f" {table.by} ".join(part for part in m.groups() if part), text)
    return re.sub(rf"({_NUMBER}) ?[x×](?!\w)|({_NUMBER}) [x×] (?=\d)", lambda m: f"{m[1] or m[2]} {table.times} ", text)


def _units(text: str, table: Sayings) -> str:
    units = "|".join(sorted(map(re.escape, table.units), key=len, reverse=True))
    halves = "|".join(re.escape(form) for pair in table.fractions.values() for form in pair)
    shouted = {unit.upper(): unit for unit in table.units if len(unit) > 1 and unit.islower() and unit.isalpha()}
    loud = "|".join(sorted(map(re.escape, shouted.keys() - table.units.keys()), key=len, reverse=True))
    text = re.sub(rf"({_NUMBER}) ?({loud})(?![\w²³])", lambda m: f"{m[1]} {shouted[m[2]]}", text)
    with_dot = rf"({_NUMBER}) ?({units})\.(?=\s[^A-Z]|$|[,;:!?)])"
    alone = rf"({_NUMBER}) ?({units})(?![\w²³])"
    text = _dot_kept(text)
    for pattern in (with_dot, alone):
        text = re.sub(pattern, lambda m: f"{m[1]} {table.units[m[2]][0 if m[1] == '1' else 1]}", text)

    def half(m: re.Match[str]) -> str:
        more = any(m[1] == form for _, form in table.fractions.values())
        return f"{m[1]} {table.units[m[2]][1 if more else 0]}"

    return re.sub(rf"({halves}) ({units})(?![\w²³])", half, text)


def _dot_kept(text: str) -> str:
    """Part a unit from the dot that ends the sentence, which is not the unit's."""
    return re.sub(r"(?<=[\w%°²³‰])\.$", " .", text)


def _ordinals(text: str, table: Sayings) -> str:
    if table.ordinal is None:
        return text

    def full(m: re.Match[str]) -> str:
        number = int(m[1])
        return table.ordinals[number] if number < len(table.ordinals) else m[0]

    return table.ordinal.sub(full, text)


def _decimals(text: str, table: Sayings) -> str:
    """Write thousands without their sign, and decimals with the sign of the language."""
    if table.decimal == ",":
        text = re.sub(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]\d)", lambda m: m[0].replace(".", ""), text)
    other = "." if table.decimal == "," else ","
    return re.sub(rf"(?<![\d.,])(\d+)\{other}(\d{{1,2}})(?![\d.,]\d|\d)", rf"\1{table.decimal}\2", text)


def _threads(text: str, by: str) -> str:
    return re.sub(r"\bM(\d{1,2})\b", r"M \1", re.sub(r"\bM(\d{1,2}) ?[x×] ?(\d+)\b", rf"M \1 {by} \2", text))


def _signs(text: str, table: Sayings) -> str:
    text = re.sub(r"(?<=\w)/(?=[^\W\d])", " ", text)
    for sign, words in table.signs.items():
        text = text.replace(sign, f" {words} " if words[0].isalpha() else words)
    return text
