"""Pictures and films that ask for far more work than their size tells: refused before anything is decoded (R8)."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from oss_app.media.cost import asks_too_much, costs_too_much
from oss_app.media.film_data import FilmTrack, can_be_played, film_tracks, has_sound
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.media.photo_files import moment_of
from oss_app.resources import instructions
from oss_app.taskfile import load
from oss_app.taskfile.media.pictures import wrong_file
from tests.sound_film import sound_film

CPU_S = 1.0  # far above what a refusal takes, far below what the work would
HONEST_SIZE = (640, 480)


def jpeg(*, progressive: bool = False) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(HONEST_SIZE, 80).convert("RGB").save(out, "JPEG", progressive=progressive)
    return out.getvalue()


def fill_bytes() -> bytes:
    return b"\xff\xd8" + b"\xff" * 30_000_000 + jpeg()[2:]


def empty_scans(count: int = 20_000) -> bytes:
    """A progressive photo with one scan again and again: a round over the picture that changes nothing."""
    data = jpeg(progressive=True)
    return data[:-2] + b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x10\x3f" * count + data[-2:]


def much_behind_the_picture(bytes_: int) -> bytes:
    """A small PNG whose data go on for so many bytes behind its last line."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    pack = zlib.compressobj(9)
    data = pack.compress(b"\0" * (64 * 65)) + b"".join(pack.compress(b"\0" * 1_000_000) for _ in range(bytes_ // 10**6))
    head = struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", data + pack.flush()) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def cpu_s(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def code_of(path: Path, kind: str = "picture") -> str | None:
    found = wrong_file(path, kind, path.name)
    return found.code if found else None


def test_a_photo_of_nothing_but_fill_bytes_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(fill_bytes())
    assert code_of(tmp_path / "a.jpg") == "broken-picture"
    assert cpu_s(lambda: code_of(tmp_path / "a.jpg")) < CPU_S
    data = fill_bytes()

    def clean() -> None:
        with pytest.raises(NotAPictureError):
            without_data(data)

    assert cpu_s(clean) < CPU_S


def test_a_few_fill_bytes_are_fine(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8" + b"\xff" * 8 + jpeg()[2:])
    assert code_of(tmp_path / "a.jpg") is None


def test_a_photo_of_twenty_thousand_rounds_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(empty_scans())
    assert code_of(tmp_path / "a.jpg") == "picture-too-costly"
    assert costs_too_much(tmp_path / "a.jpg", *HONEST_SIZE)


@pytest.mark.parametrize("progressive", [True, False])
def test_an_honest_photo_is_fine(tmp_path: Path, progressive: bool) -> None:
    (tmp_path / "a.jpg").write_bytes(jpeg(progressive=progressive))
    assert code_of(tmp_path / "a.jpg") is None
    assert not costs_too_much(tmp_path / "a.jpg", *HONEST_SIZE)


def test_few_rounds_over_a_very_large_photo_are_too_many(tmp_path: Path) -> None:
    (tmp_path / "a.jpg").write_bytes(empty_scans(60))
    assert not costs_too_much(tmp_path / "a.jpg", *HONEST_SIZE)
    assert costs_too_much(tmp_path / "a.jpg", 8_000, 8_000)


@pytest.mark.slow
def test_a_picture_with_a_gigabyte_behind_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(much_behind_the_picture(1_000_000_000))
    assert cpu_s(lambda: costs_too_much(tmp_path / "a.png", 64, 64)) < CPU_S
    assert costs_too_much(tmp_path / "a.png", 64, 64)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "I;16"])
def test_an_honest_drawing_is_fine(tmp_path: Path, mode: str) -> None:
    Image.new(mode, (313, 217)).save(tmp_path / "a.png")
    assert not costs_too_much(tmp_path / "a.png", 313, 217)


# films ----------------------------------------------------------------------------------------------------------------


def box(kind: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I4s", len(body) + 8, kind) + body


def mp4(codec: bytes, width: int, height: int, handler: bytes = b"vide") -> bytes:
    """The head of a film with one track."""
    entry = box(codec, bytes(24), struct.pack(">HH", width, height), bytes(50))
    table = box(b"stbl", box(b"stsd", struct.pack(">II", 0, 1), entry))
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)), box(b"minf", table))
    return box(b"ftyp", b"isom", bytes(4)) + box(b"mdat", bytes(100)) + box(b"moov", box(b"trak", media))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (mp4(b"avc1", 1920, 1080), None),
        (mp4(b"hvc1", 2160, 3840), None),
        (mp4(b"mp4a", 0, 0, b"soun"), None),
        (mp4(b"avc1", 16_000, 16_000), "film-too-large"),
        (mp4(b"avc1", 65_535, 64), "film-too-large"),
        (mp4(b"png ", 640, 480), "not-a-film"),
        (mp4(b"mjpa", 640, 480), "not-a-film"),
    ],
)
def test_a_film_by_the_kind_and_size_of_its_pictures(tmp_path: Path, data: bytes, code: str | None) -> None:
    (tmp_path / "a.mp4").write_bytes(data)
    assert code_of(tmp_path / "a.mp4", "film") == code


def test_only_what_tells_its_size_is_played(tmp_path: Path) -> None:
    film = tmp_path / "a.mp4"
    for data, plays in [
        (mp4(b"avc1", 1920, 1080), True),
        (mp4(b"png ", 640, 480), False),
        (mp4(b"avc1", 16_000, 16_000), False),
        (box(b"ftyp", b"isom") + bytes(100), False),
        (b"", False),
    ]:
        film.write_bytes(data)
        assert can_be_played(film) is plays
    assert not can_be_played(tmp_path / "gone.mp4")


def test_the_films_of_the_samples_and_of_a_camera_are_played(tmp_path: Path) -> None:
    films = list(instructions().rglob("*.webm"))
    assert films
    for suffix, code in ((".webm", "VP80"), (".mp4", "mp4v")):
        path = tmp_path / f"film{suffix}"
        writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*code), 10, (320, 180))
        for _ in range(3):
            writer.write(np.zeros((180, 320, 3), np.uint8))
        writer.release()
        films.append(path)
        with path.open("rb") as file:
            assert [(track.width, track.height) for track in film_tracks(file)] == [(320, 180)]
    assert all(can_be_played(path) for path in films)


def test_a_film_of_nothing_but_boxes_costs_no_time(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(box(b"ftyp", b"isom") + box(b"free") * 1_000_000)
    assert cpu_s(lambda: can_be_played(tmp_path / "a.mp4")) < CPU_S


def test_a_film_whose_head_is_cut_or_mangled_is_never_a_crash(tmp_path: Path) -> None:
    good = next(instructions().rglob("*.webm")).read_bytes()[:600]
    for data in (good, mp4(b"avc1", 640, 480)):
        for at in range(0, len(data), 3):
            film_tracks(io.BytesIO(data[:at]))
            film_tracks(io.BytesIO(data[:at] + b"\xff" + data[at + 1 :]))
            film_tracks(io.BytesIO(data[:at] + b"\x00" + data[at + 1 :]))
    assert film_tracks(io.BytesIO(mp4(b"avc1", 640, 480))) == [FilmTrack(b"avc1", 640, 480)]


@pytest.mark.parametrize("container", ["mkv", "mp4"])
@pytest.mark.parametrize(("hertz", "heard"), [(440.0, True), (None, False)])
def test_a_film_with_a_track_of_sound(tmp_path: Path, container: str, hertz: float | None, heard: bool) -> None:
    film = sound_film(tmp_path / f"film.{container}", 0.3, hertz, container)
    assert has_sound(film) is heard
    assert can_be_played(film)


def test_what_is_no_film_has_no_sound(tmp_path: Path) -> None:
    (tmp_path / "film.mkv").write_bytes(b"\x1a\x45\xdf\xa3" + b"\xff" * 400)
    assert not has_sound(tmp_path / "film.mkv")
    assert not has_sound(tmp_path / "missing.mp4")


@pytest.mark.parametrize(
    ("hertz", "written", "code"),
    [
        (440.0, "", "film-sound-dropped"),
        (440.0, "    film_geluid: ja\n", ""),
        (440.0, "    film_geluid: nee\n", "film-sound-dropped"),
        (None, "", ""),
        (None, "    film_geluid: ja\n", "film-without-sound"),
    ],
)
def test_the_author_is_told_what_becomes_of_a_films_sound(
    tmp_path: Path, hertz: float | None, written: str, code: str
) -> None:
    sound_film(tmp_path / "a.mkv", 0.3, hertz)
    steps = f"stappen:\n  - tekst: Leg 1 sonde in vak 2.\n    film: a.mkv\n{written}"
    (tmp_path / "task.yaml").write_text(f"taak: Tandarts\n{steps}", encoding="utf-8")
    listing = load(tmp_path, "nl").listing
    assert listing.task, "it runs all the same"
    assert [(p.code, p.is_fault) for p in listing.problems] == ([(code, False)] if code else [])


def test_a_film_that_was_cut_off_is_advice_and_the_task_runs(tmp_path: Path) -> None:
    whole = sound_film(tmp_path / "a.mp4", container="mp4").read_bytes()
    steps = "stappen:\n  - tekst: Leg 1 sonde in vak 2.\n    film: a.mp4\n    film_geluid: ja\n"
    (tmp_path / "task.yaml").write_text(f"taak: Tandarts\n{steps}", encoding="utf-8")
    assert [p.code for p in load(tmp_path, "nl").listing.problems] == []
    (tmp_path / "a.mp4").write_bytes(whole[: len(whole) // 4])
    listing = load(tmp_path, "nl").listing
    assert listing.task
    assert "broken-film" in [p.code for p in listing.problems]
    assert not any(p.is_fault for p in listing.problems)


@pytest.mark.parametrize("container", ["mkv", "mp4"])
def test_a_film_that_was_cut_off_behind_its_head_is_not_played(tmp_path: Path, container: str) -> None:
    film = sound_film(tmp_path / f"film.{container}", 0.3, container=container)
    whole = film.read_bytes()
    if container == "mp4":
        whole += struct.pack(">I4s", 8 + 500, b"mdat") + bytes(500)
    behind = [(whole + bytes(3), True), (whole + bytes(300), True)] if container == "mp4" else []
    for data, plays in ((whole, True), (whole[:-200], False), *behind):
        film.write_bytes(data)
        assert can_be_played(film) is plays, len(data) - len(whole)


@pytest.mark.parametrize(("size", "is_small"), [((200, 113), True), ((360, 640), False), ((1920, 1080), False)])
def test_a_photo_of_few_pixels_is_advice(tmp_path: Path, size: tuple[int, int], is_small: bool) -> None:
    Image.new("RGB", size).save(tmp_path / "a.png")
    steps = "stappen:\n  - tekst: Leg 1 sonde in vak 2.\n    foto: a.png\n"
    (tmp_path / "task.yaml").write_text(f"taak: Tandarts\n{steps}", encoding="utf-8")
    found = [(p.code, p.is_fault) for p in load(tmp_path, "nl").listing.problems]
    assert found == ([("small-picture", False)] if is_small else [])


def id3(picture: bytes) -> bytes:
    """The head of an MP3 with a cover (ID3v2.3), and some frames of silence."""
    body = b"\x00image/x\x00\x03\x00" + picture
    frame = b"APIC" + struct.pack(">I", len(body)) + b"\x00\x00" + body
    size = bytes(len(frame) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + size + frame + (b"\xff\xfb\x90\x00" + bytes(413)) * 20


def many_scans(times: int) -> bytes:
    whole = io.BytesIO()
    Image.new("L", (64, 64), 128).save(whole, "JPEG", progressive=True)
    data = whole.getvalue()
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * times + b"\xff\xd9"


@pytest.mark.parametrize(("times", "is_costly"), [(3, False), (2_000, True)])
def test_the_cover_of_a_recording_or_film_may_not_ask_for_minutes_of_work(
    tmp_path: Path, times: int, is_costly: bool
) -> None:
    """A player decodes it unasked, and the program cannot end before that is done."""
    cover = many_scans(times)
    (tmp_path / "a.mp3").write_bytes(id3(cover))
    film = sound_film(tmp_path / "a.mp4", container="mp4")
    film.write_bytes(film.read_bytes() + struct.pack(">I4s", 8 + len(cover), b"udta") + cover)
    for name, kind in (("a.mp3", "sound"), ("a.mp4", "film")):
        wrong = wrong_file(tmp_path / name, kind, name)
        assert (wrong.code if wrong else "") == ("costly-cover" if is_costly else "")


def test_a_cover_that_unpacks_to_far_more_than_its_picture_is_refused(tmp_path: Path) -> None:
    packed = zlib.compress(bytes(30_000_000), 9)
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", packed), (b"IEND", b"")]
    png = b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    (tmp_path / "a.mp3").write_bytes(id3(png))
    wrong = wrong_file(tmp_path / "a.mp3", "sound", "a.mp3")
    assert wrong and wrong.code == "costly-cover"


def test_a_recording_of_hours_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "a.mp3").open("wb") as file:
        file.write(id3(b""))
        file.truncate(60_000_000)
    wrong = wrong_file(tmp_path / "a.mp3", "sound", "a.mp3")
    assert wrong and wrong.code == "sound-too-large"


@pytest.mark.parametrize(("depth", "refused"), [(8, ""), (16, "picture-too-large")])
def test_a_png_of_16_bits_counts_twice(tmp_path: Path, depth: int, refused: str) -> None:
    """It would take 500 MB, which is not given: the photo would never come, and nobody would be told."""
    head = struct.pack(">IIBBBBB", 7900, 7900, depth, 6, 0, 0, 0)
    chunk = struct.pack(">I", len(head)) + b"IHDR" + head + struct.pack(">I", zlib.crc32(b"IHDR" + head))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + chunk)
    wrong = wrong_file(tmp_path / "a.png", "picture", "a.png")
    assert (wrong.code if wrong else "") == refused


def in_rounds(colours: int, of: int = 3, size: tuple[int, int] = (12_000, 9_000), frame: int = 0xC0) -> bytes:
    """The head of a JPEG whose first scan has so many of its colours; a decoder keeps all of it where some lack."""
    head = struct.pack(">BHHB", 8, size[1], size[0], of) + bytes(3 * of)
    scan = bytes([colours]) + bytes(2 * colours + 3)
    parts = [(frame, head), (0xDA, scan)]
    return b"\xff\xd8" + b"".join(b"\xff%c" % code + struct.pack(">H", len(d) + 2) + d for code, d in parts) + bytes(99)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        pytest.param(in_rounds(3), None, id="line by line"),
        pytest.param(in_rounds(1, of=1), None, id="grey"),
        pytest.param(in_rounds(1), "picture-too-large", id="one colour after the other"),
        pytest.param(in_rounds(3, frame=0xC2), "picture-too-large", id="finer and finer"),
        pytest.param(in_rounds(1, size=(4000, 3000)), None, id="small enough to be kept"),
    ],
)
def test_a_large_photo_that_comes_in_rounds_would_fill_the_memory(
    tmp_path: Path, data: bytes, refused: str | None
) -> None:
    """A small one is asked for, and yet 108 megapixels of three colours are kept: 650 MB."""
    (tmp_path / "a.jpg").write_bytes(data)
    assert code_of(tmp_path / "a.jpg") == refused
    assert asks_too_much(io.BytesIO(data), 0) is (refused is not None)


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (mp4(b"mp4a", 0, 0, b"soun"), None),
        (mp4(b"avc1", 1280, 720), None),
        (mp4(b"png ", 640, 480), "not-a-sound"),
        (mp4(b"avc1", 16_000, 16_000), "not-a-sound"),
        (b"OggS" + bytes(24) + b"\x01vorbis" + bytes(60), None),
        (b"OggS" + bytes(24) + b"\x80theora" + bytes(60), "not-a-sound"),
    ],
)
def test_pictures_in_a_recording_are_no_larger_than_those_of_a_film(
    tmp_path: Path, data: bytes, refused: str | None
) -> None:
    (tmp_path / "a.m4a").write_bytes(data)
    assert code_of(tmp_path / "a.m4a", "sound") == refused


def test_a_photo_of_gigabytes_is_not_read_to_know_when_it_was_made(tmp_path: Path) -> None:
    with (tmp_path / "a.jpg").open("wb") as file:
        file.write(jpeg())
        file.truncate(20_000_000_000)  # takes no room on the disk
    assert moment_of(tmp_path / "a.jpg") is None


@pytest.mark.parametrize(("canvas", "refused"), [((64, 48), None), ((16, 16), "broken-picture")])
def test_a_webp_that_is_larger_than_it_says_is_told(
    tmp_path: Path, canvas: tuple[int, int], refused: str | None
) -> None:
    """No decoder shows it: the photo would never come, and nobody would hear why."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48)).save(out, "WEBP", lossless=True)
    sides = b"".join((side - 1).to_bytes(3, "little") for side in canvas)
    body = b"WEBP" + b"VP8X" + struct.pack("<I", 10) + bytes(4) + sides + out.getvalue()[12:]
    (tmp_path / "a.webp").write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    assert code_of(tmp_path / "a.webp") == refused
