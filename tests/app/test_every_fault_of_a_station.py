"""Whatever the disk refuses, and whenever the program is killed: a station's own files say the old or the new."""

from __future__ import annotations

import errno
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from oss_app.app.station import Station, open_station
from oss_app.core.errors import DeviceError, UserError
from oss_app.core.light import BenchLight
from oss_app.core.parcel import HELP, WELL
from oss_app.core.profile import Profile
from oss_app.core.settings import Settings
from oss_app.core.verdict import Answer
from oss_app.editor.house_list import HouseList
from oss_app.i18n import load
from oss_app.store.code import Tries, hash_code
from oss_app.store.light import YamlLight
from oss_app.store.shared_cards import SharedCards, look_at_cards
from oss_app.taskfile import packing, releases, work_photos
from oss_app.taskfile.following import FollowedStore, look
from tests.editor.disk_faults import FAULTS, killed_at

if sys.platform == "win32":
    pytest.skip("a process cannot be forked there", allow_module_level=True)

EN = load("en")
PHOTO = BytesIO()
Image.new("RGB", (64, 48)).save(PHOTO, "JPEG")
OTHER_PHOTO = BytesIO()
Image.new("RGB", (64, 48), "red").save(OTHER_PHOTO, "JPEG")
CODE = hash_code("1234")
REFUSALS = {
    "full": (errno.ENOSPC, False, False),
    "read-only": (errno.EROFS, False, True),
    "a bad block": (errno.EIO, True, False),
}


@dataclass
class Bench:
    """A station's folder, and beside it what several stations share."""

    root: Path

    @property
    def data(self) -> Path:
        return self.root / "data"

    @property
    def shared(self) -> Path:
        return self.root / "shared"

    @property
    def followed(self) -> FollowedStore:
        return FollowedStore(self.data / "followed")


def no_beat() -> None:
    pass


def task(folder: Path, sentence: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "foto.jpg").write_bytes(PHOTO.getvalue())
    text = f"taak: {folder.name}\nstappen:\n  - tekst: {sentence}\n    foto: foto.jpg\n"
    (folder / "task.yaml").write_text(text, encoding="utf-8")
    return folder


def _bench(root: Path) -> Bench:
    bench = Bench(root)
    with_station(bench, lambda station: _filled(bench, station))
    return bench


def with_station(bench: Bench, act: Callable[[Station], object]) -> None:
    station = open_station(bench.data, EN)
    try:
        act(station)
    finally:
        station.close()


def _filled(bench: Bench, station: Station) -> None:
    station.store.save(Settings(language="en", coach_code=CODE))
    station.profiles.save(Profile(card="windmill"))
    station.profiles.keep_photo("windmill", PHOTO.getvalue())
    YamlLight(station.folders.light, EN).save(BenchLight())
    station.remember_language("en")
    Tries(station.folders.tries).count()
    HouseList(bench.data / "house.txt").keep("tang\n", "")
    kit = task(bench.data / "tasks" / "kit", "Pak de doos.")
    (kit / "checks" / "plek").mkdir(parents=True)
    work_photos.consent(kit, wanted=True)
    (bench.shared / "cards").mkdir(parents=True)
    (bench.shared / "cards" / "pan.yaml").write_text("format: 1\nlanguage: nl\n", encoding="utf-8")
    bench.shared.joinpath("tasks").mkdir()
    releases.publish(task(bench.root / "elsewhere" / "set", "Pak de doos."), bench.shared / "tasks")
    take_over(bench)
    releases.publish(task(bench.root / "elsewhere" / "set", "Pak de kist."), bench.shared / "tasks")
    packing.export(kit, bench.root / "kit.osstask")


def take_over(bench: Bench) -> None:
    """The newest release is taken in and runs."""
    look(bench.shared / "tasks", bench.followed, "en", date(2026, 11, 27), no_beat)
    bench.followed.swap(bench.followed.ready())
    bench.followed.clear()


def settings(bench: Bench) -> None:
    with_station(bench, lambda station: station.store.save(Settings(language="de", coach_code=CODE)))


def card(bench: Bench) -> None:
    def act(station: Station) -> None:
        station.profiles.save(Profile(card="windmill", rate=0.8))
        station.profiles.keep_photo("windmill", OTHER_PHOTO.getvalue())
        station.profiles.save(Profile(card="pan"))

    with_station(bench, act)


def card_away(bench: Bench) -> None:
    with_station(bench, lambda station: station.profiles.remove("windmill"))


def light(bench: Bench) -> None:
    YamlLight(bench.data / "light.yaml", EN).save(BenchLight())


def wrong_code(bench: Bench) -> None:
    Tries(bench.data / "tries").count()


def other_language(bench: Bench) -> None:
    with_station(bench, lambda station: station.remember_language("nl"))


def house_word(bench: Bench) -> None:
    HouseList(bench.data / "house.txt").add("hamer")


def shared_cards(bench: Bench) -> None:
    here = bench.data / "shared-cards"
    cards = SharedCards(here, lambda card: None, EN)
    cards.take_over(look_at_cards(bench.shared / "cards", here, EN, no_beat))


def photo_of_the_work(bench: Bench) -> None:
    check = bench.data / "tasks" / "kit" / "checks" / "plek"
    work_photos.keep(check, [(Answer.DONE, PHOTO.getvalue())], date(2026, 11, 27))


def consent_ends(bench: Bench) -> None:
    work_photos.consent(bench.data / "tasks" / "kit", wanted=False)


def call(bench: Bench) -> None:
    def act(station: Station) -> None:
        station.remember_call(HELP, is_known=False)
        station.remember_call(HELP, is_known=True)
        station.remember_call(WELL, is_known=True)

    with_station(bench, act)


def right_code(bench: Bench) -> None:
    Tries(bench.data / "tries").forget()


def tasks_read(bench: Bench) -> None:
    def act(station: Station) -> None:
        station.library.list()
        station.library.keep()

    with_station(bench, act)


ACTS: tuple[Callable[[Bench], None], ...] = (
    settings, card, card_away, light, wrong_code, other_language, house_word, shared_cards, photo_of_the_work,
    consent_ends, take_over, call, right_code, tasks_read,
)  # fmt: skip


def check(bench: Bench) -> None:
    """The station opens; its settings, cards, words and tasks are the old or the new, and none of them is told of."""
    station = open_station(bench.data, EN)
    try:
        assert station.settings.language in ("en", "de")
        assert station.settings.coach_code == CODE
        assert not station.store.notice
        cards = {profile.card: profile for profile in station.profiles.list()}
        assert not station.profiles.unreadable
        if "windmill" in cards:
            assert cards["windmill"].rate in (0.9, 0.8)
        photo = station.profiles.photo("windmill")
        assert photo is None or photo.read_bytes() in (PHOTO.getvalue(), OTHER_PHOTO.getvalue())
        assert not station.profiles.lacking_photos()
        assert station.last_language() in ("en", "nl")
        assert station.last_call() in (("", False), (HELP, False), (HELP, True))
        assert Tries(station.folders.tries).wrong in (0, 1, 2)
        YamlLight(station.folders.light, EN).load()
        assert HouseList(bench.data / "house.txt").text() in ("tang\n", "tang\nhamer\n")
        assert not SharedCards(bench.data / "shared-cards", lambda card: None, EN).unreadable
        assert [listing.task is not None for listing in station.library.list()] == [True]
    finally:
        station.close()
    bench.followed.recover()
    running = bench.followed.running()
    assert running["set"].release.number in (1, 2)
    sentence = (bench.followed.tasks / "set" / "task.yaml").read_text(encoding="utf-8")
    assert ("kist" in sentence) is (running["set"].release.number == 2)
    assert (bench.followed.tasks / "set" / "foto.jpg").is_file()


def litter(bench: Bench) -> list[Path]:
    take_over(bench)
    marks = ("*.tmp", ".taking-*", ".gone-*", ".work-gone", "*.mended", "*.unfinished")
    return [path for mark in marks for path in bench.data.rglob(mark)]


@pytest.fixture
def benches(tmp_path: Path) -> Callable[[], Bench]:
    """A fresh bench each time."""
    pattern = _bench(tmp_path / "pattern").root

    def fresh() -> Bench:
        shutil.rmtree(tmp_path / "bench", ignore_errors=True)
        shutil.copytree(pattern, tmp_path / "bench")
        return Bench(tmp_path / "bench")

    return fresh


def name_of(act: Callable[[Bench], None]) -> str:
    return act.__name__


@pytest.mark.slow
@pytest.mark.parametrize("act", ACTS, ids=name_of)
def test_killed_before_each_change(benches: Callable[[], Bench], act: Callable[[Bench], None]) -> None:
    at, came = 1, True
    while came:
        bench = benches()
        came = killed_at(bench.data, at, lambda bench=bench: act(bench))  # type: ignore[misc]
        check(bench)
        assert not litter(bench)
        at += 1
    assert at > 2, "nothing was written at all"


@pytest.mark.slow
@pytest.mark.parametrize("refusal", REFUSALS)
@pytest.mark.parametrize("act", ACTS, ids=name_of)
def test_refused_at_each_change(benches: Callable[[], Bench], act: Callable[[Bench], None], refusal: str) -> None:
    code, once, takes_all = REFUSALS[refusal]
    at, came = 1, True
    while came:
        bench = benches()
        with (
            suppress(UserError, DeviceError, OSError),
            FAULTS.on(bench.data, at, code, once=once, takes_all=takes_all),
        ):
            act(bench)
        came = FAULTS.seen >= at
        check(bench)
        at += 1
    # a disk that is full or has a bad block still deletes, and no more is done after the right code
    assert at > 2 or act is right_code, "nothing was written at all"
