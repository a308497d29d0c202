"""OpenCV opens files by a name in Windows' old encoding: no path is handed to it but a film's, which it can take."""

from __future__ import annotations

import re

from oss_app.resources import assets
from oss_app.vision.model import read_network
from tests.conftest import ROOT

BY_PATH = re.compile(r"cv2\.(?:imread|imwrite|VideoWriter|FileStorage|dnn\.read\w+)\((?!np\.frombuffer)")


def test_no_file_is_opened_by_opencv_with_its_path() -> None:
    files = [path for path in (ROOT / "oss_app").rglob("*.py") if BY_PATH.search(path.read_text(encoding="utf-8"))]
    assert files == []


def test_a_network_is_read_from_its_bytes() -> None:
    model = next(assets().rglob("*.onnx"))
    assert read_network(model.read_bytes()).getLayerNames()
