"""The house's words lie in a plain file, which is read anew where somebody has changed it."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.editor.house_list import HouseList


def test_words_are_added_and_what_is_written_by_hand_is_seen(tmp_path: Path) -> None:
    file = tmp_path / "data" / "words.txt"
    words = HouseList(file)
    assert words.words.known == frozenset()
    words.add("vlucom")
    words.add("kanbanrek")
    assert words.words.known == {"vlucom", "kanbanrek"}
    file.write_text("bak: bakje\n", "utf-8")
    assert words.words.instead == {"bakje": "bak"}
    words.add("vlucom")
    assert file.read_text("utf-8") == "bak: bakje\nvlucom\n"


def test_letters_that_are_none_and_a_file_that_cannot_be_read_stop_nothing(tmp_path: Path) -> None:
    (tmp_path / "words.txt").write_bytes(b"bak: bakje\n\xff\xfe\n")
    assert HouseList(tmp_path / "words.txt").words.instead == {"bakje": "bak"}
    (tmp_path / "folder").mkdir()
    assert HouseList(tmp_path / "folder").words.known == frozenset()
    with pytest.raises((FileExistsError, NotADirectoryError)):
        HouseList(tmp_path / "words.txt" / "no").add("x")


@pytest.mark.parametrize(
    ("here", "there", "both"),
    [
        ("bak: bakje\ntang\n", "bak: bakje\nvaas\n", "bak: bakje\nvaas\ntang\n"),
        ("bak: bakje, kistje\n", "bak: bakje, doosje\n", "bak: bakje, kistje\nbak: bakje, doosje\n"),
        ("bak: bakje\n", "", ""),
        ("bak: bakje, kistje\n", "", "bak: bakje, kistje\n"),
        ("", "bak: bakje\nvaas\n", "vaas\n"),
        ("bak: bakje\n# thee\nkop\n", "# koffie\nbak: bakje\n", "# koffie\nbak: bakje\n# thee\nkop\n"),
    ],
)
def test_what_two_programs_write_stands_there_together(tmp_path: Path, here: str, there: str, both: str) -> None:
    file = tmp_path / "words.txt"
    file.write_text("bak: bakje\n", "utf-8")
    words = HouseList(file)
    shown = words.text()
    file.write_text(there, "utf-8")
    kept = words.keep(here, shown)
    assert sorted(kept.split("\n")) == sorted(both.split("\n")) if both else not kept.strip()
    assert file.read_text("utf-8") == kept
    assert words.keep(kept, kept) == kept


def test_a_file_that_cannot_be_read_is_not_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "words.txt"
    file.write_text("bak: bakje\n", "utf-8")
    words = HouseList(file)

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    with monkeypatch.context() as away:
        away.setattr(Path, "read_text", refuse)
        assert words.text() == ""
        with pytest.raises(PermissionError):
            words.keep("tang\n", "")
        with pytest.raises(PermissionError):
            words.add("tang")
    assert words.text() == "bak: bakje\n"
