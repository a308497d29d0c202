"""What the coach is told of a task first."""

from __future__ import annotations

from oss_app.editor.progress import TaskStep, hardest_first


def test_steps_that_need_help_come_by_their_share() -> None:
    steps = [TaskStep(1, "", 1, 0, 9), TaskStep(2, "", 2, 1, 4), TaskStep(3, "", 3, 0, 4), TaskStep(4, "", 1, 0, 2)]
    assert [step.number for step in hardest_first(steps)] == [2, 3, 4, 1]
