"""What changed between two versions is said in plain words, thing by thing."""

from __future__ import annotations

import random
from contextlib import suppress

from oss_app.core.errors import UserError
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.comparing import differences
from oss_app.i18n import load
from tests.editor.random_edits import any_edit

TR = load("en")
BEFORE = Task(
    title=Text(words="Breakfast"),
    items=(
        Section(title=Text(words="Plates")),
        Step(text=Text(words="Put 1 plate on the tray."), photo="plate.jpg", place="middle"),
        Step(text=Text(words="Put 1 knife beside the plate."), photo="knife.jpg"),
        Step(text=Text(words="Wash your hands.")),
        Step(text=Text(words="Close the lid."), photo="lid.jpg"),
    ),
)


def after(*items: object, **head: object) -> Task:
    return BEFORE.model_copy(update={"items": items or BEFORE.items, **head})


def test_each_kind_of_change_has_its_sentence() -> None:
    section, plate, knife, hands, lid = BEFORE.items
    assert isinstance(knife, Step) and isinstance(plate, Step)
    new = Step(text=Text(words="Put 1 glass on the right."), photo="glass.jpg")
    other = knife.model_copy(update={"text": Text(words="Put 2 knives beside the plate."), "hint": Text(words="Two.")})
    assert differences(BEFORE, after(hands, section, plate, other, new), TR) == [
        "Step 1 was Step 3 before: “Wash your hands.”.",
        "Step 3: “Put 1 knife beside the plate.” became “Put 2 knives beside the plate.”.",
        "Step 3: other than before: the hint.",
        "Step 4 is new: “Put 1 glass on the right.”.",
        "Step 4 is gone: “Close the lid.”.",
    ]
    assert lid not in (hands, section)


def test_the_head_and_a_place_that_lies_elsewhere() -> None:
    moved = after(title=Text(words="Lunch"), places={"plate.jpg": {"middle": ((0.1, 0.1), (0.2, 0.1), (0.2, 0.2))}})
    assert differences(BEFORE, moved, TR) == [
        "The task was called “Breakfast”, now “Lunch”.",
        "Step 1: other than before: the place.",
    ]


def test_nothing_is_said_of_what_is_the_same() -> None:
    assert differences(BEFORE, after(), TR) == []


def test_of_two_steps_alike_one_that_goes_or_comes_is_told() -> None:
    section, plate, *others = BEFORE.items
    twice = after(section, plate, plate, *others)
    assert differences(twice, BEFORE, TR) == ["Step 1 is gone: “Put 1 plate on the tray.”."]
    assert differences(BEFORE, twice, TR) == ["Step 1 is new: “Put 1 plate on the tray.”."]
    moved = after(section, plate, *others, plate)
    assert differences(twice, moved, TR) == ["Step 5 was Step 1 before: “Put 1 plate on the tray.”."]


def test_each_field_of_a_step_and_of_the_head_is_compared() -> None:
    step = Step(text=Text(words="Put it."), place="a", photo="a.jpg")
    others = {
        "say": Text(words="x"), "sound": Text(words="x.wav"), "photo": "b.jpg", "film": "x.mp4", "film_sound": True,
        "hint": Text(words="x"), "warning": Text(words="x"), "place": "b", "take": "b", "check": "b", "count": 2,
        "must": True, "text": Text(words="Put it.", translations={"en": "x"}),
    }  # fmt: skip
    assert set(others) == set(Step.model_fields)
    for field, value in others.items():
        assert differences(after(step), after(step.model_copy(update={field: value})), TR), field
    head = {
        "title": Text(words="x"), "photo": "x.jpg", "done": Text(words="x"), "repeat": 2, "language": "en",
    }  # fmt: skip
    assert set(head) == set(Task.model_fields) - {"format", "items", "folder", "places"}
    for field, value in head.items():
        assert differences(BEFORE, after(**{field: value}), TR), field


def test_whatever_is_edited_something_is_said() -> None:
    for seed in range(200):
        chance, edited = random.Random(seed), BEFORE
        for _ in range(3):
            with suppress(UserError):
                edited = any_edit(chance, edited).apply(edited)
        said = differences(BEFORE, edited, TR)
        assert bool(said) == (edited.model_copy(update={"places": {}}) != BEFORE or bool(edited.places)), f"seed {seed}"
        assert not [line for line in said if "{" in line.replace("{2}", "")]
