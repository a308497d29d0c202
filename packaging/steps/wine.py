"""The installer for Windows under wine: what it puts where, says and leaves; and the program seen and used."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from steps import lent, on_windows, screen, tour, venvs, windows
from steps.places import BUILD, ROOT, version
from steps.shell import need, say

EARLIER = "0.0.1"
USER = "Zoë O'Łukasz 林🙂"
"""The person at this PC: letters that Windows' own encoding here has, and lacks, and one that takes two of UTF-16's."""
WRITE_WHERE_NOTHING_MAY = r"""
from pathlib import Path
from oss_app.files import write_file
try:
    write_file(Path(r"Z:\sys\a"), b"")
except PermissionError:
    pass
else:
    raise SystemExit("a file was written into /sys")
"""
"""Python's own ``tempfile`` tries other names for days there, on Windows alone."""
KEY = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\OSSApp"
NOT_PROVEN = (
    "sound, voices and a real camera: wine's do not reach the program",
    "touch and pen; speed; the taskbar; Windows' own look and its typefaces for other scripts",
    "the question of Windows for an administrator (UAC), SmartScreen, the Start menu as Windows shows it",
    "a double click on a task in the Explorer (the entry in the registry is proven)",
    "files that another program holds open, and paths that are too long",
    "Shell Launcher and Assigned Access",
)


def prove(installer: Path) -> None:
    """Install, use, upgrade, refuse, remove; SystemExit at the first thing that goes wrong."""
    earlier = windows.make(number=EARLIER, target=BUILD / "earlier", quick=True)
    with TemporaryDirectory(prefix="oss-app-wine-") as folder:
        pc = Pc(Path(folder))
        pc.run("wineboot", "--init")
        pc.run("wineboot", "--end-session")
        lent.lend(pc.folder("windows/system32"))
        pc.lent = True
        _for_one(pc, installer, earlier)
        _for_all(pc, earlier)
    say(
        "PROVEN under wine: silent install for one and for all, files, registry, check and schema, upgrade, no way back"
    )
    say("unasked, the tour on a screen with pictures as on Linux's, removal that keeps the data.")
    say("NOT PROVEN here, and only to be proven on Windows:")
    for what in NOT_PROVEN:
        say(f"  - {what}")


NOWHERE: Mapping[str, str] = {}
"""A program that shows nothing."""


class Pc:
    """A Windows of wine's in a folder."""

    def __init__(self, prefix: Path) -> None:
        self.prefix = prefix
        self._wine = shutil.which("wine64") or shutil.which("wine") or "/usr/lib/wine/wine64"
        if not Path(self._wine).exists():
            need("wine64", "wine64")
        self.lent = False
        """Whether the stand-ins are there."""

    def environment(self, shown: Mapping[str, str]) -> dict[str, str]:
        """What a program of Windows begins with."""
        overrides = "mscoree,mshtml,winedbg.exe=" + (f";{lent.NATIVE}" if self.lent else "")
        quiet = {"WINEDEBUG": "-all", "WINEDLLOVERRIDES": overrides, "LC_ALL": "C.UTF-8", "USER": USER}
        own = {"WINEPREFIX": str(self.prefix), "WINEARCH": "win64", "DISPLAY": shown.get("DISPLAY", "")}
        return {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"} | quiet | own

    def run(
        self, *command: str | Path, code: int = 0, shown: Mapping[str, str] = NOWHERE, patience_s: float = 7200.0
    ) -> str:
        """What a program of Windows printed; SystemExit where it ends with another code."""
        asked = [self._wine, *map(str, command)]
        done = subprocess.run(
            asked,
            env=self.environment(shown),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=patience_s,
            check=False,
        )
        if done.returncode != code:
            raise SystemExit(
                f"wine {' '.join(map(str, command))}\nended with {done.returncode}\n{done.stdout}{done.stderr}"
            )
        return done.stdout

    def registry(self, root: str, key: str, name: str) -> str:
        """One value of the registry; empty where there is none. The unnamed value is called ``""``."""
        asked = ["/ve"] if not name else ["/v", name]
        done = subprocess.run(
            [self._wine, "reg", "query", f"{root}\\{key}", *asked, "/reg:64"],
            env=self.environment(NOWHERE),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        lines = [line.split("REG_SZ", 1)[1].strip() for line in done.stdout.splitlines() if "REG_SZ" in line]
        return lines[0] if lines else ""

    def folder(self, inside: str) -> Path:
        """A folder of drive C; ``USER`` stands for the user's name."""
        return self.prefix / "drive_c" / inside.replace("USER", USER)


def _for_one(pc: Pc, installer: Path, earlier: Path) -> None:
    pc.run(earlier, "/S")
    program = pc.folder("users/USER/AppData/Local/Programs/OSS App")
    _installed(pc, program, "HKCU", EARLIER)
    _works(pc, program)
    (program / "Lib" / "site-packages" / "a-library-of-before.py").write_text("")
    pc.run(installer, "/S")
    _installed(pc, program, "HKCU", version())
    if (program / "Lib" / "site-packages" / "a-library-of-before.py").exists():
        raise SystemExit("the upgrade left an old library behind")
    say(f"{EARLIER} upgraded to {version()} in place")
    pc.run(earlier, "/S", code=2)
    _installed(pc, program, "HKCU", version())
    told = next(pc.prefix.rglob("oss-app-setup.log"))
    say(f"an older version is refused: {told.read_text(encoding='utf-16').strip()[:60]}…")
    _works(pc, program)
    kept = _files(program)
    _seen(pc, program)
    if _files(program) != kept:
        raise SystemExit(f"written into the program's own folder: {sorted(_files(program) ^ kept)[:5]}")
    say("nothing is written into the program's own folder")
    journal = pc.folder("users/USER/AppData/Local/oss-app/journal.sqlite")
    before = journal.read_bytes()
    _remove(pc, program, "HKCU")
    if journal.read_bytes() != before:
        raise SystemExit("the data of the station did not survive")
    say("removed: the data of the station is still there")


def _for_all(pc: Pc, installer: Path) -> None:
    pc.run(installer, "/S", "/ALLUSERS")
    program = pc.folder("Program Files/OSS App")
    _installed(pc, program, "HKLM", EARLIER)
    _remove(pc, program, "HKLM")
    say("for all users: installed and removed")


def _installed(pc: Pc, program: Path, root: str, number: str) -> None:
    expected = {path.relative_to(windows.TREE) for path in windows.TREE.rglob("*") if path.is_file()}
    missing = [str(path) for path in sorted(expected) if not (program / path).is_file()]
    if missing:
        raise SystemExit(f"not installed: {missing[:5]} and {len(missing)} in all")
    found = pc.registry(root, KEY, "DisplayVersion")
    if found != number:
        raise SystemExit(f"the registry says version {found!r}, not {number}")
    opened = pc.registry(root, r"Software\Classes\OSSApp.Task\shell\open\command", "")
    if pc.registry(root, r"Software\Classes\.osstask", "") != "OSSApp.Task" or not opened.endswith('edit "%1"'):
        raise SystemExit(f".osstask opens with {opened!r}")
    say(f"installed {number}: {len(expected)} files, registry, .osstask")


def _works(pc: Pc, program: Path) -> None:
    """The commands that need no Qt and no numpy, with the Python that was installed."""
    python = [program / "python.exe", "-m", "oss_app"]
    samples = program / "Lib" / "site-packages" / "oss_app" / "instructions"
    if version() not in pc.run(*python, "--version"):
        raise SystemExit("--version")
    pc.run(*python, "check", samples)
    pc.run(*python, "check", ROOT / "packaging" / "build.py", code=1)
    if "properties" not in json.loads(pc.run(*python, "schema")):
        raise SystemExit("schema")
    pc.run(program / "python.exe", "-c", WRITE_WHERE_NOTHING_MAY, patience_s=600.0)
    compiled = list((program / "Lib").rglob("__pycache__/*.pyc"))
    say(f"--version, check and schema run with the installed CPython; {len(compiled)} modules are compiled")
    say("a folder that takes no file is told at once")


def _seen(pc: Pc, program: Path) -> None:
    """The tour in wine and on Linux, each on a screen of its own, and their pictures beside each other."""
    shutil.rmtree(on_windows.PICTURES.parent, ignore_errors=True)
    with screen.virtual() as shown:
        build, there = f"Z:{ROOT / 'packaging' / 'build.py'}", _as_windows(program, pc.prefix)
        tried = pc.run(program / "python.exe", "-X", "utf8", build, "windows", "--use", there, shown=shown)
    for line in tried.splitlines():
        if line.startswith("["):  # the rest is wine's and ALSA's
            say(f"  in wine: {line}")
    linux, samples = on_windows.PICTURES.parent / "linux", ROOT / "instructions"
    with TemporaryDirectory() as folder, screen.virtual() as shown:
        desk = screen.XDesk({**shown, **_settled(Path(folder))})
        tour.take(_linux(), desk, Path(folder) / USER, samples, linux)
    tour.compare(on_windows.PICTURES, linux)
    say(f"the pictures of both are alike: {on_windows.PICTURES.parent}")


def _linux() -> list[str]:
    return [str(venvs.runtime()), "-m", "oss_app"]


def _settled(folder: Path) -> dict[str, str]:
    """What a start on Linux takes from here and not from the computer."""
    data = str(folder / USER)
    return {"OSS_APP_DATA": data, "LC_ALL": "C.UTF-8", "PYTHONPATH": str(ROOT), "PULSE_SERVER": "none"}


def _files(program: Path) -> set[tuple[str, int, int]]:
    """Every file of the program, how long it is and when it was written; byte code apart, which Python itself keeps."""
    found = ((path, path.stat()) for path in program.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {(str(path.relative_to(program)), told.st_size, told.st_mtime_ns) for path, told in found}


def _remove(pc: Pc, program: Path, root: str) -> None:
    pc.run(program / "uninstall.exe", "/S", f"_?={_as_windows(program, pc.prefix)}")
    left = [path for path in program.rglob("*") if path.name != "uninstall.exe"] if program.exists() else []
    if left or pc.registry(root, KEY, "DisplayVersion") or pc.registry(root, r"Software\Classes\.osstask", ""):
        raise SystemExit(f"left behind: {left[:5]}")


def _as_windows(path: Path, prefix: Path) -> str:
    return "C:\\" + str(path.relative_to(prefix / "drive_c")).replace("/", "\\")
