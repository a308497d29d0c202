"""The set-up page: six cards that each do their own proof, and two ways out, for every part can be skipped."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from oss_app.core.settings import Settings
from oss_app.i18n import Translator, languages
from oss_app.ui.desk.station.camera_card import CameraCard
from oss_app.ui.desk.station.card import SetupCard, SignTag, extra
from oss_app.ui.desk.station.code_card import CodeCard
from oss_app.ui.desk.station.journal_card import JournalCard
from oss_app.ui.desk.station.keys_card import KeysCard
from oss_app.ui.desk.station.light_card import LightCard
from oss_app.ui.desk.station.screen_card import ScreenCard
from oss_app.ui.desk.station.shared_card import SharedCard
from oss_app.ui.desk.station.sound_card import SoundCard
from oss_app.ui.desk.widgets.parts import Bar, ComboBox, Push, label, painted
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import LIGHT

WIDE, NARROW = 1600, 1180
"""From so many pixels on there are three cards in a row, and below so many one; two between."""


class SetupPage(QWidget):
    """Shows what counts; ``wanted(card, values, proved)`` asks for settings to be changed."""

    wanted = Signal(object, object, bool)
    language_wanted = Signal(str)
    about_wanted = Signal()
    left = Signal()

    def __init__(self, tr: Translator, today: date) -> None:
        super().__init__()
        palette = LIGHT
        self._tr = tr
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setStyleSheet(sheet(palette) + extra(palette))
        self.screen_card, self.sound = ScreenCard(palette, tr), SoundCard(palette, tr)
        self.camera, self.keys = CameraCard(palette, tr), KeysCard(palette, tr)
        self.code, self.journal = CodeCard(palette, tr), JournalCard(palette, tr, today)
        self.shared = SharedCard(palette, tr)
        self.shared.hide()
        self.light = LightCard(palette, tr)
        self.cards: tuple[SetupCard, ...] = (
            self.screen_card, self.sound, self.camera, self.keys, self.code, self.journal, self.shared,
            self.light,
        )  # fmt: skip
        for card in self.cards:
            card.wanted.connect(lambda values, proved, card=card: self.wanted.emit(card, values, proved))
        self.bar = self._bar()
        self._columns = 0
        inside = QWidget()
        inside.setProperty("role", "page")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(48, 24, 48, 8)
        self._grid.setHorizontalSpacing(36)
        self._grid.setVerticalSpacing(24)
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.pane, 1)
        column.addLayout(self._foot())
        for card in self.cards:
            card.note.said.connect(partial(self._bring_up, card.note))
        self._deal(2)

    def _bring_up(self, note: QWidget) -> None:
        """Bring up what a card says, which is not to be looked for below the edge."""
        QTimer.singleShot(0, self, lambda: self.pane.ensureWidgetVisible(note))  # once it has its place

    def show_settings(self, settings: Settings) -> None:
        """Show what counts now, on every card."""
        self.languages.setCurrentIndex(self.languages.findData(settings.language))
        self.promise.setText(self._promise(settings))
        if SharedCard.shares(settings):
            self.shared.show()
        for card in self.cards:
            card.show_settings(settings)

    def _show_shared(self) -> None:
        """One more card, for those few who share something."""
        self.shared.show()
        self.pane.ensureWidgetVisible(self.shared)
        first = next(iter(self.shared.lines.values()))
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, lambda: self.pane.ensureWidgetVisible(self.shared))  # once it has its place

    def _promise(self, settings: Settings) -> str:
        tr = self._tr
        purpose = tr("For guidance. Not to appraise, pay, discipline or dismiss people.")
        if settings.server:
            kept = tr("No picture and no sound is kept during work. How steps ended goes to your server, by the day.")
        else:
            kept = tr("No picture and no sound is kept during work. Nothing goes outside.")
        return f"{purpose}\n{kept}"

    def close_down(self) -> None:
        """Let go of what the cards hold, since the page goes away."""
        for card in self.cards:
            card.close_down()

    def _bar(self) -> Bar:
        tr, bar = self._tr, Bar()
        bar.row.addWidget(label(tr("Set up this station"), "title"))
        self.hint = label(tr("Once, about 5 minutes. Everything can be changed later."), "muted")
        self.hint.hide()
        bar.row.addWidget(self.hint)
        bar.row.addStretch(1)
        self.languages = ComboBox(LIGHT)
        for code, name in languages():
            self.languages.addItem(name, code)
        self.languages.setAccessibleName(tr("Language of the screens"))
        self.languages.activated.connect(lambda: self.language_wanted.emit(self.languages.currentData()))
        self.about = Push(LIGHT, tr("About"), "info", "quiet")
        self.about.setToolTip(tr("About"))
        self.about.relabel("")
        self.about.clicked.connect(self.about_wanted)
        self.several = Push(LIGHT, tr("Several benches"), "stack", "quiet")
        self.several.setToolTip(tr("Several benches"))
        self.several.relabel("")  # on a narrow page the sign stands alone
        self.several.clicked.connect(self._show_shared)
        bar.row.addWidget(self.languages)
        bar.row.addWidget(self.several)
        bar.row.addWidget(self.about)
        offline = SignTag("wifi-slash", LIGHT.ink)
        offline.say(tr("Works without internet"))
        bar.row.addWidget(offline)
        return bar

    def _foot(self) -> QHBoxLayout:
        tr = self._tr
        foot = QHBoxLayout()
        foot.setContentsMargins(48, 12, 48, 24)
        foot.setSpacing(18)
        shield = QLabel()
        shield.setPixmap(painted("shield-check", LIGHT.accent, 30))
        foot.addWidget(shield)
        self.promise = label("", wraps=True)
        foot.addWidget(self.promise, 1)
        self.later = Push(LIGHT, tr("Continue later"), kind="large")
        self.done = Push(LIGHT, tr("Done"), "check", "big")
        for button in (self.later, self.done):
            button.clicked.connect(self._leave)
            foot.addWidget(button)
        return foot

    def _leave(self) -> None:
        if self.shared.settle():
            self.left.emit()

    def _deal(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards[:-1]):
            self._grid.addWidget(card, number // columns, number % columns)
        self._grid.addWidget(self.shared, (len(self.cards) - 2) // columns + 1, 0, 1, columns)
        for number in range(3):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
            self._grid.setColumnMinimumWidth(number, 0)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hint.setVisible(self.width() >= WIDE)
        self.several.relabel(self._tr("Several benches") if self.width() >= WIDE else "")
        self.about.relabel(self._tr("About") if self.width() >= NARROW else "")
        self._deal(3 if self.width() >= WIDE else 2 if self.width() >= NARROW else 1)
