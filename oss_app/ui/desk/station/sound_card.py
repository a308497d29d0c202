"""The card about the sound: a sentence in each language, which voice says it, and how loud."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtMultimedia import QMediaDevices
from PySide6.QtWidgets import QLabel, QSlider

from oss_app.core.settings import Settings
from oss_app.core.voices import SynthVoice, choose, speaking
from oss_app.i18n import Translator, language_name, languages
from oss_app.ui.desk.station.card import SetupCard, row
from oss_app.ui.desk.widgets.parts import ComboBox, Push, Segments, label, painted
from oss_app.ui.kit.theme import Palette

STEP = 5


class SoundCard(SetupCard):
    """``play_wanted(language)`` asks for the test sentence."""

    play_wanted = Signal(str)
    name = "sound"

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr, "speaker-high", tr("Sound"))
        self._settings = Settings()
        self._voices: Sequence[SynthVoice] | None = None
        self._language = tr.language
        self.column.addWidget(label(tr("Choose Play. Do you hear the voice well?"), wraps=True))
        self.languages = Segments(languages())
        self.languages.choose(self._language)
        self.languages.chosen.connect(self._choose_language)
        self.play = Push(palette, tr("Play"), "play")
        self.good, self.bad = Push(palette, tr("Yes, good")), Push(palette, tr("Not good"))
        self.play.clicked.connect(self._play)
        self.good.clicked.connect(lambda: self.want())
        self.bad.clicked.connect(self._advise)
        self.voices = ComboBox(palette)
        self.voices.setAccessibleName(tr("Voice"))
        self.voices.activated.connect(self._choose_voice)
        self.volume = QSlider(Qt.Orientation.Horizontal)
        self.volume.setRange(STEP, 100)
        self.volume.setSingleStep(STEP)
        self.volume.setPageStep(2 * STEP)
        self.volume.setMinimumHeight(40)
        self.volume.setAccessibleName(tr("How loud"))
        self.volume.sliderReleased.connect(self._set_volume)
        self.volume.actionTriggered.connect(self._step_volume)
        self.column.addWidget(self.languages)
        self.column.addLayout(row(self.play, self.good, self.bad, None))
        self.column.addWidget(label(tr("Voice"), "strong"))
        self.column.addWidget(self.voices)
        self.column.addLayout(row(self._sign("speaker-low"), self.volume, self._sign("speaker-high")))
        self._fill_voices()
        self.end()

    def _sign(self, icon: str) -> QLabel:
        sign = QLabel()
        sign.setPixmap(painted(icon, self.palette_used.ink, 26))
        return sign

    def show_voices(self, voices: Sequence[SynthVoice]) -> None:
        """Show the voices of this computer; until they are known the list says so."""
        self._voices = voices
        self._fill_voices()

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        if not self.volume.isSliderDown():
            self.volume.setValue(round(settings.volume * 100))
        self._fill_voices()
        super().show_settings(settings)

    def _fill_voices(self) -> None:
        self.voices.clear()
        if self._voices is None:
            self.voices.addItem(self._tr("Looking for voices …"), "")
        else:
            for voice in speaking(self._language, self._voices):
                self.voices.addItem(voice_label(voice, self._language), voice.name)
            chosen = choose(self._language, self._voices, self._settings.voices.get(self._language, ""))
            self.voices.setCurrentIndex(self.voices.findData(chosen.name) if chosen else -1)
            if chosen is None:
                self.voices.addItem(self._tr("No voice"), "")
        self.voices.setEnabled(self.voices.count() > 1)

    def _choose_language(self, language: str) -> None:
        self._language = language
        self._fill_voices()

    def _choose_voice(self, number: int) -> None:
        voices = {**self._settings.voices, self._language: self.voices.itemData(number)}
        self.want(proved=False, voices=voices)

    def _step_volume(self, _: int) -> None:
        if not self.volume.isSliderDown():
            self.volume.setValue(self.volume.sliderPosition())
            self._set_volume()

    def _set_volume(self) -> None:
        self.want(proved=self.name in self._settings.proved, volume=self.volume.value() / 100)

    def _play(self) -> None:
        self.note.hide()
        if QMediaDevices.defaultAudioOutput().isNull():
            advice = self._tr("Connect a loudspeaker and switch the sound of this PC on. Tasks run without it.")
            self.note.say(f"{self._tr('No loudspeaker.')} {advice}")
        elif self._voices is not None and choose(self._language, self._voices) is None:
            self.note.say(
                self._tr("Install a voice for this language. On Linux: espeak-ng. On Windows: Settings, Speech.")
            )
        else:
            self.play_wanted.emit(self._language)

    def tell_silence(self) -> None:
        """Tell that the sentence was asked for, and nothing was heard."""
        self.want(proved=False)
        self.note.say(
            self._tr("There is no sound. Is the loudspeaker plugged in? Is it the one that this PC plays on?")
        )

    def _advise(self) -> None:
        self.want(proved=False)
        self.note.say(
            self._tr("Is the loudspeaker on? Turn up the sound of this PC, or choose another voice. Then play again.")
        )


def voice_label(voice: SynthVoice, language: str) -> str:
    """Return a voice for people: the language, its region, and its own name where it has one."""
    name = re.split(r"[\\/]", voice.name)[-1]
    name = name.rsplit(".", 1)[-1] if name.startswith("com.") else re.sub(r"^TTS_MS_|_\d+\.\d+$", "", name)
    parts = [language_name(language)]
    if name.lower().replace("_", "-") != language.lower():
        parts.append(name)
    return ", ".join(parts)
