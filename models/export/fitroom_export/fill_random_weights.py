"""Writes random weights for graphs whose weight files are missing: `python fill_random_weights.py FOLDER --seed N`.

Needs numpy and onnx alone, so that graphs can travel without their weights: a few MB instead of some GB. The values follow from
seed, name and shape, and are such that activations stay near one, also in 16 bits: weights of variance 1 / fan-in, scales
of norms near one, biases and tables small.
"""

import argparse
import hashlib
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx

SCALE_SPREAD = 0.1
SMALL = 0.02
# Nodes that hand a weight on to the one that uses it.
HANDING_ON = {"Cast", "Unsqueeze", "Squeeze", "Reshape", "Identity", "Expand"}
# Values drawn at a time; a weight of 13 million takes 100 MB otherwise.
CHUNK = 1 << 20

Centre = float
Spread = float
Rule = tuple[Centre, Spread]


def rules(graph: onnx.GraphProto) -> dict[str, Rule]:
    """Mean and deviation of every initialiser, by what its values do in the graph."""
    readers: dict[str, list[tuple[onnx.NodeProto, int]]] = defaultdict(list)
    for node in graph.node:
        for place, name in enumerate(node.input):
            readers[name].append((node, place))
    return {tensor.name: _rule(tensor.name, list(tensor.dims), readers) for tensor in graph.initializer}


def _rule(name: str, dims: Sequence[int], readers: Mapping[str, list[tuple[onnx.NodeProto, int]]]) -> Rule:
    node, place = _reader(name, readers)
    kind = node.op_type if node else ""
    table = (0.0, SMALL)
    if kind in {"LayerNormalization", "InstanceNormalization", "GroupNormalization", "BatchNormalization"}:
        return (1.0, SCALE_SPREAD) if place == 1 else table
    # The scale of a norm that is exported in parts.
    if kind == "Mul" and len(dims) == 1:
        return 1.0, SCALE_SPREAD
    if len(dims) < 2:
        return table
    if kind == "Conv" and place == 1:
        return 0.0, 1 / math.sqrt(math.prod(dims[1:]))
    if kind == "ConvTranspose" and place == 1:
        return 0.0, 1 / math.sqrt(dims[0])
    if kind == "Gemm" and place == 1:
        transposed = any(a.name == "transB" and a.i for a in node.attribute)
        return 0.0, 1 / math.sqrt(dims[1] if transposed else dims[0])
    if kind == "MatMul":
        return 0.0, 1 / math.sqrt(dims[-2] if place == 1 else dims[-1])
    return table


def _reader(name: str, readers: Mapping[str, list[tuple[onnx.NodeProto, int]]]) -> tuple[onnx.NodeProto | None, int]:
    for node, place in readers.get(name, []):
        if node.op_type in HANDING_ON:
            return _reader(node.output[0], readers)
        return node, place
    return None, 0


def random_values(name: str, count: int, rule: Rule, seed: int, dtype: np.dtype):
    """Yields the values in pieces."""
    digest = hashlib.sha256(f"{seed} {name}".encode()).digest()
    generator = np.random.Generator(np.random.SFC64(int.from_bytes(digest[:16], "little")))
    centre, spread = rule
    for start in range(0, count, CHUNK):
        drawn = generator.standard_normal(min(CHUNK, count - start), dtype=np.float32)
        yield (centre + spread * drawn).astype(dtype)


def fill(path: Path, seed: int) -> list[Path]:
    """Writes the data files that the graph at `path` names and that are missing. Returns them."""
    model = onnx.load(path, load_external_data=False)
    rule = rules(model.graph)
    missing: dict[Path, list[tuple[int, int, onnx.TensorProto]]] = defaultdict(list)
    for tensor in model.graph.initializer:
        if tensor.data_location != onnx.TensorProto.EXTERNAL:
            continue
        entry = {item.key: item.value for item in tensor.external_data}
        missing[path.parent / entry["location"]].append((int(entry["offset"]), int(entry["length"]), tensor))
    written = []
    for file, tensors in missing.items():
        if file.exists():
            continue
        with file.open("wb") as out:
            for offset, length, tensor in sorted(tensors, key=lambda item: item[0]):
                dtype = onnx.helper.tensor_dtype_to_np_dtype(tensor.data_type)
                count = math.prod(tensor.dims)
                if count * dtype.itemsize != length:
                    raise SystemExit(f"{path}: {tensor.name} should have {count * dtype.itemsize} bytes and has {length}.")
                out.seek(offset)
                for values in random_values(tensor.name, count, rule[tensor.name], seed, dtype):
                    out.write(values.tobytes())
        written.append(file)
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="folder of .onnx files")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    for path in sorted(options.folder.glob("*.onnx")):
        for file in fill(path, options.seed):
            print(f"{file}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
