"""Folders get names that every system takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.files import free_name, half_written, new_folder
from oss_app.taskfile.checks import CHECKS
from oss_app.taskfile.leftovers import INCOMING
from oss_app.taskfile.naming import free_folder, told_by
from oss_app.taskfile.read.paths import wrong_name
from oss_app.taskfile.released import RELEASED


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Controle-set (2)", "controle-set-2"),
        ("Café Één", "cafe-een"),
        ("CON", "con-1"),
        ("../../weg", "weg"),
        ("  ", "taak"),
        ("漢字", "taak"),
        ("a" * 100, "a" * 40),
        ("x" * 39 + " y", "x" * 39),
    ],
)
def test_name(tmp_path: Path, words: str, name: str) -> None:
    folder = free_folder(tmp_path, words, "taak")
    assert folder == tmp_path / name
    assert wrong_name(folder.name) is None
    folder.mkdir()
    assert free_folder(tmp_path, words, "taak").name == f"{name}-2"


WINDOWS_LONGEST = 259
"""Letters of a path: https://learn.microsoft.com/windows/win32/fileio/maximum-file-path-limitation"""
DATA = "C:\\Users\\" + 20 * "n" + "\\AppData\\Local\\oss-app"


def test_what_the_program_names_itself_is_never_too_long_a_path_for_windows(tmp_path: Path) -> None:
    """A copy that is being released, one from a folder that stations share, and a photo that is being written."""
    long = 300 * "lang "
    task, check = (free_folder(tmp_path, long, "x").name for _ in range(2))
    photo = free_name(tmp_path, f"{long}.jpeg", ".jpeg")
    released, taken, fresh, incoming = (
        new_folder(tmp_path, begins).name for begins in (f"{RELEASED}-", ".taking-", f".{check}.new-", INCOMING)
    )
    half_kept, half_shown = (half_written(tmp_path / name).name for name in ("01.jpg", photo))
    for inside in (
        ("tasks", task, released, task, CHECKS, check, "not_done", "01.jpg"),
        ("followed", "ready", taken, "in", incoming, task, CHECKS, check, "not_done", "01.jpg"),
        ("tasks", task, CHECKS, fresh, "not_done", half_kept),
        ("tasks", incoming, task, half_shown),
    ):
        path = "\\".join((DATA, *inside))
        assert len(path) <= WINDOWS_LONGEST, path


@pytest.mark.parametrize("name", ["Tandarts-set", "Foto’s tandarts", "koffer", "Kit B", "漢字器具", "طقم", "Zoë"])
def test_a_folder_of_photos_that_says_something_names_the_task(name: str) -> None:
    assert told_by(Path("photos", name)) == name


@pytest.mark.parametrize(
    "name",
    [
        "Afbeeldingen",
        "Foto's",
        "Foto’s 2025",
        "Pictures",
        "Camera Roll",
        "WhatsApp Images",
        "Nieuwe map (2)",
        "Bilder",
        "100APPLE",
        "101_PANA",
        "DCIM",
        "2025-11-27",
        "IMG_2025",
        "v2",
        "Masaüstü",
        "Фото",
        "صور",
    ],
)
def test_a_folder_that_says_where_photos_come_from_names_none(name: str) -> None:
    assert told_by(Path("photos", name)) == ""


def test_a_home_and_the_root_of_a_disk_name_no_task() -> None:
    assert [told_by(Path.home()), told_by(Path("/"))] == ["", ""]
