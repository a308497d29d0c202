"""The rendered bench: what is wrong or missing is not confirmed, hands cannot tell, what is right is confirmed."""

from __future__ import annotations

from collections import Counter

import pytest

from oss_app.core.verdict import Answer
from oss_app.vision.evaluate import Summary, evaluate
from tests.conftest import RECORDED


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Summary:
    return evaluate(RECORDED / "bench" / "protocol.json", tmp_path_factory.mktemp("bench") / "out.jsonl")


@pytest.mark.slow
def test_nothing_wrong_or_missing_is_confirmed(summary: Summary) -> None:
    wrong = [r for r in summary.results if not r.done]
    assert len(wrong) > 100
    assert [(r.check, r.image, r.why_not) for r in wrong if r.look.answer is Answer.DONE] == []


@pytest.mark.slow
def test_hands_cannot_tell(summary: Summary) -> None:
    hands = Counter(r.look.answer for r in summary.results if r.why_not == "hand")
    assert hands.total() >= 10
    assert hands[Answer.CANNOT_TELL] >= 0.9 * hands.total()


@pytest.mark.slow
def test_what_is_right_is_confirmed(summary: Summary) -> None:
    right = Counter(r.look.answer for r in summary.results if r.done)
    assert right.total() > 60
    assert right[Answer.DONE] >= 0.95 * right.total()
