"""The .deb and the .rpm, made of the bundle by nfpm."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from steps import bundle, rpm, venvs
from steps.places import BUILD, BUNDLE, DIST, PACKAGING, ROOT, epoch, version
from steps.shell import megabytes, need, run, say

CONFIG = PACKAGING / "nfpm.yaml"
MOST_INSTALLED_MB, MOST_PACKAGE_MB = 340, 110
LINUX = BUILD / "linux"


def make(kind: str, number: str = "", target: Path = DIST, *, quick: bool = False) -> Path:
    """The package of ``kind`` (deb, rpm) of the bundle that is there.

    ``number``: called another version, for tests; ``quick``: packed loosely, for tests.
    """
    number = number or version()
    target.mkdir(parents=True, exist_ok=True)
    _write_beside(number)
    if kind == "deb":
        refuse_unnamed_libraries()
    settled = {"OSS_APP_VERSION": number, "SOURCE_DATE_EPOCH": epoch()}
    nfpm = [venvs.tools().parent / "nfpm", "package", "--config", CONFIG, "--packager", kind, "--target", target]
    run(nfpm, cwd=ROOT, env=settled, capture=True)
    made = max(target.glob(f"oss-app*{number}*.{kind}"), key=lambda file: file.stat().st_mtime)
    pack = _pack if kind == "deb" else rpm.pack
    pack(made, "-0" if quick else "-6")
    say(f"{made.name}: {megabytes(made):.1f} MB, at most {MOST_PACKAGE_MB}")
    say(f"installed: {megabytes(BUNDLE):.0f} MB, at most {MOST_INSTALLED_MB}")
    return made


def _pack(package: Path, how: str) -> None:
    """Pack the files of a .deb by xz itself: nfpm's own packer leaves it a fifth larger."""
    ar, xz = need("ar", "binutils"), need("xz", "xz-utils")
    with TemporaryDirectory(dir=package.parent) as folder:
        run([ar, "x", package, "--output", folder], capture=True)
        run([xz, how, "-T2", Path(folder) / "data.tar"], capture=True)
        members = [Path(folder) / name for name in ("debian-binary", "control.tar.gz", "data.tar.xz")]
        package.unlink()
        run([ar, "rcD", package, *members], capture=True)  # D: no times, no owners


def needed_libraries(folder: Path) -> set[str]:
    """Names of the shared libraries that files in ``folder`` are linked to and that are not in it."""
    asked: set[str] = set()
    inside: set[str] = set()
    objdump = need("objdump", "binutils")
    for file in _elf_files(folder):
        inside.add(file.name)
        listing = subprocess.run([objdump, "-p", file], capture_output=True, text=True, check=False).stdout
        asked.update(re.findall(r"NEEDED +(\S+)", listing))
    return asked - inside


def named_packages() -> set[str]:
    """The Debian packages that the .deb depends on, without versions."""
    block = re.search(r"^  deb:\n(?:.*\n)*?    depends:\n((?:      - .*\n)+)", CONFIG.read_text(), re.MULTILINE)
    assert block, "nfpm.yaml has no depends for deb"
    return {line.split()[1] for line in block[1].splitlines()}


def refuse_unnamed_libraries() -> None:
    """SystemExit where a library that the bundle needs is in no package that the .deb depends on."""
    dpkg = need("dpkg-query", "dpkg")
    unnamed = []
    for library in sorted(needed_libraries(BUNDLE)):
        listing = subprocess.run([dpkg, "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
        owners = {line.split(":")[0].removesuffix("t64") for line in listing.splitlines()}
        if not owners:
            say(f"  {library} is not on this computer, so who brings it is only known from nfpm.yaml")
        elif not owners & named_packages():
            unnamed.append(f"{library}: {', '.join(sorted(owners))}")
    if unnamed:
        raise SystemExit("packaging/nfpm.yaml does not name what the bundle needs:\n  " + "\n  ".join(unnamed))


def _elf_files(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as stream:
                if stream.read(4) == b"\x7fELF":
                    yield file


def _write_beside(number: str) -> None:
    """What the packages carry beside the bundle: manuals, copyright, the script that refuses an older version."""
    LINUX.mkdir(parents=True, exist_ok=True)
    bundle.sbom("oss-app-linux")
    for name in ("oss-app.1", "oss-app.nl.1"):
        packed = gzip.compress((PACKAGING / "linux" / name).read_bytes(), mtime=0)
        (LINUX / f"{name}.gz").write_bytes(packed)
    script = (PACKAGING / "linux" / "preinst.sh").read_text().replace("@VERSION@", number)
    (LINUX / "preinst").write_text(script)
    os.chmod(LINUX / "preinst", 0o755)
    (LINUX / "copyright").write_text(_copyright())


def _copyright() -> str:
    """Debian's copyright file: one paragraph for each part, with where its texts are."""
    paragraphs = ["Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\nUpstream-Name: OSS App"]
    for part in json.loads((bundle.LICENCES / "index.json").read_text()):
        texts = "\n".join(f" /usr/lib/oss-app/_internal/assets/licences/{text}" for text in part["texts"])
        short = part["licence"].replace("\n", " ")
        paragraphs.append(
            f"Files: *\nComment: {part['name']} {part['version']}\nCopyright: see the licence's text\n"
            f"License: {short}\n The text stands in\n{texts}"
        )
    return "\n\n".join(paragraphs) + "\n"
