"""An employer's model is looked into before it is read: nothing beside it, no table shorter than it says."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from oss_app.core.check import Check, CheckKind
from oss_app.core.errors import UserError
from oss_app.vision import onnx_file
from oss_app.vision.detectors import build_region
from oss_app.vision.photos import encode
from tests.vision.bench_pictures import PLACE, bench
from tests.vision.tiny_model import field, tensor, write_bright_box_model

FLOAT = 1
FOUR = struct.pack("<4f", 1, 2, 3, 4)


def model(*tensors: bytes) -> bytes:
    """A model with a graph that holds tensors alone."""
    return field(1, 8) + field(7, b"".join(field(5, t) for t in tensors))


def external(place: str) -> bytes:
    entry = field(1, "location") + field(2, place)
    return field(1, 4) + field(2, FLOAT) + field(8, "w") + field(13, entry) + field(14, 1)


def test_a_good_model_has_no_fault(tmp_path: Path) -> None:
    write_bright_box_model(tmp_path / "own.onnx", side=64)
    assert onnx_file.fault((tmp_path / "own.onnx").read_bytes()) == ""
    assert onnx_file.fault(model(tensor("w", [2, 2], FLOAT, FOUR))) == ""
    assert onnx_file.fault(model(field(1, 4) + field(2, FLOAT) + field(4, FOUR))) == ""


@pytest.mark.parametrize(
    "data",
    [
        model(external("../../../../outside.txt")),
        model(external("weights.bin")),
        model(tensor("w", [2, 3], FLOAT, FOUR)),
        model(tensor("w", [1 << 20, 1 << 20], FLOAT, FOUR)),
        model(field(1, (1 << 64) - 4) + field(2, FLOAT) + field(9, FOUR)),
        model(field(1, 4) + field(2, FLOAT)),
        model(field(1, 4) + field(2, 8) + field(9, FOUR)),
        field(7, field(1, field(5, field(5, external("outside.txt"))))),
        field(7, field(1, field(5, field(6, field(5, external("outside.txt")))))),
        field(7, b"\x2a\xff\xff\xff\x0f"),
        b"\xff" * 40,
        field(20, b"") + model(),
    ],
    ids=[
        "outside", "beside", "short", "huge", "negative", "empty", "words", "in a node", "in a graph of a node",
        "cut off", "no end", "training",
    ],
)  # fmt: skip
def test_what_must_not_reach_opencv(data: bytes, tmp_path: Path) -> None:
    assert onnx_file.fault(data)
    (tmp_path / "reference.jpg").write_bytes(encode(bench()))
    (tmp_path / "own.onnx").write_bytes(data)
    check = Check(name="place", kind=CheckKind.DETECTOR, region=PLACE, options={"model": "own.onnx"})
    with pytest.raises(UserError, match="cannot be used"):
        build_region(check, tmp_path, None)


def test_graphs_within_graphs_end_somewhere() -> None:
    graph = field(2, "deep")
    for _ in range(50):
        graph = field(1, field(5, field(6, graph)))
    assert onnx_file.fault(field(7, graph))
