"""An item list from any spreadsheet becomes a draft, and rubbish becomes a sentence."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from oss_app.core.problem import Problem
from oss_app.core.task import Section, Step
from oss_app.taskfile import library
from oss_app.taskfile.importers import TaskDraft, from_list, write
from oss_app.taskfile.lint import lint_task
from tests.taskfile.test_photo_data import PLACE
from tests.taskfile.test_photo_data import photo as phone_photo


def listed(tmp_path: Path, data: str | bytes, language: str = "nl", name: str = "controle-set_lijst.csv") -> TaskDraft:
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = from_list(path, language)
    assert isinstance(found, TaskDraft), found
    return found


def sentences(draft: TaskDraft) -> list[str]:
    return [step.text.words for step in draft.task.steps]


SAME = [
    "naam;aantal;vak\nSonde;1;2\nwatten-rollen;4;4\n",
    "Naam,Aantal,Vak\nSonde,1,2\nwatten-rollen,4,4\n",
    "vak\taantal\tartikel\n2\t1\tSonde\n4\t4\twatten-rollen\n",
    "sep=|\nNAAM|AANTAL|PLEK\nSonde|1|2\nwatten-rollen|4|4\n",
    '"naam";"aantal";"vak"\r\n"Sonde";"1";"2"\r\n\r\n"watten-rollen";"4 st.";"vak 4"\r\n;;\r\n',
    "Sonde;1;2\nwatten-rollen;4;4\n",
    "1;Sonde;2\n4x;watten-rollen;4\n",
    "\ufeffnaam;aantal;sectie\nSonde;1;2\nwatten-rollen;4,0;4\n",
]


@pytest.mark.parametrize("text", SAME)
def test_the_same_list_in_many_shapes(tmp_path: Path, text: str) -> None:
    draft = listed(tmp_path, text)
    assert sentences(draft) == ["Leg 1 sonde in vak 2.", "Leg 4 watten-rollen in vak 4."]
    assert draft.task.title.words == "Controle-set lijst"
    assert draft.notices == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_of_a_spreadsheet(tmp_path: Path, encoding: str) -> None:
    draft = listed(tmp_path, "naam;aantal\nPincet ‘groot’;1\nCafé-glas;2\n".encode(encoding))
    assert sentences(draft) == ["Pak 1 pincet ‘groot’.", "Pak 2 café-glas."]


def test_in_english(tmp_path: Path) -> None:
    draft = listed(tmp_path, "name,quantity,section\nProbe,1,2\nCotton rolls,4,tray B\n", "en")
    assert sentences(draft) == ["Put 1 probe in section 2.", "Put 4 cotton rolls in tray B."]
    assert draft.task.language == "en"


def test_words_for_sections_become_headings(tmp_path: Path) -> None:
    draft = listed(tmp_path, "deel;naam;aantal\nVoorbereiden;Dienblad;1\nVullen;Sonde;1\nVullen;Spiegel;1\n")
    titles = [item.title.words if isinstance(item, Section) else item.text.words for item in draft.task.items]
    assert titles == ["Voorbereiden", "Pak 1 dienblad.", "Vullen", "Pak 1 sonde.", "Pak 1 spiegel."]


def test_a_list_of_120_items_gets_sections_and_runs(tmp_path: Path) -> None:
    rows = "".join(f"Instrument {n};{n % 5 + 1};{n}\n" for n in range(1, 121))
    draft = listed(tmp_path, "naam;aantal;vak\n" + rows)
    assert len(draft.task.steps) == 120
    assert sum(isinstance(item, Section) for item in draft.task.items) == 12
    assert isinstance(draft.task.items[0], Section)
    assert "many-steps" not in {p.code for p in lint_task(draft.task)}
    file = write(draft, tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    task = library.load(file.folder).listing.task
    assert task is not None
    assert task.steps == draft.task.steps


def test_the_sentences_are_good_ones(tmp_path: Path) -> None:
    draft = listed(tmp_path, "naam;aantal;vak\nSonde;1;2\nBeker;3;lade A\n")
    assert {p.code for p in lint_task(draft.task)} == {"no-picture"}
    assert sentences(draft)[1] == "Leg 3 beker in lade A."


def test_what_does_not_fit_is_told_by_its_line(tmp_path: Path) -> None:
    draft = listed(tmp_path, "naam;aantal\nSonde;veel\n;3\nSpiegel;0\nBeker\n")
    assert sentences(draft) == ["Pak 1 sonde.", "Pak 1 spiegel.", "Pak 1 beker."]
    assert [p.code for p in draft.notices] == ["odd-number", "line-without-name", "odd-number"]
    assert "2" in draft.notices[0].sentence
    assert not any(p.is_fault for p in draft.notices)


def test_photos_that_lie_beside_the_list_come_along(tmp_path: Path) -> None:
    (tmp_path / "sonde 1.jpg").write_bytes(phone_photo("JPEG", 6))
    (tmp_path / "geheim.jpg").write_bytes(b"hallo")
    rows = "naam;foto\nSonde;sonde 1.jpg\nSonde;sonde 1.jpg\nSpiegel;weg.jpg\nA;../x.jpg\nB;geheim.jpg\nC;/etc/passwd\n"
    draft = listed(tmp_path, rows)
    assert [step.photo for step in draft.task.steps] == ["sonde-1.jpg", "sonde-1.jpg", None, None, None, None]
    assert list(draft.pictures) == ["sonde-1.jpg"]
    assert PLACE not in draft.pictures["sonde-1.jpg"]
    assert [p.code for p in draft.notices] == ["photo-missing"] * 4


def test_a_single_column(tmp_path: Path) -> None:
    assert sentences(listed(tmp_path, "Sonde\nSpiegel\n")) == ["Pak 1 sonde.", "Pak 1 spiegel."]


def test_dangerous_cells_are_only_words(tmp_path: Path) -> None:
    draft = listed(tmp_path, 'naam;aantal\n"=HYPERLINK(""http://x"")";1\n"a: b # c";2\n"- x";3\n')
    file = write(draft, tmp_path, datetime(2026, 1, 1, tzinfo=UTC))
    again = library.load(file.folder).listing
    assert again.task is not None, again.problems
    assert again.task.steps == draft.task.steps


@pytest.mark.parametrize(
    "data", [b"", b"\n\n;;\n", b"\x00\x01\x02\x03" * 50, b"\xff\xfe", b"\x89PNG\r\n\x1a\n" + bytes(range(256))]
)
def test_rubbish_becomes_a_sentence(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(data)
    found = from_list(path)
    assert isinstance(found, Problem)
    assert found.is_fault
    assert found.hint
    assert isinstance(from_list(tmp_path / "weg.csv"), Problem)
    assert isinstance(from_list(tmp_path), Problem)


def test_no_list_makes_it_fall_over(tmp_path: Path) -> None:
    chance = random.Random(3)
    signs = "naamvk;,\t|\"'\n\r 0123456789é€\u202e\x00=#:-"
    for n in range(400):
        text = "".join(chance.choice(signs) for _ in range(chance.randrange(200)))
        path = tmp_path / "a.csv"
        path.write_bytes(text.encode(chance.choice(("utf-8", "cp1252", "utf-16")), "replace"))
        found = from_list(path)
        if isinstance(found, TaskDraft):
            assert all(isinstance(item, Step | Section) for item in found.task.items)
        assert n >= 0
