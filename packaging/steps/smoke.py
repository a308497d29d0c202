"""Does the built program run at all: its commands answer, it starts fast enough, and it ends by itself."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from steps import screen
from steps.places import BUNDLE, ROOT
from steps.shell import say

WARM_START_S = 1.2
TRIES = 5
SAMPLES = ROOT / "instructions"


def bundle() -> None:
    """Smoke-test the bundle that is there."""
    program = BUNDLE / "oss-app"
    if sys.platform == "darwin":
        program = BUNDLE.parent / "OSS App.app" / "Contents" / "MacOS" / "oss-app"
    with screen.virtual() if sys.platform == "linux" else nullcontext({}) as shown:
        commands([str(program)], shown, samples=SAMPLES)
        if sys.platform == "linux":
            start([str(program)], shown)


def commands(program: Sequence[str], shown: Mapping[str, str], *, samples: Path) -> None:
    """Run each command of ``program`` that needs no person; SystemExit at the first that does not do as it should."""
    task = samples / "ontbijt"
    with TemporaryDirectory() as data:
        ask(program, shown, "--version")
        ask(program, shown, "check", str(samples))
        if "properties" not in json.loads(ask(program, shown, "schema")):
            raise SystemExit("schema is no JSON Schema")
        findings = json.loads(ask(program, shown, "doctor", "--json", "--data", data, fine=(0, 1)))
        for finding in findings:  # what a build machine lacks, a camera say, is told and no fault
            say(f"  doctor: {'fine' if finding['is_fine'] else 'not  '} {finding['part']}: {finding['found'][:100]}")
        ask(program, shown, "run", str(task), "--camera", "none", "--data", data, "--quit-after", "3")
        ask(program, shown, "demo", "--data", data + "/demo", "--quit-after", "5")


def ask(program: Sequence[str], shown: Mapping[str, str], *arguments: str, fine: tuple[int, ...] = (0,)) -> str:
    """What one command printed; SystemExit where it ended with another code than is ``fine``."""
    began = time.monotonic()
    done = subprocess.run(
        [*program, *arguments], env={**os.environ, **shown}, capture_output=True, text=True, timeout=120, check=False
    )
    if done.returncode not in fine:
        raise SystemExit(f"{' '.join(arguments)}\nended with {done.returncode}\n{done.stdout}{done.stderr}")
    say(f"{' '.join(arguments)[:70]}: ended with {done.returncode} after {time.monotonic() - began:.1f} s")
    return done.stdout


def start(program: Sequence[str], shown: Mapping[str, str]) -> list[float]:
    """Seconds from the start of the process to its first screen, each of some tries, quickest first."""
    took = sorted(_start_once(program, shown) for _ in range(TRIES))
    verdict = "within" if took[0] <= WARM_START_S else "NOT within"
    say(f"first screen after {', '.join(f'{s:.2f}' for s in took)} s: the quickest is {verdict} {WARM_START_S} s")
    return took


def _start_once(program: Sequence[str], shown: Mapping[str, str]) -> float:
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as ear:
        ear.bind(f"{folder}/notify")
        ear.settimeout(60)
        heard = {**os.environ, **shown, "NOTIFY_SOCKET": f"{folder}/notify"}
        command = [*program, "run", str(SAMPLES / "ontbijt"), "--camera", "none", "--data", folder, "--quit-after", "1"]
        began = time.monotonic()
        running = subprocess.Popen(command, env=heard, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        ear.recv(64)
        took = time.monotonic() - began
        running.wait(timeout=60)
        return took
