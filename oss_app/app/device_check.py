"""A check that a device makes: its page, what is heard of the device meanwhile, and the check's file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from oss_app.app.lamps import Lamps
from oss_app.core.check import Check, CheckKind
from oss_app.core.region import rectangle
from oss_app.core.signal_words import SignalWords, words_of
from oss_app.i18n import Translator
from oss_app.server.broker import SIGNAL, broker_of
from oss_app.taskfile.checks import CHECKS, load_check, save_check
from oss_app.ui.desk.teach.device_page import DevicePage
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.theme import Palette

ROUND_MS = 200


class DeviceCheck(QObject):
    """``over(name)`` when the coach has left the page: the name of the check that was kept, or empty.

    ``mqtt`` is the line to the broker of this PC's bench; empty where there is none, and then nothing can be heard.
    """

    over = Signal(str)

    def __init__(self, folder: Path, name: str, mqtt: str, tr: Translator, palette: Palette) -> None:
        super().__init__()
        self._folder, self._mqtt, self._tr = folder, mqtt, tr
        check = load_check(folder / CHECKS / name, photos=False)[0]
        words = words_of(check.options) if check and check.kind is CheckKind.SIGNAL else SignalWords()
        broker = broker_of(mqtt) if mqtt else None
        topic = f"{broker.prefix}/{SIGNAL}" if broker else ""
        self.page = DevicePage(palette, tr, name, words, topic)
        self.page.kept.connect(self._keep)
        self.page.listen_wanted.connect(self._listen)
        self.page.left.connect(self.close)
        self._bridge = Bridge()
        self._ear: Lamps | None = None
        self._round = QTimer(self)
        self._round.timeout.connect(self._show_heard)

    def open(self) -> None:
        """Come on the screen, in a window of its own; other windows wait for it."""
        self.page.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.page.showMaximized()
        self.page.activateWindow()
        self.page.name.setFocus()

    def close(self) -> None:
        """Leave it as it was."""
        self._end("")

    def _listen(self) -> None:
        if self._ear is None:
            self._ear = Lamps(self._mqtt, self._bridge.post, only_listens=True)
            self._ear.start()
            self._round.start(ROUND_MS)

    def _show_heard(self) -> None:
        if self._ear is None:
            return
        if told := self._ear.news(self._tr):
            self.page.note.say(told)
        else:
            self.page.show_heard(self._ear.signals.get(self.page.typed_name), is_reached=self._ear.is_reached)

    def _keep(self, name: str, words: SignalWords) -> None:
        tr, place = self._tr, self._folder / CHECKS / name
        there = load_check(place, photos=False)[0] if place.is_dir() else None
        if there is not None and there.kind is not CheckKind.SIGNAL:
            self.page.note.say(tr("A check of the camera has this name already. Choose another one."))
            return
        check = Check(name=name, kind=CheckKind.SIGNAL, region=rectangle(0, 0, 1, 1), options=words.options)
        try:
            save_check(place, check)
        except OSError:
            self.page.note.say(tr("It cannot be kept. Is the disk full?"))
            return
        self._end(name)

    def _end(self, kept: str) -> None:
        self._round.stop()
        self.page.hide()
        if self._ear:
            self._ear.close()
        self._bridge.close()
        self.over.emit(kept)
        self.page.deleteLater()
