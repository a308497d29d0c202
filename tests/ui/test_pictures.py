"""Photos: only what they claim to be, upright, at the size they are shown, read beside the work."""

from __future__ import annotations

import struct
import sys
import zlib
from pathlib import Path

import pytest
from PIL import ExifTags, Image
from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter
from pytestqt.qtbot import QtBot

from oss_app.ui.kit.framing import FILL_CUT
from oss_app.ui.kit.pictures import PictureReady, Pictures, Wanted, read
from oss_app.ui.kit.theme import LIGHT

RED, BLUE = QColor("#C03020"), QColor("#2040C0")


def half_and_half(width: int, height: int) -> QImage:
    """Red at the left, blue at the right."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(BLUE)
    painter = QPainter(image)
    painter.fillRect(0, 0, width // 2, height, RED)
    painter.end()
    return image


def saved(image: QImage, path: Path, kind: str) -> Path:
    assert image.save(str(path), kind)
    return path


def is_red(colour: QColor) -> bool:
    return colour.red() > 150 and colour.blue() < 90


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_kinds_of_photo_are_known_by_their_first_bytes_whatever_their_name(kind: str, tmp_path: Path) -> None:
    path = saved(half_and_half(800, 450), tmp_path / "photo.xyz", kind)
    ready = read(Wanted(path, 400, 225))
    assert ready is not None
    assert ready.image.size().toTuple() == (400, 225)
    assert is_red(ready.image.pixelColor(20, 100))
    assert not is_red(ready.image.pixelColor(380, 100))


def test_an_svg_that_calls_itself_png_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>'
    )
    assert read(Wanted(path, 100, 100)) is None


@pytest.mark.parametrize("content", [b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM" + b"\0" * 60, b"GIF89a"])
def test_broken_and_other_files_are_no_photo(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    assert read(Wanted(path, 100, 100)) is None


def test_a_missing_file_is_no_photo(tmp_path: Path) -> None:
    assert read(Wanted(tmp_path / "none.jpg", 100, 100)) is None


def claims(width: int, height: int) -> bytes:
    """A PNG of some bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")
    )


def test_a_bomb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(claims(50_000, 50_000))
    assert read(Wanted(path, 100, 100)) is None


def with_orientation(image: QImage, orientation: int) -> bytes:
    """A JPEG with an EXIF block that says how the camera was held."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "JPEG", 90)
    jpeg = bytes(buffer.data().data())
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, orientation, 0) + b"\0\0\0\0"
    block = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + jpeg[2:]


def test_a_photo_is_turned_as_the_camera_was_held(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(with_orientation(half_and_half(800, 450), 6))  # turn right to see it upright
    ready = read(Wanted(path, 450, 800))
    assert ready is not None
    assert ready.image.size().toTuple() == (450, 800)
    assert is_red(ready.image.pixelColor(225, 40)), "the left of the file is the top of the picture"
    assert not is_red(ready.image.pixelColor(225, 760))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("side", "shown"), [(1, "RB"), (3, "BR"), (2, "BR"), (6, "up R"), (8, "up B"), (5, "up R"), (7, "up B")]
)
def test_which_side_is_up_counts_in_every_kind(tmp_path: Path, kind: str, side: int, shown: str) -> None:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = side
    photo = Image.new("RGB", (80, 40), (32, 64, 192))
    photo.paste((192, 48, 32), (0, 0, 40, 40))
    path = tmp_path / "a"
    photo.save(path, kind, exif=exif)
    ready = read(Wanted(path, 80, 80))
    assert ready is not None
    image = ready.image
    first, last = (image.pixelColor(2, 2), image.pixelColor(image.width() - 3, image.height() - 3))
    assert (image.height() > image.width()) == shown.startswith("up")
    assert is_red(first) == shown.endswith("R") if shown.startswith("up") else is_red(first) == (shown == "RB")
    assert is_red(first) != is_red(last)


def test_only_the_part_that_is_shown_is_kept(tmp_path: Path) -> None:
    path = saved(half_and_half(1600, 900), tmp_path / "photo.png", "PNG")
    place = (0.05, 0.2, 0.4, 0.6)
    ready = read(Wanted(path, 640, 360, place=place, cut=FILL_CUT, zoomed=True))
    assert ready is not None
    assert ready.image.size().toTuple() == (640, 360)
    left, _, right, _ = ready.framing.window
    middle = (0.5 - left) / (right - left) * 640
    assert is_red(ready.image.pixelColor(int(middle) - 12, 180))
    assert not is_red(ready.image.pixelColor(int(middle) + 12, 180))


def test_photos_are_read_in_the_order_they_are_wanted(qtbot: QtBot, tmp_path: Path) -> None:
    paths = [saved(half_and_half(400, 225), tmp_path / f"{n}.png", "PNG") for n in range(4)]
    wanted = [Wanted(path, 200, 112) for path in paths]
    pictures, order = Pictures(), []
    pictures.arrived.connect(order.append)
    pictures.want(wanted)
    pictures.want([wanted[3], wanted[2]])  # the first is under way, the others are no longer wanted
    qtbot.waitUntil(lambda: len(order) == 3)
    pictures.close()
    assert order == [wanted[0], wanted[3], wanted[2]]
    assert pictures.get(wanted[3]) is not None
    assert pictures.get(wanted[1]) is None


def test_a_photo_that_cannot_be_read_arrives_in_vain(qtbot: QtBot, tmp_path: Path) -> None:
    pictures, wanted = Pictures(), Wanted(tmp_path / "none.jpg", 10, 10)
    with qtbot.waitSignal(pictures.arrived):
        pictures.want([wanted])
    pictures.close()
    assert pictures.has(wanted)
    assert pictures.get(wanted) is None


@pytest.mark.parametrize(("least", "kept"), [(1, 3), (4, 4)])
def test_memory_is_bounded_and_the_last_photos_stay(
    least: int, kept: int, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.kit.pictures.KEPT_BYTES", 3 * 400 * 225 * 4)
    monkeypatch.setattr("oss_app.ui.kit.pictures.LEAST_KEPT", least)
    pictures = Pictures()
    wanted = [Wanted(saved(half_and_half(400, 225), tmp_path / f"{n}.png", "PNG"), 400, 225) for n in range(6)]
    for one in wanted:
        pictures.want([one])
        qtbot.waitUntil(lambda one=one: pictures.has(one))
    pictures.close()
    assert [pictures.has(one) for one in wanted] == [False] * (6 - kept) + [True] * kept


def test_what_would_not_be_kept_is_not_read(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oss_app.ui.kit.pictures.KEPT_BYTES", 400 * 225 * 4)
    monkeypatch.setattr("oss_app.ui.kit.pictures.LEAST_KEPT", 3)
    read_ones: list[str] = []

    def reading(wanted: Wanted) -> PictureReady | None:
        read_ones.append(wanted.path.name)
        return read(wanted)

    pictures = Pictures(read_photo=reading)
    wanted = [Wanted(saved(half_and_half(400, 225), tmp_path / f"{n}.png", "PNG"), 400, 225) for n in range(5)]
    pictures.want(wanted)
    qtbot.waitUntil(lambda: not pictures.is_reading)
    assert read_ones == ["0.png", "1.png", "2.png"]
    assert [pictures.has(one) for one in wanted] == [True] * 3 + [False] * 2
    pictures.want(wanted[2:])
    qtbot.waitUntil(lambda: not pictures.is_reading)
    pictures.close()
    assert read_ones[3:] == ["3.png", "4.png"]


def photo_threads() -> int:
    """How many threads of this process read photos, by the name that Linux gives a thread."""
    return sum(file.read_text() == "photos\n" for file in Path("/proc/self/task").glob("*/comm"))


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads by name")
def test_all_pages_share_one_thread_and_what_was_read(qtbot: QtBot, tmp_path: Path) -> None:
    pages = [Pictures() for _ in range(4)]
    wanted = Wanted(saved(half_and_half(400, 225), tmp_path / "1.png", "PNG"), 200, 112)
    with qtbot.waitSignal(pages[3].arrived):
        pages[0].want([wanted])
    assert pages[3].get(wanted) is not None
    assert photo_threads() == 1
    for page in pages[:3]:
        page.close()
    other = Wanted(wanted.path, 100, 56)
    with qtbot.waitSignal(pages[3].arrived):
        pages[3].want([other])
    pages[3].close()
    qtbot.waitUntil(lambda: photo_threads() == 0)  # Qt says so a moment before the system does


def test_a_page_that_closes_leaves_nothing_to_read(qtbot: QtBot, tmp_path: Path) -> None:
    paths = [saved(half_and_half(400, 225), tmp_path / f"{n}.png", "PNG") for n in range(3)]
    left, stays = Pictures(), Pictures()
    left.want([Wanted(path, 200, 112) for path in paths[:2]])
    left.close()
    stays.want([last := Wanted(paths[2], 200, 112)])
    qtbot.waitUntil(lambda: stays.has(last))
    assert not stays.is_reading
    assert not stays.has(Wanted(paths[1], 200, 112))
    stays.close()


def test_a_photo_that_was_replaced_under_its_name_is_read_again(qtbot: QtBot, tmp_path: Path) -> None:
    pictures, path = Pictures(), tmp_path / "reference.png"
    wanted = Wanted(saved(half_and_half(400, 225), path, "PNG"), 200, 112)
    with qtbot.waitSignal(pictures.arrived):
        pictures.want([wanted])
    blue = QImage(800, 450, QImage.Format.Format_RGB32)
    blue.fill(BLUE)
    saved(blue, path, "PNG")
    with qtbot.waitSignal(pictures.arrived):
        pictures.want([wanted])
    pictures.close()
    ready = pictures.get(wanted)
    assert ready is not None
    assert not is_red(ready.image.pixelColor(20, 50))


def test_a_drawing_that_one_can_see_through_lies_on_paper(tmp_path: Path) -> None:
    """Black lines on nothing would be gone on a black ground."""
    drawing = QImage(40, 30, QImage.Format.Format_ARGB32)
    drawing.fill(0)
    drawing.setPixelColor(20, 15, QColor("black"))
    drawing.save(str(tmp_path / "a.png"))
    ready = read(Wanted(tmp_path / "a.png", 40, 30))
    assert ready
    assert ready.image.pixelColor(2, 2).name().upper() == LIGHT.ground
    assert ready.image.pixelColor(20, 15) == QColor("black")


def test_what_is_on_the_screen_stays_while_large_photos_are_read_ahead(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oss_app.ui.kit.pictures.KEPT_BYTES", 400 * 225 * 4)
    path = saved(half_and_half(800, 450), tmp_path / "photo.jpg", "JPEG")
    shown = [Wanted(path, 40 + n, 22) for n in range(8)]
    ahead = [Wanted(path, 400 - n, 225) for n in range(5)]
    pictures = Pictures()
    try:
        pictures.want([*shown, *ahead])
        qtbot.waitUntil(lambda: not pictures.is_reading, timeout=20_000)
        assert all(pictures.get(one) for one in shown), "nothing asks for it again when it is only drawn anew"
    finally:
        pictures.close()


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
@pytest.mark.parametrize("space", [QColorSpace.NamedColorSpace.DisplayP3, QColorSpace.NamedColorSpace.AdobeRgb])
def test_colours_that_are_numbered_otherwise_are_shown_as_they_are(
    tmp_path: Path, kind: str, space: QColorSpace.NamedColorSpace
) -> None:
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor(128, 200, 60))
    image.setColorSpace(QColorSpace(space))
    assert image.save(str(tmp_path / "foto"), kind, 100)  # type: ignore[call-overload]
    wanted = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb)).pixelColor(30, 30)
    shown = read(Wanted(tmp_path / "foto", 64, 64))
    assert shown is not None
    found = shown.image.pixelColor(30, 30)
    assert max(abs(a - b) for a, b in zip(found.getRgb(), wanted.getRgb(), strict=True)) <= 3
    assert abs(found.red() - 128) > 10
