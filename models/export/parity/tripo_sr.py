"""TripoSR whole, from a cut-out photo to the coloured mesh: the official classes with random weights, and ours on what is exported of their checkpoint.

The checkpoint is written in the official layout, so that the exporter's names are checked with it. torchmcubes, which has to be compiled, is stood in for
by PyMCubes: its vertices are the same crossings, its triangles in ambiguous cells are not compared.
"""

import importlib
import json
import sys
from typing import Any
from unittest import mock

import mcubes
import numpy as np
import PIL.Image
import torch

from fitroom_export import triposr as exporter
from fitroom_export.export_model import ExportOptions, export_model
from fitroom_export.random_modules import randomise
from fitroom_export.weights import Weights

from .comparison import Context, Row
from .flexicubes import match_vertices
from .reconstruction import GRAPH_TOLERANCE, OUR_AXES, PICTURE_TOLERANCE, VERTEX_TOLERANCE, compare, our_array, run_ours, stand_in
from .zero123plus_views import cut_out_photo

SIDES = exporter.TINY
# What our low quality asks.
POINTS = 128
# Of the vertices.
MOST = 0.999
LEVEL_TOLERANCE = 0.01
FOREGROUND = 0.85
GRAY = 0.5


@torch.no_grad()
def run(context: Context) -> list[Row]:
    stand_in("rembg")
    stand_in("imageio")
    stand_in("torchmcubes", marching_cubes=marching_cubes)
    sys.path.insert(0, str(context.references / "TripoSR"))
    model = official_model(context)
    torch.save(model.state_dict(), context.work / exporter.CHECKPOINT)
    weights = Weights("checkpoints", folder=context.work)
    folder = context.work / exporter.NAME
    export_model(exporter.describe_of(SIDES, weights), weights, folder, ExportOptions(half=False, fused=True, external="never"), lambda line: None)

    photo = cut_out_photo(np.random.default_rng(6))
    framed = on_gray(photo)
    picture = model.image_processor(framed, SIDES.dino.image).permute(0, 3, 1, 2)
    tokens = model.image_tokenizer(picture[:, None])[:, 0].permute(0, 2, 1)
    planes = model(framed, device="cpu")
    points = (torch.rand(3000, 3, generator=torch.Generator().manual_seed(2)) * 2 - 1) * SIDES.radius
    values = model.renderer.query_triplane(model.decoder, points, planes[0])
    mesh = model.extract_mesh(planes, True, resolution=POINTS)[0]
    graphs = {
        "image_encoder": ({"image": picture}, ["image_tokens"]),
        "backbone": ({"image_tokens": tokens}, ["planes"]),
        "density": ({"planes": planes, "points": points[None]}, ["density"]),
        "rgb": ({"planes": planes, "points": points[None]}, ["rgb"]),
    }
    run_ours(context, folder, graphs, photo[None], SIDES.dino.image, None)
    return [
        compare(context, "TripoSR: photo framed on gray and resized", picture, "prepared", PICTURE_TOLERANCE, relative=False),
        compare(context, "TripoSR: graph output `image_tokens`", tokens, "our_image_tokens", GRAPH_TOLERANCE),
        compare(context, "TripoSR: graph output `planes`", planes, "our_planes", GRAPH_TOLERANCE),
        compare(context, "TripoSR: graph output `density`", values["density_act"], "our_density", GRAPH_TOLERANCE),
        compare(context, "TripoSR: graph output `rgb`", values["color"], "our_rgb", GRAPH_TOLERANCE),
        *compare_meshes(context, np.asarray(mesh.vertices, np.float32), np.asarray(mesh.visual.vertex_colors)[:, :3]),
    ]


def marching_cubes(level: torch.Tensor, threshold: float) -> tuple[torch.Tensor, torch.Tensor]:
    """As torchmcubes: coordinates in samples, the last axis first."""
    vertices, faces = mcubes.marching_cubes(level.numpy().astype(np.float64), threshold)
    return torch.from_numpy(vertices[:, ::-1].astype(np.float32)), torch.from_numpy(faces.astype(np.int64))


def official_model(context: Context) -> torch.nn.Module:
    system = importlib.import_module("tsr.system")
    tokenizers = importlib.import_module("tsr.models.tokenizers.image")
    dino = SIDES.dino
    (context.work / "config.json").write_text(
        json.dumps(
            {
                "hidden_size": dino.width,
                "num_hidden_layers": dino.layers,
                "num_attention_heads": dino.heads,
                "intermediate_size": dino.hidden,
                "image_size": dino.table,
                "patch_size": dino.patch,
                "layer_norm_eps": 1e-12,
                "hidden_dropout_prob": 0.0,
                "attention_probs_dropout_prob": 0.0,
            }
        )
    )
    with mock.patch.object(tokenizers, "hf_hub_download", lambda **_: str(context.work / "config.json")):
        model = system.TSR(configuration())
    randomise(model, "official")
    draw_shirt(model)
    return model.eval().requires_grad_(False)


def configuration() -> dict[str, Any]:
    """The checkpoint's config.yaml with small sides."""
    return {
        "cond_image_size": SIDES.dino.image,
        "image_tokenizer_cls": "tsr.models.tokenizers.image.DINOSingleImageTokenizer",
        "image_tokenizer": {},
        "tokenizer_cls": "tsr.models.tokenizers.triplane.Triplane1DTokenizer",
        "tokenizer": {"plane_size": SIDES.low, "num_channels": SIDES.width},
        "backbone_cls": "tsr.models.transformer.transformer_1d.Transformer1D",
        "backbone": {
            "in_channels": SIDES.width,
            "num_attention_heads": SIDES.heads,
            "attention_head_dim": SIDES.width // SIDES.heads,
            "num_layers": SIDES.layers,
            "cross_attention_dim": SIDES.dino.width,
            "norm_num_groups": SIDES.groups,
        },
        "post_processor_cls": "tsr.models.network_utils.TriplaneUpsampleNetwork",
        "post_processor": {"in_channels": SIDES.width, "out_channels": SIDES.channels},
        "decoder_cls": "tsr.models.network_utils.NeRFMLP",
        "decoder": {
            "in_channels": 3 * SIDES.channels,
            "n_neurons": SIDES.hidden,
            "n_hidden_layers": SIDES.hidden_layers,
            "activation": "silu",
        },
        "renderer_cls": "tsr.models.nerf_renderer.TriplaneNeRFRenderer",
        "renderer": {"radius": SIDES.radius, "feature_reduction": "concat", "density_activation": "exp", "density_bias": -1.0},
    }


def draw_shirt(model: torch.nn.Module) -> None:
    """Tokens, last layer and decoder of ours that know places, with a bias that is not that of a fresh layer."""
    weights = Weights("tiny", seed=3)
    ours = exporter.with_places(weights.build("backbone", lambda: exporter.Backbone(SIDES), lambda *_: None), weights)
    ours.enlarge.bias += 0.05 * torch.randn(SIDES.channels, generator=torch.Generator().manual_seed(5))
    with torch.enable_grad():
        decoder = exporter.fit_shirt(exporter.Decoder(SIDES), ours, steps=800)
    tokens = ours.first_tokens().view(3, SIDES.low, SIDES.low, SIDES.width)
    model.tokenizer.embeddings.copy_(tokens.permute(0, 3, 1, 2))
    model.post_processor.upsample.load_state_dict(ours.enlarge.state_dict())
    model.decoder.load_state_dict(decoder.state_dict())


def on_gray(photo: np.ndarray) -> PIL.Image.Image:
    """As the command line prepares a photo: its own framing, then its few lines of arithmetic on the gray."""
    utilities = importlib.import_module("tsr.utils")
    framed = np.asarray(utilities.resize_foreground(PIL.Image.fromarray(photo), FOREGROUND)).astype(np.float32) / 255
    mixed = framed[..., :3] * framed[..., 3:] + (1 - framed[..., 3:]) * GRAY
    return PIL.Image.fromarray((mixed * 255).astype(np.uint8))


def compare_meshes(context: Context, vertices: np.ndarray, colours: np.ndarray) -> list[Row]:
    stage = f"TripoSR: photo to mesh, {POINTS} points an axis"
    ours = our_array(context, "positions").reshape(-1, 3)
    our_colours = our_array(context, "colours", np.uint8).reshape(-1, 3).astype(int)
    error, of_reference = match_vertices(ours, vertices[:, OUR_AXES])
    # Where the density is nearly level along an edge, its last bits move the crossing.
    most = float(np.quantile(np.abs(ours - vertices[:, OUR_AXES][of_reference]).max(1), MOST)) if of_reference is not None else float("inf")
    expected = f"{VERTEX_TOLERANCE:.0e} in {MOST:.1%}, {LEVEL_TOLERANCE} of a cell in all"
    passed = most <= VERTEX_TOLERANCE and error <= LEVEL_TOLERANCE * 2 * SIDES.radius / (POINTS - 1)
    rows = [Row(f"{stage}: vertices in our axes", expected, f"{len(ours)} vertices, {most:.1e} and {error:.1e}", passed)]
    apart = int(np.abs(our_colours - colours[of_reference]).max()) if of_reference is not None else 255
    return [*rows, Row(f"{stage}: colours", "1 of 255", f"{apart} of 255, spread {colours.std():.0f}", apart <= 1)]
