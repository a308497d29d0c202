"""What somebody else made is read in a process of its own: what it costs there hurts nobody."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from oss_app.app.editing import apart
from oss_app.core.errors import UserError
from oss_app.core.problem import Problem
from oss_app.taskfile.importers import ItemTable, from_slides, read_list


def test_a_list_comes_back_whole(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("naam;aantal\nSonde;1\n")
    table = apart(partial(read_list, tmp_path / "a.csv"))
    assert isinstance(table, ItemTable)
    assert table == read_list(tmp_path / "a.csv")


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    assert isinstance(apart(partial(from_slides, tmp_path / "weg.pptx")), Problem)


def test_what_takes_too_much_becomes_a_sentence() -> None:
    with pytest.raises(UserError):
        apart(partial(bytes, 3_000_000_000))
