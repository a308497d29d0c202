"""What the app and the process that measures the light say to each other: plain values, without OpenCV."""

from __future__ import annotations

from dataclasses import dataclass

from oss_app.core.light import BenchMap, MapFault, TrayView
from oss_app.core.region import Point

DOTS_S = 0.4
"""So long the dots of the drift check are shown."""


@dataclass(frozen=True)
class MeasureMap:
    """To the child: find the map of a projector of ``size`` pixels for a work area of ``area`` millimetres."""

    number: int
    size: tuple[int, int]
    area: tuple[float, float]


@dataclass(frozen=True)
class MeasureDots:
    """To the child: look whether the light still falls as this map says."""

    number: int
    map: BenchMap


@dataclass(frozen=True)
class MeasureTray:
    """To the child: look at the tray in the dark, and where the light round its places (mm) falls on it."""

    number: int
    map: BenchMap
    places: tuple[tuple[Point, ...], ...]


@dataclass(frozen=True)
class CameraFrame:
    """To the child: a picture of the camera (JPEG), and when it came (seconds of the computer's own clock)."""

    number: int
    jpeg: bytes
    at: float


@dataclass(frozen=True)
class Projected:
    """From the child: show this. ``level`` is a grey (0…255) for the whole, ``png`` a picture in its place.

    ``dots`` asks for the dots of the drift check, for ``DOTS_S``; ``places`` for the light round the places;
    ``holds`` that the camera keeps its exposure as it is, where it can.
    """

    number: int
    level: int = 0
    png: bytes = b""
    dots: bool = False
    places: bool = False
    holds: bool = False


@dataclass(frozen=True)
class Shown:
    """To the child: what it wanted last is shown from now on (seconds of the computer's own clock)."""

    number: int
    at: float


@dataclass(frozen=True)
class MapMeasured:
    """From the child: the map, or why there is none."""

    number: int
    map: BenchMap | None = None
    fault: MapFault | None = None
    tag: int | None = None


@dataclass(frozen=True)
class DotsMeasured:
    """From the child: where each dot was seen (mm), None for one that was not."""

    number: int
    dots: tuple[Point | None, ...]


@dataclass(frozen=True)
class TrayMeasured:
    """From the child: how the tray looks; None where its light was not seen, or a hand was in view.

    ``is_too_bright`` says that the tray is white all over for the camera, so that no light can be seen on it.
    """

    number: int
    view: TrayView | None
    is_too_bright: bool = False
