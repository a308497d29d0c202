"""What all tests stand on: no window, no thread left behind, and the data beside the project where it is there."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("OMP_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parent.parent
PATIENCE_S = 5.0


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of pictures and recordings for tests, which lies beside the project and is not part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the folder ../shared with pictures for the tests is not here")
    return folder


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The tests never touch what this computer's own station keeps."""
    os.environ["OSS_APP_DATA"] = str(tmp_path_factory.mktemp("station"))


@pytest.fixture(autouse=True)
def no_thread_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fails a test that leaves a thread running; threads get some seconds to end by themselves."""
    before = set(threading.enumerate())
    yield
    end = time.monotonic() + PATIENCE_S
    while (left := _started_since(before)) and time.monotonic() < end:
        time.sleep(0.02)
    assert not left, f"{request.node.name} left threads running: {[thread.name for thread in left]}"


def _started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    """Threads of ours; one that Qt made and that only passed through Python is not."""
    new = set(threading.enumerate()) - before
    return [thread for thread in new if thread.is_alive() and not isinstance(thread, threading._DummyThread)]
