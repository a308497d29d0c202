"""What the projector shows while it is measured: one grey, or a chessboard whose corners are known by number."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from oss_app.projection.picture import Grey, Numbers

BOARD_KINDS = cv2.aruco.DICT_5X5_250
"""Another dictionary than that of the printed tags, so that neither is taken for the other."""
LONG = 15  # squares along the longer side: 14 x 8 corners or so, since glare and trays take some
MARK = 0.7  # of a square's side that its mark takes
RIM = 0.04  # of the picture's shorter side that stays white round the board: television sets cut off as much


@dataclass(frozen=True)
class Board:
    """The chessboard for a picture of ``size`` pixels; ``corners`` (Nx2) are its inner corners, by number."""

    size: tuple[int, int]
    squares: tuple[int, int]
    side: int
    left: int
    top: int

    @classmethod
    def of(cls, size: tuple[int, int]) -> Board:
        """Return the largest board that fits."""
        width, height = size
        rim = round(RIM * min(size))
        side = (max(size) - 2 * rim) // LONG
        squares = ((width - 2 * rim) // side, (height - 2 * rim) // side)
        return cls(size, squares, side, (width - squares[0] * side) // 2, (height - squares[1] * side) // 2)

    def picture(self) -> Grey:
        """Return what the projector shows."""
        columns, rows = self.squares
        board = self._board().generateImage((columns * self.side, rows * self.side), marginSize=0, borderBits=1)
        out = np.full((self.size[1], self.size[0]), 255, np.uint8)
        out[self.top : self.top + board.shape[0], self.left : self.left + board.shape[1]] = board
        return out

    @property
    def corners(self) -> Numbers:
        """Where the corners are in the picture, in pixels whose middles are whole numbers."""
        columns, rows = self.squares
        grid = np.stack(np.meshgrid(np.arange(1, columns), np.arange(1, rows)), -1).reshape(-1, 2)
        return grid * float(self.side) + (self.left - 0.5, self.top - 0.5)

    def find(self, picture: Grey) -> tuple[Numbers, Numbers]:
        """Return the corners that are seen: numbers (N) and where (Nx2, pixels)."""
        options = cv2.aruco.DetectorParameters()
        options.cornerRefinementMethod = cv2.aruco.CORNER_REFINE_SUBPIX
        detector = cv2.aruco.CharucoDetector(self._board(), detectorParams=options)
        where, numbers, _, _ = detector.detectBoard(picture)
        found: Numbers | None = numbers  # OpenCV's own types do not know that there may be none
        if found is None:
            return np.zeros(0, np.int64), np.zeros((0, 2))
        return np.asarray(found).reshape(-1).astype(np.int64), np.asarray(where, np.float64).reshape(-1, 2)

    def _board(self) -> cv2.aruco.CharucoBoard:
        kinds = cv2.aruco.getPredefinedDictionary(BOARD_KINDS)
        return cv2.aruco.CharucoBoard(self.squares, 1.0, MARK, kinds)
