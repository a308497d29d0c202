"""Every asset has an author, a free licence and a source, and is what the screens take it for."""

from __future__ import annotations

import fnmatch
import io
import re
import subprocess
import wave
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from oss_app.i18n import CARDS
from oss_app.resources import assets, instructions
from tests.conftest import RECORDED, ROOT

CREDITS = assets() / "CREDITS.md"
FREE = {
    "OFL-1.1", "MIT", "EUPL-1.2", "CC0-1.0", "CC-BY-2.0", "CC-BY-4.0", "public domain", "Unicode-3.0", "Apache-2.0",
    "MIT and WordNet-3.0", "BSD-3-Clause", "SCOWL",
}  # fmt: skip
FONTS = sorted((assets() / "fonts").glob("*.ttf"))
LETTERS = {
    "hyperlegible-plain-zero": "Zażółć gęślą jaźń ığüşöç éèëïöü ĳ € 0123456789 “”‘’–…",
    "lexend": "Zażółć gęślą jaźń ığüşöç éèëïöü € 0123456789 “”‘’–… Việt",
    "noto-sans": "Їжак ґанок єдність щур Ελληνικά Zażółć Việt 0123456789 “”«»–…",
    "noto-sans-arabic": "ضع مسبارًا في القسم لا ٠١٢٣ گچپژ ، ؟ Latin 0123456789",
    "noto-sans-ethiopic": "ትግርኛ መንገዲ ስጉምቲ ።፣፤፦ Latin 0123456789",
    "noto-sans-devanagari": "पाणी दूध क्षत्रिय ।॥ Latin 0123456789",
    "noto-sans-thai": "ใส่ช้อนที่ช่อง ๑๒๓ Latin 0123456789",
}


def credit_rows() -> list[tuple[str, str, str, str]]:
    text = "".join(file.read_text(encoding="utf-8") for file in (CREDITS, RECORDED / "README.md"))
    rows = [line.strip("|").split("|") for line in text.splitlines() if line[:1] == "|"]
    cells = [tuple(cell.strip() for cell in row) for row in rows]
    return [row for row in cells if row[0] != "files" and set(row[0]) != {"-"}]


def listed_files() -> list[str]:
    """All files of the folders with assets that git knows or would take."""
    folders = ["assets", "instructions", "tests/recorded"]
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *folders]
    out = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [name for name in out.splitlines() if (ROOT / name).is_file()]


def matches(name: str, pattern: str) -> bool:
    return name.count("/") == pattern.count("/") and fnmatch.fnmatchcase(name, pattern)


def test_every_asset_is_credited_and_every_credit_has_an_asset() -> None:
    names = [n for n in listed_files() if not Path(n).name.startswith(("CREDITS", "LICENSE-", "README"))]
    patterns = [row[0] for row in credit_rows()]
    assert [n for n in names if not any(matches(n, p) for p in patterns)] == []
    assert [p for p in patterns if not any(matches(n, p) for n in names)] == []


def test_every_credit_is_whole_and_free() -> None:
    for files, author, licence, source in credit_rows():
        assert author, files
        assert source, files
        assert licence in FREE, f"{files}: {licence}"
    assert not re.search(r"\bNC\b|non-?commercial", CREDITS.read_text(encoding="utf-8"), re.IGNORECASE)


def test_licences_that_must_travel_along_do() -> None:
    for text, words in {
        "fonts/LICENSE-hyperlegible-plain-zero.txt": "SIL OPEN FONT LICENSE",
        "fonts/LICENSE-lexend.txt": "SIL OPEN FONT LICENSE",
        "fonts/LICENSE-noto-sans.txt": "SIL OPEN FONT LICENSE",
        "fonts/LICENSE-noto-sans-arabic.txt": "SIL OPEN FONT LICENSE",
        "fonts/LICENSE-noto-sans-ethiopic.txt": "SIL OPEN FONT LICENSE",
        "fonts/LICENSE-noto-sans-devanagari.txt": "SIL OPEN FONT LICENSE",
        "fonts/LICENSE-noto-sans-thai.txt": "SIL OPEN FONT LICENSE",
        "icons/LICENSE-phosphor.txt": "MIT License",
        "models/LICENSE-Apache-2.0.txt": "Apache License",
    }.items():
        assert words in (assets() / text).read_text(encoding="utf-8"), text


def test_the_licence_of_the_program_is_whole() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert [n for n in range(1, 16) if not re.search(rf"^{n}\.[A-Z]", text, re.MULTILINE)] == []
    assert "Appendix" in text
    assert text.rstrip().endswith("require the production of a new EUPL version.")


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_a_font_has_the_letters_and_the_weight_of_its_name(file: Path) -> None:
    name, _, weight = file.stem.rpartition("-")
    font = TTFont(file)
    assert font["OS/2"].usWeightClass == int(weight)
    assert {hex(ord(c)) for c in LETTERS[name] if ord(c) not in font.getBestCmap()} == set()


def test_each_family_has_three_weights() -> None:
    assert {f.stem for f in FONTS} == {f"{name}-{weight}" for name in LETTERS for weight in (400, 600, 700)}


@pytest.mark.parametrize("weight", [400, 600, 700])
def test_our_zero_is_an_oval_with_one_hole(weight: int) -> None:
    font = TTFont(assets() / "fonts" / f"hyperlegible-plain-zero-{weight}.ttf")
    zero = font["glyf"][font.getBestCmap()[ord("0")]]
    assert zero.numberOfContours == 2
    assert font["name"].getBestFamilyName() == "Hyperlegible Plain Zero"
    assert "Atkinson" not in {str(n) for n in font["name"].names if n.nameID in (1, 3, 4, 6, 16)}


@pytest.mark.parametrize("file", sorted((assets() / "icons").glob("*.svg")), ids=lambda file: file.stem)
def test_an_icon_is_plain_shapes_in_the_colour_of_the_text(file: Path) -> None:
    root = ElementTree.fromstring(file.read_bytes())
    assert root.get("viewBox") == "0 0 256 256"
    assert root.get("fill") == "currentColor"
    assert {element.tag.rpartition("}")[2] for element in root} <= {"path"}


def test_the_sounds_are_short_and_soft() -> None:
    loudest = {}
    for name, longest in {"tick": 0.12, "call": 1.5}.items():
        with wave.open(str(assets() / "sounds" / f"{name}.wav")) as file:
            assert file.getnframes() / file.getframerate() <= longest + 0.001
            data = memoryview(file.readframes(file.getnframes())).cast("h")
        assert abs(data[0]) < 400  # no click at the ends
        assert abs(data[-1]) < 400
        loudest[name] = max(map(abs, data)) / 32767
    assert loudest["tick"] <= 0.08 + 0.001
    assert loudest["tick"] < loudest["call"] <= 0.3


def test_each_card_has_a_picture_and_each_picture_a_card() -> None:
    assert {file.stem for file in (assets() / "cards").glob("*.jpg")} == set(CARDS)
    for card in CARDS:
        with Image.open(assets() / "cards" / f"{card}.jpg") as picture:
            assert abs(picture.width / picture.height - 1.5) < 0.02


def test_the_programs_own_icon_exists_in_all_sizes() -> None:
    for size in (16, 24, 32, 48, 64, 128, 256, 512):
        with Image.open(assets() / "app" / f"oss-app-{size}.png") as picture:
            assert picture.size == (size, size)
            assert picture.getpixel((size // 2, size // 6))[:3] == (15, 76, 90)  # petrol
    with Image.open(io.BytesIO((assets() / "app" / "oss-app.ico").read_bytes())) as icon:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= icon.info["sizes"]


def test_pictures_carry_no_place_and_no_maker() -> None:
    for file in [*assets().rglob("*.jpg"), *instructions().rglob("*.jpg")]:
        with Image.open(file) as picture:
            assert not picture.getexif(), file


def test_the_demonstration_is_small() -> None:
    assert sum(f.stat().st_size for f in (assets() / "demo").iterdir()) <= 5_000_000
