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
