"""The colours of the screens: three palettes and the one of the call, as hex values; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from oss_app.core.profile import Theme


@dataclass(frozen=True)
class Palette:
    """Colours by what they are for. ``border`` is the width of a control's edge, in pixels at 3.6 px/mm."""

    ground: str
    raised: str
    strip: str
    ink: str
    ink2: str
    line: str
    hair: str
    accent: str
    on_accent: str
    accent_soft: str
    warning: str
    on_warning: str
    seen: str
    on_seen: str
    place_dark: str
    place_light: str
    border: float = 2.5
    stark: bool = False
    """Edges are drawn around everything, and the photo is not dimmed."""


LIGHT = Palette(
    ground="#FBF8F1",
    raised="#FEFCF6",
    strip="#F2ECDF",
    ink="#1F2933",
    ink2="#3D4853",
    line="#69727A",
    hair="#DCD4C3",
    accent="#0F4C5A",
    on_accent="#FBF8F1",
    accent_soft="#DCE9E6",
    warning="#F6DFA0",
    on_warning="#1F2933",
    seen="#D5E7DF",
    on_seen="#1F2933",
    place_dark="#10222B",
    place_light="#FFE27A",
)
DARK = Palette(
    ground="#15191C",
    raised="#262D32",
    strip="#20262A",
    ink="#F2EDE3",
    ink2="#CBC8C0",
    line="#89939A",
    hair="#3A4349",
    accent="#86CDBF",
    on_accent="#0C1A1C",
    accent_soft="#1F3A3A",
    warning="#4A3A10",
    on_warning="#FCE9B6",
    seen="#1F3F38",
    on_seen="#E4F3EC",
    place_dark="#10222B",
    place_light="#FFE27A",
)
CONTRAST = Palette(
    ground="#000000",
    raised="#000000",
    strip="#000000",
    ink="#FFFEF7",
    ink2="#FFFEF7",
    line="#FFFEF7",
    hair="#FFFEF7",
    accent="#FFD83A",
    on_accent="#000000",
    accent_soft="#000000",
    warning="#000000",
    on_warning="#FFFEF7",
    seen="#000000",
    on_seen="#FFFEF7",
    place_dark="#000000",
    place_light="#FFD83A",
    border=4.0,
    stark=True,
)
PALETTES: Mapping[Theme, Palette] = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.CONTRAST: CONTRAST}

_CALL = replace(
    LIGHT, ground="#123F4A", ink="#FBF8F1", ink2="#E9EFEC", line="#FBF8F1", raised="#123F4A", strip="#123F4A",
    accent="#FBF8F1", on_accent="#123F4A",
)  # fmt: skip
DRAWN_FOR_MM = 3.6
"""Pixels per millimetre of the screen that the drawings were made for."""
DIM = "#0B141A"
"""What the photo around the place is darkened with, by ``DIM_SHARE``."""
DIM_SHARE = 0.15


def edge(px: float, mm: float, ratio: float) -> float:
    """Return a line width of the drawings on a screen of ``mm`` pixels per millimetre.

    Never fewer of its ``ratio`` dots.
    """
    return px * max(1 / ratio, mm / DRAWN_FOR_MM)


def palette_of_call(theme: Theme) -> Palette:
    """Return the colours of "I need help": the same calm petrol by day and by night."""
    return CONTRAST if theme is Theme.CONTRAST else _CALL


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#RRGGBB``, 0 to 1. Source: WCAG 2.2."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21. Source: WCAG 2.2."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
