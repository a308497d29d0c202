"""Pinholes that look at a bench: a camera and a projector are the same thing, the light runs the other way."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np


@dataclass(frozen=True)
class Pinhole:
    """``k1`` and ``k2`` bend outwards from the middle of the lens; ``middle`` and ``focal`` are in pixels."""

    size: tuple[int, int]
    focal: float
    middle: tuple[float, float]
    place: np.ndarray
    turn: np.ndarray  # rows: right, down, forward of the device, in the bench's axes
    k1: float = 0.0
    k2: float = 0.0

    def seen(self, points: np.ndarray) -> np.ndarray:
        """The pixels (…x2) of points of the bench (…x3)."""
        local = (points - self.place) @ self.turn.T
        x, y = local[..., 0] / local[..., 2], local[..., 1] / local[..., 2]
        r2 = x * x + y * y
        bent = 1 + self.k1 * r2 + self.k2 * r2 * r2
        return np.stack([self.focal * x * bent + self.middle[0], self.focal * y * bent + self.middle[1]], -1)

    def rays(self, pixels: np.ndarray) -> np.ndarray:
        """The direction (…x3, not of unit length) that pixels (…x2) look in."""
        bent = (pixels - np.asarray(self.middle)) / self.focal
        straight = bent.copy()
        for _ in range(12):
            r2 = (straight**2).sum(-1, keepdims=True)
            straight = bent / (1 + self.k1 * r2 + self.k2 * r2 * r2)
        return np.concatenate([straight, np.ones_like(straight[..., :1])], -1) @ self.turn

    def on_plane(self, pixels: np.ndarray, height: float = 0.0) -> np.ndarray:
        """Where (…x2, mm) pixels meet the level plane ``height`` above the bench."""
        rays = self.rays(np.asarray(pixels, np.float64))
        far = (-height - self.place[2]) / rays[..., 2]
        return (self.place + rays * far[..., None])[..., :2]

    def nodded(self, degrees: float, axis: int = 0) -> Pinhole:
        """The same device after a knock about its own axis."""
        vector = np.zeros(3)
        vector[axis] = np.radians(degrees)
        return Pinhole(
            self.size, self.focal, self.middle, self.place, cv2.Rodrigues(vector)[0] @ self.turn, self.k1, self.k2
        )


def facing(place: np.ndarray, target: np.ndarray, roll: float = 0.0) -> np.ndarray:
    """The axes of a device at ``place`` that looks at ``target`` with the bench upright, rolled by some degrees."""
    forward = (target - place) / np.linalg.norm(target - place)
    right = np.cross([0.0, 1.0, 0.0], forward)
    right /= np.linalg.norm(right)
    down = np.cross(forward, right)
    c, s = np.cos(np.radians(roll)), np.sin(np.radians(roll))
    return np.stack([c * right + s * down, -s * right + c * down, forward])
