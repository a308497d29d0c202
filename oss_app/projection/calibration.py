"""From three shots of the bench to the map of the light: white, black and the chessboard, with printed tags about."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.core.light import CELLS, BenchMap, CameraSide, MadeBy, MapFault
from oss_app.core.plane import Homography
from oss_app.projection.fault import MapRefusedError
from oss_app.projection.lens import Lens, find_lens, mapped
from oss_app.projection.pattern import Board
from oss_app.projection.picture import GAMMA, Grey, Numbers
from oss_app.projection.tags import bench_from, find_tags

LEAST_CORNERS = 40
MOST_RESIDUAL_PX = 2.0
LEAST_COVERAGE = 0.6
OUTLIER_PX = 2.5  # corners further from the plane's fit than this lie on something else: a tray, an arm
LEAST_SHARE = 0.7  # of the corners must fit the plane
LEAST_LIT = 0.05  # of the camera's picture
SEEN_LIGHT = 0.004  # of full scale, by which a pixel must brighten to count as lit
HELD = 0.94  # of what it was beside black, from which the light of the chessboard's black squares was taken alike
PAPER = 1.35  # times a tag: with the white round it
DROWNED_PAPER = 0.25  # of that; half of it is white
FULL = 0.92  # from here on a camera's pixel tells nothing about how bright it is


@dataclass(frozen=True)
class Shots:
    """What the camera saw of each slide, as light (0…1, HxW), and how long a slide takes to be seen.

    ``level`` is how bright the slides were, 1 for all that the projector can give.
    """

    white: Numbers
    black: Numbers
    board: Numbers
    delay_s: float
    level: float = 1.0


def calibrate(shots: Shots, size: tuple[int, int], area: tuple[float, float]) -> BenchMap:
    """Return the map of a projector with a picture of ``size`` pixels. MapRefusedError rather than a doubtful one."""
    white, board = _evened(shots.white, shots.black), _evened(shots.board, shots.black, has_dark=True)
    light = white - shots.black
    lit = cv2.blur(np.asarray(light, np.float32), (5, 5)) > np.maximum(SEEN_LIGHT, 0.03 * shots.black)
    if lit.mean() < LEAST_LIT:
        raise MapRefusedError(MapFault.NO_LIGHT)
    share = (board - shots.black) / np.maximum(light, SEEN_LIGHT / 2)
    whole = max(float(np.percentile(share[lit], 80)), 1e-6)  # white squares: the exposure may differ in white alone
    slide = np.where(lit, np.clip(share / whole, 0, 1), 0.5)
    pattern = Board.of(size)
    numbers, seen = _corners(pattern, slide)
    frame = (shots.black.shape[1], shots.black.shape[0])
    lens, matrix, kept = _plane(pattern.corners[numbers], seen, frame)
    to_bench = _bench(shots, area, lens)
    onto = to_bench @ matrix  # a pixel of the projector to millimetres
    reached = mapped(onto, pattern.corners[numbers][kept])
    if _coverage(reached, area) < LEAST_COVERAGE:
        raise MapRefusedError(MapFault.TOO_SMALL)
    corner = mapped(onto, np.array([[0.0, 0.0], [size[0], 0.0], [0.0, size[1]]]))
    if np.linalg.det(np.stack([corner[1] - corner[0], corner[2] - corner[0]])) < 0:
        raise MapRefusedError(MapFault.MIRRORED)
    camera = CameraSide(
        frame=frame,
        lens=(lens.k1, lens.k2),
        to_bench=homography(to_bench),
        delay_ms=round(shots.delay_s * 1000),
        holds_exposure=_exposure(shots.board, shots.black) >= HELD,
        contrast=_contrast(light * whole / shots.level, shots.black, lens, to_bench, area),
    )
    return BenchMap(
        size=size, area=area, to_picture=homography(np.linalg.inv(onto)), made_by=MadeBy.CAMERA, camera=camera
    )


def _bench(shots: Shots, area: tuple[float, float], lens: Lens) -> Numbers:
    """Return the map (3x3) from the straight picture to millimetres, by the tags. MapRefusedError."""
    tags = find_tags(_pictures(shots))
    try:
        return bench_from(tags, area, lens)
    except MapRefusedError as error:
        seen = tags.get(error.tag) if error.tag is not None else None
        if seen is not None and _is_drowned(shots.black, seen):
            raise MapRefusedError(MapFault.TAG_TOO_BRIGHT, error.tag) from error
        raise


def _is_drowned(light: Numbers, corners: Numbers) -> bool:
    """Tell whether the white of a tag (4x2, pixels) and round it is brighter than a camera can tell: it spreads."""
    middle = corners.mean(0)
    paper = cv2.fillPoly(
        np.zeros(light.shape, np.uint8), [np.round((corners - middle) * PAPER + middle).astype(np.int32)], 1
    )
    return float((light[paper > 0] > FULL).mean()) > DROWNED_PAPER


def homography(matrix: Numbers) -> Homography:
    """Return a matrix (3x3) as it is kept."""
    a, b, c, d, e, f, g, h, i = (float(v) for v in (np.asarray(matrix) / np.abs(matrix).max()).ravel())
    return Homography(rows=(a, b, c, d, e, f, g, h, i))


def _evened(picture: Numbers, black: Numbers, *, has_dark: bool = False) -> Numbers:
    """Return a shot as it would be with the exposure of the black one: where no light falls, both are alike."""
    ratio = _exposure(picture, black)
    return np.asarray(picture / ratio, np.float32) if has_dark or ratio < 1 else picture


def _exposure(picture: Numbers, black: Numbers) -> float:
    """Tell how a shot was exposed, in parts of the black one; 1 where it cannot be told."""
    usable = (black > 0.01) & (black < FULL) & (picture < FULL)
    if usable.mean() < 0.02:
        return 1.0
    return float(np.percentile((picture / np.maximum(black, 1e-6))[usable], 3))


def _corners(pattern: Board, slide: Numbers) -> tuple[Numbers, Numbers]:
    """Return the corners of the board, looked for in the light itself and as eyes see it: white spreads less in the
    one, and grey is told from black better in the other.
    """
    pictures = [np.asarray(slide**bend * 255, np.uint8) for bend in (1.0, 1 / GAMMA)]
    numbers, seen = max((pattern.find(picture) for picture in pictures), key=lambda found: len(found[0]))
    if len(numbers) < LEAST_CORNERS:
        mirrored, _ = pattern.find(np.ascontiguousarray(pictures[0][:, ::-1]))
        raise MapRefusedError(
            MapFault.MIRRORED if len(mirrored) >= max(LEAST_CORNERS // 2, len(numbers)) else MapFault.TOO_FEW
        )
    return numbers, seen


def _plane(source: Numbers, seen: Numbers, frame: tuple[int, int]) -> tuple[Lens, Numbers, Numbers]:
    """Return the lens, the map from the projector to the straight picture, and which corners (N, bool) lie on the
    plane.
    """
    kept = np.ones(len(source), bool)
    misses = np.zeros(len(source))
    try:
        for _ in range(3):
            lens, matrix = find_lens(source[kept], seen[kept], frame)
            misses = np.linalg.norm(lens.bent(mapped(matrix, source)) - seen, axis=1)
            now = misses < OUTLIER_PX
            if now.sum() < LEAST_CORNERS or np.array_equal(now, kept):
                break
            kept = now
    except (ValueError, np.linalg.LinAlgError) as error:
        raise MapRefusedError(MapFault.NOT_FLAT) from error
    if kept.sum() < LEAST_CORNERS:
        raise MapRefusedError(MapFault.TOO_FEW)
    if kept.mean() < LEAST_SHARE or float(np.percentile(misses[kept], 90)) > MOST_RESIDUAL_PX:
        raise MapRefusedError(MapFault.NOT_FLAT)
    return lens, matrix, kept


def _coverage(points: Numbers, area: tuple[float, float]) -> float:
    """Tell how much of the work area the points (Nx2, mm) span."""
    hull = cv2.convexHull(np.asarray(points, np.float32))
    whole = np.array([[0, 0], [area[0], 0], [area[0], area[1]], [0, area[1]]], np.float32)
    shared, _ = cv2.intersectConvexConvex(hull, whole)
    return float(shared) / (area[0] * area[1])


def _contrast(
    light: Numbers, black: Numbers, lens: Lens, to_bench: Numbers, area: tuple[float, float]
) -> tuple[float, ...]:
    """Lit to unlit for each cell of the work area, at its dimmest fifth; 0 where the camera sees nothing of it."""
    columns, rows = CELLS
    height, width = black.shape
    back = np.linalg.inv(to_bench)
    out = []
    for row in range(rows):
        for column in range(columns):
            u, v = np.meshgrid((column + np.linspace(0.1, 0.9, 9)) / columns, (row + np.linspace(0.1, 0.9, 9)) / rows)
            points = np.stack([u.ravel() * area[0], v.ravel() * area[1]], 1)
            x, y = np.round(lens.bent(mapped(back, points))).astype(int).T
            inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
            x, y = x[inside], y[inside]
            ratio = 1 + light[y, x] / np.maximum(black[y, x], 1e-4)
            out.append(round(max(1.0, float(np.percentile(ratio, 20))), 2) if len(x) else 0.0)
    return tuple(out)


def _pictures(shots: Shots) -> tuple[Grey, ...]:
    """Pictures to look for tags in: as the camera gave them, and as light, where overexposed paper has spread less."""
    return tuple(
        np.asarray(np.clip(light, 0, 1) ** bend * 255, np.uint8)
        for light in (shots.black, shots.white)
        for bend in (1 / GAMMA, 1.0)
    )
