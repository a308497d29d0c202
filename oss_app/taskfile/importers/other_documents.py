"""Documents that are neither a list nor a presentation, and where a coach goes with each."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from oss_app.core.problem import Problem
from oss_app.files import open_regular
from oss_app.i18n import marked
from oss_app.taskfile.importers.draft import said

_HEAD = 4096
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOOKED_AT = 20_000_000


def other_document(path: Path, screen: str, *, wanted: str = "") -> Problem | None:
    """Return what kind of document a file is, where that is none that can be read as ``wanted`` ("list", "slides").

    None for what it may be, and for what is no known document. Raises nothing.
    """
    try:
        with open_regular(path) as file:
            head = file.read(_HEAD)
        kind = _packed(path) if head.startswith(b"PK") else _old(path) if head.startswith(_OLD_OFFICE) else ""
        kind = "pdf" if b"%PDF-" in head[:1024] else "words" if head.startswith(b"{\\rtf") else kind
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
    if kind not in _SENTENCES or kind == wanted or (kind == "docx" and wanted == "list"):
        return None
    return said(screen, "other-document", *_SENTENCES[kind], fault=True, name=path.name)


def is_word_document(path: Path) -> bool:
    """Tell whether a file is a document of Word in its form of today (.docx, .docm, .dotx). Raises nothing."""
    try:
        return _packed(path) == "docx"
    except (OSError, ValueError, KeyError, NotImplementedError, RuntimeError, EOFError, zipfile.BadZipFile, zlib.error):
        return False


def _old(path: Path) -> str:
    """Return what an old file of an office holds, by the names of its streams; empty where it is none of these."""
    with path.open("rb") as file:
        data = file.read(_LOOKED_AT)
    kinds = {"WordDocument": "words", "PowerPoint Document": "slides", "Workbook": "list"}
    return next((kind for name, kind in kinds.items() if name.encode("utf-16-le") in data), "")


def _packed(path: Path) -> str:
    """Return what is packed in a file of an office, by the names of its parts."""
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()[:2000]
        if "mimetype" in names and packed.getinfo("mimetype").file_size < 200:
            kind = packed.read("mimetype")
            return "list" if b"opendocument.spreadsheet" in kind else "opendocument" if b"opendocument" in kind else ""
    parts = {"word/document.xml": "docx", "xl/workbook.xml": "list", "ppt/presentation.xml": "slides"}
    return next((kind for name, kind in parts.items() if name in names), "") or (
        "apple" if any(name.endswith(".iwa") for name in names) else ""
    )


_SENTENCES = {
    "pdf": (
        marked("“{name}” is a PDF. What is in it cannot be taken apart here."),
        marked("Open it where it was made and save it as .pptx or .xlsx, or take pictures of its pages."),
    ),
    "words": (
        marked("“{name}” is a document of Word."),
        marked("Save it as .docx and choose that as a list: its table or its numbered lines are taken."),
    ),
    "docx": (marked("“{name}” is a document of Word."), marked("Choose it as a list.")),
    "opendocument": (
        marked("“{name}” was saved in LibreOffice's own form."),
        marked("In LibreOffice choose “Save as” and then .xlsx for a list, .pptx for slides."),
    ),
    "apple": (
        marked("“{name}” was saved in the own form of Keynote, Numbers or Pages."),
        marked("There choose “Export” and then Excel or PowerPoint."),
    ),
    "list": (marked("“{name}” is a spreadsheet."), marked("Choose it as a list.")),
    "slides": (marked("“{name}” is a presentation."), marked("Choose it as a PowerPoint.")),
}
