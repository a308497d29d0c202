"""A word is found as a whole word, and another takes its place, with its capital."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from oss_app.core.errors import UserError
from oss_app.core.problem import Passage
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import SetText
from oss_app.editor.finding_words import can_replace, found, replaced, rewordings, tasks_in, write
from oss_app.taskfile import versions
from oss_app.taskfile.writer import TaskFile

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)

HINT = "Het bakje is blauw, een klein bakje."
TASK = Task(
    title=Text(words="Bakje vullen"),
    items=(
        Section(title=Text(words="Bakjes")),
        Step(
            text=Text(words="Pak het bakje."),
            hint=Text(words="Het bakje is blauw, een klein bakje."),
            photo="bakje.jpg",
        ),
    ),
)


def test_whole_words_in_all_texts() -> None:
    assert found(TASK, "bakje") == [Passage(None, "title"), Passage(1, "text"), Passage(1, "hint")]
    assert found(TASK, " ") == []


def test_it_is_replaced_everywhere_with_its_capital() -> None:
    task, times = replaced(TASK, "bakje", "bak")
    assert times == 4
    assert task.title.words == "Bak vullen"
    step = task.steps[0]
    assert (step.text.words, step.hint and step.hint.words) == ("Pak het bak.", "Het bak is blauw, een klein bak.")
    assert step.photo == "bakje.jpg"
    assert replaced(TASK, "(", "x") == (TASK, 0)


def test_a_translation_is_a_text_too() -> None:
    task = Task(title=Text(words="Bakje", translations={"en": "Small box"}), items=())
    assert found(task, "box") == [Passage(None, "title", "en")]
    assert replaced(task, "box", "tray")[0].title.translations == {"en": "Small tray"}


def written_by_hand(folder: Path, title: str) -> Path:
    folder.mkdir()
    (folder / "task.yaml").write_text(f"taak: {title}  # mijn eigen regel\nstappen:\n  - tekst: Pak de sonde.\n")
    return folder


def test_a_draft_from_before_a_crash_outlives_a_word_that_is_replaced_in_its_task(tmp_path: Path) -> None:
    folder = written_by_hand(tmp_path / "a", "Set")
    file = TaskFile.open(folder)
    file.autosave(SetText(0, "text", "Pak de lange sonde.").apply(file.task))
    assert write(rewordings(tasks_in([folder])[0], "sonde", "haakje"), NOW) == []
    draft = TaskFile.open(folder).overtaken()
    assert draft is not None and draft.steps[0].text.words == "Pak de lange sonde."


def test_in_all_tasks_what_would_change_is_known_first_and_what_was_is_kept(tmp_path: Path) -> None:
    folders = [written_by_hand(tmp_path / name, f"Set {name}") for name in ("a", "b", "c")]
    (tmp_path / "c" / "task.yaml").write_text("stappen: [\n")
    tasks = tasks_in(folders)
    assert [task.folder.name for task in tasks] == ["a", "b"]  # what cannot be changed here is left alone
    lines = [one for task in tasks for one in rewordings(task, "sonde", "haakje")]
    assert [(one.before, one.after) for one in lines] == [("Pak de sonde.", "Pak de haakje.")] * 2
    assert write(lines[:1], NOW) == []
    assert [task.steps[0].text.words for task in tasks_in(folders)] == ["Pak de haakje.", "Pak de sonde."]
    assert "# mijn eigen regel" in (folders[0] / "task.yaml").read_text()
    kept = [versions.task_of(folders[0], one).steps[0].text.words for one in versions.versions(folders[0])]
    assert kept == ["Pak de haakje.", "Pak de sonde."]


def test_a_text_that_has_changed_meanwhile_stays(tmp_path: Path) -> None:
    folder = written_by_hand(tmp_path / "a", "Set")
    lines = rewordings(tasks_in([folder])[0], "sonde", "haakje")
    (folder / "task.yaml").write_text("taak: Set\nstappen:\n  - tekst: Pak de nieuwe sonde.\n")
    assert write(lines, NOW) == []
    assert tasks_in([folder])[0].steps[0].text.words == "Pak de nieuwe sonde."


def test_a_change_made_by_hand_between_two_saves_is_a_version_too(tmp_path: Path) -> None:
    folder = written_by_hand(tmp_path / "a", "Set")
    assert write(rewordings(tasks_in([folder])[0], "sonde", "haakje"), NOW) == []
    (folder / "task.yaml").write_text("taak: Set\nstappen:\n  - tekst: Pak het haakje met de hand.\n")
    assert write(rewordings(tasks_in([folder])[0], "haakje", "pincet"), NOW + timedelta(hours=1)) == []
    said = [versions.task_of(folder, one).steps[0].text.words for one in versions.versions(folder)]
    assert said[:2] == ["Pak het pincet met de hand.", "Pak het haakje met de hand."]


def test_a_task_that_cannot_be_written_is_given_back(tmp_path: Path) -> None:
    folder = written_by_hand(tmp_path / "a", "Set")
    lines = rewordings(tasks_in([folder])[0], "sonde", "haakje")
    (folder / "task.yaml").unlink()
    assert write(lines, NOW) == lines


def said(*sentences: str) -> Task:
    return Task(title=Text(words="T"), items=tuple(Step(text=Text(words=words)) for words in sentences))


def anew(sentence: str, words: str, other: str) -> list[str]:
    return [one.after for one in rewordings(said(sentence), words, other)]


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_letter_with_its_accent_as_a_sign_of_its_own_is_the_same_letter(form: Literal["NFC", "NFD"]) -> None:
    sentence = unicodedata.normalize(form, "Pak één café.")
    for asked in ("NFC", "NFD"):
        assert anew(sentence, unicodedata.normalize(asked, "café"), "kop") == ["Pak één kop."]  # type: ignore[arg-type]
    assert anew(sentence, "cafe", "kop") == []  # which is another word
    assert anew("ضع كتابٌ هنا", "كتاب", "كوب") == []


def test_spaces_between_words_are_spaces_however_they_were_typed() -> None:
    for space in ("  ", "\u00a0", "\n"):
        assert anew(f"Pak het{space}bakje nu.", " het  bakje", " de\u00a0bak ") == ["Pak de bak nu."]


def test_signs_of_any_kind_are_only_signs() -> None:
    sentence = r"Pak 1 (blauwe) bak, code a.b of \d+ of $1."
    for words in ("(blauwe)", "a.b", r"\d+", "$1"):
        assert anew(sentence, words, r"\1 \g<0> x") == [sentence.replace(words, r"\1 \g<0> x")]
    assert anew(sentence, "axb", "y") == []


def test_a_word_in_a_longer_one_stays() -> None:
    sentence = "Pak bak, bakje, bak_1, bak2, bakken en bak-deksel."
    assert anew(sentence, "bak", "doos") == ["Pak doos, bakje, bak_1, bak2, bakken en doos-deksel."]


def test_nothing_and_what_nobody_sees_takes_no_words_place() -> None:
    assert can_replace("bak")
    assert not any(can_replace(words) for words in ("", " ", "\u00a0", "\u202e", "\ufeff "))


def test_a_text_that_would_be_too_long_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    task = said("Pak de bak.", "Zet de bak weg.")
    with pytest.raises(UserError):
        replaced(task, "bak", "b" * 1000)
    folder = written_by_hand(tmp_path / "a", "Set")
    before = (folder / "task.yaml").read_bytes()
    lines = rewordings(tasks_in([folder])[0], "sonde", "s" * 1000)
    assert write(lines, NOW) == lines
    assert (folder / "task.yaml").read_bytes() == before
