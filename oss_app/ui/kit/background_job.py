"""Work that takes its time runs beside the window: it says how far it is, and can be stopped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QThread, Signal

On = Callable[[int], bool]
"""``on(n)`` says that the n-th part begins; False where the work is to end."""


class _JobThread(QThread):
    reached = Signal(int)

    def __init__(self, work: Callable[[On], object]) -> None:
        super().__init__()
        self.setObjectName("job")
        self._work = work
        self.is_stopped = False
        self.result: object = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self.result = self._work(self._on)
        except Exception as error:
            self.error = error

    def _on(self, n: int) -> bool:
        self.reached.emit(n)
        return not self.is_stopped


class BesideWindow:
    """Does one act at a time in a thread; ``done`` follows here, with what the act raised."""

    def __init__(self) -> None:
        self._running: tuple[_JobThread, Callable[[Exception | None], None]] | None = None

    @property
    def is_busy(self) -> bool:
        """Whether an act runs."""
        return self._running is not None

    def begin(self, act: Callable[[], None], done: Callable[[Exception | None], None]) -> None:
        """Do ``act``, once the one before it is done."""
        self.settle()
        thread = _JobThread(lambda on: act())
        self._running = thread, done
        thread.finished.connect(lambda: self._ended(thread))
        thread.start()

    def settle(self) -> None:
        """Wait for the act that runs, and tell of it."""
        if self._running:
            self._ended(self._running[0])

    def _ended(self, thread: _JobThread) -> None:
        if self._running is None or self._running[0] is not thread:
            return  # it was told of already
        thread.wait()
        done, self._running = self._running[1], None
        done(thread.error)


class BackgroundJob(QObject):
    """One piece of work at a time. ``reached(n)`` follows its parts; ``begin``'s ``done`` gets its result or error.

    What was stopped is not told: its result falls on the floor.
    """

    reached = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: _JobThread | None = None
        self._ending: list[_JobThread] = []

    @property
    def is_running(self) -> bool:
        return self._thread is not None

    def begin(self, work: Callable[[On], object], done: Callable[[object, Exception | None], None]) -> None:
        """Run ``work`` beside the window; one that still ran is stopped."""
        self.stop()
        thread = _JobThread(work)
        self._thread = thread

        def reached(n: int) -> None:
            if self._thread is thread:
                self.reached.emit(n)

        thread.reached.connect(reached)

        def ended() -> None:
            thread.wait()
            if thread in self._ending:
                self._ending.remove(thread)
            if self._thread is thread:
                self._thread = None
                done(thread.result, thread.error)

        thread.finished.connect(ended)
        thread.start()

    def stop(self) -> None:
        """Let the work end at its next part; it is not told."""
        if self._thread is not None:
            self._thread.is_stopped = True
            self._ending.append(self._thread)
            self._thread = None

    def close(self) -> None:
        """Stop, and wait for the end of the part that runs."""
        self.stop()
        for thread in self._ending:
            thread.wait()
        self._ending.clear()
