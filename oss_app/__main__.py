"""``python -m oss_app`` and the command ``oss-app``."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import sys

QUIET = "qt.multimedia.symbolsresolver=false;qt.multimedia.*.info=false"
"""Qt's remarks about libraries that it does without, and about each film that it opens, are no news to anyone here."""


def main() -> int:
    """Run the command that the arguments name; the exit code."""
    os.environ.setdefault("QT_LOGGING_RULES", QUIET)  # read when Qt is loaded; who looks for a fault sets their own
    os.environ.setdefault("OPENCV_LOG_LEVEL", "ERROR")  # that there is no camera is said by us
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody has any, and to look for them takes 20 ms
    multiprocessing.freeze_support()  # a packaged program starts itself again for its child processes
    from oss_app.cli import run

    code = run(sys.argv[1:])
    if "PySide6.QtGui" in sys.modules:
        _leave(code)
    return code


def _leave(code: int) -> None:
    """End at once: all of ours is closed, and to let Python take Qt down crashed after 1 of 50 runs of the editor."""
    logging.shutdown()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None:
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
    os._exit(code)


if __name__ == "__main__":
    sys.exit(main())
