"""The course of teaching a check: what is asked next, and that nothing counts that was not rehearsed (C7, C8)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from oss_app.core import lesson
from oss_app.core.check import Check, CheckKind
from oss_app.core.kinds import KIND_TABLE, TaughtBy
from oss_app.core.lesson import KeptCheck, Subject, TaughtPhoto
from oss_app.core.region import rectangle
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.editor.prompts import (
    EXTRA,
    LOOKS_LIKE,
    LOOKS_MIRRORED,
    LOOKS_TURNED,
    NOT_FOLLOWED,
    PROMPTS,
    SAW,
    SEEN,
    STOPPED,
    WHY,
)
from oss_app.editor.rehearsal import SHOWN, Practice, RehearsalTrial
from oss_app.editor.teaching import Stage
from tests.editor.fake_school import DONE, FRAME, ODD, REGION, SUBJECT, School


def test_the_way_from_the_kind_to_a_check_that_counts() -> None:
    here = School()
    course = here.begin()
    assert course.stage is Stage.PHOTOS
    prompts = []
    for _ in range(10):
        assert course.album.prompt is not None
        prompts.append(course.album.prompt.caption)
        course.photograph(FRAME)
    assert prompts[:5] == ["middle", "left", "right", "higher", "lower"]
    assert prompts[5:] == ["empty", "empty, moved", "another thing", "turned round", "beside it"]
    assert course.stage is Stage.TRY
    assert not course.counts
    for i in range(SHOWN):
        assert course.stage is Stage.TRY, i
        course.try_out(True, FRAME)
        course.try_out(False, FRAME)
    assert course.stage is Stage.RESULT
    assert course.counts
    course.save()
    saved = here.asked[-1]
    assert isinstance(saved, lesson.Save)
    assert saved.rehearsal.model_dump() == {
        "right_shown": 10, "right_accepted": 10, "wrong_shown": 10, "wrong_accepted": 0,
    }  # fmt: skip
    assert saved.check.region == REGION
    assert course.stage is Stage.SAVED


@pytest.mark.parametrize(("right", "wrong", "counts"), [(0, 0, True), (1, 0, True), (2, 0, False), (0, 1, False)])
def test_it_counts_from_nine_of_ten_right_and_no_wrong_one(right: int, wrong: int, counts: bool) -> None:
    here = School()
    course = here.rehearsed(right, wrong)
    assert course.counts is counts
    course.save()
    assert isinstance(here.asked[-1], lesson.Save) is counts


def test_classes_that_overlap_are_not_armed_and_the_photos_are_named() -> None:
    here = School()
    course = here.begin()
    for _ in range(9):
        course.photograph(FRAME)
    here.answers = [frozenset({(Answer.NOT_DONE, 3)})]
    course.photograph(FRAME)
    assert course.stage is Stage.TESTED
    assert course.album.chosen == (Answer.NOT_DONE, 2)
    assert course.doubtful == {(Answer.NOT_DONE, 3)}
    course.to_practice()
    assert course.stage is Stage.TESTED
    course.retake()
    assert course.stage is Stage.PHOTOS
    course.photograph(FRAME)
    assert (Answer.NOT_DONE, 3) not in here.photos
    assert len(here.photos) == 10
    assert course.stage is Stage.TRY


def test_a_photo_that_looks_like_the_other_side_is_named_when_it_is_taken() -> None:
    here = School()
    course = here.begin()
    course.photograph(FRAME)
    here.answers = [ODD]
    course.photograph(FRAME)
    assert course.said == LOOKS_LIKE[Answer.DONE]
    assert course.doubtful == {(Answer.DONE, 2)}
    assert course.album.taken(Answer.DONE) == 2
    course.remove()
    assert course.doubtful == set()
    assert course.album.now == (Answer.DONE, 1)
    course.photograph(FRAME)
    assert course.said == ""


def test_of_clashing_photos_the_odd_one_is_shown_with_its_pair() -> None:
    here = School()
    course = here.begin()
    for _ in range(9):
        course.photograph(FRAME)
    here.answers = [
        lesson.Tested(0, frozenset({(Answer.NOT_DONE, 5)}), False, ((Answer.NOT_DONE, 5), (Answer.DONE, 2)))
    ]
    course.photograph(FRAME)
    assert course.stage is Stage.TESTED
    assert course.album.chosen == (Answer.NOT_DONE, 4)
    assert course.pair == ((Answer.NOT_DONE, 5), (Answer.DONE, 2))
    course.remove()
    assert course.pair is None


def test_what_must_lie_one_way_round_is_shown_turned_too_and_a_symmetrical_thing_is_said() -> None:
    here = School()
    course = here.course
    course.choose(CheckKind.RIGHT_ITEM, "de sonde", None, {"one_way": True})
    course.mark(REGION)
    course.take_place(FRAME)
    assert course.check.options == {"one_way": True}
    for _ in range(8):
        course.photograph(FRAME)
    assert course.album.prompt is not None
    assert course.album.prompt.caption == "turned round"
    course.skip()
    assert course.album.prompt.caption == "turned round"
    course.photograph(FRAME)
    here.answers = [lesson.Tested(0, frozenset(), may_arm=False, is_symmetrical=True)]
    course.photograph(FRAME)
    assert course.stage is Stage.TESTED
    assert course.is_symmetrical
    course.back()
    course.back()
    course.back()
    course.choose(CheckKind.RIGHT_ITEM, "de sonde", None)
    course.take_place(FRAME)
    assert isinstance(here.asked[-1], lesson.Begin)
    assert course.album.slots(Answer.NOT_DONE)[3].prompt.can_skip


def test_a_photo_taken_away_is_asked_for_again() -> None:
    here = School()
    course = here.begin()
    for _ in range(3):
        course.photograph(FRAME)
    course.remove()
    assert course.album.taken(Answer.DONE) == 2
    assert here.photos == [(Answer.DONE, 1), (Answer.DONE, 2)]
    course.choose_slot(Answer.DONE, 0)
    course.remove()
    assert here.photos == [(Answer.DONE, 2)]
    assert course.album.now == (Answer.DONE, 0)


def test_what_makes_no_sense_for_a_thing_can_be_left_out() -> None:
    here = School()
    course = here.begin()
    course.skip()
    assert len(course.album.slots(Answer.DONE)) == 5
    for _ in range(8):
        course.photograph(FRAME)
    assert course.album.prompt is not None
    assert course.album.prompt.caption == "turned round"
    course.skip()
    assert course.album.prompt.caption == "beside it"
    course.photograph(FRAME)
    assert course.stage is Stage.TRY
    assert len(here.photos) == 9


@pytest.mark.parametrize("reason", [Reason.HAND, Reason.NO_TRAY, Reason.TOO_DARK, Reason.BLURRED])
def test_a_frame_that_cannot_be_used_is_told_of_and_asked_for_again(reason: Reason) -> None:
    here = School()
    course = here.begin()
    here.answers = [reason]
    course.photograph(FRAME)
    assert course.said == WHY[reason]
    assert course.album.taken(Answer.DONE) == 0
    course.photograph(FRAME)
    assert course.said == ""
    assert course.album.taken(Answer.DONE) == 1


def test_a_misjudged_set_up_is_learnt_with_one_act_and_one_more_is_shown() -> None:
    here = School()
    course = here.rehearsed(wrong=1)
    assert course.stage is Stage.RESULT
    assert course.practice.misjudged == (1,)
    course.learn(1)
    assert (Answer.NOT_DONE, 6) in here.photos
    assert course.album.slots(Answer.NOT_DONE)[-1].prompt is EXTRA
    assert not course.counts
    assert not course.practice.is_full(False)
    course.practise()
    assert course.stage is Stage.TRY
    course.try_out(True, FRAME)
    assert len(course.practice.trials) == 2 * SHOWN - 1
    course.try_out(False, FRAME)
    assert course.stage is Stage.RESULT
    assert course.counts


def test_practising_once_more_forgets_every_set_up() -> None:
    here = School()
    course = here.rehearsed(wrong=1)
    course.practise()
    assert course.practice.trials == ()
    assert isinstance(here.asked[-1], lesson.Forget)
    assert here.asked[-1].everything


def test_a_set_up_that_was_said_wrongly_is_taken_back() -> None:
    here = School()
    course = here.taught()
    course.try_out(True, FRAME)
    course.try_out(True, FRAME)
    course.take_back()
    assert len(course.practice.trials) == 1
    last = here.asked[-1]
    assert isinstance(last, lesson.Forget)
    assert not last.everything


def test_another_photo_makes_the_rehearsal_void() -> None:
    here = School()
    course = here.rehearsed()
    course.back()
    assert course.stage is Stage.PHOTOS
    course.choose_slot(Answer.DONE, 1)
    course.photograph(FRAME)
    assert course.practice.trials == ()
    assert not course.counts


def test_another_region_or_kind_begins_anew() -> None:
    here = School()
    course = here.taught()
    course.back()
    course.back()
    assert course.stage is Stage.PLACE
    course.take_place(FRAME)
    assert len(course.album.photos) == 10
    course.back()
    course.back()
    course.mark(rectangle(0.1, 0.1, 0.3, 0.3))
    course.take_place(FRAME)
    assert course.album.photos == ()
    assert course.stage is Stage.PHOTOS


def test_a_late_answer_falls_on_the_floor_and_nothing_is_asked_twice() -> None:
    here = School()
    course = here.begin()
    here.is_away = True
    course.photograph(FRAME)
    course.photograph(FRAME)
    assert course.is_busy
    takes = [q for q in here.asked if isinstance(q, lesson.Take)]
    assert len(takes) == 1
    course.hear(lesson.Taken(takes[0].number - 1, TaughtPhoto(Answer.DONE, 1, b"")))
    assert course.album.taken(Answer.DONE) == 0
    course.hear(lesson.Taken(takes[0].number, TaughtPhoto(Answer.DONE, 1, b"")))
    assert course.album.taken(Answer.DONE) == 1


def test_the_other_button_pressed_meanwhile_does_not_change_what_was_said() -> None:
    here = School()
    course = here.taught()
    here.is_away = True
    course.try_out(False, FRAME)
    course.try_out(True, FRAME)
    course.hear(lesson.Tried(here.asked[-1].number, DONE, b""))
    assert [(t.is_right, t.is_misjudged) for t in course.practice.trials] == [(False, True)]


def test_when_the_process_that_learns_is_new_it_is_told_everything_again() -> None:
    here = School()
    course = here.taught()
    here.is_away = True
    course.try_out(True, FRAME)
    assert course.is_busy
    here.is_away = False
    course.restarted()
    begun = [q for q in here.asked if isinstance(q, lesson.Begin)][-1]
    assert len(begun.photos) == 10
    assert begun.reference == FRAME
    assert course.stage is Stage.TRY
    assert not course.is_busy
    assert course.may_arm
    assert course.said == STOPPED
    course.try_out(True, FRAME)
    assert course.said == ""


def test_what_brings_the_process_that_learns_down_at_once_is_said_and_not_asked_again() -> None:
    here = School()
    here.is_away = True
    here.begin()
    asked = len(here.asked)
    course = here.course
    course.restarted()
    assert (course.is_busy, course.said, len(here.asked)) == (False, STOPPED, asked)
    here.is_away = False
    course.take_place(FRAME)
    assert (course.stage, course.said) == (Stage.PHOTOS, "")


def test_a_live_picture_that_is_not_followed_any_more_is_said() -> None:
    here = School()
    course = here.taught()
    course.restarted()
    assert course.said == ""
    course.restarted(follows=False)
    assert (course.stage, course.said) == (Stage.TRY, NOT_FOLLOWED)


@pytest.mark.parametrize("kind", [CheckKind.CODE, CheckKind.MARKER, CheckKind.COLOUR])
def test_kinds_without_photos_read_what_they_expect(kind: CheckKind) -> None:
    here = School()
    course = here.begin(kind)
    assert course.stage is Stage.VALUE
    course.to_practice()
    assert course.stage is Stage.VALUE
    course.read(FRAME)
    assert course.value == {"text": "4711"}
    course.to_practice()
    assert course.stage is Stage.TRY
    assert course.check.options == {"text": "4711"}
    assert [q for q in here.asked if isinstance(q, lesson.Begin)][-1].check.options == {"text": "4711"}


def test_a_model_goes_to_the_rehearsal_at_once() -> None:
    here = School()
    here.course.choose(CheckKind.DETECTOR, "", None, {"model": "a.onnx", "label": 2})
    here.course.mark(REGION)
    here.course.take_place(FRAME)
    assert here.course.stage is Stage.TRY
    assert here.course.may_arm


def test_what_the_step_asks_for_is_rehearsed_whatever_the_kind() -> None:
    here = School(Subject(Path("checks/rollen"), "rollen", count=4))
    here.course.choose(CheckKind.DETECTOR, "", None, {"model": "a.onnx"})
    here.course.mark(REGION)
    here.course.take_place(FRAME)
    begun = here.asked[-1]
    assert isinstance(begun, lesson.Begin)
    assert begun.count == 4


def test_a_count_is_kept_with_the_check() -> None:
    course = School().begin(CheckKind.COUNT)
    assert course.check.options == {"count": 4}


def kept(done: int, not_done: int, *, is_draft: bool = True) -> KeptCheck:
    check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=REGION, disarmed="draft")
    photos = [TaughtPhoto(Answer.DONE, i, b"a") for i in range(done)]
    return KeptCheck(
        check, FRAME, (*photos, *(TaughtPhoto(Answer.NOT_DONE, i, b"b") for i in range(not_done))), is_draft
    )


@pytest.mark.parametrize(
    ("done", "not_done", "stage", "now"),
    [
        (2, 0, Stage.PHOTOS, (Answer.DONE, 2)),
        (5, 3, Stage.PHOTOS, (Answer.NOT_DONE, 3)),
        (5, 5, Stage.TRY, None),
        (6, 8, Stage.TRY, None),
    ],
)
def test_a_draft_goes_on_where_it_was_left(
    done: int, not_done: int, stage: Stage, now: tuple[Answer, int] | None
) -> None:
    here = School(kept=kept(done, not_done))
    here.course.resume()
    assert (here.course.stage, here.course.album.now) == (stage, now)
    assert len(here.course.album.photos) == done + not_done
    assert not here.course.check.disarmed
    assert here.course.inner == (0.8, 0.5)


def test_a_saved_check_goes_on_to_its_rehearsal_though_a_photo_was_left_out() -> None:
    here = School(kept=kept(5, 4, is_draft=False))
    here.course.resume()
    assert here.course.stage is Stage.TRY


def test_a_fault_is_said_and_changes_nothing() -> None:
    here = School()
    course = here.rehearsed()
    here.is_away = True
    course.save()
    course.hear(lesson.Failed(here.asked[-1].number, "This cannot be written. Is the disk full?"))
    assert course.stage is Stage.RESULT
    assert course.said.startswith("This cannot be written")


def test_cannot_tell_passes_nobody() -> None:
    unsure = Look(Answer.CANNOT_TELL, 0.5, Reason.UNSURE)
    practice = Practice((RehearsalTrial(True, unsure, b""), RehearsalTrial(False, unsure, b"")))
    assert practice.misjudged == (0,)
    assert practice.result.right_accepted == practice.result.wrong_accepted == 0


def test_every_kind_and_answer_has_its_words() -> None:
    assert set(SEEN) == set(Answer)
    assert set(SAW) == set(Reason)
    assert set(PROMPTS) == {kind for kind, row in KIND_TABLE.items() if row.taught_by is TaughtBy.PHOTOS}
    for sides in PROMPTS.values():
        assert all(len(prompts) == 5 for prompts in sides.values())


def test_the_mark_of_the_photo_is_the_first_frame_and_the_coach_has_the_last_word() -> None:
    mark = rectangle(0.1, 0.1, 0.3, 0.3)
    here = School(replace(SUBJECT, photo=Path("step.jpg"), mark=mark))
    course = here.course
    assert not course.wants_found
    course.choose(CheckKind.RIGHT_ITEM, "", None)
    assert course.wants_found
    course.found(())
    assert course.region is None
    course.found(REGION)
    assert (course.region, course.is_found, course.wants_found) == (REGION, True, False)
    course.mark(mark)
    assert (course.region, course.is_found) == (mark, False)
    course.found(REGION)
    assert course.region == mark


def test_without_a_mark_there_is_nothing_to_seek() -> None:
    here = School()
    here.course.choose(CheckKind.RIGHT_ITEM, "", None)
    assert not here.course.wants_found


def test_what_must_lie_one_way_can_still_be_said_before_it_is_rehearsed() -> None:
    here = School()
    course = here.begin()
    here.answers = [lesson.Tested(0, frozenset(), may_arm=True, tells_turned=True)]
    while course.stage is Stage.PHOTOS:
        course.photograph(FRAME)
    assert (course.stage, course.tells_turned) == (Stage.TRY, True)
    course.want_one_way()
    assert course.check.options == {"one_way": True}
    assert (course.stage, course.tells_turned, course.may_arm) == (Stage.TRY, False, True)
    begun = next(q for q in reversed(here.asked) if isinstance(q, lesson.Begin))
    assert len(begun.photos) == 10, "no photo is taken anew"


def test_a_tray_that_looks_the_same_turned_round_is_told_as_the_lesson_begins() -> None:
    here = School()
    here.looks_turned = True
    course = here.begin()
    assert (course.stage, course.said) == (Stage.PHOTOS, LOOKS_TURNED)
    course.photograph(FRAME)
    assert course.said == ""
    assert School().begin().said == ""


def test_a_tray_that_looks_the_same_in_a_mirror_is_told_as_the_lesson_begins() -> None:
    here = School()
    here.looks_mirrored = True
    course = here.begin()
    assert (course.stage, course.said) == (Stage.PHOTOS, LOOKS_MIRRORED)
    course.photograph(FRAME)
    assert course.said == ""


WORK = tuple(TaughtPhoto(side, n, f"{side} {n}".encode()) for side in (Answer.DONE, Answer.NOT_DONE) for n in (1, 2))


def from_work(odd: frozenset[lesson.PhotoAt] = frozenset()) -> School:
    """A wizard on a saved check with four photos from the work, which are looked at."""
    photos = tuple(TaughtPhoto(side, n, b"taught") for side in (Answer.DONE, Answer.NOT_DONE) for n in range(1, 6))
    check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=REGION)
    here = School(kept=KeptCheck(check, FRAME, photos, from_work=WORK))
    here.answers = [odd]
    here.course.look_at_work()
    return here


def test_of_photos_from_the_work_the_odd_one_comes_first_and_is_left_out_until_it_is_pressed_twice() -> None:
    odd = Answer.DONE, 2
    here = from_work(frozenset({odd}))
    course = here.course
    assert course.stage is Stage.WORK
    assert course.from_work is not None
    assert (course.from_work.photos[0].side, course.from_work.photos[0].number) == odd
    assert len(course.from_work.chosen) == 3
    course.press_work((Answer.NOT_DONE, 1))
    assert len(course.from_work.chosen) == 3, "first it is shown"
    course.press_work((Answer.NOT_DONE, 1))
    assert len(course.from_work.chosen) == 2
    course.press_work(odd)
    course.press_work(odd)
    assert {(p.side, p.number) for p in course.from_work.chosen} == {(Answer.DONE, 1), odd, (Answer.NOT_DONE, 2)}


def test_in_one_act_they_go_into_the_lesson_which_is_rehearsed_again() -> None:
    here = from_work()
    course = here.course
    course.add_work()
    begun = [q for q in here.asked if isinstance(q, lesson.Begin)][-1]
    assert len(begun.photos) == 14
    assert isinstance(here.asked[-2], lesson.DropWorkPhotos)
    assert isinstance(here.asked[-1], lesson.Test)
    assert course.stage is Stage.TRY
    assert not course.counts
    course.save()
    assert not isinstance(here.asked[-1], lesson.Save)
    assert course.kept is not None
    assert course.kept.from_work == ()


def test_photos_that_nobody_wants_are_deleted_and_the_check_stays() -> None:
    here = from_work()
    here.course.drop_work()
    assert isinstance(here.asked[-1], lesson.DropWorkPhotos)
    assert here.course.stage is Stage.KIND
    here.course.look_at_work()
    assert here.course.stage is Stage.KIND, "there are none any more"
