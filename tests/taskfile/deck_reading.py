"""Reads a deck by itself, with nothing of the importer: every paragraph and picture of each visible slide."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DGM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
SIDE = {"dt", "ftr", "sldNum", "hdr", "sldImg"}


@dataclass
class SlideSeen:
    """What a second reader finds on one slide."""

    number: int
    paragraphs: list[str] = field(default_factory=list)
    pictures: int = 0


def plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def read(path: Path) -> list[SlideSeen]:
    """The visible slides of a deck in their order."""
    with zipfile.ZipFile(path) as packed:
        names = set(packed.namelist())

        def links(part: str) -> dict[str, tuple[str, str]]:
            rels = posixpath.join(posixpath.dirname(part), "_rels", posixpath.basename(part) + ".rels")
            if rels not in names:
                return {}
            return {
                link.get("Id", ""): (
                    link.get("Type", "").rsplit("/", 1)[-1],
                    posixpath.normpath(posixpath.join(posixpath.dirname(part), link.get("Target", ""))).lstrip("/"),
                )
                for link in ElementTree.fromstring(packed.read(rels))
            }

        main = next(n for n in ("ppt/presentation.xml",) if n in names)
        order = links(main)
        show = [order[e.get(f"{R}id", "")][1] for e in ElementTree.fromstring(packed.read(main)).iter(f"{P}sldId")]
        found = []
        for number, part in enumerate(show, 1):
            root = ElementTree.fromstring(packed.read(part))
            if root.get("show") in ("0", "false"):
                continue
            seen = SlideSeen(number)
            seen.paragraphs += _texts(root)
            seen.pictures = len({b.get(f"{R}embed") or b.get(f"{R}link") for b in root.iter(f"{A}blip")} - {None})
            for kind, target in links(part).values():
                if target in names and kind in ("notesSlide", "diagramData"):
                    seen.paragraphs += _texts(ElementTree.fromstring(packed.read(target)))
            found.append(seen)
        return found


def _texts(root: ElementTree.Element) -> list[str]:
    side: set[ElementTree.Element] = set()
    for shape in root.iter(f"{P}sp"):
        holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if holder is not None and holder.get("type") in SIDE:
            side |= set(shape.iter(f"{A}p"))
    for point in root.iter(f"{DGM}pt"):
        if point.get("type") in ("pres", "parTrans", "sibTrans"):
            side |= set(point.iter(f"{A}p"))
    return [
        text
        for p in root.iter(f"{A}p")
        if p not in side and (text := plain("".join(t.text or "" for t in p.iter(f"{A}t"))))
    ]
