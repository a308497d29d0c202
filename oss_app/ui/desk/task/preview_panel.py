"""The column at the right: how the worker sees the step, how it sounds, and how far its check is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oss_app.core.check import Check
from oss_app.core.ports import Utterance, Voice
from oss_app.core.profile import HelpLevel, Theme
from oss_app.core.task import Step, Task
from oss_app.editor.edits import SetField, SetSound
from oss_app.editor.open_task import OpenTask
from oss_app.editor.taught import taught_check
from oss_app.files import free_name
from oss_app.i18n import Translator, language_name
from oss_app.ui.desk.task.check_card import CheckCard, state_of
from oss_app.ui.desk.task.recorder import Recorder
from oss_app.ui.desk.widgets.parts import ComboBox, Push, Segments, label
from oss_app.ui.desk.widgets.preview import Preview
from oss_app.ui.kit.pictures import Pictures
from oss_app.ui.kit.theme import Palette

WIDTH = 544
CHECK_MS = 250
"""The card of the check reads files, so it waits for a pause in typing."""


class PreviewPanel(QWidget):
    """Shows the item of a draft; ``voice`` speaks it."""

    teach = Signal()
    rehearse = Signal()
    device = Signal()
    switched = Signal(bool)
    learns_switched = Signal(bool)

    def __init__(self, palette: Palette, tr: Translator, pictures: Pictures, voice: Voice, theme: Theme) -> None:
        super().__init__()
        self._tr, self._voice = tr, voice
        self._draft: OpenTask | None = None
        self._level = HelpLevel.PHOTO_AND_VOICE
        self._checks: dict[str, Check] = {}
        self._spoken: Step | None = None
        self._spoken_at: tuple[int | None, int] = (None, 0)
        self.preview = Preview(palette)
        self.levels = Segments(
            (
                (HelpLevel.SHOW, tr("Film")),
                (HelpLevel.PHOTO_AND_VOICE, tr("Voice")),
                (HelpLevel.PHOTO, tr("Photo")),
                (HelpLevel.SHORT, tr("Short")),
                (HelpLevel.LIST, tr("List")),
            )
        )
        self.levels.choose(self._level)
        self.language, self.theme = ComboBox(palette), ComboBox(palette)
        self.language.setAccessibleName(tr("Language"))
        self.theme.setAccessibleName(tr("Colours"))
        for key, name in (
            (Theme.LIGHT, tr("Light")),
            (Theme.DARK, tr("Dark")),
            (Theme.CONTRAST, tr("Contrast")),
        ):
            self.theme.addItem(name, key)
        self.theme.setCurrentIndex(self.theme.findData(theme))
        for choice, width in ((self.language, 172), (self.theme, 136)):
            choice.setMinimumWidth(width)
            choice.currentIndexChanged.connect(self.refresh)
        self.levels.chosen.connect(self._set_level)
        self.hear = Push(palette, tr("Hear the voice"), "speaker-high")
        self.record = Push(palette, tr("Record it yourself"), "microphone")
        self.drop = Push(palette, tr("Take the recording away"), "trash", "square")
        self.hear.clicked.connect(self._hear)
        self.record.clicked.connect(self._record)
        self.drop.clicked.connect(self._drop)
        self._recorder = Recorder(self)
        self._recorder.recorded.connect(self._recorded)
        self._recorder.failed.connect(self._not_recorded)
        self.card = CheckCard(palette, tr, pictures)
        self.card.teach.connect(self.teach)
        self.card.rehearse.connect(self.rehearse)
        self.card.device.connect(self.device)
        self.card.must_changed.connect(lambda must: self._set("must", must or None))
        self.card.count_changed.connect(lambda count: self._set("count", count))
        self.card.on.connect(lambda: self.switched.emit(True))
        self.card.off.connect(lambda: self.switched.emit(False))
        self.card.learns_changed.connect(self.learns_switched)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh_card)
        self._carded: tuple[Step | None, Path] | None = None
        self._lay_out(tr)

    def _lay_out(self, tr: Translator) -> None:
        self.heading = label(tr("How the worker sees it"), "heading", wraps=True)
        head = QWidget()
        head.setMinimumHeight(72)
        choices = QHBoxLayout(head)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(10)
        choices.addWidget(self.heading, 1)
        choices.addWidget(self.language)
        choices.addWidget(self.theme)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.hear, 1)
        row.addWidget(self.record, 1)
        row.addWidget(self.drop)
        inside = QWidget()
        inside.setProperty("role", "page")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 24)
        column.setSpacing(14)
        column.addWidget(self.preview)
        column.addWidget(self.levels)
        column.addLayout(row)
        column.addSpacing(12)
        column.addWidget(self.card)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(scroll, 1)

    @property
    def level(self) -> HelpLevel:
        """The level of help that is shown."""
        return self._level

    def set_draft(self, draft: OpenTask) -> None:
        self._draft = draft
        self._checks, self._carded = {}, None
        self._list_languages(draft.task)
        draft.changed.connect(self.refresh)
        self.refresh()
        self.refresh_card()

    def refresh(self) -> None:
        """Show the item as it is now."""
        draft = self._draft
        if draft is None:
            return
        if self._recorder.is_on and (draft.at, len(draft.task.items)) == self._spoken_at:
            self._spoken = draft.step
        else:
            self._recorder.stop()  # what is said from now on belongs to another step
        checks = self._checks_of(draft.task)
        language = self.language.currentData() or draft.task.language
        self.preview.show_item(draft.task, draft.at, self._level, language, checks, Theme(self.theme.currentData()))
        step = draft.step
        sound = bool(step and step.sound and step.sound.words)
        self.hear.relabel(self._tr("Hear the recording") if sound else self._tr("Hear the voice"))
        self.drop.setVisible(sound)
        for button in (self.hear, self.record):
            button.setEnabled(step is not None)
        self.card.setVisible(step is not None)
        if step:
            self.card.show_step(step)
        if self._carded is None or self._carded[0] is not step:
            self._soon.start(CHECK_MS)

    def _list_languages(self, task: Task) -> None:
        """List the languages of the task, its own first; a choice only where there is one."""
        codes = list(task.languages)
        if codes != [self.language.itemData(n) for n in range(self.language.count())]:
            blocked = self.language.blockSignals(True)
            self.language.clear()
            for code in codes:
                self.language.addItem(language_name(code), code)
            self.language.blockSignals(blocked)
        self.language.setVisible(len(codes) > 1)

    def refresh_checks(self) -> None:
        """Read the checks anew, since one was taught, rehearsed or switched."""
        self._checks, self._carded = {}, None
        self.refresh()
        self.refresh_card()

    def stop_recording(self) -> None:
        """Close the microphone."""
        self._recorder.stop()

    def close_down(self) -> None:
        """Close the microphone and end the preview's thread."""
        self._soon.stop()
        self._recorder.stop()
        self.preview.close_down()

    def _checks_of(self, task: Task) -> Mapping[str, Check]:
        for name in {step.check for step in task.steps if step.check} - self._checks.keys():
            found = taught_check(task, name)
            if found and found.check is not None and found.check.is_armed:
                self._checks[name] = found.check
        return self._checks

    def refresh_card(self) -> None:
        """Show how far the check of the chosen step is, without waiting for the coach to pause."""
        draft = self._draft
        if draft is None:
            return
        self._list_languages(draft.task)
        step = draft.step
        self._carded = step, draft.folder
        if step:
            self.card.show_state(state_of(draft.task, step, self._tr))

    def _set(self, field: str, value: int | bool | None) -> None:
        if self._draft and self._draft.step and self._draft.at is not None:
            self._draft.do(SetField(self._draft.at, field, value))

    def _set_level(self, level: str) -> None:
        self._level = HelpLevel(level)
        self.refresh()

    # ---- voice ----

    def _hear(self) -> None:
        draft = self._draft
        step = draft.step if draft else None
        if draft is None or step is None:
            return
        said = [text.words for text in (step.say or step.text, step.warning) if text and text.words]
        recording = draft.folder / step.sound.words if step.sound and step.sound.words else None
        self._voice.speak(Utterance("\n".join(said), draft.task.language, recording=recording))

    def _record(self) -> None:
        draft = self._draft
        if self._recorder.is_on:
            self._recorder.stop()
        elif draft and draft.step:
            draft.folder.mkdir(parents=True, exist_ok=True)
            name = free_name(draft.folder, draft.step.text.words or "stem", ".wav")
            self._spoken, self._spoken_at = draft.step, (draft.at, len(draft.task.items))
            if self._recorder.start(draft.folder / name):
                self.record.relabel(self._tr("Stop recording"))

    def _recorded(self, path: Path) -> None:
        self._rest()
        items = self._draft.task.items if self._draft else ()
        at = next((n for n, item in enumerate(items) if item is self._spoken), None)
        if self._draft and at is not None:
            self._draft.seal()
            self._draft.do(SetSound(at, path.name))

    def _not_recorded(self) -> None:
        self._rest()
        if self._draft:
            self._draft.told.emit(self._tr("There is no microphone on this PC. The voice speaks the sentence."))

    def _rest(self) -> None:
        self.record.relabel(self._tr("Record it yourself"))

    def _drop(self) -> None:
        if self._draft and self._draft.at is not None:
            self._draft.do(SetSound(self._draft.at, None))
