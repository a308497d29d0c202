"""A task of 300 steps is there before anybody looks up; compared with what PyYAML alone takes for the same text."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pytest_benchmark.fixture import BenchmarkFixture

from oss_app.taskfile import load
from oss_app.taskfile.read.reader import read_task
from oss_app.taskfile.yaml.tree import LOADER
from tests.taskfile import desk

STEPS = 300
TARGET_MS = 50.0
TIMES_BARE = 25.0
"""What reading may take compared to PyYAML's bare events; about seven were measured, ten with the photos."""
STEP = """\
  - tekst: Leg {n} sonde in vak 2.
    tekst_en: Put {n} probe in section 2.
    foto: foto-{n}.jpg
    plek: vak-2
    controle: bord
    hulp: De sonde heeft een haakje.
    hulp_en: The probe has a small hook.
"""
TEXT = "taak: Lang\ntaak_en: Long\nstappen:\n" + "".join(STEP.format(n=n) for n in range(1, STEPS + 1))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = desk.lay(tmp_path_factory.mktemp("speed") / "lang")
    (folder / "task.yaml").write_text(TEXT, encoding="utf-8")
    for n in range(1, STEPS + 1):
        (folder / f"foto-{n}.jpg").write_bytes(desk.jpeg())
    return folder


def bare() -> int:
    return sum(1 for _ in yaml.parse(TEXT, Loader=LOADER))


def milliseconds(act: Callable[[], object]) -> float:
    """The processor time of one call; other work on the machine doesn't count."""
    start = time.process_time()
    act()
    return (time.process_time() - start) * 1000


def ratio(act: Callable[[], object]) -> float:
    """How many times PyYAML's bare events an act takes, in turn with them, so that both meet the same machine."""
    pairs = [(milliseconds(act), milliseconds(bare)) for _ in range(9)]
    return statistics.median(mine for mine, _ in pairs) / statistics.median(other for _, other in pairs)


def test_reading_300_steps(benchmark: BenchmarkFixture) -> None:
    assert read_task(TEXT.encode()).task
    benchmark(read_task, TEXT.encode())
    benchmark.extra_info["times_bare"] = round(times := ratio(lambda: read_task(TEXT.encode())), 1)
    assert times < TIMES_BARE


def test_loading_300_steps_with_everything_beside_them(benchmark: BenchmarkFixture, folder: Path) -> None:
    assert load(folder).listing.task
    benchmark(load, folder)
    benchmark.extra_info["times_bare"] = round(times := ratio(lambda: load(folder)), 1)
    benchmark.extra_info["target_ms"] = TARGET_MS
    assert times < TIMES_BARE


def test_the_bare_parser(benchmark: BenchmarkFixture) -> None:
    benchmark(bare)
