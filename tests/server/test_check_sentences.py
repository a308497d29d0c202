"""What ``oss-app server check`` says of a server that is not reached or not right: one plain sentence each."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.i18n import load
from oss_app.server import admin
from tests.server.conftest import WORDS
from tests.server.postgres import Postgres, postgres

NAME = "db.example.org"


def sh(*command: str, cwd: Path) -> None:
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False)
    assert done.returncode == 0, done.stderr


def sign(folder: Path, days: int, name: str = NAME) -> None:
    """A key and a certificate of our own authority for this name, which ended or ends so many days from now."""
    first, last = (datetime.now(UTC) + timedelta(days=d) for d in (-30, days))
    (folder / "sign.cnf").write_text(
        f"[ca]\ndefault_ca=ours\n[ours]\ndatabase={folder}/index\nnew_certs_dir={folder}\nserial={folder}/serial\n"
        "default_md=sha256\npolicy=any\n[any]\ncommonName=supplied\n[names]\n"
        f"subjectAltName=DNS:{name}\n"
    )
    (folder / "index").write_text("")
    (folder / "serial").write_text("01\n")
    key = ["-newkey", "rsa:2048", "-nodes"]
    if not (folder / "ca.pem").exists():
        sh("openssl", "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=ours", cwd=folder)
    sh("openssl", "req", *key, "-keyout", "s.key", "-out", "s.csr", "-subj", f"/CN={name}", cwd=folder)
    when = [f"{moment:%y%m%d%H%M%SZ}" for moment in (first, last)]
    command = ["openssl", "ca", "-batch", "-notext", "-config", "sign.cnf", "-extensions", "names", "-cert", "ca.pem"]
    command += ["-keyfile", "ca.key", "-in", "s.csr", "-out", "s.pem", "-startdate", when[0], "-enddate", when[1]]
    sh(*command, cwd=folder)


def secure(server: Postgres, folder: Path) -> None:
    """Start it anew with the certificate that lies in the folder."""
    data = server.folder / "data"
    for name in ("s.key", "s.pem"):
        shutil.copy(folder / name, data / name)
        (data / name).chmod(0o600)
        os.chown(data / name, data.stat().st_uid, data.stat().st_gid)
    server.stop()
    server.set(ssl="on", ssl_cert_file="s.pem", ssl_key_file="s.key")
    server.start()


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres("127.0.0.1") as running:
        yield running


def told(line: str) -> str:
    with pytest.raises(UserError) as caught:
        admin.check(line, WORDS)
    return caught.value.sentence


def over_the_network(server: Postgres, name: str = NAME, **more: str) -> str:
    options = "&".join(f"{key}={value}" for key, value in {"hostaddr": "127.0.0.1", **more}.items())
    return f"postgresql://oss_station:x@{name}:{server.port}/oss?{options}"


def test_a_name_that_nobody_has() -> None:
    assert told("postgresql://x@nowhere.invalid/oss") == "No computer of this name is known here."


def test_a_port_at_which_nobody_answers() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    assert "no PostgreSQL answers" in told(f"postgresql://x@127.0.0.1:{port}/oss")


def test_a_server_that_is_silent() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        line = f"postgresql://x@127.0.0.1:{silent.getsockname()[1]}/oss?connect_timeout=2"
        assert told(line) == "The server does not answer."


def test_a_wrong_password_and_a_database_that_is_not_there(server: Postgres) -> None:
    assert told(server.line("oss_station", "wrong")) == "The server does not let this station in."
    assert told(server.line("admin", database="nowhere")) == "There is no database of this name on the server."


def test_a_server_without_tls(server: Postgres) -> None:
    assert told(over_the_network(server)) == "The server speaks without TLS only."


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificates")
def test_certificates(tmp_path: Path) -> None:
    sign(tmp_path, 30)
    ours = {"sslrootcert": str(tmp_path / "ca.pem")}
    with postgres("127.0.0.1") as server:
        secure(server, tmp_path)
        assert "does not let" in told(over_the_network(server, **ours))  # all is well but the password
        assert "vouches" in told(over_the_network(server, sslrootcert="system"))
        assert "of another name" in told(over_the_network(server, "other.example.org", **ours))
        assert "No authority's certificate" in told(over_the_network(server, sslrootcert="/nowhere.pem"))
        rules = server.folder / "data" / "pg_hba.conf"
        rules.write_text(rules.read_text().replace("host all all all", "host other all all"))
        sign(tmp_path, 30)
        secure(server, tmp_path)
        assert "lets nobody in" in told(over_the_network(server, **ours))
        sign(tmp_path, -2)
        secure(server, tmp_path)
        assert "has expired" in told(over_the_network(server, **ours))


def test_the_drivers_own_words_stand_behind_the_advice(server: Postgres) -> None:
    with pytest.raises(UserError) as caught:
        admin.check(over_the_network(server), load("nl"))
    assert "SSL" in caught.value.hint
