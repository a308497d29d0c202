"""What stays out of a package is nothing that the program uses."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from steps import icu, slim

ROOT = Path(__file__).resolve().parents[2]


def imported() -> set[str]:
    """Every module that the program names in an import, also the late ones."""
    found: set[str] = set()
    for file in (ROOT / "oss_app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
                found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


@pytest.mark.slow
def test_each_module_of_qt_that_is_imported_stays() -> None:
    used = {name.split(".")[1] for name in imported() if name.startswith("PySide6.Qt")}
    assert used, "the search finds no Qt at all"
    for module in used:
        for system, path in {
            "linux": f"PySide6/Qt/lib/libQt6{module[2:]}.so.6",
            "win32": f"PySide6/Qt6{module[2:]}.dll",
            "darwin": f"PySide6/Qt/lib/{module}.framework/Versions/A/{module}",
        }.items():
            assert slim.dropped_by(path, system) is None, path
        assert slim.dropped_by(f"PySide6/{module}.abi3.so") is None
        assert slim.dropped_by(f"PySide6/{module}.pyd", "win32") is None


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/QtQml.abi3.so",
        "PySide6/Qt6Pdf.dll",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/networkinformation/libqnetworkmanager.so",
        "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
        "PySide6/Qt/qml/QtQuick/plugins.qmltypes",
        "PySide6/designer.exe",
        "cv2/data/haarcascade_frontalface_default.xml",
        "pyphen/dictionaries/hyph_fr.dic",
        "numpy/_core/tests/test_multiarray.py",
    ],
)
def test_stays_out(path: str) -> None:
    rule = slim.dropped_by(path)
    assert rule
    assert rule.why


@pytest.mark.parametrize(
    "path",
    [
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/plugins/platforms/qwindows.dll",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/plugins/imageformats/libqwebp.so",
        "PySide6/Qt/lib/libQt6FFmpegStub-va.so.2",
        "PySide6/Qt/lib/libicudata.so.73",
        "pyphen/dictionaries/hyph_nl_NL.dic",
        "cv2/cv2.abi3.so",
        "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
        "numpy-2.4.6.dist-info/licenses/numpy/_core/include/numpy/libdivide/LICENSE.txt",
        "assets/icons/check.svg",
    ],
)
def test_goes_in(path: str) -> None:
    assert slim.dropped_by(path) is None


@pytest.mark.slow
def test_the_program_imports_without_what_stays_out() -> None:
    """Every module of the program, with the parts of Python, numpy and lxml that a package lacks made impossible."""
    script = f"""
import importlib, pkgutil, sys
out = {(*slim.PYTHON_WITHOUT, "lxml.objectify", "lxml.html")!r}
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if any(name == one or name.startswith(one + ".") for one in out):
            raise ModuleNotFoundError(name)
for name in [name for name in sys.modules if any(name == one or name.startswith(one + ".") for one in out)]:
    del sys.modules[name]
sys.meta_path.insert(0, Refuse())
import oss_app
for module in pkgutil.walk_packages(oss_app.__path__, "oss_app."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
import cv2, numpy, pptx, pyttsx3.drivers, zxingcpp
numpy.linalg.svd(numpy.eye(3))
pptx.Presentation()
print("fine")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "fine", done.stderr


def test_icu_keeps_dutch_and_english() -> None:
    for kept in ("nl.res", "en.res", "root.res", "coll/root.res", "coll/ucadata.icu", "zone/nl.res", "zoneinfo64.res"):
        assert icu.KEPT.match(kept), kept
    for gone in ("fr.res", "coll/zh.res", "windows-1252.cnv", "curr/en.res", "unames.icu"):
        assert not icu.KEPT.match(gone), gone
