"""Twenty stations and a real PostgreSQL, killed, stopped and cut off: what is lost, doubled or mixed, and how fast.

    sudo .venv/bin/python scripts/torture_stations.py            # all of it, in some 15 minutes; writes the table
    sudo .venv/bin/python scripts/torture_stations.py --quick    # a little of each part, and prints it alone

Each station has a network namespace of its own, joined by a bridge; the server is reached over TLS with ``verify-full``
under a name. Needs root, Debian's ``postgresql``, ``openssl`` and ``iproute2``, and the extra ``oss-app[server]``. A
station here is the journal, the outbox and the child process of the program itself, without its screen.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

import psutil

from oss_app.app.courier import Courier
from oss_app.core.ports import SessionKey
from oss_app.core.record import Outcome, Position, StepEnded
from oss_app.core.settings import JournalLevel
from oss_app.i18n import load
from oss_app.server import admin
from oss_app.store.database import Database
from oss_app.store.journal import SqliteJournal
from oss_app.store.outbox import Outbox
from tests.server.postgres import Postgres, postgres

BRIDGE, NET = "ossbr0", "10.77.0"
SERVER = "oss-server"
SESSION = 20  # steps in one session
T = TypeVar("T")
KILL_PACE_S = 0.05  # between two steps, so that there is time to be killed in
LEVEL = JournalLevel.TASK
BEGIN, END = "<!-- measured by scripts/torture_stations.py -->", "<!-- end -->"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stations", type=int, default=20)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--stops", type=int, default=10)
    parser.add_argument("--quick", action="store_true", help="a little of each part, and no table: whether it runs")
    parser.add_argument("--no-table", action="store_true", help="print the table, and leave docs/stations*.md as it is")
    parser.add_argument("--only", choices=("kills", "faults", "clocks", "drain", "board"), help="one of the parts")
    parser.add_argument("--be", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.be:
        return Station(**json.loads(options.be)).run()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # what was made is taken away then too
    if os.geteuid() != 0:
        print("This needs root: network namespaces are made.")
        return 2
    if options.quick:
        options.stations, options.steps, options.kills, options.stops = 2, 200, 6, 1
    parts = {"kills": kills, "drain": drain, "faults": faults, "clocks": clocks, "board": board}
    rows: list[tuple[str, str, str]] = []
    loads = [os.getloadavg()[0]]
    for name, part in parts.items():
        if options.only in (None, name):
            print(f"{name} …", file=sys.stderr, flush=True)
            rows += part(options)
            loads.append(os.getloadavg()[0])
    table = in_table(rows, loads)
    print(table)
    if not (options.no_table or options.quick or options.only):
        for paper in sorted((ROOT / "docs").glob("stations*.md")):
            text = paper.read_text(encoding="utf-8")
            paper.write_text(re.sub(f"{BEGIN}.*?{END}", f"{BEGIN}\n{table}\n{END}", text, flags=re.S), encoding="utf-8")
    return 0


def in_table(rows: list[tuple[str, str, str]], loads: list[float]) -> str:
    """In one run, with the load of the computer before, between and after its parts; above 1 a core work waits."""
    ground_of = f"{date.today().isoformat()}, {os.cpu_count()} cores, load {min(loads):.0f} to {max(loads):.0f}"
    head = f"| {ground_of} | to reach | measured |\n|---|---|---|"
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


# ---- a station ----


class ShiftedClock:
    """The computer's time, so far off, in a zone with summer time."""

    def __init__(self, off_s: float, zone: str) -> None:
        self._off, self._zone = timedelta(seconds=off_s), ZoneInfo(zone)

    def monotonic(self) -> float:
        return time.monotonic()

    def now(self) -> datetime:
        return (datetime.now(UTC) + self._off).astimezone(self._zone)


@dataclass
class Station:
    """One station in its own process: works through numbered steps, and goes on where it was after each kill."""

    folder: str
    server: str
    name: str
    steps: int
    pace_s: float = 0.0
    off_s: float = 0.0
    """How far its clock is off, in seconds."""
    zone: str = "UTC"
    stays: bool = False
    """It goes on living when all is delivered, until it is told to end by the file ``end``."""
    calls: queue.SimpleQueue[Callable[[], None]] = field(default_factory=queue.SimpleQueue)

    def run(self) -> int:
        here = Path(self.folder)
        (here / "pid").write_text(str(os.getpid()))
        clock = ShiftedClock(self.off_s, self.zone)
        database = Database(here / "journal.sqlite", clock, load("en"))
        outbox = Outbox(database)
        courier = Courier(self.server, self.name, outbox, LEVEL, self.calls.put, lambda: None)
        journal = SqliteJournal(database, LEVEL, clock)
        courier.start()
        times = (here / "times.jsonl").open("a", buffering=1)
        was: tuple[int | None, bool] = (None, False)
        for took in self._work(database, journal, courier):
            now = courier.pid, courier.is_reached
            if now != was:
                (here / "child").write_text(str(now[0] or ""))
                times.write(json.dumps({"at": time.monotonic(), "pid": now[0], "reached": now[1]}) + "\n")
                was = now
            if took:
                times.write(json.dumps({"at": time.monotonic(), "took": took}) + "\n")
            if took is None and not outbox.waiting():
                (here / "done").touch()
                if not self.stays or (here / "end").exists():
                    break
        courier.close()
        journal.close()
        return 0

    def _work(self, database: Database, journal: SqliteJournal, courier: Courier) -> Iterator[float | None]:
        """Do the steps; the seconds that each change of step took, with what came between, then None for ever."""
        key = SessionKey(self.name)
        closed = database.read(
            lambda rows: rows.select("SELECT coalesce(max(step), 0) AS n FROM trusted_ended")[0]["n"]
        )
        kept = journal.interrupted()
        step = kept.position.index if kept else closed
        number = kept.number if kept else 0
        while step < self.steps or number:
            before = time.perf_counter()
            self._carry_out()
            if step % SESSION == 0 and number:
                journal.finish(number)
                number = 0
                courier.flush()
            elif step < self.steps:
                if not number:
                    number = journal.begin(key, "v1", Position(1, step))
                step += 1
                journal.record(number, StepEnded(1, step, Outcome.CONFIRMED), Position(1, step))
            else:
                journal.finish(number)
                number = 0
                courier.flush()
            yield time.perf_counter() - before
            time.sleep(self.pace_s)
        while True:
            courier.flush()
            self._carry_out(0.1)
            yield None

    def _carry_out(self, wait_s: float = 0.0) -> None:
        with suppress(queue.Empty):
            self.calls.get(timeout=wait_s)() if wait_s else self.calls.get_nowait()()
            while True:
                self.calls.get_nowait()()


# ---- the ground it stands on ----


def sh(*command: str, check: bool = True) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise SystemExit(f"{' '.join(command)}: {done.stderr}")


@dataclass
class Ground:
    """The bridge, the namespaces, the server with its certificate, and the stations' folders."""

    folder: Path
    server: Postgres
    line: str
    board: str
    count: int

    def begin(self, n: int, steps: int, **more: object) -> subprocess.Popen[bytes]:
        """Start a station in its namespace."""
        here = self.folder / f"station{n}"
        here.mkdir(exist_ok=True)
        what = {"folder": str(here), "server": self.line, "name": f"bench-{n}", "steps": steps, **more}
        command = ["ip", "netns", "exec", f"oss-st-{n}", sys.executable, __file__, "--be", json.dumps(what)]
        return subprocess.Popen(command, cwd=ROOT, start_new_session=True, stderr=(here / "log").open("ab"))

    def cable(self, n: int, state: str) -> None:
        """``up``, ``down``, or ``cut``: the link stands and everything falls on the floor."""
        if state == "cut":
            sh("ip", "link", "set", f"ossv{n}", "nomaster")
        else:
            sh("ip", "link", "set", f"ossv{n}", "master", BRIDGE)
            sh("ip", "link", "set", f"ossv{n}", "up" if state == "up" else "down")

    def names(self, n: int, *, answered: bool) -> None:
        """Whether the name of the server is known; else the one that is asked for it does not answer."""
        etc = Path(f"/etc/netns/oss-st-{n}")
        etc.mkdir(parents=True, exist_ok=True)
        # written over and not replaced: the station has these very files mounted
        (etc / "hosts").write_text(f"127.0.0.1 localhost\n{NET}.1 {SERVER}\n" if answered else "127.0.0.1 localhost\n")
        (etc / "resolv.conf").write_text(f"nameserver {NET}.250\noptions timeout:30 attempts:5\n")

    def ask(self, query: str) -> list[tuple[object, ...]]:
        import psycopg

        with psycopg.connect(self.server.admin, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()


@contextmanager
def ground(count: int) -> Iterator[Ground]:
    folder = Path(tempfile.mkdtemp(prefix="oss-torture-", dir="/dev/shm"))
    made: list[int] = []
    try:
        sh("ip", "link", "add", BRIDGE, "type", "bridge")
        sh("ip", "addr", "add", f"{NET}.1/24", "dev", BRIDGE)
        sh("ip", "link", "set", BRIDGE, "up")
        for n in range(1, count + 1):
            made.append(n)
            sh("ip", "netns", "add", f"oss-st-{n}")
            sh("ip", "link", "add", f"ossv{n}", "type", "veth", "peer", "name", "eth0", "netns", f"oss-st-{n}")
            sh("ip", "link", "set", f"ossv{n}", "master", BRIDGE, "up")
            sh("ip", "-n", f"oss-st-{n}", "addr", "add", f"{NET}.{n + 1}/24", "dev", "eth0")
            sh("ip", "-n", f"oss-st-{n}", "link", "set", "eth0", "up")
            sh("ip", "-n", f"oss-st-{n}", "link", "set", "lo", "up")
        with postgres(f"{NET}.1", max_connections="80", fsync="on") as server:
            authority = certificate(server, folder)
            passwords = admin.init(server.admin, load("en")).passwords
            where = f"{SERVER}:{server.port}/oss?sslrootcert={authority}"
            yield_line = f"postgresql://{admin.STATION}:{passwords[admin.STATION]}@{where}"
            board_line = (
                f"postgresql://{admin.BOARD}:{passwords[admin.BOARD]}@/oss?host={server.folder}&port={server.port}"
            )
            made_ground = Ground(folder, server, yield_line, board_line, count)
            for n in made:
                made_ground.names(n, answered=True)
            yield made_ground
    finally:
        for n in made:
            sh("ip", "netns", "del", f"oss-st-{n}", check=False)
            shutil.rmtree(f"/etc/netns/oss-st-{n}", ignore_errors=True)
        sh("ip", "link", "del", BRIDGE, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def certificate(server: Postgres, folder: Path) -> Path:
    """Give the server a certificate of an authority that the stations know; the authority's file."""
    key, request = ["-newkey", "rsa:2048", "-nodes"], ["-subj", f"/CN={SERVER}"]
    sh("openssl", "req", "-x509", *key, "-keyout", f"{folder}/ca.key", "-out", f"{folder}/ca.pem", "-subj", "/CN=ours")
    sh("openssl", "req", *key, "-keyout", f"{folder}/s.key", "-out", f"{folder}/s.csr", *request)
    (folder / "names").write_text(f"subjectAltName=DNS:{SERVER}\n")
    sign = ["-CA", f"{folder}/ca.pem", "-CAkey", f"{folder}/ca.key", "-CAcreateserial", "-extfile", f"{folder}/names"]
    sh("openssl", "x509", "-req", "-in", f"{folder}/s.csr", *sign, "-out", f"{folder}/s.pem")
    data = server.folder / "data"
    owner = data.stat()
    for name in ("s.key", "s.pem"):
        shutil.copy(folder / name, data / name)
        (data / name).chmod(0o600)
        os.chown(data / name, owner.st_uid, owner.st_gid)
    rules = (data / "pg_hba.conf").read_text().replace("host all", "hostssl all")
    (data / "pg_hba.conf").write_text(rules)
    server.stop()
    server.set(ssl="on", ssl_cert_file="s.pem", ssl_key_file="s.key")
    server.start()
    return folder / "ca.pem"


# ---- the parts ----

Fault = Callable[[Ground], Callable[[], None]]
"""Does harm, and returns what mends it."""


def kills(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """Stations and children killed, the server stopped at once; then everything is counted."""
    rng = random.Random(14)
    with ground(options.stations) as here:
        processes = {n: here.begin(n, options.steps, pace_s=KILL_PACE_S) for n in range(1, options.stations + 1)}
        killed = {"stations": 0, "children": 0}
        stops = 0
        began = time.monotonic()
        while (sum(killed.values()) < options.kills or stops < options.stops) and not all_done(here):
            time.sleep(rng.uniform(0.1, 0.6))
            n = rng.randint(1, options.stations)
            folder = here.folder / f"station{n}"
            what = rng.choice(("stations", "children"))
            if sum(killed.values()) < options.kills and kill(folder / ("pid" if what == "stations" else "child")):
                killed[what] += 1
            for n, process in processes.items():
                if process.poll() is not None and not (here.folder / f"station{n}" / "done").exists():
                    processes[n] = here.begin(n, options.steps, pace_s=KILL_PACE_S)
            due = stops < options.stops and sum(killed.values()) * options.stops >= stops * options.kills
            if due:
                here.server.stop(signal.SIGQUIT)
                time.sleep(rng.uniform(0.2, 2.0))
                here.server.start()
                stops += 1
        while any(process.poll() is None for process in processes.values()) or not all_done(here):
            time.sleep(0.5)
            for n, process in processes.items():
                if process.poll() is not None and not (here.folder / f"station{n}" / "done").exists():
                    processes[n] = here.begin(n, options.steps, pace_s=KILL_PACE_S)
            if time.monotonic() - began > 3600:
                print("not done after an hour")
                break
        lost = doubled = foreign = 0
        names = {f"bench-{n}" for n in processes}
        counted = here.ask("SELECT s.label, e.task, e.step, count(*) FROM oss_app.entry e JOIN oss_app.station s "
                           "ON s.id = e.station GROUP BY 1, 2, 3")  # fmt: skip
        for name in names:
            own = [(step, count) for label, task, step, count in counted if label == task == name]
            lost += options.steps - len({step for step, _ in own})
            doubled += sum(int(str(count)) - 1 for _, count in own)
        foreign = sum(1 for label, task, _, _ in counted if label != task or label not in names)
        took = time.monotonic() - began
    what = (
        f"{options.stations} stations in {options.stations} namespaces, {options.steps:,} steps each, "
        f"{killed['stations']} × kill -9 of a station, {killed['children']} × of its child, "
        f"{stops} × immediate stop of the server"
    )
    result = f"{lost} lost, {doubled} doubled, {foreign} foreign ({took:.0f} s)"
    return [(what, "0 lost, 0 doubled, 0 foreign", result)]


def kill(file: Path) -> bool:
    """Kill the process whose number stands in a file."""
    try:
        number = int(file.read_text())
        process = psutil.Process(number)
        if process.status() == psutil.STATUS_ZOMBIE:
            return False
        process.kill()
    except (OSError, ValueError, psutil.NoSuchProcess):
        return False
    return True


def all_done(here: Ground) -> bool:
    return all((here.folder / f"station{n}" / "done").exists() for n in range(1, here.count + 1))


def drain(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """All stations worked while the server was away; then it comes back."""
    with ground(options.stations) as here:
        here.server.stop()
        processes = [here.begin(n, options.steps, stays=False) for n in range(1, options.stations + 1)]
        for n in range(1, options.stations + 1):
            waits_for(here.folder / f"station{n}", options.steps)
        here.server.start()
        began = time.monotonic()
        first: float | None = None
        while True:
            count = int(str(here.ask("SELECT count(*) FROM oss_app.entry")[0][0]))
            first = first or (time.monotonic() if count else None)
            if count >= options.steps * options.stations:
                break
            time.sleep(0.1)
        now = time.monotonic()
        for process in processes:
            process.wait(60)
    total = options.steps * options.stations
    rate = total / max(0.001, now - (first or began))
    result = f"{rate:,.0f} entries/s from the first one on; all there {now - began:.0f} s after the server was back"
    return [(f"{total:,} entries waited while the server was away", "≥ 1,000 entries/s", result)]


def waits_for(folder: Path, steps: int) -> None:
    """Until the last step of a station is in its journal."""
    import sqlite3

    while True:
        with suppress(sqlite3.Error):
            connection = sqlite3.connect(f"file:{folder / 'journal.sqlite'}?mode=ro", uri=True, timeout=1)
            try:
                row = connection.execute("SELECT coalesce(max(seq), 0) FROM identity").fetchone()
            finally:
                connection.close()
            if row and row[0] >= steps:
                return
        time.sleep(0.2)


def faults(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """What a network can do, to one station: the steps go on as before, and all arrives after."""
    rows = []
    with ground(2) as here:
        for name, fault in some(FAULTS, options):
            rows.append(one_fault(here, name, fault, FAULT_S))
            shutil.rmtree(here.folder / "station1", ignore_errors=True)
            here.ask("DELETE FROM oss_app.station RETURNING 1")
    return rows


PACE_S, CALM_S, FAULT_S = 0.02, 8.0, 20.0
DAY_S = 86400.0


def some(cases: dict[str, T], options: argparse.Namespace) -> list[tuple[str, T]]:
    """All of them, or the last two where it is only to be seen that they run."""
    return list(cases.items())[-2 if options.quick else 0 :]


def one_fault(here: Ground, name: str, fault: Fault, fault_s: float) -> tuple[str, str, str]:
    off_s = -3 * DAY_S if name.startswith("3 days") else 0.0
    station = here.begin(1, 10**6, pace_s=PACE_S, off_s=off_s, stays=True)
    folder = here.folder / "station1"
    while not any(event.get("reached") for event in events(folder)):
        time.sleep(0.1)
    time.sleep(CALM_S)
    mend = fault(here)
    began = time.monotonic()
    time.sleep(fault_s)
    ended = time.monotonic()
    mend()
    time.sleep(1.0)
    psutil.Process(int((folder / "pid").read_text())).kill()  # what it had is in its journal
    station.wait()
    found = events(folder)
    calm = p95([e["took"] for e in found if "took" in e and began - CALM_S < e["at"] < began])
    hurt = p95([e["took"] for e in found if "took" in e and began < e["at"] < ended])
    silence = longest_silence(found, began, ended)
    back = time.monotonic()
    steps = last_step(folder)
    again = here.begin(1, steps, off_s=off_s)
    again.wait(180)
    arrived = int(str(here.ask("SELECT count(DISTINCT step) FROM oss_app.entry")[0][0]))
    result = (
        f"p95 {1000 * hurt:.1f} ms (before: {1000 * calm:.1f}); {silence}; "
        f"{steps - arrived} of {steps:,} missing after {time.monotonic() - back:.0f} s"
    )
    return (name, "± 5 ms; child gone ≤ 10 s; 0 missing", result)


def events(folder: Path) -> list[dict[str, float]]:
    with suppress(OSError):
        return [json.loads(line) for line in (folder / "times.jsonl").read_text().splitlines() if line.endswith("}")]
    return []


def longest_silence(found: list[dict[str, float]], began: float, ended: float) -> str:
    """When the child had given up, or was killed, after the fault began."""
    before = [e for e in found if "pid" in e and e["at"] < began]
    during = [e for e in found if "pid" in e and began <= e["at"] <= ended + 1]
    for event in during:
        if before and event["pid"] != before[-1]["pid"]:
            return f"child killed after {event['at'] - began:.1f} s"
        if not event["reached"]:
            return f"noticed after {event['at'] - began:.1f} s"
    return "the line held"


def last_step(folder: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(folder / "journal.sqlite")
    try:
        return int(connection.execute("SELECT max(step) FROM ended").fetchone()[0])
    finally:
        connection.close()


def p95(values: list[float]) -> float:
    return sorted(values)[int(0.95 * len(values))] if values else float("nan")


def link_down(here: Ground) -> Callable[[], None]:
    here.cable(1, "down")
    return lambda: here.cable(1, "up")


def dropped(here: Ground) -> Callable[[], None]:
    here.cable(1, "cut")
    return lambda: here.cable(1, "up")


def names_gone(here: Ground) -> Callable[[], None]:
    here.names(1, answered=False)
    child = here.folder / "station1" / "child"
    old = child.read_text()
    kill(child)  # it asks for the name when it connects: the one that comes up now
    while child.read_text() in ("", old) or not asks_for_a_name(1):
        time.sleep(0.01)
    return lambda: here.names(1, answered=True)


def asks_for_a_name(n: int) -> bool:
    """Whether a station waits for the server of names just now: from then on its child is silent."""
    command = ["ip", "netns", "exec", f"oss-st-{n}", "ss", "-Hun", "dst", f"{NET}.250"]
    return bool(subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip())


def cut(here: Ground) -> None:
    """The server ends the connections itself, as when it is stopped."""
    here.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'oss_station'")


def reset(here: Ground) -> None:
    """The server's side of each connection is destroyed, and what comes over it is answered with RST."""
    sh("ss", "-K", "-t", "state", "established", f"( dst {NET}.2 )")


def again_and_again(work: Callable[[Ground], None]) -> Fault:
    def fault(here: Ground) -> Callable[[], None]:
        stop = threading.Event()

        def repeat() -> None:
            while not stop.wait(0.5):
                with suppress(Exception):
                    work(here)

        thread = threading.Thread(target=repeat)
        thread.start()

        def mend() -> None:
            stop.set()
            thread.join()

        return mend

    return fault


def bad_wire(loss: float, delay_s: float) -> Fault:
    """A wire that loses frames, or is slow: two network cards of our own, and what goes between them goes by us."""

    def fault(here: Ground) -> Callable[[], None]:
        wire = Wire(loss, delay_s)
        wire.begin()
        return wire.end

    return fault


class Wire:
    """Takes the place of a station's cable. Needs no netem in the system."""

    def __init__(self, loss: float, delay_s: float) -> None:
        self._loss, self._delay_s = loss, delay_s
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []
        self._ends: list[int] = []

    def begin(self) -> None:
        for name in ("osst0", "osst1"):
            self._ends.append(self._tap(name))
        address = subprocess.run(
            ["ip", "netns", "exec", "oss-st-1", "cat", "/sys/class/net/eth0/address"],
            capture_output=True, text=True, check=True,
        ).stdout.strip()  # fmt: skip
        sh("ip", "link", "set", "ossv1", "down")
        sh("ip", "link", "set", "osst0", "master", BRIDGE, "up")
        sh("ip", "-n", "oss-st-1", "addr", "flush", "dev", "eth0")
        sh("ip", "link", "set", "osst1", "netns", "oss-st-1")
        sh("ip", "-n", "oss-st-1", "link", "set", "osst1", "address", address)
        sh("ip", "-n", "oss-st-1", "addr", "add", f"{NET}.2/24", "dev", "osst1")
        sh("ip", "-n", "oss-st-1", "link", "set", "osst1", "up")
        for a, b in (self._ends, self._ends[::-1]):
            frames: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()
            self._threads += [
                threading.Thread(target=self._read, args=(a, frames), daemon=True),
                threading.Thread(target=self._write, args=(b, frames), daemon=True),
            ]
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(5)
        for number in self._ends:
            os.close(number)  # the card goes with it
        sh("ip", "-n", "oss-st-1", "addr", "add", f"{NET}.2/24", "dev", "eth0")
        sh("ip", "link", "set", "ossv1", "up")

    @staticmethod
    def _tap(name: str) -> int:
        import fcntl
        import struct

        number = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(number, 0x400454CA, struct.pack("16sH22x", name.encode(), 0x0002 | 0x1000))  # TUNSETIFF
        return number

    def _read(self, end: int, frames: queue.SimpleQueue[tuple[float, bytes]]) -> None:
        import select

        rng = random.Random(end)
        while not self._stop.is_set():
            if select.select([end], [], [], 0.2)[0]:
                with suppress(OSError):
                    frame = os.read(end, 65536)
                    if rng.random() >= self._loss:
                        frames.put((time.monotonic() + self._delay_s, frame))

    def _write(self, end: int, frames: queue.SimpleQueue[tuple[float, bytes]]) -> None:
        while not self._stop.is_set():
            with suppress(queue.Empty):
                due, frame = frames.get(timeout=0.2)
                self._stop.wait(max(0.0, due - time.monotonic()))
                with suppress(OSError):
                    os.write(end, frame)


FAULTS: dict[str, Fault] = {
    "link down": link_down,
    "everything dropped, the link stands": dropped,
    "each connection reset (RST)": again_and_again(reset),
    "each connection cut by the server": again_and_again(cut),
    "40 % of the frames lost": bad_wire(0.4, 0.0),
    "2 s delay each way": bad_wire(0.0, 2.0),
    "the name is not answered (DNS)": names_gone,
    "3 days offline (clock faked)": dropped,
}


def clocks(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """Clocks that are wrong, and days that end or repeat an hour in the middle of the work."""
    now = datetime.now(UTC)
    midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    year = 365.25 * DAY_S
    cases = {
        "the clock is 1 h ahead": (3600.0, "UTC"),
        "the clock is 1 h behind": (-3600.0, "UTC"),
        "the clock is 10 years ahead": (10 * year, "UTC"),
        "the clock is 10 years behind": (-10 * year, "UTC"),
        "midnight passes": ((midnight - now).total_seconds() - CLOCK_LEAD_S, "UTC"),
        "summer time begins": (until_s(datetime(2026, 3, 29, 1, tzinfo=UTC), now), "Europe/Amsterdam"),
        "summer time ends, an hour comes twice": (
            until_s(datetime(2026, 10, 25, 1, tzinfo=UTC), now),
            "Europe/Amsterdam",
        ),
    }
    rows = []
    with ground(1) as here:
        for name, (off_s, zone) in some(cases, options):
            spent = (datetime.now(UTC) - now).total_seconds()  # the moment is so far from the station's own start
            station = here.begin(1, CLOCK_STEPS, pace_s=PACE_S, off_s=off_s - spent, zone=zone)
            station.wait(300)
            rows.append((name, "by seq in order; days marked; 0 refused", in_order(here)))
            shutil.rmtree(here.folder / "station1", ignore_errors=True)
            here.ask("DELETE FROM oss_app.station RETURNING 1")
    return rows


CLOCK_STEPS, CLOCK_LEAD_S = 400, 6.0


def until_s(moment: datetime, now: datetime) -> float:
    """By how much a clock must be off that this moment comes some seconds after the station has begun."""
    return (moment - now).total_seconds() - CLOCK_LEAD_S


def in_order(here: Ground) -> str:
    """What came of one station: how much, whether the sessions follow each other by seq, the days, and the marked."""
    found = here.ask("SELECT seq, step, day, received FROM oss_app.entry ORDER BY seq")
    sessions = [(int(str(step)) - 1) // SESSION for _, step, _, _ in found]
    order = "in order" if sessions == sorted(sessions) else "NOT in order"
    days = sorted({str(day) for _, _, day, _ in found})
    marked = sum(received is not None for *_, received in found)
    return f"{CLOCK_STEPS - len(found)} of {CLOCK_STEPS} refused, {order}; {' and '.join(days)}; {marked} marked"


def board(options: argparse.Namespace) -> list[tuple[str, str, str]]:
    """How soon the coach sees who asks, that it is over, and that a bench is not heard from."""
    from oss_app.core.parcel import HELP, StationIdentity
    from oss_app.server.board import SILENT_S, BoardLine
    from oss_app.server.line import StationLine
    from oss_app.server.messages import BoardSeen, Come, Tell, Told
    from oss_app.sidecar import Sidecar

    shown: list[float] = []
    told: list[float] = []
    cleared: list[float] = []
    rounds = 3 if options.quick else 20
    with ground(1) as here:
        local = here.line.replace(f"{SERVER}:{here.server.port}", "").split("?")[0]
        local += f"?host={here.server.folder}&port={here.server.port}"
        seen: queue.SimpleQueue[BoardSeen] = queue.SimpleQueue()
        up, comes = threading.Event(), threading.Event()

        def keep(message: object) -> None:
            if isinstance(message, BoardSeen):
                seen.put(message)

        who = StationIdentity("00000000-0000-4000-8000-000000000001", "k" * 64)
        coach = Sidecar("board", BoardLine(here.board), lambda f: f(), keep, lambda alive: None)

        def hear(message: object) -> None:
            if isinstance(message, Told) and message.is_coming:
                comes.set()

        bench = Sidecar("server", StationLine(local, who, "1"), lambda f: f(), hear, lambda alive: up.set(), (600.0,))
        coach.start()
        bench.start()
        up.wait(30)

        def until(wanted: Callable[[BoardSeen], bool]) -> float:
            began = time.monotonic()
            while not wanted(seen.get(timeout=120)):
                pass
            return time.monotonic() - began

        until(lambda m: bool(m.benches))
        rng = random.Random(1)
        for number in range(1, rounds + 1):
            time.sleep(rng.uniform(0.0, 2.0))
            bench.send(Tell(HELP, number))
            shown.append(until(lambda m: m.benches[0].asks))
            comes.clear()
            began = time.monotonic()
            coach.send(Come(who.id))
            comes.wait(120)
            told.append(time.monotonic() - began)
            bench.send(Tell("well"))
            cleared.append(until(lambda m: not m.benches[0].asks))
        assert bench.pid
        psutil.Process(bench.pid).kill()  # as if the power went: it says nothing more
        silent = until(lambda m: m.benches[0].silent_s >= SILENT_S)
        bench.close()
        coach.close()
    return [
        ("help asked: shown on the board", "≤ 5 s p95", f"{p95(shown):.1f} s p95 of {rounds}"),
        ("“I am coming”: told at the bench", "≤ 5 s p95", f"{p95(told):.1f} s p95 of {rounds}"),
        ("help over: cleared from the board", "≤ 5 s", f"{max(cleared):.1f} s at most"),
        ("a bench falls silent: shown", "≤ 60 s", f"{silent:.0f} s"),
    ]


if __name__ == "__main__":
    sys.exit(main())
