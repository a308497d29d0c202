"""The workers' cards over the real stores: wishes are kept, and a card that goes takes its journal along."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from oss_app.app import start_screens
from oss_app.app.station import Station, open_station
from oss_app.app.workers import Workers
from oss_app.core.ports import SessionKey
from oss_app.core.profile import Profile, Theme
from oss_app.core.record import Position
from oss_app.i18n import card_word, load
from oss_app.resources import card_sign
from oss_app.ui.kiosk.window import MainWindow
from oss_app.ui.kit import fonts
from oss_app.ui.kit.display import StationDisplay


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    station = open_station(tmp_path, load("nl"))
    yield station
    station.close()


@pytest.fixture
def workers(station: Station, qtbot: QtBot) -> Iterator[Workers]:
    fonts.load()
    station.profiles.save(Profile(card="cat"))
    station.profiles.save(Profile(card="coffee", theme=Theme.DARK))
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    workers = Workers(station, window)
    workers.open()
    yield workers
    workers.close_down()


def kept(station: Station) -> dict[str, Profile]:
    return {profile.card: profile for profile in station.profiles.list()}


def answer(page: Any, name: str) -> None:
    """Press an act of the line that was said last."""
    [b for b in page.note.findChildren(QAbstractButton) if b.accessibleName() == name][-1].click()


def test_a_wish_is_kept_at_once(station: Station, workers: Workers) -> None:
    workers.page.cards["cat"].click()
    workers.page.form.text_size.button("150").click()
    workers.page.form.switches["left_handed"].click()
    assert kept(station)["cat"] == Profile(card="cat", text_percent=150, left_handed=True)
    assert kept(station)["coffee"] == Profile(card="coffee", theme=Theme.DARK)


def test_a_card_is_added_by_its_picture(station: Station, workers: Workers) -> None:
    workers.page.add.click()
    workers.page.free["fish"].click()
    assert set(kept(station)) == {"cat", "coffee", "fish"}
    assert workers.page.title.text() == "Vis"
    assert workers.page.cards["fish"].isChecked()


def test_a_card_that_goes_takes_its_journal_along(station: Station, workers: Workers) -> None:
    for card in ("cat", "coffee"):
        station.journal.begin(SessionKey("tandarts", card), "", Position(1, 0))
    workers.page.cards["cat"].click()
    workers.page.remove.click()
    assert set(kept(station)) == {"cat", "coffee"}
    assert station.journal.open_session(SessionKey("tandarts", "cat")) is not None
    answer(workers.page, "Verwijder")
    assert set(kept(station)) == {"coffee"}
    assert station.journal.open_session(SessionKey("tandarts", "cat")) is None
    assert station.journal.open_session(SessionKey("tandarts", "coffee")) is not None
    assert list(workers.page.cards) == ["coffee"]


def test_the_last_card_leaves_the_wishes_of_everyone(station: Station, workers: Workers) -> None:
    for card in ("cat", "coffee"):
        workers.page.cards[card].click()
        workers.page.remove.click()
        answer(workers.page, "Verwijder")
    assert kept(station) == {}
    assert workers.page.title.text() == "Iedereen (zonder kaart)"
    workers.page.form.theme.button("dark").click()
    assert kept(station) == {"": Profile(theme=Theme.DARK)}


def test_a_file_of_a_newer_version_is_told_of_and_left_alone(station: Station, workers: Workers) -> None:
    file = station.folders.workers / "cat.yaml"
    file.write_text("format: 99\nlevel: new\n", encoding="utf-8")
    workers.page.cards["cat"].click()
    workers.page.form.theme.button("dark").click()
    assert "nieuwere versie" in workers.page.note.words
    assert workers.page.form.theme.button("light").isChecked()
    assert file.read_text(encoding="utf-8") == "format: 99\nlevel: new\n"


def test_it_is_told_where_a_card_cannot_be_read(station: Station, qtbot: QtBot) -> None:
    fonts.load()
    (station.folders.workers / "cat.yaml").write_text("theme: purple\n", encoding="utf-8")
    window = MainWindow(StationDisplay("", ""), windowed=True)
    qtbot.addWidget(window)
    workers = Workers(station, window)
    workers.open()
    assert "purple" in workers.page.note.words
    workers.close_down()


def test_it_shows_a_step_of_a_real_task_as_the_worker_sees_it(workers: Workers, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not workers.page.preview.view.is_waiting, timeout=60_000)
    assert workers.page.preview.accessibleName()
    workers.page.cards["coffee"].click()
    assert workers.page.preview.view.ground() == "#15191C"


def test_the_way_back(workers: Workers) -> None:
    over = list[int]()
    workers.over.connect(lambda: over.append(1))
    workers.page.left.emit()
    assert over == [1]


# ---- photos of the coach's own ----


def phone_photo(folder: Path, name: str = "hammer.jpg") -> Path:
    """A large photo that says where it was made."""
    exif = Image.Exif()
    exif[0x010F] = "a phone"
    exif.get_ifd(0x8825)[1] = "N"
    Image.effect_noise((3000, 2000), 60).convert("RGB").save(folder / name, exif=exif, quality=90)
    return folder / name


def test_a_photo_of_the_coachs_own_makes_a_card_with_a_number(
    station: Station, workers: Workers, tmp_path: Path
) -> None:
    workers.page.add.click()
    workers.page.own.take(phone_photo(tmp_path))
    assert set(kept(station)) == {"cat", "coffee", "photo-1"}
    assert workers.page.title.text() == "Kaart 1"
    kept_photo = station.card_picture("photo-1")
    assert kept_photo is not None
    assert kept_photo.parent == station.folders.workers
    assert kept_photo.stat().st_size < 1_000_000
    assert b"Exif" not in kept_photo.read_bytes()
    with Image.open(kept_photo) as image:
        assert image.size == (800, 533)
    workers.page.add.click()
    workers.page.own.take(tmp_path / "hammer.jpg")
    assert list(workers.page.cards) == ["cat", "coffee", "photo-1", "photo-2"]


def test_a_sign_gives_way_to_a_photo_and_comes_back(station: Station, workers: Workers, tmp_path: Path) -> None:
    workers.page.cards["cat"].click()
    assert not workers.page.no_photo.isVisible()
    workers.page.photo.take(phone_photo(tmp_path))
    assert station.card_picture("cat") == station.folders.workers / "cat.jpg"
    workers.page.no_photo.click()
    assert station.card_picture("cat") == card_sign("cat")
    assert not (station.folders.workers / "cat.jpg").exists()


def test_what_is_no_photo_is_told_and_makes_no_card(station: Station, workers: Workers, tmp_path: Path) -> None:
    (tmp_path / "list.jpg").write_text("no photo")
    workers.page.add.click()
    workers.page.own.take(tmp_path / "list.jpg")
    assert workers.page.note.words
    workers.page.own.take(tmp_path / "gone.jpg")
    assert workers.page.note.words
    assert set(kept(station)) == {"cat", "coffee"}


def test_a_photo_goes_with_its_card(station: Station, workers: Workers, tmp_path: Path) -> None:
    workers.page.cards["cat"].click()
    workers.page.photo.take(phone_photo(tmp_path))
    workers.page.remove.click()
    answer(workers.page, "Verwijder")
    assert [file.name for file in station.folders.workers.iterdir()] == ["coffee.yaml"]


@pytest.mark.parametrize("what", ["half", "text", "huge", "gone"])
def test_a_damaged_photo_is_told_and_the_sign_stands(
    station: Station, workers: Workers, tmp_path: Path, what: str
) -> None:
    workers.page.add.click()
    workers.page.own.take(phone_photo(tmp_path))
    workers.page.cards["cat"].click()
    workers.page.photo.take(tmp_path / "hammer.jpg")
    for card in ("cat", "photo-1"):
        file = station.folders.workers / f"{card}.jpg"
        whole = file.read_bytes()
        match what:
            case "half":
                file.write_bytes(whole[: len(whole) // 2])
            case "text":
                file.write_text("no photo")
            case "huge":
                Image.effect_noise((3000, 2000), 60).save(file, quality=95)
            case _:
                file.unlink()
    assert station.card_picture("cat") == card_sign("cat")
    assert station.card_picture("photo-1") is None, "its word stands large"
    workers.open()
    assert ("Kat" if what != "gone" else "Kaart 1") in workers.page.note.words
    assert "beschadigd" in workers.page.note.words


def test_a_card_that_is_given_out_again_has_nobody_elses_photo(station: Station) -> None:
    station.folders.workers.joinpath("cat.jpg").write_bytes(b"left by hand")
    station.profiles.save(Profile(card="cat"))
    assert not station.folders.workers.joinpath("cat.jpg").exists()


def test_who_asks_more_than_twelve_in_the_order_of_their_numbers(station: Station) -> None:
    """What the start screen gets; its pages and keys are those of any cards."""
    picture = BytesIO()
    Image.new("RGB", (60, 40), "green").save(picture, "JPEG")
    for _ in range(30):
        card = station.profiles.free_card()
        station.profiles.save(Profile(card=card))
        station.profiles.keep_photo(card, picture.getvalue())
    station.profiles.save(Profile(card="windmill"))
    screen = start_screens.who(station.profiles.list(), load("nl"), station.card_picture, has_choice=False)
    words = [choice.word for choice in screen.choices]
    assert words == ["Molen", *(f"Kaart {n}" for n in range(1, 31))]
    assert all(choice.picture for choice in screen.choices)
    assert card_word("photo-30", load("ar")) != "Card 30"
