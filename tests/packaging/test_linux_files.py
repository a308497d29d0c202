"""The files that tie the program into a Linux desktop are what the desktop's own checkers want."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from steps import linux

from oss_app.cli import _parser
from oss_app.core.settings import Settings
from oss_app.i18n import load
from oss_app.store.settings import YamlSettings
from tests.packaging.conftest import need

ROOT = Path(__file__).resolve().parents[2]
LINUX = ROOT / "packaging" / "linux"
NFPM = yaml.safe_load((ROOT / "packaging" / "nfpm.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("file", [*LINUX.glob("*.desktop"), *(ROOT / "packaging/kiosk").rglob("*.desktop")])
def test_desktop_entries(file: Path) -> None:
    done = subprocess.run([need("desktop-file-validate", "desktop-file-utils"), file], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_commands_in_the_desktop_entries_are_there() -> None:
    for file in LINUX.glob("*.desktop"):
        line = re.search(r"^Exec=(?:env OSS_APP_TELL=window )?oss-app ?(\w*)", file.read_text(), re.MULTILINE)
        assert line
        if line[1]:
            _parser().parse_args([line[1], "x.osstask"])


def test_the_mime_type_is_taken(tmp_path: Path) -> None:
    tool = need("update-mime-database", "shared-mime-info")
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / "oss-app.xml").write_bytes((LINUX / "oss-app-mime.xml").read_bytes())
    subprocess.run([tool, tmp_path], check=True, capture_output=True)
    assert "50:application/vnd.oss-app.task+zip:*.osstask" in (tmp_path / "globs2").read_text()


@pytest.mark.parametrize("file", [*LINUX.glob("*.xml"), *(ROOT / "packaging/kiosk").rglob("*.xml")])
def test_xml(file: Path) -> None:
    subprocess.run([need("xmllint", "libxml2-utils"), "--noout", file], check=True, capture_output=True)


@pytest.mark.parametrize("name", ["oss-app.1", "oss-app.nl.1"])
def test_the_manual_is_whole(name: str) -> None:
    man = need("man", "man-db")
    settled = {"MANWIDTH": "100", "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    done = subprocess.run([man, "--warnings", "-l", LINUX / name], env=settled, capture_output=True, text=True)
    assert done.stderr == ""
    commands = next(action for action in _parser()._actions if action.dest == "==SUPPRESS==" and action.choices)
    assert commands.choices
    for command in {*commands.choices} - {"vision"}:  # that one is for developers
        assert re.search(rf"^ +{command}\b", done.stdout, re.MULTILINE), command


def test_an_older_version_is_refused_with_a_sentence(tmp_path: Path) -> None:
    need("dpkg", "dpkg")
    script = tmp_path / "preinst"
    script.write_text((LINUX / "preinst.sh").read_text().replace("@VERSION@", "1.2.0"))

    def runs(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["sh", script, *arguments], capture_output=True, text=True, check=False)

    assert runs("install").returncode == 0
    assert runs("upgrade", "1.1.9").returncode == 0
    assert runs("upgrade", "1.2.0").returncode == 0
    refused = runs("upgrade", "1.10.0")
    assert refused.returncode == 1
    assert "1.10.0 is on this computer" in refused.stderr
    assert "staat op deze computer" in refused.stderr


def test_nothing_of_the_package_is_missing_from_the_source() -> None:
    for entry in NFPM["contents"]:
        made = entry["src"].startswith(("build/", "dist/", "/"))
        assert made or (ROOT / entry["src"]).exists(), entry["src"]


def test_icons_in_all_sizes() -> None:
    sizes = {re.search(r"hicolor/(\w+)/", entry["dst"])[1] for entry in NFPM["contents"] if "hicolor" in entry["dst"]}
    assert sizes == {"scalable", *(f"{n}x{n}" for n in (16, 24, 32, 48, 64, 128, 256, 512))}


def test_the_settings_of_the_machine_are_kept_over_an_upgrade() -> None:
    entry = next(entry for entry in NFPM["contents"] if entry["dst"] == "/etc/oss-app/station.yaml")
    assert entry["type"] == "config|noreplace"


def test_the_settings_file_is_read_as_it_is_and_with_every_line_in_force(tmp_path: Path) -> None:
    text = (LINUX / "station.yaml").read_text(encoding="utf-8")
    machine = tmp_path / "station.yaml"
    machine.write_text(text, encoding="utf-8")
    store = YamlSettings(tmp_path / "own.yaml", machine, load("en"))
    assert store.load() == Settings()
    machine.write_text(re.sub(r"^# (\w+: )", r"\1", text, flags=re.MULTILINE), encoding="utf-8")
    assert store.load().camera == "0"


def test_every_library_that_a_checkout_needs_is_a_dependency() -> None:
    wanted = re.search(r'^TO_RUN = """([^"]+)"""', (ROOT / "dev.py").read_text(), re.MULTILINE)
    assert wanted
    for_the_voice = {"espeak-ng", "espeak-ng-data"}  # the one is recommended, the other comes with libespeak-ng1
    assert set(wanted[1].split()) - for_the_voice <= linux.named_packages()
