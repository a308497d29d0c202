"""Pictures and lists of numbers, as this room passes them round."""

from __future__ import annotations

import base64
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any] | np.integer[Any]]
Grey = NDArray[np.uint8]

FLOOR = 8.0  # grey levels added before the logarithm, so that noise in the dark counts little
LOGARITHM = np.array([np.log(grey + FLOOR) for grey in range(256)], np.float32)
GAMMA = 2.2  # how webcams and projectors bend light into numbers, near enough


def linear(picture: Numbers) -> NDArray[np.float32]:
    """Return the light (0…1) that a picture of a camera shows, grey."""
    grey = picture if picture.ndim == 2 else cv2.cvtColor(np.asarray(picture, np.uint8), cv2.COLOR_BGR2GRAY)
    return np.asarray((np.asarray(grey, np.float32) / 255) ** GAMMA, np.float32)


def decoded(jpeg: bytes) -> Grey:
    """Return a camera's picture as it was sent, grey. ValueError where it is none."""
    picture = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_GRAYSCALE)
    if picture is None:
        raise ValueError("not a picture")
    return np.asarray(picture, np.uint8)


def encoded_picture(picture: Grey) -> str:
    """Return a picture as text, as it is kept."""
    return base64.b64encode(cv2.imencode(".png", picture)[1].tobytes()).decode("ascii")


def decoded_picture(text: str) -> Grey:
    """Return a picture that was kept. ValueError where it is none."""
    return decoded(base64.b64decode(text))
