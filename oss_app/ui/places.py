"""Where everything on the worker's screen stands; no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.player.screen import Slot
from oss_app.ui.boxes import Box
from oss_app.ui.sizes import Sizes


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
