"""The linter finds in each golden sentence what it should, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from oss_app.taskfile.lint import Role, lint_text

HERE = Path(__file__).parent
CASES = [
    pytest.param(language, case, id=f"{language}-{case.get('role', 'text')}-{case['text']}")
    for language in ("nl", "en")
    for case in yaml.safe_load((HERE / f"lint_{language}.yaml").read_text(encoding="utf-8"))
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_golden_sentence(language: str, case: dict[str, object]) -> None:
    found = lint_text(str(case["text"]), language, Role(str(case.get("role", "text"))))
    assert [p.code for p in found] == case.get("finds", [])
    if "becomes" in case:
        suggestions = [p.suggestion for p in found if p.suggestion]
        assert suggestions[0].split("\n") == case["becomes"]


def test_the_golden_files_are_large_enough_to_mean_something() -> None:
    dutch = [c for c in CASES if c.values[0] == "nl"]
    english = [c for c in CASES if c.values[0] == "en"]
    assert len(dutch) >= 60
    assert len(english) >= 40
    for cases in (dutch, english):
        assert sum(not c.values[1].get("finds") for c in cases) > len(cases) / 4


SILENT = yaml.safe_load((HERE / "lint_silent.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["nl", "en"])
def test_good_sentences_from_other_work_get_no_advice(language: str) -> None:
    """False alarms are worse than misses."""
    alarms = {text: [p.code for p in lint_text(text, language)] for text in SILENT[language]}
    assert {text: codes for text, codes in alarms.items() if codes} == {}
    assert len(alarms) > 60
