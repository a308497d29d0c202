"""Cards that several stations share: read by each, written by none, and forgotten where they are taken away."""

from __future__ import annotations

import errno
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from oss_app.core.errors import UserError
from oss_app.core.profile import Profile, Theme
from oss_app.files import read_regular
from oss_app.store.profiles import YamlProfiles
from oss_app.store.shared_cards import CardsSeen, SharedCards, look_at_cards
from tests.store.conftest import WORDS


class Twenty:
    """A shared folder with its own way of being written, and the copies of one station."""

    def __init__(self, folder: Path) -> None:
        self.source, self.here = folder / "share", folder / "station"
        self.source.mkdir(parents=True)
        self.forgotten: list[str] = []
        self.office = YamlProfiles(self.source, lambda card: None, WORDS)
        self.cards = SharedCards(self.here, self.forgotten.append, WORDS)

    def follow(self) -> CardsSeen:
        seen = look_at_cards(self.source, self.here, WORDS, lambda: None)
        self.cards.take_over(seen)
        return seen

    def names(self) -> list[str]:
        return [profile.card for profile in self.cards.list()]


@pytest.fixture
def twenty(folder: Path) -> Twenty:
    made = Twenty(folder)
    for card in ("boat", "windmill"):
        made.office.save(Profile(card=card))
    made.follow()
    return made


def test_cards_and_their_changes_arrive(twenty: Twenty) -> None:
    assert twenty.names() == ["boat", "windmill"]
    twenty.office.save(Profile(card="boat", theme=Theme.DARK))
    twenty.follow()
    assert twenty.cards.list()[0].theme is Theme.DARK
    assert twenty.follow() == CardsSeen(True)


def jpeg(colour: str) -> bytes:
    data = BytesIO()
    Image.new("RGB", (60, 40), colour).save(data, "JPEG")
    return data.getvalue()


def test_photos_of_cards_arrive_change_and_go(twenty: Twenty) -> None:
    twenty.office.keep_photo("boat", jpeg("green"))
    twenty.follow()
    photo = twenty.here / "boat.jpg"
    assert photo.read_bytes() == jpeg("green")
    assert twenty.follow() == CardsSeen(True)
    with pytest.raises(UserError, match="several stations share"):
        twenty.cards.remove_photo("boat")
    twenty.office.keep_photo("boat", jpeg("red"))
    twenty.follow()
    assert photo.read_bytes() == jpeg("red")
    (twenty.source / "boat.jpg").write_bytes(jpeg("blue")[:100])
    twenty.follow()
    assert photo.read_bytes() == jpeg("red"), "a damaged one is left as it is here"
    there = twenty.source / "boat.jpg"
    there.rename(twenty.source / "boat.jpg.removed")
    twenty.follow()
    assert not photo.exists()
    there.write_bytes(jpeg("green"))
    twenty.follow()
    assert photo.exists(), "one that is there again counts, whatever lies beside it"
    twenty.source.joinpath("boat.yaml").rename(twenty.source / "boat.yaml.removed")
    twenty.follow()
    assert not photo.exists()


def test_a_card_that_is_taken_away_is_forgotten(twenty: Twenty) -> None:
    twenty.source.joinpath("boat.yaml").rename(twenty.source / "boat.yaml.removed")
    assert not twenty.follow().problems
    assert twenty.names() == ["windmill"]
    assert twenty.forgotten == ["boat"]
    assert twenty.follow() == CardsSeen(True)


def test_a_folder_that_is_half_synchronised_deletes_nothing(twenty: Twenty) -> None:
    """Seen red: the card went, and all that the journal had of it."""
    twenty.office.keep_photo("boat", jpeg("green"))
    twenty.follow()
    for name in ("boat.yaml", "boat.jpg"):
        (twenty.source / name).rename(twenty.source / f".{name}.syncing")
    seen = twenty.follow()
    assert seen.problems == ("No longer in the folder with cards: boat. They stay here until they are removed here.",)
    assert twenty.names() == ["boat", "windmill"]
    assert twenty.cards.photo("boat")
    assert twenty.forgotten == []
    for name in ("boat.yaml", "boat.jpg"):
        (twenty.source / f".{name}.syncing").rename(twenty.source / name)
    assert twenty.follow() == CardsSeen(True)


def test_what_is_no_longer_there_can_be_removed_here_by_a_person(twenty: Twenty) -> None:
    twenty.office.keep_photo("windmill", jpeg("green"))
    twenty.follow()
    twenty.office.remove("boat")
    twenty.office.remove_photo("windmill")
    twenty.follow()
    twenty.cards.remove_photo("windmill")
    twenty.cards.remove("boat")
    assert twenty.names() == ["windmill"]
    assert twenty.forgotten == ["boat"]
    with pytest.raises(UserError, match="several stations share"):
        twenty.cards.remove("windmill")
    assert twenty.follow() == CardsSeen(True)


def test_a_share_that_is_gone_or_empty_takes_no_card_away(twenty: Twenty) -> None:
    for file in twenty.source.iterdir():
        file.unlink()
    assert "boat, Windmill" in twenty.follow().problems[0]
    with pytest.raises(UserError, match="several stations share"):  # it may be a share that is not mounted
        twenty.cards.remove("boat")
    twenty.source.rmdir()
    assert not twenty.follow().is_reached
    assert twenty.names() == ["boat", "windmill"]
    assert twenty.forgotten == []


def test_a_broken_card_is_told_and_the_last_good_one_stays(twenty: Twenty) -> None:
    (twenty.source / "boat.yaml").write_text("text_percent: enormous\n", encoding="utf-8")
    seen = twenty.follow()
    assert "boat.yaml" in seen.problems[0]
    assert twenty.names() == ["boat", "windmill"]


def test_a_card_whose_cloud_was_off_for_a_moment_is_not_emptied_here(
    twenty: Twenty, monkeypatch: pytest.MonkeyPatch
) -> None:
    twenty.office.save(Profile(card="boat", theme=Theme.DARK))

    def off(path: Path, most: int) -> bytes:
        if path.name == "boat.yaml":
            raise OSError(errno.EINVAL, "Invalid argument", str(path))
        return read_regular(path, most)

    with monkeypatch.context() as moment:
        moment.setattr("oss_app.store.shared_cards.read_regular", off)
        before = (twenty.here / "boat.yaml").read_bytes()
        twenty.follow()
        assert (twenty.here / "boat.yaml").read_bytes() == before
    twenty.follow()
    assert twenty.cards.list()[0].theme is Theme.DARK


def test_a_station_changes_no_shared_card(twenty: Twenty) -> None:
    with pytest.raises(UserError, match="several stations share"):
        twenty.cards.save(Profile(card="boat"))
    with pytest.raises(UserError, match="several stations share"):
        twenty.cards.remove("boat")
    assert twenty.names() == ["boat", "windmill"]


def test_one_card_of_other_letters_takes_no_other_with_it(twenty: Twenty) -> None:
    (twenty.source / "fish.yaml").write_text("format: 1\n", encoding="utf-16")
    twenty.office.save(Profile(card="boat", theme=Theme.DARK))
    seen = twenty.follow()
    assert seen.is_reached
    assert "fish.yaml" in seen.problems[0]
    assert twenty.names() == ["boat", "windmill"]
    assert twenty.cards.list()[0].theme is Theme.DARK


def test_a_copy_that_rotted_is_made_anew(twenty: Twenty) -> None:
    (twenty.here / "boat.yaml").write_bytes(b"format: \xb1\n")
    twenty.follow()
    assert twenty.names() == ["boat", "windmill"]
