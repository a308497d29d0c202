"""How a sentence is said: signs, amounts, units and abbreviations as a person would read them out.

What is written stays on the screen as it is; this is what the engine gets. A language without a table is said as it is
written, without what no voice can say.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import gcd

from oss_app.speech.habits import as_meant, is_named_by_size
from oss_app.speech.sayings import SAYINGS, Sayings

_NUMBER = r"\d+(?:[.,]\d+)*"
_PLAIN = {"1/2": "½", "1/4": "¼", "3/4": "¾", "1/3": "⅓", "2/3": "⅔", "1/8": "⅛"}
_LENGTHS = ("µm", "mm", "cm", "dm", "m", "km", "inch", "ft", "Zoll")
_OF_CURRENT = ("V", "kV", "mV", "VDC", "VAC", "A", "mA", "W", "kW", "Ω", "kΩ", "MΩ", "µF", "nF", "pF", "Ah", "mAh")
_BOUND = "\u2060"
"""Between a number and a letter that are a name: no unit is looked for across it. It is gone in the end."""
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:(?:[\u00a0\u202f\u2009]\d{3})+|(?: 000)+)(?!\d)")
_BULLETS = re.compile(r"^[ \t]*(?:[•◦▪‣●○■□▶►➤·✓✔✗✘☐☑✅❌⚠★☆→]\ufe0f?[ \t]*|[-–—*][ \t]+|-(?=[^\W\d]))", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,2})(?=[^\s*_])(.+?)(?<=[^\s*_])\1(?![\w*_])")
_PICTURES = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u25a0-\u25ff\ufe0e\ufe0f\u200d\u20e3©®™]")
_ALIKE = {
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\u00ad": "", "−": "-", "μ": "µ", "\u2126": "Ω",
    "⌀": "Ø", "✔": "✓", "☑": "✓", "✅": "✓", "✘": "✗", "❌": "✗", "➔": "→", "➜": "→", "➡": "→", "⇒": "→", "⟶": "→",
    "\u2044": "/", "⁻¹": "-1", "⬆": "↑", "⬇": "↓", "⬅": "←", "->": "→", "=>": "→", ">=": "≥", "<=": "≤", "№": "#",
    "º": "°", "℃": "°C",
}  # fmt: skip
"""Signs that are written in several ways."""
_FILES = "pdf|docx?|xlsx?|pptx?|jpe?g|png|txt|csv|zip|mp4"
_ENDINGS = "nl|be|com|org|net|eu|de|info|uk|fr|io|at|ch"
ABBREVIATIONS = frozenset(short for table in SAYINGS.values() for short in table.short)
"""Those of all languages."""
BEFORE_A_NUMBER = frozenset(
    {
        "nr",
        "nrs",
        "no",
        "nos",
        "art",
        "fig",
        "figs",
        "afb",
        "abb",
        "p",
        "pp",
        "pag",
        "blz",
        "s",
        "max",
        "min",
        "ca",
        "approx",
    }
    | {"qty", "ch", "ext", "ref", "wk", "pos", "par", "para", "vol", "pg"}
)
"""Words of their own too; an abbreviation where a number follows."""
BEHIND_A_NUMBER = frozenset({"st", "pers", "stk", "stks", "sec", "sek", "gr", "pcs", "pc", "min", "pr", "ex", "fl"})
"""An abbreviation where a number goes before."""
BEFORE_A_NAME = frozenset({"dhr", "mevr", "mw", "dr", "mr", "mrs", "ms", "hr", "fr"})
_OF_A_NAME = frozenset({"de", "den", "der", "van", "von", "ter", "ten", "te", "het", "la", "le", "el"})
_BETWEEN_NUMBERS = frozenset({"li", "re", "mt", "div", "temp", "dia", "tel", "app", "dept"})
"""Words of their own too, as the last of a sentence; an abbreviation where anything follows."""
_NO_WORD = frozenset({"incl", "excl", "inkl", "exkl", "evt", "evtl", "bijv", "resp", "ca"})
"""Abbreviations that are no word, nor the beginning of an address: a blank is forgotten behind them."""
_ONE_LETTER = frozenset({"m", "v"})
"""Of "met" and "van", in small letters and before another word; a unit behind a number."""
_DRUGS = r"\w*insulin\w*|heparine?"
_GIVEN = "geef|spuit|injecteer|give|inject|gib|spritze"
_ABOUT = r"nog|ca\.?|ongeveer|minstens|even|circa|for|about|another|etwa|noch"
_IN_ONE = (
    "min|sec|s|u|uur|h|hour|dag|day|Tag|week|wk|Woche|maand|mnd|month|jaar|jr|year|"
    "st|stuk|pers|persoon|person|kg|l|m|doos|box"
)
"""What there is so much of in one of them, where "/" stands before it."""
_BETWEEN = "tussen|between|zwischen"
_WITHOUT_A_DOT = frozenset({"nr", "nrs", "ca", "max", "afb", "abb", "fig", "pag", "blz", "qty", "approx", "wk"})
"""Written without their dot too, before a number."""


def said(text: str, language: str) -> str:
    """Return what is handed to an engine for ``text``; ``language`` as ``nl`` or ``nl-BE``."""
    table = SAYINGS.get(language.replace("_", "-").split("-")[0].lower())
    text = _THOUSANDS.sub(lambda m: _BOUND + re.sub(r"\D", "", m[0]), text)
    for sign, one in _ALIKE.items():
        text = text.replace(sign, one)
    text = re.sub(r"\+ ?/ ?-", "±", text)
    text = re.sub(r"(?<=N)[•·∙*](?=m\b)", "", text)
    text = re.sub(r"([Øø∅])(?=\d)", r"\1 ", text)
    text = re.sub(r"(?<=\d)( ?[dcmµ])L\b", r"\1l", text)
    text = _EMPHASIS.sub(r"\2", _BULLETS.sub("", text)) or text
    for rule in _rules(table) if table else (_without_pictures,):
        text = rule(text)
    text = text.replace(_BOUND, " ")
    return re.sub(r"\( +", "(", re.sub(r" +([,.;:!?)])", r"\1", re.sub(r" {2,}", " ", text))).strip()


@cache
def _abbreviation(table_id: int) -> re.Pattern[str]:
    table = next(t for t in SAYINGS.values() if id(t) == table_id)
    names = sorted((re.escape(name).replace(r"\.", r"\. ?") for name in table.short), key=len, reverse=True)
    glued = "|".join(sorted(name for name in table.short if name in _NO_WORD))
    return re.compile(
        rf"(?<![\w.])(?:({'|'.join(names)})\.(?=\s|$|\d|[,:;)])|({glued})\.(?=[^\W\d]{{3,}}(?!\w*\.\w)))", re.IGNORECASE
    )


def is_abbreviation(short: str, before: str, after: str) -> bool:
    """Tell whether a dot behind ``short`` is an abbreviation's, between these texts."""
    word = short.lower()
    number = re.search(r"\d ?$", before) is not None
    if word in BEFORE_A_NUMBER | BEHIND_A_NUMBER | BEFORE_A_NAME:
        follows = after.lstrip(" :")
        next_word = re.match(r"[\w']*", follows)
        return (
            (
                word in BEFORE_A_NUMBER
                and follows[:1] in tuple("0123456789½¼¾⅓⅔⅛±<>≤≥-€Ø")
                and not (number and word == "min")
            )
            or (word in BEHIND_A_NUMBER and number)
            or (word in BEFORE_A_NAME and (follows[:1].isupper() or bool(next_word and next_word[0] in _OF_A_NAME)))
            or (word in {"nr", "no", "ref"} and re.match(r"[A-Z]+[-.]?\d", follows) is not None)
            or (word == "art" and re.match(r"(?i)nr\b", follows) is not None)
        )
    if word in _ONE_LETTER:
        return short == word and not number and re.match(r" ?[a-z\d]", after) is not None
    if word == "mt" and re.match(r" ?(?:X{0,4}[SML]\b|\d)", after):
        return True
    if word in _BETWEEN_NUMBERS:
        return bool(after.strip()) and not after.lstrip()[:1].isupper()
    return word in ABBREVIATIONS


def _rules(table: Sayings) -> tuple[Callable[[str], str], ...]:
    return (
        lambda text: _web(text, table),
        lambda text: _marks(text, table),
        lambda text: as_meant(text, table),
        lambda text: _without_pictures(text, table),
        _phones,
        lambda text: _dates(text, table),
        lambda text: _clock(text, table),
        lambda text: _short(text, table),
        lambda text: _waits(text, table),
        lambda text: _doses(text, table),
        lambda text: _shares(text, table),
        lambda text: _fractions(text, table),
        lambda text: _ranges(text, table),
        lambda text: _names(text, table),
        lambda text: _codes(text, table),
        lambda text: _money(text, table),
        lambda text: _threads(text, table.by),
        lambda text: _sizes(text, table),
        lambda text: _below_nought(text, table),
        lambda text: _units(text, table),
        lambda text: _halves(text, table),
        lambda text: _ordinals(text, table),
        lambda text: _decimals(text, table),
        lambda text: _signs(text, table),
    )


def _any(words: tuple[str, ...]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _web(text: str, table: Sayings) -> str:
    """Say addresses as one tells them on the telephone; what follows "?" in one, nobody says."""

    def spelled(address: str) -> str:
        address = re.sub(r"^(?:https?://)?(?:www\.)?", "", re.split(r"[?#]", address)[0]).rstrip("/")
        return "".join(f" {table.web[sign]} " if sign in table.web else sign for sign in address)

    text = re.sub(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", lambda m: spelled(m[0]), text)
    host = rf"(?:https?://|www\.)[\w-]+(?:\.[\w-]+)*|(?<![\w.])[a-z\d][a-z\d-]{{2,}}\.(?:{_ENDINGS})(?![\w.]\w)"
    text = re.sub(
        rf"(?:{host})(?:/[^\s,;)]*[^\s,;).!?:]|/)?(?:\?[^\s,;)]*[^\s,;).!?:])?", lambda m: spelled(m[0]), text
    )
    text = re.sub(rf"(?<=\w)\.({_FILES})\b", rf" {table.web['.']} \1", text)
    return re.sub(r"(?<=\w)_(?=\w)", " ", text)


def _marks(text: str, table: Sayings) -> str:
    """Say the dots of an iron, the two sides of a switch and of a battery."""
    text = re.sub("[•●]{2,4}", lambda m: f"{len(m[0])} {table.dots}", text)
    on, off = table.on_off
    text = re.sub(r"(?<![\w/])I ?/ ?0(?![\w/])", f"{on} {off}", text)
    text = re.sub(r"(?<![\w/])0 ?/ ?I(?![\w/])", f"{off} {on}", text)
    text = re.sub(r"\([-–]\)", f"({table.minus})", text)
    if "+" in text:
        text = re.sub(rf"(\b\w+ {table.signs['&']}) [-–] (?=[^\W\d])", rf"\1 {table.minus} ", text)
    return text


def _waits(text: str, table: Sayings) -> str:
    """Say 5' and 30" as minutes and seconds: where a length is not told in feet, or where somebody waits."""
    minute, second = table.units["Min" if "Min" in table.units else "min"], table.units["s"]
    before = re.compile(rf"\b(?:{_any(table.waits)})(?: (?:{_ABOUT}))? $", re.IGNORECASE)
    behind = re.compile(rf" (?:{_any(table.waiting)})\b" if table.waiting else "(?!)")

    def told(m: re.Match[str]) -> str:
        so_far, follows = text[: m.start()], text[m.end() :]
        is_waited = bool(before.search(so_far) or behind.match(follows))
        is_quoted = re.search(r"(?<!\w)['′]", so_far) if m[1] else _is_quoted(so_far)
        if is_quoted or not (is_waited or (m[1] and "ft" not in table.units)):
            return m[0]
        parts = ((m[1], minute), (m[2] or m[3], second))
        return " ".join(f"{number} {unit[number != '1']}" for number, unit in parts if number)

    minutes, seconds = r"(\d{1,3})['′]", r"(\d{1,3})[\"″]"
    return re.sub(rf"(?<![\w.,/-])(?:{minutes}(?: ?{seconds})?|{seconds})(?!\w)", told, text)


def _doses(text: str, table: Sayings) -> str:
    """Say 10 E insuline as units, RR 120/80 as one over the other, 14 d. as days, 72/min as so much in each."""
    unit = "IE" if "IE" in table.units else "IU"
    text = re.sub(rf"(?<=\d) ?[EU](?= (?:{_DRUGS}))", f" {unit}", text, flags=re.IGNORECASE)
    text = re.sub(rf"\b((?i:{_GIVEN}) \d+(?: ?[-–] ?\d+)?) ?[EU](?![\w-]| ?\d)", rf"\1 {unit}", text)
    text = re.sub(r"\)/(?=\d)", f") {table.per} ", text)
    pressure = rf"((?:\b(?:{_any(table.pressure)}):? )\d{{2,3}})/(\d{{2,3}})\b|(\d{{2,3}})/(\d{{2,3}})(?= ?mmHg)"
    text = re.sub(pressure, lambda m: f"{m[1] or m[3]} {table.over} {m[2] or m[4]}", text)

    def days(m: re.Match[str]) -> str:
        return f"{m[1]} {table.day[m[1] != '1']}" + ("." if m[2] and not text[m.end() :].strip() else "")

    text = re.sub(r"(?<![\w.,/])(\d{1,3}) d(\.?)(?=$|[ ,.;:)])", days, text)
    text = re.sub(r"(?<![\w.,/])(\d{1,2})m(\d\d)(?!\w)", rf"\1 {table.units['m'][1]} \2", text)
    text = re.sub(r"(?<=/)([cdmk]?m)([23])(?!\w)", lambda m: m[1] + "²³"[int(m[2]) - 2], text)
    text = re.sub(rf"(?<=\b{table.per} )([cdmk]?m)([23])(?!\w)", lambda m: m[1] + "²³"[int(m[2]) - 2], text)
    own = _any(tuple(unit for unit in table.units if "/" in unit)) or "(?!)"
    return re.sub(
        rf"(?<!\w)({_NUMBER}(?! ?(?:{own})(?!\w))(?: [^\W\d]{{3,}})?)/(?=(?:{_IN_ONE})\b)", rf"\1 {table.per} ", text
    )


def _without_pictures(text: str, table: Sayings | None = None) -> str:
    """Leave out the small pictures, which an engine calls by name or not at all, where anything else is left."""
    for sign in "✓✗":
        text = text.replace(sign, f" {table.signs[sign]} " if table else "")
    left = _PICTURES.sub("", text)
    return left if re.search(r"\w", left) else text


def _phones(text: str) -> str:
    """Say the number of a telephone digit by digit, group by group: it begins with a nought, and has eight or more."""

    def digits(m: re.Match[str]) -> str:
        groups = re.findall(r"\d+", m[0])
        return ", ".join(" ".join(group) for group in groups) if sum(map(len, groups)) >= 8 else m[0]

    text = re.sub(r"\+(?=\d\d[ (-]?\(?\d[\d ()-]{7,})", "plus ", text)
    text = re.sub(r"(?<=plus )\d\d(?: ?\(0\))?(?:[ -]?\d+)+", digits, text)
    text = re.sub(r"\((0\d{1,4})\) ?(?=\d{2,})", r"\1 ", text)
    return re.sub(r"(?<![\d-])0\d{1,3}(?: ?[ -] ?\d{2,8}){1,4}(?![\d-])", digits, text)


def _dates(text: str, table: Sayings) -> str:
    """Say 24-11-2026 and 2026-11-24 with the month's name; 02/03/2026 may be either way round, and stays numbers."""

    def full(day: str, month: str, year: str, whole: str) -> str:
        if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
            return whole
        return f"{int(day)} {table.months[int(month) - 1]} {year if len(year) == 4 else f'20{year}'}"

    def slashed(m: re.Match[str]) -> str:
        first, second, year = m.groups()
        if int(first) > 12 or int(second) > 12:
            day, month = (first, second) if int(first) > 12 else (second, first)
            return full(day, month, year, m[0])
        return f"{int(first)}, {int(second)}, {year}"

    text = re.sub(r"(?<![\d-])(\d{1,2})([.-])(\d{1,2})\2(\d{4})(?![\d-])", lambda m: full(m[1], m[3], m[4], m[0]), text)
    text = re.sub(r"(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])", lambda m: full(m[3], m[2], m[1], m[0]), text)
    text = re.sub(
        r"(?<![\d-])(\d{1,2})([./-])(\d{1,2})\2['’](\d\d)(?!\w)", lambda m: full(m[1], m[3], m[4], m[0]), text
    )
    text = re.sub(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\d/])", slashed, text)
    short = {month[:3].lower(): month for month in table.months} | ({"mrt": "maart"} if "maart" in table.months else {})
    short["sept"] = table.months[8]
    name = rf"({'|'.join(sorted(short, key=len, reverse=True))})"
    text = re.sub(
        r"(?<![\d/.])(0?[1-9]|1[0-2])/(20\d\d)(?![\d/])", lambda m: f"{table.months[int(m[1]) - 1]} {m[2]}", text
    )
    text = re.sub(
        rf"(?<![\d.,])((?:[12]?\d|3[01])\.?) {name}(?:\.(?= ?\d|,|(?-i: [a-z]))|\b(?!\.)|(?=\.$))",
        lambda m: f"{m[1]} {short[m[2].lower()]}",
        text,
        flags=re.I,
    )
    text = re.sub(rf"\b{name}\. (?=\d{{1,2}}\b|\d{{4}}\b)", lambda m: f"{short[m[1].lower()]} ", text, flags=re.I)
    text = re.sub(  # "Jan." is a man too
        rf"\b(?!jan)({'|'.join(sorted(short, key=len, reverse=True))})\.(?=[ /,;)-]|$)",
        lambda m: short[m[1].lower()] + ("" if m.string[m.end() :].strip() else "."),
        text,
        flags=re.I,
    )
    text = re.sub(
        r"(?<![\d/.-])(0[1-9]|1[0-2])-(20[2-4]\d)(?![\d/-])", lambda m: f"{table.months[int(m[1]) - 1]} {m[2]}", text
    )
    text = re.sub(rf"(?<=\b\d) ({'|'.join(table.months)}) ['’](?=\d\d\b)", r" \1 20", text)
    days = rf"({'|'.join(table.days)})"
    apart = rf"\b{days}\.?( ?(?:t/m|-|–|/) ?){days}\b"
    text = re.sub(
        apart,
        lambda m: (
            f"{table.days[m[1].lower()]} {table.up_to if m[2].strip() != '/' else ','} {table.days[m[3].lower()]}"
        ),
        text,
        flags=re.I,
    )
    text = re.sub(rf"\b{days}\. (?=\d{{1,2}}\b)", lambda m: f"{table.days[m[1].lower()]} ", text, flags=re.I)
    text = re.sub(
        rf"\b{days} (?=\d{{1,2}} (?:{'|'.join(table.months)})\b)",
        lambda m: f"{table.days[m[1].lower()]} ",
        text,
        flags=re.I,
    )
    return _weekdays(text, table)


def _weekdays(text: str, table: Sayings) -> str:
    """Say "ma., wo. en vr." with the names of the days: where two stand together, one of them with its dot."""
    day, joint = rf"({'|'.join(table.days)})", rf"(\.?(?:, ?|/| (?:{table.signs['&']}|of|or|oder) ))"
    row = re.compile(rf"\b{day}(?:{joint}{day})+(\.?)(?!\w)", re.IGNORECASE)

    def full(m: re.Match[str]) -> str:
        if "." not in m[0].removesuffix("."):  # "zo en zo."
            return m[0]
        names = re.sub(rf"\b{day}\b\.?", lambda d: table.days[d[1].lower()], m[0], flags=re.IGNORECASE)
        return names + ("." if m[4] and not text[m.end() :].strip() else "")

    return row.sub(full, text)


def _clock(text: str, table: Sayings) -> str:
    """Say 08:30 without its nought; in Dutch and German, also 08.30 uur, with the hour between. 1:10 is a ratio."""
    minute = table.units["Min" if "Min" in table.units else "min"]
    text = re.sub(
        r"(?<![\d.,:])(\d{1,2}):([0-5]\d) ?min(?:ut\w*)?\b",
        lambda m: f"{m[1]} {minute[m[1] != '1']} {int(m[2])}",
        text,
    )
    if table.hour:  # decimals have a comma there
        no_time = _any((*table.units, *(word for pair in table.money.values() for word in pair), *table.money))
        moment = r"([01]?\d|2[0-3])\.([0-5]\d)"
        text = re.sub(
            rf"(?<![\d.,:€$£-])(?<![€$£] ){moment} ?[-–] ?{moment}(?![\d.,]\d| ?(?:{no_time}|{table.hour})(?!\w))",
            r"\1:\2-\3:\4",
            text,
        )
    text = re.sub(r"(\d[:.]\d\d)( (?:uur|u|Uhr))? ?[-–] ?(?=\d{1,2}[:.]\d\d\b)", rf"\1\2 {table.to} ", text)
    text = re.sub(r"(\d) ?([ap]m) ?[-–] ?(?=\d)", rf"\1 \2 {table.to} ", text)
    text = re.sub(r"(?<=\d)(?=[ap]m\b)", " ", text)
    text = re.sub(r"\b([A-Z]):([A-Z])\b", rf"\1 {table.ratio} \2", text)
    before = rf"(?<!\d)(?<![.,:])(?:\b({'|'.join(table.at_time)})\b:? )?"

    def ratio(m: re.Match[str]) -> str:
        is_time = m[1] or (m[2] != "1" and len(m[3]) == 2 and int(m[3]) < 60 and int(m[2]) < 24)
        return m[0] if is_time else f"{m[2]} {table.ratio} {m[3]}"

    text = re.sub(
        rf"{before}(\d{{1,3}})(?::| : )(\d{{1,4}})(?![\d:]| ?(?:uur|u|h|Uhr|am|pm|a\.m|p\.m)\b)",
        ratio,
        text,
        flags=re.I,
    )
    if table.hour:

        def told(hour: str, minute: str) -> str:
            return f"{int(hour)} {table.hour}" + (f" {int(minute)}" if int(minute) else "")

        def full(m: re.Match[str]) -> str:
            return told(m[1], m[2])

        first = rf"(?<![\d.,:])(\d{{1,2}})[:.]([0-5]\d)(?= {table.to} \d{{1,2}}[:.][0-5]\d ?(?:{table.hour}|u|h)\b)"
        text = re.sub(
            rf"{first}|(?<![\w.,:])(\d{{1,2}})[uh]([0-5]\d)(?:m(?:in)?)?\b",
            lambda m: told(*filter(None, m.groups())),
            text,
        )
        text = re.sub(rf"(?<![\d.,:])(\d{{1,2}})[:.]([0-5]\d) ?(?:{table.hour}|u|h)\b", full, text)
        text = re.sub(r"(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])", full, text)
    return re.sub(r"(?<![\d.,:])0(\d:[0-5]\d)(?![\d:])", r"\1", text)


def _shares(text: str, table: Sayings) -> str:
    """Say "stap 2/3" as the second of three, #4 as a number, "stand IV" as the fourth."""
    words = "|".join(table.parted)
    text = re.sub(rf"\b((?:{words}) \d+)/(\d+)(?![\d/])", rf"\1 {table.of} \2", text, flags=re.IGNORECASE)
    text = re.sub(
        rf"\b((?i:{_any(table.stages)}) ['‘\"“]?)([IVX]{{2,}}|V|X|I(?=[.,;:)!?]|$))(?!\w)",
        lambda m: f"{m[1].rstrip()} {_roman(m[2])}" if m[1][-1] == " " else f"{m[1]}{_roman(m[2])}",
        text,
    )
    text = re.sub(r"(?<![\w#])(# ?\d+)-(?=\d)", r"\1 ", text)  # a screw's thread
    return re.sub(r"(?<![\w#])# ?(\d)", rf"{table.short.get('nr', 'number')} \1", text)


def _roman(number: str) -> str:
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in number]
    return str(sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)))


def _fractions(text: str, table: Sayings) -> str:
    inch = r"(?=\d{1,2}/\d{1,2}[\"″])"
    text = re.sub(rf"(?<=\d)([\"″]?) ?[x×] ?{inch}", rf"\1 {table.by} ", text)
    text = re.sub(rf"(?<![\d/.,-])(\d{{1,2}})-{inch}", r"\1 ", text)
    text = re.sub(r"(?<=\d[\"″])-(?=\d\d\b)", " ", text)
    places = rf"\b((?:{_any(table.counted)}) \d{{1,2}})/(?=\d{{1,2}}\b(?![\d/]))"
    text = re.sub(places, r"\1 ", text, flags=re.IGNORECASE) if table.counted else text
    text = re.sub(r"(?<![\d/.,])(\d/\d)(?:de|e|rds|ds)\b", r"\1", text)
    text = re.sub(r"(?<![\d/.,])(\d)/(\d)(?![\d/])", lambda m: _PLAIN.get(m[0], m[0]), text)
    signs = "".join(table.fractions)
    text = re.sub(rf"(?<=[{signs}]) ?in\.(?= [a-z]|,)", " inch", text)
    text = re.sub(rf"(?<=[{signs}]) ?[x×] ?(?=\d)", f" {table.by} ", text)
    text = re.sub(rf"(?<=[{signs}])[\"″](?!\w)", " inch", text)
    text = re.sub(r"(?<=\d)[\"″](?!\w)", lambda m: m[0] if _is_quoted(text[: m.start()]) else " inch", text)
    if "ft" in table.units:
        text = re.sub(r"(?<=\d)['′](?=[\s.,;)x×]|$)", lambda m: m[0] if "'" in text[: m.start()] else " ft", text)
    text = re.sub(rf"([{signs}])-(?=\d)", r"\1 ", text)
    text = re.sub(rf"(\d+) ?([{signs}])", lambda m: f"{m[1]} {table.fractions[m[2]][1]}", text)
    text = re.sub(rf"([{signs}]) ?", lambda m: f"{table.fractions[m[1]][0]} ", text)
    text = re.sub(r"\b(een|a|ein) (?=\1\b)", "", text)
    return re.sub(r"(?<![\d/.,])(\d{1,2})/(\d{1,2})(?![\d/])", lambda m: _part(m, table), text)


def _part(m: re.Match[str], table: Sayings) -> str:
    part = table.parts.get(m[2]) if int(m[1]) < int(m[2]) and gcd(int(m[1]), int(m[2])) == 1 else None
    if part and m[1] == "1":
        part = part.removesuffix("s")
    whole = re.search(r"\d $", m.string[: m.start()])
    joint = f"{table.signs['&']} " if part and whole else ""
    return f"{joint}{m[1]} {part}" if part else f"{m[1]} {m[2]}"


def _is_quoted(before: str) -> bool:
    """Tell whether a quotation is open here; where none is, the sign is an inch behind a number."""
    is_open = False
    for mark in re.finditer('"', before):
        is_open = not is_open and not before[: mark.start()][-1:].isnumeric()
    return is_open


def _short(text: str, table: Sayings) -> str:
    text = re.sub(r"(?<=[^\W\d]{2})\((s|en|n)\)", r"\1", text)  # "stuk(s)": more are meant, or as well

    def full(m: re.Match[str]) -> str:
        before, after, written = text[: m.start()], text[m.end() :], m[1] or m[2]
        short = written.replace(" ", "")
        if not is_abbreviation(short, before, after):
            return m[0]
        if short.lower() in BEHIND_A_NUMBER and re.search(r"\d ?$", before) and short.lower() != "pr":
            return short + ("" if after.strip() else ".")  # a unit, which is said as such
        found = table.short[short.lower()]
        ends = not text[m.end() :].strip()  # the dot of the abbreviation is also the sentence's
        space = " " if text[m.end() : m.end() + 1].isalnum() else ""
        return _as_written(found, written) + ("." if ends else space)

    def without_dot(m: re.Match[str]) -> str:
        return _as_written(table.short[m[1].lower()], m[1]) if m[1].lower() in table.short else m[0]

    for written, whole in table.whole.items():
        if written.isalpha():
            text = re.sub(rf"(?<![\w/]){written}\.(?= [a-z])", whole, text)
    text = re.sub(r"(?<![\w.])(?<!\d )([Ss]ec)\. ?(?=\d)", lambda m: _as_written(table.section, m[1]) + " ", text)
    for written, whole in table.whole.items():
        text = re.sub(rf"(?<![\w/]){written}(?![\w/])", whole, text)
    text = re.sub(
        r"(?<![\w.])(?<!\d )([Mm]ax|[Mm]in)\. (?=[a-z]{4,}|(?!ca|approx|ong)[a-z]{2,}\. |[A-ZÄÖÜ][a-zäöüß]{3,}:? \d)",
        lambda m: _as_written(table.extreme[m[1].lower()], m[1]) + " ",
        text,
    )
    text = _abbreviation(id(table)).sub(full, text)
    if "temp" in table.short:
        text = re.sub(r"(?<=[^\W\d]{3})temp\.(?=:| [<>≤≥\d:a-z])", table.short["temp"].lower(), text)
    if "nr" in table.short:
        text = re.sub(
            r"\b([^\W\d]{3,})[-.]?[nN]r\b\.?(?=:? ?[A-Z]*[-.]?\d)",
            lambda m: _as_written(table.short.get(m[1].lower(), m[1]), m[1]) + table.short["nr"].lower(),
            text,
        )
    words = "|".join(_WITHOUT_A_DOT)
    return re.sub(rf"(?<![\w.])({words})(?=:? ?[\d±])", without_dot, text, flags=re.IGNORECASE)


def _as_written(words: str, written: str) -> str:
    return words[:1].upper() + words[1:] if written[:1].isupper() else words


def _names(text: str, table: Sayings) -> str:
    """Keep the letter of "vak 3A" from being a unit, and say it for itself."""
    named = rf"(?<!\w)((?:\w*(?:{_any(table.named)})): ?|\w*(?:{_any(table.named)}) )"
    text = re.sub(r"^(Plaats \d+)(?=[VAWL]\b)", r"\1 ", text)  # the verb
    ordinal = "e [a-z]" if table.ordinal else "(?!)"
    text = re.sub(rf"{named}(\d{{1,4}})(?!{ordinal})([A-Za-z])(?![\w'])", rf"\1\2{_BOUND}\3", text, flags=re.IGNORECASE)
    joint = rf",|,? (?:{table.signs['&']}|of|or|oder|{table.up_to}|&)"
    another, before = rf"({_BOUND}[A-Za-z](?:{joint}) )(\d{{1,4}})([A-Za-f])(?![\w'])", ""
    while text != before:
        text, before = re.sub(another, rf"\1\2{_BOUND}\3", text), text
    scale = "[CF]" if "°F" in table.units else "C"
    text = re.sub(rf"(?<![\w.,/-])(\d{{2,3}})({scale})(?![\w-])", r"\1 °\2", text)
    text = re.sub(rf"(?<=°C)/(\d{{2,3}})({scale})(?![\w-])", r", \1 °\2", text)
    text = re.sub(
        rf"{named}(\d{{1,3}})\.(\d{{1,3}})(?!\w|\.\d)", rf"\1\2 {table.web['.']} \3", text, flags=re.IGNORECASE
    )
    dot = table.web["."]
    joint = rf"(?: ?[-–] ?| (?:{table.up_to}|{table.to}|{table.signs['&']}|of|or|oder|&) |, )"
    row = rf"({named}\d{{1,3}} {dot} \d{{1,3}}{joint})(\d{{1,3}})\.(\d{{1,3}})(?!\w|\.\d)"
    text = re.sub(row, lambda m: f"{m[1]}{m[3]} {dot} {m[4]}", text, flags=re.IGNORECASE)
    return re.sub(rf"{named}(\d{{1,4}}) ([A-Z])(?![\w'])", lambda m: f"{m[1]}{m[2]}{_BOUND}{m[3]}", text)


def _codes(text: str, table: Sayings) -> str:
    """Say article numbers digit by digit: after their word, from five digits on, or with a nought in front.

    What has letters and digits together is a code too, and what has more than two numbers in a row.
    """
    names = "|".join(table.article)
    after = re.compile(
        rf"\b((?:\w*(?:{names})):? (?:(?:{names}) )?)((?=[A-Z./-]*\d)[A-Z\d][A-Z\d./-]*)(?![\w])", re.IGNORECASE
    )
    number_with_unit = re.compile(rf"\d+(?:{_any((*table.units, *_shouted(table)))})")

    def spelled(code: str, least: int) -> str:
        runs = re.findall(r"[^\W\d]+|\d+", code)
        if all(run.isdigit() for run in runs) and "." in code and len(runs) > 1:
            return f" {table.web['.']} ".join(runs)
        return _BOUND.join(
            " ".join(run) if run[0] == "0" or (run.isdigit() and len(run) >= least) else run for run in runs
        )

    def full(m: re.Match[str]) -> str:
        code = m[0]
        parts = re.split("[-/.]", code)
        digits_only = not re.search(r"[A-Z]", code)
        if table.decimal == "," and re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+", code):
            return code  # thousands
        if any(number_with_unit.fullmatch(part) for part in parts):
            return code
        if digits_only and len(parts) == 2 and not (parts[0][0] == "0" and "." not in code and len(parts[0]) > 1):
            return code
        return spelled(code, 5)

    def named(m: re.Match[str]) -> str:
        code = m[2].rstrip("./-")
        return m[1] + spelled(code, 4) + m[2][len(code) :]

    def row(m: re.Match[str]) -> str:
        return f"{m[1]}{m[2]} {table.up_to} {m[1]}{m[3]}" if int(m[2]) < int(m[3]) else m[0]

    text = re.sub(r"(?<![\w-])([A-Z])(\d{1,2})[-–]\1(\d{1,2})(?![\w-])", row, text)
    text = re.sub(
        r"\b((?:ISBN|EAN|GTIN)[: ]+)(\d[\d -]{6,}\d)", lambda m: m[1] + " ".join(re.sub(r"\D", "", m[2])), text
    )
    text = after.sub(named, text)
    token = r"(?=[A-Z./-]*\d)[A-Z\d]+(?:[-/.][A-Z\d]+)+|[A-Z]*\d+[A-Z][A-Z\d]*|[A-Z]?0\d+|\d{5,}"
    counted = "|".join({form for pair in table.units.values() for form in pair if form.isalpha()} | {*table.units})
    text = re.sub(rf"(?<![\w.,:/-])([1-9]\d{{4,}})(?= (?:{counted})\b)", rf"{_BOUND}\1", text)  # an amount
    return re.sub(rf"(?<![\w.,:/{_BOUND}-])(?:{token})(?!\w|[.,:/-]\d|[-/]\w|°)", full, text)


def _money(text: str, table: Sayings) -> str:
    """Say € 2,50 as two euro fifty."""
    signs = "".join(map(re.escape, table.money))
    text = re.sub(r"(\d),(?:-|–|—)(?!\d)", r"\1", text)
    text = re.sub(r"\bEUR\b ?(?=\d)|(?<=\d) ?EUR\b", "€", text)
    words = "|".join(re.escape(word) for pair in table.money.values() for word in pair)
    text = re.sub(rf"({_NUMBER}) ?([{signs}])", lambda m: f"{m[2]}{m[1]}", text)
    by_word = {word: sign for sign, pair in table.money.items() for word in pair}
    text = re.sub(rf"({_NUMBER}) ({words})\b", lambda m: f"{by_word[m[2]]}{m[1]}", text)

    def full(m: re.Match[str]) -> str:
        whole, cents = m[2], ""
        if parted := re.fullmatch(r"(.*\d)[.,](\d\d)", m[2]):
            whole, cents = parted[1], str(int(parted[2])) if int(parted[2]) else ""
        one, more = table.money[m[1]]
        if cents and whole == "0" and m[1] in "€$":
            return f"{cents} {table.cents}"
        return f"{whole} {one if whole == '1' else more}" + (f" {cents}" if cents else "")

    text = re.sub(rf"([{signs}]) ?({_NUMBER}) ?/ ?(?=[^\W\d])", rf"\1\2 {table.per} ", text)
    text = re.sub(rf"([{signs}]) ?({_NUMBER})", full, text)
    units = _any(tuple(unit for unit in table.units if re.fullmatch(r"[^\W\d]+", unit)))
    return re.sub(rf"(?<=\b{table.per} )({units})(?:\.(?= [^A-Z])|(?!\w))", lambda m: table.units[m[1]][0], text)


def _ranges(text: str, table: Sayings) -> str:
    """Say 10-12 as from one to the other; where the second is not more it is a name, and is said as two numbers."""

    def full(m: re.Match[str]) -> str:
        low, high = (float(re.sub(r"[.,](?=\d{3}\b)", "", part).replace(",", ".")) for part in m.groups())
        noughts = [part[0] == "0" and len(part) > 1 and part[1].isdigit() for part in m.groups()]
        if any(noughts) and max(map(len, m.groups())) > 2:
            return " ".join(
                " ".join(part) if nought else part for part, nought in zip(m.groups(), noughts, strict=True)
            )
        if (
            is_name(m.string, m.end(), low, high)
            or low >= high
            or len(m[2]) - len(m[1]) > 2
            or (noughts[0] is not noughts[1] and len(m[1]) != len(m[2]))
        ):
            return f"{m[1]} {m[2]}"
        parts = [re.sub(r"^0+(?=\d)", "", part) if len(m[1]) == len(m[2]) else part for part in m.groups()]
        return f"{parts[0]} {table.to} {parts[1]}"

    def is_name(text: str, end: int, low: float, high: float) -> bool:
        """Tell whether two numbers are too far apart for an amount, and too exact: the tyre 47-622."""
        is_exact = any(number % 5 for number in (low, high))
        return low >= 10 and high >= 10 * low and is_exact and not counted.match(text[end:])

    counted, number = re.compile(rf" ?(?:{_any(tuple(table.units))})(?!\w)| [^\W\d]"), r"\d+(?:[.,]\d+)?"
    text = re.sub(rf"(?<=\d) [àá] (?=\d)(?<!\b{table.to} \d \w )(?<!\b{table.to} \d\d \w )", f" {table.to} ", text)
    text = re.sub(
        rf"\b({_BETWEEN}) ({_NUMBER}(?: ?(?:{_any(tuple(table.units))}))?) ?[-–] ?(?=\d)",
        rf"\1 \2 {table.signs['&']} ",
        text,
        flags=re.IGNORECASE,
    )
    units = _any(tuple(table.units))
    text = re.sub(rf"(\d ?(?:{units})) ?[-–] ?(?=\d+(?:[.,]\d+)? ?(?:{units})(?!\w))", rf"\1 {table.to} ", text)
    text = re.sub(rf"(?<![\w.,/-])({number}) ?[-–] ?({number})(?![\w-]*[A-Z-]|\w*\d|[.,/]\d)", full, text)
    return re.sub(r"\btot (\d\d?) tot (?=\d)", r"tot \1 à ", text)  # "tot 3 tot 5" is no Dutch


def _sizes(text: str, table: Sayings) -> str:
    """Say 10 x 20 cm as a size, 4x and 4 x bout as a number of times."""
    text = re.sub(r"(?<=\d)( ?[x×])/(?=[^\W\d])", rf"\1 {table.per} ", text)
    text = re.sub(rf"(?<=[Øø∅] )({_NUMBER}) ?[x×] ?(?=\d)", rf"\1 {table.by} ", text)
    text = re.sub(r"(?<=inch) ?[x×] ?(?=\w)", f" {table.by} ", text)
    lengths = _any((*tuple(unit for unit in table.units if unit in _LENGTHS), "in."))
    size = re.compile(rf"({_NUMBER}) ?[x×*] ?({_NUMBER})(?: ?[x×*] ?({_NUMBER}))?(?= ?(?:{lengths})(?!\w))")
    text = size.sub(lambda m: f" {table.by} ".join(part for part in m.groups() if part), text)
    text = re.sub(rf"({table.by} \d+(?:[.,]\d+)?) in\.", r"\1 inch.", text)
    text = re.sub(rf"({_NUMBER}) ?in\.(?= [a-z]|,)", r"\1 inch", text)
    units = _any(tuple(table.units))

    def full(m: re.Match[str]) -> str:
        is_far = all(len(part) > 1 for part in (m[1], m[5]))
        is_size = (
            m[2] == m[4] and m[3] != "*" and (is_far or is_named_by_size(m.string[: m.start()], m.string[m.end() :]))
        )
        return f"{m[1]} {table.by if is_size and not m[6] else table.times} {m[5]}{m[6] or ''}"

    text = re.sub(rf"(?<![\w.,])({_NUMBER})( ?)([x×*])( ?)({_NUMBER})( ?(?:{units})(?!\w))?", full, text)
    text = re.sub(
        r"\b([A-Z]) ?[x×] ?([A-Z])(?: ?[x×] ?([A-Z]))?\b",
        lambda m: f" {table.by} ".join(filter(None, m.groups())),
        text,
    )
    text = re.sub(r"(?<=[^\W\d]{2}) [x×] (?=\d)", f" {table.by} ", text)
    return re.sub(rf"(?<![\w.,])({_NUMBER}) ?(?:[x×](?!\w)|X(?=\.?$| [a-z]))", rf"\1 {table.times} ", text)


def _joined_to(words: str) -> Callable[[re.Match[str]], str]:
    return lambda m: f"{m[1]}{'' if m[1].endswith('(') else ' '}{words} "


def _below_nought(text: str, table: Sayings) -> str:
    """Say -18 as minus eighteen, and 250 g ± 5 as plus or minus."""
    units = _any(tuple(table.units))
    text = re.sub(rf"({_NUMBER}(?: ?(?:{units}))? ?\(?)(?<=[\w°%(]) ?± ?(?=\d)", _joined_to(table.plus_minus), text)
    return re.sub(r"(?<![\w)\]-])(?<!\d )[-–](?=\d)", f"{table.minus} ", text)


def _units(text: str, table: Sayings) -> str:
    units = _any(tuple(table.units))
    text = re.sub(r"(?<=\d)( ?)V ?~", r"\1VAC", text)
    text = re.sub(r"(?<= )(?=[A-Z]=\d)", _BOUND, text)  # "L=14": a length, no litres
    amount, of = r"ml|cl|dl|l|L|mg|g|kg", r"ml|cl|dl|l|L|g|kg|m²"
    text = re.sub(rf"(\d ?(?:{amount})) ?/ ?(?=\d+(?:[.,]\d+)? ?(?:{of})(?!\w))", rf"\1 {table.per} ", text)
    halves = "|".join(re.escape(form) for pair in table.fractions.values() for form in pair)
    shouted = _shouted(table)
    loud = "|".join(sorted(map(re.escape, shouted.keys() - table.units.keys()), key=len, reverse=True))
    text = re.sub(r"(?<=\d)( ?)([cdmk]?m)([23])(?!\w)", lambda m: m[1] + m[2] + "²³"[int(m[3]) - 2], text)
    text = re.sub(rf"({_NUMBER}) ?({loud})(?![\w²³])", lambda m: f"{m[1]} {shouted[m[2]]}", text)

    def rate(m: re.Match[str]) -> str:
        """5 ml/l, 3 st/doos."""
        one = table.units[m[2]][m[1] != "1"]
        return f"{m[1]} {one} {table.per} {table.units[m[3]][0] if m[3] in table.units else m[3]}"

    own = _any(tuple(unit for unit in table.units if "/" in unit))
    text = re.sub(rf"({_NUMBER}) ?(?!(?:{own or 'ø'})(?!\w))({units})/({units}|[^\W\d]{{3,}})(?![\w²³])", rate, text)
    if table.behind_more:
        measures = _any(tuple(unit for unit in table.units if unit in _LENGTHS or unit in _OF_CURRENT))
        thing = rf"(?= (?!(?:{_any(table.behind_more)})\b)[a-z]{{3,}})"
        text = re.sub(
            rf"({_NUMBER}) ?({measures})(?![\w²³]){thing}", lambda m: f"{m[1]}{_BOUND}{table.units[m[2]][0]}", text
        )
    with_dot = rf"({_NUMBER}) ?({units})\.(?=\s[^A-Z]|$|[,;:!?)])"
    alone = rf"({_NUMBER}) ?({units})(?![\w²³]| pounds?\b)"
    text = _dot_kept(text)
    for pattern in (with_dot, alone):
        text = re.sub(pattern, lambda m: f"{m[1]} {table.units[m[2]][0 if m[1] == '1' else 1]}", text)

    def half(m: re.Match[str]) -> str:
        is_more = m.string[: m.start()].rstrip()[-1:].isdigit()  # "1 en een half", and not "suiker en een half"
        more = is_more and any(m[1] == form for _, form in table.fractions.values())
        return f"{m[1]} {table.units[m[2]][1 if more else 0]}"

    text = re.sub(rf"({halves}) ({units})(?:\.(?= [a-z])|(?![\w²³]))", half, text)
    text = re.sub(r"\b(an?|the|each|every) half a ", r"\1 half ", text)
    text = re.sub(r"\bhalf a (?=[aeiou]|hour)", "half an ", text)
    return re.sub(r"(?<=\d)%-?(?=ige)", f" {table.units['%'][0]}", text)


def _shouted(table: Sayings) -> dict[str, str]:
    """Units as they are written by who writes all in capitals, and the units themselves."""
    return {unit.upper(): unit for unit in table.units if len(unit) > 1 and unit.islower() and unit.isalpha()}


def _dot_kept(text: str) -> str:
    """Part a unit from the dot that ends the sentence, which is not the unit's."""
    return re.sub(r"(?<=[\w%°²³‰])\.$", " .", text)


def _halves(text: str, table: Sayings) -> str:
    """Say half of what is of the other gender as its words want it: "een halve liter"."""
    if not table.halved:
        return text
    half, other = table.halves
    return re.sub(rf"\b{half} (?=(?:{'|'.join(table.halved)})s?\b)", f"{other} ", text, flags=re.IGNORECASE)


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
        text = re.sub(r"(?<![\w.,])\d{1,3}(?:\.\d{3})+(?!\.?\d)", lambda m: m[0].replace(".", ""), text)
    other = "." if table.decimal == "," else ","
    return re.sub(rf"(?<![\w.,])(\d+)\{other}(\d{{1,2}})(?![.,]\d|\d)", rf"\1{table.decimal}\2", text)


def _threads(text: str, by: str) -> str:
    return re.sub(r"\bM(\d{1,2})\b", r"M \1", re.sub(r"\bM(\d{1,2}) ?[x×] ?(\d+)\b", rf"M \1 {by} \2", text))


def _signs(text: str, table: Sayings) -> str:
    text = text.replace(" á ", " à ")
    text = re.sub(rf"(?<![\d.,] )\b1 {table.times}\b", f"1 {table.times.removesuffix('s')}", text)
    text = re.sub(r"(?<=[\w).,]) / (?=[\w(])", ", ", text)
    text = re.sub(r"(?<=[^\W\d])/(?=\d)", ", ", text)
    text = re.sub(r"(?<=\w)/(?=[^\W\d])", " ", text)
    text = re.sub(r"(?<=\w) ?[>›»] ?(?=[^\W\d])", ", ", text)  # from one menu to the next
    text = re.sub(r"(?<=[^\W\d])~(?=\d)", ", ", text)
    text = re.sub(r"~(?! ?\d)", " ", text)
    text = re.sub(r"(?<=\d)/(?=\d)", " ", text)
    for sign, words in table.signs.items():
        text = text.replace(sign, f" {words} " if words[0].isalpha() else words)
    return re.sub(r"[*\\](?=\w)", " ", text)
