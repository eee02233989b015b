"""To 16 bits inside, 32 at the borders and wherever 16 lose too much."""

from collections.abc import Callable, Sequence

import numpy as np
import onnx
from onnx import TensorProto

from .trace_graph import TracedGraph

FLOAT, HALF = TensorProto.FLOAT, TensorProto.FLOAT16
# Norms, softmax, sums over many values and what grows beyond 16 bits; GridSample has no 16-bit kernel on CUDA before opset 20.
SINGLE = {
    "BatchNormalization", "Cos", "CumSum", "Exp", "GridSample", "GroupNormalization", "InstanceNormalization", "LayerNormalization", "Log",
    "LpNormalization", "Pow", "Range", "ReduceL2", "ReduceMean", "ReduceSum", "Sin", "Softmax", "Sqrt",
}  # fmt: skip
# Of these the values stay as they are; they take whatever comes.
SAME = {
    "Concat", "Expand", "Flatten", "Gather", "Identity", "Reshape", "Slice", "Split", "Squeeze", "Tile", "Transpose", "Unsqueeze",
}  # fmt: skip
TO_WHOLE = {"ArgMax", "ArgMin", "NonZero", "Shape", "Size"}
TO_TRUTH = {"And", "Equal", "Greater", "GreaterOrEqual", "IsInf", "IsNaN", "Less", "LessOrEqual", "Not", "Or", "Xor"}
# Their first input alone is data in the graph's precision.
FIRST_ONLY = {"Resize", "Pad", "Unsqueeze", "Squeeze", "Reshape", "Expand", "Slice", "Tile"}
LARGEST_HALF = float(np.finfo(np.float16).max)


def to_half(traced: TracedGraph, keep_single: Sequence[str] = ()) -> None:
    """Changes the graph in place. `keep_single`: parts of node names, which hold the modules' paths."""
    _Conversion(traced, lambda node: any(part in node.name for part in keep_single)).run()


class _Conversion:
    def __init__(self, traced: TracedGraph, kept: Callable[[onnx.NodeProto], bool]) -> None:
        self.traced = traced
        self.kept = kept
        self.graph = traced.model.graph
        self.types = {value.name: value.type.tensor_type.elem_type for value in self.graph.input}
        # Initialisers in 32 bits may become either, or both.
        self.free = {tensor.name: tensor for tensor in self.graph.initializer if tensor.data_type == FLOAT}
        self.types |= {tensor.name: tensor.data_type for tensor in self.graph.initializer}
        self.made: dict[tuple[str, int], str] = {}
        self.nodes: list[onnx.NodeProto] = []
        self.initialisers = [tensor for tensor in self.graph.initializer if tensor.name not in self.free]

    def run(self) -> None:
        for node in self.graph.node:
            if any(attribute.type in {onnx.AttributeProto.GRAPH, onnx.AttributeProto.GRAPHS} for attribute in node.attribute):
                raise SystemExit(f"{node.name} ({node.op_type}) holds graphs of its own, which are not converted. Export it in fp32.")
            self.convert(node)
        for output in self.graph.output:
            if self.types[output.name] == HALF:
                self.widen(output.name)
        del self.graph.node[:], self.graph.initializer[:]
        self.graph.node.extend(self.nodes)
        self.graph.initializer.extend(self.initialisers)

    def convert(self, node: onnx.NodeProto) -> None:
        own = self.type_for(node)
        data = node.input[:1] if node.op_type in FIRST_ONLY else node.input
        is_float = False
        for place, name in enumerate(node.input):
            if self.types.get(name) not in {FLOAT, HALF}:
                continue
            if place < len(data):
                is_float = True
                node.input[place] = self.as_type(name, own)
            else:
                node.input[place] = self.as_type(name, own if node.op_type == "Pad" else FLOAT)
        self.nodes.append(node)
        for output in node.output:
            self.types[output] = self.type_of_output(node, own if is_float else None)

    def type_for(self, node: onnx.NodeProto) -> int:
        if node.op_type == "Cast":
            return self.types[node.input[0]]
        if node.op_type in SINGLE or self.kept(node):
            return FLOAT
        if node.op_type in SAME:
            given = {self.types[name] for name in node.input if name not in self.free and self.types.get(name) in {FLOAT, HALF}}
            if len(given) == 1:
                return given.pop()
        return HALF

    def type_of_output(self, node: onnx.NodeProto, own: int | None) -> int:
        if node.op_type == "Cast":
            return next(attribute.i for attribute in node.attribute if attribute.name == "to")
        if node.op_type in TO_WHOLE:
            return TensorProto.INT64
        if node.op_type in TO_TRUTH:
            return TensorProto.BOOL
        if node.op_type == "ConstantOfShape":
            return next((attribute.t.data_type for attribute in node.attribute), FLOAT)
        if own is not None:
            return own
        return self.types[node.input[1 if node.op_type == "Where" else 0]]

    def as_type(self, name: str, wanted: int) -> str:
        if name not in self.free and self.types[name] == wanted:
            return name
        if (name, wanted) not in self.made:
            self.made[name, wanted] = self.variant(name, wanted) if name in self.free else self.cast(name, wanted)
        return self.made[name, wanted]

    def variant(self, name: str, wanted: int) -> str:
        other = (name, FLOAT if wanted == HALF else HALF) in self.made
        fresh = f"{name}.{'half' if wanted == HALF else 'single'}" if other else name
        tensor = onnx.TensorProto()
        tensor.CopyFrom(self.free[name])
        tensor.name = fresh
        if name in self.traced.values:
            tensor.data_type = wanted
            self.traced.values[fresh] = self.traced.values[name]
        elif wanted == HALF:
            values = np.clip(onnx.numpy_helper.to_array(tensor), -LARGEST_HALF, LARGEST_HALF)
            tensor.CopyFrom(onnx.numpy_helper.from_array(values.astype(np.float16), fresh))
        self.initialisers.append(tensor)
        self.types[fresh] = wanted
        return fresh

    def cast(self, name: str, wanted: int) -> str:
        fresh = f"{name}.{'half' if wanted == HALF else 'single'}"
        self.nodes.append(onnx.helper.make_node("Cast", [name], [fresh], name=f"{fresh}.cast", to=wanted))
        self.types[fresh] = wanted
        return fresh

    def widen(self, output: str) -> None:
        inner = f"{output}.half"
        for node in self.nodes:
            for names in (node.input, node.output):
                for place, name in enumerate(names):
                    if name == output:
                        names[place] = inner
        self.nodes.append(onnx.helper.make_node("Cast", [inner], [output], name=f"{output}.cast", to=FLOAT))
