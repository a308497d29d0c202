"""Starts the demonstration or the tests from a fresh checkout, with nothing but Python 3.11 or newer.

    python3 dev.py demo [the demonstration's own options]
    python3 dev.py lint                    style, types, and which room imports which
    python3 dev.py test [pytest's own options]
    python3 dev.py test --all              the slow ones too: packages, a hundred kills, long fuzzing, benchmarks
    python3 dev.py needs                   the packages of Debian that the tests use

The first time it makes .venv and installs what requirements-dev.lock names; that takes some minutes and needs the
internet.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What Qt, OpenCV and the voice load from the system. Qt aborts without the xcb ones.
TO_RUN = """libglib2.0-0 libgl1 libegl1 libxkbcommon0 libfreetype6 libfontconfig1 libdbus-1-3 libxcb-cursor0
libxkbcommon-x11-0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0 libxcb-render-util0 libxcb-shape0
libpulse0 libespeak-ng1 espeak-ng-data espeak-ng""".split()  # noqa: SIM905
# A screen, a window manager, a mouse, a loudspeaker and an ear, all without hardware.
TO_TEST = """xvfb openbox xdotool x11-utils x11-xserver-utils imagemagick pulseaudio pulseaudio-utils sox procps
iproute2 postgresql mosquitto git gcc binutils icu-devtools desktop-file-utils libxml2-utils shared-mime-info nsis
osslsigncode systemd man-db poppler-utils""".split()  # noqa: SIM905


NO_TESTS = 5  # pytest's status
# Two workers more than there are cores: tests of windows and child processes wait more than they work.
WORKERS = str((os.cpu_count() or 1) + 2)
SPREAD = ["-n", WORKERS, "--dist", "loadgroup", "--no-loadscope-reorder", "--benchmark-disable"]
LINT = [
    ["-m", "ruff", "check", "--no-cache", "."],
    ["-m", "ruff", "format", "--check", "--no-cache", "."],
    ["-m", "mypy"],
    ["-c", "from importlinter.cli import lint_imports_command as lint; lint()", "--no-cache"],
]


def main(arguments: list[str]) -> int:
    command, *rest = arguments or [""]
    if command not in ("demo", "lint", "needs", "test"):
        print(__doc__)
        return 0 if command in ("-h", "--help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036  (it must be able to say so)
        print(f"OSS App needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 2
    if command == "demo" and not has_display():
        print(
            "There is no screen here for the demonstration.\n"
            "Start it on a desktop. Without one, make a screen first:\n"
            "    sudo apt-get install -y xvfb openbox\n"
            "    xvfb-run -s '-screen 0 1920x1080x24' sh -c 'openbox & python3 dev.py demo'"
        )
        return 2
    if command == "needs":
        print(" ".join(TO_RUN + TO_TEST))
        return 0
    needed = {"demo": TO_RUN, "lint": [], "test": TO_RUN + TO_TEST}[command]
    if not (install_packages(needed) and install()):
        return 2
    if command == "demo":
        return run([str(PYTHON), "-m", "oss_app", "demo", *rest])
    if command == "lint":
        return max([run([str(PYTHON), *tool]) for tool in LINT])
    return test(rest)


def test(options: list[str]) -> int:
    """Run the tests over all cores, or the named ones in one process; with ``--all`` what wants quiet after the others.

    The second of two runs adds up both, so that pytest's closing line is about all of it. Byte code is kept whatever
    the environment says: a run starts many hundred processes, and each would translate the program anew.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    pytest = [str(PYTHON), "-m", "pytest"]
    rest = [option for option in options if option != "--all"]
    everything = len(rest) < len(options)
    if any((ROOT / option.split("::")[0]).exists() for option in rest if not option.startswith("-")):
        return run([*pytest, *(["--tier=all"] if everything else []), *rest])
    if not everything:
        return run([*pytest, *SPREAD, *rest])
    with tempfile.TemporaryDirectory() as folder:
        reports = str(Path(folder) / "reports.json")
        first = run([*pytest, *SPREAD, "--tier=spread", f"--keep-reports={reports}", *rest])
        if first not in (0, 1, NO_TESTS):  # interrupted, or pytest itself went wrong
            return first
        second = run([*pytest, "--tier=benchmarks", f"--add-reports={reports}", *rest])
        return max({first, second} - {NO_TESTS}, default=NO_TESTS)  # -k may have left none for one of them


def has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def install_packages(wanted: list[str]) -> bool:
    """Install the Debian packages that are missing, or say how; elsewhere there is nothing to do."""
    if not (sys.platform.startswith("linux") and shutil.which("dpkg-query") and shutil.which("apt-get")):
        return True
    query = ["dpkg-query", "-W", "-f=${db:Status-Status} ${Package}\n"]
    listed = subprocess.run(query, capture_output=True, text=True, check=False).stdout.splitlines()
    there = {line.split()[1].removesuffix("t64") for line in listed if line.startswith("installed ")}
    missing = [name for name in wanted if name not in there]
    if importlib.util.find_spec("ensurepip") is None and not PYTHON.exists():
        missing.append("python3-venv")  # Debian keeps it apart
    if not missing:
        return True
    install_line = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        print("Some packages of the system are missing. Install them, and start again:\n")
        print("    sudo " + " ".join(install_line))
        return False
    print("Installing packages of the system: " + " ".join(missing), flush=True)
    os.environ["DEBIAN_FRONTEND"] = "noninteractive"
    done = run(["apt-get", "update", "-q"]) == 0 and run([*install_line, "-q"]) == 0
    importlib.invalidate_caches()  # ensurepip may be new
    return done


def install() -> bool:
    """Make .venv and install what the lock names, each file by its hash, and the app as it stands here; once a lock."""
    lock = ROOT / "requirements-dev.lock"
    asked = [lock.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode()]
    digest = hashlib.sha256(b"".join(asked)).hexdigest()
    stamp = VENV / "installed"
    if stamp.exists() and stamp.read_text() == digest:
        return True
    print("Installing what OSS App needs into .venv. The first time this takes some minutes.", flush=True)
    if not PYTHON.exists():
        if importlib.util.find_spec("ensurepip") is None:
            print("This Python cannot make a virtual environment. Install its venv package (python3-venv).")
            return False
        venv.create(VENV, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--quiet"]
    if run([*pip, "--require-hashes", "--requirement", str(lock)]) != 0:
        print("Installing did not succeed. Is there a connection to the internet?")
        return False
    if run([*pip, "--no-deps", "--no-build-isolation", "--editable", "."]) != 0:
        return False
    stamp.write_text(digest)
    return True


def run(command: list[str]) -> int:
    """Run a command in the project's folder; its exit status, 130 when interrupted from the keyboard."""
    try:
        return subprocess.run(command, cwd=ROOT, check=False).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
