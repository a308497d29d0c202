"""Workers at the levels *short* and *list* do a task with keys and with the mouse; the journal has every step (S1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.store.code import hash_code
from tests.stories.test_dental_kit import outcomes, place, running
from tests.window import Desktop, wait_until

pytestmark = pytest.mark.window


RUNGS = 2
"""Of the ladder of the first step of the breakfast tray: the hint, the call."""


@pytest.fixture(params=["desktop", "small_desktop"])
def bench(request: pytest.FixtureRequest) -> Desktop:
    """A full-HD desk and a small office screen."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Desktop)
    return found


def with_worker(data: Path, level: str, more: str = "") -> Path:
    """A station with one worker."""
    (data / "workers").mkdir()
    (data / "workers" / "coffee.yaml").write_text(f"card: coffee\nlevel: {level}\nlanguage: nl\n{more}", "utf-8")
    return data


def arguments(task: str, data: Path) -> tuple[str, ...]:
    return "run", task, "--camera", "none", "--data", str(data)


def steps(data: Path) -> dict[object, object]:
    """The outcome of each step of the first kit."""
    return {step: outcome for kit, step, outcome in outcomes(data) if kit == 1}


@pytest.mark.slow
def test_short_ends_a_pages_steps_together_and_help_takes_them_one_by_one(desktop: Desktop, tmp_path: Path) -> None:
    data = with_worker(tmp_path, "short")
    with running(desktop, *arguments("tandarts", data)):
        desktop.key("Right")
        wait_until(lambda: place(data)[1] == 2, "the first page did not end")
        assert steps(data) == {1: "confirmed", 2: "confirmed"}
        desktop.key("h", "space")
        wait_until(lambda: len(steps(data)) == 3, "opened out, Done ends one step")
        desktop.click(0.93, 0.9)
        wait_until(lambda: len(steps(data)) == 4, "the step after it did not end")
        desktop.click(0.93, 0.9)
        wait_until(lambda: len(steps(data)) == 6, "the next page is a page again")
        desktop.key("space")
        wait_until(lambda: place(data)[2] == "kit_end", "the kit did not end")
        assert set(steps(data).values()) == {"confirmed"}
        assert len(steps(data)) == 8


@pytest.mark.slow
def test_a_list_is_ticked_with_keys_and_mouse_and_what_was_left_is_skipped(bench: Desktop, tmp_path: Path) -> None:
    data = with_worker(tmp_path, "list")
    with running(bench, *arguments("ontbijt", data)):
        bench.key("Down", "space", "Down", "Return", "Down", "space", "Down", "space")
        if bench.width < 1920:  # the small screen has two pages of one column
            bench.key("Next")
        for y in (0.25, 0.4, 0.6):  # down the second half, but for its last
            bench.click(0.3 if bench.width < 1920 else 0.55, y)
        bench.click(0.93, 0.9)
        assert place(data)[2] != "finished", "Done says first that a row has no tick"
        bench.click(0.93, 0.9)
        wait_until(lambda: place(data)[2] == "finished", "the list did not end")
        assert [outcome for _, outcome in sorted(steps(data).items())] == ["confirmed"] * 7 + ["skipped"]


@pytest.mark.slow
def test_a_list_of_larger_text_is_done_page_by_page(small_desktop: Desktop, tmp_path: Path) -> None:
    data = with_worker(tmp_path, "list", "text_percent: 200\n")
    with running(small_desktop, *arguments("ontbijt", data)):
        small_desktop.key("Down", "space", "Down", "space", "Next")
        wait_until(lambda: place(data)[1] == 2, "the first page did not end")
        assert steps(data) == {1: "confirmed", 2: "confirmed"}
        for _ in range(3):  # Done says what has no tick, and then goes on
            small_desktop.key("space", "space")
        wait_until(lambda: place(data)[2] == "finished", "the last page did not end")
        assert [outcome for _, outcome in sorted(steps(data).items())] == ["confirmed"] * 2 + ["skipped"] * 6


@pytest.mark.slow
def test_a_coach_who_was_called_passes_the_step_with_a_finger_alone(desktop: Desktop, tmp_path: Path) -> None:
    data = with_worker(tmp_path, "photo")
    (data / "station.yaml").write_text(f"coach_code: {hash_code('1234')}\n", encoding="utf-8")
    with running(desktop, *arguments("ontbijt", data)):
        for _ in range(RUNGS):  # up the ladder, to the call
            desktop.click(0.87, 0.46)
        desktop.click(0.05, 0.95)  # the door
        desktop.key("1", "2", "3", "4", "Return")
        desktop.key("Return")  # this step is done
        wait_until(lambda: steps(data) == {1: "by_coach"}, "the coach did not pass the step")
        desktop.click(0.93, 0.9)
        wait_until(lambda: steps(data) == {1: "by_coach", 2: "confirmed"}, "the worker does not go on")
