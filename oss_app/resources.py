"""Where the files beside the program are: in a checkout, in an installed wheel, in a packaged program."""

from __future__ import annotations

import sys
from pathlib import Path


def assets() -> Path:
    """Return the folder of fonts, icons, sounds, card pictures, words and the demonstration."""
    return _beside("assets")


def card_sign(card: str) -> Path | None:
    """Return the picture that comes with a card; None for a card whose picture is a photo of the coach's own."""
    picture = assets() / "cards" / f"{card}.jpg"
    return picture if card and picture.is_file() else None


def instructions() -> Path:
    """Return the folder of the sample tasks."""
    return _beside("instructions")


def _beside(name: str) -> Path:
    package = Path(__file__).resolve().parent
    packed = getattr(
        sys, "_MEIPASS", None
    )  # set by PyInstaller: https://pyinstaller.org/en/stable/runtime-information.html
    if packed:
        return Path(packed) / name
    installed = package / name  # a wheel carries the folders inside the package
    return installed if installed.is_dir() else package.parent / name
