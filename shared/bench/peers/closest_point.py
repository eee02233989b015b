"""Times trimesh's closest point on the exported mesh and points: python closest_point.py FOLDER SETS.

Prints one line of JSON a point set; distances go to FOLDER/closest_distances_SET.f32. Time is the
processor's own, the quickest of some passes, the mesh's tree built before.
"""

import json
import sys
import time
from pathlib import Path

import numpy as np
import trimesh

PASSES = 4

folder = Path(sys.argv[1])
positions = np.fromfile(folder / "closest_positions.f32", np.float32).reshape(-1, 3)
indices = np.fromfile(folder / "closest_indices.u32", np.uint32).reshape(-1, 3)
mesh = trimesh.Trimesh(positions.astype(float), indices, process=False)
query = trimesh.proximity.ProximityQuery(mesh)
before = time.process_time()
mesh.triangles_tree
built = time.process_time() - before
for number in range(int(sys.argv[2])):
    points = np.fromfile(folder / f"closest_points_{number}.f32", np.float32).reshape(-1, 3).astype(float)
    best = float("inf")
    for _ in range(PASSES):
        before = time.process_time()
        _, distances, _ = query.on_surface(points)
        best = min(best, time.process_time() - before)
    distances.astype(np.float32).tofile(folder / f"closest_distances_{number}.f32")
    print(json.dumps(dict(ms=1000 * best, buildMs=1000 * built, version=trimesh.__version__)), flush=True)
