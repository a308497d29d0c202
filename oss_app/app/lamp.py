"""The light on the bench: the port Lamp over the window on the projector."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QImageReader

from oss_app.core.errors import UserError
from oss_app.core.light import DARK, BenchLight, Drift, FollowedTray, Lit, OutlineSeen, TrayPushed, compare
from oss_app.core.plane import Homography
from oss_app.core.region import Point
from oss_app.i18n import Translator
from oss_app.store.light import YamlLight
from oss_app.ui.kit.light_picture import draw_lit
from oss_app.ui.kit.light_window import Projector

log = logging.getLogger(__name__)

PHOTO_PX = 480
BESIDE_MM = 8.0  # from here on the light lies beside its place
TWICE = 2  # in a row, before it is looked at
_KEEP = Qt.AspectRatioMode.KeepAspectRatio


class BenchLamp(QObject):
    """Lights the bench while the projector is there and its map is believed; ``news`` for the coach.

    ``shines(outline)`` tells which place has light round it now (mm), none where it is empty; ``doubted`` that the
    light was seen beside where it must be; ``tray_pushed`` that it goes elsewhere with its tray.
    """

    shines = Signal(object)
    doubted = Signal()
    tray_pushed = Signal()

    def __init__(self, projector: Projector, store: YamlLight) -> None:
        super().__init__()
        self.projector = projector
        self._store = store
        self._lit = DARK
        self._in_doubt = self._is_resting = False
        self._moved_mm = 0.0
        self._folder = Path()
        self._by = Homography()
        self._misses = 0
        self._soon = QTimer(self)  # after the screen, which is drawn first
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self.light = BenchLight()
        projector.changed.connect(self._projector_changed)
        self.read()

    def read(self) -> None:
        """Take in anew what is kept."""
        self._unread = ""
        try:
            self.light = self._store.load()
        except UserError as error:
            log.warning("The light stays off: %s", error)
            self.light, self._unread = BenchLight(), error.sentence

    def keep(self, light: BenchLight) -> None:
        """Keep this from now on, and believe its map. UserError."""
        self._store.save(light)
        self.light, self._in_doubt, self._moved_mm, self._unread = light, False, 0.0, ""

    @property
    def is_on(self) -> bool:
        """Whether a place can be lit now."""
        there = self.projector.is_there and self.light.map is not None and not self._in_doubt
        return there and self.light.map is not None and self.light.map.size == self.projector.window.picture_size

    @property
    def is_missed(self) -> bool:
        """Whether there should be light and is none: no projector, another size of picture, or a map in doubt."""
        return self.projector.is_chosen and self.light.map is not None and not self.is_on

    def news(self, tr: Translator) -> str:
        """Return what the coach must hear; empty for nothing."""
        if self._unread:
            return " ".join((self._unread, tr("The light stays off. Set it anew in the set-up.")))
        if not self.is_missed:
            if not self._moved_mm:
                return ""
            mm = round(self._moved_mm)
            return tr("The light on the bench has moved by {mm} mm. Set it anew when there is time.", mm=mm)
        if not self.projector.is_there:
            return tr("The projector is not connected. The work goes on without light on the bench.")
        if self._in_doubt:
            return tr("The light on the bench has moved and is off. Set it anew in the set-up.")
        return tr("The projector's picture has another size than before. Set the light anew in the set-up.")

    def judge_dots(self, seen: Sequence[Point | None]) -> None:
        """Put the light on, or off until its map was made anew, by what the drift check saw."""
        camera = self.light.map.camera if self.light.map else None
        if camera is None or len(seen) != len(camera.dots):
            return
        finding = compare(seen, camera.dots)
        if finding.drift is Drift.CANNOT_TELL:
            return
        self._in_doubt = finding.drift is Drift.OFF
        self._moved_mm = finding.mm if finding.drift is Drift.MOVED else 0.0
        if finding.drift is not Drift.NONE:
            log.warning("The light on the bench is %.1f mm off.", finding.mm)

    @property
    def tray(self) -> FollowedTray | None:
        """The tray that the light follows; None where it follows none."""
        camera = self.light.map.camera if self.light.map else None
        view = self.light.trays.get(self._folder.name)
        return FollowedTray(camera, view, self._by) if camera and view and self.is_on else None

    def see_tray(self, seen: TrayPushed | OutlineSeen) -> None:
        """Take the light along with the tray as the eye sees it; seen twice beside its place, it is to be looked at."""
        if isinstance(seen, TrayPushed):
            self._by, self._misses = seen.by, 0
            self.tray_pushed.emit()
            self._show()
            return
        self._misses = self._misses + 1 if seen.mm > BESIDE_MM else 0
        if self._misses >= TWICE:
            log.warning("The light was seen %.1f mm beside its place.", seen.mm)
            self._misses = 0
            self.doubted.emit()

    def rest(self, *, is_resting: bool) -> None:
        """Light nothing while the bench is measured."""
        self._is_resting = is_resting
        if is_resting:
            self._soon.stop()
        else:
            self._show()

    def work_on(self, folder: Path) -> None:
        """Work on the task that is done now, with its photos.

        Its tray stands where it was shown, as far as is known.
        """
        self._folder, self._by, self._misses = folder, Homography(), 0

    # the port

    def shine(self, lit: Lit) -> None:
        if lit != self._lit:
            self._lit = lit
            self._soon.start(0)

    def go_dark(self) -> None:
        self.shine(DARK)

    def _projector_changed(self) -> None:
        self._show(fades=False)

    def _show(self, *, fades: bool = True) -> None:
        window, bench_map = self.projector.window, self.light.map
        if not self.projector.is_there or self._is_resting:
            return
        lit = self._lit.pushed(self._by)
        if not self.is_on or lit.is_dark or bench_map is None:
            self.shines.emit(())
            window.draw(None, fades=fades)
            return
        self.shines.emit(lit.outline)
        photo = self._photo(lit)
        window.draw(lambda painter: draw_lit(painter, lit, bench_map, photo), fades=fades)

    def _photo(self, lit: Lit) -> QImage | None:
        if lit.words is None or not lit.words.photo:
            return None
        reader = QImageReader(str(self._folder / lit.words.photo))
        reader.setAutoTransform(True)
        size = reader.size()
        if size.isValid():
            reader.setScaledSize(size.scaled(PHOTO_PX, PHOTO_PX, _KEEP))
        return reader.read()

    def close_down(self) -> None:
        """Let go of the window, since the program ends."""
        self._soon.stop()
        self.projector.close_down()
