"""A check counts when its rehearsal was long enough, and it was right often enough (C8)."""

from __future__ import annotations

import pytest

from oss_app.core.check import FAILED, Check, CheckKind, Rehearsal
from oss_app.core.region import rectangle

CHECK = Check(name="place", kind=CheckKind.OCCUPIED, region=rectangle(0, 0, 1, 1))


def rehearsal(right: int, accepted: int, wrong: int, wrongly: int) -> Rehearsal:
    return Rehearsal(right_shown=right, right_accepted=accepted, wrong_shown=wrong, wrong_accepted=wrongly)


@pytest.mark.parametrize(
    ("result", "counts"),
    [
        (rehearsal(10, 10, 10, 0), True),
        (rehearsal(10, 9, 10, 0), True),
        (rehearsal(10, 8, 10, 0), False),
        (rehearsal(10, 10, 10, 1), False),
        (rehearsal(9, 9, 10, 0), False),
        (rehearsal(10, 10, 9, 0), False),
        (Rehearsal(), False),
    ],
)
def test_who_counts(result: Rehearsal, counts: bool) -> None:
    assert result.passed is counts
    check = CHECK.rehearsed(result)
    assert check.rehearsal == result
    assert check.disarmed == ("" if counts else FAILED)
    assert check.is_armed is counts


@pytest.mark.parametrize("result", [None, Rehearsal(), rehearsal(10, 10, 10, 9)])
def test_a_check_from_elsewhere_without_a_passed_rehearsal_never_counts(result: Rehearsal | None) -> None:
    assert not CHECK.model_copy(update={"rehearsal": result}).is_armed


def test_a_rehearsal_does_not_arm_what_was_disarmed() -> None:
    assert CHECK.model_copy(update={"disarmed": "overlap"}).rehearsed(rehearsal(10, 10, 10, 0)).disarmed == "overlap"
