"""The reference photo is found again when the tray is pushed, turned, lit otherwise or covered; else it says so."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from oss_app.core.verdict import Reason
from oss_app.vision.align import TAG_KINDS, Aligner, tag_cells
from oss_app.vision.picture import Picture
from oss_app.vision.reference_scene import ReferenceScene
from tests.vision.bench_pictures import HEIGHT, LIGHTS, PUSHES, WIDTH, bench, lit, moved, with_arm

CORNERS = np.array([[[100, 90], [560, 90], [560, 330], [100, 330]]], np.float64)
NEAR = 3.0  # pixels
TAGS = {3: (110, 100), 7: (500, 100), 9: (110, 270), 12: (500, 270)}


@pytest.fixture(scope="module")
def aligner() -> Aligner:
    return Aligner(bench())


def miss(aligner: Aligner, frame: Picture, push: tuple[float, float, float]) -> float:
    """By how many pixels the worst corner of the tray is missed; infinite where the aligner gives up."""
    found = aligner.align(frame)
    if not found.is_good:
        return float("inf")
    turn = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), -push[2], 1)
    turn[:, 2] += push[:2]
    true = cv2.transform(CORNERS, turn)
    return float(np.linalg.norm(cv2.perspectiveTransform(CORNERS, found.matrix) - true, axis=2).max())


@pytest.mark.parametrize("push", [(0, 0, 0), (12, -7, 0), (-10, 9, 2), (0, 0, -4), (40, 25, 0), (-35, 20, 6)])
def test_a_pushed_and_turned_tray(aligner: Aligner, push: tuple[float, float, float]) -> None:
    assert miss(aligner, moved(bench("pen", seed=3), *push), push) < NEAR


@pytest.mark.parametrize(("gain", "slope"), [(0.45, 0.0), (1.25, 0.0), (0.8, 0.8), (0.8, -0.8)])
def test_another_light(aligner: Aligner, gain: float, slope: float) -> None:
    push = (8, -6, 1.5)
    assert miss(aligner, lit(moved(bench("disc", seed=4), *push), gain, slope), push) < NEAR


def test_an_arm_over_the_tray(aligner: Aligner) -> None:
    push = (6, 4, -1)
    assert miss(aligner, with_arm(moved(bench(seed=5), *push)), push) < 2 * NEAR


def test_a_frame_of_another_size(aligner: Aligner) -> None:
    found = aligner.align(cv2.resize(bench("pen", seed=6), (WIDTH * 2, HEIGHT * 2)))
    assert found.is_good
    moved_corners = cv2.perspectiveTransform(CORNERS, found.matrix)
    assert np.abs(moved_corners - 2 * CORNERS).max() < 2 * NEAR


@pytest.mark.parametrize(
    "frame",
    [
        np.full((HEIGHT, WIDTH, 3), 120, np.uint8),
        np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3)).astype(np.uint8),
        cv2.resize(np.rot90(bench()), (WIDTH, HEIGHT)),
    ],
    ids=["grey", "noise", "turned a quarter"],
)
def test_what_is_not_the_bench_is_not_found(aligner: Aligner, frame: Picture) -> None:
    assert not aligner.align(np.ascontiguousarray(frame)).is_good


def test_the_same_frame_gives_the_same_answer(aligner: Aligner) -> None:
    frame = moved(bench("pen", seed=8), 30, 20, 5)
    first, second = aligner.align(frame), aligner.align(frame)
    assert (first.matrix == second.matrix).all()
    assert first.quality == second.quality


def with_tags(picture: Picture, tags: dict[int, tuple[int, int]]) -> Picture:
    picture = picture.copy()
    for tag, (x, y) in tags.items():
        cells = np.where(np.array(tag_cells(tag)), 0, 255).astype(np.uint8)
        side = cv2.resize(cells, (42, 42), interpolation=cv2.INTER_NEAREST)
        picture[y - 8 : y + 50, x - 8 : x + 50] = 255
        picture[y : y + 42, x : x + 42] = side[:, :, None]
    return picture


def test_tags_are_used_where_they_are() -> None:
    aligner = Aligner(with_tags(bench(), TAGS))
    push = (90, -20, 12)  # too far for edges and for features
    frame = lit(moved(with_tags(bench("disc", seed=2), TAGS), *push), 0.6, 0.5)
    assert aligner.align(frame).by == "tags"
    assert miss(aligner, frame, push) < NEAR


def symmetrical() -> Picture:
    """A tray of the same places all over."""
    picture = np.full((HEIGHT, WIDTH, 3), (150, 165, 160), np.uint8)
    for top in range(50, 330, 90):
        for left in range(56, 560, 110):
            cv2.rectangle(picture, (left, top), (left + 90, top + 70), (70, 66, 44), 3)
    return picture


@pytest.mark.parametrize(
    ("reference", "looks_turned"),
    [(bench(), False), (symmetrical(), True), (with_tags(symmetrical(), TAGS), False)],
    ids=["lettered", "symmetrical", "with tags"],
)
def test_a_bench_that_looks_the_same_turned_round_is_known(reference: Picture, looks_turned: bool) -> None:
    assert ReferenceScene(reference).looks_turned is looks_turned


def lettered() -> Picture:
    """The same tray with a word on it, which a mirror shows."""
    picture = symmetrical()
    cv2.rectangle(picture, (166, 140), (366, 300), (150, 165, 160), -1)
    cv2.putText(picture, "KIT 7", (170, 240), cv2.FONT_HERSHEY_SIMPLEX, 2.2, (20, 20, 20), 6)
    return picture


FLIPS = pytest.mark.parametrize("flip", [1, 0, -1], ids=["mirrored", "upside down", "turned"])


@pytest.mark.parametrize(
    ("reference", "flip"),
    [(lettered(), 1), (lettered(), 0), (lettered(), -1)] + [(with_tags(symmetrical(), TAGS), flip) for flip in (1, 0)],
)
def test_a_picture_that_the_camera_mirrors_shows_no_tray(reference: Picture, flip: int) -> None:
    scene, frame = ReferenceScene(reference), lit(moved(reference, 5, -4, 0.8), 0.8, 0.3)
    mirrored = np.asarray(cv2.flip(frame, flip))
    assert scene.see(frame).trouble is None
    assert scene.see(mirrored).trouble is Reason.NO_TRAY
    assert scene.follow(mirrored).trouble is Reason.NO_TRAY, "it was so before the watch began"
    assert scene.follow(frame).trouble is None
    assert scene.follow(mirrored).trouble is Reason.NO_TRAY, "it became so while it was watched"
    assert scene.see_since(scene.see(frame), scene.see(mirrored)).trouble is Reason.NO_TRAY


@FLIPS
def test_a_check_that_was_taught_in_a_mirrored_picture_does_not_share_the_bench(flip: int) -> None:
    scene, other = ReferenceScene(lettered()), lit(moved(lettered(), 5, -4, 0.8), 0.8, 0.3)
    assert scene.place(other) is not None
    assert scene.place(np.asarray(cv2.flip(other, flip))) is None


@FLIPS
def test_where_nothing_tells_a_mirrored_bench_it_is_taken_for_itself(flip: int) -> None:
    scene = ReferenceScene(symmetrical())
    for push, (gain, slope) in zip(PUSHES, LIGHTS, strict=True):
        frame = lit(moved(symmetrical(), *push), gain, slope)
        assert scene.see(frame).trouble is None
        assert scene.see(np.asarray(cv2.flip(frame, flip))).trouble is None


@pytest.mark.parametrize(
    ("reference", "looks_mirrored"),
    [(bench(), False), (symmetrical(), True), (with_tags(symmetrical(), TAGS), False)],
    ids=["lettered", "symmetrical", "with tags"],
)
def test_a_bench_that_looks_the_same_mirrored_is_known(reference: Picture, looks_mirrored: bool) -> None:
    assert ReferenceScene(reference).looks_mirrored is looks_mirrored


def test_a_printed_tag_is_the_tag_that_is_read() -> None:
    detector = cv2.aruco.ArucoDetector(cv2.aruco.getPredefinedDictionary(TAG_KINDS))
    for tag in (0, 17, 49):
        picture = with_tags(np.full((200, 200, 3), 255, np.uint8), {tag: (70, 70)})
        assert detector.detectMarkers(picture)[1].ravel().tolist() == [tag]
    with pytest.raises(ValueError, match="tags 0 to 49"):
        tag_cells(50)


def test_a_tray_that_slid_over_a_still_bench_is_followed_near_its_place() -> None:
    still = bench()
    aligner = Aligner(still)
    frame = still.copy()
    frame[84:340, 94:570] = (150, 165, 160)
    frame[90:346, 103:579] = bench(seed=9)[84:340, 94:570]  # the tray alone went 9 right and 6 down
    place = np.array([[192, 160], [320, 160], [320, 280], [192, 280]], np.float64)
    whole = aligner.align(frame)
    near = aligner.near(whole, place)
    found = cv2.perspectiveTransform(place[None], near.matrix)[0]
    assert np.abs(found - (place + np.array([9, 6]))).max() < NEAR
