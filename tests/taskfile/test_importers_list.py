"""An item list from any spreadsheet becomes a draft, and rubbish becomes a sentence."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import openpyxl.comments
import openpyxl.drawing.image
import pytest

from oss_app.core.problem import Problem
from oss_app.core.task import Break, Section, Step
from oss_app.taskfile import library
from oss_app.taskfile.importers import TaskDraft, from_list, write
from oss_app.taskfile.importers.columns import Meaning, find_columns, sample
from oss_app.taskfile.importers.item_list import draft_of
from oss_app.taskfile.importers.item_table import ItemTable, read_table
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


def codes(draft: TaskDraft) -> list[str]:
    return [p.code for p in draft.notices]


def told(draft: TaskDraft) -> list[str]:
    return [
        f"# {i.title.words}" if isinstance(i, Section) else i.text.words
        for i in draft.task.items
        if not isinstance(i, Break)
    ]


SAME = [
    "naam;aantal;vak\nSonde;1;2\nwatten-rollen;4;4\n",
    "Naam,Aantal,Vak\nSonde,1,2\nwatten-rollen,4,4\n",
    "vak\taantal\tartikel\n2\t1\tSonde\n4\t4\twatten-rollen\n",
    "sep=|\nNAAM|AANTAL|PLEK\nSonde|1|2\nwatten-rollen|4|4\n",
    '"naam";"aantal";"vak"\r\n"Sonde";"1";"2"\r\n\r\n"watten-rollen";"4 st.";"vak 4"\r\n;;\r\n',
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


@pytest.mark.parametrize("text", ["Sonde;1;2\nwatten-rollen;4;4\n", "1;Sonde;2\n4x;watten-rollen;4\n"])
def test_without_headings_the_guess_is_told(tmp_path: Path, text: str) -> None:
    draft = listed(tmp_path, text)
    assert sentences(draft) == ["Leg 1 sonde in vak 2.", "Leg 4 watten-rollen in vak 4."]
    assert [p.code for p in draft.notices] == ["guessed"]


def test_what_does_not_fit_is_told_by_its_line(tmp_path: Path) -> None:
    draft = listed(tmp_path, "naam;aantal\nSonde;veel\n;3\nSpiegel;0\nBeker\n")
    assert sentences(draft) == ["Pak 1 sonde.", "Pak 1 beker."]
    assert codes(draft) == ["odd-number", "line-without-name", "none-of-it", "no-number"]
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


HEADED = [
    (
        "Paklijst koffer;;\nVersie 3, 12-03-2026;;\n;;\nOmschrijving;Aantal;Vak\nSpiegel;2;1\nSonde;1;2\n",
        ["line-above"],
    ),
    ("Naam artikel;Aantal stuks;Vaknummer\nSpiegel;2;1\nSonde;1;2\n", []),
    ("Artikel;Omschrijving;Aantal;Vak\n10045;Spiegel;2;1\n10046;Sonde;1;2\n", ["column-left"]),
    (
        "Nr.;Art.nr.;Artikelomschrijving;Aantal per set;Locatie\n1;A-1;Spiegel;2;1\n2;A-2;Sonde;1;2\n",
        ["column-left"] * 2,
    ),
    ("Number;Part No.;Description;Qty;Bin location\n1;A-1;Spiegel;2;1\n2;A-2;Sonde;1;2\n3;A-3;;;\n", None),
    ("Pos.;Vak;Inhoud;Hoeveelheid\n1;1;Spiegel;2\n2;2;Sonde;1\n", ["column-left"]),
    ("Position;Bezeichnung;Menge;Fach\n1;Spiegel;2;1\n2;Sonde;1;2\n", ["column-left"]),
]


@pytest.mark.parametrize(("text", "notices"), HEADED)
def test_the_headings_are_found_and_the_most_telling_one_counts(
    tmp_path: Path, text: str, notices: list[str] | None
) -> None:
    draft = listed(tmp_path, text)
    assert sentences(draft) == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]
    assert notices is None or codes(draft) == notices


def test_the_line_above_the_headings_is_the_title(tmp_path: Path) -> None:
    assert (
        listed(tmp_path, "Koffer voor de tandarts;\n\nNaam;Aantal\nSonde;1\n").task.title.words
        == "Koffer voor de tandarts"
    )


def test_lines_that_are_no_items(tmp_path: Path) -> None:
    text = (
        "Naam;Aantal;Vak\nInstrumenten;;\nSpiegel;2;1\nSonde;1;2\nVERBRUIK:;;\nWatten;4;3\nNaam;Aantal;Vak\nBeker;1;4\n"
        "Subtotaal;5;\nTotaal;8;\nOpgesteld door: het team;;\n"
    )
    draft = listed(tmp_path, text)
    assert told(draft) == [
        "# Instrumenten",
        "Leg 2 spiegel in vak 1.",
        "Leg 1 sonde in vak 2.",
        "# VERBRUIK",
        "Leg 4 watten in vak 3.",
        "Leg 1 beker in vak 4.",
    ]
    assert codes(draft) == ["line-is-heading", "line-is-heading", "headings-again", "total", "total", "line-left"]


def test_a_part_that_is_named_between_the_rows_is_a_heading(tmp_path: Path) -> None:
    """Also in the middle, in the column of the names and without room above; a thing called so keeps its amount."""
    text = (
        "Art;Naam;Aantal;Vak\n12;Spiegel;2;A1\n13;Sonde;1;A2\n;Sectie C: boren;;\n14;Boor 801;5;C1\n;Laag 2;;\n"
        "15;Tray A;1;D1\n;Set 2 spuiten;;D2\n16;Boor 802;1;D3\n;Handleiding;;\n17;Boor 803;1;D4\n"
    )
    assert told(listed(tmp_path, text)) == [
        "Leg 2 spiegel in vak A1.",
        "Leg 1 sonde in vak A2.",
        "# Sectie C: boren",
        "Leg 5 boor 801 in vak C1.",
        "# Laag 2",
        "Leg 1 tray A in vak D1.",
        "Leg 1 set 2 spuiten in vak D2.",
        "Leg 1 boor 802 in vak D3.",
        "Pak 1 handleiding.",
        "Leg 1 boor 803 in vak D4.",
    ]


AMOUNTS = {
    "3": ("3", None),
    "3,0": ("3", None),
    "3 st.": ("3", None),
    "3x": ("3", None),
    "x3": ("3", None),
    "drie": ("3", None),
    "1.000": ("1000", "look-at-number"),
    "12 500": ("12500", "look-at-number"),
    "1,5": ("1,5", "look-at-number"),
    "2 dozen": ("2 dozen", "look-at-number"),
    "½": ("½", "look-at-number"),
    "1 1/2": ("1 1/2", "look-at-number"),
    "2-3": ("2-3", "look-at-number"),
    "min. 4": ("min. 4", "look-at-number"),
    "±10": ("±10", "look-at-number"),
    "0,250": ("0,250", "look-at-number"),
    "4?": ("4", "look-at-number"),
    "2-mrt": ("2-3", "look-at-number"),
    "'4": ("4", None),
    '="4"': ("4", None),
    "10%": ("1", "odd-number"),
    "#REF!": ("1", "odd-number"),
    "veel": ("1", "odd-number"),
    "": ("1", "no-number"),
    "0": ("", "none-of-it"),
    "0,00": ("", "none-of-it"),
    "geen": ("", "none-of-it"),
    "-": ("", "none-of-it"),
}


@pytest.mark.parametrize("written", AMOUNTS)
def test_an_amount_is_what_it_says_or_is_told(tmp_path: Path, written: str) -> None:
    number, code = AMOUNTS[written]
    draft = listed(tmp_path, f"Naam;Aantal\nSpiegel;7\nSonde;{written}\nBeker;7\n")
    assert sentences(draft) == [
        w for w in ("Pak 7 spiegel.", f"Pak {number} sonde." if number else "", "Pak 7 beker.") if w
    ]
    assert codes(draft) == ([code] if code else [])


def test_three_decimals_are_no_thousands(tmp_path: Path) -> None:
    assert sentences(listed(tmp_path, "Naam;Aantal\nSonde;2,000\nBeker;12,000\n")) == ["Pak 2 sonde.", "Pak 12 beker."]


@pytest.mark.parametrize("text", ["2 x Spiegel\n3x Sonde\n4 Watten\n", "Spiegel (2x)\nSonde x 3\nWatten, 4 stuks\n"])
def test_an_amount_in_the_name(tmp_path: Path, text: str) -> None:
    assert sentences(listed(tmp_path, "Naam\n" + text)) == ["Pak 2 spiegel.", "Pak 3 sonde.", "Pak 4 watten."]


def test_numbers_of_the_lines_are_no_amounts_and_that_is_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "1. Spiegel\n2. Sonde\n3. Watten\n")
    assert sentences(draft) == ["Pak 1 spiegel.", "Pak 1 sonde.", "Pak 1 watten."]
    assert codes(draft) == ["numbered"]


def test_a_remark_that_warns_becomes_the_warning(tmp_path: Path) -> None:
    text = "Naam;Aantal;Opmerking;Let op;Hulp\nMes;1;LET OP: scherp;;\nDoek;2;de blauwe;;Vouw hem.\nGlas;1;;Breekt.;\n"
    steps = listed(tmp_path, text).task.steps
    assert [s.warning and s.warning.words for s in steps] == ["scherp", None, "Breekt."]
    assert [s.hint and s.hint.words for s in steps] == [None, "Vouw hem. de blauwe", None]


def test_a_cell_with_hard_spaces_joiners_and_line_breaks(tmp_path: Path) -> None:
    rows = "".join(f"Onderdeel\u00a0{n};2\u00a0st;{n}\n" for n in range(1, 31))
    draft = listed(tmp_path, 'Naam;Aantal;Vak\n"Schaar\r\nrecht, klein";1;1\n' + rows + "می\u200cخک;1;9\n")
    assert sentences(draft)[:2] == ["Leg 1 schaar recht, klein in vak 1.", "Leg 2 onderdeel 1 in vak 1."]
    assert "می\u200cخک" in sentences(draft)[-1]
    assert len(sentences(draft)) == 32


@pytest.mark.parametrize(("page", "is_told"), [("cp1252", False), ("cp850", True), ("mac_roman", True)])
def test_the_letters_of_old_spreadsheets(tmp_path: Path, page: str, is_told: bool) -> None:
    draft = listed(tmp_path, "Naam;Aantal\nCrème;2\nCafé-kan;1\nReünie;1\n".encode(page))
    assert sentences(draft) == ["Pak 2 crème.", "Pak 1 café-kan.", "Pak 1 reünie."]
    assert codes(draft) == (["odd-letters"] if is_told else [])


def test_columns_that_are_not_taken_are_told_each(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Naam;Aantal;Prijs;Leverancier;Kleur\nSonde;2;3,50;Smit;blauw\n")
    assert sentences(draft) == ["Pak 2 sonde blauw."]
    assert [p.sentence for p in draft.notices] == [
        "De kolom “Prijs” is niet overgenomen (“3,50”).",
        "De kolom “Leverancier” is niet overgenomen (“Smit”).",
    ]


def test_the_coach_says_what_a_column_means(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Spiegel;1;2\nSonde;2;1\n")
    table = read_table(path)
    assert isinstance(table, ItemTable)
    columns = find_columns(table)
    assert columns.meanings == (Meaning.NAME, Meaning.NUMBER, Meaning.PLACE)
    turned = columns.changed(2, Meaning.NUMBER).changed(1, Meaning.PLACE)
    draft = draft_of(table, turned)
    assert isinstance(draft, TaskDraft)
    assert sentences(draft) == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]
    assert [row.line for row in sample(table, columns)] == [1, 2]


# Excel


def workbook(tmp_path: Path, *rows: Sequence[object], name: str = "lijst.xlsx") -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / name)
    return tmp_path / name


def opened(path: Path, language: str = "nl") -> TaskDraft:
    found = from_list(path, language)
    assert isinstance(found, TaskDraft), found
    return found


def test_a_workbook_is_read_as_a_csv_is(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, ("Paklijst koffer",), (), ("Omschrijving", "Aantal", "Vak"), ("Spiegel", 2, 1), ("Sonde", 1.0, "2")
    )
    draft = opened(path)
    assert sentences(draft) == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]
    assert draft.task.title.words == "Paklijst koffer"
    assert draft.notices == ()


def test_what_a_workbook_hides_is_told(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, ("Naam", "Aantal", "Geheim"), ("Spiegel", 2, "x"), ("Sonde", 1, "y"), ("Beker", "=1+1", "z")
    )
    book = openpyxl.load_workbook(path)
    book.active.row_dimensions[3].hidden = True
    book.active.column_dimensions["C"].hidden = True
    book.active["A2"].comment = openpyxl.comments.Comment("Voorzichtig, breekbaar", "coach")
    book.create_sheet("Oud").append(("Spiegel", 9))
    book.save(path)
    draft = opened(path)
    assert sentences(draft) == ["Pak 2 spiegel.", "Pak 1 beker."]
    assert codes(draft) == ["hidden-line", "uncounted", "hidden-column", "other-sheet", "no-number"]
    assert draft.task.steps[0].warning is not None


def test_a_picture_in_the_sheet_is_the_photo_of_its_line(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Naam", "Aantal"), ("Spiegel", 2), ("Sonde", 1))
    book = openpyxl.load_workbook(path)
    for cell in ("C3", "C30"):
        book.active.add_image(openpyxl.drawing.image.Image(io.BytesIO(phone_photo("JPEG", 1))), cell)
    book.save(path)
    draft = opened(path)
    assert [step.photo for step in draft.task.steps] == [None, "sonde.jpg"]
    assert PLACE not in draft.pictures["sonde.jpg"]
    assert codes(draft) == ["stray-picture"]


def test_merged_cells_hold_for_all_their_lines(tmp_path: Path) -> None:
    path = workbook(tmp_path, ("Naam", "Aantal", "Vak"), ("Spiegel", 2, 1), ("Sonde", 1, None))
    book = openpyxl.load_workbook(path)
    book.active.merge_cells("C2:C3")
    book.save(path)
    assert sentences(opened(path)) == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 1."]


def test_forms_of_excel_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    strict = workbook(tmp_path, ("Naam",), ("Sonde",))
    parts = {}
    with zipfile.ZipFile(strict) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main")
    with zipfile.ZipFile(strict, "w") as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    (tmp_path / "oud.xls").write_bytes(ole)
    (tmp_path / "slot.xlsx").write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    said = [from_list(p, "nl", "en") for p in (strict, tmp_path / "oud.xls", tmp_path / "slot.xlsx")]
    assert all(isinstance(p, Problem) and p.hint for p in said)
    assert [
        word in getattr(p, "sentence", "")
        for p, word in zip(said, ("Strict", "is not a list", "password"), strict=True)
    ] == [True] * 3


def test_a_workbook_that_grows_beyond_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", "<workbook/>")
        packed.writestr("xl/worksheets/sheet1.xml", b" " * 30_000_000)
    assert isinstance(from_list(path), Problem)


def test_no_damaged_workbook_makes_it_fall_over(tmp_path: Path) -> None:
    good = workbook(tmp_path, ("Naam", "Aantal"), ("Sonde", 1)).read_bytes()
    chance = random.Random(5)
    for _ in range(60):
        data = bytearray(good)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        (tmp_path / "b.xlsx").write_bytes(bytes(data[: chance.randrange(200, len(data) + 1)]))
        assert isinstance(from_list(tmp_path / "b.xlsx"), TaskDraft | Problem)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("- 2x spiegel\n- 1x sonde\n* 4x wattenrol\n", ["Pak 2 spiegel.", "Pak 1 sonde.", "Pak 4 wattenrol."]),
        ("☐ Spiegel\n☑ Sonde\n[ ] Pincet\n", ["Pak 1 spiegel.", "Pak 1 sonde.", "Pak 1 pincet."]),
        ("- Spiegel\n-80 graden gel\n", ["Pak 1 spiegel.", "Pak 1 -80 graden gel."]),
        ("vak 1: 2 spiegels\nvak B: 1 sonde\n", ["Leg 2 spiegels in vak 1.", "Leg 1 sonde in vak B."]),
        ("2 spiegels in vak 1\nSonde -> lade 2\n", ["Leg 2 spiegels in vak 1.", "Leg 1 sonde in lade 2."]),
        (
            "1. Pak de doos\n2. Leg 2 spiegels in de doos\n3. Sluit het deksel!\n",
            ["Pak de doos.", "Leg 2 spiegels in de doos.", "Sluit het deksel!"],
        ),
        ("Rol gaas\nSpuit 5 ml\nBind\n", ["Pak 1 rol gaas.", "Pak 1 spuit 5 ml.", "Pak 1 bind."]),
    ],
)
def test_what_a_line_says_besides_the_name(tmp_path: Path, text: str, wanted: Sequence[str]) -> None:
    assert sentences(listed(tmp_path, text)) == wanted


def test_a_number_in_brackets_is_the_amount_and_is_told(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Spiegel\nSonde (2)\n")
    assert sentences(draft) == ["Pak 1 spiegel.", "Pak 2 sonde."]
    assert codes(draft) == ["look-at-number"]


def test_instructions_beside_a_column_of_amounts_are_names(tmp_path: Path) -> None:
    """Where the list counts, its words name things, whatever verb they look like."""
    draft = listed(tmp_path, "Artikel;Aantal\nPak steriel gaas;2\nRol breed pleister;1\n")
    assert sentences(draft) == ["Pak 2 pak steriel gaas.", "Pak 1 rol breed pleister."]


@pytest.mark.parametrize("head", ["Artikel;Jan;Feb", "Item;Set A;Set B"])
def test_words_above_columns_of_numbers_are_headings(tmp_path: Path, head: str) -> None:
    draft = listed(tmp_path, f"{head}\nSpiegel;1;2\nSonde;1;1\n")
    assert sentences(draft) == ["Pak 1 spiegel.", "Pak 1 sonde."]
    assert codes(draft) == ["no-amounts", "column-left", "column-left"]


def test_headings_in_everyday_words(tmp_path: Path) -> None:
    draft = listed(tmp_path, "Stuks;Wat;Waar;Waarop letten\n1;Spuit;vak 3;Scherp\n2;Naald;vak 4;Niet aanraken\n")
    assert sentences(draft) == ["Leg 1 spuit in vak 3.", "Leg 2 naald in vak 4."]
    assert [step.warning.words for step in draft.task.steps if step.warning] == ["Scherp", "Niet aanraken"]


def test_a_cover_is_not_the_list(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Voorblad"
    cover.append(["Inpaklijst kamer 3"])
    cover.append(["Versie 2"])
    for name, amount in (("Lijst", 2), ("Oud", 9)):
        sheet = book.create_sheet(name)
        sheet.append(["Artikel", "Aantal"])
        sheet.append(["Spiegel", amount])
    book.save(tmp_path / "kamer.xlsx")
    draft = from_list(tmp_path / "kamer.xlsx")
    assert isinstance(draft, TaskDraft)
    assert sentences(draft) == ["Pak 2 spiegel."]
    assert codes(draft) == ["other-sheet", "other-sheet"]
