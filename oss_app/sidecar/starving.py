"""How long a thread waited for a processor: on a busy computer that is no silence of its own, and no fault of a device.

Elsewhere than on Linux nothing is known of it. Source: https://docs.kernel.org/scheduler/sched-stats.html (schedstat)
and proc_pid_stat(5) (the state).
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

_PER_S = 1e9
_RUNNABLE = b"R"


@dataclass
class _Thread:
    """What was seen of one thread: its counts at first and now, and since when it is in a queue."""

    first: float
    ran: int
    waited: float
    queued: float | None = None


class Starvation:
    """How much of the time since now a child had work and no processor, by the thread that got least."""

    def __init__(self, process: int | None) -> None:
        self._folder = Path(f"/proc/{process}/task")
        self._threads: dict[str, _Thread] = {}
        self.look()

    def look(self) -> float:
        """Return it in seconds; 0 where nothing is known. What waits just now is only seen by looking often."""
        now = time.monotonic()
        try:
            found = {thread.name: _read(thread) for thread in self._folder.iterdir()}
        except OSError:
            return 0.0
        most = 0.0
        for name, (ran, waited, is_runnable) in found.items():
            thread = self._threads.setdefault(name, _Thread(waited, ran, waited))
            is_queued = is_runnable and (ran, waited) == (thread.ran, thread.waited)
            thread.queued = (now if thread.queued is None else thread.queued) if is_queued else None
            thread.ran, thread.waited = ran, waited
            most = max(most, waited - thread.first + (now - thread.queued if thread.queued else 0.0))
        return most


def own_time(thread: int | None) -> float:
    """Return the clock (s, monotonic) of one thread of this process, which stands while it waits for a processor."""
    return time.monotonic() - (_counts(Path(f"/proc/self/task/{thread}"))[1] if thread else 0.0)


def _counts(thread: Path) -> tuple[int, float]:
    """Return for how long a thread ran (ns), and how long it waited for a processor (s)."""
    try:
        ran, waited, *_ = (thread / "schedstat").read_bytes().split()
        return int(ran), int(waited) / _PER_S
    except (OSError, ValueError):
        return 0, 0.0


def _read(thread: Path) -> tuple[int, float, bool]:
    ran, waited = _counts(thread)
    try:
        state = (thread / "stat").read_bytes().rpartition(b")")[2].split()[0]
    except (OSError, IndexError):
        state = b""
    return ran, waited, state == _RUNNABLE
