"""The check of the whole kit: all other checks of the task on one frame, and which of them are in doubt (C11)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from oss_app.core.region import Point
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.picture import Picture

DOUBTS = frozenset({None, Reason.UNSURE})
"""Why one place may be in doubt while the frame as a whole can be judged."""


class PartDetector(Protocol):
    """The detector of one check."""

    def look(self, frame: Picture) -> Look: ...


class KitDetector:
    """``parts`` by the name of their check, in the order of the steps."""

    outline: tuple[Point, ...] | None = None
    """A kit has no place of its own."""

    def __init__(self, parts: Mapping[str, PartDetector]) -> None:
        self._parts = parts

    def look(self, frame: Picture) -> Look:
        """Done where every part is. A part that only doubts is named; one that sees a hand or no tray stops it all."""
        looks = {name: part.look(frame) for name, part in self._parts.items()}
        score = min((look.score for look in looks.values()), default=0.0)
        for look in looks.values():
            if look.answer is Answer.CANNOT_TELL and look.reason not in DOUBTS:
                return Look(Answer.CANNOT_TELL, score, look.reason)
        doubtful = tuple(name for name, look in looks.items() if look.answer is not Answer.DONE)
        if not doubtful:
            return Look(Answer.DONE, score)
        return Look(Answer.NOT_DONE, score, Reason.UNSURE, doubtful=doubtful)
