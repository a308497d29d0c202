"""A program that works with the journal until it is killed, saying before each act what it will do and after it that it
is done. Run as ``python -m tests.store.doomed FILE SEED``."""

from __future__ import annotations

import json
import os
import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from oss_app.core.ports import SessionKey
from oss_app.core.record import Moved, Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.i18n import load
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal

KEYS = (SessionKey("tandarts", "windmill"), SessionKey("tandarts", "pan"), SessionKey("ontbijt"))
STEPS = 8


class WallClock:
    def monotonic(self) -> float:
        return 0.0

    def now(self) -> datetime:
        return datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


def say(**what: object) -> None:
    os.write(1, (json.dumps(what) + "\n").encode())


def work(journal: SqliteJournal, chance: random.Random) -> None:
    """Random sessions without end; a killed one is taken up where the journal says."""
    while True:
        key = chance.choice(KEYS)
        found = journal.open_session(key)
        if found is None:
            digest = f"digest {chance.randrange(1000)}"
            say(act="begin", task=key.task, card=key.card, digest=digest)
            number, position = journal.begin(key, digest, Position()), Position()
            say(done=number)
        else:
            number, position = found.number, found.position
            say(act="enter", number=number)
            journal.enter(number)
            say(done=number)
        for _ in range(chance.randrange(1, 12)):
            position = one_step(journal, number, position, chance)
        last = chance.choice(("leave", "finish", "stay"))
        if last != "stay":
            say(act=last, number=number)
            journal.leave(number) if last == "leave" else journal.finish(number)
            say(done=number)


def one_step(journal: SqliteJournal, number: int, at: Position, chance: random.Random) -> Position:
    if chance.random() < 0.2:
        to = Position(at.kit, max(at.index - 1, 0))
        say(act="move", number=number, kit=to.kit, index=to.index)
        journal.record(number, Moved(), to)
    else:
        to = Position(at.kit, at.index + 1) if at.index + 1 < STEPS else Position(at.kit + 1, 0)
        outcome, rung = chance.choice(list(Outcome)), chance.randrange(4)
        step = {"step": at.index + 1, "ended_kit": at.kit, "outcome": outcome, "help": rung}
        say(act="end", number=number, kit=to.kit, index=to.index, **step)
        journal.record(number, StepEnded(at.kit, at.index + 1, outcome, rung), to)
    say(done=number)
    return to


def main() -> None:
    file, seed = sys.argv[1:]
    clock = WallClock()
    database = Database(Path(file), clock, load("en"))
    journal = SqliteJournal(database, JournalLevel.OWN_PROGRESS, clock)
    say(ready=True)
    work(journal, random.Random(int(seed)))


if __name__ == "__main__":
    main()
