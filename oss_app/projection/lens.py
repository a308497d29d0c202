"""The lens of the camera, found from the projected board: straight lines of the projector are straight on a plane."""

from __future__ import annotations

import numpy as np
from pydantic import BaseModel, ConfigDict

from oss_app.projection.picture import Numbers

ROUNDS = 30
STRONGEST = 0.6  # bending beyond this is no lens that looks at a bench


class Lens(BaseModel):
    """Bends a straight picture of ``size`` pixels as the camera does: by ``1 + k1 r² + k2 r⁴`` about the middle.

    ``r`` is 1 at half the picture's width.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    size: tuple[int, int]
    k1: float = 0.0
    k2: float = 0.0

    def straight(self, pixels: Numbers) -> Numbers:
        """Tell where pixels (Nx2) of the camera would be without its lens."""
        bent = self._inside(pixels)
        out = bent.copy()
        for _ in range(ROUNDS):
            r2 = (out**2).sum(-1, keepdims=True)
            out = bent / (1 + self.k1 * r2 + self.k2 * r2 * r2)
        return self._outside(out)

    def bent(self, pixels: Numbers) -> Numbers:
        """Return the other way: where points of the straight picture are in the camera's."""
        straight = self._inside(pixels)
        r2 = (straight**2).sum(-1, keepdims=True)
        return self._outside(straight * (1 + self.k1 * r2 + self.k2 * r2 * r2))

    def _inside(self, pixels: Numbers) -> Numbers:
        return (np.asarray(pixels, np.float64) - self._middle) / (self.size[0] / 2)

    def _outside(self, points: Numbers) -> Numbers:
        return points * (self.size[0] / 2) + self._middle

    @property
    def _middle(self) -> Numbers:
        return np.array([(self.size[0] - 1) / 2, (self.size[1] - 1) / 2])


def find_lens(source: Numbers, seen: Numbers, size: tuple[int, int]) -> tuple[Lens, Numbers]:
    """Return the lens, and the map (3x3) from ``source`` (Nx2, on a plane) to the straight picture, by least squares.

    ``seen`` (Nx2) is where the camera of ``size`` pixels sees them. Raises ValueError where they fit no lens.
    """
    start = _homography(source, Lens(size=size).straight(seen))
    mean, spread = source.mean(0), source.std() + 1e-9
    inward = np.array([[spread, 0, mean[0]], [0, spread, mean[1]], [0, 0, 1]])
    points = (source - mean) / spread
    values = np.concatenate([(start @ inward / (start @ inward)[2, 2]).ravel()[:8], [0.0, 0.0]])
    values = _fitted(values, points, seen, size)
    k1, k2 = float(values[8]), float(values[9])
    if not np.isfinite(values).all() or abs(k1) > STRONGEST or abs(k2) > STRONGEST:
        raise ValueError("no lens bends so")
    return Lens(size=size, k1=k1, k2=k2), np.append(values[:8], 1.0).reshape(3, 3) @ np.linalg.inv(inward)


def _fitted(values: Numbers, points: Numbers, seen: Numbers, size: tuple[int, int]) -> Numbers:
    """Levenberg and Marquardt's way down, with a loss that outliers do not lead (Huber, 1 px)."""

    def misses(values: Numbers) -> Numbers:
        matrix = np.append(values[:8], 1.0).reshape(3, 3)
        lens = Lens(size=size, k1=float(values[8]), k2=float(values[9]))
        return (lens.bent(mapped(matrix, points)) - seen).ravel()

    damping, now = 1e-3, misses(values)
    for _ in range(ROUNDS):
        steps = 1e-6 * np.maximum(np.abs(values), 1e-2)
        slopes = np.stack([(misses(values + np.eye(10)[i] * steps[i]) - now) / steps[i] for i in range(10)], 1)
        weight = np.minimum(1.0, 1.0 / np.maximum(np.abs(now), 1e-9))
        square, down = slopes.T @ (slopes * weight[:, None]), slopes.T @ (now * weight)
        for _ in range(8):
            tried = values - np.linalg.solve(square + damping * np.diag(np.diag(square) + 1e-12), down)
            after = misses(tried)
            if _loss(after) < _loss(now):
                values, now, damping = tried, after, damping / 5
                break
            damping *= 5
        else:
            break
    return values


def _loss(misses: Numbers) -> float:
    size = np.abs(misses)
    return float(np.where(size < 1, size**2 / 2, size - 0.5).sum())


def mapped(matrix: Numbers, points: Numbers) -> Numbers:
    """Points (Nx2) through a homography (3x3)."""
    out = np.concatenate([points, np.ones((len(points), 1))], 1) @ np.asarray(matrix).T
    return np.asarray(out[:, :2] / out[:, 2:], np.float64)


def _homography(source: Numbers, target: Numbers) -> Numbers:
    import cv2

    matrix, _ = cv2.findHomography(source, target, cv2.USAC_MAGSAC, 3.0)
    if matrix is None:
        raise ValueError("these points are no picture of a plane")
    return np.asarray(matrix)
