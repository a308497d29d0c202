"""What works on this PC and what does not: screen, sound, voices, camera, disk, versions, each with what to do."""

from __future__ import annotations

import math
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from os.path import expanduser, isdir
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaDevices

from oss_app import __version__
from oss_app.app.application import application
from oss_app.app.diagnostics.hearing import QUIETEST_RMS, loudness_of
from oss_app.app.diagnostics.versions import in_use, refuse_unsound_qt
from oss_app.app.lamps import look_at_broker, why_not
from oss_app.app.letters import lacking_letters
from oss_app.core.errors import DeviceError, UserError
from oss_app.core.ports import Utterance
from oss_app.core.task import Task
from oss_app.core.voices import choose, speaking
from oss_app.i18n import Translator, language_name, languages, load
from oss_app.resources import assets, instructions
from oss_app.server import admin
from oss_app.server.admin import ServerFinding
from oss_app.sidecar import ask
from oss_app.speech.engines import engines_with
from oss_app.speech.sounds import Sounds, chime_sounds, find_voices
from oss_app.store.folders import data_folders, machine_station
from oss_app.store.light import YamlLight
from oss_app.store.settings import YamlSettings
from oss_app.taskfile import FolderLibrary
from oss_app.taskfile.following import FollowedStore
from oss_app.ui.kit.bridge import Bridge
from oss_app.ui.kit.display import chosen, is_credible
from oss_app.ui.kit.sound import QtVoice
from oss_app.vision.camera_process import find_cameras

LOW_DISK_BYTES = 200 * 1024**2
SERVER_S = FOLDER_S = 20.0


@dataclass(frozen=True)
class DoctorFinding:
    """One part: what was found, whether it works, and what to do where it does not."""

    part: str
    is_fine: bool
    found: str
    advice: str = ""

    def as_dict(self) -> dict[str, str | bool]:
        return asdict(self)


def examine(data: Path | None, tr: Translator) -> list[DoctorFinding]:
    """Look at every part; what breaks in one does not keep the others from being looked at."""
    parts: dict[str, Callable[[Translator], Iterator[DoctorFinding]]] = {
        "versions": _versions,
        "screen": _screen,
        "sound": _sound,
        "voices": lambda w: _voices(data, w),
        "speech": lambda w: _speech(data, w),
        "letters": lambda w: _letters(data, w),
        "camera": _camera,
        "disk": lambda w: _disk(data, w),
        "station": lambda w: _station(data, w),
        "projector": lambda w: _light(data, w),
        "shared": lambda w: shared_findings(data, w),
    }
    findings: list[DoctorFinding] = []
    for name, look in parts.items():
        try:
            findings += look(tr)
        except (UserError, DeviceError, OSError) as error:
            findings.append(DoctorFinding(name, False, str(error), getattr(error, "hint", "")))
    return findings


def in_words(findings: list[DoctorFinding]) -> str:
    """Return the findings for a person: a line each, and what to do below it."""
    lines: list[str] = []
    for finding in findings:
        lines.append(f"{'+' if finding.is_fine else '-'} {finding.part}: {finding.found}")
        if finding.advice:
            lines.append(f"    {finding.advice}")
    return "\n".join(lines)


def _versions(tr: Translator) -> Iterator[DoctorFinding]:
    refuse_unsound_qt()
    yield DoctorFinding(
        "versions", True, ", ".join(f"{k} {v}" for k, v in {"OSS App": __version__, **in_use()}.items())
    )


def _screen(tr: Translator) -> Iterator[DoctorFinding]:
    if not QGuiApplication.instance():
        if os.name == "posix" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
            os.environ["QT_QPA_PLATFORM"] = "offscreen"
            yield DoctorFinding(
                "screen", False, tr("No display."), tr("Start it on the PC's own screen, not over a line.")
            )
            application()
            return  # what is offscreen is no screen
        application()
    for screen in QGuiApplication.screens():
        points, ratio, mm = screen.geometry(), screen.devicePixelRatio(), screen.physicalSize()
        size = round(points.width() * ratio), round(points.height() * ratio)  # its own, also where it is magnified
        found = f"{screen.name()}: {size[0]} x {size[1]} px, {mm.width():.0f} x {mm.height():.0f} mm"
        measured = is_credible(size, (mm.width(), mm.height()))
        advice = "" if measured else tr("The screen does not tell its size. Measure it in the set-up.")
        yield DoctorFinding("screen", True, found, advice)


def _sound(tr: Translator) -> Iterator[DoctorFinding]:
    device = QMediaDevices.defaultAudioOutput()
    if device.isNull():
        advice = tr("Connect a loudspeaker and switch the sound of this PC on. Tasks run without it.")
        yield DoctorFinding("sound", False, tr("No loudspeaker."), advice)
    else:
        yield DoctorFinding("sound", True, device.description())


def _letters(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    """Tell whether all that the tasks say can be drawn, in each of their languages."""
    lacking = lacking_letters(_tasks(data, tr))
    for language, signs in lacking.items():
        found = tr("{language}: no letters for {signs}.", language=language_name(language), signs=signs[:12])
        yield DoctorFinding("letters " + language, False, found, tr("Install a typeface for this language on this PC."))
    if not lacking:
        yield DoctorFinding("letters", True, tr("All words of the tasks can be drawn."))


def _tasks(data: Path | None, tr: Translator) -> list[Task]:
    folders = data_folders(data)
    library = FolderLibrary(*(path for path in (folders.tasks, instructions()) if path.is_dir()), language=tr.language)
    return [listing.task for listing in library.list() if listing.task]


def _voices(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    """One for each language of the screens, and for each that a task of this station speaks."""
    voices = find_voices(engines_with(data_folders(data).voices))
    spoken = {code for task in _tasks(data, tr) for code in task.languages}
    for language in sorted({code for code, _ in languages()} | spoken):
        name = language_name(language)
        voice = choose(language, voices)
        if voice is None:
            advice = tr(
                "Install a voice for this language. On Linux: espeak-ng. On Windows: Settings, Time and language, "
                "Speech, Add voices."
            )
            yield DoctorFinding("voice " + language, False, tr("{language}: no voice.", language=name), advice)
            continue
        others = [f"{one.name} ({one.engine})" for one in speaking(language, voices) if one != voice]
        found = f"{name}: {voice.name} ({voice.engine})"
        also = tr(" Also: {voices}.", voices=", ".join(others[:6])) if others else ""
        yield DoctorFinding("voice " + language, True, found + also)


def _speech(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    """Tell whether a sentence comes out, as loud as this station speaks.

    Nothing where voice or loudspeaker is lacking.
    """
    folders = data_folders(data)
    settings = YamlSettings(folders.station, machine_station(), tr).load()
    engines = engines_with(folders.voices)
    voice = choose(settings.language, find_voices(engines), settings.voices.get(settings.language, ""))
    if voice is None or QMediaDevices.defaultAudioOutput().isNull():
        return
    bridge, states = Bridge(), list[bool]()
    with TemporaryDirectory() as cache:
        sounds = Sounds(Path(cache), bridge.post, engines)
        speaker = QtVoice(sounds, chime_sounds(assets() / "sounds"), states.append, settings.volume, settings.voices)
        try:
            words = load(settings.language)("This is the voice. It reads each step aloud.")
            loudness = loudness_of(speaker, Utterance(words, settings.language))
        finally:
            bridge.close()
            speaker.close()
    found = f"“{words}” ({voice.name}, {voice.engine})"
    if False in states[-1:]:
        yield DoctorFinding("speech", False, found, tr("It could not be spoken. Try another voice in the set-up."))
    elif loudness is None:
        yield DoctorFinding("speech", True, found, tr("This PC cannot listen to itself: listen whether you hear it."))
    elif loudness < QUIETEST_RMS:
        advice = tr("It was spoken, but the loudspeaker was given next to nothing. Turn the volume up in the set-up.")
        yield DoctorFinding("speech", False, found, advice)
    else:
        heard = tr("spoken and heard, {decibels} dB below the loudest", decibels=round(-20 * math.log10(loudness)))
        yield DoctorFinding("speech", True, f"{found}: {heard}")


def _camera(tr: Translator) -> Iterator[DoctorFinding]:
    cameras = find_cameras()
    if not cameras:
        advice = tr("Connect a webcam for checks. Tasks run without it.")
        yield DoctorFinding("camera", False, tr("No camera."), advice)
    for camera in cameras:
        yield DoctorFinding("camera", True, f"{camera.number}: {camera.name} {camera.width} x {camera.height}")


def _disk(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    folders = data_folders(data)
    folders.create(tr)
    free = shutil.disk_usage(folders.root).free
    found = tr("{folder}: {free} MB free", folder=folders.root, free=free // 1024**2)
    if not os.access(folders.root, os.W_OK):
        yield DoctorFinding("disk", False, str(folders.root), tr("This folder cannot be written to. Choose another."))
    elif free < LOW_DISK_BYTES:
        yield DoctorFinding(
            "disk", False, found, tr("Make room on the disk. Until then the journal is held in memory.")
        )
    else:
        yield DoctorFinding("disk", True, found)


def _station(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    """Yield what the set-up left open that nobody else will miss until it is needed."""
    settings = YamlSettings(data_folders(data).station, machine_station(), tr).load()
    if settings.coach_code:
        yield DoctorFinding("code", True, tr("The coach has a code."))
    else:
        advice = tr("Anyone can close the program. Choose a code in the set-up: oss-app setup")
        yield DoctorFinding("code", False, tr("The coach has no code yet."), advice)
    dated = f", {settings.consent_date}" if settings.consent_date else ""
    yield DoctorFinding("journal", True, f"{settings.journal.value}{dated}")


def _light(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    """Yield the projector, where the station has one."""
    folders = data_folders(data)
    settings = YamlSettings(folders.station, machine_station(), tr).load()
    name, serial = settings.projector_name, settings.projector_serial
    if not (name or serial):
        return
    screens = [(screen.name(), screen.serialNumber()) for screen in QGuiApplication.screens()]
    bench_map = YamlLight(folders.light, tr).load().map
    if chosen(screens, name, serial) is None:
        advice = tr("Switch it on and connect it. Tasks run without it.")
        yield DoctorFinding("projector", False, tr("{name}: not connected", name=name), advice)
    elif bench_map is None:
        advice = tr("Set the light in the set-up: oss-app setup")
        yield DoctorFinding("projector", False, tr("Nobody has shown yet where the light falls."), advice)
    else:
        yield DoctorFinding(
            "projector", True, f"{name}: {bench_map.size[0]} x {bench_map.size[1]}, {bench_map.made_by}"
        )


def shared_findings(data: Path | None, tr: Translator) -> Iterator[DoctorFinding]:
    """Yield the folders that this station follows and the server of all benches, where any is set."""
    folders = data_folders(data)
    settings = YamlSettings(folders.station, machine_station(), tr).load()
    for name, folder in (("tasks from", settings.tasks_from), ("cards from", settings.cards_from)):
        if folder:
            there = _is_there(folder)
            advice = "" if there else tr("Is the share connected? What was taken in before goes on running.")
            yield DoctorFinding(name, there, folder, advice)
    if settings.tasks_from:
        for task, running in sorted(FollowedStore(folders.followed).running().items()):
            told = tr("version {n}, here since {day}", n=running.release.number, day=running.since)
            yield DoctorFinding("task " + task, True, told)
        for problem in FollowedStore(folders.followed).last_look().problems:
            yield DoctorFinding("tasks from", False, problem)
    for name, line in (("server", settings.server), ("board", settings.board)):
        if line:
            for finding in _asked(partial(_server, line, tr.language), tr):
                yield DoctorFinding(name, finding.is_fine, finding.sentence)
    if settings.mqtt and (why := why_not(settings.mqtt)):
        yield DoctorFinding("lamps", False, tr(why))
    elif settings.mqtt:
        for finding in _asked(partial(_broker, settings.mqtt, tr.language), tr):
            yield DoctorFinding("lamps", finding.is_fine, finding.sentence)


def _asked(look: Callable[[], list[ServerFinding]], tr: Translator) -> list[ServerFinding]:
    """Return what is found of something in the network; in a child process, since whatever speaks to it can hang."""
    try:
        return ask(look, SERVER_S)
    except DeviceError:
        told = tr("The server does not answer."), tr("Look at its name, at the network and at the firewall.")
        return [ServerFinding(False, " ".join(told))]


def _is_there(folder: str) -> bool:
    """Tell whether a folder answers; asked in a child process, since a share can hang."""
    try:
        return ask(partial(isdir, expanduser(folder)), FOLDER_S)
    except DeviceError:
        return False


def _broker(line: str, language: str) -> list[ServerFinding]:
    return [ServerFinding(*look_at_broker(line, load(language)))]


def _server(line: str, language: str) -> list[ServerFinding]:
    """Return what can be said of a server; called in a child process, since the driver can hang."""
    try:
        return admin.check(line, load(language))
    except UserError as error:
        return [ServerFinding(False, f"{error.sentence} {error.hint}")]
