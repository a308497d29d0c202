"""Brings photos into a task's folder: upright, no larger than a screen shows, and without where they were made."""

from __future__ import annotations

import errno
import io
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QSize, Qt
from PySide6.QtGui import QColorSpace, QImage, QImageReader, QPainter

from oss_app import files
from oss_app.core.errors import UserError
from oss_app.core.task import Step
from oss_app.core.text import Text
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import marked
from oss_app.media.cost import MAX_PICTURE_BYTES, asks_too_much
from oss_app.media.film_data import MAX_FILM_BYTES
from oss_app.media.heif import as_jpeg, is_avif, is_heif
from oss_app.media.jpeg_frame import frame_of
from oss_app.media.kind import HEAD_BYTES, PictureKind, picture_kind
from oss_app.media.old_pictures import as_png, is_old
from oss_app.media.photo_data import orientation
from oss_app.media.photo_files import photos_among
from oss_app.media.whole import is_whole
from oss_app.ui.kit.pictures import upright


def step_of(image: QImage, name: str, draft: OpenTask) -> Step | None:
    """Return the step of one photo; None where it cannot be kept, which is said."""
    try:
        return Step(text=Text(words=""), photo=keep_photo(small(image), draft.folder, name))
    except UserError as error:
        draft.tell(error)
        return None


LONGEST = 2560
"""Pixels of the longer side: more than any place on a worker's screen shows."""
CARD_LONGEST = 800
"""The same of a card, of which there are at least four on a screen."""
QUALITY = 88
QUICK_PIXELS = 40_000_000
"""Two or three photos of a phone, half a second (start)."""
_SLOW = 100
LARGEST_PIXELS = 200_000_000
PICTURES = ("jpg", "jpeg", "png", "webp")
OFFERED = (*PICTURES, "jfif", "heic", "heif", "gif", "bmp", "tif", "tiff")
"""What the coach may choose; what is dropped is known by what is in it."""
FILMS = ("mp4", "webm", "mkv", "mov")


MANY_BYTES = 1_500_000
"""A picture with more is looked at: it may be larger than a screen shows."""


class QtPhotos:
    """The port ``task_store.PhotoKeeper``."""

    def keep(self, path: Path, folder: Path) -> str:
        try:
            image = read_photo(path)
        except OSError as error:
            raise UserError(marked("This file cannot be read."), path.name) from error
        return keep_photo(image, folder, path.stem)

    def small(self, data: bytes, name: str) -> bytes:
        if len(data) <= MANY_BYTES:
            return data
        try:
            image = photo_of(data, name)
        except UserError:
            return data
        if max(image.width(), image.height()) < LONGEST:
            return data
        shrunk = QByteArray()
        buffer = QBuffer(shrunk)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        kind = "PNG" if name.endswith(".png") else "WEBP" if name.endswith(".webp") else "JPEG"
        return bytes(shrunk.data()) if image.save(buffer, kind, QUALITY) else data  # type: ignore[call-overload]


def quick_to_read(paths: Sequence[Path], most_bytes: int) -> bool:
    """Tell whether photos may be read while the window waits: few bytes, and few pixels that come in one round."""
    try:
        if sum(path.stat().st_size for path in paths) > most_bytes:
            return False
        return sum(map(_pixels, paths)) <= QUICK_PIXELS
    except OSError:
        return True  # what cannot be read is told at once


def _pixels(path: Path) -> int:
    """Tell how many pixels a photo has; very many where reading it may take longer than they tell."""
    with files.open_regular(path) as file:
        head = file.read(HEAD_BYTES)
        kind = picture_kind(head)
        if kind is PictureKind.JPEG:
            frame = frame_of(file)
            return frame.width * frame.height * (_SLOW if frame.whole else 1) if frame else 0
    if kind is None:
        return _SLOW * QUICK_PIXELS if is_heif(head) or is_old(head) else 0
    size = QImageReader(str(path), kind.encode()).size()
    return max(0, size.width()) * max(0, size.height())


def read_photo(path: Path) -> QImage:
    """Return a photo from a file, upright, its longer side at most ``LONGEST``. Raises UserError."""
    with files.open_regular(path) as file:
        data = file.read(MAX_PICTURE_BYTES + 1)
    if len(data) > MAX_PICTURE_BYTES:
        raise UserError(_DAMAGED, path.name)
    return photo_of(data, path.name)


def photo_of(data: bytes, name: str) -> QImage:
    """Return a photo from its bytes, upright, its longer side at most ``LONGEST``. Raises UserError."""
    if is_avif(data):
        raise UserError(_OF_THE_WEB, name)
    if is_heif(data):
        if not is_whole(io.BytesIO(data)):
            raise UserError(_BROKEN_OFF, name)
        data = as_jpeg(data)
        if not data:
            raise UserError(_DAMAGED, name)
    if is_old(data):
        data = as_png(data)
        if not data:
            raise UserError(_DAMAGED, name)
    kind = picture_kind(data)
    if kind is None and data[4:8] == b"ftyp":
        raise UserError(_PHONE_ONLY, name)
    if kind is None:
        raise UserError(marked("This is no photo that can be used here."), name)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, kind.encode())
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    pixels = size.width() * size.height()
    if size.isEmpty() or pixels > LARGEST_PIXELS or asks_too_much(io.BytesIO(data), pixels):
        raise UserError(_DAMAGED, name)
    if picture_kind(data) and not is_whole(io.BytesIO(data)):
        raise UserError(_BROKEN_OFF, name)
    if max(size.width(), size.height()) > LONGEST:
        size.scale(QSize(LONGEST, LONGEST), Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(size)
    image = reader.read()
    if image.isNull():
        raise UserError(_DAMAGED, name)
    return upright(image, kind, orientation(data))


def small(image: QImage, longest: int = LONGEST) -> QImage:
    """Return the picture, its longer side at most ``longest``."""
    if max(image.width(), image.height()) <= longest:
        return image
    return image.scaled(
        longest, longest, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def keep_photo(image: QImage, folder: Path, wanted: str) -> str:
    """Write a photo into a task's folder under a name that is free; the name. Raises UserError.

    It is written anew from its pixels, so nothing of what a phone adds to a photo comes along.
    """
    data = packed(image)
    try:
        return files.keep_file(folder, wanted, ".jpg", data)
    except OSError as error:
        raise UserError(marked("The photo cannot be saved. Is the disk full?"), wanted) from error


def packed(image: QImage) -> bytes:
    """Return a picture as the bytes of a JPEG. Raises UserError."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not _on_paper(image).save(buffer, "JPEG", QUALITY):  # type: ignore[call-overload]
        raise UserError(marked("This photo cannot be saved."))
    return bytes(data.data())


def keep_file(path: Path, folder: Path) -> str:
    """Copy a film or a recording into a task's folder under a name that is free; the name. Raises UserError."""
    try:
        return files.keep_copy(folder, path, MAX_FILM_BYTES)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise UserError(
                marked("This film is too large for a task: over 500 MB. Make it shorter."), path.name
            ) from error
        raise UserError(marked("This file cannot be copied. Is the disk full?"), path.name) from error


def card_photo(path: Path) -> bytes:
    """Return the photo of a worker's card, from a file, as a small JPEG with nothing but its picture.

    Raises UserError.
    """
    try:
        return card_photo_of(read_photo(path))
    except OSError as error:
        raise UserError(marked("This file cannot be read."), path.name) from error


def card_photo_of(image: QImage) -> bytes:
    """Return the photo of a worker's card as a small JPEG. Raises UserError."""
    return packed(small(image, CARD_LONGEST))


def local_files(data: QMimeData) -> list[Path]:
    """Return the files and folders of this computer that were dropped or pasted, as they came."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def files_in(data: QMimeData, others: Sequence[str] = ()) -> list[Path]:
    """Return the photos that were dropped or pasted, those in folders too, in the order in which they were made.

    With ``others`` also files with one of these endings, behind them.
    """
    paths = local_files(data)
    more = [path for path in paths if path.suffix.lower().lstrip(".") in others]
    return [*photos_among(path for path in paths if path not in more), *more]


def is_film(path: Path) -> bool:
    """Tell whether a file is a film by its name."""
    return path.suffix.lower().lstrip(".") in FILMS


def has_photo(data: QMimeData) -> bool:
    """Tell whether something was dropped or pasted that becomes a photo."""
    return data.hasImage() or bool(data.hasUrls() and files_in(data))


_DAMAGED = marked("This photo is damaged, or far too large.")
_BROKEN_OFF = marked("This photo broke off while it was copied: a part is missing. Copy it once more.")
_OF_THE_WEB = marked(
    "This picture is an AVIF, as pages of the web have them. Save it as JPEG or PNG in a program for photos."
)
_PHONE_ONLY = marked("Only phones read photos in this form. Let the phone make photos as JPEG (“most compatible”).")


def _on_paper(image: QImage) -> QImage:
    """Return the pixels alone, on white where one could see through: nothing that is written beside them comes
    along.
    """
    if image.colorSpace().isValid():
        image = image.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb))
    plain = QImage(image.size(), QImage.Format.Format_RGB32)
    plain.fill(Qt.GlobalColor.white)
    painter = QPainter(plain)
    painter.drawImage(0, 0, image)
    painter.end()
    return plain
