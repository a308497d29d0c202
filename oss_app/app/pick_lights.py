"""Between a station and a strip of LEDs at its bench, where one is set: the place of the step is lit."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from oss_app.i18n import Translator
from oss_app.server.messages import LightUp, Reached
from oss_app.server.talk import MOST_STUCK_S
from oss_app.server.wled import LedLine, strip_of
from oss_app.sidecar import Post, Sidecar

log = logging.getLogger(__name__)


class PickLights:
    """Owns the child process that talks to WLED. No verb blocks; a strip that is away is missed by nobody's step."""

    def __init__(self, address: str, places: Mapping[str, str], post: Post) -> None:
        self._place = ""
        strip = strip_of(address, places)
        self._sidecar = (
            Sidecar("lights", LedLine(strip), post, self._heard, self._alive, most_s=MOST_STUCK_S) if strip else None
        )
        self.is_reached = False

    def start(self) -> None:
        """Start the child; returns at once."""
        if self._sidecar:
            self._sidecar.start()

    def light(self, place: str) -> None:
        """Light one place on the bench, and no other; empty for none."""
        if place != self._place:
            self._place = place
            if self._sidecar:
                self._sidecar.send(LightUp(place))

    def news(self, tr: Translator) -> str:
        """Return what the coach must hear; empty for nothing."""
        if self._sidecar:
            return ""
        return tr("The lines about the strip of LEDs are not complete: wled: http://… and wled_places: vak-1: 0-4")

    def close(self) -> None:
        """End the child."""
        if self._sidecar:
            self._sidecar.close()

    def _alive(self, is_alive: bool) -> None:
        if is_alive and self._sidecar:
            self._sidecar.send(LightUp(self._place))

    def _heard(self, message: object) -> None:
        if isinstance(message, Reached):
            self.is_reached = message.is_reached
            log.info("lights: reached %s %s", message.is_reached, message.detail)
