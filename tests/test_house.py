"""The rules of the house that a machine can see: style, types, floors, length of files, nothing of one's machine."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

LONGEST = 300
LONG = {
    "oss_app/core/session.py": "the flow of a session is one match: every transition side by side",
    "oss_app/player/present.py": "each screen of a session is one short function of the same few values",
    "oss_app/ui/kiosk/layout.py": "the arithmetic of the step screen, in the order of the drawing",
    "oss_app/app/navigation.py": "which screen follows which, all in one place",
    "oss_app/editor/teaching.py": "the course of teaching one check, from the first photo to the last rehearsal",
    "oss_app/taskfile/write/line_edit.py": "which lines an edit changes, and how items are paired for it",
    "oss_app/ui/desk/teach/page.py": "the wizard's page with its panes and its steps",
    "oss_app/ui/desk/widgets/parts.py": "the parts that the coach's pages are made of",
    "oss_app/ui/kiosk/player/view.py": "the worker's view: what is shown, and which act does what",
    "oss_app/taskfile/problems/messages.py": "one table: each problem's sentence and hint in two languages",
}
"""Files over 300 lines, each with its reason."""

PRIVATE = [
    re.escape(str(ROOT)) + r"\b",
    re.escape(str(Path.home())) + r"/",
    r"(?<![\w.])/(root|work/main|work/shared)/",
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
        ["mypy"],
        ["lint-imports", "--no-cache"],
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_the_tools_find_nothing(command: list[str]) -> None:
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert tool, f"{command[0]} is not installed beside {sys.executable}"
    done = subprocess.run([tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_a_long_file_has_a_reason() -> None:
    lengths = {f.relative_to(ROOT).as_posix(): len(text_of(f).splitlines()) for f in listed("oss_app/*.py")}
    over = {name for name, lines in lengths.items() if lines > LONGEST}
    assert over == set(LONG), "shorten the file, or write down its reason; strike out reasons that are not needed"


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
