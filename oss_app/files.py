"""Write files that survive a power cut, and find names that are free: for all rooms that keep something."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import os
import re
import shutil
import stat
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO

PATIENCE_S = 1.0 if os.name == "nt" else 0.0
"""Elsewhere a file that is open can be replaced and renamed; who may not there may not a second later."""
_NEW = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
LONGEST_COPIED = 1_000_000_000
PIECE = 1 << 20
"""Bytes of a long file that are in memory at once."""
RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])( *\..*| *)", re.IGNORECASE)
"""Names that are devices on Windows, with any ending: https://learn.microsoft.com/windows/win32/fileio/naming-a-file"""


def write_file(path: Path, data: bytes, mode: int = 0o644) -> None:
    """Write ``data`` as ``path``, whole or not at all, as ``written_whole`` does. Raises OSError."""
    with written_whole(path, mode) as file:
        file.write(data)


@contextlib.contextmanager
def written_whole(path: Path, mode: int = 0o644) -> Iterator[BinaryIO]:
    """Open a file to be written that takes the place of ``path`` at the end.

    Whoever reads meanwhile, or after a power cut, sees the old file or the new one. ``mode`` says who may read a new
    file; one that is there keeps its own. Raises OSError (disk full, no right to write); then, and where what writes
    raises anything, the old file is still there and nothing else.
    """
    new = half_written(path)
    number = os.open(new, _NEW, 0o600)
    try:
        with os.fdopen(number, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        new.chmod(path.stat().st_mode & 0o777 if path.exists() else mode)
        put_in_place(new, path)
    except BaseException:
        with contextlib.suppress(OSError):  # what is told is why it was not written
            delete_file(new)
        raise
    settle_entries(path.parent)


def half_written(path: Path) -> Path:
    """Return a name beside ``path`` that nothing has, for what is written and then gets that name.

    Not by ``tempfile``: where a folder of Windows takes no new file, as *controlled folder access* has it, that tries
    two thousand million names before it says so.
    """
    return path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.tmp")


_SEAL = "# sum "
_SUM = re.compile(r"[0-9a-f]{16}")


def sealed(text: str) -> str:
    """Return a text that only the program writes with its sum as a last line, which YAML takes for a comment."""
    return f"{text}{_SEAL}{_sum(text)}\n"


def keeps_its_seal(text: str) -> bool | None:
    """Tell whether a text is as it was sealed, but for the ends of its lines; None where it never was."""
    body, mark, said = text.rpartition(_SEAL)
    if not mark or not _SUM.fullmatch(said.strip()) or not body.endswith(("\n", "\r")):
        return None
    return said.strip() == _sum(body)


def _sum(text: str) -> str:
    lines = "\n".join(text.removeprefix("\ufeff").splitlines())
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def open_regular(path: Path) -> BinaryIO:
    """Open an ordinary file to be read: a pipe or a device may never end, or never begin.

    Raises OSError, also where it is none.
    """
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "not an ordinary file", str(path))
    return os.fdopen(number, "rb")


def read_regular(path: Path, most: int) -> bytes:
    """Return the bytes of an ordinary file. Raises OSError, also where it is none, or longer than ``most`` bytes."""
    with open_regular(path) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise OSError(errno.EFBIG, "too large", str(path))
    return data


def pieces_of(path: Path, most: int) -> Iterator[bytes]:
    """Yield an ordinary file in pieces, so that a film is never in memory whole.

    Raises OSError, also where it is none, or longer than ``most`` bytes.
    """
    with open_regular(path) as file:
        if os.fstat(file.fileno()).st_size > most:
            raise OSError(errno.EFBIG, "too large", str(path))
        while piece := file.read(PIECE):
            if file.tell() > most:
                raise OSError(errno.EFBIG, "too large", str(path))
            yield piece


def from_json(data: str | bytes) -> Any:
    """Return what a text of JSON from elsewhere says. ValueError, also where it is nested deeper than can be read."""
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def copy_file(source: str | Path, target: str | Path) -> str:
    """Copy what a file holds and when it was written, and no rights: what comes from a read-only disc can be changed.

    Windows replaces no file that says it is read-only. Raises OSError, also where it is no ordinary file, or longer
    than any that belongs to a task.
    """
    there = os.stat(source)
    if not stat.S_ISREG(there.st_mode) or there.st_size > LONGEST_COPIED:
        raise OSError(errno.EFBIG, "not an ordinary file, or too large", str(source))
    shutil.copyfile(source, target)
    written = os.stat(source)
    os.utime(target, ns=(written.st_atime_ns, written.st_mtime_ns))
    return str(target)


def copy_folder(source: Path, target: Path, left_out: Callable[[str, list[str]], Iterable[str]] | None = None) -> None:
    """Copy a folder and all in it but what is ``left_out``, as ``copy_file`` does; ``target`` may be there, and empty.

    Raises OSError.
    """
    shutil.copytree(source, target, ignore=left_out, copy_function=copy_file, dirs_exist_ok=True)
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir() and not path.is_symlink())):
        folder.chmod(folder.stat().st_mode | 0o700)


def rename(old: Path, new: Path) -> None:
    """Give a file or folder another name, with patience. Raises OSError."""
    patiently(lambda: old.rename(new))


def put_in_place(new: Path, path: Path) -> None:
    """Give a file the name ``path``, also where that is another file's, with patience. Raises OSError."""
    patiently(lambda: new.replace(path))


def delete_file(path: Path) -> None:
    """Delete a file, with patience; one that is not there is gone. Raises OSError."""
    patiently(lambda: path.unlink(missing_ok=True))


def new_folder(within: Path, prefix: str) -> Path:
    """Make a folder of a name that nothing has, for what then gets its own name. Raises OSError.

    Not by ``tempfile``: on Windows its folders are closed to all other users, and stay so under any name.
    """
    folder = within / f"{prefix}{uuid.uuid4().hex[:12]}"
    folder.mkdir()
    return folder


GONE = ".gone-"
"""How the name of a folder begins that is being deleted."""


def delete_folder(folder: Path) -> None:
    """Delete a folder and all in it: it is gone as a whole at once, lest a sudden end leave half of it under its name.

    What cannot be deleted then stays as a leftover. Raises OSError where nothing has changed.
    """
    gone = folder.with_name(f"{GONE}{uuid.uuid4().hex[:12]}")
    rename(folder, gone)
    clear_away(gone)


def clear_away(path: Path) -> None:
    """Delete what lies there, a folder with all in it or anything else; what cannot be deleted stays."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        if path.exists():  # Windows deletes no file that says it is read-only; others nothing in such a folder
            _open_all(path)
            shutil.rmtree(path, ignore_errors=True)
    else:  # ``rmtree`` would wait for a pipe
        with contextlib.suppress(OSError):
            path.unlink()


def _open_all(folder: Path) -> None:
    """Let everything in a folder be changed, and what links lead to be as it is."""
    with contextlib.suppress(OSError):
        folder.chmod(0o700)
    for within, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(within, name)
            with contextlib.suppress(OSError):
                if not path.is_symlink():
                    path.chmod(0o700)


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


def keep_copy(folder: Path, source: Path, most: int) -> str:
    """Copy a file of at most ``most`` bytes into a task's folder under a name that is free, whole or not at all.

    Returns the name. Raises OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    name = free_name(folder, source.stem, source.suffix.lower())
    with written_whole(folder / name) as file:
        for piece in pieces_of(source, most):
            file.write(piece)
    return name


def free_name(folder: Path, wanted: str, suffix: str) -> str:
    """Return a file name in ``folder`` that nothing has yet, made of the letters of ``wanted``."""
    stem = re.sub(r"[^\w-]+", "-", Path(wanted).stem.lower()).strip("-")[:40] or "foto"
    stem = f"{stem}-1" if RESERVED.fullmatch(stem) else stem
    taken = {entry.name.casefold() for entry in folder.iterdir()} if folder.is_dir() else set()
    return next(name for name in numbered(stem, suffix) if name.casefold() not in taken)
