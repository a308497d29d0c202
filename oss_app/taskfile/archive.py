"""A zip from a stranger: what is in it, and why it is refused. Nothing is written, and little is read."""

from __future__ import annotations

import hashlib
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from oss_app.media.film_data import MAX_FILM_BYTES
from oss_app.taskfile.read.paths import wrong_path
from oss_app.taskfile.yaml.source import INVISIBLE

MAX_FILES = 2000
MAX_BYTES = 1_000_000_000  # of everything in it, unpacked
MAX_FILE_BYTES = MAX_FILM_BYTES  # the largest of all
MAX_RATIO = 100  # unpacked to packed, of one file
FREE_BYTES = 100_000  # what is smaller than this may be packed as small as it likes
MAX_DEPTH = 4  # checks/<name>/done/01.jpg
MAX_DIRECTORY = 1_000_000  # bytes of the list of contents
PIECE = 65_536
_BROKEN = (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, struct.error)
_END = b"PK\x05\x06"
_LARGE, _LARGE_BYTES = b"PK\x06\x07", 20
_LOCAL = 30  # bytes that stand before each file's name


class RefusedError(Exception):
    """Why an archive is refused: a code, with what fills its sentence."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class Archive:
    """An open archive whose list of contents is sound. Its files are still strangers."""

    def __init__(self, file: BinaryIO) -> None:
        """Open the archive. Raises RefusedError."""
        size = _check_directory(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise RefusedError("not-a-package") from error
        self.files: dict[str, zipfile.ZipInfo] = {}
        _check_entries(self._zip.infolist(), size)
        for info in self._zip.infolist():
            self.files[info.filename] = info

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield the content of one file in pieces of at most 64 kB. Raises RefusedError where it is damaged."""
        try:
            with self._zip.open(self.files[name]) as file:
                while piece := file.read(PIECE):
                    yield piece
        except (*_BROKEN, RuntimeError, EOFError, zlib.error) as error:
            raise RefusedError("damaged", name=name) from error

    def is_stored(self, name: str) -> bool:
        """Tell whether a file lies in the archive as it is, so that one may go back and forth in it for nothing."""
        return self.files[name].compress_type == zipfile.ZIP_STORED

    @contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """One file, to go back and forth in. Raises RefusedError where it is damaged."""
        try:
            with self._zip.open(self.files[name]) as file:
                yield cast(BinaryIO, file)
        except (*_BROKEN, RuntimeError, EOFError, zlib.error) as error:
            raise RefusedError("damaged", name=name) from error

    def read(self, name: str, limit: int) -> bytes:
        """One small file. Raises RefusedError where it is larger than ``limit`` bytes, or damaged."""
        if self.files[name].file_size > limit:
            raise RefusedError("file-too-large", name=name)
        return b"".join(self.pieces(name))

    def digest(self, name: str) -> str:
        """Return the SHA-256 of one file, hexadecimal."""
        sum_ = hashlib.sha256()
        for piece in self.pieces(name):
            sum_.update(piece)
        return sum_.hexdigest()


def _check_directory(file: BinaryIO) -> int:
    """Look at the end of the file before anything is believed: how many files, how long a list; where that begins."""
    file.seek(0, 2)
    size = file.tell()
    if size < 22:
        raise RefusedError("not-a-package")
    file.seek(size - 22)
    end = file.read(22)
    if not end.startswith(_END):  # something hangs behind it, or it is no zip at all
        raise RefusedError("not-a-package")
    disk, start_disk, here, count, length, start, _ = struct.unpack("<4xHHHHIIH", end)
    if disk or start_disk or here != count or start + length != size - 22:
        raise RefusedError("not-a-package")
    file.seek(max(0, size - 22 - _LARGE_BYTES))
    if file.read(4) == _LARGE:  # a second end, for zips beyond 4 GB, that would count instead of this one
        raise RefusedError("too-many-files", limit=MAX_FILES)
    if count > MAX_FILES or length > MAX_DIRECTORY:
        raise RefusedError("too-many-files", limit=MAX_FILES)
    file.seek(0)
    return int(start)


def _check_entries(infos: list[zipfile.ZipInfo], directory: int) -> None:
    seen: dict[str, str] = {}
    folders: set[str] = set()
    for info in infos:
        _check_name(info)
        _check_kind(info)
        alike = _alike(info.filename)
        if alike in seen:
            raise RefusedError("twin-names", name=info.filename, other=seen[alike])
        seen[alike] = info.filename
        parts = alike.split("/")
        folders |= {"/".join(parts[:n]) for n in range(1, len(parts))}
    if both := folders & seen.keys():
        name = seen[min(both)]
        raise RefusedError("twin-names", name=name, other=name)
    if sum(info.file_size for info in infos) > MAX_BYTES:
        raise RefusedError("too-large", limit=MAX_BYTES // 1_000_000)
    at = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < at or (at == 0 and info.header_offset):
            raise RefusedError("damaged", name=info.filename)
        at = info.header_offset + _LOCAL + len(info.orig_filename.encode()) + info.compress_size
        if at > directory:
            raise RefusedError("damaged", name=info.filename)


def _check_name(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename  # before zipfile cuts it at a zero or turns its strokes
    bad = wrong_path(name) or name != info.filename or INVISIBLE.search(name) or name != name.strip()
    hidden = any(part.startswith((".", " ")) for part in name.split("/"))
    if bad or hidden or name.count("/") >= MAX_DEPTH or unicodedata.normalize("NFC", name) != name:
        raise RefusedError("bad-name", name=name[:60])


def _check_kind(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG) or info.external_attr & 0x10:  # a link, a device, a folder
        raise RefusedError("not-a-file", name=info.filename)
    if info.flag_bits & 0x2041:
        raise RefusedError("encrypted")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise RefusedError("damaged", name=info.filename)
    if info.file_size > MAX_FILE_BYTES:
        raise RefusedError("file-too-large", name=info.filename)
    if info.compress_type == zipfile.ZIP_STORED and info.file_size != info.compress_size:
        raise RefusedError("damaged", name=info.filename)
    if info.file_size > FREE_BYTES and info.file_size > MAX_RATIO * info.compress_size:
        raise RefusedError("bomb", name=info.filename)


def _alike(name: str) -> str:
    """Return what two names have in common that some system takes for one."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
