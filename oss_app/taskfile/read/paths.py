"""Which names of files a task may use: only what lies in its own folder, on every system."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from oss_app.files import RESERVED
from oss_app.taskfile.problems.diagnostic import Diagnostic
from oss_app.taskfile.yaml.source import INVISIBLE

MAX_PATH = 200
_URL = re.compile(r"[a-z][a-z0-9+.-]+://|(?:mailto|data|javascript):", re.IGNORECASE)
_DRIVE = re.compile(r"[a-z]:", re.IGNORECASE)
_STANDS_FOR = 0x2000_0000
"""In the mark of a file of Windows: https://learn.microsoft.com/windows/win32/fileio/reparse-point-tags"""
_SIGN = re.compile(r'[/\\<>"|?*\x00-\x1f\x7f]')


def wrong_path(path: str) -> Diagnostic | None:
    """Tell why this path may not stand in a task; None where it may. Does not look at the disk."""
    if _URL.match(path):
        return Diagnostic("path-url")
    if path.startswith(("/", "\\", "~")) or _DRIVE.match(path):
        return Diagnostic("path-absolute")
    parts = re.split(r"[/\\]", path)
    if ".." in parts:
        return Diagnostic("path-up")
    if "\\" in path:
        return Diagnostic(
            "path-backslash", args={"mended": path.replace("\\", "/")}, suggestion=path.replace("\\", "/")
        )
    if "" in parts or "." in parts:
        mended = "/".join(part for part in parts if part not in ("", "."))
        return Diagnostic("path-untidy", args={"mended": mended}, suggestion=mended)
    if len(path) > MAX_PATH:
        return Diagnostic("path-too-long", args={"length": len(path), "limit": MAX_PATH})
    return next((found for part in parts if (found := wrong_name(part))), None)


def wrong_name(name: str) -> Diagnostic | None:
    """Tell why this cannot be the name of one file or folder, on any system; None where it can."""
    if ":" in name:
        return Diagnostic("path-colon")
    if sign := _SIGN.search(name):
        return Diagnostic("path-sign", args={"sign": sign[0]})
    if RESERVED.fullmatch(name):
        return Diagnostic("path-reserved", args={"name": name})
    if not name or name[-1] in ". ":
        return Diagnostic("path-end")
    return None


def unfit(name: str) -> bool:
    """Tell whether a name has signs that nobody can see, or bytes that are no letters: so some programs pack and
    write.
    """
    return bool(INVISIBLE.search(name)) or not _is_text(name)


def shown(name: str) -> str:
    """Return a name as it can be shown and written anywhere."""
    return "".join(sign if sign.isprintable() and _is_text(sign) else "\ufffd" for sign in name)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


@dataclass(frozen=True)
class _FileEntry:
    ordinary: bool
    linked: bool


class TaskFolder:
    """A task's folder: what lies in it, read once."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._root = path.resolve()
        self._entries: dict[str, Mapping[str, _FileEntry]] = {}

    def find(self, written: str) -> Path | Diagnostic | None:
        """Return the file that a task names.

        A finding where the path may not be used; None where there is no such file.
        """
        if wrong := wrong_path(written):
            return wrong
        parts, linked = written.split("/"), False
        entry = _FileEntry(ordinary=False, linked=False)
        for number, part in enumerate(parts):
            entries = self._in("/".join(parts[:number]))
            if part not in entries:
                part = parts[number] = next((name for name in entries if _composed(name) == _composed(part)), part)
            if part not in entries:
                near = next((name for name in sorted(entries) if _same(name, part)), None)
                if near is None:
                    return None
                mended = "/".join([*parts[:number], near, *parts[number + 1 :]])
                return Diagnostic("other-capitals", args={"path": written, "mended": mended}, suggestion=mended)
            entry = entries[part]
            linked = linked or entry.linked
        path = self.path.joinpath(*parts)
        if linked:
            try:
                if not path.resolve(strict=True).is_relative_to(self._root):
                    return Diagnostic("path-outside", args={"path": written})
                return path if path.is_file() else None
            except (OSError, RuntimeError):
                return None  # a link that leads nowhere, or in a ring
        return path if entry.ordinary else None

    def files(self) -> tuple[str, ...]:
        """Return the names of the files in the folder itself, in alphabet order."""
        return tuple(sorted(name for name, entry in self._in("").items() if entry.ordinary))

    def within(self, folder: str) -> frozenset[str]:
        """Return the names of everything in a folder within the task's folder."""
        return frozenset(self._in(folder))

    def has(self, written: str) -> bool:
        """Tell whether there is anything of this name, taken as it is, in the folder."""
        *above, name = written.split("/")
        return name in self._in("/".join(above))

    def _in(self, folder: str) -> Mapping[str, _FileEntry]:
        if folder not in self._entries:
            try:
                with os.scandir(self.path / folder) as found:
                    entries = {entry.name: _looked_at(entry) for entry in found}
            except OSError:
                entries = {}
            self._entries[folder] = entries
        return self._entries[folder]


def _looked_at(entry: os.DirEntry[str]) -> _FileEntry:
    try:
        ordinary = entry.is_file()
    except OSError:  # a link that leads to itself
        ordinary = False
    return _FileEntry(ordinary, _is_link(entry))


def _is_link(entry: os.DirEntry[str]) -> bool:
    """Tell whether another file or folder stands behind a name, also by the kinds of links that only Windows has.

    By its mark alone: a file that still lies in a cloud is none, and disks of some drivers, as one in memory, do not
    say where a file really lies.
    """
    try:
        return entry.is_symlink() or bool(getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0) & _STANDS_FOR)
    except OSError:
        return True


def _composed(name: str) -> str:
    """Return a name with its accents in one piece with their letters: a Mac writes them apart, which nobody sees."""
    return unicodedata.normalize("NFC", name)


def _same(one: str, other: str) -> bool:
    return _composed(one).casefold() == _composed(other).casefold()
