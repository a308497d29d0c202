"""A warning that cannot be drawn stops the task in its language, and the doctor names the language (W21)."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.app.letters import can_be_read, lacking_letters, letter_problems
from oss_app.core.ports import Listing
from oss_app.core.problem import Passage
from oss_app.core.task import Step, Task
from oss_app.core.text import Text

pytestmark = pytest.mark.usefixtures("qapp")

TIBETAN = "\u0f40\u0f51"


def task(warning: Text | None, text: Text | None = None) -> Task:
    sentence = text or Text(words="Leg 1 sonde.", translations={"ti": "ስራሕ", "bo": "Leg 1 sonde."})
    return Task(title=Text(words="Set"), items=(Step(text=sentence, warning=warning),))


def test_a_warning_in_letters_that_are_there_lets_the_task_run() -> None:
    warning = Text(words="Scherp.", translations={"ti": "ተጠንቀቕ።", "bo": TIBETAN})
    listing = Listing(Path("set"), task(warning))
    assert can_be_read(listing, "nl")
    assert can_be_read(listing, "ti")


def test_one_in_boxes_stops_it_in_that_language_alone() -> None:
    warning = Text(words="Scherp.", translations={"xx": "\U000e0fff\u0f40 vak", "nl": "Scherp."})
    listing = Listing(Path("set"), task(warning))
    if not lacking_letters([task(warning)]):
        pytest.skip("this computer has letters for everything")
    assert can_be_read(listing, "nl")
    assert not can_be_read(listing, "xx")


def test_words_without_a_warning_are_told_and_run() -> None:
    odd = task(None, Text(words="Leg 1 sonde.", translations={"bo": TIBETAN}))
    assert can_be_read(Listing(Path("set"), odd), "bo")
    assert set(lacking_letters([odd])) <= {"bo"}
    assert lacking_letters([task(None)]) == {}


UNKNOWN = "\U00016e40"
"""Medefaidrin, of a script of 1931 in Nigeria: hardly a computer has it."""


def test_check_and_editor_name_the_language_and_where(tmp_path: Path) -> None:
    odd = task(None, Text(words="Leg 1 sonde.", translations={"xx": f"{UNKNOWN} sonde"}))
    if not lacking_letters([odd]):
        pytest.skip("this computer has letters for everything")
    [problem] = letter_problems(odd, "nl")
    assert (problem.code, problem.is_fault, problem.passage) == ("no-letters", False, Passage(0, "text"))
    assert "xx: deze pc heeft geen letters" in problem.sentence


def test_a_task_in_letters_that_are_there_has_no_such_advice() -> None:
    assert letter_problems(task(None), "nl") == []
