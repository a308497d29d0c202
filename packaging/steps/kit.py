"""A worker at a packaged program: a real window, real keys, the replayed camera, and the journal read beside it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from steps import screen
from steps.shell import say

SEEN_S = 60.0
"""The longest scene of the demonstration, on a slow computer."""


class Worker:
    """Starts the program on a screen and does what a worker does. ``data`` is its data folder, seen from here."""

    def __init__(self, program: Sequence[str], shown: Mapping[str, str], data: Path) -> None:
        self._program = list(program)
        self._shown = dict(shown)
        self._data = data

    @contextmanager
    def at(self, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
        """The running program, its window on the screen; it is ended afterwards."""
        running = subprocess.Popen([*self._program, *arguments], env={**os.environ, **self._shown})
        try:
            if not screen.window_of(self._shown, "oss-app", SEEN_S):
                raise SystemExit(f"{' '.join(arguments)}: no window came")
            time.sleep(1)
            yield running
        finally:
            if running.poll() is None:
                running.kill()
            running.wait(timeout=20)

    def done(self) -> None:
        """Press Done until it is taken: a busy computer may still be ignoring a second press."""
        before = self.place()
        screen.press(self._shown, "space")
        end = time.monotonic() + SEEN_S
        while self.place() == before:
            if time.monotonic() > end:
                raise SystemExit(f"Done does nothing at {before}")
            time.sleep(2.0)
            if self.place() == before:
                screen.press(self._shown, "space")
        time.sleep(1.0)

    def press(self, *keys: str) -> None:
        """Keys, as slowly as a person presses them."""
        for key in keys:
            screen.press(self._shown, key)
            time.sleep(1.0)  # longer than the guard against a second act

    def outcomes(self) -> list[str]:
        """How each step ended so far, in order."""
        return [str(row[0]) for row in self._rows("SELECT outcome FROM ended ORDER BY kit, step")]

    def place(self) -> tuple[object, ...]:
        """The kit, the step and the phase that the worker is at."""
        return self._rows("SELECT kit, place, phase FROM position ORDER BY turn DESC LIMIT 1")[0]

    def whole_kit(self, kill_net: Callable[[int], None]) -> list[str]:
        """Do the dental kit of the demonstration from the first step to the last; how each step ended.

        ``kill_net`` is asked in the middle, with the process, whether a network is in use.
        """
        with self.at("demo") as running:
            self.press("Return")
            self.done()
            self.done()
            for step in (3, 4, 5, 6):
                _until(lambda step=step: len(self.outcomes()) >= step, f"step {step} was never seen")
            kill_net(running.pid)
            _until(lambda: self.place() == (1, 6, "step"), "the lid was not asked for")
            self.done()
            self.done()
            _until(lambda: self.place()[2] == "kit_end", "the kit did not end")
        return self.outcomes()

    def until_killed(self) -> tuple[object, ...]:
        """Begin the breakfast tray, confirm two steps, and lose the power; the place where the worker was."""
        with self.at("run", "ontbijt", "--camera", "none") as running:
            self.press("Return")
            self.done()
            self.done()
            where = self.place()
            os.kill(running.pid, signal.SIGKILL)
            running.wait(timeout=20)
        return where

    def back(self) -> tuple[object, ...]:
        """Start again; the place that the worker is brought back to."""
        with self.at("run", "ontbijt", "--camera", "none"):
            return self.place()

    def _rows(self, sql: str) -> list[tuple[object, ...]]:
        file = f"file:{self._data / 'journal.sqlite'}?mode=ro"
        with closing(sqlite3.connect(file, uri=True, timeout=5)) as connection:
            return connection.execute(sql).fetchall()


def no_inet_socket(process: int) -> None:
    """SystemExit where the network namespace of ``process`` has a socket of the internet's kinds (P2)."""
    for kind in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        table = Path(f"/proc/{process}/net/{kind}").read_text().splitlines()[1:]
        if table:
            raise SystemExit(f"the program opened a {kind} socket: {table}")
    say("no network, and no inet socket in the middle of a kit")


def _until(true: Callable[[], bool], otherwise: str) -> None:
    end = time.monotonic() + SEEN_S
    while not true():
        if time.monotonic() > end:
            raise SystemExit(otherwise)
        time.sleep(0.1)
