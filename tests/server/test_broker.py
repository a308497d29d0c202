"""Lamps and machines by a real mosquitto: what goes out, what comes in, and a broker that goes and comes."""

from __future__ import annotations

import queue
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

pytest.importorskip("paho.mqtt.client", reason="the extra oss-app[mqtt] is not installed")

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from oss_app.app.lamps import Lamps
from oss_app.core.verdict import Answer
from oss_app.i18n import load
from oss_app.server.broker import Broker, broker_of
from tests.server.conftest import no_child_left


class Mosquitto:
    """A broker on this machine alone, and an ear and a mouth at it."""

    def __init__(self, folder: Path) -> None:
        binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        if not Path(binary).exists():
            pytest.skip("mosquitto is not here (Debian: mosquitto)")
        self._binary, self._file = binary, folder / "mosquitto.conf"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._file.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\npersistence false\n")
        self._process: subprocess.Popen[bytes] | None = None
        self.heard: dict[str, str] = {}
        self._ear: Client | None = None
        self.start()

    @property
    def line(self) -> str:
        return f"mqtt://127.0.0.1:{self.port}/oss/bench-7"

    def start(self) -> None:
        self._process = subprocess.Popen(
            [self._binary, "-c", str(self._file)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        end = time.monotonic() + 120
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                break
            assert time.monotonic() < end, "mosquitto does not come up"
            time.sleep(0.02)
        self._ear = Client(CallbackAPIVersion.VERSION2)
        self._ear.on_message = self._on_message
        self._ear.connect("127.0.0.1", self.port)
        self._ear.subscribe("oss/#", qos=1)

    def _on_message(self, _: object, __: object, message: object) -> None:
        self.heard[message.topic] = message.payload.decode()  # type: ignore[attr-defined]

    def listen(self) -> None:
        if self._ear:
            self._ear.loop(0.05)

    def say(self, topic: str, payload: str) -> None:
        assert self._ear
        self._ear.publish(topic, payload, qos=1)
        self._ear.loop(0.05)

    def stop(self) -> None:
        self._ear = None
        if self._process:
            self._process.terminate()
            self._process.wait(60)
            self._process = None


@pytest.fixture
def mosquitto(tmp_path: Path) -> Iterator[Mosquitto]:
    broker = Mosquitto(tmp_path)
    yield broker
    broker.stop()


@pytest.fixture
def bench(mosquitto: Mosquitto) -> Iterator[tuple[Lamps, Callable[[Callable[[], object]], None]]]:
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    with no_child_left():
        lamps = Lamps(mosquitto.line, calls.put)
        lamps.start()

        def until(condition: Callable[[], object]) -> None:
            end = time.monotonic() + 120
            while not condition():
                assert time.monotonic() < end, f"it did not happen in time: {mosquitto.heard} {lamps.signals}"
                mosquitto.listen()
                with suppress(queue.Empty):
                    calls.get(timeout=0.02)()

        yield lamps, until
        lamps.close()


Bench = tuple[Lamps, Callable[[Callable[[], object]], None]]


def test_a_lamp_and_a_place_are_lit_and_nothing_else_goes_out(mosquitto: Mosquitto, bench: Bench) -> None:
    lamps, until = bench
    until(lambda: mosquitto.heard.get("oss/bench-7/help") == "0")
    lamps.show_help(True)
    lamps.light("vak-2")
    until(lambda: mosquitto.heard.get("oss/bench-7/help") == "1" and mosquitto.heard["oss/bench-7/place"] == "vak-2")
    lamps.light("")
    lamps.show_help(False)
    silent = {"oss/bench-7/help": "0", "oss/bench-7/place": "", "oss/bench-7/take": ""}
    until(lambda: mosquitto.heard == silent)


def test_a_task_is_asked_for_by_its_number(mosquitto: Mosquitto, bench: Bench) -> None:
    lamps, until = bench
    asked: list[int] = []
    lamps.on_task = asked.append
    until(lambda: "oss/bench-7/help" in mosquitto.heard)
    for payload in ("0", "-1", "two", "3"):
        mosquitto.say("oss/bench-7/task", payload)
    until(lambda: asked == [3])


@pytest.mark.slow
def test_the_word_of_a_device_holds_until_nothing_can_be_heard_of_it(mosquitto: Mosquitto, bench: Bench) -> None:
    lamps, until = bench
    until(lambda: "oss/bench-7/help" in mosquitto.heard)
    mosquitto.say("oss/bench-7/signal/press", "done")
    until(lambda: lamps.signals.get("press") is Answer.DONE)
    mosquitto.say("oss/bench-7/signal/press", "smoke")
    until(lambda: lamps.signals["press"] is Answer.CANNOT_TELL)
    mosquitto.say("oss/bench-7/signal/press", "not_done")
    until(lambda: lamps.signals["press"] is Answer.NOT_DONE)
    mosquitto.stop()
    until(lambda: lamps.signals == {})
    mosquitto.heard.clear()
    lamps.show_help(True)
    mosquitto.start()
    until(lambda: mosquitto.heard.get("oss/bench-7/help") == "1")  # it is said again to a broker that forgot


@pytest.mark.parametrize(
    ("line", "broker"),
    [
        ("mqtt://lamps/oss/7", Broker("lamps", 1883, "oss/7")),
        ("mqtts://u:p@lamps:99/oss/7/", Broker("lamps", 99, "oss/7", "u", "p", has_tls=True)),
        ("mqtt://[::1]/oss", Broker("::1", 1883, "oss")),
        ("lamps", None),
        ("mqtt://lamps", None),
        ("mqtt://lamps/oss/#", None),
    ],
)
def test_what_a_line_says(line: str, broker: Broker | None) -> None:
    assert broker_of(line) == broker


def test_a_line_that_is_none_is_a_sentence_and_no_process() -> None:
    lamps = Lamps("lamps", lambda f: f())
    lamps.start()
    lamps.show_help(True)
    assert "mqtt://" in lamps.news(load("en"))
    lamps.close()
