"""The printed tags round the work area: where they are to lie, and what they say about millimetres."""

from __future__ import annotations

from collections.abc import Mapping

import cv2
import numpy as np

from oss_app.core.light import MapFault
from oss_app.projection.fault import MapRefusedError
from oss_app.projection.lens import Lens, mapped
from oss_app.projection.picture import Grey, Numbers

TAG_KINDS = cv2.aruco.DICT_4X4_50
TAG_MM = 30.0
"""As the sheet of ``oss-app tags`` prints them."""
SPOTS = ((0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0), (0.0, 0.5), (1.0, 0.5))
"""Where the middles of the tags 0 to 7 lie, in parts of the work area."""
LEAST = 6
MISS_MM = 3.0  # a tag that is seen further from where the others put it was moved, or measured wrongly
SIDE_MM = 2.5  # by which the side of a tag may come out wrong
SQUARE = 0.04  # by which a tag's width may differ from its depth, over all: 1.4 % at most on the tuning seeds 1 to 20


def spots(area: tuple[float, float]) -> dict[int, tuple[float, float]]:
    """By number, where the middle of each tag lies (mm)."""
    return {number: (u * area[0], v * area[1]) for number, (u, v) in enumerate(SPOTS)}


def find_tags(pictures: tuple[Grey, ...]) -> dict[int, Numbers]:
    """Return the corners (4x2, pixels) of every tag of the layout that is seen in any of the pictures."""
    options = cv2.aruco.DetectorParameters()
    options.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS), options)
    seen: dict[int, list[Numbers]] = {}
    for picture, times in [(picture, times) for picture in pictures for times in (1, 2)]:
        larger = picture if times == 1 else cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC)
        corners, numbers, _ = detector.detectMarkers(larger)
        for number, where in zip([] if numbers is None else numbers.ravel(), corners, strict=False):
            if int(number) < len(SPOTS):
                found = (where.reshape(4, 2).astype(np.float64) + 0.5) / times - 0.5
                seen.setdefault(int(number), []).append(found)
    return {number: np.mean(found, axis=0) for number, found in seen.items()}


def bench_from(tags: Mapping[int, Numbers], area: tuple[float, float], lens: Lens) -> Numbers:
    """Return the map (3x3) from the straight picture to millimetres. Raises MapRefusedError."""
    where = spots(area)
    numbers = sorted(tags)
    if len(numbers) < LEAST:
        raise MapRefusedError(MapFault.NO_TAGS, next((n for n in where if n not in tags), None))
    corners = {n: lens.straight(tags[n]) for n in numbers}
    seen = np.array([_crossing(corners[n]) for n in numbers])
    truth = np.array([where[n] for n in numbers])
    matrix = _fit(seen, truth)
    worst = _moved(seen, truth)
    if worst is not None:
        raise MapRefusedError(MapFault.TAGS_MOVED, numbers[worst])
    sides = np.array([_sides(mapped(matrix, corners[n])) for n in numbers])
    # paper that is overexposed makes a tag smaller, but not narrower than it is deep: a wrong width alone does
    if abs(np.log(sides[:, 0] / sides[:, 1]).mean()) > SQUARE:
        raise MapRefusedError(MapFault.AREA_WRONG)
    wrong = np.abs(sides.mean(1) - TAG_MM) > SIDE_MM
    if wrong.any():
        fault = MapFault.AREA_WRONG if wrong.mean() > 0.5 else MapFault.TAGS_MOVED
        raise MapRefusedError(fault, numbers[int(np.argmax(wrong))])
    return matrix


def _sides(corners: Numbers) -> Numbers:
    """Return how wide and how deep (mm) a tag's sides are, however it is turned: squares of its four edges add up."""
    edges = corners - np.roll(corners, 1, 0)
    return np.asarray(np.sqrt((edges**2).sum(0) / 2))


def _moved(seen: Numbers, truth: Numbers) -> int | None:
    """Return the tag that lies elsewhere than is said; None where all agree.

    Each pair is left out in turn: the others alone say where it should be. A single tag that is wrong spoils every
    fit but those without it.
    """
    count = len(seen)
    misses = np.linalg.norm(mapped(_fit(seen, truth), seen) - truth, axis=1)
    if misses.max() <= MISS_MM / 2:
        return None
    without = []
    for one in range(count):
        keep = np.arange(count) != one
        rest = _fit(seen[keep], truth[keep])
        without.append(
            (
                float(np.linalg.norm(mapped(rest, seen[keep]) - truth[keep], axis=1).max()),
                float(np.linalg.norm(mapped(rest, seen[[one]]) - truth[one])),
            )
        )
    best = int(np.argmin([fit for fit, _ in without]))
    return best if misses.max() > MISS_MM or without[best][1] > 2 * MISS_MM else None


def _fit(seen: Numbers, truth: Numbers) -> Numbers:
    """All of them count: with so few, a sample that passes through its own points would prove nothing."""
    matrix, _ = cv2.findHomography(seen, truth, 0)
    if matrix is None:
        raise MapRefusedError(MapFault.NO_TAGS)
    return np.asarray(matrix)


def _crossing(corners: Numbers) -> Numbers:
    """Tell where the diagonals of four corners meet: the middle of a tag, seen from any side."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    first, second = np.array([cx - ax, cy - ay]), np.array([dx - bx, dy - by])
    part = ((bx - ax) * second[1] - (by - ay) * second[0]) / (first[0] * second[1] - first[1] * second[0])
    return np.asarray(np.array([ax, ay]) + part * first, np.float64)
