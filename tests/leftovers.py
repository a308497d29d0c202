"""Waiting for what happens elsewhere, and seeing that no thread or process is left afterwards."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import psutil


def until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    """Wait for a condition; fails after ``seconds``."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


@contextmanager
def nothing_left() -> Iterator[None]:
    """No thread and no child process stays behind for long; Python's own tracker of semaphores may."""
    threads, children = set(threading.enumerate()), set(psutil.Process().children(recursive=True))
    yield
    until(lambda: set(threading.enumerate()) <= threads)
    until(lambda: all(_is_tracker(child) for child in set(psutil.Process().children(recursive=True)) - children))


def _is_tracker(child: psutil.Process) -> bool:
    with suppress(psutil.NoSuchProcess):
        return "resource_tracker" in " ".join(child.cmdline())
    return True  # it has gone in the meantime
