"""PIFuHD: normals and features of a dressed person's photo, and the occupancy of points.

Checkpoints: `pifuhd.pt`, as facebookresearch/pifuhd downloads it. It holds its own sides beside the weights.
"""

import argparse
import collections
import pickle
import types
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch

from .model_to_export import GraphToExport, ModelToExport
from .pifuhd_networks import CoarseFeatures, Decoder, Filter, FineFeatures, NormalPredictor, Normals, Occupancy, Sides
from .pifuhd_person import teach_person
from .weights import Weights

NAME = "pifuhd"
CHECKPOINT = "pifuhd.pt"
FULL_NORMALS = Normals()
FULL = Sides(
    picture=512,
    normals=FULL_NORMALS,
    coarse=Filter(stacks=4, depth=2, features=256, halved=True),
    fine=Filter(stacks=1, depth=4, features=16, halved=False),
    coarse_mlp=Decoder((257, 1024, 512, 256, 128, 1), (2, 3, 4)),
    fine_mlp=Decoder((272, 512, 256, 128, 1), (1, 2)),
    handed_on=2,
    depth_scale=256 / 200,
)
# Group norms of so few channels and pixels would leave nothing to teach.
TINY = Sides(
    picture=32,
    normals=Normals(channels=4, halvings=2, blocks=1),
    coarse=Filter(stacks=2, depth=1, features=8, halved=True, norm="batch", stem=8, width=16),
    fine=Filter(stacks=1, depth=2, features=4, halved=False, norm="batch", stem=8, width=16),
    coarse_mlp=Decoder((9, 32, 24, 24, 16, 1), (2, 3, 4)),
    fine_mlp=Decoder((28, 24, 16, 8, 1), (1, 2)),
    handed_on=2,
    depth_scale=256 / 200,
)


def describe(weights: Weights) -> ModelToExport:
    if weights.kind == "checkpoints":
        return describe_sides(weights, sides_of(checkpoint(weights.checkpoint(CHECKPOINT))))
    return describe_sides(weights, TINY if weights.kind == "tiny" else FULL)


def describe_sides(weights: Weights, sides: Sides) -> ModelToExport:
    small = {"picture": torch.zeros(1, 3, sides.picture, sides.picture)}
    large = {"picture": torch.zeros(1, 3, 2 * sides.picture, 2 * sides.picture)}
    normals = {"normals": torch.zeros(1, 6, sides.picture, sides.picture)}

    def normal_graph(side: str) -> GraphToExport:
        network = f"netG.net{side[0].upper()}."
        return GraphToExport(f"normal_{side}", lambda: build(weights, side, lambda: NormalPredictor(sides.normals), {"": network}), small, ["normals"])

    graphs = [
        normal_graph("front"),
        normal_graph("back"),
        GraphToExport("coarse_features", lambda: coarse_features(weights, sides), {**small, **normals}, ["features"]),
        GraphToExport("fine_features", lambda: fine_features(weights, sides), {**large, **normals}, ["features"]),
        GraphToExport(
            "occupancy",
            lambda: occupancy(weights, sides),
            {
                "coarse": torch.zeros(sides.feature_sides(sides.coarse)),
                "fine": torch.zeros(sides.feature_sides(sides.fine)),
                "points": torch.zeros(1, sides.points, 3),
            },
            ["occupancy"],
            dynamic={"points": {1: "points"}, "occupancy": {1: "points"}},
            # Samples features, which ONNX Runtime does in 32 bits alone.
            half=False,
        ),
    ]
    return ModelToExport(NAME, graphs, [weights.source("facebookresearch/pifuhd", "CC-BY-NC 4.0", CHECKPOINT)])


def build(weights: Weights, part: str, make: Callable[[], torch.nn.Module], prefixes: Mapping[str, str]) -> torch.nn.Module:
    """`prefixes`: of the network's own names to those of the checkpoint."""
    return weights.build(part, make, lambda module, _: take(module, checkpoint(weights.checkpoint(CHECKPOINT)), prefixes))


def coarse_features(weights: Weights, sides: Sides) -> torch.nn.Module:
    if weights.kind == "tiny":
        return taught(weights, sides)[0]
    return build(weights, "coarse", lambda: CoarseFeatures(sides.coarse), {"": "netG."})


def fine_features(weights: Weights, sides: Sides) -> torch.nn.Module:
    if weights.kind == "tiny":
        return taught(weights, sides)[1]
    return build(weights, "fine", lambda: FineFeatures(sides.fine), {"": ""})


def occupancy(weights: Weights, sides: Sides) -> torch.nn.Module:
    if weights.kind == "tiny":
        return taught(weights, sides)[2]
    return build(weights, "occupancy", lambda: Occupancy(sides), {"coarse_mlp.": "netG.mlp.", "fine_mlp.": "mlp."})


@lru_cache(maxsize=1)
def taught(weights: Weights, sides: Sides) -> tuple[CoarseFeatures, FineFeatures, Occupancy]:
    """Small random networks that know a silhouette."""

    def chance(part: str, make: Callable[[], Any]) -> Any:
        return weights.build(part, make, lambda *_: None)

    networks = (
        chance("coarse", lambda: CoarseFeatures(sides.coarse)),
        chance("fine", lambda: FineFeatures(sides.fine)),
        chance("occupancy", lambda: Occupancy(sides)),
    )
    teach_person(*networks, sides, weights.seed)
    return networks


def take(module: torch.nn.Module, held: Mapping[str, Any], prefixes: Mapping[str, str]) -> None:
    """Fills a network from a checkpoint: `prefixes` of its own names to those there."""
    state = held["model_state_dict"]
    own = {}
    for name, values in module.state_dict().items():
        prefix = next(prefix for prefix in prefixes if name.startswith(prefix))
        there = prefixes[prefix] + name.removeprefix(prefix).replace(".norm.", ".")
        # A convolution over one point is a linear layer with a side of 1 behind.
        own[name] = state[there].reshape(values.shape)
    module.load_state_dict(own)


def sides_of(held: Mapping[str, Any]) -> Sides:
    """As the checkpoint says."""
    fine, coarse = held["opt"], held["opt_netG"]

    def features(opt: Any, halved: bool) -> Filter:
        return Filter(opt.num_stack, opt.hg_depth, opt.hg_dim, halved, opt.norm)

    if not (coarse.use_front_normal and coarse.use_back_normal) or coarse.hg_down != "ave_pool":
        raise SystemExit(f"{CHECKPOINT} is of another kind: both normals and pooled features are expected.")
    layers = list(coarse.mlp_dim)
    return Sides(
        picture=coarse.loadSize,
        # Fixed numbers of the reference, which its options do not name.
        normals=FULL_NORMALS,
        coarse=features(coarse, True),
        fine=features(fine, False),
        coarse_mlp=Decoder(tuple(layers), tuple(coarse.mlp_res_layers), coarse.mlp_norm),
        fine_mlp=Decoder(tuple(fine.mlp_dim), tuple(fine.mlp_res_layers), fine.mlp_norm),
        handed_on=coarse.merge_layer if coarse.merge_layer > 0 else len(layers) // 2,
        depth_scale=coarse.loadSize // 2 / coarse.z_size,
    )


@lru_cache(maxsize=1)
def checkpoint(path: Path) -> Mapping[str, Any]:
    """Weights and options. Of what a pickle may name, these alone are made: no code of the file runs."""
    allowed = {
        ("argparse", "Namespace"): argparse.Namespace,
        ("collections", "OrderedDict"): collections.OrderedDict,
        ("torch._utils", "_rebuild_tensor_v2"): torch._utils._rebuild_tensor_v2,
        ("torch._utils", "_rebuild_parameter"): torch._utils._rebuild_parameter,
    }

    class Unpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            if (module, name) in allowed:
                return allowed[module, name]
            # A storage's type is a name that torch.load itself asks for.
            if module == "torch" and name.endswith("Storage"):
                return super().find_class(module, name)
            raise pickle.UnpicklingError(f"{path} names {module}.{name}, which a checkpoint of PIFuHD does not need.")

    safe = types.SimpleNamespace(Unpickler=Unpickler, load=lambda file, **options: Unpickler(file, **options).load(), __name__="pickle")
    return torch.load(path, map_location="cpu", pickle_module=safe)
