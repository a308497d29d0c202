"""The child process that talks to the server for a station: hands over parcels, and keeps its row of the help board.

A process and no thread, because libpq can hang for minutes in a name that is not answered or a cable that was pulled,
and only a process can be killed (docs/adr/0005).
"""

from __future__ import annotations

import json
import secrets
import time
from dataclasses import astuple, dataclass, field
from typing import Any

from oss_app import __version__
from oss_app.core.parcel import GONE, WELL, Parcel, StationIdentity
from oss_app.server import schema
from oss_app.server.calls import BoardRow
from oss_app.server.connection import RefusedLineError
from oss_app.server.messages import Deliver, Delivered, Refusal, Tell, Told
from oss_app.server.talk import ROUND_S, Talk
from oss_app.sidecar import Closed, ParentLink

BEAT_S = 15.0
"""A station says so often that it is there."""
ANXIOUS_S = 2.0
"""So often while help is asked: the worker waits to see that the coach comes."""
RUN_BYTES = 12

_SAY = "SELECT oss_app.say(%s, %s, %s, %s, %s)"


@dataclass(frozen=True)
class StationLine:
    """Serves one station over a ``postgresql://`` line; called in the child process."""

    server: str
    identity: StationIdentity
    label: str = ""
    run: str = field(default_factory=lambda: secrets.token_hex(RUN_BYTES))
    """A random word of this run of the program, the same for each child: it tells two PCs with one identity apart."""

    def __call__(self, line: ParentLink) -> None:
        _Errands(self, line).go_on()


class _Errands:
    """What a station has to say to the server, and when."""

    def __init__(self, station: StationLine, line: ParentLink) -> None:
        self._station = station
        self._line = line
        self._talk = Talk(line, station.server)
        self._deliver: Deliver | None = None
        self._row = BoardRow()
        self._told: Told | None = None
        self._say_at = 0.0

    def go_on(self) -> None:
        """Until the line is closed: hear, say what is due, and beat."""
        try:
            while True:
                self._hear()
                self._line.heartbeat()
                if self._talk.may_try and (self._deliver is not None or time.monotonic() >= self._say_at):
                    self._talk.attempt(self._run)
        except Closed:
            who = self._station.identity
            self._talk.last_word(_SAY, who.id, who.key, GONE, self._station.label, self._station.run)
            raise

    def _hear(self) -> None:
        message = self._line.receive(ROUND_S)
        while message is not None:
            match message:
                case Deliver():
                    self._deliver = message
                case Tell() if message != self._row.wanted:
                    self._row.wanted = message
                    self._say_at = 0.0
                    self._talk.hurry()
            message = self._line.receive(0)

    def _run(self) -> None:
        self._say()
        self._hand_over()

    def _say(self) -> None:
        if time.monotonic() < self._say_at:
            return
        who, is_all = self._station.identity, False
        while not is_all:
            state = self._row.next_state
            answer = self._answer(_SAY, who.id, who.key, state, self._station.label, self._station.run)
            is_all = self._row.answered(state)
        self._say_at = time.monotonic() + (BEAT_S if state == WELL else ANXIOUS_S)
        told = Told(self._row.wanted.call, answer["coming"])
        if told != self._told:
            self._told = told
            self._line.send(told)

    def _hand_over(self) -> None:
        if self._deliver is None:
            return
        who = self._station.identity
        batch = packed(self._deliver.parcels, self._station.label)
        answer = self._answer("SELECT oss_app.put(%s, %s, %s)", who.id, who.key, batch)
        self._deliver = None
        self._line.send(Delivered(answer["taken"], answer["days_off"]))

    def _answer(self, sql: str, *values: str) -> dict[str, Any]:
        answer: dict[str, Any] = self._talk.ask(sql, *values)[0][0]
        if refused := answer.get("refused"):
            raise RefusedLineError(Refusal(refused))
        return answer


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
                    "forget": [*p.forget, *(astuple(entry)[1:] for entry in p.alike)],
                }
                for p in parcels
            ],
        }
    )
