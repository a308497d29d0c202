"""A document that is no list and no presentation is named for what it is, with where to go from there."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from oss_app.core.problem import Problem
from oss_app.taskfile.importers import from_list, from_slides


def packed(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


def deck() -> bytes:
    out = io.BytesIO()
    Presentation().save(out)
    return out.getvalue()


def sheet() -> bytes:
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


OTHERS = {
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
    "pdf behind a mark": (b"\xef\xbb\xbf\n%PDF-1.4\n", "PDF"),
    "writer": (packed(mimetype="application/vnd.oasis.opendocument.text"), "LibreOffice"),
    "impress": (packed(mimetype="application/vnd.oasis.opendocument.presentation"), "LibreOffice"),
    "keynote": (packed(Index__Document_dot_iwa="x"), "Keynote"),
}


@pytest.mark.parametrize("kind", OTHERS)
def test_what_it_is_and_what_to_do(tmp_path: Path, kind: str) -> None:
    data, word = OTHERS[kind]
    (tmp_path / "uitleg.bin").write_bytes(data)
    for found in (from_list(tmp_path / "uitleg.bin"), from_slides(tmp_path / "uitleg.bin")):
        assert isinstance(found, Problem) and found.is_fault
        assert word in found.sentence and "uitleg.bin" in found.sentence and found.hint


def test_a_document_of_word_may_be_a_list_and_is_no_slides(tmp_path: Path) -> None:
    (tmp_path / "uitleg.bin").write_bytes(packed(word__document_dot_xml="<w/>"))
    slides, listed = from_slides(tmp_path / "uitleg.bin"), from_list(tmp_path / "uitleg.bin")
    assert isinstance(slides, Problem) and "Word" in slides.sentence and "uitleg.bin" in slides.sentence
    assert isinstance(listed, Problem) and listed.code == "no-list" and "uitleg.bin" in listed.sentence


def test_one_in_the_place_of_the_other_is_sent_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(deck())
    (tmp_path / "b").write_bytes(sheet())
    swapped = from_list(tmp_path / "a"), from_slides(tmp_path / "b")
    assert [found.code for found in swapped if isinstance(found, Problem)] == ["other-document"] * 2


def test_a_damaged_one_is_refused_as_before(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed(word__document_dot_xml="<w/>")[:40])
    found = from_list(tmp_path / "a.xlsx")
    assert isinstance(found, Problem) and found.code == "no-list"
