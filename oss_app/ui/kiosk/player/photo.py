"""The one picture of a step, with its marks; cross-fades to the next, and shows a film in its stead."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap, QTransform
from PySide6.QtWidgets import QWidget

from oss_app.core.region import Outline, bounds
from oss_app.core.support import Mark
from oss_app.player.screen import Picture
from oss_app.ui.kiosk.layout import ScreenLayout
from oss_app.ui.kiosk.player.film import Film
from oss_app.ui.kiosk.player.marks import (
    draw_number,
    draw_outline,
    draw_tick,
    number_box,
    outline_path,
    tick_beside,
    tick_box,
)
from oss_app.ui.kit.boxes import Box
from oss_app.ui.kit.framing import FILL_CUT, MIDDLE, PORTRAIT_CUT
from oss_app.ui.kit.motion import SIGN_MS, STEP_MS, Fade
from oss_app.ui.kit.pictures import PictureReady, Pictures, Wanted
from oss_app.ui.kit.theme import LIGHT, Palette, edge


class PhotoView(QWidget):
    """Shows a ``Picture`` in its own rectangle; what is not read yet shows the strip's colour.

    One that ``covers`` cuts the photo until it fills the rectangle, though never the place.
    """

    def __init__(self, pictures: Pictures, parent: QWidget | None = None, *, covers: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # what lies behind need not be painted first
        self._pictures, self._covers = pictures, covers
        self._layout: ScreenLayout | None = None
        self._palette = LIGHT
        self._picture: Picture | None = None
        self._wanted: Wanted | None = None
        self._waiting = False
        self._joined: Qt.Edge | None = None
        self._now, self._before = QPixmap(), QPixmap()
        self._is_composed, self._has_stood = True, False
        self._ready: PictureReady | None = None  # what is shown stays, whatever is read meanwhile
        self._ready_as: Wanted | None = None
        self._fade, self._sign = Fade(self, STEP_MS), Fade(self, SIGN_MS)
        self._film = Film(self)
        self._film.changed.connect(self.update)
        self._film.ended.connect(self._film_ended)
        pictures.arrived.connect(self._arrived)

    @property
    def is_fading(self) -> bool:
        """Whether the earlier photo still shines through."""
        return self._fade.share < 1

    @property
    def is_waiting(self) -> bool:
        """Whether the photo is still being read."""
        return self._waiting

    @property
    def shows_film(self) -> bool:
        """Whether a film stands there; one that has ended gives way to the photo and its place, where it is to."""
        picture = self._picture
        return bool(picture and picture.film) and not (picture and picture.gives_way and self._film.is_over)

    def set_style(self, palette: Palette, layout: ScreenLayout, *, still: bool) -> None:
        """Be drawn so from now on."""
        self._palette, self._layout = palette, layout
        self._fade.still = self._sign.still = still

    def place(self, box: Box, joined: Qt.Edge | None = None) -> None:
        """Stand at ``box``; the plate goes on beyond the edge ``joined``, as where the strip hangs below."""
        self._joined = joined
        self._has_stood = self._has_stood and (self.width(), self.height()) == (box.w, box.h)
        self.setGeometry(*box)

    def wanted(self, picture: Picture, box: Box | None = None) -> Wanted | None:
        """Return what has to be read to show ``picture`` here."""
        width, height = (box.w, box.h) if box else (self.width(), self.height())
        if not (picture.photo and self._layout and height):
            return None
        ratio = self.devicePixelRatioF()
        place = bounds(picture.outline) if picture.outline else None
        cut = PORTRAIT_CUT if self._layout.portrait else FILL_CUT
        if self._covers:
            place, cut = place or MIDDLE, 1.0
        size = round(width * ratio), round(height * ratio)
        return Wanted(picture.photo, *size, place=place, cut=cut, zoomed=picture.zoomed)

    def show_picture(self, picture: Picture | None, *, fresh: bool) -> None:
        """Show it; ``fresh`` cross-fades from what stood there."""
        earlier, self._picture = self._picture, picture
        self._wanted = self.wanted(picture) if picture else None
        if picture and picture.film:
            self._film.play(picture.film, picture.replays)
        else:
            self._film.stop()
        if earlier and _ticked(picture) and not _ticked(earlier):
            self._sign.begin()
        self._waiting = self._wanted is not None and self._pictures.get(self._wanted) is None
        self._compose(
            fade=fresh or (earlier is not None and picture is not None and _shows_otherwise(earlier, picture))
        )

    def _film_ended(self) -> None:
        if not self.shows_film:
            self._compose(fade=False)

    def close_film(self) -> None:
        """Let go of the player."""
        self._film.stop()

    def _arrived(self, wanted: Wanted) -> None:
        if wanted == self._wanted and self._waiting:
            self._waiting = False
            self._compose(fade=self._has_stood)  # the first one comes with the screen, and from nothing

    def _compose(self, *, fade: bool) -> None:
        """Paint photo and marks once, so that each frame of a fade only copies.

        A 4K display's photo has 25 MB: it is painted over what is no longer needed, and not into memory of its own.
        """
        ratio, size = self.devicePixelRatioF(), self._size_in_pixels()
        ready = self._pictures.get(self._wanted) if self._wanted else None
        if ready is not None or not (self._waiting and self._shows_same_photo()):
            self._ready, self._ready_as = ready, self._wanted
        self._has_stood |= self._ready is not None
        if size.isEmpty():
            return
        goes_on = fade and self._fade.share < 1  # the photo came while its step was still fading in
        begins = fade and not goes_on and not self._fade.still and self._now.size() == size
        if not goes_on:
            self._fade.stop()
        self._is_composed = not self._fade.still
        if self._fade.still:  # it is painted once: straight on the screen, without a copy of 25 MB before
            self._now = self._before = QPixmap()
            self.update()
            return
        if begins:
            self._now, self._before = self._before, self._now
        if self._now.size() != size:
            self._now = QPixmap(size)
        self._now.setDevicePixelRatio(ratio)
        painter = QPainter(self._now)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_photo(painter, ratio)
        painter.end()
        if begins:
            self._fade.begin()
        self.update()

    def _shows_same_photo(self) -> bool:
        """Tell whether what stands here is the photo that is being read, cut otherwise: it stays until then."""
        shown, wanted = self._ready_as, self._wanted
        if self._ready is None or shown is None or wanted is None:
            return False
        return (shown.path, shown.width, shown.height) == (wanted.path, wanted.width, wanted.height)

    def _size_in_pixels(self) -> QSize:
        """Return that of the display: at 125 % one more than begins, so that no edge stays unpainted."""
        ratio = self.devicePixelRatioF()
        return QSize(ceil(self.width() * ratio), ceil(self.height() * ratio))

    def _draw_photo(self, painter: QPainter, ratio: float) -> None:
        picture, layout = self._picture, self._layout
        ready = self._ready if picture and layout else None
        to_points, size = QTransform.fromScale(1 / ratio, 1 / ratio), self._size_in_pixels()
        for part in _around(ready.framing.target if ready else Box(0, 0, 0, 0), size):
            painter.fillRect(to_points.mapRect(part), QColor(self._palette.strip))
        if not (ready and picture and layout):
            return
        target = ready.framing.target
        ready.image.setDevicePixelRatio(ratio)
        painter.drawImage(QPointF(target.x / ratio, target.y / ratio), ready.image)
        if picture.outline:
            path, area = self._path(picture.outline), QRectF(self.rect())
            every = QPainterPath(path)
            for other in picture.others:
                every.addPath(self._path(other))
            seen = to_points.mapRect(QRectF(*target))
            draw_outline(painter, every, seen, self._palette, layout.mm, picture.mark)
            if picture.number and picture.mark is not Mark.NOTHING:
                draw_number(painter, picture.number, path.boundingRect(), area, self._palette, layout.mm)

    def _path(self, outline: Outline) -> QPainterPath:
        """Return an outline of the photo, in this widget's pixels; empty while the photo is not there."""
        ready = self._ready
        if not (ready and self._layout):
            return QPainterPath()
        ratio = self.devicePixelRatioF()
        area = QRectF(0, 0, self.width() * ratio, self.height() * ratio)
        path = outline_path(outline, ready.framing, self._layout.mm * ratio, area)
        return QTransform.fromScale(1 / ratio, 1 / ratio).map(path)

    def _draw_ticks(self, painter: QPainter) -> None:
        picture, layout, area = self._picture, self._layout, QRectF(self.rect())
        if not (picture and layout and self._ready):
            return
        painter.setOpacity(self._sign.share)
        if picture.tick and picture.outline:
            place = self._path(picture.outline).boundingRect()
            draw_tick(painter, tick_box(place, area, layout.mm), self._palette, layout.mm)
        sought = [self._path(one).boundingRect() for one in (picture.outline, *picture.others) if one]
        taken = [*sought, *(number_box(place, area, layout.mm) for place in sought[:1] if picture.number)]
        for outline in picture.ticks:
            box = tick_beside(self._path(outline).boundingRect(), taken, area, layout.mm)
            draw_tick(painter, box, self._palette, layout.mm)
        painter.setOpacity(1)

    def _draw_frame(self, painter: QPainter, frame: QImage) -> None:
        """Draw a picture of the film, whole."""
        size = frame.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        box = QRectF(left, top, size.width(), size.height())
        painter.fillRect(self.rect(), QColor(self._palette.strip))
        painter.drawImage(box, frame)

    def _draw_edges(self, painter: QPainter) -> None:
        """Round the corners off with the ground's colour: cheaper than a clip, and smooth."""
        if not self._layout:
            return
        whole, inner, box = QPainterPath(), QPainterPath(), QRectF(self.rect())
        radius = self._layout.radius
        left, right, bottom = (
            2 * radius if self._joined is side else 0
            for side in (Qt.Edge.LeftEdge, Qt.Edge.RightEdge, Qt.Edge.BottomEdge)
        )
        plate = box.adjusted(-left, 0, right, bottom)
        whole.addRect(box.adjusted(0, 0, 1, 1))  # at 150 % the last pixels are only half in the widget
        inner.addRoundedRect(plate, radius, radius)
        painter.fillPath(whole.subtracted(inner), QColor(self._palette.ground))
        if self._palette.stark:
            rim = edge(self._palette.border, self._layout.mm, self.devicePixelRatioF())
            painter.setPen(QPen(QColor(self._palette.ink), rim))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            half = rim / 2
            painter.drawRoundedRect(plate.adjusted(half, half, -half, -half), radius - half, radius - half)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        frame = self._film.frame
        if frame is not None and self.shows_film:
            self._draw_frame(painter, frame)
        else:
            self._draw_still(painter)
            self._draw_ticks(painter)
        self._draw_edges(painter)
        painter.end()

    def _draw_still(self, painter: QPainter) -> None:
        """Draw the photo with its mark, and what still shines through."""
        if not self._is_composed:
            self._draw_photo(painter, self.devicePixelRatioF())
            return
        if self._now.isNull():
            painter.fillRect(self.rect(), QColor(self._palette.strip))
        painter.drawPixmap(0, 0, self._now)
        share = self._fade.share
        if share < 1 and not self._before.isNull():
            painter.setOpacity(1 - share)
            painter.drawPixmap(0, 0, self._before)
            painter.setOpacity(1)


def _around(box: Box, size: QSize) -> list[QRectF]:
    """Return what a box leaves of an area of this size: above, below, left and right of it."""
    w, h = size.width(), size.height()
    return [
        QRectF(0, 0, w, box.y),
        QRectF(0, box.bottom, w, h - box.bottom),
        QRectF(0, box.y, box.x, box.h),
        QRectF(box.right, box.y, w - box.right, box.h),
    ]


def _shows_otherwise(earlier: Picture, picture: Picture) -> bool:
    return (earlier.zoomed, earlier.mark) != (picture.zoomed, picture.mark)


def _ticked(picture: Picture | None) -> bool:
    return picture is not None and (picture.tick or bool(picture.ticks))
