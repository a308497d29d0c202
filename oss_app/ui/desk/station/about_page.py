"""The page about the program itself: what it is for, its licence, and what others made that is in it."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from oss_app.i18n import Translator
from oss_app.ui.desk.station.card import SignTag, extra
from oss_app.ui.desk.widgets.parts import Bar, Panel, Push, label
from oss_app.ui.desk.widgets.sheet import sheet
from oss_app.ui.kit.theme import LIGHT

WIDEST = 1200


class ShownDependency(Protocol):
    """A library: see ``app.about``."""

    @property
    def name(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def licence(self) -> str: ...


class ShownCredit(Protocol):
    """Files that are no program text: see ``app.about``."""

    @property
    def files(self) -> str: ...
    @property
    def author(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def source(self) -> str: ...


class Facts(Protocol):
    """What the page shows."""

    @property
    def version(self) -> str: ...
    @property
    def licence(self) -> str: ...
    @property
    def purpose(self) -> Sequence[str]: ...
    @property
    def parts(self) -> Sequence[ShownDependency]: ...
    @property
    def credits(self) -> Sequence[ShownCredit]: ...
    @property
    def texts(self) -> Path | None: ...


class AboutPage(QWidget):
    """Only to read; ``left`` when it was read."""

    left = Signal()

    def __init__(self, tr: Translator, facts: Facts) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setStyleSheet(sheet(LIGHT) + extra(LIGHT))
        bar = Bar()
        back = Push(LIGHT, tr("Back"), "arrow-left")
        back.clicked.connect(self.left)
        bar.row.addWidget(back)
        bar.row.addWidget(label("OSS App", "title"))
        bar.row.addWidget(label(tr("version {n}", n=facts.version), "muted"), 1)
        offline = SignTag("wifi-slash", LIGHT.ink)
        offline.say(tr("Works without internet"))
        bar.row.addWidget(offline)
        inside = QWidget()
        inside.setProperty("role", "page")
        inside.setMaximumWidth(WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(48, 28, 24, 28)
        column.setSpacing(24)
        for title, content in self._chapters(tr, facts):
            box = Panel()
            box.column.addWidget(label(title, "heading"))
            box.column.addWidget(content)
            column.addWidget(box)
        column.addStretch(1)
        self.pane = QScrollArea()
        self.pane.setWidgetResizable(True)
        self.pane.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(self.pane, 1)

    def _chapters(self, tr: Translator, facts: Facts) -> list[tuple[str, QWidget]]:
        licence = tr("Anyone may use, change and pass on this program under the licence {name}.", name=facts.licence)
        qt = tr("It uses Qt under the LGPL 3: you may replace Qt by a version of your own.")
        parts = table([tr("Part"), tr("Version"), tr("Licence")], [_part(p) for p in facts.parts])
        credits_ = table([tr("Files"), tr("Author"), tr("Licence"), tr("Source")], [_credit(c) for c in facts.credits])
        chapters: list[tuple[str, QWidget]] = [
            (tr("What it is for"), label("\n".join(facts.purpose), wraps=True)),
            (tr("Licence"), label(f"{licence}\n{qt}", wraps=True)),
            (tr("Software in it"), parts),
            (tr("Typefaces, icons, pictures and words in it"), credits_),
        ]
        if facts.texts:
            where = tr("The whole texts of all licences lie in this folder: {folder}", folder=facts.texts)
            chapters.insert(2, (tr("Texts of the licences"), label(where, wraps=True)))
        return chapters


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> QLabel:
    """Rows below heads, to be read and copied."""

    def cells(row: Sequence[str], tag: str) -> str:
        inside = "".join(f"<{tag} align='left' valign='top'>{html.escape(cell)}</{tag}>" for cell in row)
        return f"<tr>{inside}</tr>"

    text = cells(heads, "th") + "".join(cells(row, "td") for row in rows)
    made = QLabel(f"<table cellpadding='6' width='100%'>{text}</table>")
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _part(part: ShownDependency) -> list[str]:
    return [part.name, part.version, part.licence]


def _credit(credit: ShownCredit) -> list[str]:
    files = credit.files.replace("/", "/\N{ZERO WIDTH SPACE}")
    return [files, credit.author, credit.licence, credit.source.replace("`", "").replace("/", "/\N{ZERO WIDTH SPACE}")]
