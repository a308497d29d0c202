"""A screen without hardware: Xvfb with a window manager, and a hand that presses keys."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from steps.shell import need

SIZE = "1920x1080x24"


@contextmanager
def virtual() -> Iterator[dict[str, str]]:
    """The environment of a program that is to show itself on a screen of its own."""
    server, manager = need("Xvfb", "xvfb"), need("openbox", "openbox")
    reads, writes = os.pipe()
    screen = subprocess.Popen(
        [
            server,
            "-displayfd",
            str(writes),
            "-screen",
            "0",
            SIZE,
            "-nolisten",
            "tcp",
            "-noreset",
            "-ac",
        ],
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


class XDesk:
    """A screen of X and the hand at it."""

    def __init__(self, shown: Mapping[str, str]) -> None:
        self.environment = {**os.environ, **shown}

    def press(self, key: str) -> None:
        """One key, as a person presses it: "Return", "ctrl+p"."""
        self._run(need("xdotool", "xdotool"), "key", key)

    def type_(self, words: str) -> None:
        """Words, letter by letter."""
        # keys that have the accents: to change one for each letter is a race with the program
        self._run(need("setxkbmap", "x11-xkb-utils"), "fr")
        self._run(need("xdotool", "xdotool"), "type", "--delay", "60", words)
        self._run("setxkbmap", "us")

    def has_window(self, process: int, patience_s: float) -> bool:
        """Whether the program shows a window within some seconds."""
        xdotool = need("xdotool", "xdotool")
        end = time.monotonic() + patience_s
        while time.monotonic() < end:
            if self._run(xdotool, "search", "--onlyvisible", "--class", "oss-app"):
                return True
            time.sleep(0.1)
        return False

    def picture(self, file: Path) -> None:
        """What is on the screen now, as a PNG."""
        exactly = ["-strip", "-define", "png:exclude-chunks=date,time"]  # the same screen is the same file
        self._run(need("import", "imagemagick"), "-window", "root", *exactly, str(file))

    def _run(self, *command: str) -> str:
        """What a command of the screen printed; empty where it found nothing."""
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout.strip()
