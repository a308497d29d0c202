"""The card about what several benches share: a folder of tasks, one of cards, a server and its help board."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from oss_app.core.settings import Settings
from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import SetupCard, row
from oss_app.ui.desk.widgets.followed import FollowedList
from oss_app.ui.desk.widgets.parts import LINE, LineField, label
from oss_app.ui.kit.theme import Palette

FOLDERS = ("tasks_from", "cards_from")
LINES = ("server", "board")
TITLE_PX = 300
SCHEMES = ("postgresql://", "postgres://")


class SharedCard(SetupCard):
    """One line for each; an empty one is the usual: this bench for itself, and no connection at all.

    ``folder_typed(name, text)`` asks whether there is such a folder, which a share that hangs does not answer:
    ``show_found`` says it.
    """

    name = "shared"
    folder_typed = Signal(str, str)

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr, "stack", tr("Several benches"))
        self._settings = Settings()
        self._missing: set[str] = set()  # folders that were looked for and are not there
        self._told: set[str] = set()  # what cannot be kept, as the coach knows
        told = {
            "tasks_from": tr("Folder with released tasks"),
            "cards_from": tr("Folder with workers' cards"),
            "bench": tr("Name of this bench"),
            "server": tr("Server"),
            "board": tr("Help board"),
        }
        self.lines: dict[str, LineField] = {}
        for name, title in told.items():
            line = LineField(palette)
            line.setAccessibleName(title)
            if name in LINES:  # a password stands in it
                line.setEchoMode(QLineEdit.EchoMode.PasswordEchoOnEdit)
                line.setPlaceholderText("postgresql://…")
            line.editingFinished.connect(lambda name=name: self._typed(name))
            self.lines[name] = line
            words = label(title, "strong")
            words.setMinimumWidth(TITLE_PX)
            line.setMinimumHeight(LINE)
            made = row(words)
            made.addWidget(line, 1)
            self.column.addLayout(made)
        self.followed = FollowedList(palette, tr)
        self.column.addWidget(self.followed)
        self.column.addWidget(
            label(tr("Empty: this bench works for itself, and opens no connection."), "muted", wraps=True)
        )
        self.end()

    def is_in_order(self, settings: Settings) -> bool:
        return True  # nothing need be shared

    def word(self, settings: Settings, *, is_fine: bool) -> str:
        return self._tr("Shares") if self.shares(settings) else self._tr("For itself")

    @staticmethod
    def shares(settings: Settings) -> bool:
        """Tell whether anything is shared."""
        return any((settings.tasks_from, settings.cards_from, settings.server, settings.board))

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        for name, line in self.lines.items():
            if not line.isModified() or line.text().strip() == getattr(settings, name):
                line.setText(getattr(settings, name))  # what is typed and not kept yet stays
        super().show_settings(settings)

    def settle(self) -> bool:
        """Keep what stands in the lines; False where that cannot be, which is said: who leaves once more means it."""
        is_new = False
        for name, line in self.lines.items():
            text = line.text().strip()
            if text == getattr(self._settings, name):
                continue
            if not self._typed(name, looks=False):
                is_new |= text not in self._told
                self._told.add(text)
        return not is_new

    def close_down(self) -> None:
        self.settle()

    def _typed(self, name: str, *, looks: bool = True) -> bool:
        """Keep a line, or look first whether its folder is there, or say why not; whether it may be kept."""
        text = self.lines[name].text().strip()
        if text == getattr(self._settings, name):
            return True
        if name in FOLDERS and text and looks:
            self.folder_typed.emit(name, text)
        elif why := self._why_not(name, text):
            self.note.say(why)
            return False
        else:
            self.want(proved=False, **{name: text})
        return True

    def _why_not(self, name: str, text: str) -> str:
        """Return why a line cannot be kept; empty where it can."""
        if name in FOLDERS and text in self._missing:
            return self._tr("There is no folder here: {folder}", folder=text)
        if name in LINES and text and not text.startswith(SCHEMES):
            return self._tr("Write the line as oss-app server init printed it: postgresql://…")
        if name == "bench" and len(text) > 40:
            return self._tr("A name of a bench has at most 40 letters.")
        return ""

    def show_found(self, name: str, text: str, *, is_there: bool) -> None:
        """Whether a folder that was typed is there; one that was typed over meanwhile is nobody's wish any more."""
        self._missing = (self._missing - {text}) if is_there else (self._missing | {text})
        if self.lines[name].text().strip() != text:
            return
        if is_there:
            self.want(proved=False, **{name: text})
        else:
            self.note.say(self._why_not(name, text))
