"""Which versions of Python and PySide6 are sound together (docs/adr/0003)."""

from __future__ import annotations

import platform
import sys
from importlib.metadata import PackageNotFoundError, version

from oss_app.core.errors import UserError

LIBRARIES = (
    "PySide6-Essentials", "PySide6-Addons", "opencv-python", "numpy", "pydantic", "PyYAML", "ruamel.yaml", "pyttsx3",
    "zxing-cpp", "platformdirs", "pyphen", "python-pptx", "pillow", "openpyxl", "xlrd", "chunspell", "pi-heif",
)  # fmt: skip
"""What the program stands on, by its names in the registry of Python packages."""
OTHER_NAMES = {"opencv-python": ("opencv-python-headless",)}
"""What a package of ours carries instead."""


def refuse_unsound_qt(python: tuple[int, int] = sys.version_info[:2], qt: str | None = None) -> None:
    """Raise UserError for a pair that aborts in the middle of a kit: PySide6 6.12 on Python below 3.12."""
    qt = qt or qt_version()
    if python < (3, 12) and _numbers(qt) >= (6, 12):
        raise UserError(
            f"PySide6 {qt} does not run soundly on Python {python[0]}.{python[1]}: it ends without warning.",
            "Install PySide6 6.11, or Python 3.12 or newer.",
        )


def qt_version() -> str:
    """Return the version of PySide6 that is installed; ``0`` in a packaged program, which carries the right one."""
    try:
        return version("PySide6-Essentials")
    except PackageNotFoundError:
        return "0"


def in_use() -> dict[str, str]:
    """Return the versions of everything that the program stands on, by name."""
    found = {"Python": platform.python_version(), "System": platform.platform()}
    for name in LIBRARIES:
        found[name] = next(filter(None, map(_version, (name, *OTHER_NAMES.get(name, ())))), "-")
    return found


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
