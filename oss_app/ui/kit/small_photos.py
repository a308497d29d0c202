"""Large photos as they were shown, kept on the disk: a photo of a camera is decoded whole once, not at each kit.

They are made while the worker works, and are safe to delete. Nothing tells when one was used: the oldest go first.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import weakref
import zlib
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QThread, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from oss_app.files import delete_file, put_in_place
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.framing import Framing
from oss_app.ui.kit.pictures import PictureReady, Wanted, read, stamp

log = logging.getLogger(__name__)

LIMIT_BYTES = 300_000_000
"""Some 600 photos at 1920 x 1080, or 120 at 3840 x 2160."""
WORTH = 2.0
"""So many times the pixels that are shown a photo must have to be kept small."""
QUALITY = 90
BETWEEN_MS = 250
"""The processors belong to the work at the bench."""
WAY = "2"
"""How they are made; a change makes all of them anew."""
STRIPS, BLOCK = 4, 16
"""Into so many strips a photo is cut, between the blocks of its JPEG: the processors decode them at the same time."""


class SmallPhotos(QObject):
    """What was shown, as JPEG, by photo, time of writing and size of its area."""

    _go = Signal(object)

    def __init__(self, folder: Path, limit: int = LIMIT_BYTES, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = _Shelf(folder, limit)
        self._queue: deque[Wanted] = deque()
        self._between = QTimer(self)
        self._between.setSingleShot(True)
        self._between.setInterval(BETWEEN_MS)
        self._between.timeout.connect(self._next)
        self._thread, maker = QThread(), _SmallPhotoThread(self._shelf)
        self._thread.setObjectName("small photos")
        maker.moveToThread(self._thread)
        self._go.connect(maker.make, Qt.ConnectionType.QueuedConnection)
        maker.made.connect(self._between.start, Qt.ConnectionType.QueuedConnection)
        self._end = weakref.finalize(self, _end, self._thread, maker)

    def read(self, wanted: Wanted) -> PictureReady | None:
        """Read a photo, from what is kept of it where that is there; as ``pictures.read``. In any thread."""
        return self._shelf.find(wanted) or read(wanted)

    def make(self, wanted: Sequence[Wanted]) -> None:
        """Make these, one after the other and out of the way, instead of what was still to be made. Returns at once."""
        if not self._end.alive:
            return
        is_idle = not self._queue and not self._between.isActive()
        self._queue = deque(wanted)
        if not self._thread.isRunning():
            self._thread.start(QThread.Priority.LowestPriority)
        if is_idle:
            self._between.start()

    def close(self) -> None:
        """Make no more; the one that is being made is waited for."""
        self._between.stop()
        self._end()

    @Slot()
    def _next(self) -> None:
        if self._queue and self._end.alive:
            self._go.emit(self._queue.popleft())


class _SmallPhotoThread(QObject):
    """Lives in the thread."""

    made = Signal()

    def __init__(self, shelf: _Shelf) -> None:
        super().__init__()
        self._shelf = shelf

    @Slot(object)
    def make(self, wanted: Wanted) -> None:
        if sys.platform == "linux":
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, 0, 15)  # Linux: of this thread alone
        try:
            self._shelf.make(wanted)
        except OSError:
            log.debug("a small photo cannot be kept", exc_info=True)  # the large one is read again
        finally:
            self.made.emit()


class _Shelf:
    """The folder; its methods are for any thread."""

    def __init__(self, folder: Path, limit: int) -> None:
        self._folder, self._limit = folder, limit

    def make(self, wanted: Wanted) -> None:
        """Keep a photo as it is shown, where that is worth it. Raises OSError."""
        path = self._path(wanted)
        if path.is_file() or not _is_worth_it(wanted):
            return
        ready = read(wanted)
        if ready is None:
            return
        strips = _cut(ready.image)
        head = {
            "framing": [*ready.framing.window, *ready.framing.target],
            "strips": [len(strip) for strip in strips],
            "sum": zlib.crc32(b"".join(strips)),
        }
        if all(strips):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(path, b"\n".join((json.dumps(head).encode(), b"".join(strips))))
            self._trim()

    def find(self, wanted: Wanted) -> PictureReady | None:
        """Return what is kept of it, whole and as it is wanted."""
        path = self._path(wanted)
        try:
            kept = path.read_bytes()
        except OSError:
            return None
        try:
            return _taken_out(kept)
        except (ValueError, TypeError, KeyError):
            with suppress(OSError):  # the power was cut over it; it is made anew
                path.unlink()
            return None

    @staticmethod
    def _write(path: Path, data: bytes) -> None:
        """Write it whole or not at all, but do not wait for the disk: the journal's next commit would wait too."""
        part = path.with_suffix(".part")
        try:
            part.write_bytes(data)
            part.chmod(0o600)
            put_in_place(part, path)
        except OSError:
            delete_file(part)
            raise

    def _path(self, wanted: Wanted) -> Path:
        shown = (wanted.width, wanted.height, wanted.place, wanted.cut, wanted.zoomed)
        key = repr((WAY, str(wanted.path), stamp(wanted.path), shown))
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()[:40]}.photo"

    def _trim(self) -> None:
        with os.scandir(self._folder) as entries:
            kept = sorted((e.stat().st_mtime, e.stat().st_size, e.path) for e in entries if e.is_file())
        total = sum(size for _, size, _ in kept)
        for _, size, path in kept[:-1]:
            if total <= self._limit:
                break
            with suppress(OSError):  # it may be read just now, on Windows
                Path(path).unlink()
                total -= size


def _is_worth_it(wanted: Wanted) -> bool:
    """Return a photo of a camera: what was drawn is no JPEG, and would lose its edges in one."""
    reader = QImageReader(str(wanted.path))
    if bytes(reader.format().data()) != b"jpeg":
        return False
    size = reader.size()
    return size.width() * size.height() >= WORTH * wanted.width * wanted.height


def _cut(image: QImage) -> list[bytes]:
    """Return the strips of a picture from the top, each a JPEG; empty where one cannot be written."""
    rows, strips = _rows(image.height()), list[bytes]()
    for top in range(0, image.height(), rows):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        writer = QImageWriter(buffer, b"jpeg")
        writer.setQuality(QUALITY)
        is_written = writer.write(image.copy(0, top, image.width(), min(rows, image.height() - top)))
        strips.append(bytes(buffer.data().data()) if is_written else b"")
    return strips


def _rows(height: int) -> int:
    """Return how many rows a strip has: whole blocks."""
    return -(-height // (STRIPS * BLOCK)) * BLOCK


def _taken_out(kept: bytes) -> PictureReady:
    """Return the picture of a file. Raises ValueError, TypeError or KeyError where it is not whole."""
    end = kept.index(b"\n")
    head, data = json.loads(kept[:end]), memoryview(kept)[end + 1 :]
    if zlib.crc32(data) != head["sum"]:
        raise ValueError("it is not what was written")
    left, top, right, bottom, x, y, w, h = head["framing"]
    strips = []
    for length in head["strips"]:
        strips.append(data[:length])
        data = data[length:]
    return PictureReady(_joined(strips, w, h), Framing((left, top, right, bottom), Box(x, y, w, h)))


def _joined(strips: Sequence[memoryview], width: int, height: int) -> QImage:
    """Decode strips of as many rows, of which the last may have fewer, each in a thread. Raises ValueError."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    pixels, line = memoryview(image.bits()), image.bytesPerLine()
    rows = _rows(height)
    is_whole = [False] * len(strips)

    def decode(n: int) -> None:
        buffer = QBuffer()
        buffer.setData(bytes(strips[n]))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        strip = QImageReader(buffer, b"jpeg").read().convertToFormat(QImage.Format.Format_RGB32)
        top = n * rows
        if strip.size().toTuple() == (width, min(rows, height - top)):
            pixels[top * line : (top + strip.height()) * line] = strip.constBits()
            is_whole[n] = True

    others = QThreadPool()
    others.setMaxThreadCount(STRIPS)
    for n in range(1, len(strips)):
        others.start(partial(decode, n))
    decode(0)
    others.waitForDone()
    if not all(is_whole):
        raise ValueError("a strip is not whole")
    return image


def _end(thread: QThread, maker: QObject) -> None:
    thread.quit()
    thread.wait()
    del maker  # only now: it must outlive its thread
