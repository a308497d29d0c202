"""Two stations, a server and a help board in real windows: one worker asks, the coach says that they come."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageColor

from oss_app.resources import instructions
from oss_app.taskfile.releases import publish, withdraw_release
from oss_app.ui.kit.theme import LIGHT
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


BUTTON = 100 / 1280, 292 / 720  # *I am coming* of the first tile, beside its words


def offers_to_come(office: Desktop, file: Path) -> bool:
    """Whether the first tile has its button, by the colour: another tile changes the picture too."""
    with Image.open(office.picture(file)) as seen:
        spot = round(BUTTON[0] * seen.width), round(BUTTON[1] * seen.height)
        return seen.convert("RGB").getpixel(spot) == ImageColor.getrgb(LIGHT.accent)


def has_session(folder: Path, *, is_open: bool) -> bool:
    """Whether a session is under way at this bench, or one has ended, by its own journal."""
    with closing(sqlite3.connect(f"file:{folder / 'journal.sqlite'}?mode=ro", uri=True, timeout=20)) as journal:
        return bool(journal.execute("SELECT 1 FROM session WHERE is_open = ?", (is_open,)).fetchall())


def changed(before: Path, after: Path) -> bool:
    with Image.open(before) as one, Image.open(after) as other:
        return ImageChops.difference(one.convert("L"), other.convert("L")).getbbox() is not None


def press(desktop: Desktop, key: str, folder: Path) -> None:
    """Press a key and wait until the screen answers: one that a busy computer brings late counts for the next one."""
    before = desktop.picture(folder / "before.png")
    desktop.key(key)
    with suppress(AssertionError):  # not each of them is seen
        wait_until(lambda: changed(before, desktop.picture(folder / "after.png")), "it is not seen", 20)


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
            wait_until((folder / "followed/tasks/ontbijt").is_dir, "the task did not come", 240)
        wait_until(lambda: len(server.ask(SEEN)) == 2, "two benches are not on the board", 240)

        # the worker at bench 2 begins, and asks for help until the coach is called: once more would be a break
        for _ in range(10):
            if has_session(second, is_open=True):
                break
            press(two, "Return", tmp_path)
        for _ in range(10):
            if (second / "call").exists():
                break
            press(two, "h", tmp_path)
        assert (second / "call").exists(), "the coach is not called"
        two.picture(tmp_path / "1-call.png")
        wait_until(lambda: ("Tafel 2", "help", False) in server.ask(SEEN), "the call did not come")
        assert ("Tafel 1", "well", False) in server.ask(SEEN)
        wait_until(lambda: offers_to_come(office, tmp_path / "1-board-asks.png"), "the board does not show it")
        two.picture(tmp_path / "2-call.png")

        # the coach says that they come, and the worker sees it
        office.click(*BUTTON)
        wait_until(lambda: ("Tafel 2", "help", True) in server.ask(SEEN), "nobody comes")
        wait_until(
            lambda: changed(tmp_path / "2-call.png", two.picture(tmp_path / "3-coming.png")),
            "the worker does not see that the coach comes",
        )
        office.picture(tmp_path / "3-board-comes.png")

        # the worker goes on, and the board is quiet again
        two.key("space")
        wait_until(lambda: ("Tafel 2", "well", False) in server.ask(SEEN), "the call is not over")

        # the task is done: its steps are on the server, without a person and shuffled; then it is withdrawn
        for _ in range(30):
            two.key("space")
            if has_session(second, is_open=False):
                break
        wait_until(lambda: bool(server.ask("SELECT 1 FROM oss_app.entry")), "the journal did not come")
        steps = [step for (step,) in server.ask("SELECT step FROM oss_app.entry ORDER BY seq")]
        assert sorted(steps) == list(range(1, len(steps) + 1))
        assert server.ask("SELECT DISTINCT task FROM oss_app.entry") == [("ontbijt",)]
        withdraw_release("ontbijt", share)
        wait_until(lambda: not (first / "followed/tasks/ontbijt").exists(), "it is still at the bench", 240)
    finally:
        for program in programs:
            program.terminate()
        for program in programs:
            program.wait(60)
