"""A station that shows nothing else: the units are sound, and the sessions run on a screen without hardware."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.packaging.conftest import need
from tests.window import Desktop, Heartbeat

ROOT = Path(__file__).resolve().parents[2]
KIOSK = ROOT / "packaging" / "kiosk"
UNITS = [KIOSK / "openbox" / "oss-app-kiosk.service", KIOSK / "cage" / "oss-app-kiosk.service"]
EXPOSED_AT_MOST = 3.0  # of systemd's ten


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.parent.name)
def test_systemd_takes_the_unit(unit: Path) -> None:
    done = subprocess.run(
        [need("systemd-analyze", "systemd"), "verify", "--man=no", unit], capture_output=True, text=True, check=False
    )
    not_installed_here = re.compile(r"Command /usr/\S+ is not executable: No such file|^$")
    complaints = [line for line in done.stderr.splitlines() if not not_installed_here.search(line)]
    assert complaints == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.parent.name)
def test_the_unit_is_hardened(unit: Path) -> None:
    asked = [need("systemd-analyze", "systemd"), "security", "--offline=true", "--no-pager", unit]
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    level = re.search(r"Overall exposure level for \S+: ([\d.]+)", done.stdout)
    if level is None and "offline" in done.stderr:
        pytest.skip("this systemd cannot judge a unit that is not running")
    assert level
    assert float(level[1]) <= EXPOSED_AT_MOST
    text = unit.read_text()
    assert "Restart=always" in text
    assert "WatchdogSec=30" in text
    assert "RestrictAddressFamilies=AF_UNIX AF_NETLINK" in text


def ear_in(folder: Path) -> socket.socket:
    ear = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    ear.bind(str(folder / "notify"))
    ear.settimeout(30)
    return ear


def program_in(folder: Path, *arguments: str) -> Path:
    """The program as the session starts it: a command of its own."""
    command = folder / "oss-app"
    command.write_text(
        f"#!/bin/sh\ncd {ROOT}\nexec {sys.executable} -m oss_app run ontbijt --camera none {' '.join(arguments)}\n"
    )
    command.chmod(0o755)
    return command


@pytest.mark.slow
@pytest.mark.window
def test_openbox_shows_the_program_alone_and_the_heart_beats(bare_desktop: Desktop, tmp_path: Path) -> None:
    settled = {
        **bare_desktop.environment,
        "OSS_APP": str(program_in(tmp_path)),
        "OSS_APP_DATA": str(tmp_path / "data"),
        "NOTIFY_SOCKET": str(tmp_path / "notify"),
        "WATCHDOG_USEC": "400000",
    }
    with ear_in(tmp_path) as ear:
        session = subprocess.Popen([KIOSK / "openbox" / "session"], env=settled, start_new_session=True)
        try:
            assert ear.recv(64) == b"READY=1"
            bare_desktop.wait_for_window()
            shell = subprocess.run(
                ["xdotool", "getwindowgeometry", "--shell", bare_desktop.windows()[0]],
                env=settled,
                capture_output=True,
                text=True,
                check=True,
            ).stdout
            assert f"WIDTH={bare_desktop.width}\nHEIGHT={bare_desktop.height}" in shell
            assert "X=0\nY=0\n" in shell
            bare_desktop.key("alt+F4", "alt+Tab", "super+d", "ctrl+alt+Delete", "alt+space")
            assert session.poll() is None
            assert len(bare_desktop.windows()) == 1
            assert ear.recv(64) == b"WATCHDOG=1"
        finally:
            os.killpg(session.pid, 15)
            session.wait(20)


@pytest.mark.window
def test_cage_shows_the_program(tmp_path: Path) -> None:
    cage = need("cage", "cage")
    if os.geteuid() == 0:
        pytest.skip("cage does not start for root; `build.py deb --test` tries it as the station's user")
    runtime = tmp_path / "run"
    runtime.mkdir(mode=0o700)
    settled = {
        **{name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")},
        "XDG_RUNTIME_DIR": str(runtime),
        "WLR_BACKENDS": "headless",
        "WLR_LIBINPUT_NO_DEVICES": "1",
        "WLR_RENDERER": "pixman",
        "QT_QPA_PLATFORM": "wayland",
        "OSS_APP_DATA": str(tmp_path / "data"),
        "NOTIFY_SOCKET": str(tmp_path / "notify"),
    }
    with ear_in(tmp_path) as ear:
        program = program_in(tmp_path, "--quit-after", "2")
        session = subprocess.Popen([cage, "--", program], env=settled, stderr=subprocess.PIPE)
        try:
            assert ear.recv(64) == b"READY=1"
            assert ear.recv(64) == b"STOPPING=1"
            assert session.wait(20) == 0
        finally:
            if session.poll() is None:
                session.kill()
                session.wait(20)
            assert session.stderr
            session.stderr.close()


def test_windows_files_name_one_profile_and_the_place_of_the_installer() -> None:
    for name, place in (("ShellLauncher.xml", "Shell"), ("AssignedAccess.xml", "DesktopAppPath")):
        text = (KIOSK / "windows" / name).read_text(encoding="utf-8")
        tree = ElementTree.fromstring(text)
        ids = [element.get("Id") for element in tree.iter() if element.get("Id")]
        assert len(ids) == 2
        assert len(set(ids)) == 1
        assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", ids[0])
        assert any(r"%ProgramFiles%\OSS App\pythonw.exe" in (element.get(place) or "") for element in tree.iter())
        assert text.count("@ACCOUNT@") == 1
        assert name.removesuffix(".xml") in (KIOSK / "windows" / "Set-OssAppKiosk.ps1").read_text(encoding="utf-8")


@pytest.fixture
def bare_desktop(tmp_path: Path) -> Iterator[Desktop]:
    """A screen on which no window manager runs yet."""
    server = need("Xvfb", "xvfb")
    for tool, package in (("openbox", "openbox"), ("xdotool", "xdotool")):
        need(tool, package)
    reads, writes = os.pipe()
    command = [server, "-displayfd", str(writes), "-screen", "0", "1280x720x24", "-nolisten", "tcp", "-noreset"]
    screen = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    with os.fdopen(reads) as pipe:
        number = pipe.readline().strip()
    heartbeat = Heartbeat(tmp_path)
    try:
        yield Desktop(f":{number}", 1280, 720, heartbeat)
    finally:
        heartbeat.close()
        time.sleep(0.2)
        screen.terminate()
        screen.wait(10)


def test_the_session_is_a_shell_script_that_runs_everywhere() -> None:
    subprocess.run([shutil.which("sh") or "/bin/sh", "-n", KIOSK / "openbox" / "session"], check=True)
