"""From a torch module to an ONNX graph whose weights are still torch's."""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import onnx
import torch

from .model_to_export import GraphToExport

OPSET = 17
FLOAT = onnx.TensorProto.FLOAT


@dataclass
class TracedGraph:
    """A graph with initialisers that have shapes and types and, but for constants, no values yet."""

    model: onnx.ModelProto
    # By initialiser: its values in 32 bits; absent for constants, which have theirs, and null for those drawn when written.
    values: dict[str, Callable[[], np.ndarray] | None] = field(default_factory=dict)


def trace_graph(graph: GraphToExport, *, drawn: bool) -> TracedGraph:
    """Exports without weights, which a protobuf cannot hold above 2 GB, and puts them in by name.

    `drawn`: parameters get their values when the file is written.
    """
    module = graph.build()
    example = tuple(graph.inputs.values())
    # With its training flag set the exporter leaves weights of equal values apart; its parts stay in eval mode.
    module.training = True
    shapes: list[list[int]] = []
    # torch's exporter leaves out the sides of some outputs.
    hook = module.register_forward_hook(lambda _, __, result: shapes.extend(_sides(result)))
    buffer = io.BytesIO()
    with torch.no_grad(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            example,
            buffer,
            export_params=False,
            training=torch.onnx.TrainingMode.PRESERVE,
            do_constant_folding=False,
            opset_version=OPSET,
            input_names=list(graph.inputs),
            output_names=list(graph.outputs),
            dynamic_axes={name: dict(axes) for name, axes in graph.dynamic.items()},
            custom_opsets={"com.microsoft": 1} if graph.attentions else None,
        )
    hook.remove()
    model = onnx.load_model_from_string(buffer.getvalue())
    _set_output_sides(model.graph, shapes[-len(graph.outputs) :], graph)
    traced = TracedGraph(model)
    _weights_for_inputs(traced, module, set(graph.inputs), drawn)
    _constants_as_initialisers(model.graph)
    _fold_transposes(traced)
    _drop_unused(traced)
    _only_used_opsets(model)
    del model.graph.value_info[:]
    return traced


def _sides(result: torch.Tensor | tuple[torch.Tensor, ...]) -> list[list[int]]:
    return [[int(side) for side in tensor.shape] for tensor in (result if isinstance(result, tuple) else (result,))]


def _set_output_sides(graph: onnx.GraphProto, shapes: list[list[int]], wanted: GraphToExport) -> None:
    for value, sides in zip(graph.output, shapes, strict=True):
        dims = value.type.tensor_type.shape
        del dims.dim[:]
        for axis, side in enumerate(sides):
            name = wanted.dynamic.get(value.name, {}).get(axis)
            dims.dim.append(onnx.TensorShapeProto.Dimension(dim_param=name) if name else onnx.TensorShapeProto.Dimension(dim_value=side))


def _weights_for_inputs(traced: TracedGraph, module: torch.nn.Module, inputs: set[str], drawn: bool) -> None:
    graph = traced.model.graph
    state = module.state_dict(keep_vars=True)
    for value in [value for value in graph.input if value.name not in inputs]:
        tensor = state[value.name]
        dims = list(tensor.shape)
        random = drawn and isinstance(tensor, torch.nn.Parameter)
        graph.initializer.append(onnx.TensorProto(name=value.name, dims=dims, data_type=value.type.tensor_type.elem_type))
        traced.values[value.name] = None if random else lambda tensor=tensor: tensor.detach().numpy()
        graph.input.remove(value)


def _constants_as_initialisers(graph: onnx.GraphProto) -> None:
    nodes = [node for node in graph.node if node.op_type == "Constant"]
    for node in nodes:
        tensor = onnx.TensorProto()
        tensor.CopyFrom(node.attribute[0].t)
        tensor.name = node.output[0]
        graph.initializer.append(tensor)
        graph.node.remove(node)


def _fold_transposes(traced: TracedGraph) -> None:
    """Weights of linear layers are stored as they are multiplied."""
    graph = traced.model.graph
    known = {tensor.name: tensor for tensor in graph.initializer}
    replaced: dict[str, str] = {}
    kept = []
    for node in graph.node:
        if node.op_type != "Transpose" or node.input[0] not in traced.values:
            kept.append(node)
            continue
        source = node.input[0]
        axes = list(node.attribute[0].ints)
        name = f"{source}.transposed.{'_'.join(map(str, axes))}"
        if name not in known:
            dims = [known[source].dims[axis] for axis in axes]
            known[name] = onnx.TensorProto(name=name, dims=dims, data_type=known[source].data_type)
            graph.initializer.append(known[name])
            values = traced.values[source]
            traced.values[name] = values and (lambda values=values, axes=axes: values().transpose(axes))
        replaced[node.output[0]] = name
    for node in kept:
        for place, name in enumerate(node.input):
            if name in replaced:
                node.input[place] = replaced[name]
    del graph.node[:]
    graph.node.extend(kept)


def _drop_unused(traced: TracedGraph) -> None:
    graph = traced.model.graph
    wanted = {value.name for value in graph.output}
    kept = []
    for node in reversed(graph.node):
        if wanted.intersection(node.output):
            kept.append(node)
            wanted.update(node.input)
    used = [tensor for tensor in graph.initializer if tensor.name in wanted]
    del graph.node[:], graph.initializer[:]
    graph.node.extend(reversed(kept))
    graph.initializer.extend(used)
    names = {tensor.name for tensor in used}
    traced.values = {name: values for name, values in traced.values.items() if name in names}


def _only_used_opsets(model: onnx.ModelProto) -> None:
    used = {node.domain for node in model.graph.node}
    kept = [opset for opset in model.opset_import if opset.domain in used]
    del model.opset_import[:]
    model.opset_import.extend(kept)
