"""A number of a spreadsheet as its cell shows it, by the cell's number format (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from fractions import Fraction

_LITERAL = r'(?:"[^"]*"|\\.|[ _*].?)*'
_FORMAT = re.compile(
    rf"(?P<before>{_LITERAL})(?P<digits>[#0?,]+)(?P<places>\.[0#?]+)?(?P<percent>%?)(?P<behind>{_LITERAL})"
)
_FRACTION = re.compile(r"#*\s*(\?+|#)/(\?+|\d+)")
_MONEY = re.compile(r"[€$£¥]|\[\$")


def shown_number(value: float, form: str, point: str = ".") -> str:
    """Return a number as it is shown in the number format ``form``, without signs between its thousands.

    Noughts in front, percent, fractions, one or two decimals and words beside the number are followed; money and
    whatever else a format can say is the plain number. A third decimal never stands last: it would be a thousand.
    """
    first = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', form)[0]
    if _MONEY.search(first):
        return _plain(value, point)
    if match := _FRACTION.fullmatch(first):
        return _fraction(value, 10 ** len(match[2]) - 1 if match[2].startswith("?") else int(match[2]))
    match = _FORMAT.fullmatch(re.sub(r"\[[^\]]*\]", "", first))
    if not match:
        return _plain(value, point)
    places = len(match["places"] or ".") - 1
    if match["percent"]:
        return f"{value * 100:.{places}f}%".replace(".", point)
    least = match["digits"].replace(",", "").count("0")
    if places in (1, 2):
        number = f"{value:0{least + places + 1}.{places}f}".replace(".", point)
    elif places == 0 and least > 1:
        number = f"{value:0{least}.0f}"
    else:
        number = _plain(value, point)
    return f"{_words(match['before'])}{number}{_words(match['behind'])}".strip()


def _plain(value: float, point: str) -> str:
    if float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    text = f"{value:.10g}".replace(".", point)
    return f"{text}0" if re.fullmatch(r"\d+[.,]\d{3}", text) else text


def _fraction(value: float, limit: int) -> str:
    whole, part = divmod(Fraction(value).limit_denominator(max(limit, 1)), 1)
    return " ".join(filter(None, (str(whole) if whole or not part else "", f"{part}" if part else "")))


def _words(literal: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)|[_*].', lambda match: match[1] or match[2] or "", literal)
