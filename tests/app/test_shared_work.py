"""What a station starts of what benches share: nothing where nothing is set (P2), and what it says to the coach."""

from __future__ import annotations

import threading
from pathlib import Path

import psutil
import pytest

from oss_app.app.diagnostics import support
from oss_app.app.help_board import in_tiles, is_new_call
from oss_app.app.shared_work import SharedWork
from oss_app.app.station import open_station
from oss_app.core.errors import UserError
from oss_app.core.profile import Profile
from oss_app.i18n import load
from oss_app.resources import instructions
from oss_app.server.messages import BenchSeen
from oss_app.store.folders import Folders
from oss_app.taskfile.following import FollowedStore
from oss_app.taskfile.releases import publish
from oss_app.ui.desk.station.help_board_page import BenchState
from tests.leftovers import nothing_left

WORDS = load("en")


def set_up(folder: Path, settings: str) -> None:
    folder.mkdir()
    (folder / "station.yaml").write_text(f"format: 1\n{settings}", encoding="utf-8")


def test_by_default_there_is_no_process_no_thread_and_no_socket(tmp_path: Path) -> None:
    station = open_station(tmp_path, WORDS)
    with nothing_left():
        threads = threading.active_count()
        shared = SharedWork(station, lambda f: f(), lambda s, f: None)
        shared.start()
        shared.begin_session()
        shared.tell("help")
        shared.end_session()
        assert threading.active_count() == threads
        assert psutil.Process().net_connections("inet") == []
        assert shared.news(WORDS) == ""
        shared.close()
    station.close()


def test_a_station_that_follows_a_folder_shows_its_tasks_and_no_others(tmp_path: Path) -> None:
    share, data = tmp_path / "share", tmp_path / "data"
    share.mkdir()
    set_up(data, f"tasks_from: {share}\n")
    station = open_station(data, WORDS)
    assert station.library.list() == []  # not the samples either
    publish(instructions() / "ontbijt", share)
    store = FollowedStore(Folders(data).followed)
    from datetime import date

    from oss_app.taskfile.following import look

    store.swap(look(share, store, "en", date(2026, 11, 26), lambda: None).ready)
    assert [item.folder.name for item in station.library.list()] == ["ontbijt"]
    assert station.library.list()[0].task is not None
    station.close()


def test_shared_cards_are_read_only(tmp_path: Path) -> None:
    set_up(tmp_path / "data", f"cards_from: {tmp_path}\n")
    station = open_station(tmp_path / "data", WORDS)
    with pytest.raises(UserError, match="several stations share"):
        station.profiles.save(Profile(card="boat"))
    station.close()


def test_the_support_bundle_has_no_password() -> None:
    text = "server: postgresql://oss_station:s3cret-Aa_1@db.example.org/oss\nboard: 'postgresql://b:x@[::1]:5/oss'\n"
    assert "s3cret" not in support.without_code(text)
    assert ":x@" not in support.without_code(text)
    assert "db.example.org/oss" in support.without_code(text)


def bench(name: str, state: str = "well", waits: int = 0, silent: int = 0, *, coming: bool = False) -> BenchSeen:
    return BenchSeen(name * 8, f"Bench {name}", state, waits, silent, coming)


def test_who_asks_stands_first_then_who_is_silent() -> None:
    seen = (bench("1", "help", 130), bench("2", "trouble:camera", 20, coming=True), bench("3"), bench("4", silent=70))
    tiles = in_tiles(seen, frozenset(), WORDS)
    assert [(t.name, t.state, t.sentence, t.since) for t in tiles] == [
        ("Bench 1", BenchState.ASKS, "Asks for help", "for 2 minutes"),
        ("Bench 2", BenchState.COMES, "You are on your way.", "just now"),
        ("Bench 4", BenchState.SILENT, "Not heard from", "for 1 minute"),
        ("Bench 3", BenchState.WELL, "All is well", ""),
    ]


def test_what_it_is_about_is_said_in_words() -> None:
    seen = (bench("1", "trouble:missing"), bench("2", "trouble:broken"), bench("3", "trouble:something-newer"))
    assert [t.sentence for t in in_tiles(seen, frozenset(), WORDS)] == [
        "Something is missing",
        "Something is broken",
        "Asks for help",
    ]


def test_what_was_said_here_shows_before_the_server_has_it() -> None:
    (tile,) = in_tiles((bench("1", "help"),), frozenset({"1" * 8}), WORDS)
    assert tile.state is BenchState.COMES


@pytest.mark.parametrize(
    ("before", "now", "is_new"),
    [
        (None, bench("1", "help"), True),
        (None, bench("1"), False),
        (bench("1"), bench("1", "help"), True),
        (bench("1", "help", 2), bench("1", "help", 4), False),
        (bench("1", "help", 2), bench("1", "trouble:broken", 4), False),  # it says now what it is about
        (bench("1", "help", 2), bench("1", "help", 4, coming=True), False),
        # this PC slept meanwhile, or it went faster than a look: that call was over, and this is another one
        (bench("1", "help", 90, coming=True), bench("1", "help", 300), True),
        (bench("1", "help", 90), bench("1", "help", 3), True),
    ],
)
def test_a_call_is_new_though_the_bench_asked_before_too(
    before: BenchSeen | None, now: BenchSeen, is_new: bool
) -> None:
    assert is_new_call(now, before) is is_new


def test_without_the_server_nothing_is_known_of_a_bench_that_was_well() -> None:
    tiles = in_tiles((bench("1"), bench("2", "help", 60)), frozenset(), WORDS, is_reached=False)
    assert [(t.name, t.state) for t in tiles] == [("Bench 2", BenchState.ASKS), ("Bench 1", BenchState.SILENT)]


def test_a_bench_without_a_name_shows_a_few_letters_of_its_number() -> None:
    (tile,) = in_tiles((BenchSeen("4f2a0000-1", "", "well", 0, 0, False),), frozenset(), WORDS)
    assert tile.name == "Bench 4F2A"
