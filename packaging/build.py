"""Makes the packages and tries them: ``python3 packaging/build.py --help``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


def main(arguments: list[str]) -> int:
    """Run one command; the exit code is 0 where all went well."""
    options = _parser().parse_args(arguments)
    options.command(options)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 packaging/build.py",
        description="Makes the packages (in dist/) and tries them. docs/packaging.md tells what stands behind each.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def add(name: str, what: str, command: object, test: str = "") -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(command=command)
        if test:
            made.add_argument("--test", action="store_true", help=test)
        return made

    add("wheel", "The wheel and the sdist.", _wheel, "build twice and compare every byte")
    add("bundle", "The program as one folder with all it needs (Linux, macOS).", _bundle, "start it and run a task")
    for kind in ("deb", "rpm"):
        made = add(kind, f"The .{kind} of the bundle.", _linux, "install, use, upgrade and remove it in a clean system")
        made.set_defaults(kind=kind)
        made.add_argument("--reuse", action="store_true", help="take the bundle that is there already")
    windows = add("windows", "The installer for Windows (NSIS), on Linux or Windows.", _windows, "try it under wine")
    windows.add_argument(
        "--python", type=Path, metavar="ZIP", help="CPython's embeddable zip (default: from the registry)"
    )
    windows.add_argument("--try", type=Path, metavar="EXE", dest="on_windows", help="on Windows: try this installer")
    windows.add_argument("--speak", action="store_true", help="with --try: speak a Dutch sentence, and measure it")
    windows.add_argument(
        "--use", type=Path, metavar="FOLDER", help="on Windows or in wine: the tour of what is installed"
    )
    add("macos", "The disk image for macOS, on macOS.", _macos, "start the program and run a task")
    add("sbom", "The bill of materials of the last bundle (CycloneDX).", _sbom)
    add("sizes", "What each part of the last bundle costs, and what was left out, as a table.", _sizes)
    add("lock", "Write the locks anew: newest versions that fit, with hashes.", _lock)
    add("audit", "Ask the registry for known weaknesses of what is locked.", _audit)
    add("sums", "Write dist/SHA256SUMS.", _sums)
    add("needs", "Print the Debian packages that building and trying needs.", _needs)
    tag = add("version", "Print the version.", _version)
    tag.add_argument("--tag", metavar="vX.Y.Z", help="refuse a tag that names another version")
    return parser


def _wheel(options: argparse.Namespace) -> None:
    from steps import wheels

    wheels.prove() if options.test else wheels.make()


def _bundle(options: argparse.Namespace) -> None:
    from steps import bundle

    bundle.make()
    if options.test:
        from steps import smoke

        smoke.bundle()


def _linux(options: argparse.Namespace) -> None:
    from steps import bundle, linux
    from steps.places import BUNDLE

    if not (options.reuse and BUNDLE.exists()):
        bundle.make()
    package = linux.make(options.kind)
    if options.test:
        from steps import chroot

        chroot.prove(package)


def _windows(options: argparse.Namespace) -> None:
    if options.on_windows:
        from steps import on_windows

        on_windows.prove(options.on_windows, is_spoken=options.speak)
        return
    if options.use:
        from steps import on_windows

        on_windows.use(options.use)
        return
    from steps import windows

    installer = windows.make(options.python)
    if options.test:
        from steps import wine

        wine.prove(installer)


def _macos(options: argparse.Namespace) -> None:
    from steps import macos

    macos.make()
    if options.test:
        from steps import smoke

        smoke.bundle()


def _sbom(_: argparse.Namespace) -> None:
    from steps import bundle

    bundle.sbom("oss-app")


def _sizes(_: argparse.Namespace) -> None:
    from steps import sizes

    print(sizes.table())


def _lock(_: argparse.Namespace) -> None:
    from steps import venvs

    venvs.lock()


def _audit(_: argparse.Namespace) -> None:
    from steps import audit

    audit.ask()


def _sums(_: argparse.Namespace) -> None:
    from steps import release

    release.sums()


def _needs(_: argparse.Namespace) -> None:
    from steps import release

    print(" ".join(release.DEBIAN))


def _version(options: argparse.Namespace) -> None:
    from steps import release
    from steps.places import version

    if options.tag:
        release.check_tag(options.tag)
    else:
        print(version())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
