"""The rendered bench: what is wrong or missing is not confirmed, hands cannot tell, what is right is confirmed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from oss_app.core.verdict import Answer
from oss_app.vision.evaluate import Summary, evaluate

EACH = 5  # every fifth test of the protocol, so that the suite stays short; scripts/measure_checks.py runs them all


@pytest.fixture(scope="module")
def summary(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Summary:
    folder = shared / "pictures/bench"
    told = json.loads((folder / "protocol.json").read_text(encoding="utf-8"))
    images = sorted({test["image"] for check in told["checks"] for test in check["test"]})[::EACH]
    for check in told["checks"]:
        check["test"] = [test for test in check["test"] if test["image"] in images]
    place = tmp_path_factory.mktemp("bench")
    (place / "frames").symlink_to(folder / "frames")
    (place / "protocol.json").write_text(json.dumps(told), encoding="utf-8")
    return evaluate(place / "protocol.json", place / "out.jsonl")


def test_nothing_wrong_or_missing_is_confirmed(summary: Summary) -> None:
    wrong = [r for r in summary.results if not r.done]
    assert len(wrong) > 100
    assert [(r.check, r.image, r.why_not) for r in wrong if r.look.answer is Answer.DONE] == []


def test_hands_cannot_tell(summary: Summary) -> None:
    hands = Counter(r.look.answer for r in summary.results if r.why_not == "hand")
    assert hands.total() >= 10
    assert hands[Answer.CANNOT_TELL] >= 0.9 * hands.total()


def test_what_is_right_is_confirmed(summary: Summary) -> None:
    right = Counter(r.look.answer for r in summary.results if r.done)
    assert right.total() > 60
    assert right[Answer.DONE] >= 0.95 * right.total()
