"""Tells whoever asked that something happened, without knowing them: what Qt's signals are to the pages."""

from __future__ import annotations

from collections.abc import Callable
from inspect import ismethod
from typing import Generic, ParamSpec
from weakref import WeakMethod

Says = ParamSpec("Says")


class Notice(Generic[Says]):
    """Those who connected hear ``emit``, in their order. A method is held weakly: who is gone hears nothing."""

    def __init__(self) -> None:
        self._ears: list[Callable[[], Callable[Says, object] | None]] = []

    def connect(self, ear: Callable[Says, object]) -> None:
        """Call ``ear`` from now on."""
        self._ears.append(WeakMethod(ear) if ismethod(ear) else lambda: ear)

    def emit(self, *args: Says.args, **kwargs: Says.kwargs) -> None:
        """Call all that connected."""
        for get in tuple(self._ears):
            ear = get()
            if ear is None:
                self._ears.remove(get)
            else:
                ear(*args, **kwargs)
