"""PIFuHD from the photo to the field: its own data set, networks and octree, and ours on the graphs exported from its checkpoint."""

import json

import numpy as np
import torch

from fitroom_export import pifuhd as exporter
from fitroom_export.export_model import ExportOptions, export_model
from fitroom_export.pifuhd_networks import Normals
from fitroom_export.weights import Weights

from .comparison import Context, Row, write_array
from .pifuhd_reference import NORMALS, PICTURE, Reference
from .shap_e import row_of
from .zero123plus_views import cut_out_photo

GRAPH_TOLERANCE = 1e-4
# Coarse enough to be quick, fine enough that the octree has two levels.
RESOLUTION = 128


def run(context: Context) -> list[Row]:
    rng = np.random.default_rng(23)
    reference = Reference(context.references)
    checkpoint, exported = context.work / "pifuhd-checkpoints", context.work / "pifuhd"
    checkpoint.mkdir()
    reference.write_checkpoint(checkpoint / exporter.CHECKPOINT)
    weights = Weights("checkpoints", 0, checkpoint)
    exporter.FULL_NORMALS = Normals(*NORMALS)
    export_model(exporter.describe(weights), weights, exported, ExportOptions(half=False, fused=True, external="never"), lambda line: None)

    photo = cut_out_photo(rng)
    # Wholly there or not: the reference reads colours as already multiplied, ours as they are.
    photo[..., 3] = np.where(photo[..., 3] > 127, 255, 0)
    points = rng.uniform(-1.1, 1.1, (4000, 3)).astype(np.float32)
    points[:, 2] = points[:, 2].clip(-1, 1)
    write_array(exported, "photo", photo)
    write_array(exported, "points", points)
    job = {"width": photo.shape[1], "height": photo.shape[0], "resolution": RESOLUTION}
    (exported / "job.json").write_text(json.dumps(job))
    printed = json.loads(context.run_node("run-pifuhd.ts", str(exported)))

    def ours(name: str) -> torch.Tensor:
        return torch.from_numpy(np.fromfile(exported / name, np.float32))

    square = tuple(printed["square"])
    at512, large = reference.pictures(photo, square, 2 * PICTURE, context.work / "pifuhd-photo")
    level = 2 / 255
    rows = [
        row_of("PIFuHD, photo to 512 px", ours("picture-512"), at512, level + 1e-6, "1/255"),
        row_of(f"PIFuHD, photo to {2 * PICTURE} px", ours("large"), large, level + 1e-6, "1/255"),
    ]
    with torch.no_grad():
        small, fine = (ours(name).reshape(1, 3, side, side) for name, side in (("small", PICTURE), ("large", 2 * PICTURE)))
        reference.look(small, fine)
        netg = reference.net.netG
        rows += [
            row_of("PIFuHD, normal_front", ours("front"), netg.nmlF, GRAPH_TOLERANCE),
            row_of("PIFuHD, normal_back", ours("back"), netg.nmlB, GRAPH_TOLERANCE),
            row_of("PIFuHD, coarse_features", ours("coarse"), netg.im_feat_list[-1], GRAPH_TOLERANCE),
            row_of("PIFuHD, fine_features", ours("fine"), reference.net.im_feat_list[-1], GRAPH_TOLERANCE),
            row_of("PIFuHD, occupancy of 4000 points, some outside", ours("occupancy"), reference.occupancy(torch.from_numpy(points)), GRAPH_TOLERANCE),
        ]
    asked = 0

    def solid(places: np.ndarray) -> np.ndarray:
        nonlocal asked
        asked += len(places)
        return analytic(places)

    field = torch.from_numpy(reference.field(RESOLUTION, solid).astype(np.float32))
    different = int((ours("field") != field.flatten()).sum())
    rows.append(
        Row(
            f"PIFuHD, octree of {RESOLUTION} points an axis: values and points asked",
            "identical",
            f"{different} differ; {printed['asked']} and {asked} of {RESOLUTION**3} asked",
            different == 0 and printed["asked"] == asked,
        )
    )
    return rows


def analytic(places: np.ndarray) -> np.ndarray:
    """A soft ball beside a flat part, of sums and products that are exact on the grid."""
    ball = 0.5 + 4 * (0.25 - (places**2).sum(axis=1))
    slab = 0.5 + 8 * (0.125 - np.abs(places[:, 1] + 0.5))
    return np.clip(np.maximum(ball, slab), 0, 1)
