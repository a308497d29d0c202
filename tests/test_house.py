"""The rules of the house that a machine can see: style, types, floors, sizes, names, nothing of one's machine."""

from __future__ import annotations

import ast
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import ruler
from tests.conftest import ROOT

ATTRIBUTES, METHODS, SMALL = 12, 25, 60
"""More attributes or methods than this want a reason, and so does a smaller file that only one other imports."""
PAGE = "a page holds each of its fields and buttons, and little else"
LARGE = {
    "LibraryPage": PAGE,
    "TeachPage": "one widget for each stage of teaching, and which of them is shown",
    "TeachingSession": "all that is known of one lesson while it is taught, beside its photos and its rehearsal",
    "QtVoice": "what is being said, what is due and what made it late: speech is a state in time",
    "WorkersPage": PAGE,
    "PreviewPanel": PAGE,
    "CheckCard": PAGE,
    "Toolbar": PAGE,
    "SetupPage": PAGE,
    "EditorPage": PAGE,
    "ItemsPage": PAGE,
    "Work": PAGE,
    "_Worksheet": "the measures of one layout, worked out once and never changed",
    "SettingUp": "what the set-up is given to look for devices with",
    "PlayerView": "the parts of the worker's screen, and the screen that is shown",
    "OpenTask": "a task, its file, and what is asked of whoever shows it",
    "Sidecar": "a process, its thread and its patience",
    "AppearanceClassifier": "what was learnt of a place, worked out once and never changed",
    "TaskStore": "what is handed on to each task that it opens",
    "TrainingWorker": "one lesson, its draft and its rehearsal",
    "LightPage": "three parts of one page, and what lies on the bench meanwhile",
    "PhotoView": "a photo, what covers it, and the one that fades into it",
}
"""Classes with more than 12 attributes."""
MANY = {
    "Kiosk": "one short method a thing that happens, or that the navigation asks for",
    "SettingUp": "one short method a thing that a card asks for, or a device answers",
    "Session": "one short method a kind of event or effect: the flow of a task side by side",
    "TeachingSession": "one short method a thing that the coach does or the process answers",
    "Presenter": "one short method a part of the screen",
    "PlayerView": "Qt's events, and one short method a part of the screen",
    "OpenTask": "one short method a thing that can be done with a task",
    "Canvas": "Qt's events, and one short method a way to draw",
    "ItemsPage": "Qt's event, and one short method a thing that the coach does with an item",
}
"""Classes with more than 25 methods."""
ALONE = {
    "oss_app.vision.exposure": "tried with a stand-in of a driver, which a device cannot be",
    "oss_app.app.pick_lights": "one child process and what it is told, as lamps and courier have theirs",
    "oss_app.app.service_watchdog": "the only place that knows of systemd",
    "oss_app.app.footprint": "what comes before every other import",
    "oss_app.app.teach": "a command",
    "oss_app.app.demo_bench": "no station's first screen waits for it",
    "oss_app.app.tray_eye": "where the rooms of the camera and of the light meet, in the child process alone",
    "oss_app.app.training_process": "imports OpenCV, in the child process alone",
    "oss_app.projection.process": "imports OpenCV, in the child process alone",
    "oss_app.player.line_hold": "a clock of its own beside the flow of screens",
    "oss_app.server.board": "what runs in the coach's child process; a station's is beside it",
    "oss_app.speech.one_core": "an engine, as each of the others",
    "oss_app.speech.piper": "an engine, as each of the others",
    "oss_app.taskfile.importers": "the door of a room",
    "oss_app.taskfile.importers.shown_number": "a standard's number formats alone, beside the reading of a workbook",
    "oss_app.ui.desk.task.unsaved": "a question with its own answers, which the page only asks",
    "oss_app.ui.desk.widgets.table_sheet": "a table on paper: a command writes it, and it needs Qt",
}
"""Modules under 60 lines that one other imports: what else is the wall between them for?"""
TWICE: dict[str, str] = {}
"""Class names that are defined more than once: each costs its readers a look at the imports."""

INSIDE = {
    "tests/app/test_setting_up.py": 3,
    "tests/app/test_teaching.py": 11,
    "tests/app/test_worker_progress.py": 5,
    "tests/benchmarks/test_journal_speed.py": 1,
    "tests/packaging/test_licences.py": 1,
    "tests/packaging/test_linux_files.py": 1,
    "tests/player/test_helping_properties.py": 1,
    "tests/player/test_kit_guide.py": 1,
    "tests/store/test_disk_trouble.py": 3,
    "tests/store/test_journal.py": 1,
    "tests/store/test_versions.py": 1,
    "tests/stories/test_editor.py": 4,
    "tests/stories/test_fading.py": 2,
    "tests/ui/test_coach_parts.py": 1,
    "tests/ui/test_editor_page.py": 1,
    "tests/ui/test_player_view.py": 1,
    "tests/ui/test_start_view.py": 1,
    "tests/ui/test_teach_page.py": 1,
}
"""How often tests still reach for private attributes of others: each says that a public seam is missing there."""
FOREIGN = {
    "tests/editor/disk_faults.py",
    "tests/taskfile/test_importers_slides.py",
    "tests/taskfile/test_slide_colours.py",
    "tests/taskfile/test_slides_all_told.py",
    "tests/tiers.py",
    "tests/conftest.py",
    "tests/sidecar/works.py",
}
"""Files that reach into a library that has no other way."""

PRIVATE = [
    re.escape(str(ROOT)) + r"\b",
    re.escape(str(Path.home())) + r"/",
    r"(?<![\w.])/root/",
    r"[A-Z]:\\Users\\(?!you\b)\w+\\",
    r"\b(https?://)?(\d{1,3}\.){3}\d{1,3}:\d{2,5}/",
    r"--(extra-)?index-url[ =]\S+",
]
"""Where a checkout or a home lies on somebody's machine, and where somebody's packages came from."""


def listed(*patterns: str) -> list[Path]:
    """The files that git knows."""
    out = subprocess.run(["git", "ls-files", "-z", *patterns], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in out.stdout.split("\0") if name and (ROOT / name).is_file()]


def text_of(file: Path) -> str:
    """A file's text; empty where it is none."""
    data = file.read_bytes()
    return "" if b"\0" in data[:8000] else data.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "command",
    [
        ["ruff", "check", "--no-cache", "."],
        ["ruff", "format", "--check", "--no-cache", "."],
        pytest.param(["mypy"], marks=pytest.mark.slow),  # some 20 s of a core; dev.py lint runs it too
        ["lint-imports", "--no-cache"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_the_tools_find_nothing(command: list[str]) -> None:
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert tool, f"{command[0]} is not installed beside {sys.executable}"
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


WRITE = "make it smaller, or write down its reason; strike out reasons that are not needed"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return ruler.modules()


@pytest.fixture(scope="module")
def classes(texts: dict[str, str]) -> list[ruler.ClassMeasure]:
    return ruler.classes(texts)


@pytest.mark.xdist_group("classes")
def test_a_class_that_knows_or_does_much_has_a_reason(classes: list[ruler.ClassMeasure]) -> None:
    assert {one.name for one in classes if len(one.attributes) > ATTRIBUTES} == set(LARGE), WRITE
    assert {one.name for one in classes if len(one.methods) > METHODS} == set(MANY), WRITE


@pytest.mark.xdist_group("classes")
def test_no_class_name_has_two_meanings(classes: list[ruler.ClassMeasure]) -> None:
    twice = ruler.defined_twice(classes)
    assert set(twice) == set(TWICE), f"{twice}: give one of them a name of its own (CONTEXT.md)"


def test_a_small_file_for_one_other_has_a_reason(texts: dict[str, str]) -> None:
    importers = ruler.importers()
    small = {module for module, text in texts.items() if len(text.splitlines()) < SMALL}
    assert {module for module in small if len(importers[module]) == 1} == set(ALONE), WRITE


def test_tests_come_in_by_the_door() -> None:
    reaches: dict[str, int] = {}
    for file in listed("tests/*.py"):
        name = file.relative_to(ROOT).as_posix()
        count = sum(isinstance(node, ast.Attribute) and _is_inside(node) for node in ast.walk(ast.parse(text_of(file))))
        if count and name not in FOREIGN:
            reaches[name] = count
    assert reaches == INSIDE, "a test goes by what others can see: give it a seam, and strike out what is not needed"


def _is_inside(node: ast.Attribute) -> bool:
    is_own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
    return node.attr.startswith("_") and not node.attr.startswith("__") and not is_own


def test_each_word_of_the_glossary_stands_once_and_is_used() -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \|", (ROOT / "CONTEXT.md").read_text(encoding="utf-8"), re.MULTILINE)
    words = [word.lower() for row in rows for word in row.split(" / ")]
    assert len(words) > 50 and len(words) == len(set(words))
    code = "\n".join(text_of(file) for file in listed("oss_app/*.py")).lower()
    together = code.replace("_", "")
    assert [w for w in words if w not in code and re.sub("[ -]", "", w) not in together] == []


def test_architecture_names_each_room_and_no_module_that_is_gone() -> None:
    text, house = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), ROOT / "oss_app"
    rooms = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", text, re.MULTILINE))
    assert set(rooms) == {file.parent.name for file in house.glob("*/__init__.py")}
    named = [(home, name) for home, said in rooms.items() for name in re.findall(r"`([a-z_][\w./]*)`", said)]
    named += [("", name) for name in re.findall(r"`([\w/]+\.py)`", text)]
    gone = []
    for home, name in named:
        path = name.removesuffix(".py").replace(".", "/").rstrip("/")
        places = [where / end for where in (house / home, house, ROOT) for end in (path, f"{path}.py")]
        if not any(place.exists() for place in places):
            gone.append(f"{home}: {name}")
    assert gone == []


def test_nothing_of_a_machine_is_in_the_project() -> None:
    rules = [re.compile(rule) for rule in PRIVATE]
    host = socket.gethostname()
    if len(host) >= 8:
        rules.append(re.compile(re.escape(host)))
    found = []
    for file in listed():
        if file == Path(__file__):
            continue
        for number, line in enumerate(text_of(file).splitlines(), 1):
            found += [f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}" for r in rules if r.search(line)]
    assert found == []


def test_nothing_large_slipped_in() -> None:
    assert [f"{f.relative_to(ROOT)}: {f.stat().st_size:,}" for f in listed() if f.stat().st_size > 25_000_000] == []


@pytest.mark.parametrize("file", listed("oss_app/*.py"), ids=lambda f: f.relative_to(ROOT / "oss_app").as_posix())
def test_a_module_says_what_lives_in_it(file: Path) -> None:
    text = text_of(file)
    assert text.startswith(('"""', 'r"""')), "a module begins with one sentence on what lives here"
    assert file.stem not in {"utils", "helpers", "manager", "handler", "base", "common", "misc"}
