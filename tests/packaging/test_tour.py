"""The tour of the program: pictures of two systems are told apart, and wine gets what it lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from steps import lent, tour

from tests.packaging.conftest import need

WINE = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows")


def pictures(folder: Path, shift: int = 0) -> Path:
    """A picture of each name: a dark square on white, ``shift`` pixels to the right in one of the worker's."""
    folder.mkdir()
    for name in tour.SHOWN:
        picture = Image.new("RGB", (200, 100), "white")
        left = 50 + (shift if name == "step" else 0)
        ImageDraw.Draw(picture).rectangle((left, 20, left + 39, 59), fill="black")
        picture.save(folder / f"{name}.png")
    return folder


def test_pictures_that_are_alike_pass(tmp_path: Path) -> None:
    need("compare", "imagemagick")
    tour.compare(pictures(tmp_path / "windows"), pictures(tmp_path / "linux", shift=1))


def test_a_picture_that_is_another_is_named(tmp_path: Path) -> None:
    need("compare", "imagemagick")
    with pytest.raises(SystemExit, match="step"):
        tour.compare(pictures(tmp_path / "windows"), pictures(tmp_path / "linux", shift=20))


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
