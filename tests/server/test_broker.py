"""Lamps and machines by a real mosquitto: what goes out, what comes in, and a broker that goes and comes."""

from __future__ import annotations

import queue
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

pytest.importorskip("paho.mqtt.client", reason="the extra oss-app[mqtt] is not installed")

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from oss_app.app.diagnostics.doctor import shared_findings
from oss_app.app.lamps import MOST_DEVICES, Lamps, look_at_broker
from oss_app.i18n import load
from oss_app.server.broker import Broker, broker_of
from oss_app.sidecar import ask
from tests.server.conftest import no_child_left
from tests.server.test_check_sentences import sign


class Mosquitto:
    """A broker on this machine alone, and an ear and a mouth at it."""

    def __init__(self, folder: Path, rules: str = "allow_anonymous true\n") -> None:
        binary = shutil.which("mosquitto") or "/usr/sbin/mosquitto"
        if not Path(binary).exists():
            pytest.skip("mosquitto is not here (Debian: mosquitto)")
        folder.mkdir(exist_ok=True)
        self._binary, self._file = binary, folder / "mosquitto.conf"
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self._file.write_text(f"listener {self.port} 127.0.0.1\npersistence false\n{rules}")
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
        self.heard[message.topic] = message.payload.decode("utf-8", "replace")  # type: ignore[attr-defined]

    def listen(self) -> None:
        if self._ear:
            self._ear.loop(0.05)

    def say(self, topic: str, payload: str | bytes, *, retain: bool = False) -> None:
        assert self._ear
        self._ear.publish(topic, payload, qos=1, retain=retain)
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


def test_the_place_to_take_from_goes_out_and_a_listener_says_nothing(mosquitto: Mosquitto, bench: Bench) -> None:
    lamps, until = bench
    lamps.light("vak-2", "bak-3")
    until(
        lambda: (
            (mosquitto.heard.get("oss/bench-7/place"), mosquitto.heard.get("oss/bench-7/take")) == ("vak-2", "bak-3")
        )
    )
    before = dict(mosquitto.heard)
    ear = Lamps(mosquitto.line, lambda call: call(), only_listens=True)
    ear.start()
    ear.show_help(True)
    until(lambda: ear.is_reached)
    mosquitto.say("oss/bench-7/signal/press", "done")
    until(lambda: ear.signals == {"press": "done"})
    ear.close()
    mosquitto.heard.pop("oss/bench-7/signal/press", None)
    assert mosquitto.heard == before


@pytest.mark.slow
def test_what_floods_or_spoils_the_topics_does_no_harm(mosquitto: Mosquitto, bench: Bench) -> None:
    lamps, until = bench
    asked: list[int] = []
    lamps.on_task = asked.append
    until(lambda: "oss/bench-7/help" in mosquitto.heard)
    for payload in (b"\xff\xfe\x00", b"", b"x" * 3_000_000, "９".encode(), b"9" * 100_000, b"1e3", b" 2 \n"):
        mosquitto.say("oss/bench-7/task", payload)
    until(lambda: asked[-1:] == [2])
    assert all(0 < number < 10**100 for number in asked)
    for number in range(MOST_DEVICES + 50):
        mosquitto.say(f"oss/bench-7/signal/device-{number}", "done")
    assert len(lamps.signals) <= MOST_DEVICES
    for number in range(400):
        mosquitto.say("oss/bench-7/task", str(number % 7 + 1))
    mosquitto.say("oss/bench-7/task", "5000")
    until(lambda: asked[-1:] == [5000])
    assert len(asked) < 200  # a flood is heard some times a second, and holds no window
    lamps.show_help(True)
    until(lambda: mosquitto.heard.get("oss/bench-7/help") == "1")


def test_a_task_that_the_broker_kept_does_not_begin_at_each_start(mosquitto: Mosquitto) -> None:
    mosquitto.say("oss/bench-7/task", "1", retain=True)
    mosquitto.say("oss/bench-7/signal/press", "done", retain=True)
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    asked: list[int] = []
    with no_child_left():
        lamps = Lamps(mosquitto.line, calls.put)
        lamps.on_task = asked.append
        lamps.start()
        end = time.monotonic() + 120
        while lamps.signals != {"press": "done"}:  # a device's word is kept on purpose
            assert time.monotonic() < end
            mosquitto.listen()
            with suppress(queue.Empty):
                calls.get(timeout=0.02)()
        lamps.close()
    assert asked == []


def test_a_broker_that_lets_nobody_in_is_told_to_the_coach(tmp_path: Path) -> None:
    broker = Mosquitto(tmp_path, "allow_anonymous false\n")
    calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
    with no_child_left():
        lamps = Lamps(broker.line, calls.put)
        lamps.start()
        while not lamps.news(load("en")):
            calls.get(timeout=120)()
        assert "name and the password" in lamps.news(load("en"))
        lamps.close()
    broker.stop()


def test_a_broker_that_never_answers_keeps_nobody_waiting() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=50) as silent, no_child_left():
        calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        lamps = Lamps(f"mqtt://127.0.0.1:{silent.getsockname()[1]}/oss/bench-7", calls.put)
        lamps.start()
        silent.settimeout(120)
        connection, _ = silent.accept()
        before = time.thread_time()
        for _ in range(100):
            lamps.show_help(True)
            lamps.light("vak-1")
            lamps.show_help(False)
            lamps.light("")
        assert time.thread_time() - before < 1.0
        assert not lamps.is_reached
        lamps.close()
        connection.close()


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
def test_over_tls_a_broker_whose_certificate_nobody_vouches_for_hears_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign(tmp_path, 30, "localhost")
    rules = "user root\nallow_anonymous true\nlistener {tls} 127.0.0.1\n"
    rules += f"certfile {tmp_path}/s.pem\nkeyfile {tmp_path}/s.key\n"
    with socket.create_server(("127.0.0.1", 0)) as free:
        tls = free.getsockname()[1]
    broker, calls = Mosquitto(tmp_path, rules.format(tls=tls)), queue.SimpleQueue[Callable[[], None]]()
    line = f"mqtts://localhost:{tls}/oss/bench-7"
    try:
        for vouches in (False, True):
            monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem") if vouches else "/dev/null")
            is_fine, told = ask(partial(look_at_broker, line, load("en")), 60)
            assert (is_fine, "certificate" in told) == (vouches, not vouches)
            with no_child_left():
                lamps = Lamps(line, calls.put)
                lamps.show_help(True)
                lamps.start()
                for _ in range(2 if not vouches else 0):  # it comes up, and is not let in by us
                    calls.get(timeout=120)()
                end = time.monotonic() + 120
                while vouches and broker.heard.get("oss/bench-7/help") != "1":
                    assert time.monotonic() < end
                    broker.listen()
                    with suppress(queue.Empty):
                        calls.get(timeout=0.02)()
                broker.listen()
                assert lamps.is_reached is vouches
                assert bool(broker.heard) is vouches
                lamps.close()
    finally:
        broker.stop()


def test_the_doctor_says_whether_the_broker_lets_this_bench_in(mosquitto: Mosquitto, tmp_path: Path) -> None:
    words = load("en")
    closed = Mosquitto(tmp_path / "closed", "allow_anonymous false\n")
    try:
        is_fine, told = look_at_broker(closed.line, words)
    finally:
        closed.stop()
    assert (is_fine, "password" in told) == (False, True)
    assert look_at_broker(closed.line, words) == (
        False,
        f"The broker of the lamps is not reached: 127.0.0.1:{closed.port}.",
    )
    assert look_at_broker("lamps", words)[0] is False
    (tmp_path / "station.yaml").write_text(f"format: 1\nmqtt: {mosquitto.line}\n", encoding="utf-8")
    (found,) = [f for f in shared_findings(tmp_path, words) if f.part == "lamps"]
    assert (found.is_fine, found.found) == (True, "The broker of the lamps lets this bench in: 127.0.0.1.")
    mosquitto.listen()
    assert mosquitto.heard == {}  # a look writes nothing


def test_a_package_without_tls_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oss_app.app.lamps.can_secure", lambda: False)
    lamps = Lamps("mqtts://lamps/oss/7", lambda call: call())
    lamps.start()  # and begins no process
    lamps.show_help(True)
    assert "without TLS" in lamps.news(load("en"))
    lamps.close()


@pytest.mark.slow
def test_the_word_of_a_device_holds_until_nothing_can_be_heard_of_it(mosquitto: Mosquitto, bench: Bench) -> None:
    lamps, until = bench
    until(lambda: "oss/bench-7/help" in mosquitto.heard)
    mosquitto.say("oss/bench-7/signal/press", "done")
    until(lambda: lamps.signals.get("press") == "done")
    mosquitto.say("oss/bench-7/signal/press", "smoke")
    until(lambda: lamps.signals["press"] == "smoke")
    mosquitto.say("oss/bench-7/signal/press", "not_done")
    until(lambda: lamps.signals["press"] == "not_done")
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
