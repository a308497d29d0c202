"""The checks *occupied*, *empty*, *right item* and *count*: which taught photos the work area looks like."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors.view import View
from oss_app.vision.features import Box, distance, unlikeness, unmoved
from oss_app.vision.model import CELL, patches
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import Window


@dataclass(frozen=True)
class _Rule:
    """From where a look is done. Both are logarithms of distances, so that no light or size of things is in them.

    ``rather``: how much nearer to the photos of *done* than to those of *not done*. ``alike``: how near to *done*,
    measured by how near those photos are to each other; None where anything may lie in the place.
    """

    rather: float
    alike: float | None


RULES: Mapping[CheckKind, _Rule] = {
    CheckKind.OCCUPIED: _Rule(rather=0.3, alike=None),
    CheckKind.EMPTY: _Rule(rather=0.4, alike=None),
    CheckKind.RIGHT_ITEM: _Rule(rather=0.2, alike=0.4),
    CheckKind.COUNT: _Rule(rather=0.2, alike=0.4),
}  # found on taught photos only, see docs/checks.md
OWN = 0.5  # how far the nearness among the photos of *done* moves the rule ``alike``
USUAL = 1.7  # that nearness, where only one photo was taught
STEEP = 4.0  # of the score around the rule, where it is 0.5
UNSURE = 0.35  # score from which it cannot tell rather than says not done
STRANGE = 0.35  # unlikeness from which no taught photo explains a patch
HAND = 0.06  # share of the region that something reaches over ...
UNEXPLAINED = 0.1  # ... and share that no taught photo explains: together they are a hand
ODD = 1.5  # a photo of *not done* so much farther from its fellows than usual shows a wrong item

Compare = Callable[[Numbers, Numbers], Numbers]
"""``unlikeness`` of two photos' patches in the region's box, with the whole free to slip."""


class Options(BaseModel):
    """``count``: how many items the photos of *done* show, for the kind *count*."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    count: int = Field(default=0, ge=0, le=99)


class AppearanceJudge:
    """Compares each patch of the work area with the patches at the same spot of the taught photos."""

    def __init__(
        self,
        rule: _Rule,
        done: Sequence[Numbers],
        not_done: Sequence[Numbers],
        window: Window,
        compare: Compare | None = None,
    ) -> None:
        self._rule, self._done, self._not_done = rule, done, not_done
        self._grid = window.size[0] // CELL, window.size[1] // CELL
        self._size = window.size
        self._box = box_of(window)
        left, top, right, bottom = self._box
        self._area = window.mask(self._grid)[top:bottom, left:right]
        compare = compare or self._compare
        against = [[compare(photo, other) for other in not_done] for photo in done]
        self._items = [self._area * np.minimum.reduce([unmoved(v) for v in row]) for row in against]
        own = [
            -np.log(min(distance(compare(a, b), self._items[j]) for j, b in enumerate(done) if j != i) + 1e-6)
            for i, a in enumerate(done)
            if len(done) > 1
        ]
        self._own = float(np.median(own)) if own else USUAL
        between = [
            min(self._plain(unmoved(compare(a, b))) for j, b in enumerate(not_done) if j != i)
            for i, a in enumerate(not_done)
            if len(not_done) > 1
        ]
        self._odd = [b > ODD * float(np.median(between)) for b in between] or [False]

    def judge(self, view: View) -> Look:
        return self.judge_patches(patches(fit(view.crop, self._size)), view.hand)

    def judge_patches(self, seen: Numbers, hand: float = 0.0) -> Look:
        """As ``judge``, of the patches of a crop."""
        to_done = [self._compare(seen, photo) for photo in self._done]
        to_not_done = [unmoved(unlikeness(seen, photo, self._box, 0)) for photo in self._not_done]
        by_done = [distance(v, item) for v, item in zip(to_done, self._items, strict=True)]
        best = int(np.argmin(by_done))
        item = self._items[best] / (self._items[best].sum() + 1e-6)
        by_not_done = [float((m * item).sum()) for m in to_not_done]
        near, far = np.log(by_done[best] + 1e-6), np.log(min(by_not_done) + 1e-6)
        margin = far - near - self._rule.rather
        if self._rule.alike is not None:
            margin = min(margin, -near - OWN * self._own - self._rule.alike)
        score = float(1 / (1 + np.exp(-STEEP * np.clip(margin, -10, 10))))
        explained = np.minimum.reduce([*(unmoved(v) for v in to_done), *to_not_done])
        if hand > HAND and self._plain(explained > STRANGE) > UNEXPLAINED:
            return Look(Answer.CANNOT_TELL, score, Reason.HAND)
        if margin >= 0:
            return Look(Answer.DONE, score)
        if score >= UNSURE:
            return Look(Answer.CANNOT_TELL, score, Reason.UNSURE)
        plain = [self._plain(m) for m in to_not_done]
        return Look(Answer.NOT_DONE, score, self._reason(int(np.argmin(plain)), self._plain(explained > STRANGE)))

    def _reason(self, nearest: int, unexplained: float) -> Reason:
        if self._rule is RULES[CheckKind.EMPTY]:
            return Reason.OCCUPIED
        return Reason.WRONG_ITEM if self._odd[nearest] or unexplained > UNEXPLAINED else Reason.EMPTY

    def _compare(self, a: Numbers, b: Numbers) -> Numbers:
        return unlikeness(a, b, self._box)

    def _plain(self, values: Numbers) -> float:
        return float((values * self._area).sum() / (self._area.sum() + 1e-6))


def box_of(window: Window) -> Box:
    """The patches of a window that hold its region."""
    area = window.mask((window.size[0] // CELL, window.size[1] // CELL)) > 0
    rows, columns = np.flatnonzero(area.any(1)), np.flatnonzero(area.any(0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def fit(crop: Picture, size: tuple[int, int]) -> Picture:
    """A stored photo in the window's size, should that have changed since it was taken."""
    return crop if (crop.shape[1], crop.shape[0]) == size else np.asarray(cv2.resize(crop, size))


def build(check: Check, photos: Photos, window: Window, count: int | None) -> AppearanceJudge:
    options = Options.model_validate(check.options)
    if not (photos.done and photos.not_done):
        raise UserError(f"The check {check.name} is not taught yet.", "Take photos of the step done and not done.")
    if check.kind is CheckKind.COUNT and count and options.count and count != options.count:
        raise UserError(
            f"The check {check.name} was taught with {options.count}, and the step asks for {count}.",
            f"Teach it again with {count}.",
        )
    done, not_done = ([patches(fit(p, window.size)) for p in side] for side in (photos.done, photos.not_done))
    return AppearanceJudge(RULES[check.kind], done, not_done, window)
