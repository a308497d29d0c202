"""The doctor speaks a sentence as a worker would hear it, and listens to what the loudspeaker is given.

It listens to the loudspeaker's own loopback alone (the monitor of PulseAudio and PipeWire; *Stereo Mix* of some sound
cards), never to a microphone.
"""

from __future__ import annotations

import ctypes
import math
import threading
import time
from array import array
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices

from oss_app.core.ports import Utterance
from oss_app.ui.kit.sound import QtVoice

QUIETEST_RMS = 0.003
"""Of 1.0: speech is ten times louder; a loopback with nothing on it a hundred times quieter."""
SPEAKING_S = 20.0
AFTER_S = 0.5
"""What was spoken comes back so much later at most."""
RATE = 48_000
_LOOPBACKS = ("stereo mix", "stereomix", "what u hear", "loopback", "blackhole")
"""What the makers of sound cards and drivers call theirs."""


class Listener(Protocol):
    """Listens from its making on."""

    def stop(self) -> bytes:
        """All that was heard: one channel, 16 bit, ``RATE`` a second."""


class QtListener:
    """Listens to a device that Qt knows."""

    def __init__(self, device: QAudioDevice) -> None:
        form = QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source, self._heard = QAudioSource(device, form), bytearray()
        stream = self._source.start()
        stream.readyRead.connect(lambda: self._heard.extend(stream.readAll().data()))

    def stop(self) -> bytes:
        self._source.stop()
        return bytes(self._heard)


class _Format(ctypes.Structure):
    _fields_ = (("format", ctypes.c_int), ("rate", ctypes.c_uint32), ("channels", ctypes.c_uint8))


class PulseListener:
    """Listens to the monitor of the default loudspeaker, which Qt does not offer. Raises OSError where there is none.

    https://freedesktop.org/software/pulseaudio/doxygen/simple_8h.html
    """

    _RECORD, _S16_LITTLE = 2, 3

    def __init__(self) -> None:
        self._pulse = ctypes.CDLL("libpulse-simple.so.0")
        self._pulse.pa_simple_new.restype = ctypes.c_void_p
        self._pulse.pa_simple_read.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_void_p]
        self._pulse.pa_simple_free.argtypes = [ctypes.c_void_p]
        form = _Format(self._S16_LITTLE, RATE, 1)
        asked = (None, b"OSS App", self._RECORD, b"@DEFAULT_MONITOR@", b"doctor", ctypes.byref(form), None, None, None)
        self._line = self._pulse.pa_simple_new(*asked)
        if not self._line:
            raise OSError("PulseAudio lets nobody listen here.")
        self._heard, self._is_over = bytearray(), threading.Event()
        self._thread = threading.Thread(target=self._listen, name="hearing", daemon=True)
        self._thread.start()

    def stop(self) -> bytes:
        self._is_over.set()
        self._thread.join(1.0)  # a sound server that hangs is left to itself
        if not self._thread.is_alive():
            self._pulse.pa_simple_free(self._line)
        return bytes(self._heard)

    def _listen(self) -> None:
        block = ctypes.create_string_buffer(RATE // 50 * 2)
        while not self._is_over.is_set() and self._pulse.pa_simple_read(self._line, block, len(block), None) == 0:
            self._heard += block.raw


def listener() -> Listener | None:
    """Return what hears what the default loudspeaker is given; None where nothing does."""
    with suppress(OSError):
        return PulseListener()
    known = QMediaDevices.audioInputs()
    named = (device for device in known if any(name in device.description().lower() for name in _LOOPBACKS))
    device = next(named, None)
    return QtListener(device) if device else None


def loudness_of(voice: QtVoice, utterance: Utterance) -> float | None:
    """Say it to the end; how loud it came back (RMS, of 1.0), None where nobody could listen."""
    voice.open()
    listening = listener()
    voice.speak(utterance)
    _run(lambda: not voice.is_speaking, SPEAKING_S)
    _run(lambda: False, AFTER_S)
    return _rms(listening.stop()) if listening else None


def _run(over: Callable[[], bool], seconds: float) -> None:
    """Let Qt work until it is over, or so long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and not over():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        time.sleep(0.005)  # processEvents comes back at once where nothing waits


def _rms(sound: bytes) -> float:
    values = array("h", sound[: len(sound) // 2 * 2])
    return math.sqrt(sum(v * v for v in values) / len(values)) / 32768 if values else 0.0
