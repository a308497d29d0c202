"""Looks into an employer's ONNX file before OpenCV reads it: nothing outside it, and each tensor as long as it says."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

LARGEST = 200_000_000  # bytes
DEEP = 8  # graphs within graphs
MODEL_GRAPH, MODEL_FUNCTIONS, MODEL_TRAINING = 7, 25, 20
GRAPH_NODES, GRAPH_TENSORS, GRAPH_SPARSE = 1, 5, 15
NODE_ATTRIBUTES, FUNCTION_NODES = 5, 7
ATTRIBUTE_TENSOR, ATTRIBUTE_GRAPH, ATTRIBUTE_TENSORS, ATTRIBUTE_GRAPHS, ATTRIBUTE_SPARSE = 5, 6, 10, 11, 22
SPARSE_PARTS = (1, 2)
DIMS, TYPE, RAW, EXTERNAL, LOCATION = 1, 2, 9, 13, 14
TYPED = (4, 5, 7, 10, 11)
"""Where a tensor's numbers stand if they are not raw: 32-bit floats, integers, 64-bit integers, doubles, unsigned."""
WIDTHS = {1: 4, 2: 1, 3: 1, 4: 2, 5: 2, 6: 4, 7: 8, 9: 1, 10: 2, 11: 8, 12: 4, 13: 8, 16: 2}
"""Bytes of a number of each type that OpenCV knows, by its number in onnx.proto."""
FIXED = {4: 4, 10: 8}
"""Bytes of a number among those that have always the same; the others are varints."""

Fields = Iterator[tuple[int, int | bytes]]


def fault(data: bytes) -> str:
    """Tell why a file must not be given to OpenCV, as a sentence, or empty (onnx.proto, github.com/onnx/onnx)."""
    if len(data) > LARGEST:
        return "The model is too large."
    try:
        for number, value in _fields(data):
            if number == MODEL_TRAINING:
                return "The model holds a training."
            if number == MODEL_GRAPH and (wrong := _graph(_bytes(value), DEEP)):
                return wrong
            if number == MODEL_FUNCTIONS and (wrong := _nodes(_bytes(value), FUNCTION_NODES, DEEP)):
                return wrong
    except ValueError:
        return "The model is no ONNX file."
    return ""


def _graph(data: bytes, deep: int) -> str:
    if not deep:
        return "The model is nested too deep."
    for number, value in _fields(data):
        wrong = ""
        if number == GRAPH_TENSORS:
            wrong = _tensor(_bytes(value))
        elif number == GRAPH_SPARSE:
            wrong = _sparse(_bytes(value))
        if wrong:
            return wrong
    return _nodes(data, GRAPH_NODES, deep)


def _nodes(data: bytes, field: int, deep: int) -> str:
    for number, node in _fields(data):
        if number != field:
            continue
        for part, attribute in _fields(_bytes(node)):
            if part == NODE_ATTRIBUTES and (wrong := _attribute(_bytes(attribute), deep)):
                return wrong
    return ""


def _attribute(data: bytes, deep: int) -> str:
    for number, value in _fields(data):
        wrong = ""
        if number in (ATTRIBUTE_TENSOR, ATTRIBUTE_TENSORS):
            wrong = _tensor(_bytes(value))
        elif number in (ATTRIBUTE_GRAPH, ATTRIBUTE_GRAPHS):
            wrong = _graph(_bytes(value), deep - 1)
        elif number == ATTRIBUTE_SPARSE:
            wrong = _sparse(_bytes(value))
        if wrong:
            return wrong
    return ""


def _sparse(data: bytes) -> str:
    tensors = [_tensor(_bytes(value)) for number, value in _fields(data) if number in SPARSE_PARTS]
    return next((wrong for wrong in tensors if wrong), "")


def _tensor(data: bytes) -> str:
    dims: list[int] = []
    kind, held = 0, 0
    for number, value in _fields(data):
        if number == DIMS:
            dims += list(_varints(value)) if isinstance(value, bytes) else [value]
        elif number == TYPE and isinstance(value, int):
            kind = value
        elif number == EXTERNAL or (number == LOCATION and value):
            return "The model keeps numbers in another file."
        elif number == RAW:
            held += len(_bytes(value))
        elif number in TYPED:
            held += _count(number, value) * WIDTHS.get(kind, 0)
    if kind not in WIDTHS:
        return "The model has numbers of a kind that cannot be read."
    if any(side >= 1 << 31 for side in dims) or held != prod(dims) * WIDTHS[kind]:  # a negative one is huge on the wire
        return "The model has a table of another size than it says."
    return ""


def _count(number: int, value: int | bytes) -> int:
    if isinstance(value, int):
        return 1
    return len(value) // FIXED[number] if number in FIXED else sum(1 for _ in _varints(value))


def _bytes(value: int | bytes) -> bytes:
    if isinstance(value, int):
        raise ValueError("a number in the place of a message")
    return value


def _fields(data: bytes) -> Fields:
    """Return the fields of a message, by number (protobuf.dev/programming-guides/encoding). Raises ValueError."""
    at = 0
    while at < len(data):
        key, at = _varint(data, at)
        number, wire = key >> 3, key & 7
        if wire == 0:
            value, at = _varint(data, at)
            yield number, value
            continue
        length, at = _varint(data, at) if wire == 2 else ({1: 8, 5: 4}.get(wire, -1), at)
        if length < 0 or at + length > len(data):
            raise ValueError("a field beyond the end")
        yield number, data[at : at + length]
        at += length


def _varints(data: bytes) -> Iterator[int]:
    at = 0
    while at < len(data):
        value, at = _varint(data, at)
        yield value


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 70, 7):
        if at >= len(data):
            raise ValueError("a number beyond the end")
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        if byte < 0x80:
            return value, at
    raise ValueError("a number without end")
