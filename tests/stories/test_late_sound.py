"""A station is quicker than its sound: the sound server comes after the program, and the worker hears the steps."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest

from tests.loudspeaker import begin_server, loudspeaker
from tests.window import Desktop, wait_until


@pytest.mark.window
@pytest.mark.sound
@pytest.mark.slow
def test_a_station_whose_sound_comes_later_speaks(desktop: Desktop, tmp_path: Path) -> None:
    before = dict(desktop.environment)
    socket_there = tmp_path / "later"
    socket_there.mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "station.yaml").write_text("format: 1\nlanguage: nl\n", encoding="utf-8")
    with loudspeaker(tmp_path / "pulse") as (heard, own):
        desktop.environment = {k: v for k, v in before.items() if k != "PULSE_SERVER"} | {
            **own,
            "PULSE_SERVER": f"unix:{socket_there / 'native'}",
        }
        program = desktop.start("--camera", "none", "--data", str(tmp_path / "data"))
        try:
            desktop.wait_for_window()
            log = tmp_path / "data" / "log" / "oss-app.log"
            wait_until(lambda: "first screen" in log.read_text("utf-8"), "it did not begin", 60)
            (socket_there / "native").symlink_to(Path(own["PULSE_RUNTIME_PATH"]) / "native")
            wait_until(lambda: log.read_text("utf-8").count("first screen") == 2, "it did not begin anew", 60)
            assert program.poll() is None, "it is the same process"
            desktop.settle()
            desktop.key("space")  # the first task
            wait_until(lambda: any(rms > 0.02 for _, rms in heard.heard(0.0)), "nothing was spoken", 60)
        finally:
            desktop.environment = before
            program.kill()
            program.wait(10)


@pytest.mark.window
@pytest.mark.sound
@pytest.mark.slow
def test_a_station_whose_sound_server_ended_speaks_with_the_one_that_took_its_place(
    desktop: Desktop, tmp_path: Path
) -> None:
    before = dict(desktop.environment)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "station.yaml").write_text("format: 1\nlanguage: nl\n", encoding="utf-8")
    with loudspeaker(tmp_path / "pulse") as (heard, own):
        env = {k: v for k, v in before.items() if k != "PULSE_SERVER"} | {**own}
        desktop.environment = env
        program = desktop.start("--camera", "none", "--data", str(tmp_path / "data"))
        another = None
        try:
            desktop.wait_for_window()
            log = tmp_path / "data" / "log" / "oss-app.log"
            wait_until(lambda: "first screen" in log.read_text("utf-8"), "it did not begin", 60)
            subprocess.run(["pactl", "exit"], env=env, check=True)
            wait_until(lambda: not server_is_there_in(tmp_path / "pulse"), "it does not end")
            another = begin_server(env)
            wait_until(lambda: log.read_text("utf-8").count("first screen") == 2, "it did not begin anew", 60)
            assert program.poll() is None, "it is the same process"
            anew = time.monotonic()
            desktop.settle()
            desktop.key("space")  # the first task
            wait_until(lambda: any(rms > 0.02 for _, rms in heard.heard(anew)), "nothing was spoken", 60)
        finally:
            desktop.environment = before
            program.kill()
            program.wait(10)
            if another:
                another.kill()
                another.wait(10)


def server_is_there_in(folder: Path) -> bool:
    return (folder / "native").is_socket()
