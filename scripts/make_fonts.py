"""Makes assets/fonts from the fontsource packages: one TTF a weight, with all the letters we need in it.

    npm install @fontsource/atkinson-hyperlegible-next @fontsource/lexend
    npm install @fontsource/noto-sans @fontsource/noto-sans-arabic @fontsource/noto-sans-ethiopic
    npm install @fontsource/noto-sans-devanagari @fontsource/noto-sans-thai
    python scripts/make_fonts.py node_modules

Needs fonttools and brotli. Qt wants TTF, and picks one file for a text: so the pieces of a weight are merged. The 0 of
Atkinson Hyperlegible Next has a slash, which new readers take for another sign: ours is plain, under a name of its own
(the licence allows both).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "assets" / "fonts"
WEIGHTS = (400, 600, 700)
FAMILIES = {  # package: (file's first name, pieces, the family's name here)
    "atkinson-hyperlegible-next": ("hyperlegible-plain-zero", ("latin", "latin-ext"), "Hyperlegible Plain Zero"),
    "lexend": ("lexend", ("latin", "latin-ext", "vietnamese"), "Lexend"),
    "noto-sans": ("noto-sans", ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek"), "Noto Sans"),
    "noto-sans-arabic": ("noto-sans-arabic", ("arabic", "latin", "latin-ext"), "Noto Sans Arabic"),
    "noto-sans-ethiopic": ("noto-sans-ethiopic", ("ethiopic", "latin", "latin-ext"), "Noto Sans Ethiopic"),
    "noto-sans-devanagari": ("noto-sans-devanagari", ("devanagari", "latin", "latin-ext"), "Noto Sans Devanagari"),
    "noto-sans-thai": ("noto-sans-thai", ("thai", "latin", "latin-ext"), "Noto Sans Thai"),
}
LETTERS = (
    *range(0x0020, 0x0250),  # Latin
    *range(0x02B0, 0x0530),  # accents, Greek, Cyrillic
    *range(0x0600, 0x0700),  # Arabic
    *range(0x0750, 0x0780),
    *range(0x0900, 0x0980),  # Devanagari
    *range(0x0E00, 0x0E80),  # Thai
    *range(0x1200, 0x13A0),  # Ethiopic
    *range(0x1E00, 0x1F00),  # Vietnamese
    *range(0x2000, 0x2070),  # punctuation
    *range(0x2070, 0x20D0),  # raised figures, money
    *range(0x2100, 0x2200),  # signs, arrows
    0x25CC,  # the circle that stands for a letter where a sign has none
    *range(0x2D80, 0x2DE0),  # more Ethiopic
    *range(0xA8E0, 0xA900),  # more Devanagari
    *range(0xAB00, 0xAB30),  # more Ethiopic
    *range(0xFB50, 0xFE00),  # joined Arabic
    *range(0xFE70, 0xFF00),
)


def merged(files: list[Path]) -> TTFont:
    """The pieces of one weight as one font, without the letters nobody here writes."""
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, file in enumerate(files):
            piece = TTFont(file)
            piece.flavor = None
            plain.append(str(Path(folder) / f"{number}.ttf"))
            piece.save(plain[-1])
        font = Merger().merge(plain)
    options = Options()
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    return font


def make_zero_plain(font: TTFont) -> None:
    """Draw each 0 anew: its outer oval, and as the hole the same oval shrunk to where the two counters lay."""
    glyphs = font["glyf"]
    for name in ("zero", "zero.tf"):
        if glyphs[name].isComposite():  # made of the other
            continue
        drawn = RecordingPen()
        glyphs[name].draw(drawn, glyphs)
        contours = _contours(drawn.value)
        boxes = [_box(contour) for contour in contours]
        outer = max(range(len(boxes)), key=lambda i: boxes[i][2] - boxes[i][0])
        left, bottom, right, top = boxes[outer]
        holes = [box for i, box in enumerate(boxes) if i != outer]
        into = (min(b[0] for b in holes), min(b[1] for b in holes), max(b[2] for b in holes), max(b[3] for b in holes))
        x = (into[2] - into[0]) / (right - left)
        y = (into[3] - into[1]) / (top - bottom)
        pen = TTGlyphPen(None)
        contours[outer].replay(pen)
        shrink = TransformPen(pen, (x, 0, 0, y, into[0] - left * x, into[1] - bottom * y))
        contours[outer].replay(ReverseContourPen(shrink))
        glyphs[name] = pen.glyph()


def name_what_is_drawn(font: TTFont) -> None:
    """Let each Latin letter be the glyph that it is drawn with.

    Where two pieces have one letter, the merger draws that of the last by a substitution (``locl``), and leaves the
    letter at the first. A PDF then holds a glyph that no letter leads to: it can be neither searched nor read aloud.
    """
    table = font["GSUB"].table
    usual = {record.ScriptTag: record.Script.DefaultLangSys for record in table.ScriptList.ScriptRecord}
    latin = usual.get("latn") or usual["DFLT"]
    features = [table.FeatureList.FeatureRecord[number] for number in latin.FeatureIndex]
    lookups = sorted({n for one in features if one.FeatureTag == "locl" for n in one.Feature.LookupListIndex})
    for number in lookups:
        for part in table.LookupList.Lookup[number].SubTable:
            mapping = getattr(getattr(part, "ExtSubTable", part), "mapping", {})
            for characters in (one.cmap for one in font["cmap"].tables if one.isUnicode()):
                changed = {code: mapping[name] for code, name in characters.items() if name in mapping}
                characters.update({code: name for code, name in changed.items() if chr(code).isalpha()})


def _contours(value: list[tuple[str, tuple[object, ...]]]) -> list[RecordingPen]:
    contours = []
    for verb, points in value:
        if verb == "moveTo":
            contours.append(RecordingPen())
        contours[-1].value.append((verb, points))
    return contours


def _box(contour: RecordingPen) -> tuple[float, float, float, float]:
    pen = BoundsPen(None)
    contour.replay(pen)
    assert pen.bounds
    return pen.bounds


def rename(font: TTFont, family: str) -> None:
    """Give a font the family's name in every entry that carries it."""
    old = next(str(n) for n in font["name"].names if n.nameID == 1).removesuffix(" SemiBold")
    for entry in font["name"].names:
        if entry.nameID in (1, 3, 4, 6, 16):
            entry.string = str(entry).replace(old, family).replace(old.replace(" ", ""), family.replace(" ", ""))


def main(node_modules: Path) -> None:
    FONTS.mkdir(parents=True, exist_ok=True)
    for package, (first, pieces, family) in FAMILIES.items():
        source = node_modules / "@fontsource" / package
        if not source.is_dir():
            print(f"{package}: not installed, left as it is")
            continue
        for weight in WEIGHTS:
            font = merged([source / "files" / f"{package}-{piece}-{weight}-normal.woff2" for piece in pieces])
            if first == "hyperlegible-plain-zero":
                make_zero_plain(font)
                rename(font, family)
            name_what_is_drawn(font)
            out = FONTS / f"{first}-{weight}.ttf"
            font.save(out)
            print(f"{out.name}: {out.stat().st_size // 1024} kB, {len(font.getBestCmap())} characters")
        shutil.copyfile(source / "LICENSE", FONTS / f"LICENSE-{first}.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
