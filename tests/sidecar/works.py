"""Children as they must be feared: silent, dying, stubborn."""

from __future__ import annotations

import logging
import os
import time
from pathlib import Path

from oss_app.sidecar import Closed, Line


def echo(line: Line) -> None:
    while True:
        line.beat()
        if (message := line.receive(0.1)) is not None:
            line.send((os.getpid(), message))


def fall_silent(line: Line) -> None:
    """Answers until it is told to hang."""
    while True:
        line.beat()
        if line.receive(0.1) == "hang":
            time.sleep(60)


def take_long_but_say_so(line: Line) -> None:
    line.beat(10)
    time.sleep(3)
    line.send("done")
    echo(line)


def import_slowly(line: Line) -> None:
    """Takes long before its own first beat, as imports from a cold disk do."""
    time.sleep(2.5)
    echo(line)


def plod(pause: float, line: Line) -> None:
    """Beats too slowly for the usual patience, as on a computer that has more to do than it can."""
    while True:
        line.beat()
        line.send(time.monotonic())
        time.sleep(pause)


def die(line: Line) -> None:
    raise ValueError("as planned")


def stay(line: Line) -> None:
    """Takes no notice of a closed line."""
    while True:
        try:
            line.beat()
        except Closed:
            time.sleep(60)
        time.sleep(0.1)


def tidy_up(folder: Path, line: Line) -> None:
    """Leaves a mark when it is closed kindly."""
    try:
        echo(line)
    finally:
        (folder / "tidy").touch()


def warn(line: Line) -> None:
    logging.getLogger("somewhere").warning("the lamp is off")
    echo(line)


def forty_two() -> int:
    return 42


def fail() -> int:
    raise ValueError("no such camera")


def sleep() -> None:
    time.sleep(60)


def leave() -> None:
    os._exit(1)
