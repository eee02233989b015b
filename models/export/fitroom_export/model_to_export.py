"""What the module of a model hands to the exporter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch


@dataclass(frozen=True)
class GraphToExport:
    """One .onnx file."""

    name: str
    # Built when its turn comes and let go afterwards: one network's weights in memory at a time.
    build: Callable[[], torch.nn.Module]
    # In the order of forward's parameters; the values do not matter, their shapes do.
    inputs: Mapping[str, torch.Tensor]
    outputs: Sequence[str]
    # By input or output, axis -> name, of sides that may vary; all others are fixed.
    dynamic: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    # Whether --precision fp16 may touch it.
    half: bool = True
    # Parts of module paths, such as "/time_proj/", whose nodes stay in 32 bits in any case.
    keep_single: Sequence[str] = ()
    # Whether its weights, a few MB at most, stay in the .onnx even with --external always.
    inside: bool = False
    # com.microsoft.MultiHeadAttention nodes that there must be; 0 of them with --unfused.
    attentions: int = 0


@dataclass(frozen=True)
class ModelToExport:
    """A folder of graphs, named as in generator-models.json."""

    name: str
    graphs: Sequence[GraphToExport]
    # Entries of `exported.sources` in model.json.
    sources: Sequence[Mapping[str, str]] = ()
    # Writes the files beside the graphs into the folder, once all of these are there; returns their names.
    write_files: Callable[[Path], Sequence[str]] = lambda folder: ()
