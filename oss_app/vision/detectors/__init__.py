"""One file a kind of check; the dict below says which (C9)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol

from oss_app.core.check import Check, CheckKind
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision import quality
from oss_app.vision.align import Aligner
from oss_app.vision.detectors import appearance, code, colour, marker, objects
from oss_app.vision.photos import Photos, load
from oss_app.vision.picture import Picture
from oss_app.vision.window import Window, window_of


class Judge(Protocol):
    """Looks at the work area alone: an aligned crop, BGR, uint8, of the window's size."""

    def judge(self, crop: Picture) -> Look: ...


class Detector(Protocol):
    """Looks at a whole frame: BGR, uint8, HxWx3."""

    def look(self, frame: Picture) -> Look: ...


KINDS: Mapping[CheckKind, Callable[[Check, Photos, Window, int | None], Judge]] = {
    CheckKind.OCCUPIED: appearance.build,
    CheckKind.EMPTY: appearance.build,
    CheckKind.RIGHT_ITEM: appearance.build,
    CheckKind.COUNT: appearance.build,
    CheckKind.COLOUR: colour.build,
    CheckKind.CODE: code.build,
    CheckKind.MARKER: marker.build,
    CheckKind.DETECTOR: objects.build,
}


class RegionDetector:
    """Follows the tray, cuts out the work area, refuses poor pictures, and lets the judge of the kind decide."""

    def __init__(self, aligner: Aligner, window: Window, judge: Judge) -> None:
        self._aligner, self._window, self._judge = aligner, window, judge

    def look(self, frame: Picture) -> Look:
        alignment = self._aligner.follow(frame, self._window.region)
        if not alignment.is_good:
            return Look(Answer.CANNOT_TELL, reason=Reason.NO_TRAY)
        crop = self._window.cut(frame, alignment)
        reason = quality.trouble(crop)
        if reason is not None:
            return Look(Answer.CANNOT_TELL, reason=reason)
        return self._judge.judge(crop)


def build(check: Check, folder: Path, count: int | None) -> Detector:
    """The detector of a taught check; ``folder`` is the check's own, ``count`` what the step asks for.

    Raises UserError where a photo is missing or cannot be read.
    """
    photos = load(folder, check.reference)
    aligner = Aligner(photos.reference)
    window = window_of(check.region, aligner.size)
    return RegionDetector(aligner, window, KINDS[check.kind](check, photos, window, count))
