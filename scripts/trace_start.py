"""Says where the time from the command to the first screen goes: imports by room, then what is done, in milliseconds.

    python scripts/trace_start.py [the options of oss-app]

The program runs without a display, as it lies here. Times are of this machine and this moment: compare them with each
other, not with another day's.
"""

from __future__ import annotations

import collections
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORK = ("open_station", "disarm", "list", "_introduce", "application", "begin")
"""The calls whose share is told."""


def imports() -> collections.Counter[str]:
    """Milliseconds of importing by room and by library, of a process of its own."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", "import oss_app.app.start"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    by_room: collections.Counter[str] = collections.Counter()
    for line in done.stderr.splitlines():
        columns = [part.strip() for part in line.removeprefix("import time:").split("|")]
        if len(columns) == 3 and columns[0].isdigit():
            own, parts = columns[0], columns[2].split(".")
            by_room[".".join(parts[:2]) if parts[0] == "oss_app" else parts[0]] += int(own)
    return by_room


def work(options: list[str]) -> list[tuple[str, float]]:
    """Milliseconds of the calls of ``WORK``, each with all that it calls."""
    from oss_app.cli import run

    profile = cProfile.Profile()
    with tempfile.TemporaryDirectory() as data:
        profile.runcall(run, [*options, "--quit-after", "0.05", *([] if "--data" in options else ["--data", data])])
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    found = {
        name: total for (file, _, name), (_, _, _, total, _) in stats.items() if "oss_app" in file and name in WORK
    }
    return sorted(((name, total * 1000) for name, total in found.items()), key=lambda pair: -pair[1])


def main(options: list[str]) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    by_room = imports()
    print(f"importing: {sum(by_room.values()) / 1000:.0f} ms")
    for name, micros in by_room.most_common(14):
        print(f"  {name:24} {micros / 1000:6.1f}")
    print("doing (each with all that it calls):")
    for name, millis in work(options):
        print(f"  {name:24} {millis:6.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
