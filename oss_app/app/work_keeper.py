"""Learning from today, by the coach's consent: what only just passed, from the eye to beside the check (ADR 114)."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from oss_app.core.record import Outcome, StepEnded
from oss_app.core.verdict import Answer
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import CHECKS
from oss_app.ui.kit.background_job import BesideWindow

log = logging.getLogger(__name__)

MOST_HELD = 24
"""Steps of one session of which photos are held; those of the others fall on the floor."""

Photos = Sequence[tuple[Answer, bytes]]


class WorkKeeper:
    """Holds the newest photos of a watch in memory, and those of accepted steps until the task leaves the screen.

    Only then are they written, all at once and shuffled: while somebody works nothing is, and what lies on the disk
    tells neither when a step was done nor in which order. What is held when the program ends by force is lost.
    """

    def __init__(self, today: Callable[[], date]) -> None:
        self._today = today
        self._newest: tuple[Path, Photos] | None = None
        self._accepted: list[tuple[Path, Photos]] = []
        self._beside = BesideWindow()

    def wants(self, check: Path) -> bool:
        """Tell whether photos of the check in this folder are kept."""
        return work_photos.wants(check)

    def passed(self, check: Path, photos: Photos) -> None:
        """Hold a look that only just passed; whether its step is accepted is not known yet."""
        self._newest = check, photos

    def ended(self, task: Path, entry: StepEnded) -> None:
        """Note that a step ended: what passed last is held where the step was accepted because of it."""
        newest, self._newest = self._newest, None
        is_seen = entry.outcome is Outcome.SEEN and newest is not None and newest[0] == task / CHECKS / entry.check
        if newest and is_seen and len(self._accepted) < MOST_HELD:
            self._accepted.append(newest)

    def settle(self) -> None:
        """Keep what is held, beside the window, since the task left the screen."""
        accepted, self._accepted, self._newest = self._accepted, [], None
        if accepted:
            random.shuffle(accepted)
            day = self._today()
            self._beside.begin(lambda: _keep(accepted, day), _told)

    def close(self) -> None:
        """Wait for what is being written."""
        self._beside.settle()


def _keep(accepted: Sequence[tuple[Path, Photos]], day: date) -> None:
    for check, photos in accepted:
        work_photos.keep(check, photos, day)


def _told(error: Exception | None) -> None:
    if error:
        log.warning("photos from the work cannot be kept: %s", error)
