"""What a task file means: texts as they were written, types by the schema, keys in two languages."""

from __future__ import annotations

import pytest

from oss_app.core.problem import Passage
from oss_app.core.task import Break, Section, Step, Task
from oss_app.taskfile.problems.diagnostic import Reading
from oss_app.taskfile.read.reader import read_task

SMALLEST = "taak: Ontbijt\nstappen:\n  - tekst: Leg het bord neer.\n"
FROM_THE_DESIGN = """
taak: Controle-set voor de tandarts
taak_en: Check-up set for the dentist
taal: nl
foto: kit.jpg
herhaal: 20                        # kits in a batch; the worker sees "kit 4 of 20"

stappen:
  - deel: Voorbereiden             # a section
    deel_en: Prepare
  - tekst: Leg het dienblad voor je.
    tekst_en: Put the tray in front of you.
    foto: dienblad.jpg

  - deel: Instrumenten
    deel_en: Instruments
  - tekst: Leg 1 sonde in vak 2.
    tekst_en: Put 1 probe in section 2.
    zeg: Leg één sonde in vak twee.
    foto: sonde.jpg
    film: sonde.mp4
    plek: vak-2                    # a place on the bench: outlined in the photo, lit by the projector
    controle: sonde-in-vak-2       # a taught check in checks/
    hulp: De sonde heeft een haakje.
    hulp_en: The probe has a small hook.
    let_op: De punt is scherp.
    let_op_en: The tip is sharp.

  - tekst: Leg 4 watten-rollen in vak 4.
    tekst_en: Put 4 cotton rolls in section 4.
    foto: wattenrollen.jpg
    controle: wattenrollen
    aantal: 4
  - pauze: Neem rust als je wilt.
"""


def read(text: str) -> Reading:
    return read_task(text.encode())


def task_of(text: str) -> Task:
    reading = read(text)
    assert reading.task is not None, reading.problems("en")
    return reading.task


def step(lines: str) -> Step:
    """The only step of a task with these lines below its text."""
    return task_of(SMALLEST + lines).steps[0]


def codes(text: str | bytes) -> list[str]:
    reading = read_task(text if isinstance(text, bytes) else text.encode())
    return [problem.code for problem in reading.problems("nl")]


def test_the_smallest_task() -> None:
    task = task_of(SMALLEST)
    assert (task.title.words, task.language, task.repeat, len(task.items)) == ("Ontbijt", "nl", 1, 1)


def test_everything_that_a_task_can_say() -> None:
    task = task_of(FROM_THE_DESIGN)
    kinds = [type(item) for item in task.items]
    assert kinds == [Section, Step, Section, Step, Step, Break]
    assert task.repeat == 20
    assert task.languages == ("nl", "en")
    probe = task.steps[1]
    assert probe.text.into("en") == "Put 1 probe in section 2."
    assert probe.say and probe.say.words == "Leg één sonde in vak twee."
    assert (probe.photo, probe.film, probe.place, probe.check) == ("sonde.jpg", "sonde.mp4", "vak-2", "sonde-in-vak-2")
    assert probe.warning and probe.warning.into("en") == "The tip is sharp."
    assert task.steps[2].count == 4


def test_dutch_and_english_keys_say_the_same() -> None:
    english = FROM_THE_DESIGN
    for dutch, other in {
        "taak": "task",
        "taal": "language",
        "foto": "photo",
        "herhaal": "repeat",
        "stappen": "steps",
        "deel": "section",
        "tekst": "text",
        "zeg": "say",
        "plek": "place",
        "controle": "check",
        "hulp": "hint",
        "let_op": "warning",
        "aantal": "count",
        "pauze": "break",
    }.items():
        for end in (":", "_en:"):
            english = english.replace(f"\n{dutch}{end}", f"\n{other}{end}").replace(f" {dutch}{end}", f" {other}{end}")
    assert english != FROM_THE_DESIGN
    assert task_of(english) == task_of(FROM_THE_DESIGN)


@pytest.mark.parametrize(
    "words", ["no", "yes", "12:30", "1.10", "007", "null", "~", "0x1F", "1e3", "2026-11-24", "=", ".5"]
)
def test_a_text_stays_what_the_author_wrote(words: str) -> None:
    assert step(f"    hulp: {words}\n").hint.words == words  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('"Let op: heet"', "Let op: heet"),
        ("'Zo''n doos'", "Zo'n doos"),
        ('"Doos #3"', "Doos #3"),
        ("Doos#3", "Doos#3"),
        ("Om 12:30 klaar", "Om 12:30 klaar"),
        ("|\n      Leg het neer.", "Leg het neer."),
        (">\n      Leg het\n      neer.", "Leg het neer."),
        ("Leg het\n      neer.", "Leg het neer."),
        ("  Leg het neer.  ", "Leg het neer."),
        ("Leg het neer.  # een opmerking", "Leg het neer."),
        ("“Leg” het neer – nu", "“Leg” het neer – nu"),
        ("ضع الطبق", "ضع الطبق"),
    ],
)
def test_ways_to_write_a_text(written: str, words: str) -> None:
    assert step(f"    hulp: {written}\n").hint.words == words  # type: ignore[union-attr]


@pytest.mark.parametrize("written", ["ja", "Ja", "JA", "yes", "Yes", '"ja"'])
def test_yes(written: str) -> None:
    assert step(f"    moet: {written}\n").must is True


@pytest.mark.parametrize("written", ["nee", "Nee", "no", "NO"])
def test_no(written: str) -> None:
    assert step(f"    moet: {written}\n").must is False


@pytest.mark.parametrize("written", ["true", "1", "y", "on", "aan", "jaa"])
def test_nothing_else_is_yes_or_no(written: str) -> None:
    assert codes(SMALLEST + f"    moet: {written}\n") == ["not-yes-no"]


@pytest.mark.parametrize("written", ["4", "04", "+4", '"4"', "4  # vier", "4 # vier"])
def test_a_number(written: str) -> None:
    assert step(f"    controle: a\n    aantal: {written}\n").count == 4


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("4.5", "not-a-number"),
        ("4,5", "not-a-number"),
        ("vier", "not-a-number"),
        ("", "empty-text"),
        ("0", "number-out-of-range"),
        ("100", "number-out-of-range"),
        ("-1", "number-out-of-range"),
        ("9" * 5000, "text-too-long"),
        ("9" * 900, "number-out-of-range"),
    ],
)
def test_what_is_no_number_of_items(written: str, code: str) -> None:
    assert codes(SMALLEST + f"    controle: a\n    aantal: {written}\n") == [code]


@pytest.mark.parametrize(
    ("suffix", "language"),
    [
        ("en", "en"),
        ("uk", "uk"),
        ("ckb", "ckb"),
        ("pt_br", "pt-BR"),
        ("zh_hant", "zh-Hant"),
        ("sr_latn_rs", "sr-Latn-RS"),
        ("es_419", "es-419"),
        ("no", "no"),
    ],
)
def test_translations(suffix: str, language: str) -> None:
    made = task_of(SMALLEST + f"    tekst_{suffix}: X\n    let_op: Y\n    let_op_{suffix}: Z\n")
    assert made.steps[0].text.translations == {language: "X"}
    assert made.steps[0].warning and made.steps[0].warning.into(language) == "Z"
    assert not made.lacks_warning(language)


@pytest.mark.parametrize(
    ("head", "language"),
    [
        ("taak: A\nstappen:", "nl"),
        ("task: A\nsteps:", "en"),
        ("task: A\nlanguage: nl\nsteps:", "nl"),
        ("taak: A\ntaal: PT_br\nstappen:", "pt-BR"),
    ],
)
def test_the_language_of_a_task(head: str, language: str) -> None:
    assert task_of(f"{head}\n  - text: X\n").language == language


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_notepads_mark(line_end: str, mark: bytes) -> None:
    reading = read_task(mark + FROM_THE_DESIGN.replace("\n", line_end).encode())
    assert reading.task == task_of(FROM_THE_DESIGN)
    assert reading.values[Passage(3, "photo")].span.line == 20


def test_the_reading_knows_where_everything_stands() -> None:
    reading = read(FROM_THE_DESIGN)
    lines = FROM_THE_DESIGN.split("\n")
    for value in reading.values.values():
        at = value.span
        assert lines[at.line - 1][at.column - 1 :][: at.length].strip("'\"") == value.text
    assert reading.values[Passage(None, "title", "en")].text == "Check-up set for the dentist"
    assert reading.starts == [9, 11, 15, 17, 29, 34]


def test_steps_in_braces_are_read_too() -> None:
    assert task_of("taak: A\nstappen: [{tekst: X, foto: a.jpg}, {pauze: Rust}]").steps[0].photo == "a.jpg"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Pak doos #3", ["hash-in-text"]),
        ("Pak doos # 3", ["hash-in-text"]),
        ("Pak doos  #3", ["hash-in-text"]),
        ("Pak doos  # 3 dozen staan klaar", []),
        ("Pak doos\t# 3 dozen staan klaar", []),
        ("Pak doos  #", []),
        ("'Pak doos' #3", []),
    ],
)
def test_a_remark_stands_apart_from_the_text(line: str, expected: list[str]) -> None:
    assert codes(SMALLEST + f"    hulp: {line}\n") == expected


def test_a_newer_format_is_not_half_read() -> None:
    assert codes("format: 3\ntaak: A: B\nstappen: geen\nfotto: x\n") == ["newer-format"]
    assert codes("format: '2'\ntaak: &a {}\nstappen: [*a, {\n") == ["newer-format"]
    assert task_of("format: 1\n" + SMALLEST).format == 1
    assert task_of("format: '1'\n" + SMALLEST).format == 1


def test_many_mistakes_are_all_named() -> None:
    text = "taak: A\nstappen:\n" + "  - tekst: Een: twee\n    fotto: a.jpg\n" * 9
    assert sorted(codes(text)) == ["colon-in-text"] * 9 + ["unknown-key"] * 9


def test_after_very_many_mistakes_the_reader_stops() -> None:
    found = codes("taak: A\nstappen:\n" + "  - tekst: A\n    kleur: rood\n" * 300)
    assert found.count("unknown-key") == 100
    assert found[-1] == "too-many-problems"


def test_what_cannot_be_explained_is_said_to_be_so() -> None:
    assert codes("taak: A\nstappen:\n" + "  - tekst: A: B\n" * 40)[-1] == "not-readable"
    assert codes("taak: " + "a: " * 5000) == ["not-readable"]


def test_the_title_is_known_though_the_task_is_broken() -> None:
    assert read(SMALLEST + "    fotto: a\n").title == "Ontbijt"
