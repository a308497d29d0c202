"""Rendered small things in other lights: no wrong number is told, and what lies apart is counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from oss_app.core.verdict import Answer
from oss_app.vision.evaluate import evaluate
from tests.conftest import RECORDED

pytestmark = pytest.mark.slow


def test_what_lies_apart_is_counted_and_nothing_wrong_is_confirmed(tmp_path: Path) -> None:
    protocol = RECORDED / "small" / "protocol.json"
    tests = {(c["id"], t["image"]): t for c in json.loads(protocol.read_text())["checks"] for t in c["test"]}
    results = evaluate(protocol, tmp_path / "out.jsonl").results
    assert [r for r in results if not r.done and r.look.answer is Answer.DONE] == []
    told = [(r.look.count, tests[r.check, r.image]["count"]) for r in results if r.why_not != "wrong"]
    assert [pair for pair in told if pair[0] not in (None, pair[1])] == []
    apart = [r for r in results if tests[r.check, r.image]["tray"] == "apart" and r.why_not != "wrong"]
    assert len(apart) > 90
    assert sum(r.look.count is not None for r in apart) >= 0.95 * len(apart)
