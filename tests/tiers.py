"""Which tests run: by default what a change can break, within minutes; with ``--tier all`` the rest too.

``slow`` tests, benchmarks, the long row of kills and the full number of examples are the rest. A test whose file is
named on the command line runs in any tier. ``dev.py`` chooses the tier and spreads the tests over the cores: a file
stays together, so that what is made once a module is made once, and so do the tests of one group.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.scheduler import LoadGroupScheduling

TIERS = {
    "default": "what a change can break, within minutes",
    "all": "everything",
    "spread": "everything but the benchmarks and what listens, which want a computer to themselves",
    "benchmarks": "the benchmarks, and what listens to a loudspeaker",
}
LONG = ("bundle", "sound", "window", "slow")
"""Marks of tests that go first, so that no core waits for them at the end."""
GROUPS = {"sound": "sound", "bundle": "build"}
"""Marks whose tests run one after the other: two loudspeakers would hear each other's stutter; there is one build/."""

OUTCOMES = {"passed", "failed", "error", "skipped", "xfailed", "xpassed"}

_is_thorough = False


def amount(default: int, thorough: int) -> int:
    """How often to try something: the second number with ``--all``."""
    return thorough if _is_thorough else default


def examples(thorough: int) -> settings:
    """Settings for a test of hypothesis: this many examples with ``--all``, a tenth of them otherwise."""
    return settings(max_examples=amount(max(20, thorough // 10), thorough), deadline=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("OSS App")
    told = "; ".join(f"{name}: {what}" for name, what in TIERS.items())
    group.addoption("--tier", choices=TIERS, default="default", help=f"which tests run. {told}")
    group.addoption("--keep-reports", type=Path, metavar="FILE", help="write down how each test went")
    group.addoption("--add-reports", type=Path, metavar="FILE", help="count the tests of an earlier run in the summary")


def pytest_configure(config: pytest.Config) -> None:
    global _is_thorough
    _is_thorough = config.getoption("--tier") != "default"
    settings.register_profile("default tier", max_examples=30, deadline=None)
    settings.register_profile("all", max_examples=100, deadline=None)
    settings.load_profile("all" if _is_thorough else "default tier")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    named = {Path(argument.split("::")[0]).resolve() for argument in config.args}
    left_out = [
        item
        for item in items
        if not (named & {item.path, _benchmarks_of(item)} or _belongs(item, config.getoption("--tier")))
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    for item in items:
        for mark, group in GROUPS.items():
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.xdist_group(group))
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not any(item.get_closest_marker(mark) for mark in LONG))


def _benchmarks_of(item: pytest.Item) -> Path | None:
    """The folder of benchmarks that a test is in."""
    return next((folder for folder in item.path.parents if folder.name == "benchmarks"), None)


def _belongs(item: pytest.Item, tier: str) -> bool:
    is_benchmark = _benchmarks_of(item) is not None
    if tier == "default":
        return not is_benchmark and not item.get_closest_marker("slow")
    is_alone = is_benchmark or item.get_closest_marker("sound") is not None
    return tier == "all" or is_alone == (tier == "benchmarks")


class ByFile(LoadGroupScheduling):
    """Hands out tests by group, and those of no group by file."""

    def _split_scope(self, nodeid: str) -> str:
        return str(super()._split_scope(nodeid)).split("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> ByFile | None:
    return ByFile(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Count the tests of an earlier run too, so that the closing line is about both."""
    earlier, later = config.getoption("--add-reports"), config.getoption("--keep-reports")
    if earlier:
        for kind, reports in json.loads(earlier.read_text(encoding="utf-8")).items():
            known = [config.hook.pytest_report_from_serializable(config=config, data=report) for report in reports]
            for report in known:
                if isinstance(report.longrepr, list):  # where a test was skipped; JSON knows no tuples
                    report.longrepr = tuple(report.longrepr)
            terminalreporter.stats.setdefault(kind, []).extend(known)
    if later:
        told = {kind: [_told(config, report) for report in reports] for kind, reports in terminalreporter.stats.items()}
        later.write_text(
            json.dumps({kind: found for kind, found in told.items() if kind in OUTCOMES}), encoding="utf-8"
        )


def _told(config: pytest.Config, report: object) -> dict[str, object]:
    told = config.hook.pytest_report_to_serializable(config=config, report=report) or {}
    return {name: value for name, value in told.items() if name != "node"}  # xdist's, of this run alone
