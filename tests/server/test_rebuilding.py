"""A curious person has the server's dump after a day of twenty stations: what can be rebuilt of order and pace?"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest

psycopg = pytest.importorskip("psycopg", reason="the extra oss-app[server] is not installed")

from oss_app.core.ports import SessionKey  # noqa: E402
from oss_app.core.record import Outcome, Position, StepEnded  # noqa: E402
from oss_app.core.settings import JournalLevel  # noqa: E402
from oss_app.server.line import packed  # noqa: E402
from oss_app.store.database import Database  # noqa: E402
from oss_app.store.journal import SqliteJournal  # noqa: E402
from oss_app.store.outbox import Outbox  # noqa: E402
from tests.server.conftest import WORDS, Prepared  # noqa: E402
from tests.store.conftest import Days  # noqa: E402

STATIONS, SESSIONS, STEPS = 20, 4, 20
CHANCE = 4 * (2 * (2 * STEPS + 5) / (9 * STEPS * (STEPS - 1)) / (STATIONS * SESSIONS)) ** 0.5
"""Four standard deviations of the mean of Kendall's tau over so many random orders (Kendall 1938): 0.07."""


@pytest.fixture(scope="module")
def truth() -> dict[tuple[str, int], tuple[list[int], list[float]]]:
    """What really happened: by station and session the order of its steps, and how long each took, in seconds."""
    rng = random.Random(3)
    return {
        (f"bench-{n}", k): (rng.sample(range(1, STEPS + 1), STEPS), [rng.uniform(5, 120) for _ in range(STEPS)])
        for n in range(STATIONS)
        for k in range(SESSIONS)
    }


@pytest.fixture
def folder() -> Iterator[Path]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


def work_a_day(prepared: Prepared, folder: Path, truth: dict[tuple[str, int], tuple[list[int], list[float]]]) -> None:
    """Every station does its sessions; each is handed over when it is finished, as the program does."""
    clock = Days()
    clock.at = datetime.now(UTC)
    journals = {}
    for n in range(STATIONS):
        database = Database(folder / f"{n}.sqlite", clock, WORDS)
        outbox = Outbox(database)
        who = outbox.open(JournalLevel.TASK)
        journals[f"bench-{n}"] = (database, outbox, who, SqliteJournal(database, JournalLevel.TASK, clock))
    with psycopg.connect(prepared.station, autocommit=True) as line:
        for (name, _), (order, _) in sorted(truth.items(), key=lambda item: item[0][1]):
            _, outbox, who, journal = journals[name]
            number = journal.begin(SessionKey(name), "v1", Position())
            for place, step in enumerate(order):
                journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, place))
            journal.finish(number)
            sent = outbox.waiting()
            line.execute("SELECT oss_app.put(%s, %s, %s)", (who.id, who.key, packed(sent, name)))
            outbox.delivered(sent[-1].last)
    for database, *_ in journals.values():
        database.close()


def tau(guess: list[int], real: list[float]) -> float:
    """Kendall's tau between an order that was guessed and what it is compared with: 1 the same, 0 chance."""
    rank = {step: place for place, step in enumerate(guess)}
    pairs = list(combinations(range(1, STEPS + 1), 2))
    signs = ((rank[a] - rank[b]) * (real[a - 1] - real[b - 1]) for a, b in pairs)
    return sum(1 if sign > 0 else -1 for sign in signs) / len(pairs)


def test_no_order_and_no_duration_comes_out_of_the_dump(
    prepared: Prepared, folder: Path, truth: dict[tuple[str, int], tuple[list[int], list[float]]]
) -> None:
    said_before = len(prepared.server.log())
    work_a_day(prepared, folder, truth)
    dump = prepared.server.dump()
    rows = [line.split("\t") for line in dump.split("COPY oss_app.entry")[1].split("\\.")[0].splitlines()[1:]]
    assert len(rows) == STATIONS * SESSIONS * STEPS
    stored = prepared.ask("SELECT task, seq, step FROM oss_app.entry ORDER BY ctid")
    numbered = sorted(((task, int(seq), int(step)) for _, seq, _, _, task, _, step, *_ in rows), key=lambda r: r[:2])
    written = prepared.ask(
        "SELECT task, seq, step FROM oss_app.entry ORDER BY xmin::text::bigint, cmin::text::bigint, ctid"
    )
    ways = {"the stations' numbers": numbered, "where the rows lie": stored, "who wrote them when": written}
    for what, guesses in ways.items():
        orders, durations = [], []
        for (name, k), (order, seconds) in truth.items():
            own = [step for task, _, step in guesses if task == name][k * STEPS : (k + 1) * STEPS]
            assert sorted(own) == list(range(1, STEPS + 1)), "a session's borders are known; its inside must not be"
            place = [float(order.index(step)) for step in range(1, STEPS + 1)]
            took = [seconds[order.index(step)] for step in range(1, STEPS + 1)]
            orders.append(tau(own, place))
            durations.append(tau(own, took))
        assert abs(mean(orders)) < CHANCE, f"{what} tell the order of the steps"
        assert abs(mean(durations)) < CHANCE, f"{what} tell how long a step took"
    assert prepared.server.log()[said_before:] == "", "the log has a time in each line"
    in_one_go = "SELECT count(*) FROM (SELECT 1 FROM oss_app.entry GROUP BY xmin::text, cmin::text) AS one"
    assert prepared.ask(in_one_go) == [(STATIONS * SESSIONS,)], "the steps of a session are written at once"
    assert prepared.ask("SHOW track_commit_timestamp") == [("off",)]
    with pytest.raises(psycopg.Error):
        prepared.ask("SELECT pg_xact_commit_timestamp(xmin) FROM oss_app.entry")


def test_this_test_would_find_an_order_that_is_there(
    truth: dict[tuple[str, int], tuple[list[int], list[float]]],
) -> None:
    """Without the shuffling the numbers would tell everything."""
    orders = [tau(order, [float(order.index(step)) for step in range(1, STEPS + 1)]) for order, _ in truth.values()]
    assert mean(orders) == 1.0


def test_the_dump_holds_no_time_but_that_of_the_board(
    prepared: Prepared, folder: Path, truth: dict[tuple[str, int], tuple[list[int], list[float]]]
) -> None:
    work_a_day(prepared, folder, truth)
    data = "".join(part.split("\\.")[0] for part in prepared.server.dump().split("\nCOPY ")[1:])
    today = datetime.now(UTC).date().isoformat()
    assert today in data
    clock_times = [line for line in data.splitlines() if ":" in line and "\t" in line]
    assert clock_times == []  # nobody asked for help, so the board is empty too
