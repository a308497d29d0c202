"""The set-up in a real window: it comes once by itself, its code opens the coach's door, and a worker's start stays."""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from oss_app.i18n import load
from oss_app.store.code import code_matches
from oss_app.store.yaml_file import read
from tests.window import Desktop, wait_until

pytestmark = pytest.mark.window
FIRST_SCREEN = "first screen"
CODE_BOXES, DONE, LATER = (0.365, 0.634), (0.93, 0.945), (0.83, 0.945)


@contextmanager
def running(desktop: Desktop, *arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    program = desktop.start(*arguments)
    try:
        desktop.wait_for_window()
        yield program
    finally:
        if program.poll() is None:
            program.kill()
        program.wait(10)


def log(data: Path) -> str:
    return (data / "log" / "oss-app.log").read_text(encoding="utf-8")


def type_code(desktop: Desktop, code: str) -> None:
    for digit in code:
        subprocess.run(["xdotool", "key", digit], env=desktop.environment, check=True, timeout=20)
        time.sleep(0.1)


@pytest.fixture
def service_manager(desktop: Desktop) -> Iterator[Callable[[], list[str]]]:
    """What a service manager has heard until now."""
    heard = list[str]()
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(f"{folder}/notify")
        ear.setblocking(False)
        before = desktop.environment
        quiet = {name: value for name, value in before.items() if name != "WATCHDOG_USEC"}  # else beats fill the line
        desktop.environment = quiet | {"NOTIFY_SOCKET": f"{folder}/notify"}

        def listen() -> list[str]:
            with suppress(BlockingIOError):
                while True:
                    heard.append(ear.recv(64).decode())
            return heard

        yield listen
        desktop.environment = before


@pytest.mark.slow
def test_a_new_station_is_set_up_once_and_then_begins_with_it(
    desktop: Desktop, tmp_path: Path, service_manager: Callable[[], list[str]]
) -> None:
    station = tmp_path / "station.yaml"
    with running(desktop, "--data", str(tmp_path)) as program:
        assert not station.exists()
        desktop.click(*CODE_BOXES)
        type_code(desktop, "805179")
        type_code(desktop, "805179")
        wait_until(lambda: "coach_code" in (read(station, load("en")) if station.exists() else {}), "no code was kept")
        assert code_matches("805179", str(read(station, load("en"))["coach_code"]))
        desktop.click(*DONE)
        wait_until(lambda: log(tmp_path).count(FIRST_SCREEN) == 2, "the program did not begin anew")
        desktop.wait_for_window()
        assert set(service_manager()) == {"READY=1"}, "to begin anew is not to end"
        desktop.key("ctrl+q")
        type_code(desktop, "805179")
        desktop.key("Return")
        desktop.key("shift+Tab", "shift+Tab", "Return")  # past Back to the last row, which ends the program
        wait_until(lambda: program.poll() is not None, "the coach's code did not open the door")
        assert program.returncode == 0
        assert service_manager()[-1] == "STOPPING=1"
    before = station.read_bytes()
    with running(desktop, "--data", str(tmp_path)):
        desktop.click(*DONE)
        assert station.read_bytes() == before


@pytest.mark.slow
def test_later_is_once_too_and_the_commands_for_work_never_ask(desktop: Desktop, tmp_path: Path) -> None:
    with running(desktop, "run", "ontbijt", "--camera", "none", "--data", str(tmp_path)):
        desktop.click(*LATER)
        assert not (tmp_path / "station.yaml").exists()
    with running(desktop, "setup", "--data", str(tmp_path)) as program:
        desktop.click(*LATER)
        wait_until(lambda: program.poll() is not None, "setup did not end when it was left")
        assert program.returncode == 0
    assert (tmp_path / "station.yaml").read_text(encoding="utf-8") == "format: 1\n"
