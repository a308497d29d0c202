"""Whether what changed since the step began is the coming of the taught item."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from oss_app.vision.model import Box
from oss_app.vision.picture import Numbers


def change_alike(
    before: Numbers,
    now: Numbers,
    things: Sequence[Numbers],
    bare: Sequence[Numbers],
    items: Sequence[Numbers],
    box: Box,
) -> float:
    """How alike the change is to what the coming of a taught item changes: -1...1, the largest over the photos.

    ``bare`` has, for each of ``things``, the taught photo of the place without it that is most like it; ``items`` says
    where the item lies, height x width of ``box``. The item may lie one patch aside.
    """
    left, top, right, bottom = box
    here = np.pad(now - before, ((0, 0), (1, 1), (1, 1)))
    height, width = bottom - top, right - left
    most = -1.0
    for thing, empty, item in zip(things, bare, items, strict=True):
        wanted = (thing - empty)[:, top:bottom, left:right] * item
        norm = float(np.sqrt((wanted * (thing - empty)[:, top:bottom, left:right]).sum())) + 1e-6
        for i in range(3):
            for j in range(3):
                seen = here[:, top + i : top + i + height, left + j : left + j + width]
                length = float(np.sqrt((seen * seen * item).sum())) + 1e-6
                most = max(most, float((wanted * seen).sum()) / (norm * length))
    return most
