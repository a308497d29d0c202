"""How a value is written in a task file: plain where YAML reads it as it is, else between quotes."""

from __future__ import annotations

import re

import yaml

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
