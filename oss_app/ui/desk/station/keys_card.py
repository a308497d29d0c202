"""The card about pedals and buttons: press one, and it is known; they send keys, each has its own."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPushButton

from oss_app.core.settings import DEFAULT_KEYS, Gesture, Settings
from oss_app.i18n import Translator, marked
from oss_app.ui.desk.station.card import SetupCard
from oss_app.ui.desk.widgets.parts import Push, label, restyle
from oss_app.ui.kiosk.keyboard import MODIFIERS, MOVES, key_name
from oss_app.ui.kit.theme import Palette

GESTURES = {
    Gesture.DONE: marked("Done"),
    Gesture.HEAR: marked("Hear again"),
    Gesture.HELP: marked("Help"),
    Gesture.BACK: marked("Back"),
}
NAMES = {
    "Space": marked("Space bar"),
    "Return": marked("Enter key"),
    "Enter": marked("Enter key"),
    "Left": marked("Arrow left"),
    "Right": marked("Arrow right"),
    "Up": marked("Arrow up"),
    "Down": marked("Arrow down"),
}
LEAVES = "Esc"

Keys = Mapping[Gesture, tuple[str, ...]]


def with_key(keys: Keys, gesture: Gesture, key: str) -> dict[Gesture, tuple[str, ...]]:
    """Return the keys with this one first for a gesture, and for no other: one act means one thing."""
    cleared = {g: tuple(k for k in names if k.lower() != key.lower()) for g, names in keys.items()}
    return {**cleared, gesture: (key, *cleared.get(gesture, ()))}


def without_own(keys: Keys, gesture: Gesture) -> dict[Gesture, tuple[str, ...]]:
    """Return the keys with the usual ones for a gesture again; what another gesture has taken of them stays there."""
    taken = {key.lower() for g, names in keys.items() if g is not gesture for key in names}
    return {**keys, gesture: tuple(key for key in DEFAULT_KEYS[gesture] if key.lower() not in taken)}


def own_key(keys: Keys, gesture: Gesture) -> str:
    """Return the key that was recorded for a gesture; empty where it has only the usual ones."""
    names = keys.get(gesture, ())
    return names[0] if names and names != DEFAULT_KEYS[gesture][: len(names)] else ""


class KeyRecorder(QPushButton):
    """Shows a key; pressed, it waits for the next one: ``recorded(key)``."""

    recorded = Signal(str)

    def __init__(self, tr: Translator, what: str) -> None:
        super().__init__()
        self._tr, self._what, self._key = tr, what, ""
        self.waits = False
        self.setProperty("kind", "key")
        self.clicked.connect(lambda: self._wait(True))

    def show_key(self, key: str) -> None:
        """Show the key that counts; empty for none of its own."""
        self._key = key
        self._say()

    def _wait(self, waits: bool) -> None:
        self.waits = waits
        if waits:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _say(self) -> None:
        name = self._tr(NAMES[self._key]) if self._key in NAMES else self._key
        self.setText(self._tr("Press now …") if self.waits else name or self._tr("Choose, then press"))
        self.setAccessibleName(f"{self._what}: {self.text()}")
        self.setProperty("waits", self.waits)
        restyle(self)

    # Qt

    def event(self, event: QEvent) -> bool:
        if self.waits and event.type() is QEvent.Type.ShortcutOverride:
            event.accept()  # while it waits, a key is a key and starts nothing
            return True
        if self.waits and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self.keyPressEvent(event)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.waits:
            super().keyPressEvent(event)
            return
        event.accept()
        key = key_name(event)
        if event.isAutoRepeat() or key in MODIFIERS or event.key() == Qt.Key.Key_unknown:
            return
        self._wait(False)
        if key != LEAVES and key not in MOVES:
            self.recorded.emit(key)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.waits:
            self._wait(False)


class KeysCard(SetupCard):
    """One row a gesture."""

    name = "keys"

    def __init__(self, palette: Palette, tr: Translator) -> None:
        super().__init__(palette, tr, "footprints", tr("Pedal or button"))
        self._settings = Settings()
        self.column.addWidget(label(tr("Choose a line, then press the pedal or the button."), wraps=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        self.fields: dict[Gesture, KeyRecorder] = {}
        self.resets: dict[Gesture, Push] = {}
        for number, (gesture, word) in enumerate(GESTURES.items()):
            field = KeyRecorder(tr, tr(word))
            reset = Push(palette, tr("Usual keys for {what}", what=tr(word)), "arrow-counter-clockwise", "square")
            field.recorded.connect(lambda key, gesture=gesture: self._record(gesture, key))
            reset.clicked.connect(lambda *_, gesture=gesture: self._reset(gesture))
            grid.addWidget(label(tr(word), "strong"), number, 0)
            grid.addWidget(field, number, 1)
            grid.addWidget(reset, number, 2)
            self.fields[gesture], self.resets[gesture] = field, reset
        self.column.addLayout(grid)
        self.column.addWidget(label(tr("Keys work too: Enter, R, H and the arrow left."), "muted", wraps=True))
        self.end()

    def show_settings(self, settings: Settings) -> None:
        self._settings = settings
        for gesture, field in self.fields.items():
            key = own_key(settings.keys, gesture)
            field.show_key(key)
            self.resets[gesture].setEnabled(bool(key))
        super().show_settings(settings)

    def _record(self, gesture: Gesture, key: str) -> None:
        before = next(
            (
                g
                for g, names in self._settings.keys.items()
                if g is not gesture and key.lower() in map(str.lower, names)
            ),
            None,
        )
        self.want(keys=with_key(self._settings.keys, gesture, key))
        if before in GESTURES:
            self.note.say(self._tr("Until now this key was for {what}.", what=self._tr(GESTURES[before])))

    def _reset(self, gesture: Gesture) -> None:
        keys = without_own(self._settings.keys, gesture)
        self.want(proved=any(own_key(keys, g) for g in GESTURES), keys=keys)
