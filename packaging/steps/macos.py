"""The disk image for macOS, made of the bundle; only on macOS."""

from __future__ import annotations

import platform
import sys
from pathlib import Path

from steps import bundle
from steps.places import BUILD, BUNDLE, DIST, version
from steps.shell import megabytes, need, run, say


def make() -> Path:
    """``dist/OSS-App-VERSION-ARCH.dmg``, with its bill of materials beside it. It is signed ad hoc, not notarised."""
    if sys.platform != "darwin":
        raise SystemExit("A disk image for macOS is made on macOS.")
    bundle.make()
    program = BUNDLE.parent / "OSS App.app"
    run([need("codesign", "Xcode"), "--force", "--deep", "--sign", "-", program])
    folder = BUILD / "dmg"
    folder.mkdir(parents=True, exist_ok=True)
    run(["ditto", program, folder / program.name])
    if not (folder / "Applications").is_symlink():
        (folder / "Applications").symlink_to("/Applications")
    DIST.mkdir(exist_ok=True)
    image = DIST / f"OSS-App-{version()}-{platform.machine()}.dmg"
    run(["hdiutil", "create", "-volname", "OSS App", "-srcfolder", folder, "-ov", "-format", "UDZO", image])
    bundle.sbom(f"oss-app-macos-{platform.machine()}")
    say(f"{image.name}: {megabytes(image):.1f} MB")
    return image
