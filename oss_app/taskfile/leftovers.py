"""Make good what a sudden end left half done among the tasks, and clear away what it left lying."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path

from oss_app.files import GONE, clear_away, unfinished
from oss_app.taskfile.checks import CHECKS
from oss_app.taskfile.released import RELEASED, VERSIONS, put_back
from oss_app.taskfile.taught import restore_all
from oss_app.taskfile.work_photos import clear_gone

INCOMING = ".incoming-"
"""How the folder of a package begins while it is being taken in."""
BIN = ".bin"
"""Where tasks wait that a coach removed, beside the others."""
JUST_MADE = 3
"""So many of the latest versions may be half made: a save makes two, a repair of it one more."""
log = logging.getLogger(__name__)


def clear_leftovers(root: Path) -> None:
    """Mend each task folder in ``root``. Only for whoever holds the data folder alone; raises nothing."""
    try:
        folders = [entry for entry in root.iterdir() if entry.is_dir() and not entry.is_symlink()]
    except OSError:
        return
    for folder in folders:
        try:
            if folder.name.startswith((INCOMING, GONE)):
                _remove(folder)
            elif folder.name == BIN:
                _remove_all(folder.glob(f"{GONE}*"))
            elif not folder.name.startswith("."):
                _mend(folder)
        except OSError:
            log.warning("leftovers in %r stay", folder.name, exc_info=True)


def _mend(folder: Path) -> None:
    put_back(folder)
    restore_all(folder / CHECKS)
    clear_gone(folder)
    _remove_all([*folder.glob(f"{RELEASED}-*"), *(folder / CHECKS).glob(".*.new-*"), *_unfinished(folder)])
    for place in (folder, folder / VERSIONS, folder / CHECKS):
        _remove_all(place.glob(f"{GONE}*"))


def _unfinished(folder: Path) -> Iterator[Path]:
    """Yield the files that ``write_file`` had not finished."""
    versions = sorted((folder / VERSIONS).glob("*/"))[-JUST_MADE:]
    for place in (folder, *versions, folder / CHECKS, *(folder / CHECKS).glob("*/"), *(folder / CHECKS).glob("*/*/")):
        yield from unfinished(place)


def _remove_all(paths: Iterable[Path]) -> None:
    for path in list(paths):
        _remove(path)


def _remove(path: Path) -> None:
    log.info("a leftover is cleared away: %r", path.name)
    clear_away(path)
