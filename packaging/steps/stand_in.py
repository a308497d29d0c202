"""Small stand-ins for libraries that a plugin is linked to for a case that this program never has."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from steps.shell import need, run

AT_MOST = 4
"""More symbols than this in use, and the library is no longer a special case of the plugin: it has to come along."""

QUICK = ("libQt6Quick.so.6", "libQt6Qml.so.6")
"""Qt Multimedia's ffmpeg plugin can film a QQuickWindow and is linked to Quick and QML (17 MB) for that alone. Without
a QQuickWindow it only compares an address: https://github.com/qt/qtmultimedia, plugins/multimedia/ffmpeg."""


def put(real: Path, users: Sequence[Path], target: Path) -> None:
    """Write ``target``: a library named as ``real`` with just the symbols that ``users`` want of it.

    Objects are zero; a function that is called all the same ends the program. SystemExit where many are wanted.
    """
    gcc, nm = need("gcc", "gcc"), need("nm", "binutils")
    offered = _symbols(run([nm, "-D", "--defined-only", real], capture=True))
    wanted = {
        name
        for user in users
        for name in _symbols(run([nm, "-D", "--undefined-only", user], capture=True))
        if name in offered
    }
    if len(wanted) > AT_MOST:
        raise SystemExit(f"{real.name} is used in earnest: {', '.join(sorted(wanted))}. Take it along (steps/slim.py).")
    lines = [
        f"void {name}(void) {{ __builtin_trap(); }}" if offered[name] in "TWi" else f"char {name}[256];"
        for name in sorted(wanted)
    ]
    with TemporaryDirectory() as folder:
        source, versions = Path(folder) / "stand-in.c", Path(folder) / "versions"
        source.write_text("\n".join(lines) + "\n")
        versions.write_text("Qt_6 { global: *; };\n")
        named = [f"-Wl,-soname,{real.name},--build-id=none,--version-script,{versions}"]
        run([gcc, "-shared", "-fPIC", "-s", "-nostdlib", *named, "-o", target, source], capture=True)


def _symbols(listing: str) -> dict[str, str]:
    """Symbol → kind, of what ``nm -D`` printed; versions cut off."""
    rows = [line.split() for line in listing.splitlines() if line.strip()]
    return {row[-1].split("@")[0]: row[-2] for row in rows if len(row) >= 2}
