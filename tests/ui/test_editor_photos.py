"""Photos that come in: upright, no larger than a screen shows, and silent about where they were made."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from oss_app.core.errors import UserError
from oss_app.files import free_name
from oss_app.media.photo_data import orientation
from oss_app.ui.desk.task.adjust import box_around, cut, lit, point_cut, point_turned, turned
from oss_app.ui.desk.widgets.photo_in import LONGEST, files_in, keep_photo, quick_to_read, read_photo
from tests.ui.editor import photo

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def phone_photo(path: Path, side: int, size: tuple[int, int] = (400, 200)) -> Path:
    """A photo as a phone writes it: lying on its side, with its maker and its place on earth. Its top left is red."""
    image = Image.new("RGB", size, "grey")
    image.paste("red", (0, 0, size[0] // 4, size[1] // 4))
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKE] = side, "Phone of Somebody"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 5.0, 1.0), 3: "E", 4: (5.0, 7.0, 2.0)})
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, exif=exif)
    path.write_bytes(out.getvalue())
    return path


def is_red(colour: QColor) -> bool:
    return colour.red() > 200 and colour.green() < 80


@pytest.mark.parametrize(
    ("side", "size", "corner"),
    [
        (1, (400, 200), (20, 20)),
        (3, (400, 200), (380, 180)),
        (6, (200, 400), (180, 20)),
        (8, (200, 400), (20, 380)),
    ],
)
def test_a_photo_stands_upright(
    tmp_path: Path, side: int, size: tuple[int, int], corner: tuple[int, int], qtbot: QtBot
) -> None:
    kept = keep_photo(read_photo(phone_photo(tmp_path / "in.jpg", side)), tmp_path / "taak", "in")
    data = (tmp_path / "taak" / kept).read_bytes()
    image = QImage.fromData(data)
    assert (image.width(), image.height()) == size
    assert is_red(image.pixelColor(*corner))
    assert orientation(data) == 1


def test_nothing_of_the_phone_comes_along(tmp_path: Path, qtbot: QtBot) -> None:
    source = phone_photo(tmp_path / "in.jpg", 6)
    assert b"Phone of Somebody" in source.read_bytes()
    kept = keep_photo(read_photo(source), tmp_path / "taak", "in")
    with Image.open(tmp_path / "taak" / kept) as found:
        assert dict(found.getexif()) == {}
        assert not {"exif", "comment", "xmp"} & found.info.keys()


def test_words_within_a_png_do_not_come_along(tmp_path: Path, qtbot: QtBot) -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    image.setText("Comment", "52.09, 5.12")
    image.save(str(tmp_path / "in.png"))
    kept = keep_photo(read_photo(tmp_path / "in.png"), tmp_path / "taak", "in")
    data = (tmp_path / "taak" / kept).read_bytes()
    assert b"52.09" not in data
    assert QImage.fromData(data).pixelColor(1, 1) == QColor("white"), "what one could see through becomes white"


def test_a_large_photo_is_made_as_large_as_a_screen_shows(tmp_path: Path, qtbot: QtBot) -> None:
    image = read_photo(photo(tmp_path / "groot.jpg", (6000, 4000)))
    assert max(image.width(), image.height()) == LONGEST
    assert image.width() / image.height() == pytest.approx(1.5, abs=0.01)


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"\xff\xd8\xff\xe0 broken", b"GIF89a", b"%PDF-1.4"], ids=lambda d: d[:6].hex() or "empty"
)
def test_what_is_no_photo_is_refused(tmp_path: Path, data: bytes, qtbot: QtBot) -> None:
    (tmp_path / "x.jpg").write_bytes(data)
    with pytest.raises(UserError):
        read_photo(tmp_path / "x.jpg")


def test_names_are_free_and_fit_every_system(tmp_path: Path) -> None:
    assert free_name(tmp_path, "Leg 1 sonde: in vak 2?", ".jpg") == "leg-1-sonde-in-vak-2.jpg"
    (tmp_path / "FOTO.jpg").touch()
    assert free_name(tmp_path, "foto", ".jpg") == "foto-2.jpg"
    assert free_name(tmp_path, "???", ".jpg") == "foto-2.jpg"


def test_a_folder_that_is_dropped_gives_its_photos_by_name(tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("b.jpg", "a.JPG", "notitie.txt"):
        photo(tmp_path / name) if name.lower().endswith("jpg") else (tmp_path / name).touch()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path))])
    assert [path.name for path in files_in(data)] == ["a.JPG", "b.jpg"]


def test_a_photo_is_turned_cut_and_lit(tmp_path: Path, qtbot: QtBot) -> None:
    image = read_photo(phone_photo(tmp_path / "in.jpg", 1))
    assert is_red(turned(image, True).pixelColor(180, 20))
    assert is_red(turned(image, False).pixelColor(20, 380))
    part = cut(image, (0, 0, 0.25, 0.25))
    assert (part.width(), part.height()) == (100, 50)
    assert is_red(part.pixelColor(50, 25))
    grey = image.pixelColor(300, 100).lightness()
    assert lit(image, 40).pixelColor(300, 100).lightness() > grey > lit(image, -40).pixelColor(300, 100).lightness()


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_place_follows_its_photo(x: float, y: float) -> None:
    assert point_turned(point_turned((x, y), True), False) == pytest.approx((x, y))
    box = (0.2, 0.1, 0.8, 0.9)
    left, top = point_cut((x, y), box)
    if 0.2 <= x <= 0.8 and 0.1 <= y <= 0.9:
        assert (0.2 + left * 0.6, 0.1 + top * 0.8) == pytest.approx((x, y))
    assert 0 <= left <= 1 and 0 <= top <= 1


def test_a_cut_around_a_place_holds_it() -> None:
    assert box_around(((0.4, 0.4), (0.6, 0.4), (0.6, 0.5), (0.4, 0.5))) == pytest.approx((0.28, 0.34, 0.72, 0.56))


@pytest.mark.parametrize(
    ("kind", "size", "how", "quick"),
    [
        ("JPEG", (400, 300), {}, True),
        ("PNG", (400, 300), {}, True),
        ("JPEG", (1200, 900), {"progressive": True}, False),
        ("PNG", (9000, 6000), {}, False),
        ("GIF", (400, 300), {}, False),
    ],
)
def test_only_what_is_read_at_once_keeps_the_window_waiting(
    tmp_path: Path, kind: str, size: tuple[int, int], how: dict[str, bool], quick: bool
) -> None:
    path = tmp_path / "a.jpg"
    Image.new("L", size).save(path, kind, **how)
    assert quick_to_read([path], 4_000_000) is quick
    assert not quick_to_read([path], 10)


@pytest.mark.parametrize("kind", ["GIF", "BMP", "TIFF"])
def test_a_picture_of_an_older_kind_is_taken_over_and_the_window_is_alive(tmp_path: Path, kind: str) -> None:
    """Qt closes a TIFF only when the bytes that it was read from are gone, and falls over that."""
    pages = [Image.effect_noise((120, 90), 80).convert("RGB") for _ in range(3)]
    more = {} if kind == "BMP" else {"save_all": True, "append_images": pages[1:]}
    pages[0].save(tmp_path / "a.jpg", kind, **more)
    for _ in range(5):
        assert read_photo(tmp_path / "a.jpg").size().toTuple() == (120, 90)
    (tmp_path / "a.jpg").write_bytes((tmp_path / "a.jpg").read_bytes()[:100])
    with pytest.raises(UserError):
        read_photo(tmp_path / "a.jpg")


def test_a_picture_of_an_older_kind_stands_upright_too(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    Image.new("RGB", (120, 90)).save(tmp_path / "a.tif", "TIFF", exif=exif)
    assert read_photo(tmp_path / "a.tif").size().toTuple() == (90, 120)
