"""The child process that lights places on a strip of LEDs by WLED's own JSON: pick-to-light without a broker.

JSON over HTTP and not UDP, since WLED then says that it has taken it, and keeps it without being told again and again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from oss_app.server.messages import LightUp, Reached
from oss_app.server.talk import START_S, STUCK_S
from oss_app.sidecar import Closed, ParentLink

ROUND_S = 0.5
AGAIN_S = 5.0
ANSWER_S = 3.0
LIT, DARK = "FFFFFF", "000000"
PATH = "/json/state"
_ADDRESS = re.compile(r"http://(?P<host>\[[0-9A-Fa-f:]+\]|[^:/@\s]+)(?::(?P<port>\d+))?/?")
_LEDS = re.compile(r"(\d{1,4})(?:-(\d{1,4}))?")


@dataclass(frozen=True)
class LedStrip:
    """A strip of LEDs at a WLED controller: which of them, from the first to the last, lie at each place."""

    host: str
    port: int
    places: Mapping[str, tuple[int, int]]

    def state(self, place: str) -> str:
        """Return what WLED is sent, in JSON, for one place to be lit and all others to be dark; empty for none.

        See ``i`` of https://kno.wled.ge/interfaces/json-api/: the first LED, the one after the last, the colour.
        """
        end = max((last for _, last in self.places.values()), default=0) + 1
        lights: list[int | str] = [0, end, DARK]
        if leds := self.places.get(place):
            lights += [leds[0], leds[1] + 1, LIT]
        return json.dumps({"on": True, "seg": {"id": 0, "i": lights}})


def strip_of(address: str, places: Mapping[str, str]) -> LedStrip | None:
    """Return what the settings say: ``http://wled-7`` and ``{"vak-1": "0-4"}``, LEDs from 0 on.

    None where it is not whole.
    """
    found = _ADDRESS.fullmatch(address.strip())
    leds = {place: _LEDS.fullmatch(text.strip()) for place, text in places.items()}
    if found is None or not leds or not all(leds.values()):
        return None
    ranges = {place: (int(m[1]), int(m[2] or m[1])) for place, m in leds.items() if m}
    if any(last < first for first, last in ranges.values()):
        return None
    return LedStrip(found["host"].strip("[]"), int(found["port"] or 80), ranges)


@dataclass(frozen=True)
class LedLine:
    """Lights the places of one bench; called in the child process."""

    strip: LedStrip

    def __call__(self, line: ParentLink) -> None:
        line.heartbeat(START_S)
        _LedDesk(self.strip, line).go_on()


class _LedDesk:
    """Which place is wanted, and which one the strip has taken; what was not taken is said again."""

    def __init__(self, strip: LedStrip, line: ParentLink) -> None:
        self._strip, self._line = strip, line
        self._wanted = ""
        self._shown: str | None = None
        self._wait = 0
        self._was_reached: bool | None = None

    def go_on(self) -> None:
        """Until the line is closed; then the strip is dark."""
        try:
            while True:
                self._hear()
                self._line.heartbeat()
                self._wait = max(0, self._wait - 1)
                if self._shown != self._wanted and not self._wait:
                    self._say()
        except Closed:
            if self._shown:
                _post(self._strip, "")
            raise

    def _hear(self) -> None:
        message = self._line.receive(ROUND_S)
        while message is not None:
            if isinstance(message, LightUp):
                self._wanted = message.place
            message = self._line.receive(0)

    def _say(self) -> None:
        self._line.heartbeat(STUCK_S)
        wanted = self._wanted
        detail = _post(self._strip, wanted)
        if not detail:
            self._shown = wanted
        else:
            self._wait = round(AGAIN_S / ROUND_S)
        if self._was_reached is not (is_reached := not detail):
            self._was_reached = is_reached
            self._line.send(Reached(is_reached, detail))


def _post(strip: LedStrip, place: str) -> str:
    """Send it; empty where WLED has taken it, else why not."""
    import http.client  # the program's own process knows strips too, and its first screen does not wait for this

    connection = http.client.HTTPConnection(strip.host, strip.port, timeout=ANSWER_S)
    try:
        connection.request("POST", PATH, strip.state(place), {"Content-Type": "application/json"})
        status = connection.getresponse().status
    except (OSError, http.client.HTTPException) as error:
        return str(error) or type(error).__name__
    finally:
        connection.close()
    return "" if status == http.client.OK else f"HTTP {status}"
