"""The rehearsal counts what was accepted, and a check that failed it is not armed."""

from __future__ import annotations

import pytest

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.region import rectangle
from oss_app.core.verdict import Answer, Look
from oss_app.vision.rehearse import FAILED, Rehearsing, passed, rehearsed

DONE, NOT, UNSURE = (Look(answer) for answer in (Answer.DONE, Answer.NOT_DONE, Answer.CANNOT_TELL))
CHECK = Check(name="place", kind=CheckKind.OCCUPIED, region=rectangle(0, 0, 1, 1))


def test_it_counts_and_names_what_was_misjudged() -> None:
    rehearsing = Rehearsing()
    shown = ((True, DONE), (False, NOT), (True, UNSURE), (False, UNSURE), (False, DONE))
    assert [rehearsing.show(*setup) for setup in shown] == [True, True, False, True, False]
    assert rehearsing.result == Rehearsal(right_shown=2, right_accepted=1, wrong_shown=3, wrong_accepted=1)
    assert rehearsing.misjudged == (2, 4)
    rehearsing.take_back()
    assert rehearsing.result.wrong_shown == 2


@pytest.mark.parametrize(
    ("counts", "may_count"),
    [
        ((5, 5, 5, 0), True),
        ((5, 4, 5, 0), True),
        ((5, 3, 5, 0), False),
        ((5, 5, 5, 1), False),
        ((2, 2, 5, 0), False),
        ((5, 5, 0, 0), False),
    ],
)
def test_who_passes(counts: tuple[int, int, int, int], may_count: bool) -> None:
    shown, accepted, wrong, wrongly = counts
    result = Rehearsal(right_shown=shown, right_accepted=accepted, wrong_shown=wrong, wrong_accepted=wrongly)
    assert passed(result) is may_count
    check = rehearsed(CHECK, result)
    assert check.rehearsal == result
    assert check.disarmed == ("" if may_count else FAILED)


def test_a_rehearsal_does_not_arm_what_was_disarmed() -> None:
    result = Rehearsal(right_shown=5, right_accepted=5, wrong_shown=5, wrong_accepted=0)
    assert rehearsed(CHECK.model_copy(update={"disarmed": "overlap"}), result).disarmed == "overlap"
