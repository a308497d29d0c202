"""One file a kind of check; the dict below says which (C9)."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol
from weakref import WeakKeyDictionary

from pydantic import ValidationError

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.kinds import KIND_TABLE
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look
from oss_app.vision.at_work import notes
from oss_app.vision.detectors import appearance, code, colour, count, marker, objects
from oss_app.vision.detectors.beside import BesideDetector
from oss_app.vision.detectors.kit import KitDetector, MakePart
from oss_app.vision.detectors.region import Classifier, RegionDetector
from oss_app.vision.detectors.view import View
from oss_app.vision.photos import Photos, load, read_reference, stamp
from oss_app.vision.picture import Numbers, Picture
from oss_app.vision.reference_scene import ReferenceScene, scene_of
from oss_app.vision.window import Window, window_of


class Detector(Protocol):
    """Looks at a whole frame: BGR, uint8, HxWx3."""

    @property
    def outline(self) -> tuple[Point, ...] | None:
        """Where the region lay in the last frame, in 0...1 of it, if there is one."""

    @property
    def takes_long(self) -> bool:
        """Whether the next look may take as long as building does: something is left to be built, or much to see."""

    def look(self, frame: Picture) -> Look: ...

    def photos(self) -> tuple[tuple[Answer, Picture], ...]:
        """Of a look that is done: the work area before and now, fit for a lesson; none where it is not fit."""


KEPT = 120  # places that stay learnt between watches, some 2 MB each: a kit of a hundred, and what lies beside it

KINDS: Mapping[CheckKind, Callable[[Check, Photos, Window, int | None], Classifier]] = {
    CheckKind.OCCUPIED: appearance.build,
    CheckKind.EMPTY: appearance.build,
    CheckKind.RIGHT_ITEM: appearance.build,
    CheckKind.COUNT: count.build,
    CheckKind.COLOUR: colour.build,
    CheckKind.CODE: code.build,
    CheckKind.MARKER: marker.build,
    CheckKind.DETECTOR: objects.build,
}


def build(check: Check, folder: Path, count: int | None) -> Detector:
    """Return the detector of a taught check; ``folder`` is the check's own, ``count`` what the step asks for.

    The parts of a whole kit, and the other checks of the task, lie in the folders beside, and are built as it looks.
    Raises UserError where a photo is missing or cannot be read.
    """
    if check.kind is CheckKind.KIT:
        return KitDetector({part.name: _maker(part, folder.parent / part.name, n) for part, n in check.parts})
    detector = build_region(check, folder, count)
    others = {other.name: _maker(other, folder.parent / other.name, None) for other in check.beside}
    return BesideDetector(detector, others) if others and check.kind in appearance.KINDS else detector


def build_region(check: Check, folder: Path, count: int | None, shared: ReferenceScene | None = None) -> RegionDetector:
    """As ``build``, of a check with a place of its own. What was learnt of it for an earlier watch is used again.

    Its reference photo is sought in that of a ``shared`` bench, so that a frame need be aligned only once.
    """
    with notes.on(folder):
        place = _learnt_place(check, folder, count)
        onto = place.onto(shared) if shared else None
        judge = _NotedClassifier(folder, place.judge)
        if shared is None or onto is None:  # nothing to share, or another camera, or the bench from elsewhere
            return RegionDetector(scene_of(place.reference()), place.window, judge)
        return RegionDetector(shared, place.window, judge, onto)


@dataclass(frozen=True)
class _NotedClassifier:
    """Says on which check it is at work."""

    folder: Path
    judge_of_kind: Classifier

    def judge(self, view: View) -> Look:
        with notes.on(self.folder):
            return self.judge_of_kind.judge(view)


@dataclass(frozen=True, eq=False)
class _LearntPlace:
    """A check as it lies in its folder, learnt: what is dear, and the same in each watch."""

    check: Check
    folder: Path
    window: Window
    judge: Classifier
    _onto: WeakKeyDictionary[ReferenceScene, Numbers | None] = field(default_factory=WeakKeyDictionary)

    def reference(self) -> Picture:
        """Return the photo of the bench, read anew: it is large."""
        return read_reference(self.folder, self.check.reference)

    def onto(self, scene: ReferenceScene) -> Numbers | None:
        """As ``ReferenceScene.place``, sought once."""
        if scene not in self._onto:
            self._onto[scene] = scene.place(self.reference())
        return self._onto[scene]


_Key = tuple[str, Path, int | None, tuple[tuple[str, int, int], ...]]
_learnt: OrderedDict[_Key, _LearntPlace] = OrderedDict()
_learning = threading.Lock()


def _learnt_place(check: Check, folder: Path, count: int | None) -> _LearntPlace:
    """Return what was learnt last of the same photos, or is learnt now. Raises UserError."""
    alone = check.model_copy(update={"beside": (), "parts": ()})
    key = alone.model_dump_json(), folder, count, stamp(folder)
    with _learning:
        place = _learnt.pop(key, None)
    if place is None:
        photos = load(folder, check.reference)
        window = window_for(check, (photos.reference.shape[1], photos.reference.shape[0]))
        place = _LearntPlace(alone, folder, window, judge_of(check, photos, window, count))
    with _learning:
        _learnt[key] = place
        while len(_learnt) > KEPT:
            _learnt.popitem(last=False)
    return place


def _maker(check: Check, folder: Path, count: int | None) -> MakePart:
    return lambda shared: build_region(check, folder, count, shared)


def window_for(check: Check, reference_size: tuple[int, int]) -> Window:
    """Return the work area of a check, as its kind wants it; ``reference_size`` is width and height in pixels."""
    return window_of(check.region, reference_size, sharp=KIND_TABLE[check.kind].is_sharp)


def judge_of(check: Check, photos: Photos, window: Window, count: int | None) -> Classifier:
    """Return the judge of a check's kind. Raises UserError where its options are wrong or it is not taught."""
    try:
        return KINDS[check.kind](check, photos, window, count)
    except ValidationError as error:
        wrong = ", ".join(".".join(str(part) for part in e["loc"]) for e in error.errors())
        raise UserError(f"The check {check.name} has settings that cannot be used: {wrong}.") from error
