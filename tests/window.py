"""A real desktop without hardware: Xvfb with openbox, keys and mouse by xdotool, pictures of what is on the screen."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
WAIT_S = 20.0


class Desktop:
    """One screen of ``width`` x ``height`` pixels; ``name`` is what DISPLAY must be."""

    def __init__(self, name: str, width: int, height: int) -> None:
        self.name, self.width, self.height = name, width, height
        self.environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"} | {
            "DISPLAY": name,
            "LANG": "nl_NL.UTF-8",
            "PULSE_SERVER": "none",
        }

    def start(self, *arguments: str, within: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start the program with these arguments here; ``within`` is a command that starts it in its turn."""
        command = [*within, sys.executable, "-m", "oss_app", *arguments]
        return subprocess.Popen(command, cwd=ROOT, env=self.environment)

    def key(self, *names: str) -> None:
        """Press keys one after the other, as slowly as a person would."""
        for name in names:
            self._xdotool("key", name)
            time.sleep(0.9)  # longer than the guard against a second act

    def click(self, x: float, y: float) -> None:
        """Press the left button at 0...1 of the screen."""
        self._xdotool("mousemove", str(round(x * self.width)), str(round(y * self.height)), "click", "1")
        time.sleep(0.9)

    def windows(self) -> list[str]:
        """The numbers of the program's visible windows."""
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--class", "oss-app"],
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=WAIT_S,
        )
        return done.stdout.split()

    def wait_for_window(self) -> None:
        wait_until(lambda: bool(self.windows()), "no window came")
        time.sleep(1.5)  # a screen that is new takes no act for a moment

    def picture(self, file: Path) -> Path:
        """What is on the screen now, as a PNG."""
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=True, timeout=WAIT_S)
        return file

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=WAIT_S)


def wait_until(true: Callable[[], bool], otherwise: str, seconds: float = WAIT_S) -> None:
    """Wait until something is so; AssertionError with ``otherwise`` where it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


@contextmanager
def desktop_of(width: int, height: int, dpi: int = 92, *, managed: bool = True) -> Iterator[Desktop]:
    """A desktop of this size; skips where the tools are not there (Windows, macOS). ``managed`` has windows managed."""
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        pytest.skip(f"a real window needs {', '.join(missing)}")
    read, write = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            f"{width}x{height}x24",
            "-dpi",
            str(dpi),
            "-nolisten",
            "tcp",
        ],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    desktop = Desktop(f":{number}", width, height)
    manager = ["openbox"] if managed else ["sleep", "infinity"]
    beside = subprocess.Popen(manager, env=desktop.environment, stderr=subprocess.DEVNULL)
    try:
        time.sleep(0.5)
        yield desktop
    finally:
        for process in (beside, server):
            process.terminate()
            with suppress(subprocess.TimeoutExpired):
                process.wait(WAIT_S)


@pytest.fixture(scope="session")
def desktop() -> Iterator[Desktop]:
    """A full-HD desktop for the whole run."""
    with desktop_of(1920, 1080) as made:
        yield made


@pytest.fixture(scope="session")
def small_desktop() -> Iterator[Desktop]:
    """A small office screen."""
    with desktop_of(1280, 720, dpi=94) as made:
        yield made
