"""The server's disk is full: nothing is taken, nothing is lost, and it goes on when there is room."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

psycopg = pytest.importorskip("psycopg", reason="the extra oss-app[server] is not installed")

from oss_app.core.parcel import Parcel  # noqa: E402
from oss_app.server.connection import why  # noqa: E402
from tests.server.conftest import Prepared, fresh  # noqa: E402
from tests.server.parcels import Bench  # noqa: E402
from tests.server.postgres import postgres  # noqa: E402

pytestmark = pytest.mark.slow
ROOM_MB = 150


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A disk in memory with little room, where this machine lets us make one."""
    folder = Path("/dev/shm/oss-small-disk")
    folder.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={ROOM_MB}m,mode=1777", "tmpfs", str(folder)], capture_output=True
    )
    if os.name != "posix" or mounted.returncode:
        folder.rmdir()
        pytest.skip("no small disk can be made here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def put_or_not(bench: Bench, sent: Parcel) -> bool:
    """Whether the server took it; what a full disk does to it is an error that passes, and no refusal."""
    try:
        bench.put(sent)
    except psycopg.Error as error:
        reason = why(error)
    else:
        return True
    assert reason is None
    return False


def test_a_full_disk_refuses_a_batch_as_a_whole_and_takes_it_later(small_disk: Path) -> None:
    with postgres(within=small_disk) as server:
        prepared: Prepared = fresh(server)
        bench = Bench(prepared.station)
        today = date.today().isoformat()
        bench.put(bench.pack(today, *range(1, 21)))
        before = prepared.ask("SELECT count(*) FROM oss_app.entry")
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as file, suppress(OSError):
            while True:
                file.write(bytes(1 << 16))
        sent = bench.pack(today, *range(1, 4001))
        while put_or_not(bench, sent):
            sent = bench.pack(today, *range(1, 4001))
        ballast.unlink()
        server.stop()
        server.start()
        taken = bench.put(sent)
        assert taken["taken"] == sent.last
        (count,) = prepared.ask("SELECT count(*) FROM oss_app.entry")
        assert count[0] == bench.seq
        assert before == [(20,)]
