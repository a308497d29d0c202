"""A task's folder that is there whole or not at all, whatever the disk does and whenever the program ends."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from oss_app.files import copy_folder, new_folder, rename, settle_entries, settle_folder
from oss_app.taskfile.leftovers import INCOMING
from oss_app.taskfile.released import VERSIONS


def make_whole(target: Path, fill: Callable[[Path], None]) -> None:
    """Make the folder ``target``; ``fill`` is given a hidden one beside it, which takes its place when it is done.

    Raises OSError, and what ``fill`` raises; then nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = new_folder(target.parent, INCOMING)
    try:
        fresh.chmod(0o755)
        fill(fresh)
        settle_folder(fresh)
        rename(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    settle_entries(target.parent)


def copy_task(source: Path, target: Path, begin: Callable[[Path], None] = lambda folder: None) -> None:
    """Copy a task as a draft, without its versions; ``begin`` is given the copy before it is seen. Raises OSError.

    What is no file or folder of its own is left out: a link may lead anywhere, a device has no end.
    """

    def fill(fresh: Path) -> None:
        (fresh / VERSIONS).mkdir()  # a draft from its first moment
        copy_folder(source, fresh, _left_out)
        begin(fresh)

    make_whole(target, fill)


def _left_out(folder: str, names: list[str]) -> set[str]:
    def is_own(path: Path) -> bool:
        return not path.is_symlink() and (path.is_file() or path.is_dir())

    return {name for name in names if name.startswith(".") or not is_own(Path(folder, name))}
