"""Small stand-ins for libraries that others are linked to for a case that this program never has."""

from __future__ import annotations

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
    StandIn(
        "opencv_python_headless.libs/libssl-*.so.*",
        ("opencv_python_headless.libs/libavformat-*.so.*",),
        60,
        "https in FFmpeg, without which a camera does well; it is an OpenSSL 1.1.1, which nobody mends any more",
    ),
    StandIn(
        "opencv_python_headless.libs/libcrypto-*.so.*",
        ("opencv_python_headless.libs/libav*.so.*",),
        100,
        "the same OpenSSL: all of it for https, rtmps and their like",
    ),
    StandIn("pillow.libs/libxcb-*.so.*", ("PIL/_imaging.*.so",), 30, "takes pictures of the screen"),
)


def put(standing: StandIn, site: Path, bundle: Path) -> None:
    """Put a library with just the wanted symbols in the place of ``standing.library``.

    Objects are zero, functions do nothing and return zero: "no such thing", to those who ask. SystemExit where it is
    used more than foreseen.
    """
    gcc, nm = need("gcc", "gcc"), need("nm", "binutils")
    real = next(site.glob(standing.library))
    offered = {name: kind for kind, name, _ in _symbols(run([nm, "-D", "--defined-only", real], capture=True))}
    wanted: dict[str, str] = {}
    for user in (user for pattern in standing.users for user in site.glob(pattern)):
        asked = _symbols(run([nm, "-D", "--undefined-only", user], capture=True))
        wanted.update((name, edition) for _, name, edition in asked if name in offered)
    if len(wanted) > standing.at_most:
        raise SystemExit(f"{real.name} is used more than foreseen: {', '.join(sorted(wanted))}. See steps/stand_in.py.")
    lines = [
        f"long {name}(void) {{ return 0; }}" if offered[name] in "TWi" else f"char {name}[256];"
        for name in sorted(wanted)
    ]
    target = bundle / real.relative_to(site)
    target.unlink(missing_ok=True)
    with TemporaryDirectory() as folder:
        source, editions = Path(folder) / "stand-in.c", Path(folder) / "editions"
        source.write_text("\n".join(lines) + "\n")
        editions.write_text(_editions(wanted))
        named = f"-Wl,-soname,{real.name},--build-id=none,--version-script,{editions}"
        run([gcc, "-shared", "-fPIC", "-s", "-nostdlib", "-w", named, "-o", target, source], capture=True)


def _editions(wanted: dict[str, str]) -> str:
    """The linker's script that gives each symbol the edition it is asked for with (``SSL_new@OPENSSL_1_1_0``)."""
    of_each: dict[str, list[str]] = {}
    for name, edition in sorted(wanted.items()):
        of_each.setdefault(edition, []).append(name)
    plain = of_each.pop("", None)
    if plain is not None or not of_each:
        return "{ global: *; };\n"
    return "".join(
        f"{edition} {{ global: {' '.join(f'{name};' for name in names)} }};\n" for edition, names in of_each.items()
    )


def _symbols(listing: str) -> list[tuple[str, str, str]]:
    """Kind, name and edition of each symbol that ``nm -D`` printed."""
    rows = [line.split() for line in listing.splitlines() if line.strip()]
    named = [(row[-2], *row[-1].replace("@@", "@").partition("@")) for row in rows if len(row) >= 2]
    return [(kind, name, edition) for kind, name, _, edition in named]
