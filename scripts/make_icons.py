"""Copies the icons that the screens use out of Phosphor, weight bold, and draws the program's own icon.

    npm install @phosphor-icons/core
    python scripts/make_icons.py node_modules

Needs PySide6 and Pillow (for the .ico).
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ASSETS = Path(__file__).resolve().parent.parent / "assets"
WORKER = """\
arrow-left arrow-right speaker-high speaker-slash question check warning webcam webcam-slash check-circle
lightbulb hand-palm coffee package sign-out lock-simple film-strip magnifying-glass-plus square check-square users globe
text-aa caret-left caret-right x house"""
COACH = """\
archive arrow-clockwise arrow-counter-clockwise arrow-down arrow-u-up-left arrow-u-up-right arrow-up arrows-clockwise
arrows-out arrows-split bell bounding-box calendar-blank camera caret-down caret-up chart-bar circle
clock-counter-clockwise copy credit-card crop dots-six-vertical dots-three download-simple export eye eye-slash faders
file file-csv file-text flag folder-open footprints gear image image-square images info keyboard list list-bullets
list-checks magnifying-glass microphone microphone-slash minus monitor notebook paper-plane-tilt pause pencil-simple
pencil-simple-line play plus presentation printer projector-screen qr-code record rows scissors selection-plus
shield-check sliders-horizontal speaker-low squares-four stack stop student tag timer translate trash upload-simple
user user-circle users-three video-camera warning-circle wifi-slash"""
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)


def png(svg: Path, size: int) -> bytes:
    """A square SVG painted at ``size`` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return data.data()


def main(node_modules: Path) -> None:
    phosphor = node_modules / "@phosphor-icons" / "core"
    icons = ASSETS / "icons"
    icons.mkdir(parents=True, exist_ok=True)
    for name in sorted({*WORKER.split(), *COACH.split()}):
        shutil.copyfile(phosphor / "assets" / "bold" / f"{name}-bold.svg", icons / f"{name}.svg")
    shutil.copyfile(phosphor / "LICENSE", icons / "LICENSE-phosphor.txt")

    app = QGuiApplication([])
    own = ASSETS / "app"
    pictures = {size: png(own / "oss-app.svg", size) for size in SIZES}
    for size, data in pictures.items():
        (own / f"oss-app-{size}.png").write_bytes(data)
    small = [Image.open(io.BytesIO(pictures[size])) for size in SIZES if size <= 256]
    small[-1].save(own / "oss-app.ico", append_images=small[:-1], sizes=[image.size for image in small])
    installer_picture(pictures[128]).save(ASSETS.parent / "packaging" / "windows" / "installer.bmp")
    del app


def installer_picture(icon: bytes) -> Image.Image:
    """What stands at the left of the installer's last page on Windows, where NSIS' own picture would be."""
    picture = Image.new("RGB", (164, 314), "#0F4C5A")  # the size that NSIS asks for; the petrol of assets/app
    sign = Image.open(io.BytesIO(icon)).convert("RGBA").resize((96, 96))
    picture.paste(sign, (34, 60), sign)
    return picture


if __name__ == "__main__":
    main(Path(sys.argv[1]))
