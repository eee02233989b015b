"""From InstantMesh's planes to the coloured mesh: its own synthesizer and geometry, with random weights, against meshFromSdf.

Our side gets the heads' answers from files that hold them for the reference's grid, and checks that it is asked
about the reference's very points: what is compared is everything round the heads.
"""

import importlib
import json
import sys

import numpy as np
import torch

from .comparison import Context, Row, write_array
from .flexicubes import GRID_SCALE, VERTEX_TOLERANCE, canonical, match_vertices

CELLS = 32
PLANE_CHANNELS = 8
PLANE_SIZE = 64
# Share of grid points inside: random heads say nothing of their own.
INSIDE = 0.3
DEFORMATION_MULTIPLIER = 4.0


def run(context: Context) -> list[Row]:
    sys.path.insert(0, str(context.references / "InstantMesh"))
    synthesizers = importlib.import_module("src.models.renderer.synthesizer_mesh")
    geometries = importlib.import_module("src.models.geometry.rep_3d.flexicubes_geometry")
    torch.manual_seed(4)
    synthesizer = synthesizers.TriplaneSynthesizer(PLANE_CHANNELS, samples_per_ray=2)
    for parameter in synthesizer.parameters():
        if parameter.ndim == 1:
            torch.nn.init.normal_(parameter, std=0.1)
    coarse = torch.randn(3, PLANE_CHANNELS, 7, 7)
    planes = torch.nn.functional.interpolate(coarse, size=(PLANE_SIZE, PLANE_SIZE), mode="bicubic")[None]
    geometry = geometries.FlexiCubesGeometry(grid_res=CELLS, scale=GRID_SCALE, device="cpu")
    with torch.no_grad():
        sdf, raw, weights = synthesizer.get_geometry_prediction(planes, geometry.verts[None], geometry.indices)
        sdf = 10 * (sdf - sdf.quantile(INSIDE))[0, :, 0]
        # Inside the box alone, so that the mesh closes.
        sdf[(geometry.verts.abs() > 0.98).any(-1)] = 1
        # Large enough that tanh bends it and weights differ.
        raw, weights = 20 * raw[0], 100 * weights[0]
        moved = geometry.verts + torch.tanh(raw) / (CELLS * DEFORMATION_MULTIPLIER)
        vertices, faces, _ = geometry.get_mesh(moved, sdf, weights, is_training=False)
        colours = (synthesizer.get_texture_prediction(planes, vertices[None]).clamp(0, 1)[0].numpy() * 255).astype(np.uint8)
        for name, array in [("verts", geometry.verts), ("sdf", sdf), ("raw", raw), ("weights", weights)]:
            write_array(context.work, name, array.numpy())
        write_array(context.work, "cubes", geometry.indices.numpy().astype(np.int32))

        # Twice: colours are asked for at our vertices, which are known only once there is a mesh.
        (context.work / "rgb").unlink(missing_ok=True)
        context.run_node("run-mesh-from-sdf.ts", str(context.work), str(CELLS))
        asked = torch.from_numpy(np.fromfile(context.work / "asked", np.float32).reshape(1, -1, 3))
        write_array(context.work, "rgb", synthesizer.get_texture_prediction(planes, asked)[0].numpy())
        printed = json.loads(context.run_node("run-mesh-from-sdf.ts", str(context.work), str(CELLS)))

    ours = np.fromfile(context.work / "positions", np.float32).reshape(-1, 3)
    our_faces = np.fromfile(context.work / "indices", np.uint32).reshape(-1, 3)
    our_colours = np.fromfile(context.work / "colours", np.uint8).reshape(-1, 3)
    # y up, z front: x, y, z of the reference are our z, x, y.
    error, of_reference = match_vertices(ours, vertices.numpy()[:, [1, 2, 0]])
    stage = f"InstantMesh from its planes, {CELLS}^3"
    rows = [
        Row(f"{stage}: points asked", "bit for bit", f"{printed['strange']} strange", printed["strange"] == 0),
        Row(
            f"{stage}: vertices in our axes",
            f"{VERTEX_TOLERANCE:.0e}",
            f"{len(ours)} vertices, {error:.1e}",
            error <= VERTEX_TOLERANCE,
        ),
    ]
    same = of_reference is not None and canonical(of_reference[our_faces]) == canonical(faces.numpy())
    rows.append(Row(f"{stage}: faces with their winding", "identical", f"{len(our_faces)} faces", same))
    apart = int(np.abs(our_colours.astype(int) - colours[of_reference]).max()) if of_reference is not None else 255
    rows.append(Row(f"{stage}: colours", "1 of 255", f"{apart} of 255", apart <= 1))
    return rows
