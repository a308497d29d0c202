"""Draws the pictures of docs/projection.md into docs/pictures: python scripts/make_light_pictures.py

Bench, lamp and lens are the simulator's (``tests/light_bench``); the light is what the app's own window shows.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import cv2
import numpy as np

for name in ("QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_FONTDIR"):
    os.environ.pop(name, None)

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from oss_app.core.light import AREA_MM, BenchLight, BenchMap, Lit, MadeBy
from oss_app.core.plane import between
from oss_app.i18n import load
from oss_app.ui.desk.station.light_page import LightPage
from oss_app.ui.kit import fonts
from oss_app.ui.kit.light_picture import WARM, draw_lit
from oss_app.ui.kit.light_window import LightWindow
from tests.light_bench import Box, Rig, make_rig
from tests.light_bench.kit import DENTAL, TRAY_MM, dental_tray

FOLDER = ROOT / "docs" / "pictures"
SEED = 7
FRAME = (1280, 720)
ORIGIN = np.array([(1200 - AREA_MM[0]) / 2, (700 - AREA_MM[1]) / 2])
BENCH_TINT, PLAIN = np.array([0.72, 0.9, 1.08], np.float32), np.array([1.0, 1.0, 1.0], np.float32)
"""Blue, green and red of what the simulator has in grey."""
EXPOSURE = 0.42  # of full scale, the mean of a picture
HEIGHT_MM = 40.0


def rig_of_the_pictures() -> Rig:
    rig = make_rig(SEED, surfaces=("wood",), tag_error=0.5, frame=FRAME)
    rig.room, rig.sun, rig.lumen = 250.0, None, 3500.0
    rig.look()
    return rig


def true_map(rig: Rig) -> BenchMap:
    edge = np.array([[0, 0], [AREA_MM[0], 0], [AREA_MM[0], AREA_MM[1]], [0, AREA_MM[1]]], float)
    pixels = rig.projector.seen(np.column_stack([edge + ORIGIN, np.zeros(4)]))
    homography = between([tuple(p) for p in edge], [tuple(p) for p in pixels])
    return BenchMap(size=rig.projector.size, to_picture=homography, made_by=MadeBy.CAMERA)


def shown(window: LightWindow) -> np.ndarray:
    """The window's pixels, grey."""
    QApplication.processEvents()
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return raw[:, : image.width()].copy()


def picture(rig: Rig, slide: np.ndarray) -> np.ndarray:
    """The bench as somebody with a camera sees it, in colours."""
    warm = QColor(WARM)
    lamp = np.array([warm.blueF(), warm.greenF(), warm.redF()], np.float32)
    rig.see()
    tint = np.where((rig.owner < 0)[..., None], BENCH_TINT, PLAIN)
    tags = (rig.owner < 0) & (rig.bench.albedo(rig.points[..., :2]) > 0.7)  # paper is white on any bench
    tint = np.where(tags[..., None], PLAIN, tint)
    light = tint * (rig.still[..., None] + rig.light(slide)[..., None] * lamp)
    light = cv2.GaussianBlur(light * (EXPOSURE / float(rig.still.mean())) * 0.5, (0, 0), rig.blur)
    return (np.clip(light, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)


def on_bench(rig: Rig, tray: Box, place: tuple[float, ...], bench_map: BenchMap) -> tuple[tuple[float, float], ...]:
    """What the light must be asked for (mm), to fall round a place of a tray."""
    left, top, right, bottom = place
    unit = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    there = np.column_stack([tray.world((unit - 0.5) * np.array(TRAY_MM)), np.full(4, -tray.top)])
    back = bench_map.to_picture.inverse()
    return tuple(back.at((float(x), float(y))) for x, y in rig.projector.seen(there))


def main() -> None:
    application = QApplication([])
    fonts.load()
    FOLDER.mkdir(parents=True, exist_ok=True)
    rig = rig_of_the_pictures()
    bench_map = true_map(rig)
    window = LightWindow()
    window.resize(*rig.projector.size)
    window.show()
    page = LightPage(load("en"), window, BenchLight(), [], has_camera=True)
    page.show_measured(bench_map)
    keep("light-tags", picture(rig, shown(window)))
    tray = dental_tray((560.0, 340.0), HEIGHT_MM, 4.0, "1")
    source = Box((930.0, 300.0), (130.0, 100.0, HEIGHT_MM), -3.0, "white", albedo=0.5)
    rig = replace(rig, bench=replace(rig.bench, tags={}, boxes=[tray, source]))
    rim = replace(source, size=(*TRAY_MM, HEIGHT_MM))
    lit = Lit(
        on_bench(rig, tray, DENTAL[1], bench_map),
        source=on_bench(rig, rim, (0.5 - 55 / 300, 0.5 - 40 / 200, 0.5 + 55 / 300, 0.5 + 40 / 200), bench_map),
    )
    window.draw(lambda painter: draw_lit(painter, lit, bench_map), fades=False)
    keep("light-place", picture(rig, shown(window)))
    page.deleteLater()
    window.hide()
    application.quit()


def keep(name: str, made: np.ndarray) -> None:
    cv2.imwrite(str(FOLDER / f"{name}.jpg"), made, (cv2.IMWRITE_JPEG_QUALITY, 88))


if __name__ == "__main__":
    main()
