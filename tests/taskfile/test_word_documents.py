"""A list or an instruction in a document of Word is taken by the rules of a list; what stands beside it is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from PIL import Image

from oss_app.core.problem import Problem
from oss_app.core.task import Step
from oss_app.taskfile.importers import TaskDraft, from_list, from_slides
from tests.taskfile.test_importers_list import codes, told
from tests.taskfile.test_importers_slides import coloured, quarters, red, seen

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{_W}" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
STYLES = (
    f'<w:styles xmlns:w="{_W}"><w:style w:styleId="Kop1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Titel"><w:name w:val="Title"/></w:style>'
    '<w:style w:styleId="Lijst"><w:name w:val="List Number"/>'
    '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style></w:styles>'
)
LINES = ("Pak de doos.", "Leg de spiegel in vak 1.", "Sluit de doos.")


def run(words: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def line(*runs: str, style: str = "", listed: bool = False) -> str:
    about = f'<w:pStyle w:val="{style}"/>' if style else ""
    about += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if listed else ""
    inside = "".join(one if one.startswith("<") else run(one) for one in runs)
    return f"<w:p><w:pPr>{about}</w:pPr>{inside}</w:p>"


def shown(key: str, cut: str = "", place: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><a:graphic><a:graphicData><pic:pic><pic:blipFill><a:blip r:embed="{key}"/>{cut}'
        f"</pic:blipFill><pic:spPr>{place}</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def table(*rows: Sequence[str]) -> str:
    def cell(words: str) -> str:
        if words.startswith("<w:tcPr"):
            about, _, words = words.partition("|")
            return f"<w:tc>{about}{line(words)}</w:tc>"
        return f"<w:tc>{line(words)}</w:tc>"

    return "<w:tbl>" + "".join(f"<w:tr>{''.join(map(cell, row))}</w:tr>" for row in rows) + "</w:tbl>"


def document(body: str, pictures: Mapping[str, bytes] | None = None, parts: Mapping[str, str] | None = None) -> bytes:
    links = "".join(f'<Relationship Id="{key}" Type="image" Target="media/{key}.jpg"/>' for key in pictures or ())
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/styles.xml", STYLES)
        packed.writestr("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{links}</Relationships>')
        for name, words in (parts or {}).items():
            packed.writestr(name, f"<w:x {_SPACES}>{line(words)}</w:x>")
        for key, data in (pictures or {}).items():
            packed.writestr(f"word/media/{key}.jpg", data)
    return out.getvalue()


def read(tmp_path: Path, data: bytes) -> TaskDraft:
    (tmp_path / "koffer.docx").write_bytes(data)
    found = from_list(tmp_path / "koffer.docx", screen="en")
    assert isinstance(found, TaskDraft), found
    return found


def words_told(draft: TaskDraft) -> str:
    return " ".join(notice.sentence for notice in draft.notices)


def photos(draft: TaskDraft) -> list[int | None]:
    steps = [item for item in draft.task.items if isinstance(item, Step)]
    return [red(draft.pictures[step.photo]) if step.photo else None for step in steps]


def test_a_table_is_a_list(tmp_path: Path) -> None:
    rows = ("Naam", "Aantal", "Vak", "Foto"), ("Spiegel", "2", "1", shown("p1")), ("Sonde", "1", "2", shown("p2"))
    body = line("Koffer kamer 3", style="Titel") + table(*rows)
    pictures = {"p1": coloured(50).getvalue(), "p2": coloured(150).getvalue()}
    draft = read(tmp_path, document(body, pictures))
    assert draft.task.title.words == "Koffer kamer 3"
    assert told(draft) == ["Leg 2 spiegel in vak 1.", "Leg 1 sonde in vak 2."]
    assert photos(draft) == [5, 15]
    assert codes(draft) == []


def test_cells_over_several_rows_and_columns(tmp_path: Path) -> None:
    begins, goes_on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = (
        ('<w:tcPr><w:gridSpan w:val="3"/></w:tcPr>|Koffer 3',), ("Naam", "Aantal", "Vak"),
        ("Spiegel", "2", f"{begins}|A"), ("Sonde", "1", f"{goes_on}|"),
    )  # fmt: skip
    draft = read(tmp_path, document(table(*rows)))
    assert draft.task.title.words == "Koffer 3"
    assert told(draft) == ["Leg 2 spiegel in vak A.", "Leg 1 sonde in vak A."]


def test_a_table_goes_on_below_its_headings_and_another_is_told(tmp_path: Path) -> None:
    head = ("Naam", "Aantal")
    body = table(head, ("Spiegel", "2"), ("Mes", "1"))
    body += line("Was je handen.") + table(head, ("Sonde", "1")) + table(("Telefoon", "Wie"), ("112", "Nood"))
    draft = read(tmp_path, document(body))
    assert told(draft) == ["Pak 2 spiegel.", "Pak 1 mes.", "Pak 1 sonde."]
    assert "Was je handen." in words_told(draft)
    assert "telefoon wie 112 nood" in words_told(draft)


@pytest.mark.parametrize("by_style", [False, True])
def test_numbered_lines_are_the_steps_and_headings_are_headings(tmp_path: Path, by_style: bool) -> None:
    kind = {"style": "Lijst"} if by_style else {"listed": True}
    body = line("Koffer", style="Titel") + line("Lees eerst alles.") + line("Inpakken", style="Kop1")
    body += "".join(line(words, **kind) for words in LINES)  # type: ignore[arg-type]
    draft = read(tmp_path, document(body))
    assert draft.task.title.words == "Koffer"
    assert told(draft) == ["# Inpakken", *LINES]
    assert "Lees eerst alles." in words_told(draft)


@pytest.mark.parametrize("is_above", [True, False])
def test_photos_between_the_lines_go_with_them_and_that_is_told(tmp_path: Path, is_above: bool) -> None:
    pairs = [(line(words, listed=True), line(shown(f"p{n}"))) for n, words in enumerate(LINES)]
    body = "".join("".join(pair if is_above else pair[::-1]) for pair in pairs)
    draft = read(tmp_path, document(body, {f"p{n}": coloured(50 * n + 50).getvalue() for n in range(3)}))
    assert told(draft) == list(LINES)
    assert photos(draft) == [5, 10, 15]
    assert codes(draft) == ["photos-near"]
    assert ("the line above" if is_above else "the line below") in words_told(draft)


def test_a_heading_behind_a_photo_tells_which_line_it_belongs_to(tmp_path: Path) -> None:
    body = line(LINES[0], listed=True) + line(shown("p0")) + line(LINES[1], listed=True) + line(shown("p1"))
    body += line("Afmaken", style="Kop1") + line(LINES[2], listed=True)
    draft = read(tmp_path, document(body, {f"p{n}": coloured(50 * n + 50).getvalue() for n in range(2)}))
    assert photos(draft) == [5, 10, None]
    assert codes(draft)[0] == "photos-near"


def test_numbers_that_were_typed_make_a_list(tmp_path: Path) -> None:
    body = line("Beste collega,") + "".join(line(f"{n}. {words}") for n, words in enumerate(LINES, 1))
    draft = read(tmp_path, document(body))
    assert told(draft) == list(LINES)
    assert "Beste collega" in words_told(draft)


def test_sentences_in_a_language_whose_verbs_are_not_known_are_the_steps(tmp_path: Path) -> None:
    german = ("Öffnen Sie den Deckel.", "Legen Sie den Spiegel in Fach 1.", "Schließen Sie die Kiste.")
    (tmp_path / "koffer.docx").write_bytes(document("".join(line(words, listed=True) for words in german)))
    found = from_list(tmp_path / "koffer.docx", "de")
    assert isinstance(found, TaskDraft)
    assert told(found) == list(german)


def test_a_photo_in_its_line_and_one_too_many(tmp_path: Path) -> None:
    body = line(LINES[0], shown("p0"), listed=True) + line(LINES[1], shown("p1"), shown("p2"), listed=True)
    draft = read(tmp_path, document(body, {f"p{n}": coloured(50 * n + 50).getvalue() for n in range(3)}))
    assert photos(draft) == [5, 10]
    assert codes(draft) == ["other-pictures"]


def test_what_was_cut_away_does_not_come_along_and_a_turn_counts(tmp_path: Path) -> None:
    place = '<a:xfrm rot="5400000"><a:ext cx="400" cy="400"/></a:xfrm>'
    body = line(LINES[0], shown("p0", place=place), listed=True)
    body += line(LINES[1], shown("p0", cut='<a:srcRect l="50000" b="50000"/>'), listed=True)
    draft = read(tmp_path, document(body, {"p0": quarters().getvalue()}))
    first, second = (draft.pictures[step.photo or ""] for step in draft.task.steps)
    assert seen(first) == "BRWG"
    assert Image.open(io.BytesIO(second)).size == (20, 20)
    assert seen(second) == "GGGG"


def test_what_is_taken_back_hidden_or_beside_the_text_is_told(tmp_path: Path) -> None:
    deleted = f'<w:del w:author="x">{run("oud").replace("w:t", "w:delText")}</w:del>'
    inserted = f'<w:ins w:author="x">{run(" snel")}</w:ins>'
    box = f"<w:r><w:pict><w:txbxContent>{line('Tip van Jan')}</w:txbxContent></w:pict></w:r>"
    body = line(
        "Pak de doos", deleted, inserted, run(" niet", "<w:strike/>"), run("geheim", "<w:vanish/>"), listed=True
    )
    body += line(LINES[1], box, listed=True)
    parts = {"word/header1.xml": "MidZuid", "word/comments.xml": "Klopt dit?", "word/footnotes.xml": "Zie boek."}
    draft = read(tmp_path, document(body, parts=parts))
    assert told(draft) == ["Pak de doos snel.", LINES[1]]
    for words in ("niet", "geheim", "Tip van Jan", "MidZuid", "Klopt dit?", "Zie boek."):
        assert f"“{words}”" in words_told(draft)


def test_what_has_no_list_says_so_and_slides_are_asked_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(document(line("Beste Jan,") + line("Tot morgen.")))
    found = from_list(path, screen="en")
    assert isinstance(found, Problem) and "neither a table nor" in found.sentence and found.hint
    found = from_slides(path, screen="en")
    assert isinstance(found, Problem) and found.hint == "Choose it as a list."


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
@pytest.mark.parametrize("data", [b"", b"<w:x", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'])
def test_damaged_documents_become_a_sentence(tmp_path: Path, part: str, data: bytes) -> None:
    whole = zipfile.ZipFile(io.BytesIO(document(line(LINES[0], listed=True) + line(LINES[1], listed=True))))
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as packed:
        for name in whole.namelist():
            packed.writestr(name, data if name == part else whole.read(name))
    assert isinstance(from_list(tmp_path / "a.docx"), Problem)
