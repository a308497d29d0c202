"""What is kept of the light comes back as it was; a file that cannot be read is not written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.light import BenchLight, BenchMap, CameraSide, MadeBy
from oss_app.core.plane import Homography
from oss_app.i18n import load
from oss_app.store.light import YamlLight

SPOT = ((0.5, 0.25), (10.0, 0.0), (10.0, 20.125))
CAMERA = CameraSide(
    frame=(1280, 720),
    lens=(-0.1, 0.01),
    to_bench=Homography(),
    delay_ms=180,
    dots=((1.5, 2.0), None),
    contrast=(3.5, 0),
)
LIGHT = BenchLight(
    map=BenchMap(size=(1920, 1080), to_picture=Homography(), made_by=MadeBy.CAMERA, camera=CAMERA),
    places={"tandarts": {"vak 1": SPOT, "no": SPOT, "12:30": SPOT}},
    panel=SPOT,
)


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    store = YamlLight(tmp_path / "light.yaml", load("en"))
    assert store.load() == BenchLight()
    for light in (LIGHT, BenchLight(), LIGHT):
        store.save(light)
        assert store.load() == light


def test_a_file_with_a_word_of_a_newer_version_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "light.yaml"
    file.write_text("laser: 1\n", encoding="utf-8")
    with pytest.raises(UserError, match="laser"):
        YamlLight(file, load("en")).load()
