"""The page of one task: bar, strip of steps, work on one step, and how the worker sees it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLayout, QStackedWidget, QVBoxLayout, QWidget

from oss_app.core.ports import Voice
from oss_app.core.problem import Passage
from oss_app.core.profile import Theme
from oss_app.core.release import NotReleasableError, ReleaseState
from oss_app.editor.edits import Insert
from oss_app.editor.open_task import OpenTask
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.task.find_bar import FindBar
from oss_app.ui.desk.task.photo_adding import PhotoAdding
from oss_app.ui.desk.task.preview_panel import WIDTH as SIDE_WIDTH
from oss_app.ui.desk.task.preview_panel import PreviewPanel
from oss_app.ui.desk.task.step_list import StepList
from oss_app.ui.desk.task.tips import LOW_WINDOW, Tips, YieldingRow
from oss_app.ui.desk.task.toolbar import NARROW, Toolbar
from oss_app.ui.desk.task.unsaved import UnsavedLine
from oss_app.ui.desk.task.work import Work
from oss_app.ui.desk.widgets.camera import CameraPane, LiveCamera
from oss_app.ui.desk.widgets.file_dialog import Place, choose_files
from oss_app.ui.desk.widgets.parts import NoticeBar, Segments
from oss_app.ui.desk.widgets.photo_in import OFFERED, files_in, step_of
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import Palette

MARGIN, END = 36, 44
BARE = 1280
"""Narrower than this, the cards of the strip leave their sentences out."""
STEP, WORKER = "step", "worker"

RELEASED = marked("Released. Workers see it now.")


class EditorPage(QWidget):
    """Edits one draft. What leads away from the page is a signal."""

    left = Signal()
    languages_wanted = Signal()
    print_wanted = Signal()
    versions_wanted = Signal()
    try_wanted = Signal(object, object)
    """The task, and the index of the item to begin with."""
    teach_wanted = Signal(int)
    rehearse_wanted = Signal(int)
    device_wanted = Signal(int)
    check_switched = Signal(int, bool)
    learns_switched = Signal(bool)

    def __init__(
        self, palette: Palette, tr: Translator, voice: Voice, camera: LiveCamera, theme: Theme, no_tips: Path
    ) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tr = tr
        self.draft: OpenTask | None = None
        self.pictures = Pictures(self)
        self.head = Toolbar(palette, tr)
        self.note = NoticeBar(palette)
        self.adding = PhotoAdding(tr, self.note)
        self.tips = Tips(palette, tr, no_tips)
        self.find_bar = FindBar(palette, tr)
        self.strip = StepList(palette, tr, self.pictures)
        self.work = Work(palette, tr, self.pictures)
        self.camera = CameraPane(palette, tr, camera)
        self.side = PreviewPanel(palette, tr, self.pictures, voice, theme)
        self.tabs = Segments(((STEP, tr("The step")), (WORKER, tr("How the worker sees it"))))
        self.tabs.choose(STEP)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.work)
        self._middle.addWidget(self.camera)
        self._is_narrow = self._retakes = False
        self._unsaved = UnsavedLine(self, tr, self.note)
        self._unsaved.left.connect(self.left)
        self._lay_out()
        self._connect()
        self._add_keys()

    def _lay_out(self) -> None:
        self._work_column = QVBoxLayout()
        self._work_column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._work_column.setSpacing(0)
        self._tab_row = QWidget()
        self._tabs_row = QHBoxLayout(self._tab_row)
        self._tabs_row.addWidget(self.tabs)
        self._work_column.addWidget(self._tab_row)
        self._work_column.addWidget(self._middle, 1)
        self._row = QHBoxLayout()
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.strip)
        self._row.addLayout(self._work_column, 1)
        self._row.addWidget(self.side)
        self._end = QWidget()
        self._end.setFixedWidth(END)
        self._row.addWidget(self._end)
        self._tab_row.hide()
        self.side.setFixedWidth(SIDE_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.note)
        self._tip_row = YieldingRow(self.tips, (self.note, self.find_bar))
        column.addWidget(self._tip_row)
        column.addWidget(self.find_bar)
        column.addLayout(self._row, 1)
        column.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # narrow windows are arranged otherwise

    def _connect(self) -> None:
        head, strip, work = self.head, self.strip, self.work
        head.left.connect(self.left)
        head.languages_wanted.connect(self.languages_wanted)
        head.print_wanted.connect(self.print_wanted)
        head.versions_wanted.connect(self.versions_wanted)
        head.try_wanted.connect(self._try)
        head.release_wanted.connect(self.release)
        strip.photos_wanted.connect(self._choose_photos)
        strip.photos_dropped.connect(self.add_photos)
        strip.sentence_wanted.connect(self.go_to_sentence)
        self.adding.added.connect(self.go_to_sentence)
        strip.source_wanted.connect(work.ask_source)
        work.camera_wanted.connect(self.open_camera)
        work.several_came.connect(self.add_photos)
        work.sentences.sentence.line.returnPressed.connect(self._next_sentence)
        for field in (work.sentences.sentence, *work.sentences.fields.values()):
            field.line.picture_pasted.connect(work.paste)
        work.more.clicked.connect(lambda: strip.open_menu(work.more.mapToGlobal(work.more.rect().bottomLeft())))
        self.camera.taken.connect(self._taken)
        self.camera.closed.connect(lambda: self._middle.setCurrentWidget(self.work))
        self.camera.missing.connect(lambda: self.say(self._tr("There is no camera here. Choose a photo instead.")))
        self.side.teach.connect(lambda: self._with_step(self.teach_wanted.emit))
        self.side.rehearse.connect(lambda: self._with_step(self.rehearse_wanted.emit))
        self.side.device.connect(lambda: self._with_step(self.device_wanted.emit))
        self.side.switched.connect(lambda on: self._with_step(lambda at: self.check_switched.emit(at, on)))
        self.side.learns_switched.connect(self.learns_switched)
        self.tabs.chosen.connect(self._choose_tab)
        self.find_bar.wanted.connect(self.go_to)
        self.find_bar.told.connect(self.say)

    def _add_keys(self) -> None:
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Z", self.head.take_back),
            ("Ctrl+Y", self.head.do_again),
            ("Ctrl+Shift+Z", self.head.do_again),
            ("Ctrl+S", lambda: self.draft and self.draft.save()),
            ("Ctrl+P", self.print_wanted.emit),
            ("F5", self._try),
            ("Ctrl+Return", self.strip.new_step),
            ("Ctrl+Shift+V", self.work.paste),
            ("Ctrl+V", self._paste),
            ("Ctrl+F", self.find_bar.open),
            ("Ctrl+PgUp", lambda: self._go(-1)),
            ("Ctrl+PgDown", lambda: self._go(1)),
            ("Alt+Up", lambda: self.strip.shift(-1)),
            ("Alt+Down", lambda: self.strip.shift(1)),
        )
        for key, act in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        for name in ("add", "up", "down"):  # the page has these keys already
            self.strip.acts[name].setShortcutContext(Qt.ShortcutContext.WidgetShortcut)

    def set_draft(self, draft: OpenTask) -> None:
        """Edit this draft from now on."""
        self.draft = draft
        self.note.hide()
        for part in (self.head, self.strip, self.work, self.side, self.tips, self._unsaved, self.find_bar):
            part.set_draft(draft)
        draft.told.connect(self.say)
        draft.changed.connect(partial(_hide_what_is_past, self.note, draft, self._tr(RELEASED)))
        draft.overtaken.connect(self._say_overtaken)
        draft.unsaved.connect(self._unsaved.say)
        draft.recover()
        draft.look_whether_writable()
        self.go_to_sentence() if draft.step and not draft.step.text.words else self.strip.cards.setFocus()

    def put_away(self) -> None:
        """No task is open any more."""
        self.side.stop_recording()
        self.camera.stop()
        self.adding.stop()
        self.draft = None

    def say(self, words: str) -> None:
        """Say a sentence to the coach, on a line that goes away when it was read."""
        self.note.say(words, (self._tr("Understood"), lambda: None))

    def go_to_sentence(self) -> None:
        """Put the cursor at the end of the sentence; nothing of it is marked, which the next key would wipe out."""
        self._choose_tab(STEP)
        line = self.work.sentences.sentence.line
        line.setFocus()
        line.end(False)

    def go_to(self, passage: Passage) -> None:
        """Show the item that something is said of, the cursor in its field; without one, the steps."""
        sentences = self.work.sentences
        if self.draft and passage.item is not None:
            self.draft.select(passage.item)
            self.go_to_sentence()
            sentences.fields.get(passage.field, sentences.sentence).line.setFocus()
        else:
            self.strip.cards.setFocus()

    def release(self) -> None:
        """Show the task to the workers; where it has faults, the first is said and gone to."""
        if self.draft is None:
            return
        try:
            self.draft.release(partial(self._say_released, self.draft))
        except NotReleasableError as error:
            first, tr = error.problems[0], self._tr
            why = f"{first.sentence} {first.hint}"
            if (at := self.draft.unwritten) is not None:
                self.go_to(Passage(at))
                why = tr("Step {n} has no sentence yet. Write it, or delete the step.", n=self.draft.step_number)
            self.say(f"{tr(error.sentence)} {why}".strip())

    def _say_released(self, draft: OpenTask) -> None:
        if self.draft is draft:  # it may have taken its time at the other stations
            self.say(self._tr(RELEASED))

    # ---- photos ----

    def add_photos(self, paths: Sequence[Path], at: int | None = None) -> None:
        """Add a step for each photo, behind the one that is shown, or at ``at``."""
        if self.draft:
            self.adding.add(paths, self.draft, at)

    def _choose_photos(self) -> None:
        kind = f"{self._tr('Photos')} ({' '.join(f'*.{ending}' for ending in OFFERED)})"
        self.add_photos(choose_files(self, self._tr, self._tr("Choose photos"), kind, Place.PHOTOS))

    def open_camera(self) -> None:
        """Show the live picture; where there is no camera, say so."""
        if self.camera.start():
            self._retakes = bool(self.draft and self.draft.step and self.draft.step.photo)
            self._middle.setCurrentWidget(self.camera)

    def _taken(self, image: QImage) -> None:
        """Give the photo to the step; then to new steps, photo after photo without a click.

        Who began at a step with a photo takes that photo anew, and is back at the step.
        """
        draft = self.draft
        if draft and draft.step and (self._retakes or not draft.step.photo):
            had_place = draft.task.outline_of(draft.step) is not None
            self.work.take_image(image, self._tr("photo"), from_same_spot=self._retakes)
            if self._retakes:
                self.camera.stop()
                self._middle.setCurrentWidget(self.work)
            if self._retakes and not had_place:  # of the place something is said already
                self.say(self._tr("The step has its new photo. Undo brings the old one back."))
        elif draft and (step := step_of(image, self._tr("photo"), draft)):
            draft.do(Insert(0 if draft.at is None else draft.at + 1, (step,)))

    def _paste(self) -> None:
        """Paste steps, or a photo for this one; where there is no step, photos become steps."""
        if self.strip.paste():
            return
        if self.draft and self.draft.step is None:
            self.add_photos(files_in(QGuiApplication.clipboard().mimeData()))
        else:
            self.work.paste()

    # ---- the rest ----

    def close_down(self) -> None:
        """Close camera and microphone and end the reading threads."""
        self.camera.stop()
        self.adding.close_down()
        self.side.close_down()
        self.pictures.close()

    def _try(self) -> None:
        if self.draft:
            self.draft.seal()
            self.tips.tried()
            self.try_wanted.emit(self.draft.task, self.draft.at)

    def _go(self, by: int) -> None:
        if self.draft and self.draft.at is not None:
            self.draft.select(self.draft.at + by)

    def _next_sentence(self) -> None:
        self._go(1)
        self.go_to_sentence()

    def _with_step(self, act: Callable[[int], None]) -> None:
        if self.draft and self.draft.step and self.draft.at is not None:
            act(self.draft.at)

    def _say_overtaken(self) -> None:
        if draft := self.draft:
            self.note.say(
                self._tr("Somebody else has changed this task on the disk. Yours is kept beside it."),
                (self._tr("Take theirs"), draft.take_theirs),
                (self._tr("Save mine"), partial(draft.save, over_others=True)),
            )

    def _choose_tab(self, key: str) -> None:
        self.tabs.choose(key)
        if self._is_narrow:
            self._middle.setCurrentWidget(self.side if key == WORKER else self.work)

    def _arrange(self, width: int) -> None:
        """Below ``NARROW`` the preview is a tab of the work column."""
        narrow = width < NARROW
        self.head.fit(width)
        self.strip.set_bare(width < BARE)
        if narrow == self._is_narrow:
            return
        self._is_narrow = narrow
        self._tab_row.setVisible(narrow)
        self._end.setVisible(not narrow)
        self.side.heading.setVisible(not narrow)
        if narrow:
            self._row.removeWidget(self.side)
            self.side.setMaximumWidth(16_777_215)
            self.side.setMinimumWidth(0)
            self._middle.addWidget(self.side)
            self.tabs.choose(STEP)
            self._middle.setCurrentWidget(self.work)
        else:
            self._middle.removeWidget(self.side)
            self._row.insertWidget(2, self.side)
            self.side.setFixedWidth(SIDE_WIDTH)
            self.side.show()

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(self.width())
        self._tip_row.fit(self.height())
        self._tabs_row.setContentsMargins(0, 12 if self.height() >= LOW_WINDOW else 4, 0, 0)


def _hide_what_is_past(note: NoticeBar, draft: OpenTask, released: str) -> None:
    """Do not say any longer that workers see it where something has changed since."""
    if note.words == released and draft.state is not ReleaseState.RELEASED:
        note.hide()
