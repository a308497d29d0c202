"""A folder, a video, a script of scenes as a camera."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from oss_app.core.errors import DeviceError
from oss_app.vision.picture import Picture
from oss_app.vision.replay import PictureFolder, Replay, Scenes, Video, open_replay


def plain(grey: int) -> Picture:
    return np.full((48, 64, 3), grey, np.uint8)


def save(path: Path, grey: int) -> None:
    assert cv2.imwrite(str(path), plain(grey))


def grey_of(picture: Picture) -> int:
    return round(float(picture.mean()))


@pytest.fixture
def video(tmp_path: Path) -> Path:
    path = tmp_path / "bench.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48))
    for i in range(10):
        writer.write(plain(20 * i))
    writer.release()
    return path


@pytest.fixture
def scenes(tmp_path: Path) -> Path:
    """Scene a: 50 for 1 s, 100 for 2 s, 150; scene b: 200."""
    for grey in (50, 100, 150, 200):
        save(tmp_path / f"{grey}.png", grey)
    write_script(tmp_path, {"a": [("50.png", 1.0), ("100.png", 2.0), ("150.png", 0.5)], "b": [("200.png", 1)]})
    return tmp_path


def write_script(folder: Path, scenes: dict[str, list[tuple[str, float]]], **more: object) -> None:
    shots = {check: [{"frame": f, "seconds": s} for f, s in shots] for check, shots in scenes.items()}
    (folder / "script.json").write_text(json.dumps({"scenes": shots, **more}))


def test_a_folder_shows_its_pictures_by_name_and_begins_again(tmp_path: Path) -> None:
    for i, name in enumerate(["b.png", "a.jpg", "c.webp"]):
        save(tmp_path / name, 50 * (i + 1))
    folder = PictureFolder(sorted(tmp_path.iterdir()), fps=10)
    assert [grey_of(folder.at(t)) for t in (0.0, 0.15, 0.25, 0.35)] == [100, 50, 150, 100]


def test_a_folder_may_hold_its_last_picture(tmp_path: Path) -> None:
    save(tmp_path / "1.png", 10)
    save(tmp_path / "2.png", 20)
    folder = PictureFolder(sorted(tmp_path.iterdir()), fps=10, loop=False)
    assert [grey_of(folder.at(t)) for t in (0.0, 0.15, 5.0)] == [10, 20, 20]


def test_frames_come_at_their_pace(tmp_path: Path) -> None:
    save(tmp_path / "1.png", 10)
    replay = Replay(PictureFolder([tmp_path / "1.png"]), fps=20)
    replay.begin("")
    began = time.monotonic()
    for _ in range(11):
        assert replay.read() is not None
    assert time.monotonic() - began > 0.45


def test_a_late_reader_misses_frames_instead_of_falling_behind(tmp_path: Path) -> None:
    for i in range(10):
        save(tmp_path / f"{i}.png", 20 * i)
    replay = Replay(PictureFolder(sorted(tmp_path.iterdir()), fps=10, loop=False), fps=10)
    replay.begin("")
    time.sleep(0.55)
    picture = replay.read()
    assert picture is not None
    assert grey_of(picture) >= 100


def test_a_video_plays_and_begins_again(video: Path) -> None:
    film = Video(video)
    assert film.fps == 10
    shown = [grey_of(film.at(t)) for t in (0.05, 0.15, 0.16, 0.55, 0.95, 1.05, 1.25)]
    film.close()
    assert shown == pytest.approx([0, 20, 20, 100, 180, 0, 40], abs=3)


def test_a_video_may_hold_its_last_frame(video: Path) -> None:
    film = Video(video, loop=False)
    shown = [grey_of(film.at(t)) for t in (0.85, 2.0, 3.0)]
    film.close()
    assert shown == pytest.approx([160, 180, 180], abs=3)


def test_a_scene_plays_from_its_start_and_holds_its_last_frame(scenes: Path) -> None:
    source = Scenes(scenes)
    assert source.fps == 5
    source.begin("a")
    assert [grey_of(source.at(t)) for t in (0.0, 0.9, 1.1, 2.9, 3.1, 60)] == [50, 50, 100, 100, 150, 150]
    source.begin("b")
    assert grey_of(source.at(0.0)) == 200
    source.begin("a")
    assert grey_of(source.at(0.0)) == 50


def test_each_watch_begins_its_scene_anew(scenes: Path) -> None:
    replay = open_replay(scenes)
    for check, grey in [("b", 200), ("a", 50), ("b", 200)]:
        replay.begin(check)
        picture = replay.read()
        assert picture is not None
        assert grey_of(picture) == grey


def test_without_a_check_the_first_scene_plays(scenes: Path) -> None:
    source = Scenes(scenes)
    source.begin("b")
    source.begin("")
    assert grey_of(source.at(0)) == 50


def test_a_check_without_a_scene_has_no_picture(scenes: Path) -> None:
    source = Scenes(scenes)
    source.begin("c")
    with pytest.raises(DeviceError, match="no scene"):
        source.at(0)


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[]",
        '{"scenes": {}}',
        '{"scenes": {"a": [{"frame": "x.jpg", "seconds": 0}]}}',
        '{"fps": 0, "scenes": {"a": [{"frame": "x.jpg", "seconds": 1}]}}',
        '{"scenes": {"a": [{"frame": "x.jpg", "second": 1}]}}',
    ],
)
def test_a_broken_script_is_a_camera_that_does_not_open(tmp_path: Path, script: str) -> None:
    (tmp_path / "script.json").write_text(script)
    with pytest.raises(DeviceError, match="cannot be used"):
        open_replay(tmp_path)


@pytest.mark.parametrize("frame", ["../secret.png", "/etc/passwd", "missing.png"])
def test_a_script_names_pictures_of_its_own_folder(tmp_path: Path, frame: str) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    save(tmp_path / "secret.png", 1)
    write_script(folder, {"a": [(frame, 1)]})
    source = Scenes(folder)
    with pytest.raises(DeviceError):
        source.at(0)


@pytest.mark.parametrize("path", ["nowhere", "http://127.0.0.1:9/x.mp4", "empty", "words.txt"])
def test_what_is_no_replay_does_not_open(tmp_path: Path, path: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "words.txt").write_text("no video")
    with pytest.raises(DeviceError):
        open_replay(tmp_path / path if "/" not in path else Path(path))


def test_opencv_opens_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.5)
        address = f"http://127.0.0.1:{server.getsockname()[1]}/film.mp4"
        assert not cv2.VideoCapture(address, cv2.CAP_FFMPEG).isOpened()
        with pytest.raises(TimeoutError):
            server.accept()
