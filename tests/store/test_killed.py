"""Killed at random moments: nothing that was kept is lost, nothing is doubled, and the right step is back (R1)."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

from oss_app.core.ports import OpenSession
from oss_app.core.record import Position
from oss_app.core.settings import JournalLevel
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from tests.store.conftest import WORDS, Days
from tests.store.doomed import KEYS
from tests.tiers import amount

KILLS = amount(12, 110)
ROOT = Path(__file__).parents[2]


@dataclass
class Known:
    """What a session must look like."""

    key: tuple[str, str]
    digest: str
    position: Position = field(default_factory=Position)
    ended: dict[tuple[int, int], tuple[str, int, str, int]] = field(default_factory=dict)


@dataclass
class World:
    """What the journal must say, kept apart from it and in the simplest way."""

    sessions: dict[int, Known] = field(default_factory=dict)
    closed: list[Known] = field(default_factory=list)
    on_screen: int | None = None

    def carry_out(self, act: dict[str, object], number: int) -> None:
        match act:
            case {"act": "begin", "task": str(task), "card": str(card), "digest": str(digest)}:
                for other in [n for n, known in self.sessions.items() if known.key == (task, card)]:
                    self.close(other)
                self.sessions[number] = Known((task, card), digest)
                self.on_screen = number
            case {"act": "enter"}:
                self.on_screen = number
            case {"act": "leave"}:
                self.on_screen = None
            case {"act": "finish"}:
                self.on_screen = None
                self.close(number)
            case {"act": "move", "kit": int(kit), "index": int(index)}:
                self.sessions[number].position = Position(kit, index)
            case {"act": "end", "kit": int(kit), "index": int(index), "step": int(step), "ended_kit": int(of)}:
                known = self.sessions[number]
                known.position = Position(kit, index)
                last = (str(act["outcome"]), int(str(act["help"])))
                first = known.ended[of, step][:2] if (of, step) in known.ended else last
                known.ended[of, step] = (*first, *last)
            case _:
                raise ValueError(act)

    def close(self, number: int) -> None:
        self.closed.append(replace(self.sessions.pop(number), position=Position()))

    def seen(self) -> object:
        """All that can be told of it: of closed sessions neither number nor order, nor which kit came when."""
        closed = sorted((known.key, known.digest, _kits(known)) for known in self.closed)
        return self.sessions, closed, self.on_screen


def _kits(known: Known) -> list[list[tuple[int, tuple[str, int, str, int]]]]:
    kits: dict[int, list[tuple[int, tuple[str, int, str, int]]]] = {}
    for (kit, step), how in sorted(known.ended.items()):
        kits.setdefault(kit, []).append((step, how))
    return sorted(kits.values())


def on_disk(path: Path, days: Days) -> World:
    """What the journal says after a new start."""
    database = Database(path, days, WORDS)
    journal = SqliteJournal(database, JournalLevel.OWN_PROGRESS, days)
    assert database.notices == []
    assert journal.trouble == ""
    raw = [
        database.read(lambda rows, table=table: [tuple(r) for r in rows.select(f"SELECT * FROM {table}")])  # type: ignore[misc]
        for table in ("session", "ended", "trusted_session", "trusted_ended")
    ]
    assert (len(raw[0]), len(raw[1])) == (len(raw[2]), len(raw[3])), "a row is not whole"
    world = World()
    closed: dict[int, dict[tuple[int, int], tuple[str, int, str, int]]] = {}
    for number, task, card, digest, _, _, is_open, _ in raw[2]:
        world.sessions[number] = Known((task, card), digest)
        if not is_open:
            ended = world.sessions[number].ended
            world.closed.append(world.sessions.pop(number))
            closed[number] = ended
    for number, kit, step, _, _, _, *outcomes, _, _, _ in raw[3]:
        ended = closed[number] if number in closed else world.sessions[number].ended
        assert (kit, step) not in ended
        ended[kit, step] = tuple(outcomes)
    for key in KEYS:
        found: OpenSession | None = journal.open_session(key)
        if found is not None:
            world.sessions[found.number].position = found.position
    found = journal.interrupted()
    world.on_screen = found.number if found else None
    journal.close()
    return world


def life_and_death(path: Path, seed: int, chance: random.Random) -> list[dict[str, object]]:
    """Run the program, kill it while it works (or, now and then, before it does), and return all that it said."""
    command = [sys.executable, "-m", "tests.store.doomed", str(path), str(seed)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as process:
        assert process.stdout is not None
        said = b""
        if chance.random() < 0.1:
            time.sleep(chance.uniform(0.1, 0.4))
        else:
            # so much is done first, however slow the disk is; the moment of the kill lies anywhere in what follows
            said = b"".join(process.stdout.readline() for _ in range(chance.randrange(1, 80)))
            time.sleep(chance.uniform(0, 0.06))
        process.kill()
        said += process.stdout.read()
    lines = said.decode().split("\n")
    return [json.loads(line) for line in lines[:-1]]  # a line that was cut off was not said


def test_killed_at_random_moments(folder: Path, days: Days) -> None:
    chance = random.Random(14)
    kept, caught_between = 0, 0
    for kill in range(KILLS):
        if kill % 10 == 0:  # a new file, so that its making is cut off too
            path, world = folder / f"{kill}" / "journal.sqlite", World()
        pending: dict[str, object] | None = None
        for line in life_and_death(path, kill, chance):
            if "act" in line:
                pending = line
            elif "done" in line:
                assert pending is not None
                world.carry_out(pending, int(str(line["done"])))
                kept, pending = kept + 1, None
        found = on_disk(path, days)
        if found.seen() != world.seen():
            assert pending is not None, f"kill {kill}: what was kept is not what is there"
            begun = max(found.sessions, default=0)
            world.carry_out(pending, int(str(pending.get("number", begun))))
            assert found.seen() == world.seen(), f"kill {kill}: neither without nor with what was under way"
            caught_between += 1
    assert kept > 10 * KILLS
    print(f"{KILLS} kills, {kept} acts kept, {caught_between} times killed between the commit and the word")  # noqa: T201
