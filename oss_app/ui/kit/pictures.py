"""Photos read ahead, at the size they are shown, in one thread for all pages."""

from __future__ import annotations

import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QObject, QPoint, QRect, QSize, Qt, QThread, Signal, Slot
from PySide6.QtGui import QColor, QColorSpace, QImage, QImageIOHandler, QImageReader, QPainter, QTransform

from oss_app.media.cost import costs_too_much
from oss_app.media.kind import HEAD_BYTES, picture_kind
from oss_app.media.photo_data import orientation
from oss_app.ui.kit.framing import Framing, Window, framed
from oss_app.ui.kit.theme import LIGHT

PIXEL_BYTES = 4
LARGEST_PIXELS = 200_000_000
"""A photo with more is refused unread: no camera makes them, and a small file can claim anything."""
_SIDES = {2: (True, 0), 3: (False, 180), 4: (True, 180), 5: (True, 270), 6: (False, 90), 7: (True, 90), 8: (False, 270)}
"""By Exif's number of the side that is up: whether a picture is mirrored, and its turn clockwise then."""
KEPT_BYTES, LEAST_KEPT = 20 * 1024 * 1024, 3
"""So much of what was read is kept: four photos at 1920 x 1080. And always these last ones, however large: the one that
is shown, the next, and the one before or the larger one behind Help."""


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
    kind = picture_kind(bytes(file.peek(HEAD_BYTES).data()))
    if kind is None:
        return None
    reader = QImageReader(file, kind.encode())
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isEmpty() or size.width() * size.height() > LARGEST_PIXELS:
        return None
    if costs_too_much(wanted.path, size.width(), size.height()):
        return None
    side = 1 if kind == "jpeg" else _side(wanted.path)  # of a PNG or WebP, Qt does not read which side is up
    turned = (
        bool(reader.transformation().value & QImageIOHandler.Transformation.TransformationRotate90.value) or side >= 5
    )
    shown = size.transposed() if turned else size
    framing = framed(
        (shown.width(), shown.height()), (wanted.width, wanted.height), wanted.place, wanted.cut, wanted.zoomed
    )
    left, top, right, bottom = framing.window
    scaled = QSize(max(1, round(framing.target.w / (right - left))), max(1, round(framing.target.h / (bottom - top))))
    is_enlarged = scaled.width() > shown.width()  # then what is cut away is not made larger first
    if is_enlarged:
        scaled = shown
    else:
        reader.setScaledSize(scaled.transposed() if turned else scaled)
    image = reader.read()
    if image.isNull():
        return None
    image = _in_plain_colours(image)
    if image.hasAlphaChannel():  # a black drawing would be gone on a dark ground
        image = _on_paper(image)
    image = upright(image, kind, side)
    target = QSize(framing.target.w, framing.target.h)
    part = QRect(QPoint(round(left * scaled.width()), round(top * scaled.height())), target)
    if is_enlarged:
        part.setSize(QSize(round((right - left) * scaled.width()), round((bottom - top) * scaled.height())))
    if part != image.rect():
        image = image.copy(part)
    if image.size() != target:
        image = image.scaled(target, mode=Qt.TransformationMode.SmoothTransformation)
    alpha = image.hasAlphaChannel()
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied if alpha else QImage.Format.Format_RGB32)
    return PictureReady(image, framing)


def _in_plain_colours(image: QImage) -> QImage:
    """Return the picture in the colours of a screen: those of many phones and presses are numbered otherwise."""
    plain = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    if not image.colorSpace().isValid() or image.colorSpace() == plain:
        return image
    kind = QImage.Format.Format_ARGB32 if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    told = image.convertedToColorSpace(plain, kind)
    return image if told.isNull() else told


def _on_paper(image: QImage) -> QImage:
    """Return the picture on the colour of paper, where one can see through it."""
    paper = QImage(image.size(), QImage.Format.Format_RGB32)
    paper.fill(QColor(LIGHT.ground))
    painter = QPainter(paper)
    painter.drawImage(0, 0, image)
    painter.end()
    return paper


def upright(image: QImage, kind: str, side: int) -> QImage:
    """Return a picture of this kind as its Exif says which side is up, where Qt's reader did not see to it."""
    if kind == "jpeg" or side == 1:
        return image
    mirrored, turn = _SIDES[side]
    if mirrored:
        image = image.flipped(Qt.Orientation.Horizontal)
    return image.transformed(QTransform().rotate(turn)) if turn else image


def _side(path: Path) -> int:
    """Tell which side of a PNG or WebP is up, 1 to 8 as in Exif."""
    try:
        return orientation(path.read_bytes())
    except OSError:
        return 1


ReadPhoto = Callable[[Wanted], PictureReady | None]
Stamp = tuple[int, int]
"""When a file was last written and how long it is; (0, 0) where there is none."""


def stamp(path: Path) -> Stamp:
    """Return the stamp of a file as it is now."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


class _ReadingThread(QObject):
    """Lives in the thread."""

    finished = Signal(object, object, object)

    @Slot(object, object)
    def work(self, wanted: Wanted, read_photo: ReadPhoto) -> None:
        as_it_is, ready = stamp(wanted.path), None
        try:
            ready = read_photo(wanted)
        finally:  # whatever happens, the next photo gets its turn
            self.finished.emit(wanted, as_it_is, ready)


class _PhotoThread(QObject):
    """The one thread that reads for all pages, and what it has read lately; it lives while there is a page."""

    finished = Signal(object)
    _go = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.reading: Wanted | None = None
        self._kept: OrderedDict[Wanted, tuple[Stamp, PictureReady | None]] = OrderedDict()
        self._queues: dict[int, list[Wanted]] = {}
        self._wishes: dict[int, tuple[Wanted, ...]] = {}
        self._readers: dict[int, ReadPhoto] = {}
        thread, reader = QThread(), _ReadingThread()
        thread.setObjectName("photos")
        reader.moveToThread(thread)
        self._go.connect(reader.work, Qt.ConnectionType.QueuedConnection)
        reader.finished.connect(self._keep, Qt.ConnectionType.QueuedConnection)
        thread.start()
        self._end = weakref.finalize(self, _end, thread, reader)

    def get(self, wanted: Wanted) -> PictureReady | None:
        if wanted not in self._kept:
            return None
        self._kept.move_to_end(wanted)
        return self._kept[wanted][1]

    def has(self, wanted: Wanted) -> bool:
        if wanted not in self._kept:
            return False
        as_it_was, ready = self._kept[wanted]
        return ready is not None or as_it_was == stamp(wanted.path)  # what was not there then may be there now

    def want(self, page: int, wanted: Sequence[Wanted], read_photo: ReadPhoto) -> None:
        """Take the place of what this page wanted before; who asked last is served first."""
        self._queues.pop(page, None)
        self._readers[page], self._wishes[page] = read_photo, tuple(wanted)
        self._queues[page] = [
            one for one in _as_many_as_stay(wanted) if one != self.reading and not self._is_fresh(one)
        ]
        self._next()

    def queue(self, page: int) -> Sequence[Wanted]:
        return self._queues.get(page, ())

    def leave(self, page: int) -> None:
        global _shared
        for of_pages in (self._queues, self._readers, self._wishes):
            of_pages.pop(page, None)
        if not self._queues:
            self._end()
            if _shared is self:
                _shared = None

    def _is_fresh(self, wanted: Wanted) -> bool:
        as_it_was, ready = self._kept.get(wanted, ((0, 0), None))
        return ready is not None and as_it_was == stamp(wanted.path)

    def _next(self) -> None:
        page = next((page for page, queue in reversed(self._queues.items()) if queue), None)
        if self.reading is None and page is not None and self._end.alive:
            self.reading = self._queues[page].pop(0)
            self._go.emit(self.reading, self._readers[page])

    @Slot(object, object, object)
    def _keep(self, wanted: Wanted, as_it_was: Stamp, ready: PictureReady | None) -> None:
        self.reading = None
        self._kept[wanted] = as_it_was, ready
        self._kept.move_to_end(wanted)
        size = sum(one.image.sizeInBytes() for _, one in self._kept.values() if one)
        while size > KEPT_BYTES and len(self._kept) > LEAST_KEPT:
            _, dropped = self._kept.pop(self._least_wanted())
            size -= dropped.image.sizeInBytes() if dropped else 0
        self._next()
        self.finished.emit(wanted)

    def _least_wanted(self) -> Wanted:
        """Return what was read longest ago and no page wants, else what a page wants last: what is on the screen
        stays, since nothing asks for it again.
        """
        wishes = {one: at for wanted in self._wishes.values() for at, one in enumerate(wanted)}
        return max(self._kept, key=lambda one: wishes.get(one, len(wishes)))


def _as_many_as_stay(wanted: Sequence[Wanted]) -> Iterator[Wanted]:
    """Yield those that are kept once they are read; others would be read in vain."""
    size = 0
    for n, one in enumerate(wanted):
        size += one.width * one.height * PIXEL_BYTES
        if n >= LEAST_KEPT and size > KEPT_BYTES:
            return
        yield one


_shared: _PhotoThread | None = None


class Pictures(QObject):
    """The photos of one page. All pages share one thread, and what was read lately.

    ``arrived`` follows each reading, also a vain one, and also of what another page wanted. A file that has changed
    since is read again when it is wanted again. ``read_photo`` reads them, in that thread.
    """

    arrived = Signal(object)

    def __init__(self, parent: QObject | None = None, read_photo: ReadPhoto = read) -> None:
        global _shared
        super().__init__(parent)
        self._thread = _shared = _shared or _PhotoThread()
        self._read_photo = read_photo
        self._thread.want(id(self), (), read_photo)
        self._thread.finished.connect(self.arrived)
        self._leave = weakref.finalize(self, self._thread.leave, id(self))

    @property
    def is_reading(self) -> bool:
        """Whether something that was wanted is still to be read."""
        return self._thread.reading is not None or bool(self._thread.queue(id(self)))

    def get(self, wanted: Wanted) -> PictureReady | None:
        """Return the photo, if it has been read."""
        return self._thread.get(wanted)

    def has(self, wanted: Wanted) -> bool:
        """Tell whether it has been read, well or in vain."""
        return self._thread.has(wanted)

    def want(self, wanted: Sequence[Wanted]) -> None:
        """Read these, most wanted first; earlier wishes of this page that are not among them are dropped."""
        if self._leave.alive:
            self._thread.want(id(self), wanted, self._read_photo)

    def close(self) -> None:
        """Want nothing more; the thread ends with the last page."""
        self._leave()


def _end(thread: QThread, reader: QObject) -> None:
    thread.quit()
    thread.wait()
    del reader  # only now: it must outlive its thread
