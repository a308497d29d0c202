"""Sound versions: the bad pair is refused, and the pair in use does not lose references."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oss_app.app.diagnostics import versions
from oss_app.app.diagnostics.versions import in_use, refuse_unsound_qt
from oss_app.core.errors import UserError


@pytest.mark.parametrize(("python", "qt"), [((3, 11), "6.12.0"), ((3, 11), "6.12.1"), ((3, 10), "7.0.0")])
def test_the_pair_that_aborts_is_refused(python: tuple[int, int], qt: str) -> None:
    with pytest.raises(UserError, match="does not run soundly"):
        refuse_unsound_qt(python, qt)


@pytest.mark.parametrize(("python", "qt"), [((3, 11), "6.11.3"), ((3, 12), "6.12.0"), ((3, 13), "6.12.2")])
def test_sound_pairs_pass(python: tuple[int, int], qt: str) -> None:
    refuse_unsound_qt(python, qt)


def test_the_pair_in_use_keeps_its_references_to_none(qtbot: QtBot) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for i in range(2000):
        label.setText(str(i))
    assert abs(sys.getrefcount(None) - before) < 200


def test_versions_in_use_are_named() -> None:
    assert in_use()["opencv-python"].startswith("5.")


def test_the_opencv_of_the_packages_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def packaged(name: str) -> str:
        if name == "opencv-python":
            raise PackageNotFoundError(name)
        return "5.0.0" if name == "opencv-python-headless" else "1.0"

    monkeypatch.setattr(versions, "version", packaged)
    assert in_use()["opencv-python"] == "5.0.0"
