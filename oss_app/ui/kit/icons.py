"""The icons (Phosphor, bold), painted in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from oss_app.resources import assets


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: str, *, mirrored: bool = False) -> None:
    """Draw the icon ``name`` into a square; ``mirrored`` is for right-to-left screens, and only arrows turn."""
    ratio = painter.device().devicePixelRatio()
    side = max(1, round(box.width() * ratio))
    image = _image(name, side, colour, mirrored and name.startswith("arrow"))
    image.setDevicePixelRatio(ratio)
    # on whole pixels: crisp, and copied instead of scaled
    painter.drawImage(QPointF(round(box.x() * ratio) / ratio, round(box.y() * ratio) / ratio), image)


@lru_cache(maxsize=256)
def _image(name: str, side: int, colour: str, mirrored: bool) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(assets() / "icons" / f"{name}.svg")).render(painter)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.fillRect(image.rect(), QColor(colour))
    painter.end()
    return image.flipped(Qt.Orientation.Horizontal) if mirrored else image
