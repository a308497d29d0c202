"""Hand-written stand-ins for the outside world, which satisfy the ports of core."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from oss_app.core.check import Check
from oss_app.core.ports import Listing, OpenSession, SessionKey, Utterance
from oss_app.core.record import Entry, Position, RowsTicked, StepEnded
from oss_app.core.task import Task


class FakeClock:
    """Time that passes only when it is told to; what was to happen later happens then, in order."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self._later: list[tuple[float, int, Callable[[], None]]] = []
        self._count = 0

    def monotonic(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 9, 0, tzinfo=UTC) + timedelta(seconds=self.seconds - 1000)

    def later(self, seconds: float, f: Callable[[], None]) -> None:
        self._count += 1
        self._later.append((self.seconds + seconds, self._count, f))

    def advance(self, seconds: float) -> None:
        until = self.seconds + seconds
        while self._later and min(self._later)[0] <= until:
            self._later.sort(key=lambda item: item[:2])
            at, _, f = self._later.pop(0)
            self.seconds = max(self.seconds, at)
            f()
        self.seconds = until


class FakeVoice:
    """Remembers what was said; ``now`` is what is being said."""

    def __init__(self) -> None:
        self.said: list[Utterance] = []
        self.prepared: list[Utterance] = []
        self.chimes: list[str] = []
        self.now: Utterance | None = None
        self.overlaps = 0

    def prepare(self, utterances: Sequence[Utterance]) -> None:
        self.prepared = list(utterances)

    def speak(self, utterance: Utterance) -> None:
        self.overlaps += self.now is not None
        self.said.append(utterance)
        self.now = utterance

    def hush(self) -> None:
        self.now = None

    def chime(self, name: str) -> None:
        self.chimes.append(name)

    def close(self) -> None:
        self.now = None


class FakeWatcher:
    """A camera that is open exactly while it watches."""

    def __init__(self) -> None:
        self.watched: list[tuple[int, str, int | None]] = []
        self.number = 0

    @property
    def is_open(self) -> bool:
        return self.number != 0

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        self.watched.append((number, check.name, count))
        self.number = number

    def stop(self) -> None:
        self.number = 0

    def close(self) -> None:
        self.number = 0


@dataclass
class Kept:
    key: SessionKey
    digest: str
    position: Position
    entries: list[Entry] = field(default_factory=list)
    is_open: bool = True
    on_screen: bool = True


class FakeJournal:
    """A journal in memory."""

    def __init__(self) -> None:
        self.sessions: dict[int, Kept] = {}
        self.trouble = ""

    def open_session(self, key: SessionKey) -> OpenSession | None:
        return next((self._open(n, s) for n, s in self.sessions.items() if s.is_open and s.key == key), None)

    def interrupted(self) -> OpenSession | None:
        return next((self._open(n, s) for n, s in self.sessions.items() if s.is_open and s.on_screen), None)

    def begin(self, key: SessionKey, digest: str, position: Position) -> int:
        number = len(self.sessions) + 1
        self.sessions[number] = Kept(key, digest, position)
        return number

    def enter(self, session: int) -> None:
        self.sessions[session].on_screen = True

    def leave(self, session: int) -> None:
        self.sessions[session].on_screen = False

    def record(self, session: int, entry: Entry, position: Position) -> None:
        kept = self.sessions[session]
        kept.entries.append(entry)
        kept.position = position

    def finish(self, session: int) -> None:
        self.sessions[session].is_open = False
        self.sessions[session].on_screen = False

    def ended(self, session: int = 1) -> list[StepEnded]:
        return [e for e in self.sessions[session].entries if isinstance(e, StepEnded)]

    @staticmethod
    def _open(number: int, kept: Kept) -> OpenSession:
        ticked = {entry.kit: entry.rows for entry in kept.entries if isinstance(entry, RowsTicked)}
        ticks = frozenset((kit, row) for kit, rows in ticked.items() for row in rows)
        return OpenSession(number, kept.key, kept.position, kept.digest, ticks)


class FakeLibrary:
    """Tasks and taught checks in memory."""

    def __init__(self, tasks: Sequence[Task] = (), checks: Sequence[Check] = ()) -> None:
        self._tasks = {t.folder: t for t in tasks}
        self._checks = {c.name: c for c in checks}

    def list(self) -> Sequence[Listing]:
        return [Listing(folder, task) for folder, task in self._tasks.items()]

    def load(self, folder: Path) -> Listing:
        return Listing(folder, self._tasks.get(folder))

    def check(self, task: Task, name: str) -> Check | None:
        return self._checks.get(name)
