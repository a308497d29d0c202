"""Saving changes only the lines it must: over the samples and files of every style, and over hundreds of edits."""

from __future__ import annotations

import difflib
import random
from collections import Counter
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.task import Section, Step, Task
from oss_app.core.text import Text
from oss_app.editor.edits import Delete, Duplicate, Edit, Insert, Move, SetField, SetText
from oss_app.resources import instructions
from oss_app.taskfile import library
from oss_app.taskfile.write.line_edit import splice, values_of
from oss_app.taskfile.write.source_map import read_source_map
from oss_app.taskfile.writer import TaskFile
from tests.editor.random_edits import any_edit

STYLES = {
    "plain": """\
taak: Set
stappen:
  - tekst: Leg 1 sonde in vak 2.
  - tekst: Sluit het deksel.
  - tekst: Plak het etiket.
""",
    "remarks": """\
# De set voor de tandarts.  (Jan, 3 maart)
format: 1
taak: Set                    # zo heet hij
taak_en: Kit
taal: nl

# --- de lijst
stappen:                     # de stappen

  # eerst het begin
  - deel: Begin
    deel_en: Start
  # pas op: deze foto is oud
  - tekst: Leg 1 sonde in vak 2.   # Els vindt dit goed
    tekst_en: Put 1 probe in section 2.
    # nog vertalen
    foto: sonde.jpg
    hulp: "Met een \\"haakje\\"."     # tussen aanhalingstekens
    hulp_en: 'It''s bent.'

  - tekst: 'Sluit het deksel.'
    foto: deksel.jpg
    moet: nee

  # de pauze
  - pauze: Neem rust.

  - tekst: >-
      Plak het etiket
      op het deksel.
    zeg: |
      Plak het
      etiket.
    foto: etiket.jpg
# het einde
herhaal: 20                  # sets
klaar: De kar is klaar.
# echt het einde
""",
    "english": """\
task: Kit
language: en
steps:
- text: Put 1 probe in section 2.
  photo: probe.jpg
- section: Closing
- text: Close the lid.
  must: yes
  count: 3
  check: lid
- break: Take a rest.
- text: Stick the label.
""",
    "wide": """\
taak:   Set
stappen:
    -   tekst:   Leg 1 sonde in vak 2.
        foto:    sonde.jpg


    -   tekst:   Sluit het deksel.
        foto:    deksel.jpg


    -   tekst:   Plak het etiket.
""",
    "dash alone": """\
taak: Set
stappen:
  -
    tekst: Leg 1 sonde in vak 2.
    foto: sonde.jpg
  -
    tekst: Sluit het deksel.
  - tekst: Plak het etiket.
""",
    "faults": """\
taak: Set
kleur: rood
stappen:
  - tekst: Leg 1 sonde in vak 2.
    aantal: veel
    fotto: sonde.jpg
    hulp:
  - tekst: ''
    foto: deksel.jpg
  - foto: alleen.jpg
  - tekst: Plak het etiket.
""",
}
FLOW = """\
taak: Set
stappen:
  - {tekst: Leg 1 sonde in vak 2., foto: sonde.jpg}
  - tekst: Sluit het deksel.
  - {tekst: Plak het etiket.,
     foto: etiket.jpg}
"""
SAMPLES = {folder.name: (folder / "task.yaml").read_bytes() for folder in library.task_folders(instructions())}
FILES = {
    **{name: text.encode() for name, text in STYLES.items()},
    **SAMPLES,
    "windows": STYLES["remarks"].replace("\n", "\r\n").encode(),
    "bom": b"\xef\xbb\xbf" + STYLES["remarks"].replace("\n", "\r\n").encode(),
    "no last line end": STYLES["plain"].rstrip("\n").encode(),
    "no last line end, windows": STYLES["english"].rstrip("\n").replace("\n", "\r\n").encode(),
}


def opened(tmp_path: Path, data: bytes) -> TaskFile:
    (tmp_path / "task.yaml").write_bytes(data)
    return TaskFile.open(tmp_path)


def said(task: Task) -> object:
    return values_of(task), [(type(item), values_of(item)) for item in task.items]


def changed(old: bytes, new: bytes) -> tuple[list[str], list[str]]:
    """The lines that went and the lines that came, with their line ends; the end of the last line is no change."""
    a, b = (_lines(data) for data in (old, new))
    gone, came = [], []
    for _, a1, a2, b1, b2 in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if a[a1:a2] != b[b1:b2]:
            gone += a[a1:a2]
            came += b[b1:b2]
    return gone, came


def _lines(data: bytes) -> list[str]:
    ending = "\r\n" if b"\r\n" in data else "\n"
    text = data.decode()
    return [*(text if text.endswith(ending) else text + ending).splitlines(keepends=True)]


def test_the_samples_are_there() -> None:
    assert len(SAMPLES) >= 4


@pytest.mark.parametrize("name", FILES)
def test_an_unchanged_task_stays_byte_for_byte(tmp_path: Path, name: str) -> None:
    file = opened(tmp_path, FILES[name])
    stamp = file.path.stat().st_mtime_ns
    assert file.rendered(file.task) == FILES[name]
    file.save(file.task)
    assert file.path.read_bytes() == FILES[name]
    assert file.path.stat().st_mtime_ns == stamp  # it was not even written


@pytest.mark.parametrize("name", FILES)
def test_even_without_the_short_cut_nothing_changes(name: str) -> None:
    layout = read_source_map(FILES[name])
    assert layout is not None
    assert splice(layout, layout.task).encode() == FILES[name].removeprefix(b"\xef\xbb\xbf")


@pytest.mark.parametrize("name", SAMPLES)
def test_the_draft_of_a_sample_is_the_task_that_runs(name: str) -> None:
    folder = instructions() / name
    assert TaskFile.open(folder).task == library.load(folder).listing.task


def some(indexes: range) -> list[int]:
    """All, or a dozen of very many."""
    return list(indexes)[:: max(1, len(indexes) // 12)]


def steps_of(task: Task) -> list[int]:
    return [i for i in some(range(len(task.items))) if isinstance(task.items[i], Step)]


@pytest.mark.parametrize("name", FILES)
def test_one_word_changes_one_line(tmp_path: Path, name: str) -> None:
    file = opened(tmp_path, FILES[name])
    for at in steps_of(file.task):
        data = file.rendered(SetText(at, "text", "Doe iets anders.").apply(file.task))
        gone, came = changed(FILES[name], data)
        step = file.task.items[at]
        folded = name in ("remarks", "windows", "bom") and isinstance(step, Step) and step.text.words.startswith("Plak")
        dashed = name == "dash alone" and at < 2
        assert len(came) <= (2 if dashed else 1)
        assert len(gone) <= (3 if folded or dashed else 1)


@pytest.mark.parametrize("name", FILES)
def test_one_more_key_is_one_more_line(tmp_path: Path, name: str) -> None:
    if name == "dash alone":
        pytest.skip("its items are written anew")
    file = opened(tmp_path, FILES[name])
    for at in steps_of(file.task):
        data = file.rendered(SetText(at, "warning", "Een klem: pas op.").apply(file.task))
        gone, came = changed(FILES[name], data)
        step = file.task.items[at]
        had = isinstance(step, Step) and step.warning is not None
        assert len(gone) == (1 if had else 0)
        assert len(came) == 1
        data = file.rendered(SetField(at, "photo", None).apply(file.task))
        gone, came = changed(FILES[name], data)
        assert not came or (len(gone), len(came)) == (2, 1) or came == ["  - tekst: ''\n"]


@pytest.mark.parametrize("name", FILES)
def test_deleting_takes_only_the_lines_of_the_item(tmp_path: Path, name: str) -> None:
    file = opened(tmp_path, FILES[name])
    layout = read_source_map(FILES[name])
    assert layout is not None
    for at in some(range(len(layout.items))):
        block = layout.items[at]
        data = file.rendered(Delete(at).apply(file.task))
        gone, came = changed(FILES[name], data)
        mine = {line.rstrip("\r\n") for line in layout.lines[block.start : block.end]}
        assert {g.strip("\r\n") for g in gone if g.strip()} <= mine
        assert came in ([], ["stappen: []\n"])


@pytest.mark.parametrize("name", FILES)
def test_moving_loses_no_line(tmp_path: Path, name: str) -> None:
    file = opened(tmp_path, FILES[name])
    last = len(file.task.items) - 1
    for at, to in ((0, last), (last, 0), (0, 1), (1, 0), (last // 2, last)):
        data = file.rendered(Move(at, to).apply(file.task))

        def count(text: bytes) -> Counter[bytes]:
            return Counter(line.strip() for line in text.splitlines() if line.strip())

        assert count(data) == count(FILES[name])


@pytest.mark.parametrize("name", FILES)
def test_adding_only_adds(tmp_path: Path, name: str) -> None:
    file = opened(tmp_path, FILES[name])
    new = Step(text=Text(words="Iets nieuws.", translations={"en": "Something new."}), photo="nieuw.jpg")
    for at in some(range(len(file.task.items) + 1)):
        for edit in (Insert(at, (new,)), Insert(at, (Section(title=Text(words="Kopje")),))):
            gone, came = changed(FILES[name], file.rendered(edit.apply(file.task)))
            assert not gone
            assert 1 <= len(came) <= 4
    assert file.rendered(Duplicate(0).apply(file.task)) != FILES[name]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(24))
def test_hundreds_of_edits_made_by_chance(tmp_path: Path, seed: int) -> None:
    """24 x 12 edits, one after the other, each saved: what is read back is the draft, remarks and line ends stay."""
    chance = random.Random(seed)
    name = list(FILES)[seed % len(FILES)]
    file = opened(tmp_path, FILES[name])
    ending = b"\r\n" if b"\r\n" in FILES[name] else b"\n"
    done = 0
    while done < 12:
        try:
            task = any_edit(chance, file.task).apply(file.task)
        except UserError:
            continue
        done += 1
        before = file.path.read_bytes()
        file.save(task)
        after = file.path.read_bytes()
        assert said(TaskFile.open(tmp_path).task) == said(task)
        assert library.read_task(after).dutch == library.read_task(before).dutch
        if said(task) == said(TaskFile.open(tmp_path).task) and before == after:
            continue
        assert whole_remarks(before) <= whole_remarks(after)
        if ending == b"\r\n":
            assert after.count(b"\n") == after.count(b"\r\n")
        assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
        assert after.endswith(b"\n") == before.endswith(b"\n")


def whole_remarks(data: bytes) -> Counter[bytes]:
    """The remarks that stand on lines of their own between the items."""
    known = (b"# De set", b"# --- de", b"# eerst", b"# pas op", b"# de pauze", b"# het einde", b"# echt")
    return Counter(line.strip() for line in data.splitlines() if line.strip().startswith(known))


@pytest.mark.parametrize("seed", range(200))
def test_one_edit_made_by_chance_touches_little(tmp_path: Path, seed: int) -> None:
    chance = random.Random(1000 + seed)
    name = chance.choice(list(FILES))
    file = opened(tmp_path, FILES[name])
    edit: Edit | None = None
    while edit is None:
        try:
            edit = any_edit(chance, file.task)
            task = edit.apply(file.task)
        except UserError:
            edit = None
    data = file.rendered(task)
    layout, found = read_source_map(FILES[name]), read_source_map(data)
    assert layout is not None
    assert found is not None
    assert said(found.task) == said(task)
    bom = b"\xef\xbb\xbf" if FILES[name].startswith(b"\xef\xbb\xbf") else b""
    assert data in (FILES[name], bom + splice(layout, task).encode())  # it never had to be written anew as a whole
    gone, came = changed(FILES[name], data)
    steps = max(len(values_of(item)) for item in file.task.items) + 4
    assert len(gone) <= 2 * steps
    assert len(came) <= 3 * steps


def test_a_list_in_brackets_is_written_out_when_it_changes(tmp_path: Path) -> None:
    file = opened(tmp_path, FLOW.encode())
    data = file.rendered(SetText(0, "text", "Leg 2 sondes in vak 2.").apply(file.task))
    assert changed(FLOW.encode(), data) == (
        ["  - {tekst: Leg 1 sonde in vak 2., foto: sonde.jpg}\n"],
        ["  - tekst: Leg 2 sondes in vak 2.\n", "    foto: sonde.jpg\n"],
    )
    tight = opened(tmp_path, b"taak: Set\nstappen: [{tekst: A.}, {tekst: B.}]\nherhaal: 2\n")
    data = tight.rendered(SetText(1, "text", "C.").apply(tight.task))
    assert data == b"taak: Set\nstappen:\n  - tekst: A.\n\n  - tekst: C.\nherhaal: 2\n"


def test_what_the_reader_does_not_know_stays(tmp_path: Path) -> None:
    text = "taak: Set\nkleur: rood\nstappen:\n  - fotto: a.jpg\n    foto: b.jpg\n    tekst: A.\n    aantal: veel\n"
    file = opened(tmp_path, text.encode())
    task = SetField(0, "photo", None).apply(SetText(None, "title", "Kit").apply(file.task))
    assert file.rendered(task).decode() == text.replace("Set", "Kit").replace("    foto: b.jpg\n", "")


def test_an_empty_list_fills_and_empties(tmp_path: Path) -> None:
    for empty in (b"taak: Set\nstappen: []  # nog leeg\n", b"taak: Set\nstappen:  # nog leeg\n", b"taak: Set\n"):
        file = opened(tmp_path, empty)
        assert file.task.items == ()
        file.save(Insert(0, (Step(text=Text(words="Begin.")),)).apply(file.task))
        remark = b"  # nog leeg" if b"#" in empty else b""
        assert file.path.read_bytes() == b"taak: Set\nstappen:" + remark + b"\n  - tekst: Begin.\n"
        file.save(Delete(0).apply(file.task))
        assert TaskFile.open(tmp_path).task.items == ()


def test_the_quotes_that_a_coach_likes_stay(tmp_path: Path) -> None:
    text = "taak: 'Set'\nstappen:\n  - tekst: \"Leg 1 sonde.\"\n    foto: a.jpg\n"
    file = opened(tmp_path, text.encode())
    task = SetText(None, "title", "Kit").apply(SetText(0, "text", "Leg 2 sondes.").apply(file.task))
    assert file.rendered(task).decode() == text.replace("Set", "Kit").replace("1 sonde", "2 sondes")


def test_a_file_in_an_old_encoding_is_saved_as_utf8(tmp_path: Path) -> None:
    file = opened(tmp_path, "taak: Café\nstappen:\n  - tekst: Één.\n".encode("cp1252"))
    assert file.task.title.words == "Café"
    file.save(SetText(0, "text", "Twee.").apply(file.task))
    assert file.path.read_text(encoding="utf-8") == "taak: Café\nstappen:\n  - tekst: Twee.\n"
