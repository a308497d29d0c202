"""How the app itself writes values into the files beside a task."""

from __future__ import annotations

import json
import re

from oss_app.core.region import Outline, bounds, is_rectangle
from oss_app.taskfile.source import INVISIBLE

DECIMALS = 4
"""A ten-thousandth of a photo is less than a pixel on any screen."""
_SURROGATES = re.compile("[\ud800-\udfff]")


def quoted(text: str) -> str:
    """A text between double quotes, so that it is read back as it is, invisible signs included."""
    whole = json.dumps(_SURROGATES.sub("?", text), ensure_ascii=False)
    return INVISIBLE.sub(lambda match: f"\\u{ord(match[0]):04x}", whole)


def outline(points: Outline) -> str:
    """An outline to four decimals; an upright rectangle as left, top, right, bottom."""
    rounded = tuple((round(x, DECIMALS), round(y, DECIMALS)) for x, y in points)
    left, top, right, bottom = bounds(rounded)
    if is_rectangle(rounded) and left < right and top < bottom:
        return json.dumps([left, top, right, bottom])
    return json.dumps(rounded)
