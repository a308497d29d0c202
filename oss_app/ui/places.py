"""Where everything on the worker's screen stands; no Qt."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from oss_app.player.screen import Slot
from oss_app.ui.boxes import Box, edges
from oss_app.ui.sizes import LEAST_PX, Sizes

DOOR_MM = 21.0
"""Height of the coach's door."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands, in pixels, and what had to adapt."""

    width: int
    height: int
    mm: float
    scale: float
    """The text size that was possible; less than the worker's own only where nothing else would have fitted."""
    sizes: Sizes
    margin: int
    gap: int
    radius: int
    progress: Box
    sentence: Box
    photo: Box
    warning: Box | None
    line: Box | None
    controls: Mapping[Slot, Box]
    message: Box
    """Where the call and break screens speak, beside the controls."""
    portrait: bool = False
    attached: bool = False
    """The strip hangs under the photo, as one plate with it."""
    stacked: bool = False
    """Icons stand above the labels."""
    grid: bool = False

    @property
    def strip(self) -> Box | None:
        """Both halves of the strip."""
        return self.warning.over(self.line) if self.warning and self.line else self.warning or self.line

    @property
    def stage(self) -> Box:
        """The photo, and the strip where it hangs under it."""
        return self.photo.over(self.strip) if self.attached and self.strip else self.photo

    @property
    def door_size(self) -> tuple[int, int]:
        """Width and height of the coach's door."""
        width = min(self.width - 2 * self.margin, round(14 * self.sizes.head))
        return width, max(math.ceil(DOOR_MM * self.mm), LEAST_PX)

    def door(self, shown: Collection[Slot] = tuple(Slot)) -> Box:
        """The coach's door among the controls that are shown: at the lower left, at the lower right, or above them."""
        width, height = self.door_size
        controls = [self.controls[slot] for slot in (Slot if self.portrait else shown)]
        low = Box(self.margin, round(self.height - self.margin * 0.4) - height, width, height)
        above = min(box.y for box in controls) - max(round(self.margin * 0.4), self.gap) - height
        free = [low, low.mirrored(self.width), low._replace(y=above)]
        return next(b for b in free if not any(b.overlaps(c) for c in controls) or b is free[-1])

    def room_to_speak(self, shown: Collection[Slot], *, has_door: bool) -> Box:
        """Where the call and break screens speak among the controls that are shown.

        Beside them; where they stand two by two above them, if that is more room.
        """
        spoken, indent = self.message, self.margin * 3
        if self.grid and shown:
            bottom = min(self.controls[slot].y for slot in shown) - self.margin
            above = edges(indent, spoken.y, self.width - indent, bottom)
            spoken = max(spoken, above, key=lambda box: box.w * box.h)
        bottom = min(spoken.bottom, self.door(shown or tuple(Slot)).y) if has_door else spoken.bottom
        return spoken._replace(h=bottom - spoken.y)
