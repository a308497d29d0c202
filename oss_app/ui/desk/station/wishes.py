"""The form of one worker's wishes: a few choices, each kept at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oss_app.core.profile import HelpLevel, Profile, Speech, Theme
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.station.card import Switch
from oss_app.ui.desk.widgets.parts import ComboBox, Segments, label
from oss_app.ui.kit import formats
from oss_app.ui.kit.theme import Palette

LEVELS = {
    HelpLevel.SHOW: marked("Film, voice, photo and text"),
    HelpLevel.PHOTO_AND_VOICE: marked("Photo and voice"),
    HelpLevel.PHOTO: marked("Photo, voice on request"),
    HelpLevel.SHORT: marked("Short: a few steps on a screen"),
    HelpLevel.LIST: marked("List: tick what is done"),
}
THEMES = {Theme.LIGHT: marked("Light"), Theme.DARK: marked("Dark"), Theme.CONTRAST: marked("High contrast")}
SPEECH = {
    Speech.ALWAYS: marked("Always"),
    Speech.ON_REQUEST: marked("On request"),
    Speech.NEVER: marked("Never"),
}
SIZES = (100, 125, 150, 175, 200)
RATES = (0.7, 0.8, 0.9, 1.0, 1.1)
SWITCHES = {
    "auto_next": marked("Go on by itself when the camera has seen the step"),
    "checks": marked("The camera looks too"),
    "left_handed": marked("Buttons on the left"),
    "reduced_motion": marked("No fading between steps"),
    "no_fading": marked("The help stays as it is: nothing is proposed"),
}


class WishesForm(QWidget):
    """Shows a profile; ``changed({field: value})`` when the coach chooses."""

    changed = Signal(object)

    def __init__(self, palette: Palette, tr: Translator, languages: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.level = self._choice(palette, tr("How much the screen explains"))
        for level, word in LEVELS.items():
            self.level.addItem(tr(word), level)
        self.level.activated.connect(lambda n: self.changed.emit({"level": HelpLevel(self.level.itemData(n))}))
        self.language = self._choice(palette, tr("Language"))
        for code, name in (("", tr("Chooses at the start")), *languages):
            self.language.addItem(name, code)
        self.language.activated.connect(lambda n: self.changed.emit({"language": self.language.itemData(n)}))
        themes = [(key.value, tr(word)) for key, word in THEMES.items()]
        self.theme = self._segments(tr("Colours"), themes)
        self.theme.chosen.connect(lambda key: self.changed.emit({"theme": Theme(key)}))
        self.text_size = self._segments(tr("Size of the text"), [(str(n), f"{n} %") for n in SIZES])
        self.text_size.chosen.connect(lambda key: self.changed.emit({"text_percent": int(key)}))
        speech = [(key.value, tr(word)) for key, word in SPEECH.items()]
        self.speech = self._segments(tr("The voice reads"), speech)
        self.speech.chosen.connect(lambda key: self.changed.emit({"speech": Speech(key)}))
        rates = [(str(rate), formats.number(rate, 1, tr)) for rate in RATES]
        self.rate = self._segments(tr("Pace of the voice"), rates)
        self.rate.chosen.connect(lambda key: self.changed.emit({"rate": float(key)}))
        self._column.addSpacing(8)
        self.switches: dict[str, Switch] = {}
        for field, word in SWITCHES.items():
            switch = Switch(palette, tr(word))
            switch.toggled.connect(lambda on, field=field: self.changed.emit({field: on}))
            self.switches[field] = switch
            self._column.addWidget(switch)

    def show_profile(self, profile: Profile) -> None:
        """Show these wishes, without telling anyone."""
        self.level.setCurrentIndex(self.level.findData(profile.level))
        if self.language.findData(profile.language) < 0:
            self.language.addItem(profile.language, profile.language)
        self.language.setCurrentIndex(self.language.findData(profile.language))
        self.theme.choose(profile.theme.value)
        self.text_size.choose(str(min(SIZES, key=lambda size: abs(size - profile.text_percent))))
        self.speech.choose(profile.speech.value)
        self.rate.choose(str(min(RATES, key=lambda rate: abs(rate - profile.rate))))
        for field, switch in self.switches.items():
            switch.show_on(getattr(profile, field))

    def _choice(self, palette: Palette, title: str) -> ComboBox:
        made = ComboBox(palette)
        made.setAccessibleName(title)
        self._add(title, made)
        return made

    def _segments(self, title: str, choices: Sequence[tuple[str, str]]) -> Segments:
        made = Segments(choices)
        made.setAccessibleName(title)
        self._add(title, made)
        return made

    def _add(self, title: str, widget: QWidget) -> None:
        self._column.addWidget(label(title, "strong"))
        self._column.addWidget(widget)
        self._column.addSpacing(6)
