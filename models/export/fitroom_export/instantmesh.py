"""InstantMesh, base and large: six views to planes, and the small networks over these.

Checkpoints: `instant_mesh_base.ckpt` or `instant_mesh_large.ckpt` of TencentARC/InstantMesh, DINO's weights within.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

import torch
from torch import nn
from torch.nn import functional

from .attention import multi_head_attention
from .dino import CAMERA_VALUES, DinoEncoder, DinoSides, load_dino
from .model_to_export import GraphToExport, ModelToExport
from .random_garment import directions, enlarging_weight, fit, fixed, place_fields, shirt_colours, shirt_distance
from .triplane_heads import head_graph, perceptron, sample_planes
from .weights import Weights, load_state

REPOSITORY = "TencentARC/InstantMesh"
# Of the network within a checkpoint of its training.
PREFIX = "lrm_generator."
VIEWS = 6
CORNERS = 8
# Of FlexiCubes: twelve edges, eight corners, one quad.
WEIGHTS_PER_CELL = 21
WEIGHT_FACTOR = 0.1
# The grid reaches this far, the planes to 1.
BOX = 1.05
# Colours go a little beyond 0..1.
COLOUR_EXCESS = 0.001
AXES = ((0, 1), (0, 2), (2, 1))
# Of random weights: the learned tokens beside what the layers add to them, which is about 1 a layer.
TOKEN_STRENGTH = 300.0


@dataclass(frozen=True)
class Sides:
    dino: DinoSides = DinoSides()
    width: int = 1024
    layers: int = 12
    heads: int = 16
    low: int = 32
    channels: int = 40
    hidden: int = 64

    @property
    def planes(self) -> tuple[int, ...]:
        return (1, 3, self.channels, 2 * self.low, 2 * self.low)


BASE = Sides()
LARGE = replace(BASE, layers=16, channels=80)
TINY = Sides(
    dino=DinoSides(width=48, layers=2, heads=4, hidden=96, patch=16, image=48, table=32),
    width=64,
    layers=2,
    heads=4,
    low=16,
    channels=8,
    hidden=24,
)


class TriplaneLayer(nn.Module):
    def __init__(self, sides: Sides) -> None:
        super().__init__()
        width, seen = sides.width, sides.dino.width
        self.heads = sides.heads
        self.norm1 = nn.LayerNorm(width)
        self.seen_query = nn.Linear(width, width, bias=False)
        self.seen_key = nn.Linear(seen, width, bias=False)
        self.seen_value = nn.Linear(seen, width, bias=False)
        self.seen_out = nn.Linear(width, width, bias=False)
        self.norm2 = nn.LayerNorm(width)
        self.own = nn.Linear(width, 3 * width, bias=False)
        self.own_out = nn.Linear(width, width, bias=False)
        self.norm3 = nn.LayerNorm(width)
        self.up = nn.Linear(width, 4 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        query = self.seen_query(self.norm1(x))
        x = x + self.seen_out(multi_head_attention(query, self.seen_key(seen), self.seen_value(seen), self.heads))
        query, key, value = self.own(self.norm2(x)).chunk(3, dim=-1)
        x = x + self.own_out(multi_head_attention(query, key, value, self.heads))
        return x + self.down(functional.gelu(self.up(self.norm3(x))))


class Triplane(nn.Module):
    """image_tokens [1, N, seen] -> planes [1, 3, channels, 2 low, 2 low]."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.sides = sides
        self.tokens = nn.Parameter(torch.zeros(1, 3 * sides.low**2, sides.width))
        # Random weights know places by these two instead; see `with_places`.
        self.register_buffer("fields", None)
        self.register_buffer("basis", None)
        self.layers = nn.ModuleList(TriplaneLayer(sides) for _ in range(sides.layers))
        self.norm = nn.LayerNorm(sides.width, eps=1e-6)
        self.enlarge = nn.ConvTranspose2d(sides.width, sides.channels, kernel_size=2, stride=2)

    def forward(self, image_tokens: torch.Tensor) -> torch.Tensor:
        x = self.first_tokens()
        for layer in self.layers:
            x = layer(x, image_tokens)
        return self.to_planes(x)

    def first_tokens(self) -> torch.Tensor:
        return self.tokens if self.fields is None else (self.fields @ self.basis)[None]

    def to_planes(self, x: torch.Tensor) -> torch.Tensor:
        low = self.sides.low
        grids = self.norm(x).view(3, low, low, self.sides.width).permute(0, 3, 1, 2)
        return self.enlarge(grids)[None]


class Decoder(nn.Module):
    """The four heads; sizes and numbering as in the checkpoints."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        seen, hidden = 3 * sides.channels, (sides.hidden,) * 3
        self.net_sdf = perceptron((seen, *hidden, 1), nn.ReLU)
        self.net_rgb = perceptron((seen, *hidden, 3), nn.ReLU)
        self.net_deformation = perceptron((seen, *hidden, 3), nn.ReLU)
        self.net_weight = perceptron((CORNERS * seen, *hidden, WEIGHTS_PER_CELL), nn.ReLU)


class SdfDeform(nn.Module):
    """One output of both: signed distance, then raw deformation."""

    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.sdf, self.deformation = decoder.net_sdf, decoder.net_deformation

    def forward(self, planes: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        features = sample_planes(planes, points, AXES)
        return torch.cat((self.sdf(features), self.deformation(features)), dim=-1)[None]


class FlexWeight(nn.Module):
    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.weight = decoder.net_weight

    def forward(self, planes: torch.Tensor, corner_points: torch.Tensor) -> torch.Tensor:
        features = sample_planes(planes, corner_points, AXES)
        return (WEIGHT_FACTOR * self.weight(features.reshape(-1, CORNERS * features.shape[1])))[None]


class Colour(nn.Module):
    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.rgb = decoder.net_rgb

    def forward(self, planes: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        return bounded_colour(self.rgb(sample_planes(planes, points, AXES)))[None]


def bounded_colour(raw: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(raw) * (1 + 2 * COLOUR_EXCESS) - COLOUR_EXCESS


def describe_base(weights: Weights) -> ModelToExport:
    return describe("instantmesh-base", "instant_mesh_base.ckpt", TINY if weights.kind == "tiny" else BASE, weights)


def describe_large(weights: Weights) -> ModelToExport:
    tiny = replace(TINY, layers=3, channels=12)
    return describe("instantmesh-large", "instant_mesh_large.ckpt", tiny if weights.kind == "tiny" else LARGE, weights)


def describe(name: str, checkpoint: str, sides: Sides, weights: Weights) -> ModelToExport:
    """A model of these sides; those of a checkpoint must be its own."""

    @cache
    def loaded() -> Mapping[str, torch.Tensor]:
        return network_of(load_state(weights.checkpoint(checkpoint)))

    def triplane() -> Triplane:
        network = weights.build("triplane", lambda: Triplane(sides), lambda module, _: load_triplane(module, loaded()))
        return network if weights.kind == "checkpoints" else with_places(network, weights)

    @cache
    def decoder() -> Decoder:
        heads = Decoder(sides).eval().requires_grad_(False)
        if weights.kind == "checkpoints":
            load_decoder(heads, loaded())
        else:
            fixed(fit_shirt(heads, triplane()))
        return heads

    planes, points = torch.zeros(sides.planes), torch.zeros(1, 2 * CORNERS, 3)
    image, tokens = sides.dino.image, VIEWS * sides.dino.tokens
    graphs = [
        GraphToExport(
            "dino_encoder",
            lambda: weights.build(
                "dino_encoder",
                lambda: DinoEncoder(sides.dino),
                lambda module, _: load_dino(module, loaded(), "encoder.model.", "encoder.camera_embedder."),
            ),
            {"images": torch.zeros(VIEWS, 3, image, image), "cameras": torch.zeros(VIEWS, CAMERA_VALUES)},
            ["image_tokens"],
            {"images": {0: "views"}, "cameras": {0: "views"}, "image_tokens": {1: "tokens"}},
            attentions=sides.dino.layers,
        ),
        GraphToExport(
            "triplane",
            triplane,
            {"image_tokens": torch.zeros(1, tokens, sides.dino.width)},
            ["planes"],
            {"image_tokens": {1: "tokens"}},
            attentions=2 * sides.layers,
        ),
        head_graph("sdf_deform", lambda: SdfDeform(decoder()), planes, points, "field"),
        GraphToExport(
            "flex_weight",
            lambda: FlexWeight(decoder()),
            {"planes": planes, "corner_points": points},
            ["weight"],
            {"corner_points": {1: "corners"}, "weight": {1: "cells"}},
            half=False,
            inside=True,
        ),
        head_graph("rgb", lambda: Colour(decoder()), planes, points, "rgb"),
    ]
    return ModelToExport(name, graphs, [weights.source(REPOSITORY, "Apache-2.0", checkpoint)])


def network_of(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The network's own tensors of a checkpoint of its training."""
    return {name.removeprefix(PREFIX): tensor for name, tensor in state.items() if name.startswith(PREFIX)}


def load_triplane(module: Triplane, state: Mapping[str, torch.Tensor]) -> None:
    ours = {"tokens": state["transformer.pos_embed"]}
    pairs = {"norm": "norm", "enlarge": "deconv"}
    for n in range(module.sides.layers):
        own, theirs = f"layers.{n}.", f"transformer.layers.{n}."
        pairs |= {f"{own}{name}": f"layers.{n}.{name}" for name in ("norm1", "norm2", "norm3")}
        pairs |= {f"{own}up": f"layers.{n}.mlp.0", f"{own}down": f"layers.{n}.mlp.3"}
        ours[f"{own}own.weight"] = state[f"{theirs}self_attn.in_proj_weight"]
        ours[f"{own}own_out.weight"] = state[f"{theirs}self_attn.out_proj.weight"]
        ours[f"{own}seen_out.weight"] = state[f"{theirs}cross_attn.out_proj.weight"]
        for side, letter in (("query", "q"), ("key", "k"), ("value", "v")):
            ours[f"{own}seen_{side}.weight"] = state[f"{theirs}cross_attn.{letter}_proj_weight"]
    for own, theirs in pairs.items():
        for kind in ("weight", "bias"):
            ours[f"{own}.{kind}"] = state[f"transformer.{theirs}.{kind}"]
    module.load_state_dict(ours)


def load_decoder(module: Decoder, state: Mapping[str, torch.Tensor]) -> None:
    module.load_state_dict({name: state[f"synthesizer.decoder.{name}"] for name in module.state_dict()})


def with_places(network: Triplane, weights: Weights) -> Triplane:
    """Of random weights: tokens that know where they are, and a last layer that says so."""
    sides, strength = network.sides, TOKEN_STRENGTH
    basis = directions(sides.width, weights.seed)
    fields = place_fields(sides.low)
    # A norm divides by this.
    length = (fields[0].square().sum() / sides.width).sqrt()
    network.norm.weight.data = torch.ones(sides.width)
    network.norm.bias.data = torch.zeros(sides.width)
    network.enlarge.weight.data = enlarging_weight(basis, sides.low, sides.channels, weights.seed, 1 / length)
    network.enlarge.bias.data = torch.zeros(sides.channels)
    network.fields, network.basis = strength * fields, basis
    network.tokens = None
    fixed(network.norm)
    fixed(network.enlarge)
    return network


def fit_shirt(decoder: Decoder, network: Triplane) -> Decoder:
    """Fits the heads to a shirt on the planes that come of no picture at all; others move it a little."""
    planes = network.to_planes(network.first_tokens())

    def features(points: torch.Tensor) -> torch.Tensor:
        return sample_planes(planes, points, AXES)

    fit(decoder.net_sdf, features, lambda at: shirt_distance(at, 1)[:, None], BOX)
    fit(decoder.net_rgb, features, shirt_colours, BOX, activation=bounded_colour)
    for seed, head in enumerate((decoder.net_deformation, decoder.net_weight)):
        generator = torch.Generator().manual_seed(seed)
        for parameter in head.parameters():
            drawn = torch.randn(parameter.shape, generator=generator)
            parameter.data = drawn / parameter[0].numel() ** 0.5 if parameter.dim() == 2 else 0.1 * drawn
    return decoder
