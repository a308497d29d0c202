"""Large photos are kept as they were shown: the same picture, decoded in a part of the time, and safe to lose."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from oss_app.core.profile import HelpLevel, Profile
from oss_app.player.screen import Picture
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.pictures import PictureReady, Wanted, read
from oss_app.ui.kit.small_photos import SmallPhotos
from tests.ui.screens import EXTENT, SHORT, STEP, TILES, TWO_TILES

PATIENCE_MS = 30_000


def photo(path: Path, kind: str = "JPEG", size: tuple[int, int] = (4000, 3000)) -> Path:
    rough = Image.effect_noise((size[0] // 40, size[1] // 40), 90).resize(size, Image.Resampling.BICUBIC)
    turned = Image.Exif()
    turned[0x0112] = 6
    Image.merge("RGB", (rough, rough, ImageChops.add(rough, rough, 3))).save(path, kind, quality=90, exif=turned)
    return path


@pytest.fixture
def small(tmp_path: Path) -> Iterator[SmallPhotos]:
    made = SmallPhotos(tmp_path / "small")
    yield made
    made.close()


def kept(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "small").glob("*.photo"))


def pixels(ready: PictureReady | None) -> Image.Image:
    assert ready is not None
    image = ready.image.convertToFormat(QImage.Format.Format_RGB888)
    size = image.width(), image.height()
    return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine())


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted(Path("photo.jpg"), 900, 1000),
        Wanted(Path("photo.jpg"), 1300, 700, place=(0.4, 0.4, 0.6, 0.5), cut=0.3),
        Wanted(Path("photo.jpg"), 800, 600, place=(0.4, 0.4, 0.6, 0.5), zoomed=True),
    ],
)
def test_what_is_kept_is_the_same_picture(wanted: Wanted, small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    wanted = replace(wanted, path=photo(tmp_path / "photo.jpg"))
    whole = read(wanted)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    again = small.read(wanted)
    assert whole and again
    assert again.framing == whole.framing
    difference = ImageChops.difference(pixels(whole), pixels(again)).convert("L").histogram()
    assert sum(level * n for level, n in enumerate(difference)) / sum(difference) < 4


def test_it_takes_a_part_of_the_work(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    wanted = Wanted(photo(tmp_path / "photo.jpg"), 1440, 810)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)

    def work(of: Callable[[Wanted], PictureReady | None], clock: Callable[[], float] = time.process_time) -> float:
        began = clock()
        assert of(wanted)
        return clock() - began

    assert min(work(small.read) for _ in range(4)) < 0.7 * min(work(read) for _ in range(4))
    here, everywhere = (
        min(work(small.read, clock) for _ in range(4)) for clock in (time.thread_time, time.process_time)
    )
    assert here < 0.7 * everywhere, "one processor has it all to do"


def test_where_its_strips_meet_nothing_is_seen(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    smooth = Image.linear_gradient("L").resize((4000, 3000), Image.Resampling.BICUBIC)
    Image.merge("RGB", (smooth, smooth.rotate(180), smooth)).save(tmp_path / "photo.jpg", quality=95)
    wanted = Wanted(tmp_path / "photo.jpg", 1000, 750)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    picture = pixels(small.read(wanted))
    rows = [picture.getpixel((500, y)) for y in range(picture.height)]
    steps = [
        abs(a[0] - b[0]) + abs(a[1] - b[1]) for a, b in pairwise(rows) if isinstance(a, tuple) and isinstance(b, tuple)
    ]
    assert max(steps) <= 6


def test_a_photo_that_was_changed_is_read_anew(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    wanted = Wanted(photo(tmp_path / "photo.jpg"), 900, 600)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    Image.new("RGB", (4000, 3000), "#C03020").save(wanted.path)
    assert pixels(small.read(wanted)).getpixel((10, 10)) == pytest.approx((192, 48, 32), abs=4)


def test_reading_leaves_no_trace_of_when(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    wanted = Wanted(photo(tmp_path / "photo.jpg"), 900, 600)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    os.utime(kept(tmp_path)[0], (1, 1))
    changed = kept(tmp_path)[0].stat().st_ctime_ns
    assert small.read(wanted)
    assert (kept(tmp_path)[0].stat().st_mtime, kept(tmp_path)[0].stat().st_ctime_ns) == (1, changed)


@pytest.mark.parametrize("damage", [b"", b"\xff\xd8\xff", b"nothing", b'{"framing": []}\n'])
def test_what_is_damaged_or_gone_is_decoded_whole(
    damage: bytes, small: SmallPhotos, tmp_path: Path, qtbot: QtBot
) -> None:
    wanted = Wanted(photo(tmp_path / "photo.jpg"), 900, 600)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    [file] = kept(tmp_path)
    file.write_bytes(damage)
    assert pixels(small.read(wanted)).size == pixels(read(wanted)).size
    file.unlink(missing_ok=True)
    assert pixels(small.read(wanted)).size == pixels(read(wanted)).size


def test_what_the_power_was_cut_over_is_made_anew(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    wanted = Wanted(photo(tmp_path / "photo.jpg"), 900, 1000)
    small.make([wanted])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    whole = kept(tmp_path)[0].read_bytes()
    kept(tmp_path)[0].write_bytes(bytes(len(whole)))  # as a file system gives it back: its length, and nothing in it
    assert small.read(wanted) is not None
    small.make([wanted])
    qtbot.waitUntil(lambda: [file.read_bytes() for file in kept(tmp_path)] == [whole], timeout=PATIENCE_MS)


@pytest.mark.slow
def test_drawings_and_small_photos_are_not_kept(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    drawing = Wanted(photo(tmp_path / "drawing.png", "PNG"), 900, 600)
    little = Wanted(photo(tmp_path / "little.jpg", size=(1000, 700)), 900, 600)
    last = Wanted(photo(tmp_path / "last.jpg"), 900, 600)
    small.make([drawing, little, last])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    assert len(kept(tmp_path)) == 1


@pytest.mark.slow
def test_the_folder_keeps_its_bound_and_the_oldest_goes_first(tmp_path: Path, qtbot: QtBot) -> None:
    wanted = [Wanted(photo(tmp_path / f"{n}.jpg"), 900, 600) for n in range(3)]
    for n in range(3):
        Image.effect_noise((4000, 3000), 20 + n).convert("RGB").save(wanted[n].path)
    room = SmallPhotos(tmp_path / "small")
    room.make(wanted[:1])
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 1, timeout=PATIENCE_MS)
    room.close()
    [first] = kept(tmp_path)
    os.utime(first, (1, 1))
    tight = SmallPhotos(tmp_path / "small", limit=round(2.5 * first.stat().st_size))
    tight.make(wanted[1:])
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 2 and first not in kept(tmp_path), timeout=PATIENCE_MS)
    tight.close()


def test_where_nothing_can_be_kept_the_photo_is_shown_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "in-the-way").write_text("")
    nowhere = SmallPhotos(tmp_path / "in-the-way")
    wanted = Wanted(photo(tmp_path / "photo.jpg"), 900, 600)
    nowhere.make([wanted])
    assert nowhere.read(wanted)
    nowhere.close()


def test_the_workers_page_keeps_what_it_shows(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    view = PlayerView(small=small)
    qtbot.addWidget(view)
    view.resize(1920, 1080)
    view.set_profile(Profile(), EXTENT, 3.6)
    picture = Picture(photo(tmp_path / "photo.jpg"))
    screen = replace(STEP, picture=picture)
    view.show_screen(screen)
    wanted = view.wanted(screen)
    assert wanted
    view.keep_small([picture])
    qtbot.waitUntil(lambda: bool(kept(tmp_path)), timeout=PATIENCE_MS)
    small.make([wanted, replace(wanted, width=300)])
    qtbot.waitUntil(lambda: len(kept(tmp_path)) > 1, timeout=PATIENCE_MS)
    assert len(kept(tmp_path)) == 2, "another size was kept than the one that is shown"
    view.close_down()


def test_what_several_steps_share_is_kept_as_it_stands_there(small: SmallPhotos, tmp_path: Path, qtbot: QtBot) -> None:
    view = PlayerView(small=small)
    qtbot.addWidget(view)
    view.resize(1920, 1080)
    view.set_profile(Profile(level=HelpLevel.SHORT), TWO_TILES, 3.6)
    picture = Picture(photo(tmp_path / "photo.jpg"))
    view.show_screen(replace(SHORT, tiles=tuple(replace(tile, picture=picture) for tile in TILES[:2])))
    [wanted] = view.spread.wanted([picture])
    view.keep_small([picture])
    qtbot.waitUntil(lambda: len(kept(tmp_path)) == 2, timeout=PATIENCE_MS)  # the other: where a step stands alone
    small.make([wanted, replace(wanted, width=100)])
    qtbot.waitUntil(lambda: len(kept(tmp_path)) > 2, timeout=PATIENCE_MS)
    assert len(kept(tmp_path)) == 3, "another size was kept than the one that is shown"
    view.close_down()
