"""The child lives, dies and is started again; the parent never waits for it."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import psutil
import pytest

from oss_app.core.errors import DeviceError
from oss_app.sidecar import Sidecar, ask, child
from oss_app.sidecar.process import MOST_S

from ..leftovers import nothing_left, until
from . import works

QUICK = (0.1,)


class Heard:
    """What a sidecar called back, with the moment."""

    def __init__(self) -> None:
        self.messages: list[Any] = []
        self.alive: list[tuple[bool, float]] = []

    def on_message(self, message: Any) -> None:
        self.messages.append(message)

    def on_alive(self, is_alive: bool) -> None:
        self.alive.append((is_alive, time.monotonic()))


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    with nothing_left():
        yield


@pytest.fixture
def heard() -> Heard:
    return Heard()


@pytest.fixture
def make(heard: Heard) -> Iterator[Callable[..., Sidecar]]:
    made: list[Sidecar] = []

    def _make(work: Callable[..., None], delays: Sequence[float] = QUICK, most_s: float = MOST_S) -> Sidecar:
        made.append(Sidecar("test", work, lambda f: f(), heard.on_message, heard.on_alive, delays, most_s))
        made[-1].start()
        return made[-1]

    yield _make
    for sidecar in made:
        sidecar.close()


def test_messages_go_both_ways(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(works.echo)
    until(lambda: heard.alive)
    sidecar.send({"a": 1})
    until(lambda: heard.messages)
    pid, message = heard.messages[0]
    assert message == {"a": 1}
    assert pid != os.getpid()


def test_a_killed_child_is_started_again(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(works.echo)
    until(lambda: heard.alive)
    first = sidecar.pid
    assert first
    os.kill(first, signal.SIGKILL)
    until(lambda: len(heard.alive) == 3)
    assert [a for a, _ in heard.alive] == [True, False, True]
    sidecar.send("again")
    until(lambda: heard.messages)
    assert heard.messages[0][0] not in (first, os.getpid())


def at_work(sidecar: Sidecar, heard: Heard) -> None:
    """Wait until the child answers: stopped before that, it would have all of the time that its imports may take."""
    until(lambda: heard.alive)
    sidecar.send("hello")
    until(lambda: heard.messages)


@pytest.mark.parametrize("stop", ["hang", "SIGSTOP"])
def test_a_hung_child_is_noticed_within_2_s_and_replaced(
    make: Callable[..., Sidecar], heard: Heard, stop: str, record_property: Callable[[str, object], None]
) -> None:
    sidecar = make(works.fall_silent)
    at_work(sidecar, heard)
    assert sidecar.pid
    began = time.monotonic()
    if stop == "hang":
        sidecar.send("hang")
    else:
        os.kill(sidecar.pid, signal.SIGSTOP)
    until(lambda: len(heard.alive) == 3)
    assert [a for a, _ in heard.alive] == [True, False, True]
    record_property("milliseconds", {"took": (heard.alive[1][1] - began) * 1000, "target": 2000})


@pytest.mark.slow
def test_a_child_may_take_long_when_it_says_so(make: Callable[..., Sidecar], heard: Heard) -> None:
    make(works.take_long_but_say_so)
    until(lambda: heard.messages)
    assert heard.messages == ["done"]
    assert [a for a, _ in heard.alive] == [True]


def test_a_child_whose_imports_are_slow_is_not_killed(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(works.import_slowly)
    until(lambda: heard.alive)
    sidecar.send("hello")
    until(lambda: heard.messages)
    assert heard.messages[0][1] == "hello", "what was said while it came up is not lost"
    assert [a for a, _ in heard.alive] == [True]
    assert not sidecar.is_slow


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells how long a thread waited for a processor")
def test_a_child_that_has_no_processor_is_not_taken_for_hung(make: Callable[..., Sidecar], heard: Heard) -> None:
    """Seen red: killed after the 0.2 s that it had asked for, though it had hardly run."""
    sidecar = make(works.starve)
    until(lambda: heard.messages)
    assert heard.messages == ["done"]
    assert [a for a, _ in heard.alive] == [True]
    assert not sidecar.is_slow


@pytest.mark.slow
def test_patience_grows_with_a_child_that_is_only_slow(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(partial(works.plod, child.PATIENCE_S * 1.5))
    until(lambda: [a for a, _ in heard.alive] == [True, False])
    assert sidecar.is_slow
    until(lambda: len(heard.messages) >= 4)
    assert [a for a, _ in heard.alive] == [True, False, True], "killed once, then it was given the time it needs"
    assert sidecar.is_slow


@pytest.mark.slow
def test_patience_ends_where_the_owner_says(make: Callable[..., Sidecar], heard: Heard) -> None:
    make(partial(works.plod, child.PATIENCE_S * 3), delays=(0.01,), most_s=child.PATIENCE_S * 1.5)
    until(lambda: [a for a, _ in heard.alive].count(False) == 3)
    assert len(heard.messages) == 3, "killed each time after its first word, however often"


def test_a_child_that_dies_by_itself_is_not_called_slow(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(works.die)
    until(lambda: [a for a, _ in heard.alive].count(False) == 2)
    assert not sidecar.is_slow


def test_the_wait_grows_while_the_child_keeps_dying(make: Callable[..., Sidecar], heard: Heard) -> None:
    make(works.die, delays=(0.01, 600))
    until(lambda: [a for a, _ in heard.alive].count(False) == 2)
    time.sleep(1.0)
    assert [a for a, _ in heard.alive].count(False) == 2, "after the first death it was started at once, now it waits"


def test_why_it_died_is_logged(make: Callable[..., Sidecar], heard: Heard, caplog: pytest.LogCaptureFixture) -> None:
    make(works.die)
    until(lambda: len(heard.alive) >= 2)
    assert "as planned" in caplog.text
    assert "The process test died." in caplog.text


def test_warnings_of_the_child_reach_the_log(
    make: Callable[..., Sidecar], heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    make(works.warn)
    until(lambda: "the lamp is off" in caplog.text)


def test_sending_never_blocks_even_to_a_stopped_child(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(works.echo)
    at_work(sidecar, heard)
    assert sidecar.pid
    os.kill(sidecar.pid, signal.SIGSTOP)
    for i in range(500):
        sidecar.send(("wish", i, "x" * 100))
    assert len(heard.alive) == 1, "all was sent while the child that stopped reading had not even been noticed"
    until(lambda: len(heard.alive) == 3)


def test_close_is_kind_first(make: Callable[..., Sidecar], heard: Heard, tmp_path: Path) -> None:
    sidecar = make(partial(works.tidy_up, tmp_path))
    until(lambda: heard.alive)
    sidecar.close()
    assert (tmp_path / "tidy").exists()


def test_close_ends_a_stubborn_child_in_time(
    make: Callable[..., Sidecar], heard: Heard, record_property: Callable[[str, object], None]
) -> None:
    sidecar = make(works.stay)
    until(lambda: heard.alive)
    pid = sidecar.pid
    assert pid
    began = time.monotonic()
    sidecar.close()
    record_property("milliseconds", {"took": (time.monotonic() - began) * 1000, "target": 3000})
    assert not psutil.pid_exists(pid)
    assert heard.alive == heard.alive[:1]


def test_ending_a_stubborn_child_does_not_wait_for_it(make: Callable[..., Sidecar], heard: Heard) -> None:
    sidecar = make(works.stay)
    until(lambda: heard.alive)
    pid = sidecar.pid
    assert pid
    sidecar.end()
    assert psutil.pid_exists(pid), "it was not waited for"
    until(lambda: not psutil.pid_exists(pid))
    assert heard.alive == heard.alive[:1]


def test_close_before_the_child_is_up_and_twice(make: Callable[..., Sidecar]) -> None:
    sidecar = make(works.echo)
    sidecar.close()
    sidecar.close()
    assert sidecar.pid is None


def test_nothing_is_called_back_after_close(heard: Heard) -> None:
    posted: list[Callable[[], None]] = []
    sidecar = Sidecar("test", works.echo, posted.append, heard.on_message, heard.on_alive)
    sidecar.start()
    until(lambda: posted)
    sidecar.close()
    for late in posted:
        late()
    assert heard.alive == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc and signals")
@pytest.mark.parametrize("state", ["working", "stopped", "starting"])
def test_the_child_dies_with_a_killed_parent(state: str) -> None:
    program = f"""
        import sys, time
        sys.path.insert(0, {str(Path(__file__).parent)!r})
        import works
        from oss_app.sidecar import Sidecar
        if __name__ == "__main__":
            sidecar = Sidecar("orphan", works.stay, lambda f: f(), print, lambda alive: print("up", flush=True))
            sidecar.start()
            while not sidecar.pid: time.sleep(0.001)
            print(sidecar.pid, flush=True)
            time.sleep(60)
    """
    with subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        child = psutil.Process(int(parent.stdout.readline()))
        if state != "starting":
            assert parent.stdout.readline() == "up\n"
        if state == "stopped":
            child.suspend()
        family = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
        gone, left = psutil.wait_procs(family, timeout=5)
    assert gone
    assert left == []


def test_ask_answers() -> None:
    assert ask(works.forty_two, 20) == 42


@pytest.mark.parametrize(("question", "words"), [(works.fail, "no such camera"), (works.leave, "died")])
def test_ask_says_what_failed(question: Callable[[], object], words: str) -> None:
    with pytest.raises(DeviceError, match=words):
        ask(question, 20)


def test_ask_gives_up_in_time(record_property: Callable[[str, object], None]) -> None:
    began = time.monotonic()
    with pytest.raises(DeviceError, match="in time"):
        ask(works.sleep, 1.0)
    record_property("milliseconds", {"took": (time.monotonic() - began) * 1000, "target": 2500})


def test_the_log_is_quiet_in_a_good_life(
    make: Callable[..., Sidecar], heard: Heard, caplog: pytest.LogCaptureFixture
) -> None:
    sidecar = make(works.echo)
    until(lambda: heard.alive)
    sidecar.close()
    assert [r for r in caplog.records if r.levelno >= logging.WARNING] == []


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="counts file descriptors")
def test_many_lives_cost_no_handles(make: Callable[..., Sidecar], heard: Heard) -> None:
    make(works.die, delays=(0.01,))
    until(lambda: len(heard.alive) >= 10)
    before = psutil.Process().num_fds()
    until(lambda: len(heard.alive) >= 40)
    # Between two lives both have handles open, longer on a busy computer; a leak of thirty lives never comes back.
    until(lambda: psutil.Process().num_fds() - before <= 4)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no groups of processes that can be killed")
@pytest.mark.parametrize("how", ["close", "kill"])
def test_what_a_child_started_and_left_hanging_ends_with_it(
    make: Callable[..., Sidecar], heard: Heard, how: str
) -> None:
    sidecar = make(works.start_what_hangs)
    until(lambda: heard.messages)
    hung = heard.messages[0]
    assert psutil.pid_exists(hung)
    if how == "kill" and sidecar.pid:
        os.kill(sidecar.pid, signal.SIGKILL)
    else:
        sidecar.close()
    until(lambda: not psutil.pid_exists(hung) or psutil.Process(hung).status() == psutil.STATUS_ZOMBIE)
