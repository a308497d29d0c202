"""The checks *occupied*, *empty*, *right item* and *count*: which taught photos the work area looks like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.align import Alignment
from oss_app.vision.detectors.hue import Hue
from oss_app.vision.detectors.view import View
from oss_app.vision.model import CELL, SLIP, Box, change_alike, distance, patches, unlikeness, unmoved
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import Window

RATHER = 0.2  # how much nearer to the photos of done than to those of not done the right item must be
SPILL = 0.2  # share of a change that lies outside the region, from which it may belong to a neighbour ...
RATHER_SPILT = 0.5  # ... and how much nearer to the photos of things a look must be then, to count as occupied
CHANGED = 0.35  # unlikeness to all photos of the empty place from which a patch, with its neighbours, has changed
FEWEST = 3  # changed patches that are a thing
OCCUPIED = 0.6  # from this value of "something lies here" a place counts as occupied ...
FREE = 0.0  # ... and down from this one as empty; between them a look cannot tell
ALIKE = -0.09  # how near to the photos of done the right item must be, given their nearness and the light
DOUBT = 0.15  # how far below RATHER and ALIKE a look cannot tell rather than says not done
# All of the above are differences of logarithms of distances, chosen on taught photos only: docs/checks.md
OWN = 0.35  # how much the nearness of things among themselves counts
LIGHT = 0.35  # how much it counts that what surrounds the item looks otherwise than when it was taught
PLAIN = 0.5  # how much the nearness of photos of the empty place among themselves counts
USUAL = 1.7, -2.2  # those nearnesses, of things and of the empty place, where only one photo was taught
QUIET = 0.2  # unlikeness up to which a patch of a thing's photo belongs to what surrounds it
STILL = 10  # percent of what surrounds it, from which the light is read: other neighbours change much of the rest
NOISE = 0.01  # added to what surrounds it, lest a perfect match count too much
STEEP = 4.0  # of the score around the rule, where it is 0.5
MIDDLE = 0.25  # of the region's box: how far from its middle a patch still counts, when something may lie anywhere
STRANGE = 0.45  # unlikeness from which no taught photo explains a patch
HAND = 0.06  # share of the region that something reaches over ...
UNEXPLAINED = 0.1  # ... and share that no taught photo explains: together they are a hand
BARE = 0.5  # of how far the photos of things are from the empty bench: nearer ones of *not done* show nothing
ITEM_KINDS = frozenset({CheckKind.RIGHT_ITEM, CheckKind.COUNT})
"""The kinds that ask for a certain item, and so for its colour."""
NO_PICTURE = np.zeros((0, 0, 3), np.uint8)
KINDS = frozenset({CheckKind.OCCUPIED, CheckKind.EMPTY, CheckKind.RIGHT_ITEM, CheckKind.COUNT})

TURNED_SLIP = 2  # patches by which a thing that was turned round may lie elsewhere than the turned photo shows
FAINT = 0.3  # how much fainter, as logarithm, a change may be than the faintest between the taught sides
COMING = 0.7  # how alike a change must be to the coming of the taught item


@dataclass(frozen=True, eq=False)
class Example:
    """One photo of the work area: its patches (CxHxW), and the picture itself for its colours."""

    patches: Numbers
    crop: Picture

    @classmethod
    def of(cls, crop: Picture, size: tuple[int, int]) -> Example:
        """Of a picture, in the window's size should that have changed since it was taken."""
        fitted = fit(crop, size)
        return cls(patches(fitted), fitted)

    def kept(self) -> Example:
        """Return the same in half precision and without the picture: a kit of a hundred checks keeps more than a
        thousand.
        """
        return Example(self.patches.astype(np.float16), NO_PICTURE)


class Comparer:
    """Compares photos patch by patch; one that ``remembers`` compares no two photos twice."""

    def __init__(self, window: Window, *, remembers: bool = False) -> None:
        self.box = box_of(window)
        self._whole = 0, 0, window.size[0] // CELL, window.size[1] // CELL
        self._memory: dict[tuple[int, int, int], Numbers] | None = {} if remembers else None

    def slipping(self, a: Example, b: Example) -> Numbers:
        """``unlikeness`` in the region's box, with the whole free to slip."""
        return self._remembered(a, b, SLIP)

    def everywhere(self, a: Example, b: Example) -> Numbers:
        """Height x width of the window: how unlike the patches are where they lie."""
        return self._remembered(a, b, 0)

    def inside(self, a: Example, b: Example) -> Numbers:
        """As ``everywhere``, of the region's box alone."""
        left, top, right, bottom = self.box
        return self.everywhere(a, b)[top:bottom, left:right]

    def _remembered(self, a: Example, b: Example, slip: int) -> Numbers:
        key = id(a), id(b), slip
        if self._memory is not None and key in self._memory:
            return self._memory[key]
        box = self.box if slip else self._whole
        found = unlikeness(a.patches, b.patches, box, slip)
        found = found if slip else unmoved(found)
        if self._memory is not None:
            self._memory[key] = found
        return found


class AppearanceOptions(BaseModel):
    """For the kind *count*: ``count``, how many items the photos of *done* show; ``counts``, another number may be
    asked for too, since in the rehearsal each one was counted. For *right item*: ``one_way``, it must not lie turned.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    count: int = Field(default=0, ge=0, le=99)
    counts: bool = False
    one_way: bool = False


@dataclass(frozen=True)
class Likeness:
    """What one look gives to the rules; ``near`` and ``far`` are logarithms of distances, the rest are shares.

    ``near``: to the nearest photo of things, where its thing lies; ``far``: there, to the nearest of the other photos;
    ``around``: to the same photo of things, where it changed least around its thing; ``middle``: to the nearest of the
    other photos, in the middle of the region; ``spill``: share of the change that lies outside the region; ``strange``:
    share of the region that no taught photo explains; ``nearest``: which of the other photos is nearest.
    """

    near: float
    far: float
    around: float
    middle: float
    spill: float
    strange: float
    nearest: int


class AppearanceClassifier:
    """Compares each patch of the work area with the patches at the same spot of the taught photos.

    Things lie on the photos of *done*, for the kind *empty* on those of *not done*; a thing is where its photo differs
    from all photos of the other side. ``bare``, the empty bench of the reference photo, tells which photos of
    *not done* show a wrong item.
    """

    def __init__(
        self,
        kind: CheckKind,
        done: Sequence[Example],
        not_done: Sequence[Example],
        window: Window,
        comparer: Comparer | None = None,
        bare: Example | None = None,
        *,
        one_way: bool = False,
    ) -> None:
        self._kind, self._size = kind, window.size
        self._compare = comparer or Comparer(window, remembers=True)
        self._box = left, top, right, bottom = self._compare.box
        share = window.mask((window.size[0] // CELL, window.size[1] // CELL))
        self._region, self._area = share > 0.5, share[top:bottom, left:right]
        self._middle = self._area * _bump(*self._area.shape)
        self._things, self._others = (not_done, done) if kind is CheckKind.EMPTY else (done, not_done)
        across = [[self._compare.everywhere(thing, other) for other in self._others] for thing in self._things]
        nearest = [np.minimum.reduce(row) for row in across]
        self._items = [self._area * row[top:bottom, left:right] for row in nearest]
        self._quiet = [row < QUIET for row in nearest]
        among_things = [
            min(distance(self._compare.slipping(a, b), self._items[j]) for j, b in enumerate(self._things) if j != i)
            for i, a in enumerate(self._things)
            if len(self._things) > 1
        ]
        self._own_near = -float(np.mean([_logarithm(d) for d in among_things])) if among_things else USUAL[0]
        maps = [
            np.minimum.reduce([self._compare.inside(a, b) for j, b in enumerate(self._others) if j != i])
            for i, a in enumerate(self._others)
            if len(self._others) > 1
        ]
        middles = [_mean(m, self._middle) for m in maps]
        self._own_middle = _logarithm(np.median(middles)) if middles else USUAL[1]
        self._shows_item = self._wrong_items(bare)
        self._bare_of = self._emptied()
        self._altered_from = self._least_change()
        self._turned = [Example.of(_turned(e.crop), window.size) for e in self._things] if one_way else []
        self._upright_from = self._least_upright()
        self._hue = Hue([e.crop for e in self._things], self._items, self._box) if kind in ITEM_KINDS else None
        if comparer is None:
            self._compare = Comparer(window)  # looks come and go
            kept = {id(e): e.kept() for e in (*self._things, *self._others)}
            self._things, self._others, self._bare_of = (
                [kept[id(e)] for e in photos] for photos in (self._things, self._others, self._bare_of)
            )

    def judge(self, view: View) -> Look:
        before = Example(view.before.patches, view.before.crop) if view.before else None
        return self.judge_example(Example.of(view.crop, self._size), view.hand, before)

    def judge_example(self, seen: Example, hand: float = 0.0, before: Example | None = None) -> Look:
        """As ``judge``, of a photo; ``before`` is the same place when the step began and was not done."""
        like = self._likeness(seen)
        margin, doubt = self._margin(like, seen) if before is None else self._margin_since(like, seen, before)
        margin = min(margin, self._upright(like, seen))
        score = float(1 / (1 + np.exp(-STEEP * np.clip(margin, -10, 10))))
        if hand > HAND and like.strange > UNEXPLAINED:
            return Look(Answer.CANNOT_TELL, score, Reason.HAND)
        if margin >= 0:
            return Look(Answer.DONE, score)
        if margin > -doubt:
            return Look(Answer.CANNOT_TELL, score, Reason.UNSURE)
        return Look(Answer.NOT_DONE, score, self._reason(like))

    @property
    def is_symmetrical(self) -> bool:
        """Whether the taught things look the same turned round, so that nothing can be said of it."""
        return bool(self._turned) and self._upright_from <= RATHER

    def _least_upright(self) -> float:
        """Half way from a photo of a thing to what it looks like turned round, for the photo nearest to that."""
        among = [
            self._to_turned(thing, i) - _logarithm(min(self._to_things(thing, i)))
            for i, thing in enumerate(self._things)
            if self._turned and len(self._things) > 1
        ]
        return max(RATHER, min(among) / 2) if among else RATHER

    def _to_things(self, seen: Example, but: int) -> list[float]:
        """Return the distances to all photos of things but one."""
        pairs = enumerate(zip(self._things, self._items, strict=True))
        return [distance(self._compare.slipping(seen, t), item) for i, (t, item) in pairs if i != but]

    def _to_turned(self, seen: Example, but: int = -1) -> float:
        """Return the logarithm of the distance to the nearest thing turned round, of all photos but one."""
        pairs = enumerate(zip(self._turned, self._items, strict=True))
        turned = min(
            distance(unlikeness(seen.patches, photo.patches, self._box, TURNED_SLIP), np.rot90(item, 2))
            for i, (photo, item) in pairs
            if i != but
        )
        return _logarithm(turned)

    def _upright(self, like: Likeness, seen: Example) -> float:
        """Tell how far a look is on the side of the taught way round, 0 at the rule.

        Where each way will do, without end.
        """
        return self._to_turned(seen) - like.near - self._upright_from if self._turned else np.inf

    def leans_to_done(self, seen: Example) -> bool:
        """Tell whether a photo is nearer to those of *done*, or as alike to them as they are to each other."""
        like = self._likeness(seen)
        if self._kind is CheckKind.EMPTY:
            return like.far <= like.near
        return like.far > like.near or self._alike(like) >= ALIKE

    def _wrong_items(self, bare: Example | None) -> list[bool]:
        """Tell which of the other photos show a wrong item."""
        if bare is None:
            return [False] * len(self._others)
        usual = np.mean(self._items, axis=0)
        things, others = (
            [_mean(self._compare.inside(photo, bare), usual) for photo in photos]
            for photos in (self._things, self._others)
        )
        return [other > BARE * float(np.median(things)) for other in others]

    def _emptied(self) -> list[Example]:
        """For each photo with a thing, the photo without it that is most like it, on what surrounds the thing."""
        plain = [o for o, shows in zip(self._others, self._shows_item, strict=True) if not shows] or list(self._others)
        return [
            min(plain, key=lambda o: _mean(self._compare.everywhere(thing, o), quiet + NOISE))
            for thing, quiet in zip(self._things, self._quiet, strict=True)
        ]

    def _least_change(self) -> float:
        """From which change, as ``changed`` measures it, a place is no longer what it was.

        Half way from the largest among the photos of the empty place to the smallest that a thing makes, or near to
        that one.
        """
        plain = [o for o, shows in zip(self._others, self._shows_item, strict=True) if not shows]
        across = min(self._change(other, thing) for other in plain or self._others for thing in self._things)
        within = [min(self._change(a, b) for b in plain if b is not a) for a in plain if len(plain) > 1]
        return max(across - FAINT, (across + max(within)) / 2 if within else across - FAINT)

    def _change(self, before: Example, now: Example) -> float:
        """Return the logarithm of how unlike the middle of a place is to what it was."""
        return _logarithm(_mean(self._compare.inside(now, before), self._middle))

    def _likeness(self, seen: Example) -> Likeness:
        to_things = [self._compare.slipping(seen, photo) for photo in self._things]
        left, top, right, bottom = self._box
        everywhere = [self._compare.everywhere(seen, photo) for photo in self._others]
        to_others = [values[top:bottom, left:right] for values in everywhere]
        distances = [distance(volume, item) for volume, item in zip(to_things, self._items, strict=True)]
        best = int(np.argmin(distances))
        nearest_other = np.minimum.reduce(to_others)
        explained = np.minimum(nearest_other, np.minimum.reduce([unmoved(volume) for volume in to_things]))
        on_item = [_mean(m, self._items[best]) for m in to_others]
        return Likeness(
            near=_logarithm(distances[best]),
            far=_logarithm(min(on_item)),
            around=self._around(seen, best),
            middle=_logarithm(_mean(nearest_other, self._middle)),
            spill=self._spill(np.minimum.reduce(everywhere)),
            strange=_mean(explained > STRANGE, self._area),
            nearest=int(np.argmin(on_item)),
        )

    def _around(self, seen: Example, thing: int) -> float:
        """Return the distance, as logarithm, of what changed least around a thing: it grows with other light, not with
        the item or with what came beside it.
        """
        quiet = self._compare.everywhere(seen, self._things[thing])[self._quiet[thing]]
        return float(np.log((np.percentile(quiet, STILL) if quiet.size else 0.1) + NOISE))

    def _spill(self, change: Numbers) -> float:
        """Return which share of what changed in the region goes on outside: a thing in it ends there, one beside
        juts in.
        """
        changed = cv2.blur(change, (3, 3), borderType=cv2.BORDER_REPLICATE) > CHANGED
        count, pieces = cv2.connectedComponents(changed.astype(np.uint8), connectivity=4)
        inside = np.bincount(pieces[self._region], minlength=count)
        outside = np.bincount(pieces[~self._region], minlength=count)
        touching = np.flatnonzero(inside[1:] >= FEWEST) + 1
        return float(outside[touching].sum() / (inside[touching].sum() + outside[touching].sum() + 1e-6))

    def _margin(self, like: Likeness, seen: Example) -> tuple[float, float]:
        """Tell how far a look is on the side of *done*, and how wide the doubt below it is."""
        rather = like.far - like.near
        if self._hue is not None:
            return min(rather - RATHER, self._alike(like) - ALIKE, self._right_colour(seen)), DOUBT
        lies_here = rather + like.middle - PLAIN * self._own_middle
        if self._kind is CheckKind.EMPTY:
            return FREE - lies_here, OCCUPIED - FREE
        margin = lies_here - OCCUPIED
        return min(margin, rather - RATHER_SPILT) if like.spill > SPILL else margin, OCCUPIED - FREE

    def _margin_since(self, like: Likeness, seen: Example, before: Example) -> tuple[float, float]:
        """As ``_margin``, where it is known how the place looked before: what has not changed is not done.

        Things beside the place were there before too, so that what juts in needs no fear. And the place was seen empty
        in this light: what came need only not look empty, unless the change goes on outside.
        """
        altered = self._change(before, seen) - self._altered_from
        rather = like.far - like.near
        if self._hue is not None:
            coming = change_alike(
                before.patches,
                seen.patches,
                [e.patches for e in self._things],
                [e.patches for e in self._bare_of],
                self._items,
                self._box,
            )
            right = max(self._alike(like) - ALIKE, coming - COMING)  # in other light the one fails, aside the other
            return min(rather - RATHER, right, self._right_colour(seen), altered), DOUBT
        lies_here = rather + like.middle - PLAIN * self._own_middle
        ends_here = self._spill(self._compare.everywhere(seen, before)) <= SPILL
        came = FREE if ends_here else OCCUPIED
        margin = FREE - lies_here if self._kind is CheckKind.EMPTY else lies_here - came
        return (altered, 0.0) if altered < 0 else (min(margin, altered), OCCUPIED - FREE)

    def _alike(self, like: Likeness) -> float:
        """Tell how near to the photos of done, given their nearness to each other and the light."""
        return -like.near + LIGHT * like.around - OWN * self._own_near

    def _right_colour(self, seen: Example) -> float:
        """Tell how far the item's colour is on the side of the taught one, 0 at the rule."""
        return -_logarithm(self._hue.excess(seen.crop)) if self._hue else np.inf

    def _reason(self, like: Likeness) -> Reason:
        if self._kind is CheckKind.EMPTY:
            return Reason.OCCUPIED
        is_empty = self._kind is CheckKind.OCCUPIED or not (
            self._shows_item[like.nearest] or like.strange > UNEXPLAINED
        )
        return Reason.EMPTY if is_empty else Reason.WRONG_ITEM


def _turned(crop: Picture) -> Picture:
    """Return a work area turned by half a turn."""
    return np.ascontiguousarray(np.rot90(crop, 2))


def _mean(values: Numbers, weights: Numbers) -> float:
    return float((values * weights).sum() / (weights.sum() + 1e-6))


def _bump(height: int, width: int) -> Numbers:
    y, x = np.mgrid[0:height, 0:width]
    return np.asarray(np.exp(-(((y + 0.5) / height - 0.5) ** 2 + ((x + 0.5) / width - 0.5) ** 2) / (2 * MIDDLE**2)))


def shows_something(seen: Example, bare: Example, window: Window) -> bool:
    """Tell whether the region of a photo differs from the empty bench by more than light and a moved tray do."""
    compare = Comparer(window)
    changed = cv2.blur(compare.inside(seen, bare), (3, 3), borderType=cv2.BORDER_REPLICATE) > CHANGED
    left, top, right, bottom = compare.box
    region = window.mask((window.size[0] // CELL, window.size[1] // CELL))[top:bottom, left:right] > 0.5
    return int((changed & region).sum()) >= FEWEST


def box_of(window: Window) -> Box:
    """Return the patches of a window that hold its region."""
    area = window.mask((window.size[0] // CELL, window.size[1] // CELL)) > 0
    rows, columns = np.flatnonzero(area.any(1)), np.flatnonzero(area.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def fit(crop: Picture, size: tuple[int, int]) -> Picture:
    """Return a stored photo in the window's size, should that have changed since it was taken."""
    return crop if (crop.shape[1], crop.shape[0]) == size else np.asarray(cv2.resize(crop, size))


def build(check: Check, photos: Photos, window: Window, count: int | None) -> AppearanceClassifier:
    options = AppearanceOptions.model_validate(check.options)
    if not (photos.done and photos.not_done):
        raise UserError(f"The check {check.name} is not taught yet.", "Take photos of the step done and not done.")
    done, not_done = ([Example.of(p, window.size) for p in side] for side in (photos.done, photos.not_done))
    bare = Example.of(bare_of(photos, window), window.size)
    return AppearanceClassifier(check.kind, done, not_done, window, bare=bare, one_way=options.one_way)


def bare_of(photos: Photos, window: Window) -> Picture:
    """Return the work area as the reference photo shows it."""
    return window.cut(photos.reference, Alignment(np.eye(3), 1.0, "itself"))


def _logarithm(distance: float) -> float:
    """Return the logarithm of a distance; between a photo and itself, rounding can bring it below nothing."""
    return float(np.log(max(distance, 0.0) + 1e-6))
