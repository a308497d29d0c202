"""The tour of the program: pictures of two systems are told apart, and wine gets what it lacks."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from steps import kit, lent, tour

from tests.packaging.conftest import need

WINE = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")


SCREEN = 1920 * 1080


def picture(file: Path, shift: int = 0, word: str = "Klaar", is_there: bool = True) -> Path:
    """A piece of a page: a photo, and a button beside it."""
    made = Image.new("RGB", (480, 200), "white")
    draw = ImageDraw.Draw(made)
    draw.rectangle((0, 0, 90, 199), fill="#B08050")
    if is_there:
        draw.rounded_rectangle((120 + shift, 50, 420 + shift, 150), 18, outline="#205060", width=3)
        draw.text((160 + shift, 76), word, fill="#103040", font_size=44)
    made.save(file)
    return file


@pytest.mark.parametrize(
    ("other", "least"),
    [({"shift": 12}, tour.WORD), ({"word": "Terug"}, tour.WORD), ({"is_there": False}, tour.CONTROL)],
)
def test_another_word_and_a_button_that_moved_or_is_gone_are_seen(
    other: dict[str, Any], least: float, tmp_path: Path
) -> None:
    need("convert", "imagemagick")
    files = picture(tmp_path / "windows.png"), picture(tmp_path / "linux.png", **other)
    told = tmp_path / "told.png"
    found = max(tour.missing(*files, told), tour.missing(*files[::-1], told))
    assert found * 480 * 200 > least * SCREEN


def test_what_stands_a_little_elsewhere_is_the_same(tmp_path: Path) -> None:
    need("convert", "imagemagick")
    here, there = picture(tmp_path / "windows.png"), picture(tmp_path / "linux.png", shift=tour.REACH)
    assert tour.missing(here, there, tmp_path / "told.png") == 0
    assert tour.missing(there, here, tmp_path / "told.png") == 0


def test_the_picture_that_is_another_is_named(tmp_path: Path) -> None:
    need("convert", "imagemagick")
    for system in ("windows", "linux"):
        (tmp_path / system).mkdir()
        for name in tour.SHOWN:
            picture(tmp_path / system / f"{name}.png", word="Klaar" if (system, name) != ("linux", "step") else "Terug")
    with pytest.raises(SystemExit, match="other things: step "):
        tour.compare(tmp_path / "windows", tmp_path / "linux")


def test_the_stand_ins_offer_all_that_wines_own_did_and_what_it_lacks(tmp_path: Path) -> None:
    need("x86_64-w64-mingw32-gcc", "gcc-mingw-w64-x86-64-win32")
    if not (WINE / "ucrtbase.dll").exists():
        pytest.skip("wine64 is not here: apt-get install wine64")
    for name in ("ucrtbase.dll", "mscms.dll"):
        shutil.copy(WINE / name, tmp_path / name)
    before = lent.offered(tmp_path / "ucrtbase.dll")
    lent.lend(tmp_path)
    after = lent.offered(tmp_path / "ucrtbase.dll")
    assert set(before) <= set(after)
    assert {"cpow", "cpowf", "cpowl", "cabs", "_locking"} <= set(after)
    assert (tmp_path / "wineucrtbase.dll").exists()
    assert "ucnv_open" in lent.offered(tmp_path / "icuuc.dll")
    assert "ProcessPrng" in lent.offered(tmp_path / "bcryptprimitives.dll")
    assert not list(tmp_path.glob("*.c"))


class Bench:
    """A desk at which every window comes; a picture is a word in a file."""

    environment: Mapping[str, str] = {}

    def press(self, key: str) -> None: ...
    def type_(self, words: str) -> None: ...

    def has_window(self, process: int, patience_s: float) -> bool:
        return True

    def picture(self, file: Path) -> None:
        file.write_text("seen")


def test_a_tour_that_fails_tells_what_the_program_wrote_and_how_the_screen_was(tmp_path: Path) -> None:
    (tmp_path / "data" / "log").mkdir(parents=True)
    (tmp_path / "data" / "log" / "oss-app.log").write_text("a\nThe process eye hangs.\n", encoding="utf-8")
    program = [sys.executable, "-c", "import time; time.sleep(600)"]
    worker = kit.Worker(program, Bench(), tmp_path / "data", tmp_path / "failed.png")
    with (
        pytest.raises(SystemExit, match=r"step 4 was never seen\n.*\n.*\n  The process eye hangs\."),
        worker.at() as running,
    ):
        raise SystemExit("step 4 was never seen")
    assert running.poll() is not None
    assert (tmp_path / "failed.png").read_text() == "seen"
