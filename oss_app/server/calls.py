"""A call for the coach on its way from the bench to the server: what is said, in which order, and what is known of it.

Pure: two ends of one pipe. The bench's is in the program, the row's in the child process that talks to the server; that
process, the server and the line between them may be gone at any moment, and no call may be lost or taken for an
earlier one by it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from oss_app.core.parcel import WELL
from oss_app.server.messages import Tell, Told


@dataclass
class BenchCalls:
    """What this bench shows on the board: its state, and the number of the call since the program began."""

    state: str = WELL
    number: int = 0
    is_known: bool = False
    """The server has the call of this number, and shows it to the coach."""
    coach_comes: bool = False

    def change(self, state: str, *, is_known: bool = False) -> Tell | None:
        """Show this from now on: what the child is to be told, None where it is nothing new.

        ``is_known`` says of a call that begins that the server had it before the program was started anew.
        """
        if state == self.state:
            return None
        if self.state == WELL:
            self.number += 1
            self.is_known = is_known
        if state == WELL:
            self.coach_comes = False
        self.state = state
        return self.tell()

    def tell(self) -> Tell:
        """Return what a child that has just come up is to be told."""
        return Tell(self.state, self.number, self.is_known) if self.state != WELL else Tell(WELL)

    @property
    def is_called(self) -> bool:
        """Whether somebody asks, and the coach can see it."""
        return self.state != WELL and self.is_known

    def told(self, message: Told) -> bool:
        """Take the server's answer; tell whether it is news. An answer about another call is let go."""
        if self.state == WELL or message.call != self.number:
            return False
        is_news = (self.is_known, self.coach_comes) != (True, message.is_coming)
        self.is_known, self.coach_comes = True, message.is_coming
        return is_news


@dataclass
class BoardRow:
    """What the server is to show of this station, and what it is known to show.

    Before a call that the server has not heard of, it hears that all is well: what the coach said to the call before
    does not hold for this one, though the line was down in between.
    """

    wanted: Tell = field(default_factory=lambda: Tell(WELL))
    shown: int | None = None
    """The call that the server shows, 0 for none; None where nothing is known of it yet."""

    @property
    def next_state(self) -> str:
        """What is to be said now."""
        was_heard = self.wanted.is_known if self.shown is None else self.shown in (0, self.wanted.call)
        return self.wanted.state if was_heard or not self.wanted.call else WELL

    def answered(self, state: str) -> bool:
        """Note that the server has taken this; tell whether there is nothing more to say."""
        is_all = state == self.wanted.state
        self.shown = self.wanted.call if is_all else 0
        return is_all
