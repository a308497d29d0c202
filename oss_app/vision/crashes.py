"""Which check brings the eye down, or holds it up: told by what it was at work on, the second time alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from oss_app.vision.messages import AtWork, WatchRequest

WELL = 500  # pieces of work on a check that ended well, after which a crash before is no sign against it (start)
HUNG_S = 30.0
"""Silence on one check that is no slow computer's any more: a hundred times what its dearest look takes (start).

The patience grows with each kill, so that it comes to this only where three shorter ones were not enough either.
"""


class Crashes:
    """Counts over the lives of the eye. One crash may be the driver's, or a kill; the same check twice is not.

    A long silence counts as a crash does.
    """

    def __init__(self) -> None:
        self._at_work: Counter[Path] = Counter()
        self._suspects: dict[Path, int] = {}
        self._set_aside: frozenset[Path] = frozenset()

    def begin_watch(self) -> None:
        """Clear what was set aside, which is so for one watch: the app takes it out, and a coach may have taught it
        anew.
        """
        self._set_aside = frozenset()

    def begin_life(self) -> None:
        """Note that a new eye is up, and at work on nothing yet."""
        self._at_work.clear()

    def note(self, message: AtWork) -> None:
        """Note what the eye says it is at work on."""
        self._at_work[message.folder] += 1 if message.begins else -1
        if not message.begins and message.folder in self._suspects:
            self._suspects[message.folder] -= 1
            if not self._suspects[message.folder]:
                del self._suspects[message.folder]

    def crashed(self) -> Path | None:
        """Return the eye crashed; the check that is set aside now, where one is the cause."""
        found = {folder for folder, times in self._at_work.items() if times > 0}
        again = found & self._suspects.keys()
        if len(again) != 1:
            self._suspects |= dict.fromkeys(found, WELL)
            return None
        (culprit,) = again
        self._suspects.clear()
        self._set_aside |= {culprit}
        return culprit

    def hung(self, silent_s: float) -> Path | None:
        """Return the eye was killed after a silence; the check that is set aside now, where it is the cause."""
        return self.crashed() if silent_s >= HUNG_S else None

    def careful(self, watch: WatchRequest) -> WatchRequest:
        """Return the watch without what was set aside, and with one check at a time while some are suspected."""
        return replace(watch, without=self._set_aside, one_at_a_time=bool(self._suspects))
