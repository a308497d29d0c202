"""Two stations, a server and a help board in real windows: one worker asks, the coach says that they come."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from oss_app.resources import instructions
from oss_app.taskfile.releases import publish, withdraw_release
from tests.server.conftest import Prepared, fresh
from tests.server.postgres import postgres
from tests.window import Desktop, desktop_of, wait_until

pytestmark = [pytest.mark.window, pytest.mark.slow]
SEEN = "SELECT label, state, coming FROM oss_app.benches()"


@pytest.fixture
def server() -> Iterator[Prepared]:
    with postgres() as running:
        yield fresh(running)


@pytest.fixture
def desktops() -> Iterator[list[Desktop]]:
    with ExitStack() as stack:
        yield [stack.enter_context(desktop_of(1280, 720, dpi=94)) for _ in range(3)]


def station(folder: Path, server: Prepared, name: str, share: Path) -> Path:
    folder.mkdir()
    lines = [f"server: {server.station}", f"bench: {name}", f"tasks_from: {share}", "language: nl"]
    (folder / "station.yaml").write_text("format: 1\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


def changed(before: Path, after: Path) -> bool:
    with Image.open(before) as one, Image.open(after) as other:
        return ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is not None


def test_a_task_a_call_and_a_journal_over_two_benches(
    desktops: list[Desktop], server: Prepared, tmp_path: Path
) -> None:
    one, two, office = desktops
    share = tmp_path / "share"
    share.mkdir()
    publish(instructions() / "ontbijt", share)
    first = station(tmp_path / "one", server, "Tafel 1", share)
    second = station(tmp_path / "two", server, "Tafel 2", share)
    programs: list[subprocess.Popen[bytes]] = []
    try:
        programs.append(one.start("--data", str(first)))
        programs.append(two.start("--data", str(second)))
        programs.append(office.start("board", server.board, "--data", str(tmp_path / "office")))
        for desktop in desktops:
            desktop.wait_for_window()

        # the released task has reached both benches; nobody has set anything up there but the file
        for folder in (first, second):
            wait_until(lambda folder=folder: (folder / "followed/tasks/ontbijt").is_dir(), "the task did not come", 60)
        wait_until(lambda: len(server.ask(SEEN)) == 2, "two benches are not on the board", 60)
        office.picture(tmp_path / "1-board-well.png")

        # the worker at bench 2 begins, and asks for help until the coach is called
        two.key("Return", "Return")
        for _ in range(4):
            two.key("h")
            if ("Tafel 2", "help", False) in server.ask(SEEN):
                break
        wait_until(lambda: ("Tafel 2", "help", False) in server.ask(SEEN), "the call did not come", 20)
        assert ("Tafel 1", "well", False) in server.ask(SEEN)
        wait_until(
            lambda: changed(tmp_path / "1-board-well.png", office.picture(tmp_path / "2-board-asks.png")),
            "the board does not show it",
        )
        two.picture(tmp_path / "2-call.png")

        # the coach says that they come, and the worker sees it
        office.click(238 / 1280, 292 / 720)
        wait_until(lambda: ("Tafel 2", "help", True) in server.ask(SEEN), "nobody comes", 20)
        wait_until(
            lambda: changed(tmp_path / "2-call.png", two.picture(tmp_path / "3-coming.png")),
            "the worker does not see that the coach comes",
        )
        office.picture(tmp_path / "3-board-comes.png")

        # the worker goes on, and the board is quiet again
        two.key("space")
        wait_until(lambda: ("Tafel 2", "well", False) in server.ask(SEEN), "the call is not over", 20)

        # the task is done: its steps are on the server, without a person and shuffled; then it is withdrawn
        for _ in range(30):
            two.key("space")
            if server.ask("SELECT 1 FROM oss_app.entry"):
                break
        wait_until(lambda: bool(server.ask("SELECT 1 FROM oss_app.entry")), "the journal did not come", 20)
        steps = [step for (step,) in server.ask("SELECT step FROM oss_app.entry ORDER BY seq")]
        assert sorted(steps) == list(range(1, len(steps) + 1))
        assert server.ask("SELECT DISTINCT task FROM oss_app.entry") == [("ontbijt",)]
        withdraw_release("ontbijt", share)
        wait_until(lambda: not (first / "followed/tasks/ontbijt").exists(), "it is still at the bench", 90)
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            program.wait(20)
