"""The packages in a clean Debian 12 without Python: the .deb as docs/install.md says, used, upgraded, removed.

The .rpm is put there by rpm itself, without its dependencies, whose names are Fedora's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import mkdtemp

from steps import kit, linux, screen, smoke
from steps.places import BUILD, ROOT, version
from steps.shell import need, run, say

RELEASE = "bookworm"
EARLIER = "0.0.1"
USER, HOME = "werkplek", "/home/werkplek"
DATA = f"{HOME}/.local/share/oss-app"
INSTALLED = ("/usr/lib/oss-app", "/usr/bin/oss-app", "/usr/share/applications/oss-app.desktop")


class CannotProve(SystemExit):
    """This computer cannot make a clean system; the sentence says why. The exit code is 1: it is no success."""


def prove(package: Path) -> None:
    """Everything an employer does with the package, in order; SystemExit at the first thing that goes wrong."""
    if package.suffix == ".rpm":
        _prove_rpm(package)
        return
    earlier = linux.make("deb", EARLIER, BUILD / "earlier", quick=True)
    with ExitStack() as stack:
        shown = stack.enter_context(screen.virtual())
        clean = Clean(stack.enter_context(_system()))
        _install(clean, earlier)
        _use(clean, shown)
        _upgrade(clean, shown, package, earlier)
        _kiosk(clean)
        _remove(clean)
    say("PROVEN in a clean Debian 12 without Python: install, use, upgrade, no way back unasked, removal; no network")


def _prove_rpm(package: Path) -> None:
    """What can be tried of an .rpm where no Fedora can be made: its sums, its files, and the program out of it."""
    rpm = need("rpm", "rpm")
    run([rpm, "--checksig", package], capture=True)
    with ExitStack() as stack:
        shown = stack.enter_context(screen.virtual())
        clean = Clean(stack.enter_context(_system()))
        clean.inside(f"apt-get update && apt-get install -y --no-install-recommends {' '.join(linux.named_packages())}")
        run([rpm, "--root", clean.root, "--nodeps", "--install", package], capture=True)
        say(f"{package.name} is installed by rpm, its sums are right")
        _look(clean)
        _use(clean, shown)
        run([rpm, "--root", clean.root, "--erase", "oss-app"], capture=True)
        for file in INSTALLED:
            clean.inside(f"test ! -e {file}")
        clean.inside(f"test -s {DATA}/demo/journal.sqlite")
    say("PROVEN in a clean Debian 12 without Python: the .rpm's sums, its files, a whole kit, removal; no network")
    say("NOT PROVEN, for it needs a Fedora: the names of what it depends on, dnf, SELinux")


class Clean:
    """A clean system in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def inside(self, command: str, *, fails: bool = False) -> str:
        """What a shell command printed, run as root; SystemExit where it fails, or does not though it should."""
        settled = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}
        done = subprocess.run(
            ["chroot", self.root, "sh", "-c", command],
            env={**_proxies(), **settled},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if bool(done.returncode) != fails:
            raise SystemExit(f"in the clean system: {command}\nended with {done.returncode}\n{done.stdout}")
        return done.stdout

    def program(self, *before: str) -> list[str]:
        """The program as the user of the station starts it, after the words ``before`` if there are any.

        No network interface is up, not even the loopback.
        """
        settled = [f"HOME={HOME}", "LANG=C.UTF-8", "PATH=/usr/bin:/bin", f"XDG_RUNTIME_DIR={HOME}/run"]
        unprivileged = ["chroot", "--userspec=1000:1000", str(self.root), "env", *settled]
        return ["unshare", "--net", *unprivileged, *before, "/usr/bin/oss-app"]

    def copy(self, file: Path) -> str:
        """Put a file into the clean system; its name there."""
        shutil.copy(file, self.root / "srv" / file.name)
        return f"/srv/{file.name}"


def _install(clean: Clean, package: Path) -> None:
    clean.copy(package)
    block = _block("install.md", "Debian")
    clean.inside("cd /srv && " + block.replace("oss-app_VERSION_amd64.deb", package.name))
    clean.inside("test $(ls /usr/bin/python* /usr/local/bin/python* 2>/dev/null | wc -l) = 0")
    say(f"{package.name} is installed as docs/install.md says; there is no Python")
    _look(clean)


def _look(clean: Clean) -> None:
    """A user for the station; and is everything there that was installed, and that it is linked to."""
    clean.inside(f"useradd --create-home --uid 1000 {USER} && install -d -m 700 -o {USER} {HOME}/run")
    for file in ("/usr/share/applications/oss-app.desktop", "/usr/share/man/man1/oss-app.1.gz"):
        clean.inside(f"test -s {file}")
    listing = "find /usr/lib/oss-app -name '*.so*' -type f -exec ldd {} + 2>/dev/null"
    unlinked = clean.inside(f"{listing} | grep 'not found' || true")
    optional = re.compile(r"libva|libvdpau|libcuda")
    wanting = sorted({line.split()[0] for line in unlinked.splitlines() if not optional.search(line)})
    inside = {file.name for file in (clean.root / "usr/lib/oss-app").rglob("*.so*")}
    missing = [name for name in wanting if name not in inside]
    if missing:
        raise SystemExit(f"the package does not bring, nor depend on: {', '.join(missing)}")
    say("every library that something in the package is linked to is there")


def _use(clean: Clean, shown: dict[str, str]) -> None:
    program = clean.program()
    samples = Path("/usr/lib/oss-app/_internal/instructions")
    smoke.commands(program, shown, samples=samples)
    worker = kit.Worker(program, screen.XDesk(shown), _data(clean) / "demo")
    how = worker.whole_kit(kit.no_inet_socket)
    if how.count("seen") < 4:
        raise SystemExit(f"the kit was not seen through the replayed camera: {how}")
    say(f"a whole kit under Xvfb with the replayed camera: {', '.join(how)}")


def _upgrade(clean: Clean, shown: dict[str, str], package: Path, earlier: Path) -> None:
    worker = kit.Worker(clean.program(), screen.XDesk(shown), _data(clean))
    where = worker.until_killed()
    before = worker.outcomes()
    clean.inside("echo 'volume: 0.5' >> /etc/oss-app/station.yaml")
    clean.inside(f"apt-get install -y --no-install-recommends {clean.copy(package)}")
    clean.inside("grep -qx 'volume: 0.5' /etc/oss-app/station.yaml")
    if version() not in clean.inside("dpkg-query -W oss-app"):
        raise SystemExit("the upgrade did not take")
    back = worker.back()
    if back != where or worker.outcomes()[: len(before)] != before:
        raise SystemExit(f"after the upgrade the worker is at {back}, and was at {where}")
    say(f"upgraded over {EARLIER} in the middle of a kit: settings kept, journal kept, the worker is back at {where}")
    said = clean.inside(f"apt-get install -y --allow-downgrades /srv/{earlier.name} 2>&1", fails=True)
    if "newer than" not in said or version() not in clean.inside("dpkg-query -W oss-app"):
        raise SystemExit(f"an older package over a newer one:\n{said}")
    sentence = next(line for line in said.splitlines() if "newer than" in line)
    say(f"an older package is refused: {sentence}")
    smoke.ask(clean.program(), shown, "--version")


def _kiosk(clean: Clean) -> None:
    """The program in cage, on Wayland, drawn without a graphics card."""
    clean.inside("apt-get install -y --no-install-recommends cage xwayland")
    unseen = ("WLR_BACKENDS=headless", "WLR_LIBINPUT_NO_DEVICES=1", "WLR_RENDERER=pixman", "QT_QPA_PLATFORM=wayland")
    program = clean.program(*unseen, "cage", "--")
    smoke.ask(program, {}, "run", "ontbijt", "--camera", "none", "--quit-after", "3")
    say("the program in cage, on Wayland")


def _remove(clean: Clean) -> None:
    clean.inside("apt-get remove -y oss-app")
    for file in INSTALLED:
        clean.inside(f"test ! -e {file}")
    clean.inside(f"test -s /etc/oss-app/station.yaml && test -s {DATA}/journal.sqlite")
    clean.inside("apt-get purge -y oss-app && test ! -e /etc/oss-app/station.yaml")
    everywhere = "find / -xdev -path /proc -prune -o -iname '*oss-app*' -print"
    left = clean.inside(f"{everywhere} | grep -v -e ^{HOME} -e ^/srv -e ^/tmp || true")
    if left.strip():
        raise SystemExit(f"left behind: {left}")
    say("removed: nothing is left but the station's data, and the settings until purge")


def _block(document: str, heading: str) -> str:
    """The first block of shell commands under a heading of docs/: what the documentation says is what is tried."""
    text = (ROOT / "docs" / document).read_text(encoding="utf-8")
    found = re.search(rf"^## .*{heading}.*\n(?:.*\n)*?```sh\n((?:.*\n)*?)```", text, re.MULTILINE)
    if not found:
        raise SystemExit(f"docs/{document} has no commands under {heading}")
    return found[1].replace("sudo ", "").strip().replace("\n", " && ")


@contextmanager
def _system() -> Iterator[Path]:
    """A fresh Debian 12, with the screen's socket and /proc in it; all of it is gone afterwards."""
    if os.geteuid() != 0:
        raise CannotProve("Not proven: a clean system can only be made by root.")
    debootstrap = need("debootstrap", "debootstrap")
    root = Path(mkdtemp(prefix="oss-app-clean-"))
    mounted: list[Path] = []
    try:
        say(f"debootstrap makes a clean Debian 12 ({RELEASE})")
        include = "--include=ca-certificates"
        root.chmod(0o755)  # the station's user must get in
        run([debootstrap, "--variant=minbase", include, RELEASE, root], env=_proxies(), capture=True)
        for source, target in (("/proc", "proc"), ("/dev", "dev"), ("/tmp/.X11-unix", "tmp/.X11-unix")):
            (root / target).mkdir(parents=True, exist_ok=True)
            run(["mount", "--bind", source, root / target], capture=True)
            mounted.append(root / target)
        _lend_network(root)
        yield root
    except PermissionError as error:
        raise CannotProve(f"Not proven: this computer cannot make a clean system ({error}).") from error
    finally:
        for target in reversed(mounted):
            run(["umount", "--lazy", target], capture=True)
        shutil.rmtree(root, ignore_errors=True)


def _lend_network(root: Path) -> None:
    """apt in the clean system reaches the archive the way apt here does."""
    for file in ("/etc/resolv.conf", "/etc/hosts"):
        if Path(file).exists():
            shutil.copy(file, root / file.lstrip("/"))
    certificates = Path("/etc/ssl/certs/ca-certificates.crt")
    if certificates.exists():
        shutil.copy(certificates, root / "etc/ssl/certs/ca-certificates.crt")
    for file in Path("/etc/apt/apt.conf.d").glob("*"):
        if "proxy" in file.read_text(errors="replace").lower():
            shutil.copy(file, root / "etc/apt/apt.conf.d" / file.name)


def _proxies() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}


def _data(clean: Clean) -> Path:
    return clean.root / DATA.lstrip("/")
