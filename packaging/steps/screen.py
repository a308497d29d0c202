"""A screen without hardware: Xvfb with a window manager, and a hand that presses keys."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager

from steps.shell import need

SIZE = "1920x1080x24"


@contextmanager
def virtual() -> Iterator[dict[str, str]]:
    """The environment of a program that is to show itself on a screen of its own."""
    server, manager = need("Xvfb", "xvfb"), need("openbox", "openbox")
    reads, writes = os.pipe()
    screen = subprocess.Popen(
        [server, "-displayfd", str(writes), "-screen", "0", SIZE, "-nolisten", "tcp", "-noreset", "-ac"],
        pass_fds=[writes],
        stderr=subprocess.DEVNULL,
    )
    os.close(writes)
    with os.fdopen(reads) as pipe:
        number = pipe.readline().strip()
    shown = {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    windows = subprocess.Popen([manager], env={**os.environ, **shown}, stderr=subprocess.DEVNULL)
    try:
        yield shown
    finally:
        for process in (windows, screen):
            process.terminate()
            process.wait(timeout=10)


def press(shown: dict[str, str], key: str) -> None:
    """One key, as a person presses it."""
    run_on(shown, need("xdotool", "xdotool"), "key", key)


def window_of(shown: dict[str, str], program: str, patience_s: float) -> bool:
    """Whether ``program`` shows a window within some seconds."""
    xdotool = need("xdotool", "xdotool")
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        if run_on(shown, xdotool, "search", "--onlyvisible", "--class", program):
            return True
        time.sleep(0.1)
    return False


def run_on(shown: dict[str, str], *command: str) -> str:
    """What a command of the screen printed; empty where it found nothing."""
    done = subprocess.run(command, env={**os.environ, **shown}, capture_output=True, text=True, check=False)
    return done.stdout.strip()
