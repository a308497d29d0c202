"""The parent's side: starts the child, listens to it, kills it when it hangs, starts it again."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import queue
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from oss_app.sidecar import child
from oss_app.sidecar.starving import Starvation

log = logging.getLogger(__name__)

Post = Callable[[Callable[[], None]], None]
"""Hands a call over to the thread that owns the rest of the app."""

Outbox = queue.SimpleQueue[object]
_END = object()

DELAYS_S = (1.0, 2.0, 5.0, 10.0)
"""Waits before the first, second … new start of a child that died; the last one stays."""
SOUND_S = 20.0
"""A child that has lived for so long is sound: the waits begin anew."""
GROWTH, MOST_S = 2.0, 60.0
"""After a kill for silence the patience is so many times as long, up to so many seconds: it may only have been slow."""
CALM_S = 60.0
"""A child that kept its word for so long does so without more patience (start)."""
DOUBT = 0.25
"""After such a part of the patience it is watched whether a silent child has a processor at all."""
END_S = 1.0
"""How long a killed child may take to be gone."""
KIND_S = 0.2
"""How long what was sent last may take to be read by a child that is being closed."""
OWN_WILL = 0, 1
"""The exit codes of a child that ended itself: it was asked to, or gave up."""
CLOSE_S = KIND_S + child.LINGER_S + END_S + 0.5


class Sidecar:
    """A child process doing ``work``; one thread here listens to it, another writes, since a hung child stops reading.

    ``on_message(message)`` and ``on_alive(bool)`` are called through ``post``. A child that dies, or is silent for
    longer than it said, is killed and started again after a growing wait; each such kill also lengthens the patience,
    up to ``most_s``, for on a busy computer a child is slow, and a new start makes it slower. The time that it waits
    for a processor is not counted, up to the same. Messages for a child that is not up are dropped: on each
    ``on_alive(True)`` the owner says again what it wants. ``on_crash()`` comes before ``on_alive(False)`` where the
    child ended neither by its own will nor by ours: native code brought it down; as does ``on_silence(seconds)`` where
    it was killed after so long a silence.
    """

    def __init__(
        self,
        name: str,
        work: child.Work,
        post: Post,
        on_message: Callable[[Any], None],
        on_alive: Callable[[bool], None],
        delays: Sequence[float] = DELAYS_S,
        most_s: float = MOST_S,
        on_crash: Callable[[], None] = lambda: None,
        on_silence: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self.name = name
        self._work = work
        self._post = post
        self._on_message = on_message
        self._on_alive = on_alive
        self._delays = tuple(delays)
        self._context = multiprocessing.get_context("spawn")
        self._process: SpawnProcess | None = None
        self._outbox: Outbox | None = None
        self._stopped, self._stopper = self._context.Pipe(duplex=False)
        self._stop = threading.Event()
        self._most_s = most_s
        self._stretch = 1.0
        self._on_crash, self._on_silence, self._died = on_crash, on_silence, False
        self._thread = threading.Thread(target=self._supervise, name=f"sidecar {name}", daemon=True)

    @property
    def pid(self) -> int | None:
        """The number of the child process, if there is one."""
        process = self._process
        return process.pid if process else None

    @property
    def is_slow(self) -> bool:
        """Whether a child was killed for its silence lately: it hung, or the computer is busy."""
        return self._stretch > 1

    def start(self) -> None:
        """Start the child; returns at once."""
        self._thread.start()

    def send(self, message: object) -> None:
        """Hand a picklable message to the child; never blocks."""
        if outbox := self._outbox:
            outbox.put(message)

    def end(self) -> None:
        """Begin to end the child, kindly and then by force; returns at once. Nothing is called back afterwards."""
        if self._stop.is_set():
            return
        self._stop.set()
        self._stopper.close()
        if not self._thread.ident:
            self._stopped.close()

    def close(self) -> None:
        """End the child and wait until it is gone; bounded to some seconds."""
        self.end()
        if not self._thread.ident:
            return
        self._thread.join(CLOSE_S)
        if self._thread.is_alive():
            log.warning("The process %s did not end in time and was killed.", self.name)
            if process := self._process:
                process.kill()
            self._thread.join(END_S)

    def _supervise(self) -> None:
        failures = 0
        while not self._stop.is_set():
            began = time.monotonic()
            try:
                self._run()
            except OSError as error:
                log.warning("The process %s could not be started: %s", self.name, error)
            if self._stop.is_set():
                break
            self._call(self._on_alive, False)
            if time.monotonic() - began > SOUND_S:
                failures = 0
            self._stop.wait(self._delays[min(failures, len(self._delays) - 1)])
            failures += 1
        self._stopped.close()

    def _run(self) -> None:
        """One life of the child."""
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=child.main, args=(theirs, self._work), name=self.name, daemon=True)
        process.start()
        theirs.close()
        self._process = process
        outbox: Outbox = queue.SimpleQueue()
        writer = threading.Thread(target=_write, args=(ours, outbox), name=f"sidecar {self.name} writer", daemon=True)
        writer.start()
        is_kind = self._died = False
        try:
            is_kind = self._listen(ours, outbox)
        finally:
            self._outbox = None
            outbox.put(_END)
            if is_kind:
                writer.join(KIND_S)
            if writer.is_alive():
                process.kill()
                writer.join()
            ours.close()
            self._end(process, child.LINGER_S if is_kind else 0)
            self._process = None

    def _listen(self, line: Connection[Any, Any], outbox: Outbox) -> bool:
        """Pass on what the child says until we stop (True) or it dies or hangs (False)."""
        beaten, promised, calm_since = time.monotonic(), child.START_S, time.monotonic()
        while not self._stop.is_set():
            patience = max(promised, min(promised * self._stretch, self._most_s))
            if not self._hear(line, beaten, patience):
                log.warning("The process %s hangs or is slow, and is killed after %.1f s.", self.name, patience)
                self._stretch = min(self._stretch * GROWTH, MOST_S)
                self._call(self._on_silence, patience)
                return False
            if self._stop.is_set():
                break
            try:
                message = line.recv()
            except (EOFError, OSError):
                log.warning("The process %s died.", self.name)
                self._died = True
                return False
            if isinstance(message, child.LogLine):
                log.log(message.level, "%s: %s", self.name, message.text)
            elif isinstance(message, child.Heartbeat):
                now = time.monotonic()
                if now - beaten > promised:
                    calm_since = now
                elif now - calm_since > CALM_S:
                    self._stretch = 1.0
                beaten, promised = now, message.seconds
                if not self._outbox:
                    self._outbox = outbox
                    self._call(self._on_alive, True)
            else:
                self._call(self._on_message, message)
        return True

    def _hear(self, line: Connection[Any, Any], beaten: float, patience: float) -> bool:
        """Wait for something to read; False where the child was silent for so long while it could have run."""
        lines, doubt = [line, self._stopped], patience * DOUBT
        if wait(lines, max(0.0, beaten + doubt - time.monotonic())):
            return True
        starvation = Starvation(self.pid)
        while True:
            silent = min(patience + starvation.look(), max(patience, self._most_s))
            left = beaten + silent - time.monotonic()
            if wait(lines, max(0.0, min(left, doubt / 4))):
                return True
            if left <= 0:
                return False

    def _call(self, function: Callable[[Any], None], value: object) -> None:
        self._post(partial(self._deliver, function, value))

    def _deliver(self, function: Callable[[Any], None], value: object) -> None:
        if not self._stop.is_set():
            function(value)

    def _end(self, process: SpawnProcess, patience: float) -> None:
        process.join(END_S if self._died else patience)
        if process.is_alive():
            process.kill()
            process.join(END_S)
        elif self._died and process.exitcode not in OWN_WILL:
            log.warning("The process %s crashed: %s.", self.name, process.exitcode)
            self._call(lambda _: self._on_crash(), None)
        _end_group(process.pid)
        if process.is_alive():
            log.warning("The process %s (%s) cannot be killed.", self.name, process.pid)
        else:
            process.close()


def _end_group(pid: int | None) -> None:
    """End what a child has started and left behind: an engine that hangs would stay for ever."""
    if sys.platform != "win32" and pid is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)


def _write(line: Connection[Any, Any], outbox: Outbox) -> None:
    try:
        while (message := outbox.get()) is not _END:
            line.send(message)
    except OSError:
        return  # the child is gone; the listener has seen it too
