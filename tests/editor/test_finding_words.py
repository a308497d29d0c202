"""A word is found as a whole word, and another takes its place, with its capital."""

from __future__ import annotations

from oss_app.core.problem import Passage
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.finding_words import found, replaced

HINT = "Het bakje is blauw, een klein bakje."
TASK = Task(
    title=Text(words="Bakje vullen"),
    items=(
        Section(title=Text(words="Bakjes")),
        Step(
            text=Text(words="Pak het bakje."),
            hint=Text(words="Het bakje is blauw, een klein bakje."),
            photo="bakje.jpg",
        ),
    ),
)


def test_whole_words_in_all_texts() -> None:
    assert found(TASK, "bakje") == [Passage(None, "title"), Passage(1, "text"), Passage(1, "hint")]
    assert found(TASK, " ") == []


def test_it_is_replaced_everywhere_with_its_capital() -> None:
    task, times = replaced(TASK, "bakje", "bak")
    assert times == 4
    assert task.title.words == "Bak vullen"
    step = task.steps[0]
    assert (step.text.words, step.hint and step.hint.words) == ("Pak het bak.", "Het bak is blauw, een klein bak.")
    assert step.photo == "bakje.jpg"
    assert replaced(TASK, "(", "x") == (TASK, 0)
