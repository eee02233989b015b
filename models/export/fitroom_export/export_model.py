"""One model: its graphs one after the other, the files beside them, and the manifest."""

import gc
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import onnx

from .attention import fused_attention
from .half_precision import to_half
from .manifest import write_manifest
from .model_to_export import GraphToExport, ModelToExport
from .trace_graph import OPSET, trace_graph
from .weights import Weights
from .write_graph import External, write_graph


@dataclass(frozen=True)
class ExportOptions:
    """Of the command line."""

    half: bool
    fused: bool
    external: External


def export_model(model: ModelToExport, weights: Weights, folder: Path, options: ExportOptions, log: Callable[[str], None]) -> None:
    """Writes `folder`, which is left without a manifest when it fails."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.json").unlink(missing_ok=True)
    listed, files = [], []
    for graph in model.graphs:
        log(f"{graph.name}: tracing")
        with fused_attention(options.fused):
            traced = trace_graph(graph, drawn=weights.kind == "full")
        _check_attentions(traced.model, graph, options.fused)
        if options.half and graph.half:
            to_half(traced, graph.keep_single)
        paths = write_graph(traced, folder, graph.name, "never" if graph.inside else options.external, weights.seed)
        log(f"{graph.name}: {len(traced.model.graph.node)} nodes, {sum(path.stat().st_size for path in paths) / 1e6:.1f} MB")
        listed.append(_listing(graph, traced.model, paths[0].name))
        files += [path.name for path in paths]
        del traced
        gc.collect()
    files += model.write_files(folder)
    precision = "fp16" if options.half and any(graph.half for graph in model.graphs) else "fp32"
    write_manifest(folder, model.name, listed, files, model.sources, OPSET, precision)


def _check_attentions(model: onnx.ModelProto, graph: GraphToExport, fused: bool) -> None:
    wanted = graph.attentions if fused else 0
    found = sum(node.op_type == "MultiHeadAttention" for node in model.graph.node)
    if found != wanted:
        raise SystemExit(f"{graph.name} should have {wanted} nodes of MultiHeadAttention and has {found}: the network's code has changed.")


def _listing(graph: GraphToExport, model: onnx.ModelProto, file: str) -> dict[str, object]:
    def side(value: onnx.ValueInfoProto, axis: int) -> int | str:
        named = graph.dynamic.get(value.name, {}).get(axis)
        return named or value.type.tensor_type.shape.dim[axis].dim_value

    def described(values: list[onnx.ValueInfoProto]) -> list[dict[str, object]]:
        return [{"name": v.name, "shape": [side(v, axis) for axis in range(len(v.type.tensor_type.shape.dim))]} for v in values]

    described_inputs = described(list(model.graph.input))
    lost = [name for name in graph.inputs if name not in {entry["name"] for entry in described_inputs}]
    if lost:
        raise SystemExit(f"{graph.name} does not depend on its input {lost[0]}.")
    return {"name": graph.name, "file": file, "inputs": described_inputs, "outputs": described(list(model.graph.output))}
