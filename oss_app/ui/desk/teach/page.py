"""The wizard that teaches a check: its bar, the picture or page of the moment, and what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from oss_app.core.check import CheckKind
from oss_app.core.lesson import Followed
from oss_app.editor.teaching import Stage, TeachingSession
from oss_app.i18n import Translator
from oss_app.ui.desk.teach.asks import Act, asked, foot, seen, sides, step_of, title
from oss_app.ui.desk.teach.kinds import Kinds, KindSide
from oss_app.ui.desk.teach.picture import LiveRegion
from oss_app.ui.desk.teach.result import RehearsalPane
from oss_app.ui.desk.teach.say import SaidActs, Say
from oss_app.ui.desk.teach.sides import CountsSide, LiveSide, PhotosSide, TrySide, ValueSide, WorkSide
from oss_app.ui.desk.widgets.parts import NARROW, Bar, OneOf, Push, label, painted
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.icons import draw_icon
from oss_app.ui.kit.lettering import Letters, draw_lines
from oss_app.ui.kit.theme import Palette


class TeachCameraPane(QWidget):
    """The live picture, and below it what is asked."""

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(24)
        self.live = LiveRegion(palette, tr("The camera is on"), tr("The camera starts …"))
        self.say = Say(palette)
        column.addWidget(self.live, 1)
        column.addWidget(self.say)


class SidePane(QWidget):
    """One of several sides, the note on what is kept, and the plain acts."""

    def __init__(self, palette: Palette, tr: Translator, sides: Sequence[QWidget]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self._sides, self.foot = OneOf(sides), SaidActs(palette, 2)
        kept = tr(
            "Only these photos of the bench are kept, with the task. Of the work none is, unless you ticked that."
        )
        self._note = _note(palette, kept)
        column.addWidget(self._sides, 1)
        column.addWidget(self._note)
        column.addWidget(self.foot)

    def show_side(self, side: QWidget, *, keeps: bool) -> None:
        """Show this side; ``keeps`` says that photos are kept here."""
        self._sides.show_one(side)
        self._note.setVisible(keeps)


def _note(palette: Palette, text: str) -> QWidget:
    note = QWidget()
    row = QHBoxLayout(note)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(14)
    sign = QLabel()
    sign.setPixmap(painted("shield-check", palette.accent, 26))
    row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(text, "small", wraps=True), 1)
    return note


def style(palette: Palette) -> str:
    """Return what the wizard's pages have beside the sheet of all coach's pages."""
    return f"""
QLabel[role="small"] {{ font-size: 16px; color: {palette.ink2}; }}
QPushButton[kind="choice"] {{ min-height: 68px; border-radius: 16px; font-size: 22px; padding: 0 18px; }}
QPushButton[kind="choice"]:focus {{ min-height: 64px; padding: 0 16px; }}
"""


DISC, GAP, LINE, PX = 34, 10, 44, 19


class Stepper(QWidget):
    """``names`` of all steps, and the one of now, counted from 0; in a narrow window only its own name shows."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._names: tuple[str, ...] = ()
        self._now = 0
        self._is_narrow = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_steps(self, names: Sequence[str], now: int, said: str, *, is_narrow: bool) -> None:
        """Show these; ``said`` is the same in words, for who does not see it."""
        self._names, self._now, self._is_narrow = tuple(names), now, is_narrow
        self.setAccessibleName(said)
        self.updateGeometry()
        self.update()

    def _letters(self, at: int) -> Letters:
        later = at > self._now
        return Letters(PX, 700 if at == self._now else 400, 24, self._palette.ink2 if later else self._palette.ink)

    def _width(self, at: int) -> float:
        if self._is_narrow and at != self._now:
            return DISC
        return DISC + GAP + self._letters(at).width(self._names[at])

    @property
    def _line(self) -> int:
        return LINE // 3 if self._is_narrow else LINE

    # Qt

    def sizeHint(self) -> QSize:
        names = range(len(self._names))
        between = (self._line + 28) * max(0, len(self._names) - 1)
        return QSize(round(sum(self._width(i) for i in names) + between) + 2, DISC + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        p, x = self._palette, 1.0
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, name in enumerate(self._names):
            disc = QRectF(x, 2, DISC, DISC)
            fill = p.ink2 if at < self._now else p.accent if at == self._now else p.raised
            edge = p.line if at > self._now else fill
            painter.setPen(QPen(QColor(edge), 2))
            painter.setBrush(QColor(fill))
            painter.drawEllipse(disc.adjusted(1, 1, -1, -1))
            ink = p.ink2 if at > self._now else p.on_accent if at == self._now else p.ground
            if at < self._now:
                draw_icon(painter, "check", disc.adjusted(8, 8, -8, -8), ink)
            else:
                draw_lines(painter, [str(at + 1)], disc, Letters(18, 700, 22, ink), centred=True)
            if not self._is_narrow or at == self._now:
                draw_lines(painter, [name], QRectF(x + DISC + GAP, 2, 400, DISC), self._letters(at))
            x += self._width(at) + 14
            if at + 1 < len(self._names):
                painter.setPen(QPen(QColor(p.line), 2, Qt.PenStyle.SolidLine))
                painter.drawLine(round(x), 2 + DISC // 2, round(x + self._line), 2 + DISC // 2)
                x += self._line + 14
        painter.end()


WIDE = 1600
CAMERA_STAGES = frozenset({Stage.PLACE, Stage.VALUE, Stage.PHOTOS, Stage.TRY})


class TeachPage(QWidget):
    """Shows a course and hands on what the coach does.

    ``camera_wanted(bool)`` says whether the live picture is needed now; it is wanted only while the page is on the
    screen and shows it. ``left`` follows when the coach leaves; what was photographed is kept as a draft.
    """

    camera_wanted = Signal(bool)
    left = Signal()

    def __init__(self, course: TeachingSession, tr: Translator, palette: Palette) -> None:
        super().__init__()
        self._course, self._tr, self._palette = course, tr, palette
        self._frame, self._wants_camera, self._is_live = b"", False, False
        self._shown = course.stage, False
        self._followed: Followed | None = None
        self.setProperty("role", "page")
        self.setStyleSheet(sheet(palette) + style(palette))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._build(tr, palette)
        self.kinds.card(course.check.kind).setChecked(True)
        self.kind_side.show_course(course)
        self.refresh()

    def _build(self, tr: Translator, palette: Palette) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # narrow windows are arranged otherwise
        bar = Bar()
        stop = Push(palette, tr("Stop"), "x", "quiet")
        stop.clicked.connect(self.left)
        self.stepper = Stepper(palette)
        bar.row.addWidget(stop)
        bar.row.addWidget(label(title(self._course, tr), "title"))
        bar.row.addStretch()
        bar.row.addWidget(self.stepper)
        whole.addWidget(bar)
        self._body = QHBoxLayout()
        whole.addLayout(self._body, 1)
        self.camera = TeachCameraPane(palette, tr)
        self.live, self.say = self.camera.live, self.camera.say
        self.kinds, self.result = Kinds(palette, tr), RehearsalPane(palette, tr)
        self.photos, self.tries = PhotosSide(palette, tr), TrySide(palette, tr)
        self.kind_side, self.value = KindSide(palette, tr), ValueSide(palette, tr)
        self.live_side, self.counts = LiveSide(palette, tr), CountsSide(palette, tr)
        self.work = WorkSide(palette, tr)
        self._main = OneOf((self.kinds, self.camera, self.result))
        sides = (self.kind_side, self.photos, self.value, self.tries, self.live_side, self.counts, self.work)
        self._right = SidePane(palette, tr, sides)
        self._body.addWidget(self._main, 1)
        self._body.addWidget(self._right)
        self._connect()

    def _connect(self) -> None:
        course = self._course
        self.live.marked.connect(course.mark)
        self.photos.pressed.connect(course.choose_slot)
        self.kind_side.resumed.connect(course.resume)
        self.kind_side.work_wanted.connect(course.look_at_work)
        self.work.pressed.connect(course.press_work)
        self.kinds.changed.connect(lambda: self.kind_side.show_kind(self.kinds.kind))
        for part in (self.say.acts, self.result, self._right.foot):
            part.pressed.connect(self._act)

    # ---- what comes from outside ----

    @property
    def frame(self) -> bytes:
        """The newest frame of the camera; empty while there is none."""
        return self._frame

    @property
    def follows(self) -> bool:
        """Whether the region is to be followed in the live picture."""
        return self._wants_camera and self._course.stage is not Stage.PLACE

    @property
    def is_judging(self) -> bool:
        """Whether what the check says is shown live."""
        return self._is_live

    def show_frame(self, jpeg: bytes) -> None:
        """Show a new frame of the camera."""
        if self._wants_camera:
            self._frame = jpeg
            self.live.show_frame(jpeg)

    def show_camera(self, is_open: bool, is_slow: bool = False) -> None:
        """Whether the camera gives pictures; where not, whether it is only that the computer is busy."""
        if not is_open and self._wants_camera:
            self._frame, gone = b"", self._tr("The camera gives no picture. Is it plugged in?")
            self.live.show_nothing(self._tr("The computer is busy. Just a moment.") if is_slow else gone)

    def show_followed(self, followed: Followed) -> None:
        """Where the region lies now, and in the live view what the check says."""
        if not self.follows:
            return
        self._followed = followed
        self.live.show_outline(followed.outline)
        if self._is_live:
            self.live_side.show_followed(followed)
            self.say.say(seen(followed, self._tr))

    def refresh(self) -> None:
        """Show how far the course has come."""
        course, tr = self._course, self._tr
        self._show_steps()
        self._right.foot.show_buttons(foot(course, tr, is_live=self._is_live))
        self._place_pages()
        if self._main.shown is self.camera:
            told = seen(self._followed, tr) if self._is_live else asked(course, tr)
            self.say.say(told, self._said(), is_busy=course.is_busy, busy=tr("One moment …"))
        self.photos.show_course(course)
        self.tries.show_course(course)
        self.work.show_course(course)
        self.value.show_course(course)
        self.counts.show_course(course)
        self.kind_side.show_kind(self.kinds.kind)
        self.kind_side.say(self._said())
        if course.stage in (Stage.RESULT, Stage.SAVED):
            self.result.show_course(course, self._said())
        self._show_picture()
        self._want_camera()
        if self._shown != (course.stage, self._is_live):
            self._shown = course.stage, self._is_live
            self._focus_main(self._main.shown)

    def _said(self) -> str:
        return self._tr(self._course.said)

    def _place_pages(self) -> None:
        course = self._course
        main: QWidget = self.camera
        side: QWidget = self.photos
        match course.stage:
            case Stage.KIND:
                main, side = self.kinds, self.kind_side
            case Stage.WORK:
                side = self.work
            case Stage.PLACE | Stage.VALUE:
                side = self.value if course.reads else self.photos
            case Stage.TRY:
                side = self.tries
            case Stage.RESULT | Stage.SAVED:
                main, side = self.result, self.counts
        if self._is_live:
            main, side = self.camera, self.live_side
        self._main.show_one(main)
        self._right.show_side(side, keeps=main is self.camera and not self._is_live)

    def _focus_main(self, main: QWidget | None) -> None:
        if not self.isVisible():
            return
        if main is self.kinds:
            self.kinds.card(self.kinds.kind).setFocus(Qt.FocusReason.OtherFocusReason)
        elif self._is_live:
            self._right.foot.focus_main()
        elif self._course.stage is Stage.PLACE:
            self.live.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            (self.result.acts if main is self.result else self.say.acts).focus_main()

    def _show_steps(self) -> None:
        names, now = sides(self._course, self._tr), step_of(self._course)
        said = self._tr("Step {n} of {all}: {name}", n=now + 1, all=len(names), name=names[now])
        self.stepper.show_steps(names, now, said, is_narrow=self.width() < WIDE)

    def _show_picture(self) -> None:
        course = self._course
        self.live.let_draw(course.stage is Stage.PLACE and not self._is_live)
        if course.stage is Stage.PLACE:
            self.live.show_outline(course.region)
        elif course.stage is Stage.WORK and course.from_work and not self._is_live:
            self.live.show_still(course.from_work.photos[course.from_work.shown].jpeg)
        elif course.stage is Stage.TESTED and not self._is_live:
            chosen = course.album.chosen
            photo = course.album.slot(chosen).photo if chosen else None
            like = (
                course.album.find(course.pair[1])
                if course.pair and course.album.find(course.pair[0]) == chosen
                else None
            )
            beside = course.album.slot(like).photo if like else None
            if photo:
                self.live.show_still(photo.jpeg, beside.jpeg if beside else b"")

    def _want_camera(self) -> None:
        wants = self.isVisible() and (self._is_live or self._course.stage in CAMERA_STAGES)
        if wants is self._wants_camera:
            return
        self._wants_camera, self._followed = wants, None
        self._frame = b""
        if wants or self._course.stage is not Stage.TESTED:
            self.live.show_nothing()
        self.live.set_open(wants)
        self.camera_wanted.emit(wants)

    # ---- what the coach does ----

    def _act(self, act: Act) -> None:
        course, frame = self._course, self._frame
        if act in (Act.PHOTO, Act.READ, Act.RIGHT, Act.WRONG) and not frame:
            return
        match act:
            case Act.PLACE if course.stage is Stage.KIND:
                self._choose_kind()
            case Act.PLACE if frame:
                course.take_place(frame)
            case Act.PHOTO:
                course.photograph(frame)
            case Act.SKIP:
                course.skip()
            case Act.TEST:
                course.test()
            case Act.RETAKE:
                course.retake()
            case Act.REMOVE:
                course.remove()
            case Act.READ:
                course.read(frame)
            case Act.PRACTISE:
                course.to_practice()
            case Act.ONE_WAY:
                course.want_one_way()
            case Act.RIGHT | Act.WRONG:
                course.try_out(act is Act.RIGHT, frame)
            case Act.TAKE_BACK:
                course.take_back()
            case Act.LEARN if self.result.chosen is not None:
                course.learn(self.result.chosen)
            case Act.AGAIN:
                course.practise()
            case Act.SAVE:
                course.save()
            case Act.ADD_WORK:
                course.add_work()
            case Act.DROP_WORK:
                course.drop_work()
                self.kind_side.show_course(course)
            case Act.LIVE:
                self._set_live(True)
                if course.stage is Stage.KIND:
                    course.resume()
            case Act.BACK if self._is_live:
                self._set_live(False)
            case Act.BACK:
                course.back()
            case Act.LEAVE:
                self.left.emit()

    def _choose_kind(self) -> None:
        side, kind = self.kind_side, self.kinds.kind
        count = side.count.value() if kind is CheckKind.COUNT else None
        self._course.choose(kind, side.item.line.text().strip(), count, side.options(kind))

    def _set_live(self, is_live: bool) -> None:
        self._is_live = is_live
        self.live_side.show_followed(None)
        self.refresh()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_small, is_narrow = self.width() < WIDE, self.width() < NARROW
        margin = 12 if is_narrow else 24 if is_small else 48
        above = 40 if not is_small else margin
        self._body.setContentsMargins(margin, above, margin, margin)
        self._body.setSpacing(above)
        side = 316 if is_narrow else 404 if is_small else 600
        self._right.setFixedWidth(side)
        self._right.foot.fit(side)
        self.say.set_narrow(is_narrow)
        for part in (self.say, self.result, self.counts):
            part.set_small(is_small)
        self._show_steps()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._focus_main(self._main.shown)
        self._want_camera()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._want_camera()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QPushButton):
            focused.click()
        else:
            super().keyPressEvent(event)
