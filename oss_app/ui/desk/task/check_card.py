"""The card of a step's check: how far it is, in words, and what can be done about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from oss_app.core.casing import with_capital
from oss_app.core.check import WHOLE_KIT, Check, CheckKind
from oss_app.core.kinds import KIND_TABLE, TaughtBy
from oss_app.core.signal_words import words_of
from oss_app.core.task import Step, Task
from oss_app.editor.taught import MOST_WAITING, TaughtCheck, taught_check
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.widgets.parts import AmountField, Panel, Push, Tag, TickBox, label, painted
from oss_app.ui.kit import formats
from oss_app.ui.kit.pictures import Pictures, Wanted
from oss_app.ui.kit.theme import Palette

TAUGHT = 5  # photos that are shown
WHY_OFF = {
    "coach": marked("You turned it off. The worker says when it is done."),
    "overlap": marked("Right and not right look too much alike in its photos. Teach it again."),
    "rehearsal": marked("It was not right often enough when it was rehearsed. Teach it again."),
    "overridden": marked("It was wrong too often while people worked. Teach it again."),
    "crashed": marked("The camera's program stopped on it twice. Teach it again."),
    "draft": marked("Its photos are kept, and it is not taught to the end."),
}
"""What the coach reads of a check that was disarmed, by the word in its file."""


@dataclass(frozen=True)
class CheckState:
    """What the card says of a step's check. ``tone`` is that of the tag: empty, ``good`` or ``todo``."""

    tag: str
    tone: str
    what: str
    how: str
    is_taught: bool = False
    is_on: bool = True
    photos: tuple[Path, ...] = ()
    counts: bool = False
    by_device: bool = False
    learns: bool | None = None
    """Whether photos from the work are kept for the coach; None where nothing is learnt from photos."""
    from_work: int = 0


def state_of(task: Task, step: Step, tr: Translator) -> CheckState:
    """Tell how far the check of a step is; reads its file."""
    name = step.check if step.check not in WHOLE_KIT else None
    taught = taught_check(task, name, tr.language, photos=True) if name else None
    state = _state_of(step, taught, tr)
    if taught and taught.check and KIND_TABLE[taught.check.kind].taught_by is TaughtBy.PHOTOS:
        return replace(state, learns=taught.learns, from_work=taught.from_work)
    return state


def _state_of(step: Step, taught: TaughtCheck | None, tr: Translator) -> CheckState:
    if not step.check:
        nothing = tr("This step has no check. The worker says when it is done.")
        return CheckState("", "", nothing, tr("A camera can look whether it is done. You teach it with photos."))
    if step.check in WHOLE_KIT:
        all_ = tr(KIND_TABLE[CheckKind.KIT].card)
        return CheckState(tr("Whole kit"), "", all_, "", is_taught=True)
    if taught is None:
        todo = tr("Show the camera what is done and what is not. The task runs without it meanwhile.")
        return CheckState(tr("Still to teach"), "todo", step.check, todo)
    check, folder, day = taught.check, taught.folder, taught.saved
    if check is None:
        broken = tr("The file of this check cannot be read. Teach it again.")
        if taught.has_changed:
            broken = tr("This check has changed since it was taught, so it does not count.")
        return CheckState(tr("Damaged"), "todo", step.check, broken)
    if check.kind is CheckKind.SIGNAL:
        return _of_device(check, tr)
    counts = check.kind is CheckKind.COUNT
    photos = tuple(sorted((folder / "done").glob("*.jpg"))[:TAUGHT])
    what = _what(check, step, tr)
    if check.disarmed:
        return CheckState(tr("Off"), "", what, _why_off(check, tr), True, False, photos, counts)
    if check.rehearsal is None or not check.is_armed:
        todo = tr("It is taught, and not yet rehearsed. It counts when it was right often enough.")
        return CheckState(tr("Still to rehearse"), "todo", what, todo, True, True, photos, counts)
    seen = check.rehearsal
    how = tr(
        "Rehearsed on {day}: {right} of {rights} right ones accepted, {wrong} of {wrongs} wrong ones accepted.",
        day=formats.day(day, tr),
        right=seen.right_accepted,
        rights=seen.right_shown,
        wrong=seen.wrong_accepted,
        wrongs=seen.wrong_shown,
    )
    return CheckState(tr("Counts"), "good", what, how, True, True, photos, counts)


def _of_device(check: Check, tr: Translator) -> CheckState:
    words, what = words_of(check.options), tr(KIND_TABLE[CheckKind.SIGNAL].card)
    how = tr(
        "It writes {done} or {not_done} to the topic {topic} of the bench.",
        done=words.done,
        not_done=words.not_done,
        topic=f"signal/{check.name}",
    )
    if check.disarmed:
        return CheckState(tr("Off"), "", what, how, True, False, by_device=True)
    return CheckState(tr("Counts"), "good", what, how, True, True, by_device=True)


def _what(check: Check, step: Step, tr: Translator) -> str:
    place = (step.place or "").replace("-", " ") or tr("the place")
    found = tr(KIND_TABLE[check.kind].card, place=place, count=step.count or 1)
    return with_capital(found, tr.language)


def _why_off(check: Check, tr: Translator) -> str:
    sentence = WHY_OFF.get(check.disarmed)
    return tr(sentence) if sentence else check.disarmed


def _learns_how(state: CheckState, tr: Translator) -> str:
    """Return what the tick means, and what waits."""
    waiting = tr.many("{n} photo waits for you.", "{n} photos wait for you.", state.from_work)
    what = tr(
        "Where a step was nearly not seen, two photos of the place are kept: before and after, without a hand. "
        "They stay here for 30 days at most, {most} a check. Without the tick they are deleted.",
        most=MOST_WAITING,
    )
    return f"{what} {waiting}" if state.from_work else what


class TaughtPhotos(QWidget):
    """The first photos that a check was taught with, in a row."""

    def __init__(self, palette: Palette, pictures: Pictures) -> None:
        super().__init__()
        self._palette, self._pictures = palette, pictures
        self._photos: tuple[Path, ...] = ()
        pictures.arrived.connect(self._arrived)
        self.setFixedHeight(48)
        self.hide()

    def _arrived(self, _: object) -> None:
        self.update()

    def show_photos(self, photos: tuple[Path, ...]) -> None:
        self._photos = photos
        self.setVisible(bool(photos))
        self.update()

    def _wanted(self) -> list[Wanted]:
        ratio = self.devicePixelRatioF()
        width = (self.width() - 8 * (TAUGHT - 1)) / TAUGHT
        size = round(width * ratio), round(self.height() * ratio)
        return [Wanted(photo, *size, place=(0.3, 0.3, 0.7, 0.7), cut=0.6) for photo in self._photos]

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(496, 48)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ratio, x, missing = self.devicePixelRatioF(), 0.0, []
        for wanted in self._wanted():
            box = QRectF(x, 0, wanted.width / ratio, self.height())
            path = QPainterPath()
            path.addRoundedRect(box, 10, 10)
            painter.fillPath(path, QColor(self._palette.hair))
            ready = self._pictures.get(wanted)
            if ready:
                target = ready.framing.target
                painter.save()
                painter.setClipPath(path)
                at = QRectF(x + target.x / ratio, target.y / ratio, target.w / ratio, target.h / ratio)
                painter.drawImage(at, ready.image)
                painter.restore()
            elif not self._pictures.has(wanted):
                missing.append(wanted)
            x += box.width() + 8
        painter.end()
        if missing:
            self._pictures.want(missing)


class CheckCard(Panel):
    """``teach``, ``rehearse``, ``device``, ``off`` and ``on`` when the coach presses them."""

    teach = Signal()
    rehearse = Signal()
    device = Signal()
    off = Signal()
    on = Signal()
    must_changed = Signal(bool)
    count_changed = Signal(int)
    learns_changed = Signal(bool)

    def __init__(self, palette: Palette, tr: Translator, pictures: Pictures) -> None:
        super().__init__()
        self._tr = tr
        head = QHBoxLayout()
        head.setSpacing(12)
        sign = QLabel()
        sign.setPixmap(painted("webcam", palette.accent, 30))
        self._tag = Tag("")
        head.addWidget(sign)
        head.addWidget(label(tr("Check"), "heading"))
        head.addStretch(1)
        head.addWidget(self._tag)
        self._what, self._how = label("", "strong", wraps=True), label("", wraps=True)
        self._photos = TaughtPhotos(palette, pictures)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        self.teach_button = Push(palette, tr("Teach a check"))
        self.rehearse_button = Push(palette, tr("Rehearse"))
        self.device_button = Push(palette, tr("A device says it"))
        self.device_button.clicked.connect(self.device)
        self.switch = Push(palette, tr("Turn off"))
        self.teach_button.clicked.connect(self.teach)
        self.rehearse_button.clicked.connect(self.rehearse)
        self.switch.clicked.connect(self._switch)
        for button in (self.teach_button, self.device_button, self.rehearse_button, self.switch):
            buttons.addWidget(button, 1)
        self.column.addLayout(head)
        for part in (self._what, self._photos, self._how):
            self.column.addWidget(part)
        self.must = TickBox(tr("Must be seen; else the coach decides"))
        self.must.clicked.connect(self.must_changed)
        self.count = AmountField(palette, tr, tr("How many the camera must see"), 1, 99)
        self.count.changed.connect(self.count_changed)
        self._count_row = QWidget()
        counting = QHBoxLayout(self._count_row)
        counting.setContentsMargins(0, 0, 0, 0)
        counting.addWidget(label(tr("How many the camera must see")), 1)
        counting.addWidget(self.count)
        self.column.addWidget(self._count_row)
        self.column.addWidget(self.must)
        self.learns = TickBox(tr("Keep photos from the work for me, for all checks of this task"))
        self.learns.clicked.connect(self.learns_changed)
        self._learns_how = label("", "muted", wraps=True)
        self.column.addWidget(self.learns)
        self.column.addWidget(self._learns_how)
        self.column.addLayout(buttons)
        self._is_on = True

    def show_step(self, step: Step) -> None:
        """Show what the step itself says of its check."""
        self.must.setVisible(bool(step.check))
        self.must.setChecked(step.must)
        self.count.set_number(step.count or 1)

    def show_state(self, state: CheckState) -> None:
        """Show it; nothing is read here."""
        tr = self._tr
        self._count_row.setVisible(state.counts)
        self._tag.setVisible(bool(state.tag))
        self._tag.setText(f"✓ {state.tag}" if state.tone == "good" else state.tag)
        self._tag.set_tone(state.tone)
        self._what.setText(state.what)
        self._how.setText(state.how)
        self._how.setVisible(bool(state.how))
        self._photos.show_photos(state.photos)
        self.learns.setVisible(state.learns is not None)
        self.learns.setChecked(bool(state.learns))
        self._learns_how.setText(_learns_how(state, tr))
        self.learns.setToolTip(self._learns_how.text())
        self._learns_how.setVisible(bool(state.learns))
        teach = tr("Teach again") if state.is_taught else tr("Teach a check")
        if state.from_work:
            teach = tr.many("{n} photo from the work", "{n} photos from the work", state.from_work)
        self.teach_button.setText(teach)
        self.teach_button.setVisible(not state.by_device)
        self.device_button.setText(tr("Change") if state.by_device else tr("A device says it"))
        self.device_button.setVisible(state.by_device or not state.is_taught)
        self.rehearse_button.setVisible(state.is_taught and not state.by_device)
        self.switch.setVisible(state.is_taught)
        self.switch.setText(tr("Turn off") if state.is_on else tr("Turn on"))
        self._is_on = state.is_on
        self.setAccessibleName(" ".join(part for part in (state.what, state.tag, state.how) if part))

    def _switch(self) -> None:
        (self.off if self._is_on else self.on).emit()
