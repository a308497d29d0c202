"""A check that looks at the other places of its task too: an item may be laid in the wrong one."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace

from oss_app.core.errors import UserError
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import quality
from oss_app.vision.detectors.kit import MakePart
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import Sight

log = logging.getLogger(__name__)

FILLED = frozenset({None, Reason.WRONG_ITEM})
"""Why a place is not empty: what its own check asks for lies there, or something else."""


@dataclass
class _Other:
    """Another place; without a detector where its check cannot be used."""

    make: MakePart
    detector: RegionDetector | None = None
    is_tried: bool = False


class BesideDetector:
    """``detector`` is asked; ``others``, by the name of their check, only where it has seen nothing come.

    The first frame in which the place was not done is kept until the watch ends. Where one other place has changed
    since, and its own check says that it was empty then and is not now, the look names it. One other place is built
    a look, so that the first looks come at once.
    """

    def __init__(self, detector: RegionDetector, others: Mapping[str, MakePart]) -> None:
        self._detector = detector
        self._others = {name: _Other(make) for name, make in others.items()}
        self._before: Sight | None = None

    @property
    def outline(self) -> tuple[Point, ...] | None:
        """Where the place that is asked for lay in the last frame, in 0...1 of it."""
        return self._detector.outline

    @property
    def takes_long(self) -> bool:
        """Whether another place is built in the next look."""
        return any(not other.is_tried for other in self._others.values())

    def look(self, frame: Picture) -> Look:
        """As the detector's own, with the name of the one other place to which something came."""
        look = self._detector.look(frame)
        self._build_one()
        if look.answer is not Answer.NOT_DONE:
            return look
        sight = self._detector.scene.follow(frame)
        if self._before is None:
            self._before = sight if not sight.reach.any() else None
            return look
        if look.reason is not Reason.EMPTY or sight.reach.any():
            return look
        came = [name for name, other in self._others.items() if other.detector and self._came(other.detector, sight)]
        return replace(look, elsewhere=came[0]) if len(came) == 1 else look

    def photos(self) -> tuple[tuple[Answer, Picture], ...]:
        """As the detector's own."""
        return self._detector.photos()

    def _build_one(self) -> None:
        other = next((o for o in self._others.values() if not o.is_tried), None)
        if other is None:
            return
        other.is_tried = True
        try:
            detector = other.make(self._detector.scene)
        except UserError:
            log.warning("a check beside this one cannot be used", exc_info=True)
            return
        other.detector = detector if detector.scene is self._detector.scene else None

    def _came(self, detector: RegionDetector, sight: Sight) -> bool:
        assert self._before is not None
        before, now = detector.view(self._before), detector.view(sight)
        if isinstance(before, Reason) or isinstance(now, Reason):
            return False
        if not quality.stirred(quality.thumbnail(before.crop), quality.thumbnail(now.crop)):
            return False
        was, is_now = detector.judge(self._before), detector.judge(sight, self._before)
        return was.reason is Reason.EMPTY and is_now.answer is not Answer.CANNOT_TELL and is_now.reason in FILLED
