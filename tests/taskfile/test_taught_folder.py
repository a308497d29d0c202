"""A taught check is written whole or not at all, the old one stays until then, and a draft never counts."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.region import rectangle
from oss_app.media.photo_data import NotAPictureError, without_data
from oss_app.resources import instructions
from oss_app.taskfile import taught
from oss_app.taskfile.checks import load_check, save_check

PHOTO = (instructions() / "tandarts" / "checks" / "sonde-in-vak-2" / "reference.jpg").read_bytes()
OLD = Check(name="sonde", kind=CheckKind.OCCUPIED, region=rectangle(0.1, 0.1, 0.2, 0.2))
NEW = Check(name="sonde", kind=CheckKind.RIGHT_ITEM, region=rectangle(0.2, 0.4, 0.6, 0.55))
OLD_FILES = {"reference.jpg": PHOTO, "done/01.jpg": PHOTO, "done/02.jpg": PHOTO}
NEW_FILES = {"reference.jpg": PHOTO, "done/01.jpg": PHOTO, "not_done/01.jpg": PHOTO}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "checks" / "sonde"
    taught.save_taught(folder, OLD, OLD_FILES)
    return folder


def files(folder: Path) -> set[str]:
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_the_new_check_takes_the_place_of_the_old_with_none_of_its_photos(folder: Path) -> None:
    taught.save_taught(folder, NEW, NEW_FILES)
    assert load_check(folder) == (NEW, ())
    assert files(folder) == {"check.yaml", *NEW_FILES}
    assert os.listdir(folder.parent) == ["sonde"]


@pytest.mark.parametrize("after", range(6))
def test_a_disk_that_fails_leaves_the_old_one(folder: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Each write and each change of name in turn fails once."""
    acts = [0]

    def or_fail(real: Callable[..., Any]) -> Callable[..., Any]:
        def act(*arguments: Any) -> Any:
            acts[0] += 1
            if acts[0] > after:
                raise OSError("full")
            return real(*arguments)

        return act

    monkeypatch.setattr(taught, "write_file", or_fail(taught.write_file))
    monkeypatch.setattr(taught, "save_check", or_fail(taught.save_check))
    monkeypatch.setattr(Path, "rename", or_fail(Path.rename))
    with pytest.raises(OSError, match="full"):
        taught.save_taught(folder, NEW, NEW_FILES)
    monkeypatch.undo()
    taught.restore(folder)
    assert load_check(folder) == (OLD, ())
    assert files(folder) == {"check.yaml", *OLD_FILES}


def test_a_power_cut_between_the_two_names_is_mended(folder: Path) -> None:
    folder.rename(folder.with_name(".sonde.old"))
    assert load_check(folder)[0] is None
    taught.restore_all(folder.parent)
    assert load_check(folder) == (OLD, ())
    assert os.listdir(folder.parent) == ["sonde"]


def test_a_power_cut_after_the_new_one_stood_leaves_the_new_one(folder: Path) -> None:
    old = folder.with_name(".sonde.old")
    folder.rename(old)
    taught.save_taught(folder.with_name("other"), NEW, NEW_FILES)
    folder.with_name("other").rename(folder)
    taught.restore(folder)
    assert load_check(folder)[0] == NEW
    assert not old.exists()


def test_a_draft_stands_beside_the_old_check_and_does_not_count(folder: Path) -> None:
    draft = taught.keep_draft(folder, NEW, {"reference.jpg": PHOTO})
    taught.keep_in_draft(folder, "done/01.jpg", PHOTO)
    taught.keep_in_draft(folder, "done/02.jpg", PHOTO)
    taught.drop_from_draft(folder, "done/01.jpg")
    assert files(draft) == {"check.yaml", "reference.jpg", "done/02.jpg"}
    assert load_check(folder) == (OLD, ())
    check, _ = load_check(draft)
    assert check is not None
    assert not check.is_armed
    taught.save_taught(folder, NEW, NEW_FILES)
    assert not draft.exists()


def test_a_draft_that_says_nothing_new_goes_and_another_stays(folder: Path) -> None:
    photos = {"reference.jpg": PHOTO, "done/07.jpg": PHOTO, "done/09.jpg": PHOTO}  # the same with other numbers
    draft = taught.keep_draft(folder, OLD, photos)
    taught.keep_in_draft(folder, "not_done/01.jpg", PHOTO)
    taught.drop_draft_unless_changed(folder)
    assert draft.exists()
    taught.drop_from_draft(folder, "not_done/01.jpg")
    taught.drop_draft_unless_changed(folder)
    assert not draft.exists()
    taught.keep_draft(folder, NEW, photos)
    taught.drop_draft_unless_changed(folder)
    assert draft.exists()
    taught.drop_draft_unless_changed(folder.with_name("nothing"))


def shown(photo: bytes) -> bytes | None:
    try:
        return without_data(photo)
    except NotAPictureError:
        return None


@pytest.mark.parametrize("name", ["reference.jpg", "done/02.jpg"])
def test_a_photo_that_rots_turns_its_check_off_and_is_told(folder: Path, name: str) -> None:
    """Seen red: of 60 flips and 20 cuts nearly all were another photo without a word."""
    dice, file = random.Random(4), folder / name
    for _ in range(60):
        at, rotten = dice.randrange(len(PHOTO)), bytearray(PHOTO)
        rotten[at] ^= 1 << dice.randrange(8)
        file.write_bytes(rotten)
        check, problems = load_check(folder)
        assert (check == OLD) == (shown(bytes(rotten)) == PHOTO), at
        assert check == OLD or {problem.file for problem in problems} == {file}
    for _ in range(20):
        file.write_bytes(PHOTO[: dice.randrange(2, len(PHOTO) - 2)])
        check, problems = load_check(folder)
        assert check is None
        assert {problem.file for problem in problems} == {file}
    file.write_bytes(PHOTO)
    assert load_check(folder) == (OLD, ())


def test_a_photo_that_changed_is_told_in_words(folder: Path) -> None:
    other = (instructions() / "tandarts" / "checks" / "pincet" / "done" / "01.jpg").read_bytes()
    (folder / "done" / "01.jpg").write_bytes(other)
    (folder / "done" / "02.jpg").unlink()
    check, problems = load_check(folder, "en")
    assert check is None
    assert [(problem.code, problem.file.name if problem.file else "") for problem in problems] == [
        ("changed-check", "01.jpg"),
        ("changed-check", "02.jpg"),
    ]
    assert "Teach the check again" in problems[0].hint
    assert load_check(folder, photos=False) == (OLD, ())


def test_a_check_that_is_switched_off_and_on_keeps_the_sums_of_its_photos(folder: Path) -> None:
    """Whoever switches it has not looked at its photos: what rotted before is not sound from then on."""
    before = (folder / "check.yaml").read_bytes()
    save_check(folder, OLD.model_copy(update={"disarmed": "coach"}))
    save_check(folder, OLD)
    assert (folder / "check.yaml").read_bytes() == before
    (folder / "done" / "01.jpg").write_bytes(PHOTO[:-200])
    save_check(folder, OLD)
    assert load_check(folder)[0] is None


def test_a_check_of_before_its_photos_had_sums_counts(folder: Path) -> None:
    text = (folder / "check.yaml").read_text(encoding="utf-8")
    assert text.count("# photo ") == len(OLD_FILES)
    lines = [line for line in text.splitlines(True) if not line.startswith(("# photo ", "# sum "))]
    (folder / "check.yaml").write_text("".join(lines), encoding="utf-8")
    (folder / "done" / "01.jpg").write_bytes(PHOTO[:-200])
    assert load_check(folder) == (OLD, ())


def test_what_a_photo_tells_beside_its_picture_is_not_in_its_sum(folder: Path) -> None:
    """A package leaves it out, and the check counts where it is opened."""
    told = PHOTO[:2] + b"\xff\xfe\x00\x07hello" + PHOTO[2:]
    taught.save_taught(folder, OLD, {**OLD_FILES, "done/01.jpg": told})
    assert load_check(folder) == (OLD, ())
    (folder / "done" / "01.jpg").write_bytes(without_data(told))
    assert load_check(folder) == (OLD, ())
