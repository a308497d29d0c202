"""The log: bounded, and silent where it cannot be written."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from oss_app.app.station import keep_log
from oss_app.core.events import CoachPassed
from oss_app.core.record import Phase
from oss_app.core.settings import Gesture
from oss_app.resources import instructions
from tests.app.test_kiosk import House


@pytest.fixture
def own() -> Iterator[logging.Logger]:
    """The program's logger, with no file yet."""
    root = logging.getLogger("oss_app")
    kept, level = root.handlers[:], root.level
    root.handlers.clear()
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = kept
    root.setLevel(level)


def test_what_happens_is_kept(own: logging.Logger, tmp_path: Path) -> None:
    keep_log(tmp_path)
    own.warning("the journal is held")
    assert "the journal is held" in (tmp_path / "oss-app.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_leaves_the_terminal_alone(
    own: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "oss-app.log").mkdir()
    keep_log(tmp_path)
    own.warning("the journal is held")
    assert capsys.readouterr().err == ""


def test_the_log_whose_lines_have_times_says_nothing_of_a_session(
    own: logging.Logger, tmp_path: Path, qtbot: QtBot
) -> None:
    """From when sessions begin and end a pace could be worked out, which the journal takes care not to tell."""
    keep_log(tmp_path)
    house = House(tmp_path / "data", qtbot)
    house.kiosk.open(None, "")
    own.info("from here on a worker works")
    for _ in range(2):
        house.choose(str(instructions() / "ontbijt"))
        assert house.kiosk.play is not None
        conductor = house.kiosk.play.conductor
        house.press(Gesture.HELP)
        while conductor.session.state.position.phase is not Phase.FINISHED:
            conductor.tell(CoachPassed())
            house.press(Gesture.DONE)
        house.press(Gesture.DONE)
    house.choose(str(instructions() / "ontbijt"))
    house.press(Gesture.BREAK)
    house.press(Gesture.STOP)
    house.close()
    assert (tmp_path / "oss-app.log").read_text("utf-8").splitlines()[-1].endswith("from here on a worker works")
