"""Stations for the tests: they number, mark and hand over parcels as the outbox does."""

from __future__ import annotations

import json
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from oss_app.core.parcel import Parcel, ParcelEntry, StationIdentity
from oss_app.server.line import packed


def identity() -> StationIdentity:
    return StationIdentity(str(uuid.uuid4()), secrets.token_hex(32))


@dataclass
class Bench:
    """One station over one connection."""

    line: str
    who: StationIdentity = field(default_factory=identity)
    seq: int = 0
    mark: str = ""

    def pack(self, day: str, *steps: int, task: str = "tandarts", outcome: str = "confirmed") -> Parcel:
        """The parcel of a session with these steps."""
        first, last = self.seq + 1, self.seq + len(steps)
        entries = tuple(ParcelEntry(seq, day, task, "v1", step, outcome, 0) for seq, step in enumerate(steps, first))
        return self._marked(first, last, entries=entries)

    def forget(self, *ranges: tuple[int, int], alike: Sequence[ParcelEntry] = ()) -> Parcel:
        return self._marked(self.seq + 1, self.seq + 1, forget=ranges, alike=tuple(alike))

    def put(self, *parcels: Parcel, key: str | None = None, **changed: object) -> dict[str, Any]:
        """What the server answers."""
        batch = {**json.loads(packed(parcels, "")), **changed}
        return self.ask("SELECT oss_app.put(%s, %s, %s)", self.who.id, key or self.who.key, json.dumps(batch))

    def say(self, state: str, label: str = "", key: str | None = None, run: str = "") -> dict[str, Any]:
        """What the server answers; without a ``run`` as an older program asks."""
        said = [self.who.id, key or self.who.key, state, label, *([run] if run else [])]
        return self.ask(f"SELECT oss_app.say({', '.join(['%s'] * len(said))})", *said)

    def ask(self, query: str, *values: object) -> Any:
        with psycopg.connect(self.line, autocommit=True) as connection:
            row = connection.execute(query, values).fetchone()  # type: ignore[arg-type]
            return row[0] if row else None

    def _marked(self, first: int, last: int, **what: Any) -> Parcel:
        mark = secrets.token_hex(12)
        made = Parcel(first, last, mark, self.mark, **what)
        self.seq, self.mark = last, mark
        return made
