"""The two kinds of arrays in this room."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

Picture = NDArray[Any]
"""Height x width x 3, uint8, blue green red, as OpenCV has it."""

Numbers = NDArray[Any]
"""Any other array; its shape stands where it is used."""
MIRRORED, UPSIDE_DOWN, TURNED = FLIPS = (1, 0, -1)
"""What a camera's driver may do to a picture, as cv2.flip calls it; the last is both, half a turn."""
