"""What the demonstration shows of its bench: the picture beside the step, and the bench with light on it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QImage

from oss_app.app import demo
from oss_app.app.station import Station
from oss_app.i18n import load
from oss_app.resources import assets
from oss_app.store.light import YamlLight
from oss_app.ui.kiosk.player.bench_picture import BenchPicture
from oss_app.ui.kiosk.player.view import PlayerView
from oss_app.ui.kit.bench_window import BenchWindow
from oss_app.ui.kit.display import StationDisplay


class DemoBench:
    """``lit`` is the window of the bench with light on it, beside the worker's; None where it was not asked for.

    Where there is one display, the worker's window ``shares_display`` with it.
    """

    def __init__(self, station: Station, light: YamlLight, display: StationDisplay, *, has_light: bool) -> None:
        self._tr = load(station.settings.language)
        self._library, self._task = station.library, station.library.load(demo.task()).task
        self.lit: BenchWindow | None = None
        self.shares_display = False
        if has_light:
            empty = QImage(str(assets() / "demo" / "empty.jpg"))
            self.lit = BenchWindow(empty, self._tr("Simulated bench with light on it"))
            if self._task:
                light.save(demo.light(self._library, self._task))
            self.shares_display = not self.lit.open_beside(display.screen())

    def shows_beside(self, view: PlayerView) -> Callable[[bytes], None]:
        """Give who shows what the demonstration's camera sees: in the window, and beside the step."""
        beside = BenchPicture(view, demo.captions(self._task, self._tr) if self._task else {})

        def show(jpeg: bytes) -> None:
            beside.show_frame(jpeg)
            if self.lit:
                self.lit.show_frame(jpeg)

        return show
