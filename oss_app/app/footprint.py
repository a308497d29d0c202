"""What keeps the process with the window small and quick to begin; called before the rest of it is imported."""

from __future__ import annotations

import ctypes
import sys

M_MMAP_THRESHOLD = -3
"""Of ``mallopt``, in glibc's malloc.h."""
LARGE_BYTES = 1 << 20
"""A photo, and not what Python asks for."""


def keep_small() -> None:
    """Ask of libraries that they neither keep nor read what nobody uses. Raises nothing: without it all works."""
    _read_no_sources()
    _give_photos_back()


def _read_no_sources() -> None:
    """PySide looks through the source of each module that is imported, for a switch that nobody turns here.

    It takes a tenth of the importing, and Python keeps what was read: 12 MB.
    """
    import PySide6.QtCore  # noqa: F401  brings the other

    if feature := sys.modules.get("PySide6.support.feature"):
        vars(feature)["_mod_uses_pyside"] = lambda module: False


def _give_photos_back() -> None:
    """glibc keeps the memory of a photo that is gone, up to 32 MB in each thread, once one was given back."""
    if sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):  # musl has none
            library.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)
