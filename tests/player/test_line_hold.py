"""A line of the camera that flips is not shown to flip (W6)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oss_app.player.line_hold import HOLD_S, LineHold
from oss_app.player.screen import LineKind, Progress, Screen, ScreenKind, StripLine

LINES = {kind: StripLine(kind, kind.value) for kind in LineKind}
BLANK = Screen(ScreenKind.STEP, 1, "nl", False, "Leg 1 sonde in vak 2.", Progress("Stap 1 van 2"), ())


def screen(kind: LineKind | None, turn: int = 1) -> Screen:
    return replace(BLANK, turn=turn, line=LINES[kind] if kind else None)


def shown(hold: LineHold, kind: LineKind | None, now: float, turn: int = 1) -> str:
    line = hold.held(screen(kind, turn), now)[0].line
    return line.kind if line else ""


def test_a_line_that_flips_stands_for_its_time() -> None:
    hold = LineHold()
    assert shown(hold, LineKind.CAMERA, 0) == LineKind.CAMERA
    assert shown(hold, LineKind.CAMERA_OFF, 0.5) == LineKind.CAMERA_OFF, "the first change is shown at once"
    for now in (1, 2, 3):
        assert shown(hold, LineKind.CAMERA, now) == LineKind.CAMERA_OFF
        assert shown(hold, LineKind.NOT_YET, now + 0.5) == LineKind.CAMERA_OFF
    assert hold.held(screen(LineKind.NOT_YET), 4.5)[1] == pytest.approx(0.5 + HOLD_S - 4.5)
    assert shown(hold, LineKind.NOT_YET, 0.5 + HOLD_S) == LineKind.NOT_YET


def test_what_is_seen_and_a_camera_that_goes_are_shown_at_once() -> None:
    for kind in (LineKind.SEEN, LineKind.CAMERA_OFF, LineKind.HINT, LineKind.LOOKING):
        hold = LineHold()
        shown(hold, LineKind.CANNOT_TELL, 0)
        assert shown(hold, kind, 0.1) == kind


def test_the_worker_and_a_new_step_are_answered_at_once() -> None:
    hold = LineHold()
    shown(hold, LineKind.NOT_YET, 0)
    hold.let_go()
    assert shown(hold, LineKind.CANNOT_TELL, 0.1) == LineKind.CANNOT_TELL
    assert shown(hold, None, 0.2, turn=2) == ""


def test_an_empty_line_does_not_wipe_one_that_is_held() -> None:
    hold = LineHold()
    shown(hold, LineKind.NOT_YET, 0)
    assert shown(hold, None, 1) == LineKind.NOT_YET
    assert shown(hold, None, HOLD_S) == ""
