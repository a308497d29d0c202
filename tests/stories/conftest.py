"""Stories are told on a real desktop."""

from tests.window import desktop, small_desktop

__all__ = ["desktop", "small_desktop"]
