"""Shap-E whole: preparation, CLIP, diffusion, sampler, projection, field and mesh, by the reference and by ours on the exported graphs.

The reference's networks get random weights, are written as its checkpoints and exported as these would be. The photo, the noise, the single
graphs' inputs and the latents are the same on both sides.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import torch

from fitroom_export import shap_e as exporter
from fitroom_export.export_model import ExportOptions, export_model
from fitroom_export.weights import Weights

from .comparison import Context, Row, write_array
from .shap_e_reference import SIDES, VISION, Reference
from .zero123plus_views import cut_out_photo

SCHEDULES = [2, 3, 4, 17, 24, 25, 64, 100, 128]
STEPS = [4, 24]
SIGMA_TOLERANCE = 1e-6
SIGMA_ROUNDING = 2e-6
GRAPH_TOLERANCE = 1e-4
LOOP_TOLERANCE = 1e-3
PLACE_TOLERANCE = 1e-5
# Steps the denoiser is asked about: the ends and between.
TOLD = [0.0, 517.0, 1023.0]


def run(context: Context) -> list[Row]:
    reference = Reference(context.references)
    checkpoints, exported = context.work / "shap-e-checkpoints", context.work / "shap-e"
    reference.write_checkpoints(checkpoints)
    weights = Weights("checkpoints", 0, checkpoints)
    described = exporter.describe_sides(weights, SIDES, VISION)
    export_model(described, weights, exported, ExportOptions(half=False, fused=True, external="never"), lambda line: None)

    rng = np.random.default_rng(11)
    photo = cut_out_photo(rng)
    count = SIDES.latents * SIDES.channels
    inputs = {
        "photo": photo,
        "noise": rng.normal(0, 1, count).astype(np.float32),
        "latents": rng.uniform(-1, 1, count).astype(np.float32),
        "points": rng.uniform(-1, 1, (SIDES.grid**2, 3)).astype(np.float32),
    }
    job = {"model": str(exported), "width": photo.shape[1], "height": photo.shape[0], "schedules": SCHEDULES, "steps": STEPS, "told": TOLD}
    for name, array in inputs.items():
        write_array(exported, name, array)
    (exported / "job.json").write_text(json.dumps(job))
    printed = json.loads(context.run_node("run-shap-e.ts", str(exported)))

    def ours(name: str, kind: type = np.float32) -> torch.Tensor:
        return torch.from_numpy(np.fromfile(exported / name, kind))

    with torch.no_grad():
        return [
            *schedule_rows(reference, printed),
            *network_rows(reference, inputs, ours),
            *mesh_rows(reference, inputs, ours),
        ]


def schedule_rows(reference: Reference, printed: list[dict[str, Any]]) -> list[Row]:
    worst, rounding, wrong, count = 0.0, 0.0, 0, 0
    told = reference.k_diffusion.GaussianToKarrasDenoiser(None, reference.diffusion)
    for steps, mine in zip(SCHEDULES, printed, strict=True):
        sigmas = reference.k_diffusion.get_sigmas_karras(steps, 1e-3, 160)
        torch.set_default_dtype(torch.float64)
        exact = reference.k_diffusion.get_sigmas_karras(steps, 1e-3, 160).numpy()[:-1]
        torch.set_default_dtype(torch.float32)
        own = np.array(mine["sigmas"], np.float32)[:-1]
        worst = max(worst, float(np.abs(own / exact - 1).max()))
        rounding = max(rounding, float(np.abs(own / sigmas.numpy()[:-1] - 1).max()))
        theirs = [int(torch.tensor([told.sigma_to_t(s)], dtype=torch.long)) for s in sigmas.numpy()[:-1]]
        wrong += sum(a != b for a, b in zip(theirs, mine["told"], strict=True))
        count += steps
    return [
        Row("Shap-E, sigmas of 2 to 128 steps, relative, the reference's code in 64 bits", f"{SIGMA_TOLERANCE:.0e}", f"{worst:.1e}", worst <= SIGMA_TOLERANCE),
        # Its own rounding in 32 bits, which is raised to the seventh power.
        Row("Shap-E, the same, in 32 bits", f"{SIGMA_ROUNDING:.0e}", f"{rounding:.1e}", rounding <= SIGMA_ROUNDING),
        Row("Shap-E, trained steps told", "identical", f"{wrong} of {count} differ", wrong == 0),
    ]


def network_rows(reference: Reference, inputs: Mapping[str, np.ndarray], ours: Callable[..., torch.Tensor]) -> list[Row]:
    framed = ours("framed", np.uint8).numpy()
    side = int((len(framed) / 3) ** 0.5)
    pixels = reference.pixels(framed.reshape(side, side, 3))
    # One of 255 in the units of the narrowest channel.
    level = 1 / 255 / 0.26130258
    rows = [row_of("Shap-E, photo to CLIP", ours("pixels"), pixels, level, "1/255")]
    tokens = reference.clip.embed_images_grid([framed.reshape(side, side, 3)])
    rows.append(row_of("Shap-E, clip_grid", ours("tokens"), tokens.permute(0, 2, 1), GRAPH_TOLERANCE))
    latents = torch.from_numpy(inputs["latents"])[None]
    both = torch.cat([tokens, torch.zeros_like(tokens)])
    for step in TOLD:
        answer = reference.prior(latents.expand(2, -1), torch.full((2,), int(step)), embeddings=both)
        clean = answer[:, : latents.shape[1]]
        rows.append(row_of(f"Shap-E, denoise at step {step:.0f}, with and without the photo", ours(f"clean-{step:.0f}"), clean, GRAPH_TOLERANCE))
    for steps in STEPS:
        sampled = reference.sample(tokens, inputs["noise"], steps)
        rows.append(row_of(f"Shap-E, {steps} steps, {2 * steps - 1} calls", ours(f"latents-{steps}"), sampled, LOOP_TOLERANCE))
    params = reference.decoder.bottleneck_to_params(latents)
    flat = torch.cat([params[name].flatten() for name in params])
    rows.append(row_of("Shap-E, params", ours("weights"), flat, GRAPH_TOLERANCE))
    return rows


def mesh_rows(reference: Reference, inputs: Mapping[str, np.ndarray], ours: Callable[..., torch.Tensor]) -> list[Row]:
    from shap_e.models.nn.meta import subdict
    from shap_e.models.query import Query

    renderer = reference.decoder.renderer
    params = renderer.update(reference.decoder.bottleneck_to_params(torch.from_numpy(inputs["latents"])[None]))

    def ask(points: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        answer = renderer.nerstf(Query(position=points[None]), params=subdict(params, "nerstf"), options={"rendering_mode": "stf"})
        return answer.signed_distance[0, :, 0], answer.channels[0]

    distance, colours = ask(torch.from_numpy(inputs["points"]))
    field = torch.cat([distance[:, None], colours], dim=1)
    rows = [row_of("Shap-E, field", ours("field"), field, GRAPH_TOLERANCE)]
    grid = SIDES.grid
    inner = ask(reference.volume_query_points(renderer.volume, grid))[0].reshape(grid, grid, grid)
    # The surface itself from our values: where neighbours differ little, the last bits of the networks move it visibly.
    own = torch.stack([ours(f"layer-{layer}").reshape(grid, grid, 4)[..., 0] for layer in range(grid)])
    rows.append(row_of(f"Shap-E, distances of a {grid}^3 grid", own.flatten(), inner, GRAPH_TOLERANCE))
    padded = torch.full((grid + 2,) * 3, -1.0)
    padded[1:-1, 1:-1, 1:-1] = own
    low, size = renderer.volume.bbox_min, renderer.volume.bbox_max - renderer.volume.bbox_min
    vertices = reference.marching_cubes(padded, low, size).verts
    # Ours keeps the grid's places, the reference spreads the larger grid over the same box.
    expected = vertices * (grid + 1) / (grid - 1)
    positions = ours("positions").reshape(-1, 3)[:, [2, 0, 1]]
    same = len(positions) == len(expected)
    worst, painted = float("inf"), float("inf")
    if same:
        distances = torch.cdist(positions, expected, compute_mode="donot_use_mm_for_euclid_dist")
        nearest = distances.min(dim=1)
        worst = float(nearest.values.max())
        same = len(set(nearest.indices.tolist())) == len(expected)
        colours = ours("colours", np.uint8).reshape(-1, 3)
        painted = float((colours - (ask(positions)[1] * 255).floor()).abs().max())
    share = float((inner > 0).float().mean())
    rows.append(
        Row(
            f"Shap-E, mesh of a {grid}^3 grid, {share:.0%} inside: vertices",
            f"{PLACE_TOLERANCE:.0e}",
            f"{len(positions)} and {len(expected)} vertices, {worst:.1e}",
            same and worst <= PLACE_TOLERANCE,
        )
    )
    rows.append(Row("Shap-E, colours at the vertices", "1 of 255", f"{painted:.0f} of 255", painted <= 1))
    return rows


def row_of(stage: str, own: torch.Tensor, wanted: torch.Tensor, tolerance: float, expected: str | None = None) -> Row:
    wanted = wanted.reshape(-1)
    if own.shape != wanted.shape:
        return Row(stage, expected or f"{tolerance:.0e}", f"{own.numel()} instead of {wanted.numel()} values", False)
    # Relative above one, absolute below.
    worst = float(((own - wanted).abs() / wanted.abs().clamp(min=1)).max())
    return Row(stage, expected or f"{tolerance:.0e}", f"{worst:.1e}", worst <= tolerance)
