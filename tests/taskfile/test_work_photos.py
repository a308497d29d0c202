"""Photos from the work: kept by consent alone, bounded, for a while, for nobody else, and gone with the consent."""

from __future__ import annotations

import os
import shutil
import stat
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.region import rectangle
from oss_app.core.verdict import Answer
from oss_app.taskfile import versions, work_photos
from oss_app.taskfile.checks import save_check
from oss_app.taskfile.leftovers import clear_leftovers
from oss_app.taskfile.packing import files_of
from oss_app.taskfile.released import released_folder
from oss_app.taskfile.taught import save_taught
from oss_app.taskfile.whole_folder import copy_task

TASK = """\
taak: De kit
stappen:
  - tekst: Leg 1 sonde in vak 2.
    controle: sonde
"""
CHECK = Check(name="sonde", kind=CheckKind.OCCUPIED, region=rectangle(0.1, 0.1, 0.4, 0.4))
PAIR = (Answer.NOT_DONE, b"before"), (Answer.DONE, b"now")
DAY = date(2026, 11, 27)


@pytest.fixture
def task(tmp_path: Path) -> Path:
    folder = tmp_path / "tasks" / "kit"
    folder.mkdir(parents=True)
    (folder / "task.yaml").write_text(TASK, encoding="utf-8")
    files = {f"{side}/{n:02d}.jpg": b"taught" for side in ("done", "not_done") for n in range(1, 6)}
    save_taught(folder / "checks" / "sonde", CHECK, {"reference.jpg": b"bench", **files})
    return folder


def photos_in(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*.jpg") if work_photos.FOLDER in p.parts]


def test_without_consent_nothing_is_kept(task: Path) -> None:
    check = task / "checks" / "sonde"
    assert not work_photos.consents(task)
    assert not work_photos.wants(check)
    work_photos.keep(check, PAIR, DAY)
    assert photos_in(task) == []


def test_what_is_kept_is_this_users_alone_and_tells_no_time_and_no_order(task: Path) -> None:
    check = task / "checks" / "sonde"
    work_photos.consent(task, wanted=True)
    for _ in range(3):
        work_photos.keep(check, PAIR, DAY)
    kept = photos_in(task)
    assert len(kept) == 6
    assert {datetime.fromtimestamp(p.stat().st_mtime) for p in kept} == {datetime(2026, 11, 27, 12)}
    assert all(stat.S_IMODE(p.stat().st_mode) == 0o600 for p in kept) or os.name == "nt"
    assert all(len(p.stem.partition("-")[0]) == 8 for p in kept), "names are dealt at random"
    found = work_photos.kept(check)
    assert [(p.side, p.number, p.jpeg) for p in found] == [
        *((Answer.DONE, n, b"now") for n in (1, 2, 3)),
        *((Answer.NOT_DONE, n, b"before") for n in (1, 2, 3)),
    ]


def test_no_more_than_twelve_wait_and_none_of_a_check_that_has_learnt_from_many(task: Path) -> None:
    check = task / "checks" / "sonde"
    work_photos.consent(task, wanted=True)
    for _ in range(20):
        work_photos.keep(check, PAIR, DAY)
    assert work_photos.number_kept(check) == work_photos.MOST == 12
    assert not work_photos.wants(check)
    work_photos.drop(check)
    assert work_photos.wants(check)
    for n in range(6, 16):
        (check / "done" / f"{n:02d}.jpg").write_bytes(b"taught")
    assert not work_photos.wants(check)


def test_with_the_consent_everything_that_was_kept_goes_also_where_the_end_was_cut_off(task: Path) -> None:
    check = task / "checks" / "sonde"
    work_photos.consent(task, wanted=True)
    work_photos.keep(check, PAIR, DAY)
    work_photos.consent(task, wanted=False)
    assert not work_photos.consents(task)
    assert not list((task / "checks").glob(".work*"))
    work_photos.consent(task, wanted=True)
    work_photos.keep(check, PAIR, DAY)
    (task / "checks" / work_photos.FOLDER).rename(task / "checks" / work_photos.GONE)  # the power is cut here
    assert not work_photos.consents(task)
    clear_leftovers(task.parent)
    assert not list((task / "checks").glob(".work*"))


def test_after_thirty_days_they_go_by_themselves(task: Path) -> None:
    check = task / "checks" / "sonde"
    work_photos.consent(task, wanted=True)
    work_photos.keep(check, PAIR, DAY - timedelta(days=31))
    work_photos.keep(check, PAIR, DAY - timedelta(days=30))
    work_photos.expire(task, DAY)
    assert work_photos.number_kept(check) == 2
    assert work_photos.consents(task)


def test_they_are_in_no_release_package_or_copy_and_go_when_the_check_is_taught_anew(task: Path) -> None:
    check = task / "checks" / "sonde"
    work_photos.consent(task, wanted=True)
    versions.begin_as_draft(task, datetime(2026, 11, 27, tzinfo=UTC))
    versions.release(task)
    seen = released_folder(task)
    assert seen is not None
    assert seen != task
    assert work_photos.wants(seen / "checks" / "sonde"), "the workers' copy keeps beside the coach's own"
    work_photos.keep(seen / "checks" / "sonde", PAIR, DAY)
    assert work_photos.number_kept(check) == 2
    assert photos_in(seen) == []
    assert not [name for name in files_of(task) if ".work" in name]
    copy_task(task, task.parent / "copy")
    assert not work_photos.consents(task.parent / "copy")
    assert photos_in(task.parent / "copy") == []
    save_taught(check, CHECK, {"reference.jpg": b"another bench"})
    assert work_photos.number_kept(check) == 0
    assert work_photos.consents(task)


def test_of_a_check_that_the_coach_has_changed_since_nothing_is_kept(task: Path) -> None:
    work_photos.consent(task, wanted=True)
    versions.begin_as_draft(task, datetime(2026, 11, 27, tzinfo=UTC))
    versions.release(task)
    seen = released_folder(task)
    assert seen is not None
    save_check(task / "checks" / "sonde", CHECK.model_copy(update={"region": rectangle(0.2, 0.2, 0.5, 0.5)}))
    assert not work_photos.wants(seen / "checks" / "sonde")
    shutil.rmtree(task / "checks" / "sonde")
    assert not work_photos.wants(seen / "checks" / "sonde")
