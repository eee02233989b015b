"""InstantMesh whole, from six views to the coloured mesh: the official classes with random weights, and ours on what is exported of their checkpoint.

The checkpoint is written in the official layout, so that the exporter's names are checked with it. Random throughout, but for
tokens and heads, which draw a shirt: see fitroom_export/random_garment.py.
"""

import importlib
import sys
from dataclasses import replace
from unittest import mock

import numpy as np
import torch
from transformers import ViTConfig, ViTImageProcessor

from fitroom_export import instantmesh as exporter
from fitroom_export.dino import DEVIATION, MEAN
from fitroom_export.export_model import ExportOptions, export_model
from fitroom_export.random_modules import randomise
from fitroom_export.weights import Weights

from .comparison import Context, Row
from .flexicubes import GRID_SCALE, canonical, match_vertices
from .reconstruction import GRAPH_TOLERANCE, OUR_AXES, PICTURE_TOLERANCE, VERTEX_TOLERANCE, compare, our_array, run_ours, stand_in

CELLS = 40
# Of the views; the network wants another side, so that they are resized.
VIEW_SIDE = 36
# Of cells' weights: so that tanh bends them, and quads do not tie where the field is smooth, which rounding would decide.
WEIGHT_STRENGTH = 50
# Where no norm hides what is not one and zero.
AFFINE = 0.05
SIDES = {"instantmesh-base": exporter.TINY, "instantmesh-large": replace(exporter.TINY, layers=3, channels=12)}


@torch.no_grad()
def run(context: Context) -> list[Row]:
    stand_in("nvdiffrast.torch")
    sys.path.insert(0, str(context.references / "InstantMesh"))
    return [row for name, sides in SIDES.items() for row in compare_model(context, name, sides)]


def compare_model(context: Context, name: str, sides: exporter.Sides) -> list[Row]:
    model = official_model(sides)
    state = {f"{exporter.PREFIX}{key}": value for key, value in model.state_dict().items()}
    file = f"{name.replace('instantmesh', 'instant_mesh').replace('-', '_')}.ckpt"
    torch.save({"state_dict": state}, context.work / file)
    weights = Weights("checkpoints", folder=context.work)
    folder = context.work / name
    export_model(exporter.describe(name, file, sides, weights), weights, folder, ExportOptions(half=False, fused=True, external="never"), lambda line: None)

    cameras = importlib.import_module("src.utils.camera_util").get_zero123plus_input_cameras(batch_size=1, radius=4.0)
    pictures, views = six_views(sides.dino.image)
    tokens = model.encoder(views[None], cameras).reshape(1, -1, sides.dino.width)
    planes = model.forward_planes(views[None], cameras)
    points = (torch.rand(1, 3000, 3, generator=torch.Generator().manual_seed(2)) * 2 - 1) * exporter.BOX
    cells = torch.arange(points.shape[1]).view(-1, exporter.CORNERS)
    sdf, deformation, cell_weights = model.synthesizer.get_geometry_prediction(planes, points, cells)
    rgb = model.synthesizer.get_texture_prediction(planes, points)
    vertices, faces, colours = model.extract_mesh(planes)
    graphs = {
        "dino_encoder": ({"images": views, "cameras": cameras[0]}, ["image_tokens"]),
        "triplane": ({"image_tokens": tokens}, ["planes"]),
        "sdf_deform": ({"planes": planes, "points": points}, ["field"]),
        "flex_weight": ({"planes": planes, "corner_points": points}, ["weight"]),
        "rgb": ({"planes": planes, "points": points}, ["rgb"]),
    }
    run_ours(context, folder, graphs, pictures, sides.dino.image, CELLS)
    stage = f"InstantMesh, {name.removeprefix('instantmesh-')}"
    return [
        compare(context, f"{stage}: views resized", views, "prepared", PICTURE_TOLERANCE, relative=False),
        compare(context, f"{stage}: graph output `image_tokens`", tokens, "our_image_tokens", GRAPH_TOLERANCE),
        compare(context, f"{stage}: graph output `planes`", planes, "our_planes", GRAPH_TOLERANCE),
        compare(context, f"{stage}: graph output `field`", torch.cat((sdf, deformation), -1), "our_field", GRAPH_TOLERANCE),
        compare(context, f"{stage}: graph output `weight`", cell_weights, "our_weight", GRAPH_TOLERANCE),
        compare(context, f"{stage}: graph output `rgb`", rgb, "our_rgb", GRAPH_TOLERANCE),
        *compare_meshes(context, f"{stage}: views to mesh, {CELLS}^3", vertices, faces, colours),
    ]


def official_model(sides: exporter.Sides) -> torch.nn.Module:
    lrm_mesh = importlib.import_module("src.models.lrm_mesh")
    wrapper = importlib.import_module("src.models.encoder.dino_wrapper")
    dino = importlib.import_module("src.models.encoder.dino")
    synthesizers = importlib.import_module("src.models.renderer.synthesizer_mesh")
    geometries = importlib.import_module("src.models.geometry.rep_3d.flexicubes_geometry")
    config = ViTConfig(
        hidden_size=sides.dino.width,
        num_hidden_layers=sides.dino.layers,
        num_attention_heads=sides.dino.heads,
        intermediate_size=sides.dino.hidden,
        image_size=sides.dino.table,
        patch_size=sides.dino.patch,
        layer_norm_eps=1e-12,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    processor = ViTImageProcessor(image_mean=list(MEAN), image_std=list(DEVIATION))
    with mock.patch.object(wrapper.DinoWrapper, "_build_dino", lambda *_: (dino.ViTModel(config, add_pooling_layer=False), processor)):
        model = lrm_mesh.InstantMesh(
            encoder_feat_dim=sides.dino.width,
            transformer_dim=sides.width,
            transformer_layers=sides.layers,
            transformer_heads=sides.heads,
            triplane_low_res=sides.low,
            triplane_high_res=2 * sides.low,
            triplane_dim=sides.channels,
            grid_res=CELLS,
            grid_scale=GRID_SCALE,
        )
    model.synthesizer.decoder = synthesizers.OSGDecoder(sides.channels, hidden_dim=sides.hidden)
    model.geometry = geometries.FlexiCubesGeometry(grid_res=CELLS, scale=GRID_SCALE, device="cpu")
    randomise(model, "official")
    draw_shirt(model, sides)
    model.eval().requires_grad_(False)
    # Without biases it crashes in torch's fast path, which is not taken in training; there is no dropout.
    for module in model.modules():
        if isinstance(module, torch.nn.MultiheadAttention):
            module.train()
    return model


def draw_shirt(model: torch.nn.Module, sides: exporter.Sides) -> None:
    """Tokens, last norm, last layer and heads of ours that know places, with norms and biases that are not those of a fresh layer."""
    weights = Weights("tiny", seed=3)
    ours = exporter.with_places(weights.build("triplane", lambda: exporter.Triplane(sides), lambda *_: None), weights)
    generator = torch.Generator().manual_seed(5)
    for module in (ours.norm, ours.enlarge):
        for values in module.buffers():
            if values.dim() == 1:
                values += AFFINE * torch.randn(values.shape, generator=generator)
    with torch.enable_grad():
        decoder = exporter.fit_shirt(exporter.Decoder(sides), ours)
    decoder.net_weight[-1].weight *= WEIGHT_STRENGTH
    transformer = model.transformer
    transformer.pos_embed.copy_(ours.first_tokens())
    transformer.norm.load_state_dict(ours.norm.state_dict())
    transformer.deconv.load_state_dict(ours.enlarge.state_dict())
    model.synthesizer.decoder.load_state_dict(decoder.state_dict())


def six_views(side: int) -> tuple[np.ndarray, torch.Tensor]:
    """Noise before white as bytes, and as InstantMesh's command line hands it to the network."""
    from torchvision.transforms import v2

    rng = np.random.default_rng(4)
    pictures = np.full((exporter.VIEWS, VIEW_SIDE, VIEW_SIDE, 4), 255, np.uint8)
    pictures[:, 6:-6, 9:-9, :3] = rng.integers(0, 256, (exporter.VIEWS, VIEW_SIDE - 12, VIEW_SIDE - 18, 3), dtype=np.uint8)
    planes = torch.from_numpy(pictures[..., :3].astype(np.float32) / 255).permute(0, 3, 1, 2)
    return pictures, v2.functional.resize(planes, side, interpolation=v2.InterpolationMode.BICUBIC, antialias=True).clamp(0, 1)


def compare_meshes(context: Context, stage: str, vertices: np.ndarray, faces: np.ndarray, colours: np.ndarray) -> list[Row]:
    ours = our_array(context, "positions").reshape(-1, 3)
    our_faces = our_array(context, "indices", np.uint32).reshape(-1, 3).astype(np.int64)
    our_colours = our_array(context, "colours", np.uint8).reshape(-1, 3)
    error, of_reference = match_vertices(ours, vertices[:, OUR_AXES])
    rows = [Row(f"{stage}: vertices in our axes", f"{VERTEX_TOLERANCE:.0e}", f"{len(ours)} vertices, {error:.1e}", error <= VERTEX_TOLERANCE)]
    same = of_reference is not None and canonical(of_reference[our_faces]) == canonical(faces)
    rows.append(Row(f"{stage}: faces with their winding", "identical", f"{len(our_faces)} faces", same))
    apart = int(np.abs(our_colours.astype(int) - colours[of_reference]).max()) if of_reference is not None else 255
    return [*rows, Row(f"{stage}: colours", "1 of 255", f"{apart} of 255, spread {colours.std():.0f}", apart <= 1)]
