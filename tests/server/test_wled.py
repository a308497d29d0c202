"""Pick-to-light through the child process and a real HTTP receiver that keeps a strip of LEDs as WLED does."""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from oss_app.app.pick_lights import PickLights
from oss_app.i18n import load
from oss_app.server.messages import LightUp, Reached
from oss_app.server.wled import LedLine, LedStrip, strip_of
from oss_app.sidecar import Closed
from tests.server.conftest import no_child_left

PLACES = {"vak-1": "0-4", "vak-2": "5-9", "deksel": "12"}
DARK, LIT = "000000", "FFFFFF"


class Controller:
    """What a controller does with ``/json/state``: each LED by itself, as the JSON says."""

    def __init__(self, port: int = 0) -> None:
        self.leds = ["FF0000"] * 20
        self.answers = 200
        strip = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body: dict[str, Any] = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if self.path == "/json/state" and strip.answers == 200:
                    assert body["on"] is True
                    strip.take(body["seg"]["i"])
                self.send_response(strip.answers)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.port = self._server.server_port
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self._thread.start()

    def take(self, lights: list[Any]) -> None:
        for at in range(0, len(lights), 3):
            first, end, colour = lights[at : at + 3]
            self.leds[first:end] = [colour] * (end - first)

    @property
    def lit(self) -> list[int]:
        return [n for n, colour in enumerate(self.leds) if colour == LIT]

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def strip() -> Iterator[Controller]:
    made = Controller()
    yield made
    made.close()


class Bench:
    def __init__(self, port: int) -> None:
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.lights = PickLights(f"http://127.0.0.1:{port}", PLACES, self._calls.put)
        self.lights.start()

    def until(self, condition: Callable[[], object]) -> None:
        end = time.monotonic() + 120
        while not condition():
            assert time.monotonic() < end, "it did not happen in time"
            try:
                self._calls.get(timeout=0.05)()
            except queue.Empty:
                continue


@pytest.fixture
def bench(strip: Controller) -> Iterator[Bench]:
    with no_child_left():
        made = Bench(strip.port)
        yield made
        made.lights.close()


def test_the_place_of_the_step_is_lit_and_no_other(bench: Bench, strip: Controller) -> None:
    bench.lights.light("vak-2")
    bench.until(lambda: strip.lit == [5, 6, 7, 8, 9])
    assert strip.leds[:5] == [DARK] * 5
    assert strip.leds[13:] == ["FF0000"] * 7, "LEDs that are at no place are not ours"
    bench.lights.light("deksel")
    bench.until(lambda: strip.lit == [12])
    bench.lights.light("somewhere else")
    bench.until(lambda: strip.lit == [])


@pytest.mark.slow
def test_a_strip_that_refuses_is_told_again(bench: Bench, strip: Controller) -> None:
    bench.until(lambda: bench.lights.is_reached)
    strip.answers = 503
    bench.lights.light("vak-1")
    bench.until(lambda: not bench.lights.is_reached)
    assert strip.lit == []
    strip.answers = 200
    bench.until(lambda: strip.lit == [0, 1, 2, 3, 4])


class EndingLine:
    """The line to a program that has a place lit and is closed then."""

    def __init__(self) -> None:
        self._coming: list[object] = [LightUp("vak-1"), None, None, None]

    def receive(self, _: float) -> object:
        if not self._coming:
            raise Closed
        return self._coming.pop(0)

    def heartbeat(self, seconds: float = 0.0) -> None:
        pass

    def send(self, message: object) -> None:
        self.reached = message


def test_what_is_lit_goes_out_with_the_program(strip: Controller) -> None:
    line, found = EndingLine(), strip_of(f"http://127.0.0.1:{strip.port}", PLACES)
    assert found is not None
    with pytest.raises(Closed):
        LedLine(found)(line)  # type: ignore[arg-type]
    assert line.reached == Reached(True)
    assert strip.lit == []
    assert strip.leds[:5] == [DARK] * 5


@pytest.mark.parametrize("address", ["", "wled-7", "https://wled-7", "http://user@wled-7", "http://wled-7/json"])
def test_another_address_is_none(address: str) -> None:
    assert strip_of(address, PLACES) is None


@pytest.mark.parametrize("leds", ["", "a-b", "4-1", "1,2", "-3"])
def test_places_without_leds_are_told_to_the_coach(leds: str) -> None:
    assert strip_of("http://wled-7", {"vak-1": leds}) is None
    assert "wled_places" in PickLights("http://wled-7", {"vak-1": leds}, lambda f: f()).news(load("en"))


def test_an_address_and_its_places() -> None:
    assert strip_of("http://wled.example:8080/", {"a": "3", "b": "5-9"}) == LedStrip(
        "wled.example", 8080, {"a": (3, 3), "b": (5, 9)}
    )
    assert strip_of("http://wled-7", {}) is None
