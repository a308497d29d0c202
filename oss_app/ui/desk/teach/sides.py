"""What stands beside the wizard's picture: photos, set-ups, what the check sees now, and when it counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from oss_app.core.check import RECOGNISED, SHOWN
from oss_app.core.lesson import Followed, TaughtPhoto
from oss_app.core.verdict import Answer
from oss_app.editor.album import SIDES, PhotoSlot
from oss_app.editor.prompts import SEEN
from oss_app.editor.rehearsal import RehearsalTrial
from oss_app.editor.teaching import Stage, TeachingSession
from oss_app.i18n import Translator
from oss_app.ui.desk.teach.asks import read_value, verdict
from oss_app.ui.desk.teach.thumbs import PhotoBox, ThumbSlot
from oss_app.ui.desk.widgets.parts import Panel, label, painted
from oss_app.ui.kit.theme import Palette


def column_of(widget: QWidget, spacing: int = 20) -> QVBoxLayout:
    """Return a column without margins."""
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column


class PhotosSide(QWidget):
    """The photos of both sides. ``pressed(side, index)``."""

    pressed = Signal(object, int)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        column = column_of(self, 16)
        self.boxes = {
            Answer.DONE: PhotoBox(palette, tr("Right")),
            Answer.NOT_DONE: PhotoBox(palette, tr("Not right")),
        }
        for side in SIDES:
            self.boxes[side].shelf.pressed.connect(lambda index, side=side: self.pressed.emit(side, index))
            column.addWidget(self.boxes[side])
        column.addStretch()

    def show_course(self, course: TeachingSession) -> None:
        now = course.album.now if course.stage is Stage.PHOTOS else None
        for side in SIDES:
            slots = course.album.slots(side)
            shown = [self._shown(course, slot, (side, i) == now) for i, slot in enumerate(slots)]
            taken = course.album.taken(side)
            tag = self._tr("{n} of {all}", n=taken, all=len(slots))
            is_now = now is not None and now[0] is side
            self.boxes[side].show_side(shown, tag, is_full=taken >= len(slots), is_now=is_now)

    def _shown(self, course: TeachingSession, slot: PhotoSlot, is_next: bool) -> ThumbSlot:
        doubtful = slot.photo is not None and (slot.photo.side, slot.photo.number) in course.doubtful
        chosen = course.album.chosen
        is_chosen = chosen is not None and course.album.slot(chosen) is slot
        means = self._tr("Does not fit the others") if doubtful else ""
        caption = self._tr(slot.prompt.caption)
        return ThumbSlot(
            caption, slot.photo.jpeg if slot.photo else b"", is_next, doubtful, is_chosen, "", means, course.inner
        )


class WorkSide(QWidget):
    """The photos from the work, of both sides, each with whether it goes into the lesson. ``pressed(photo)``."""

    pressed = Signal(object)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        column = column_of(self, 16)
        self._photos: dict[Answer, list[TaughtPhoto]] = {side: [] for side in SIDES}
        self.boxes = {
            Answer.DONE: PhotoBox(palette, tr("Right")),
            Answer.NOT_DONE: PhotoBox(palette, tr("Not right")),
        }
        for side in SIDES:
            self.boxes[side].shelf.pressed.connect(lambda index, side=side: self._press(side, index))
            column.addWidget(self.boxes[side])
        column.addStretch()

    def show_course(self, course: TeachingSession) -> None:
        choice = course.from_work
        if choice is None:
            return
        now = choice.photos[choice.shown]
        for side in SIDES:
            self._photos[side] = photos = [photo for photo in choice.photos if photo.side is side]
            taken = sum(photo in choice.chosen for photo in photos)
            slots = [
                self._slot(course, photo, is_taken=photo in choice.chosen, is_shown=photo is now) for photo in photos
            ]
            tag = self._tr("{n} of {all}", n=taken, all=len(photos))
            self.boxes[side].show_side(slots, tag, is_full=False, is_now=False)

    def _slot(self, course: TeachingSession, photo: TaughtPhoto, *, is_taken: bool, is_shown: bool) -> ThumbSlot:
        means = self._tr("Goes into the lesson") if is_taken else self._tr("Is left out")
        name = self._tr("Photo {n}", n=photo.number)
        sign = "check" if is_taken else "x"
        return ThumbSlot(name, photo.jpeg, is_chosen=is_shown, sign=sign, means=means, inner=course.inner)

    def _press(self, side: Answer, index: int) -> None:
        photo = self._photos[side][index]
        self.pressed.emit((photo.side, photo.number))


class TrySide(QWidget):
    """The set-ups of the rehearsal so far, each with how the check judged it."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        column = column_of(self, 16)
        self._boxes = {
            True: PhotoBox(palette, tr("Right"), 5),
            False: PhotoBox(palette, tr("Not right"), 5),
        }
        for box in self._boxes.values():
            column.addWidget(box)
        column.addStretch()

    def show_course(self, course: TeachingSession) -> None:
        for is_right, box in self._boxes.items():
            trials = course.practice.of(is_right)
            shown = trial_slots(course, trials, self._tr) + [ThumbSlot("")] * (SHOWN - len(trials))
            tag = self._tr("{n} of {all}", n=len(trials), all=SHOWN)
            box.show_side(shown, tag, is_full=len(trials) >= SHOWN, is_now=False)


def trial_slots(
    course: TeachingSession, trials: Sequence[RehearsalTrial], tr: Translator, chosen: RehearsalTrial | None = None
) -> list[ThumbSlot]:
    """Each set-up with a tick where the check was right about it, else with a sign."""
    return [
        ThumbSlot(
            tr("Set-up {n}", n=number),
            trial.jpeg,
            is_chosen=trial is chosen,
            sign="warning-circle" if trial.is_misjudged else "check",
            means=tr(SEEN[trial.look.answer]),
            inner=course.inner,
        )
        for number, trial in enumerate(trials, 1)
    ]


class ValueSide(QWidget):
    """What was read from the picture."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        column = column_of(self)
        box = Panel()
        self._swatch, self._text = QLabel(), label("", "heading", wraps=True)
        box.column.addWidget(label(tr("This must be seen"), "muted"))
        box.column.addWidget(self._swatch)
        box.column.addWidget(self._text)
        column.addWidget(box)
        column.addStretch()

    def show_course(self, course: TeachingSession) -> None:
        value = course.value
        self._text.setText(
            read_value(course.check.kind, value, self._tr) if value else self._tr("Nothing was read yet.")
        )
        is_colour = bool(value) and "red" in value if value else False
        self._swatch.setVisible(is_colour)
        if value and is_colour:
            pixmap = QPixmap(220, 64)
            pixmap.fill(QColor(*(int(str(value[part])) for part in ("red", "green", "blue"))))
            self._swatch.setPixmap(pixmap)


class LiveSide(QWidget):
    """What the check sees in the picture of now: the tray, the score, the answer and why."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._tr = tr
        column = column_of(self)
        box = Panel()
        self.answer, self.why = label("", "heading", wraps=True), label("", wraps=True)
        self._tray, self._tray_bar = label("", wraps=True), _bar(tr("Tray"))
        self._score, self._score_bar = label("", wraps=True), _bar(tr("Score"))
        for part in (self.answer, self.why, self._tray, self._tray_bar, self._score, self._score_bar):
            box.column.addWidget(part)
        column.addWidget(box)
        column.addWidget(label(tr("Nothing of this is kept."), "muted", wraps=True))
        column.addStretch()
        self.show_followed(None)

    def show_followed(self, followed: Followed | None) -> None:
        """Show this; None while there is nothing yet."""
        tr, look = self._tr, followed.look if followed else None
        answer, why = verdict(look, tr) if look else (tr("Looking …"), "")
        quality = followed.quality if followed else 0.0
        found = followed is not None and followed.outline is not None
        self.answer.setText(answer)
        self.why.setText(why)
        state = tr("The tray is found") if found else tr("The tray is not found")
        self._tray.setText(f"{state}: {quality:.2f}")
        self._tray_bar.setValue(round(100 * quality))
        score = look.score if look else 0.0
        self._score.setText(tr("Score from 0 (surely not done) to 1 (surely done): {score}", score=f"{score:.2f}"))
        self._score_bar.setValue(round(100 * score))


class CountsSide(QWidget):
    """Whether the check counts, and when it does."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        self._palette, self._tr = palette, tr
        column = column_of(self, 14)
        box = Panel()
        row = QHBoxLayout()
        row.setSpacing(14)
        sign = QLabel()
        sign.setPixmap(painted("webcam", palette.accent, 32))
        self._head, self._text = label("", "heading", wraps=True), label("", wraps=True)
        row.addWidget(sign)
        row.addWidget(self._head, 1)
        box.column.addLayout(row)
        box.column.addWidget(self._text)
        column.addWidget(box)
        rules = Panel()
        rules.column.addWidget(label(tr("When does it count?"), "heading"))
        self._signs: list[QLabel] = []
        for rule in (
            tr("At least {n} of {all} right ones recognised", n=RECOGNISED, all=SHOWN),
            tr("0 of {all} wrong ones approved", all=SHOWN),
            tr("Right and not right do not look alike"),
        ):
            line = QHBoxLayout()
            line.setSpacing(12)
            self._signs.append(QLabel())
            self._signs[-1].setFixedSize(30, 30)
            line.addWidget(self._signs[-1], 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(rule, wraps=True), 1)
            rules.column.addLayout(line)
        column.addWidget(rules)
        self._boxes = (box, rules)
        column.addWidget(label(tr("What was not tried"), "strong"))
        untried = tr(
            "Another sort of the thing, evening light, a glove in the picture. There the check can be mistaken. "
            "Done works always."
        )
        column.addWidget(label(untried, "muted", wraps=True))
        column.addStretch()

    def set_small(self, is_small: bool) -> None:
        """For a window below 1600 pixels: closer together."""
        margins = (16, 12, 16, 12) if is_small else (24, 22, 24, 22)
        for box in self._boxes:
            box.column.setContentsMargins(*margins)
            box.column.setSpacing(8 if is_small else 14)
        self.setStyleSheet('QLabel { font-size: 16px; } QLabel[role="heading"] { font-size: 18px; }' * is_small)

    def show_course(self, course: TeachingSession) -> None:
        tr = self._tr
        if course.stage is Stage.SAVED:
            self._head.setText(tr("The check counts"))
            self._text.setText(tr("When the task is released.") if course.subject.waits else tr("From now on."))
        elif course.counts:
            self._head.setText(tr("The check can count"))
            self._text.setText(tr("It counts when it is saved."))
        else:
            self._head.setText(tr("The check does not count yet"))
            self._text.setText(tr("The task works already. The worker chooses Done then."))
        for sign, is_met in zip(
            self._signs,
            (course.practice.result.recognises, course.practice.result.refuses, course.may_arm),
            strict=True,
        ):
            name, colour = ("check-circle", self._palette.accent) if is_met else ("circle", self._palette.ink)
            sign.setPixmap(painted(name, colour, 28))
            sign.setAccessibleName(tr("met") if is_met else tr("not met yet"))


def _bar(name: str) -> QProgressBar:
    bar = QProgressBar()
    bar.setRange(0, 100)
    bar.setTextVisible(False)
    bar.setAccessibleName(name)
    return bar
