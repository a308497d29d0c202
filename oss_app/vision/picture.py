"""The two kinds of arrays in this room."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

Picture = NDArray[Any]
"""Height x width x 3, uint8, blue green red, as OpenCV has it."""

Numbers = NDArray[Any]
"""Any other array; its shape stands where it is used."""
