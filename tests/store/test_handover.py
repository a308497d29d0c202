"""A second start hands what it was asked for to the window that is open."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from oss_app.store.handover import Handover


def test_without_an_open_window_nobody_takes_it(tmp_path: Path) -> None:
    assert not Handover(tmp_path / "asked").ask(tmp_path / "a.osstask")


@pytest.mark.parametrize("asked", ["a.osstask", None])
def test_what_is_asked_for_arrives_once_and_the_second_start_hears_so(tmp_path: Path, asked: str | None) -> None:
    box, task = Handover(tmp_path / "asked"), tmp_path / asked if asked else None
    box.open()
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(Handover(tmp_path / "asked").ask(task, 20)))
    second.start()
    arrived: list[Path | None] = []
    while not arrived:
        arrived += box.taken()
    second.join()
    assert (arrived, answers, box.taken()) == ([task], [True], [])
    box.close()
    assert not Handover(tmp_path / "asked").ask(task)


def test_a_window_that_does_not_answer_leaves_nothing_behind(tmp_path: Path) -> None:
    box = Handover(tmp_path / "asked")
    box.open()
    assert not Handover(tmp_path / "asked").ask(None, 0.0)
    assert box.taken() == []


def test_letters_that_cannot_be_read_are_passed_over(tmp_path: Path) -> None:
    box = Handover(tmp_path / "asked")
    box.open()
    (tmp_path / "asked" / "a.json").write_text("[]")
    (tmp_path / "asked" / "b.json").write_bytes(b"\xff")
    (tmp_path / "asked" / "c.json").write_bytes(b"[" * 100_000)
    assert box.taken() == []
    assert list((tmp_path / "asked").iterdir()) == []
