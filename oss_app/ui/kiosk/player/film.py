"""A clip that plays once, without sound, and stands on its last picture; where it cannot play there is simply none."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from oss_app.media.film_data import can_be_played

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame


class Film(QObject):
    """``frame`` is the picture that is on now, None before the first and after ``stop``; ``changed`` says so."""

    changed = Signal()
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._player: QMediaPlayer | None = None
        self._path: tuple[Path, int] | None = None
        self.frame: QImage | None = None

    @property
    def is_over(self) -> bool:
        """Whether the film has come to its end."""
        from PySide6.QtMultimedia import QMediaPlayer

        return self._player is not None and self._player.mediaStatus() is QMediaPlayer.MediaStatus.EndOfMedia

    def play(self, path: Path, replays: int = 0) -> None:
        """Play from the start; nothing happens where this film is on already, unless ``replays`` has changed."""
        if (path, replays) == self._path:
            return
        self.stop()
        self._path = path, replays
        if can_be_played(path):
            self._begin(path)

    def stop(self) -> None:
        """Take the film off."""
        self._path = None
        if self._player is not None:
            self._player.videoSink().videoFrameChanged.disconnect(self._take)
            self._player.mediaStatusChanged.disconnect(self._status_changed)
            self._player.stop()
            self._player.deleteLater()
            self._player = None
        if self.frame is not None:
            self.frame = None
            self.changed.emit()

    def _begin(self, path: Path) -> None:
        # here, not above: a station without films starts sooner
        from PySide6.QtCore import QUrl
        from PySide6.QtMultimedia import QMediaPlayer, QVideoSink

        player = QMediaPlayer(self)
        sink = QVideoSink(player)
        player.setVideoSink(sink)
        sink.videoFrameChanged.connect(self._take)
        player.mediaStatusChanged.connect(self._status_changed)
        player.setSource(QUrl.fromLocalFile(str(path)))
        player.play()
        self._player = player

    def _status_changed(self) -> None:
        if self.is_over:
            self.ended.emit()

    def _take(self, frame: QVideoFrame) -> None:
        image = frame.toImage() if frame.isValid() else QImage()
        if not image.isNull():  # at its end a player sends an empty frame; the last picture stays
            self.frame = image
            self.changed.emit()
