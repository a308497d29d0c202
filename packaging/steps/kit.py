"""A worker at a packaged program: a real window, real keys, the replayed camera, and the journal read beside it."""

from __future__ import annotations

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Protocol

from steps.shell import say

SEEN_S = 900.0
"""No bound of ours: the longest scene takes half a minute, but on a computer that has other things to do the eye may be
taken for hung, and be started anew with more patience, several times before it."""
LOG_LINES = 12


class Desk(Protocol):
    """A screen with a keyboard. Keys have the names that X gives them: ``Return``, ``ctrl+p``."""

    environment: Mapping[str, str]

    def press(self, key: str) -> None: ...
    def type_(self, words: str) -> None: ...
    def has_window(self, process: int, patience_s: float) -> bool: ...
    def picture(self, file: Path) -> None: ...


class Worker:
    """Starts the program on a screen and does what a worker does. ``data`` is its data folder, seen from here.

    Where something goes wrong, ``failed`` is a picture of the screen as it was then, and the program's log is told.
    """

    def __init__(self, program: Sequence[str], desk: Desk, data: Path, failed: Path | None = None) -> None:
        self._program = list(program)
        self.desk = desk
        self._data = data
        self._failed = failed

    @contextmanager
    def at(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """The running program, its window on the screen; it is ended afterwards."""
        running = subprocess.Popen([*self._program, *arguments], env=self.desk.environment)
        try:
            if not self.desk.has_window(running.pid, SEEN_S):
                raise SystemExit(f"{' '.join(arguments)}: no window came")
            time.sleep(1)
            yield running
        except SystemExit as error:
            raise SystemExit(f"{error}\n{self._as_it_was()}") from error
        finally:
            if running.poll() is None:
                running.kill()
            running.wait(timeout=20)

    def _as_it_was(self) -> str:
        """What tells why something went wrong: where the worker is, and what the program wrote in its log last."""
        if self._failed:
            self.desk.picture(self._failed)
        logs = sorted((self._data / "log").glob("*"), key=lambda file: file.stat().st_mtime)
        lines = logs[-1].read_text(encoding="utf-8", errors="replace").splitlines() if logs else []
        return "\n  ".join([f"at {self._places()}, ended {self.outcomes()}; the log:", *lines[-LOG_LINES:]])

    def begin(self) -> None:
        """Take the first language that is offered, once the question is there."""
        end = time.monotonic() + SEEN_S
        while not self._places():
            if time.monotonic() > end:
                raise SystemExit("Return begins nothing")
            self.desk.press("Return")
            time.sleep(1.0)
            for _ in range(8):  # a second press would be one for the first step
                if not self._places():
                    time.sleep(1.0)

    def done(self) -> None:
        """Press Done until it is taken: a busy computer may still be ignoring a second press."""
        before = self.place()
        self.desk.press("space")
        end = time.monotonic() + SEEN_S
        while self.place() == before:
            if time.monotonic() > end:
                raise SystemExit(f"Done does nothing at {before}")
            time.sleep(2.0)
            if self.place() == before:
                self.desk.press("space")
        time.sleep(1.0)

    def press(self, *keys: str) -> None:
        """Keys, as slowly as a person presses them."""
        for key in keys:
            self.desk.press(key)
            time.sleep(1.0)  # longer than the guard against a second act

    def outcomes(self) -> list[str]:
        """How each step ended so far, in order."""
        return [str(row[0]) for row in self._rows("SELECT outcome FROM ended ORDER BY kit, step")]

    def place(self) -> tuple[object, ...]:
        """The kit, the step and the phase that the worker is at."""
        return self._places()[0]

    def whole_kit(self, kill_net: Callable[[int], None]) -> list[str]:
        """Do the dental kit of the demonstration from the first step to the last; how each step ended.

        ``kill_net`` is asked in the middle, with the process, whether a network is in use.
        """
        with self.at("demo") as running:
            self.begin()
            self.done()
            self.done()
            for step in (3, 4, 5, 6):
                began = time.monotonic()
                until(lambda step=step: len(self.outcomes()) >= step, f"step {step} was never seen")
                say(f"  step {step}: {self.outcomes()[-1]} after {time.monotonic() - began:.0f} s")
            kill_net(running.pid)
            while self.place()[2] != "kit_end":
                self.done()
        return self.outcomes()

    def until_killed(self) -> tuple[object, ...]:
        """Begin the breakfast tray, confirm two steps, and lose the power; the place where the worker was."""
        with self.at("run", "ontbijt", "--camera", "none") as running:
            self.begin()
            self.done()
            self.done()
            where = self.place()
            running.kill()
            running.wait(timeout=20)
        return where

    def back(self) -> tuple[object, ...]:
        """Start again; the place that the worker is brought back to."""
        with self.at("run", "ontbijt", "--camera", "none"):
            return self.place()

    def _places(self) -> list[tuple[object, ...]]:
        return self._rows("SELECT kit, place, phase FROM position ORDER BY turn DESC LIMIT 1")

    def _rows(self, sql: str) -> list[tuple[object, ...]]:
        journal = self._data / "journal.sqlite"
        if not journal.exists():
            return []
        with closing(sqlite3.connect(f"{journal.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            made = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'position'").fetchone()
            return connection.execute(sql).fetchall() if made else []


def no_inet_socket(process: int) -> None:
    """SystemExit where the network namespace of ``process`` has a socket of the internet's kinds (P2)."""
    for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        table = Path(f"/proc/{process}/net/{kind}").read_text().splitlines()[1:]
        if table:
            raise SystemExit(f"the program opened a {kind} socket: {table}")
    say("no network, and no inet socket in the middle of a kit")


def until(true: Callable[[], bool], otherwise: str) -> None:
    """Wait for something; SystemExit with the sentence ``otherwise`` where it does not come."""
    end = time.monotonic() + SEEN_S
    while not true():
        if time.monotonic() > end:
            raise SystemExit(otherwise)
        time.sleep(0.1)
