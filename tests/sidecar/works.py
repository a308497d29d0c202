"""Children as they must be feared: silent, dying, stubborn."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from pathlib import Path

from oss_app.sidecar import Closed, ParentLink


def echo(line: ParentLink) -> None:
    while True:
        line.heartbeat()
        if (message := line.receive(0.1)) is not None:
            line.send((os.getpid(), message))


def fall_silent(line: ParentLink) -> None:
    """Answers until it is told to hang."""
    while True:
        line.heartbeat()
        message = line.receive(0.1)
        if message == "hang":
            time.sleep(60)
        if message is not None:
            line.send(message)


def take_long_but_say_so(line: ParentLink) -> None:
    line.heartbeat(10)
    time.sleep(3)
    line.send("done")
    echo(line)


def import_slowly(line: ParentLink) -> None:
    """Takes long before its own first beat, as imports from a cold disk do."""
    time.sleep(2.5)
    echo(line)


def plod(pause: float, line: ParentLink) -> None:
    """Beats too slowly for the usual patience, as on a computer that has more to do than it can."""
    while True:
        line.heartbeat()
        line.send(time.monotonic())
        time.sleep(pause)


def starve(line: ParentLink) -> None:
    """Beats as often as it promised, if it had a processor; here it has the last part of one."""
    home = {min(os.sched_getaffinity(0))}
    burning = subprocess.Popen([sys.executable, "-c", f"import os\nos.sched_setaffinity(0, {home})\nwhile True: pass"])
    try:
        os.sched_setaffinity(0, home)
        os.nice(19)
        for _ in range(2):
            line.heartbeat(0.2)
            until = time.process_time() + 0.005
            while time.process_time() < until:
                pass
        line.heartbeat(60)
        line.send("done")
    finally:
        burning.kill()
        burning.wait()
    echo(line)


def die(line: ParentLink) -> None:
    raise ValueError("as planned")


def stay(line: ParentLink) -> None:
    """Takes no notice of a closed line."""
    while True:
        try:
            line.heartbeat()
        except Closed:
            time.sleep(60)
        time.sleep(0.1)


def tidy_up(folder: Path, line: ParentLink) -> None:
    """Leaves a mark when it is closed kindly."""
    try:
        echo(line)
    finally:
        (folder / "tidy").touch()


def warn(line: ParentLink) -> None:
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


def start_what_hangs(line: ParentLink) -> None:
    """Starts a program, as a speech engine is, that never comes back; says its number."""
    hung = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    line.send(hung.pid)
    echo(line)
