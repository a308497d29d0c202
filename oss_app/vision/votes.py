"""Votes on an alignment: each block of the picture says whether its own edges agree with the movement found."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.vision.picture import Numbers

BLOCK = 56  # pixels of a block's side, on a rung of 480 pixels
STEP = 40  # pixels from one block to the next
SEARCH = 8  # pixels each way in which a block looks for its best match
FOUND = 0.45  # correlation from which a block has found itself
AGREES = 1.6  # pixels by which its match may lie beside the movement
SHARE = 0.2  # of the blocks must agree ...
SPAN = 0.3  # ... over so much of the picture: one thing that happens to fit is no tray
FEW = 0.12  # so small a share will do ...
AS_ONE = 0.6  # ... where so many of the blocks that found themselves at all agree: by chance they scatter
FEWEST = 6  # blocks from which a movement is reckoned
SIDES = 3  # of a place's four, whose blocks must agree on another movement before the tray is believed to have slid
FLAT = 0.15  # of the usual variation of the edges: a block with less has nothing to be found by


@dataclass(frozen=True)
class Votes:
    """Where each block of the reference photo found itself, in pixels of a rung.

    ``middles``: Nx2; ``offsets``: Nx2, beside the movement that was judged; ``found``: N, whether it found itself.
    ``size``: width and height of the rung.
    """

    middles: Numbers
    offsets: Numbers
    found: Numbers
    size: tuple[int, int]

    @property
    def agreeing(self) -> Numbers:
        """Which blocks vote for the movement."""
        return np.asarray(self.found & (np.linalg.norm(self.offsets, axis=1) <= AGREES))

    @property
    def share(self) -> float:
        """The share of the blocks that vote for the movement, 0...1."""
        return float(self.agreeing.mean()) if len(self.found) else 0.0

    @property
    def span(self) -> float:
        """The share of the picture that those blocks span, 0...1."""
        points = self.middles[self.agreeing]
        if len(points) < 3:
            return 0.0
        low = np.concatenate([points - BLOCK / 2, points + BLOCK / 2]).astype(np.float32)
        return float(min(1.0, cv2.contourArea(cv2.convexHull(low)) / (self.size[0] * self.size[1])))

    @property
    def carries(self) -> bool:
        """Whether the movement is believed."""
        as_one = self.agreeing.sum() >= AS_ONE * self.found.sum()
        return self.share >= (FEW if as_one else SHARE) and self.span >= SPAN

    @property
    def together(self) -> Numbers | None:
        """The movement on which most blocks agree that found themselves: 3x3, pixels of the rung; None without."""
        here = self.middles[self.found]
        if len(here) < FEWEST:
            return None
        affine, _ = cv2.estimateAffinePartial2D(here, here + self.offsets[self.found], ransacReprojThreshold=AGREES)
        return None if affine is None else np.vstack([affine, [0, 0, 1]])

    def slid(self, points: Numbers) -> Numbers | None:
        """By how much a place (Nx2, pixels of the rung) moved otherwise than the whole: x, y; None without proof.

        Proof is that the blocks on three of its four sides agree with each other on one other movement, and those
        that vote for the whole one are fewer.
        """
        low, high = points.min(0), points.max(0)
        reach = max(BLOCK, float((high - low).max()))
        near = self.found & (self.middles > low - reach).all(1) & (self.middles < high + reach).all(1)
        if near.sum() < SIDES:
            return None
        offsets, middles = self.offsets[near], self.middles[near]
        apart = np.linalg.norm(offsets[:, None] - offsets[None], axis=2) <= AGREES
        best = int(apart.sum(1).argmax())
        together = np.asarray(offsets[apart[best]].mean(0))
        if np.linalg.norm(together) <= AGREES or (np.linalg.norm(offsets, axis=1) <= AGREES).sum() >= apart[best].sum():
            return None
        from_middle = middles[apart[best]] - (low + high) / 2
        half = np.maximum((high - low) / 2, 1)
        beside = from_middle[(np.abs(from_middle) > half * 0.8).any(1)] / half
        sides = {(int(np.argmax(np.abs(at))), bool(at[int(np.argmax(np.abs(at)))] > 0)) for at in beside}
        return together if len(sides) >= SIDES else None


def votes(reference: Numbers, moved: Numbers) -> Votes:
    """Return the votes of the edges of a reference photo on a frame's edges ``moved`` back onto them.

    Both are height x width, float32; where ``moved`` is negative the frame does not reach.
    """
    height, width = reference.shape
    usual = float(reference.std()) + 1e-6
    middles, offsets, found = [], [], []
    for top in range(0, height - BLOCK + 1, STEP):
        for left in range(0, width - BLOCK + 1, STEP):
            block = reference[top : top + BLOCK, left : left + BLOCK]
            up, back = max(0, top - SEARCH), max(0, left - SEARCH)
            there = moved[up : top + BLOCK + SEARCH, back : left + BLOCK + SEARCH]
            if block.std() < FLAT * usual or (there < 0).any() or there.std() < 1e-3:
                continue
            likeness = cv2.matchTemplate(there, block, cv2.TM_CCOEFF_NORMED)
            _, best, _, (x, y) = cv2.minMaxLoc(likeness)
            middles.append((left + BLOCK / 2, top + BLOCK / 2))
            offsets.append((x + back - left, y + up - top))
            found.append(best >= FOUND)
    return Votes(
        np.array(middles, np.float64).reshape(-1, 2),
        np.array(offsets, np.float64).reshape(-1, 2),
        np.array(found, bool),
        (width, height),
    )
