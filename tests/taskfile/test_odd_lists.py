"""Lists as people make them: what each says is taken right, or a sentence names its line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import openpyxl.comments
import openpyxl.styles
import pytest

from oss_app.core.problem import Problem
from oss_app.core.task import Step
from oss_app.i18n import FOR_WORKERS
from oss_app.taskfile.importers import from_list
from oss_app.taskfile.item_sentence import has_sentences, item_sentence
from oss_app.taskfile.items import LibraryItem, step_with
from tests.taskfile.test_importers_list import codes, listed, opened, sentences, workbook

PLACES = {
    "4": "Leg 1 pen in vak 4.",
    "A-03-2": "Leg 1 pen in vak A-03-2.",
    "bak 3": "Leg 1 pen in bak 3.",
    "rode bak": "Leg 1 pen in rode bak.",
    "Lade 2": "Leg 1 pen in lade 2.",
    "plank B": "Leg 1 pen op plank B.",
    "Bovenste plank": "Leg 1 pen op bovenste plank.",
    "snijtafel": "Leg 1 pen op snijtafel.",
    "Tafel 2": "Leg 1 pen op tafel 2.",
    "dienblad": "Leg 1 pen op dienblad.",
    "plank 3, bak 2": "Leg 1 pen op plank 3, bak 2.",
    "haak 3": "Hang 1 pen aan haak 3.",
    "Links boven": "Leg 1 pen hier: links boven.",
    "-": "Pak 1 pen.",
    "n.v.t.": "Pak 1 pen.",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_is_said_as_one_says_it(tmp_path: Path, place: str) -> None:
    draft = listed(tmp_path, f"Naam;Aantal;Plek\nMes;2;1\nPen;1;{place}\nTang;1;2\n")
    assert sentences(draft)[1] == PLACES[place]
    assert codes(draft) == []


@pytest.mark.parametrize(
    ("head", "said"),
    [
        ("Plank", "Leg 2 jas op plank 3."),
        ("Haak", "Hang 2 jas aan haak 3."),
        ("Tafelnr.", "Leg 2 jas op tafel 3."),
        ("Lade", "Leg 2 jas in lade 3."),
    ],
)
def test_a_number_is_called_as_its_heading_calls_it(tmp_path: Path, head: str, said: str) -> None:
    draft = listed(tmp_path, f"Naam;Aantal;{head}\nJas;2;3\nTas;1;4\n")
    assert sentences(draft)[0] == said


@pytest.mark.parametrize("code", sorted(FOR_WORKERS | {"nl", "en", "de"}))
def test_sentences_are_in_the_language_of_the_task(tmp_path: Path, code: str) -> None:
    draft = listed(tmp_path, "Naam;Aantal;Plek\nxyz;2;1\nxyz;1;plank 2\nxyz;1;haak 3\nxyz;1;\n", code)
    assert "sentences-in-english" not in codes(draft)
    english = [item_sentence("en", n, "xyz", place) for n, place in ((2, "1"), (1, "plank 2"), (1, "haak 3"), (1, ""))]
    for said, other in zip(sentences(draft), english, strict=True):
        assert code == "en" or said != other
        assert "xyz" in said
    item = LibraryItem(id="x", names={"nl": "sonde", code: "xyz"})
    assert "xyz" in step_with(item, "nl", 2).text.into(code)


def test_it_is_told_where_there_are_no_sentences_in_the_task_s_language(tmp_path: Path) -> None:
    assert not has_sentences("fa")
    assert codes(listed(tmp_path, "Naam;Aantal\nمیخک;2\n", "fa")) == ["sentences-in-english"]


def test_a_german_noun_stays_large(tmp_path: Path) -> None:
    assert sentences(listed(tmp_path, "Name;Menge;Fach\nSpiegel;2;1\n", "de")) == ["Lege 2 Spiegel in Fach 1."]


@pytest.mark.parametrize("mark", ["idem", "id.", '"', "”", "〃", "''", "zie boven"])
def test_as_above_is_what_stands_above(tmp_path: Path, mark: str) -> None:
    draft = listed(tmp_path, f"Naam;Aantal;Vak\nSpiegel;2;1\nSonde;{mark};{mark}\nMes;1;{mark}\nPen;1;4\n")
    assert sentences(draft) == [
        "Leg 2 spiegel in vak 1.",
        "Leg 2 sonde in vak 1.",
        "Leg 1 mes in vak 1.",
        "Leg 1 pen in vak 4.",
    ]


def test_a_line_without_a_place_among_others_is_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Vak;Naam;Aantal\n1;Spiegel;2\n;Sonde;1\n2;Mes;1\n")
    assert sentences(draft)[1] == "Pak 1 sonde."
    assert codes(draft) == ["no-place"]


def test_a_formula_that_went_wrong_is_no_thing_and_no_place(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam;Aantal;Vak\n#N/B;2;1\nSonde;#WAARDE!;2\nMes;1;#VERW!\nPen;1;3\n")
    assert sentences(draft) == ["Leg 1 sonde in vak 2.", "Pak 1 mes.", "Leg 1 pen in vak 3."]
    assert codes(draft) == ["wrong-formula", "wrong-formula", "line-without-name", "odd-number", "no-place"]


@pytest.mark.parametrize(("mark", "number"), [("2", "2"), ("x", "1")])
def test_places_in_the_columns(tmp_path: Path, mark: str, number: str) -> None:
    draft = listed(tmp_path, f"Artikel;Vak 1;Vak 2;Lade A\nSpiegel;{mark};;{mark}\nSonde;;{mark};\nMes;;;\n")
    assert sentences(draft) == [
        f"Leg {number} spiegel in vak 1.",
        f"Leg {number} spiegel in lade A.",
        f"Leg {number} sonde in vak 2.",
        "Pak 1 mes.",
    ]
    assert codes(draft)[0] == "places-in-columns"


def test_what_is_struck_out_is_left_out_and_told(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Naam", "Aantal", "Vak"), ("Spiegel", 2, 1), ("Sonde", 1, 2), ("Mes", 1, 3))
    book = openpyxl.load_workbook(path)
    for cell in (*book.active[3], book.active["C4"]):
        cell.font = openpyxl.styles.Font(strike=True)
    book.save(path)
    draft = opened(path)
    assert sentences(draft) == ["Leg 2 spiegel in vak 1.", "Pak 1 mes."]
    assert codes(draft)[:2] == ["struck-out", "struck-out"]


def test_a_comment_is_taken_without_its_author_s_name_and_without_excel_s_own_words(tmp_path: Path) -> None:
    answered = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to "
        "it will get removed if the file is opened in a newer version of Excel. Learn more: "
        "https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    Pak de kleine.\nReply:\n    De blauwe."
    )
    path = workbook(tmp_path, ("Naam", "Aantal"), ("Spiegel", 2), ("Sonde", 1))
    book = openpyxl.load_workbook(path)
    book.active["A2"].comment = openpyxl.comments.Comment(answered, "tc={1}")
    book.active["A3"].comment = openpyxl.comments.Comment("Jan Jansen:\nHet is de lange.", "Jan Jansen")
    book.save(path)
    steps: tuple[Step, ...] = opened(path).task.steps
    assert [step.hint and step.hint.words for step in steps] == ["Pak de kleine. De blauwe.", "Het is de lange."]


def test_what_is_needed_counts_and_not_what_there_is(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam;Aantal aanwezig;Aantal nodig\nSpiegel;20;2\nSonde;10;1\n")
    assert sentences(draft) == ["Pak 2 spiegel.", "Pak 1 sonde."]
    assert codes(draft) == ["column-left"]
    assert sentences(listed(tmp_path, "Naam;Per set;Totaal (20 sets)\nSpiegel;2;40\n")) == ["Pak 2 spiegel."]


def test_days_of_the_week_are_no_places(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam;ma;di;wo\nBrood;2;1;2\nMelk;1;1;1\n")
    assert sentences(draft) == ["Pak 1 brood.", "Pak 1 melk."]
    assert codes(draft) == ["no-amounts", *["column-left"] * 3]


@pytest.mark.parametrize("text", ["<table><tr><td>Naam</td></tr></table>", "<!DOCTYPE html>\n<html></html>", "<?xml?>"])
def test_a_web_page_is_no_list(tmp_path: Path, text: str) -> None:
    (tmp_path / "lijst.csv").write_text(text, encoding="utf-8")
    found = from_list(tmp_path / "lijst.csv")
    assert isinstance(found, Problem)
    assert found.is_fault


def test_numbers_behind_the_names_are_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Spiegel 2\nSonde 1\nWatten 4\n")
    assert codes(draft) == ["numbers-behind"]
    assert codes(listed(tmp_path, "Boor 1\nBoor 2\nBoor 3\n")) == []


def test_a_list_in_one_sentence(tmp_path: Path) -> None:
    draft = listed(tmp_path, "1 spiegel, 2 sondes en 4 watten-rollen\n")
    assert sentences(draft) == ["Pak 1 spiegel.", "Pak 2 sondes.", "Pak 4 watten-rollen."]


def test_a_remark_beside_the_headings_is_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam;Aantal;Vak;;Let op: draag altijd handschoenen\nSpiegel;2;1;;\nSonde;1;2;;\n")
    assert sentences(draft) == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]
    assert codes(draft) == ["line-left"]


def test_the_article_het_is_no_warning(tmp_path: Path) -> None:
    step = listed(tmp_path, "Naam;Aantal;Opmerking\nMes;1;Het is het lange.\n").task.steps[0]
    assert step.warning is None
    assert step.hint is not None
