"""Small things on an empty place as blobs that can be counted: where a photo differs from the bench without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import Window

DIM = 8.0  # added to each channel, so that noise in the dark counts little
LEVELS = tuple(round(0.06 * 1.22**i, 4) for i in range(14))
"""From which difference a pixel belongs to a thing: a list to choose from, by what the taught photos show."""
RUN = 3  # neighbouring levels at which all taught photos must give the right number
AGREE = 2  # of three levels that must tell all things apart; none may tell another number
SPECK = 0.3  # of the smallest taught thing: what is smaller is noise
SMALLER, LARGER = (
    0.75,
    1.35,
)  # than the smallest and the largest taught thing one may be; two that touch are larger still
SHAPE = 1.3  # times as long, or as round, as the taught ones
OFF, SPREAD = 0.15, 0.5  # by how much a thing's colour may lie beyond the taught ones, and share of their spread added
CUT = 0.12  # share of a thing that may lie on the other side of the region's edge
LEAST = 20  # pixels of the smallest thing


class Cue(StrEnum):
    """By what a thing stands out from the bench."""

    BRIGHT = "bright"
    DARK = "dark"
    COLOUR = "colour"
    BRIGHT_OR_COLOUR = "bright or colour"
    ANY = "any"


@dataclass(frozen=True)
class Blob:
    """One connected piece that differs: its pixels, the share of them in the region, its shape and colour.

    ``length`` is that of its longer side, ``solid`` the share of its upright box that it fills, ``colour`` the usual
    difference from the bench, as logarithms: blue, green, red.
    """

    area: int
    inside: float
    length: float
    solid: float
    colour: tuple[float, float, float]


@dataclass(frozen=True)
class _Known:
    """What the taught things look like by one cue, from one level on: the least and the most of each."""

    cue: Cue
    level: float
    area: tuple[float, float]
    length: tuple[float, float]
    solid: tuple[float, float]
    colour: tuple[tuple[float, float, float], tuple[float, float, float]]

    def holds(self, blob: Blob) -> bool:
        """Tell whether a blob is one such thing."""
        is_large = SMALLER * self.area[0] <= blob.area <= LARGER * self.area[1]
        is_long = self.length[0] / SHAPE <= blob.length <= SHAPE * self.length[1]
        is_round = self.solid[0] / SHAPE <= blob.solid <= SHAPE * self.solid[1]
        near = all(
            least - OFF - SPREAD * (most - least) <= seen <= most + OFF + SPREAD * (most - least)
            for least, seen, most in zip(self.colour[0], blob.colour, self.colour[1], strict=True)
        )
        return is_large and is_long and is_round and near


@dataclass(frozen=True)
class Counted:
    """How many things were told apart; None where they could not be. ``is_other``: something else lies there."""

    number: int | None
    is_other: bool = False


class BlobFinder:
    """Finds what differs from ``bare``, the bench with the place empty; remembers what it found in each picture."""

    def __init__(self, window: Window, bare: Picture) -> None:
        self._bare = _log(bare)
        self._region = window.mask(window.size) > 0.5
        wide = max(3, round(min(window.size) * 0.06)) | 1
        self._near = cv2.dilate(self._region.astype(np.uint8), np.ones((wide, wide), np.uint8)) > 0
        self._grid = _grid(self._region.shape)
        self._found: dict[tuple[int, Cue, float], list[Blob]] = {}
        self._kept: dict[int, tuple[Picture, Numbers]] = {}

    def blobs(self, crop: Picture, cue: Cue, level: float) -> list[Blob]:
        """Return what differs in a work area of the window's size."""
        key = id(crop), cue, level
        if key not in self._found:
            self._found[key] = self._find(self._difference(crop), cue, level)
        return self._found[key]

    def forget(self) -> None:
        """Forget the pictures that were seen."""
        self._found.clear()
        self._kept.clear()

    def _difference(self, crop: Picture) -> Numbers:
        """Height x width x 3: logarithm of now to bare, the light taken off as a plane over what is still bare."""
        if id(crop) not in self._kept:
            raw = self._least_change(_log(crop))
            flat = raw.reshape(-1, 3)
            rest = flat - np.median(flat, axis=0)
            for _ in range(3):
                far = np.abs(rest).max(1)
                still = far <= max(0.05, float(np.median(far)) * 2)
                plane = np.linalg.lstsq(self._grid[still][::5], flat[still][::5], rcond=None)[0]
                rest = flat - self._grid @ plane
            self._kept[id(crop)] = crop, rest.reshape(raw.shape)
        return self._kept[id(crop)][1]

    def _least_change(self, now: Numbers) -> Numbers:
        """Each pixel compared with those around it on the bench: a printed line may lie one pixel aside."""
        padded = np.pad(self._bare, ((1, 1), (1, 1), (0, 0)), "edge")
        height, width = now.shape[:2]
        level = np.median(now - self._bare, axis=(0, 1))
        best, least = now - self._bare, np.abs((now - self._bare - level).sum(2))
        for i in range(3):
            for j in range(3):
                change = now - padded[i : i + height, j : j + width]
                size = np.abs((change - level).sum(2))
                closer = size < least
                best[closer], least[closer] = change[closer], size[closer]
        return best

    def _find(self, change: Numbers, cue: Cue, level: float) -> list[Blob]:
        lum = change.mean(2)
        tint = np.abs(change - lum[..., None]).max(2) * 1.5
        match cue:
            case Cue.BRIGHT:
                strong = lum
            case Cue.DARK:
                strong = -lum
            case Cue.COLOUR:
                strong = tint
            case Cue.BRIGHT_OR_COLOUR:
                strong = np.maximum(lum, tint)
            case Cue.ANY:
                strong = np.maximum(np.abs(lum), tint)
        mask = ((strong > level) & self._near).astype(np.uint8)
        mask = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
        outer = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0]
        return [b for b in (self._blob(contour, change) for contour in outer) if b is not None]

    def _blob(self, contour: Numbers, change: Numbers) -> Blob | None:
        left, top, width, height = cv2.boundingRect(contour)
        filled = np.zeros((height, width), np.uint8)
        cv2.drawContours(filled, [contour - np.array([[left, top]])], -1, 1, cv2.FILLED)
        area = int(filled.sum())
        if area < LEAST // 2:
            return None
        here = slice(top, top + height), slice(left, left + width)
        inside = float(self._region[here][filled > 0].mean())
        sides = sorted(cv2.minAreaRect(contour)[1])
        solid = area / max(1.0, (sides[0] + 1) * (sides[1] + 1))
        blue, green, red = (float(v) for v in np.median(change[here][filled > 0], axis=0))
        return Blob(area, inside, float(sides[1]) + 1, float(solid), (blue, green, red))


class Counter:
    """Counts things of one sort as the taught photos show them; made by ``counter_of``."""

    def __init__(self, finder: BlobFinder, known: Sequence[_Known]) -> None:
        self._finder, self._known = finder, known

    def forget(self) -> None:
        """Forget the pictures that were seen; none is kept during the work."""
        self._finder.forget()

    def count(self, crop: Picture) -> Counted:
        """Count in a work area; a number only where three levels agree and each blob is one thing."""
        found = [self._at(crop, known) for known in self._known]
        numbers = [c.number for c in found if c.number is not None]
        agree = len(numbers) >= AGREE and len(set(numbers)) == 1
        return Counted(numbers[0]) if agree else Counted(None, sum(c.is_other for c in found) >= AGREE)

    def _at(self, crop: Picture, known: _Known) -> Counted:
        number, is_clear, is_other = 0, True, False
        for blob in self._finder.blobs(crop, known.cue, known.level):
            if blob.area < SPECK * known.area[0] or blob.inside < CUT:
                continue
            if blob.inside <= 1 - CUT:
                is_clear = False
            elif known.holds(blob):
                number += 1
            else:
                is_clear = False
                is_other = is_other or blob.area <= LARGER * known.area[1]
        return Counted(number) if is_clear else Counted(None, is_other)


def counter_of(finder: BlobFinder, done: Sequence[Picture], not_done: Sequence[Picture], number: int) -> Counter | None:
    """Return what counts ``number`` things in each photo of *done*.

    None where no cue and level tells the things apart in all of them, or where it counts that number in a photo of
    *not done*.
    """
    best: tuple[int, Counter] | None = None
    for cue in Cue:
        good = [_tells_apart(finder, cue, level, done, number) for level in LEVELS]
        start, length = _longest(good)
        if length < RUN or (best and length <= best[0]):
            continue
        levels = LEVELS[start + length // 4], LEVELS[start + length // 2], LEVELS[start + (3 * length - 1) // 4]
        counter = Counter(finder, [_known(finder, cue, level, done) for level in levels])
        right = all(counter.count(crop).number == number for crop in done)
        if right and not any(counter.count(crop).number == number for crop in not_done):
            best = length, counter
    return best[1] if best else None


def _tells_apart(finder: BlobFinder, cue: Cue, level: float, done: Sequence[Picture], number: int) -> bool:
    """Tell whether each photo of *done* has just so many blobs of about one size."""
    areas: list[int] = []
    for crop in done:
        sizes = sorted((b.area for b in finder.blobs(crop, cue, level) if b.inside >= CUT), reverse=True)
        if len(sizes) < number or sizes[number - 1] < LEAST or sizes[0] > 2 * sizes[number - 1]:
            return False
        if len(sizes) > number and sizes[number] >= SPECK * sizes[number - 1]:
            return False
        areas += sizes[:number]
    return max(areas) <= 2 * min(areas)


def _longest(good: Sequence[bool]) -> tuple[int, int]:
    """Tell where the longest run of True begins, and how long it is."""
    best, start = (0, 0), 0
    for i, is_good in enumerate([*good, False]):
        if not is_good:
            best = max(best, (start, i - start), key=lambda run: run[1])
            start = i + 1
    return best


def _known(finder: BlobFinder, cue: Cue, level: float, done: Sequence[Picture]) -> _Known:
    things = [b for crop in done for b in finder.blobs(crop, cue, level) if b.inside >= CUT]
    usual = float(np.median([b.area for b in things]))
    things = [b for b in things if b.area > usual / 2]
    colours = np.array([b.colour for b in things])
    least, most = (tuple(float(v) for v in row) for row in (colours.min(0), colours.max(0)))
    return _Known(
        cue,
        level,
        _span([b.area for b in things]),
        _span([b.length for b in things]),
        _span([b.solid for b in things]),
        ((least[0], least[1], least[2]), (most[0], most[1], most[2])),
    )


def _span(values: Sequence[float]) -> tuple[float, float]:
    return float(min(values)), float(max(values))


def _log(picture: Picture) -> Numbers:
    return np.asarray(np.log(cv2.GaussianBlur(picture, (3, 3), 0).astype(np.float32) + DIM))


def _grid(shape: tuple[int, ...]) -> Numbers:
    """1, x and y of each pixel: a plane is a sum of them."""
    y, x = np.mgrid[0 : shape[0], 0 : shape[1]].astype(np.float32)
    return np.stack([np.ones(x.size, np.float32), x.ravel() / shape[1], y.ravel() / shape[0]], 1)
