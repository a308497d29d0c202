"""The check *count*: things are counted where they can be told apart, else compared as a whole with taught photos."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from oss_app.core.check import Check
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors import appearance
from oss_app.vision.detectors.appearance import AppearanceClassifier, AppearanceOptions, Example
from oss_app.vision.detectors.blobs import BlobFinder, Counter, counter_of
from oss_app.vision.detectors.view import Before, View
from oss_app.vision.photos import Photos
from oss_app.vision.picture import Picture
from oss_app.vision.window import Window

SURE = 0.75  # the least score of a number that was counted and is right; of a wrong one, 1 less this is the most


class CountClassifier:
    """``whole`` compares with the taught photos; ``counter``, where the taught things could be told apart, counts.

    ``asked`` is how many there must be. Where the counter cannot tell, nothing is *done*: two that touch, and something
    that lies on the edge of the region, might be one more or less.
    """

    def __init__(self, whole: AppearanceClassifier, counter: Counter | None, asked: int) -> None:
        self._whole, self._counter, self._asked = whole, counter, asked
        self._began: tuple[Before, bool] | None = None

    @property
    def counts(self) -> bool:
        """Whether things are counted one by one."""
        return self._counter is not None

    def judge(self, view: View) -> Look:
        if view.before is not None and not self._was_bare(view.before):
            view = replace(view, before=None)
        look = self._counted(self._whole.judge(view), view.crop)
        if self._counter:
            self._counter.forget()
        return look

    def judge_example(self, seen: Example, hand: float = 0.0, before: Example | None = None) -> Look:
        """As ``judge``, of a photo."""
        if before is not None and self._whole.judge_example(before).reason is not Reason.EMPTY:
            before = None
        return self._counted(self._whole.judge_example(seen, hand, before), seen.crop)

    def leans_to_done(self, seen: Example) -> bool:
        """Tell whether a photo is nearer to those of *done* than to those of *not done*, whatever the rule says."""
        return self._whole.leans_to_done(seen)

    def _was_bare(self, before: Before) -> bool:
        """Tell whether nothing lay there when the step began.

        Where some of the things did (after a break, or laid before the camera looked), the rest alone changes too
        little of the place: it is judged by what it looks like now.
        """
        if self._began is None or self._began[0] is not before:
            self._began = before, self._whole.judge(View(before.crop)).reason is Reason.EMPTY
        return self._began[1]

    def _counted(self, look: Look, crop: Picture) -> Look:
        if self._counter is None or look.reason is Reason.HAND:
            return look
        found = self._counter.count(crop)
        if found.number is None:
            if found.is_other and look.answer is Answer.NOT_DONE:
                return replace(look, reason=Reason.WRONG_ITEM)
            return Look(Answer.CANNOT_TELL, look.score, Reason.UNSURE)
        if found.number == self._asked:
            return Look(Answer.DONE, max(look.score, SURE), count=found.number)
        reason = None if found.number else Reason.EMPTY
        return Look(Answer.NOT_DONE, min(look.score, 1 - SURE), reason, count=found.number)


def counting(
    whole: AppearanceClassifier,
    finder: BlobFinder,
    done: Sequence[Picture],
    not_done: Sequence[Picture],
    taught: int,
    asked: int,
) -> CountClassifier:
    """Return the judge of a check that was taught with ``taught`` things: pictures are work areas of the window's
    size.
    """
    counter = counter_of(finder, done, not_done, taught) if taught else None
    return CountClassifier(whole, counter, asked)


def build(check: Check, photos: Photos, window: Window, count: int | None) -> CountClassifier:
    """As ``appearance.build``. Raises UserError where another number is asked for than was taught, unless it counts."""
    options = AppearanceOptions.model_validate(check.options)
    whole = appearance.build(check, photos, window, count)
    taught = options.count or count or 0
    asked = count or taught
    done, not_done = ([appearance.fit(p, window.size) for p in s] for s in (photos.done, photos.not_done))
    finder = BlobFinder(window, appearance.bare_of(photos, window))
    judge = counting(whole, finder, done, not_done, taught, asked)
    finder.forget()
    if asked != taught and not (options.counts and judge.counts):
        raise UserError(
            f"The check {check.name} was taught with {taught}, and the step asks for {asked}.",
            f"Teach it again with {asked}.",
        )
    return judge
