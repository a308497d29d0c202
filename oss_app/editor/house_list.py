"""The file of the house's words beside the coach's tasks: written by hand or here, read anew where it has changed."""

from __future__ import annotations

from pathlib import Path

from oss_app.files import write_file
from oss_app.taskfile.lint.house_words import HouseWords, read_house_words

MAX_BYTES = 1_000_000


class HouseList:
    """``path`` need not be there. Without one (None) there are no words, and none can be added."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._read: tuple[tuple[int, int], HouseWords] | None = None

    @property
    def words(self) -> HouseWords:
        """What the file says now; nothing where it cannot be read."""
        try:
            stat = self._path.stat() if self._path else None
        except OSError:
            stat = None
        if stat is None or stat.st_size > MAX_BYTES:
            return HouseWords()
        stamp = stat.st_mtime_ns, stat.st_size
        if self._read is None or self._read[0] != stamp:
            self._read = stamp, read_house_words(self.text())
        return self._read[1]

    def text(self) -> str:
        """Return the file as it is; empty where there is none, or it cannot be read."""
        try:
            return self._standing()
        except OSError:
            return ""

    def keep(self, text: str, shown: str) -> str:
        """Put this in the place of what was ``shown``; return what stands there now. Raises OSError.

        Lines that another program has written since come along, and those that it took away go, but where they were
        changed here.
        """
        merged = _with_both(shown, text, self._standing())
        self._write(merged)
        return merged

    def add(self, word: str) -> None:
        """Add a word that is right as it is written. Raises OSError."""
        self._write(f"{self._standing().rstrip()}\n{word}\n".lstrip())

    def _standing(self) -> str:
        """Return the file as it is; empty where there is none. Raises OSError: what cannot be read is not nothing."""
        try:
            return self._path.read_text("utf-8", "replace") if self._path else ""
        except FileNotFoundError:
            return ""

    def _write(self, text: str) -> None:
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._path, text.encode())


def _with_both(shown: str, here: str, there: str) -> str:
    """Return what two wrote since ``shown``: each line that came behind the one it stands behind there."""
    if there in (shown, here):
        return here
    before, theirs = shown.splitlines(), there.splitlines()
    gone = set(before) - set(theirs)
    lines = [line for line in here.splitlines() if line not in gone]
    for at, line in enumerate(theirs):
        if line not in before and line not in lines:
            ahead = theirs[at - 1] if at else ""
            lines.insert(lines.index(ahead) + 1 if ahead in lines else len(lines), line)
    return "\n".join(lines) + "\n"
