"""What a photo tells beside its picture is gone, and the picture is the same to the last bit."""

from __future__ import annotations

import io
import random
from datetime import datetime
from pathlib import Path

import pytest
from PIL import ExifTags, Image, PngImagePlugin

from oss_app.media.photo_data import NotAPictureError, orientation, taken_at, without_data
from oss_app.resources import instructions

FORMATS = ("JPEG", "PNG", "WEBP")
PLACE = b"52.0907"
SECRET = b"MidZuid hal 3"


def photo(kind: str, side: int = 1, size: tuple[int, int] = (64, 48), **how: object) -> bytes:
    """A noisy photo with everything in it that a phone writes."""
    picture = Image.effect_noise(size, 60).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = side
    exif[ExifTags.Base.Model] = SECRET.decode()
    exif[ExifTags.Base.DateTime] = "2026:11:03 10:20:30"
    inner = exif.get_ifd(ExifTags.IFD.Exif)
    inner[ExifTags.Base.DateTimeOriginal] = "2026:11:03 10:11:12"
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (52.0, 5.0, 26.5)
    gps[ExifTags.GPS.GPSAreaInformation] = PLACE
    more: dict[str, object] = {"exif": exif, **how}
    if kind == "JPEG":
        more |= {"comment": SECRET, "xmp": b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>", "icc_profile": b"icc" * 50}
    elif kind == "WEBP":
        more |= {"xmp": b"<x:xmpmeta>" + PLACE + b"</x:xmpmeta>", "lossless": True}
    else:
        info = PngImagePlugin.PngInfo()
        info.add_text("Comment", SECRET.decode())
        info.add_itxt("XML:com.adobe.xmp", PLACE.decode(), zip=False)
        more["pnginfo"] = info
    out = io.BytesIO()
    picture.save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).tobytes()


@pytest.mark.parametrize("kind", FORMATS)
def test_where_and_when_and_by_what_is_gone(kind: str) -> None:
    before = photo(kind)
    assert PLACE in before
    assert SECRET in before
    after = without_data(before)
    assert PLACE not in after
    assert SECRET not in after
    assert b"2026:11" not in after
    assert not Image.open(io.BytesIO(after)).getexif()
    assert pixels(after) == pixels(before)
    assert without_data(after) == after


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("side", range(1, 9))
def test_which_side_is_up_stays(kind: str, side: int) -> None:
    before = photo(kind, side)
    after = without_data(before)
    assert orientation(before) == orientation(after) == side
    exif = Image.open(io.BytesIO(after)).getexif()
    assert exif.get(ExifTags.Base.Orientation, 1) == side
    assert not exif.get_ifd(ExifTags.IFD.GPSInfo)
    assert len(exif) <= 1
    assert pixels(after) == pixels(before)


@pytest.mark.parametrize("how", [{"progressive": True}, {"quality": 100, "subsampling": 0}, {"optimize": True}])
def test_all_kinds_of_jpeg(how: dict[str, object]) -> None:
    before = photo("JPEG", 6, (200, 150), **how)
    after = without_data(before)
    assert pixels(after) == pixels(before)
    assert b"icc" * 50 in after  # the colours are part of the picture


def test_lossy_webp_keeps_its_picture() -> None:
    before = photo("WEBP", 3, lossless=False)
    assert pixels(without_data(before)) == pixels(before)


def test_what_hangs_behind_a_photo_is_gone() -> None:
    for kind in FORMATS:
        before = photo(kind)
        assert without_data(before + b"moving picture " + PLACE) == without_data(before)


def test_when_a_photo_was_made() -> None:
    for kind in FORMATS:
        assert taken_at(photo(kind)) == datetime(2026, 11, 3, 10, 11, 12)
    assert taken_at(without_data(photo("JPEG"))) is None


def test_the_samples_tell_nothing() -> None:
    photos = [p for p in instructions().rglob("*") if p.suffix in (".jpg", ".png", ".webp")]
    assert photos
    for path in photos:
        assert len(without_data(path.read_bytes())) <= path.stat().st_size


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xd8", b"GIF89a", b"hello", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"<svg/>"]
)
def test_what_is_no_picture_is_said(data: bytes) -> None:
    with pytest.raises(NotAPictureError):
        without_data(data)
    assert orientation(data) == 1
    assert taken_at(data) is None


@pytest.mark.parametrize("kind", FORMATS)
def test_damaged_photos_are_refused_or_clean_but_never_crash(kind: str) -> None:
    chance, whole = random.Random(7), photo(kind, 6)
    for _ in range(1500):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 6)):
            data[chance.randrange(min(len(data), 600))] = chance.randrange(256)
        cut = bytes(data[: chance.randrange(len(data))]) if chance.random() < 0.3 else bytes(data)
        orientation(cut)
        taken_at(cut)
        try:
            clean = without_data(cut)
        except NotAPictureError:
            continue
        assert without_data(clean) == clean


def test_a_jpeg_without_its_end_is_mended(tmp_path: Path) -> None:
    before = photo("JPEG")
    assert without_data(before[:-2]).endswith(b"\xff\xd9")
