"""The child process that talks to the server for a station: hands over parcels, and keeps its row of the help board.

A process and no thread, because libpq can hang for minutes in a name that is not answered or a cable that was pulled,
and only a process can be killed (docs/adr/0005).
"""

from __future__ import annotations

import json
import random
import time
from contextlib import suppress
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, Any

from oss_app import __version__
from oss_app.core.parcel import GONE, WELL, Parcel, StationIdentity
from oss_app.server import schema
from oss_app.server.connection import RefusedLineError, connect, why
from oss_app.server.messages import CoachComes, Declined, Deliver, Delivered, Reached, Refusal, Tell
from oss_app.sidecar import Closed, ParentLink

if TYPE_CHECKING:
    import psycopg

STUCK_S = 10.0
"""A child that has been silent for so long is killed."""
START_S = 20.0
BEAT_S = 15.0
"""A station says so often that it is there."""
ANXIOUS_S = 2.0
"""So often while help is asked: the worker waits to see that the coach comes."""
WAITS_S = (1.0, 2.0, 5.0, 10.0, 15.0)
ROUND_S = 0.5


@dataclass(frozen=True)
class StationLine:
    """Serves one station over a ``postgresql://`` line; called in the child process."""

    server: str
    identity: StationIdentity
    label: str = ""

    def __call__(self, line: ParentLink) -> None:
        _Talk(self, line).go_on()


class _Talk:
    """What the child wants to say, and when."""

    def __init__(self, station: StationLine, line: ParentLink) -> None:
        self._station = station
        self._line = line
        self._connection: psycopg.Connection[Any] | None = None
        self._deliver: Deliver | None = None
        self._state = WELL
        self._say_at = 0.0
        self._try_at = 0.0
        self._failures = 0
        self._was_coming = False
        self._was_reached: bool | None = None

    def go_on(self) -> None:
        """Until the line is closed: hear, say what is due, and beat."""
        self._line.heartbeat(START_S)
        with suppress(ImportError):  # said when the first connection is tried
            import psycopg  # noqa: F401
        try:
            while True:
                self._hear()
                self._line.heartbeat()
                if self._is_due():
                    self._once()
        except Closed:
            self._farewell()
            raise

    def _hear(self) -> None:
        message = self._line.receive(ROUND_S)
        while message is not None:
            match message:
                case Deliver():
                    self._deliver = message
                case Tell(state=state) if state != self._state:
                    self._state = state
                    self._say_at = 0.0
                    self._try_at = 0.0  # a call for help does not wait for its turn
            message = self._line.receive(0)

    def _is_due(self) -> bool:
        now = time.monotonic()
        return now >= self._try_at and (self._deliver is not None or now >= self._say_at)

    def _once(self) -> None:
        try:
            self._say()
            self._hand_over()
        except RefusedLineError as refused:
            self._failed(str(refused))
            self._line.send(Declined(refused.why))
        except Exception as error:
            reason = why(error)
            self._failed(str(error).strip())
            if reason is not None:
                self._line.send(Declined(reason))
            elif not _is_of_the_driver(error):
                raise
        else:
            self._failures = 0
            self._reached(True)

    def _say(self) -> None:
        now = time.monotonic()
        if now < self._say_at:
            return
        station = self._station
        answer = self._ask(
            "SELECT oss_app.say(%s, %s, %s, %s)", station.identity.id, station.identity.key, self._state, station.label
        )
        _raise_if_refused(answer)
        self._say_at = time.monotonic() + (BEAT_S if self._state == WELL else ANXIOUS_S)
        if answer["coming"] is not self._was_coming:
            self._was_coming = answer["coming"]
            self._line.send(CoachComes(self._was_coming))

    def _hand_over(self) -> None:
        if self._deliver is None:
            return
        identity = self._station.identity
        batch = packed(self._deliver.parcels, self._station.label)
        answer = self._ask("SELECT oss_app.put(%s, %s, %s)", identity.id, identity.key, batch)
        _raise_if_refused(answer)
        self._deliver = None
        self._line.send(Delivered(answer["taken"], answer["days_off"]))

    def _ask(self, sql: str, *values: str) -> dict[str, Any]:
        if self._connection is None:
            self._line.heartbeat(STUCK_S)
            self._connection = connect(self._station.server)
        self._line.heartbeat(STUCK_S)
        row = self._connection.execute(sql, values).fetchone()
        assert row is not None
        answer: dict[str, Any] = row[0]
        return answer

    def _failed(self, detail: str) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        wait = WAITS_S[min(self._failures, len(WAITS_S) - 1)]
        self._failures += 1
        # twenty stations do not knock at the same moment when the server is back
        self._try_at = time.monotonic() + wait * random.uniform(0.75, 1.25)
        self._reached(False, detail)

    def _reached(self, is_reached: bool, detail: str = "") -> None:
        if is_reached is not self._was_reached:
            self._was_reached = is_reached
            self._line.send(Reached(is_reached, detail))

    def _farewell(self) -> None:
        """The program ends as it should: the bench leaves the board, if that goes quickly."""
        if self._connection is None:
            return
        identity = self._station.identity
        try:
            self._connection.execute(
                "SELECT oss_app.say(%s, %s, %s, %s)", (identity.id, identity.key, GONE, self._station.label)
            )
            self._connection.close()
        except Exception as error:
            if not _is_of_the_driver(error):
                raise


def packed(parcels: tuple[Parcel, ...], label: str) -> str:
    """Parcels as the server's function ``put`` takes them, in JSON."""
    return json.dumps(
        {
            "schema": schema.NEWEST,
            "app": __version__,
            "label": label,
            "parcels": [
                {
                    "first": p.first,
                    "last": p.last,
                    "mark": p.mark,
                    "after": p.after,
                    "entries": [astuple(entry) for entry in p.entries],
                    "forget": p.forget,
                }
                for p in parcels
            ],
        }
    )


def _raise_if_refused(answer: dict[str, Any]) -> None:
    if refused := answer.get("refused"):
        raise RefusedLineError(Refusal(refused))


def _is_of_the_driver(error: Exception) -> bool:
    import psycopg

    return isinstance(error, psycopg.Error)
