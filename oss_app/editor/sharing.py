"""What is released or taken away goes to the other stations too, where they follow a folder; no window waits for it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from oss_app.core.errors import UserError
from oss_app.editor.beside import AtOnce, Beside
from oss_app.editor.notice import Notice
from oss_app.i18n import marked
from oss_app.taskfile import releases

Act = Callable[[], None]


def _nothing() -> None:
    pass


class Sharing:
    """One release or withdrawal at a time on its way to the folder; without a folder everything is done at once.

    ``over`` follows each: why the other stations do not have it, or None; and what tries it again, where nothing else
    on the pages does.
    """

    def __init__(self, shared: Path | None = None, beside: Beside | None = None) -> None:
        self._shared, self._beside = shared, beside or AtOnce()
        self.over = Notice[[UserError | OSError | None, Act | None]]()

    @property
    def is_busy(self) -> bool:
        """Whether something is on its way."""
        return self._beside.is_busy

    def look_whether_free(self) -> None:
        """Raise UserError while something is on its way: what is released meanwhile would overtake it."""
        if self.is_busy:
            raise UserError(
                marked("Another task is still on its way to the other stations."),
                marked("Wait until that is done, and do it once more."),
            )

    def share(self, released: Path, done: Act = _nothing) -> None:
        """Write what was released here for the other stations; ``done`` follows where they have it."""

        def again() -> None:
            self.look_whether_free()
            self.share(released, done)

        self._begin(lambda into: releases.share(released, into), done, again=again)

    def take_back(self, task: str, done: Act = _nothing, undo: Act = _nothing) -> None:
        """Withdraw a task from the other stations; ``done`` follows where that is so, else ``undo``."""
        self._begin(lambda into: releases.take_back(task, into), done, undo)

    def settle(self) -> None:
        """Wait for what is on its way: the program ends."""
        self._beside.settle()

    def _begin(self, act: Callable[[Path], None], done: Act, undo: Act = _nothing, again: Act | None = None) -> None:
        if self._shared is None:
            done()
            return
        why: list[UserError | OSError] = []

        def ended(error: Exception | None) -> None:
            if error:
                raise error
            if not why:
                _tried(done, why)  # what is done here only then
            else:
                undo()
            self.over.emit(*((why[0], again) if why else (None, None)))

        self._beside.begin(partial(_tried, partial(act, self._shared), why), ended)


def _tried(act: Act, why: list[UserError | OSError]) -> None:
    try:
        act()
    except (UserError, OSError) as error:
        why.append(error)
