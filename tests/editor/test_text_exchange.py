"""The texts of a task go to a translator in a workbook and come back, each in its place or told."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from oss_app.core.errors import UserError
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import Move, SetText
from oss_app.editor.open_task import OpenTask
from oss_app.editor.text_exchange import TextsTaken, send_texts, take_texts
from oss_app.i18n import load
from oss_app.taskfile.writer import TaskFile
from tests.taskfile.spreadsheets import Sheet, excel_xml, old_workbook, open_document

ITEMS = (
    Section(title=Text(words="Vullen", translations={"en": "Filling"})),
    Step(text=Text(words="Pak de doos."), warning=Text(words="=Scherp")),
    Step(text=Text(words="Sluit de doos.", translations={"en": "Close the box."})),
)
WHERES = {(None, "title"): "Taak", (0, "title"): "Deel", (1, "text"): "1", (1, "warning"): "1", (2, "text"): "2"}


@pytest.fixture
def draft(tmp_path: Path) -> OpenTask:
    task = Task(title=Text(words="Doos"), language="nl", items=ITEMS)
    now = datetime(2026, 11, 1, tzinfo=UTC)
    return OpenTask(TaskFile.new(tmp_path / "doos", task), lambda task: [], lambda: now, lambda s, f: None, load("nl"))


def sent(draft: OpenTask, tmp_path: Path, language: str = "en") -> Path:
    send_texts(draft.task, language, tmp_path / "t.xlsx", WHERES, load("nl"))
    return tmp_path / "t.xlsx"


def filled(path: Path, words: dict[str, str]) -> Path:
    book = openpyxl.load_workbook(path)
    for row in book.active.iter_rows(min_row=2):
        if row[2].value in words:
            row[3].value = words[row[2].value]
    book.save(path)
    return path


def test_what_is_missing_comes_first_and_nothing_is_a_formula(draft: OpenTask, tmp_path: Path) -> None:
    rows = list(openpyxl.load_workbook(sent(draft, tmp_path)).active.iter_rows(min_row=2))
    assert [bool(row[3].value) for row in rows] == [False, False, False, True, True]
    assert {row[2].value for row in rows} >= {"Pak de doos.", "=Scherp"}
    assert all(cell.data_type != "f" for row in rows for cell in row)


def test_it_comes_back_in_one_edit(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path), {"Pak de doos.": "Take the box.", "=Scherp": "Sharp", "Doos": "Box"})
    assert take_texts(draft, "en", path) == TextsTaken("en", 3, ())
    assert draft.task.title.into("en") == "Box"
    assert [s.text.into("en") for s in draft.task.steps] == ["Take the box.", "Close the box."]
    draft.undo()
    assert draft.task.title.translations == {}


def test_moved_steps_get_theirs_and_changed_ones_are_told(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path, "ar"), {"Pak de doos.": "خذ الصندوق.", "Sluit de doos.": "أغلق الصندوق."})
    draft.do(Move(2, 1))
    draft.do(SetText(2, "text", "Pak de grote doos."))
    assert take_texts(draft, "ar", path) == TextsTaken("ar", 1, ("Pak de doos.",))
    assert draft.task.steps[0].text.into("ar") == "أغلق الصندوق."


def beside(sheet: Worksheet) -> None:
    sheet.insert_cols(4)
    sheet["D1"], sheet["D2"] = "Opmerking", "tot morgen"


def before(sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)
    sheet.insert_rows(1, 3)
    sheet["A1"] = "Vertaling van kantoor, 3 november"


def renamed(sheet: Worksheet) -> None:
    sheet["D1"] = "Duits"


def without_keys(sheet: Worksheet) -> None:
    sheet.delete_cols(1, 2)


def keys_wiped(sheet: Worksheet) -> None:
    for row in range(1, 9):
        sheet.cell(row, 1).value = None


def turned_round(sheet: Worksheet) -> None:
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), 2):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column).value = value
            sheet.cell(number, column).data_type = "s"


def with_breaks(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2):
        row[3].value = f" {str(row[3].value).replace(' ', chr(10))}\n" if row[3].value else None


def behind_another(sheet: Worksheet) -> None:
    other = sheet.parent.create_sheet("Uitleg", 0)
    other.append(["Vul de laatste kolom in.", "", "", "dank"])


def in_another_order(sheet: Worksheet) -> None:
    sheet.move_range("D1:D9", cols=-3)  # over the keys; the texts tell where they belong
    sheet.delete_cols(4)


def with_a_remark_between(sheet: Worksheet) -> None:
    sheet.insert_cols(4)
    sheet["D1"], sheet["D2"], sheet["E1"] = "Opmerking", "klopt dit?", "Vertaling"


def heading_sorted_to_the_end(sheet: Worksheet) -> None:
    sheet.move_range("A1:D1", rows=20)


def with_marks_and_other_quotes(sheet: Worksheet) -> None:
    for row in sheet.iter_rows(min_row=2):
        row[2].value = f"\u200e{row[2].value}\u00a0"
        row[3].value = f"\u202b{row[3].value}\u202c" if row[3].value else None


@pytest.mark.parametrize(
    "bend",
    [
        beside, before, renamed, without_keys, keys_wiped, turned_round, with_breaks, behind_another, in_another_order,
        with_a_remark_between, heading_sorted_to_the_end, with_marks_and_other_quotes,
    ],
)  # fmt: skip
def test_what_a_translator_does_to_the_table_changes_nothing(
    draft: OpenTask, tmp_path: Path, bend: Callable[[Worksheet], None]
) -> None:
    path = filled(sent(draft, tmp_path, "de"), {"Pak de doos.": "Nimm die Kiste.", "=Scherp": "Scharf, ja"})
    book = openpyxl.load_workbook(path)
    bend(book.active)
    book.save(path)
    assert take_texts(draft, "fr", path) == TextsTaken("de", 2, ())
    assert draft.task.steps[0].text.translations["de"] == "Nimm die Kiste."
    assert draft.task.steps[0].warning is not None
    assert draft.task.steps[0].warning.translations["de"] == "Scharf, ja"


def as_csv(rows: list[list[str]], sign: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=sign).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


FORMS: dict[str, Callable[[list[list[str]]], bytes]] = {
    "t.ods": lambda rows: open_document(Sheet(rows)),
    "t.xls": lambda rows: old_workbook(Sheet(rows)),
    "t.xml": lambda rows: excel_xml(Sheet(rows)),
    "t.csv": lambda rows: as_csv(rows, ";"),
    "Google.csv": lambda rows: as_csv(rows, ","),
    "t.tsv": lambda rows: as_csv(rows, "\t"),
}


@pytest.mark.parametrize("name", FORMS)
def test_it_may_come_back_in_another_form(draft: OpenTask, tmp_path: Path, name: str) -> None:
    path = filled(
        sent(draft, tmp_path, "de"), {"Pak de doos.": "Nimm die Kiste; die „große“.", "=Scherp": "Scharf, ja"}
    )
    sheet = openpyxl.load_workbook(path).active
    rows = [[str(value or "") for value in row] for row in sheet.iter_rows(values_only=True)]
    (tmp_path / name).write_bytes(FORMS[name](rows))
    assert take_texts(draft, "fr", tmp_path / name) == TextsTaken("de", 2, ())
    assert draft.task.steps[0].text.translations["de"] == "Nimm die Kiste; die „große“."


@pytest.mark.parametrize("head", ["Duits", "Deutsch", "German", "duits (de)", "  DEUTSCH "])
@pytest.mark.parametrize("has_keys", [True, False])
def test_a_csv_says_its_language_by_the_name_in_its_heading(
    draft: OpenTask, tmp_path: Path, head: str, has_keys: bool
) -> None:
    rows = [["Key", "Where", "Nederlands", head], ["2.text", "", "Pak de doos.", "Nimm die Kiste."]]
    (tmp_path / "t.csv").write_bytes(as_csv([row if has_keys else row[2:] for row in rows], ";"))
    assert take_texts(draft, "fr", tmp_path / "t.csv") == TextsTaken("de", 1, ())
    assert "fr" not in draft.task.steps[0].text.translations


def test_words_that_a_mac_spells_otherwise_are_the_same(draft: OpenTask, tmp_path: Path) -> None:
    draft.do(SetText(1, "text", "Pak de ‘één’.", "nl"))
    rows = [
        ["Key", "Where", "Nederlands", "Deutsch (de)"],
        ["", "", unicodedata.normalize("NFD", "Pak de 'één'."), "Eins."],
    ]
    (tmp_path / "t.csv").write_bytes(as_csv(rows, ";"))
    assert take_texts(draft, "de", tmp_path / "t.csv") == TextsTaken("de", 1, ())


def test_it_comes_into_the_language_it_was_made_for(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path, "ar"), {"Sluit de doos.": "أغلق الصندوق."})
    assert take_texts(draft, "en", path).language == "ar"
    assert draft.task.steps[1].text.translations == {"en": "Close the box.", "ar": "أغلق الصندوق."}


def test_where_nothing_says_the_language_it_is_the_one_that_is_shown(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path, "ar"), {"Doos": "Kutu"})
    book = openpyxl.load_workbook(path)
    book.active.title, book.active["D1"] = "Blad1", "Vertaling"
    book.save(path)
    taken = take_texts(draft, "tr", path)
    assert taken.language == "tr" and taken.is_guess
    assert draft.task.title.translations["tr"] == "Kutu"


def test_what_is_left_blank_stays_and_what_is_new_or_said_twice_is_told(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path), {"Sluit de doos.": "", "Pak de doos.": "Take the box."})
    book = openpyxl.load_workbook(path)
    book.active.append(["", "", "Ruim alles op.", "Clear up."])
    book.active.append(["2.text", "", "Pak de doos.", "Grab the box."])
    book.save(path)
    assert take_texts(draft, "en", path) == TextsTaken("en", 1, ("Ruim alles op.", "Pak de doos."))
    assert [step.text.into("en") for step in draft.task.steps] == ["Take the box.", "Close the box."]


def test_the_tasks_own_words_are_not_written_over(draft: OpenTask, tmp_path: Path) -> None:
    path = filled(sent(draft, tmp_path), {"Doos": "Box"})
    book = openpyxl.load_workbook(path)
    book.active["D1"] = "Nederlands (nl)"
    book.save(path)
    with pytest.raises(UserError):
        take_texts(draft, "en", path)


def test_other_files_are_refused(draft: OpenTask, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"hallo")
    for path in (tmp_path / "a.xlsx", tmp_path / "weg.xlsx"):
        with pytest.raises(UserError):
            take_texts(draft, "en", path)
