"""Measures a full-screen program from outside: a key through X, pixels from the frame buffer, nothing of the program.

    python -m tests.benchmarks.black_box          one line a program: start, first change, step complete

Xvfb keeps its screen in a file (``-fbdir``), which is read at some thousand times a second without asking anyone. A
step is complete at the last change that follows a key, once nothing has changed for ``QUIET_S``. The start is from the
command to the last change before the first such quiet. It plays on a loudspeaker that nobody hears, as a station has
one, where PulseAudio is installed. Needs Xvfb, openbox and libXtst (Linux).
"""

from __future__ import annotations

import ctypes
import mmap
import os
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from PIL import Image, ImageDraw

from oss_app.core.profile import Profile
from oss_app.core.settings import NO_CAMERA, Settings
from oss_app.i18n import load
from oss_app.store.folders import data_folders
from oss_app.store.profiles import YamlProfiles
from oss_app.store.settings import YamlSettings
from tests.loudspeaker import begin_server

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1920, 1080
DESK, FOUR_K = (WIDTH, HEIGHT), (3840, 2160)
QUIET_S = 0.45
"""Longer than a fade, and than the guard's rest of what follows a step."""
MEMORY = "memory (PSS)"
ANSWER_QUIET_S = 2.0
"""Longer than the camera is asked after Done."""
LOOKS_S = 6.0
"""So long the camera process takes to start and to look, on a quiet computer."""
STEPS, RUNS = 9, 3
BEFORE_CHECKS, CHECKED = 2, 4
"""The dental kit: steps without a check, and then those that have one."""
NOT_HANDED_ON = {"QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE"}
BYTE_CODE = Path(tempfile.gettempdir()) / "oss-app-byte-code"
"""Where Python keeps what it has compiled: every package brings it, so a checkout is measured with it too."""
MEMORY_DISK = Path("/dev/shm")
"""There the screen is no file of the disk, which the journal's commits would wait for."""
LINES = 135
"""So many lines of the screen are looked at, each eighth of 1080; a step changes hundreds of them. Twice as many take
ten times as long at 4K, and so a processor that the program needs: the copies no longer fit its cache."""
BARE = """
import sys
from pathlib import Path
from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImageReader, QPixmap
from PySide6.QtWidgets import QApplication, QLabel
folder, width, height, ahead = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), len(sys.argv) > 4
files = iter(sorted(Path(folder).glob("*.jpg")))
def read():
    reader = QImageReader(str(next(files))); size = reader.size()
    size.scale(width, height, Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(size)
    return QPixmap.fromImage(reader.read())
class Show(QLabel):
    next = None
    def read_ahead(self): self.next = read()
    def keyPressEvent(self, event):
        self.setPixmap(self.next or read()); self.next = None
        if ahead: QTimer.singleShot(100, self.read_ahead)
app = QApplication([]); window = Show(alignment=Qt.AlignmentFlag.AlignCenter); window.setPixmap(read())
if ahead: QTimer.singleShot(100, window.read_ahead)
window.showFullScreen(); app.exec()
"""
"""PySide6 alone, one photo a key, read when it is asked for or ahead: what a step costs at the least."""


@dataclass(frozen=True)
class Seen:
    """Seconds: from the command to the first step complete; then of each key to the first and to the last change."""

    start: float
    first: tuple[float, ...]
    complete: tuple[float, ...]
    own_bytes: int = 0
    """Memory (PSS) of the process with the window after the last step."""
    all_bytes: int = 0
    """The same with its child processes."""


class Screen:
    """The frame buffer of an Xvfb and its keyboard."""

    def __init__(self, display: str, folder: Path, height: int) -> None:
        self._height = height
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        head = struct.unpack(">25I", self._memory[:100])  # the header of an X window dump
        self._stride, self._start = head[12], head[0] + 12 * head[19]
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XStringToKeysym.restype = ctypes.c_ulong
        self._x.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
        self._x.XFlush.argtypes = [ctypes.c_void_p]
        self._test.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
        self._display = self._x.XOpenDisplay(display.encode())

    def pixels(self) -> tuple[bytes, ...]:
        """What is on the screen now, thinned out."""
        every = self._height // LINES
        lines = range(every // 2, self._height, every)
        return tuple(self._memory[self._start + n * self._stride : self._start + (n + 1) * self._stride] for n in lines)

    def press(self, key: str) -> float:
        """Press and let go of a key, or of several held together ("Control_L+s"); when."""
        names = [self._x.XStringToKeysym(name.encode()) for name in key.split("+")]
        codes = [self._x.XKeysymToKeycode(self._display, name) for name in names]
        began = time.perf_counter()
        for code, down in [*((code, 1) for code in codes), *((code, 0) for code in reversed(codes))]:
            self._test.XTestFakeKeyEvent(self._display, code, down, 0)
        self._x.XFlush(self._display)
        return began

    def changes(self, since: float, limit_s: float = 30.0, quiet_s: float = QUIET_S) -> tuple[float, float]:
        """Seconds from ``since`` to the first and to the last change before all is quiet. Raises TimeoutError."""
        before, changed = self.pixels(), list[float]()
        while True:
            time.sleep(0.0005)  # the program and its screen need the processors too
            now, seen = time.perf_counter(), self.pixels()
            if seen != before:
                changed.append(now)
                before = seen
            if changed and now - changed[-1] > quiet_s:
                return changed[0] - since, changed[-1] - since
            if now - since > limit_s:
                raise TimeoutError("nothing came on the screen")


@contextmanager
def sound(*, is_there: bool) -> Iterator[dict[str, str]]:
    """What a program's environment has for a loudspeaker that nobody hears, or for none."""
    if not (is_there and shutil.which("pulseaudio") and shutil.which("pactl")):
        yield {"PULSE_SERVER": "none"}
        return
    with tempfile.TemporaryDirectory() as folder:
        own = {"PULSE_RUNTIME_PATH": folder, "PULSE_STATE_PATH": folder, "PULSE_SERVER": f"unix:{folder}/native"}
        server = begin_server({**os.environ, **own, "HOME": folder})
        try:
            yield own
        finally:
            server.terminate()
            server.wait()


@contextmanager
def screen(size: tuple[int, int] = DESK, *, has_sound: bool = True) -> Iterator[tuple[Screen, dict[str, str]]]:
    """A screen of our own with a window manager, and the environment for a program on it."""
    place = MEMORY_DISK if MEMORY_DISK.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place) as folder, sound(is_there=has_sound) as loudspeaker:
        read, write = os.pipe()
        server = subprocess.Popen(
            [
                "Xvfb",
                "-displayfd",
                str(write),
                "-screen",
                "0",
                f"{size[0]}x{size[1]}x24",
                "-fbdir",
                folder,
                "-nolisten",
                "tcp",
            ],
            pass_fds=[write],
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as numbers:
            display = f":{numbers.readline().strip()}"
        environment = {k: v for k, v in os.environ.items() if k not in NOT_HANDED_ON}
        environment |= {"DISPLAY": display, "PYTHONPYCACHEPREFIX": str(BYTE_CODE), **loudspeaker}
        manager = subprocess.Popen(["openbox"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            seen = Screen(display, Path(folder), size[1])
            seen.press("Shift_L")  # at the first key of its life a display has each program read the keymap anew
            yield seen, environment
        finally:
            for process in (manager, server):
                process.terminate()
                process.wait()


def measure(
    command: Sequence[str], size: tuple[int, int] = DESK, steps: int = STEPS, *, has_sound: bool = True
) -> Seen:
    """Start a program, press Right ``steps`` times, and end it."""
    with screen(size, has_sound=has_sound) as (seen, environment):
        time.sleep(0.5)  # the window manager paints the screen once
        began = time.perf_counter()
        program = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            start = seen.changes(began)[1]
            time.sleep(0.5)
            changes = []
            for _ in range(steps):
                changes.append(seen.changes(seen.press("Right")))
                time.sleep(0.4)  # with the quiet before it, longer than the guard against a second act
            whole = psutil.Process(program.pid)
            own, *others = (one.memory_full_info().pss for one in (whole, *whole.children(recursive=True)))
        finally:
            program.kill()
            program.wait()
    return Seen(start, tuple(first for first, _ in changes), tuple(last for _, last in changes), own, own + sum(others))


def measure_asked(command: Sequence[str]) -> list[tuple[float, float]]:
    """Press Done at each step with a check, at a bench where nothing lies; of each press to the first and last change.

    The first change says that the press was taken; the last is the camera's answer. A second press then goes on.
    """
    with screen() as (seen, environment):
        time.sleep(0.5)
        began = time.perf_counter()
        program = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            seen.changes(began)
            for _ in range(BEFORE_CHECKS):
                time.sleep(0.5)
                seen.changes(seen.press("Right"))
            answers = []
            for _ in range(CHECKED):
                time.sleep(LOOKS_S)
                answers.append(seen.changes(seen.press("Right"), quiet_s=ANSWER_QUIET_S))
                seen.changes(seen.press("Right"), quiet_s=ANSWER_QUIET_S)
        finally:
            program.kill()
            program.wait()
    return answers


def make_bench(folder: Path) -> Path:
    """What a camera sees of a bench where nothing lies: no two pictures alike, as a sensor's noise makes them."""
    folder.mkdir(parents=True)
    empty = Image.open(ROOT / "assets" / "demo" / "empty.jpg").convert("RGB")
    for n in range(8):
        noise = Image.effect_noise(empty.size, 8 + n).convert("RGB")
        Image.blend(empty, noise, 0.02).save(folder / f"{n}.png")
    return folder


def make_task(folder: Path) -> Path:
    """A task of ten photos of 12 megapixels, no two alike."""
    folder.mkdir(parents=True)
    lines = ["taak: Meten", "foto: 00.jpg", "stappen:"]
    for n in range(STEPS + 1):
        photo = Image.effect_noise((4000, 3000), 40 + n).convert("RGB")
        ImageDraw.Draw(photo).rectangle((300 + 300 * n, 400, 900 + 300 * n, 2400), fill=(20 * n, 90, 200 - 15 * n))
        photo.save(folder / f"{n:02}.jpg", quality=90)
        lines += [f"  - tekst: Leg ding {n} in vak {n}.", f"    foto: {n:02}.jpg"]
    (folder / "task.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def _bare(task: Path, size: tuple[int, int], *ahead: str) -> list[str]:
    return [sys.executable, "-c", BARE, str(task), *map(str, size), *ahead]


def programs(folder: Path) -> dict[str, list[str]]:
    """The programs that are measured, by what the report calls them."""
    task = make_task(folder / "meten")
    oss = [sys.executable, "-m", "oss_app", "run", str(task), "--camera", "none", "--worker", "flower"]
    found = {"bare PySide6, photo read at the key": _bare(task, DESK)}
    for name, still in (("OSS App, fades off", True), ("OSS App, with fades", False)):
        data = folder / name.replace(" ", "-")
        YamlProfiles(data / "workers", lambda card: None, load("en")).save(Profile(card="flower", reduced_motion=still))
        found[name] = [*oss, "--data", str(data)]
    return found


def asked_rows(runs: int = RUNS) -> Iterator[tuple[str, str, list[float]]]:
    """What Done costs while the camera is asked: as ``rows``."""
    name, answers = "OSS App, Done while the camera is asked", list[tuple[float, float]]()
    for _ in range(runs):
        with tempfile.TemporaryDirectory() as data:
            YamlProfiles(Path(data) / "workers", lambda card: None, load("en")).save(
                Profile(card="flower", reduced_motion=True)
            )
            bench = str(make_bench(Path(data) / "bench"))
            oss = [sys.executable, "-m", "oss_app", "run", "tandarts", "--worker", "flower"]
            answers += measure_asked([*oss, "--camera", bench, "--data", data])
    yield name, "key to the press taken", [first for first, _ in answers]
    yield name, "key to the answer", [last for _, last in answers]


def _forget(command: Sequence[str]) -> None:
    """Have the next run begin its task anew, with nothing that an earlier one kept."""
    if "--data" in command:
        shutil.rmtree(Path(command[-1]) / "cache", ignore_errors=True)
        (Path(command[-1]) / "journal.sqlite").unlink(missing_ok=True)


def rows(runs: int = RUNS) -> Iterator[tuple[str, str, list[float]]]:
    """Name of the program, what was measured, and its seconds in all runs; of memory, its MB of 1,000,000 bytes."""
    with tempfile.TemporaryDirectory() as made:
        for name, command in programs(Path(made)).items():
            seen = []
            for _ in range(1 + runs):
                _forget(command)
                seen.append(measure(command))
            del seen[0]  # it compiled, and warmed the disk's cache
            yield name, "command to first step", [one.start for one in seen]
            yield name, "key to first change", [s for one in seen for s in one.first]
            yield name, "key to step complete", [s for one in seen for s in one.complete]
            yield name, f"{MEMORY} of the window's process", [one.own_bytes / 1e6 for one in seen]
            yield name, f"{MEMORY} of all its processes", [one.all_bytes / 1e6 for one in seen]


def _station(data: Path, tasks: int) -> list[str]:
    """The command for a station that was set up and has so many tasks; without any, the samples."""
    folders = data_folders(data)
    folders.create(load("en"))
    YamlSettings(folders.station, data / "none.yaml", load("en")).save(Settings(camera=NO_CAMERA))
    for n in range(tasks):
        shutil.copytree(ROOT / "instructions" / "ontbijt", folders.tasks / f"task-{n:03}")
    return [sys.executable, "-m", "oss_app", "--data", str(data)]


def question_rows(runs: int = RUNS) -> Iterator[tuple[str, str, list[float]]]:
    """From the command to the first question, with the samples and with 200 tasks: as ``rows``."""
    for name, tasks in (("the samples", 0), ("200 tasks", 200)):
        with tempfile.TemporaryDirectory() as made:
            command = _station(Path(made), tasks)
            found = [measure(command, steps=0).start for _ in range(1 + runs)]
        yield f"OSS App, {name}", "command to first question", found[1:]


def large_rows(runs: int = RUNS) -> Iterator[tuple[str, str, list[float]]]:
    """At 4K, steps whose photos were read ahead: as ``rows``. Those that were not are measured from inside."""
    with tempfile.TemporaryDirectory() as made:
        oss = programs(Path(made))["OSS App, fades off"]
        bare = _bare(Path(made) / "meten", FOUR_K, "ahead")
        for name, command in (
            ("bare PySide6 at 3840x2160, read ahead", bare),
            ("OSS App at 3840x2160, fades off", oss),
        ):
            measure(command, FOUR_K, 1)
            seen = []
            for _ in range(runs):
                _forget(command)
                seen.append(measure(command, FOUR_K))
            yield name, "command to first step", [one.start for one in seen]
            yield name, "key to step complete", [s for one in seen for s in one.complete]


def silent_rows(runs: int = RUNS) -> Iterator[tuple[str, str, list[float]]]:
    """The start of a station without sound, which says so: as ``rows``."""
    with tempfile.TemporaryDirectory() as made:
        command = programs(Path(made))["OSS App, with fades"]
        seen = []
        for _ in range(1 + runs):
            _forget(command)
            seen.append(measure(command, steps=0, has_sound=False))
        yield "OSS App, without sound", "command to first step", [one.start for one in seen[1:]]


def all_rows() -> Iterator[tuple[str, str, list[float]]]:
    """Everything, as ``rows``."""
    yield from rows()
    yield from silent_rows()
    yield from question_rows()
    yield from large_rows()
    yield from asked_rows()


def main() -> None:
    for name, what, seconds in all_rows():
        ordered = sorted(seconds)
        p95 = ordered[min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))]
        times, unit = (1, "MB") if what.startswith(MEMORY) else (1000, "ms")
        middle = statistics.median(seconds) * times
        print(f"{name:38} {what:24} median {middle:7.1f} {unit}   p95 {p95 * times:7.1f} {unit}")


if __name__ == "__main__":
    main()
