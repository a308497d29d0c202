"""Whatever a coach types, the linter answers in time, points within the text, and its advice leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from oss_app.resources import instructions
from oss_app.taskfile import library
from oss_app.taskfile.checks import CHECKS, load_check
from oss_app.taskfile.lint import Role, lint_task, lint_text
from oss_app.taskfile.lint.sayings import SAYINGS
from tests.tiers import examples

HERE = Path(__file__).parent
GOLDEN = [
    (language, case)
    for language in ("nl", "en")
    for case in yaml.safe_load((HERE / f"lint_{language}.yaml").read_text(encoding="utf-8"))
]
PIECES = sorted({word for _, case in GOLDEN for word in case["text"].split()})
TYPED = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from([*PIECES, "!", "...", '"', "’", "en", "and", ",", "daarna", "\n", "t/m"]), max_size=14
    ).map(" ".join),
)


@examples(600)
@given(text=TYPED, language=st.sampled_from(["nl", "en", "nl-BE", "pl", ""]), role=st.sampled_from(list(Role)))
def test_every_answer_points_within_the_text(text: str, language: str, role: Role) -> None:
    for problem in lint_text(text, language, role):
        assert problem.span
        start = problem.span.column - 1
        assert 0 <= start < len(text)
        assert start + problem.span.length <= max(len(text), 1)
        assert problem.suggestion != text
        if problem.act == "split":
            assert problem.suggestion
            assert all(line.strip() for line in problem.suggestion.split("\n"))
            assert len(problem.suggestion.split("\n")) >= 2


@examples(300)
@given(text=TYPED, language=st.sampled_from(["nl", "en"]))
def test_taking_over_the_advice_comes_to_an_end(text: str, language: str) -> None:
    for _ in range(25):
        better = next((p.suggestion for p in lint_text(text, language) if p.suggestion and not p.act), None)
        if better is None:
            return
        text = better
    pytest.fail(f"the advice goes round in a ring: {text!r}")


@pytest.mark.parametrize(("language", "case"), GOLDEN, ids=lambda v: v if isinstance(v, str) else v["text"])
def test_what_is_proposed_is_better(language: str, case: dict[str, str]) -> None:
    role = Role(case.get("role", "text"))
    for problem in lint_text(case["text"], language, role):
        for line in (problem.suggestion or "").split("\n"):
            assert problem.code not in {p.code for p in lint_text(line, language, role)}


def test_the_samples_come_out_clean() -> None:
    folders = library.task_folders(instructions())
    assert folders
    for folder in folders:
        task = library.load(folder).listing.task
        assert task is not None
        checks = {s.check: load_check(folder / CHECKS / s.check)[0] for s in task.steps if s.check}
        assert lint_task(task, checks) == []


def test_every_finding_has_its_words_and_its_rule() -> None:
    assert {saying.rule for saying in SAYINGS.values()} == {f"T{n}" for n in range(1, 13)}
    assert all(saying.why.endswith(".") for saying in SAYINGS.values())
