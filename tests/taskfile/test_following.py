"""Stations that follow a folder of releases: what is half there, faulty or gone never takes what runs away."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pytest
from PIL import Image

from oss_app.taskfile import FolderLibrary, following
from oss_app.taskfile.following import FolderSeen, FollowedStore, look
from oss_app.taskfile.releases import DEAD_S, Release, publish, releases_in, withdraw_release

DAY = date(2026, 11, 26)
TASK = "taak: Kit {n}\ntaal: nl\nfoto: kit.jpg\nstappen:\n  - tekst: Leg de sonde in vak 1.\n"


def nothing() -> None:
    pass


@pytest.fixture
def share(tmp_path: Path) -> Path:
    (tmp_path / "share").mkdir()
    return tmp_path / "share"


@pytest.fixture
def store(tmp_path: Path) -> FollowedStore:
    return FollowedStore(tmp_path / "station")


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """Writes the task ``kit`` as a coach has it; ``n`` is in its title."""

    def write(n: int = 1, name: str = "kit") -> Path:
        folder = tmp_path / "coach" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "task.yaml").write_text(TASK.format(n=n), encoding="utf-8")
        Image.new("RGB", (64, 48), (n * 10 % 256, 80, 80)).save(folder / "kit.jpg")
        return folder

    return write


def seen(share: Path, store: FollowedStore) -> FolderSeen:
    return look(share, store, "en", DAY, nothing)


def followed(share: Path, store: FollowedStore) -> FolderSeen:
    """One look, and the swap after it."""
    found = seen(share, store)
    store.swap(found.ready)
    return found


def title(store: FollowedStore, name: str = "kit") -> str:
    """The title of what runs, or empty; a task that runs has no faults."""
    listings = {listing.folder.name: listing for listing in FolderLibrary(store.tasks, released=True).list()}
    if name not in listings:
        return ""
    assert listings[name].task is not None, listings[name].problems
    return listings[name].title


def test_a_release_reaches_the_station(share: Path, store: FollowedStore, written: Callable[..., Path]) -> None:
    assert publish(written(1), share) == Release("kit", 1)
    assert [f.name for f in share.iterdir()] == ["kit-0001.osstask"]
    found = followed(share, store)
    assert found == FolderSeen(True, (Release("kit", 1),), ())
    assert title(store) == "Kit 1"
    assert store.running()["kit"].since == "2026-11-26"
    assert followed(share, store) == FolderSeen(True)  # and no second time


def test_the_next_one_waits_until_it_may(share: Path, store: FollowedStore, written: Callable[..., Path]) -> None:
    publish(written(1), share)
    followed(share, store)
    publish(written(2), share)
    found = seen(share, store)
    assert found.ready == (Release("kit", 2),)
    assert title(store) == "Kit 1"
    assert seen(share, store).ready == (Release("kit", 2),)  # it lies ready, and is not copied again
    store.swap(found.ready)
    assert title(store) == "Kit 2"


def test_a_withdrawn_task_is_gone_and_stays_gone(
    share: Path, store: FollowedStore, written: Callable[..., Path]
) -> None:
    publish(written(1), share)
    followed(share, store)
    assert withdraw_release("kit", share) == Release("kit", 2, is_withdrawn=True)
    followed(share, store)
    assert title(store) == ""
    (share / "kit-0002.withdrawn").unlink()  # a folder that lags behind
    followed(share, store)
    assert title(store) == ""
    FollowedStore(store.root).recover()
    assert title(store) == ""
    publish(written(3), share)  # 2 again, in a folder that does not know of it
    publish(written(3), share)
    followed(share, store)
    assert title(store) == "Kit 3"


def test_an_earlier_version_comes_back_as_a_new_release(
    share: Path, store: FollowedStore, written: Callable[..., Path]
) -> None:
    for n in (1, 2, 1):
        publish(written(n), share)
        followed(share, store)
    assert title(store) == "Kit 1"
    assert store.running()["kit"].release.number == 3


def test_numbers_never_go_down(share: Path, store: FollowedStore, written: Callable[..., Path]) -> None:
    publish(written(1), share)
    publish(written(2), share)
    followed(share, store)
    (share / "kit-0002.osstask").unlink()
    assert followed(share, store) == FolderSeen(True)
    assert title(store) == "Kit 2"


class TestWhatGoesWrong:
    @pytest.fixture
    def running(self, share: Path, store: FollowedStore, written: Callable[..., Path]) -> Path:
        publish(written(1), share)
        followed(share, store)
        return share

    def hold(self, running: Path, store: FollowedStore, sentence: str) -> None:
        """The last good one runs, and somebody hears why."""
        found = followed(running, store)
        assert title(store) == "Kit 1"
        assert any(sentence in problem for problem in found.problems), found
        assert followed(running, store).problems == found.problems  # it is told again, without being read again

    def test_a_half_written_file(self, running: Path, store: FollowedStore, written: Callable[..., Path]) -> None:
        publish(written(2), running)
        file = running / "kit-0002.osstask"
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
        self.hold(running, store, "“kit-0002.osstask” cannot be used: This is not a task package.")
        file.write_bytes(whole)
        followed(running, store)
        assert title(store) == "Kit 2"

    def test_a_file_that_is_being_written_is_not_even_looked_at(self, running: Path, store: FollowedStore) -> None:
        for name in (".kit-0002.osstask.x1.tmp", "kit-0002.osstask.part", "~kit-0002.osstask"):
            (running / name).write_bytes(b"half")
        assert followed(running, store) == FolderSeen(True)

    @pytest.mark.parametrize(
        "name",
        [
            "kit-0002.sync-conflict-20261126-101500-ABCDEFG.osstask",  # Syncthing
            "kit-0002.osstask.sync-conflict-20261126-101500-ABCDEFG",
            "kit-0002 (conflicted copy 2026-11-26).osstask",  # Nextcloud, and ownCloud before it
            "kit-0002 (conflicted copy 2026-11-26 101500).osstask",
            "kit-0002_conflict-20261126-101500.osstask",
            "kit-0002 (Tafel 7's conflicted copy 2026-11-26).osstask",  # Dropbox, which speaks the user's language
            "kit-0002 (conflicterende kopie van TAFEL-7 2026-11-26).osstask",
            "kit-0002 (In Konflikt stehende Kopie von TISCH-7 2026-11-26).osstask",
            "kit-0002-TAFEL-7.osstask",  # OneDrive adds the PC's name
            "kit-0002-DESKTOP-4F7K2Q1.osstask",
            "kit-0002.Conflict.osstask",  # Resilio
            "kit-0002 (1).osstask",  # Google Drive, and whoever downloads twice
            "kit-0002(1).osstask",
            "kit-0002 - kopie.osstask",  # Windows
            "Kopie van kit-0002.osstask",
            "kit-0002.OSSTASK",
            "kit-0002.osstask.bak",
            "kit.osstask",
        ],
    )
    def test_a_conflict_copy(
        self, running: Path, store: FollowedStore, written: Callable[..., Path], name: str
    ) -> None:
        publish(written(2), running)
        (running / "kit-0002.osstask").rename(running / name)
        self.hold(running, store, f"“{name}” ")  # is not a release, or another task is in it

    def test_a_conflict_copy_with_a_pcs_number_is_another_task_and_taken_for_none(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        """OneDrive on a PC that is called PC-0007: its name reads like the seventh release of another task."""
        publish(written(2), running)
        (running / "kit-0002.osstask").rename(running / "kit-0002-PC-0007.osstask")
        self.hold(running, store, "“kit-0002-PC-0007.osstask” cannot be used: There is another task in it: kit.")
        (running / "kit-0002-PC-0008.withdrawn").write_bytes(b"withdrawn\n")
        followed(running, store)
        assert title(store) == "Kit 1"

    @pytest.mark.parametrize("name", ["kit-0002 (conflicted copy).osstask", "kit-0002.sync-conflict-1.withdrawn"])
    def test_a_conflict_copy_beside_the_release_itself(
        self, running: Path, store: FollowedStore, written: Callable[..., Path], name: str
    ) -> None:
        publish(written(2), running)
        (running / name).write_bytes(b"of another PC")
        found = followed(running, store)
        assert title(store) == "Kit 2"
        assert len(found.problems) == 1

    def test_a_faulty_release_and_the_one_below_it(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        publish(written(2), running)
        publish(written(3), running)
        (running / "kit-0003.osstask").write_bytes(b"PK nonsense")
        found = followed(running, store)
        assert title(store) == "Kit 2"
        assert len(found.problems) == 1

    def test_one_whose_content_was_changed(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        publish(written(2), running)
        file = running / "kit-0002.osstask"
        data = bytearray(file.read_bytes())
        at = data.index(b"\xff\xd8") + 300  # within the photo
        data[at] ^= 1
        file.write_bytes(data)
        self.hold(running, store, "“kit-0002.osstask” cannot be used: “kit.jpg”")

    def test_another_task_under_this_name(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        publish(written(2, "other"), running)
        (running / "other-0001.osstask").rename(running / "kit-0002.osstask")
        self.hold(running, store, "There is another task in it: other.")

    def test_names_of_any_bytes(self, running: Path, store: FollowedStore) -> None:
        if os.name == "nt":
            pytest.skip("names are text there")
        for name in (
            b"kit-0002\xff.osstask",
            b"\xff\xfe.osstask",
            b"kit\xe2\x80\xae-0003.osstask",
            b"a\nb-0001.osstask",
        ):
            (Path(os.fsdecode(os.fsencode(running) + b"/" + name))).write_bytes(b"PK")
        found = followed(running, store)
        assert title(store) == "Kit 1"
        assert len(found.problems) == 4
        for told in found.problems:
            told.encode()  # it can be shown, kept and printed
        store.keep_look(datetime(2026, 11, 26, 12, 0), found.problems, is_reached=True)
        assert store.last_look().problems == found.problems

    def test_links_that_lead_elsewhere(self, running: Path, store: FollowedStore, tmp_path: Path) -> None:
        (tmp_path / "secret").write_text("not for anybody")
        aims = {"kit-0002": "/dev/zero", "kit-0003": "kit-0003.osstask", "kit-0004": "nowhere", "kit-0005": tmp_path}
        for name, aim in {**aims, "kit-0006": tmp_path / "secret"}.items():
            (running / f"{name}.osstask").symlink_to(aim)
        self.hold(running, store, "“kit-0006.osstask” cannot be used: This is not a task package.")
        assert len(followed(running, store).problems) == 1

    def test_a_package_that_grows_when_it_is_opened(self, running: Path, store: FollowedStore) -> None:
        with zipfile.ZipFile(running / "kit-0002.osstask", "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("kit/task.yaml", b"#" * 50_000_000)
        self.hold(running, store, "“kit-0002.osstask” cannot be used: ")

    def test_a_release_and_a_withdrawal_of_one_number(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        """Two shares that were joined: what takes away wins, as it is the careful one."""
        publish(written(2), running)
        (running / "kit-0002.withdrawn").write_bytes(b"withdrawn\n")
        followed(running, store)
        assert title(store) == ""
        followed(running, store)
        assert title(store) == ""

    def test_names_that_differ_in_capitals_alone(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        publish(written(2), running)
        (running / "kit-0002.osstask").rename(running / "KIT-0003.osstask")
        self.hold(running, store, "“KIT-0003.osstask” cannot be used: There is another task in it: kit.")

    def test_files_from_another_time(self, running: Path, store: FollowedStore, written: Callable[..., Path]) -> None:
        """The numbers count, and no clock: neither the share's nor this PC's."""
        publish(written(2), running)
        os.utime(running / "kit-0002.osstask", (1, 1))
        os.utime(running / "kit-0001.osstask", (2**32, 2**32))
        store.swap(look(running, store, "en", date(2001, 1, 1), nothing).ready)
        assert title(store) == "Kit 2"

    def test_a_share_that_is_gone(self, running: Path, store: FollowedStore) -> None:
        running.rename(running.with_name("elsewhere"))
        found = followed(running, store)
        assert not found.is_reached
        assert title(store) == "Kit 1"

    def test_a_share_that_is_empty_takes_nothing_away(self, running: Path, store: FollowedStore) -> None:
        """What an unmounted share looks like."""
        (running / "kit-0001.osstask").unlink()
        self.hold(running, store, "“kit” is no longer in the folder, and still runs here.")

    def test_a_share_that_goes_in_the_middle_of_a_copy(
        self, running: Path, store: FollowedStore, written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        publish(written(2), running)

        def cut(source: Path, target: Path, beat: Callable[[], None]) -> None:
            target.write_bytes(source.read_bytes()[:1000])
            raise OSError(112, "Host is down")

        with monkeypatch.context() as patch:
            patch.setattr(following, "_copy", cut)
            found = followed(running, store)
        assert title(store) == "Kit 1"
        assert "could not be copied now" in found.problems[0]
        followed(running, store)
        assert title(store) == "Kit 2"

    def test_the_power_goes_between_the_two_renames(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        publish(written(2), running)
        found = seen(running, store)
        (store.root / "old").mkdir(exist_ok=True)
        (store.tasks / "kit").rename(store.root / "old" / "kit")  # the first of them
        again = FollowedStore(store.root)
        again.recover()
        assert title(again) == "Kit 1"
        again.swap(found.ready)
        assert title(again) == "Kit 2"

    def test_nothing_is_left_lying(self, running: Path, store: FollowedStore, written: Callable[..., Path]) -> None:
        for n in range(2, 6):
            publish(written(n), running)
            followed(running, store)
        store.clear()
        assert [p.name for p in sorted(store.root.rglob("*")) if p.is_dir()] == ["old", "ready", "tasks", "kit"]

    def test_what_a_killed_release_left_is_cleared_by_the_next_and_no_others_that_is_being_written(
        self, running: Path, written: Callable[..., Path]
    ) -> None:
        """Seen red: up to 1 GB stayed in everybody's folder for ever."""
        dead = [".kit-0123456789ab.tmp", ".set-ba9876543210.tmp", "..kit-0123456789ab.tmp.x1y2z3.tmp"]
        kept = [".kit-aaaaaaaaaaaa.tmp", ".own.tmp", "other-0123456789ab.tmp"]
        now = (running / "kit-0001.osstask").stat().st_mtime
        for name in (*dead, *kept):
            (running / name).write_bytes(b"half")
            os.utime(running / name, (now - 2 * DEAD_S, now - 2 * DEAD_S))
        os.utime(running / kept[0], (now - 60, now - 60))
        publish(written(2), running)
        withdraw_release("kit", running)
        left = {path.name for path in running.iterdir()}
        assert not left & set(dead)
        assert left >= set(kept)

    def test_a_station_never_writes_into_the_folder(
        self, running: Path, store: FollowedStore, written: Callable[..., Path]
    ) -> None:
        publish(written(2), running)
        before = {f: (f.stat().st_mtime_ns, f.stat().st_size) for f in running.iterdir()}
        followed(running, store)
        assert {f: (f.stat().st_mtime_ns, f.stat().st_size) for f in running.iterdir()} == before


def test_twenty_stations_at_once_while_releases_come_in_and_the_share_is_a_bad_one(
    tmp_path: Path, share: Path, written: Callable[..., Path]
) -> None:
    """Each look of each station ends with a whole task that runs, whatever lies in the folder or is gone from it."""
    stores = [FollowedStore(tmp_path / f"station{n}") for n in range(20)]
    publish(written(1), share)
    for store in stores:
        followed(share, store)
    runs: list[str] = []

    def follow(store: FollowedStore) -> None:
        for _ in range(3):
            followed(share, store)
            runs.append(title(store))

    with ThreadPoolExecutor(20) as pool:
        work = [pool.submit(follow, store) for store in stores]
        for n in range(2, 6):
            file = share / publish(written(n), share).file
            whole = file.read_bytes()
            file.write_bytes(whole[: len(whole) // 2])  # as a tool that copies without a name of its own
            (share / f"kit-000{n} (conflicted copy).osstask").write_bytes(whole)
            share.rename(share.with_name("away"))
            share.with_name("away").rename(share)
            file.write_bytes(whole)
            (share / f"kit-000{n - 1}.osstask").unlink()  # who rolls back by deleting gets nothing back
        for one in work:
            one.result()
    assert len(runs) == 60
    assert set(runs) <= {f"Kit {n}" for n in range(1, 6)}
    for store in stores:
        followed(share, store)
    assert {title(store) for store in stores} == {"Kit 5"}


def test_two_who_release_at_the_same_moment_get_two_numbers(share: Path, written: Callable[..., Path]) -> None:
    folder = written(1)
    copies = [shutil.copytree(folder, folder.parent.with_name(f"coach{n}") / "kit") for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        numbers = sorted(r.number for r in pool.map(lambda f: publish(f, share), copies))
    assert numbers == [1, 2, 3, 4]
    assert releases_in(share) == {"kit": Release("kit", 4)}
    assert not [f for f in os.listdir(share) if f.startswith(".")]
