"""Font sizes and least sizes, from millimetres to pixels; no Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Measure = Callable[[str, float, int], float]
"""How wide a text is, in pixels: text, font size in pixels, weight."""

CAPITAL = 0.668
"""Height of a capital in Hyperlegible Plain Zero, in em; the other families stand higher."""
SEMIBOLD, REGULAR, BOLD = 600, 400, 700

DONE_MM, CONTROL_MM, BETWEEN_MM, LEAST_PX = 25.0, 20.0, 8.0, 44
"""The smallest controls there may be, and the space between them (W2)."""
LOW_MM = 216.0
"""On a screen lower than this, controls are lower as well."""
NARROW_MM = 400.0
NARROW_LINE_SCALE = 1.5
"""Where the longer side is under ``NARROW_MM``, the lines of the strip grow no further than this."""
LEAST_MM = 6.5
"""Capitals of what a step says are never lower (W4)."""
LEAST_LABEL_MM = 4.6 * 0.84
"""Capitals of a label: those of the least label at 100 %, in the smaller size for what does not fit."""
LEAST_PHOTO_MM = 38.0
"""A photo lower than this shows nothing: then the text grows less."""
LEAST_SCALE, STEP_OF_SCALE = 0.5, 0.05


@dataclass(frozen=True)
class Sizes:
    """Font sizes in pixels."""

    sentence: float
    line: float
    label: float
    done: float
    head: float
    sentence_height: float
    """Height of one line of the sentence."""
    line_height: float
    """From one line to the next where a strip line takes two."""


def sizes_for(width: int, height: int, mm: float, scale: float, tall: bool = False, leading: float = 0.0) -> Sizes:
    """Font sizes from the physical size: ``mm`` is pixels per millimetre, ``tall`` a script that stands higher.

    From line to line there is at least ``leading``, in em.
    """
    longer = max(width, height) / mm
    line_scale = min(scale, NARROW_LINE_SCALE) if longer < NARROW_MM else scale

    def px(capital_mm: float, by: float) -> float:
        return capital_mm * mm * by / CAPITAL

    def of_longer(least: float, share: float, most: float) -> float:
        return min(max(least, share * longer), most)

    sentence = px(of_longer(6.5, 0.019, 10), scale) * (1.06 if tall else 1)
    line = px(6.5, line_scale)
    return Sizes(
        sentence=sentence,
        line=line,
        label=px(of_longer(4.6, 0.0106, 5.6), scale),
        done=px(of_longer(6.5, 0.0152, 8), scale),
        head=px(of_longer(4.2, 0.0095, 5), scale),
        sentence_height=sentence * max(1.4 if tall else 1.2, leading),
        line_height=line * max(1.4 if tall else 1.15, leading),
    )
