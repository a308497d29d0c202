"""The eye of a station without a camera: there is nothing to open."""

from __future__ import annotations

from pathlib import Path

from oss_app.core.check import Check


class NoCamera:
    """The port Watcher. Without a camera no check counts, so nothing is ever watched."""

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        raise AssertionError("a check counts though there is no camera")

    def stop(self) -> None:
        """Nothing is open."""

    def close(self) -> None:
        """Nothing is open."""
