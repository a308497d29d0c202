"""A loudspeaker without hardware: a PulseAudio of our own with a null sink, and what it was given to play."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from .leftovers import until

RATE = 48_000
BLOCK = 48  # samples of a millisecond
LOUD = 0.003  # RMS of a millisecond, of 1.0, that is heard
TOOLS = ("pulseaudio", "pactl", "parec")


class Loudspeaker:
    """Records what is played, also after the loudspeaker was away; moments are of the clock ``time.monotonic``."""

    def __init__(self, env: Mapping[str, str]) -> None:
        self._env = env
        self._pieces: list[tuple[float, bytes]] = []
        self._recorder: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        self._thread = threading.Thread(target=self._listen, name="loudspeaker")
        self._thread.start()

    @property
    def is_on(self) -> bool:
        return bool(self._pieces)

    def heard(self, since: float, until_: float | None = None) -> list[tuple[float, float]]:
        """(moment, RMS) of each millisecond; the newest few are not here yet."""
        found = []
        for moment, piece in list(self._pieces):
            if moment < since:
                continue
            samples = np.frombuffer(piece[: len(piece) // 2 * 2], np.int16) / 32768
            for i in range(0, len(samples), BLOCK):
                at = moment - (len(samples) - i) / RATE
                if at >= since and (until_ is None or at < until_):
                    found.append((at, float(np.sqrt(np.mean(samples[i : i + BLOCK] ** 2)))))
        return found

    def rms(self, since: float, until_: float) -> float:
        blocks = [rms for _, rms in self.heard(since, until_)]
        assert blocks, "nothing was recorded at all"
        return float(np.sqrt(np.mean(np.square(blocks))))

    def first_sound(self, since: float) -> float | None:
        return next((at for at, rms in self.heard(since) if rms > LOUD), None)

    def last_sound(self, since: float, until_: float) -> float | None:
        return next((at for at, rms in reversed(self.heard(since, until_)) if rms > LOUD), None)

    def close(self) -> None:
        self._is_closed = True
        if self._recorder:
            self._recorder.terminate()
        self._thread.join(5)

    def _listen(self) -> None:
        command = ["parec", "--device=bench.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1"]
        command += ["--latency-msec=5", "--process-time-msec=5"]
        while not self._is_closed:
            with subprocess.Popen(
                command, env=self._env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
            ) as self._recorder:
                assert self._recorder.stdout
                while piece := os.read(self._recorder.stdout.fileno(), 65536):
                    self._pieces.append((time.monotonic(), piece))
            time.sleep(0.05)


def begin_server(env: Mapping[str, str]) -> subprocess.Popen[bytes]:
    """A PulseAudio with a null sink, once it answers."""
    command = ["pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "-n", "--use-pid-file=no", "--log-level=error"]
    command += ["-L", "module-native-protocol-unix", "-L", f"module-null-sink sink_name=bench rate={RATE}"]
    server = subprocess.Popen(command, env=env, stderr=subprocess.DEVNULL)
    try:
        until(lambda: subprocess.run(["pactl", "info"], env=env, capture_output=True).returncode == 0)
    except BaseException:
        server.kill()
        raise
    return server


@contextmanager
def loudspeaker(folder: Path) -> Iterator[tuple[Loudspeaker, Mapping[str, str]]]:
    """A loudspeaker, and the environment in which a program plays on it."""
    if sys.platform != "linux" or not all(shutil.which(tool) for tool in TOOLS):
        pytest.skip("PulseAudio and its tools are not installed")
    own = {key: str(folder) for key in ("PULSE_RUNTIME_PATH", "PULSE_STATE_PATH", "XDG_RUNTIME_DIR", "HOME")}
    env = {**os.environ, **own}
    env.pop("PULSE_SERVER", None)
    server = begin_server(env)
    try:
        speaker = Loudspeaker(env)
        try:
            until(lambda: speaker.is_on)  # it takes a second or two
            yield speaker, own
        finally:
            speaker.close()
    finally:
        server.terminate()
        server.wait(5)
