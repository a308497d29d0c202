"""Qt's players on the default loudspeaker: one thing at a time, and the two chimes. Loading Qt's sound takes 100 ms."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaPlayer, QSoundEffect

log = logging.getLogger(__name__)


class Loudspeaker(QObject):
    """Plays on the default device, also where that changes. ``chimes`` are the files of their sounds."""

    heard = Signal()
    """What is played comes out."""
    ended = Signal()
    failed = Signal()
    """A sound could not be played."""
    unreadable = Signal()
    """A recording could not be played; a sound may take its place at once."""

    def __init__(self, chimes: Mapping[str, Path], volume: float, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chime_files = chimes
        self._source: QSoundEffect | QMediaPlayer | None = None
        self._was_heard = False
        self._effect = QSoundEffect(self)
        self._effect.playingChanged.connect(self._effect_changed)
        self._effect.statusChanged.connect(self._effect_changed)
        self._output = QAudioOutput(self)
        self._player = QMediaPlayer(self)
        self._player.setAudioOutput(self._output)
        self._player.mediaStatusChanged.connect(self._recording_changed)
        self._chimes = {name: QSoundEffect(self) for name in chimes}
        self.tune(volume)
        self._opener = QSoundEffect(self)
        self._devices = QMediaDevices(self)
        self._devices.audioOutputsChanged.connect(self._open_device)
        self._open_device()

    @property
    def is_there(self) -> bool:
        """Whether this computer has one now."""
        return not QMediaDevices.defaultAudioOutput().isNull()

    def play(self, sound: Path) -> None:
        """Play a WAV file."""
        self._source, self._was_heard = self._effect, False
        self._effect.setSource(QUrl.fromLocalFile(str(sound)))
        self._effect.play()

    def play_recording(self, path: Path) -> None:
        """Play a file of any kind that Qt reads."""
        self._source = self._player
        self._player.setSource(QUrl())  # the file may be another one by now, under the same name
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.play()

    def chime(self, name: str) -> None:
        """Play a chime, beside what is being played."""
        self._chimes[name].play()

    def tune(self, volume: float) -> None:
        """From now on be so loud, 0 to 1."""
        self._output.setVolume(volume)
        for effect in (self._effect, *self._chimes.values()):
            effect.setVolume(volume)

    def stop(self) -> None:
        """Be silent at once, but for a chime."""
        self._source = None
        self._effect.stop()
        self._player.stop()

    def close(self) -> None:
        """Be silent at once."""
        self.stop()
        for chime in (self._opener, *self._chimes.values()):
            chime.stop()

    def _effect_changed(self) -> None:
        if self._source is not self._effect:
            return
        if self._effect.status() is QSoundEffect.Status.Error:
            self.failed.emit()
        elif self._effect.isPlaying():
            self._was_heard = True
            self.heard.emit()
        elif self._was_heard:  # else it is what was said before that has stopped
            self.ended.emit()

    def _recording_changed(self, status: QMediaPlayer.MediaStatus) -> None:
        if self._source is not self._player:
            return
        if status is QMediaPlayer.MediaStatus.EndOfMedia:
            self.heard.emit()
            self.ended.emit()
        elif status is QMediaPlayer.MediaStatus.InvalidMedia or (
            status is QMediaPlayer.MediaStatus.LoadedMedia and not self._player.hasAudio()
        ):
            log.warning("A recording cannot be played; the voice speaks instead.")
            self._source = None
            QTimer.singleShot(0, self._player.stop)  # not from inside its own signal
            self.unreadable.emit()

    def _open_device(self) -> None:
        """Play on the default device; its first sound takes longer, so let it be one that nobody hears."""
        device = QMediaDevices.defaultAudioOutput()
        if device.isNull():
            return
        self._output.setDevice(device)
        for effect in (self._opener, self._effect, *self._chimes.values()):
            effect.setAudioDevice(device)
            effect.setSource(QUrl())  # what could not be loaded for the old device is loaded anew
        for name, path in self._chime_files.items():
            self._chimes[name].setSource(QUrl.fromLocalFile(str(path)))
        self._opener.setVolume(0)
        self._opener.setSource(self._chimes["tick"].source())
        self._opener.play()
