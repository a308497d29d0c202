"""The workers' cards: one file each, no name in any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.ports import SessionKey
from oss_app.core.profile import HelpLevel, Profile, Speech, Theme
from oss_app.core.record import Position
from oss_app.core.settings import JournalLevel, Settings
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.profiles import YamlProfiles
from oss_app.store.trouble import StorageError, StorageTrouble
from tests.store.conftest import WORDS, Days

WISHES = Profile(
    card="windmill", language="pl", theme=Theme.DARK, text_percent=150, speech=Speech.ON_REQUEST, rate=0.7,
    level=HelpLevel.SHOW, auto_next=True, checks=False, left_handed=True,
)  # fmt: skip


@pytest.fixture
def forgotten() -> list[str]:
    return []


@pytest.fixture
def profiles(folder: Path, forgotten: list[str]) -> YamlProfiles:
    return YamlProfiles(folder / "workers", forgotten.append, WORDS)


def test_without_a_folder_there_are_no_cards(profiles: YamlProfiles) -> None:
    assert profiles.list() == []


def test_what_was_saved_is_listed_by_card(profiles: YamlProfiles) -> None:
    for profile in (WISHES, Profile(card="fish"), Profile()):
        profiles.save(profile)
    assert profiles.list() == [Profile(), Profile(card="fish"), WISHES]


def test_a_file_reads_as_what_it_means(profiles: YamlProfiles, folder: Path) -> None:
    profiles.save(WISHES)
    text = (folder / "workers" / "windmill.yaml").read_text()
    assert text.startswith("format: 1\nlanguage: pl\ntheme: dark\ntext_percent: 150\n")
    assert "card" not in text


def test_saving_again_keeps_comments(profiles: YamlProfiles, folder: Path) -> None:
    file = folder / "workers" / "fish.yaml"
    file.parent.mkdir()
    file.write_text("# sits at bench 4\nrate: 0.7\n")
    (found,) = profiles.list()
    profiles.save(found.model_copy(update={"rate": 0.8}))
    assert file.read_text().startswith("# sits at bench 4\nrate: 0.8\n")
    assert profiles.list() == [Profile(card="fish", rate=0.8)]


def test_a_broken_card_takes_no_other_with_it(profiles: YamlProfiles, folder: Path) -> None:
    profiles.save(WISHES)
    broken = {"fish.yaml": "rate: fast\n", "pan.yaml": "format: 9\n", "moose.yaml": "name: Jan\n"}
    for name, text in broken.items():
        (folder / "workers" / name).write_text(text)
    assert profiles.list() == [WISHES]
    assert len(profiles.unreadable) == 3
    for name, text in broken.items():
        assert any(name in error.sentence for error in profiles.unreadable)
        with pytest.raises(UserError):
            profiles.save(Profile(card=name.removesuffix(".yaml")))
        assert (folder / "workers" / name).read_text() == text


def test_a_card_has_the_name_of_its_file(profiles: YamlProfiles, folder: Path) -> None:
    (folder / "workers").mkdir()
    (folder / "workers" / "fish.yaml").write_text("card: pan\n")
    (folder / "workers" / "moose.yaml").write_text("card: moose\nrate: 0.8\n")
    assert profiles.list() == [Profile(card="moose", rate=0.8)]
    assert "'pan'" in profiles.unreadable[0].sentence


@pytest.mark.parametrize("card", ["../fish", "a/b", "Fish", "_", ".", "fish.yaml", "", "x" * 41, "fish\n"])
def test_only_names_of_cards_become_files(profiles: YamlProfiles, card: str) -> None:
    if card:
        with pytest.raises(ValueError, match="card"):
            profiles.save(Profile(card=card))
    else:
        profiles.save(Profile())


class TestRemoving:
    def test_the_journal_forgets_first(self, profiles: YamlProfiles, forgotten: list[str]) -> None:
        profiles.save(WISHES)
        profiles.remove("windmill")
        assert forgotten == ["windmill"]
        assert profiles.list() == []

    def test_a_card_stays_where_the_journal_cannot_forget(self, folder: Path) -> None:
        def full(card: str) -> None:
            raise StorageError(StorageTrouble.FULL, folder)

        profiles = YamlProfiles(folder, full, WORDS)
        profiles.save(WISHES)
        with pytest.raises(StorageError):
            profiles.remove("windmill")
        assert profiles.list() == [WISHES]

    def test_no_person_is_not_forgotten(self, profiles: YamlProfiles, forgotten: list[str]) -> None:
        profiles.save(Profile())
        profiles.remove("")
        assert forgotten == []
        assert profiles.list() == []

    def test_a_card_that_is_given_out_again_brings_nothing_back(self, folder: Path, path: Path, days: Days) -> None:
        journal = SqliteJournal(Database(path, days, WORDS), JournalLevel.TASK, days)
        profiles = YamlProfiles(folder / "workers", journal.forget, WORDS)
        profiles.save(WISHES)
        journal.leave(journal.begin(SessionKey("tandarts", "windmill"), "a", Position(3, 2)))
        profiles.remove("windmill")
        profiles.save(Profile(card="windmill"))
        assert journal.open_session(SessionKey("tandarts", "windmill")) is None
        journal.close()


def test_there_is_no_field_for_who_somebody_is() -> None:
    """P6: these are all the fields that there are; a new one is looked at by a person."""
    assert set(Profile.model_fields) == {
        "card", "language", "theme", "text_percent", "speech", "rate", "level", "auto_next", "checks", "left_handed",
        "reduced_motion", "no_fading", "fades", "levels", "probes",
    }  # fmt: skip
    words = {word for field in Settings.model_fields for word in field.split("_")}
    assert not words & {"worker", "person", "birth", "bsn", "diagnosis", "phone", "mail"}


@pytest.mark.parametrize("name", ["fish - Kopie", "Fish", "fish (2)", "fi\u202esh", "a" * 60])
def test_a_copy_of_a_card_is_told_and_is_no_card(profiles: YamlProfiles, folder: Path, name: str) -> None:
    """Else somebody could choose it, and nothing of what they wish could be kept."""
    profiles.save(Profile(card="fish"))
    if (folder / "workers" / f"{name}.yaml").exists():
        pytest.skip("one name to this system")
    (folder / "workers" / f"{name}.yaml").write_text("format: 1\n")
    assert profiles.list() == [Profile(card="fish")]
    (told,) = profiles.unreadable
    assert "has a name that no card has" in told.sentence


class TestACardThatRots:
    """What changed under the time of its writing nobody wrote: the card says again what it said."""

    @pytest.fixture
    def kept(self, folder: Path, forgotten: list[str]) -> YamlProfiles:
        return YamlProfiles(folder / "workers", forgotten.append, WORDS, last=folder / "workers-last.json")

    def rot(self, file: Path, data: bytes) -> None:
        before = file.stat()
        file.write_bytes(data)
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def test_every_flip_and_cut_is_noticed(self, kept: YamlProfiles, folder: Path) -> None:
        """Seen red: another value without a word."""
        kept.save(WISHES)
        assert kept.list() == [WISHES]
        file = folder / "workers" / "windmill.yaml"
        sound = file.read_bytes()
        rotten = [bytes([*sound[:at], sound[at] ^ 1 << at % 8, *sound[at + 1 :]]) for at in range(len(sound))]
        rotten += [sound[:at] for at in range(0, len(sound), 9)]
        for n, data in enumerate(rotten, 1):
            self.rot(file, data)
            assert kept.list() == [WISHES]
            assert kept.unreadable == ()
            assert len(kept.notices) == n
            assert file.read_bytes() == sound
            assert file.with_name("windmill.yaml.damaged").read_bytes() == data
        assert "damaged" in kept.notices[0]

    def test_what_somebody_wrote_counts(self, kept: YamlProfiles, folder: Path) -> None:
        kept.save(WISHES)
        kept.list()
        kept.save(WISHES.model_copy(update={"rate": 0.8}))
        assert kept.list() == [WISHES.model_copy(update={"rate": 0.8})]
        file = folder / "workers" / "windmill.yaml"
        written = file.stat().st_mtime_ns
        file.write_text("rate: 0.9\n")
        os.utime(file, ns=(written, written + 1_000_000_000))
        assert kept.list() == [Profile(card="windmill", rate=0.9)]
        assert kept.notices == []

    def test_nothing_is_remembered_of_a_card_that_was_taken_away(self, kept: YamlProfiles, folder: Path) -> None:
        kept.save(WISHES)
        kept.list()
        self.rot(folder / "workers" / "windmill.yaml", b"rate: 0.9\n")
        kept.list()
        kept.remove("windmill")
        assert [path.name for path in (folder / "workers").iterdir()] == []
        assert (folder / "workers-last.json").read_text() == "{}"

    @pytest.mark.parametrize("said", [b"", b"{", b"[" * 100_000, b'{"windmill.yaml": 1}', b"\xff\xfe"])
    def test_what_is_remembered_may_rot_too(self, kept: YamlProfiles, folder: Path, said: bytes) -> None:
        kept.save(WISHES)
        kept.list()
        (folder / "workers-last.json").write_bytes(said)
        assert kept.list() == [WISHES]
