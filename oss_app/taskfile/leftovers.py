"""Make good what a sudden end left half done among the tasks, and clear away what it left lying."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from pathlib import Path

from oss_app.files import unfinished
from oss_app.taskfile.checks import CHECKS
from oss_app.taskfile.released import RELEASED, put_back
from oss_app.taskfile.taught import restore_all
from oss_app.taskfile.work_photos import clear_gone

INCOMING = ".incoming-"
"""How the folder of a package begins while it is being taken in."""
log = logging.getLogger(__name__)


def clear_leftovers(root: Path) -> None:
    """Mend each task folder in ``root``. Only for whoever holds the data folder alone; raises nothing."""
    try:
        folders = [entry for entry in root.iterdir() if entry.is_dir() and not entry.is_symlink()]
    except OSError:
        return
    for folder in folders:
        try:
            if folder.name.startswith(INCOMING):
                _remove(folder)
            elif not folder.name.startswith("."):
                _mend(folder)
        except OSError:
            log.warning("leftovers in %r stay", folder.name, exc_info=True)


def _mend(folder: Path) -> None:
    put_back(folder)
    restore_all(folder / CHECKS)
    clear_gone(folder)
    for left in [*folder.glob(f"{RELEASED}-*"), *(folder / CHECKS).glob(".*.new-*"), *_unfinished(folder)]:
        _remove(left)


def _unfinished(folder: Path) -> Iterator[Path]:
    """Yield the files that ``write_file`` had not finished."""
    for place in (folder, folder / CHECKS, *(folder / CHECKS).glob("*/"), *(folder / CHECKS).glob("*/*/")):
        yield from unfinished(place)


def _remove(path: Path) -> None:
    log.info("a leftover is cleared away: %r", path.name)
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
