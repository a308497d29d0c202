"""Showing where the light is to fall, by hand: the corners of the work area, then the places of a task."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from oss_app.core.light import AREA_MM, OFF_MM, BenchLight, BenchMap, MadeBy
from oss_app.core.plane import Homography, between, fitted, is_flat
from oss_app.core.region import Outline, Point
from oss_app.core.task import Task

MARGIN = 0.08  # of the projector's picture, that the corners stand in from its edge at first
TRAY_MM = 300.0  # width of the places together, where nobody showed them yet (start)
LEAST_MM, MOST_MM = 200.0, 3000.0
"""Sides between which a work area can be."""
FOUR, NINE = frozenset(range(4)), frozenset(range(9))
"""The crosses: those of the corners, and all of them."""
LEAST_TELLING = 6
"""Crosses, from which the others tell which one lies wrong."""
MOST_MISS_MM = OFF_MM
"""By which the crosses may disagree: the light lies no better than they do."""
SOURCE_MM = (100.0, 80.0)  # a place to take from, where nobody showed it yet (start)
WORDS_MM = (420.0, 140.0)  # the free spot for words at first: five lines, for a long sentence with its warning


@dataclass(frozen=True)
class CornerPlacing:
    """The crosses of the work area, in pixels of the projector: its corners, and the middles of its sides and of it.

    The corners go far left, far right, near right, near left; the middles far, right, near, left and its own. A middle
    that nobody laid (None) is where the others put it. ``placed`` are those that lie where a hand or the camera put
    them; the others wait to be laid.
    """

    size: tuple[int, int]
    corners: tuple[Point, ...]
    area: tuple[float, float] = AREA_MM
    laid: tuple[Point | None, ...] = (None,) * 5
    placed: frozenset[int] = frozenset()

    @classmethod
    def of(cls, size: tuple[int, int], kept: BenchMap | None) -> CornerPlacing:
        """As they are kept for a picture of this size, else a little within its edge."""
        if kept and kept.size == size:
            placed = NINE if kept.made_by is MadeBy.CAMERA else FOUR
            return cls(size, kept.to_picture.all(_corners(kept.area)), kept.area, placed=placed)
        left, top = MARGIN * size[0], MARGIN * size[1]
        right, bottom = size[0] - left, size[1] - top
        return cls(size, ((left, top), (right, top), (right, bottom), (left, bottom)))

    def moved(self, cross: int, by: Point) -> CornerPlacing:
        """With one cross moved by some pixels, the middles after the corners; it stays in the picture."""
        x, y = (*self.corners, *self.middles)[cross]
        at = (min(max(x + by[0], 0.0), self.size[0] - 1.0), min(max(y + by[1], 0.0), self.size[1] - 1.0))
        middle = cross - len(self.corners)
        laid = self.laid if middle < 0 else (*self.laid[:middle], at, *self.laid[middle + 1 :])
        corners = self.corners if middle >= 0 else (*self.corners[:cross], at, *self.corners[cross + 1 :])
        by_hand = {len(corners) + number for number, there in enumerate(laid) if there}
        return replace(self, corners=corners, laid=laid, placed=self.placed & FOUR | by_hand | {cross})

    @property
    def middles(self) -> tuple[Point, ...]:
        """Where the crosses on the middles are."""
        if self._there:
            follow = self._there.all(_middles(self.area))
        else:
            sides = zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True)
            follow = (*(_middle(side) for side in sides), _middle(self.corners))
        return tuple(laid or there for laid, there in zip(self.laid, follow, strict=True))

    @property
    def is_sound(self) -> bool:
        """Whether the crosses span an area that light can be laid on."""
        return self._there is not None

    @cached_property
    def _there(self) -> Homography | None:
        """Millimetres to pixels, as all crosses that were laid have it together; None where they span no area."""
        if is_flat(self.corners) or not all(LEAST_MM <= side <= MOST_MM for side in self.area):
            return None
        if not any(self.laid):
            return between(_corners(self.area), self.corners)
        try:
            return fitted(*self._pairs)
        except ValueError:  # crosses that lie anywhere lie on no plane
            return None

    @property
    def miss_mm(self) -> float | None:
        """Return how far the worst cross lies from where all together put it; None where four corners say nothing."""
        return max(self._misses(None)) if any(self.laid) and self.is_sound else None

    @property
    def odd_one(self) -> int | None:
        """Return the cross without which the others agree best; None where so few cannot tell."""
        numbers = [n for n, there in enumerate((*self.corners, *self.laid)) if there]
        if len(numbers) < LEAST_TELLING:
            return None
        left = {n: max(self._misses(row)) for row, n in enumerate(numbers)}
        return min(left, key=left.__getitem__)

    def map(self) -> BenchMap:
        """Return the bench map that follows. ValueError where the crosses are not sound."""
        if self._there is None:
            raise ValueError("these corners span no work area")
        return BenchMap(size=self.size, area=self.area, to_picture=self._there)

    @property
    def _pairs(self) -> tuple[tuple[Point, ...], tuple[Point, ...]]:
        """Millimetres and pixels of the crosses that were laid."""
        spots = zip((*_corners(self.area), *_middles(self.area)), (*self.corners, *self.laid), strict=True)
        pairs = [(where, there) for where, there in spots if there]
        return tuple(where for where, _ in pairs), tuple(there for _, there in pairs)

    def _misses(self, without: int | None) -> list[float]:
        """Return how far (mm) each that was laid lies from where they put it, but for the one that does not count."""
        where, there = self._pairs
        back = fitted(where, there, without).inverse()
        return [math.dist(back.at(b), a) for n, (a, b) in enumerate(zip(where, there, strict=True)) if n != without]


def _corners(area: tuple[float, float]) -> tuple[Point, ...]:
    return _rectangle(0.0, 0.0, *area)


def _middles(area: tuple[float, float]) -> tuple[Point, ...]:
    width, depth = area
    return (width / 2, 0.0), (width, depth / 2), (width / 2, depth), (0.0, depth / 2), (width / 2, depth / 2)


def marked(task: Task) -> dict[str, Outline]:
    """Return the places that steps of a task put things in, as the coach marked them on the first photo of each.

    Photos of one task show its tray from one side: together the outlines are a picture of the tray.
    """
    found: dict[str, Outline] = {}
    for step in task.steps:
        outline = task.outline_of(step)
        if outline and step.place:
            found.setdefault(step.place, outline)
    return found


def sources(task: Task) -> tuple[str, ...]:
    """Return the places that steps take from and none fills: they stand beside the tray, and stay where they are."""
    filled = {step.place for step in task.steps}
    taken = (step.take for step in task.steps)
    return tuple(dict.fromkeys(name for name in taken if name and name not in filled))


@dataclass(frozen=True)
class TrayPlacing:
    """The places of one tray on the bench (mm): they move together by ``tray``, its corners, or one by one.

    The tray's top is a plane, also where it stands higher than the bench: four corners lay all its places right.
    ``sources`` names those that stand beside the tray, and move one by one only.
    """

    places: Mapping[str, tuple[Point, ...]]
    tray: tuple[Point, ...] = field(default=())
    sources: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        outlines: Mapping[str, Outline],
        kept: Mapping[str, tuple[Point, ...]],
        area: tuple[float, float],
        sources: Sequence[str] = (),
    ) -> TrayPlacing:
        """As kept; what is new stands among the others as it does on the photo, a new source at the far right."""
        places: dict[str, tuple[Point, ...]] = {}
        tray: tuple[Point, ...] = ()
        if outlines:
            frame = _box([point for outline in outlines.values() for point in outline])
            wide, deep = frame[2][0] - frame[0][0], frame[2][1] - frame[0][1]
            height = min(area[1] * 0.8, TRAY_MM * deep / wide * 9 / 16 if wide else TRAY_MM)
            left, top = (area[0] - TRAY_MM) / 2, (area[1] - height) / 2
            there = between(frame, _rectangle(left, top, left + TRAY_MM, top + height))
            places = {name: kept.get(name) or there.all(outline) for name, outline in outlines.items()}
            tray = _box([point for outline in places.values() for point in outline])
        for number, name in enumerate(sources):
            left, top = (
                area[0] - SOURCE_MM[0] - 20,
                20 + number * (SOURCE_MM[1] + 20) % max(1.0, area[1] - SOURCE_MM[1]),
            )
            places[name] = kept.get(name) or _rectangle(left, top, left + SOURCE_MM[0], top + SOURCE_MM[1])
        return cls(places, tray, frozenset(sources))

    def moved(self, by: Point) -> TrayPlacing:
        """All of the tray moved by some millimetres."""
        return replace(self, places=self._with_tray(lambda o: _shifted(o, by)), tray=_shifted(self.tray, by))

    def corner_moved(self, corner: int, by: Point) -> TrayPlacing:
        """One corner of the tray moved, and its places with it; as it was where it would fold over."""
        x, y = self.tray[corner]
        tray = (*self.tray[:corner], (x + by[0], y + by[1]), *self.tray[corner + 1 :])
        if is_flat(tray):
            return self
        there = between(self.tray, tray)
        return replace(self, places=self._with_tray(there.all), tray=tray)

    def place_moved(self, name: str, by: Point) -> TrayPlacing:
        """One place moved among the others."""
        return replace(self, places={**self.places, name: _shifted(self.places[name], by)})

    def place_corner_moved(self, name: str, corner: int, by: Point) -> TrayPlacing:
        """One corner of one place moved."""
        outline = self.places[name]
        x, y = outline[corner]
        moved = (*outline[:corner], (x + by[0], y + by[1]), *outline[corner + 1 :])
        return replace(self, places={**self.places, name: moved})

    def _with_tray(self, act: Callable[[tuple[Point, ...]], tuple[Point, ...]]) -> dict[str, tuple[Point, ...]]:
        return {name: outline if name in self.sources else act(outline) for name, outline in self.places.items()}


def with_places(light: BenchLight, task: str, places: Mapping[str, tuple[Point, ...]]) -> BenchLight:
    """Return what is kept, with the places of a task as they are now; how its tray looks is to be seen anew."""
    trays = {name: view for name, view in light.trays.items() if name != task}
    return light.model_copy(update={"places": {**light.places, task: dict(places)}, "trays": trays})


def words_spot(area: tuple[float, float]) -> tuple[Point, ...]:
    """Return a spot for words, near the worker."""
    left = (area[0] - WORDS_MM[0]) / 2
    return _rectangle(left, area[1] - WORDS_MM[1] - 20, left + WORDS_MM[0], area[1] - 20)


def _middle(points: Sequence[Point]) -> Point:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


def _shifted(outline: tuple[Point, ...], by: Point) -> tuple[Point, ...]:
    return tuple((x + by[0], y + by[1]) for x, y in outline)


def _rectangle(left: float, top: float, right: float, bottom: float) -> tuple[Point, ...]:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def _box(points: list[Point]) -> tuple[Point, ...]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return _rectangle(min(xs), min(ys), max(xs), max(ys))
