"""The coach sets the light: the page, what is kept of it, and the camera that measures."""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal

from oss_app.app.lamp import BenchLamp
from oss_app.app.station import Station
from oss_app.app.surveyor import FrameSource, Surveyor
from oss_app.core.errors import UserError
from oss_app.core.light import BenchLight, BenchMap
from oss_app.editor.lighting import marked, sources
from oss_app.i18n import load
from oss_app.projection.messages import DotsMeasured, MapMeasured, TrayMeasured
from oss_app.sidecar import Post
from oss_app.ui.desk.station.light_page import LightPage, LitTask
from oss_app.ui.kiosk.window import MainWindow

log = logging.getLogger(__name__)


class LightSetup(QObject):
    """Shows the page of the light in a window. ``over(was_kept)`` follows when it is left."""

    over = Signal(bool)

    def __init__(
        self, station: Station, lamp: BenchLamp, window: MainWindow, camera: FrameSource | None, post: Post
    ) -> None:
        super().__init__()
        self._lamp, self._was_kept, self._tray_of = lamp, False, ""
        self._tr = load(station.settings.language)
        self._surveyor = Surveyor(lamp.projector.window, camera, post) if camera else None
        lamp.read()
        self.page = LightPage(
            self._tr, lamp.projector.window, lamp.light, _tasks(station), has_camera=camera is not None
        )
        self.page.kept.connect(self._keep)
        self.page.measure_wanted.connect(self._measure)
        self.page.left.connect(self.close)
        if self._surveyor:
            self._surveyor.measured.connect(self._measured)
        window.show_page(self.page)

    def close(self) -> None:
        """Leave the page."""
        self.close_down()
        self.over.emit(self._was_kept)

    def close_down(self) -> None:
        """Stop measuring, and light nothing."""
        if self._surveyor:
            self._surveyor.close()
        self._lamp.projector.window.show_nothing()

    def _measure(self, area: tuple[float, float]) -> None:
        if self._surveyor and not self._surveyor.is_on:
            self.page.show_measuring(is_on=True)
            self._surveyor.measure_map(area)

    def _measured(self, found: MapMeasured | DotsMeasured | TrayMeasured) -> None:
        if isinstance(found, TrayMeasured):
            self._teach_tray(found)
            return
        if isinstance(found, DotsMeasured):
            self._teach_dots(found)
            return
        self.page.show_measuring(is_on=False)
        if found.map:
            self.page.show_measured(found.map)
        elif found.fault:
            self.page.show_fault(found.fault, found.tag)

    def _keep(self, light: BenchLight) -> None:
        try:
            self._lamp.keep(light)
        except UserError as error:
            self.page.note.say(" ".join((error.sentence, error.hint)))
            return
        self._was_kept = True
        self.page.show_light(light)
        placed = self.page.placed
        if self._surveyor and light.map and light.map.camera and placed and placed.folder not in light.trays:
            self.page.show_looking()
            self._tray_of = placed.folder
            places = light.places[placed.folder]
            self._surveyor.measure_tray(light.map, tuple(o for name, o in places.items() if name not in placed.sources))
            return
        if self._surveyor and _needs_dots(light.map) and light.map:
            self.page.show_measuring(is_on=True)
            self._surveyor.measure_dots(light.map)

    def _teach_tray(self, found: TrayMeasured) -> None:
        """How the tray looks where its places were just shown: by that it is found again when it is pushed."""
        if found.view:
            light = self._lamp.light
            self._keep(light.model_copy(update={"trays": {**light.trays, self._tray_of: found.view}}))
        self.page.show_looked(follows=found.view is not None, too_bright=found.is_too_bright)

    def _teach_dots(self, found: DotsMeasured) -> None:
        """Where the dots of the drift check are seen while the map is right, they must be seen later."""
        self.page.show_measuring(is_on=False)
        light = self._lamp.light
        if light.map and light.map.camera:
            camera = light.map.camera.model_copy(update={"dots": found.dots})
            self._keep(light.model_copy(update={"map": light.map.model_copy(update={"camera": camera})}))


def _needs_dots(bench_map: BenchMap | None) -> bool:
    return bench_map is not None and bench_map.camera is not None and not bench_map.camera.dots


def _tasks(station: Station) -> list[LitTask]:
    """Return the tasks of this station that have places."""
    found = []
    for listing in station.library.list():
        if listing.task is None:
            continue
        beside = sources(listing.task)
        places = {name: where for name, where in marked(listing.task).items() if name not in beside}
        if places or beside:
            title = listing.task.title.into(station.settings.language)
            found.append(LitTask(listing.folder.name, title, places, beside))
    return found
