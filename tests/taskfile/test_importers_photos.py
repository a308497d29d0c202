"""A folder of photos from a phone becomes a draft in the order in which they were made."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from oss_app.core.problem import Problem
from oss_app.core.task import Section
from oss_app.media.photo_data import orientation
from oss_app.media.photo_files import photos_among, photos_and_others
from oss_app.taskfile.importers import TaskDraft, from_photos, write
from oss_app.taskfile.importers.draft import picture
from oss_app.taskfile.media.pictures import broken_off
from tests.taskfile.test_photo_data import PLACE
from tests.taskfile.test_photo_data import photo as phone_photo


def jpeg(colour: int, moment: str = "", side: int = 1, zone: str = "", parts: str = "") -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = side
    if moment:
        inner = exif.get_ifd(ExifTags.IFD.Exif)
        inner[ExifTags.Base.DateTimeOriginal] = moment
        inner |= {ExifTags.Base.OffsetTimeOriginal: zone} if zone else {}
        inner |= {ExifTags.Base.SubsecTimeOriginal: parts} if parts else {}
    out = io.BytesIO()
    Image.new("RGB", (16, 12), (colour, colour, colour)).save(out, "JPEG", exif=exif)
    return out.getvalue()


def shades(draft: TaskDraft) -> list[int]:
    found = [Image.open(io.BytesIO(draft.pictures[step.photo or ""])).getpixel((0, 0)) for step in draft.task.steps]
    return [round(pixel[0] / 10) for pixel in found if isinstance(pixel, tuple)]


def taken(folder: Path) -> TaskDraft:
    found = from_photos(folder)
    assert isinstance(found, TaskDraft), found
    return found


def test_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    for name, colour, moment in (
        ("c.jpg", 10, "2026:11:01 10:00:01"),
        ("a.jpg", 30, "2026:11:01 10:00:03"),
        ("b.JPG", 20, "2026:11:01 10:00:02"),
    ):
        (tmp_path / name).write_bytes(jpeg(colour, moment))
    draft = taken(tmp_path)
    assert shades(draft) == [1, 2, 3]
    assert [step.photo for step in draft.task.steps] == ["foto-01.jpg", "foto-02.jpg", "foto-03.jpg"]
    assert all(step.text.words == "" for step in draft.task.steps)


@pytest.mark.parametrize("photos", [
    {"b": ("10:00:01", "", "12"), "c": ("10:00:01", "", "4"), "a": ("10:00:01", "", "52")},
    {"b": ("10:00:03", "+02:00", ""), "c": ("09:00:04", "+01:00", ""), "a": ("08:00:05", "+00:00", "")},
    {"b": ("23:50:00", "-05:00", "9"), "a": ("05:51:00", "+01:00", "1")},
    {"b": ("10:00:03", "+02:00", ""), "a": ("10:00:04", "", ""), "c": ("10:00:05", "+01:00", "")},
    {"a": ("10:00:01", "?", "x"), "b": ("10:00:01", "+99:00", ""), "c": ("10:00:01", "", "")},
], ids=["within a second", "two phones", "over midnight", "one without its zone", "nonsense"])  # fmt: skip
def test_a_burst_and_two_phones_are_in_one_order(tmp_path: Path, photos: dict[str, tuple[str, str, str]]) -> None:
    for name, (clock, zone, parts) in photos.items():
        day = "2026:10:31" if clock.startswith("23") else "2026:11:01"
        (tmp_path / f"{name}.jpg").write_bytes(jpeg(10, f"{day} {clock}", zone=zone, parts=parts))
    assert [path.stem for path in photos_among([tmp_path])] == list(photos)


def test_without_their_time_in_the_order_of_their_names(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        (tmp_path / f"IMG_{number}.jpg").write_bytes(jpeg(number * 10, "2026:11:01 10:00:01" if number == 10 else ""))
    assert shades(taken(tmp_path)) == [1, 2, 10]


def test_which_side_is_up_stays_and_the_place_goes(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(phone_photo("JPEG", 6))
    (tmp_path / "b.webp").write_bytes(phone_photo("WEBP", 8))
    draft = taken(tmp_path)
    assert [orientation(data) for data in draft.pictures.values()] == [6, 8]
    assert not any(PLACE in data for data in draft.pictures.values())


def test_what_is_no_photo_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(10))
    (tmp_path / "b.jpg").write_bytes(b"hallo")
    (tmp_path / "c.heic").write_bytes(b"\0\0\0\x18ftypheic")
    (tmp_path / "g.jpg").write_bytes(jpeg(10)[:-40])
    (tmp_path / "d.txt").write_bytes(b"hallo")
    (tmp_path / ".e.jpg").write_bytes(jpeg(10))
    (tmp_path / "f.jpg").mkdir()
    draft = taken(tmp_path)
    assert len(draft.task.steps) == 1
    assert [p.code for p in draft.notices] == ["not-a-photo", "half-photo", "damaged-photo"]


def test_old_kinds_of_pictures_become_png(tmp_path: Path) -> None:
    for kind in ("GIF", "BMP"):
        Image.new("RGB", (20, 10), (200, 0, 0)).save(tmp_path / f"a.{kind.lower()}", kind)
    draft = taken(tmp_path)
    assert [name[-4:] for name in draft.pictures] == [".png", ".png"]
    assert all(Image.open(io.BytesIO(data)).size == (20, 10) for data in draft.pictures.values())


def test_many_photos_get_headings_and_become_a_task(tmp_path: Path) -> None:
    source = tmp_path / "Foto's van de kar"
    source.mkdir()
    for n in range(25):
        (source / f"{n}.jpg").write_bytes(jpeg(n * 5))
    draft = taken(source)
    assert draft.task.title.words == "Foto's van de kar"
    assert sum(isinstance(item, Section) for item in draft.task.items) == 3
    file = write(draft, tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    assert len(list(file.folder.glob("foto-*.jpg"))) == 25
    assert len(file.task.steps) == 25


def test_an_empty_folder_or_none_becomes_a_sentence(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "weg"):
        found = from_photos(folder)
        assert isinstance(found, Problem)
        assert found.is_fault
    assert os.listdir(tmp_path) == []


HEIC = Path(__file__).parent / "files" / "quarters.heic"
"""A photo as an iPhone makes it: 128 by 96, turned, of 2026:11:01 10:00:02; made for this test."""


def test_a_photo_of_an_iphone_stands_upright_in_its_place(tmp_path: Path) -> None:
    (tmp_path / "1.heic").write_bytes(HEIC.read_bytes())
    (tmp_path / "2.jpg").write_bytes(jpeg(30, "2026:11:01 10:00:01"))
    (tmp_path / "3.jpg").write_bytes(HEIC.read_bytes())  # some tools name it so
    draft = taken(tmp_path)
    pictures = [Image.open(io.BytesIO(draft.pictures[step.photo or ""])) for step in draft.task.steps]
    assert [picture.size for picture in pictures] == [(16, 12), (96, 128), (96, 128)]
    red, blue = pictures[1].getpixel((80, 10)), pictures[1].getpixel((10, 10))
    assert isinstance(red, tuple) and isinstance(blue, tuple)
    assert red[0] > 180 > 60 > red[2] and blue[2] > 180 > 60 > blue[0]
    assert not any(b"2026" in data for data in draft.pictures.values())
    assert draft.notices == ()


def test_one_order_for_every_way_in(tmp_path: Path) -> None:
    for number in (1, 2, 3, 9, 10, 11):
        (tmp_path / f"Dia{number}.jpg").write_bytes(jpeg(number * 10))
    paths = [tmp_path / f"Dia{n}.jpg" for n in (9, 10, 11, 1, 2, 3)]  # as an explorer gives them
    names = [f"Dia{n}.jpg" for n in (1, 2, 3, 9, 10, 11)]
    assert [p.name for p in photos_among(paths)] == names
    assert [p.name for p in photos_among([tmp_path])] == names
    for second, path in enumerate(paths):
        path.write_bytes(jpeg(10, f"2026:11:01 10:00:{second:02}"))
    assert [p.name for p in photos_among(reversed(paths))] == [p.name for p in paths]


def test_photos_in_folders_within_are_found_folder_by_folder(tmp_path: Path) -> None:
    for name in (
        "100APPLE/IMG_2.jpg",
        "100APPLE/IMG_10.jpg",
        "101APPLE/IMG_1.jpg",
        ".thumbs/x.jpg",
        "a/b/c/d/deep.jpg",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(jpeg(10))
    (tmp_path / "live.mov").write_bytes(b"\0\0\0\x14ftypqt  ")
    photos, others = photos_and_others([tmp_path])
    assert [p.relative_to(tmp_path).as_posix() for p in photos] == [
        "100APPLE/IMG_2.jpg", "100APPLE/IMG_10.jpg", "101APPLE/IMG_1.jpg",
    ]  # fmt: skip
    assert [p.name for p in others] == ["c", "live.mov"]


def test_photos_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    files = {
        "a.jfif": jpeg(10),
        "b": jpeg(10),
        "c.txt": b"hallo",
        "d.jpg_original": jpeg(10),
        "e.mp4": b"\0\0\0\x18ftypmp42",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    assert [p.name for p in photos_among([tmp_path])] == ["a.jfif", "b", "d.jpg_original"]


def halves() -> list[tuple[str, bytes, bool]]:
    big = Image.effect_noise((200, 150), 80).convert("RGB")
    out = {}
    for kind in ("JPEG", "PNG", "WEBP"):
        stream = io.BytesIO()
        big.save(stream, kind)
        out[kind] = stream.getvalue()
    progressive = io.BytesIO()
    big.save(progressive, "JPEG", progressive=True)
    jpg = out["JPEG"]
    return [
        *((f"half {kind}", data[: len(data) // 2], False) for kind, data in out.items()),
        *(
            (f"half {kind}, the rest empty", data[: len(data) // 2] + bytes(len(data) // 2), False)
            for kind, data in out.items()
            if kind != "WEBP"
        ),
        ("half progressive", progressive.getvalue()[: len(progressive.getvalue()) // 2], False),
        *((f"whole {kind}", data, True) for kind, data in out.items()),
        ("progressive", progressive.getvalue(), True),
        ("a film behind it", jpg + b"\0\0\0\x18ftypmp42" + b"moov" * 5000, True),
        ("without its end", jpg[:-2], True),
        ("with room behind it", jpg + bytes(5000), True),
    ]


@pytest.mark.parametrize(("name", "data", "is_whole"), halves(), ids=[name for name, _, _ in halves()])
def test_half_a_photo_is_no_photo(tmp_path: Path, name: str, data: bytes, is_whole: bool) -> None:
    path = tmp_path / "foto"
    path.write_bytes(data)
    finding = broken_off(path, name)
    assert (finding is None) == is_whole
    assert finding is None or finding.code == "broken-picture"
    assert (picture(data) is not None) == is_whole
