"""The files of a folder that several stations follow: a number for each release, whole or not there at all."""

from __future__ import annotations

import os
import re
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from oss_app.core.errors import DeviceError, UserError
from oss_app.files import delete_file, rename
from oss_app.i18n import marked
from oss_app.sidecar import ask
from oss_app.taskfile.packing import SUFFIX, export
from oss_app.taskfile.read.paths import wrong_name

WITHDRAWN = ".withdrawn"
DIGITS = 4
WRITE_S = 30.0
"""A folder that has not taken a release after so long is not there; one with films has longer, by their size."""
SLOWEST_BYTES_S = 500_000
"""A share at the far end of a weak wireless network (start)."""
DEAD_S = 24 * 3600.0
"""What lies half written for so long, by the clock of the folder itself, nobody writes any more."""
_HALF = re.compile(r"\.{1,2}.+-[0-9a-f]{12}\.tmp(\..+\.tmp)?")
_NAME = re.compile(rf"(?P<task>.+)-(?P<number>\d{{{DIGITS},9}})(?P<kind>\{SUFFIX}|\{WITHDRAWN})")
_HERE_ALONE = marked("This was done on this PC alone: the folder of all stations cannot be written now.")
_STAYS = marked("It stays with the workers: the folder of all stations cannot be written now.")
_AGAIN = marked("Connect the folder, and do it once more.")
_NO_NAME = marked("This task cannot be released under this name.")
_OURS = (SUFFIX, WITHDRAWN)
_UNFINISHED = (".tmp", ".part", ".partial", ".filepart", ".crdownload", "~")


@dataclass(frozen=True, order=True)
class Release:
    """One release in the folder, or what stands for a withdrawn task."""

    task: str
    number: int
    is_withdrawn: bool = False

    @property
    def stem(self) -> str:
        """Its task and number, as in ``tandarts-0003``."""
        return f"{self.task}-{self.number:0{DIGITS}}"

    @property
    def file(self) -> str:
        """The name of its file."""
        return f"{self.stem}{WITHDRAWN if self.is_withdrawn else SUFFIX}"


def publish(folder: Path, into: Path) -> Release:
    """Write a task as the next release into a followed folder, whole or not at all. UserError, OSError.

    ``folder`` is what workers see of it. Two who release at the same moment get two numbers.
    """
    task = folder.name
    if wrong_name(task):
        raise UserError(_NO_NAME, task)
    unfinished = into / f".{task}-{secrets.token_hex(6)}.tmp"
    try:
        export(folder, unfinished)
        _clear_half(into, unfinished)
        return _settle(unfinished, into, task, is_withdrawn=False)
    finally:
        delete_file(unfinished)


def share(released: Path, into: Path | None) -> None:
    """Write what was released here for the other stations too, where they follow a folder. UserError."""
    if into is None:
        return
    if wrong_name(released.name):
        raise UserError(_NO_NAME, released.name)
    size = 0
    with suppress(OSError):  # the child says what is wrong with it
        size = sum(file.stat().st_size for file in released.rglob("*"))
    _at_the_folder(partial(publish, released, into), _HERE_ALONE, size)


def take_back(task: str, into: Path | None) -> None:
    """Withdraw a task from the other stations too, if any of them may have it. UserError."""
    if into is not None:
        _at_the_folder(partial(_withdraw_if_there, task, into), _STAYS)


def _withdraw_if_there(task: str, into: Path) -> None:
    newest = releases_in(into).get(task)
    if newest is not None and not newest.is_withdrawn:
        withdraw_release(task, into)


def _at_the_folder(act: Callable[[], object], else_said: str, size: int = 0) -> None:
    """Do what moves so many bytes in a process of its own, since a share that hangs holds who touches it. UserError."""
    try:
        ask(act, WRITE_S + size / SLOWEST_BYTES_S)
    except DeviceError as error:
        raise UserError(else_said, _AGAIN) from error


def withdraw_release(task: str, into: Path) -> Release:
    """Take a task away from all stations that follow this folder. OSError."""
    unfinished = into / f".{task}-{secrets.token_hex(6)}.tmp"
    try:
        unfinished.write_bytes(b"withdrawn\n")
        _clear_half(into, unfinished)
        return _settle(unfinished, into, task, is_withdrawn=True)
    finally:
        delete_file(unfinished)


def releases_in(source: Path) -> dict[str, Release]:
    """Return the newest of each task in the folder. OSError."""
    found, _ = sort_names(sorted(os.listdir(source)))
    return {task: max(releases, key=lambda r: r.number) for task, releases in found.items()}


def sort_names(names: Iterable[str]) -> tuple[dict[str, list[Release]], list[str]]:
    """Return the releases among the names of a folder, by task, and the names that look like releases and are none."""
    found: defaultdict[str, list[Release]] = defaultdict(list)
    strange = []
    for name in names:
        if name.startswith((".", "~")) or name.casefold().endswith(_UNFINISHED):
            continue  # being written, or the system's own
        match = _NAME.fullmatch(name)
        if match and not wrong_name(match["task"]):
            found[match["task"]].append(Release(match["task"], int(match["number"]), match["kind"] == WITHDRAWN))
        elif any(kind in name.casefold() for kind in _OURS):
            strange.append(name)
    return dict(found), strange


def _clear_half(into: Path, fresh: Path) -> None:
    """Delete what another release left half written when its program was killed; never what is being written now.

    ``fresh`` was written just now, and says what time it is there.
    """
    with suppress(OSError):
        now = fresh.stat().st_mtime
        for name in os.listdir(into):
            if _HALF.fullmatch(name) and name != fresh.name:
                with suppress(OSError):
                    if now - (into / name).lstat().st_mtime > DEAD_S:
                        delete_file(into / name)


def _settle(unfinished: Path, into: Path, task: str, *, is_withdrawn: bool) -> Release:
    before = releases_in(into).get(task)
    for number in range(before.number + 1 if before else 1, 10**9):
        release = Release(task, number, is_withdrawn)
        if (into / Release(task, number, not is_withdrawn).file).exists():
            continue
        try:
            os.link(unfinished, into / release.file)  # unlike a rename, it never takes another's place
        except FileExistsError:
            continue
        except OSError:  # a share or a stick without second names
            if (into / release.file).exists():
                continue
            rename(unfinished, into / release.file)
        return release
    raise AssertionError("more releases than there are numbers")
