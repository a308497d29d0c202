"""What the inside needs of the outside: protocols with few verbs. Adapters live on the floor above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from oss_app.core.check import Check
from oss_app.core.problem import Problem
from oss_app.core.record import Entry, Position
from oss_app.core.task import Task
from oss_app.core.verdict import Look

if TYPE_CHECKING:  # a question does not wait for them
    from oss_app.core.light import Lit
    from oss_app.core.support import KitPast, Remark

Later = Callable[[float, Callable[[], None]], None]
"""``later(seconds, f)`` calls ``f`` on the same thread once the time has passed."""


class Clock(Protocol):
    """Seconds that never run back, and the time of day for the journal."""

    def monotonic(self) -> float: ...

    def now(self) -> datetime: ...


@dataclass(frozen=True)
class Utterance:
    """One thing to say: a recording where the coach made one, else words for the voice."""

    words: str
    language: str
    rate: float = 0.9
    recording: Path | None = None
    then: Utterance | None = None
    """What follows after a pause: words of another language, or the words behind a recording."""

    @property
    def parts(self) -> tuple[Utterance, ...]:
        """This and all that follows it, each by itself."""
        return (replace(self, then=None), *(self.then.parts if self.then else ()))


class Voice(Protocol):
    """Speaks one utterance at a time. No verb blocks, and none raises: what fails becomes ``on_state(False)``."""

    def prepare(self, utterances: Sequence[Utterance]) -> None:
        """Make these ready, most wanted first; earlier wishes that are not among them are dropped."""

    def speak(self, utterance: Utterance) -> None:
        """Speak, hushing what is being said."""

    def hush(self) -> None:
        """Be silent within 50 ms."""

    def chime(self, name: str) -> None:
        """Play the short sound ``tick`` or ``call``."""

    def close(self) -> None: ...


@dataclass(frozen=True)
class FoundCamera:
    """A camera that opens; ``name`` is empty where the system does not say it."""

    number: int
    width: int
    height: int
    name: str = ""


class Watcher(Protocol):
    """Looks at the bench for one check at a time. No verb blocks. The camera is open only between the two (P3)."""

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        """Begin; each look reaches ``on_look(number, look)``, camera trouble ``on_camera(number, open)``."""

    def stop(self) -> None:
        """Close the camera; looks that are still under way fall on the floor."""

    def close(self) -> None: ...


class Lamp(Protocol):
    """Lights places of the bench. No verb blocks; where no projector is, or its map is in doubt, nothing is lit."""

    def shine(self, lit: Lit) -> None:
        """Light this, and nothing else any more."""

    def go_dark(self) -> None:
        """Light nothing."""


OnLook = Callable[[int, Look], None]
OnCamera = Callable[[int, bool], None]


@dataclass(frozen=True)
class SessionKey:
    """Which session of which task: ``task`` is the task's folder name, ``card`` the worker's card or empty."""

    task: str
    card: str = ""


@dataclass(frozen=True)
class OpenSession:
    """A session that was not finished: where it stands, and a digest of the task it was begun with."""

    number: int
    key: SessionKey
    position: Position
    digest: str
    ticks: frozenset[tuple[int, int]] = frozenset()
    """The rows of lists that are ticked, each by kit and item."""


class Journal(Protocol):
    """Keeps sessions. A verb that writes has committed when it returns, or holds the write and names the trouble."""

    @property
    def trouble(self) -> str:
        """Empty, or a code for why writes are being held: ``full``, ``read_only``, ``unavailable``, ``damaged``."""

    def open_session(self, key: SessionKey) -> OpenSession | None:
        """Return the unfinished session of this worker and task, if there is one."""

    def interrupted(self) -> OpenSession | None:
        """Return the session that was on the screen when the program ended without leaving it (W17)."""

    def enter(self, session: int) -> None:
        """Keep that the session is on the screen from now on."""

    def leave(self, session: int) -> None:
        """Keep that the worker went away from it: it stays for later, but is not brought back without being chosen."""

    def begin(self, key: SessionKey, digest: str, position: Position) -> int:
        """Begin a session, on the screen from now on; its number."""

    def record(self, session: int, entry: Entry, position: Position) -> None:
        """Keep one entry and the new position, together or not at all."""

    def finish(self, session: int) -> None:
        """Keep that the session is over: nothing of it is left to resume."""


class History(Protocol):
    """What is known of a worker in a task; none of its verbs raises."""

    def past(self, key: SessionKey, digest: str, steps: int) -> Sequence[KitPast]:
        """Return the kits, the oldest day first; ``steps`` is how many a whole kit has."""

    def said(self, key: SessionKey) -> Sequence[Remark]:
        """Return what was said about help, the oldest day first."""

    def keep(self, key: SessionKey, remark: Remark) -> None:
        """Keep what was said, where the journal's level allows it."""


@dataclass(frozen=True)
class Listing:
    """One task of the library: the task, or the problems that keep it from running (R5)."""

    folder: Path
    task: Task | None
    problems: tuple[Problem, ...] = ()
    title: str = ""
    digest: str = ""
    """SHA-256 of the bytes it was read from, hexadecimal; by it the journal sees that a task was changed."""


class TaskLibrary(Protocol):
    """The tasks of a station."""

    def list(self) -> Sequence[Listing]: ...

    def load(self, folder: Path) -> Listing: ...

    def check(self, task: Task, name: str) -> Check | None:
        """Return the taught check of a task, or None where it is missing or broken."""
