"""What every child process that talks to the server does: connect, ask, wait longer each time, and say how it goes."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from oss_app.server.connection import RefusedLineError, connect, load_driver, why
from oss_app.server.messages import Declined, Reached
from oss_app.sidecar import ParentLink

if TYPE_CHECKING:
    import psycopg

STUCK_S = 7.0
"""A child that has been silent for so long is killed: with its imports before, it is gone within 10 s of its start."""
MOST_STUCK_S = 9.5
"""However often it was killed, no child has more patience than this: what waits for a network hangs."""
START_S = 20.0
WAITS_S = (1.0, 2.0, 5.0, 10.0, 15.0)
ROUND_S = 0.5


class Talk:
    """One connection at a time, opened when it is first needed and again after it broke.

    What the server refuses becomes ``Declined``, what does not answer ``Reached(False)``; neither ends the child.
    """

    def __init__(self, line: ParentLink, server: str) -> None:
        self._line = line
        self._server = server
        self._connection: psycopg.Connection[Any] | None = None
        self._failures = 0
        self._try_at = 0.0
        self._was_reached: bool | None = None
        line.heartbeat(START_S)
        with suppress(ImportError):  # said when the first connection is tried
            load_driver()

    @property
    def may_try(self) -> bool:
        """Whether the wait after the last failure is over."""
        return time.monotonic() >= self._try_at

    def hurry(self) -> None:
        """Hurry with what is to be said now: it does not wait for its turn."""
        self._try_at = 0.0

    def attempt(self, work: Callable[[], None]) -> None:
        """Do what asks the server; what goes wrong there is told to the parent, and waited for."""
        try:
            work()
        except RefusedLineError as refused:
            self._failed(str(refused))
            self._line.send(Declined(refused.why))
        except Exception as error:
            if not _is_of_the_driver(error):
                raise
            reason = why(error)
            self._failed(str(error).strip())
            if reason is not None:
                self._line.send(Declined(reason))
        else:
            self._failures = 0
            self._reached(True)

    def ask(self, sql: str, *values: str) -> list[tuple[Any, ...]]:
        """Return the rows of one question; each is a transaction of its own. Raises RefusedLineError, psycopg.Error."""
        if self._connection is None:
            self._line.heartbeat(STUCK_S)
            self._connection = connect(self._server)
        self._line.heartbeat(STUCK_S)
        return self._connection.execute(sql.encode(), values).fetchall()

    def last_word(self, sql: str, *values: str) -> None:
        """Say one more thing, if there is a connection and it goes quickly: the parent no longer listens."""
        if self._connection is None:
            return
        try:
            self._connection.execute(sql.encode(), values)
        except Exception as error:
            if not _is_of_the_driver(error):
                raise
        self.close()

    def close(self) -> None:
        """Let go of the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _failed(self, detail: str) -> None:
        self.close()
        wait = WAITS_S[min(self._failures, len(WAITS_S) - 1)]
        self._failures += 1
        # twenty stations do not knock at the same moment when the server is back
        self._try_at = time.monotonic() + wait * random.uniform(0.75, 1.25)
        self._reached(False, detail)

    def _reached(self, is_reached: bool, detail: str = "") -> None:
        if is_reached is not self._was_reached:
            self._was_reached = is_reached
            self._line.send(Reached(is_reached, detail))


def _is_of_the_driver(error: Exception) -> bool:
    import psycopg

    return isinstance(error, psycopg.Error)
