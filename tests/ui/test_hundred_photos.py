"""A hundred photos at once, of every kind that phones and programs make: counted, in one order, stopped anywhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QUrl

from oss_app.core.errors import UserError
from oss_app.editor.task_store import StoppedError, TaskStore, keep_photos
from oss_app.files import keep_file
from oss_app.i18n import load
from oss_app.media.photo_files import photos_and_others
from oss_app.resources import instructions
from oss_app.taskfile.writer import TaskFile
from oss_app.ui.desk.widgets.photo_in import files_in
from tests.taskfile.test_importers_photos import HEIC

MANY = 100
NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)
ENDINGS = (".jpg", ".JPG", ".png", ".webp", ".heic", ".jfif")


class AsTheyAre:
    """The port PhotoKeeper: keeps each photo as it came, and refuses what is no picture."""

    def keep(self, path: Path, folder: Path) -> str:
        data = path.read_bytes()
        if data.startswith(b"no"):
            raise UserError("no photo", path.name)
        return keep_file(folder, path.stem, ".jpg", data)

    def small(self, data: bytes, name: str) -> bytes:
        return data


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "tasks").mkdir()
    return tmp_path / "tasks"


@pytest.fixture
def store(own: Path) -> TaskStore:
    words = load("en")
    return TaskStore(own, instructions(), words, lambda task: [], lambda: NOW, lambda s, f: None, AsTheyAre())


@pytest.fixture
def photos(tmp_path: Path) -> list[Path]:
    """Photos 1 to 100 without a time of their own, as an explorer hands them over: from the one that was grabbed."""
    folder = tmp_path / "telefoon"
    folder.mkdir()
    Image.new("RGB", (4, 3)).save(folder / "0.jpg")
    jpeg = (folder / "0.jpg").read_bytes()
    (folder / "0.jpg").unlink()
    paths = []
    for n in range(1, MANY + 1):
        path = folder / f"foto {n}{ENDINGS[n % len(ENDINGS)]}"
        path.write_bytes(HEIC.read_bytes() if path.suffix == ".heic" else jpeg + b"%d" % n)
        paths.append(path)
    return [*paths[41:], *paths[:41]]


def dropped(photos: Sequence[Path]) -> list[Path]:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in photos])
    return files_in(data)


def of_folder(photos: Sequence[Path]) -> list[Path]:
    return dropped([photos[0].parent])


def on_the_field(photos: Sequence[Path]) -> list[Path]:
    return photos_and_others(photos)[0]


def of_a_stick(photos: Sequence[Path]) -> list[Path]:
    stick = photos[0].parent.parent / "stick" / "DCIM" / "100PHONE"
    shutil.copytree(photos[0].parent, stick)
    return photos_and_others([stick])[0]


WAYS: dict[str, Callable[[Sequence[Path]], list[Path]]] = {
    "dropped or pasted": dropped,
    "a folder": of_folder,
    "on the field": on_the_field,
    "chosen": list,
    "a stick": of_a_stick,
}


def numbers(folder: Path) -> list[int]:
    steps = TaskFile.open(folder).task.steps
    return [int((step.photo or "").split(".")[0].rpartition("-")[2]) for step in steps]


@pytest.mark.parametrize("way", WAYS)
def test_each_way_in_has_the_same_order_and_loses_none(store: TaskStore, photos: list[Path], way: str) -> None:
    counted: list[int] = []

    def on(n: int) -> bool:
        counted.append(n)
        return True

    folder, said = store.from_photos(WAYS[way](photos), on)
    assert numbers(folder) == counted == list(range(1, MANY + 1))
    assert said == ""


@pytest.mark.parametrize("at", [1, 2, 50, 99, 100])
def test_stopped_at_any_photo_nothing_is_left(store: TaskStore, own: Path, photos: list[Path], at: int) -> None:
    with pytest.raises(StoppedError):
        store.from_photos(photos, lambda n: n < at)
    assert list(own.iterdir()) == []
    own.joinpath("open").mkdir()
    own.joinpath("open", "foto-1.jpg").write_bytes(b"of a step that is there")
    with pytest.raises(StoppedError):
        keep_photos(AsTheyAre(), photos, own / "open", lambda n: n < at)
    assert os.listdir(own / "open") == ["foto-1.jpg"]


def test_those_that_are_none_are_named_all(store: TaskStore, photos: list[Path]) -> None:
    for n in (1, 50, 99):
        photos[n].write_bytes(b"no picture")
    folder, said = store.from_photos(photos)
    assert len(numbers(folder)) == MANY - 3
    assert all(photos[n].name in said for n in (1, 50, 99))
