"""Which tests run when, that two runs are counted as one, and that a thread left behind is seen."""

from __future__ import annotations

import pytest

from tests.conftest import ROOT

pytest_plugins = ["pytester"]

SOME = """
import pytest

def test_fast(): ...

@pytest.mark.slow
def test_slow(): ...
"""
LEAVES_A_QTHREAD = """
from PySide6.QtCore import QThread

left = []

def test_leaves():
    left.append(QThread())
    left[0].start()

def test_ends():
    left.append(QThread())
    left[1].start()
    left[1].quit()

def teardown_module():
    for thread in left:
        thread.quit()
        thread.wait()
"""


@pytest.fixture
def project(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A folder of tests that stand on what ours stand on."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    pytester.makeconftest(f"from {__package__}.conftest import *\nPATIENCE_S = 0.5\n")
    pytester.makepyprojecttoml(
        "[tool.pytest.ini_options]\nmarkers = ['slow: x', 'window: x', 'sound: x', 'bundle: x']\n"
    )
    pytester.mkpydir("benchmarks").joinpath("test_speed.py").write_text("def test_speed(): ...\n")
    pytester.makepyfile(test_some=SOME)
    return pytester


@pytest.mark.parametrize(
    ("options", "passed", "deselected"),
    [
        ([], 1, 2),
        (["--tier", "spread"], 2, 1),
        (["--tier", "all"], 3, 0),
        (["test_some.py::test_slow"], 1, 0),
        (["benchmarks"], 1, 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_tier_has_its_tests_and_a_named_file_has_all(
    project: pytest.Pytester, options: list[str], passed: int, deselected: int
) -> None:
    project.runpytest_subprocess(*options).assert_outcomes(passed=passed, deselected=deselected)


@pytest.mark.slow
def test_the_closing_line_counts_both_runs(project: pytest.Pytester) -> None:
    project.makepyfile(test_red="def test_red(): assert 1 == 2\n")
    first = project.runpytest_subprocess("-n", "2", "--dist", "loadgroup", "--tier", "spread", "--keep-reports", "told")
    assert first.ret == pytest.ExitCode.TESTS_FAILED
    second = project.runpytest_subprocess("--tier", "benchmarks", "--add-reports", "told")
    assert second.ret == pytest.ExitCode.OK
    second.assert_outcomes(passed=3, failed=1, deselected=3)
    second.stdout.fnmatch_lines(["FAILED test_red.py::test_red - assert 1 == 2"])


@pytest.mark.slow
def test_a_thread_of_qt_that_is_left_running_is_an_error(project: pytest.Pytester) -> None:
    project.makepyfile(test_some=LEAVES_A_QTHREAD)
    result = project.runpytest_subprocess("test_some.py")
    result.assert_outcomes(passed=2, errors=1)
    result.stdout.fnmatch_lines(["*test_leaves left threads running: *QThread*"])
