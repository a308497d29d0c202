"""Teaching a check: photos of *done* and *not done*, tested against each other at once (C7, C8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Reason
from oss_app.vision import quality
from oss_app.vision.detectors.appearance import (
    KINDS,
    AppearanceClassifier,
    Comparer,
    Example,
    shows_something,
)
from oss_app.vision.detectors.blobs import BlobFinder
from oss_app.vision.detectors.count import CountClassifier, counting
from oss_app.vision.photos import REFERENCE, decode, encode, load
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import Sight, scene_of
from oss_app.vision.window import window_of

OVERLAP = "overlap"  # why a check is not armed: its taught classes look too much alike
ENOUGH = 3  # photos of each side without which a check is not armed; the wizard asks for five
MOST_ODD = 3  # photos that one lesson may have under the wrong name; beyond that all that clash are named
MISSED = 0.25  # share of the photos of *done* that may be refused when left out


class Side(StrEnum):
    """What a taught photo shows; also the folder it is kept in."""

    DONE = "done"
    NOT_DONE = "not_done"


@dataclass(frozen=True)
class Shot:
    """One taught photo: its side, its number on that side from 1, and the work area as a JPEG file."""

    side: Side
    number: int
    jpeg: bytes


@dataclass(frozen=True)
class LeftOutTrial:
    """What the other photos said of one that was left out."""

    shot: Shot
    answer: Answer
    score: float
    is_astray: bool = False
    """It is called done, and the others call it not done and are nearer to it where they show that."""

    @property
    def disagrees(self) -> bool:
        """A photo of *not done* must never pass; one of *done* should."""
        return (self.answer is Answer.DONE) is not (self.shot.side is Side.DONE)


@dataclass(frozen=True)
class LessonTest:
    """The test of a lesson. ``lacks``: how many photos each side still needs; ``trials``: one a photo.

    ``odd``: the photos without which fewer others disagree, the oddest first; ``like``: what of the other side that one
    looks like.
    """

    trials: tuple[LeftOutTrial, ...]
    lacks: Mapping[Side, int]
    odd: tuple[Shot, ...] = ()
    like: Shot | None = None
    is_symmetrical: bool = False
    """The thing must lie one way round, and looks the same the other way."""
    tells_turned: bool = False
    """Nobody asks how the thing lies, and turned round it would look otherwise."""

    @property
    def disagreeing(self) -> tuple[LeftOutTrial, ...]:
        return tuple(t for t in self.trials if t.disagrees)

    @property
    def astray(self) -> tuple[Shot, ...]:
        """The photos called done that show what the others call not done; the check learns nothing from them."""
        return tuple(t.shot for t in self.trials if t.is_astray)

    @property
    def doubtful(self) -> tuple[Shot, ...]:
        """The photos to look at: the odd ones, where there are any, and else all that disagree."""
        return self.odd or tuple(t.shot for t in self.disagreeing)

    @property
    def may_arm(self) -> bool:
        """Whether the taught classes keep apart well enough for the check to count."""
        done = [t for t in self.trials if t.shot.side is Side.DONE]
        if len(done) - len(self.astray) < ENOUGH:
            return False
        missed = sum(t.disagrees for t in done)
        passed = any(t.disagrees for t in self.trials if t.shot.side is Side.NOT_DONE)
        return not self.is_symmetrical and not any(self.lacks.values()) and not passed and missed <= MISSED * len(done)


class Lesson:
    """The photos of one check while it is being taught.

    ``reference`` is the bench as the camera sees it, with the place empty, as a JPEG file. Photos are kept as work
    areas, already aligned to it and cropped, so that nothing else of a photo is stored; and they are tested as stored.
    """

    def __init__(self, check: Check, reference: bytes) -> None:
        if check.kind not in KINDS:
            raise UserError("This kind of check is not taught with photos.")
        self.check = check
        self._reference = reference
        self._scene = scene_of(decode(reference))
        self._window = window_of(check.region, self._scene.size)
        self._finder = BlobFinder(self._window, self._scene.cut(self._window))
        self._shots: list[tuple[Shot, Example]] = []
        self._astray: tuple[Shot, ...] = ()

    @classmethod
    def again(cls, check: Check, folder: Path) -> Lesson:
        """Return a lesson that goes on from what is stored, to add a photo that was judged wrong. Raises UserError."""
        load(folder, check.reference)  # says in plain words what is missing
        lesson = cls(check, (folder / check.reference).read_bytes())
        for side in Side:
            for path in sorted((folder / side).glob("*.jpg")):
                lesson._keep(side, path.read_bytes())
        return lesson

    @property
    def shots(self) -> Sequence[Shot]:
        return tuple(shot for shot, _ in self._shots)

    @property
    def used(self) -> Sequence[Shot]:
        """What the check learns from: all but what the last test found astray, until a second one like it is there."""
        return tuple(shot for shot, _ in self._shots if shot not in self._astray)

    def add(self, side: Side, frame: Picture) -> Shot | Reason:
        """Take a whole frame in; what was kept of it, or why it cannot be used."""
        return self.take(side, self._scene.see(frame))

    def take(self, side: Side, sight: Sight) -> Shot | Reason:
        """As ``add``, of a frame that was seen already."""
        if sight.trouble is not None:
            return sight.trouble
        crop = self._window.cut(sight.frame, self._scene.aligner.near(sight.alignment, self._window.region))
        reason = quality.trouble(crop)
        if reason is not None:
            return reason
        return self._keep(side, encode(crop))

    def remove(self, shot: Shot) -> None:
        self._shots = [kept for kept in self._shots if kept[0] is not shot]

    def test(self) -> LessonTest:
        """Leave each photo out once and let the others judge it."""
        self._astray = ()
        counts = {side: sum(shot.side is side for shot, _ in self._shots) for side in Side}
        lacks = {side: max(0, ENOUGH - count) for side, count in counts.items()}
        if min(counts.values()) < 2:
            return LessonTest((), lacks)
        comparer = Comparer(self._window, remembers=True)
        trials = self._left_out(self._shots, comparer)
        self._astray = tuple(t.shot for t in trials if t.is_astray)
        if self._is_symmetrical(comparer):
            return LessonTest(trials, lacks, is_symmetrical=True)
        odd = self._odd_ones(trials, comparer)
        like = self._most_like(odd[0], comparer) if odd else None
        return LessonTest(trials, lacks, odd, like, tells_turned=self._tells_turned(comparer))

    def is_odd(self, shot: Shot) -> bool:
        """Tell whether a photo looks like what the other side shows, as far as that was shown.

        The bench is seen empty.
        """
        seen = next(example for kept, example in self._shots if kept is shot)
        return self._contradicts(shot.side, seen, [kept for kept in self._shots if kept[0] is not shot])

    def contradicts(self, side: Side, jpeg: bytes) -> bool:
        """Tell whether a work area that is not among the photos looks like what the other side shows, as in
        ``is_odd``.
        """
        seen = Example.of(decode(jpeg), self._window.size)
        return self._contradicts(side, seen, [kept for kept in self._shots if kept[0] not in self._astray])

    def _contradicts(self, side: Side, seen: Example, shots: Sequence[tuple[Shot, Example]]) -> bool:
        empty = Side.DONE if self.check.kind is CheckKind.EMPTY else Side.NOT_DONE
        bare = Example.of(self._scene.cut(self._window), self._window.size)
        sides = {each: [e for s, e in shots if s.side is each] for each in Side}
        sides[empty].append(bare)
        if not all(sides.values()):  # the first photo of a thing
            return shows_something(seen, bare, self._window) is (side is empty)
        others = self._classifier(sides[Side.DONE], sides[Side.NOT_DONE], None)
        if side is Side.NOT_DONE:
            return others.judge_example(seen).answer is Answer.DONE
        return others.judge_example(seen).answer is Answer.NOT_DONE and not others.leans_to_done(seen)

    def _tells_turned(self, comparer: Comparer) -> bool:
        if self.check.kind is not CheckKind.RIGHT_ITEM or self.check.options.get("one_way"):
            return False
        done, not_done = ([e for s, e in self._shots if s.side is side] for side in (Side.DONE, Side.NOT_DONE))
        judge = AppearanceClassifier(self.check.kind, done, not_done, self._window, comparer, one_way=True)
        return len(done) >= ENOUGH and not judge.is_symmetrical

    def _classifier(
        self,
        done: Sequence[Example],
        not_done: Sequence[Example],
        comparer: Comparer | None,
    ) -> AppearanceClassifier | CountClassifier:
        one_way = bool(self.check.options.get("one_way"))
        whole = AppearanceClassifier(self.check.kind, done, not_done, self._window, comparer, one_way=one_way)
        number = self.check.options.get("count")
        if self.check.kind is not CheckKind.COUNT or not isinstance(number, int) or not number:
            return whole
        right, wrong = ([example.crop for example in side] for side in (done, not_done))
        return counting(whole, self._finder, right, wrong, number, number)

    def _is_symmetrical(self, comparer: Comparer) -> bool:
        done, not_done = ([e for s, e in self._shots if s.side is side] for side in (Side.DONE, Side.NOT_DONE))
        judge = self._classifier(done, not_done, comparer)
        return isinstance(judge, AppearanceClassifier) and judge.is_symmetrical

    def _left_out(self, shots: Sequence[tuple[Shot, Example]], comparer: Comparer) -> tuple[LeftOutTrial, ...]:
        trials = []
        for shot, seen in shots:
            stay = [kept for kept in shots if kept[0] is not shot]
            done, not_done = ([e for s, e in stay if s.side is side] for side in (Side.DONE, Side.NOT_DONE))
            if not (done and not_done):
                continue
            others = self._classifier(done, not_done, comparer)
            look = others.judge_example(seen)
            is_refused = shot.side is Side.DONE and look.answer is Answer.NOT_DONE
            is_astray = is_refused and not others.leans_to_done(seen)
            trials.append(LeftOutTrial(shot, look.answer, look.score, is_astray))
        return tuple(trials)

    def _odd_ones(self, trials: tuple[LeftOutTrial, ...], comparer: Comparer) -> tuple[Shot, ...]:
        """Return the fewest photos without which none or fewer disagree: one mistake makes many others clash."""
        odd: list[Shot] = []
        clashing = [t.shot for t in trials if t.disagrees]
        shots = list(self._shots)
        while clashing and len(odd) < MOST_ODD:
            left = {id(s): self._left_out([kept for kept in shots if kept[0] is not s], comparer) for s in clashing}
            oddest = min(clashing, key=lambda s: sum(t.disagrees for t in left[id(s)]))
            still = [t.shot for t in left[id(oddest)] if t.disagrees]
            if len(still) >= len(clashing):
                break
            odd.append(oddest)
            shots, clashing = [kept for kept in shots if kept[0] is not oddest], still
        return (*odd, *clashing)

    def _most_like(self, shot: Shot, comparer: Comparer) -> Shot:
        """Return the photo of the other side that looks most like this one."""
        seen = next(example for kept, example in self._shots if kept is shot)
        others = [kept for kept in self._shots if kept[0].side is not shot.side]
        return min(others, key=lambda kept: float(comparer.inside(seen, kept[1]).mean()))[0]

    def files(self) -> dict[str, bytes]:
        """Return what is to be written into the check's folder beside ``check.yaml``, by path inside it."""
        shots = {f"{shot.side}/{shot.number:02d}.jpg": shot.jpeg for shot in self.used}
        return {REFERENCE: self._reference, **shots}

    def finished(self, outcome: LessonTest) -> Check:
        """Return the check as it is to be written: armed, or disarmed because its classes overlap."""
        disarmed = "" if outcome.may_arm else OVERLAP
        return self.check.model_copy(update={"disarmed": disarmed, "rehearsal": None, "reference": REFERENCE})

    def _keep(self, side: Side, jpeg: bytes) -> Shot:
        number = 1 + max((s.number for s in self.shots if s.side is side), default=0)
        shot = Shot(side, number, jpeg)
        self._shots.append((shot, Example.of(decode(jpeg), self._window.size)))
        return shot
