"""Writes a small ONNX detector, byte by byte: one box with label 1, as sure as its picture is bright."""

from __future__ import annotations

import struct
from pathlib import Path

FLOAT, INT64 = 1, 7


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def field(number: int, value: int | bytes | str) -> bytes:
    """One field of the protocol buffer's wire format (protobuf.dev/programming-guides/encoding)."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def tensor(name: str, dims: list[int], kind: int, raw: bytes) -> bytes:
    return b"".join(field(1, d) for d in dims) + field(2, kind) + field(8, name) + field(9, raw)


def _value(name: str, dims: list[int]) -> bytes:
    shape = b"".join(field(1, field(1, d)) for d in dims)
    return field(1, name) + field(2, field(1, field(1, FLOAT) + field(2, shape)))


def _node(kind: str, inputs: list[str], output: str) -> bytes:
    return b"".join(field(1, i) for i in inputs) + field(2, output) + field(3, output) + field(4, kind)


def write_bright_box_model(path: Path, side: int) -> None:
    """``picture`` (1x3xSxS, 0...1) gives ``boxes`` (1x1x6): 0, 0, side, side, the mean of the picture, 1."""
    last = side * side * 3
    weights = [0.0] * 6
    weights[4] = 1 / last
    matrix = struct.pack("<6f", *weights) * last
    bias = struct.pack("<6f", 0, 0, side, side, 0, 1)
    graph = b"".join(
        [
            field(1, _node("Reshape", ["picture", "flat"], "row")),
            field(1, _node("MatMul", ["row", "weights"], "product")),
            field(1, _node("Add", ["product", "bias"], "boxes")),
            field(2, "bright box"),
            field(5, tensor("flat", [3], INT64, struct.pack("<3q", 1, 1, last))),
            field(5, tensor("weights", [last, 6], FLOAT, matrix)),
            field(5, tensor("bias", [6], FLOAT, bias)),
            field(11, _value("picture", [1, 3, side, side])),
            field(12, _value("boxes", [1, 1, 6])),
        ]
    )
    path.write_bytes(field(1, 8) + field(7, graph) + field(8, field(1, "") + field(2, 13)))
