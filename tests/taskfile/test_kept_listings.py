"""What was read of the tasks is kept from one start to the next, and never stands in for a task that was changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from oss_app.core.task import Break
from oss_app.resources import instructions
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.kept_listings import KeptListings

_opened: list[list[str]] = []
sys.addaudithook(lambda event, args: _opened[-1].append(str(args[0])) if _opened and event == "open" else None)


@contextmanager
def opened() -> Iterator[list[str]]:
    """The names of the files that are opened meanwhile."""
    _opened.append([])
    try:
        yield _opened[-1]
    finally:
        _opened.pop()


@pytest.fixture
def tasks(tmp_path: Path) -> Path:
    for name in ("ontbijt", "tandarts", "grote-kit"):
        shutil.copytree(instructions() / name, tmp_path / "tasks" / name)
    return tmp_path / "tasks"


@pytest.fixture
def start(tasks: Path, tmp_path: Path) -> Callable[[], FolderLibrary]:
    """A library as at the start of the program."""
    return lambda: FolderLibrary(tasks, kept=KeptListings(tmp_path / "cache" / "tasks.json"))


def test_a_start_reads_no_photo_of_a_task_that_is_as_it_was(start: Callable[[], FolderLibrary], tasks: Path) -> None:
    first = start()
    read = first.list()
    first.keep()
    assert any(isinstance(item, Break) for listing in read if listing.task for item in listing.task.items)
    with opened() as files:
        again = start().list()
    assert again == read == FolderLibrary(tasks).list()
    assert [type(item) for one in again if one.task for item in one.task.items] == [
        type(item) for one in read if one.task for item in one.task.items
    ]
    assert {Path(file).name for file in files if str(tasks) in file} == {"task.yaml", "places.yaml"}


@pytest.mark.parametrize("what", ["text", "photo", "places", "check", "gone", "new"])
def test_what_was_changed_is_read_anew_though_its_time_and_size_are_the_same(
    start: Callable[[], FolderLibrary], tasks: Path, what: str
) -> None:
    first = start()
    first.list()
    first.keep()
    folder = tasks / "tandarts"
    file = {
        "text": folder / "task.yaml",
        "photo": folder / "sonde.jpg",
        "places": folder / "places.yaml",
        "check": next(folder.glob("checks/*/check.yaml")),
        "gone": folder / "sonde.jpg",
        "new": folder / "new.txt",
    }[what]
    if what == "gone":
        file.unlink()
    elif what == "new":
        file.write_text("x", encoding="utf-8")
    else:
        before, data = file.stat(), file.read_bytes()
        file.write_bytes(data[: len(data) // 2] + b"?" * (len(data) - len(data) // 2))
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with opened() as files:
        again = start().list()
    assert again == FolderLibrary(tasks).list()
    assert any(name.endswith("dienblad.jpg") for name in files), "the whole task was read"


@pytest.mark.parametrize("spoil", ["a bit", "cut", "empty", "text", "version", "gone"])
def test_what_is_kept_is_left_aside_where_it_is_not_whole(
    start: Callable[[], FolderLibrary], tasks: Path, tmp_path: Path, spoil: str
) -> None:
    first = start()
    first.list()
    first.keep()
    file = tmp_path / "cache" / "tasks.json"
    data = file.read_bytes()
    at = data.index(b"sonde")
    spoilt = {
        "a bit": data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :],
        "cut": data[: len(data) // 2],
        "empty": b"",
        "text": b"not of ours",
        "version": data.replace(b'"version": "', b'"version": "0', 1),
        "gone": b"",
    }
    file.write_bytes(spoilt[spoil])
    if spoil == "gone":
        file.unlink()
    assert start().list() == FolderLibrary(tasks).list()


def test_a_task_with_a_problem_is_told_at_each_start(start: Callable[[], FolderLibrary], tasks: Path) -> None:
    (tasks / "ontbijt" / "task.yaml").write_text("taak: Leeg\n", encoding="utf-8")
    for _ in range(2):
        library = start()
        assert library.list() == FolderLibrary(tasks).list()
        library.keep()
    assert any(listing.problems for listing in library.list())


def test_a_folder_that_cannot_be_written_keeps_nothing_and_disturbs_nobody(tasks: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    library = FolderLibrary(tasks, kept=KeptListings(tmp_path / "file" / "tasks.json"))
    library.list()
    library.keep()
    assert FolderLibrary(tasks, kept=KeptListings(tmp_path / "file" / "tasks.json")).list() == library.list()


@pytest.mark.parametrize("is_cut", [False, True])
@pytest.mark.parametrize("name", ["task.yaml", "places.yaml"])
def test_a_text_that_changed_though_nobody_wrote_it_is_told_until_somebody_writes_it(
    start: Callable[[], FolderLibrary], tasks: Path, tmp_path: Path, name: str, is_cut: bool
) -> None:
    first = start()
    first.list()
    first.keep()
    file, folder = tasks / "tandarts" / name, tasks / "tandarts"
    rots(tmp_path / "cache" / "tasks.json", file, is_cut=is_cut)
    for _ in range(2):
        library = start()
        found = {listing.folder.name: listing for listing in library.list()}
        assert found["tandarts"].task is None
        assert [problem.code for problem in found["tandarts"].problems] == ["changed-task"]
        assert found["ontbijt"].task
        library.keep()
    file.write_bytes(file.read_bytes())
    assert start().load(folder).task
    assert library.load(folder).task, "and at once, where the program runs"


def rots(kept: Path, file: Path, *, is_cut: bool = False) -> None:
    """Have it that a file was another, or longer, when it was kept: a disk that rots changes no time, a writer does."""
    now = file.read_bytes()
    then = now + b"# 2\n" if is_cut else now.replace(b"2", b"3")
    body = kept.read_bytes().partition(b"\n")[2].decode()
    body = body.replace(hashlib.sha256(now).hexdigest(), hashlib.sha256(then).hexdigest())
    body = body.replace(f"{file.stat().st_ctime_ns}, {len(now)}]", f"{file.stat().st_ctime_ns}, {len(then)}]")
    kept.write_bytes(hashlib.sha256(body.encode()).hexdigest().encode() + b"\n" + body.encode())
