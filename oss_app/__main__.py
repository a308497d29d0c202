"""``python -m oss_app`` and the command ``oss-app``."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run the command that the arguments name; the exit code."""
    multiprocessing.freeze_support()  # a packaged program starts itself again for its child processes
    from oss_app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
