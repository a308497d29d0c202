"""The support bundle: complete for who helps, shown before it is written, and without a word about persons."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from oss_app import cli
from oss_app.app.diagnostics import support
from oss_app.app.station import open_station
from oss_app.core.errors import ExitCode, UserError
from oss_app.core.profile import Profile
from oss_app.core.settings import Settings
from oss_app.i18n import load
from oss_app.store.code import hash_code
from oss_app.store.folders import data_folders

EN = load("en")
SECRET = hash_code("805179")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A station in use, in the folder of somebody who is called by name."""
    home = tmp_path / "home" / "jan.jansen"
    folder = home / "oss-app"
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setenv("LANG", "en")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    station = open_station(folder, EN)
    station.store.save(Settings(coach_code=SECRET, camera=str(home / "film"), checks=False))
    station.profiles.save(Profile(card="raccoon", text_percent=180))
    station.close()
    (folder / "log" / "oss-app.log").write_text(
        f"2026-11-24 INFO x: {folder / 'workers' / 'raccoon.yaml'} was damaged\n"
        f"2026-11-24 INFO x: opened {home / 'film'}\n",
        encoding="utf-8",
    )
    (folder / "log" / "oss-app.log.1").write_text("older\n", encoding="utf-8")
    return folder


def read(bundle: Path) -> dict[str, str]:
    with zipfile.ZipFile(bundle) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def test_it_has_what_who_helps_needs(data: Path) -> None:
    found = {item.name: item.text for item in support.gather(data, EN)}
    assert list(found) == [
        "versions.json",
        "settings/station.yaml",
        "doctor.json",
        "tasks.txt",
        "log/oss-app.log",
        "log/oss-app.log.1",
    ]
    assert json.loads(found["versions.json"])["Python"]
    assert {f["part"] for f in json.loads(found["doctor.json"])} >= {"versions", "screen", "sound", "camera", "disk"}
    assert "checks: false" in found["settings/station.yaml"]
    assert "Faults: 0" in found["tasks.txt"]
    assert "was damaged" in found["log/oss-app.log"]


def test_nothing_in_it_is_about_a_person_and_the_code_stays_here(data: Path) -> None:
    whole = "\n".join(item.text for item in support.gather(data, EN))
    for private in ("jan.jansen", "raccoon", SECRET, SECRET.split("$")[-1], "180"):
        assert private not in whole, private
    assert "coach_code: …" in whole
    assert "DATA/workers/…".replace("/", "") in whole.replace("/", "").replace("\\", "")
    assert "HOME" in whole


@pytest.mark.parametrize(
    "text",
    [
        "coach_code: scrypt$1$a$b\nchecks: false\n",
        "'coach_code': 'scrypt$1$a$b'\nchecks: false\n",
        'coach_code: >-\n  scrypt$1\n  $a$b\nchecks: false\n',
        "{coach_code: scrypt$1$a$b, checks: false}\n",
    ],
)  # fmt: skip
def test_the_hash_of_the_code_is_taken_out_however_it_is_written(text: str) -> None:
    assert "scrypt" not in support.without_code(text)
    assert "$a$b" not in support.without_code(text)


def test_it_is_shown_first_and_written_only_when_asked_to(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bundle.zip"
    assert cli.run(["support-bundle", "--data", str(data), "--out", str(out)]) == ExitCode.PROBLEMS
    shown = capsys.readouterr().out
    assert not out.exists()
    assert cli.run(["support-bundle", "--data", str(data), "--out", str(out), "--yes"]) == ExitCode.FINE
    inside = read(out)
    for name in inside:
        assert name in shown
    assert "Nothing was written" in shown


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("J", True), ("n", False), ("", False)])
def test_at_a_terminal_it_asks(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_written: bool
) -> None:
    asked = list[str]()

    def says(question: str) -> str:
        asked.append(question)
        return answer

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", says)
    out = tmp_path / "bundle.zip"
    cli.run(["support-bundle", "--data", str(data), "--out", str(out)])
    assert out.exists() is is_written
    assert len(asked) == 1


def test_it_can_be_made_while_the_program_runs(data: Path, tmp_path: Path) -> None:
    station = open_station(data, EN)
    try:
        assert (
            cli.run(["support-bundle", "--data", str(data), "--out", str(tmp_path / "b.zip"), "--yes"]) == ExitCode.FINE
        )
    finally:
        station.close()


def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(data: Path, tmp_path: Path) -> None:
    items = support.gather(data, EN)
    with pytest.raises(UserError, match="could not be saved"):
        support.write(items, tmp_path / "no" / "such" / "b.zip", EN)


def test_an_earlier_bundle_stays_where_the_disk_is_full(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "b.zip").write_bytes(b"earlier")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    items = support.gather(data, EN)
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="could not be saved"):
        support.write(items, tmp_path / "b.zip", EN)
    assert [(f.name, f.read_bytes()) for f in tmp_path.glob("*.zip")] == [("b.zip", b"earlier")]


def test_a_log_is_cut_to_its_newest_part(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support, "LOG_BYTES", 100)
    (data / "log" / "oss-app.log").write_text("old\n" * 1000 + "new\n", encoding="utf-8")
    log = next(item for item in support.gather(data, EN) if item.name == "log/oss-app.log")
    assert len(log.text) == 100
    assert log.text.endswith("new\n")


def test_it_is_named_by_the_day() -> None:
    assert support.default_name(date(2026, 11, 24)) == Path("oss-app-support-2026-11-24.zip")


def test_only_whole_folders_are_veiled(tmp_path: Path) -> None:
    veiled: Callable[[str], str] = support.veil(data_folders(tmp_path / "data"))
    root = tmp_path / "data"
    assert veiled(f"{root}/x {root}2/x") == f"DATA/x {root}2/x".replace(str(Path.home()), "HOME")
