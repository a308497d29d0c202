"""A task's folder with pipes, devices, rings of links and endless files in it: no act of a coach waits for them."""

from __future__ import annotations

import io
import os
import signal
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from os import _exit as leave
from pathlib import Path

import pytest
from PIL import Image

from oss_app.core.errors import UserError
from oss_app.editor.bringing import Bringing, refresh
from oss_app.editor.edits import SetText
from oss_app.editor.task_store import TaskStore
from oss_app.i18n import load
from oss_app.taskfile import FolderLibrary, packing, report, taught, versions, work_photos
from oss_app.taskfile.leftovers import clear_leftovers
from tests.editor.test_task_store import NoPhotos

if sys.platform == "win32":
    pytest.skip("there are no pipes in folders there", allow_module_level=True)

PATIENCE_S = 20
"""Of the machine, not of the program: whoever waits for a pipe waits for ever."""
PHOTO = io.BytesIO()
Image.new("RGB", (64, 48)).save(PHOTO, "JPEG")
PLACES = (
    "task.yaml", "places.yaml", "foto.jpg", "stem.wav", "film.mp4", ".task.yaml.autosave", "checks/plek/check.yaml",
    "checks/plek/reference.jpg", "checks/plek/done/01.jpg", "checks/plek/model.onnx", "checks", ".versions",
    ".released", "checks/.plek.draft", "checks/.work/plek/1-done.jpg", "other",
)  # fmt: skip


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def endless(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200_000_000_000)


def ring(path: Path) -> None:
    path.symlink_to(path.name)


def folder_in_itself(path: Path) -> None:
    path.symlink_to(path.parent, target_is_directory=True)


def way_out(path: Path) -> None:
    path.symlink_to("/etc/passwd")


FEW = ("task.yaml", "foto.jpg", "film.mp4", "checks/plek/check.yaml", ".versions", ".released")
"""Where the other obstacles are put: one place of each kind."""
OBSTACLES = (pipe, device, endless, ring, folder_in_itself, way_out)


def _task(folder: Path, name: str = "") -> Path:
    """A task that can be released, but for what is put in the place of ``name``."""
    for within in ("checks/plek/done", "checks/.work/plek"):
        (folder / within).mkdir(parents=True)
    for photo in ("foto.jpg", "checks/plek/reference.jpg", "checks/plek/done/01.jpg", "checks/.work/plek/1-done.jpg"):
        (folder / photo).write_bytes(PHOTO.getvalue())
    (folder / "checks" / "plek" / "check.yaml").write_text(
        "format: 1\nkind: occupied\nregion: [[0.1, 0.1], [0.9, 0.1], [0.9, 0.9]]\n", encoding="utf-8"
    )
    text = "taak: kit\nstappen:\n  - tekst: Pak de doos.\n    foto: foto.jpg\n    controle: plek\n"
    text += {"film.mp4": "    film: film.mp4\n", "stem.wav": "    audio: stem.wav\n"}.get(name, "")
    (folder / "task.yaml").write_text(text, encoding="utf-8")
    return folder


def _acts(own: Path, out: Path) -> list[Callable[[], object]]:
    """What a coach can do with such a folder, each by itself."""
    now = datetime(2026, 11, 27, 9, tzinfo=UTC)
    store = TaskStore(own, own / "none", load("nl"), lambda task: [], lambda: now, lambda s, f: None, NoPhotos())
    kit, good = own / "kit", own / "good"

    def listing() -> object:
        return next(found for found, _ in store.look().own if found.folder == kit)

    def typed() -> None:
        draft = store.open(kit)
        draft.do(SetText(0, "text", "Pak de bak.", draft.task.language))
        draft.look_at_disk()
        draft.keep()
        draft.save()
        draft.state  # noqa: B018 - it is asked for
        draft.release()
        draft.rest()

    return [
        lambda: clear_leftovers(own),
        lambda: FolderLibrary(own, released=True).list(),
        store.look,
        lambda: report([kit], "nl"),
        lambda: versions.state(kit),
        lambda: versions.versions(kit),
        lambda: work_photos.wants(kit / "checks" / "plek"),
        lambda: work_photos.kept(kit / "checks" / "plek"),
        lambda: taught.drop_draft_unless_changed(kit / "checks" / "plek"),
        lambda: FolderLibrary(own).check(FolderLibrary(own).load(good).task, "plek"),  # type: ignore[arg-type]
        lambda: packing.export(kit, out / "kit.osstask"),
        lambda: Bringing(kit, good).file("foto.jpg"),
        lambda: refresh(good, kit, now),
        lambda: store.copy(listing()),  # type: ignore[arg-type]
        lambda: store.release(listing()),  # type: ignore[arg-type]
        typed,
        lambda: versions.release(kit),
        lambda: store.withdraw(listing()),  # type: ignore[arg-type]
        lambda: store.remove(listing()),  # type: ignore[arg-type]
        store.bin.list,
        lambda: store.bin.delete(store.bin.list()[0]),
    ]


def done_in_a_child(act: Callable[[], None]) -> int:
    """Do it in a process that is ended when it waits; its exit code, negative for a signal."""
    child = os.fork()
    if not child:
        signal.alarm(PATIENCE_S)
        code = 1
        try:
            act()
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            leave(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.mark.slow
@pytest.mark.parametrize("obstacle", OBSTACLES, ids=lambda obstacle: obstacle.__name__)
def test_no_act_waits_for_or_swallows_what_has_no_end(tmp_path: Path, obstacle: Callable[[Path], None]) -> None:
    import resource

    told = tmp_path / "act"

    def all_acts(own: Path) -> None:
        resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, resource.RLIM_INFINITY))
        for number, act in enumerate(_acts(own, tmp_path)):
            told.write_text(str(number))
            with suppress(UserError, OSError, StopIteration, IndexError):
                act()

    for number, name in enumerate(PLACES if obstacle in (pipe, endless) else FEW):
        own = tmp_path / str(number)
        folder = _task(own / "kit", name)
        _task(own / "good")
        place = folder / name
        if place.is_dir():
            place.rename(tmp_path / f"away-{number}")
        place.unlink(missing_ok=True)
        obstacle(place)
        assert done_in_a_child(lambda own=own: all_acts(own)) == 0, f"{name}, act {told.read_text()}"  # type: ignore[misc]
