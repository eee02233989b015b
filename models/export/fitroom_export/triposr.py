"""TripoSR: one picture to planes, and the network over these.

Checkpoints: `model.ckpt` of stabilityai/TripoSR (revision c1cf771 is what the sides below are of), DINO's weights within.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import torch
from torch import nn
from torch.nn import functional

from .attention import multi_head_attention
from .dino import DinoEncoder, DinoSides, load_dino
from .model_to_export import GraphToExport, ModelToExport
from .random_garment import directions, enlarging_weight, fit, fixed, place_fields, shirt_colours, shirt_distance
from .triplane_heads import head_graph, perceptron, sample_planes
from .weights import Weights, load_state

NAME = "triposr"
REPOSITORY = "stabilityai/TripoSR"
CHECKPOINT = "model.ckpt"
AXES = ((0, 1), (0, 2), (1, 2))
DENSITY_BIAS = -1.0
# Where the surface is taken, after the activation.
THRESHOLD = 25.0
# Of random weights: the learned tokens beside what the layers add to them in the end.
TOKEN_STRENGTH = 300.0
# Of random weights: how fast the density's exponent falls with the distance from the surface, a unit.
STEEPNESS = 20.0
FIT_STEPS = {"tiny": 4000, "full": 800}
# In the fit, beside an error of the colour.
DISTANCE_WEIGHT = 4.0


@dataclass(frozen=True)
class Sides:
    dino: DinoSides = DinoSides(image=512, cameras=False)
    width: int = 1024
    layers: int = 16
    heads: int = 16
    groups: int = 32
    low: int = 32
    channels: int = 40
    hidden: int = 64
    hidden_layers: int = 9
    # Half the box, a little more than half the diagonal of a cube of side 1.
    radius: float = 0.87

    @property
    def planes(self) -> tuple[int, ...]:
        return (1, 3, self.channels, 2 * self.low, 2 * self.low)


FULL = Sides()
TINY = Sides(
    dino=DinoSides(width=48, layers=2, heads=4, hidden=96, patch=16, image=64, table=32, cameras=False),
    width=64,
    layers=2,
    heads=4,
    groups=8,
    low=16,
    channels=8,
    hidden=24,
    hidden_layers=3,
)


class BackboneLayer(nn.Module):
    def __init__(self, sides: Sides) -> None:
        super().__init__()
        width, seen = sides.width, sides.dino.width
        self.heads = sides.heads
        self.norm1 = nn.LayerNorm(width)
        self.own_query = nn.Linear(width, width, bias=False)
        self.own_key = nn.Linear(width, width, bias=False)
        self.own_value = nn.Linear(width, width, bias=False)
        self.own_out = nn.Linear(width, width)
        self.norm2 = nn.LayerNorm(width)
        self.seen_query = nn.Linear(width, width, bias=False)
        self.seen_key = nn.Linear(seen, width, bias=False)
        self.seen_value = nn.Linear(seen, width, bias=False)
        self.seen_out = nn.Linear(width, width)
        self.norm3 = nn.LayerNorm(width)
        # Values and their gates in one.
        self.up = nn.Linear(width, 8 * width)
        self.down = nn.Linear(4 * width, width)

    def forward(self, x: torch.Tensor, seen: torch.Tensor) -> torch.Tensor:
        normed = self.norm1(x)
        mixed = multi_head_attention(self.own_query(normed), self.own_key(normed), self.own_value(normed), self.heads)
        x = x + self.own_out(mixed)
        query = self.seen_query(self.norm2(x))
        x = x + self.seen_out(multi_head_attention(query, self.seen_key(seen), self.seen_value(seen), self.heads))
        values, gates = self.up(self.norm3(x)).chunk(2, dim=-1)
        return x + self.down(values * functional.gelu(gates))


class Backbone(nn.Module):
    """image_tokens [1, N, seen] -> planes [1, 3, channels, 2 low, 2 low]."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.sides = sides
        self.tokens = nn.Parameter(torch.zeros(1, 3 * sides.low**2, sides.width))
        # Random weights know places by these two instead; see `with_places`.
        self.register_buffer("fields", None)
        self.register_buffer("basis", None)
        # Over all tokens at once, which is why it is no norm of layers.
        self.norm = nn.GroupNorm(sides.groups, sides.width, eps=1e-6)
        self.inwards = nn.Linear(sides.width, sides.width)
        self.layers = nn.ModuleList(BackboneLayer(sides) for _ in range(sides.layers))
        self.outwards = nn.Linear(sides.width, sides.width)
        self.enlarge = nn.ConvTranspose2d(sides.width, sides.channels, kernel_size=2, stride=2)

    def forward(self, image_tokens: torch.Tensor) -> torch.Tensor:
        first = self.first_tokens()
        x = self.inwards(self.norm(first.transpose(1, 2)).transpose(1, 2))
        for layer in self.layers:
            x = layer(x, image_tokens)
        return self.to_planes(self.outwards(x) + first)

    def first_tokens(self) -> torch.Tensor:
        return self.tokens if self.fields is None else (self.fields @ self.basis)[None]

    def to_planes(self, x: torch.Tensor) -> torch.Tensor:
        low = self.sides.low
        return self.enlarge(x.view(3, low, low, self.sides.width).permute(0, 3, 1, 2))[None]


class Decoder(nn.Module):
    """The first value is density's, three are the colour's; sizes and numbering as in the checkpoint."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.radius = sides.radius
        self.layers = perceptron((3 * sides.channels, *(sides.hidden,) * sides.hidden_layers, 4), nn.SiLU)

    def features(self, planes: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        return sample_planes(planes, (points + self.radius) / (2 * self.radius) * 2 - 1, AXES)

    def last(self, planes: torch.Tensor, points: torch.Tensor, first: int, count: int) -> torch.Tensor:
        """Some of the four values; the others are not computed."""
        output = self.layers[-1]
        hidden = self.layers[:-1](self.features(planes, points))
        return functional.linear(hidden, output.weight[first : first + count], output.bias[first : first + count])


class Density(nn.Module):
    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.decoder = decoder

    def forward(self, planes: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        return torch.exp(self.decoder.last(planes, points, 0, 1) + DENSITY_BIAS)[None]


class Colour(nn.Module):
    def __init__(self, decoder: Decoder) -> None:
        super().__init__()
        self.decoder = decoder

    def forward(self, planes: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(self.decoder.last(planes, points, 1, 3))[None]


def describe(weights: Weights) -> ModelToExport:
    return describe_of(TINY if weights.kind == "tiny" else FULL, weights)


def describe_of(sides: Sides, weights: Weights) -> ModelToExport:
    """A model of these sides; those of a checkpoint must be its own."""

    @cache
    def loaded() -> Mapping[str, torch.Tensor]:
        return load_state(weights.checkpoint(CHECKPOINT))

    def backbone() -> Backbone:
        network = weights.build("backbone", lambda: Backbone(sides), lambda module, _: load_backbone(module, loaded()))
        return network if weights.kind == "checkpoints" else with_places(network, weights)

    @cache
    def decoder() -> Decoder:
        heads = Decoder(sides).eval().requires_grad_(False)
        if weights.kind == "checkpoints":
            load_decoder(heads, loaded())
        else:
            fixed(fit_shirt(heads, backbone(), FIT_STEPS[weights.kind]))
        return heads

    planes, points = torch.zeros(sides.planes), torch.zeros(1, 16, 3)
    image, tokens = sides.dino.image, sides.dino.tokens
    graphs = [
        GraphToExport(
            "image_encoder",
            lambda: weights.build(
                "image_encoder",
                lambda: DinoEncoder(sides.dino),
                lambda module, _: load_dino(module, loaded(), "image_tokenizer.model."),
            ),
            {"image": torch.zeros(1, 3, image, image)},
            ["image_tokens"],
            attentions=sides.dino.layers,
        ),
        GraphToExport(
            "backbone",
            backbone,
            {"image_tokens": torch.zeros(1, tokens, sides.dino.width)},
            ["planes"],
            attentions=2 * sides.layers,
        ),
        head_graph("density", lambda: Density(decoder()), planes, points, "density"),
        head_graph("rgb", lambda: Colour(decoder()), planes, points, "rgb"),
    ]
    return ModelToExport(NAME, graphs, [weights.source(REPOSITORY, "MIT", CHECKPOINT)])


def load_backbone(module: Backbone, state: Mapping[str, torch.Tensor]) -> None:
    # [3, width, low, low] there: planes, then rows and columns of each.
    ours = {"tokens": state["tokenizer.embeddings"].permute(0, 2, 3, 1).reshape(1, -1, module.sides.width)}
    pairs = {
        "norm": "backbone.norm",
        "inwards": "backbone.proj_in",
        "outwards": "backbone.proj_out",
        "enlarge": "post_processor.upsample",
    }
    for n in range(module.sides.layers):
        own, theirs = f"layers.{n}.", f"backbone.transformer_blocks.{n}."
        pairs |= {f"{own}{name}": f"{theirs}{name}" for name in ("norm1", "norm2", "norm3")}
        pairs |= {f"{own}up": f"{theirs}ff.net.0.proj", f"{own}down": f"{theirs}ff.net.2"}
        for part, attention in (("own", "attn1"), ("seen", "attn2")):
            pairs[f"{own}{part}_out"] = f"{theirs}{attention}.to_out.0"
            for side, letter in (("query", "q"), ("key", "k"), ("value", "v")):
                ours[f"{own}{part}_{side}.weight"] = state[f"{theirs}{attention}.to_{letter}.weight"]
    for own, theirs in pairs.items():
        for kind in ("weight", "bias"):
            ours[f"{own}.{kind}"] = state[f"{theirs}.{kind}"]
    module.load_state_dict(ours)


def load_decoder(module: Decoder, state: Mapping[str, torch.Tensor]) -> None:
    module.load_state_dict({name: state[f"decoder.{name}"] for name in module.state_dict()})


def with_places(network: Backbone, weights: Weights) -> Backbone:
    """Of random weights: tokens that know where they are, and a last layer that says so."""
    sides = network.sides
    basis = directions(sides.width, weights.seed)
    network.enlarge.weight.data = enlarging_weight(basis, sides.low, sides.channels, weights.seed, TOKEN_STRENGTH)
    network.enlarge.bias.data = torch.zeros(sides.channels)
    network.fields, network.basis = TOKEN_STRENGTH * place_fields(sides.low), basis
    network.tokens = None
    fixed(network.enlarge)
    return network


def fit_shirt(decoder: Decoder, network: Backbone, steps: int) -> Decoder:
    """Fits the decoder to a shirt on the planes that come of no picture at all; others move it a little."""
    planes = network.to_planes(network.first_tokens())
    radius = decoder.radius
    surface = torch.log(torch.tensor(THRESHOLD)) - DENSITY_BIAS

    def wanted(at: torch.Tensor) -> torch.Tensor:
        return torch.cat((DISTANCE_WEIGHT * shirt_distance(at, radius)[:, None], shirt_colours(at)), dim=1)

    def as_wanted(raw: torch.Tensor) -> torch.Tensor:
        return torch.cat((DISTANCE_WEIGHT * (surface - raw[:, :1]) / STEEPNESS, torch.sigmoid(raw[:, 1:])), dim=1)

    fit(decoder.layers, lambda points: decoder.features(planes, points), wanted, radius, activation=as_wanted, steps=steps)
    return decoder
