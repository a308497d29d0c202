"""Photos read ahead, at the size they are shown, in one thread of their own."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QObject, QRect, QSize, Qt, QThread, Signal, Slot
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

from oss_app.media.cost import costs_too_much
from oss_app.ui.kit.framing import Framing, Window, framed

LARGEST_PIXELS = 200_000_000
"""A photo with more is refused unread: no camera makes them, and a small file can claim anything."""
KEPT_BYTES = 96 * 1024 * 1024
_MAGIC = ((b"\xff\xd8\xff", 0, b"jpeg"), (b"\x89PNG\r\n\x1a\n", 0, b"png"), (b"WEBP", 8, b"webp"))


@dataclass(frozen=True)
class Wanted:
    """A photo as it is to be shown: ``width`` and ``height`` of its area in device pixels, and how it may be cut."""

    path: Path
    width: int
    height: int
    place: Window | None = None
    cut: float = 0.0
    zoomed: bool = False


@dataclass(frozen=True)
class PictureReady:
    """The part of a photo that is shown, at the size of ``framing.target``."""

    image: QImage
    framing: Framing


def read(wanted: Wanted) -> PictureReady | None:
    """Read one photo; None where it is missing, broken, too large or too costly, or not JPEG, PNG or WebP."""
    file = QFile(str(wanted.path))
    if min(wanted.width, wanted.height) < 1 or not file.open(QIODevice.OpenModeFlag.ReadOnly):
        return None
    kind = _kind(bytes(file.peek(16).data()))
    if not kind:
        return None
    reader = QImageReader(file, kind)
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > LARGEST_PIXELS:
        return None
    if costs_too_much(wanted.path, size.width(), size.height()):
        return None
    turned = bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value)
    upright = size.transposed() if turned else size
    framing = framed(
        (upright.width(), upright.height()), (wanted.width, wanted.height), wanted.place, wanted.cut, wanted.zoomed
    )
    left, top, right, bottom = framing.window
    scaled = QSize(max(1, round(framing.target.w / (right - left))), max(1, round(framing.target.h / (bottom - top))))
    reader.setScaledSize(scaled.transposed() if turned else scaled)
    image = reader.read()
    if image.isNull():
        return None
    part = QRect(round(left * scaled.width()), round(top * scaled.height()), framing.target.w, framing.target.h)
    if part != image.rect():
        image = image.copy(part)
    alpha = image.hasAlphaChannel()
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
    return PictureReady(image, framing)


def _kind(head: bytes) -> bytes:
    return next((name for magic, at, name in _MAGIC if head[at : at + len(magic)] == magic), b"")


class _ReadingThread(QObject):
    """Lives in the thread."""

    finished = Signal(object, object)

    @Slot(object)
    def work(self, wanted: Wanted) -> None:
        ready = None
        try:
            ready = read(wanted)
        except OSError:  # it went away meanwhile
            pass
        finally:  # whatever happens, the next photo gets its turn
            self.finished.emit(wanted, ready)


class Pictures(QObject):
    """What has been read, the latest kept within ``KEPT_BYTES``; ``arrived`` follows each reading, also a vain one."""

    arrived = Signal(object)
    _go = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Wanted, PictureReady | None] = OrderedDict()
        self._queue: list[Wanted] = []
        self._reading: Wanted | None = None
        thread, reader = QThread(), _ReadingThread()
        reader.moveToThread(thread)
        self._go.connect(reader.work, Qt.ConnectionType.QueuedConnection)
        reader.finished.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        thread.start()
        self._stop = weakref.finalize(self, _end, thread, reader)

    def get(self, wanted: Wanted) -> PictureReady | None:
        """The photo, if it has been read."""
        if wanted in self._kept:
            self._kept.move_to_end(wanted)
        return self._kept.get(wanted)

    def has(self, wanted: Wanted) -> bool:
        """Whether it has been read, well or in vain."""
        return wanted in self._kept

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Read these, most wanted first; earlier wishes that are not among them are dropped."""
        self._queue = [one for one in wanted if self._kept.get(one) is None and one != self._reading]
        self._next()

    def close(self) -> None:
        """End the thread."""
        self._queue.clear()
        self._stop()

    def _next(self) -> None:
        if self._reading is None and self._queue and self._stop.alive:
            self._reading = self._queue.pop(0)
            self._go.emit(self._reading)

    @Slot(object, object)
    def _keep(self, wanted: Wanted, ready: PictureReady | None) -> None:
        self._reading = None
        self._kept[wanted] = ready
        size = sum(one.image.sizeInBytes() for one in self._kept.values() if one)
        while size > KEPT_BYTES and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            size -= dropped.image.sizeInBytes() if dropped else 0
        self._next()
        self.arrived.emit(wanted)


def _end(thread: QThread, reader: QObject) -> None:
    thread.quit()
    thread.wait()
    del reader  # only now: it must outlive its thread
