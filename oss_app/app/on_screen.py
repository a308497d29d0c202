"""What the voice and the eye speak to: the session that is on the screen, where there is one."""

from __future__ import annotations

from oss_app.core.events import CameraChanged, VoiceChanged
from oss_app.core.verdict import Look
from oss_app.player.conductor import Conductor


class OnScreen:
    """Passes on what is heard; what comes when there is no session falls on the floor."""

    def __init__(self) -> None:
        self._conductor: Conductor | None = None
        self._voice_works = True

    def put(self, conductor: Conductor | None) -> None:
        """From now on this one hears; it is told at once where there is no voice."""
        self._conductor = conductor
        if conductor and not self._voice_works:
            conductor.tell(VoiceChanged(False))

    @property
    def voice_works(self) -> bool:
        """Whether the voice spoke when it was last asked to."""
        return self._voice_works

    def looked(self, number: int, look: Look) -> None:
        if self._conductor:
            self._conductor.looked(number, look)

    def camera_changed(self, number: int, is_open: bool) -> None:
        if self._conductor:
            self._conductor.tell(CameraChanged(number, is_open))

    def voice_changed(self, works: bool) -> None:
        self._voice_works = works
        if self._conductor:
            self._conductor.tell(VoiceChanged(works))
