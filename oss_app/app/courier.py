"""Between the journal and the server that benches share: what waits in the outbox goes out, and the coach's word in."""

from __future__ import annotations

import logging
from collections.abc import Callable

from oss_app.core.settings import JournalLevel
from oss_app.i18n import Translator
from oss_app.server.calls import BenchCalls
from oss_app.server.line import StationLine
from oss_app.server.messages import Declined, Deliver, Delivered, Reached, Refusal, Told
from oss_app.server.refusals import sentence
from oss_app.server.talk import MOST_STUCK_S
from oss_app.sidecar import Post, Sidecar
from oss_app.store.outbox import Outbox
from oss_app.store.trouble import StorageError

log = logging.getLogger(__name__)


class Courier:
    """Owns the child process that talks to the server. No verb blocks for longer than a read of the journal's file.

    ``on_answer()`` is called through ``post`` when the server has the call of this bench, and when the coach says that
    they come to it. The worker never waits for any of it.
    """

    def __init__(
        self,
        server: str,
        label: str,
        outbox: Outbox,
        level: JournalLevel,
        post: Post,
        on_answer: Callable[[], None],
    ) -> None:
        self._outbox = outbox
        self._on_answer = on_answer
        self.calls = BenchCalls()
        self._last_sent: int | None = None
        self.is_reached = False
        self.refused: Refusal | None = None
        self.days_off = 0
        identity = outbox.open(level)
        line = StationLine(server, identity, label)
        self._sidecar = Sidecar("server", line, post, self._heard, self._alive, most_s=MOST_STUCK_S)

    @property
    def pid(self) -> int | None:
        """The number of the child process, if there is one."""
        return self._sidecar.pid

    def start(self) -> None:
        """Start the child; returns at once."""
        self._sidecar.start()

    def tell(self, state: str, *, is_known: bool = False) -> None:
        """Show this state of the station on the help board; ``is_known`` where the server has had it."""
        if tell := self.calls.change(state, is_known=is_known):
            self._sidecar.send(tell)

    def flush(self) -> None:
        """Something may be waiting: hand it over, if nothing is under way."""
        if self._last_sent is not None or self._sidecar.pid is None:
            return
        try:
            parcels = self._outbox.waiting()
        except StorageError as error:
            log.warning("outbox: %s", error)
            return
        if parcels:
            self._last_sent = parcels[-1].last
            self._sidecar.send(Deliver(parcels))

    def news(self, tr: Translator) -> str:
        """Return what the coach must hear; empty for nothing."""
        if self.refused is not None:
            return " ".join(sentence(self.refused, tr))
        if self.days_off:
            return tr.many(
                "{n} step came to the server with another day than the server's: a clock is wrong, or it came late.",
                "{n} steps came to the server with another day than the server's: a clock is wrong, or they came late.",
                self.days_off,
            )
        return ""

    def close(self) -> None:
        """End the child; what waits is kept for the next start."""
        self._sidecar.close()

    def _alive(self, is_alive: bool) -> None:
        self._last_sent = None
        if is_alive:
            self._sidecar.send(self.calls.tell())
            self.flush()
        else:
            self.is_reached = False

    def _heard(self, message: object) -> None:
        match message:
            case Delivered(seq=seq, days_off=days_off):
                self._delivered(seq)
                self.days_off += days_off
            case Told():
                if self.calls.told(message):
                    self._on_answer()
            case Declined(why=why):
                self.refused = why
                log.warning("server: refused, %s", why)
            case Reached(is_reached=is_reached, detail=detail):
                self.is_reached = is_reached
                self.refused = None if is_reached else self.refused
                log.info("server: reached %s %s", is_reached, detail)

    def _delivered(self, seq: int) -> None:
        self._last_sent = None
        self.refused = None
        try:
            self._outbox.delivered(seq)
        except StorageError as error:  # sent again later, which changes nothing there
            log.warning("outbox: %s", error)
            return
        self.flush()
