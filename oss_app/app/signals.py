"""The checks of the kind *signal*: the word of a device takes the place of the camera's look."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from oss_app.core.check import Check, CheckKind
from oss_app.core.ports import Later, OnCamera, OnLook, Watcher
from oss_app.core.signal_words import SignalWords, words_of
from oss_app.core.verdict import Answer, Look

Devices = tuple[tuple[str, SignalWords], ...]
"""The devices that a check asks by their names, and the words of each."""
ROUND_S = 0.15
"""A device's word is told so often, as a camera's looks are: the judge weighs both alike."""


class SignalWatcher:
    """The port Watcher over another: it hears what devices say, and leaves all else to the camera.

    ``signals`` has the last word of each device by its name, which is that of its check.
    """

    def __init__(
        self, camera: Watcher, signals: Mapping[str, str], later: Later, on_look: OnLook, on_camera: OnCamera
    ) -> None:
        self._camera, self._signals, self._later = camera, signals, later
        self._on_look, self._on_camera = on_look, on_camera
        self._watched: tuple[int, Devices] | None = None

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        """Begin to hear a device, or have the camera look."""
        devices = _devices(check)
        if not devices:
            self._watched = None
            self._camera.watch(number, check, folder, count)
            return
        self._camera.stop()
        self._watched = number, devices
        self._later(0.0, lambda: self._begin(number))

    def stop(self) -> None:
        """Hear and see nothing more of it."""
        self._watched = None
        self._camera.stop()

    def close(self) -> None:
        """End the camera's process."""
        self._watched = None
        self._camera.close()

    def _begin(self, number: int) -> None:
        if self._watched and self._watched[0] == number:
            self._on_camera(number, True)
            self._tell(number)

    def _tell(self, number: int) -> None:
        if self._watched is None or self._watched[0] != number:
            return
        self._on_look(number, self._look(self._watched[1]))
        self._later(ROUND_S, lambda: self._tell(number))

    def _look(self, devices: Devices) -> Look:
        words = {name: says.answer(self._signals.get(name)) for name, says in devices}
        doubtful = tuple(name for name, word in words.items() if word is not Answer.DONE)
        if not doubtful:
            return Look(Answer.DONE, 1.0)
        if Answer.NOT_DONE in words.values():
            return Look(Answer.NOT_DONE, 0.0, doubtful=doubtful if len(devices) > 1 else ())
        return Look(Answer.CANNOT_TELL)


def _devices(check: Check) -> Devices:
    """Return the devices that a check asks; none where the camera is asked."""
    if check.kind is CheckKind.SIGNAL:
        return ((check.name, words_of(check.options)),)
    found = (part for part, _ in check.parts if part.kind is CheckKind.SIGNAL)
    parts = tuple((part.name, words_of(part.options)) for part in found)
    return parts if parts and len(parts) == len(check.parts) else ()
