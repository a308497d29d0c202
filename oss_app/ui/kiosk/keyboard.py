"""Qt's key events for one page of the worker's side: which keys a person pressed, and which a scanner sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum, auto

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from oss_app.core.settings import Gesture

HOLD_S = 0.12
"""A letter is held back for so long: a code may begin with it, and scanners leave up to 100 ms between two keys."""
TYPING_S = 0.3
"""For so long after a sign of a code or of typing, the keys that a code can hold are part of it (start)."""
SHOWN_MS = 80
"""For so long a control that was pressed by a key looks pressed at least."""
BOUNCE_MS = 5
"""A key that goes down again so soon after it came up was never let go: X repeats a held key in pairs."""
MODIFIERS = frozenset({"Shift", "Ctrl", "Control", "Alt", "Meta", "AltGr", "CapsLock", "NumLock", "ScrollLock"})
_NAMELESS = {
    int(key): name
    for name, keys in {
        "AltGr": (Qt.Key.Key_AltGr, Qt.Key.Key_Mode_switch),
        "Meta": (Qt.Key.Key_Super_L, Qt.Key.Key_Super_R, Qt.Key.Key_Hyper_L, Qt.Key.Key_Hyper_R),
    }.items()
    for key in keys
}
"""Modifiers that Qt calls by some letter, as if they were signs of a code."""


class Guard:
    """Lets one act through, and a second one only after ``seconds``; hearing again is always free."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since: float | None = None

    def start(self, now: float) -> None:
        """Begin to guard: something new has come on the screen, which nobody can have meant to press yet."""
        self._since = now

    def lets(self, gesture: Gesture, now: float) -> bool:
        """Tell whether the act counts; if it does, it starts the guard."""
        if gesture is Gesture.HEAR:
            return True
        if self._since is not None and now - self._since < self._seconds:
            return False
        self._since = now
        return True


class Press(Enum):
    """What becomes of a key that went down."""

    COUNTS = auto()
    WAITS = auto()  # it may be the first sign of a code: ``due`` tells
    NOTHING = auto()


class KeyReader:
    """Turns presses into names of keys that count; times are seconds of one clock that never runs back.

    A barcode scanner is a keyboard too. Arrows, Page keys, F-keys and what else no code can hold count at once. Space
    and Enter do too, but within a code or typing. A letter waits for ``HOLD_S`` to see whether it is alone.
    """

    def __init__(self, keys: Mapping[Gesture, tuple[str, ...]]) -> None:
        self._gestures = {name.lower(): gesture for gesture, names in keys.items() for name in names}
        self._typing_until = 0.0
        self._waiting: tuple[str, float] | None = None
        self._released: tuple[str, int] | None = None

    def gesture(self, key: str) -> Gesture | None:
        """Return what a key means."""
        return self._gestures.get(key.lower())

    def release(self, key: str, stamp: int) -> None:
        """Take in that a key came up; ``stamp`` is the system's own time of the event in milliseconds, 0 for none."""
        self._released = (key, stamp) if stamp else None

    def press(self, key: str, now: float, *, repeated: bool = False, known: bool = False, stamp: int = 0) -> Press:
        """Take a press in.

        ``repeated`` is the keyboard's own repetition of a held key; ``known`` says that the key means something
        where the focus is, though it is not among the worker's keys. ``stamp`` is as for ``release``: under load Qt
        does not always recognise that X repeats a key.
        """
        up = self._released
        if repeated or key in MODIFIERS or (up and up[0] == key and 0 <= stamp - up[1] <= BOUNCE_MS):
            return Press.NOTHING
        means = known or self.gesture(key) is not None
        is_sign = len(key) == 1
        if not is_sign and key not in WITHIN_A_CODE:
            return Press.COUNTS if means else Press.NOTHING
        if now < self._typing_until or self._waiting:
            self._waiting = None
            self._typing_until = now + TYPING_S
            return Press.NOTHING
        if not is_sign:
            return Press.COUNTS if means else Press.NOTHING
        if not means:
            self._typing_until = now + TYPING_S
            return Press.NOTHING
        self._waiting = (key, now)
        return Press.WAITS

    def is_code(self, now: float) -> bool:
        """Tell whether a code or typing is under way."""
        return self._waiting is not None or now < self._typing_until

    def due(self, now: float) -> str | None:
        """Return the letter that turned out to be alone, once."""
        if self._waiting is None or now - self._waiting[1] < HOLD_S:
            return None
        key, _ = self._waiting
        self._waiting = None
        return key


WITHIN_A_CODE = frozenset({"Space", "Enter", "Return"})
"""Keys with a name that a scanner sends too: blanks, and the end of a code."""
ACTIVATES = frozenset({"Space", "Enter", "Return"})
"""Keys that act on what has the focus."""
MOVES = frozenset({"Tab", "Backtab"})


class Keyboard(QObject):
    """``counted(key)`` for a key that counts; ``down(key)`` comes before it, and ``up()`` after what is seen of it."""

    down = Signal(str)
    up = Signal()
    counted = Signal(str)

    def __init__(
        self,
        keys: Mapping[Gesture, tuple[str, ...]],
        clock: Callable[[], float],
        also: frozenset[str] = ACTIVATES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reader, self._clock, self._also = KeyReader(keys), clock, also
        self._alone, self._seen = QTimer(self), QTimer(self)
        for timer, what in ((self._alone, self._decide), (self._seen, self.up.emit)):
            timer.setSingleShot(True)
            timer.setTimerType(Qt.TimerType.PreciseTimer)
            timer.timeout.connect(what)

    def gesture(self, key: str) -> Gesture | None:
        """Return what a key means."""
        return self._reader.gesture(key)

    @property
    def hears_code(self) -> bool:
        """Whether a code or typing is under way, of which a Tab is the end and no wish to go on."""
        return self._reader.is_code(self._clock())

    def press(self, event: QKeyEvent) -> None:
        """Take a key event in; Tab is not for this."""
        key = key_name(event)
        repeated, known = event.isAutoRepeat(), key in self._also
        match self._reader.press(key, self._clock(), repeated=repeated, known=known, stamp=event.timestamp()):
            case Press.COUNTS:
                self._seen.start(SHOWN_MS)
                self.down.emit(key)
                self.counted.emit(key)
            case Press.WAITS:
                self._alone.start(round(HOLD_S * 1000) + 5)
                self.down.emit(key)

    def release(self, event: QKeyEvent) -> None:
        """Take in that a key came up."""
        self._reader.release(key_name(event), event.timestamp())

    def _decide(self) -> None:
        key = self._reader.due(self._clock())
        self.up.emit()
        if key is not None:
            self.counted.emit(key)


def key_name(event: QKeyEvent) -> str:
    """Return the name by which the settings call a key."""
    if name := _NAMELESS.get(int(event.key())):
        return name
    return QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText)
