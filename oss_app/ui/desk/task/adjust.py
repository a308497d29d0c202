"""What can be done to a photo: turn it, cut it, make it lighter or darker; its marked places come along."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QTransform
from PySide6.QtWidgets import QMenu, QWidget

from oss_app.core.errors import UserError
from oss_app.core.region import Outline, Point, bounds
from oss_app.editor.edit import checked
from oss_app.editor.edits import Name, Replace, SetField, step_number
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.widgets.photo_in import keep_photo, read_photo

LIGHTER, DARKER = 40, -40  # of 255
AROUND = 0.6
"""Cutting around a place leaves so much of its size free on each side."""
LEAST = 0.1  # of the photo stays


def turned(image: QImage, to_the_right: bool) -> QImage:
    """Return the picture turned by a quarter."""
    return image.transformed(QTransform().rotate(90 if to_the_right else -90))


def cut(image: QImage, box: tuple[float, float, float, float]) -> QImage:
    """Return the part between left, top, right and bottom, in 0...1 of the picture."""
    w, h = image.width(), image.height()
    left, top, right, bottom = box
    return image.copy(QRect(round(left * w), round(top * h), round((right - left) * w), round((bottom - top) * h)))


def lit(image: QImage, by: int) -> QImage:
    """Return the picture lighter (or darker, below 0) by so many of 255."""
    out = image.convertToFormat(QImage.Format.Format_RGB32)
    painter = QPainter(out)
    if by > 0:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
        painter.fillRect(out.rect(), QColor(by, by, by))
    else:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(out.rect(), QColor(255 + by, 255 + by, 255 + by))
    painter.end()
    return out


def box_around(outline: Outline) -> tuple[float, float, float, float]:
    """Return what is kept where a photo is cut around a place."""
    left, top, right, bottom = bounds(outline)
    x, y = (right - left) * AROUND, (bottom - top) * AROUND
    return max(0.0, left - x), max(0.0, top - y), min(1.0, right + x), min(1.0, bottom + y)


def point_turned(point: Point, to_the_right: bool) -> Point:
    """Tell where a point of the photo is after a quarter turn."""
    x, y = point
    return (1 - y, x) if to_the_right else (y, 1 - x)


def point_cut(point: Point, box: tuple[float, float, float, float]) -> Point:
    """Tell where a point is in the part that was cut out, kept within it."""
    left, top, right, bottom = box
    x, y = (point[0] - left) / (right - left), (point[1] - top) / (bottom - top)
    return min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)


class Adjuster:
    """Adjusts the photo of the step that is shown: a new file, the old one stays, and one undo brings it back."""

    def __init__(self, tr: Translator, parent: QWidget, choose_cut: Callable[[], None]) -> None:
        self._tr, self._parent, self._choose_cut = tr, parent, choose_cut

    def open_menu(self, draft: OpenTask, button: QWidget) -> None:
        """Show what can be done to the photo."""
        tr, menu = self._tr, QMenu(self._parent)
        outline = draft.task.outline_of(draft.step) if draft.step else None
        acts: tuple[tuple[str, Callable[[], None], bool], ...] = (
            (tr("Turn right"), lambda: self.turn(draft, True), True),
            (tr("Turn left"), lambda: self.turn(draft, False), True),
            (tr("Cut: drag over what stays"), self._choose_cut, True),
            (tr("Cut around the place"), lambda: self.cut(draft, box_around(outline or ())), outline is not None),
            (tr("Lighter"), lambda: self.light(draft, LIGHTER), True),
            (tr("Darker"), lambda: self.light(draft, DARKER), True),
            (tr("Take the photo away"), lambda: self.take_away(draft), True),
        )
        for name, act, can in acts:
            action = menu.addAction(name)
            action.setEnabled(can)
            action.triggered.connect(lambda *_, act=act: act())
        menu.exec(button.mapToGlobal(button.rect().bottomLeft()))
        menu.deleteLater()

    def turn(self, draft: OpenTask, to_the_right: bool) -> None:
        self._make(draft, lambda image: turned(image, to_the_right), lambda point: point_turned(point, to_the_right))

    def cut(self, draft: OpenTask, box: tuple[float, float, float, float]) -> None:
        if box[2] - box[0] >= LEAST and box[3] - box[1] >= LEAST:
            self._make(draft, lambda image: cut(image, box), lambda point: point_cut(point, box))

    def light(self, draft: OpenTask, by: int) -> None:
        self._make(draft, lambda image: lit(image, by), lambda point: point)

    def take_away(self, draft: OpenTask) -> None:
        """Take away the step's photo; the file stays, for undo and earlier versions."""
        if draft.at is not None and draft.step and draft.step.photo:
            draft.seal()
            draft.do(SetField(draft.at, "photo", None))
            draft.seal()

    def ask_film(self, draft: OpenTask | None, button: QWidget, choose: Callable[[], None]) -> None:
        """Have a film chosen; where the step has one, ask whether another is meant or none."""
        if draft is None or draft.step is None or not draft.step.film:
            choose()
            return
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._tr("Choose another film")).triggered.connect(choose)
        menu.addAction(self._tr("Take the film away")).triggered.connect(lambda: self._take_film_away(draft))
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _take_film_away(self, draft: OpenTask) -> None:
        if draft.at is not None:
            draft.do(SetField(draft.at, "film", None))
            draft.told.emit(self._tr("The film is taken away. Undo brings it back."))

    def _make(self, draft: OpenTask, change: Callable[[QImage], QImage], follow: Callable[[Point], Point]) -> None:
        step, at = draft.step, draft.at
        if step is None or step.photo is None or at is None:
            return
        try:
            name = keep_photo(change(read_photo(draft.folder / step.photo)), draft.folder, step.photo)
        except UserError as error:
            draft.tell(error)
            return
        except OSError:
            draft.told.emit(self._tr("This file cannot be read."))
            return
        here = {place: _followed(outline, follow) for place, outline in draft.task.places.get(step.photo, {}).items()}
        kept: Mapping[str, Outline] = {place: outline for place, outline in here.items() if outline}
        task = SetField(at, "photo", name).apply(draft.task)
        task = checked(task, places={**task.places, name: kept} if kept else task.places)
        draft.seal()
        draft.do(Replace(task, Name(marked("change the photo of step {n}"), {"n": step_number(task, at)})))
        draft.seal()


def _followed(outline: Outline, follow: Callable[[Point], Point]) -> Outline | None:
    """Return the outline in the new photo; None where nothing of it is left."""
    found = tuple(follow(point) for point in outline)
    left, top, right, bottom = bounds(found)
    return found if right - left > 0.005 and bottom - top > 0.005 else None
