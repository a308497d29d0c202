"""Teaching at a station: the process that learns, what it keeps on the disk, and that the window never needs OpenCV."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest
import zxingcpp
from pytestqt.qtbot import QtBot

from oss_app.app.editing import Editing
from oss_app.app.station import open_station
from oss_app.app.teaching import Teaching, kept_of, new_name, subject_of
from oss_app.core import lesson
from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.errors import UserError
from oss_app.core.kinds import KIND_TABLE, TaughtBy
from oss_app.core.lesson import Options, Subject
from oss_app.core.region import Outline, bounds, rectangle
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.core.verdict import Answer, Reason
from oss_app.editor.edits import SetField
from oss_app.editor.prompts import NOT_FOLLOWED
from oss_app.editor.teaching import Stage
from oss_app.i18n import load
from oss_app.resources import assets
from oss_app.taskfile import taught as files
from oss_app.taskfile import work_photos
from oss_app.taskfile.checks import load_check
from oss_app.taskfile.taught import draft_folder
from oss_app.ui.desk.teach.asks import Act
from oss_app.ui.kit import fonts
from oss_app.ui.kit.theme import LIGHT
from oss_app.vision.detectors import build
from oss_app.vision.photos import decode, encode
from oss_app.vision.trainer import READERS, TrainingWorker, found
from tests.app.falling import falls_at_the_live_picture
from tests.app.wizard import Bench, Coach, until
from tests.fakes import FakeVoice

from ..leftovers import nothing_left
from ..vision.bench_pictures import PLACE as COUNTED
from ..vision.bench_pictures import bench, lit, moved
from ..vision.test_count import discs, scattered
from ..vision.tiny_model import write_bright_box_model

PLACE: Outline = ((0.221, 0.4152), (0.6098, 0.4217), (0.6093, 0.5619), (0.2199, 0.5563))  # of the probe, at the demo
SPOT = rectangle(0.55, 0.3, 0.75, 0.6)
RIGHT, WRONG = ("12", "123", "1234"), ("1", "wrong_tweezers_in_2", "empty")
PROBE_CHECK = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=PLACE)
ALL_RIGHT = Rehearsal(right_shown=10, right_accepted=10, wrong_shown=10, wrong_accepted=0)


def frame(name: str) -> bytes:
    return (assets() / "demo" / f"{name}.jpg").read_bytes()


def drawn(picture: np.ndarray, at: tuple[int, int] = (760, 250)) -> bytes:
    """The empty bench of the demonstration with a picture laid on it."""
    bench = decode(frame("empty"))
    height, width = picture.shape[:2]
    bench[at[1] : at[1] + height, at[0] : at[0] + width] = picture
    return cv2.imencode(".jpg", bench, (cv2.IMWRITE_JPEG_QUALITY, 95))[1].tobytes()


def qr(text: str) -> np.ndarray:
    image = np.asarray(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6))
    return cv2.cvtColor(image, cv2.COLOR_GRAY2BGR) if image.ndim == 2 else image


def tag(number: int) -> np.ndarray:
    marker = cv2.aruco.generateImageMarker(cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50), number, 120)
    return cv2.cvtColor(cv2.copyMakeBorder(marker, 20, 20, 20, 20, cv2.BORDER_CONSTANT, value=255), cv2.COLOR_GRAY2BGR)


def begin(
    folder: Path, kind: CheckKind, region: Outline, reference: bytes, options: Options | None = None
) -> TrainingWorker:
    check = Check(name=folder.name, kind=kind, region=region, options=options or {})
    return TrainingWorker(lesson.Begin(1, check, folder, None, reference), files)


def take(trainer: TrainingWorker, side: Answer, name: str) -> lesson.Reply:
    return trainer.answer(lesson.Take(2, side, frame(name)))


def taught(folder: Path) -> TrainingWorker:
    trainer = begin(folder, CheckKind.RIGHT_ITEM, PLACE, frame("empty"))
    for side, names in ((Answer.DONE, RIGHT), (Answer.NOT_DONE, WRONG)):
        for name in names:
            assert isinstance(take(trainer, side, name), lesson.Taken)
    return trainer


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "checks" / "sonde"


class TestTheTrainer:
    def test_a_lesson_is_taught_tested_rehearsed_and_saved(self, folder: Path) -> None:
        trainer = taught(folder)
        tested = trainer.answer(lesson.Test(3))
        assert tested == lesson.Tested(3, frozenset(), may_arm=True, tells_turned=True)
        for number, (name, is_right) in enumerate((("1234", True), ("rolls3", True), ("1", False), ("empty", False))):
            tried = trainer.answer(lesson.Try(number, is_right, frame(name)))
            assert isinstance(tried, lesson.Tried)
            assert (tried.look.answer is Answer.DONE) is is_right, name
            assert decode(tried.jpeg).shape[0] < 720
        check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=PLACE, item=Text(words="de sonde"))
        assert trainer.answer(lesson.Save(9, check, ALL_RIGHT)) == lesson.LessonReady(9)
        saved, problems = load_check(folder)
        assert problems == ()
        assert saved == check.model_copy(update={"rehearsal": ALL_RIGHT})
        assert not draft_folder(folder).exists()
        detector = build(saved, folder, None)
        assert detector.look(decode(frame("1234"))).answer is Answer.DONE

    def test_only_the_work_area_is_kept_of_a_photo(self, folder: Path) -> None:
        taught(folder)
        for photo in (draft_folder(folder) / "done").glob("*.jpg"):
            height, width = decode(photo.read_bytes()).shape[:2]
            assert width * height < 0.1 * 1280 * 720
            assert b"Exif" not in photo.read_bytes()

    @pytest.mark.slow
    def test_a_photo_under_the_wrong_name_is_found_and_disarms(self, folder: Path) -> None:
        trainer = taught(folder)
        assert isinstance(take(trainer, Answer.NOT_DONE, "123"), lesson.Taken)
        tested = trainer.answer(lesson.Test(3))
        assert isinstance(tested, lesson.Tested)
        assert not tested.may_arm
        assert (Answer.NOT_DONE, 4) in tested.doubtful
        assert trainer.answer(lesson.Remove(4, Answer.NOT_DONE, 4)) == lesson.LessonReady(4)
        tested = trainer.answer(lesson.Test(5))
        assert isinstance(tested, lesson.Tested)
        assert tested.may_arm

    def test_classes_that_overlap_are_not_armed_even_when_they_are_saved(self, folder: Path) -> None:
        trainer = taught(folder)
        take(trainer, Answer.NOT_DONE, "123")
        check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=PLACE)
        trainer.answer(lesson.Save(9, check, ALL_RIGHT))
        saved, _ = load_check(folder)
        assert saved is not None
        assert not saved.is_armed

    @pytest.mark.slow
    def test_a_hand_over_the_place_is_no_photo_and_no_set_up(self, folder: Path) -> None:
        trainer = taught(folder)
        assert take(trainer, Answer.DONE, "12-h2-19") == lesson.Refused(2, Reason.HAND)
        assert trainer.answer(lesson.Try(3, True, frame("12-h2-19"))) == lesson.Refused(3, Reason.HAND)

    def test_a_picture_of_something_else_is_refused(self, folder: Path) -> None:
        trainer = taught(folder)
        noise = np.random.default_rng(1).integers(0, 255, (720, 1280, 3), np.uint8)
        other = cv2.imencode(".jpg", cv2.GaussianBlur(noise, (0, 0), 3))[1].tobytes()
        assert isinstance(trainer.answer(lesson.Take(2, Answer.DONE, other)), lesson.Refused)
        with pytest.raises(ValueError, match="no picture"):
            trainer.answer(lesson.Take(2, Answer.DONE, b"broken"))

    @pytest.mark.slow
    @pytest.mark.parametrize("missed", [False, True])
    def test_counting_that_held_in_the_rehearsal_serves_another_number(self, folder: Path, missed: bool) -> None:
        trainer = begin(folder, CheckKind.COUNT, COUNTED, encode(bench()), {"count": 4})
        for seed in range(5):
            trainer.answer(lesson.Take(2, Answer.DONE, encode(discs(scattered(4, seed), seed=seed))))
        for seed, number in ((20, 0), (21, 3), (22, 5)):
            trainer.answer(lesson.Take(2, Answer.NOT_DONE, encode(discs(scattered(number, seed), seed=seed))))
        for seed, number in ((31, 4), (32, 3), (33, 4), (34, 5 - missed)):
            tried = trainer.answer(
                lesson.Try(3, number == 4 and seed < 34, encode(discs(scattered(number, seed), seed=seed)))
            )
            assert isinstance(tried, lesson.Tried)
            assert tried.look.count == number
        check = Check(name="sonde", kind=CheckKind.COUNT, region=COUNTED)
        trainer.answer(lesson.Save(9, check, ALL_RIGHT))
        saved, _ = load_check(folder)
        assert saved is not None
        assert saved.options == {"count": 4} | ({} if missed else {"counts": True})

    @pytest.mark.slow
    def test_a_set_up_is_learnt_and_the_others_are_judged_anew(self, folder: Path) -> None:
        trainer = taught(folder)
        for number, name in enumerate(("123", "1", "rolls3")):
            trainer.answer(lesson.Try(number, name != "1", frame(name)))
        learnt = trainer.answer(lesson.Learn(7, 2))
        assert isinstance(learnt, lesson.Learnt)
        assert (learnt.photo.side, learnt.photo.number) == (Answer.DONE, 4)
        assert [look.answer for look in learnt.looks] == [Answer.DONE, Answer.NOT_DONE]
        assert (draft_folder(folder) / "done" / "04.jpg").read_bytes() == learnt.photo.jpeg

    def test_the_region_is_followed_and_judged(self, folder: Path) -> None:
        trainer = taught(folder)
        where = trainer.answer(lesson.Follow(0, frame("123"), judged=False))
        assert isinstance(where, lesson.Followed)
        assert where.look is None
        assert where.outline is not None
        assert where.outline[0] == pytest.approx(PLACE[0], abs=0.02)
        judged = trainer.answer(lesson.Follow(0, frame("123"), judged=True))
        assert isinstance(judged, lesson.Followed)
        assert judged.look is not None
        assert judged.look.answer is Answer.DONE
        assert 0.6 < judged.quality <= 1

    @pytest.mark.parametrize(
        ("kind", "picture", "options"),
        [
            (CheckKind.CODE, qr("LOT 4711"), {"text": "LOT 4711"}),
            (CheckKind.MARKER, tag(7), {"tag": 7}),
        ],
    )
    def test_codes_and_tags_are_read_from_the_picture(
        self, folder: Path, kind: CheckKind, picture: np.ndarray, options: Options
    ) -> None:
        trainer = begin(folder, kind, SPOT, frame("empty"))
        assert trainer.answer(lesson.Read(2, frame("empty"))) == lesson.Refused(2, Reason.EMPTY)
        assert trainer.answer(lesson.Read(3, drawn(picture))) == lesson.Value(3, options)
        knows = begin(folder, kind, SPOT, frame("empty"), options)
        for shown, answer in ((drawn(picture), Answer.DONE), (frame("empty"), Answer.NOT_DONE)):
            tried = knows.answer(lesson.Try(4, True, shown))
            assert isinstance(tried, lesson.Tried)
            assert tried.look.answer is answer

    def test_a_colour_is_read_from_the_middle_of_the_region(self, folder: Path) -> None:
        red = np.full((216, 256, 3), (30, 40, 200), np.uint8)
        trainer = begin(folder, CheckKind.COLOUR, SPOT, frame("empty"))
        read = trainer.answer(lesson.Read(2, drawn(red, (704, 216))))
        assert isinstance(read, lesson.Value)
        assert [read.options[part] for part in ("red", "green", "blue")] == pytest.approx([200, 40, 30], abs=12)

    @pytest.mark.slow
    def test_a_colour_is_narrowed_by_what_the_rehearsal_showed(self, folder: Path) -> None:
        def shown(colour: tuple[int, int, int]) -> bytes:
            return drawn(np.full((216, 256, 3), colour, np.uint8), (704, 216))

        red, other_red, orange = shown((30, 40, 200)), shown((32, 44, 195)), shown((30, 90, 212))
        trainer = begin(folder, CheckKind.COLOUR, SPOT, frame("empty"))
        read = trainer.answer(lesson.Read(2, red))
        assert isinstance(read, lesson.Value)
        wide = {**read.options, "tolerance": 14.0}
        rehearsed = begin(folder, CheckKind.COLOUR, SPOT, frame("empty"), wide)
        for number, (is_right, picture) in enumerate(((True, red), (True, other_red), (False, orange))):
            rehearsed.answer(lesson.Try(number, is_right, picture))
        check = Check(name="sonde", kind=CheckKind.COLOUR, region=SPOT, options=wide)
        rehearsed.answer(lesson.Save(9, check, ALL_RIGHT))
        saved, _ = load_check(folder)
        assert saved is not None
        assert float(str(saved.options["tolerance"])) < 14
        again = begin(folder, CheckKind.COLOUR, SPOT, frame("empty"), saved.options)
        for picture, answer in ((red, Answer.DONE), (other_red, Answer.DONE), (orange, Answer.NOT_DONE)):
            tried = again.answer(lesson.Try(4, True, picture))
            assert isinstance(tried, lesson.Tried)
            assert tried.look.answer is answer

    def test_an_employers_model_goes_into_the_checks_folder(self, folder: Path, tmp_path: Path) -> None:
        write_bright_box_model(tmp_path / "ours.onnx", side=64)
        options: Options = {"model": str(tmp_path / "ours.onnx"), "side": 64, "label": 1}
        trainer = begin(folder, CheckKind.DETECTOR, SPOT, frame("empty"), options)
        check = Check(name="sonde", kind=CheckKind.DETECTOR, region=SPOT, options=options)
        trainer.answer(lesson.Save(9, check, ALL_RIGHT))
        (tmp_path / "ours.onnx").unlink()
        saved, problems = load_check(folder)
        assert problems == ()
        assert saved is not None
        model = (folder / "model.onnx").read_bytes()
        sum_ = hashlib.sha256(model).hexdigest()
        assert saved.options == {"model": "model.onnx", "side": 64, "label": 1, "sum": sum_}
        build(saved, folder, None)
        (folder / "model.onnx").write_bytes(model.replace(b"\0\0\x80?", b"\0\0\xc0?", 1))
        assert (folder / "model.onnx").read_bytes() != model
        with pytest.raises(UserError, match="has changed since it was taught"):
            build(saved, folder, None)
        (folder / "model.onnx").write_bytes(model)
        kept = kept_of(folder)
        assert kept is not None
        TrainingWorker(lesson.Begin(1, kept.check, folder, None, kept.reference), files)

    def test_a_model_that_is_none_is_told_of_at_once(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "no.onnx").write_bytes(b"no model")
        with pytest.raises(UserError, match="cannot be used"):
            begin(folder, CheckKind.DETECTOR, SPOT, frame("empty"), {"model": str(tmp_path / "no.onnx")})
        with pytest.raises(UserError, match="not there"):
            begin(folder, CheckKind.DETECTOR, SPOT, frame("empty"), {"model": str(tmp_path / "gone.onnx")})

    def test_what_is_kept_goes_on_with_its_own_numbers(self, folder: Path) -> None:
        taught(folder)
        kept = kept_of(folder)
        assert kept is not None
        assert kept.is_draft
        assert [p.side for p in kept.photos] == [Answer.DONE] * 3 + [Answer.NOT_DONE] * 3
        again = TrainingWorker(lesson.Begin(1, kept.check, folder, None, kept.reference, kept.photos[1:]), files)
        assert [(p.side, p.number) for p in again.photos()][:3] == [
            (Answer.DONE, 1),
            (Answer.DONE, 2),
            (Answer.NOT_DONE, 1),
        ]
        assert sorted(p.name for p in (draft_folder(folder) / "done").iterdir()) == ["01.jpg", "02.jpg"]


class TestTheMarkOfThePhoto:
    MARK = rectangle(0.3, 0.4, 0.5, 0.7)

    def test_it_is_found_in_the_live_picture_however_the_bench_lies_there(self, tmp_path: Path) -> None:
        photo = tmp_path / "step.jpg"
        photo.write_bytes(encode(bench("pen")))
        live = encode(lit(moved(bench(seed=3), 24, -12, 2), 0.8))
        region = found(lesson.Find(0, photo, self.MARK, live))
        left, top, right, bottom = bounds(region)
        middle = np.array([[0.4 * 640, 0.55 * 400]])
        turn = cv2.getRotationMatrix2D((320, 200), -2, 1)
        turn[:, 2] += 24, -12
        x, y = cv2.transform(middle[None], turn)[0, 0] / (640, 400)
        assert ((left + right) / 2, (top + bottom) / 2) == pytest.approx((x, y), abs=0.01)
        assert right - left == pytest.approx(0.2, abs=0.02)

    def test_a_photo_from_elsewhere_gives_none(self, tmp_path: Path) -> None:
        photo = tmp_path / "step.jpg"
        photo.write_bytes((assets() / "demo" / "12.jpg").read_bytes())
        assert found(lesson.Find(0, photo, self.MARK, encode(bench()))) == ()

    def test_a_place_outside_the_picture_gives_none(self, tmp_path: Path) -> None:
        photo = tmp_path / "step.jpg"
        photo.write_bytes(encode(bench("pen")))
        live = encode(moved(bench(seed=3), -120))
        assert found(lesson.Find(0, photo, rectangle(0.02, 0.4, 0.2, 0.7), live)) == ()


class TestTheWizard:
    @pytest.fixture(autouse=True)
    def nothing_stays(self, qtbot: QtBot) -> Iterator[None]:
        fonts.load()
        with nothing_left():
            yield

    @pytest.fixture
    def bench(self, tmp_path: Path) -> Bench:
        bench = Bench(tmp_path / "camera")
        bench.show(assets() / "demo" / "empty.jpg")
        return bench

    @pytest.fixture
    def coach(self, folder: Path, bench: Bench) -> Iterator[Callable[[], Coach]]:
        coaches: list[Coach] = []

        def come() -> Coach:
            coaches.append(Coach(Subject(folder, "sonde", "vak-2"), bench))
            return coaches[-1]

        yield come
        for one in coaches:
            one.close()

    def begun(self, coach: Coach) -> None:
        coach.choose(CheckKind.RIGHT_ITEM, "de sonde")
        coach.draw(PLACE)
        coach.press(Act.PLACE)
        coach.lay(assets() / "demo" / "12.jpg")
        coach.press(Act.PHOTO)

    def test_its_first_frame_is_where_the_photo_of_the_step_has_its_mark(
        self, folder: Path, bench: Bench, coach: Callable[[], Coach]
    ) -> None:
        photo = assets() / "demo" / "12.jpg"
        one = Coach(Subject(folder, "sonde", "vak-2", photo=photo, mark=PLACE), bench)
        try:
            one.choose(CheckKind.RIGHT_ITEM, "de sonde")
            until(lambda: one.course.region is not None)
            assert one.course.is_found
            assert bounds(one.course.region or ()) == pytest.approx(bounds(PLACE), abs=0.02)
        finally:
            one.close()

    @pytest.mark.slow
    def test_leaving_midway_keeps_a_draft_that_is_offered_again(self, coach: Callable[[], Coach], folder: Path) -> None:
        first = coach()
        self.begun(first)
        first.press(Act.PHOTO)
        first.close()
        assert not folder.exists()
        second = coach()
        assert second.course.kept is not None
        second.page.kind_side.resumed.emit()
        second.settle()
        assert second.course.stage is Stage.PHOTOS
        assert second.course.album.taken(Answer.DONE) == 2

    @pytest.mark.slow
    def test_the_old_check_stays_while_a_new_one_is_taught(self, coach: Callable[[], Coach], folder: Path) -> None:
        trainer = taught(folder)
        check = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=PLACE)
        trainer.answer(lesson.Save(9, check, ALL_RIGHT))
        before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
        self.begun(coach())
        assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before

    @pytest.mark.slow
    def test_a_saved_check_is_looked_at_live_and_nothing_changes(
        self, coach: Callable[[], Coach], folder: Path
    ) -> None:
        taught(folder).answer(lesson.Save(9, Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=PLACE), ALL_RIGHT))
        before = {p: p.read_bytes() for p in folder.parent.rglob("*") if p.is_file()}
        one = coach()
        one.press(Act.LIVE)
        one.lay(assets() / "demo" / "123.jpg")
        until(lambda: one.page.live_side.answer.text() == "De controle zegt: goed")
        one.lay(assets() / "demo" / "1.jpg")
        until(lambda: one.page.live_side.answer.text() == "De controle zegt: niet goed")
        one.press(Act.BACK)
        assert one.course.stage is Stage.TRY
        one.close()
        assert {p: p.read_bytes() for p in folder.parent.rglob("*") if p.is_file()} == before

    @pytest.mark.slow
    def test_when_the_process_dies_it_is_new_and_nothing_is_lost(self, coach: Callable[[], Coach]) -> None:
        one = coach()
        self.begun(one)
        dead = one.teaching._trainer.pid
        assert dead
        os.kill(dead, signal.SIGKILL)
        until(lambda: not one.teaching._is_up)
        until(lambda: one.teaching._is_up and not one.course.is_busy)
        assert one.teaching._trainer.pid not in (None, dead)
        one.press(Act.PHOTO)
        assert one.course.album.taken(Answer.DONE) == 2

    @pytest.mark.slow
    def test_what_the_live_picture_brings_down_twice_is_told_and_not_begun_for_ever(
        self, folder: Path, bench: Bench
    ) -> None:
        one = Coach(Subject(folder, "sonde", "vak-2"), bench, work=falls_at_the_live_picture)
        try:
            one.choose(CheckKind.RIGHT_ITEM, "de sonde")
            one.draw(PLACE)
            one.press(Act.PLACE)
            until(lambda: one.course.said == NOT_FOLLOWED)
            processes = {child.pid for child in psutil.Process().children()}
            before = one.page.frame
            for name in ("12", "123"):
                one.lay(assets() / "demo" / f"{name}.jpg")
            assert one.page.frame != before
            assert {child.pid for child in psutil.Process().children()} == processes
            assert one.course.stage is Stage.PHOTOS
        finally:
            one.close()

    @pytest.mark.slow
    def test_leaving_does_not_wait_for_a_hung_camera(self, coach: Callable[[], Coach]) -> None:
        one = coach()
        self.begun(one)
        until(lambda: one.page.live.is_live)
        eye = one.teaching._eye.pid
        assert eye
        os.kill(eye, signal.SIGSTOP)
        one.teaching.close()
        assert psutil.pid_exists(eye), "the window did not stand still for it"
        until(lambda: not psutil.pid_exists(eye))

    @pytest.mark.slow
    def test_the_camera_closes_when_the_page_is_left(self, coach: Callable[[], Coach]) -> None:
        one = coach()
        self.begun(one)
        until(lambda: one.page.live.is_live)
        one.page.hide()
        assert one.page.frame == b""
        until(lambda: one.teaching._eye._watch is None)


def test_without_a_camera_there_is_a_sentence(folder: Path, qtbot: QtBot) -> None:
    with pytest.raises(UserError, match="camera"):
        Teaching(Subject(folder, "sonde"), "none", load("en"), LIGHT)


def test_every_kind_that_is_read_off_has_a_reader() -> None:
    assert set(READERS) == {kind for kind, row in KIND_TABLE.items() if row.taught_by is TaughtBy.READING}


def test_what_a_step_says_of_its_check(tmp_path: Path) -> None:
    step = Step(text=Text(words="Leg 4 rollen in vak 4."), place="vak-4", check="rollen", count=4)
    (tmp_path / "task.yaml").write_text("taak: x\nstappen:\n  - tekst: y\n", encoding="utf-8")
    task = Task(title=Text(words="x"), items=(step,))
    subject = subject_of(tmp_path, task, step, "rollen")
    assert subject.folder == tmp_path / "checks" / "rollen"
    assert (subject.place, subject.kind, subject.count, subject.waits) == ("vak-4", CheckKind.COUNT, 4, False)
    assert subject.item == Text(words="rollen"), "the first page of the wizard offers it as the thing's name"


def test_a_step_without_a_check_gets_a_name_that_is_free(tmp_path: Path) -> None:
    steps = (
        Step(text=Text(words="a"), place="vak-1", check="vak-1"),
        Step(text=Text(words="b"), place="vak-1"),
        Step(text=Text(words="c")),
    )
    task = Task(title=Text(words="x"), items=steps)
    assert new_name(task, steps[1]) == "vak-1-2"
    assert new_name(task, steps[2]) == "controle-1"
    assert subject_of(tmp_path, task, steps[2], "controle-1").step == 3, "to the coach it is that of step 3"
    assert [subject_of(tmp_path, task, steps[2], name).step for name in ("vak-1-2", "controle")] == [0, 0]


def test_the_window_does_not_load_opencv(tmp_path: Path) -> None:
    load = "import sys, oss_app.app.teach, oss_app.ui.desk.teach.page"
    code = f"{load}; print([m for m in ('cv2', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_broken_keepings_are_not_offered(folder: Path) -> None:
    taught(folder)
    (draft_folder(folder) / "check.yaml").write_text("kind: nonsense\n", encoding="utf-8")
    assert kept_of(folder) is None


@pytest.mark.slow
def test_the_command_opens_the_wizard_and_says_what_is_wrong(tmp_path: Path) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "oss_app", "teach", "tandarts", *arguments, "--data", str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert run("sonde-in-vak-2", "--camera", str(assets() / "demo"), "--quit-after", "1").returncode == 0
    wrong = run("nergens")
    assert wrong.returncode == 1
    assert "sonde-in-vak-2" in wrong.stderr
    assert run("pincet").returncode == 1  # no camera was chosen yet


class TestFromTheEditor:
    @pytest.fixture
    def editing(self, tmp_path: Path, qtbot: QtBot) -> Iterator[Editing]:
        fonts.load()
        with nothing_left():
            station = open_station(tmp_path / "data", load("en"))
            station.settings = station.settings.model_copy(update={"camera": str(assets() / "demo")})
            task = station.folders.tasks / "kit"
            task.mkdir()
            text = "taak: De kit\nstappen:\n  - tekst: Leg 1 sonde in vak 2.\n    plek: vak-2\n"
            (task / "task.yaml").write_text(text, encoding="utf-8")
            editing = Editing(station, FakeVoice(), load("en"))
            qtbot.addWidget(editing.window)
            editing.open(task)
            yield editing
            editing.window.close()
            station.close()

    def test_photos_from_the_work_are_kept_while_the_coach_has_the_tick_and_not_before(self, editing: Editing) -> None:
        draft = editing.window.draft
        assert draft is not None
        taught(draft.folder / "checks" / "sonde").answer(lesson.Save(9, PROBE_CHECK, ALL_RIGHT))
        draft.do(SetField(0, "check", "sonde"))
        draft.save()
        editing.checks_changed()
        editing.checks_changed()
        tick = editing.window.editor.side.card.learns
        assert not tick.isHidden()
        assert not tick.isChecked()
        assert not work_photos.consents(draft.folder)
        tick.click()
        assert work_photos.consents(draft.folder)
        work_photos.keep(draft.folder / "checks" / "sonde", [(Answer.DONE, b"now")], date(2026, 11, 27))
        editing.checks_changed()
        assert editing.window.editor.side.card.teach_button.text() == "1 photo from the work"
        tick.click()
        assert not list((draft.folder / "checks").glob(".work*"))

    @pytest.mark.parametrize("saved", [True, False])
    def test_a_step_gets_its_check_when_it_is_saved(self, editing: Editing, saved: bool) -> None:
        draft = editing.window.draft
        assert draft is not None
        editing.open_teach(draft.folder, 0)
        teaching = editing._teaching
        assert teaching is not None
        assert teaching.page.isVisible()
        if saved:
            teaching.course.stage = Stage.SAVED
        teaching.page.close()
        step = draft.task.items[0]
        assert isinstance(step, Step)
        assert step.check == ("vak-2" if saved else None)
        assert ("controle: vak-2" in (draft.folder / "task.yaml").read_text(encoding="utf-8")) is saved

    def test_without_a_loudspeaker_the_editor_says_so(self, editing: Editing) -> None:
        editing.voice_changed(True)
        assert editing.window.editor.note.words == ""
        editing.voice_changed(False)
        assert editing.window.editor.note.words.startswith("There is no sound.")

    def test_without_a_camera_the_editor_says_so(self, editing: Editing) -> None:
        editing._station.settings = editing._station.settings.model_copy(update={"camera": "none"})
        draft = editing.window.draft
        assert draft is not None
        editing.open_teach(draft.folder, 0)
        assert editing._teaching is None
        assert editing.window.editor.note.words.startswith("No camera is set.")
