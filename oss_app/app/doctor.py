"""What works on this PC and what does not: screen, sound, voices, camera, disk, versions, each with what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaDevices

from oss_app import __version__
from oss_app.app.versions import in_use, refuse_unsound_qt
from oss_app.core.errors import DeviceError, UserError
from oss_app.i18n import Words, languages
from oss_app.speech.sounds import find_voices
from oss_app.speech.voices import choose
from oss_app.store.folders import data_folders, machine_station
from oss_app.store.settings import YamlSettings
from oss_app.ui.display import is_credible
from oss_app.vision.eye import find_cameras

LOW_DISK_BYTES = 200 * 1024**2


@dataclass(frozen=True)
class Finding:
    """One part: what was found, whether it works, and what to do where it does not."""

    part: str
    is_fine: bool
    found: str
    advice: str = ""

    def as_dict(self) -> dict[str, str | bool]:
        return asdict(self)


def examine(data: Path | None, words: Words) -> list[Finding]:
    """Look at every part; what breaks in one does not keep the others from being looked at."""
    parts: dict[str, Callable[[Words], Iterator[Finding]]] = {
        "versions": _versions,
        "screen": _screen,
        "sound": _sound,
        "voices": _voices,
        "camera": _camera,
        "disk": lambda w: _disk(data, w),
        "station": lambda w: _station(data, w),
    }
    findings: list[Finding] = []
    for name, look in parts.items():
        try:
            findings += look(words)
        except (UserError, DeviceError, OSError) as error:
            findings.append(Finding(name, False, str(error), getattr(error, "hint", "")))
    return findings


def in_words(findings: list[Finding]) -> str:
    """The findings for a person: a line each, and what to do below it."""
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{'+' if finding.is_fine else '-'} {finding.part}: {finding.found}")
        if finding.advice:
            lines.append(f"    {finding.advice}")
    return "\n".join(lines)


def _versions(words: Words) -> Iterator[Finding]:
    refuse_unsound_qt()
    yield Finding("versions", True, ", ".join(f"{k} {v}" for k, v in {"OSS App": __version__, **in_use()}.items()))


def _screen(words: Words) -> Iterator[Finding]:
    if not QGuiApplication.instance():
        if os.name == "posix" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            yield Finding(
                "screen", False, words("No display."), words("Start it on the PC's own screen, not over a line.")
            )
        QGuiApplication([])
    for screen in QGuiApplication.screens():
        size, mm = screen.geometry(), screen.physicalSize()
        found = f"{screen.name()}: {size.width()} x {size.height()} px, {mm.width():.0f} x {mm.height():.0f} mm"
        measured = is_credible((size.width(), size.height()), (mm.width(), mm.height()))
        advice = "" if measured else words("The screen does not tell its size. Measure it in the set-up.")
        yield Finding("screen", True, found, advice)


def _sound(words: Words) -> Iterator[Finding]:
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        advice = words("Connect a loudspeaker and switch the sound of this PC on. Tasks run without it.")
        yield Finding("sound", False, words("No loudspeaker."), advice)
    else:
        yield Finding("sound", True, device.description())


def _voices(words: Words) -> Iterator[Finding]:
    voices = find_voices()
    for language, name in languages():
        voice = choose(language, voices)
        if voice is None:
            advice = words("Install a voice for this language. On Linux: espeak-ng. On Windows: Settings, Speech.")
            yield Finding("voice " + language, False, words("{language}: no voice.", language=name), advice)
        else:
            yield Finding("voice " + language, True, f"{name}: {voice.name} ({voice.engine})")


def _camera(words: Words) -> Iterator[Finding]:
    cameras = find_cameras()
    if not cameras:
        advice = words("Connect a webcam for checks. Tasks run without it.")
        yield Finding("camera", False, words("No camera."), advice)
    for camera in cameras:
        yield Finding("camera", True, f"{camera.number}: {camera.name} {camera.width} x {camera.height}")


def _disk(data: Path | None, words: Words) -> Iterator[Finding]:
    folders = data_folders(data)
    folders.create(words)
    free = shutil.disk_usage(folders.root).free
    found = words("{folder}: {free} MB free", folder=folders.root, free=free // 1024**2)
    if not os.access(folders.root, os.W_OK):
        yield Finding("disk", False, str(folders.root), words("This folder cannot be written to. Choose another."))
    elif free < LOW_DISK_BYTES:
        yield Finding("disk", False, found, words("Make room on the disk. Until then the journal is held in memory."))
    else:
        yield Finding("disk", True, found)


def _station(data: Path | None, words: Words) -> Iterator[Finding]:
    """What the set-up left open that nobody else will miss until it is needed."""
    settings = YamlSettings(data_folders(data).station, machine_station(), words).load()
    if settings.coach_code:
        yield Finding("code", True, words("The coach has a code."))
    else:
        advice = words("Anyone can close the program. Choose a code in the set-up: oss-app setup")
        yield Finding("code", False, words("The coach has no code yet."), advice)
    dated = f", {settings.consent_date}" if settings.consent_date else ""
    yield Finding("journal", True, f"{settings.journal.value}{dated}")
