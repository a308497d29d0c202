"""The words of the screens: all translated, compiled, and filled in alike in each language."""

from __future__ import annotations

import ast
import gettext
import importlib.util
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message

from oss_app.core.check import Check, CheckKind
from oss_app.core.region import rectangle
from oss_app.core.text import Text
from oss_app.i18n import (
    CARDS,
    FOR_WORKERS,
    SOURCE,
    all_languages,
    full_language_name,
    language_meant,
    language_name,
    languages,
    load,
    system_language,
)
from oss_app.player.progress import Amount, not_yet, seen
from oss_app.resources import assets
from tests.conftest import ROOT

pytestmark = pytest.mark.xdist_group("words")  # the code is read once for all of them
CATALOGUES = sorted((assets() / "locale").glob("*/LC_MESSAGES/oss_app.po"))
SAYING = {"tr", "_tr", "translator", "many", "_many"}
"""What a word is handed to, to be said in another language."""
FIELD = re.compile(r"\{(\w*)[^}]*\}")


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """The script that keeps the catalogues."""
    spec = importlib.util.spec_from_file_location("make_locale", ROOT / "scripts" / "make_locale.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def found(tool: ModuleType) -> Catalog:
    return tool.found()


def texts() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in sorted((ROOT / "oss_app").rglob("*.py"))}


def forms(value: str | tuple[str, ...] | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def test_dutch_is_there() -> None:
    assert "nl" in {file.parent.parent.name for file in CATALOGUES}


def test_the_plural_of_arabic_is_that_of_the_language() -> None:
    """Babel's own rule was wrong before 2.19, and what a catalogue is made with must not matter."""
    with (assets() / "locale" / "ar" / "LC_MESSAGES" / "oss_app.mo").open("rb") as file:
        rule = gettext.GNUTranslations(file).plural  # type: ignore[attr-defined]
    assert [rule(n) for n in (0, 1, 2, 3, 10, 11, 99, 100, 102, 103)] == [0, 1, 2, 3, 3, 4, 4, 5, 5, 3]


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_each_word_of_the_code_is_translated(file: Path, tool: ModuleType) -> None:
    catalogue = tool.read(file)
    words = tool.wanted(file.parent.parent.name)
    missing = [m.id for m in words if m.id and m.id not in catalogue]
    assert missing == [], "run scripts/make_locale.py, then translate"
    assert [m.id for m in catalogue if m.id and m.id not in words] == []
    assert tool.untranslated(catalogue) == []
    assert [m.id for m in catalogue if m.id and m.fuzzy] == []


def test_no_word_hides_where_the_script_does_not_look(found: Catalog) -> None:
    """Babel reads no call inside an f-string."""
    hidden = []
    for name, text in texts().items():
        for node in ast.walk(ast.parse(text)):
            if not isinstance(node, ast.JoinedStr):
                continue
            for call in (part for part in ast.walk(node) if isinstance(part, ast.Call)):
                called = getattr(call.func, "attr", getattr(call.func, "id", ""))
                said = getattr(call.args[0], "value", None) if call.args else None
                if called in SAYING and isinstance(said, str) and said not in found:
                    hidden.append((name, said))
    assert hidden == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_the_compiled_catalogue_is_that_of_the_source(file: Path, tool: ModuleType) -> None:
    assert file.with_suffix(".mo").read_bytes() == tool.compiled(tool.read(file)), "run scripts/make_locale.py"


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_a_translation_fills_in_what_the_english_fills_in(file: Path, tool: ModuleType) -> None:
    def fields(words: str) -> set[str]:
        return set(FIELD.findall(words))

    def is_alike(message: Message) -> bool:
        wanted = fields(forms(message.id)[-1])
        return all(fields(form) <= wanted and fields(form) >= wanted - {"n"} for form in forms(message.string))

    assert [m.id for m in tool.read(file) if m.id and all(forms(m.string)) and not is_alike(m)] == []


@pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.parent.parent.name)
def test_no_screen_shouts_and_a_workers_screen_neither_blames_nor_praises(file: Path, tool: ModuleType) -> None:
    judging = re.compile(r"\b(fout|verkeerd|goed gedaan|goed zo|wrong|mistake|well done|good job)\b", re.IGNORECASE)
    for message in tool.read(file):
        texts = [*forms(message.id), *forms(message.string)] if message.id else []
        assert [t for t in texts if re.search(r"\w!", t)] == []
        if any("/player/" in str(place) for place, _ in message.locations):
            assert [t for t in texts if judging.search(t)] == []


def test_compiling_twice_gives_the_same(tool: ModuleType) -> None:
    catalogue = tool.read(CATALOGUES[0])
    catalogue.creation_date = datetime(2001, 1, 1, tzinfo=UTC)
    assert tool.compiled(catalogue) == tool.compiled(tool.read(CATALOGUES[0]))
    assert b"2001" not in tool.text(catalogue)


def test_words_fill_in() -> None:
    words = load("nl")
    assert words.language == "nl"
    assert words("Done") == "Klaar"
    assert words("Step {step} of {steps}", step=3, steps=12) == "Stap 3 van 12"
    assert words.many("{n} kit", "{n} kits", 1) == "1 set"
    assert words.many("{n} kit", "{n} kits", 20) == "20 sets"
    assert words("") == ""
    with pytest.raises(KeyError):
        words("Step {step} of {steps}", step=3)


def test_a_language_without_catalogue_falls_back() -> None:
    assert load("nl-BE").language == "nl"
    assert load("nl_BE")("Done") == "Klaar"
    assert load("xx").language == SOURCE
    assert load("xx")("Step {step} of {steps}", step=1, steps=2) == "Step 1 of 2"
    assert load("xx", "nl")("Done") == "Klaar"
    assert load("en", "nl")("Done") == "Done"
    assert load("en-GB", "nl")("Done") == "Done"
    assert load("xx", "yy")("Done") == "Done"
    assert load("en").many("{n} kit", "{n} kits", 2) == "2 kits"


@pytest.mark.parametrize("hostile", ["../nl", "nl/../nl", "/etc", "C:\\nl", "", "."])
def test_a_language_is_never_a_path(hostile: str) -> None:
    assert load(hostile).language == SOURCE


def test_languages_call_themselves_by_their_own_name() -> None:
    assert {"de": "Deutsch", "en": "English", "nl": "Nederlands"}.items() <= dict(languages()).items()
    names = {code: language_name(code) for code in ("ar", "pl", "uk", "ti", "ka", "pt-BR", "zz")}
    assert names == {
        "ar": "العربية", "pl": "Polski", "uk": "Українська", "ti": "ትግርኛ", "ka": "ქართული", "pt-BR": "Português",
        "zz": "zz",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "code"),
    [("nl_NL.UTF-8", "nl"), ("nl_BE@euro", "nl"), ("en_GB", "en"), ("xx_XX", "en"), ("C.UTF-8", "en")],
)
def test_the_language_of_the_system(setting: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", setting)
    assert system_language() == code
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    assert system_language() == "nl"


def test_each_card_has_its_word() -> None:
    assert [load("nl")(word) for word in CARDS.values()][:3] == ["Bloem", "Koffie", "Kat"]
    assert len(set(CARDS.values())) == len(CARDS)


def test_a_new_language_is_one_file(tool: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tool, "LOCALE", tmp_path)
    monkeypatch.setattr(tool, "ROOT", tmp_path)
    monkeypatch.setattr(tool, "found", lambda *rooms: _catalogue("Back", "Done"))
    tool.main(["pl"])
    file = tmp_path / "pl" / "LC_MESSAGES" / "oss_app.po"
    file.write_text(
        file.read_text("utf-8").replace('msgid "Back"\nmsgstr ""', 'msgid "Back"\nmsgstr "Wstecz"'), "utf-8"
    )
    tool.main([])
    assert tool.untranslated(tool.read(file)) == ["Done"]

    monkeypatch.setattr(tool, "found", lambda *rooms: _catalogue("Done"))
    tool.main([])
    monkeypatch.setattr(tool, "found", lambda *rooms: _catalogue("Back", "Done"))
    tool.main([])
    back = tool.read(file)["Back"]
    assert back is not None
    assert back.string == "Wstecz"  # words that went and came back keep their translation


def _catalogue(*words: str) -> Catalog:
    catalogue = Catalog()
    for word in words:
        catalogue.add(word)
    return catalogue


@pytest.mark.parametrize("code", sorted(FOR_WORKERS))
def test_a_catalogue_for_workers_says_all_that_a_worker_sees_and_the_coachs_words_in_the_stations_language(
    code: str, tool: ModuleType
) -> None:
    catalogue = tool.read(assets() / "locale" / code / "LC_MESSAGES" / "oss_app.po")
    assert "Hear again" in catalogue
    assert "Edit tasks" not in catalogue
    words = load(code, "nl")
    assert words("Hear again") not in ("Hear again", "Lees voor")
    assert words("Edit tasks") == load("nl")("Edit tasks")
    assert code not in dict(languages()), "it is not offered for the coach's pages"


@pytest.mark.parametrize("code", sorted(FOR_WORKERS))
@pytest.mark.parametrize("kind", CheckKind)
def test_what_a_check_of_each_kind_says_is_in_every_workers_language(code: str, kind: CheckKind) -> None:
    words, english, dutch = load(code, "nl"), load("en"), load("nl")
    for item in (Text(words="X"), None):
        check = Check(name="check", kind=kind, region=rectangle(0, 0, 1, 1), item=item)
        for amount in (Amount(None, 4), Amount(3, 4), Amount()):
            for says in (seen, not_yet):
                said = says(check, words, "nl", amount)
                assert said not in (says(check, english, "nl", amount), says(check, dutch, "nl", amount))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ti", "ti"),
        ("TI", "ti"),
        ("tigrinya", "ti"),
        ("ትግርኛ", "ti"),
        ("Perzisch", "fa"),
        ("Persian", "fa"),
        ("oekraiens", "uk"),
        ("Polnisch", "pl"),
        ("türkçe", "tr"),
        (" العربية ", "ar"),
        ("Klingon", None),
        ("", None),
    ],
)
def test_a_language_is_meant_by_its_code_its_own_name_and_its_name_on_the_screens(
    written: str, code: str | None
) -> None:
    assert language_meant(written) == code


def test_each_language_is_found_by_its_code_and_named_on_each_screen() -> None:
    assert [code for code in all_languages() if language_meant(code) != code] == []
    assert full_language_name("ar", "nl") == "Arabisch · العربية (ar)"
    assert full_language_name("nl", "nl") == "Nederlands (nl)"
    names = json.loads((assets() / "locale" / "names-said.json").read_text(encoding="utf-8"))
    assert set(names) == {code for code, _ in languages()}, "run scripts/make_locale.py"


GUIDES = {"for-coaches.md": "en", "for-coaches.nl.md": "nl"}


@pytest.mark.parametrize("name", GUIDES)
def test_what_a_guide_names_in_italics_stands_on_a_screen(name: str, tool: ModuleType) -> None:
    """``*Workers → Add a card*`` is two names; a number stands where the screen has one."""
    written = (ROOT / "docs" / name).read_text("utf-8")
    named = [part for label in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", written) for part in label.split(" → ")]
    assert named
    english = GUIDES[name] == SOURCE
    words: set[str] = set()
    for message in tool.read(assets() / "locale" / "nl" / "LC_MESSAGES" / "oss_app.po"):
        said = message.id if english else message.string
        words |= {_as_named(one) for one in ([said] if isinstance(said, str) else said)}
    assert [label for label in named if _as_named(label) not in words] == []


def _as_named(label: str) -> str:
    """Return a label as it can be compared: without its field, its end and the kind of its apostrophe."""
    return re.sub(r"\{\w*\}|\d+", "0", label).replace("’", "'").rstrip(" .…")
