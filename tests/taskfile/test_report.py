"""What the command ``check`` prints, and when it says that something is wrong."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from oss_app.core.problem import Problem, Span
from oss_app.resources import instructions
from oss_app.taskfile import render, report
from oss_app.taskfile.checks import load_check
from oss_app.taskfile.taught import save_taught
from tests.taskfile import desk

CLEAN = "taak: Ontbijt\nstappen:\n  - tekst: Leg het bord neer.\n    foto: bord.jpg\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name, text in {
        "schoon": CLEAN,
        "advies": CLEAN.replace("het bord", "vier borden") + "    hulp_en: X\n    hulp: Let goed op.\n",
        "diep/fout": CLEAN + "    fotto: a\n",
    }.items():
        (desk.lay(tmp_path / name) / "task.yaml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_clean_task(root: Path) -> None:
    assert report([root / "schoon"], "en") == ("Tasks: 1. Faults: 0. Advice: 0.", 0)


def test_advice_alone_is_no_fault(root: Path) -> None:
    text, code = report([root / "advies/task.yaml"], "nl")
    assert code == 0
    assert f"{root}/advies/task.yaml:3:16: advies: Een cijfer lees je sneller dan “vier”." in text
    assert "      - tekst: Leg vier borden neer.\n                   ^~~~\n" in text
    assert text.endswith("Taken: 1. Fouten: 0. Adviezen: 3.")


def test_a_fault_is_told_first_by_its_place(root: Path) -> None:
    text, code = report([root / "diep"], "en")
    assert code == 1
    assert text == (
        f"{root}/diep/fout/task.yaml:5:5: I don't know 'fotto'.\n"
        "        fotto: a\n"
        "        ^~~~~\n"
        "    Do you mean 'foto'?\n\n"
        "Tasks: 1. Faults: 1. Advice: 0."
    )


def test_a_library_with_tasks_at_any_depth_each_once(root: Path) -> None:
    text, code = report([root, root / "schoon", root / "schoon/places.yaml"], "nl")
    assert code == 1
    assert text.endswith("Taken: 3. Fouten: 1. Adviezen: 3.")


def test_nothing_there(tmp_path: Path) -> None:
    text, code = report([tmp_path / "nergens"], "en")
    assert code == 1
    assert text.startswith(f"{tmp_path}/nergens/task.yaml: The file task.yaml is not there.")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_samples_are_without_fault(language: str) -> None:
    text, code = report([instructions()], language)  # type: ignore[arg-type]
    assert code == 0, text


def test_the_command_needs_neither_qt_nor_opencv(root: Path) -> None:
    script = (
        "import sys; from oss_app.cli import run\n"
        f"code = run(['check', {str(root / 'diep')!r}])\n"
        "print(code, sorted({m.partition('.')[0] for m in sys.modules} & {'PySide6', 'cv2', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[2])
    assert "fotto" in done.stdout, done.stderr
    assert done.stdout.splitlines()[-1] == "1 []"


@pytest.mark.parametrize(
    ("line", "span", "shown"),
    [
        ("tekst: a", Span(1, 8), "    tekst: a\n           ^"),
        ("\ttekst: a", Span(1, 2, 5), "     tekst: a\n     ^~~~~"),
        ("tekst: 漢字 x", Span(1, 11), "    tekst: 漢字 x\n                ^"),
        ("tekst: e\u0301 x", Span(1, 11), "    tekst: e\u0301 x\n             ^"),
        ("", Span(1, 1), None),
        ("a" * 500, Span(1, 301, 3), "    " + "a" * 100 + "\n    " + " " * 50 + "^~~"),
    ],
)
def test_the_caret_stands_below_the_place(line: str, span: Span, shown: str | None) -> None:
    told = render(Problem("x", "Zo.", Path("task.yaml"), span, line, "Doe dit."))
    middle = f"{shown}\n" if shown else ""
    assert told == f"task.yaml:{span.line}:{span.column}: Zo.\n{middle}    Doe dit."


def test_a_photo_of_a_check_that_rotted_is_advice(tmp_path: Path) -> None:
    task = tmp_path / "kit"
    shutil.copytree(instructions() / "tandarts", task)
    folder = next(path.parent for path in sorted(task.glob("checks/*/done")))
    check = load_check(folder)[0]
    assert check is not None
    photos = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.jpg")}
    save_taught(folder, check, photos)
    said = "This check has changed since it was taught, so it does not count."
    assert said not in report([task], "en")[0]
    (folder / "done" / "01.jpg").write_bytes(photos["done/01.jpg"][:-50])
    text, code = report([task], "en")
    assert code == 0
    assert f"{folder / 'done' / '01.jpg'}: advice: {said}" in text
