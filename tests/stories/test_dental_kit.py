"""A worker fills a whole dental kit: a real window, real keys, the replayed bench camera."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.window import Desktop, wait_until

pytestmark = pytest.mark.window

SEEN_S = 90.0  # the longest scene of the demonstration, with the wrong item first, on a busy computer


NO_NETWORK = ("unshare", "--net")
"""A network namespace without any interface that is up."""


@contextmanager
def running(desktop: Desktop, *arguments: str, within: Sequence[str] = ()) -> Iterator[subprocess.Popen[bytes]]:
    program = desktop.start(*arguments, within=within)
    try:
        desktop.wait_for_window()
        yield program
    finally:
        if program.poll() is None:
            program.kill()
        program.wait(60)


def rows(data: Path, sql: str) -> list[tuple[object, ...]]:
    """What the journal holds now, read beside the running program."""
    with closing(sqlite3.connect(f"file:{data / 'journal.sqlite'}?mode=ro", uri=True, timeout=60)) as connection:
        return connection.execute(sql).fetchall()


def outcomes(data: Path) -> list[tuple[object, ...]]:
    return rows(data, "SELECT kit, step, outcome FROM ended ORDER BY kit, step")


def place(data: Path) -> tuple[object, ...]:
    return rows(data, "SELECT kit, place, phase FROM position ORDER BY turn DESC LIMIT 1")[0]


def xdotool(desktop: Desktop, *arguments: str) -> None:
    subprocess.run(["xdotool", *arguments], env=desktop.environment, check=True, timeout=60)


def can_be_sealed() -> bool:
    """Whether this machine lets us make a network namespace."""
    return subprocess.run([*NO_NETWORK, "true"], capture_output=True, check=False).returncode == 0


def sockets(program: subprocess.Popen[bytes]) -> int:
    """Internet sockets of the program and all its children, now."""
    root = psutil.Process(program.pid)
    count = 0
    for process in (root, *root.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            count += len(process.net_connections(kind="inet"))
    return count


@pytest.mark.slow
def test_the_whole_kit_is_done_and_seen_without_any_network(desktop: Desktop, tmp_path: Path) -> None:
    sealed = NO_NETWORK if can_be_sealed() else ()
    with running(desktop, "demo", "--data", str(tmp_path), within=sealed) as program:
        desktop.key("space", "Right")
        for step in (3, 4, 5, 6, 7):  # the first of them a must, the last the whole kit
            wait_until(lambda step=step: len(outcomes(tmp_path)) >= step, f"step {step} was never seen", SEEN_S)
            assert sockets(program) == 0
        wait_until(lambda: place(tmp_path) == (1, 7, "step"), "the lid was not asked for")
        desktop.settle()  # it came by itself: nobody can have meant it yet
        desktop.key("Next", "space")
        wait_until(lambda: place(tmp_path)[2] == "kit_end", "the kit did not end")
        assert [outcome for _, _, outcome in outcomes(tmp_path)] == [
            "confirmed",
            "confirmed",
            "seen",
            "seen",
            "seen",
            "seen",
            "seen",
            "confirmed",
            "confirmed",
        ]
        desktop.key("space")
        wait_until(lambda: place(tmp_path) == (2, 0, "step"), "the next kit did not begin")
        assert sockets(program) == 0
    kept = {file.suffix for file in tmp_path.rglob("*") if file.is_file()}
    assert not kept & {".jpg", ".jpeg", ".png", ".webp", ".npy", ".avi", ".mp4"}, "a picture was kept (P1)"


def test_after_kill_9_the_same_step_is_back_without_a_question(desktop: Desktop, tmp_path: Path) -> None:
    arguments = ("run", "ontbijt", "--camera", "none", "--data", str(tmp_path))
    for life in range(4):
        with running(desktop, *arguments) as program:
            before = place(tmp_path) if life else None
            desktop.key("space")
            if before:
                wait_until(lambda b=before: place(tmp_path) != b, "Done did nothing")
            time.sleep(0.08 * life)
            os.kill(program.pid, signal.SIGKILL)
            program.wait(60)
    done = outcomes(tmp_path)
    assert [step for _, step, _ in done] == list(range(1, len(done) + 1))
    assert place(tmp_path)[1] == len(done)


@pytest.mark.slow
def test_a_worker_does_not_leave_by_accident(desktop: Desktop, tmp_path: Path) -> None:
    with running(desktop, "run", "ontbijt", "--camera", "none", "--data", str(tmp_path)) as program:
        desktop.key("alt+F4", "Escape", "ctrl+w", "alt+F4")
        assert program.poll() is None
        assert desktop.windows()
        desktop.key("ctrl+q")
        desktop.key("Tab", "Tab", "Tab")


@pytest.mark.slow
def test_a_held_key_and_a_scanner_confirm_one_step_at_most(desktop: Desktop, tmp_path: Path) -> None:
    with running(desktop, "run", "ontbijt", "--camera", "none", "--data", str(tmp_path)):
        subprocess.run(
            ["xdotool", "keydown", "space", "sleep", "2", "keyup", "space"], env=desktop.environment, check=True
        )
        desktop.settle()
        assert len(outcomes(tmp_path)) <= 1
        before = outcomes(tmp_path)
        xdotool(desktop, "type", "--delay", "5", "8711253001202\n")
        desktop.settle()
        assert outcomes(tmp_path) == before
