"""Qt's key events for one page of the worker's side: held back until it is known that a person pressed the key."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence

from oss_app.core.settings import Gesture

BURST_S = 0.05
"""Keys that follow each other faster were not pressed by a person, but sent by a scanner (start)."""
TYPING_S = 0.3
"""For so long after a key that means nothing, keys are taken for typing, as of a slow scanner (start)."""
BOUNCE_MS = 5
"""A key that goes down again so soon after it came up was never let go: X repeats a held key in pairs."""
MODIFIERS = frozenset({"Shift", "Ctrl", "Control", "Alt", "Meta", "AltGr", "CapsLock", "NumLock", "ScrollLock"})


class Guard:
    """Lets one act through, and a second one only after ``seconds``; hearing again is always free."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._since: float | None = None

    def start(self, now: float) -> None:
        """Begin to guard: something new has come on the screen, which nobody can have meant to press yet."""
        self._since = now

    def lets(self, gesture: Gesture, now: float) -> bool:
        """Whether the act counts; if it does, it starts the guard."""
        if gesture is Gesture.HEAR:
            return True
        if self._since is not None and now - self._since < self._seconds:
            return False
        self._since = now
        return True


class KeyReader:
    """Turns presses into names of keys that count; times are seconds of one clock that never runs back.

    A press is held back for ``BURST_S`` to see whether it is alone; ask for it with ``due`` when that time is over.
    """

    def __init__(self, keys: Mapping[Gesture, tuple[str, ...]]) -> None:
        self._gestures = {name.lower(): gesture for gesture, names in keys.items() for name in names}
        self._last: float | None = None
        self._deaf_until = 0.0
        self._held_back: tuple[str, float] | None = None
        self._released: tuple[str, int] | None = None

    def gesture(self, key: str) -> Gesture | None:
        """What a key means."""
        return self._gestures.get(key.lower())

    def release(self, key: str, stamp: int) -> None:
        """Take in that a key came up; ``stamp`` is the system's own time of the event in milliseconds, 0 for none."""
        self._released = (key, stamp) if stamp else None

    def press(self, key: str, now: float, *, repeated: bool = False, known: bool = False, stamp: int = 0) -> bool:
        """Take a press in; whether it may count, and ``due`` should be asked later.

        ``repeated`` is the keyboard's own repetition of a held key; ``known`` says that the key means something
        where the focus is, though it is not among the worker's keys. ``stamp`` is as for ``release``: under load Qt
        does not always recognise that X repeats a key.
        """
        up = self._released
        if repeated or (up and up[0] == key and 0 <= stamp - up[1] <= BOUNCE_MS):
            return False
        burst = self._last is not None and now - self._last < BURST_S
        self._last = now
        if burst:
            self._held_back = None
            self._deaf_until = max(self._deaf_until, now + BURST_S)
            return False
        if key in MODIFIERS:
            return False
        if self.gesture(key) is None and not known:
            self._deaf_until = now + TYPING_S
        if now < self._deaf_until:
            return False
        self._held_back = (key, now)
        return True

    def due(self, now: float) -> str | None:
        """The key that turned out to be alone, once."""
        if self._held_back is None or now - self._held_back[1] < BURST_S:
            return None
        key, _ = self._held_back
        self._held_back = None
        return key


ACTIVATES = frozenset({"Space", "Enter", "Return"})
"""Keys that act on what has the focus."""
MOVES = frozenset({"Tab", "Backtab"})


class Keyboard(QObject):
    """``down(key)`` as soon as a key may count, ``up()`` when that is decided, and between the two ``counted(key)``."""

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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._decide)

    def gesture(self, key: str) -> Gesture | None:
        """What a key means."""
        return self._reader.gesture(key)

    def press(self, event: QKeyEvent) -> None:
        """Take a key event in; Tab is not for this."""
        key = key_name(event)
        repeated, known = event.isAutoRepeat(), key in self._also
        if self._reader.press(key, self._clock(), repeated=repeated, known=known, stamp=event.timestamp()):
            self._timer.start(round(BURST_S * 1000) + 5)
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
    """The name by which the settings call a key."""
    return QKeySequence(event.key()).toString(QKeySequence.SequenceFormat.PortableText)
