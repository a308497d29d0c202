"""A real PostgreSQL for one run of the tests: made in a folder of its own, by a user without rights, and gone after."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

WHERE = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
OTHERS = "postgres", "nobody"
ADMIN = "admin"


def binaries() -> Path:
    """The folder with ``initdb`` and ``postgres``; skips the test where there is none."""
    pytest.importorskip("psycopg", reason="the extra oss-app[server] is not installed")
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    if not WHERE:
        pytest.skip("PostgreSQL is not here (Debian: postgresql)")
    return WHERE[-1]


class Postgres:
    """One server. Reached over a socket in its folder, and over TCP where ``listen`` names addresses."""

    def __init__(self, folder: Path, port: int, listen: str, options: Mapping[str, str]) -> None:
        self.folder, self.port = folder, port
        self._bin = binaries()
        self._listen = listen
        self._options = dict(options)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def admin(self) -> str:
        """The line of the administrator, over the socket."""
        return self.line(ADMIN)

    def line(self, user: str, password: str = "", database: str = "oss") -> str:
        """The line of a role, over the socket."""
        login = f"{user}:{password}" if password else user
        return f"postgresql://{login}@/{database}?host={self.folder}&port={self.port}"

    def make(self) -> None:
        """The files of the server, and one database."""
        data = self.folder / "data"
        self._run(["initdb", "-D", str(data), "-U", ADMIN, "--auth=trust", "-E", "UTF8", "--locale=C", "-N"])
        # the administrator is let in over the socket; everyone else has to say their password
        rules = f"local all {ADMIN} trust\nlocal all all scram-sha-256\nhost all all all scram-sha-256\n"
        (data / "pg_hba.conf").write_text(rules)
        self.start()
        self._run(["createdb", "-h", str(self.folder), "-p", str(self.port), "-U", ADMIN, "oss"])

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "listen_addresses": self._listen,
            "port": str(self.port),
            "unix_socket_directories": str(self.folder),
            "shared_buffers": "16MB",
            "max_connections": "60",
            **self._options,
        }
        log = (self.folder / "log").open("ab")
        command = [str(self._bin / "postgres"), "-D", str(self.folder / "data")]
        command += [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, **_user())
        end = time.monotonic() + 120
        ready = [str(self._bin / "pg_isready"), "-q", "-h", str(self.folder), "-p", str(self.port)]
        while subprocess.run(ready, check=False).returncode:
            assert self._process.poll() is None, self.log()
            assert time.monotonic() < end, "the server does not come up"
            time.sleep(0.05)

    def set(self, **options: str) -> None:
        """Change settings; they count from the next start."""
        self._options |= options

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT is fast, SIGQUIT immediate, as if the power went."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(120)
            self._process = None

    def log(self) -> str:
        """Everything that the server has written to its log."""
        return (self.folder / "log").read_text(errors="replace")

    def dump(self) -> str:
        """The database as ``pg_dump`` writes it."""
        done = self._run(["pg_dump", "-h", str(self.folder), "-p", str(self.port), "-U", ADMIN, "oss"])
        return done.stdout

    def run_sql(self, text: str) -> None:
        """Carry out what ``dump`` wrote."""
        file = self.folder / "back.sql"
        file.write_text(text)
        file.chmod(0o644)
        where = ["-h", str(self.folder), "-p", str(self.port), "-U", ADMIN, "-d", "oss"]
        self._run(["psql", "-q", "-v", "ON_ERROR_STOP=1", *where, "-f", str(file)])

    def _run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        full = [str(self._bin / command[0]), *command[1:]]
        done = subprocess.run(full, capture_output=True, text=True, check=False, cwd=self.folder, **_user())
        assert done.returncode == 0, done.stderr
        return done


@contextmanager
def postgres(listen: str = "", within: Path | None = None, **options: str) -> Iterator[Postgres]:
    """A server that is gone at the end; its files lie ``within`` a folder, else in memory where there is some."""
    binaries()
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="oss-pg-", dir=within or (memory if memory.is_dir() else None)))
    if user := _user():
        os.chown(folder, user["user"], user["group"])
    server = Postgres(folder, 20000 + secrets.randbelow(20000), listen, options)
    try:
        server.make()
        yield server
    finally:
        server.stop(signal.SIGQUIT)
        shutil.rmtree(folder, ignore_errors=True)


def _user() -> dict[str, int]:
    """PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    for name in OTHERS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid}
    pytest.skip("there is no user without rights to run PostgreSQL as")
