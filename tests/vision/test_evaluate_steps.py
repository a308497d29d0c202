"""What a worker meets, measured: whole steps, each walked through as camera and judge would."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from oss_app.core.check import CheckKind
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.evaluate_steps import FilmedStep, StepResult, shares, table, walk

DONE, NOT, HAND = Look(Answer.DONE, 0.9), Look(Answer.NOT_DONE, 0.1), Look(Answer.CANNOT_TELL, reason=Reason.HAND)
Shown = tuple[str, float, bool | None]


def walked(looks: Mapping[str, Look], *moments: Shown) -> StepResult:
    step = FilmedStep.model_validate(
        {"moments": [{"image": image, "seconds": seconds, "done": done} for image, seconds, done in moments]}
    )
    return walk("place", CheckKind.OCCUPIED, step, lambda image: looks[image])


def test_a_step_that_is_seen_by_itself() -> None:
    looks = {"empty": NOT, "hand": HAND, "full": DONE}
    result = walked(looks, ("empty", 2, False), ("hand", 1, None), ("full", 4, True))
    assert (result.false_done, result.false_not_yet, result.asked) == (False, False, None)
    assert result.seen_after == pytest.approx(1.6)  # four of five looks, and still for 0.7 s


def test_done_over_a_place_that_is_not_done_is_false() -> None:
    result = walked({"empty": DONE}, ("empty", 4, False))
    assert (result.ended_done, result.false_done, result.seen_after) == (False, True, None)


def test_done_that_is_only_said_when_the_worker_asks_is_as_false() -> None:
    result = walked({"empty": NOT, "wrong": DONE}, ("empty", 2, False), ("wrong", 0.2, False))
    assert (result.false_done, result.asked) == (True, Answer.DONE)


def test_not_yet_over_a_step_that_is_done_is_false_by_itself_and_when_asked() -> None:
    looks = {"empty": NOT, "hand": HAND, "full": NOT}
    by_itself = walked(looks, ("empty", 2, False), ("hand", 2, None), ("full", 4, True))
    asked = walked(looks, ("empty", 2, False), ("full", 2, True))
    assert (by_itself.false_not_yet, asked.false_not_yet) == (True, True)
    assert asked.asked is Answer.NOT_DONE


def test_not_yet_over_a_place_that_is_not_done_is_right() -> None:
    result = walked({"empty": NOT, "hand": HAND}, ("hand", 2, None), ("empty", 4, False))
    assert (result.false_done, result.false_not_yet, result.asked) == (False, False, Answer.NOT_DONE)


def test_an_eye_that_cannot_tell_is_no_false_answer() -> None:
    result = walked({"full": HAND}, ("full", 1, True))
    assert (result.false_not_yet, result.asked) == (False, Answer.CANNOT_TELL)


def test_a_picture_that_stays_is_judged_a_few_times_only() -> None:
    asked: list[str] = []

    def look(image: str) -> Look:
        asked.append(image)
        return NOT

    step = FilmedStep.model_validate({"moments": [{"image": "empty", "seconds": 30, "done": False}]})
    walk("place", CheckKind.OCCUPIED, step, look)
    assert asked == ["empty"] * 3


def test_the_table_has_a_row_for_each_kind_and_truth_and_one_for_all() -> None:
    results = [
        walked({"full": DONE}, ("full", 4, True)),
        walked({"full": NOT}, ("full", 2, True)),
        walked({"empty": DONE}, ("empty", 4, False)),
    ]
    rows = list(shares(results))
    assert [(row.steps, row.false_done, row.false_not_yet, row.seen) for row in rows] == [
        (2, 0, 1, 1),
        (1, 1, 0, 0),
        (3, 1, 1, 1),
    ]
    assert table(results).splitlines()[-1].startswith("| all | 3 | 1 | 1 | 1 |")
