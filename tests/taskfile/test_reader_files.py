"""What may lie beside a task: paths that stay inside, and files that are what they say."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from oss_app.resources import instructions
from oss_app.taskfile.media.pictures import MAX_PIXELS, MAX_WHOLE_PIXELS, PictureInfo, size_of, wrong_file
from oss_app.taskfile.problems.diagnostic import Diagnostic
from oss_app.taskfile.read.paths import TaskFolder, wrong_name, wrong_path
from tests.conftest import RECORDED
from tests.taskfile.desk import app0, jpeg, lay, png, webp

PATHS = {
    "/etc/passwd": "path-absolute",
    "\\\\server\\deel\\a.jpg": "path-absolute",
    "\\a.jpg": "path-absolute",
    "~/a.jpg": "path-absolute",
    "C:\\a.jpg": "path-absolute",
    "c:a.jpg": "path-absolute",
    "C:/a.jpg": "path-absolute",
    "\\\\?\\C:\\a.jpg": "path-absolute",
    "file:///etc/passwd": "path-url",
    "http://a.nl/a.jpg": "path-url",
    "HTTPS://a.nl/a.jpg": "path-url",
    "data:image/png;base64,AA": "path-url",
    "..": "path-up",
    "../a.jpg": "path-up",
    "b/../../a.jpg": "path-up",
    "b\\..\\..\\a.jpg": "path-up",
    "b/..": "path-up",
    "b\\a.jpg": "path-backslash",
    ".": "path-untidy",
    "./a.jpg": "path-untidy",
    "b//a.jpg": "path-untidy",
    "b/": "path-untidy",
    "a.jpg:verborgen": "path-colon",
    "b/a.jpg::$DATA": "path-colon",
    "a?.jpg": "path-sign",
    "a*.jpg": "path-sign",
    'a".jpg': "path-sign",
    "a|b.jpg": "path-sign",
    "<a>.jpg": "path-sign",
    "a\0.jpg": "path-sign",
    "a\n.jpg": "path-sign",
    "con": "path-reserved",
    "CON.png": "path-reserved",
    "nul.tar.gz": "path-reserved",
    "b/aux.jpg": "path-reserved",
    "Com1.jpg": "path-reserved",
    "lpt9": "path-reserved",
    "com¹.jpg": "path-reserved",
    "prn .jpg": "path-reserved",
    "conin$": "path-reserved",
    "a.jpg.": "path-end",
    "a.jpg ": "path-end",
    "b./a.jpg": "path-end",
    "b /a.jpg": "path-end",
    "...": "path-end",
    "a" * 201: "path-too-long",
}


@pytest.mark.parametrize("path", PATHS)
def test_a_path_that_leads_out_or_cannot_be_everywhere(path: str, tmp_path: Path) -> None:
    found = TaskFolder(tmp_path).find(path)
    assert isinstance(found, Diagnostic)
    assert found.code == PATHS[path]


@pytest.mark.parametrize(
    "path", ["a.jpg", "één bord.jpg", "b/a.jpg", "b/c/d.png", ".verborgen.jpg", "console.jpg", "com10.jpg", "a..b.jpg"]
)
def test_a_path_like_any_other(path: str, tmp_path: Path) -> None:
    assert wrong_path(path) is None
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"x")
    assert TaskFolder(tmp_path).find(path) == file


def test_a_name_cannot_be_a_path() -> None:
    assert wrong_name("bord") is None
    for name in ("", "..", "a/b", "a\\b", "../a", "c:"):
        assert wrong_name(name) is not None, name


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links(tmp_path: Path) -> None:
    folder = tmp_path / "taak"
    (folder / "b").mkdir(parents=True)
    (folder / "a.jpg").write_bytes(b"x")
    (tmp_path / "c.jpg").write_bytes(b"x")
    for name, target in {
        "binnen.jpg": "a.jpg",
        "buiten.jpg": "../c.jpg",
        "vast.jpg": str(tmp_path / "c.jpg"),
        "weg": "..",
        "nergens.jpg": "niets.jpg",
        "ring.jpg": "ring.jpg",
        "b/terug.jpg": "../a.jpg",
        "stil.jpg": "/dev/zero",
    }.items():
        (folder / name).symlink_to(target)
    found = TaskFolder(folder).find
    assert found("binnen.jpg") == folder / "binnen.jpg"
    assert found("b/terug.jpg") == folder / "b/terug.jpg"
    assert found("nergens.jpg") is None
    assert found("ring.jpg") is None
    for name in ("buiten.jpg", "vast.jpg", "weg/c.jpg", "weg/taak/../c.jpg", "stil.jpg"):
        assert isinstance(found(name), Diagnostic), name


class WindowsEntry:
    """What lies in a folder, with the mark that Windows gives to what is more than a file."""

    def __init__(self, entry: os.DirEntry[str], mark: int) -> None:
        self.name, self.path, self._entry, self._mark = entry.name, entry.path, entry, mark

    def is_file(self) -> bool:
        return self._entry.is_file()

    def is_symlink(self) -> bool:
        return False

    def stat(self, *, follow_symlinks: bool) -> SimpleNamespace:
        assert not follow_symlinks
        return SimpleNamespace(st_reparse_tag=self._mark)


@pytest.fixture
def marked(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Every file has this mark from here on."""
    scandir = os.scandir

    def mark(number: int) -> None:
        @contextmanager
        def look(path: Path) -> Iterator[Iterator[WindowsEntry]]:
            with scandir(path) as found:
                yield (WindowsEntry(entry, number) for entry in found)

        monkeypatch.setattr(os, "scandir", look)

    return mark


@pytest.mark.parametrize("mark", [0, 0x9000_001A, 0x9000_701A, 0x8000_0013, 0x8000_0017])
def test_a_file_in_a_cloud_and_one_on_a_disk_that_does_not_say_where_it_lies_are_files(
    mark: int, tmp_path: Path, marked: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """OneDrive's marks, of files that are halved or packed, and none; a disk in memory refuses the last word."""
    (tmp_path / "a.jpg").write_bytes(b"x")
    resolve = Path.resolve

    def refuse(path: Path, strict: bool = False) -> Path:
        if strict:
            raise OSError(22, "Incorrect function", str(path))
        return resolve(path)

    marked(mark)
    monkeypatch.setattr(Path, "resolve", refuse)
    assert TaskFolder(tmp_path).find("a.jpg") == tmp_path / "a.jpg"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
@pytest.mark.parametrize("mark", [0xA000_0003, 0xA000_000C, 0xA000_001D])
def test_the_links_that_only_windows_has_are_links(mark: int, tmp_path: Path, marked: Callable[[int], None]) -> None:
    (tmp_path / "c.jpg").write_bytes(b"x")
    (tmp_path / "taak").mkdir()
    (tmp_path / "taak" / "a.jpg").symlink_to("../c.jpg")
    marked(mark)
    assert isinstance(TaskFolder(tmp_path / "taak").find("a.jpg"), Diagnostic)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no named pipes in folders")
def test_what_is_no_ordinary_file_is_not_there(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    (tmp_path / "b.jpg").mkdir()
    assert TaskFolder(tmp_path).find("a.jpg") is None
    assert TaskFolder(tmp_path).find("b.jpg") is None
    assert TaskFolder(tmp_path / "nergens").find("a.jpg") is None


def test_capitals_and_accents_are_told_as_the_file_has_them(tmp_path: Path) -> None:
    (tmp_path / "Fotos").mkdir()
    (tmp_path / "Fotos" / "Één.JPG").write_bytes(b"x")
    found = TaskFolder(tmp_path).find("fotos/één.jpg")
    assert isinstance(found, Diagnostic)
    assert (found.code, found.suggestion) == ("other-capitals", "Fotos/één.jpg")
    found = TaskFolder(tmp_path).find("Fotos/één.jpg")
    assert isinstance(found, Diagnostic)
    assert found.suggestion == "Fotos/Één.JPG"


EXIF = b"\xff\xe1" + struct.pack(">H", 60_000) + bytes(59_998)
SIZES = {
    "png": (png(800, 600), PictureInfo("png", 800, 600)),
    "jpeg": (jpeg(800, 600), PictureInfo("jpeg", 800, 600, whole=False)),
    "jpeg of a phone": (jpeg(800, 600, before=EXIF + EXIF + EXIF), PictureInfo("jpeg", 800, 600, whole=False)),
    "jpeg with fill bytes": (jpeg(8, 6, before=app0() + b"\xff\xff\xff"), PictureInfo("jpeg", 8, 6, whole=False)),
    "progressive jpeg": (jpeg(800, 600, frame=0xC2), PictureInfo("jpeg", 800, 600)),
    "webp": (webp(b"VP8 ", 800, 600), PictureInfo("webp", 800, 600)),
    "webp without loss": (webp(b"VP8L", 800, 600), PictureInfo("webp", 800, 600)),
    "webp with more": (webp(b"VP8X", 800, 600), PictureInfo("webp", 800, 600)),
}
BROKEN = {
    "cut png": png()[:20],
    "png without head": b"\x89PNG\r\n\x1a\n" + bytes(30),
    "png of nothing": png(0, 10),
    "cut jpeg": jpeg()[:25],
    "jpeg without frame": b"\xff\xd8" + app0() + b"\xff\xd9",
    "jpeg that begins at once": b"\xff\xd8\xff\xda\0\0",
    "jpeg of nothing": jpeg(0, 0),
    "jpeg without end": b"\xff\xd8" + b"\xff\xe0\0\x02" * 5000,
    "jpeg that stands still": b"\xff\xd8\xff\xe0\0\0\0\0\0\0",
    "cut webp": webp(b"VP8 ")[:24],
    "webp of no kind": webp(b"VP8 ").replace(b"VP8 ", b"VP9 "),
    "webp without its mark": webp(b"VP8L").replace(b"\x2f", b"\x2e"),
}


@pytest.mark.parametrize("name", SIZES)
def test_the_size_is_read_from_the_head(name: str, tmp_path: Path) -> None:
    data, expected = SIZES[name]
    file = tmp_path / "a.bin"  # the name says nothing
    file.write_bytes(data)
    assert size_of(file) == expected
    assert wrong_file(file, "picture", "a") is None


@pytest.mark.parametrize("name", BROKEN)
def test_a_damaged_picture(name: str, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(BROKEN[name])
    assert _wrong(file, "picture") == "broken-picture"


def test_the_sizes_of_real_pictures() -> None:
    assert size_of(instructions() / "tandarts" / "kit.jpg") == PictureInfo("jpeg", 1280, 720, whole=False)
    assert size_of(next((RECORDED / "codes").glob("*.png"))) is not None


@pytest.mark.parametrize(
    ("data", "fits"),
    [
        (jpeg(20_000, MAX_PIXELS // 20_000), True),
        (jpeg(20_000, MAX_PIXELS // 20_000 + 1), False),
        (png(8_000, MAX_WHOLE_PIXELS // 8_000), True),
        (png(8_000, MAX_WHOLE_PIXELS // 8_000 + 1), False),
        (jpeg(40_000, 10), False),
    ],
)
def test_how_large_a_picture_can_be(data: bytes, fits: bool, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data)
    assert (_wrong(tmp_path / "a", "picture") is None) == fits


FTYP = b"\0\0\0\x18ftyp"
FILMS = [FTYP + b"isom", FTYP + b"mp42", FTYP + b"qt  ", b"\x1a\x45\xdf\xa3webm", b"\0\0\0\x08wide\0\0\0\0mdat"]
SOUNDS = [
    b"RIFF\0\0\0\0WAVEfmt ",
    b"ID3\x04",
    b"\xff\xfb\x90\x00",
    b"\xff\xf3\x90",
    b"OggS\0",
    b"fLaC\0",
    FTYP + b"M4A ",
]
NEITHER = [
    png(),
    jpeg(),
    b"GIF89a",
    b"%PDF-1.7",
    b"MZ\x90",
    b"<html>",
    b"RIFF\0\0\0\0AVI LIST",
    FTYP + b"heic",
    b"\xff\xff\xff",
]


@pytest.mark.parametrize("data", FILMS)
def test_films(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data + bytes(20))
    assert _wrong(tmp_path / "a", "film") is None
    assert _wrong(tmp_path / "a", "picture") == "not-a-picture"


@pytest.mark.parametrize("data", SOUNDS)
def test_recordings(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data + bytes(20))
    assert _wrong(tmp_path / "a", "sound") is None


@pytest.mark.parametrize("data", NEITHER)
def test_what_cannot_be_played(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(data + bytes(20))
    assert _wrong(tmp_path / "a", "film") == "not-a-film"
    assert _wrong(tmp_path / "a", "sound") == "not-a-sound"


def test_a_file_that_went_away_meanwhile(tmp_path: Path) -> None:
    assert _wrong(tmp_path / "a", "picture") == "unreadable"


def test_everything_on_the_desk(tmp_path: Path) -> None:
    assert TaskFolder(lay(tmp_path / "a")).find("bord.jpg") == tmp_path / "a/bord.jpg"


def _wrong(file: Path, kind: str) -> str | None:
    found = wrong_file(file, kind, file.name)
    return found and found.code
