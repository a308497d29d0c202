"""What each part of the bundle costs, and what was left out of it: the table in docs/packaging.md."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from steps import slim, venvs
from steps.bundle import INTERNAL
from steps.licences import locked_names
from steps.places import BUNDLE
from steps.shell import megabytes

PARTS = {
    "Qt's libraries": ("PySide6/Qt/lib/libQt6*",),
    "Qt: ICU (cut to Dutch and English)": ("PySide6/Qt/lib/libicu*",),
    "Qt: FFmpeg for films and sound": ("PySide6/Qt/lib/libav*", "PySide6/Qt/lib/libsw*"),
    "Qt: plugins": ("PySide6/Qt/plugins/**/*",),
    "PySide6 and Shiboken": ("PySide6/*.so*", "shiboken6/**/*"),
    "OpenCV": ("cv2/**/*",),
    "OpenCV: OpenBLAS": ("opencv_python_headless.libs/libopenblas*", "opencv_python_headless.libs/lib[gq]*"),
    "OpenCV: FFmpeg for cameras and recordings": ("opencv_python_headless.libs/*",),
    "numpy": ("numpy/**/*",),
    "numpy: OpenBLAS": ("numpy.libs/*",),
    "Pillow and lxml, for PowerPoint files": ("PIL/**/*", "pillow.libs/*", "lxml/**/*", "pptx/**/*"),
    "pydantic": ("pydantic_core/**/*",),
    "zxing-cpp": ("zxingcpp/**/*",),
    "Python": ("libpython*", "python3*/**/*", "base_library.zip"),
    "sample tasks": ("instructions/**/*",),
    "fonts, icons, words, cards, demonstration": ("assets/**/*",),
    "program and Python modules": ("../oss-app",),
}


def table() -> str:
    """Two tables in Markdown, in MB of 1,000,000 bytes."""
    lines = ["| part | MB |", "|---|---:|"]
    counted: set[Path] = set()
    for name, patterns in PARTS.items():
        files = {file for pattern in patterns for file in INTERNAL.glob(pattern) if _counts(file)} - counted
        counted |= files
        lines.append(f"| {name} | {_sum(files):.1f} |")
    rest = {file for file in BUNDLE.rglob("*") if _counts(file)} - {file.resolve() for file in counted} - counted
    lines += [f"| all else | {_sum(rest):.1f} |", f"| **installed** | **{megabytes(BUNDLE):.0f}** |", ""]
    return "\n".join([*lines, *_left_out()])


def _left_out() -> list[str]:
    site = venvs.site_packages(venvs.runtime())
    sums: defaultdict[str, float] = defaultdict(float)
    why = {}
    for file in site.rglob("*"):
        rule = slim.dropped_by(file.relative_to(site).as_posix()) if _counts(file) else None
        if rule and _is_carried(file.relative_to(site)):
            sums[rule.name] += file.stat().st_size / 1e6
            why[rule.name] = rule.why
    lines = ["| left out | MB | why |", "|---|---:|---|"]
    ordered = sorted(sums.items(), key=lambda one: -one[1])
    return [*lines, *(f"| {name} | {size:.1f} | {why[name]} |" for name, size in ordered if size >= 0.1)]


def _is_carried(file: Path) -> bool:
    tools = ("pip", "setuptools", "PyInstaller", "_pyinstaller", "altgraph", "packaging", "pkg_resources")
    return not file.parts[0].startswith(tools) or file.parts[0].split("-")[0] in locked_names()


def _counts(file: Path) -> bool:
    return file.is_file() and not file.is_symlink() and "__pycache__" not in file.parts


def _sum(files: set[Path]) -> float:
    return sum(file.stat().st_size for file in files) / 1e6
