"""Whatever was recorded, in whatever order: the position is that of the last record, also after a new start."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.ports import SessionKey
from oss_app.core.record import Entry, Moved, Outcome, Phase, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from tests.store.conftest import WORDS, Days
from tests.tiers import examples

MEMORY = Path("/dev/shm")  # where there is one: syncing to a disk would take most of the time

positions = st.builds(Position, st.integers(1, 10_000), st.integers(0, 500), st.sampled_from(Phase))
entries: st.SearchStrategy[Entry] = st.one_of(
    st.builds(Moved),
    st.builds(
        StepEnded,
        st.integers(1, 3),
        st.integers(1, 4),
        st.sampled_from(Outcome),
        st.integers(0, 4),
        st.sampled_from(("", "sonde", "O'Brien; -- é")),
    ),
)
records = st.lists(st.tuples(entries, positions), max_size=12)
names = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
keys = st.builds(SessionKey, names, names)


@examples(60)
@given(records, st.sampled_from(JournalLevel), keys, st.data())
def test_any_beginning_of_the_records_leads_to_its_last_position(
    done: list[tuple[Entry, Position]], level: JournalLevel, key: SessionKey, data: st.DataObject
) -> None:
    clock = Days()
    cut = data.draw(st.integers(0, len(done)))
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        database = Database(Path(folder) / "journal.sqlite", clock, WORDS)
        journal = SqliteJournal(database, level, clock)
        number = journal.begin(key, "digest", Position())
        for entry, position in done[:cut]:
            journal.record(number, entry, position)
            found = journal.open_session(key)
            assert found is not None
            assert found.position == position
        journal.close()
        journal = SqliteJournal(database, level, clock)  # a new start
        found = journal.open_session(key)
        assert found is not None
        assert (found.number, found.key, found.digest) == (number, key, "digest")
        assert found.position == (done[cut - 1][1] if cut else Position())
        for entry, position in done[cut:]:
            journal.record(number, entry, position)
        journal.close()
        journal = SqliteJournal(database, level, clock)
        found = journal.open_session(key)
        assert found is not None
        assert found.position == (done[-1][1] if done else Position())
        steps = {(e.kit, e.step): e.outcome for e, _ in done if isinstance(e, StepEnded)}
        rows = database.read(lambda rows: rows.select("SELECT kit, step, outcome FROM trusted_ended"))
        expected = {} if level is JournalLevel.NONE else steps
        assert {(row["kit"], row["step"]): Outcome(row["outcome"]) for row in rows} == expected
        journal.close()
