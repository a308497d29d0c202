"""Between a station and the lamps and machines at its bench, by an MQTT broker, where one is set."""

from __future__ import annotations

import logging
from collections.abc import Callable

from oss_app.i18n import Translator, marked
from oss_app.server.broker import (
    HELP,
    PLACE,
    SIGNAL,
    TAKE,
    TASK,
    Broker,
    BrokerLine,
    broker_of,
    can_secure,
    is_installed,
    look_at,
)
from oss_app.server.messages import Declined, Heard, Published, Reached
from oss_app.server.talk import MOST_STUCK_S
from oss_app.sidecar import Post, Sidecar

log = logging.getLogger(__name__)

MOST_DEVICES = 200
"""More names than a bench can have devices: what floods a topic fills no memory."""


_NOT_LET_IN = marked("The broker does not let this bench in. Look at the name and the password in the line.")


class Lamps:
    """``on_task(number)`` is called when a task was asked for by its number, from 1, as the start screen has them.

    ``signals`` has the last word of each device, as it wrote it. ``only_listens``: it says nothing of the bench.
    """

    def __init__(self, line: str, post: Post, *, only_listens: bool = False) -> None:
        self.on_task: Callable[[int], None] = _ignored
        self.signals: dict[str, str] = {}
        self.is_reached = False
        self._said: dict[str, str] = {HELP: "0", PLACE: "", TAKE: ""}
        self._line, self._is_refused = line, False
        broker = broker_of(line) if not why_not(line) else None
        work = BrokerLine(broker, only_listens) if broker else None
        self._sidecar = Sidecar("broker", work, post, self._came, self._alive, most_s=MOST_STUCK_S) if work else None

    def start(self) -> None:
        """Start the child; returns at once."""
        if self._sidecar:
            self._sidecar.start()

    def show_help(self, asks: bool) -> None:
        """Switch the lamp that calls the coach."""
        self._say(HELP, "1" if asks else "0")

    def light(self, place: str, take: str = "") -> None:
        """Light one place on the bench and one to take from, and no other; empty for none."""
        self._say(PLACE, place)
        self._say(TAKE, take)

    def news(self, tr: Translator) -> str:
        """Return what the coach must hear; empty for nothing."""
        if why := why_not(self._line):
            return tr(why)
        return tr(_NOT_LET_IN) if self._is_refused else ""

    def close(self) -> None:
        """End the child."""
        if self._sidecar:
            self._sidecar.close()

    def _say(self, topic: str, payload: str) -> None:
        if self._said[topic] != payload:
            self._said[topic] = payload
            if self._sidecar:
                self._sidecar.send(Published(topic, payload))

    def _alive(self, is_alive: bool) -> None:
        if is_alive and self._sidecar:
            for topic, payload in self._said.items():
                self._sidecar.send(Published(topic, payload))
        if not is_alive:
            self._forget()

    def _came(self, message: object) -> None:
        match message:
            case Heard(topic=topic, payload=payload) if topic == TASK:
                if payload.isascii() and payload.isdigit() and int(payload) > 0:
                    self.on_task(int(payload))
            case Heard(topic=topic, payload=payload) if topic.startswith(f"{SIGNAL}/"):
                self._hear(topic.removeprefix(f"{SIGNAL}/"), payload)
            case Reached(is_reached=is_reached, detail=detail):
                log.info("broker: reached %s %s", is_reached, detail)
                self.is_reached = is_reached
                if is_reached:
                    self._is_refused = False
                else:
                    self._forget()
            case Declined():
                self._is_refused = True

    def _hear(self, device: str, word: str) -> None:
        if device in self.signals or len(self.signals) < MOST_DEVICES:
            self.signals[device] = word

    def _forget(self) -> None:
        """Forget what a device said last, which is not known to hold when nothing of it can be heard."""
        self.is_reached = False
        self.signals.clear()


def why_not(line: str) -> str:
    """Tell why nothing can be said over this line, as a key of the catalogue; empty where it can."""
    broker = broker_of(line)
    if broker is None:
        return marked("The line to the lamps is not complete: mqtt://server/topic-of-this-bench")
    if not is_installed():
        return marked("The part that talks to lamps is not installed: pip install 'oss-app[mqtt]'")
    if broker.has_tls and not can_secure():
        return marked("This package speaks to a broker without TLS only: mqtt:// in a network of its own.")
    return ""


def look_at_broker(line: str, tr: Translator) -> tuple[bool, str]:
    """Tell whether the broker of this line lets this bench in, and the sentence. Blocks, and may hang."""
    broker: Broker | None = broker_of(line)
    if (why := why_not(line)) or broker is None:
        return False, tr(why)
    match look_at(broker):
        case Declined():
            return False, tr(_NOT_LET_IN)
        case Reached(is_reached=True):
            return True, tr("The broker of the lamps lets this bench in: {host}.", host=broker.host)
        case Reached(detail=detail) if "certificate verify failed" in detail:
            return False, tr("The broker's certificate is of another name, has expired, or nobody vouches for it here.")
        case _:
            return False, tr("The broker of the lamps is not reached: {host}.", host=f"{broker.host}:{broker.port}")


def _ignored(_: int) -> None:
    pass
