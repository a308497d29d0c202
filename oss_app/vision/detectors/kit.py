"""The check of the whole kit: all other checks of the task on one frame, and which of them are in doubt (C11)."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from oss_app.core.errors import UserError
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import quality
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.detectors.view import View
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.reference_scene import ReferenceScene, Sight

log = logging.getLogger(__name__)

SLICE_S = 0.5  # of work in one look, so that the eye gives signs of life and hears what is wanted of it (start)
BUILDERS = min(2, os.cpu_count() or 1)  # parts that are built at once: nothing is to be seen yet, and people wait
DOUBTS = frozenset({None, Reason.UNSURE})
"""Why one place may be in doubt while the frame as a whole can be judged."""
UNSURE = Look(Answer.CANNOT_TELL, reason=Reason.UNSURE)

MakePart = Callable[[ReferenceScene | None], RegionDetector]
"""Builds one part on a bench that another part has already, or on its own where there is none."""


@dataclass
class _Part:
    """One place: ``judged`` is what it looked like at its last ``look``, ``last`` in the frame before.

    ``is_stale``: it has changed since, or was never judged.
    """

    make: MakePart
    detector: RegionDetector | None = None
    is_broken: bool = False
    look: Look | None = None
    judged: Numbers | None = None
    last: Numbers | None = None
    is_stale: bool = True
    at: int = 0


class KitDetector:
    """``parts`` by the name of their check, in the order of the steps.

    All parts share one bench: a frame is aligned and searched for hands once. Only the places that changed are judged
    again; while time is left, those in doubt and then the oldest are as well, so that no look rests on one frame.
    What does not fit into one look is done in the next. A place that is seen as not done is named at once, while others
    are still built or waiting; only *done* waits for all.
    """

    outline: tuple[Point, ...] | None = None
    """A kit has no place of its own."""
    takes_long = True

    def __init__(self, parts: Mapping[str, MakePart], clock: Callable[[], float] = time.monotonic) -> None:
        self._parts = {name: _Part(make) for name, make in parts.items()}
        self._clock = clock
        self._scene: ReferenceScene | None = None
        self._number = 0

    def look(self, frame: Picture) -> Look:
        """Done where every part is. A part that only doubts is named; one that sees a hand or no tray stops it all."""
        begun = self._clock()
        self._number += 1
        is_built = self._build(begun + SLICE_S / 2)
        sight = self._scene.follow(frame) if self._scene else None
        if sight is not None and sight.trouble is not None:
            return Look(Answer.CANNOT_TELL, reason=sight.trouble)
        views: dict[str, View] = {}
        moves = False
        is_round = is_built and all(part.look or part.is_broken for part in self._parts.values())
        for name, part in self._parts.items():
            if not is_round and part.look and part.look.answer is Answer.DONE:
                continue  # it is looked at again once all were: so many looks at so many places cost more than building
            view = self._view(part, frame, sight)
            if isinstance(view, Reason):
                return Look(Answer.CANNOT_TELL, reason=view)
            if view is not None:
                views[name] = view
                moves = self._moves(part, view) or moves
        if moves:
            return Look(Answer.CANNOT_TELL, reason=Reason.MOVING)
        is_judged = self._judge(views, begun + SLICE_S)
        return self._together(is_whole=is_round and is_judged)

    def photos(self) -> tuple[tuple[Answer, Picture], ...]:
        """None: a kit is not taught."""
        return ()

    def _build(self, end: float) -> bool:
        """Build what is lacking until the time is over, but something at least; whether all are there."""
        lacking = [part for part in self._parts.values() if part.detector is None and not part.is_broken]
        if not lacking:
            return True
        with ThreadPoolExecutor(BUILDERS) as builders:
            while lacking:
                together = BUILDERS if self._scene else 1  # the first brings the bench that the others share
                now, lacking = lacking[:together], lacking[together:]
                for _ in builders.map(self._make, now):
                    pass
                if self._clock() > end:
                    break
        return not lacking

    def _make(self, part: _Part) -> None:
        try:
            part.detector = part.make(self._scene)
            self._scene = self._scene or part.detector.scene
        except UserError:
            log.warning("a part of the kit cannot be used", exc_info=True)
            part.is_broken = True

    def _view(self, part: _Part, frame: Picture, sight: Sight | None) -> View | Reason | None:
        if part.detector is None or sight is None:
            return None
        return part.detector.view(sight if part.detector.scene is self._scene else part.detector.scene.follow(frame))

    @staticmethod
    def _moves(part: _Part, view: View) -> bool:
        now, last = quality.thumbnail(view.crop), part.last
        part.last = now
        part.is_stale = part.judged is None or quality.stirred(part.judged, now)
        return last is not None and quality.differs(last, now)

    def _judge(self, views: Mapping[str, View], end: float) -> bool:
        """Judge what must be, then what is most worth another look, until the time is over; whether all stand."""
        must = [name for name in views if self._parts[name].is_stale]
        may = sorted((name for name in views if name not in must), key=self._worth)
        least = min(BUILDERS, max(1, len(must)))  # as many as were built meanwhile, so that none wait for it
        done = 0
        for name in must + may:
            if done >= least and self._clock() > end:
                break
            part = self._parts[name]
            assert part.detector is not None
            part.look, part.judged, part.at = part.detector.weigh(views[name]), part.last, self._number
            part.is_stale = False
            done += 1
        return done >= len(must)

    def _worth(self, name: str) -> tuple[bool, int]:
        part = self._parts[name]
        return bool(part.look and part.look.answer is Answer.DONE), part.at

    def _together(self, *, is_whole: bool) -> Look:
        """Return what all places come to; where not all have been judged yet, what those that were are enough for."""
        parts = {name: part for name, part in self._parts.items() if is_whole or not part.is_stale}
        looks = {name: part.look or UNSURE for name, part in parts.items()}
        score = min((look.score for look in looks.values()), default=0.0)
        for look in looks.values():
            if look.answer is Answer.CANNOT_TELL and look.reason not in DOUBTS:
                return Look(Answer.CANNOT_TELL, score, look.reason)
        if not is_whole and all(look.answer is not Answer.NOT_DONE for look in looks.values()):
            return Look(Answer.CANNOT_TELL, score, Reason.BUSY)
        doubtful = tuple(name for name, look in looks.items() if look.answer is not Answer.DONE)
        if not doubtful:
            return Look(Answer.DONE, score)
        return Look(Answer.NOT_DONE, score, Reason.UNSURE, doubtful=doubtful)
