"""How the app itself writes values into the files beside a task."""

from __future__ import annotations

import json
import re

import yaml

from oss_app.core.region import Outline, bounds, is_rectangle
from oss_app.taskfile.yaml.source import INVISIBLE

_ENDLESS = 10**9  # so long that no line is ever broken
_UNSAFE = re.compile(r"[\ud800-\udfff]")


def scalar(value: str, quote: str = "") -> str:
    """``value`` on one line of YAML; between ``quote`` where that is asked for, as the author had it before."""
    style = quote if quote in ("'", '"') and "\n" not in value else None
    if "\n" in value:
        style = '"'
    dumped: str = yaml.safe_dump(
        _UNSAFE.sub("?", value), default_style=style, allow_unicode=True, width=_ENDLESS, line_break="\n"
    )
    return dumped.removesuffix("\n").removesuffix("\n...").removesuffix("\n")


DECIMALS = 4
"""A ten-thousandth of a photo is less than a pixel on any screen."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def quoted(text: str) -> str:
    """Return a text between double quotes, so that it is read back as it is, invisible signs included."""
    whole = json.dumps(_SURROGATES.sub("?", text), ensure_ascii=False)
    return INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", whole)


def outline(points: Outline) -> str:
    """Return an outline to four decimals; an upright rectangle as left, top, right, bottom."""
    rounded = tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in points)
    left, top, right, bottom = bounds(rounded)
    if is_rectangle(rounded) and left < right and top < bottom:
        return json.dumps([left, top, right, bottom])
    return json.dumps(rounded)
