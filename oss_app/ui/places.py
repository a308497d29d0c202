"""Where everything on the worker's screen stands; no Qt."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.player.screen import Slot
from oss_app.ui.boxes import Box
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
    """Where the call and break screens speak."""
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

    @property
    def door(self) -> Box:
        """The coach's door: at the lower left, or at the right of a column at the left, or above a row of controls."""
        width, height = self.door_size
        low = Box(self.margin, round(self.height - self.margin * 0.4) - height, width, height)
        above = min(box.y for box in self.controls.values()) - round(self.margin * 0.4) - height
        free = [low, low.mirrored(self.width), low._replace(y=above)]
        return next(b for b in free if not any(b.overlaps(c) for c in self.controls.values()) or b is free[-1])

    @property
    def message_above_door(self) -> Box:
        """Where the call and break screens speak while the coach's door is there."""
        return self.message._replace(h=min(self.message.bottom, self.door.y) - self.message.y)
