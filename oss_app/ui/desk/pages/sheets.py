"""The sheets of a task on paper: what is on each, and how they come into a PDF or out of a printer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from oss_app.ui.desk.pages.paper import (
    EDGE,
    FOOT,
    GAP,
    ROWS,
    TOP,
    Booking,
    Form,
    PaperStep,
    draw_card,
    draw_head,
    draw_photo,
    draw_sentence,
    draw_warning,
    said_of,
)
from oss_app.ui.desk.widgets.paper_sheet import HEIGHT, INK, WIDTH, Sheet
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted

LIST_ROWS, MOST_ROW = 26, 150


def sheets(booked: Booking, form: Form) -> list[Sheet]:
    """Return the sheets of a task in one form; none where there are no steps."""
    if not booked.steps:
        return []
    match form:
        case Form.BOOKLET:
            return _booklet(booked)
        case Form.LIST:
            return _list(booked)
        case _:
            return _cards(booked, ROWS[form])


def _cards(booked: Booking, rows: int) -> list[Sheet]:
    groups = _grouped(booked.steps, rows * 2)
    scale = {2: 1.0, 3: 0.72, 4: 0.56}[rows]

    def draw(number: int, steps: Sequence[PaperStep], painter: QPainter) -> None:
        draw_head(painter, booked, said_of(steps, booked), number + 1, len(groups))
        width = (WIDTH - 2 * EDGE - GAP) / 2
        height = (HEIGHT - TOP - FOOT - GAP * (rows - 1)) / rows
        for place, step in enumerate(steps):
            column = place % 2 if not booked.right_to_left else 1 - place % 2
            box = QRectF(EDGE + column * (width + GAP), TOP + place // 2 * (height + GAP), width, height)
            draw_card(painter, box, step, scale=scale, right_to_left=booked.right_to_left)

    return [_sheet(draw, number, steps) for number, steps in enumerate(groups)]


def _list(booked: Booking) -> list[Sheet]:
    rows = max(min(len(booked.steps), LIST_ROWS), 1)
    groups = [booked.steps[at : at + rows] for at in range(0, len(booked.steps), rows)]
    room = HEIGHT - TOP - FOOT

    def draw(number: int, steps: Sequence[PaperStep], painter: QPainter) -> None:
        draw_head(painter, booked, said_of(steps, booked), number + 1, len(groups))
        height = min(MOST_ROW, room / rows)
        for place, step in enumerate(steps):
            box = QRectF(EDGE, TOP + place * height, WIDTH - 2 * EDGE, height)
            _draw_row(painter, box, step, booked.right_to_left)

    return [_sheet(draw, number, steps) for number, steps in enumerate(groups)]


def _draw_row(painter: QPainter, box: QRectF, step: PaperStep, rtl: bool) -> None:
    """Draw a line of the list: a box to tick, number, photo, sentence and warning."""
    painter.setPen(QPen(QColor(INK), 1.5))
    painter.drawLine(box.bottomLeft(), box.bottomRight())
    side = min(40.0, box.height() * 0.5)
    photo_h = box.height() - 10
    photo_w = photo_h * 16 / 9

    def at(left: float, width: float) -> QRectF:
        x = box.right() - left - width if rtl else box.left() + left
        return QRectF(x, box.top(), width, box.height())

    tick = at(4, side)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(INK), 2.5))
    painter.drawRect(QRectF(tick.left(), box.center().y() - side / 2, side, side))
    px = min(34.0, box.height() * 0.4)
    draw_lines(painter, [str(step.number)], at(side + 20, 64), Letters(px, 700, px * 1.2, INK), right_to_left=not rtl)
    shown = at(side + 104, photo_w)
    draw_photo(painter, QRectF(shown.left(), box.top() + 5, photo_w, photo_h), step)
    rest = side + 104 + photo_w + 22
    words = f"{step.text}  ⚠ {step.warning}" if step.warning else step.text
    room = at(rest, box.width() - rest)
    lines, letters = fitted(words, room, Letters(px, 600, px * 1.15, INK))
    draw_lines(painter, lines, room, letters, right_to_left=rtl)


def _booklet(booked: Booking) -> list[Sheet]:
    """Return a step a page of A5, two pages side by side on both sides of a sheet, so that it folds into a booklet."""
    pages: list[PaperStep | None] = [None, *booked.steps]
    pages += [None] * (-len(pages) % 4)
    last = len(pages) - 1
    pairs = []
    for n in range(len(pages) // 4):
        pairs += [(last - 2 * n, 2 * n), (2 * n + 1, last - 2 * n - 1)]

    def draw(painter: QPainter, pair: tuple[int, int]) -> None:
        for side, number in enumerate(reversed(pair) if booked.right_to_left else pair):
            box = QRectF(side * HEIGHT / 2, 0, HEIGHT / 2, WIDTH).adjusted(EDGE, EDGE, -EDGE, -EDGE)
            step = pages[number]
            if number == 0:
                _draw_cover(painter, box, booked)
            elif step is not None:
                _draw_page(painter, box, step, booked.right_to_left)

    return [Sheet(partial(draw, pair=pair), is_wide=True) for pair in pairs]


def _draw_cover(painter: QPainter, box: QRectF, booked: Booking) -> None:
    lines, letters = fitted(booked.title, box.adjusted(0, 0, 0, -box.height() * 0.6), Letters(64, 700, 76, INK))
    room = QRectF(box.left(), box.top() + 120, box.width(), box.height() * 0.3)
    draw_lines(painter, lines, room, letters, right_to_left=booked.right_to_left)
    if booked.cover:
        photo = PaperStep(0, "", "", "", booked.cover, None)
        draw_photo(painter, QRectF(box.left(), box.top() + 460, box.width(), box.width() * 9 / 16), photo)
    foot = QRectF(box.left(), box.bottom() - 40, box.width(), 40)
    draw_lines(painter, [booked.foot], foot, Letters(20, 400, 26, INK), right_to_left=booked.right_to_left)


def _draw_page(painter: QPainter, box: QRectF, step: PaperStep, rtl: bool) -> None:
    photo = QRectF(box.left(), box.top(), box.width(), box.height() * 0.5)
    draw_photo(painter, photo, step)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(INK), 2.5))
    painter.drawRect(photo)
    words = QRectF(box.left(), photo.bottom() + 40, box.width(), box.bottom() - photo.bottom() - 40)
    if step.warning:
        warning = QRectF(words.left(), words.bottom() - 110, words.width(), 110)
        draw_warning(painter, warning, step.warning, 38, rtl)
        words.setBottom(warning.top() - 20)
    draw_sentence(painter, words, step, 60, rtl)


def _grouped(steps: Sequence[PaperStep], most: int) -> list[Sequence[PaperStep]]:
    """At most so many steps a sheet; a section begins a sheet where the one before it is at least half full."""
    groups: list[list[PaperStep]] = [[]]
    for step in steps:
        here = groups[-1]
        starts = bool(here) and here[-1].section != step.section and len(here) * 2 >= most
        if len(here) == most or starts:
            groups.append([])
        groups[-1].append(step)
    return [tuple(group) for group in groups]


def _sheet(
    draw: Callable[[int, Sequence[PaperStep], QPainter], None], number: int, steps: Sequence[PaperStep]
) -> Sheet:
    return Sheet(lambda painter: draw(number, steps, painter))
