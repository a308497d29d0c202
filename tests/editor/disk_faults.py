"""Faults of a disk at any act that changes it: refused from there on, refused once, or the program killed.

Or at any act that reads: a file that lies in a cloud that is off, a share that is gone, one that another holds.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
GIVES_ROOM = ("os.remove", "os.rmdir")
LOOKS = ("os.listdir", "os.scandir", "os.stat")
KILLED = 9


class DiskFaults:
    """Counts what changes files below ``root``, and from number ``at`` on refuses it with ``code`` (0: kills here).

    ``once``: the next one goes well again. What gives room still goes on a full disk, unless ``takes_all``.
    """

    def __init__(self) -> None:
        self._root, self._at, self._code = "", 0, 0
        self._once = self._takes_all = self._reads = False
        self.seen = 0
        sys.addaudithook(self._hear)  # stays for as long as Python runs; deaf without a root

    @contextmanager
    def on(self, root: Path, at: int, code: int, *, once: bool = False, takes_all: bool = False) -> Iterator[None]:
        self._at, self._code, self._once, self._takes_all, self.seen = at, code, once, takes_all, 0
        self._root = str(root)
        try:
            yield
        finally:
            self._root = ""

    @contextmanager
    def reading(self, root: Path, at: int, code: int, *, once: bool = False) -> Iterator[None]:
        """The same for what is read, or only looked at."""
        self._reads, stat = True, os.stat

        def asked(path: object, *rest: object, **named: object) -> os.stat_result:
            self._hear("os.stat", (path,))
            return stat(path, *rest, **named)  # type: ignore[arg-type]

        try:
            with self.on(root, at, code, once=once):
                os.stat = asked  # type: ignore[assignment]  # Python tells no hook of it
                yield
        finally:
            self._reads, os.stat = False, stat

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._root or not (self._looks if self._reads else self._changes)(event, arguments):
            return
        if event in GIVES_ROOM and self._code and not self._takes_all:
            return
        self.seen += 1
        if self.seen < self._at or (self._once and self.seen > self._at):
            return
        if not self._code:
            os._exit(KILLED)
        raise OSError(self._code, os.strerror(self._code), str(arguments[0]))

    def _changes(self, event: str, arguments: tuple[object, ...]) -> bool:
        if event == "open":
            flags = arguments[2]
            is_change = isinstance(flags, int) and bool(flags & WRITES) and not flags & os.O_DIRECTORY
        else:
            is_change = event in ("os.rename", "os.mkdir", "os.link", "os.symlink", "os.truncate", *GIVES_ROOM)
        if not is_change or not isinstance(arguments[0], str | bytes | Path):
            return False
        return _place(os.fsdecode(arguments[0]), event, arguments).startswith(self._root)

    def _looks(self, event: str, arguments: tuple[object, ...]) -> bool:
        is_read = event == "open" and isinstance(arguments[2], int) and not arguments[2] & WRITES
        is_look = is_read or event in LOOKS
        return is_look and isinstance(arguments[0], str | bytes | Path) and self._is_inside(arguments[0])

    def _is_inside(self, path: str | bytes | Path) -> bool:
        return os.fsdecode(path).startswith(self._root)


def _place(path: str, event: str, arguments: tuple[object, ...]) -> str:
    """Where it lies: what ``shutil.rmtree`` deletes is named within a folder that is open."""
    opened = arguments[1] if event in GIVES_ROOM else -1
    if os.path.isabs(path) or not isinstance(opened, int) or opened < 0:
        return path
    try:
        return os.path.join(os.readlink(f"/proc/self/fd/{opened}"), path)
    except OSError:  # a system without this list
        return path


FAULTS = DiskFaults()


@contextmanager
def no_room(most: int) -> Iterator[None]:
    """No file of this process may become longer than so many bytes, as on a disk that is full; not on Windows."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def killed_at(root: Path, at: int, act: Callable[[], object]) -> bool:
    """Do ``act`` in a process that ends by force before the change number ``at``; whether it came so far."""
    child = os.fork()
    if not child:
        try:
            with FAULTS.on(root, at, 0):
                act()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
