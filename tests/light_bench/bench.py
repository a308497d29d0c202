"""What lies on the simulated bench, and how it answers light."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np

TAG_MM = 30.0
PAPER_MM = 42.0
SURFACES = ("laminate", "wood", "white", "steel", "dark gloss", "dark wood")
ALBEDO = {"laminate": 0.62, "wood": 0.42, "white": 0.8, "steel": 0.3, "dark gloss": 0.045, "dark wood": 0.12}
GLOSS = {  # (share of the light that is mirrored, sharpness)
    "laminate": (0.02, 60),
    "wood": (0.012, 30),
    "white": (0.025, 90),
    "steel": (0.35, 45),
    "dark gloss": (0.05, 900),
    "dark wood": (0.012, 40),
}


@dataclass(frozen=True)
class Box:
    """A tray, a bin or an arm: ``at`` is the middle of its foot, ``size`` its width, depth and height (mm)."""

    at: tuple[float, float]
    size: tuple[float, float, float]
    turn: float = 0.0
    surface: str = "white"
    albedo: float | None = None
    picture: np.ndarray | None = None  # its top, as reflectance 0…1, stretched over it
    lift: float = 0.0  # of its foot, above the bench

    def local(self, points: np.ndarray) -> np.ndarray:
        """Points in the box's own axes."""
        c, s = np.cos(np.radians(self.turn)), np.sin(np.radians(self.turn))
        x, y = points[..., 0] - self.at[0], points[..., 1] - self.at[1]
        return np.stack([c * x + s * y, -s * x + c * y, points[..., 2]], -1)

    def world(self, points: np.ndarray) -> np.ndarray:
        """Points of its top (…x2, mm from its middle) on the bench (…x2)."""
        c, s = np.cos(np.radians(self.turn)), np.sin(np.radians(self.turn))
        x, y = points[..., 0], points[..., 1]
        return np.stack([c * x - s * y + self.at[0], s * x + c * y + self.at[1]], -1)

    @property
    def top(self) -> float:
        return self.size[2] + self.lift

    def enters(self, start: np.ndarray, rays: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """How far along ``rays`` each enters the box (inf for never), and through which axis."""
        c, s = np.cos(np.radians(self.turn)), np.sin(np.radians(self.turn))
        origin = self.local(start)
        x, y = rays[..., 0], rays[..., 1]
        ray = np.stack([c * x + s * y, -s * x + c * y, rays[..., 2]], -1)
        low = np.array([-self.size[0] / 2, -self.size[1] / 2, -self.top])
        high = np.array([self.size[0] / 2, self.size[1] / 2, -self.lift])
        with np.errstate(divide="ignore", invalid="ignore"):
            first, second = (low - origin) / ray, (high - origin) / ray
        near, far = np.minimum(first, second), np.maximum(first, second)
        (x, y, z), (u, v, w) = np.moveaxis(near, -1, 0), np.moveaxis(far, -1, 0)  # numpy is slow over three numbers
        enter, leave = np.maximum(np.maximum(x, y), z), np.minimum(np.minimum(u, v), w)
        hit = (enter <= leave) & (leave > 0) & (enter > 1e-6)
        return np.where(hit, enter, np.inf), np.where(x == enter, 0, np.where(y == enter, 1, 2))


@dataclass
class Bench:
    """``tags``: by number, where the middle of each printed tag truly lies (mm) and how it is turned (degrees)."""

    size: tuple[float, float] = (1200.0, 700.0)
    surface: str = "laminate"
    boxes: list[Box] = field(default_factory=list)
    tags: dict[int, tuple[float, float, float]] = field(default_factory=dict)
    seed: int = 0

    def __post_init__(self) -> None:
        self._grain = _grain(self.surface, self.seed)
        kinds = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
        self._papers = {n: _paper(cv2.aruco.generateImageMarker(kinds, n, 60)) for n in self.tags}

    def albedo(self, points: np.ndarray) -> np.ndarray:
        """The reflectance of the bench's own top at points (…x2, mm), with the printed tags on it."""
        x, y = points[..., 0], points[..., 1]
        u, v = (x * 0.5).astype(np.float32) % 1024, (y * 0.5).astype(np.float32) % 1024
        out = ALBEDO[self.surface] * cv2.remap(self._grain, u, v, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP)
        for number, (tx, ty, turn) in self.tags.items():
            c, s = np.cos(np.radians(turn)), np.sin(np.radians(turn))
            dx, dy = x - tx, y - ty
            a, b = c * dx + s * dy, -s * dx + c * dy
            inside = (np.abs(a) < PAPER_MM / 2) & (np.abs(b) < PAPER_MM / 2)
            if inside.any():
                paper = self._papers[number]
                scale = paper.shape[0] / PAPER_MM
                pu, pv = (a[inside] + PAPER_MM / 2) * scale - 0.5, (b[inside] + PAPER_MM / 2) * scale - 0.5
                got = cv2.remap(
                    paper, pu.astype(np.float32)[:, None], pv.astype(np.float32)[:, None], cv2.INTER_LINEAR,
                    borderMode=cv2.BORDER_REPLICATE,
                )  # fmt: skip
                out[inside] = got[:, 0]
        return out


def _paper(tag: np.ndarray) -> np.ndarray:
    """A tag as it is printed: black is not quite black, and white paper stands round it."""
    scale = tag.shape[0] / TAG_MM
    rim = round((PAPER_MM - TAG_MM) / 2 * scale)
    return np.pad(np.where(tag > 127, 0.82, 0.05).astype(np.float32), rim, constant_values=0.82)


def _grain(surface: str, seed: int) -> np.ndarray:
    """How the reflectance of a surface varies about its mean: 1024x1024, two millimetres each."""
    rng = np.random.default_rng(seed + 7919)
    noise = rng.standard_normal((1024, 1024)).astype(np.float32)
    fine, broad = cv2.GaussianBlur(noise, (0, 0), 0.8), cv2.GaussianBlur(noise, (0, 0), 40) * 40
    if surface in ("wood", "dark wood"):
        bands = cv2.GaussianBlur(noise, (0, 0), sigmaX=60, sigmaY=1.2) * 9
        return np.clip(1 + 0.16 * bands + 0.06 * broad + 0.03 * fine, 0.3, 1.8)
    if surface == "steel":
        brushed = cv2.GaussianBlur(noise, (0, 0), sigmaX=25, sigmaY=0.6) * 4
        return np.clip(1 + 0.05 * brushed + 0.04 * broad, 0.5, 1.5)
    return np.clip(1 + 0.03 * fine + 0.03 * broad, 0.7, 1.3)
