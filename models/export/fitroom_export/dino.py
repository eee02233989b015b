"""DINO's ViT-B/16 as InstantMesh and TripoSR read pictures with it."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional

from .attention import multi_head_attention

# Of the pictures that DINO was trained on.
MEAN = (0.485, 0.456, 0.406)
DEVIATION = (0.229, 0.224, 0.225)
CAMERA_VALUES = 16
# Added to the number of patches before positions are resized: it is the scale and not the size that sets the places.
PATCH_EXCESS = 0.1


@dataclass(frozen=True)
class DinoSides:
    """Of the encoder; `image` is the side of the pictures, `table` that of the pictures which positions were learned for."""

    width: int = 768
    layers: int = 12
    heads: int = 12
    hidden: int = 3072
    patch: int = 16
    image: int = 320
    table: int = 224
    # InstantMesh shifts and scales after each norm by the view's camera.
    cameras: bool = True

    @property
    def tokens(self) -> int:
        """Of one picture, its class token with it."""
        return (self.image // self.patch) ** 2 + 1


class DinoLayer(nn.Module):
    def __init__(self, sides: DinoSides) -> None:
        super().__init__()
        width = sides.width
        self.heads = sides.heads
        # The configuration's epsilon; the class default of torch is larger.
        self.norm_attention = nn.LayerNorm(width, eps=1e-12)
        self.query = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.value = nn.Linear(width, width)
        self.out = nn.Linear(width, width)
        self.norm_mlp = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, sides.hidden)
        self.down = nn.Linear(sides.hidden, width)
        self.modulation = nn.Linear(width, 4 * width) if sides.cameras else None

    def forward(self, x: torch.Tensor, camera: torch.Tensor | None) -> torch.Tensor:
        shift_attention = scale_attention = shift_mlp = scale_mlp = None
        if self.modulation is not None:
            parts = self.modulation(functional.silu(camera)).unsqueeze(1)
            shift_attention, scale_attention, shift_mlp, scale_mlp = parts.chunk(4, dim=-1)
        normed = modulated(self.norm_attention(x), shift_attention, scale_attention)
        mixed = multi_head_attention(self.query(normed), self.key(normed), self.value(normed), self.heads)
        x = x + self.out(mixed)
        normed = modulated(self.norm_mlp(x), shift_mlp, scale_mlp)
        return x + self.down(functional.gelu(self.up(normed)))


def modulated(x: torch.Tensor, shift: torch.Tensor | None, scale: torch.Tensor | None) -> torch.Tensor:
    return x if shift is None or scale is None else x * (1 + scale) + shift


class DinoEncoder(nn.Module):
    """images [V, 3, side, side] of 0..1 and, with cameras, [V, 16] -> tokens of all views in a row [1, V * tokens, width]."""

    def __init__(self, sides: DinoSides) -> None:
        super().__init__()
        self.sides = sides
        self.camera_in = nn.Linear(CAMERA_VALUES, sides.width) if sides.cameras else None
        self.camera_out = nn.Linear(sides.width, sides.width) if sides.cameras else None
        self.patches = nn.Conv2d(3, sides.width, sides.patch, stride=sides.patch)
        self.class_token = nn.Parameter(torch.zeros(1, 1, sides.width))
        self.positions = nn.Parameter(torch.zeros(1, sides.tokens, sides.width))
        self.layers = nn.ModuleList(DinoLayer(sides) for _ in range(sides.layers))
        self.norm = nn.LayerNorm(sides.width, eps=1e-12)
        self.register_buffer("mean", torch.tensor(MEAN).view(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(DEVIATION).view(1, 3, 1, 1))

    def forward(self, images: torch.Tensor, cameras: torch.Tensor | None = None) -> torch.Tensor:
        camera = None
        if self.camera_in is not None and self.camera_out is not None:
            camera = self.camera_out(functional.silu(self.camera_in(cameras)))
        patches = self.patches((images - self.mean) / self.deviation).flatten(2).transpose(1, 2)
        x = torch.cat((self.class_token.expand(images.shape[0], -1, -1), patches), dim=1) + self.positions
        for layer in self.layers:
            x = layer(x, camera)
        return self.norm(x).flatten(0, 1).unsqueeze(0)


# Ours -> of the checkpoints, which are laid out as in transformers.
_LAYER_NAMES = {
    "norm_attention": "layernorm_before",
    "query": "attention.attention.query",
    "key": "attention.attention.key",
    "value": "attention.attention.value",
    "out": "attention.output.dense",
    "norm_mlp": "layernorm_after",
    "up": "intermediate.dense",
    "down": "output.dense",
    "modulation": "adaLN_modulation.1",
}


def load_dino(encoder: DinoEncoder, state: Mapping[str, torch.Tensor], model: str, cameras: str = "") -> None:
    """Fills the encoder from `state`; `model` and `cameras` are the prefixes of ViT and of the camera's two layers."""
    ours: dict[str, torch.Tensor] = {"mean": encoder.mean, "deviation": encoder.deviation}
    ours["class_token"] = state[f"{model}embeddings.cls_token"]
    ours["positions"] = resized_positions(state[f"{model}embeddings.position_embeddings"], encoder.sides)
    pairs = {"patches": f"{model}embeddings.patch_embeddings.projection", "norm": f"{model}layernorm"}
    if encoder.sides.cameras:
        pairs |= {"camera_in": f"{cameras}0", "camera_out": f"{cameras}2"}
    names = [name for name in _LAYER_NAMES if encoder.sides.cameras or name != "modulation"]
    for n in range(encoder.sides.layers):
        pairs |= {f"layers.{n}.{name}": f"{model}encoder.layer.{n}.{_LAYER_NAMES[name]}" for name in names}
    for own, theirs in pairs.items():
        for kind in ("weight", "bias"):
            ours[f"{own}.{kind}"] = state[f"{theirs}.{kind}"]
    encoder.load_state_dict(ours)


def resized_positions(table: torch.Tensor, sides: DinoSides) -> torch.Tensor:
    """The learned table for pictures of another size, computed once: that of ViT and DINO, cubic and by scale."""
    learned = sides.table // sides.patch
    wanted = sides.image // sides.patch
    if wanted == learned:
        return table
    grid = table[:, 1:].reshape(1, learned, learned, -1).permute(0, 3, 1, 2)
    factor = (wanted + PATCH_EXCESS) / learned
    grid = functional.interpolate(grid, scale_factor=(factor, factor), mode="bicubic", align_corners=False)
    return torch.cat((table[:, :1], grid.permute(0, 2, 3, 1).reshape(1, wanted * wanted, -1)), dim=1)
