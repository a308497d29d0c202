"""A task on paper, for when the power is out: cards, a booklet to fold, a list; black on white."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QTransform

from oss_app.core.casing import with_capital
from oss_app.core.region import Outline, bounds
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import is_right_to_left
from oss_app.i18n import Translator
from oss_app.ui.desk.widgets.paper_sheet import HEIGHT, INK, PAPER, SHARP, WIDTH
from oss_app.ui.kiosk.player.marks import outline_path
from oss_app.ui.kit.framing import FILL_CUT
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted
from oss_app.ui.kit.pictures import Wanted, read
from oss_app.ui.kit.theme import LIGHT

EDGE, TOP, FOOT, GAP = 70, 150, 110, 20


class Form(StrEnum):
    """How a task is put on paper."""

    CARDS_4 = "cards_4"
    CARDS_6 = "cards_6"
    CARDS_8 = "cards_8"
    BOOKLET = "booklet"
    LIST = "list"


ROWS = {Form.CARDS_4: 2, Form.CARDS_6: 3, Form.CARDS_8: 4}


@dataclass(frozen=True)
class PaperStep:
    """One step in one language, with its number and its section."""

    number: int
    text: str
    warning: str
    section: str
    photo: Path | None
    outline: Outline | None


@dataclass(frozen=True)
class Booking:
    """What stands on every sheet: the task's name, the line at its foot, and the direction of its letters."""

    title: str
    foot: str
    right_to_left: bool
    steps: tuple[PaperStep, ...]
    cover: Path | None
    """The photo of the whole task; the first one of a step where it has none of its own."""
    tr: Translator


def booking(task: Task, language: str, foot: str, tr: Translator) -> Booking:
    """Return a task made ready for paper in one of its languages."""
    steps: list[PaperStep] = []
    section = ""
    for item in task.items:
        if isinstance(item, Section):
            section = item.title.into(language)
        elif isinstance(item, Step):
            photo = task.folder / item.photo if item.photo else None
            warning = item.warning.into(language) if item.warning else ""
            number = len(steps) + 1
            steps.append(PaperStep(number, item.text.into(language), warning, section, photo, task.outline_of(item)))
    cover = task.folder / task.photo if task.photo else next((step.photo for step in steps if step.photo), None)
    return Booking(task.title.into(language), foot, is_right_to_left(language), tuple(steps), cover, tr)


def draw_head(painter: QPainter, booked: Booking, second: str, sheet: int, sheets: int) -> None:
    """Draw the task's name and what is on this sheet above, version and number of the sheet below."""
    head, foot = QRectF(EDGE, 52, WIDTH - 2 * EDGE, 60), QRectF(EDGE, HEIGHT - 84, WIDTH - 2 * EDGE, 40)
    rtl = booked.right_to_left
    title = Letters(32, 700, 40, INK)
    lines, title = fitted(booked.title, QRectF(0, 0, head.width() * 0.62, head.height()), title)
    draw_lines(painter, lines, head, title, right_to_left=rtl)
    draw_lines(painter, [second], head, Letters(26, 400, 32, INK), right_to_left=not rtl)
    draw_lines(painter, [booked.foot], foot, Letters(20, 400, 26, INK), right_to_left=rtl)
    number = booked.tr("Sheet {n} of {all}", n=sheet, all=sheets)
    draw_lines(painter, [number], foot, Letters(20, 400, 26, INK), right_to_left=not rtl)


def draw_card(painter: QPainter, box: QRectF, step: PaperStep, *, scale: float, right_to_left: bool) -> None:
    """One card: photo with the place, number and sentence, and the warning in a box. ``scale`` 1: four on a sheet."""
    path = QPainterPath()
    path.addRoundedRect(box, 18, 18)
    lower = 262 * scale
    photo = QRectF(box.left(), box.top(), box.width(), box.height() - lower - (76 * scale if scale == 1 else 0))
    painter.save()
    painter.setClipPath(path)
    draw_photo(painter, photo, step)
    painter.restore()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(INK), 2.5))
    painter.drawPath(path)
    painter.drawLine(photo.bottomLeft(), photo.bottomRight())
    inner = QRectF(box.left(), photo.bottom(), box.width(), box.bottom() - photo.bottom())
    inner = inner.adjusted(30 * scale, 24 * scale, -30 * scale, -26 * scale)
    if step.warning:
        warning = QRectF(inner.left(), inner.bottom() - 78 * scale, inner.width(), 78 * scale)
        draw_warning(painter, warning, step.warning, 31 * scale, right_to_left)
        inner.setBottom(warning.top() - 12 * scale)
    draw_sentence(painter, inner, step, 46 * scale, right_to_left)


def draw_sentence(painter: QPainter, box: QRectF, step: PaperStep, px: float, right_to_left: bool) -> None:
    """Draw the number in its disc, and the sentence beside it, smaller where it would not fit."""
    side = px * 84 / 46
    left = box.right() - side if right_to_left else box.left()
    disc = QRectF(left, box.top(), side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(INK))
    painter.drawEllipse(disc)
    number = px * (48 / 46 if step.number < 100 else 34 / 46)
    draw_lines(painter, [str(step.number)], disc, Letters(number, 700, number * 1.2, PAPER), centred=True)
    room = box.adjusted(0 if right_to_left else side + px / 2, px * 0.2, -side - px / 2 if right_to_left else 0, 0)
    lines, letters = fitted(step.text, room, Letters(px, 600, px * 1.18, INK))
    draw_lines(painter, lines, room, letters, right_to_left=right_to_left, from_top=True)


def draw_warning(painter: QPainter, box: QRectF, warning: str, px: float, right_to_left: bool) -> None:
    """Draw the warning in a box, with its sign."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(INK), 3))
    painter.drawRoundedRect(box, 14, 14)
    side, gap = px * 1.3, px * 0.6
    at = box.right() - gap - side if right_to_left else box.left() + gap
    draw_icon(painter, "warning", QRectF(at, box.center().y() - side / 2, side, side), INK)
    room = box.adjusted(gap if right_to_left else 2 * gap + side, 4, -2 * gap - side if right_to_left else -gap, -4)
    lines, letters = fitted(warning, room, Letters(px, 600, px * 1.12, INK))
    draw_lines(painter, lines, room, letters, right_to_left=right_to_left)


def draw_photo(painter: QPainter, box: QRectF, step: PaperStep) -> None:
    """Draw the photo, whole but for a little that fills its box, and never without the place.

    The place's outline on it.
    """
    if step.photo is None:
        return
    place = bounds(step.outline) if step.outline else (0.3, 0.3, 0.7, 0.7)
    wanted = Wanted(step.photo, round(box.width() * SHARP), round(box.height() * SHARP), place=place, cut=FILL_CUT)
    ready = read(wanted)
    if ready is None:
        return
    target = ready.framing.target
    at = QRectF(box.left() + target.x / SHARP, box.top() + target.y / SHARP, target.w / SHARP, target.h / SHARP)
    painter.drawImage(at, ready.image)
    if step.outline:
        path = outline_path(step.outline, ready.framing, 3.0 * SHARP)
        path = QTransform.fromScale(1 / SHARP, 1 / SHARP).map(path).translated(box.topLeft())
        painter.save()
        painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((LIGHT.place_dark, 9.0), (LIGHT.place_light, 4.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawPath(path)
        painter.restore()


def said_of(steps: Sequence[PaperStep], booked: Booking) -> str:
    """Return what is on a sheet: its section, and its steps."""
    first, last, tr = steps[0].number, steps[-1].number, booked.tr
    of = len(booked.steps)
    span = (
        tr("step {first} to {last} of {all}", first=first, last=last, all=of)
        if first != last
        else tr("step {first} of {all}", first=first, all=of)
    )
    section = steps[0].section
    return f"{section}, {span}" if section else with_capital(span, tr.language)
