"""Keeps the camera's line still: what the camera says twice in a breath is not shown twice (W6)."""

from __future__ import annotations

from dataclasses import replace

from oss_app.player.screen import LineKind, Screen, StripLine

HOLD_S = 5.0
"""How long a line of the camera stands before another takes its place of itself (start)."""
HELD = frozenset({LineKind.NOT_YET, LineKind.CANNOT_TELL, LineKind.CAMERA_OFF})
"""Lines that are held. What the camera has seen, and that it is gone, are shown at once all the same."""
AT_ONCE = frozenset({LineKind.SEEN, LineKind.CAMERA_OFF, LineKind.LOOKING, LineKind.HINT})


class LineHold:
    """Decides which line a screen shows now. What the worker does is answered at once: ``let_go``."""

    def __init__(self) -> None:
        self._turn = -1
        self._line: StripLine | None = None
        self._since = 0.0

    def let_go(self) -> None:
        """Let go of the line, since the worker did something: the next line is the answer."""
        self._line = None

    def held(self, screen: Screen, now: float) -> tuple[Screen, float]:
        """Return the screen with the line that it shows now, and in how many seconds to look again.

        0 for not at all.
        """
        if screen.turn != self._turn or screen.line == self._line or not self._holds(screen.line):
            if screen.turn != self._turn or screen.line != self._line:
                self._since = now
            self._turn, self._line = screen.turn, screen.line
            return screen, 0.0
        left = self._since + HOLD_S - now
        if left <= 0:
            self._line, self._since = screen.line, now
            return screen, 0.0
        return replace(screen, line=self._line), left

    def _holds(self, line: StripLine | None) -> bool:
        return self._line is not None and self._line.kind in HELD and not (line and line.kind in AT_ONCE)
