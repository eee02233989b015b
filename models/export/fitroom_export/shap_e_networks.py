"""Shap-E's networks, built from docs/models.md; parameters are named as in its checkpoints but for the projection's shape."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch

from .attention import multi_head_attention

POSITION_OCTAVES = 15
DIRECTION_OCTAVES = 8
POSITION_VALUES = 3 + 2 * 3 * POSITION_OCTAVES
DIRECTION_VALUES = 3 + 2 * 3 * DIRECTION_OCTAVES
# Of the six hidden layers: how many have generated weights; the encoded direction joins before the next.
GENERATED_LAYERS = 4
HIDDEN_LAYERS = 6
# Distance, two densities, and three colours of the surface and of two volumes.
OUTPUTS = 12
COLOURS = slice(3, 6)


@dataclass(frozen=True)
class Sides:
    """Of one model: picture and tokens of CLIP, the transformer, the shape's network and its grid."""

    picture: int
    clip_tokens: int
    clip_width: int
    width: int
    layers: int
    heads: int
    channels: int
    hidden: int
    grid: int

    @property
    def latents(self) -> int:
        """One for each row of each generated matrix."""
        return GENERATED_LAYERS * self.hidden

    @property
    def shapes(self) -> list[tuple[int, int]]:
        """Rows and columns of the generated matrices."""
        return [(self.hidden, POSITION_VALUES), *[(self.hidden, self.hidden)] * (GENERATED_LAYERS - 1)]

    @property
    def generated(self) -> int:
        return sum(rows * columns for rows, columns in self.shapes)


class MLP(torch.nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.c_fc = torch.nn.Linear(width, 4 * width)
        self.c_proj = torch.nn.Linear(4 * width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.c_proj(torch.nn.functional.gelu(self.c_fc(x)))


class SelfAttention(torch.nn.Module):
    """One linear gives q, k and v of the first head, then of the second, and so on."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.c_qkv = torch.nn.Linear(width, 3 * width)
        self.c_proj = torch.nn.Linear(width, width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        by_head = self.c_qkv(x).reshape(*x.shape[:2], self.heads, 3, -1)
        q, k, v = (by_head[:, :, :, part].reshape(x.shape) for part in range(3))
        return self.c_proj(multi_head_attention(q, k, v, self.heads))


class Block(torch.nn.Module):
    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.attn = SelfAttention(width, heads)
        self.ln_1 = torch.nn.LayerNorm(width)
        self.mlp = MLP(width)
        self.ln_2 = torch.nn.LayerNorm(width)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = x + self.attn(self.ln_1(x))
        return x + self.mlp(self.ln_2(x))


class Backbone(torch.nn.Module):
    def __init__(self, width: int, layers: int, heads: int) -> None:
        super().__init__()
        self.resblocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for block in self.resblocks:
            x = block(x)
        return x


class Sinusoids(torch.nn.Module):
    """Cosines, then sines, of the step at frequencies from 1 down to almost 1 / 10000."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.register_buffer("frequencies", torch.exp(-math.log(10000) * torch.arange(width // 2) / (width // 2)), persistent=False)

    def forward(self, step: torch.Tensor) -> torch.Tensor:
        angles = step[:, None] * self.frequencies
        return torch.cat([angles.cos(), angles.sin()], dim=-1)


class Denoiser(torch.nn.Module):
    """Latents [1, n, channels], step [1], tokens [1, m, clip width] -> the clean latents with the photo and without it [2, n, channels]."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        width = sides.width
        self.channels = sides.channels
        self.time = Sinusoids(width)
        self.time_embed = MLP(width)
        self.clip_embed = torch.nn.Sequential(torch.nn.LayerNorm(sides.clip_width), torch.nn.Linear(sides.clip_width, width))
        self.input_proj = torch.nn.Linear(sides.channels, width)
        self.pos_emb = torch.nn.Parameter(torch.zeros(sides.latents, width))
        self.ln_pre = torch.nn.LayerNorm(width)
        self.backbone = Backbone(width, sides.layers, sides.heads)
        self.ln_post = torch.nn.LayerNorm(width)
        # The second half would be variances, which this sampler does not ask for.
        self.output_proj = torch.nn.Linear(width, 2 * sides.channels)

    def forward(self, latents: torch.Tensor, step: torch.Tensor, tokens: torch.Tensor) -> torch.Tensor:
        # Without the photo: tokens that are zero before their norm.
        seen = self.clip_embed(torch.cat([tokens, torch.zeros_like(tokens)]))
        time = self.time_embed(self.time(step))[:, None].expand(2, -1, -1)
        own = (self.input_proj(latents) + self.pos_emb).expand(2, -1, -1)
        h = torch.cat([time, seen, own], dim=1)
        h = self.ln_post(self.backbone(self.ln_pre(h)))
        h = h[:, 1 + tokens.shape[1] :]
        weight, bias = self.output_proj.weight[: self.channels], self.output_proj.bias[: self.channels]
        return torch.matmul(h, weight.T) + bias


class RowProjection(torch.nn.Module):
    """Each latent through a matrix of its own to one row, normed, then a bias."""

    def __init__(self, rows: int, columns: int, channels: int) -> None:
        super().__init__()
        # By row as it is multiplied; checkpoints have [rows * columns, channels].
        self.weight = torch.nn.Parameter(torch.zeros(rows, channels, columns))
        self.bias = torch.nn.Parameter(torch.zeros(rows, columns))
        self.norm = torch.nn.LayerNorm(columns)

    def forward(self, latents: torch.Tensor) -> torch.Tensor:
        return self.norm(torch.matmul(latents[:, None], self.weight)[:, 0]) + self.bias


class Projection(torch.nn.Module):
    """Latents [1, n, channels] -> the generated matrices, one after the other, row by row [1, all]."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.projections = torch.nn.ModuleList(RowProjection(rows, columns, sides.channels) for rows, columns in sides.shapes)

    def forward(self, latents: torch.Tensor) -> torch.Tensor:
        parts, first = [], 0
        for projection in self.projections:
            rows = projection.bias.shape[0]
            parts.append(projection(latents[0, first : first + rows]).reshape(1, -1))
            first += rows
        return torch.cat(parts, dim=1)


class Field(torch.nn.Module):
    """Generated matrices [1, all], points [1, n, 3] -> distance (positive inside), red, green, blue [1, n, 4]."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        hidden = sides.hidden
        self.shapes = sides.shapes
        self.biases = torch.nn.ParameterList(torch.nn.Parameter(torch.zeros(hidden)) for _ in range(GENERATED_LAYERS))
        outputs = [*[hidden] * (HIDDEN_LAYERS - GENERATED_LAYERS), OUTPUTS]
        inputs = [hidden + DIRECTION_VALUES, *[hidden] * (HIDDEN_LAYERS - GENERATED_LAYERS)]
        self.layers = torch.nn.ModuleList(torch.nn.Linear(i, o) for i, o in zip(inputs, outputs, strict=True))
        self.register_buffer("octaves", 2.0 ** torch.arange(POSITION_OCTAVES), persistent=False)

    def forward(self, weights: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        h, first = self._encoded(points), 0
        for (rows, columns), bias in zip(self.shapes, self.biases, strict=True):
            matrix = weights[0, first : first + rows * columns].reshape(rows, columns)
            first += rows * columns
            h = torch.nn.functional.silu(torch.matmul(h, matrix.T) + bias)
        # Without a direction its values are zero, so that their columns have no effect.
        joined = self.layers[0]
        h = torch.matmul(h, joined.weight[:, : h.shape[-1]].T) + joined.bias
        for layer in self.layers[1:]:
            h = layer(torch.nn.functional.silu(h))
        return torch.cat([torch.tanh(h[..., :1]), torch.sigmoid(h[..., COLOURS])], dim=-1)

    def _encoded(self, points: torch.Tensor) -> torch.Tensor:
        angles = (points[:, :, None] * self.octaves[:, None]).flatten(2)
        return torch.cat([points, angles.sin(), (angles + math.pi / 2).sin()], dim=-1)


def projection_names() -> Sequence[str]:
    """Of the generated matrices in checkpoints."""
    return [f"nerstf__mlp__{layer}__weight" for layer in range(GENERATED_LAYERS)]
