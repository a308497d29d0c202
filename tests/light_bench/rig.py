"""Camera, projector and room over a simulated bench: what the camera sees of the slides that the app shows."""

from __future__ import annotations

import operator
from dataclasses import dataclass, field

import cv2
import numpy as np

from tests.light_bench.bench import ALBEDO, GLOSS, SURFACES, Bench, Box
from tests.light_bench.optics import Pinhole, facing

GAMMA = 2.2
TARGET = 0.33  # of full scale, that automatic exposure brings the mean of a frame to
EXPOSURE_S = 1 / 30
KEPT_LAYS = 2  # of what lies on the bench, that need not be worked out again
NOISE_SPARE = 97  # pixels by which the noise is larger than a frame: each frame has another piece of it
LAYOUT = ((0.0, 0.0), (0.5, 0.0), (1.0, 0.0), (0.0, 1.0), (0.5, 1.0), (1.0, 1.0), (0.0, 0.5), (1.0, 0.5))
"""Where the tags 0 to 7 are to lie, in parts of the work area."""


@dataclass
class Rig:
    """``room`` in lux; ``sun``: polygon (mm) and lux; ``delay``: seconds from slide to camera, and ``jitter`` more."""

    bench: Bench
    camera: Pinhole
    projector: Pinhole
    lumen: float = 3000.0
    room: float = 500.0
    sun: tuple[np.ndarray, float] | None = None
    delay: float = 0.12
    jitter: float = 0.02
    can_hold: bool = False
    noise: float = 0.006
    blur: float = 0.8
    quality: int = 88
    contrast: float = 400.0
    lens_blur: float = 0.6  # of the projector, in its own pixels
    dropped: float = 0.03
    mirrored: bool = False
    overscan: float = 1.0
    unplugged: bool = False
    seed: int = 0
    fps: float = 15.0
    lamps: tuple[tuple[float, float, float], ...] = ((-300, 350, -2100), (600, 350, -2100), (1500, 350, -2100))
    exposure_lag: float = 0.8
    is_held: bool = False
    """Whether the camera was asked to hold its exposure; it does where it ``can_hold`` it."""
    _shown: list[tuple[float, np.ndarray]] = field(default_factory=list)
    _gain: float | None = None
    _at: float = 0.0
    _lights: list[tuple[np.ndarray | None, np.ndarray]] = field(default_factory=list)
    _is_known: bool = field(default=False, init=False)
    _lays: list[tuple[list[Box], tuple[np.ndarray, ...]]] = field(default_factory=list, init=False)
    _looked: tuple[Pinhole, np.ndarray] | None = None
    """The camera that was there last, and where its pixels look: it seldom moves."""

    def __post_init__(self) -> None:
        self.rng = np.random.default_rng(self.seed * 7 + 1)
        w, h = self.camera.size
        self._noise = self.rng.standard_normal((h + NOISE_SPARE, w + NOISE_SPARE), np.float32)
        self.look()

    # ---- light and geometry, once ----

    @property
    def now(self) -> float:
        """When the camera last took a frame."""
        return self._at

    def look(self) -> None:
        """Take in anew what lies where; after anything was moved."""
        self._lights, self._is_known, self._lays = [], False, []

    def lay(self, *boxes: Box) -> None:
        """Let these lie on the bench, and nothing else changed since; the last few are not worked out again."""
        self.bench.boxes = list(boxes)
        self._lights, self._is_known = [], False

    def see(self) -> None:
        """Work out what every pixel of the camera sees, if that is not known yet."""
        if self._is_known:
            return
        self._is_known = True
        for boxes, seen in self._lays:
            if len(boxes) == len(self.bench.boxes) and all(map(operator.is_, boxes, self.bench.boxes)):
                self.points, self.owner, self.still, self.beam, self.reached = seen
                return
        self._see()
        seen = self.points, self.owner, self.still, self.beam, self.reached
        self._lays = [*self._lays[1 - KEPT_LAYS :], (self.bench.boxes, seen)]

    def _see(self) -> None:
        if self._looked is None or self._looked[0] is not self.camera:
            w, h = self.camera.size
            pixels = np.stack(np.meshgrid(np.arange(w), np.arange(h)), -1).astype(np.float64)
            self._looked = self.camera, self.camera.rays(pixels)
        rays = self._looked[1]
        start = self.camera.place
        far = -start[2] / rays[..., 2]
        owner = np.full(far.shape, -1, np.int8)
        axis = np.full(far.shape, 2, np.int8)
        for number, box in enumerate(self.bench.boxes):
            enter, side = box.enters(start, rays)
            closer = enter < far
            far, owner, axis = (
                np.where(closer, enter, far),
                np.where(closer, number, owner),
                np.where(closer, side, axis),
            )
        self.points = start + rays * far[..., None]
        self.owner = owner
        albedo = self.bench.albedo(self.points[..., :2]).astype(np.float32)
        share = np.full(far.shape, GLOSS[self.bench.surface][0], np.float32)
        sharp = np.full(far.shape, GLOSS[self.bench.surface][1], np.float32)
        normal = np.zeros((*far.shape, 3), np.float32)
        normal[..., 2] = -1
        for number, box in enumerate(self.bench.boxes):
            mine = owner == number
            share[mine], sharp[mine] = GLOSS[box.surface]
            albedo[mine] = ALBEDO[box.surface] if box.albedo is None else box.albedo
            side = mine & (axis != 2)
            albedo[side] *= 0.8
            c, s = np.cos(np.radians(box.turn)), np.sin(np.radians(box.turn))
            local = box.local(self.points[mine])
            if box.picture is not None:
                top = np.abs(local[:, 2] + box.top) < 1e-3
                ph, pw = box.picture.shape[:2]
                u = (local[:, 0] / box.size[0] + 0.5) * pw - 0.5
                v = (local[:, 1] / box.size[1] + 0.5) * ph - 0.5
                albedo[mine] = np.where(top, _sampled(box.picture, u, v), albedo[mine])
            for ax, out in ((0, np.array([c, s, 0])), (1, np.array([-s, c, 0]))):
                for sign in (1, -1):
                    face = side & (axis == ax)
                    facing_us = (rays[face] @ out) * sign < 0
                    normal[face] = np.where(facing_us[:, None], out * sign, normal[face])
        to_eye = _unit((-rays).astype(np.float32))
        ambient = np.full(far.shape, 0.35 * self.room, np.float32)
        mirror = np.zeros(far.shape, np.float32)
        for lamp in self.lamps:
            lit, glint = self._from(np.array(lamp, float), normal, to_eye, share, sharp)
            scale = 0.65 * self.room / len(self.lamps) / 0.85
            ambient += lit * scale * 0.9
            mirror += glint * scale * 0.25  # a panel is broader than the point that is reckoned with
        if self.sun is not None:
            mask = np.zeros((350, 600), np.float32)
            cv2.fillPoly(mask, [np.round(self.sun[0] * 0.5).astype(np.int32)], 1.0)
            mask = cv2.GaussianBlur(mask, (0, 0), 2)
            xy = (self.points[..., :2] * 0.5).astype(np.float32)
            ambient += self.sun[1] * cv2.remap(mask, xy[..., 0], xy[..., 1], cv2.INTER_LINEAR)
        self.still = albedo / np.pi * ambient + mirror
        lit, glint = self._from(self.projector.place, normal, to_eye, share, sharp)
        visible = np.ones(far.shape, bool)
        to_lamp = self.projector.place - self.points
        for box in self.bench.boxes:
            enter, _ = box.enters(self.points + to_lamp * 1e-4, to_lamp)
            visible &= ~(enter < 1)
        dot = (self.points - self.projector.place) @ self.projector.turn[2]
        spread = _dot(to_lamp, to_lamp)
        area = (self.projector.size[0] / self.projector.focal) * (self.projector.size[1] / self.projector.focal)  # at 1
        flux = self.lumen / area * (spread**0.5 / np.maximum(dot, 1)) ** 3  # lux on a facing surface, at distance² 1
        power = (flux / spread * 1e6).astype(np.float32) * visible
        self.beam = power * (albedo / np.pi * lit + glint * 0.5)
        self.reached = self.projector.seen(self.points).astype(np.float32)

    def _from(
        self, lamp: np.ndarray, normal: np.ndarray, to_eye: np.ndarray, share: np.ndarray, sharp: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """The cosine under which a lamp reaches each pixel's surface, and its glint towards the camera."""
        to_lamp = _unit((lamp - self.points).astype(np.float32))
        cosine = np.maximum(_dot(normal, to_lamp), 0)
        half = _unit(to_lamp + to_eye)
        glint = share * (sharp + 8) / (8 * np.pi) * np.maximum(_dot(normal, half), 0) ** sharp
        return cosine, (glint * cosine).astype(np.float32)

    # ---- time ----

    def show(self, slide: np.ndarray, now: float) -> None:
        """The app's second window shows this (height x width, grey 0…255) from now on."""
        late = self.delay + self.jitter * self.rng.random()
        self._shown.append((now + late, slide))
        self._shown = self._shown[-8:]

    def slide(self, now: float) -> np.ndarray | None:
        """What lies on the bench."""
        out = None
        for since, slide in self._shown:
            if since <= now:
                out = slide
        return out

    def light(self, slide: np.ndarray | None) -> np.ndarray:
        """What the projector adds where each pixel of the camera looks."""
        self.see()
        for known, light in self._lights:
            if known is slide:
                return light
        self._lights = [*self._lights[-2:], (slide, self._cast(slide))]
        return self._lights[-1][1]

    def _cast(self, slide: np.ndarray | None) -> np.ndarray:
        w, h = self.projector.size
        if slide is None or self.unplugged:
            level = np.full((h, w), 1 / self.contrast, np.float32)
        else:
            grey = slide if slide.ndim == 2 else cv2.cvtColor(slide, cv2.COLOR_BGR2GRAY)
            if grey.shape != (h, w):
                grey = cv2.resize(grey, (w, h), interpolation=cv2.INTER_AREA)
            if self.overscan != 1.0:
                middle = np.array([[self.overscan, 0, (1 - self.overscan) * w / 2]])
                matrix = np.vstack([middle, [[0, self.overscan, (1 - self.overscan) * h / 2]]])
                grey = cv2.warpAffine(grey, matrix, (w, h))
            if self.mirrored:
                grey = grey[:, ::-1]
            level = (grey.astype(np.float32) / 255) ** GAMMA
            if self.lens_blur:
                level = cv2.GaussianBlur(level, (0, 0), self.lens_blur)
            level = level * (1 - 1 / self.contrast) + 1 / self.contrast
        return self.beam * cv2.remap(level, self.reached[..., 0], self.reached[..., 1], cv2.INTER_LINEAR)

    def shoot(self, now: float) -> np.ndarray | None:
        """The camera's frame at a moment (BGR, uint8), or None where it was dropped."""
        self.see()
        dt, self._at = max(0.0, now - self._at), now
        radiance = self.still + self.light(self.slide(now))
        changed = [since for since, _ in self._shown if now - EXPOSURE_S < since <= now]
        if changed:
            before = self.still + self.light(self.slide(changed[-1] - 1e-6))
            part = (now - changed[-1]) / EXPOSURE_S
            radiance = radiance * part + before * (1 - part)
        sparse = radiance[::8, ::8]
        wanted = TARGET / max(float(np.minimum(sparse, np.percentile(sparse, 98)).mean()), 1e-6)
        if self._gain is None:
            self._gain = wanted
        elif not (self.is_held and self.can_hold):
            self._gain *= (wanted / self._gain) ** (1 - np.exp(-dt / self.exposure_lag))
        if self.rng.random() < self.dropped:
            return None
        return self.develop(radiance * self._gain)

    def develop(self, linear: np.ndarray) -> np.ndarray:
        """Lens blur, noise, tone curve and JPEG."""
        linear = cv2.GaussianBlur(linear.astype(np.float32), (0, 0), self.blur)
        x, y = self.rng.integers(NOISE_SPARE, size=2)
        noise = self._noise[y : y + linear.shape[0], x : x + linear.shape[1]]
        linear = linear + noise * (self.noise * np.sqrt(np.maximum(linear, 0.02)))
        grey = (cv2.pow(np.clip(linear, 0, 1), 1 / GAMMA) * 255).astype(np.uint8)
        jpeg = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, self.quality])[1]
        return cv2.cvtColor(cv2.imdecode(jpeg, 0), cv2.COLOR_GRAY2BGR)

    # ---- truth ----

    def lands(self, pixels: np.ndarray, height: float = 0.0) -> np.ndarray:
        """Where (mm) pixels of the app's second window land on the level ``height`` above the bench."""
        pixels = np.asarray(pixels, np.float64)
        w, h = self.projector.size
        if self.overscan != 1.0:
            pixels = (pixels - [w / 2, h / 2]) * self.overscan + [w / 2, h / 2]
        if self.mirrored:
            pixels = np.stack([w - 1 - pixels[..., 0], pixels[..., 1]], -1)
        return self.projector.on_plane(pixels, height)


def _dot(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return np.einsum("...i,...i->...", one, other)


def _unit(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.sqrt(_dot(vectors, vectors))[..., None]


def _sampled(picture: np.ndarray, u: np.ndarray, v: np.ndarray) -> np.ndarray:
    """A picture at points (N each, pixels)."""
    wide = 1024  # OpenCV takes no more than 32767 in a row
    pad = -len(u) % wide
    at = [np.pad(part, (0, pad)).reshape(-1, wide).astype(np.float32) for part in (u, v)]
    got = cv2.remap(picture.astype(np.float32), *at, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(got.reshape(-1)[: len(u)])


def make_rig(
    seed: int,
    *,
    surfaces: tuple[str, ...] = SURFACES,
    tag_error: float | None = None,
    boxes: list[Box] | None = None,
    frame: tuple[int, int] = (1280, 720),
    area: tuple[float, float] = (1000.0, 550.0),
) -> Rig:
    """A set-up as somebody might have hung it; ``area`` is the work area, in the middle of the bench."""
    rng = np.random.default_rng(seed + 1000)
    size = (1200.0, 700.0)
    surface = surfaces[int(rng.integers(len(surfaces)))]
    error = float(rng.uniform(0, 1)) if tag_error is None else tag_error
    left, top = (size[0] - area[0]) / 2, (size[1] - area[1]) / 2
    tags = {}
    for number, (u, v) in enumerate(LAYOUT):
        dx, dy = rng.uniform(-error, error, 2)
        tags[number] = (left + u * area[0] + dx, top + v * area[1] + dy, float(rng.uniform(-4, 4)))
    bench = Bench(size, surface, list(boxes or []), tags, seed)
    height = rng.uniform(1000, 1400)
    place = np.array([600 + rng.uniform(-120, 120), 350 + rng.uniform(-150, 150), -height])
    target = np.array([600 + rng.uniform(-25, 25), 350 + rng.uniform(-20, 20), 0.0])
    w, h = frame
    camera = Pinhole(
        frame, w * height / 1370, (w / 2 + rng.normal(0, 6), h / 2 + rng.normal(0, 6)), place,
        facing(place, target, rng.uniform(-3, 3)), rng.uniform(-0.16, 0.04), rng.uniform(-0.01, 0.03),
    )  # fmt: skip
    pixels = ((1280, 800), (1920, 1080), (1024, 768), (1920, 1200))[int(rng.integers(4))]
    throw, tilt = rng.uniform(1100, 2000), rng.uniform(0, 25)
    side = rng.choice([-1, 1])
    at = np.array([600 + rng.uniform(-150, 150), 350 + side * throw * np.sin(np.radians(tilt)), -throw])
    aim = np.array([600 + rng.uniform(-15, 15), 350 + rng.uniform(-15, 15), 0.0])
    distance = float(np.linalg.norm(at - aim))
    cover = rng.uniform(1.12, 1.32) * (1 + 0.008 * tilt)
    focal = min(pixels[0] * distance / (area[0] * cover), pixels[1] * distance / (area[1] * cover))
    projector = Pinhole(
        pixels, focal, ((pixels[0] - 1) / 2, (pixels[1] - 1) / 2), at, facing(at, aim, rng.uniform(-3, 3)),
        rng.uniform(-0.004, 0.004),
    )  # fmt: skip
    sun = None
    if rng.random() < 0.25:
        middle = rng.uniform([200, 100], [1000, 600])
        sun = (middle + np.array([[-90, -60], [80, -75], [100, 70], [-70, 60]]), float(rng.uniform(1000, 6000)))
    room = float(np.exp(rng.uniform(np.log(100), np.log(1000))))
    return Rig(
        bench, camera, projector, lumen=float(rng.uniform(2000, 4000)), room=room,
        sun=sun, delay=float(rng.uniform(0.06, 0.25)), jitter=float(rng.uniform(0, 0.04)),
        can_hold=bool(rng.random() < 0.4), noise=float(rng.uniform(0.004, 0.015)),
        blur=float(rng.uniform(0.6, 1.2)), quality=int(rng.integers(75, 95)), contrast=float(rng.uniform(250, 800)),
        lens_blur=float(rng.uniform(0.4, 1.0)), seed=seed, exposure_lag=float(rng.uniform(0.4, 1.2)),
    )  # fmt: skip
