"""No letter loses its tail or its dots, in any language: dots are what tells letters apart (W4, W21)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from oss_app.core.text import is_right_to_left
from oss_app.i18n import language_name
from oss_app.player.screen import Extent
from oss_app.resources import instructions
from oss_app.taskfile.library import load as load_task
from oss_app.ui.kiosk.layout import lay_out
from oss_app.ui.kiosk.sizes import REGULAR, SEMIBOLD, Sizes, sizes_for
from oss_app.ui.kit.fonts import ink, measured, undrawable
from oss_app.ui.kit.lettering import ROUNDED, Letters, draw_lines

pytestmark = pytest.mark.usefixtures("qapp")

TEXTS = {
    "ar": "ضع المسبار في القسم ع ي ج ق إلى آخر",
    "uk": "Їжак ґанок, щур Й Ц",
    "pl": "Zażółć gęślą jaźń Ą Ż",
    "tr": "Ğ İ Ş ç ğ jilet",
    "ti": "ስራሕ ተዓቂቡ ኣሎ። መንገዲ ቋ ጽሑፍ",
    "hi": "पाणी क्षत्रिय राष्ट्र हूँ",
    "th": "ใส่ช้อนที่ญฏู้ ปี่ ฐู",
    "vi": "Ặ ế ỗ ữ gỹ",
    "el": "Ξύπνα, ψάρι Ά",
    "nl": "Ångström, gjpqy É Ç",
}
SIZES = {
    f"{w}x{h} {scale}": (w, h, mm, scale) for w, h, mm in ((1280, 720, 3.7), (1920, 1080, 3.6)) for scale in (1, 2)
}
MARGIN = 200


def ink_rows(lines: list[str], letters: Letters, *, rtl: bool) -> tuple[int, int]:
    """The first and the last row with ink, counted from the top of the first line's box."""
    height = round(letters.line_height * len(lines))
    image = QImage(3000, height + 2 * MARGIN, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    draw_lines(painter, lines, QRectF(20, MARGIN, 2900, height), letters, right_to_left=rtl)
    painter.end()
    stride = image.bytesPerLine()
    pixels = bytes(image.constBits())
    white = b"\xff" * stride
    rows = [y for y in range(image.height()) if pixels[y * stride : (y + 1) * stride] != white]
    assert rows, "nothing was drawn"
    return rows[0] - MARGIN, rows[-1] - MARGIN


def kinds(sizes: Sizes) -> list[Letters]:
    return [
        Letters(sizes.sentence, SEMIBOLD, sizes.sentence_height, "#000000"),
        Letters(sizes.line, SEMIBOLD, sizes.line_height, "#000000"),
        Letters(sizes.line, REGULAR, sizes.line_height, "#000000"),
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", TEXTS)
def test_no_ink_leaves_the_lines(language: str, size: str) -> None:
    width, height, mm, scale = SIZES[size]
    rtl = is_right_to_left(language)
    assert undrawable(TEXTS[language]) == ""
    for letters in kinds(sizes_for(width, height, mm, scale, rtl)):
        for lines in ([TEXTS[language]], [TEXTS[language], TEXTS[language]]):
            first, last = ink_rows(lines, letters, rtl=rtl)
            assert first >= 0, "cut at the top"
            assert last < round(letters.line_height * len(lines)), "cut at the foot"


def test_the_samples_and_the_names_of_languages_can_be_drawn() -> None:
    for folder in sorted(instructions().iterdir()):
        listing = load_task(folder).listing
        if listing.task is None:
            continue
        for text in listing.task.texts():
            for words in (text.words, *text.translations.values()):
                assert undrawable(words) == "", words
    for code in ("nl", "en", "de", "pl", "uk", "tr", "ar", "ti"):
        assert undrawable(language_name(code)) == ""


def test_what_no_typeface_has_is_named() -> None:
    assert undrawable("Leg 1 sonde. \U0001f9ff\u1000A\u0f40") in (
        "\U0001f9ff\u1000\u0f40",
        "\u1000\u0f40",
        "\u0f40",
        "",
    )
    assert undrawable("\U000e0fff\u0f40 vak") in ("\U000e0fff\u0f40", "\u0f40", "\U000e0fff"), "no other letter is"


OWN_FAMILY = ("ar", "uk", "ti", "hi", "th", "vi", "el")
"""Languages that our own typeface, whose lines are as high as they have to be, has no letters for."""
VOWELLED = "خُذْ مِرْآةً وَاحِدَةً مِنَ الْعُلْبَةِ الزَّرْقَاءِ."


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("text", [*(TEXTS[code] for code in OWN_FAMILY), VOWELLED], ids=[*OWN_FAMILY, "vowelled"])
def test_letters_that_stand_above_each_other_are_as_large_as_others(text: str, size: str) -> None:
    extent = Extent(sentences=(text,), warnings=(text,), lines=(text,), has_strip=True)
    sizes = lay_out(*SIZES[size], extent, measured, right_to_left=text in (TEXTS["ar"], VOWELLED)).sizes
    for px, height in ((sizes.sentence, sizes.sentence_height), (sizes.line, sizes.line_height)):
        above, below = ink(text, px, SEMIBOLD)
        assert above + below + 2 * ROUNDED <= height, "it would be set smaller to be whole"
