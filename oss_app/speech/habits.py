"""What authors write in ways of their own, as they mean it: before amounts, units and abbreviations are looked for."""

from __future__ import annotations

import re

from oss_app.speech.sayings import Sayings

_HEATS = re.compile(r"\b(?:oven|bak|verwarm|voorverw|was|strijk|grill|kook)", re.IGNORECASE)
_OF_ONE = r"een|de|van|of|a|an|the"
_SIDES = {"N-Z", "O-W", "N-S", "E-W", "A-B", "L-R"}


def as_meant(text: str, table: Sayings) -> str:
    """Write out habits that no dictionary of abbreviations knows."""
    text = re.sub(r"(?<=\d)( ?)u(?=[FHAV]\b)", r"\1µ", text)
    text = re.sub(r"(?<=[^\W\d]{2} )[x×](\d{1,2})(?=[.,;:)!]*(?:$| ))", rf"\1 {table.times}", text)
    text = re.sub(r"(?<=\d[x×]\d\d)C\b", " C", text)
    text = re.sub(r"(?<=\d) ?[x×] ?(?=\d{1,2} \d{1,2}/\d)", f" {table.by} ", text)
    text = re.sub(r"(?<= \d/\d) ?[x×] ?(?=\d)", f" {table.by} ", text)
    text = re.sub(r"(\b\d+ [^\W\d]+ [^\W\d]+) : (?=\d+ [^\W\d])", rf"\1 {table.ratio} ", text)
    text = re.sub(r"(?<=[^\W\d] )p\. (?=[a-z]{3,})", f"{table.per} ", text)
    text = _letters(_weekday(text, table), table)
    if "max" in table.extreme:
        text = re.sub(
            r"(?<![\w.])(\d[\d.,]*(?: ?[^\W\d]{1,6}| ?[%°]C?)?|[€£$] ?\d[\d.,]*) max(?:\.(?!$)|(?=\.?$|[,;)]))",
            rf"\1 {table.extreme['max']}",
            text,
        )
    if "gr" in table.units:
        text = re.sub(r"(?<=\d) ?gr\.? ?C\b(?!\w)", " °C", text)
        if _HEATS.search(text):
            text = re.sub(r"\b(op|tot) (\d{2,3}) ?gr\b(?:\.(?= en ))?(?=\.?$|\.?[,;)]| en )", r"\1 \2 °C", text)
    if "mnd" in table.units:
        text = re.sub(r"(?<!\d )(?<!\d)\bmnd\b(?:\.(?! *$))?", table.units["mnd"][0], text)
    if "ft" in table.units:
        text = re.sub(r"(?<![\w.,£])(\d{1,2})p(?= (?:ea|each|per|off|a)\b|/|[,;)]|\.?$)", r"\1 pence", text)
        text = re.sub(r"\b(at) (min|max)\.? (?=\d)", lambda m: f"{m[1]} {table.extreme[m[2]]} ", text)
        text = re.sub(r"(?<=\d(?:st|nd|rd|th)) fl\b(?:\.(?! *$))?(?! ?oz)", " floor", text)
    return text


def _weekday(text: str, table: Sayings) -> str:
    """Say "de 1e ma v.d. maand" and "12 noon Sat." with the name of the day."""
    if not table.days:
        return text
    day = "|".join(sorted(table.days, key=len, reverse=True))
    which = r"\d(?:e|de|ste|st|nd|rd|th)|eerste|tweede|derde|vierde|laatste|elke|iedere|first|last|every|each|noon"

    def full(m: re.Match[str]) -> str:
        is_word = "ft" in table.units and m[2].islower()  # "every sun hat"
        return m[0] if is_word else f"{m[1]} {table.days[m[2].lower()]}"

    return re.sub(rf"\b({which}) ({day})\b(?:\.(?! *$)|(?=\.? *$)|(?= ))", full, text, flags=re.IGNORECASE)


def _letters(text: str, table: Sayings) -> str:
    """Say "A-C" as from one letter to the other, where they are in this order and no two sides of something."""

    def row(m: re.Match[str]) -> str:
        return m[0] if m[0] in _SIDES or m[1] >= m[2] else f"{m[1]} {table.up_to} {m[2]}"

    return re.sub(r"(?<![\w.,/'-])([A-Z])[-–]([A-Z])(?![\w'/-])", row, text)


def is_named_by_size(before: str, after: str) -> bool:
    """Tell whether "2x4" between these texts is how large a thing is, and not so many times so much."""
    if re.search(r"\b(?:tray|plaat|raster|rooster|blok|stuk|grid|block|piece) (?:van|of) $", before, re.IGNORECASE):
        return True
    thing = rf"\b(?:{_OF_ONE}|[a-z]{{2,}}(?:je|steen|blok|plank|balk|block|board|brick)) $"
    ends = not re.match(r" ?[^\W\d]", after) or re.match(r" (?:to|tot|op|in|for|from|met|with|naast)\b", after)
    return bool(ends and re.search(thing, before))
