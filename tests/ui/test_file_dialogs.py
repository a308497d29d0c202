"""Every dialog for a file begins in a folder of the person, whatever folder the program was started in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from oss_app.ui.desk.widgets import file_dialogs
from oss_app.ui.desk.widgets.file_dialogs import DOCUMENTS, FILMS, PHOTOS
from tests.conftest import ROOT

ASKING: dict[str, Callable[[QWidget], object]] = {
    "Documents": lambda parent: file_dialogs.choose_file(parent, "A list", "Lists (*.csv)"),
    "Documents to save in": lambda parent: file_dialogs.choose_new_file(parent, "Save", "tray.pdf", "PDF (*.pdf)"),
    "Documents as a folder": lambda parent: file_dialogs.choose_folder(parent, "Elsewhere"),
    "Pictures": lambda parent: file_dialogs.choose_files(parent, "Photos", "Photos (*.jpg)", PHOTOS),
    "Videos": lambda parent: file_dialogs.choose_file(parent, "A film", "Films (*.mp4)", FILMS),
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's folder, with the program begun elsewhere."""
    home, program = tmp_path / "home", tmp_path / "Program Files"
    for folder in ("Documents", "Pictures", "Videos", ".config"):
        (home / folder).mkdir(parents=True)
    program.mkdir()
    names = {"DOCUMENTS": "Documents", "PICTURES": "Pictures", "VIDEOS": "Videos"}
    lines = [f'XDG_{name}_DIR="{home / folder}"' for name, folder in names.items()]
    (home / ".config" / "user-dirs.dirs").write_text("\n".join(lines) + "\n")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / ".config"))
    monkeypatch.chdir(program)
    monkeypatch.setattr(file_dialogs, "last_used", {})
    if QStandardPaths.writableLocation(DOCUMENTS) != str(home / "Documents"):
        pytest.skip("this system does not read a person's folders from the environment")
    return home


def shown(ask: Callable[[QWidget], object], parent: QWidget, choose: Path | None = None) -> Path:
    """The folder that a dialog shows when it comes; then ``choose`` is taken, or nothing."""
    seen = list[Path]()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QFileDialog)
        seen.append(Path(dialog.directory().absolutePath()))
        if choose:
            dialog.selectFile(str(choose))
            dialog.accept()
        else:
            dialog.reject()

    QTimer.singleShot(0, look)
    ask(parent)
    return seen[0]


@pytest.mark.parametrize("what", ASKING)
def test_a_dialog_begins_with_the_person(what: str, home: Path, qapp: QApplication) -> None:
    parent = QWidget()
    assert shown(ASKING[what], parent) == home / what.split()[0]


def test_the_next_dialog_begins_where_the_last_file_was(home: Path, qapp: QApplication, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    (stick / "a.jpg").write_bytes(b"")
    parent = QWidget()
    shown(ASKING["Pictures"], parent, stick / "a.jpg")
    assert shown(ASKING["Pictures"], parent) == stick
    assert shown(ASKING["Documents"], parent) == home / "Documents"


def test_a_folder_that_is_gone_is_not_offered(home: Path, qapp: QApplication) -> None:
    (home / "Videos").rmdir()
    assert shown(ASKING["Videos"], QWidget()) == home


def test_no_page_asks_in_its_own_way() -> None:
    asking = [path for path in (ROOT / "oss_app").rglob("*.py") if "QFileDialog" in path.read_text(encoding="utf-8")]
    assert [path.name for path in asking] == ["file_dialogs.py"]
