"""A station and its server on two machines: what TLS lets through, and that a doubtful server gets nothing, ever."""

from __future__ import annotations

import ctypes
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.parcel import HELP
from oss_app.server import admin
from oss_app.server.board import BoardLine
from oss_app.server.messages import BoardSeen
from oss_app.sidecar import Sidecar
from tests.leftovers import until
from tests.server.conftest import WORDS, Prepared, fresh, no_child_left
from tests.server.postgres import Postgres, postgres
from tests.server.test_check_sentences import NAME, secure, sign
from tests.server.test_courier import Place, kept
from tests.store.conftest import Days

CABLE, ROOM = f"osst{os.getpid()}"[:15], f"oss-test-{os.getpid()}"
HERE, THERE = "10.213.77.1", "10.213.77.2"
EVERYTHING, NEW_NETWORK = 0x0003, 0x40000000
SSL_REQUEST = bytes.fromhex("0000000804d2162f")
"""With which a client asks whether there is TLS; it says nothing of who asks."""
APPLICATION_DATA = 23
"""The kind of TLS record that holds what is said: the first is the client's name and database."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates"),
]


@contextmanager
def in_the_room() -> Iterator[None]:
    """What is started meanwhile has the network of the other machine."""
    system = ctypes.CDLL(None, use_errno=True)
    with open("/proc/thread-self/ns/net") as ours, open(f"/run/netns/{ROOM}") as theirs:
        assert system.setns(theirs.fileno(), NEW_NETWORK) == 0, os.strerror(ctypes.get_errno())
        try:
            yield
        finally:
            assert system.setns(ours.fileno(), NEW_NETWORK) == 0, os.strerror(ctypes.get_errno())


def ip(command: str) -> str:
    """What went wrong with this command of ``ip``; empty for nothing."""
    return subprocess.run(["ip", *command.split()], capture_output=True, text=True, check=False).stderr


@pytest.fixture(scope="module")
def cable() -> Iterator[str]:
    """A second machine's network and the cable to it; skips where they may not be made."""
    if sys.platform != "linux" or os.geteuid() != 0 or shutil.which("ip") is None:
        pytest.skip("two machines on one need Linux, root and iproute2")
    try:
        for command in (
            f"netns add {ROOM}",
            f"link add {CABLE} type veth peer name eth0 netns {ROOM}",
            f"addr add {HERE}/30 dev {CABLE}",
            f"link set {CABLE} up",
            f"-n {ROOM} addr add {THERE}/30 dev eth0",
            f"-n {ROOM} link set eth0 up",
        ):
            if wrong := ip(command):
                pytest.skip(f"no second network may be made here: {wrong}")
        yield CABLE
    finally:
        ip(f"netns del {ROOM}")  # the cable goes with it


@pytest.fixture(scope="module")
def far(cable: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    """A server in the other network, with a certificate of an authority of its own; it is not reached from here else.

    TLS 1.2, where one sees from outside which records hold what is said.
    """
    certificates(tmp_path_factory.mktemp("ca"))  # an openssl that cannot make them is told before a server is
    with ExitStack() as until_the_end:
        with in_the_room():
            server = until_the_end.enter_context(postgres(THERE, ssl_max_protocol_version="TLSv1.2"))
        yield fresh(server)


def certificates(folder: Path, days: int = 30) -> Path:
    """An authority, if there is none in the folder yet, and the server's certificate of it."""
    sign(folder, days)
    return folder


def line(far: Prepared, role: str, name: str = NAME, **more: str) -> str:
    """The line over the cable; the name's address stands in it, since no name server knows it."""
    options = "&".join(f"{key}={value}" for key, value in {"hostaddr": THERE, "sslmode": "verify-full", **more}.items())
    return f"postgresql://{role}:{far.passwords[role]}@{name}:{far.server.port}/oss?{options}"


class Tap:
    """Everything that goes over the cable to the server's port from now on, as a stranger would see it."""

    def __init__(self, cable: str, port: int) -> None:
        self._port = port
        self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(EVERYTHING))
        self._socket.bind((cable, 0))
        self._socket.setblocking(False)
        self._found: dict[int, dict[int, bytes]] = {}

    def said(self) -> list[bytes]:
        """What was said to the server until now, by connection."""
        with suppress(BlockingIOError):
            while True:
                frame = self._socket.recv(70_000)
                if frame[12:14] != b"\x08\x00" or frame[23] != socket.IPPROTO_TCP:
                    continue
                packet = frame[14 : 14 + int.from_bytes(frame[16:18], "big")]
                segment = packet[(packet[0] & 15) * 4 :]
                source, target = (int.from_bytes(segment[at : at + 2], "big") for at in (0, 2))
                said = segment[(segment[12] >> 4) * 4 :]
                if target == self._port and said:
                    self._found.setdefault(source, {}).setdefault(int.from_bytes(segment[4:8], "big"), said)
        return [b"".join(parts.values()) for parts in self._found.values()]

    def close(self) -> None:
        self._socket.close()


def kinds_of_records(said: bytes) -> set[int]:
    """The kinds of TLS records that a client sent after it had asked for TLS."""
    assert said.startswith(SSL_REQUEST)
    kinds, at = set(), len(SSL_REQUEST)
    while at < len(said):
        kinds.add(said[at])
        at += 5 + int.from_bytes(said[at + 3 : at + 5], "big")
    return kinds


@contextmanager
def station(folder: Path, server: str) -> Iterator[Place]:
    """A bench that has finished a session of three steps, and whose worker asks for help."""
    with no_child_left():
        place = Place(folder / "journal.sqlite", Days(), server, "Bench 7")
        try:
            place.courier.tell(HELP)
            place.work(3)
            yield place
        finally:
            place.close()


def benches(server: str) -> list[tuple[str, str]]:
    """What the coach's page of another PC sees."""
    seen: list[tuple[str, str]] = []

    def hear(message: object) -> None:
        if isinstance(message, BoardSeen):
            seen.extend((bench.label, bench.state) for bench in message.benches)

    with no_child_left():
        board = Sidecar("board", BoardLine(server), lambda call: call(), hear, lambda alive: None)
        board.start()
        try:
            until(lambda: seen, 120)
        finally:
            board.close()
    return seen[:1]


def test_over_the_network_all_arrives_and_a_doubtful_server_gets_nothing(
    far: Prepared, cable: str, tmp_path: Path
) -> None:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        certificates(folder)
    root = {"sslrootcert": str(ours / "ca.pem")}

    refused(far, cable, tmp_path, "speaks without TLS only", root)
    presented(far.server, ours)
    refused(far, cable, tmp_path, "of another name", root, name="other.example.org")
    refused(far, cable, tmp_path, "nobody whom this PC knows vouches", {"sslrootcert": str(theirs / "ca.pem")})
    presented(far.server, certificates(ours, days=-2))
    refused(far, cable, tmp_path, "has expired", root)
    assert far.ask("SELECT count(*) FROM oss_app.station") == [(0,)]

    presented(far.server, certificates(ours))
    with closing(Tap(cable, far.server.port)) as tap, station(tmp_path, line(far, admin.STATION, **root)) as place:
        place.until(place.is_empty)
        assert kept(far) == sorted([1, 2, 3] * 5)  # with what the four refusals had it keep
        assert benches(line(far, admin.BOARD, **root)) == [("Bench 7", HELP)]
        said = tap.said()
        assert said
        assert all(APPLICATION_DATA in kinds_of_records(one) for one in said)  # else the tap would see nothing at all
        assert not any(word.encode() in one for one in said for word in ("tandarts", *far.passwords.values()))
    assert admin.check(line(far, admin.STATION, **root), WORDS)


def presented(server: Postgres, folder: Path) -> None:
    """The server has the certificate of this folder."""
    with in_the_room():
        secure(server, folder)


def refused(far: Prepared, cable: str, folder: Path, why: str, root: Mapping[str, str], name: str = NAME) -> None:
    """The station sends neither parcels nor who it is, keeps what it has, and the look at the server says why."""
    server = line(far, admin.STATION, name, **root)
    with closing(Tap(cable, far.server.port)) as tap:
        with pytest.raises(UserError, match=why):
            admin.check(server, WORDS)
        with station(folder, server) as place:
            place.until(lambda: len(tap.said()) > 2)  # the look's, the station's first, and that it tries once more
            assert not place.courier.is_reached
            assert place.outbox.waiting()
        assert all(APPLICATION_DATA not in kinds_of_records(said) for said in tap.said())
