"""What was asked for on the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Options:
    """None means: as the station's settings say."""

    task: Path | None = None
    demo: bool = False
    camera: str | None = None
    worker: str | None = None
    display: str | None = None
    windowed: bool = False
    data: Path | None = None
    quit_after: float | None = None
    set_up: bool = False
