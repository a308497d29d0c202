"""What only just passed is kept of accepted steps alone, and not before the task has left the screen."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oss_app.app.work_keeper import MOST_HELD, WorkKeeper
from oss_app.core.record import Outcome, StepEnded
from oss_app.core.verdict import Answer
from oss_app.taskfile import work_photos

PAIR = (Answer.NOT_DONE, b"before"), (Answer.DONE, b"now")


@pytest.fixture
def task(tmp_path: Path) -> Path:
    work_photos.consent(tmp_path, wanted=True)
    for name in ("probe", "mirror"):
        (tmp_path / "checks" / name).mkdir()
    return tmp_path


@pytest.fixture
def keeper(qtbot: QtBot) -> Iterator[WorkKeeper]:
    keeper = WorkKeeper(lambda: date(2026, 11, 27))
    yield keeper
    keeper.close()


def kept(keeper: WorkKeeper, task: Path) -> dict[str, int]:
    keeper.settle()
    keeper.close()
    return {name: work_photos.number_kept(task / "checks" / name) for name in ("probe", "mirror")}


def ended(check: str, outcome: Outcome = Outcome.SEEN) -> StepEnded:
    return StepEnded(kit=1, step=1, outcome=outcome, check=check)


@pytest.mark.parametrize("outcome", Outcome)
def test_only_an_accepted_step_is_kept(keeper: WorkKeeper, task: Path, outcome: Outcome) -> None:
    keeper.passed(task / "checks" / "probe", PAIR)
    keeper.ended(task, ended("probe", outcome))
    assert work_photos.number_kept(task / "checks" / "probe") == 0, "nothing while the task is on the screen"
    assert kept(keeper, task) == {"probe": 2 if outcome is Outcome.SEEN else 0, "mirror": 0}


def test_the_newest_look_counts_and_only_for_its_own_step(keeper: WorkKeeper, task: Path) -> None:
    keeper.passed(task / "checks" / "probe", PAIR)
    keeper.passed(task / "checks" / "mirror", PAIR)
    keeper.ended(task, ended("probe"))
    keeper.ended(task, ended("mirror"))
    assert kept(keeper, task) == {"probe": 0, "mirror": 0}


def test_consent_that_ends_meanwhile_counts(keeper: WorkKeeper, task: Path) -> None:
    keeper.passed(task / "checks" / "probe", PAIR)
    keeper.ended(task, ended("probe"))
    work_photos.consent(task, wanted=False)
    assert kept(keeper, task) == {"probe": 0, "mirror": 0}
    assert not work_photos.consents(task)


def test_what_is_held_is_bounded(keeper: WorkKeeper, task: Path) -> None:
    for _ in range(3 * MOST_HELD):
        keeper.passed(task / "checks" / "probe", PAIR)
        keeper.ended(task, ended("probe"))
    assert kept(keeper, task)["probe"] == work_photos.MOST


def test_a_disk_that_refuses_is_no_trouble(keeper: WorkKeeper, task: Path) -> None:
    keeper.passed(task / "checks" / "probe", PAIR)
    keeper.ended(task, ended("probe"))
    (task / "checks" / work_photos.FOLDER / "probe").write_bytes(b"a file where the folder must be")
    keeper.settle()
    keeper.close()
