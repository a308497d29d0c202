"""What a release needs besides the packages: the right tag, and sums to compare a download with."""

from __future__ import annotations

from steps.places import DIST, version
from steps.shell import say
from steps.wheels import digest

DEBIAN = {
    "binutils": "strip, objdump, ar",
    "debian-archive-keyring": "a clean Debian",
    "debootstrap": "a clean Debian",
    "gcc": "stand-ins and ICU's data",
    "icu-devtools": "ICU's data",
    "libegl1": "Qt",
    "libespeak-ng1": "the voice",
    "libgl1": "Qt",
    "libglib2.0-0": "Qt",
    "libpulse0": "sound",
    "libwayland-cursor0": "Qt on Wayland",
    "libwayland-egl1": "Qt on Wayland",
    "libxcb-cursor0": "Qt on X",
    "libxcb-icccm4": "Qt on X",
    "libxcb-image0": "Qt on X",
    "libxcb-keysyms1": "Qt on X",
    "libxcb-render-util0": "Qt on X",
    "libxcb-shape0": "Qt on X",
    "libxkbcommon-x11-0": "Qt on X",
    "nsis": "the installer for Windows",
    "openbox": "a screen without hardware",
    "osslsigncode": "signatures of Windows programs",
    "gcc-mingw-w64-x86-64-win32": "the installer under wine",
    "imagemagick": "pictures of a screen",
    "rpm": "an .rpm is tried",
    "wine64": "the installer under wine",
    "x11-xkb-utils": "keys with accents",
    "xdotool": "keys without hands",
    "xvfb": "a screen without hardware",
    "xz-utils": "packing",
}
"""Debian packages that building and trying needs, and what for."""


def check_tag(tag: str) -> None:
    """SystemExit where the tag does not name the version of the source."""
    if tag.removeprefix("v") != version():
        raise SystemExit(f"the tag says {tag}, the source {version()}: change oss_app/__init__.py or the tag")
    say(f"{tag} is the version of the source")


def sums() -> None:
    """Write ``dist/SHA256SUMS`` over everything in dist/."""
    files = [file for file in sorted(DIST.iterdir()) if file.is_file() and file.name != "SHA256SUMS"]
    (DIST / "SHA256SUMS").write_text("".join(f"{digest(file)}  {file.name}\n" for file in files))
    say(f"dist/SHA256SUMS: {len(files)} files")
