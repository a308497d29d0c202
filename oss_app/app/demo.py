"""The demonstration: the dental kit, with a bench camera that replays what a person would do, and shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from oss_app.app.options import LaunchOptions
from oss_app.app.station import Station, roots
from oss_app.core.check import Check
from oss_app.core.light import BenchLight, BenchMap
from oss_app.core.plane import between
from oss_app.core.ports import Listing
from oss_app.core.profile import Profile
from oss_app.core.task import Step, Task
from oss_app.core.text import Text
from oss_app.i18n import Translator
from oss_app.resources import assets, instructions
from oss_app.store.folders import data_folders
from oss_app.taskfile import FolderLibrary

if TYPE_CHECKING:
    from oss_app.vision.camera_process import CameraProcess
    from oss_app.vision.messages import LiveFrame

KITS = 2
"""So few that a visitor sees the end in some minutes."""
MUST, HELP = "spiegel", "sonde-in-vak-2"
"""The checks at whose steps the demonstration shows a *must*, and has the visitor try Help."""
LAST_CHECK = "wattenrollen"
"""After its step the whole kit is looked at."""
LIVE_PX = 640


def folder(options: LaunchOptions) -> Path | None:
    """Tell where the data goes: the demonstration has a folder of its own, unless one was asked for."""
    if options.demo and options.data is None:
        return data_folders(None).root / "demo"
    return options.data


def task() -> Path:
    return instructions() / "tandarts"


def camera() -> str:
    return str(assets() / "demo")


def prepare(station: Station, language: str) -> None:
    """Let the demonstration go on by itself once the camera has seen a step, so that the check is seen at work.

    It speaks the language of the computer, until somebody sets up another.
    """
    if not station.folders.station.exists():
        station.settings = station.settings.model_copy(update={"language": language})
    if not station.profiles.list():
        station.profiles.save(Profile(auto_next=True))
    station.library = DemoLibrary(*roots(station.folders, station.settings), language=language, released=True)


def shown(task: Task) -> Task:
    """Return the dental kit as the demonstration has it: few kits, a *must*, and at the end of each the whole kit."""
    items = [
        item.model_copy(update={"must": True}) if isinstance(item, Step) and item.check == MUST else item
        for item in task.items
    ]
    last = next(at for at, item in enumerate(items) if isinstance(item, Step) and item.check == LAST_CHECK)
    words = Text(words="Kijk of alles erin ligt.", translations={"en": "See that all is there."})
    items.insert(last + 1, Step(text=words, photo=task.photo, check="alles"))
    return task.model_copy(update={"repeat": KITS, "items": tuple(items)})


def captions(task: Task, tr: Translator) -> Mapping[int, str]:
    """Return what stands at the picture of the bench, by the number of the step; 0 for every other step."""
    said = tr("Simulated camera.")
    tips = {
        MUST: tr("This step must be seen. Only a coach may pass it."),
        HELP: tr("Try Help: each press shows more."),
        "alles": tr("The camera looks at the whole kit once more."),
    }
    numbered = {at: f"{said} {tips[step.check]}" for at, step in enumerate(task.steps, 1) if step.check in tips}
    return {0: said, **numbered}


class DemoLibrary(FolderLibrary):
    """The samples, the dental kit among them as the demonstration has it."""

    def load(self, folder: Path) -> Listing:
        listing = super().load(folder)
        is_shown = listing.task is not None and folder.resolve() == task().resolve()
        return replace(listing, task=shown(listing.task)) if is_shown and listing.task else listing


TRAY_MM = (300.0, 200.0)
TRAY_PX = ((262.0, 112.0), (1008.0, 112.0), (1034.0, 636.0), (236.0, 636.0))
"""The corners of the tray in the pictures of the demonstration's camera."""
PICTURE_PX = (1280, 720)


def light(library: FolderLibrary, shown: Task) -> BenchLight:
    """Return the light as a coach would have set it on the bench of those pictures: round the place of each check."""
    width, depth = TRAY_MM
    bench_map = BenchMap(
        size=PICTURE_PX,
        area=TRAY_MM,
        to_picture=between(((0.0, 0.0), (width, 0.0), (width, depth), (0.0, depth)), TRAY_PX),
    )
    back, places = bench_map.to_picture.inverse(), {}
    for step in shown.steps:
        check = library.check(shown, step.check) if step.check and step.place else None
        if check and step.place:
            pixels = tuple((x * PICTURE_PX[0], y * PICTURE_PX[1]) for x, y in check.region)
            places[step.place] = back.all(pixels)
    return BenchLight(map=bench_map, places={task().name: places})


class ShownCamera:
    """The port Watcher: the eye of the demonstration, which shows what it sees while it looks."""

    def __init__(self, eye: CameraProcess, show: Callable[[bytes], None]) -> None:
        self._eye, self._show = eye, show

    def watch(self, number: int, check: Check, folder: Path, count: int | None) -> None:
        self._eye.frames(number, self._frame, LIVE_PX, check, folder, count)

    def stop(self) -> None:
        self._eye.stop()
        self._show(b"")

    def close(self) -> None:
        self._eye.close()

    def _frame(self, frame: LiveFrame) -> None:
        self._show(frame.jpeg)
