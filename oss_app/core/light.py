"""The light on the bench: what a projector lights, where its picture falls, and what of that is kept at a station."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.plane import Homography
from oss_app.core.region import Point
from oss_app.core.support import Mark

LEAST_CONTRAST = 3.0
"""Lit against unlit, below which an outline is not seen. Source: WCAG 2.2, 1.4.11."""
AREA_MM = (1000.0, 550.0)  # the work area where nobody measured it: what fits between two forearms and a tray (start)
CELLS = (10, 6)
"""Parts, across and down, for which the contrast of a work area is kept."""


LINE_MM = 5.0  # width of the line round a place
FADED_LINE_MM = 2.5  # the same where the mark has begun to fade (start)
GAP_MM = 3.0  # dark between the place and its light, so that the edge of the thing itself stays to be seen
DOT_SPOTS = ((0.12, 0.14), (0.88, 0.14), (0.5, 0.5), (0.12, 0.86), (0.88, 0.86))
"""Where the five dots of the drift check lie, in parts of the work area."""
DOT_MM = 9.0  # their radius


class MadeBy(StrEnum):
    """How a map was found."""

    HAND = "hand"
    CAMERA = "camera"


class MapFault(StrEnum):
    """Why no map is accepted: each is told to the coach in plain words, and none is passed over."""

    NO_FRAMES = "no_frames"
    NO_LIGHT = "no_light"  # nothing changed on the bench: another display, a lid, a projector that sleeps
    TOO_FEW = "too_few"  # corners of the chessboard
    MIRRORED = "mirrored"
    NOT_FLAT = "not_flat"  # corners that fit no plane: things lie about, or something moved meanwhile
    NO_TAGS = "no_tags"
    TAGS_MOVED = "tags_moved"  # a tag does not lie where it is said to
    TAG_TOO_BRIGHT = "tag_too_bright"  # its paper is white all over for the camera, so that its edges cannot be told
    AREA_WRONG = "area_wrong"  # the work area is not as wide or as deep as is said
    TOO_SMALL = "too_small"  # the light reaches too little of the work area
    UNSTEADY = "unsteady"  # the camera's exposure went on changing


class CameraSide(BaseModel):
    """How the camera sees the work area, where a camera found the map.

    ``frame`` is its picture in pixels, ``lens`` bends that (see ``projection.lens``), ``to_bench`` takes a pixel of
    the straightened picture to millimetres. ``dots`` are where the five dots of the drift check were seen (mm).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    frame: tuple[int, int]
    lens: tuple[float, float]
    to_bench: Homography
    delay_ms: int
    dots: tuple[Point | None, ...] = ()
    contrast: tuple[float, ...] = ()
    """Lit to unlit, for the cells of the work area row by row (``CELLS``); 0 where the camera does not see one."""
    holds_exposure: bool = True
    """Whether white looked as bright beside black as alone."""


class BenchMap(BaseModel):
    """Where the projector's picture of ``size`` pixels falls: ``to_picture`` takes millimetres to pixels.

    The work area is ``area`` millimetres wide and deep; its origin is the far left corner as the worker sees it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: tuple[int, int]
    area: tuple[float, float] = AREA_MM
    to_picture: Homography
    made_by: MadeBy = MadeBy.HAND
    camera: CameraSide | None = None

    def contrast(self, outline: tuple[Point, ...]) -> float | None:
        """Return the lowest contrast that a place meets; None where no camera measured it."""
        if self.camera is None or not self.camera.contrast:
            return None
        found = []
        for x, y in (*outline, _middle(outline)):
            column = min(max(int(x / self.area[0] * CELLS[0]), 0), CELLS[0] - 1)
            row = min(max(int(y / self.area[1] * CELLS[1]), 0), CELLS[1] - 1)
            found.append(self.camera.contrast[row * CELLS[0] + column])
        seen = [value for value in found if value > 0]
        return min(seen) if seen else None


class TrayView(BaseModel):
    """How the tray of a task looked to the camera when its places were shown, so that it is found again (mm).

    ``hull`` is where the camera takes the places together to be: what stands high lies further out for it than for the
    lamp, and ``onto`` takes the camera's millimetres to the light's. ``picture`` is that piece of the bench, ``bench``
    all of it, small; both grey, PNG in base64.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    hull: tuple[Point, ...]
    onto: Homography
    picture: str
    bench: str


class BenchLight(BaseModel):
    """What is kept of the light at a station: the map, and where each place of a task lies on the bench (mm).

    ``places``: by task folder, then by the place's name, on whichever photos it is marked. ``panel`` is the free spot
    for words, if the coach chose one.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    map: BenchMap | None = None
    places: Mapping[str, Mapping[str, tuple[Point, ...]]] = Field(default_factory=dict)
    panel: tuple[Point, ...] = ()
    trays: Mapping[str, TrayView] = Field(default_factory=dict)
    """By task folder, where a camera saw its places lit: then the light follows the tray."""

    def place(self, task: str, name: str | None) -> tuple[Point, ...]:
        """Tell where a place lies on the bench; empty where the coach did not show it."""
        return self.places.get(task, {}).get(name or "", ())


def dots(area: tuple[float, float]) -> tuple[Point, ...]:
    """Tell where the dots of the drift check are shown (mm)."""
    return tuple((u * area[0], v * area[1]) for u, v in DOT_SPOTS)


@dataclass(frozen=True)
class LitWords:
    """A whole instruction in words, for a free spot of the bench."""

    outline: tuple[Point, ...]
    sentence: str
    warning: str = ""
    photo: str = ""
    """The step's photo, a file in the task's folder."""
    right_to_left: bool = False


@dataclass(frozen=True)
class Lit:
    """What is to be lit: outlines in millimetres on the bench, and what stands beside the first.

    ``number`` is the count beside it (“2×”); ``source`` is a second place to take from, with an arrow from it where
    both are lit.
    ``mark`` is how much of them is drawn, as in the photo: a line, a thin one, the corners; of nothing, nothing is lit.
    """

    outline: tuple[Point, ...] = ()
    number: str = ""
    source: tuple[Point, ...] = ()
    words: LitWords | None = None
    mark: Mark = Mark.FILLED
    source_stays: bool = False
    """Whether the source stands beside the tray, and stays where it is when that is pushed."""

    @property
    def is_dark(self) -> bool:
        return not (self.outline or self.source or self.words)

    def pushed(self, by: Homography) -> Lit:
        """Return this, with the tray pushed by so much (mm to mm)."""
        source = self.source if self.source_stays else by.all(self.source)
        return replace(self, outline=by.all(self.outline), source=source)


DARK = Lit()


@dataclass(frozen=True)
class FollowedTray:
    """What the eye must know to follow a tray; ``by`` is how far it was pushed when last seen (mm to mm)."""

    camera: CameraSide
    view: TrayView
    by: Homography


@dataclass(frozen=True)
class TrayPushed:
    """The tray stands elsewhere than where its places were shown: ``by`` takes them there (mm to mm)."""

    by: Homography


@dataclass(frozen=True)
class OutlineSeen:
    """The lit outline was seen so far (mm) from where it must be."""

    mm: float


def _middle(outline: tuple[Point, ...]) -> Point:
    return sum(p[0] for p in outline) / len(outline), sum(p[1] for p in outline) / len(outline)


LEAST_SEEN = 3  # dots, of five
MOVED_MM = 1.4  # from here on the coach hears of it; the same dots, seen twice, differ by a third of that
OFF_MM = 5.0  # and from here on there is no light


class Drift(StrEnum):
    """What the dots say."""

    NONE = "none"
    MOVED = "moved"
    OFF = "off"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True)
class DriftFinding:
    """What the dots say, and how far the light is off (mm) where it could be told."""

    drift: Drift
    mm: float = 0.0


def compare(seen: Sequence[Point | None], taught: Sequence[Point | None]) -> DriftFinding:
    """Return the light against where it was when its map was made."""
    from statistics import median  # a station without a light does not wait for it

    misses = [math.dist(a, b) for a, b in zip(seen, taught, strict=True) if a and b]
    if len(misses) < LEAST_SEEN:
        return DriftFinding(Drift.CANNOT_TELL)
    far = median(misses)
    return DriftFinding(Drift.OFF if far > OFF_MM else Drift.MOVED if far > MOVED_MM else Drift.NONE, round(far, 1))
