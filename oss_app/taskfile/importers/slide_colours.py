"""Whether words on a slide can be seen: their colour against what lies behind them, their size, their fill."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.oxml import parse_xml

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SMALLEST_PT = 3
LEAST_ALPHA = 0.06
LEAST_CONTRAST = 1.08
"""Below this ratio (WCAG 2.2, contrast ratio) nobody sees that there are words: white on white is 1."""
_NAMED = {"white": "FFFFFF", "black": "000000"}


class SlideColours:
    """The colours of a slide of python-pptx; None where they are not plain, and then nothing is taken for unseen."""

    def __init__(self, slide: Any) -> None:
        self._layers = [slide.element, slide.slide_layout.element, slide.slide_layout.slide_master.element]
        self._scheme = _scheme(slide.slide_layout.slide_master)

    def ground(self) -> str | None:
        """Return the colour of the slide itself, as six digits."""
        for layer in self._layers:
            back = layer.find(f"{_P}cSld/{_P}bg")
            if back is None:
                continue
            plain = back.find(f"{_P}bgRef")
            if plain is not None and plain.get("idx", "1001") != "1001":
                return None  # one of the theme's other backgrounds: a picture, or colours that run into each other
            return self.of(plain if plain is not None else back.find(f"{_P}bgPr/{_A}solidFill"))
        return self._scheme.get("bg1")

    def behind(self) -> Iterator[Any]:
        """Yield the shapes and pictures that the slide's layout and master draw behind it, from the back to the
        front.
        """
        for layer in self._shown_behind():
            tree = layer.find(f"{_P}cSld/{_P}spTree")
            for element in tree if tree is not None else ():
                if element.find(f"./*/{_P}nvPr/{_P}ph") is None:
                    yield element

    def has_picture_behind(self) -> bool:
        """Tell whether the slide's background is a picture of its layout or master."""
        for layer in self._layers:
            back = layer.find(f"{_P}cSld/{_P}bg")
            if back is not None:
                return layer is not self._layers[0] and back.find(f"{_P}bgPr/{_A}blipFill") is not None
        return False

    def _shown_behind(self) -> Iterator[Any]:
        """Yield the master and the layout as far as the slide shows them."""
        slide, layout, master = self._layers
        if slide.get("showMasterSp") in ("0", "false"):
            return
        if layout.get("showMasterSp") not in ("0", "false"):
            yield master
        yield layout

    def of(self, fill: Any) -> str | None:
        """Return the colour in a fill; None where it is changed by something or see-through."""
        colour = next(iter(fill), None) if fill is not None else None
        if colour is None or len(colour):
            return None
        name = str(colour.tag).rpartition("}")[2]
        value = colour.get("lastClr") if name == "sysClr" else colour.get("val", "")
        return self._scheme.get(value) if name == "schemeClr" else _NAMED.get(value, value.upper() or None)

    def unseen(self, body: Any, ground: str | None) -> set[Any]:
        """Return the runs of a text that nobody sees before a ``ground`` of this colour (None: one that is not
        plain).
        """
        return {run for run in body.iter(f"{_A}r", f"{_A}fld") if self._is_unseen(run, body, ground)}

    def _is_unseen(self, run: Any, body: Any, ground: str | None) -> bool:
        for properties in _properties(run, body):
            size = properties.get("sz")
            if size and size.isdigit() and int(size) <= SMALLEST_PT * 100:
                return True
            fill = next((e for e in properties if str(e.tag).endswith("Fill")), None)
            if fill is None:
                continue
            if fill.tag == f"{_A}noFill":
                return properties.find(f"{_A}ln") is None
            if fill.tag != f"{_A}solidFill":
                return False
            alpha = next(fill.iter(f"{_A}alpha"), None)
            if alpha is not None:
                return _share(alpha.get("val", "")) < LEAST_ALPHA
            own = self.of(fill)
            return own is not None and ground is not None and _contrast(own, ground) < LEAST_CONTRAST
        return False


def _properties(run: Any, body: Any) -> Iterator[Any]:
    """Yield what says how a run looks, the nearest first: its own, then that of its level in the shape's list style."""
    own = run.find(f"{_A}rPr")
    if own is not None:
        yield own
    paragraph = run.getparent().find(f"{_A}pPr")
    level = int(paragraph.get("lvl", "0")) + 1 if paragraph is not None and paragraph.get("lvl", "0").isdigit() else 1
    style = body.find(f"{_A}lstStyle/{_A}lvl{level}pPr/{_A}defRPr")
    if style is not None:
        yield style


def _scheme(master: Any) -> dict[str, str]:
    """Return the colours of the theme by the names that shapes call them ("bg1", "tx1", "accent1")."""
    try:
        theme = parse_xml(master.part.part_related_by(f"{_R}/theme").blob)
    except (KeyError, ValueError):
        return {}
    found: dict[str, str] = {}
    for colour in theme.find(f".//{_A}clrScheme") if theme.find(f".//{_A}clrScheme") is not None else ():
        value = next(iter(colour), None)
        if value is not None:
            found[str(colour.tag).rpartition("}")[2]] = value.get("lastClr") or value.get("val", "")
    mapping = master.element.find(f"{_P}clrMap")
    names = dict(mapping.attrib) if mapping is not None else {}
    return {**found, **{name: found[of] for name, of in names.items() if of in found}}


def _share(value: str) -> float:
    try:
        return float(value.removesuffix("%")) / (100 if value.endswith("%") else 100_000)
    except ValueError:
        return 1.0


def _contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2); large where one of them is no colour."""
    try:
        light = sorted(_luminance(colour) for colour in (one, other))
    except ValueError:
        return 21.0
    return (light[1] + 0.05) / (light[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
