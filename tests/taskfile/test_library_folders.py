"""The tasks of a station: the good ones run, the broken ones are listed with what is wrong (R5)."""

from __future__ import annotations

import hashlib
import os
import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from oss_app.core.check import CheckKind
from oss_app.core.ports import TaskLibrary
from oss_app.core.region import rectangle
from oss_app.taskfile import FolderLibrary, load
from oss_app.taskfile.writer import TaskFile
from tests.taskfile import desk

GOOD = (
    "taak: {title}\nstappen:\n  - tekst: Leg het bord neer.\n    foto: bord.jpg\n    plek: links\n    controle: bord\n"
)


def put(folder: Path, text: str) -> Path:
    desk.lay(folder)
    (folder / "task.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "taken"
    put(root / "b", GOOD.format(title="Tweede"))
    put(root / "A", GOOD.format(title="Eerste"))
    put(root / "kapot", GOOD.format(title="Derde") + "    fotto: x\n")
    (root / "geen taak").mkdir()
    (root / "los.yaml").write_text("taak: X", encoding="utf-8")
    return root


def test_it_is_a_library(root: Path) -> None:
    library: TaskLibrary = FolderLibrary(root)
    assert [(listing.title, listing.task is not None) for listing in library.list()] == [
        ("Eerste", True),
        ("Tweede", True),
        ("Derde", False),
    ]


def test_a_broken_task_says_what_is_wrong_and_keeps_its_name(root: Path) -> None:
    (broken,) = [listing for listing in FolderLibrary(root, language="en").list() if not listing.task]
    (problem,) = broken.problems
    assert (broken.title, broken.folder) == ("Derde", root / "kapot")
    assert (problem.code, problem.sentence) == ("unknown-key", "I don't know 'fotto'.")
    assert problem.file == root / "kapot" / "task.yaml"


@pytest.mark.parametrize(("language", "word"), [("nl", "Bedoel"), ("nl-BE", "Bedoel"), ("en", "mean"), ("pl", "mean")])
def test_problems_are_told_in_the_language_of_the_screen(root: Path, language: str, word: str) -> None:
    listing = FolderLibrary(root, language=language).load(root / "kapot")
    assert word in listing.problems[0].hint


def test_a_task_brings_its_folder_its_places_and_its_checks(root: Path) -> None:
    library = FolderLibrary(root)
    task = library.load(root / "A").task
    assert task is not None
    assert task.folder == root / "A"
    assert task.outline_of(task.steps[0]) == rectangle(0.1, 0.2, 0.4, 0.6)
    check = library.check(task, "bord")
    assert check is not None
    assert (check.name, check.kind) == ("bord", CheckKind.OCCUPIED)
    assert library.check(task, "nergens") is None
    assert library.check(task, "../checks/bord") is None
    (root / "A/checks/bord/reference.jpg").unlink()
    assert library.check(task, "bord") is None


def test_a_broken_check_is_advice_and_the_task_runs_without_it(root: Path) -> None:
    file = root / "A/checks/bord/check.yaml"
    file.write_text("kind: magisch\nregion: [0, 0, 1, 1]\n", encoding="utf-8")
    listing = FolderLibrary(root).load(root / "A")
    assert listing.task is not None
    assert FolderLibrary(root).check(listing.task, "bord") is None
    (problem,) = listing.problems
    assert (problem.code, problem.file, problem.is_fault) == ("unknown-kind", file, False)


def test_a_fault_in_the_places_stops_the_task(root: Path) -> None:
    (root / "A/places.yaml").write_text("bord.jpg:\n  links: [0.1, 0.2, 7, 0.4]\n", encoding="utf-8")
    listing = FolderLibrary(root).load(root / "A")
    assert listing.task is None
    places = [(p.code, p.file, p.span and (p.span.line, p.span.column)) for p in listing.problems if p.is_fault]
    assert places == [("not-a-fraction", root / "A/places.yaml", (2, 21))]


def test_the_whole_kit_needs_no_teaching(root: Path) -> None:
    put(
        root / "A",
        GOOD.format(title="A") + "  - tekst: Kijk of alles er ligt.\n    foto: mes.jpg\n    controle: alles\n",
    )
    assert FolderLibrary(root).load(root / "A").problems == ()


def test_several_roots_and_two_folders_of_one_name(root: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "meer" / "A", GOOD.format(title="Nog een")).parent
    listings = FolderLibrary(root, other, tmp_path / "nergens").list()
    assert [listing.title for listing in listings] == ["Eerste", "Tweede", "Derde", "Nog een"]
    assert listings[-1].task is None  # the journal could not tell them apart
    assert listings[-1].problems[-1].code == "same-folder-name"


@pytest.mark.parametrize("name", ["taak.yaml", "task.yml", "task.yaml.txt", "Task.YAML", "taak.txt", "task"])
def test_a_file_with_nearly_the_right_name(root: Path, name: str) -> None:
    (root / "b/task.yaml").rename(root / "b" / name)
    if (root / "b/task.yaml").exists():
        pytest.skip("capitals make no other name on this system")
    (listing,) = [listing for listing in FolderLibrary(root, language="en").list() if listing.folder == root / "b"]
    assert listing.task is None
    assert [(p.code, p.sentence) for p in listing.problems] == [
        ("other-file-name", f"This file must be called task.yaml, not {name}.")
    ]


def test_a_listing_has_the_fingerprint_of_the_bytes_it_was_made_from(root: Path) -> None:
    library = FolderLibrary(root)
    data = (root / "A" / "task.yaml").read_bytes()
    before = library.load(root / "A")
    put(root / "A", GOOD.format(title="Anders"))
    assert before.digest == hashlib.sha256(data).hexdigest()
    assert library.load(root / "A").digest == hashlib.sha256((root / "A" / "task.yaml").read_bytes()).hexdigest()
    assert library.load(root / "kapot").digest, "a faulty file was read too"
    assert library.load(root / "geen taak").digest == ""


def test_a_warning_without_its_translation(root: Path) -> None:
    text = "taak: A\ntaak_pl: B\nstappen:\n  - tekst: C\n    tekst_pl: D\n    let_op: Heet.\n"
    listing = load(put(root / "A", text)).listing
    assert listing.task is not None
    assert listing.task.lacks_warning("pl")
    assert [(p.code, p.is_fault) for p in listing.problems] == [("missing-warning-translation", False)]


def test_a_recording_needs_no_translation(root: Path) -> None:
    text = "taak: A\ntaak_pl: B\nstappen:\n  - tekst: C\n    tekst_pl: D\n    geluid: zin.mp3\n"
    assert load(put(root / "A", text)).listing.problems == ()


def test_a_recording_in_another_language_is_looked_for_too(root: Path) -> None:
    text = "taak: A\ntaak_pl: B\nstappen:\n  - tekst: C\n    tekst_pl: D\n    geluid: zin.mp3\n    geluid_pl: weg.mp3\n"
    (problem,) = load(put(root / "A", text)).listing.problems
    assert (problem.code, problem.span and problem.span.line) == ("missing-sound", 7)


@pytest.mark.parametrize(("on_disk", "written"), [("NFD", "NFC"), ("NFC", "NFD")])
def test_a_name_that_a_mac_wrote_with_its_accents_apart_is_the_same_name(
    tmp_path: Path, on_disk: Literal["NFC", "NFD"], written: Literal["NFC", "NFD"]
) -> None:
    put(tmp_path / "a", "")
    name = unicodedata.normalize(on_disk, "crème.jpg")
    (tmp_path / "a" / "bord.jpg").rename(tmp_path / "a" / name)
    text = unicodedata.normalize(written, GOOD.format(title="Eerste").replace("bord.jpg", "crème.jpg"))
    (tmp_path / "a" / "task.yaml").write_text(text, encoding="utf-8")
    listing = load(tmp_path / "a").listing
    assert listing.task is not None, listing.problems
    assert (tmp_path / "a" / (listing.task.steps[0].photo or "")).name == name
    file = TaskFile.open(tmp_path / "a")
    assert file.task.steps[0].photo == name
    file.save(file.task)
    assert (tmp_path / "a" / "task.yaml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize("touched", ["task.yaml", "bord.jpg", "checks/bord/check.yaml"])
def test_a_task_is_read_once_and_anew_when_a_file_of_it_has_changed(root: Path, touched: str) -> None:
    library = FolderLibrary(root)
    first = library.load(root / "b")
    assert library.load(root / "b") is first
    file = root / "b" / touched
    file.parent.mkdir(parents=True, exist_ok=True)
    data = file.read_bytes() if file.exists() else b""
    file.write_bytes(data + b"\n")
    assert library.load(root / "b") is not first


def test_a_photo_that_is_gone_is_noticed_by_a_library_that_has_read_the_task(root: Path) -> None:
    library = FolderLibrary(root)
    assert library.load(root / "b").task is not None
    (root / "b" / "bord.jpg").unlink()
    assert library.load(root / "b").task is None


def test_a_link_that_leads_nowhere_does_not_hide_what_changes(root: Path) -> None:
    """Some text editors make one beside a file that is open in them."""
    library = FolderLibrary(root)
    (root / "A" / ".#task.yaml").symlink_to("coach@pc.4711:1")
    assert library.load(root / "A").title == "Eerste"
    (root / "A" / "task.yaml").write_text(GOOD.format(title="Andere naam"), encoding="utf-8")
    assert library.load(root / "A").title == "Andere naam"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="needs a folder that its user may not look into")
@pytest.mark.parametrize("released", [True, False])
def test_a_folder_that_may_not_be_looked_into_takes_no_other_with_it(root: Path, released: bool) -> None:
    (root / "kapot").chmod(0)
    try:
        listings = FolderLibrary(root, language="en", released=released).list()
    finally:
        (root / "kapot").chmod(0o700)
    assert [listing.task is not None for listing in listings] == [True, True, False]
    assert listings[2].problems[0].code == "unreadable"
