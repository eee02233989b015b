"""Drapes the exported garment with Newton's XPBD or VBD on the CPU.

    python drape_newton.py FOLDER xpbd|vbd KEY=VALUE ...

Keys: substeps (a frame of 1/60 s), iterations, stretch (N/m), damping, seconds (simulated, at most),
budget (seconds of processor time, at most), name (of the file written).

Reads the arrays that main.ts wrote into FOLDER, writes the last positions as FOLDER/NAME.f32 and
prints one line of JSON. Time is the processor's own, kernels compiled before the clock starts.
"""

import json
import sys
import time
from pathlib import Path

import newton
import numpy as np
import warp as wp

FRAME = 1.0 / 60.0
# At rest: vertices move by less than this in the mean, metres a second, for REST_FRAMES frames on end.
REST_SPEED = 0.01
REST_FRAMES = 6

# Newton's defaults (iterations 2 for XPBD, 10 for VBD; particles of 0.1 m radius, springs of 100 N/m)
# suit no garment in metres; how these were chosen is in README.md.
DEFAULTS = {
    "xpbd": dict(substeps=32, iterations=2, stretch=15.0, damping=0.0),
    "vbd": dict(substeps=10, iterations=10, stretch=1e3, damping=1e-5),
}


def load(folder, name, kind):
    suffix = {np.float32: "f32", np.float64: "f64", np.uint32: "u32"}[kind]
    return np.fromfile(folder / f"{name}.{suffix}", kind)


def rest_triangles(indices, edges, rest_lengths):
    """2D rest shapes whose sides are the flat lengths: inverse edge matrices and areas."""
    length = {}
    for (a, b), rest in zip(edges.tolist(), rest_lengths.tolist()):
        length[(min(a, b), max(a, b))] = rest
    side = lambda a, b: np.array([length[(min(p, q), max(p, q))] for p, q in zip(a.tolist(), b.tolist())])
    ab = side(indices[:, 0], indices[:, 1])
    ac = side(indices[:, 0], indices[:, 2])
    bc = side(indices[:, 1], indices[:, 2])
    x = (ab**2 + ac**2 - bc**2) / (2 * ab)
    # Seam edges take the mean of two panels, so a sliver's sides may not close by a hair.
    y = np.sqrt(np.maximum(ac**2 - x**2, (1e-3 * ac) ** 2))
    shapes = np.zeros((len(indices), 2, 2))
    shapes[:, 0, 0] = ab
    shapes[:, 0, 1] = x
    shapes[:, 1, 1] = y
    return np.linalg.inv(shapes), ab * y / 2


def hinge_areas(rows, indices, areas):
    """Area of both triangles at each hinge; infinite at borders, which do not bend."""
    area = {}
    for corners, own in zip(indices.tolist(), areas.tolist()):
        for k in range(3):
            a, b = corners[k], corners[(k + 1) % 3]
            area[(min(a, b), max(a, b))] = area.get((min(a, b), max(a, b)), 0.0) + own
    both = np.array([area[(min(k, l), max(k, l))] for _, _, k, l in rows.tolist()])
    return np.where((rows[:, :2] < 0).any(axis=1), np.inf, both)


def build(folder, solver, options):
    start = load(folder, "start", np.float32).reshape(-1, 3)
    indices = load(folder, "indices", np.uint32).reshape(-1, 3).astype(int)
    edges = load(folder, "edges", np.uint32).reshape(-1, 2).astype(int)
    rest_lengths = load(folder, "rest_lengths", np.float64)
    masses = load(folder, "masses", np.float64)
    thickness, friction, bending, density = load(folder, "fabric", np.float64)

    builder = newton.ModelBuilder(up_axis=newton.Axis.Y)
    builder.add_cloth_mesh(
        pos=wp.vec3(0.0, 0.0, 0.0),
        rot=wp.quat_identity(),
        scale=1.0,
        vel=wp.vec3(0.0, 0.0, 0.0),
        vertices=[wp.vec3(*v) for v in start.tolist()],
        indices=indices.reshape(-1).tolist(),
        density=density,
        # The XPBD solver has no triangles, the VBD solver no springs.
        tri_ke=options["stretch"],
        tri_ka=options["stretch"],
        tri_kd=options["damping"],
        edge_ke=1.0,
        edge_kd=0.0,
        particle_radius=thickness,
    )
    builder.particle_mass = masses.tolist()
    inverse, areas = rest_triangles(indices, edges, rest_lengths)
    assert len(builder.tri_poses) == len(indices), "Newton dropped triangles of the start"
    builder.tri_poses = inverse.tolist()
    builder.tri_areas = areas.tolist()
    length = {(min(a, b), max(a, b)): r for (a, b), r in zip(edges.tolist(), rest_lengths.tolist())}
    # Flat, and of flat length: rows are (opposite, opposite, end, end).
    rows = np.asarray(builder.edge_indices)
    builder.edge_rest_angle = [0.0] * len(rows)
    ends = np.array([length[(min(k, l), max(k, l))] for _, _, k, l in rows.tolist()])
    builder.edge_rest_length = ends.tolist()
    # Ours is 3 k / area |K x|^2 / 2 with |K x| the edge's length times the angle between its triangles.
    angular = 3 * bending * ends**2 / hinge_areas(rows, indices, areas)
    # XPBD takes energy over angle squared, VBD that for each metre of the edge.
    stiffness = angular if solver == "xpbd" else angular / ends
    builder.edge_bending_properties = [(float(k), 0.0) for k in stiffness]
    if solver == "xpbd":
        for (a, b), rest in zip(edges.tolist(), rest_lengths.tolist()):
            builder.add_spring(a, b, options["stretch"], options["damping"], control=0.0)
            builder.spring_rest_length[-1] = rest
    surface = newton.ModelBuilder.ShapeConfig(mu=friction, ke=1e4, kd=1e-4)
    mesh = newton.Mesh(
        load(folder, "body_positions", np.float32).reshape(-1, 3),
        load(folder, "body_indices", np.uint32).astype(np.int32),
    )
    builder.add_shape_mesh(body=-1, mesh=mesh, cfg=surface)
    if solver == "vbd":
        builder.color(include_bending=True)
    model = builder.finalize(device="cpu")
    model.soft_contact_mu = friction
    model.soft_contact_ke = 1e4
    model.soft_contact_kd = 1e-4
    # Neither side tests cloth against itself.
    model.particle_grid = None
    model.particle_max_radius = 0.0
    if solver == "xpbd":
        made = newton.solvers.SolverXPBD(model, iterations=options["iterations"])
    else:
        made = newton.solvers.SolverVBD(model, iterations=options["iterations"])
    return model, made


def main():
    folder, solver = Path(sys.argv[1]), sys.argv[2]
    options = dict(DEFAULTS[solver], seconds=2.0, budget=float("inf"), name=solver)
    for word in sys.argv[3:]:
        key, value = word.split("=")
        options[key] = value if key == "name" else float(value)
    for key in ("substeps", "iterations"):
        options[key] = int(options[key])
    wp.config.quiet = True
    wp.init()
    model, made = build(folder, solver, options)
    pipeline = newton.CollisionPipeline(model, soft_contact_gap=0.01)
    contacts = pipeline.contacts()
    control = model.control()
    dt = FRAME / options["substeps"]

    def frame(state, other):
        for _ in range(options["substeps"]):
            state.clear_forces()
            pipeline.collide(state, contacts)
            made.step(state, other, control, contacts, dt)
            state, other = other, state
        return state, other

    # Compiles the kernels; what follows begins from the start again.
    frame(model.state(), model.state())
    state, other = model.state(), model.state()
    cpu, wall = time.process_time(), time.perf_counter()
    still, rest_at, rest_cpu, frames, speed = 0, None, None, 0, float("inf")
    last = state.particle_q.numpy().copy()
    while frames * FRAME < options["seconds"] - 1e-9:
        state, other = frame(state, other)
        frames += 1
        now = state.particle_q.numpy().copy()
        if not np.isfinite(now).all():
            break
        speed = float(np.linalg.norm(now - last, axis=1).mean() / FRAME)
        last = now
        still = still + 1 if speed < REST_SPEED else 0
        if still == REST_FRAMES:
            rest_at, rest_cpu = frames * FRAME, time.process_time() - cpu
            break
        if time.process_time() - cpu > options["budget"]:
            break
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    last.astype(np.float32).tofile(folder / f"{options['name']}.f32")
    print(
        json.dumps(
            dict(
                name=options["name"],
                simulated=frames * FRAME,
                cpu=cpu,
                wall=wall,
                restAfter=rest_at,
                restCpu=rest_cpu,
                speed=speed if np.isfinite(speed) else None,
            )
        )
    )


main()
