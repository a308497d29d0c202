"""Tells the parent on which check native code is at work, before it begins: a process that crashed tells nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path

from oss_app.core.errors import UserError


class WorkNotes:
    """``tell(folder, begins)`` is called around each piece of work on a check, named by its folder.

    ``one_at_a_time`` holds back a second piece until the first has ended, so that a crash can only have one cause;
    ``without`` are the checks on which no work is begun any more.
    """

    def __init__(self) -> None:
        self._tell: Callable[[Path, bool], None] = _nobody
        self._without: Set[Path] = frozenset()
        self._one_at_a_time = False
        self._alone = threading.RLock()

    def listen(self, tell: Callable[[Path, bool], None]) -> None:
        """From now on this one is told."""
        self._tell = tell

    def take_care(self, without: Set[Path], *, one_at_a_time: bool) -> None:
        """How the next watch is to be worked on."""
        self._without, self._one_at_a_time = without, one_at_a_time

    @contextmanager
    def on(self, folder: Path) -> Iterator[None]:
        """Note that the work inside is on this check. UserError: it was set aside."""
        if folder in self._without:
            raise UserError(f"The check {folder.name} was set aside: the camera program crashed on it.")
        if not self._one_at_a_time:
            with self._told(folder):
                yield
        else:
            with self._alone, self._told(folder):
                yield

    @contextmanager
    def _told(self, folder: Path) -> Iterator[None]:
        self._tell(folder, True)
        try:
            yield
        finally:
            self._tell(folder, False)


def _nobody(folder: Path, begins: bool) -> None:
    """Outside the camera process nothing need be told."""


notes = WorkNotes()
"""Of this process: networks and what was learnt are shared by its watches too."""
