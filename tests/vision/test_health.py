"""When a camera counts as lost, black or frozen, and when as good again."""

from __future__ import annotations

import numpy as np
import pytest

from oss_app.vision.frame_grabber import BLACK_FRAMES, FROZEN_FRAMES, CameraTrouble, Health
from oss_app.vision.picture import Picture

FPS = 30


class Feed:
    """Feeds a health with frames at 30 a second."""

    def __init__(self, can_freeze: bool = True) -> None:
        self.now = 100.0
        self.health = Health(self.now)
        self.health.can_freeze = can_freeze
        self._random = np.random.default_rng(0)

    def noise(self, mean: float = 100, spread: int = 8) -> Picture:
        values = self._random.integers(-spread, spread + 1, (90, 160, 3)) + mean
        return np.clip(values, 0, 255).astype(np.uint8)

    def show(self, frame: Picture) -> CameraTrouble | None:
        self.now += 1 / FPS
        self.health.saw(frame, self.now)
        return self.health.trouble(self.now)

    def wait(self, seconds: float) -> CameraTrouble | None:
        self.now += seconds
        return self.health.trouble(self.now)


@pytest.fixture
def feed() -> Feed:
    return Feed()


def test_a_live_picture_is_good(feed: Feed) -> None:
    assert {feed.show(feed.noise()) for _ in range(200)} == {None}


def test_a_camera_may_take_a_while_to_open_but_under_2_s(feed: Feed) -> None:
    assert feed.wait(1.8) is None
    assert feed.wait(0.15) is CameraTrouble.NO_FRAMES
    assert feed.show(feed.noise()) is None


def test_no_frames_are_noticed_a_second_after_the_last(feed: Feed) -> None:
    feed.show(feed.noise())
    assert feed.wait(0.9) is None
    assert feed.wait(0.2) is CameraTrouble.NO_FRAMES


def test_a_camera_that_says_it_is_gone_is_gone_at_once(feed: Feed) -> None:
    feed.show(feed.noise())
    feed.health.lost(feed.now)
    assert feed.wait(0) is CameraTrouble.NO_FRAMES


def test_the_tenth_identical_frame_is_frozen(feed: Feed) -> None:
    frame = feed.noise()
    assert [feed.show(frame.copy()) for _ in range(FROZEN_FRAMES)] == [None] * (FROZEN_FRAMES - 1) + [
        CameraTrouble.FROZEN
    ]
    assert feed.show(feed.noise()) is None


def test_one_different_pixel_is_not_frozen(feed: Feed) -> None:
    frame = feed.noise()
    for i in range(3 * FROZEN_FRAMES):
        frame = frame.copy()
        frame[1, 1, 0] = i  # a place that the quick look does not see
        assert feed.show(frame) is None


def test_a_replay_may_show_one_picture_for_long() -> None:
    feed = Feed(can_freeze=False)
    frame = feed.noise()
    assert {feed.show(frame) for _ in range(100)} == {None}


def test_black_frames_are_black_after_a_few(feed: Feed) -> None:
    shown = [feed.show(feed.noise(mean=1, spread=1)) for _ in range(BLACK_FRAMES)]
    assert shown == [None] * (BLACK_FRAMES - 1) + [CameraTrouble.BLACK]
    assert feed.show(feed.noise()) is None


def test_a_dark_bench_is_not_a_black_camera(feed: Feed) -> None:
    dark_but_textured = feed.noise(mean=5, spread=5)
    dark_but_textured[40:60, 40:60] = 40
    assert {feed.show(np.roll(dark_but_textured, i, 0)) for i in range(3 * BLACK_FRAMES)} == {None}
