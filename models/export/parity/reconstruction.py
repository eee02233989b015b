"""What the comparisons of InstantMesh and TripoSR share: our side in Node, and rows for its arrays."""

import json
import sys
import types
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from .comparison import Context, Row, write_array

GRAPH_TOLERANCE = 1e-4
VERTEX_TOLERANCE = 1e-5
PICTURE_TOLERANCE = 1 / 255
# From the generators' axes to the product's.
OUR_AXES = [1, 2, 0]


def stand_in(name: str, **members: Any) -> None:
    """A package that the reference imports and that is of no use here, unless it is installed."""
    try:
        __import__(name)
    except ImportError:
        parts = name.split(".")
        for n in range(1, len(parts) + 1):
            sys.modules.setdefault(".".join(parts[:n]), types.ModuleType(".".join(parts[:n])))
        vars(sys.modules[name]).update(members)


def run_ours(
    context: Context,
    model: Path,
    graphs: Mapping[str, tuple[Mapping[str, torch.Tensor], Sequence[str]]],
    pictures: np.ndarray,
    side: int,
    cells: int | None,
) -> None:
    """`graphs`: of each its inputs and outputs. `pictures`: RGBA bytes [n, height, width, 4]."""
    listed = {}
    for graph, (inputs, outputs) in graphs.items():
        for name, values in inputs.items():
            write_array(context.work, f"{graph}_{name}", values.numpy())
        listed[graph] = {
            "inputs": {name: [f"{graph}_{name}", list(values.shape)] for name, values in inputs.items()},
            "outputs": list(outputs),
        }
    write_array(context.work, "pictures", pictures)
    job = {"model": str(model), "graphs": listed, "height": pictures.shape[1], "width": pictures.shape[2], "side": side, "cells": cells}
    (context.work / "job.json").write_text(json.dumps(job))
    context.run_node("run-reconstruction.ts", str(context.work))


def our_array(context: Context, name: str, dtype: type = np.float32) -> np.ndarray:
    return np.fromfile(context.work / name, dtype)


def compare(context: Context, stage: str, wanted: torch.Tensor, name: str, tolerance: float, *, relative: bool = True) -> Row:
    """Relative to the largest value."""
    found = our_array(context, name)
    reference = wanted.numpy()
    scale = float(np.abs(reference).max()) if relative else 1.0
    error = float(np.abs(found - reference.ravel()).max()) / scale
    measured = f"{error:.1e}, spread {reference.std():.2g}"
    return Row(stage, f"{tolerance:.0e}", measured, error <= tolerance)
