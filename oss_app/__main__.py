"""``python -m oss_app`` and the command ``oss-app``."""

from __future__ import annotations

import multiprocessing
import os
import sys

QUIET = "qt.multimedia.symbolsresolver=false;qt.multimedia.*.info=false"
"""Qt's remarks about libraries that it does without, and about each film that it opens, are no news to anyone here."""


def main() -> int:
    """Run the command that the arguments name; the exit code."""
    os.environ.setdefault("QT_LOGGING_RULES", QUIET)  # read when Qt is loaded; who looks for a fault sets their own
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # nobody has any, and to look for them takes 20 ms
    multiprocessing.freeze_support()  # a packaged program starts itself again for its child processes
    from oss_app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
