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
        """Return the file as it is; empty where there is none."""
        try:
            return self._path.read_text("utf-8", "replace") if self._path else ""
        except OSError:
            return ""

    def write(self, text: str) -> None:
        """Put this in its place. Raises OSError."""
        if self._path:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            write_file(self._path, text.encode())

    def add(self, word: str) -> None:
        """Add a word that is right as it is written. Raises OSError."""
        text = self.text()
        self.write(f"{text.rstrip()}\n{word}\n".lstrip())
