"""Records a sentence with the microphone, into a file beside the task."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtMultimedia import (
    QAudioInput,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaFormat,
    QMediaRecorder,
)


class Recorder(QObject):
    """``recorded(path)`` when a recording is whole on the disk; ``failed`` where there is no microphone or no room."""

    recorded = Signal(object)
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: QMediaCaptureSession | None = None
        self._recorder: QMediaRecorder | None = None
        self._path = Path()

    @property
    def is_on(self) -> bool:
        """Whether the microphone is open."""
        return self._recorder is not None

    def start(self, path: Path) -> bool:
        """Record into ``path`` (a .wav) until ``stop``; whether there is a microphone."""
        if QMediaDevices.defaultAudioInput().isNull():
            self.failed.emit()
            return False
        self._path = path
        self._session, self._recorder = QMediaCaptureSession(self), QMediaRecorder(self)
        self._session.setAudioInput(QAudioInput(self._session))
        self._session.setRecorder(self._recorder)
        form = QMediaFormat(QMediaFormat.FileFormat.Wave)
        form.setAudioCodec(QMediaFormat.AudioCodec.Wave)
        self._recorder.setMediaFormat(form)
        self._recorder.setAudioChannelCount(1)
        self._recorder.setAudioSampleRate(44_100)
        self._recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
        self._recorder.recorderStateChanged.connect(self._changed)
        self._recorder.errorOccurred.connect(lambda *_: self._end(good=False))
        self._recorder.record()
        return True

    def stop(self) -> None:
        """Close the microphone."""
        if self._recorder:
            self._recorder.stop()

    def _changed(self, state: QMediaRecorder.RecorderState) -> None:
        if state is QMediaRecorder.RecorderState.StoppedState:
            self._end(good=True)

    def _end(self, *, good: bool) -> None:
        if self._recorder is None:
            return
        recorder, session = self._recorder, self._session
        self._recorder = self._session = None
        recorder.deleteLater()
        if session:
            session.deleteLater()
        if good and self._path.is_file():
            self.recorded.emit(self._path)
        else:
            self.failed.emit()
