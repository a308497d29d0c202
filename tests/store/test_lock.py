"""One program a data folder, and no lock that outlives its program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.store.lock import NAME, Lock
from tests.store.conftest import WORDS
from tests.store.test_disk_trouble import as_nobody, guarded

__all__ = ["guarded"]
ROOT = Path(__file__).parents[2]
HOLD = """
import pathlib, subprocess, sys, time
from oss_app.i18n import load
from oss_app.store.lock import Lock
lock = Lock(pathlib.Path(sys.argv[1]), load("en"))
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdout=subprocess.DEVNULL)
print(child.pid, flush=True)
time.sleep(60)
"""


def test_a_second_program_is_told_so_in_words(folder: Path) -> None:
    first = Lock(folder, WORDS)
    with pytest.raises(UserError) as raised:
        Lock(folder, WORDS)
    assert raised.value.sentence == "OSS App is already running here."
    assert str(folder) in raised.value.hint
    first.release()


def test_it_can_be_had_again_when_the_first_has_let_go(folder: Path) -> None:
    Lock(folder, WORDS).release()
    again = Lock(folder, WORDS)
    again.release()
    again.release()


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody can delete a file that is open")
def test_a_file_that_somebody_deleted_lets_no_second_program_in(folder: Path) -> None:
    first = Lock(folder, WORDS)
    (folder / NAME).unlink()
    with pytest.raises(UserError):
        Lock(folder, WORDS)
    first.release()
    Lock(folder, WORDS).release()


def test_another_folder_is_another_matter(folder: Path) -> None:
    (folder / "other").mkdir()
    first, second = Lock(folder, WORDS), Lock(folder / "other", WORDS)
    first.release()
    second.release()


def test_a_killed_program_holds_nothing_and_nor_do_its_children(folder: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE, cwd=ROOT) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        try:
            with pytest.raises(UserError):
                Lock(folder, WORDS)
            program.kill()
            program.wait()
            Lock(folder, WORDS).release()
        finally:
            end(child)


def end(pid: int) -> None:
    import psutil

    psutil.Process(pid).kill()


def test_a_read_only_folder_is_locked_as_well(guarded: Path) -> None:
    guarded.chmod(0o500)
    with as_nobody():
        first = Lock(guarded, WORDS)
        with pytest.raises(UserError):
            Lock(guarded, WORDS)
        first.release()
        assert list(guarded.iterdir()) == []


def test_a_folder_that_is_not_there_needs_no_lock(folder: Path) -> None:
    Lock(folder / "missing", WORDS).release()
