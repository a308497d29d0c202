"""The judge: one frame never moves a step, and a thousand looks say a thing once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.verdict import AGREE, DOUBT_S, PATIENCE_S, STILL_S, Answer, Judge, Look, Reason, Verdict

DONE, NOT_DONE, CANNOT = Answer.DONE, Answer.NOT_DONE, Answer.CANNOT_TELL
TICK = 0.2  # seconds between looks: five a second


def weigh(judge: Judge, answers: Iterable[Answer], start: float = 0.0) -> list[tuple[float, Verdict]]:
    """Feed answers at five looks a second; the verdicts with their times."""
    given_: list[tuple[float, Verdict]] = []
    for i, answer in enumerate(answers):
        now = start + i * TICK
        verdict = judge.weigh(Look(answer), now)
        if verdict:
            given_.append((now, verdict))
    return given_


def answers_of(given_: list[tuple[float, Verdict]]) -> list[Answer]:
    return [v.answer for _, v in given_]


def test_done_needs_agreement_and_stillness() -> None:
    [(at, verdict)] = weigh(Judge(), [DONE] * 20)
    assert verdict.answer is DONE
    assert at >= (AGREE - 1) * TICK + STILL_S - 1e-9


def test_one_frame_of_done_is_nothing() -> None:
    assert weigh(Judge(), [CANNOT] * 5 + [DONE] + [CANNOT] * 5) == []


def test_one_look_out_of_line_does_not_stop_done() -> None:
    looks = [DONE] * 4 + [NOT_DONE] + [DONE] * 6
    assert answers_of(weigh(Judge(), looks)) == [DONE]


def test_a_thousand_looks_of_not_done_are_said_once() -> None:
    given_ = weigh(Judge(), [NOT_DONE] * 1000)
    assert answers_of(given_) == [NOT_DONE]
    assert given_[0][0] >= PATIENCE_S


def test_a_hand_that_came_and_went_makes_not_done_a_try_at_once() -> None:
    given_ = weigh(Judge(), [CANNOT] * 10 + [NOT_DONE] * 20)
    assert answers_of(given_) == [NOT_DONE]
    assert given_[0][0] < PATIENCE_S


def test_each_try_counts_once() -> None:
    judge = Judge()
    given_ = weigh(judge, ([CANNOT] * 8 + [NOT_DONE] * 40) * 3)
    assert answers_of(given_) == [NOT_DONE] * 3


def test_a_hand_at_work_is_not_reported_before_it_lasts() -> None:
    short = int(DOUBT_S / TICK) - 2
    assert weigh(Judge(), [CANNOT] * short) == []
    assert answers_of(weigh(Judge(), [CANNOT] * 100)) == [CANNOT]


def test_done_stays_while_the_hand_goes_away() -> None:
    assert answers_of(weigh(Judge(), [DONE] * 10 + [CANNOT] * 50 + [DONE] * 10)) == [DONE]


def test_done_is_taken_back_only_by_a_steady_not_done() -> None:
    assert answers_of(weigh(Judge(), [DONE] * 10 + [NOT_DONE] * 2 + [DONE] * 10)) == [DONE]
    assert answers_of(weigh(Judge(), [DONE] * 10 + [NOT_DONE] * 20)) == [DONE, NOT_DONE]


def test_asked_the_judge_gives_the_next_steady_answer_without_patience() -> None:
    for answer in Answer:
        judge = Judge()
        weigh(judge, [answer] * 6)
        judge.ask()
        given_ = weigh(judge, [answer] * 10, start=6 * TICK)
        assert answers_of(given_) == [answer]
        assert given_[0][0] <= 7 * TICK


def test_asked_in_the_middle_of_a_movement_it_waits_for_stillness() -> None:
    judge = Judge()
    weigh(judge, [NOT_DONE, DONE, CANNOT, NOT_DONE, CANNOT])
    judge.ask()
    given_ = weigh(judge, [DONE] * 20, start=1.0)
    assert answers_of(given_) == [DONE]
    assert given_[0][0] >= 1.0 + STILL_S


def test_reason_and_count_of_the_last_look_go_along() -> None:
    judge = Judge()
    judge.ask()
    verdicts = [judge.weigh(Look(NOT_DONE, 0.1, Reason.EMPTY, 3), i * TICK) for i in range(10)]
    verdict = next(v for v in verdicts if v)
    assert (verdict.reason, verdict.count) == (Reason.EMPTY, 3)


@given(st.lists(st.sampled_from(list(Answer)), max_size=300))
def test_no_verdict_without_four_of_the_last_five(answers: list[Answer]) -> None:
    judge = Judge()
    for i, answer in enumerate(answers):
        verdict = judge.weigh(Look(answer), i * TICK)
        if verdict:
            assert answers[max(0, i - 4) : i + 1].count(verdict.answer) >= AGREE


@given(st.lists(st.sampled_from(list(Answer)), max_size=300))
def test_tries_never_outnumber_the_stirs_between_them(answers: list[Answer]) -> None:
    given_ = weigh(Judge(), answers)
    stirs = sum(still is False for still, _ in groupby(answer is NOT_DONE for answer in answers))
    assert answers_of(given_).count(NOT_DONE) <= stirs + 1
