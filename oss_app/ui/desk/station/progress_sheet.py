"""How it goes, on one A4: a plain line of weeks, the steps that need help most, faults of the task, and words (S4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from oss_app.editor.progress import LEVELS, NEEDS, CardProgress
from oss_app.i18n import Translator, card_word
from oss_app.ui.desk.widgets.paper_sheet import HEIGHT, INK, SHARP, WIDTH, Sheet
from oss_app.ui.kit import formats
from oss_app.ui.kit.lettering import Letters, draw_lines, fitted
from oss_app.ui.kit.pictures import Wanted, read

EDGE, LINE = 90, 40
GREY = "#5A636B"


@dataclass(frozen=True)
class Report:
    """What goes on the sheet besides the figures: the worker's own words and the next step, typed by the coach."""

    progress: CardProgress
    own_words: str
    next_step: str
    day: date


def report_sheet(report: Report, tr: Translator) -> Sheet:
    """Return the sheet of one worker in one task; never two workers on one."""
    return Sheet(partial(_draw, report=report, tr=tr))


def shown_day(day: date, tr: Translator) -> str:
    """Return a day as it is read here."""
    return formats.short_day(day, tr)


class _Pen:
    """Writes down the sheet, from top to bottom."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        self.y = 80.0

    def write(self, text: str, px: float, weight: int = 400, colour: str = INK, *, after: float = 0.4) -> None:
        box = QRectF(EDGE, self.y, WIDTH - 2 * EDGE, HEIGHT)
        lines, letters = fitted(text, box, Letters(px, weight, px * 1.28, colour))
        draw_lines(self._painter, lines, box, letters, from_top=True)
        self.y += len(lines) * letters.line_height + px * after

    def heading(self, text: str) -> None:
        self.y += 26
        self.write(text, 30, 700)


def _draw(painter: QPainter, report: Report, tr: Translator) -> None:
    progress, pen = report.progress, _Pen(painter)
    pen.write(tr("How it goes: {card}", card=card_word(progress.card, tr)), 44, 700)
    pen.write(progress.title, 34, 600)
    pen.write(
        tr("Help now: {level}. Made on {day}.", level=tr(LEVELS[progress.level]), day=shown_day(report.day, tr)), 24
    )
    pen.heading(tr("Steps without help, by week"))
    _draw_weeks(painter, pen, progress, tr)
    pen.heading(tr("Steps that need help most"))
    _draw_hardest(painter, pen, progress, tr)
    if progress.faults:
        pen.heading(tr("Checks that were overruled: a fault of the task"))
        for fault in progress.faults[:3]:
            pen.write(
                tr.many(
                    "{n} time at step {step}: {sentence}", "{n} times at step {step}: {sentence}", fault.overruled,
                    step=fault.number, sentence=fault.sentence,
                ),
                24,
            )  # fmt: skip
    pen.heading(tr("In the worker's own words"))
    pen.write(report.own_words or " ", 26)
    pen.heading(tr("The next step"))
    pen.write(report.next_step or " ", 26)
    pen.y = HEIGHT - 150
    pen.write(
        tr(
            "Meant for guidance at work. Not for appraisal, pay, wage value, discipline, dismissal or emotion. "
            "No times are kept. The detail goes after 90 days, the weeks after 12 months."
        ),
        20,
        colour=GREY,
    )


def _draw_weeks(painter: QPainter, pen: _Pen, progress: CardProgress, tr: Translator) -> None:
    """Draw a plain line without a target; each point has its figure."""
    if progress.is_empty:
        pen.write(tr("Nothing is kept yet."), 26)
        return
    top, height, left, right = pen.y + 46, 190.0, EDGE + 40.0, WIDTH - EDGE - 60.0
    weeks = progress.weeks
    step = (right - left) / max(1, len(weeks) - 1)
    points = [QPointF(left + n * step, top + height * (1 - percent / 100)) for n, (_, percent) in enumerate(weeks)]
    painter.setPen(QPen(QColor(GREY), 2))
    painter.drawLine(QPointF(left, top + height), QPointF(right, top + height))
    painter.setPen(QPen(QColor(INK), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(points)
    for point, (monday, percent) in zip(points, weeks, strict=True):
        painter.setBrush(QColor(INK))
        painter.drawEllipse(point, 5, 5)
        above = QRectF(point.x() - 60, point.y() - 44, 120, 34)
        draw_lines(painter, [f"{percent} %"], above, Letters(22, 600, 28, INK), centred=True)
        below = QRectF(point.x() - 60, top + height + 8, 120, 30)
        draw_lines(painter, [f"{monday.day}-{monday.month}"], below, Letters(19, 400, 24, GREY), centred=True)
    pen.y = top + height + 52


def _draw_hardest(painter: QPainter, pen: _Pen, progress: CardProgress, tr: Translator) -> None:
    if not progress.hardest:
        pen.write(tr("No step took help."), 26)
    for hard in progress.hardest:
        box = QRectF(EDGE, pen.y, 200, 112)
        if hard.photo:
            wanted = Wanted(hard.photo, round(box.width() * SHARP), round(box.height() * SHARP))
            ready = read(wanted)
            if ready:
                target = ready.framing.target
                place = QRectF(target.x / SHARP, target.y / SHARP, target.w / SHARP, target.h / SHARP)
                painter.drawImage(place.translated(box.topLeft()), ready.image)
        room = QRectF(box.right() + 28, pen.y, WIDTH - EDGE - box.right() - 28, 112)
        words = tr(
            "Step {n}: {sentence}",
            n=hard.number,
            sentence=hard.sentence,
        )
        much = tr("Help in {n} of {of} kits, mostly: {need}.", n=hard.helped, of=hard.of, need=tr(NEEDS[hard.need]))
        lines, letters = fitted(words, room.adjusted(0, 0, 0, -40), Letters(26, 600, 32, INK))
        draw_lines(painter, [*lines, much], room, letters, from_top=True)
        pen.y += 128
