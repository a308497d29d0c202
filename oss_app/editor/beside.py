"""What a slow act is done by, so that the window goes on meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Beside(Protocol):
    """Does one slow act at a time beside the window."""

    @property
    def is_busy(self) -> bool: ...

    def begin(self, act: Callable[[], None], done: Callable[[Exception | None], None]) -> None:
        """Do ``act``; ``done`` follows on the window's thread, with what it raised."""
        ...

    def settle(self) -> None:
        """Wait for the act that runs; its ``done`` is called before this returns."""
        ...


class AtOnce:
    """Does it at once: without a window nobody waits."""

    is_busy = False

    def begin(self, act: Callable[[], None], done: Callable[[Exception | None], None]) -> None:
        try:
            act()
        except OSError as error:
            done(error)
        else:
            done(None)

    def settle(self) -> None:
        """Nothing runs."""
