"""One place on the bench in a stream of frames: followed, cut out, refused where it cannot be judged, remembered."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol

import cv2
import numpy as np

from oss_app.core.region import Outline, Point
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import quality
from oss_app.vision.align import Alignment
from oss_app.vision.detectors.view import Before, View
from oss_app.vision.hand import cover
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.reference_scene import ReferenceScene, Sight
from oss_app.vision.window import Window


class Classifier(Protocol):
    """Looks at the work area alone."""

    def judge(self, view: View) -> Look: ...


class RegionDetector:
    """Follows the tray, cuts out the work area, refuses poor pictures, and lets the classifier of the kind decide.

    In a stream it remembers how the place looked when it was first seen still, without a hand, and not done.
    ``onto`` (3x3) takes a pixel of the check's own reference photo to one of the bench's, where that is another.
    """

    takes_long = False

    def __init__(
        self, scene: ReferenceScene, window: Window, classifier: Classifier, onto: Numbers | None = None
    ) -> None:
        self.scene = scene
        self._window, self._classifier, self._onto = window, classifier, onto
        self._on_bench = _moved(window, onto)
        self._area: Outline = tuple((float(x), float(y)) for x, y in self._on_bench / np.array(scene.size))
        self._motion = quality.Motion()
        self._near: tuple[Alignment, Alignment] | None = None
        self._outline: tuple[Point, ...] | None = None
        self._before: Before | None = None
        self._is_new = True
        self._last: View | None = None

    @property
    def outline(self) -> tuple[Point, ...] | None:
        """Where the region lay in the last frame, in 0...1 of it; None where the tray was not found."""
        return self._outline

    def look(self, frame: Picture) -> Look:
        """Return the next frame of a stream: the last alignment is kept while nothing changes, and motion is
        noticed.
        """
        self._last = None
        view = self.view(self.scene.follow(frame))
        if isinstance(view, Reason):
            return Look(Answer.CANNOT_TELL, reason=view)
        if self._motion.moves(view.crop):
            return Look(Answer.CANNOT_TELL, reason=Reason.MOVING)
        self._last = view
        return self.weigh(view)

    def judge(self, sight: Sight, before: Sight | None = None) -> Look:
        """One frame alone, or with one from before something changed."""
        view = self.view(sight)
        if isinstance(view, Reason):
            return Look(Answer.CANNOT_TELL, reason=view)
        was = self.view(before) if before else Reason.NO_PICTURE
        if not isinstance(was, Reason) and self._classifier.judge(was).answer is Answer.NOT_DONE:
            view = replace(view, before=Before(was.crop))
        return self._classifier.judge(view)

    def view(self, sight: Sight) -> View | Reason:
        """Return the work area in a frame, or why it cannot be judged."""
        self._outline = None
        if sight.trouble is not None:
            return sight.trouble
        if self._near is None or self._near[0] is not sight.alignment:
            near = self.scene.aligner.near(sight.alignment, self._on_bench)
            self._near = sight.alignment, near if self._onto is None else near.after(self._onto)
        alignment = self._near[1]
        self._outline = self._window.outline(alignment, sight.frame)
        crop = self._window.cut(sight.frame, alignment)
        is_clear = not sight.reach.any()
        return quality.trouble(crop) or View(crop, cover(sight.reach, self._area), is_clear=is_clear)

    def weigh(self, view: View) -> Look:
        """Return the look at the next still work area of a stream."""
        look = self._classifier.judge(replace(view, before=self._before))
        if self._is_new and view.hand == 0 and look.answer is not Answer.CANNOT_TELL:
            self._is_new = False  # a place that looks done already has no before
            self._before = Before(view.crop, view.is_clear) if look.answer is Answer.NOT_DONE else None
        return look

    def photos(self) -> tuple[tuple[Answer, Picture], ...]:
        """Return the work area before and at the last look, for a lesson.

        None where something reached into a picture.
        """
        if self._last is None or self._before is None or not (self._last.is_clear and self._before.is_clear):
            return ()
        return (Answer.NOT_DONE, self._before.crop), (Answer.DONE, self._last.crop)


def _moved(window: Window, onto: Numbers | None) -> Numbers:
    return window.region if onto is None else np.asarray(cv2.perspectiveTransform(window.region[None], onto)[0])
