"""FlexiCubes: generated tables, grid, meshes and time against the official class (github.com/nv-tlabs/FlexiCubes)."""

import base64
import importlib
import json
import sys
import time
from types import ModuleType

import numpy as np
import torch

from .comparison import FIXTURES, Context, Row, seeded_random, write_array

# What InstantMesh constructs its extractor with.
WEIGHT_SCALE = 0.5
GRID_SCALE = 2.1
WEIGHTS = 21
VERTEX_TOLERANCE = 1e-5
# The brief's goal: time of the reference over ours.
SPEED = 4
RUNS = 7
# Cells an axis and seed of the meshes; random signs meet every case and many ambiguous pairs.
RANDOM_MESHES = [(6, 5), (14, 1), (20, 2)]
FIXTURE = RANDOM_MESHES[0]
TIMED_CELLS = 128


def run(context: Context) -> list[Row]:
    sys.path.insert(0, str(context.references / "FlexiCubes"))
    reference = importlib.import_module("flexicubes")
    rows = [*compare_tables(reference, context), compare_grid(reference)]
    for cells, seed in RANDOM_MESHES:
        mesh = random_input(cells, seed)
        rows += compare_mesh(f"flexicubes, random signs, {cells}^3", mesh, reference, context, runs=1)
    rows += compare_mesh(f"flexicubes, shirt, {TIMED_CELLS}^3", shirt_input(TIMED_CELLS), reference, context, RUNS)
    return rows


def grid_axis(cells: int) -> np.ndarray:
    """Coordinates along an axis, rounded as the reference's construct_voxel_grid rounds them."""
    steps = torch.round(torch.arange(cells + 1).float() / cells * 10**5) / 10**5
    return ((steps - 0.5) * GRID_SCALE).numpy()


def compare_tables(reference: ModuleType, context: Context) -> list[Row]:
    """Groups of edges of all 256 cases, and the ambiguous ones with their direction; as sets, order means nothing."""
    ours = json.loads(context.run_node("run-dual-cases.ts"))
    groups = [sorted(sorted(e for e in group if e >= 0) for group in case if group[0] >= 0) for case in reference.dmc_table]
    differ = sum(sorted(a) != b for a, b in zip(ours["groups"], groups, strict=True))
    checks = [[*row[1:4], row[4]] if row[0] == 1 else None for row in reference.check_table]
    check_differ = sum(a != b for a, b in zip(ours["ambiguous"], checks, strict=True))
    return [
        Row("flexicubes, 256 cases", "identical", f"{differ} differ", differ == 0),
        Row("flexicubes, ambiguous cases", "identical", f"{check_differ} differ", check_differ == 0),
    ]


def compare_grid(reference: ModuleType) -> Row:
    """grid_axis above, which the meshes and shared/src/triplane/grid-axis.test.ts use, against the reference's grid."""
    worst = 0.0
    for cells in (6, 12, 20, 40):
        verts, cubes = reference.FlexiCubes(device="cpu").construct_voxel_grid(cells)
        axis = torch.from_numpy(grid_axis(cells))
        ours = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
        worst = max(worst, (verts * GRID_SCALE - ours).abs().max().item())
        if not torch.equal(cubes, cube_corners(cells)):
            worst = float("inf")
    return Row("flexicubes, grid points", "bit for bit", f"{worst:.1e}", worst == 0)


def cube_corners(cells: int) -> torch.Tensor:
    """Grid points of each cell's eight corners."""
    points = cells + 1
    i, j, k = np.meshgrid(*[np.arange(cells)] * 3, indexing="ij")
    corners = [((i + (c & 1)) * points + j + (c >> 1 & 1)) * points + k + (c >> 2) for c in range(8)]
    return torch.from_numpy(np.stack(corners, -1).reshape(-1, 8))


def random_input(cells: int, seed: int) -> dict:
    """Signs, deformation (a quarter of a cell) and weights of every cell from one sequence, in this order."""
    points = (cells + 1) ** 3
    numbers = 2 * seeded_random(seed, 4 * points + WEIGHTS * cells**3) - 1
    deformation = numbers[points : 4 * points] * (GRID_SCALE / (4 * cells))
    return {
        "cells": cells,
        "seed": seed,
        "field": numbers[:points].astype(np.float32),
        "deformation": deformation.astype(np.float32),
        "weights": (3 * numbers[4 * points :]).astype(np.float32),
    }


def shirt_input(cells: int) -> dict:
    """The closed shirt of shared/test/shapes/solid-fields.ts, with random weights."""
    axis = grid_axis(cells).astype(np.float64)
    x, y, z = np.meshgrid(axis, axis, axis, indexing="ij")
    flat = 0.45
    trunk = flat * tube(x / flat, y, z, (0, 0, -0.42), (0, 0, 0.3), 0.3, 0.27)
    left = tube(x, y, z, (0, 0.2, 0.38), (0, 0.62, 0.02), 0.16, 0.11)
    right = tube(x, y, z, (0, -0.2, 0.38), (0, -0.62, 0.02), 0.16, 0.11)
    random = np.random.default_rng(1)
    return {
        "cells": cells,
        "seed": None,
        "field": np.minimum(np.minimum(trunk, left), right).astype(np.float32).reshape(-1),
        "deformation": (np.tanh(random.standard_normal(3 * (cells + 1) ** 3)) / (4 * cells)).astype(np.float32),
        "weights": random.standard_normal(WEIGHTS * cells**3, dtype=np.float32),
    }


def tube(x, y, z, a, b, ra, rb):
    d = np.subtract(b, a)
    t = np.clip(((x - a[0]) * d[0] + (y - a[1]) * d[1] + (z - a[2]) * d[2]) / (d @ d), 0, 1)
    return np.sqrt((x - a[0] - t * d[0]) ** 2 + (y - a[1] - t * d[1]) ** 2 + (z - a[2] - t * d[2]) ** 2) - (
        ra + t * (rb - ra)
    )


def compare_mesh(stage: str, mesh: dict, reference: ModuleType, context: Context, runs: int) -> list[Row]:
    vertices, faces, seconds, cpu = reference_mesh(mesh, reference, runs)
    ours, our_faces, our_times, cells_agree = our_mesh(mesh, context, runs)
    if context.write_fixtures and (mesh["cells"], mesh["seed"]) == FIXTURE:
        write_fixture(mesh, vertices, faces)
    error, of_reference = match_vertices(ours, vertices)
    counts = f"{len(ours)} vertices, {len(our_faces)} faces"
    rows = [
        Row(f"{stage}: surface cells", "the same", counts, cells_agree),
        Row(f"{stage}: vertices", f"{VERTEX_TOLERANCE:.0e}", f"{error:.1e}", error <= VERTEX_TOLERANCE),
    ]
    same = of_reference is not None and canonical(of_reference[our_faces]) == canonical(faces)
    rows.append(Row(f"{stage}: faces with their winding", "identical", "identical" if same else "different", same))
    if runs > 1:
        wall, mine = our_times["times"], our_times["cpu"]
        theirs = 1000 * cpu / runs
        measured = (
            f"processor time {theirs:.0f} ms and {mine:.1f} ms a run (ours with compiling and collecting): {theirs / mine:.0f} x; "
            f"least wall time {1000 * min(seconds):.0f} ms and {min(wall):.1f} ms (our first {wall[0]:.0f} ms)"
        )
        rows.append(Row(f"{stage}: time", f"{SPEED} x as fast", measured, theirs >= SPEED * mine))
    return rows


def reference_mesh(mesh: dict, reference: ModuleType, runs: int):
    extractor = reference.FlexiCubes(device="cpu", weight_scale=WEIGHT_SCALE)
    cells = mesh["cells"]
    axis = torch.from_numpy(grid_axis(cells))
    grid = torch.stack(torch.meshgrid(axis, axis, axis, indexing="ij"), -1).reshape(-1, 3)
    x = grid + torch.from_numpy(mesh["deformation"]).reshape(-1, 3)
    field = torch.from_numpy(mesh["field"])
    weights = torch.from_numpy(mesh["weights"]).reshape(-1, WEIGHTS)
    cubes = cube_corners(cells)
    seconds = []
    cpu = time.process_time()
    with torch.no_grad():
        for _ in range(runs):
            start = time.perf_counter()
            vertices, faces, _ = extractor(
                x, field, cubes, cells, weights[:, :12], weights[:, 12:20], weights[:, 20], training=False
            )
            seconds.append(time.perf_counter() - start)
    return vertices.numpy(), faces.numpy(), seconds, time.process_time() - cpu


def our_mesh(mesh: dict, context: Context, runs: int):
    cells = mesh["cells"]
    occupied = (mesh["field"] < 0)[cube_corners(cells).numpy()].sum(-1)
    surface = np.flatnonzero((occupied > 0) & (occupied < 8)).astype(np.int32)
    write_array(context.work, "axis", grid_axis(cells))
    write_array(context.work, "field", mesh["field"])
    write_array(context.work, "deformation", mesh["deformation"])
    write_array(context.work, "weights", mesh["weights"].reshape(-1, WEIGHTS)[surface])
    printed = context.run_node("run-flexicubes.ts", str(context.work), str(cells), str(runs))
    read = lambda name, kind: np.fromfile(context.work / name, kind)  # noqa: E731
    vertices = read("positions", np.float32).reshape(-1, 3)
    faces = read("indices", np.uint32).reshape(-1, 3)
    return vertices, faces, json.loads(printed), np.array_equal(read("cells", np.int32), surface)


def match_vertices(ours: np.ndarray, theirs: np.ndarray):
    """Largest coordinate error to the nearest vertex, and that vertex' number for each of ours (None unless one to one)."""
    if len(ours) != len(theirs):
        return float("inf"), None
    nearest = np.empty(len(ours), np.int64)
    for start in range(0, len(ours), 512):
        block = torch.from_numpy(ours[start : start + 512].astype(np.float64))
        nearest[start : start + 512] = torch.cdist(block, torch.from_numpy(theirs.astype(np.float64))).argmin(1).numpy()
    error = float(np.abs(ours - theirs[nearest]).max())
    return error, nearest if len(np.unique(nearest)) == len(theirs) else None


def canonical(faces: np.ndarray) -> set:
    """Faces as a set, each turned so that its lowest vertex comes first: winding is kept."""
    first = faces.argmin(1)
    turned = np.take_along_axis(faces, (first[:, None] + np.arange(3)) % 3, 1)
    return set(map(tuple, turned.tolist()))


def write_fixture(mesh: dict, vertices: np.ndarray, faces: np.ndarray) -> None:
    encode = lambda array: base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()  # noqa: E731
    fixture = {
        "source": "models/export/parity/flexicubes.py, github.com/nv-tlabs/FlexiCubes 4cc7d6c, torch 2.2.2",
        "cellsPerAxis": mesh["cells"],
        "seed": mesh["seed"],
        "positionsFloat32": encode(vertices),
        "indicesUint16": encode(faces.astype(np.uint16)),
    }
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / "flexicubes.json").write_text(json.dumps(fixture, indent=2) + "\n")
