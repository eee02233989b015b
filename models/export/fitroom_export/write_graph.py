"""Writes a graph, its weights in it or in one file beside it."""

import math
from pathlib import Path
from typing import Literal

import numpy as np
import onnx

from .fill_random_weights import fill, random_values, rules
from .half_precision import LARGEST_HALF
from .trace_graph import TracedGraph

External = Literal["auto", "always", "never"]
# Smaller ones stay in the graph, also so that shapes can be worked out without the file.
SMALL = 1024
# Pages of memory maps.
ALIGNMENT = 4096
# With `auto`. A protobuf holds less than 2 GB, and is read into memory whole before its weights are copied out of it.
INLINE_BYTES = 256 * 2**20


def write_graph(traced: TracedGraph, folder: Path, name: str, external: External, seed: int) -> list[Path]:
    """Returns the files written: NAME.onnx, and NAME.onnx_data where the weights lie beside it. `seed`: of values drawn here."""
    graph = traced.model.graph
    weights = [tensor for tensor in graph.initializer if tensor.name in traced.values]
    beside = external == "always" or (external == "auto" and sum(map(_bytes, weights)) > INLINE_BYTES)
    # Of random weights those with values of their own stay inside, so that the graph can travel without the others' file.
    drawn_ones = any(traced.values[tensor.name] is None for tensor in weights)
    rule = rules(graph)
    data = folder / f"{name}.onnx_data"
    data.unlink(missing_ok=True)
    outside = []
    for tensor in weights:
        values = traced.values[tensor.name]
        dtype = onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type)
        if beside and _bytes(tensor) > SMALL and not (drawn_ones and values is not None):
            outside.append(tensor)
        elif values is None:
            drawn = random_values(tensor.name, math.prod(tensor.dims), rule[tensor.name], seed, dtype)
            tensor.raw_data = b"".join(piece.tobytes() for piece in drawn)
        else:
            tensor.raw_data = _as_type(values(), dtype).tobytes()
    written = [folder / f"{name}.onnx"]
    if outside:
        _set_places(outside, data.name)
        written.append(data)
    onnx.save_model(traced.model, written[0])
    if outside and drawn_ones:
        fill(written[0], seed)
    elif outside:
        _write_values(traced, outside, data)
    return written


def _bytes(tensor: onnx.TensorProto) -> int:
    return math.prod(tensor.dims) * onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type).itemsize


def _set_places(tensors: list[onnx.TensorProto], location: str) -> None:
    offset = 0
    for tensor in tensors:
        place = {"location": location, "offset": offset, "length": _bytes(tensor)}
        tensor.data_location = onnx.TensorProto.EXTERNAL
        tensor.external_data.extend(onnx.StringStringEntryProto(key=key, value=str(value)) for key, value in place.items())
        offset += -(-_bytes(tensor) // ALIGNMENT) * ALIGNMENT


def _write_values(traced: TracedGraph, tensors: list[onnx.TensorProto], data: Path) -> None:
    with data.open("wb") as out:
        for tensor in tensors:
            out.seek(int(next(item.value for item in tensor.external_data if item.key == "offset")))
            values = traced.values[tensor.name]
            assert values is not None
            out.write(_as_type(values(), onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type)).tobytes())


def _as_type(values: np.ndarray, dtype: np.dtype) -> np.ndarray:
    if dtype == np.float16:
        values = np.clip(values, -LARGEST_HALF, LARGEST_HALF)
    return np.ascontiguousarray(values, dtype=dtype)
