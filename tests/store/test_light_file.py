"""What is kept of the light comes back as it was; a file that cannot be read is not written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from oss_app.core.errors import UserError
from oss_app.core.light import BenchLight, BenchMap, CameraSide, MadeBy, TrayView
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


@pytest.mark.slow
def test_the_trays_of_many_tasks_are_kept(tmp_path: Path) -> None:
    """Seen red: with the third tray the file was longer than a card may be, and the light stayed off for good."""
    view = TrayView(hull=SPOT, onto=Homography(), picture="a" * 100_000, bench="b" * 5_000)
    light = LIGHT.model_copy(update={"trays": {f"task {n}": view for n in range(40)}})
    store = YamlLight(tmp_path / "light.yaml", load("en"))
    store.save(light)
    assert store.load() == light


def test_a_digit_that_rots_is_told_and_lights_nothing(tmp_path: Path) -> None:
    """Seen red: a map that lights another place, in silence."""
    file = tmp_path / "light.yaml"
    store = YamlLight(file, load("en"))
    store.save(LIGHT)
    whole = file.read_bytes()
    for at in range(0, len(whole) - len("# sum 0123456789abcdef\n"), 7):
        for bit in (0, 1, 2):
            file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << bit]) + whole[at + 1 :])
            with pytest.raises(UserError):
                store.load()
    file.write_bytes(whole.replace(b"\n", b"\r\n"))
    assert store.load() == LIGHT, "an editor or a tool that only ends lines otherwise has changed nothing"


def test_a_light_of_before_there_were_sums_counts(tmp_path: Path) -> None:
    store = YamlLight(tmp_path / "light.yaml", load("en"))
    store.save(LIGHT)
    text = (tmp_path / "light.yaml").read_text(encoding="utf-8")
    (tmp_path / "light.yaml").write_text(text[: text.index("# sum")], encoding="utf-8")
    assert store.load() == LIGHT
