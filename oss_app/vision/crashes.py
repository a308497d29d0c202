"""Which check brings the eye down: told by what it was at work on, the second time alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from oss_app.vision.messages import AtWork, WatchRequest

WELL = 500  # pieces of work on a check that ended well, after which a crash before is no sign against it (start)


class Crashes:
    """Counts over the lives of the eye. One crash may be the driver's, or a kill; the same check twice is not."""

    def __init__(self) -> None:
        self._at_work: Counter[Path] = Counter()
        self._suspects: dict[Path, int] = {}
        self._set_aside: frozenset[Path] = frozenset()

    def begin_watch(self) -> None:
        """What was set aside is so for one watch: the app takes it out, and a coach may have taught it anew."""
        self._set_aside = frozenset()

    def begin_life(self) -> None:
        """A new eye is up, and at work on nothing yet."""
        self._at_work.clear()

    def note(self, message: AtWork) -> None:
        """What the eye says it is at work on."""
        self._at_work[message.folder] += 1 if message.begins else -1
        if not message.begins and message.folder in self._suspects:
            self._suspects[message.folder] -= 1
            if not self._suspects[message.folder]:
                del self._suspects[message.folder]

    def crashed(self) -> Path | None:
        """The eye crashed; the check that is set aside now, where one is the cause."""
        found = {folder for folder, times in self._at_work.items() if times > 0}
        again = found & self._suspects.keys()
        if len(again) != 1:
            self._suspects |= dict.fromkeys(found, WELL)
            return None
        (culprit,) = again
        self._suspects.clear()
        self._set_aside |= {culprit}
        return culprit

    def careful(self, watch: WatchRequest) -> WatchRequest:
        """The watch without what was set aside, and with one check at a time while some are suspected."""
        return replace(watch, without=self._set_aside, one_at_a_time=bool(self._suspects))
