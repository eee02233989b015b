"""Cameras of InstantMesh, grid of TripoSR and vertices of marching cubes against the code that the networks came with."""

import importlib.util
import json
import sys
from types import ModuleType

import mcubes
import numpy as np
import torch

from .comparison import Context, Row, seeded_random, write_array

TOLERANCE = 1e-6
VERTEX_TOLERANCE = 1e-5
TRIPO_RADIUS = 0.87
POINTS = 33


def run(context: Context) -> list[Row]:
    ours = json.loads(context.run_node("run-points-and-cameras.ts"))
    camera_util = load(context, "InstantMesh/src/utils/camera_util.py")
    cameras = camera_util.get_zero123plus_input_cameras(batch_size=1, radius=4.0)[0].numpy()
    camera_error = float(np.abs(np.array(ours["cameras"], np.float32).reshape(6, 16) - cameras).max())
    rows = [Row("InstantMesh, six cameras", f"{TOLERANCE:.0e}", f"{camera_error:.1e}", camera_error <= TOLERANCE)]
    for points, axis in ours["densityAxes"]:
        # The two operations of TripoSR: MarchingCubeHelper.grid_vertices, then scale_tensor to the box.
        theirs = torch.linspace(0, 1, points) * (2 * TRIPO_RADIUS) - TRIPO_RADIUS
        error = float(np.abs(np.array(axis, np.float32) - theirs.numpy()).max())
        rows.append(Row(f"TripoSR, {points} grid points an axis", f"{TOLERANCE:.0e}", f"{error:.1e}", error <= TOLERANCE))
    return rows + compare_marching_cubes(context)


def load(context: Context, path: str) -> ModuleType:
    """A file of a reference repository as a module, without the packages around it."""
    spec = importlib.util.spec_from_file_location(path.replace("/", "_").removesuffix(".py"), context.references / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def compare_marching_cubes(context: Context) -> list[Row]:
    """Random signs: PyMCubes cuts ambiguous faces otherwise, but its vertices are the same crossings."""
    density = (50 * seeded_random(3, POINTS**3)).astype(np.float32)
    write_array(context.work, "density", density)
    context.run_node("run-marching-cubes.ts", str(context.work), str(POINTS))
    vertices = np.fromfile(context.work / "positions", np.float32).reshape(-1, 3)
    theirs, _ = mcubes.marching_cubes(25.0 - density.reshape((POINTS,) * 3).astype(np.float64), 0.0)
    theirs = theirs / (POINTS - 1) * (2 * TRIPO_RADIUS) - TRIPO_RADIUS
    stage = f"marching cubes, random signs, {POINTS} points: vertices"
    if len(vertices) != len(theirs):
        return [Row(stage, f"{len(theirs)} vertices", f"{len(vertices)}", False)]
    error = 0.0
    for start in range(0, len(vertices), 512):
        block = torch.from_numpy(vertices[start : start + 512].astype(np.float64))
        error = max(error, torch.cdist(block, torch.from_numpy(theirs)).min(1).values.max().item())
    measured = f"{len(vertices)} vertices, {error:.1e}"
    return [Row(stage, f"{VERTEX_TOLERANCE:.0e}", measured, error <= VERTEX_TOLERANCE)]
