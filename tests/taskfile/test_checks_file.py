"""``check.yaml`` and ``places.yaml``: written by the app, read back as they were, readable by a person."""

from __future__ import annotations

import errno
import math
import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oss_app.core.check import Check, CheckKind, Rehearsal
from oss_app.core.region import rectangle
from oss_app.core.text import Text
from oss_app.taskfile import load_check, load_places, save_check, save_places
from oss_app.taskfile.checks import KINDS, read_check, write_check
from oss_app.taskfile.places import read_places
from tests.taskfile import desk
from tests.tiers import examples

PROBE = Check(
    name="sonde-in-vak-2",
    kind=CheckKind.RIGHT_ITEM,
    item=Text(words="de sonde", translations={"en": "the probe", "pt-BR": "a sonda"}),
    region=((0.2, 0.3), (0.4, 0.3), (0.41, 0.5), (0.2, 0.5)),
    options={"threshold": 0.85, "tag": 7, "text": "007", "blue": [1.0, 2.5], "strict": True, "note": "ja: #1"},
    rehearsal=Rehearsal(right_shown=10, right_accepted=9, wrong_shown=10, wrong_accepted=1),
    disarmed="1 van de 10 foute werd goedgekeurd",
)
GOOD = {"right_shown": 10, "right_accepted": 10, "wrong_shown": 10}
TEXT = """\
# Written by the app when this check was taught. To change it, teach it again.
kind: right_item
item: "de sonde"
item_en: "the probe"
item_pt_br: "a sonda"
reference: "reference.jpg"
region: [[0.2, 0.3], [0.4, 0.3], [0.41, 0.5], [0.2, 0.5]]
options:
  "threshold": 0.85
  "tag": 7
  "text": "007"
  "blue": [1.0, 2.5]
  "strict": true
  "note": "ja: #1"
disarmed: "1 van de 10 foute werd goedgekeurd"
rehearsal:
  wrong_accepted: 1
  right_shown: 10
  right_accepted: 9
  wrong_shown: 10
# sum 2fef469e5020588a
"""
words = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp", "Cn"]), min_size=1, max_size=30).filter(
    lambda text: text.strip() == text
)
fractions = st.floats(0, 1).map(lambda number: round(number, 4))
points = st.tuples(fractions, fractions)
numbers = st.one_of(st.integers(-(10**9), 10**9), st.floats(allow_nan=False, allow_infinity=False, width=32))


def test_a_saved_check_is_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_check(tmp_path, PROBE)
    saved = (tmp_path / "check.yaml").read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "disk full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="disk full"):
        save_check(tmp_path, PROBE.model_copy(update={"disarmed": "coach"}))
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("check.yaml", saved)]


def test_a_check_as_a_person_reads_it() -> None:
    assert write_check(PROBE) == TEXT


def test_a_check_comes_back(tmp_path: Path) -> None:
    save_check(tmp_path / PROBE.name, PROBE)
    assert [file.name for file in (tmp_path / PROBE.name).iterdir()] == ["check.yaml"]
    assert load_check(tmp_path / PROBE.name, photos=False) == (PROBE, ())
    (tmp_path / PROBE.name / "reference.jpg").write_bytes(desk.jpeg())
    assert load_check(tmp_path / PROBE.name) == (PROBE, ())


@pytest.mark.parametrize(
    ("was", "rotten"),
    [("0.41, 0.5", "0.61, 0.5"), ("0.85", "0.05"), ("wrong_accepted: 1", "wrong_accepted: 0"), ("sonde", "ronde")],
)
def test_a_check_that_has_changed_since_it_was_taught_does_not_count(tmp_path: Path, was: str, rotten: str) -> None:
    """Seen red: another region or limit than the one that was rehearsed, in silence."""
    folder = tmp_path / PROBE.name
    save_check(folder, PROBE)
    file = folder / "check.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_check(folder, photos=False) == (PROBE, ()), "other ends of lines are no change"
    file.write_text(text.replace(was, rotten), encoding="utf-8")
    check, problems = load_check(folder, "en", photos=False)
    assert check is None
    assert [problem.code for problem in problems] == ["changed-check"]
    assert "Teach the check again" in problems[0].hint
    file.write_text("".join(line for line in text.splitlines(True) if not line.startswith("# sum")), encoding="utf-8")
    assert load_check(folder, photos=False) == (PROBE, ()), "one of before there were sums"


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("reference.jpg", None, "missing-picture"),
        ("reference.jpg", b"", "empty-media"),
        ("done/1.jpg", desk.png(20_000, 20_000), "picture-too-large"),
        ("done/1.jpg", desk.jpeg(8_000, 4_000), "picture-too-large"),
        ("not_done/1.jpg", b"<svg/>", "svg-picture"),
    ],
)
def test_a_photo_of_a_check_that_must_not_be_read(tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    folder = tmp_path / "a"
    for photo in ("done/0.jpg", "not_done/0.jpg", "reference.jpg"):
        (folder / photo).parent.mkdir(parents=True, exist_ok=True)
        (folder / photo).write_bytes(desk.jpeg())
    save_check(folder, PROBE)
    assert load_check(folder)[0] is not None
    (folder / name).unlink(missing_ok=True)
    if data is not None:
        (folder / name).write_bytes(data)
    check, problems = load_check(folder)
    assert check is None
    assert [(problem.code, problem.file) for problem in problems] == [(code, folder / name)]


@examples(300)
@given(
    st.sampled_from(KINDS),
    st.lists(points, min_size=3, max_size=9),
    st.dictionaries(
        words, st.one_of(numbers, st.booleans(), st.text(max_size=20), st.lists(numbers.map(float), max_size=4))
    ),
    st.builds(Text, words=words, translations=st.dictionaries(st.sampled_from(["en", "pl", "pt-BR"]), words)),
    words,
)
def test_any_check_comes_back(
    kind: str, region: list[tuple[float, float]], options: dict[str, object], item: Text, why: str
) -> None:
    options = {name: _without_surrogates(value) for name, value in options.items()}
    check = Check.model_validate(
        {"name": "a", "kind": kind, "region": region, "options": options, "item": item, "disarmed": why}
    )
    again, findings, _ = read_check(write_check(check).encode(), "a")
    assert not any(finding.is_fault for finding in findings)
    assert again is not None
    assert again.model_dump(exclude={"options"}) == check.model_dump(exclude={"options"})
    assert list(again.options) == list(check.options)
    for name, value in check.options.items():
        assert type(again.options[name]) is type(value)
        assert again.options[name] == value or math.isclose(float(str(value)), float(str(again.options[name])))


def _without_surrogates(value: object) -> object:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("kind: magic\nregion: [0, 0, 1, 1]\n", "unknown-kind", 1, 7),
        ("kind: kit\nregion: [0, 0, 1, 1]\n", "unknown-kind", 1, 7),
        ("kind: occupied\n", "missing-check-key", 1, 1),
        ("region: [0, 0, 1, 1]\n", "missing-check-key", 1, 1),
        ("kind: occupied\nregion: [0, 0, 1]\n", "not-an-outline", 2, 9),
        ("kind: occupied\nregion: [0, 0, 1, 1.1]\n", "not-a-fraction", 2, 19),
        ("kind: occupied\nregion: [0.5, 0, 0.5, 1]\n", "flat-rectangle", 2, 9),
        ("kind: occupied\nregion: [[0, 0], [1, 1]]\n", "outline-size", 2, 9),
        ("kind: occupied\nregion: [[0, 0], [1, 1], [0, nan]]\n", "not-a-fraction", 2, 30),
        ("kind: occupied\nregion: overal\n", "not-an-outline", 2, 9),
        ("kind: occupied\nregion: [0, 0, 1, 1]\nregoin: [0, 0, 1, 1]\n", "unknown-key", 3, 1),
        ("kind: occupied\nregion: [0, 0, 1, 1]\nreference: ../a.jpg\n", "path-up", 3, 12),
        ("kind: occupied\nregion: [0, 0, 1, 1]\nrehearsal:\n  right_shown: veel\n", "not-a-number", 4, 16),
        ("kind: occupied\nregion: [0, 0, 1, 1]\nrehearsal: 7\n", "not-a-check", 3, 12),
        ("kind: occupied\nregion: [0, 0, 1, 1]\noptions:\n  a: {b: c}\n", "not-a-check", 4, 6),
        ("kind: occupied\nregion: [0, 0, 1, 1]\noptions:\n  a: [b]\n", "not-a-number", 4, 7),
        ("- kind: occupied\n", "not-a-check", 1, 1),
        ("# leeg\n", "not-a-check", 1, 1),
        ("kind: occupied\nregion: [0, 0, 1, 1]\nitem: Let op: heet\n", "not-readable", 3, 13),
    ],
)
def test_a_broken_check_is_told_with_its_place(tmp_path: Path, text: str, code: str, line: int, column: int) -> None:
    (tmp_path / "check.yaml").write_text(text, encoding="utf-8")
    check, problems = load_check(tmp_path, "en", photos=False)
    assert check is None
    assert [(p.code, p.span and (p.span.line, p.span.column)) for p in problems] == [(code, (line, column))]


def test_no_check_at_all(tmp_path: Path) -> None:
    check, problems = load_check(tmp_path / "a")
    assert check is None
    assert [problem.code for problem in problems] == ["file-missing"]


@examples(200)
@given(st.lists(st.lists(points, min_size=3, max_size=9).map(tuple), min_size=1, max_size=4))
def test_places_come_back(outlines: list[tuple[tuple[float, float], ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        places = {"foto's van één bord.jpg": {f"vak {number}": outline for number, outline in enumerate(outlines)}}
        save_places(Path(folder), places)
        reading = load_places(Path(folder))
    assert reading.findings == []
    assert reading.places == places


def test_places_as_a_person_reads_them(tmp_path: Path) -> None:
    save_places(tmp_path, {"kit.jpg": {"vak-1": rectangle(0.1, 0.2, 1 / 3, 1), "vak-2": ((0, 0), (1, 0), (1, 1))}})
    assert (tmp_path / "places.yaml").read_text(encoding="utf-8") == (
        "# Where each place is: from 0 (left, top) to 1 (right, bottom) of the photo.\n\n"
        '"kit.jpg":\n  "vak-1": [0.1, 0.2, 0.3333, 1]\n  "vak-2": [[0, 0], [1, 0], [1, 1]]\n'
    )


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("kit.jpg: 3\n", "not-places", 1, 10),
        ("- kit.jpg\n", "not-places", 1, 1),
        ("kit.jpg:\n  vak-1: [0, 0, 1]\n", "not-an-outline", 2, 10),
        ("kit.jpg:\n  vak-1: [[0, 0], [1, 0], 3]\n", "not-an-outline", 2, 27),
        ("kit.jpg:\n  vak-1: [0, 0, 1, 1]\n  vak-1: [0, 0, 1, 1]\n", "duplicate-key", 3, 3),
        ("kit.jpg:\n  vak/1: [0, 0, 1, 1]\n", "bad-name", 2, 3),
        ("kit.jpg:\n  nul: [0, 0, 1, 1]\n", "path-reserved", 2, 3),
        ("../kit.jpg:\n  vak-1: [0, 0, 1, 1]\n", "path-up", 1, 1),
        ("kit.jpg:\n  vak-1: [0, 0, 1, 1]\n vak-2: [0, 0, 1, 1]\n", "not-readable", 3, 2),
    ],
)
def test_broken_places_are_told_with_their_place(text: str, code: str, line: int, column: int) -> None:
    reading = read_places(text.encode())
    found = [(f.code, f.span and (f.span.line, f.span.column)) for f in reading.findings]
    assert found == [(code, (line, column))]


def test_no_places_yet(tmp_path: Path) -> None:
    assert load_places(tmp_path).places == {}
    assert load_places(tmp_path).findings == []
    assert read_places(b"# nog niets\n").findings == []


@pytest.mark.parametrize(
    "against", [{"disarmed": "coach"}, {"rehearsal": Rehearsal.model_validate({**GOOD, "wrong_accepted": 1})}]
)
def test_a_check_that_was_cut_short_anywhere_never_counts_more_than_the_whole(
    tmp_path: Path, against: dict[str, object]
) -> None:
    """The sum stands last and is cut off first."""
    passed = PROBE.model_copy(update={"disarmed": "", "rehearsal": Rehearsal.model_validate(GOOD)})
    assert passed.is_armed
    save_check(tmp_path, passed.model_copy(update=against))
    data = (tmp_path / "check.yaml").read_bytes()
    for end in range(len(data)):
        (tmp_path / "check.yaml").write_bytes(data[:end])
        found = load_check(tmp_path, photos=False)[0]
        assert found is None or not found.is_armed, data[:end]
