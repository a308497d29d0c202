"""The light and the eye take turns: while the eye judges, the light is out, and its going out says that the eye looks.

ADR 0040 has the reasons.
"""

from __future__ import annotations

from oss_app.core.light import DARK, BenchLight, Lit
from oss_app.core.ports import Lamp
from oss_app.core.verdict import Answer, Look, Reason, Verdict

STILL_S = 0.4  # without a hand, before the eye looks: shorter than a worker waits to see what happens (start)
GLANCE_S = 2.5  # that the eye may look in the dark before the light comes back (start)
FADE_S = 0.12  # that the light takes to go (see ``ui.kit.light_window``)
FRAME_S = 0.13  # between two looks of the eye
USUAL_DELAY_S = 0.4  # from a change of light to a look at it, where nobody measured it
LIKELY = 3  # looks that say done, one after another, that call for a look in the dark without a hand having been seen
STIRS = frozenset({Reason.HAND, Reason.MOVING})
IN_ANY_LIGHT = STIRS | {Reason.NO_PICTURE, Reason.FROZEN, Reason.TOO_DARK}
"""What a look at a lit bench may say: light on a thing makes a check unsure, glares, and hides the tray."""


class Glance:
    """Decides which looks count. Time comes in as an argument: seconds of any monotonic clock.

    Of the looks at a lit bench only those count that say what no light can be the cause of: a hand is a hand in any
    light. Light that comes or goes is a movement too, or takes a hand's shape; that one is no stir, else each look in
    the dark would call the light back, and the light would call for the next look.
    """

    def __init__(self, delay_s: float = USUAL_DELAY_S) -> None:
        self.is_dark = False
        """Whether the light is to be out."""
        self._settle_s = FADE_S + delay_s + FRAME_S
        self._changed: float | None = None  # when the light last came or went
        self._stirred: float | None = None
        self._done = 0
        self._was_empty, self._may_doubt = False, True  # something came that the light makes doubtful: once a stir

    def take(self, look: Look, now: float) -> Look | None:
        """Return the look, where it counts."""
        if self._changed is None:
            self._changed = now
        if look.reason in STIRS and now - self._changed < self._settle_s + FRAME_S:
            return None
        if look.reason in STIRS:
            self._stirred, self._done, self._may_doubt = now, 0, True
            self._lighten(now)
            return look
        if self.is_dark:
            return self._in_the_dark(look, now)
        self._was_empty = self._was_empty or look.answer is Answer.NOT_DONE
        came = look.reason is Reason.UNSURE and self._was_empty and self._may_doubt
        self._done = self._done + 1 if came or look.answer is Answer.DONE else 0
        has_left = self._stirred is not None and now - self._stirred >= STILL_S
        if has_left or self._done >= LIKELY:
            self._may_doubt = self._may_doubt and not came
            self.ask(now)
            return None
        return look if look.reason in IN_ANY_LIGHT else None

    def ask(self, now: float) -> float:
        """Look now, whoever asks; how many seconds pass before the first look counts."""
        if not self.is_dark:
            self.is_dark, self._changed = True, now
            self._stirred, self._done = None, 0
        return max(0.0, (self._changed or now) + self._settle_s - now)

    def push(self, now: float) -> None:
        """Move the light to a tray that was pushed first, also where it was out; then the eye looks."""
        self._stirred, self._done, self._may_doubt = now, 0, True
        self._lighten(now)

    def hear(self, verdict: Verdict, now: float) -> None:
        """After *done* the light stays out; else it comes back."""
        if verdict.answer is not Answer.DONE:
            self._lighten(now)

    def _in_the_dark(self, look: Look, now: float) -> Look | None:
        dark_for = now - (self._changed or now) - self._settle_s
        if dark_for < 0:
            return None
        if dark_for > GLANCE_S and look.answer is not Answer.DONE:
            self._lighten(now)
            return None
        return look

    def _lighten(self, now: float) -> None:
        if self.is_dark:
            self.is_dark, self._changed = False, now


class LightTurns:
    """Shows the light of a session, out while the eye looks; where nothing is lit, every look counts."""

    def __init__(self, lamp: Lamp, light: BenchLight) -> None:
        camera = light.map.camera if light.map else None
        self._lamp = lamp
        self._delay_s = camera.delay_ms / 1000 if camera else USUAL_DELAY_S
        self._glance = Glance(self._delay_s)
        self._lit = DARK
        self._turn = 0
        self.patience_s = 0.0
        """How much longer an answer may take, since the light has to go first."""

    def show(self, lit: Lit, turn: int) -> None:
        """Light this from now on; ``turn`` is another one for each new step."""
        if turn != self._turn:
            self._turn = turn
            self.begin()
        self._lit = lit
        self._shine()

    def begin(self) -> None:
        """Put the light on as the eye begins to look, or another step comes."""
        self._glance, self.patience_s = Glance(self._delay_s), 0.0

    def take(self, look: Look, now: float) -> Look | None:
        """Return the look, where it counts."""
        if self._lit.is_dark:
            return look
        counted = self._glance.take(look, now)
        self._shine()
        return counted

    def ask(self, now: float) -> None:
        """Ask for an answer now, since the worker wants one."""
        if not self._lit.is_dark:
            self.patience_s = self._glance.ask(now)
            self._shine()

    def push(self, now: float) -> None:
        """Note that the tray was pushed."""
        if not self._lit.is_dark:
            self._glance.push(now)
            self._shine()

    def hear(self, verdict: Verdict, now: float) -> None:
        """Hear what the looks agreed on."""
        self._glance.hear(verdict, now)
        self.patience_s = 0.0
        self._shine()

    def _shine(self) -> None:
        if self._glance.is_dark:
            self._lamp.go_dark()
        else:
            self._lamp.shine(self._lit)
