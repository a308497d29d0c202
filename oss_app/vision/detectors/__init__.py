"""One file a kind of check; the dict below says which (C9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from pydantic import ValidationError

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import quality
from oss_app.vision.align import Alignment
from oss_app.vision.detectors import appearance, code, colour, marker, objects
from oss_app.vision.detectors.kit import KitDetector
from oss_app.vision.detectors.view import View
from oss_app.vision.hand import cover
from oss_app.vision.photos import Photos, load
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import ReferenceScene, Sight, scene_of
from oss_app.vision.window import Window, window_of


class Classifier(Protocol):
    """Looks at the work area alone."""

    def judge(self, view: View) -> Look: ...


class Detector(Protocol):
    """Looks at a whole frame: BGR, uint8, HxWx3."""

    @property
    def outline(self) -> tuple[Point, ...] | None:
        """Where the region lay in the last frame, in 0...1 of it, if there is one."""

    def look(self, frame: Picture) -> Look: ...


KINDS: Mapping[CheckKind, Callable[[Check, Photos, Window, int | None], Classifier]] = {
    CheckKind.OCCUPIED: appearance.build,
    CheckKind.EMPTY: appearance.build,
    CheckKind.RIGHT_ITEM: appearance.build,
    CheckKind.COUNT: appearance.build,
    CheckKind.COLOUR: colour.build,
    CheckKind.CODE: code.build,
    CheckKind.MARKER: marker.build,
    CheckKind.DETECTOR: objects.build,
}
SHARP = frozenset({CheckKind.CODE, CheckKind.MARKER, CheckKind.DETECTOR})
"""The kinds that need every pixel of the frame."""


class RegionDetector:
    """Follows the tray, cuts out the work area, refuses poor pictures, and lets the judge of the kind decide."""

    def __init__(self, scene: ReferenceScene, window: Window, judge: Classifier) -> None:
        self._scene, self._window, self._judge = scene, window, judge
        self._motion = quality.Motion()
        self._near: tuple[Alignment, Alignment] | None = None
        self._outline: tuple[Point, ...] | None = None

    @property
    def outline(self) -> tuple[Point, ...] | None:
        """Where the region lay in the last frame, in 0...1 of it; None where the tray was not found."""
        return self._outline

    def look(self, frame: Picture) -> Look:
        """The next frame of a stream: the last alignment is kept while nothing changes, and motion is noticed."""
        sight = self._scene.follow(frame)
        look, crop = self._see(sight)
        if crop is not None and self._motion.moves(crop):
            return Look(Answer.CANNOT_TELL, look.score, Reason.MOVING)
        return look

    def judge(self, sight: Sight) -> Look:
        """One frame alone."""
        return self._see(sight)[0]

    def _see(self, sight: Sight) -> tuple[Look, Picture | None]:
        self._outline = None
        if sight.trouble is not None:
            return Look(Answer.CANNOT_TELL, reason=sight.trouble), None
        if self._near is None or self._near[0] is not sight.alignment:
            self._near = sight.alignment, self._scene.aligner.near(sight.alignment, self._window.region)
        alignment = self._near[1]
        self._outline = self._window.outline(alignment, sight.frame)
        crop = self._window.cut(sight.frame, alignment)
        reason = quality.trouble(crop)
        if reason is not None:
            return Look(Answer.CANNOT_TELL, reason=reason), crop
        return self._judge.judge(View(crop, cover(sight.reach, self._window.outline_in_reference))), crop


def build(check: Check, folder: Path, count: int | None) -> Detector:
    """The detector of a taught check; ``folder`` is the check's own, ``count`` what the step asks for.

    The parts of a whole kit lie in the folders beside. Raises UserError where a photo is missing or cannot be read.
    """
    if check.kind is CheckKind.KIT:
        return KitDetector({part.name: build(part, folder.parent / part.name, n) for part, n in check.parts})
    return build_region(check, folder, count)


def build_region(check: Check, folder: Path, count: int | None) -> RegionDetector:
    """As ``build``, of a check with a place of its own."""
    photos = load(folder, check.reference)
    scene = scene_of(photos.reference)
    window = window_for(check, scene.size)
    return RegionDetector(scene, window, judge_of(check, photos, window, count))


def window_for(check: Check, reference_size: tuple[int, int]) -> Window:
    """The work area of a check, as its kind wants it; ``reference_size`` is width and height in pixels."""
    return window_of(check.region, reference_size, sharp=check.kind in SHARP)


def judge_of(check: Check, photos: Photos, window: Window, count: int | None) -> Classifier:
    """The judge of a check's kind. Raises UserError where its options are wrong or it is not taught."""
    try:
        return KINDS[check.kind](check, photos, window, count)
    except ValidationError as error:
        wrong = ", ".join(".".join(str(part) for part in e["loc"]) for e in error.errors())
        raise UserError(f"The check {check.name} has settings that cannot be used: {wrong}.") from error
