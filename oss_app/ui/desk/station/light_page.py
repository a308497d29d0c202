"""The coach's page for the light on the bench: the work area, by hand or by camera, the places, a spot for words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from oss_app.core.light import LEAST_CONTRAST, BenchLight, BenchMap, MapFault
from oss_app.core.region import Outline, Point
from oss_app.editor.lighting import MOST_MISS_MM, NINE, CornerPlacing, TrayPlacing, with_places, words_spot
from oss_app.i18n import Translator
from oss_app.ui.desk.station.bench_canvas import BenchCanvas, CanvasShape
from oss_app.ui.desk.station.card import extra
from oss_app.ui.desk.widgets.parts import AmountField, ComboBox, Push, Segments, label
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.desk.widgets.subpage import SubPage
from oss_app.ui.kit.light_picture import bench_transform, draw_cross, draw_outline
from oss_app.ui.kit.light_window import LightWindow
from oss_app.ui.kit.theme import LIGHT

AREA, PLACES, WORDS = "area", "places", "words"
TRAY = "\0tray"
"""The key of the frame that all places of a tray move with; no place can be called so."""


PANE = 332, 440
"""How narrow and how wide what is to be done stands beside the picture."""


@dataclass(frozen=True)
class LitTask:
    """A task whose places can be lit: its folder's name, its title, and its places as they lie on its photos.

    ``sources`` are the places beside the tray, to take from.
    """

    folder: str
    title: str
    places: Mapping[str, Outline]
    sources: tuple[str, ...] = ()


class LightPage(SubPage):
    """Shows on the bench, at once, what the coach moves; ``kept(light)`` asks for it to be kept.

    ``measure_wanted(area)`` asks for the camera to find the work area.
    """

    kept = Signal(object)
    measure_wanted = Signal(object)

    def __init__(
        self, tr: Translator, window: LightWindow, light: BenchLight, tasks: Sequence[LitTask], *, has_camera: bool
    ) -> None:
        super().__init__(LIGHT, tr("Back"), tr("Light on the bench"))
        self.setStyleSheet(sheet(LIGHT) + extra(LIGHT))
        self._tr, self._window, self._light = tr, window, light
        self._has_camera = has_camera
        self._corners = CornerPlacing.of(window.picture_size, light.map)
        self._trays: dict[str, TrayPlacing] = {}
        self.canvas = BenchCanvas(LIGHT, tr("The projector's picture"))
        self.canvas.moved.connect(self._moved)
        self.canvas.selected.connect(lambda *_: self._show())
        self.part = Segments([(AREA, tr("Work area")), (PLACES, tr("Places")), (WORDS, tr("Words"))])
        self.part.chosen.connect(self._go_to)
        self.bar.row.addWidget(self.part)
        self.area = AreaPanel(tr, self._corners.area, has_camera=has_camera)
        self.area.changed.connect(self._area_changed)
        self.measure = Push(LIGHT, tr("Let the camera measure"), "camera")
        self.measure.clicked.connect(lambda: self.measure_wanted.emit(self._corners.area))
        self.tasks = PlacesPanel(tr, tasks)
        self.tasks.changed.connect(self._show)
        self.words = WordsPanel(tr)
        self.words.take_away.clicked.connect(lambda: self._keep_words(()))
        self.words.put.clicked.connect(lambda: self._keep_words(words_spot(self._map.area) if self._map else ()))
        self._panels = QStackedWidget()
        for panel in (self.area, self.tasks, self.words):
            self._panels.addWidget(panel)
        self.keep = Push(LIGHT, tr("Save the light"), "check", "filled")
        self.keep.clicked.connect(self._keep)
        self._pane = QScrollArea()  # on a low display there is more to say than has room
        self._pane.setWidgetResizable(True)
        self._pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pane.setWidget(self._panels)
        self._panels.setProperty("role", "page")
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(self._pane, 1)
        side.addWidget(self.measure)
        side.addWidget(self.keep)
        self.body.setSpacing(24)
        self.body.addWidget(self.canvas, 1)
        self.body.addLayout(side)
        self._part = AREA
        self._go_to(AREA)

    def resizeEvent(self, event: QResizeEvent) -> None:
        least, most = PANE
        self._pane.setFixedWidth(round(min(most, max(least, self.width() / 2))))
        super().resizeEvent(event)

    @property
    def _map(self) -> BenchMap | None:
        kept = self._light.map
        return kept if kept and kept.size == self._window.picture_size else None

    def show_light(self, light: BenchLight) -> None:
        """Show what is kept now."""
        self._light = light
        if (
            light.map is None or not self._corners.is_sound or self._corners.map() != light.map
        ):  # else as they were laid
            self._corners = CornerPlacing.of(self._window.picture_size, light.map)
        self.note.say(self._tr("The light is saved."))
        self._show()

    def show_measuring(self, *, is_on: bool) -> None:
        """Show that the camera is measuring: nothing else is shown on the bench meanwhile."""
        self.setEnabled(not is_on)
        if is_on:
            self.note.say(self._tr("The camera measures. Keep your hands off the bench for ten seconds."))
        else:
            self._show()

    @property
    def placed(self) -> LitTask | None:
        """The task whose places on the tray were moved on this page last; None where another part is shown."""
        chosen = self.tasks.chosen
        return chosen if self._part == PLACES and chosen and chosen.places else None

    def show_looking(self) -> None:
        """Show that the camera looks at the tray and the light on it."""
        self.setEnabled(False)
        self.note.say(self._tr("The camera looks at the tray. Keep your hands off the bench for a moment."))

    def show_looked(self, *, follows: bool, too_bright: bool) -> None:
        """Whether the camera saw the tray and the light on it well enough to follow it.

        Where the tray is ``too_bright`` for it, what helps is said.
        """
        self.setEnabled(True)
        self._show()
        if follows:
            told = self._tr("The light is saved. It follows the tray when that is pushed.")
        else:
            told = self._tr("The light is saved. The camera does not see it on the tray, so it will not follow it.")
        if too_bright:
            help_words = self._tr(
                "On this dark bench the tray is white all over for the camera. "
                "Lay four sheets of white paper beside it, leave them there, and save again."
            )
            told = f"{told} {help_words}"
        self.note.say(f"{told} {self._dim_words()}".strip())

    def show_measured(self, bench_map: BenchMap) -> None:
        """Show what the camera found, to be looked at before it is kept: five crosses lie where the coach can judge
        them.
        """
        self._light = self._light.model_copy(update={"map": bench_map})
        self._corners = CornerPlacing.of(bench_map.size, bench_map)
        self.area.set_area(bench_map.area)
        self._show()
        told = self._tr("Do the crosses lie on the tags? Then save it. Else drag them there.")
        if bench_map.camera and not bench_map.camera.holds_exposure:
            held = self._tr("This camera cannot hold its exposure. The measuring allows for it.")
            told = f"{told} {held}"
        self.note.say(told)

    def show_fault(self, fault: MapFault, tag: int | None) -> None:
        """Why the camera found nothing that can be kept, and what to do."""
        self.note.say(in_words(fault, tag, self._tr))

    # ---- what is moved ----

    def _go_to(self, part: str) -> None:
        if part != AREA and self._map is None:
            self.note.say(self._tr("First show where the work area is, and save it."))
            part = AREA
        else:
            self.note.hide()
        self._part = part
        self.part.choose(part)
        self._panels.setCurrentIndex((AREA, PLACES, WORDS).index(part))
        self.measure.setVisible(self._has_camera and part == AREA)
        self._show()

    def _area_changed(self, area: tuple[float, float]) -> None:
        self._corners = replace(self._corners, area=area)
        self._show()

    @property
    def _tray(self) -> TrayPlacing | None:
        task = self.tasks.chosen
        if task is None or self._map is None:
            return None
        if task.folder not in self._trays:
            kept = self._light.places.get(task.folder, {})
            self._trays[task.folder] = TrayPlacing.of(task.places, kept, self._map.area, task.sources)
        return self._trays[task.folder]

    def _moved(self, key: str, corner: int, dx: float, dy: float) -> None:
        """Move what is chosen, by pixels of the projector."""
        if self._part == AREA:
            self._corners = self._corners.moved(corner, (dx, dy))
        elif self._part == WORDS and self._map:
            spot = list(self._light.panel)
            for number in range(len(spot)) if corner < 0 else (corner,):
                step = self._in_mm(spot[number], (dx, dy))
                spot[number] = spot[number][0] + step[0], spot[number][1] + step[1]
            self._light = self._light.model_copy(update={"panel": tuple(spot)})
        elif (tray := self._tray) and (chosen := self.tasks.chosen):
            outline = tray.tray if key == TRAY else tray.places[key]
            by = self._in_mm(outline[max(0, corner)], (dx, dy))
            if key == TRAY:
                tray = tray.moved(by) if corner < 0 else tray.corner_moved(corner, by)
            else:
                tray = tray.place_moved(key, by) if corner < 0 else tray.place_corner_moved(key, corner, by)
            self._trays[chosen.folder] = tray
        self._show()

    def _in_mm(self, at: Point, by: Point) -> Point:
        """Tell how far (mm) so many pixels are at a point of the bench."""
        assert self._map is not None
        x, y = self._map.to_picture.at(at)
        there = self._map.to_picture.inverse().at((x + by[0], y + by[1]))
        return there[0] - at[0], there[1] - at[1]

    def _keep(self) -> None:
        if self._part == AREA:
            self._keep_area()
        elif self._part == WORDS:
            self.kept.emit(self._light)
        elif (tray := self._tray) and (chosen := self.tasks.chosen):
            self._light = with_places(self._light, chosen.folder, tray.places)
            self.kept.emit(self._light)
            if self.isEnabled() and (words := self._dim_words()):
                self.note.say(words)

    def _dim_words(self) -> str:
        """Tell where the light cannot be seen; empty for nowhere."""
        places = self._tray.places if self._tray else {}
        dim = ", ".join(name for name, outline in places.items() if self._is_dim(outline))
        words = self._tr("At {places} the light cannot be seen. Put something matt and light there.", places=dim)
        return words if dim else ""

    def _is_dim(self, outline: tuple[Point, ...]) -> bool:
        contrast = self._map.contrast(outline) if self._map else None
        return contrast is not None and contrast < LEAST_CONTRAST

    def _keep_area(self) -> None:
        if not self._corners.is_sound:
            self.note.say(self._tr("The four corners cross each other. Move them apart."))
            return
        miss = self._corners.miss_mm
        if miss is not None and miss > MOST_MISS_MM:
            self.canvas.choose(AREA, self._odd_cross())
            self.note.say(
                self._tr(
                    "The crosses lie up to {mm} mm from where the others put them. "
                    "Look at the bright one first, and lay it again.",
                    mm=math.ceil(miss),
                )
            )
            return
        measured = self._light.map
        is_as_measured = measured is not None and CornerPlacing.of(self._corners.size, measured) == self._corners
        bench_map = measured if is_as_measured else self._corners.map()
        self.kept.emit(self._light.model_copy(update={"map": bench_map, "trays": {}}))

    def _odd_cross(self) -> int:
        """Tell which cross to look at first: where so few cannot tell, the one that was moved last."""
        odd = self._corners.odd_one
        return self.canvas.chosen[1] if odd is None else odd

    def _keep_words(self, spot: tuple[Point, ...]) -> None:
        self._light = self._light.model_copy(update={"panel": spot})
        self._show()

    # ---- what is shown ----

    def _show(self) -> None:
        size = self._window.picture_size
        shapes: list[CanvasShape] = []
        if self._part == AREA:
            corners = self._corners
            waiting = NINE - corners.placed
            shapes = [CanvasShape(AREA, corners.corners, moves=False, more=corners.middles, waiting=waiting)]
            self.area.show_miss(self._corners.miss_mm)
        elif self._part == WORDS and self._map and self._light.panel:
            shapes = [CanvasShape("words", self._map.to_picture.all(self._light.panel), self._tr("Words"))]
        elif self._part == PLACES and self._map and (tray := self._tray):
            there = self._map.to_picture
            shapes = [CanvasShape(TRAY, there.all(tray.tray), is_frame=True)] if tray.tray else []
            shapes += [CanvasShape(name, there.all(outline), name) for name, outline in tray.places.items()]
        self.words.show_spot(is_there=bool(self._light.panel))
        self.canvas.show_shapes(size, shapes)
        self._window.draw(partial(self._draw, shapes), fades=False)

    def _draw(self, shapes: Sequence[CanvasShape], painter: QPainter) -> None:
        """Draw what lies on the bench while it is being placed."""
        if self._part == AREA:
            if not self._corners.is_sound:
                return
            bench_map = self._corners.map()
            back = bench_map.to_picture.inverse()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setTransform(bench_transform(bench_map))
            for number, point in enumerate(back.all((*self._corners.corners, *self._corners.middles))):
                is_chosen, is_laid = number == self.canvas.chosen[1], number in self._corners.placed
                draw_cross(painter, point, strong=is_chosen, laid=is_laid)
            painter.resetTransform()
            return
        if self._map is None:
            return
        back = self._map.to_picture.inverse()
        painter.setTransform(bench_transform(self._map))
        for shape in shapes:
            if not shape.is_frame:
                draw_outline(painter, back.all(shape.points))
        for shape in shapes:
            if shape.is_frame and shape.key == self.canvas.chosen[0]:
                for point in back.all(shape.points):
                    draw_cross(painter, point)
        painter.resetTransform()


class AreaPanel(QWidget):
    """Where the work area is; ``changed(area)`` when its size in millimetres is."""

    changed = Signal(object)

    def __init__(self, tr: Translator, area: tuple[float, float], *, has_camera: bool) -> None:
        super().__init__()
        self._tr = tr
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(label(tr("1. Measure the part of the bench that is worked on."), "strong", wraps=True))
        self.width_mm = AmountField(LIGHT, tr, tr("Width in millimetres"), 200, 3000)
        self.depth_mm = AmountField(LIGHT, tr, tr("Depth in millimetres"), 200, 3000)
        for name, field in ((tr("Width in millimetres"), self.width_mm), (tr("Depth in millimetres"), self.depth_mm)):
            row = QHBoxLayout()
            row.addWidget(label(name, wraps=True), 1)
            row.addWidget(field)
            column.addLayout(row)
            field.changed.connect(lambda _: self.changed.emit(self.area))
        self.set_area(area)
        if has_camera:
            column.addWidget(
                label(
                    tr(
                        "With the camera, most exact: lay the printed tags 0 to 2 along the far side, 3 to 5 along "
                        "the near side, 6 and 7 at the left and the right, and clear the bench."
                    ),
                    wraps=True,
                )
            )
        column.addWidget(
            label(
                tr(
                    "2. Lay four crosses on its corners: drag them in the picture, or use the arrow keys. "
                    "Shift makes large steps, N goes to the next cross."
                ),
                wraps=True,
            )
        )
        column.addWidget(
            label(
                tr(
                    "3. More exact: mark the middle of each side, and of the whole area, with a ruler. "
                    "Lay the other crosses on those."
                ),
                wraps=True,
            )
        )
        column.addWidget(label(tr("A cross with a ring was laid. A broken one without a ring was not."), wraps=True))
        self.miss = label("", "strong", wraps=True)
        column.addWidget(self.miss)
        column.addStretch(1)

    @property
    def area(self) -> tuple[float, float]:
        """Width and depth (mm)."""
        return float(self.width_mm.number), float(self.depth_mm.number)

    def show_miss(self, mm: float | None) -> None:
        """Show how far (mm) the crosses lie from where all together put them; None where four corners say nothing."""
        self.miss.setVisible(mm is not None)
        self.miss.setText(self._tr("The crosses agree to {mm} mm.", mm=math.ceil(mm or 0)))

    def set_area(self, area: tuple[float, float]) -> None:
        """Show this without telling anyone."""
        self.width_mm.set_number(round(area[0]))
        self.depth_mm.set_number(round(area[1]))


class PlacesPanel(QWidget):
    """Which task's places are shown."""

    changed = Signal()

    def __init__(self, tr: Translator, tasks: Sequence[LitTask]) -> None:
        super().__init__()
        self._entries = list(tasks)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(label(tr("The places of a task"), "strong"))
        self.choice = ComboBox(LIGHT)
        self.choice.setAccessibleName(tr("Task"))
        for task in self._entries:
            self.choice.addItem(task.title)
        self.choice.currentIndexChanged.connect(lambda _: self.changed.emit())
        column.addWidget(self.choice)
        hint = (
            tr(
                "Put the tray where it always stands. Drag its four corners onto the real ones. "
                "A place that lies beside its own: click it, then drag it or its corners."
            )
            if self._entries
            else tr("No task has a place marked on a photo yet. Mark one in the editor first.")
        )
        column.addWidget(label(hint, wraps=True))
        self.choice.setVisible(bool(self._entries))
        column.addStretch(1)

    @property
    def chosen(self) -> LitTask | None:
        """The task; None where none has places."""
        number = self.choice.currentIndex()
        return self._entries[number] if 0 <= number < len(self._entries) else None


class WordsPanel(QWidget):
    """A free, matt spot of the bench for the sentence itself."""

    def __init__(self, tr: Translator) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(label(tr("Words on the bench"), "strong"))
        column.addWidget(
            label(
                tr("On a free, matt spot the light can also show the sentence, the photo and the warning."), wraps=True
            )
        )
        self.put = Push(LIGHT, tr("Put words on the bench"), "plus")
        self.take_away = Push(LIGHT, tr("Take them away"), "trash")
        column.addWidget(self.put)
        column.addWidget(self.take_away)
        column.addStretch(1)

    def show_spot(self, *, is_there: bool) -> None:
        """Whether there is a spot."""
        self.put.setVisible(not is_there)
        self.take_away.setVisible(is_there)


def in_words(fault: MapFault, tag: int | None, tr: Translator) -> str:
    """Tell why the camera found no map, and what to do."""
    match fault:
        case MapFault.NO_FRAMES:
            return tr("The camera gives no picture. Look at it in the set-up.")
        case MapFault.NO_LIGHT:
            return tr("The camera sees no light on the bench. Is the projector on, and is it the right display?")
        case MapFault.TOO_FEW:
            return tr("The camera sees too little of the pattern. Make the room darker and clear the bench.")
        case MapFault.MIRRORED:
            return tr("The projector shows a mirrored picture. Switch “rear projection” off in its menu.")
        case MapFault.NOT_FLAT:
            return tr("The pattern does not lie flat. Clear the bench and keep still.")
        case MapFault.NO_TAGS if tag is not None:
            return tr("The camera does not see tag {n}. Lay the tags 0 to 7 out, flat and in the light.", n=tag)
        case MapFault.NO_TAGS:
            return tr("The camera does not see the tags. Lay the tags 0 to 7 out, flat and in the light.")
        case MapFault.TAGS_MOVED:
            return tr("Tag {n} does not lie where it should. Measure again where it lies.", n=tag)
        case MapFault.TAG_TOO_BRIGHT:
            return tr(
                "Tag {n} is too bright for the camera. Keep the sun off it. "
                "On a dark bench, lay a few sheets of white paper between the tags.",
                n=tag,
            )
        case MapFault.AREA_WRONG:
            return tr(
                "The tags lie on a work area of another size than is written here. "
                "Measure its width and its depth again, from the middle of one tag to the middle of the other."
            )
        case MapFault.TOO_SMALL:
            return tr("The light reaches too little of the work area. Hang the projector higher.")
        case MapFault.UNSTEADY:
            return tr("Something moved while the camera measured. Try it again.")
