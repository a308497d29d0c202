"""A task that the command line names is found by its path, its folder's name, or what it is called on the screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.app.options import resolve_task
from oss_app.app.station import open_station
from oss_app.core.errors import UserError
from oss_app.i18n import load
from oss_app.resources import instructions
from tests.ui.editor import sample


def test_a_task_is_found_by_its_folder_and_by_its_title(tmp_path: Path) -> None:
    station = open_station(tmp_path, load("nl"))
    folders = station.folders
    station.close()
    own = sample(folders.tasks)
    text = (own / "task.yaml").read_text(encoding="utf-8").splitlines()
    at = next(n for n, line in enumerate(text) if line.startswith(("taak:", "task:")))
    text[at] = f"{text[at].split(':')[0]}: Koffer van Zoë"
    (own / "task.yaml").write_text("\n".join(text), encoding="utf-8")
    for asked in (own, own / "task.yaml", Path(own.name), Path("Koffer van Zoë"), Path("koffer VAN zoë")):
        assert resolve_task(asked, folders, load("nl")) == own.resolve(), asked
    assert resolve_task(Path("ontbijt"), folders, load("nl")) == (instructions() / "ontbijt").resolve()
    with pytest.raises(UserError):
        resolve_task(Path("Koffer"), folders, load("nl"))
