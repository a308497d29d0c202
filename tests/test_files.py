"""Files come whole or not at all, and names that are free are found."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path

import pytest

from oss_app.files import copy_file, numbered, patiently, settle_folder, write_file
from oss_app.media.kind import PictureKind, picture_kind


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


def test_a_copy_from_a_read_only_disc_can_be_changed(tmp_path: Path) -> None:
    disc, copy = tmp_path / "disc.yaml", tmp_path / "copy.yaml"
    disc.write_text("taak: Blad")
    os.utime(disc, (1_700_000_000, 1_700_000_000))
    disc.chmod(0o444)
    copy_file(disc, copy)
    assert copy.stat().st_mode & 0o200
    assert (copy.read_text(), copy.stat().st_mtime) == ("taak: Blad", 1_700_000_000)
