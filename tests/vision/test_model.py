"""The embedding is the file whose hash is written down, and tells pictures apart but not their light."""

from __future__ import annotations

import ast
import hashlib

import cv2
import numpy as np
import pytest

from oss_app.resources import assets
from oss_app.vision.model import FILE, distance, patches, unlikeness, unmoved
from tests.conftest import ROOT
from tests.vision.bench_pictures import bench

CROP = (slice(100, 324), slice(160, 384))


def test_the_hash_is_the_one_written_down() -> None:
    folder = assets() / "models"
    found = hashlib.sha256((folder / FILE).read_bytes()).hexdigest()
    assert f"SHA-256: `{found}`" in (folder / "README.md").read_text(encoding="utf-8")


def test_patches_have_length_one_and_come_out_the_same() -> None:
    made = patches(bench("pen")[CROP])
    assert made.shape == (120, 28, 28)
    assert np.abs(np.linalg.norm(made, axis=0) - 1).max() < 1e-3
    assert (made == patches(bench("pen")[CROP])).all()


def test_another_item_is_farther_than_another_light() -> None:
    box = 8, 8, 20, 20
    pen = patches(bench("pen")[CROP])
    darker = patches(cv2.convertScaleAbs(bench("pen", seed=3)[CROP], alpha=0.75))
    pliers = patches(bench("pliers", seed=3)[CROP])
    light, item = (unmoved(unlikeness(p, pen, box)).mean() for p in (darker, pliers))
    assert item > 2 * light


def test_an_item_that_slipped_a_patch_is_as_near() -> None:
    box, weights = (8, 8, 20, 20), np.zeros((12, 12), np.float32)
    weights[3:9, 3:9] = 1
    still = patches(bench("disc")[CROP])
    slipped = patches(np.roll(bench("disc"), 8, axis=1)[CROP])
    volume = unlikeness(slipped, still, box)
    assert distance(volume, weights) < 0.3 * float(unmoved(unlikeness(slipped, still, box, 0))[3:9, 3:9].mean()) + 0.02
    assert distance(volume, weights) < 0.05


@pytest.mark.slow
def test_opencv_opens_no_model_by_its_name() -> None:
    """On Windows it opens names of one country's letters only: with an accent in the user's name no check works."""
    calls = [
        ast.unparse(node)
        for file in (ROOT / "oss_app").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr.startswith("readNet") or node.func.attr in ("imread", "imwrite", "FileStorage"))
    ]
    assert calls == ["cv2.dnn.readNetFromONNX(np.frombuffer(data, np.uint8))"]
