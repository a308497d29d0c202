"""Small stand-ins for libraries that others are linked to for a case that this program never has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from steps.shell import need, run


@dataclass(frozen=True)
class StandIn:
    """``library`` (a pattern inside site-packages) for the sake of ``users`` (patterns too), and why it may go.

    More than ``at_most`` symbols in use, and it is no longer a special case: the build stops, for someone to look.
    """

    library: str
    users: tuple[str, ...]
    at_most: int
    why: str


STAND_INS = (
    StandIn(
        "PySide6/Qt/lib/libQt6Quick.so.6",
        ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",),
        4,
        "the plugin can film a QQuickWindow; without one it only compares an address",
    ),
    StandIn("PySide6/Qt/lib/libQt6Qml.so.6", ("PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",), 0, "as Quick"),
    StandIn(
        "opencv_python_headless.libs/libaom-*.so.*",
        ("opencv_python_headless.libs/libavcodec-*.so.*", "opencv_python_headless.libs/libavif-*.so.*"),
        60,
        "AV1 and AVIF: cameras do not send it, and task pictures are PNG, JPEG and WebP",
    ),
    StandIn(
        "opencv_python_headless.libs/libvpx-*.so.*",
        ("opencv_python_headless.libs/libavcodec-*.so.*",),
        40,
        "writes VP8 and VP9, which nobody does here; FFmpeg reads them by itself",
    ),
)


def put(standing: StandIn, site: Path, bundle: Path) -> None:
    """Put a library with just the wanted symbols in the place of ``standing.library``.

    Objects are zero, functions do nothing and return zero: "no such thing", to those who ask. SystemExit where it is
    used more than foreseen.
    """
    gcc, nm = need("gcc", "gcc"), need("nm", "binutils")
    real = next(site.glob(standing.library))
    offered = _symbols(run([nm, "-D", "--defined-only", real], capture=True))
    users = [user for pattern in standing.users for user in site.glob(pattern)]
    wanted = _wanted(users, offered, nm)
    if len(wanted) > standing.at_most:
        raise SystemExit(f"{real.name} is used more than foreseen: {', '.join(sorted(wanted))}. See steps/stand_in.py.")
    lines = [
        f"long {name}(void) {{ return 0; }}" if offered[name] in "TWi" else f"char {name}[256];"
        for name in sorted(wanted)
    ]
    with TemporaryDirectory() as folder:
        source, versions = Path(folder) / "stand-in.c", Path(folder) / "versions"
        source.write_text("\n".join(lines) + "\n")
        versions.write_text("Qt_6 { global: *; };\n")
        named = [f"-Wl,-soname,{real.name},--build-id=none"]
        if real.name.startswith("libQt6"):
            named.append(f"-Wl,--version-script,{versions}")
        target = bundle / real.relative_to(site)
        target.unlink(missing_ok=True)
        built = ["-shared", "-fPIC", "-s", "-nostdlib", "-w", *named, "-o", target, source]
        run([gcc, *built], capture=True)


def _wanted(users: Iterable[Path], offered: dict[str, str], nm: str) -> set[str]:
    asked = (_symbols(run([nm, "-D", "--undefined-only", user], capture=True)) for user in users)
    return {name for names in asked for name in names if name in offered}


def _symbols(listing: str) -> dict[str, str]:
    """Symbol → kind, of what ``nm -D`` printed; versions cut off."""
    rows = [line.split() for line in listing.splitlines() if line.strip()]
    return {row[-1].split("@")[0]: row[-2] for row in rows if len(row) >= 2}
