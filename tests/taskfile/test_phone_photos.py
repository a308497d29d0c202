"""Photos of phones and of the web: taken whole, or refused with what is wrong with them."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from oss_app.core.errors import UserError
from oss_app.core.problem import Problem
from oss_app.media.heif import as_jpeg, is_avif, is_heif
from oss_app.media.old_pictures import as_png
from oss_app.media.on_white import on_white
from oss_app.media.whole import is_whole
from oss_app.taskfile.importers import from_photos
from oss_app.ui.desk.widgets.photo_in import read_photo
from tests.taskfile.test_importers_photos import HEIC


def box(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I4s", len(data) + 8, kind) + data


def with_size(width: int, height: int) -> bytes:
    data = bytearray(HEIC.read_bytes())
    at = data.find(b"ispe")
    while at > 0:
        data[at + 8 : at + 16] = struct.pack(">II", width, height)
        at = data.find(b"ispe", at + 4)
    return bytes(data)


WHOLE = HEIC.read_bytes()
AVIF = box(b"ftyp", b"avif\0\0\0\0mif1avif") + bytes(200)
OTHERS = {
    "a tenth": (WHOLE[: len(WHOLE) // 10], "broke off"),
    "half": (WHOLE[: len(WHOLE) // 2], "broke off"),
    "all but ten bytes": (WHOLE[:-10], "broke off"),
    "a hole in the picture": (WHOLE[:-10] + bytes(10) + box(b"mdat", bytes(5000)), "broke off"),
    "a picture beyond all measure": (with_size(60_000, 60_000), "damaged"),
    "a head alone": (box(b"ftyp", b"heic\0\0\0\0mif1heic"), "damaged"),
    "an AVIF": (AVIF, "AVIF"),
}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("name", ["foto.heic", "foto.HEIC", "foto.jpg"])
def test_what_is_wrong_with_a_photo_is_said(tmp_path: Path, kind: str, name: str) -> None:
    data, word = OTHERS[kind]
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError) as refused:
        read_photo(tmp_path / name)
    assert word in refused.value.sentence
    found = from_photos(tmp_path, "nl", "en")
    assert isinstance(found, Problem) and found.code == "no-photos"


@pytest.mark.parametrize("kind", OTHERS)
def test_among_good_ones_each_is_named_with_why(tmp_path: Path, kind: str) -> None:
    data, word = OTHERS[kind]
    (tmp_path / "1.heic").write_bytes(WHOLE)
    (tmp_path / "2.heic").write_bytes(data)
    found = from_photos(tmp_path, "nl", "en")
    assert not isinstance(found, Problem)
    assert [step.photo for step in found.task.steps] == ["foto-01.jpg"]
    (notice,) = found.notices
    assert "2.heic" in notice.sentence and word in notice.sentence


@pytest.mark.parametrize(
    "more", [bytes(3000), box(b"sefd", b"x" * 90), b"abcdefgh" * 40], ids=["room", "a part of its maker", "more"]
)
def test_what_a_phone_writes_behind_a_photo_is_no_harm(more: bytes) -> None:
    assert is_whole(io.BytesIO(WHOLE + more))
    assert as_jpeg(WHOLE + more)


def test_a_photo_is_known_by_all_that_it_says_it_is() -> None:
    assert is_heif(box(b"ftyp", b"MiHE\0\0\0\0mif1heic"))
    assert not is_heif(AVIF) and is_avif(AVIF)
    assert not is_heif(box(b"ftyp", b"isom\0\0\0\0mp42")) and not is_heif(b"\xff\xd8\xff\xe0")


def test_what_one_sees_through_is_white_and_stays_hidden() -> None:
    """The colours below a hidden part of a picture are still in its file: a face that was taken away, say."""
    hidden = Image.new("RGBA", (8, 8), (200, 0, 0, 0))
    assert on_white(hidden).getpixel((1, 1)) == (255, 255, 255)
    assert on_white(Image.new("RGB", (8, 8), (200, 0, 0))).getpixel((1, 1)) == (200, 0, 0)
    out = io.BytesIO()
    hidden.save(out, "TIFF")
    assert Image.open(io.BytesIO(as_png(out.getvalue()))).getpixel((1, 1)) == (255, 255, 255)
    see_through = Image.new("P", (8, 8), 1)
    see_through.putpalette([0, 0, 0, 200, 0, 0])
    out = io.BytesIO()
    see_through.save(out, "GIF", transparency=1)
    assert Image.open(io.BytesIO(as_png(out.getvalue()))).getpixel((1, 1)) == (255, 255, 255)
