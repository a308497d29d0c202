"""Files come whole or not at all, and names that are free are found."""

from __future__ import annotations

import ast
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from oss_app.files import (
    RESERVED,
    copy_file,
    copy_folder,
    delete_folder,
    free_name,
    from_json,
    half_written,
    new_folder,
    numbered,
    patiently,
    settle_folder,
    unfinished,
    write_file,
)
from oss_app.media.kind import PictureKind, picture_kind
from tests.conftest import ROOT


def test_names_are_counted_from_the_second_on() -> None:
    assert list(islice(numbered("foto", ".jpg"), 3)) == ["foto.jpg", "foto-2.jpg", "foto-3.jpg"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    write_file(file, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_file(file, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.txt", b"old")]


def test_a_folder_is_brought_down_file_by_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "checks" / "a").mkdir(parents=True)
    for name in ("task.yaml", "checks/a/check.yaml"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    settled: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda number: settled.add(os.fstat(number).st_ino))
    settle_folder(tmp_path)
    assert {path.stat().st_ino for path in tmp_path.rglob("*") if path.is_file()} <= settled


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(8), PictureKind.JPEG),
        (b"\x89PNG\r\n\x1a\n" + bytes(4), PictureKind.PNG),
        (b"RIFF" + bytes(4) + b"WEBP", PictureKind.WEBP),
        (b"RIFF" + bytes(4) + b"WAVE", None),
        (bytes(8) + b"WEBP", None),
        (b"\xff\xd8", None),
        (b"GIF89a" + bytes(6), None),
        (b"", None),
    ],
)
def test_the_kind_of_a_picture_is_told_by_its_first_bytes(head: bytes, kind: PictureKind | None) -> None:
    assert picture_kind(head) is kind


class Busy:
    """A file that another program has open for the first ``times`` tries."""

    def __init__(self, times: int) -> None:
        self.times = times

    def replace(self) -> None:
        self.times -= 1
        if self.times >= 0:
            raise PermissionError("in use")


def test_a_file_that_a_virus_scanner_holds_is_tried_again() -> None:
    busy = Busy(3)
    patiently(busy.replace, 1.0)
    assert busy.times == -1


def test_patience_ends() -> None:
    with pytest.raises(PermissionError):
        patiently(Busy(1_000_000).replace, 0.05)


def hasty_calls(file: Path) -> Iterator[ast.Call]:
    """The calls of methods that no ``patiently`` stands around."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    patient = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "patiently"]
    waited_for = {id(node) for call in patient for node in ast.walk(call)}
    yield from (call for call in calls if isinstance(call.func, ast.Attribute) and id(call) not in waited_for)


def test_everything_that_gets_another_name_gets_it_with_patience() -> None:
    """A name given in haste fails on Windows whenever a scanner looks at what was written a moment ago."""
    hasty = {
        f"{file.relative_to(ROOT).as_posix()}: {ast.unparse(node)}"
        for file in (ROOT / "oss_app").rglob("*.py")
        for node in hasty_calls(file)
        if isinstance(node.func, ast.Attribute)
        and not node.keywords
        and (node.func.attr in ("rename", "renames") or (node.func.attr == "replace" and len(node.args) == 1))
    }
    assert hasty == {
        "oss_app/speech/engines.py: path.rename(path.with_suffix('.aiff'))",  # of macOS alone
    }


def test_everything_that_is_deleted_for_good_is_deleted_with_patience() -> None:
    """Windows refuses it while a scanner, or another part of this program, has the file open."""
    hasty = {
        f"{file.relative_to(ROOT / 'oss_app').as_posix()}: {ast.unparse(node)}"
        for file in (ROOT / "oss_app").rglob("*.py")
        for node in hasty_calls(file)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "unlink"
    }
    assert hasty == {
        "files.py: path.unlink()",  # what stays is a leftover, cleared away another day
        "store/folders.py: left.unlink()",
        "speech/cache.py: Path(path).unlink()",  # a cache
        "speech/engines.py: aiff.unlink()",  # of macOS alone
        "ui/kit/small_photos.py: Path(path).unlink()",
        "ui/kit/small_photos.py: path.unlink()",
    }


@pytest.mark.parametrize("maker", ["mkdtemp", "mkstemp", "NamedTemporaryFile"])
def test_nothing_that_stays_is_made_by_tempfile(maker: str) -> None:
    """What it makes is closed to all other users on Windows, and stays so under its final name.

    And where a folder of Windows takes no file it does not say so, but tries other names for days.
    """
    assert not [f for f in (ROOT / "oss_app").rglob("*.py") if maker in f.read_text(encoding="utf-8")]


def test_a_folder_that_takes_no_file_is_told_at_the_first_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[object] = []

    def refuse(path: object, *_: object) -> int:
        tried.append(path)
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        write_file(tmp_path / "a.txt", b"new")
    assert len(tried) == 1


def test_what_is_half_written_is_found_again_by_its_name(tmp_path: Path) -> None:
    half = half_written(tmp_path / "[a] b.txt")
    half.write_bytes(b"half")
    assert half != half_written(tmp_path / "[a] b.txt")
    assert unfinished(tmp_path) == [half]


def test_folders_of_one_beginning_have_names_of_their_own(tmp_path: Path) -> None:
    made = [new_folder(tmp_path, ".incoming-") for _ in range(3)]
    assert sorted(tmp_path.iterdir()) == sorted(made)
    assert all(folder.name.startswith(".incoming-") for folder in made)


@pytest.mark.parametrize("wanted", ["CON.jpg", "aux.png", "Nul", "com1.jpeg", "LPT9.wav"])
def test_a_file_is_never_called_after_a_device_of_windows(wanted: str, tmp_path: Path) -> None:
    name = free_name(tmp_path, wanted, ".jpg")
    assert not RESERVED.fullmatch(name)
    assert name.startswith(Path(wanted).stem.lower())


def test_a_copy_from_a_read_only_disc_can_be_changed(tmp_path: Path) -> None:
    disc, copy = tmp_path / "disc.yaml", tmp_path / "copy.yaml"
    disc.write_text("taak: Blad")
    os.utime(disc, (1_700_000_000, 1_700_000_000))
    disc.chmod(0o444)
    copy_file(disc, copy)
    assert copy.stat().st_mode & 0o200
    assert (copy.read_text(), copy.stat().st_mtime) == ("taak: Blad", 1_700_000_000)


def test_a_copy_of_a_folder_from_a_read_only_disc_can_be_changed(tmp_path: Path) -> None:
    disc, copy = tmp_path / "disc", tmp_path / "copy"
    (disc / "checks" / "a").mkdir(parents=True)
    (disc / "checks" / "a" / "01.jpg").write_bytes(b"1")
    for folder in (disc / "checks" / "a", disc / "checks", disc):
        folder.chmod(0o555)
    copy_folder(disc, copy)
    for folder in (disc, disc / "checks", disc / "checks" / "a"):
        folder.chmod(0o755)
    assert all(path.stat().st_mode & 0o200 for path in (copy, *copy.rglob("*")))
    assert (copy / "checks" / "a" / "01.jpg").read_bytes() == b"1"


def test_what_says_that_it_is_read_only_is_cleared_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows has it: what comes from a disc, or was made so in the Explorer, is deleted by nobody."""
    (tmp_path / "kept").write_bytes(b"1")
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(b"1")
    if os.name == "posix":
        (tmp_path / "a" / "b" / "link").symlink_to(tmp_path / "kept")
    for path in (tmp_path / "kept", tmp_path / "a" / "b" / "c"):
        path.chmod(0o444)
    unlink = os.unlink

    def unlink_as_windows(path: str, *, dir_fd: int | None = None) -> None:
        if not os.stat(path, dir_fd=dir_fd, follow_symlinks=False).st_mode & 0o200:
            raise PermissionError(13, "Permission denied", path)
        unlink(path, dir_fd=dir_fd)

    if os.name == "posix":
        monkeypatch.setattr(os, "unlink", unlink_as_windows)
    delete_folder(tmp_path / "a")
    assert [path.name for path in tmp_path.iterdir()] == ["kept"]
    assert not (tmp_path / "kept").stat().st_mode & 0o200


def test_a_folder_is_gone_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "c").write_bytes(b"1")
    delete_folder(tmp_path / "a")
    assert not list(tmp_path.iterdir())
    with pytest.raises(FileNotFoundError):
        delete_folder(tmp_path / "a")


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, b"\xff", b"\xef\xbb\xbf["])
def test_what_is_no_json_is_one_kind_of_error(text: str | bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        from_json(text)
