"""Teaching a check: photos of *done* and *not done*, tested against each other at once (C7, C8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np

from oss_app.core.check import Check
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Reason
from oss_app.vision import quality
from oss_app.vision.bench import Bench
from oss_app.vision.detectors.appearance import RULES, AppearanceJudge, box_of
from oss_app.vision.features import unlikeness
from oss_app.vision.hand import cover
from oss_app.vision.model import patches
from oss_app.vision.photos import REFERENCE, Photos
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.window import window_of

ENOUGH = 3  # photos of each side without which a check is not armed; the wizard asks for five
MISSED = 0.25  # share of the photos of *done* that may be refused when left out
COVERED = 0.06  # share of the region over which something may reach in a photo that is taught


class Side(StrEnum):
    """What a taught photo shows; also the folder it is kept in."""

    DONE = "done"
    NOT_DONE = "not_done"


@dataclass(frozen=True)
class Shot:
    """One taught photo: its side, its number on that side from 1, and the work area as a picture."""

    side: Side
    number: int
    crop: Picture


@dataclass(frozen=True)
class Trial:
    """What the other photos said of one that was left out."""

    shot: Shot
    answer: Answer
    score: float

    @property
    def disagrees(self) -> bool:
        """A photo of *not done* must never pass; one of *done* should."""
        return (self.answer is Answer.DONE) is not (self.shot.side is Side.DONE)


@dataclass(frozen=True)
class Outcome:
    """The test of a lesson. ``lacks``: how many photos each side still needs; ``trials``: one a photo."""

    trials: tuple[Trial, ...]
    lacks: Mapping[Side, int]

    @property
    def disagreeing(self) -> tuple[Trial, ...]:
        return tuple(t for t in self.trials if t.disagrees)

    @property
    def may_arm(self) -> bool:
        """Whether the taught classes keep apart well enough for the check to count."""
        done = [t for t in self.trials if t.shot.side is Side.DONE]
        missed = sum(t.disagrees for t in done)
        passed = any(t.disagrees for t in self.trials if t.shot.side is Side.NOT_DONE)
        return not any(self.lacks.values()) and not passed and missed <= MISSED * len(done)


class Lesson:
    """The photos of one check while it is being taught.

    ``reference`` is the bench as the camera sees it (BGR, uint8), with the place empty. Photos are kept as work areas,
    already aligned to it and cropped, so that nothing else of a photo is stored.
    """

    def __init__(self, check: Check, reference: Picture) -> None:
        if check.kind not in RULES:
            raise UserError("This kind of check is not taught with photos.")
        self.check = check
        self.reference = reference
        self._bench = Bench(reference)
        self._window = window_of(check.region, self._bench.size)
        self._shots: list[tuple[Shot, Numbers]] = []

    @classmethod
    def again(cls, check: Check, photos: Photos) -> Lesson:
        """A lesson that goes on from what is stored, to add a photo that was judged wrong."""
        lesson = cls(check, photos.reference)
        for side, crops in ((Side.DONE, photos.done), (Side.NOT_DONE, photos.not_done)):
            for crop in crops:
                lesson._keep(side, crop)
        return lesson

    @property
    def shots(self) -> Sequence[Shot]:
        return tuple(shot for shot, _ in self._shots)

    def add(self, side: Side, frame: Picture) -> Shot | Reason:
        """Take a whole frame in; what was kept of it, or why it cannot be used."""
        sight = self._bench.see(frame)
        if sight.trouble is not None:
            return sight.trouble
        crop = self._window.cut(frame, self._bench.aligner.near(sight.alignment, self._window.region))
        reason = quality.trouble(crop)
        if reason is None and cover(sight.reach, self.check.region) > COVERED:
            reason = Reason.HAND
        return reason or self._keep(side, crop)

    def remove(self, shot: Shot) -> None:
        self._shots = [kept for kept in self._shots if kept[0] is not shot]

    def test(self) -> Outcome:
        """Leave each photo out once and let the others judge it."""
        counts = {side: sum(shot.side is side for shot, _ in self._shots) for side in Side}
        lacks = {side: max(0, ENOUGH - count) for side, count in counts.items()}
        if min(counts.values()) < 2:
            return Outcome((), lacks)
        box, memory = box_of(self._window), dict[tuple[int, int], Numbers]()

        def compare(a: Numbers, b: Numbers) -> Numbers:
            key = id(a), id(b)
            if key not in memory:
                memory[key] = unlikeness(a, b, box)
            return memory[key]

        trials = []
        for shot, seen in self._shots:
            others = [kept for kept in self._shots if kept[0] is not shot]
            done, not_done = ([p for s, p in others if s.side is side] for side in (Side.DONE, Side.NOT_DONE))
            judge = AppearanceJudge(RULES[self.check.kind], done, not_done, self._window, compare)
            look = judge.judge_patches(seen)
            trials.append(Trial(shot, look.answer, look.score))
        return Outcome(tuple(trials), lacks)

    def photos(self) -> Photos:
        """What is to be stored; JPEG files made of it hold no data but the picture."""
        sides = {side: tuple(s.crop for s in self.shots if s.side is side) for side in Side}
        return Photos(self.reference, sides[Side.DONE], sides[Side.NOT_DONE])

    def finished(self, outcome: Outcome) -> Check:
        """The check as it is to be written: armed, or disarmed because its classes overlap."""
        disarmed = "" if outcome.may_arm else OVERLAP
        return self.check.model_copy(update={"disarmed": disarmed, "rehearsal": None, "reference": REFERENCE})

    def _keep(self, side: Side, crop: Picture) -> Shot:
        number = 1 + max((s.number for s, _ in self._shots if s.side is side), default=0)
        shot = Shot(side, number, crop)
        size = self._window.size
        fitted = crop if (crop.shape[1], crop.shape[0]) == size else np.asarray(cv2.resize(crop, size))
        self._shots.append((shot, patches(fitted)))
        return shot


OVERLAP = "the taught photos of done and not done look too much alike"
