"""From the bytes of a file to clean lines: size, encoding, signs that cannot be seen."""

from __future__ import annotations

import re
import stat
from dataclasses import dataclass
from pathlib import Path

from oss_app.core.problem import Span
from oss_app.taskfile.problems.diagnostic import Diagnostic

MAX_BYTES = 1_000_000
MAX_LINES = 20_000
MAX_LINE = 10_000
"""Longer lines are read, but mistakes in the file are not explained; no person writes them."""
MAX_FINDINGS = 100
INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
"""Signs that cannot be seen: controls, line breaks that no editor shows, marks that turn letters around."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000"
_ODD_SPACE = re.compile(rf"^[ \t{_SPACES}]*?[{_SPACES}]+|^\s*(?:- +)?\w+:(?P<after>[{_SPACES}]+)")
_MAY_BE_ODD = re.compile(rf"[{_SPACES}]")
_TAB = re.compile(r"^ *(?:- *)?(\t+)")
_ODD_DASH = re.compile(r"^ *([*•·–—‐‑‒−])[ \t]*(?=\w+ *:)")
_MAY_HAVE_ODD_DASH = re.compile(r"[*•·–—‐‑‒−]")


@dataclass(frozen=True)
class SourceText:
    """A file's lines as they stand (``lines``) and as they can be read (``clean``: same places, no odd signs)."""

    lines: tuple[str, ...]
    clean: tuple[str, ...]
    findings: tuple[Diagnostic, ...]

    @property
    def is_refused(self) -> bool:
        """Whether there is nothing to read: the file is empty, or is too long to be looked at."""
        return any(finding.code in ("empty-file", "too-many-lines") for finding in self.findings)


def without_invisible(text: str) -> str:
    """Return a text without the signs that a file refuses; another program's break of a line is a space."""
    return INVISIBLE.sub(lambda sign: sign[0] if sign[0] == "\n" else " " * sign[0].isspace(), text)


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes | Diagnostic:
    """Return a file's bytes, or why it is not read.

    Never opens what is not an ordinary file, never reads past ``limit``.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic("not-a-file", args={"name": path.name})
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        return Diagnostic("file-missing", args={"name": path.name})
    except (OSError, ValueError):
        return Diagnostic("unreadable", args={"name": path.name})
    if len(data) > limit:
        return Diagnostic("file-too-big", args={"limit": limit // 1000})
    return data


def open_source(data: bytes) -> SourceText:
    """Return the lines of a file, with what is wrong in its encoding and its invisible signs."""
    text, findings = _decode(data)
    if not text or text.isspace():
        return SourceText(("",), ("",), (*findings, Diagnostic("empty-file", Span(1, 1))))
    if text.count("\n") + text.count("\r") > 2 * MAX_LINES:
        return SourceText(("",), ("",), (*findings, Diagnostic("too-many-lines", Span(1, 1), {"limit": MAX_LINES})))
    lines = tuple(_LINE_END.split(text))
    clean: list[str] = []
    for number, line in enumerate(lines, 1):
        clean.append(_clean(line, number, findings) if len(findings) < MAX_FINDINGS else line)
    return SourceText(lines, tuple(clean), tuple(findings))


def _decode(data: bytes) -> tuple[str, list[Diagnostic]]:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), [Diagnostic("utf-16", Span(1, 1))]
    if len(data) >= 4 and (data[1:4:2] == b"\0\0" or data[0:4:2] == b"\0\0"):
        wide = "utf-16-le" if data[1] == 0 else "utf-16-be"
        return data.decode(wide, "replace"), [Diagnostic("utf-16", Span(1, 1))]
    data = data.removeprefix(b"\xef\xbb\xbf")  # Notepad's "UTF-8 with BOM" is harmless
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        before = _LINE_END.split(data[: error.start].decode("utf-8"))
        place = Span(len(before), len(before[-1]) + 1)
        return data.decode("cp1252", "replace"), [Diagnostic("not-utf8", place)]


def _clean(line: str, number: int, findings: list[Diagnostic]) -> str:
    if line.isascii() and line.isprintable():
        return _clean_dash(line, number, findings) if "*" in line else line
    for match in INVISIBLE.finditer(line):
        findings.append(
            Diagnostic("invisible-character", Span(number, match.start() + 1), {"sign": f"U+{ord(match[0]):04X}"})
        )
        if len(findings) >= MAX_FINDINGS:
            break
    line = INVISIBLE.sub(" ", line)
    if len(line) > MAX_LINE:
        return line
    if tab := _TAB.match(line):
        findings.append(Diagnostic("tab", Span(number, tab.start(1) + 1, len(tab[1]))))
        line = line[: tab.start(1)] + "  " * len(tab[1]) + line[tab.end() :]
    if _MAY_BE_ODD.search(line) and (odd := _ODD_SPACE.match(line)):
        first = odd.start("after") if odd["after"] else next(i for i, c in enumerate(line) if _MAY_BE_ODD.match(c))
        findings.append(
            Diagnostic("odd-space", Span(number, first + 1, odd.end() - first), suggestion=" " * (odd.end() - first))
        )
        line = line[:first] + " " * (odd.end() - first) + line[odd.end() :]
    return _clean_dash(line, number, findings) if _MAY_HAVE_ODD_DASH.search(line) else line


def _clean_dash(line: str, number: int, findings: list[Diagnostic]) -> str:
    odd = _ODD_DASH.match(line)
    if not odd:
        return line
    findings.append(Diagnostic("odd-dash", Span(number, odd.start(1) + 1, 1), suggestion="-"))
    return line[: odd.start(1)] + "-" + line[odd.end(1) :]
