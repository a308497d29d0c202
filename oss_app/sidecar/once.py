"""One question to a child process that may hang: answered in time, or given up."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from oss_app.core.errors import DeviceError
from oss_app.sidecar.child import ParentLink, die_with_parent
from oss_app.sidecar.process import END_S

T = TypeVar("T")


def ask(function: Callable[[], T], timeout: float) -> T:
    """Call an importable ``function`` in a child process and wait at most ``timeout`` seconds.

    Raises DeviceError when it takes longer, fails, or dies. Blocks: not for the GUI thread.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_answer, args=(theirs, function), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(timeout):
            raise DeviceError("No answer in time.")
        answer: T | DeviceError = ours.recv()
    except EOFError:
        raise DeviceError("The process died.") from None
    finally:
        ours.close()
        process.kill()
        process.join(END_S)
    if isinstance(answer, DeviceError):
        raise answer
    return answer


def _answer(connection: Connection[Any, Any], function: Callable[[], object]) -> None:
    die_with_parent()
    line = ParentLink(connection)
    try:
        line.send(function())
    except Exception as error:
        line.send(DeviceError(str(error)))
