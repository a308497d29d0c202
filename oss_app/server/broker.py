"""The child process that talks to an MQTT broker: lamps and machines beside the bench, and nothing about persons."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from oss_app.server.messages import Declined, Heard, Published, Reached, Refusal
from oss_app.server.talk import START_S, STUCK_S
from oss_app.sidecar import Closed, ParentLink

if TYPE_CHECKING:
    from paho.mqtt.client import Client, MQTTMessage

HELP, PLACE, TAKE, TASK, SIGNAL = "help", "place", "take", "task", "signal"
"""Topics below the bench's own: two that it writes, two that it listens to."""
ROUND_S = 0.1
AGAIN_S = 5.0
ANSWER_S = 10.0
LONGEST, MOST_TOPICS = 100, 200
"""So many bytes of a word count, and so many topics: what floods them fills no memory."""
_LINE = re.compile(
    r"(?P<scheme>mqtts?)://(?:(?P<user>[^:@/]+)(?::(?P<password>[^@/]*))?@)?"
    r"(?P<host>\[[0-9A-Fa-f:]+\]|[^:/@]+)(?::(?P<port>\d+))?/(?P<prefix>[^#+?]+)"
)


@dataclass(frozen=True)
class Broker:
    """Where an ``mqtt://user:password@host:port/topic`` line leads."""

    host: str
    port: int
    prefix: str
    user: str = ""
    password: str = ""
    has_tls: bool = False


def broker_of(line: str) -> Broker | None:
    """Return what a line says; None where it is none. ``mqtts`` is the same over TLS."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    has_tls = found["scheme"] == "mqtts"
    port = int(found["port"] or (8883 if has_tls else 1883))
    prefix = found["prefix"].strip("/")
    return Broker(found["host"].strip("[]"), port, prefix, found["user"] or "", found["password"] or "", has_tls)


def is_installed() -> bool:
    """Tell whether the part that speaks MQTT is here."""
    return find_spec("paho") is not None


def can_secure() -> bool:
    """Tell whether this Python can speak TLS; that of the packages cannot."""
    return find_spec("_ssl") is not None


def look_at(broker: Broker) -> Reached | Declined:
    """Tell whether a broker lets this bench in; nothing is written there. Blocks, and may hang: for a child process."""
    client, answers = _client_of(broker), list[bool]()
    client.on_connect = lambda _, __, ___, reason, ____: answers.append(not reason.is_failure)
    try:
        client.connect(broker.host, broker.port, keepalive=15)
    except (OSError, ValueError) as error:
        return Reached(False, str(error))
    end = time.monotonic() + ANSWER_S
    while not answers and time.monotonic() < end and client.loop(ROUND_S) == 0:
        pass
    client.disconnect()
    if answers == [False]:
        return Declined(Refusal.LOGIN)
    return Reached(bool(answers))


def _client_of(broker: Broker) -> Client:
    from paho.mqtt.client import Client
    from paho.mqtt.enums import CallbackAPIVersion

    client = Client(CallbackAPIVersion.VERSION2)
    if broker.user:
        client.username_pw_set(broker.user, broker.password or None)
    if broker.has_tls:
        client.tls_set()
    return client


@dataclass(frozen=True)
class BrokerLine:
    """Serves one bench at a broker; called in the child process."""

    broker: Broker
    only_listens: bool = False

    def __call__(self, line: ParentLink) -> None:
        line.heartbeat(START_S)
        _Desk(self.broker, line, only_listens=self.only_listens).go_on()


class _Desk:
    """What goes out and what comes in; paho's own thread is not used, so that what hangs, hangs here."""

    def __init__(self, broker: Broker, line: ParentLink, *, only_listens: bool) -> None:
        self._broker, self._line, self._only_listens = broker, line, only_listens
        self._kept: dict[str, str] = {}
        self._news: dict[str, str] = {}
        self._told: dict[str, str] = {}
        self._tell_at = 0.0
        self._client: Client | None = None

    def go_on(self) -> None:
        """Until the line is closed."""
        try:
            while True:
                self._hear()
                self._line.heartbeat()
                if self._client is None and not self._connect():
                    self._wait()
                elif self._client is not None and self._client.loop(ROUND_S) != 0:
                    self._client = None
                    self._told.clear()
                    self._line.send(Reached(False))
                    self._wait()  # one that lets nobody in is not asked all the time
                self._tell()
        except Closed:
            if self._client is not None and not self._only_listens:
                self._client.publish(self._topic(HELP), "0", qos=0, retain=True)
                self._client.disconnect()
            raise

    def _connect(self) -> bool:
        broker, client = self._broker, _client_of(self._broker)
        if not self._only_listens:
            client.will_set(self._topic(HELP), "0", qos=1, retain=True)  # a bench without power asks for nobody
        client.on_message = lambda _, __, message: self._came(message)
        client.on_connect = lambda _, __, ___, reason, ____: self._connected(client, is_fine=not reason.is_failure)
        self._line.heartbeat(STUCK_S)
        try:
            client.connect(broker.host, broker.port, keepalive=15)
        except (OSError, ValueError) as error:
            self._line.send(Reached(False, str(error)))
            return False
        self._client = client
        return True

    def _connected(self, client: Client, *, is_fine: bool) -> None:
        self._line.send(Reached(is_fine))
        if not is_fine:
            self._line.send(Declined(Refusal.LOGIN))
        else:
            client.subscribe([(self._topic(TASK), 1), (self._topic(SIGNAL) + "/+", 1)])
            for topic, payload in self._kept.items():
                client.publish(self._topic(topic), payload, qos=1, retain=True)

    def _came(self, message: MQTTMessage) -> None:
        """Keep what came until it is told: of a flood the bench hears each topic's last word, ten times a second."""
        try:
            tail = message.topic.removeprefix(self._broker.prefix + "/")
        except UnicodeDecodeError:
            return
        if tail == TASK and message.retain:
            return  # asked for once, and not at each start of this bench
        if tail in self._news or len(self._news) < MOST_TOPICS:
            self._news[tail] = message.payload[:LONGEST].decode("utf-8", "replace").strip()

    def _tell(self) -> None:
        if not self._news or time.monotonic() < self._tell_at:
            return
        self._tell_at = time.monotonic() + ROUND_S
        for topic, payload in self._news.items():
            if topic == TASK or self._told.get(topic) != payload:
                self._line.send(Heard(topic, payload))
        self._told = dict([*self._told.items(), *self._news.items()][-MOST_TOPICS:])
        self._news.clear()

    def _hear(self) -> None:
        message = self._line.receive(0)
        while message is not None:
            if isinstance(message, Published) and not self._only_listens:
                self._kept[message.topic] = message.payload
                if self._client is not None and self._client.is_connected():
                    self._client.publish(self._topic(message.topic), message.payload, qos=1, retain=True)
            message = self._line.receive(0)

    def _wait(self) -> None:
        for _ in range(round(AGAIN_S / ROUND_S)):
            self._line.heartbeat()
            message = self._line.receive(ROUND_S)
            if isinstance(message, Published) and not self._only_listens:
                self._kept[message.topic] = message.payload

    def _topic(self, tail: str) -> str:
        return f"{self._broker.prefix}/{tail}"
