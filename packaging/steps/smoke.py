"""Does the built program run at all: its commands answer, a task comes up, and it ends by itself."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from steps.places import BUNDLE, ROOT
from steps.shell import say

WARM_START_S = 1.2


def bundle() -> None:
    """Smoke-test the bundle that is there."""
    program = BUNDLE / "oss-app"
    if sys.platform == "darwin":
        program = BUNDLE.parent / "OSS App.app" / "Contents" / "MacOS" / "oss-app"
    commands([program])


def commands(program: Sequence[str | Path], env: Mapping[str, str] | None = None) -> None:
    """Run each command of ``program`` that needs no person; SystemExit at the first that does not do as it should."""
    tasks = sorted((ROOT / "instructions").iterdir())
    with TemporaryDirectory() as data:

        def ask(*arguments: str | Path, fine: tuple[int, ...] = (0,)) -> str:
            began = time.monotonic()
            command = [*map(str, program), *map(str, arguments)]
            done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)
            if done.returncode not in fine:
                raise SystemExit(f"{' '.join(command)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
            took = time.monotonic() - began
            say(f"{' '.join(map(str, arguments))[:60]}: ended with {done.returncode} after {took:.1f} s")
            return done.stdout

        ask("--version")
        ask("check", *tasks)
        assert "properties" in json.loads(ask("schema"))
        doctor = json.loads(ask("doctor", "--json", "--data", data, fine=(0, 1)))  # 1: a PC without sound, say
        for finding in doctor:
            say(f"  doctor: {json.dumps(finding, ensure_ascii=False)[:150]}")
        ask("run", tasks[0], "--camera", "none", "--windowed", "--data", data, "--quit-after", "3")
        ask("demo", "--windowed", "--data", data, "--quit-after", "5")
