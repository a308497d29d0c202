"""Write files that survive a power cut, and find names that are free: for all rooms that keep something."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

PATIENCE_S = 1.0 if os.name == "nt" else 0.0
"""Elsewhere a file that is open can be replaced and renamed; who may not there may not a second later."""
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*| *)", re.IGNORECASE)
"""Names that are devices on Windows, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


def write_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write ``data`` as ``path``; whoever reads meanwhile, or after a power cut, sees the old file or the new one.

    ``mode`` says who may read a new file; one that is there keeps its own. Raises OSError (disk full, no right to
    write); then the old file is still there and nothing else.
    """
    number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    new = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else mode)
        put_in_place(new, path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
    settle_entries(path.parent)


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file: a pipe or a device may never end.

    Raises OSError, also where it is none, or longer than ``most`` bytes.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, "too large", str(path))
    return data


def copy_file(source: str | Path, target: str | Path) -> str:
    """Copy what a file holds and when it was written, and no rights: what comes from a read-only disc can be changed.

    Windows replaces no file that says it is read-only. Raises OSError.
    """
    shutil.copyfile(source, target)
    written = os.stat(source)
    os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))
    return str(target)


def rename(old: Path, new: Path) -> None:
    """Give a file or folder another name, with patience. Raises OSError."""
    patiently(lambda: old.rename(new))


def put_in_place(new: Path, path: Path) -> None:
    """Give a file the name ``path``, also where that is another file's, with patience. Raises OSError."""
    patiently(lambda: new.replace(path))


def new_folder(within: Path, prefix: str) -> Path:
    """Make a folder of a name that nothing has, for what then gets its own name. Raises OSError.

    Not by ``tempfile``: on Windows its folders are closed to all other users, and stay so under any name.
    """
    folder = within / f"{prefix}{uuid.uuid4().hex[:12]}"
    folder.mkdir()
    return folder


def patiently(act: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
    """Do what Windows refuses while a virus scanner or an indexer has the file open, which takes some 10 ms.

    Raises what ``act`` raises, PermissionError only when it was refused for ``patience_s``.
    """
    until = time.monotonic() + patience_s
    while True:
        try:
            act()
        except PermissionError:
            if time.monotonic() >= until:
                raise
            time.sleep(0.02)
        else:
            return


def unfinished(folder: Path) -> list[Path]:
    """Find what ``write_file`` left in a folder when the program was ended by force in the middle of it."""
    return [file for file in folder.glob(".*.tmp") if file.is_file()]


def settle_file(path: Path) -> None:
    """Bring a file down to the disk. Raises OSError."""
    with path.open("rb" if os.name == "posix" else "r+b") as file:  # Windows flushes only what may be written
        os.fsync(file.fileno())


def settle_entries(folder: Path) -> None:
    """Bring the entries of a folder down to the disk, where the system can (Windows does so by itself)."""
    with contextlib.suppress(OSError, AttributeError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def settle_folder(folder: Path) -> None:
    """Bring a new folder and all in it down to the disk, before it takes its place. Raises OSError."""
    for path in sorted(folder.rglob("*")):
        if path.is_dir():
            settle_entries(path)
        else:
            settle_file(path)
    settle_entries(folder)


def numbered(stem: str, suffix: str = "") -> Iterator[str]:
    """Give names without end, to take the first that is free: ``foto.jpg``, ``foto-2.jpg``, ``foto-3.jpg``."""
    return (f"{stem}{'' if n == 1 else f'-{n}'}{suffix}" for n in count(1))


def keep_file(folder: Path, wanted: str, suffix: str, data: bytes) -> str:
    """Write a file into a task's folder under a name that is free, whole or not at all; the name. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    name = free_name(folder, wanted, suffix)
    write_file(folder / name, data)
    return name


def free_name(folder: Path, wanted: str, suffix: str) -> str:
    """Return a file name in ``folder`` that nothing has yet, made of the letters of ``wanted``."""
    stem = re.sub(r"[^\w-]+", "-", Path(wanted).stem.lower()).strip("-")[:40] or "foto"
    stem = f"{stem}-1" if RESERVED.fullmatch(stem) else stem
    taken = {entry.name.casefold() for entry in folder.iterdir()} if folder.is_dir() else set()
    return next(name for name in numbered(stem, suffix) if name.casefold() not in taken)
