"""Each kind of check on a drawn bench: what is done, what is not, and when it cannot tell."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.core.verdict import Answer, Look, Reason
from oss_app.vision.detectors import KINDS, build, build_region
from oss_app.vision.detectors.code import as_one_number, texts
from oss_app.vision.detectors.region import RegionDetector
from oss_app.vision.photos import encode, load
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import scene_of
from oss_app.vision.teach import Lesson, Side
from tests.conftest import RECORDED
from tests.vision.bench_pictures import PLACE, bench, lit, moved, shots, with_arm
from tests.vision.tiny_model import write_bright_box_model

Options = Mapping[str, str | int | float | bool | list[float]]


def check_of(kind: CheckKind, options: Options | None = None) -> Check:
    return Check(name="place", kind=kind, region=PLACE, options=options or {})


def taught(folder: Path, check: Check, done: str, *not_done: str, count: int = 5) -> RegionDetector:
    """A detector taught with ``count`` photos of done and of the first of not done, and one of each of the others."""
    return stored(folder, check, lesson_files(check.kind, tuple(check.options.items()), done, not_done, count))


@cache
def lesson_files(
    kind: CheckKind, options: tuple[tuple[str, object], ...], done: str, not_done: tuple[str, ...], count: int
) -> Mapping[str, bytes]:
    lesson = Lesson(check_of(kind, dict(options)), encode(bench()))
    first, *others = not_done
    wrong = [*shots(first, count), *(shot for item in others for shot in shots(item, 1))]
    for side, frames in ((Side.DONE, shots(done, count)), (Side.NOT_DONE, wrong)):
        for frame in frames:
            assert not isinstance(lesson.add(side, frame), Reason)
    return lesson.files()


def stored(folder: Path, check: Check, files: Mapping[str, bytes]) -> RegionDetector:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return build_region(check, folder, None)


def plain(folder: Path, kind: CheckKind, options: Options) -> RegionDetector:
    return stored(folder, check_of(kind, options), {"reference.jpg": encode(bench())})


def one(detector: RegionDetector, frame: Picture) -> Look:
    return detector.judge(scene_of(cv2.imdecode(np.frombuffer(encode(bench()), np.uint8), 1)).see(frame))


def later(item: str) -> list[Picture]:
    """Frames that were not taught: other noise, light and movement."""
    return [lit(moved(bench(item, seed=90 + n), 4 - 3 * n, n, n - 1.5), 0.75 + 0.12 * n, 0.2 * n) for n in range(4)]


def test_each_kind_has_a_detector() -> None:
    assert set(KINDS) == set(CheckKind) - {CheckKind.KIT, CheckKind.SIGNAL}  # made of the others; said by a device


@pytest.mark.slow
def test_something_lies_here_whatever_it_is(tmp_path: Path) -> None:
    detector = taught(tmp_path, check_of(CheckKind.OCCUPIED), "pen", "")
    assert [one(detector, f).answer for f in later("pen")] == [Answer.DONE] * 4
    assert [one(detector, f).answer for f in later("disc")] == [Answer.DONE] * 4
    looks = [one(detector, f) for f in later("")]
    assert [(look.answer, look.reason) for look in looks] == [(Answer.NOT_DONE, Reason.EMPTY)] * 4


@pytest.mark.slow
def test_the_place_is_empty(tmp_path: Path) -> None:
    detector = taught(tmp_path, check_of(CheckKind.EMPTY), "", "pen")
    assert [one(detector, f).answer for f in later("")] == [Answer.DONE] * 4
    for item in ("pen", "pliers"):
        looks = [one(detector, f) for f in later(item)]
        assert [(look.answer, look.reason) for look in looks] == [(Answer.NOT_DONE, Reason.OCCUPIED)] * 4


def test_the_right_item(tmp_path: Path) -> None:
    detector = taught(tmp_path, check_of(CheckKind.RIGHT_ITEM), "pliers", "", "pen")
    assert [one(detector, f).answer for f in later("pliers")] == [Answer.DONE] * 4
    assert {one(detector, f).reason for f in later("")} == {Reason.EMPTY}
    for wrong in ("pen", "disc"):  # the disc was never shown
        assert [one(detector, f).answer for f in later(wrong)] == [Answer.NOT_DONE] * 4
        assert {one(detector, f).reason for f in later(wrong)} == {Reason.WRONG_ITEM}


def test_what_was_learnt_for_one_watch_serves_the_next(tmp_path: Path) -> None:
    check = check_of(CheckKind.OCCUPIED)
    taught(tmp_path, check, "pen", "")
    photo = tmp_path / "done" / "01.jpg"
    at, size = photo.stat().st_mtime_ns, photo.stat().st_size
    photo.write_bytes(bytes(size))
    os.utime(photo, ns=(at, at))
    assert one(build_region(check, tmp_path, None), later("pen")[0]).answer is Answer.DONE  # not read again


@pytest.mark.slow
def test_a_check_that_was_taught_anew_is_learnt_anew(tmp_path: Path) -> None:
    check = check_of(CheckKind.RIGHT_ITEM)
    taught(tmp_path, check, "pen", "")
    assert one(build_region(check, tmp_path, None), later("pen")[0]).answer is Answer.DONE
    assert one(taught(tmp_path, check, "disc", ""), later("pen")[0]).answer is Answer.NOT_DONE
    photo = tmp_path / "done" / "01.jpg"
    photo.write_bytes(b"no photo")
    with pytest.raises(UserError):
        build_region(check, tmp_path, None)


@pytest.mark.slow
def test_scores_lie_between_0_and_1_and_agree_with_the_answer(tmp_path: Path) -> None:
    detector = taught(tmp_path, check_of(CheckKind.RIGHT_ITEM), "pen", "")
    looks = [one(detector, f) for item in ("pen", "disc", "") for f in later(item)]
    assert all(0 <= look.score <= 1 and (look.answer is Answer.DONE) is (look.score >= 0.5) for look in looks)


@pytest.mark.slow
def test_a_count_that_was_taught_is_not_another(tmp_path: Path) -> None:
    check = check_of(CheckKind.COUNT, {"count": 4})
    taught(tmp_path, check, "pen", "")
    assert build(check, tmp_path, 4)
    with pytest.raises(UserError, match="taught with 4, and the step asks for 3"):
        build(check, tmp_path, 3)


@pytest.mark.parametrize("kind", [CheckKind.OCCUPIED, CheckKind.EMPTY, CheckKind.RIGHT_ITEM])
def test_a_hand_cannot_tell(tmp_path: Path, kind: CheckKind) -> None:
    sides = ("", "pen") if kind is CheckKind.EMPTY else ("pen", "")
    detector = taught(tmp_path, check_of(kind), *sides)
    for item in ("pen", ""):
        looks = [one(detector, with_arm(f)) for f in later(item)]
        assert [(look.answer, look.reason) for look in looks] == [(Answer.CANNOT_TELL, Reason.HAND)] * 4


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda f: (f * 0.05).astype(np.uint8), Reason.TOO_DARK),
        (lambda f: np.clip(f.astype(np.float32) * 4 + 60, 0, 255).astype(np.uint8), Reason.TOO_BRIGHT),
        (lambda f: cv2.GaussianBlur(f, (0, 0), 6), Reason.BLURRED),
        (lambda f: cv2.resize(np.rot90(f), f.shape[1::-1]), Reason.NO_TRAY),
    ],
    ids=["dark", "bright", "blurred", "turned"],
)
def test_a_poor_picture_cannot_tell(tmp_path: Path, spoil: object, reason: Reason) -> None:
    assert callable(spoil)
    detector = taught(tmp_path, check_of(CheckKind.OCCUPIED), "pen", "", count=3)
    look = one(detector, spoil(bench("pen", seed=44)))
    assert look.answer is Answer.CANNOT_TELL
    assert look.reason is reason


def test_motion_is_noticed_in_a_stream(tmp_path: Path) -> None:
    detector = taught(tmp_path, check_of(CheckKind.OCCUPIED), "pen", "")
    assert detector.look(bench("pen", seed=1)).answer is Answer.DONE
    assert detector.look(bench("pen", seed=2)).answer is Answer.DONE
    look = detector.look(bench("disc", seed=3))
    assert (look.answer, look.reason) == (Answer.CANNOT_TELL, Reason.MOVING)
    assert detector.look(bench("disc", seed=4)).answer is Answer.DONE
    assert detector.outline is not None
    assert np.abs(np.array(detector.outline) - np.array(PLACE)).max() < 0.01


def test_an_untaught_check_and_a_missing_photo_are_said_in_words(tmp_path: Path) -> None:
    check = check_of(CheckKind.OCCUPIED)
    with pytest.raises(UserError, match=r"reference\.jpg is missing"):
        build(check, tmp_path, None)
    (tmp_path / "reference.jpg").write_bytes(encode(bench()))
    with pytest.raises(UserError, match="not taught yet"):
        build(check, tmp_path, None)
    (tmp_path / "reference.jpg").write_bytes(b"no picture")
    with pytest.raises(UserError, match="is not a picture"):
        build(check, tmp_path, None)


def pasted(small: Picture) -> Picture:
    frame = bench(seed=5)
    height, width = small.shape[:2]
    frame[170 : 170 + height, 200 : 200 + width] = small if small.ndim == 3 else small[:, :, None]
    return frame


def qr(text: str) -> Picture:
    code = zxingcpp.write_barcode_to_image(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode), scale=3)
    return np.asarray(code)


def test_a_code_with_the_right_text(tmp_path: Path) -> None:
    detector = plain(tmp_path, CheckKind.CODE, {"text": "LOT 7"})
    assert one(detector, moved(pasted(qr("LOT 7")), 3, -2, 1)).answer is Answer.DONE
    wrong = one(detector, pasted(qr("LOT 8")))
    assert (wrong.answer, wrong.reason) == (Answer.NOT_DONE, Reason.WRONG_ITEM)
    assert one(detector, bench(seed=6)).reason is Reason.EMPTY


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("036000291452", "0036000291452", True),  # UPC-A as printed, and as it is read
        ("0 36000 29145 2", "0036000291452", True),
        ("8712345678906", "08712345678906", True),
        ("036000291452", "036000291453", False),
        ("12", "012", False),
        ("ABC-1", "0ABC-1", False),
    ],
)
def test_an_article_number_is_one_number_however_many_noughts_it_is_read_with(one: str, other: str, same: bool) -> None:
    assert (as_one_number(one) == as_one_number(other)) is same


def test_any_code(tmp_path: Path) -> None:
    assert one(plain(tmp_path, CheckKind.CODE, {}), pasted(qr("LOT 8"))).answer is Answer.DONE


def test_at_least_as_many_codes_as_the_library_alone() -> None:
    photos = sorted(p for p in (RECORDED / "codes").iterdir() if p.suffix in {".png", ".jpg"})
    pictures = [cv2.imread(str(p)) for p in photos]
    alone = sum(bool(zxingcpp.read_barcodes(p)) for p in pictures)
    assert len(pictures) > 40
    assert sum(bool(texts(p)) for p in pictures) >= alone


def test_a_code_that_is_small_or_oblique() -> None:
    code = qr("a longer text, of a small code")
    assert texts(cv2.resize(code, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)) != []
    height, width = code.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), 30, 0.7)
    assert texts(cv2.warpAffine(code, turn, (width, height), borderValue=(255, 255, 255))) != []


def marker(tag: int) -> Picture:
    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    return cv2.copyMakeBorder(
        cv2.aruco.generateImageMarker(dictionary, tag, 60), 12, 12, 12, 12, cv2.BORDER_CONSTANT, value=255
    )


def test_a_marker(tmp_path: Path) -> None:
    detector = plain(tmp_path, CheckKind.MARKER, {"tag": 5})
    assert one(detector, moved(pasted(marker(5)), -3, 4, 2)).answer is Answer.DONE
    wrong = one(detector, pasted(marker(6)))
    assert (wrong.answer, wrong.reason) == (Answer.NOT_DONE, Reason.WRONG_ITEM)
    assert one(detector, bench(seed=7)).reason is Reason.EMPTY
    assert one(detector, with_arm(bench(seed=7))).reason is Reason.HAND


def test_a_colour(tmp_path: Path) -> None:
    red = np.full((90, 90, 3), (30, 30, 210), np.uint8)
    detector = plain(tmp_path / "a", CheckKind.COLOUR, {"red": 210, "green": 30, "blue": 30})
    assert one(detector, pasted(red)).answer is Answer.DONE
    assert one(detector, pasted(red[:, :, ::-1].copy())).answer is Answer.NOT_DONE
    assert one(detector, bench(seed=8)).answer is Answer.NOT_DONE
    with pytest.raises(UserError, match="cannot be used: red, green, blue"):
        plain(tmp_path / "b", CheckKind.COLOUR, {})


def test_an_employers_model(tmp_path: Path) -> None:
    tmp_path.mkdir(exist_ok=True)
    write_bright_box_model(tmp_path / "own.onnx", side=64)
    detector = plain(tmp_path, CheckKind.DETECTOR, {"model": "own.onnx", "side": 64, "label": 1})
    white = np.full((100, 100, 3), 255, np.uint8)
    seen = one(detector, pasted(white))
    assert (seen.answer, seen.count) == (Answer.DONE, 1)
    assert one(detector, lit(bench(seed=9), 0.6)).answer is Answer.NOT_DONE


def test_an_employers_model_stays_in_its_folder(tmp_path: Path) -> None:
    inside = tmp_path / "check"
    inside.mkdir()
    write_bright_box_model(tmp_path / "own.onnx", side=64)
    for model in ("../own.onnx", "missing.onnx"):
        with pytest.raises(UserError, match="not in the folder of the check"):
            plain(inside, CheckKind.DETECTOR, {"model": model})
    (inside / "broken.onnx").write_bytes(b"no model")
    with pytest.raises(UserError, match="cannot be used"):
        plain(inside, CheckKind.DETECTOR, {"model": "broken.onnx"})


def test_settings_that_are_not_a_kinds_own_are_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be used: tagg"):
        plain(tmp_path, CheckKind.MARKER, {"tagg": 5})


def test_checks_of_one_bench_share_the_work(tmp_path: Path) -> None:
    taught(tmp_path / "a", check_of(CheckKind.OCCUPIED), "pen", "", count=3)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    first, second = (load(tmp_path / name, "reference.jpg").reference for name in "ab")
    assert scene_of(first) is scene_of(second)
