"""Whatever stands in a file, the reader answers with a task or with problems; it never raises."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from oss_app.core.problem import Problem
from oss_app.taskfile import load
from oss_app.taskfile.checks import read_check
from oss_app.taskfile.places import read_places
from oss_app.taskfile.problems.diagnostic import Reading, render
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.read.repair import whole_quoted
from tests.taskfile import desk
from tests.taskfile.test_reader import FROM_THE_DESIGN, SMALLEST
from tests.tiers import examples

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.yaml"))
SEEDS = [FROM_THE_DESIGN.encode(), SMALLEST.encode(), *(file.read_bytes() for file in MISTAKES)]
PIECES = [
    *(sign.encode() for sign in (": ", " #", "- ", '"', "'", "[", "]", "{", "}", ">", "?", ",", "%", "@", "`", "\\")),
    *(ending.encode() for ending in ("\n", "\r\n", "\t", "  ", "\u2028", "\u00a0", "\u2013 ", "\ufeff", "\U0001f600")),
    *(b"&a ", b"*a", b"!b ", b"| ", b"<<: ", b"---\n", b"...\n", b"\0", b"\xff", b"\\x00", b'"\\U00110000"'),
    *(b"tekst:", b"tekst_en: ", b"stappen:\n", b"foto: ../a.jpg\n", b"format: 2\n"),
]
MUTANTS = 40_000
ROUNDS = 20


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One to four changes: put in, take out, repeat, turn around, cut off, join with another file, move a line."""
    for _ in range(chance.randint(1, 4)):
        data = _changed(data, chance)
    return data


def _changed(data: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(data))
    to = min(len(data), at + chance.choice((0, 1, 2, 8, 40)))
    match chance.randrange(9):
        case 0 | 1:
            return data[:at] + chance.choice(PIECES) + data[to:]
        case 2:
            return data[:at] + data[to:]
        case 3:
            return data[:to] + data[at:]
        case 4:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 5:
            return data[:at] + data[at:to][::-1] + data[to:]
        case 6:
            return data[:at]
        case 7:
            return data[:at] + chance.choice(SEEDS)[to:]
        case _:
            return _other_lines(data, chance)


def _other_lines(data: bytes, chance: random.Random) -> bytes:
    """A line moved, doubled, or put in or out by some spaces."""
    lines = data.split(b"\n")
    line = lines[chance.randrange(len(lines))]
    place = chance.randrange(len(lines))
    indented = b" " * chance.randrange(7) + line.lstrip()
    lines[place : place + chance.randrange(2)] = [chance.choice((line, indented))]
    return b"\n".join(lines)


def judge(reading: Reading) -> None:
    """What must hold whatever was read."""
    problems = reading.problems("nl") + reading.problems("en")
    assert (reading.task is None) == any(problem.is_fault for problem in problems)
    for problem in problems:
        _judge(problem, reading.lines)
    for value in reading.values.values():
        assert value.span.line <= len(reading.lines)


def _judge(problem: Problem, lines: tuple[str, ...]) -> None:
    assert problem.span, problem
    assert 1 <= problem.span.line <= max(1, len(lines)), problem
    assert 1 <= problem.span.column <= len(problem.source) + 1, problem
    assert problem.span.length >= 1
    assert problem.sentence, problem
    assert "\n" not in problem.sentence + problem.hint, problem
    assert render(problem).encode()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_no_mutant_of_a_task_file_is_too_strange(round_: int) -> None:
    chance = random.Random(round_)
    for number in range(MUTANTS // ROUNDS):
        data = mutate(chance.choice(SEEDS), chance)
        try:
            judge(read_task(data))
        except Exception as error:
            raise AssertionError(f"mutant {number} of round {round_}: {data!r}") from error


def test_no_mutant_of_the_files_beside_is_too_strange(tmp_path: Path) -> None:
    folder = desk.lay(tmp_path / "a")
    seeds = [(folder / "places.yaml").read_bytes(), (folder / "checks/bord/check.yaml").read_bytes()]
    chance = random.Random(0)
    for _ in range(2_000):
        data = mutate(chance.choice(seeds), chance)
        places = read_places(data)
        check, findings, lines = read_check(data, "bord")
        assert check is not None or any(finding.is_fault for finding in findings), data
        for problem in places.problems("en", folder):
            _judge(problem, places.lines)
        assert lines == places.lines


def test_no_mutant_brings_down_the_folder_around_it(tmp_path: Path) -> None:
    folder, chance = desk.lay(tmp_path / "a"), random.Random(1)
    for _ in range(300):
        for name in ("task.yaml", "places.yaml", "checks/bord/check.yaml"):
            if not (file := folder / name).exists() or chance.random() < 0.7:
                file.write_bytes(mutate(chance.choice(SEEDS), chance))
        listing = load(folder).listing
        assert listing.task or any(problem.is_fault for problem in listing.problems)


@examples(500)
@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    judge(read_task(data))


@examples(1_000)
@given(
    st.text(max_size=200), st.sampled_from(["tekst", "hulp", "foto", "plek", "aantal", "moet", "controle", "geluid"])
)
def test_any_text_behind_any_key(text: str, key: str) -> None:
    judge(read_task(f"taak: A\nstappen:\n  - tekst: B\n    {key}: {text}\n".encode("utf-8", "replace")))


@settings(examples(1_000), suppress_health_check=[HealthCheck.filter_too_much])
@given(
    st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u00a0"), min_size=1, max_size=60)
)
def test_a_text_between_the_quotes_that_the_hint_offers_is_read_as_it_is(text: str) -> None:
    words = text.strip()
    reading = read_task(f"taak: A\nstappen:\n  - tekst: {whole_quoted(words)}\n".encode())
    if words:
        assert reading.task, reading.problems("en")
        assert reading.task.steps[0].text.words == words


@examples(2_000)
@given(st.text(st.sampled_from("aB1:#-,.?!&*%@`'\"[]{}|>\\~é “”–="), min_size=1, max_size=12))
def test_no_text_is_changed_or_cut_without_a_word(text: str) -> None:
    words = text.strip()
    if not words or words[0] in "'\"|>" or "  # " in f"{text} ":
        return  # quotes, blocks and remarks are written on purpose
    reading = read_task(f"taak: A\nstappen:\n  - tekst: {text}\n".encode())
    if reading.task:
        assert reading.task.steps[0].text.words == words
