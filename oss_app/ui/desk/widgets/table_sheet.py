"""A table on paper: a title, a few sentences, and rows, as PDF on A4 across."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument

from oss_app.ui.desk.widgets.pdf import pdf_in
from oss_app.ui.desk.widgets.sheet import FAMILY

MARGIN_MM = 15


def print_table(
    out: Path, title: str, notes: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]]
) -> None:
    """Write the table to a file. OSError."""
    with pdf_in(out) as writer:
        writer.setTitle(title)
        writer.setResolution(150)
        margins = QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM)
        page = QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Landscape, margins)
        page.setUnits(QPageLayout.Unit.Millimeter)
        page.setMargins(margins)
        writer.setPageLayout(page)
        document = QTextDocument()
        document.documentLayout().setPaintDevice(writer)
        document.setPageSize(QSizeF(writer.width(), writer.height()))
        document.setHtml(_html(title, notes, heads, rows))
        document.print_(writer)


def _html(title: str, notes: Sequence[str], heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    style = (
        f"body{{font-family:'{FAMILY}';font-size:9pt}}"
        "h1{font-size:16pt} th{text-align:left} td,th{padding:3px 8px}"
    )
    head = "".join(f"<th>{escape(h)}</th>" for h in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    said = "".join(f"<p>{escape(note)}</p>" for note in notes)
    table = f"<table border='0' cellspacing='0' width='100%'><thead><tr>{head}</tr></thead>{body}</table>"
    return f"<html><head><style>{style}</style></head><body><h1>{escape(title)}</h1>{said}{table}</body></html>"
