"""The child process behind the coach's page: which benches ask, every two seconds; and that they come."""

from __future__ import annotations

import time
from dataclasses import dataclass

from oss_app.server.messages import BenchSeen, BoardSeen, Come
from oss_app.server.talk import ROUND_S, Talk
from oss_app.sidecar import ParentLink

POLL_S = 2.0
SILENT_S = 45
"""A bench that was not heard from for so long is shown as that: three times it should have said that it is there."""


@dataclass(frozen=True)
class BoardLine:
    """Watches all benches over the board's ``postgresql://`` line; called in the child process."""

    server: str

    def __call__(self, line: ParentLink) -> None:
        talk = Talk(line, self.server)
        due = 0.0
        coming: list[str] = []

        def look() -> None:
            came = frozenset(coming)
            try:
                for station in coming:
                    talk.ask("SELECT oss_app.come(%s)", station)
            finally:
                coming.clear()  # what cannot be said now is not said later, to the next one who asks there
            line.send(BoardSeen(benches(talk), came))

        while True:
            message = line.receive(ROUND_S)
            if isinstance(message, Come):
                coming.append(message.station)
                due = 0.0
                talk.hurry()
            line.heartbeat()
            if time.monotonic() >= due and talk.may_try:
                due = time.monotonic() + POLL_S
                talk.attempt(look)


def benches(talk: Talk) -> tuple[BenchSeen, ...]:
    """All benches, those that ask first. Raises what ``Talk.ask`` raises."""
    query = "SELECT station::text, label, state, waits_s, silent_s, coming FROM oss_app.benches()"
    return tuple(BenchSeen(*row) for row in talk.ask(query))
