"""Outlines as they are written in a file: a list of points, or four numbers for a rectangle."""

from __future__ import annotations

import re

from oss_app.core.problem import Span
from oss_app.core.region import Point, rectangle
from oss_app.taskfile.problems.diagnostic import Diagnostic
from oss_app.taskfile.read.entries import Diagnostics
from oss_app.taskfile.yaml.tree import Items, Node, Pairs, Scalar

LEAST, MOST = 3, 200
"""How many points an outline can have, as in ``core.region``."""
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE)


def read_outline(node: Node, findings: Diagnostics) -> tuple[Point, ...] | None:
    """Return the outline that is written here; None where there is a fault, which is then in the findings."""
    if not isinstance(node, Items) or not node.nodes:
        findings.add(Diagnostic("not-an-outline", node.span))
        return None
    if all(isinstance(child, Scalar) for child in node.nodes):
        return _rectangle(node, findings)
    if not LEAST <= len(node.nodes) <= MOST:
        args = {"low": LEAST, "high": MOST, "count": len(node.nodes)}
        findings.add(Diagnostic("outline-size", node.span, args))
        return None
    points = [_point(child, findings) for child in node.nodes]
    whole = [point for point in points if point is not None]
    return tuple(whole) if len(whole) == len(points) else None


def _rectangle(node: Items, findings: Diagnostics) -> tuple[Point, ...] | None:
    numbers = _fractions(node, 4, findings)
    if numbers is None:
        return None
    left, top, right, bottom = numbers
    if left >= right or top >= bottom:
        findings.add(Diagnostic("flat-rectangle", node.span))
        return None
    return rectangle(left, top, right, bottom)


def _point(node: Node, findings: Diagnostics) -> Point | None:
    if not isinstance(node, Items):
        findings.add(Diagnostic("not-an-outline", node.span))
        return None
    numbers = _fractions(node, 2, findings)
    return (numbers[0], numbers[1]) if numbers else None


def _fractions(node: Items, count: int, findings: Diagnostics) -> list[float] | None:
    if len(node.nodes) != count:
        findings.add(Diagnostic("not-an-outline", node.span))
        return None
    numbers = []
    for child in node.nodes:
        span = child.span if isinstance(child, Scalar | Pairs | Items) else Span(1, 1)
        text = child.text.strip() if isinstance(child, Scalar) else "…"
        if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= 1:
            findings.add(Diagnostic("not-a-fraction", span, {"value": text}))
            return None
        numbers.append(float(text))
    return numbers
