"""A real desktop without hardware: Xvfb with openbox, keys and mouse by xdotool, pictures of what is on the screen."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

import pytest

from oss_app.core.settings import GUARD_S

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ("Xvfb", "openbox", "xdotool", "import")
WAIT_S = 60.0  # of a computer that has other things to do


class Heartbeat:
    """Hears the program beat, as a service manager does: each beat comes from the thread of its screens."""

    EACH_S = 0.1

    def __init__(self, folder: Path) -> None:
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(folder / "heartbeat"))
        self.environment = {
            "NOTIFY_SOCKET": str(folder / "heartbeat"),
            "WATCHDOG_USEC": str(round(2_000_000 * self.EACH_S)),  # it beats twice within that
        }

    def forget(self) -> None:
        """What came until now counts no more."""
        self._socket.setblocking(False)
        with suppress(BlockingIOError):
            while self._socket.recv(64):
                pass

    def await_(self, word: bytes, times: int, seconds: float) -> bool:
        """Wait for so many words; False where they do not come."""
        end = time.monotonic() + seconds
        while times and (left := end - time.monotonic()) > 0:
            self._socket.settimeout(left)
            with suppress(TimeoutError):
                times -= self._socket.recv(64) == word
        return times == 0

    def close(self) -> None:
        self._socket.close()


class Desktop:
    """One screen of ``width`` x ``height`` pixels; ``name`` is what DISPLAY must be."""

    def __init__(self, name: str, width: int, height: int, heartbeat: Heartbeat) -> None:
        self.name, self.width, self.height = name, width, height
        self._heartbeat, self._beats = heartbeat, False
        self.environment = {k: v for k, v in os.environ.items() if k != "QT_QPA_PLATFORM"} | {
            "DISPLAY": name,
            "LANG": "nl_NL.UTF-8",
            "PULSE_SERVER": "none",
            **heartbeat.environment,
        }

    def start(self, *arguments: str, within: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Start the program with these arguments here; ``within`` is a command that starts it in its turn."""
        command = [*within, sys.executable, "-m", "oss_app", *arguments]
        self._heartbeat.forget()
        # the worker's screens beat, also where no command is given; the coach's do not
        beats = arguments[:1] in ((), ("run",), ("demo",)) or arguments[0].startswith("-")
        is_heard = self.environment.items() >= self._heartbeat.environment.items()  # else a test listens itself
        self._beats = beats and is_heard
        return subprocess.Popen(command, cwd=ROOT, env=self.environment)

    def key(self, *names: str) -> None:
        """Press keys one after the other, each when the guard against a second act is over."""
        for name in names:
            self._xdotool("key", name)
            self.settle()

    def click(self, x: float, y: float) -> None:
        """Press the left button at 0...1 of the screen."""
        self._xdotool("mousemove", str(round(x * self.width)), str(round(y * self.height)), "click", "1")
        self.settle()

    def settle(self) -> None:
        """Wait until the program has had time for what came, however busy the computer is, and takes an act again."""
        if self._beats:
            self._heartbeat.forget()
            self._heartbeat.await_(b"WATCHDOG=1", 3, WAIT_S)
        time.sleep(GUARD_S + 0.1)

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
        if self._beats:
            assert self._heartbeat.await_(b"READY=1", 1, WAIT_S), "no first screen came"
        wait_until(lambda: bool(self.windows()), "no window came")
        self.settle()

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
def desktop_of(
    width: int, height: int, dpi: int = 92, *, managed: bool = True, pixels: Path | None = None
) -> Iterator[Desktop]:
    """A desktop of this size; skips where the tools are not there (Windows, macOS). ``managed`` has windows managed.

    ``pixels`` is a folder in which the server keeps what is on the screen, as the file Xvfb_screen0.
    """
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
            *(["-fbdir", str(pixels)] if pixels else []),
        ],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    folder = Path(mkdtemp(prefix="oss-"))  # short: the name of a socket has 107 characters at most
    heartbeat = Heartbeat(folder)
    desktop = Desktop(f":{number}", width, height, heartbeat)
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
        heartbeat.close()
        shutil.rmtree(folder)


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
