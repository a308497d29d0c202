"""Known weaknesses of what is locked, as the registry's database tells them."""

from __future__ import annotations

import json
import subprocess

from steps import venvs
from steps.shell import say


def ask() -> None:
    """SystemExit where a weakness is known, and where nobody answered: silence is no good news."""
    asked = ["-m", "pip_audit", "--requirement", venvs.RUNTIME, "--require-hashes", "--disable-pip", "--format", "json"]
    done = subprocess.run([venvs.tools(), *asked], capture_output=True, text=True, check=False)
    try:
        told = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        raise SystemExit(
            f"Not audited: no database of weaknesses answers here.\n{done.stderr.strip()[-300:]}"
        ) from None
    unknown = [one["name"] for one in told if "skip_reason" in one]
    weak = [f"{one['name']} {one['version']}: {fault['id']}" for one in told for fault in one.get("vulns", ())]
    if weak:
        raise SystemExit("Known weaknesses:\n  " + "\n  ".join(weak))
    if unknown:
        raise SystemExit(
            f"Not audited: the registry here answers nothing about {len(unknown)} of {len(told)} libraries."
        )
    say(f"no weakness is known of {len(told)} libraries")
