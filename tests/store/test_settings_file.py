"""The station's file: the employer's below, the station's own above, and no half reading (R9)."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.errors import UserError
from oss_app.core.settings import DEFAULT_KEYS, Gesture, JournalLevel, Settings
from oss_app.store.settings import LAST, YamlSettings
from tests.store.conftest import WORDS


@pytest.fixture
def own(folder: Path) -> Path:
    return folder / "data" / "station.yaml"


@pytest.fixture
def machine(folder: Path) -> Path:
    return folder / "etc.yaml"


@pytest.fixture
def store(own: Path, machine: Path) -> YamlSettings:
    own.parent.mkdir()
    return YamlSettings(own, machine, WORDS)


def refused(store: YamlSettings) -> UserError:
    with pytest.raises(UserError) as raised:
        store.load()
    return raised.value


def test_without_a_file_the_settings_are_the_usual_ones(store: YamlSettings) -> None:
    assert store.load() == Settings()


class TestReading:
    def test_the_stations_own_wins_key_by_key(self, store: YamlSettings, own: Path, machine: Path) -> None:
        machine.write_text("language: en\ncamera: 1\nkeys:\n  done: [F5]\n  back: [F6]\n")
        own.write_text("camera: 2\nkeys:\n  back: [F7]\n")
        settings = store.load()
        assert (settings.language, settings.camera) == ("en", "2")
        assert settings.keys == {**DEFAULT_KEYS, Gesture.DONE: ("F5",), Gesture.BACK: ("F7",)}

    def test_what_people_write_is_what_it_means(self, store: YamlSettings, own: Path) -> None:
        """Not what YAML makes of it: ``no`` is Norwegian here, ``0`` a camera, a date text."""
        own.write_text(
            "language: no\ncamera: 0\nchecks: no\nconsent_date: 2026-03-01\ndisplay_name: 12:30\n"
            "display_mm: [510, 290]\nvolume: 0.5\nkeys:\n  hear: [1, 'no']\n"
        )
        settings = store.load()
        assert (settings.language, settings.camera, settings.checks) == ("no", "0", False)
        assert (settings.consent_date, settings.display_name) == ("2026-03-01", "12:30")
        assert (settings.display_mm, settings.volume) == ((510, 290), 0.5)
        assert settings.keys[Gesture.HEAR] == ("1", "no")

    def test_a_word_with_nothing_after_it(self, store: YamlSettings, own: Path) -> None:
        own.write_text("display_name:\ndisplay_mm:\n")
        assert store.load() == Settings()

    @pytest.mark.parametrize("text", ["", "\n", "# nothing here\n", "\ufeff", "format: 1\n"])
    def test_a_file_that_says_nothing(self, store: YamlSettings, own: Path, text: str) -> None:
        own.write_text(text, encoding="utf-8")
        assert store.load() == Settings()


class TestRefusing:
    def test_every_fault_is_named_in_one_sentence(self, store: YamlSettings, own: Path) -> None:
        own.write_text("langage: en\nvolume: 7\njournal: cloud\nrobot: true\n")
        sentence = refused(store).sentence
        assert str(own) in sentence
        for part in (
            "'langage'",
            "'robot'",
            "'7' does not fit 'volume'",
            "'cloud' does not fit 'journal'",
            "own_progress",
        ):
            assert part in sentence

    def test_it_says_which_of_the_two_files(self, store: YamlSettings, machine: Path) -> None:
        machine.write_text("robot: true\n")
        assert str(machine) in refused(store).sentence

    def test_a_newer_form(self, store: YamlSettings, own: Path) -> None:
        own.write_text("format: 2\nlanguage: en\n")
        assert "newer version" in refused(store).sentence

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("language: en\nlanguage: nl\n", 2),
            ("language: en\ncamera: [1\n", 3),
            ("a: &x 1\nlanguage: en\nb: [&y [1], *y]\n", 3),
            ("language: en\n\tcamera: 1\n", 2),
        ],
    )
    def test_yaml_that_is_none_says_where(self, store: YamlSettings, own: Path, text: str, line: int) -> None:
        own.write_text(text)
        assert f"line {line}, " in refused(store).sentence

    @pytest.mark.parametrize("raw", [b"- a\n- b\n", b"just words\n", b"\xff\xfe\x00", b"[" * 50_000, b"a: 1\x00"])
    def test_other_files(self, store: YamlSettings, own: Path, raw: bytes) -> None:
        own.write_bytes(raw)
        assert str(own) in refused(store).sentence

    def test_a_folder_in_its_place(self, store: YamlSettings, own: Path) -> None:
        own.mkdir()
        assert "cannot be read" in refused(store).sentence


class TestConsent:
    """A worker's own progress needs the works council's consent (P5)."""

    @pytest.mark.parametrize("date", ["", "soon", "2026-02-31", "31-01-2026"])
    def test_without_a_date_it_is_refused(self, store: YamlSettings, own: Path, date: str) -> None:
        settings = Settings(journal=JournalLevel.OWN_PROGRESS, consent_date=date)
        with pytest.raises(UserError, match="consent"):
            store.save(settings)
        assert not own.exists()
        own.write_text(f"journal: own_progress\nconsent_date: '{date}'\n")
        assert "consent" in refused(store).sentence

    def test_with_a_date_it_counts(self, store: YamlSettings) -> None:
        settings = Settings(journal=JournalLevel.OWN_PROGRESS, consent_date="2026-03-01")
        store.save(settings)
        assert store.load() == settings

    def test_no_person_is_the_default(self) -> None:
        assert Settings().journal is JournalLevel.TASK


class TestSaving:
    def test_only_what_differs_is_written(self, store: YamlSettings, own: Path, machine: Path) -> None:
        machine.write_text("language: en\nkeys:\n  done: [F5]\n")
        store.save(store.load().model_copy(update={"camera": "3"}))
        assert own.read_text() == "format: 1\ncamera: '3'\n"
        machine.write_text("language: de\n")
        assert store.load() == Settings(language="de", camera="3")

    def test_what_is_as_below_again_is_taken_out(self, store: YamlSettings, own: Path) -> None:
        store.save(Settings(camera="3", volume=0.5))
        store.save(Settings(volume=0.5))
        assert own.read_text() == "format: 1\nvolume: 0.5\n"

    def test_comments_and_order_stay(self, store: YamlSettings, own: Path) -> None:
        own.write_text("# bench 4\nvolume: 0.5  # the hall is loud\nlanguage: en\n")
        store.save(store.load().model_copy(update={"language": "de"}))
        assert own.read_text() == "# bench 4\nvolume: 0.5  # the hall is loud\nlanguage: de\n"

    def test_a_file_that_cannot_be_read_is_not_written_over(self, store: YamlSettings, own: Path) -> None:
        own.write_text("robot: true\n")
        with pytest.raises(UserError):
            store.save(Settings(language="en"))
        assert own.read_text() == "robot: true\n"

    def test_a_failed_save_leaves_the_old_file(
        self, store: YamlSettings, own: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        store.save(Settings(language="en"))

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        with pytest.raises(UserError, match="could not be saved") as raised:
            store.save(Settings(language="de"))
        assert "disk is full" in raised.value.hint
        monkeypatch.undo()
        assert store.load() == Settings(language="en")
        assert sorted(file.name for file in own.parent.iterdir()) == [LAST, "station.yaml"]

    @pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
    def test_a_new_file_is_for_this_user_alone(self, store: YamlSettings, own: Path) -> None:
        store.save(Settings(language="en"))
        assert own.stat().st_mode & 0o077 == 0

    def test_the_folder_is_made(self, own: Path, machine: Path) -> None:
        YamlSettings(own, machine, WORDS).save(Settings(language="en"))
        assert own.is_file()


words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=20)


@given(
    st.builds(
        Settings,
        language=words,
        display_name=words,
        camera=words,
        display_mm=st.none() | st.tuples(st.integers(1, 999), st.integers(1, 999)),
        checks=st.booleans(),
        checks_off=st.lists(words).map(tuple),
        volume=st.floats(0, 1),
        coach_code=words,
    )
)
def test_what_was_saved_is_what_is_loaded(settings: Settings) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        store = YamlSettings(Path(folder) / "station.yaml", Path(folder) / "none.yaml", WORDS)
        store.save(settings)
        assert store.load() == settings


@pytest.mark.parametrize("value", ["2026-02-30", "2026-11-01T25:00:00", "1" * 5000, "!!int x", "!!timestamp 1"])
def test_a_value_that_the_rewriter_cannot_make_sense_of_does_not_hinder_saving(
    store: YamlSettings, own: Path, value: str
) -> None:
    own.write_text(f"format: 1\ndisplay_name: {value}\nvolume: 0.5\n")
    settings = store.load()
    store.save(settings.model_copy(update={"volume": 0.75}))
    assert store.load() == settings.model_copy(update={"volume": 0.75})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes in folders")
def test_what_is_no_file_or_far_too_long_is_refused_and_not_waited_for(store: YamlSettings, own: Path) -> None:
    os.mkfifo(own)
    assert "cannot be read" in refused(store).sentence
    own.unlink()
    with own.open("wb") as file:
        file.truncate(8_000_000_000)  # takes no room on the disk
    assert "cannot be read" in refused(store).sentence


SET = Settings(language="en", camera="3", volume=0.5, coach_code="scrypt$16384$8$5$c2FsdA==$aGFzaA==")
DAY = date(2026, 11, 27)


class TestWhatCountedLast:
    """A station does not stand still for a file that rotted or was written wrong: what counted last counts."""

    @pytest.fixture
    def counted(self, store: YamlSettings) -> Settings:
        store.save(SET)
        return store.open(DAY)

    def test_a_file_that_rotted_anywhere_is_noticed_and_those_of_before_are_back(
        self, counted: Settings, own: Path, machine: Path
    ) -> None:
        sound, before = own.read_bytes(), own.stat()
        for at in range(0, len(sound), 7):
            rotten = bytearray(sound)
            rotten[at] ^= 1 << at % 8
            own.write_bytes(rotten)
            os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))
            store = YamlSettings(own, machine, WORDS)
            assert store.open(DAY) == counted
            assert "damaged" in store.notice
            assert YamlSettings(own, machine, WORDS).load() == counted
            aside = max(own.parent.glob("station-damaged-*"), key=lambda file: file.stat().st_mtime_ns)
            assert aside.read_bytes() == bytes(rotten)
            aside.unlink()
            before = own.stat()

    @pytest.mark.parametrize("text", ["robot: true\n", "volume: loud\n", "[", "\x00" * 80])
    def test_what_somebody_wrote_is_left_for_them_and_told(
        self, counted: Settings, own: Path, machine: Path, text: str
    ) -> None:
        own.write_text(text)
        store = YamlSettings(own, machine, WORDS)
        assert store.open(DAY) == counted
        assert str(own) in store.notice and "The settings of before count" in store.notice
        assert own.read_text() == text
        again = YamlSettings(own, machine, WORDS)
        assert again.open(DAY) == counted, "and not only once"
        own.write_text("volume: 0.2\n")
        assert YamlSettings(own, machine, WORDS).open(DAY) == Settings(volume=0.2)

    def test_the_file_of_the_machine_too(self, counted: Settings, own: Path, machine: Path) -> None:
        machine.write_text("robot: true\n")
        store = YamlSettings(own, machine, WORDS)
        assert store.open(DAY) == counted
        assert str(machine) in store.notice

    def test_a_newer_one_is_refused_all_the_same(self, counted: Settings, own: Path, machine: Path) -> None:
        own.write_text("format: 2\n")
        with pytest.raises(UserError, match="newer"):
            YamlSettings(own, machine, WORDS).open(DAY)

    def test_before_anything_counted_it_is_refused(self, store: YamlSettings, own: Path) -> None:
        own.write_text("robot: true\n")
        with pytest.raises(UserError):
            store.open(DAY)

    def test_a_file_that_was_taken_away_counts_no_longer(self, counted: Settings, own: Path, machine: Path) -> None:
        own.unlink()
        store = YamlSettings(own, machine, WORDS)
        assert store.open(DAY) == Settings()
        assert not store.notice

    def test_where_nothing_can_be_written_those_of_before_count_all_the_same(
        self, counted: Settings, own: Path, machine: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = own.stat()
        own.write_text("volume: 0.7\n")
        os.utime(own, ns=(before.st_atime_ns, before.st_mtime_ns))

        def full(handle: int) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(os, "fsync", full)
        store = YamlSettings(own, machine, WORDS)
        assert store.open(DAY) == counted
        assert own.read_text() == "volume: 0.7\n"

    @pytest.mark.parametrize("said", [b"", b"{", b"[" * 100_000, b'{"settings": {"robot": 1}}', b"\xff\xfe"])
    def test_what_is_remembered_may_rot_too(self, counted: Settings, own: Path, machine: Path, said: bytes) -> None:
        own.with_name(LAST).write_bytes(said)
        assert YamlSettings(own, machine, WORDS).open(DAY) == counted
