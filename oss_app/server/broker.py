"""The child process that talks to an MQTT broker: lamps and machines beside the bench, and nothing about persons."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oss_app.server.messages import Heard, Published, Reached
from oss_app.server.talk import START_S, STUCK_S
from oss_app.sidecar import Closed, ParentLink

if TYPE_CHECKING:
    from paho.mqtt.client import Client

HELP, PLACE, TAKE, TASK, SIGNAL = "help", "place", "take", "task", "signal"
"""Topics below the bench's own: two that it writes, two that it listens to."""
ROUND_S = 0.1
AGAIN_S = 5.0
LONGEST = 100
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
    """What a line says; None where it is none. ``mqtts`` is the same over TLS."""
    found = _LINE.fullmatch(line.strip())
    if found is None:
        return None
    has_tls = found["scheme"] == "mqtts"
    port = int(found["port"] or (8883 if has_tls else 1883))
    prefix = found["prefix"].strip("/")
    return Broker(found["host"].strip("[]"), port, prefix, found["user"] or "", found["password"] or "", has_tls)


@dataclass(frozen=True)
class BrokerLine:
    """Serves one bench at a broker; called in the child process."""

    broker: Broker

    def __call__(self, line: ParentLink) -> None:
        line.heartbeat(START_S)
        _Desk(self.broker, line).go_on()


class _Desk:
    """What goes out and what comes in; paho's own thread is not used, so that what hangs, hangs here."""

    def __init__(self, broker: Broker, line: ParentLink) -> None:
        self._broker, self._line = broker, line
        self._kept: dict[str, str] = {}
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
                    self._line.send(Reached(False))
        except Closed:
            if self._client is not None:
                self._client.publish(self._topic(HELP), "0", qos=0, retain=True)
                self._client.disconnect()
            raise

    def _connect(self) -> bool:
        from paho.mqtt.client import Client
        from paho.mqtt.enums import CallbackAPIVersion

        broker, client = self._broker, Client(CallbackAPIVersion.VERSION2)
        client.will_set(self._topic(HELP), "0", qos=1, retain=True)  # a bench without power asks for nobody
        if broker.user:
            client.username_pw_set(broker.user, broker.password or None)
        if broker.has_tls:
            client.tls_set()
        client.on_message = lambda _, __, message: self._came(message.topic, bytes(message.payload))
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
        if is_fine:
            client.subscribe([(self._topic(TASK), 1), (self._topic(SIGNAL) + "/+", 1)])
            for topic, payload in self._kept.items():
                client.publish(self._topic(topic), payload, qos=1, retain=True)

    def _came(self, topic: str, payload: bytes) -> None:
        tail = topic.removeprefix(self._broker.prefix + "/")
        self._line.send(Heard(tail, payload[:LONGEST].decode("utf-8", "replace").strip()))

    def _hear(self) -> None:
        message = self._line.receive(0)
        while message is not None:
            if isinstance(message, Published):
                self._kept[message.topic] = message.payload
                if self._client is not None and self._client.is_connected():
                    self._client.publish(self._topic(message.topic), message.payload, qos=1, retain=True)
            message = self._line.receive(0)

    def _wait(self) -> None:
        for _ in range(round(AGAIN_S / ROUND_S)):
            self._line.heartbeat()
            message = self._line.receive(ROUND_S)
            if isinstance(message, Published):
                self._kept[message.topic] = message.payload

    def _topic(self, tail: str) -> str:
        return f"{self._broker.prefix}/{tail}"
