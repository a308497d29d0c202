"""The log: bounded, and silent where it cannot be written."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from oss_app.app.station import keep_log


@pytest.fixture
def own() -> Iterator[logging.Logger]:
    """The program's logger, with no file yet."""
    root = logging.getLogger("oss_app")
    kept, level = root.handlers[:], root.level
    root.handlers.clear()
    yield root
    for handler in root.handlers:
        handler.close()
    root.handlers[:] = kept
    root.setLevel(level)


def test_what_happens_is_kept(own: logging.Logger, tmp_path: Path) -> None:
    keep_log(tmp_path)
    own.warning("the journal is held")
    assert "the journal is held" in (tmp_path / "oss-app.log").read_text(encoding="utf-8")


def test_a_log_that_cannot_be_written_leaves_the_terminal_alone(
    own: logging.Logger, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "oss-app.log").mkdir()
    keep_log(tmp_path)
    own.warning("the journal is held")
    assert capsys.readouterr().err == ""
