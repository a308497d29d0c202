"""The child's side: the line to the parent, and how a child lives and dies with it."""

from __future__ import annotations

import contextlib
import ctypes
import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any, NoReturn

PATIENCE_S = 1.7
"""A child that is silent for longer has hung; with the time to kill it, it is noticed within 2 s (R2)."""
START_S = 20.0
"""How long a child may take until its own first beat: a cold disk or an anti-virus scan makes imports slow."""
LINGER_S = 1.0
"""How long a child may tidy up after the line was closed."""
PR_SET_PDEATHSIG = 1


class Closed(Exception):  # noqa: N818 - an ending, not an error
    """The parent closed the line, or is gone: tidy up and return."""


@dataclass(frozen=True)
class Heartbeat:
    """The child lives; the next sign of life follows within ``seconds``."""

    seconds: float


@dataclass(frozen=True)
class LogLine:
    """A line for the parent's log."""

    level: int
    text: str


class ParentLink:
    """The child's end of the line; a thread of its own reads it, so that a closed line is noticed at any time."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self._connection = connection
        self._inbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._sending = threading.Lock()
        self._beaten = 0.0
        threading.Thread(target=self._read, name="line", daemon=True).start()

    def receive(self, timeout: float) -> Any | None:
        """Return the next message, or None after ``timeout`` seconds; raises Closed."""
        try:
            message = self._inbox.get(timeout=timeout) if timeout > 0 else self._inbox.get_nowait()
        except queue.Empty:
            return None
        if message is Closed:
            self._inbox.put(Closed)
            raise Closed
        return message

    def send(self, message: object) -> None:
        """Hand any picklable value to the parent; raises Closed."""
        try:
            with self._sending:
                self._connection.send(message)
        except OSError:
            raise Closed from None

    def heartbeat(self, seconds: float = PATIENCE_S) -> None:
        """Say that the child lives and will say so again within ``seconds``; cheap to call in every round of a loop."""
        now = time.monotonic()
        if seconds != PATIENCE_S or now - self._beaten > PATIENCE_S / 8:
            self._beaten = now if seconds == PATIENCE_S else 0.0
            self.send(Heartbeat(seconds))

    def give_up(self, why: str) -> NoReturn:
        """End this process at once, hung threads and all; the parent starts a new one."""
        try:
            self.send(LogLine(logging.WARNING, why))
        finally:
            os._exit(1)

    def _read(self) -> None:
        try:
            while True:
                self._inbox.put(self._connection.recv())
        except (EOFError, OSError):
            self._inbox.put(Closed)
        time.sleep(LINGER_S)
        os._exit(0)


Work = Callable[[ParentLink], None]
"""What a child does until the line is closed; importable by name in the child (a function, or a partial of one)."""


def main(connection: Connection[Any, Any], work: Work) -> None:
    """Run the child process: do ``work`` until the line is closed."""
    die_with_parent()
    if sys.platform != "win32":
        os.setpgid(0, 0)  # what this child starts ends with it, also where it hangs
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole terminal; the parent decides
    line = ParentLink(connection)
    logging.getLogger().addHandler(_NoteHandler(line))
    try:
        line.heartbeat(START_S)  # what the work imports comes first
        work(line)
    except Closed:
        pass
    except BaseException:
        logging.getLogger(__name__).exception("The child process failed.")
        sys.exit(1)


def die_with_parent() -> None:
    """On Linux the kernel ends an orphan even while it is stopped; elsewhere the closed line does."""
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if parent and os.getppid() != parent.pid:
            os._exit(0)


class _NoteHandler(logging.Handler):
    """Passes warnings on to the parent, which has the log."""

    def __init__(self, line: ParentLink) -> None:
        super().__init__(logging.WARNING)
        self._line = line

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(Closed):
            self._line.send(LogLine(record.levelno, self.format(record)))
