"""A check that is never sure: its true detector, whose looks only just pass; it lives in the eye's child process."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look
from oss_app.vision import detectors
from oss_app.vision.detectors import Detector
from oss_app.vision.picture import Picture

SCORE = 0.55


class _Unsure:
    def __init__(self, detector: Detector) -> None:
        self._detector = detector

    @property
    def outline(self) -> tuple[Point, ...] | None:
        return self._detector.outline

    @property
    def takes_long(self) -> bool:
        return self._detector.takes_long

    def look(self, frame: Picture) -> Look:
        look = self._detector.look(frame)
        return replace(look, score=SCORE) if look.answer is Answer.DONE else look

    def photos(self) -> tuple[tuple[Answer, Picture], ...]:
        return self._detector.photos()


def make(check: Check, folder: Path, count: int | None) -> Detector:
    """The detector of a check as the app builds it, with its score capped."""
    return _Unsure(detectors.build(check, folder, count))
