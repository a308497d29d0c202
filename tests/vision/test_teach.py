"""Teaching: photos are cropped and tested at once, overlapping classes are not armed, and the culprits are named."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Reason
from oss_app.vision.detectors import build_region
from oss_app.vision.photos import decode, encode
from oss_app.vision.picture import Picture
from oss_app.vision.teach import OVERLAP, Lesson, Shot, Side
from tests.conftest import RECORDED
from tests.vision.bench_pictures import HEIGHT, PLACE, WIDTH, bench, shots


def lesson_with(
    done: list[Picture], not_done: list[Picture], kind: CheckKind = CheckKind.RIGHT_ITEM
) -> tuple[Lesson, list[Shot]]:
    lesson = Lesson(Check(name="place", kind=kind, region=PLACE), encode(bench()))
    kept = [lesson.add(side, f) for side, frames in ((Side.DONE, done), (Side.NOT_DONE, not_done)) for f in frames]
    assert all(isinstance(shot, Shot) for shot in kept)
    return lesson, [shot for shot in kept if isinstance(shot, Shot)]


def test_a_good_lesson_is_armed() -> None:
    lesson, _ = lesson_with(shots("pliers"), [*shots("", 4), *shots("pen", 1)])
    outcome = lesson.test()
    assert len(outcome.trials) == 10
    assert outcome.disagreeing == ()
    assert outcome.may_arm
    assert lesson.finished(outcome).disarmed == ""


@pytest.mark.slow
def test_classes_that_overlap_are_not_armed_and_the_photos_are_named() -> None:
    lesson, kept = lesson_with(shots("pen"), [*shots("", 4), *shots("pen", 1, first=7)])
    outcome = lesson.test()
    assert kept[-1] in [trial.shot for trial in outcome.disagreeing]
    assert not outcome.may_arm
    assert lesson.finished(outcome).disarmed == OVERLAP
    lesson.remove(kept[-1])
    assert lesson.test().may_arm


@pytest.mark.slow
def test_right_photos_that_do_not_look_alike_are_not_armed() -> None:
    lesson, kept = lesson_with([*shots("pen", 2), *shots("disc", 1), *shots("pliers", 1)], shots(""))
    outcome = lesson.test()
    assert {trial.shot for trial in outcome.disagreeing} >= {kept[2], kept[3]}
    assert not outcome.may_arm


@pytest.mark.slow
def test_one_photo_under_the_wrong_name_is_named_alone_with_the_one_it_is_like() -> None:
    lesson, kept = lesson_with(shots("pen"), [*shots("", 4), *shots("pen", 1, first=7)])
    outcome = lesson.test()
    assert len(outcome.disagreeing) > 1
    assert outcome.odd == outcome.doubtful == (kept[-1],)
    assert outcome.like is not None
    assert outcome.like.side is Side.DONE


def test_a_good_lesson_has_no_odd_one() -> None:
    lesson, _ = lesson_with(shots("pliers"), [*shots("", 4), *shots("pen", 1)])
    outcome = lesson.test()
    assert (outcome.odd, outcome.like, outcome.doubtful) == ((), None, ())


@pytest.mark.slow
@pytest.mark.parametrize("kind", [CheckKind.RIGHT_ITEM, CheckKind.OCCUPIED, CheckKind.EMPTY])
def test_a_photo_that_looks_like_the_other_side_is_odd_when_it_is_taken(kind: CheckKind) -> None:
    lesson = Lesson(Check(name="place", kind=kind, region=PLACE), encode(bench()))
    thing, empty = (Side.NOT_DONE, Side.DONE) if kind is CheckKind.EMPTY else (Side.DONE, Side.NOT_DONE)

    def is_odd(side: Side, frame: Picture) -> bool:
        shot = lesson.add(side, frame)
        assert isinstance(shot, Shot)
        odd = lesson.is_odd(shot)
        if odd:
            lesson.remove(shot)
        return odd

    things, bare = shots("pen"), shots("", 6)
    assert is_odd(thing, bare[0])
    assert not any(is_odd(thing, frame) for frame in things[:4])
    assert is_odd(thing, bare[1])
    assert not any(is_odd(empty, frame) for frame in bare[2:4])
    assert is_odd(empty, things[4])
    assert is_odd(thing, bare[4])
    assert not is_odd(empty, bare[5])


@pytest.mark.slow
def test_the_very_photo_that_was_right_is_odd_where_it_is_called_wrong() -> None:
    bench_folder = RECORDED / "bench"
    protocol = json.loads((bench_folder / "protocol.json").read_text("utf-8"))
    check = next(c for c in protocol["checks"] if c["id"] == "right_item-mirror")
    reference = (bench_folder / protocol["reference"]).read_bytes()
    lesson = Lesson(
        Check(name="place", kind=CheckKind.RIGHT_ITEM, region=tuple(map(tuple, check["region"]))), reference
    )
    right = [decode((bench_folder / name).read_bytes()) for name in check["teach"]["done"]]
    for frame in right:
        lesson.add(Side.DONE, frame)
    for frame in right:
        shot = lesson.add(Side.NOT_DONE, frame)
        assert isinstance(shot, Shot) and lesson.is_odd(shot)
        lesson.remove(shot)


def jutting(number: int, *, first: int = 20) -> list[Picture]:
    """The empty place with something beside it that juts in."""
    frames = shots("", number, first=first)
    for frame in frames:
        cv2.circle(frame, (256, 284), 26, (30, 30, 34), -1)
    return frames


def looks(lesson: Lesson, folder: Path, frame: Picture) -> Answer:
    """What the check says of a frame, as it is stored."""
    for name, data in lesson.files().items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return build_region(lesson.check, folder, None).look(frame).answer


def test_a_right_photo_that_shows_the_empty_place_teaches_nothing(tmp_path: Path) -> None:
    """Else everything that looks like this one mistake would be done."""
    lesson, kept = lesson_with([*shots("pen", 4), *jutting(1)], shots(""), CheckKind.OCCUPIED)
    outcome = lesson.test()
    assert outcome.astray == (kept[4],)
    assert kept[4] in outcome.doubtful
    assert outcome.may_arm
    assert lesson.used == (*kept[:4], *kept[5:])
    assert looks(lesson, tmp_path, jutting(1, first=31)[0]) is not Answer.DONE
    assert looks(lesson, tmp_path, shots("pen", 1, first=32)[0]) is Answer.DONE


def test_a_second_photo_like_it_says_that_it_was_meant(tmp_path: Path) -> None:
    lesson, kept = lesson_with([*shots("pen", 4), *jutting(2)], shots(""), CheckKind.OCCUPIED)
    outcome = lesson.test()
    assert outcome.astray == ()
    assert tuple(lesson.used) == tuple(kept)
    assert looks(lesson, tmp_path, jutting(1, first=31)[0]) is Answer.DONE


def test_without_three_right_photos_to_learn_from_it_does_not_count() -> None:
    lesson, _ = lesson_with([*shots("pen", 2), *jutting(1)], shots(""), CheckKind.OCCUPIED)
    outcome = lesson.test()
    assert len(outcome.astray) == 1
    assert not outcome.may_arm


def turned(frame: Picture) -> Picture:
    """The same, with what lies in the place turned round."""
    picture = frame.copy()
    picture[166:276, 196:316] = picture[166:276, 196:316][::-1, ::-1]
    return picture


def one_way(item: str) -> Lesson:
    check = Check(name="place", kind=CheckKind.RIGHT_ITEM, region=PLACE, options={"one_way": True})
    lesson = Lesson(check, encode(bench()))
    for side, frames in ((Side.DONE, shots(item)), (Side.NOT_DONE, shots("", 4))):
        for frame in frames:
            assert isinstance(lesson.add(side, frame), Shot)
    return lesson


@pytest.mark.slow
def test_a_thing_that_must_lie_one_way_is_never_done_turned_round(tmp_path: Path) -> None:
    lesson = one_way("pen")
    assert lesson.test().may_arm
    for name, data in lesson.files().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    detector = build_region(lesson.check, tmp_path, None)
    for seed in (31, 32, 33):
        assert detector.judge(detector.scene.see(bench("pen", seed=seed))).answer is Answer.DONE
        assert detector.judge(detector.scene.see(turned(bench("pen", seed=seed)))).answer is not Answer.DONE


def test_a_thing_that_looks_the_same_turned_round_is_said_and_not_armed() -> None:
    outcome = one_way("disc").test()
    assert outcome.is_symmetrical
    assert not outcome.may_arm


def test_too_few_photos_are_said_and_not_armed() -> None:
    lesson, _ = lesson_with(shots("pen", 1), shots("", 3))
    outcome = lesson.test()
    assert outcome.lacks == {Side.DONE: 2, Side.NOT_DONE: 0}
    assert outcome.trials == ()
    assert not outcome.may_arm


def test_what_is_stored_is_the_work_area_and_no_more() -> None:
    lesson, _ = lesson_with(shots("pen", 2), shots("", 2))
    files = lesson.files()
    assert sorted(files) == ["done/01.jpg", "done/02.jpg", "not_done/01.jpg", "not_done/02.jpg", "reference.jpg"]
    for name, data in files.items():
        assert data[:2] == b"\xff\xd8"
        assert b"Exif" not in data
        assert b"http://ns.adobe.com" not in data
        if name != "reference.jpg":
            height, width = decode(data).shape[:2]
            assert width * height < 0.6 * WIDTH * HEIGHT


def test_a_frame_that_cannot_be_used_is_refused_with_its_reason() -> None:
    lesson = Lesson(Check(name="place", kind=CheckKind.OCCUPIED, region=PLACE), encode(bench()))
    assert lesson.add(Side.DONE, (bench("pen") * 0.05).astype(np.uint8)) is Reason.TOO_DARK
    assert lesson.add(Side.DONE, cv2.GaussianBlur(bench("pen"), (0, 0), 6)) is Reason.BLURRED
    assert lesson.shots == ()


@pytest.mark.slow
def test_a_lesson_goes_on_from_what_is_stored(tmp_path: Path) -> None:
    lesson, _ = lesson_with(shots("pen"), shots(""))
    for name, data in lesson.files().items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    again = Lesson.again(lesson.check, tmp_path)
    assert again.files() == lesson.files()
    added = again.add(Side.NOT_DONE, shots("disc", 1)[0])  # a set-up that was judged wrong, added with one act
    assert isinstance(added, Shot)
    assert (added.side, added.number) == (Side.NOT_DONE, 6)
    assert [t.answer for t in lesson.test().trials] == [
        t.answer for t in Lesson.again(lesson.check, tmp_path).test().trials
    ]


def test_numbers_are_not_used_twice() -> None:
    lesson, kept = lesson_with(shots("pen", 3), shots("", 1))
    lesson.remove(kept[0])
    added = lesson.add(Side.DONE, shots("pen", 1)[0])
    assert isinstance(added, Shot)
    assert [s.number for s in lesson.shots if s.side is Side.DONE] == [2, 3, 4]


def test_a_code_is_not_taught_with_photos() -> None:
    with pytest.raises(UserError, match="not taught with photos"):
        Lesson(Check(name="code", kind=CheckKind.CODE, region=PLACE), encode(bench()))


def test_trials_agree_only_with_their_side() -> None:
    lesson, _ = lesson_with(shots("pen", 4), shots("", 4), CheckKind.OCCUPIED)
    for trial in lesson.test().trials:
        assert trial.disagrees is ((trial.answer is Answer.DONE) is not (trial.shot.side is Side.DONE))


@pytest.mark.slow
@pytest.mark.parametrize(("item", "tells"), [("pen", True), ("disc", False)])
def test_whether_a_thing_could_be_told_from_itself_turned_round_is_said_without_being_asked(
    item: str, tells: bool
) -> None:
    lesson, _ = lesson_with(shots(item), shots(""))
    assert lesson.test().tells_turned is tells
    lesson, _ = lesson_with(shots(item), shots(""), CheckKind.OCCUPIED)
    assert not lesson.test().tells_turned
