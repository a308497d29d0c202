"""Undo and redo without end, names of edits, and what else a draft knows of itself."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.errors import UserError
from oss_app.core.problem import Passage, Problem, Severity
from oss_app.core.region import rectangle
from oss_app.core.task import Break, Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.document import Document
from oss_app.editor.edits import (
    Delete,
    Duplicate,
    Insert,
    MarkPlace,
    Merge,
    Move,
    Name,
    Replace,
    SetField,
    SetSound,
    SetText,
    SplitStep,
)
from oss_app.i18n import load
from tests.editor.random_edits import any_edit
from tests.samples import dental_kit, text
from tests.tiers import examples

TASK = dental_kit()
PROBE = 3  # the index of the step with the probe
SPOT = rectangle(0.1, 0.1, 0.2, 0.2)


@examples(150)
@given(seed=st.integers(0, 2**32), length=st.integers(1, 40))
def test_any_sequence_undone_gives_the_first_document_and_redone_the_last(seed: int, length: int) -> None:
    chance = random.Random(seed)
    document, states = Document(TASK), [TASK]
    for _ in range(length):
        document.seal()
        try:
            document.do(any_edit(chance, document.task))
        except UserError:
            assert document.task is states[-1]
            continue
        if document.task is not states[-1]:
            states.append(document.task)
    last = document.task
    back = []
    while document.undo_name:
        back.append(document.task)
        document.undo()
    assert document.task == TASK
    assert [*back, TASK] == states[::-1]
    assert not document.is_dirty
    while document.redo_name:
        document.redo()
    assert document.task == last


@examples(50)
@given(seed=st.integers(0, 2**32))
def test_any_walk_of_edits_undos_and_redos_stays_sound(seed: int) -> None:
    chance = random.Random(seed)
    document = Document(TASK)
    for _ in range(60):
        act = chance.random()
        if act < 0.6:
            try:
                document.do(any_edit(chance, document.task))
            except UserError:
                continue
        elif act < 0.8:
            document.undo()
        else:
            document.redo()
        for item in document.task.items:
            assert type(item).model_validate(item.model_dump()) == item
    while document.undo_name:
        document.undo()
    assert document.task == TASK


def test_an_edit_never_changes_the_task_it_is_given() -> None:
    chance, before = random.Random(1), TASK.model_dump_json()
    for _ in range(300):
        try:
            any_edit(chance, TASK).apply(TASK)
        except UserError:
            continue
    assert TASK.model_dump_json() == before


def test_edits_have_names_that_can_be_said_in_dutch() -> None:
    document = Document(TASK)
    document.do(Move(PROBE, 1))
    assert document.undo_name == Name("move step {n}", {"n": 2})
    assert document.redo_name is None
    document.undo()
    assert document.undo_name is None
    assert document.redo_name == Name("move step {n}", {"n": 2})
    words = load("nl")
    assert words("move step {n}", n=2) == "stap 2 verplaatsen"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (SetText(PROBE, "text", "Nieuw."), "change the sentence of step 2"),
        (SetText(PROBE, "hint", "Nieuw.", "en"), "change the hint of step 2"),
        (SetText(0, "title", "Begin"), "change section “Voorbereiden”"),
        (SetText(5, "text", "Rust."), "change the break"),
        (SetText(None, "title", "Set"), "change the title"),
        (SetField(PROBE, "photo", None), "change the photo of step 2"),
        (SetField(None, "photo", None), "change the photo of the task"),
        (SetField(None, "repeat", 4), "change the number of kits"),
        (SetSound(1, "a.wav"), "change the recording of step 1"),
        (MarkPlace(PROBE, SPOT), "mark the place of step 2"),
        (MarkPlace(PROBE, None), "remove the mark of step 2"),
        (Insert(0, (Step(text=text("A.")),)), "add a step"),
        (Insert(0, (Step(text=text("A.")), Step(text=text("B.")))), "add 2 steps"),
        (Insert(0, (Section(title=text("A")),)), "add a section"),
        (Insert(0, (Break(text=text("A")),)), "add a break"),
        (Delete(0), "delete section “Voorbereiden”"),
        (Delete(1, 3), "delete 3 steps"),
        (Delete(5), "delete the break"),
        (Duplicate(1), "copy step 1"),
        (SplitStep(1, ("A.", "B.")), "split step 1"),
        (Merge(3), "join steps 2 and 3"),
        (
            Replace(TASK.model_copy(update={"repeat": 9}), Name("put back an earlier version")),
            "put back an earlier version",
        ),
    ],
)
def test_name_of(edit: object, said: str) -> None:
    document = Document(TASK)
    document.do(edit)  # type: ignore[arg-type]
    name = document.undo_name
    assert name is not None
    assert load("en")(name.english, **name.values) == said


def test_typing_is_one_piece_until_the_field_is_left() -> None:
    document = Document(TASK)
    for end in range(1, 6):
        document.do(SetText(1, "text", "Leg A."[:end]))
    document.seal()
    document.do(SetText(1, "text", "Leg B."))
    document.undo()
    assert document.task.items[1].text.words == "Leg A"  # type: ignore[union-attr]
    document.undo()
    assert document.task == TASK


def test_typing_in_another_field_or_language_is_another_piece() -> None:
    document = Document(TASK)
    document.do(SetText(1, "text", "Een."))
    document.do(SetText(1, "text", "One.", "en"))
    document.do(SetText(1, "hint", "Twee."))
    for _ in range(3):
        assert document.undo_name
        document.undo()
    assert document.task == TASK


def test_the_draft_is_dirty_until_saved_and_clean_again_when_undone_to_there() -> None:
    document = Document(TASK)
    assert not document.is_dirty
    document.do(SetText(1, "text", "Een."))
    assert document.is_dirty
    document.saved()
    assert not document.is_dirty
    document.do(Delete(0))
    assert document.is_dirty
    document.undo()
    assert not document.is_dirty
    document.undo()
    assert document.is_dirty


def test_an_edit_that_changes_nothing_is_not_kept() -> None:
    document = Document(TASK)
    document.do(SetField(PROBE, "photo", "sonde.jpg"))
    document.do(Move(2, 2))
    assert document.undo_name is None


def test_a_new_edit_ends_what_could_be_done_again() -> None:
    document = Document(TASK)
    document.do(Delete(0))
    document.undo()
    document.do(Delete(1))
    assert document.redo_name is None


def test_problems_come_from_outside_once_for_each_draft() -> None:
    asked: list[Task] = []

    def lint(task: Task) -> list[Problem]:
        asked.append(task)
        return [
            Problem("a", "A", severity=Severity.ADVICE, passage=Passage(1, "text")),
            Problem("b", "B", severity=Severity.ADVICE, passage=Passage(1, "text", "en")),
            Problem("c", "C", severity=Severity.ADVICE, passage=Passage(None, "title")),
        ]

    document = Document(TASK, lint)
    assert [p.code for p in document.problems] == ["a", "b", "c"]
    assert [p.code for p in document.problems_of(1)] == ["a", "b"]
    assert [p.code for p in document.problems_of(1, "text", "en")] == ["b"]
    assert [p.code for p in document.problems_of(None)] == ["c"]
    assert len(asked) == 1
    document.do(Delete(0))
    assert document.problems
    assert len(asked) == 2


def test_the_view_is_told_what_to_show() -> None:
    shown: list[int | None] = []
    document = Document(TASK, on_change=shown.append)
    document.do(Move(1, 4))
    document.undo()
    document.do(SetText(None, "title", "Set"))
    document.do(Delete(len(TASK.items) - 1))
    document.undo()
    assert shown == [4, 1, None, len(TASK.items) - 2, len(TASK.items) - 1]


def test_split_gives_each_sentence_a_step_with_the_photo() -> None:
    step = Step(text=text("Pak de sonde en leg hem in vak 2.", en="Take it.", pl="Weź."), photo="a.jpg", hint=text("H"))
    task = Task(title=text("T"), items=(step,))
    after = SplitStep(
        0, ("Pak de sonde.", "Leg hem in vak 2."), {"en": ("Take the probe.", "Put it in section 2.")}
    ).apply(task)
    assert [s.text for s in after.steps] == [
        text("Pak de sonde.", en="Take the probe.", pl="Weź."),
        text("Leg hem in vak 2.", en="Put it in section 2."),
    ]
    assert [s.photo for s in after.steps] == ["a.jpg", "a.jpg"]
    assert [s.hint for s in after.steps] == [text("H"), None]


def test_merge_keeps_what_either_step_has() -> None:
    one = Step(text=text("Pak de sonde.", en="Take the probe."), photo="a.jpg", warning=text("Scherp."))
    two = Step(
        text=text("Leg hem neer.", en="Put it down."), photo="b.jpg", film="b.mp4", check="c", count=2, must=True
    )
    after = Merge(0).apply(Task(title=text("T"), items=(one, two)))
    assert after.steps == (
        Step(
            text=text("Pak de sonde. Leg hem neer.", en="Take the probe. Put it down."),
            photo="a.jpg",
            film="b.mp4",
            warning=text("Scherp."),
            check="c",
            count=2,
            must=True,
        ),
    )


SAMPLES: dict[str, Text | str | int | bool] = {
    "say": text("Zeg."), "sound": text("a.ogg"), "photo": "a.jpg", "film": "a.mp4", "hint": text("Hulp."),
    "warning": text("Pas op."), "place": "vak", "take": "bak", "check": "c", "count": 2,
}  # fmt: skip
"""A value of each field of a step; True where none is named."""
WORDS = {"say", "hint", "warning"}


@pytest.mark.parametrize("field", sorted(set(Step.model_fields) - {"text"}))
def test_each_field_of_a_step_has_a_name_and_outlives_merging(field: str) -> None:
    assert SetField(PROBE, field, None).name(TASK) if field not in WORDS else SetText(PROBE, field, "").name(TASK)
    plain = Step(text=text("Pak."))
    full = Step.model_validate({"text": text("Leg neer."), field: SAMPLES.get(field, True)})
    with_count = full.model_copy(update={"check": "c"}) if field == "count" else full
    for pair in ((plain, with_count), (with_count, plain)):
        merged = Merge(0).apply(Task(title=text("T"), items=pair)).steps[0]
        assert getattr(merged, field) == getattr(full, field)


def test_own_words_that_are_wiped_leave_the_translation_to_come_back_to() -> None:
    document = Document(TASK)
    document.do(SetText(PROBE, "hint", ""))
    hint = document.task.items[PROBE].hint  # type: ignore[union-attr]
    assert hint == Text(words="", translations={"en": "The probe has a small hook."})
    document.do(SetText(PROBE, "hint", "", "en"))
    assert document.task.items[PROBE].hint is None  # type: ignore[union-attr]


def test_the_own_language_by_its_code_is_the_own_text() -> None:
    assert SetText(1, "text", "Een.", "nl").apply(TASK) == SetText(1, "text", "Een.").apply(TASK)


def test_a_mark_is_named_drawn_and_taken_away() -> None:
    task = MarkPlace(1, SPOT).apply(TASK)
    assert task.items[1].place == "plek-1"  # type: ignore[union-attr]
    assert task.outline_of(task.items[1]) == SPOT  # type: ignore[arg-type]
    gone = MarkPlace(1, None).apply(task)
    assert gone == TASK


def test_dragging_a_mark_is_one_piece() -> None:
    document = Document(TASK)
    for right in (0.3, 0.4, 0.5):
        document.do(MarkPlace(PROBE, rectangle(0.1, 0.1, right, 0.2)))
    document.undo()
    assert document.task == TASK


@pytest.mark.parametrize(
    "edit",
    [
        SetText(99, "text", "A"),
        SetField(PROBE, "count", 1000),
        SetField(PROBE, "place", "a/b"),
        Delete(-1),
        Move(0, 99),
        Insert(99, ()),
        SplitStep(0, ("A.", "B.")),
        SplitStep(1, ("A.",)),
        Merge(len(TASK.items) - 1),
        Merge(0),
        MarkPlace(0, SPOT),
    ],
)
def test_what_makes_no_sense_is_said_and_changes_nothing(edit: object) -> None:
    document = Document(TASK)
    with pytest.raises(UserError) as error:
        document.do(edit)  # type: ignore[arg-type]
    assert error.value.sentence.endswith(".")
    assert document.task is TASK
    assert document.undo_name is None
