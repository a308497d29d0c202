"""How long a step change holds the screen up, with photos of 12 megapixels: read ahead, and not.

Targets: 16 ms where the next photo is there, 50 ms until a photo shows that was not; on 4K twice that, and 60 ms where
the photo was shown here at another time. Processor time
is held to them, since a shared computer adds waiting that is not ours; the benchmarks show the time that passes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from oss_app.core.profile import Profile
from oss_app.player.screen import Picture, Screen
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.pictures import read
from oss_app.ui.kit.small_photos import SmallPhotos
from tests.ui.screens import EXTENT, PROBE, STEP

READY_MS, UNREADY_MS = 16.0, 50.0
ROUNDS = 12
DESK, FOUR_K = (1920, 1080, 3.6), (3840, 2160, 6.425)


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A JPEG of 4000 x 3000 pixels with as much in it as a photo of a bench."""
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(QColor("#B0B0A8"))
    chance = random.Random(12)
    painter = QPainter(image)
    for _ in range(6000):
        colour = QColor(*(chance.randrange(256) for _ in range(3)))
        painter.fillRect(chance.randrange(4000), chance.randrange(3000), 70, 50, colour)
    painter.end()
    path = tmp_path_factory.mktemp("photo") / "photo.jpg"
    assert image.save(str(path), "JPEG", 90)
    return path.read_bytes()


class Desk:
    """A view and steps whose photos have never been read before."""

    def __init__(self, photo: bytes, folder: Path, qtbot: QtBot, size: tuple[int, int, float]) -> None:
        self._photo, self._folder, self._numbers, self._qtbot = photo, folder, count(), qtbot
        self.small = SmallPhotos(folder / "small")
        self.view = PlayerView(small=self.small)
        qtbot.addWidget(self.view)
        self.view.resize(size[0], size[1])
        self.view.set_profile(Profile(), EXTENT, size[2])
        self.view.show()
        self.settle(self.fresh())

    def fresh(self) -> Screen:
        """A step with a photo of its own."""
        number = next(self._numbers)
        path = self._folder / f"{number}.jpg"
        path.write_bytes(self._photo)
        sentence = f"Leg {number} sondes in vak 2."
        return replace(STEP, turn=100 + number, sentence=sentence, picture=Picture(path, PROBE, "2"))

    def settle(self, screen: Screen) -> None:
        """Show a step and wait until all is still."""
        self.view.show_screen(screen)
        self._qtbot.waitUntil(lambda: not (self.view.is_waiting or self.view.is_fading), timeout=10_000)

    def ahead(self) -> Screen:
        """A step whose photo has been read ahead."""
        screen = self.fresh()
        assert screen.picture is not None
        with self._qtbot.waitSignal(self.view.pictures.arrived, timeout=10_000):
            self.view.prepare([screen.picture])
        self._qtbot.waitUntil(lambda: not self.view.is_fading, timeout=10_000)
        return screen

    def seen_before(self) -> Screen:
        """A step whose photo was shown here at another time, and is kept at the size it was shown."""
        screen = self.fresh()
        assert screen.picture is not None
        kept = len(list(self._folder.glob("small/*.photo")))
        self.view.keep_small([screen.picture])
        self._qtbot.waitUntil(lambda: len(list(self._folder.glob("small/*.photo"))) > kept, timeout=30_000)
        return screen

    def change(self, screen: Screen) -> None:
        """What a step change costs the screen: the new values, and their first picture."""
        self.view.show_screen(screen)
        self.view.repaint()

    def change_and_wait(self, screen: Screen) -> None:
        self.change(screen)
        self._qtbot.waitUntil(lambda: not self.view.is_waiting, timeout=10_000)
        self.view.repaint()


@pytest.fixture(params=[DESK, FOUR_K], ids=["1920x1080", "3840x2160"])
def desk(request: pytest.FixtureRequest, photo: bytes, qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(photo, tmp_path, qtbot, request.param)
    yield desk
    desk.view.close_down()


@pytest.mark.benchmark(group="step change, photo read ahead")
def test_a_photo_that_was_read_ahead(desk: Desk, benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(desk.change, setup=lambda: ((desk.ahead(),), {}), rounds=ROUNDS, warmup_rounds=2)


@pytest.mark.benchmark(group="step change, photo not read yet")
def test_a_photo_that_was_not(desk: Desk, benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(desk.change_and_wait, setup=lambda: ((desk.fresh(),), {}), rounds=ROUNDS, warmup_rounds=2)


@pytest.mark.benchmark(group="step change, photo not read yet")
def test_a_photo_that_was_seen_at_another_time(desk: Desk, benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(desk.change_and_wait, setup=lambda: ((desk.seen_before(),), {}), rounds=ROUNDS, warmup_rounds=2)


@pytest.mark.parametrize(("size", "unready_ms"), [(DESK, UNREADY_MS), (FOUR_K, 2 * UNREADY_MS)], ids=["desk", "4K"])
def test_a_step_shows_at_once_with_or_without_its_photo(
    photo: bytes,
    qtbot: QtBot,
    tmp_path: Path,
    size: tuple[int, int, float],
    unready_ms: float,
    record_property: Callable[[str, object], None],
) -> None:
    desk = Desk(photo, tmp_path, qtbot, size)
    ready, shown, reading = [], [], []
    for _ in range(ROUNDS):
        screen = desk.ahead()
        ready.append(worked(lambda screen=screen: desk.change(screen)))
        desk.settle(screen)
        screen = desk.fresh()
        wanted = desk.view.wanted(screen)
        assert wanted is not None
        reading.append(worked(lambda wanted=wanted: read(wanted)))
        shown.append(worked(lambda screen=screen: desk.change(screen)))
        desk.settle(screen)
    desk.view.close_down()
    figures = {"ready": min(ready), "shown at once": min(shown), "with its photo": min(reading) + min(ready)}
    record_property("milliseconds", figures | {"targets": (READY_MS, READY_MS, unready_ms)})
    assert min(shown) < min(reading) + min(ready), "the step waited for its photo"


def worked(act: Callable[[], object]) -> float:
    """Milliseconds of work of this thread."""
    start = time.thread_time()
    act()
    return (time.thread_time() - start) * 1000
