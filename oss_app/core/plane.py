"""The map from one plane to another, as eyes and lamps see planes: a homography, in plain numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pydantic import BaseModel, ConfigDict

from oss_app.core.region import Point

FLAT = 1e-9  # below it a determinant, or the depth of a point, counts as nothing
NUDGE = 1e-3  # by which a corner is moved to see what follows
ROUNDS = 4  # of which each brings the fit some digits nearer


class Homography(BaseModel):
    """``rows`` are the nine numbers of the matrix, row by row."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    rows: tuple[float, float, float, float, float, float, float, float, float] = (1, 0, 0, 0, 1, 0, 0, 0, 1)

    def at(self, point: Point) -> Point:
        """Tell where a point lies on the other plane. ValueError for one that lies at infinity there."""
        a, b, c, d, e, f, g, h, i = self.rows
        x, y = point
        depth = g * x + h * y + i
        if abs(depth) < FLAT:
            raise ValueError("this point has no image")
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth

    def all(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Return the same for each of these points."""
        return tuple(self.at(point) for point in points)

    def after(self, first: Homography) -> Homography:
        """Return the map that takes a point through ``first`` and then through this one."""
        a, b = self.rows, first.rows
        cells = [sum(a[3 * r + k] * b[3 * k + c] for k in range(3)) for r in range(3) for c in range(3)]
        return _scaled(cells)

    def inverse(self) -> Homography:
        """Return the map back. ValueError where there is none."""
        a, b, c, d, e, f, g, h, i = self.rows
        cells = [e * i - f * h, c * h - b * i, b * f - c * e, f * g - d * i, a * i - c * g, c * d - a * f]
        cells += [d * h - e * g, b * g - a * h, a * e - b * d]
        if abs(a * cells[0] + b * cells[3] + c * cells[6]) < FLAT:
            raise ValueError("this map has no way back")
        return _scaled(cells)


def between(source: Sequence[Point], target: Sequence[Point]) -> Homography:
    """Return the map that takes four points to four others. ValueError where three of either lie on a line."""
    if len(source) != 4 or len(target) != 4 or is_flat(source) or is_flat(target):
        raise ValueError("a plane is laid on another by four corners")
    return _from_square(target).after(_from_square(source).inverse())


def fitted(source: Sequence[Point], target: Sequence[Point], without: int | None = None) -> Homography:
    """Return the map that takes points to others with the least squares left; the first four are corners about them.

    It is sought as where those four corners go: eight numbers of one kind, near where they are. ``without`` is the
    number of a point that does not count. ValueError as for ``between``, and where the points lie on no plane at all.
    """
    corners = list(target[:4])
    counted = [n for n in range(len(source)) if n != without]
    start, source, target = source[:4], [source[n] for n in counted], [target[n] for n in counted]
    found = between(start, corners)
    for _ in range(ROUNDS):
        left = _differences(found, source, target)
        slopes = []
        for number in range(8):
            nudged = list(corners)
            x, y = nudged[number // 2]
            nudged[number // 2] = (x, y + NUDGE) if number % 2 else (x + NUDGE, y)
            there = _differences(between(start, nudged), source, target)
            slopes.append([(b - a) / NUDGE for a, b in zip(left, there, strict=True)])
        steps = _solved(
            [[sum(a * b for a, b in zip(one, other, strict=True)) for other in slopes] for one in slopes],
            [-sum(a * b for a, b in zip(one, left, strict=True)) for one in slopes],
        )
        corners = [(x + steps[2 * n], y + steps[2 * n + 1]) for n, (x, y) in enumerate(corners)]
        found = between(start, corners)
    return found


def is_flat(corners: Sequence[Point]) -> bool:
    """Tell whether four corners do not span a convex area."""
    turns = [_turn(corners[i - 2], corners[i - 1], corners[i]) for i in range(4)]
    return not (all(t > FLAT for t in turns) or all(t < -FLAT for t in turns))


def is_mirrored(corners: Sequence[Point]) -> bool:
    """Tell whether corners that are named clockwise on the bench (y down) run the other way round here."""
    return sum(_turn(corners[i - 2], corners[i - 1], corners[i]) for i in range(4)) < 0


def _differences(there: Homography, source: Sequence[Point], target: Sequence[Point]) -> list[float]:
    """Return what a map leaves between points and where they are to go: x and y of each."""
    pairs = zip(there.all(source), target, strict=True)
    return [far for (ax, ay), (bx, by) in pairs for far in (ax - bx, ay - by)]


def _solved(rows: Sequence[Sequence[float]], right: Sequence[float]) -> list[float]:
    """Return the solution of so many equations, by elimination with the largest pivot."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for column in range(len(table)):
        pivot = max(range(column, len(table)), key=lambda row: abs(table[row][column]))
        table[column], table[pivot] = table[pivot], table[column]
        head = [value / table[column][column] for value in table[column]]
        table = [
            head if row == column else [a - line[column] * b for a, b in zip(line, head, strict=True)]
            for row, line in enumerate(table)
        ]
    return [row[-1] for row in table]


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0])


def _from_square(corners: Sequence[Point]) -> Homography:
    """Take (0, 0), (1, 0), (1, 1), (0, 1) to these corners. Source: Heckbert 1989, section 2.2.3."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners
    dx1, dx2, dx3 = x1 - x2, x3 - x2, x0 - x1 + x2 - x3
    dy1, dy2, dy3 = y1 - y2, y3 - y2, y0 - y1 + y2 - y3
    determinant = dx1 * dy2 - dx2 * dy1
    g, h = (dx3 * dy2 - dx2 * dy3) / determinant, (dx1 * dy3 - dx3 * dy1) / determinant
    return Homography(rows=(x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h, 1.0))


def _scaled(cells: Sequence[float]) -> Homography:
    largest = max(abs(cell) for cell in cells)
    a, b, c, d, e, f, g, h, i = (cell / largest for cell in cells)
    return Homography(rows=(a, b, c, d, e, f, g, h, i))
