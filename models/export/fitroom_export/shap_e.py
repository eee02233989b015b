"""Shap-E, image300M: latents of a shape from a photo, and the network that they become.

Checkpoints: `shap-e/` with `image_cond.pt` and `vector_decoder.pt` or `transmitter.pt`, beside them `diffusion_config.yaml` and
`image_cond_config.yaml`, as openai/shap-e downloads them; `clip-vit-large-patch14/`, a clone of openai/clip-vit-large-patch14.
"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from transformers import CLIPVisionConfig, CLIPVisionModel

from .clip_attention import spell_clip_attention
from .model_to_export import GraphToExport, ModelToExport
from .openai_clip import VIT_L
from .shap_e_networks import GENERATED_LAYERS, HIDDEN_LAYERS, Denoiser, Field, Projection, Sides, projection_names
from .shap_e_shirt import teach_shirt
from .weights import Weights, load_state

NAME = "shap-e"
FOLDER = "shap-e"
CLIP = "clip-vit-large-patch14"
TINY_VIT = {**VIT_L, "hidden_size": 32, "intermediate_size": 64, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 28}
FULL = Sides(picture=224, clip_tokens=256, clip_width=1024, width=1024, layers=24, heads=16, channels=1024, hidden=256, grid=128)
TINY = Sides(picture=28, clip_tokens=4, clip_width=32, width=32, layers=2, heads=4, channels=12, hidden=24, grid=44)
# What the sampler of shared/src/shape-latents is written for.
DIFFUSION = {"schedule": "exp", "timesteps": 1024, "mean_type": "x_start"}


def describe(weights: Weights) -> ModelToExport:
    if weights.kind == "checkpoints":
        check_configurations(weights)
    return describe_sides(weights, *(TINY, TINY_VIT) if weights.kind == "tiny" else (FULL, VIT_L))


def describe_sides(weights: Weights, sides: Sides, vision: Mapping[str, Any]) -> ModelToExport:
    """Of any sides, for checkpoints of small ones."""
    tokens = torch.zeros(1, sides.clip_tokens, sides.clip_width)
    latents = torch.zeros(1, sides.latents, sides.channels)
    graphs = [
        GraphToExport(
            "clip_grid",
            lambda: ClipGrid(clip_vision(weights, vision)),
            {"pixel_values": torch.zeros(1, 3, sides.picture, sides.picture)},
            ["tokens"],
            attentions=vision["num_hidden_layers"],
        ),
        GraphToExport(
            "denoise",
            lambda: weights.build("denoise", lambda: Denoiser(sides), lambda module, _: load_denoiser(module, weights)),
            {"latents": latents, "step": torch.full((1,), 500.0), "tokens": tokens},
            ["clean"],
            # A thousand steps as angles, of which 16 bits keep three digits.
            keep_single=["/time/"],
            attentions=sides.layers,
        ),
        GraphToExport("params", lambda: decoder(weights, sides)[0], {"latents": latents}, ["weights"]),
        GraphToExport(
            "field",
            lambda: decoder(weights, sides)[1],
            # A layer of the grid at a time, which tells how fine it is.
            {"weights": torch.zeros(1, sides.generated), "points": torch.zeros(1, sides.grid**2, 3)},
            ["field"],
            # 15 octaves of a place: 16 bits keep none of the upper ones.
            half=False,
        ),
    ]
    sources = [
        weights.source("openai/shap-e", "MIT", FOLDER, "image_cond.pt"),
        weights.source("openai/shap-e", "MIT", FOLDER, decoder_file(weights)),
        weights.source("openai/clip-vit-large-patch14", "MIT"),
    ]
    return ModelToExport(NAME, graphs, sources)


def check_configurations(weights: Weights) -> None:
    """Stops where a checkpoint is of another kind than the sampler, for configurations that were downloaded with it."""
    import yaml

    def read(name: str) -> Mapping[str, Any] | None:
        path = weights.checkpoint(FOLDER) / name
        return yaml.safe_load(path.read_text()) if path.exists() else None

    diffusion = read("diffusion_config.yaml")
    for key, wanted in DIFFUSION.items():
        if diffusion and diffusion.get(key, "epsilon" if key == "mean_type" else None) != wanted:
            raise SystemExit(f"diffusion_config.yaml says {key}: {diffusion.get(key)}; the sampler knows {wanted}.")
    if diffusion and (diffusion.get("channel_scales") or diffusion.get("channel_biases") or diffusion.get("schedule_args")):
        raise SystemExit("diffusion_config.yaml scales or biases channels, or sets schedule_args; the sampler does neither.")
    condition = read("image_cond_config.yaml")
    inner = condition and condition.get("inner", {})
    if inner and not (inner.get("time_token_cond") and inner.get("use_pos_emb")):
        raise SystemExit("image_cond_config.yaml has no token of the time or no learned positions; the network here has both.")


class ClipGrid(torch.nn.Module):
    """Pixels [1, 3, side, side] -> tokens of the patches [1, n, width], before the last norm and without the class."""

    def __init__(self, model: CLIPVisionModel) -> None:
        super().__init__()
        self.model = spell_clip_attention(model)

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.model(pixel_values).last_hidden_state[:, 1:]


def clip_vision(weights: Weights, vision: Mapping[str, Any]) -> CLIPVisionModel:
    def load(module: CLIPVisionModel, folder: Path) -> None:
        names = ["model.safetensors", "pytorch_model.bin"]
        found = next((folder / CLIP / name for name in names if (folder / CLIP / name).exists()), None)
        if found is None:
            raise SystemExit(f"{folder / CLIP} holds none of {', '.join(names)}.")
        state = load_state(found)
        own = module.state_dict().keys()
        module.load_state_dict({name: state[name] for name in own})

    return weights.build("clip_grid", lambda: CLIPVisionModel(CLIPVisionConfig(**vision)), load)


def load_denoiser(module: Denoiser, weights: Weights) -> None:
    state = load_state(weights.checkpoint(FOLDER, "image_cond.pt"))
    module.load_state_dict({name.removeprefix("wrapped."): values for name, values in state.items()})


def decoder_file(weights: Weights) -> str:
    """The smaller download is enough; the larger holds the same beside an encoder."""
    small, large = "vector_decoder.pt", "transmitter.pt"
    if weights.kind == "checkpoints" and not (weights.checkpoint(FOLDER) / small).exists():
        return large
    return small


@lru_cache(maxsize=1)
def decoder(weights: Weights, sides: Sides) -> tuple[Projection, Field]:
    """Projection and field; small random ones are taught to be a shirt, so that a job with them ends in a garment."""
    projection = weights.build("params", lambda: Projection(sides), lambda module, _: load_projection(module, weights))
    field = weights.build("field", lambda: Field(sides), lambda module, _: load_field(module, weights))
    if weights.kind == "tiny":
        teach_shirt(projection, field, sides, weights.seed)
    return projection, field


def load_projection(module: Projection, weights: Weights) -> None:
    take_projection(module, load_state(weights.checkpoint(FOLDER, decoder_file(weights))))


def load_field(module: Field, weights: Weights) -> None:
    take_field(module, load_state(weights.checkpoint(FOLDER, decoder_file(weights))))


def take_projection(module: Projection, state: Mapping[str, torch.Tensor]) -> None:
    """Of a checkpoint's state, `params_proj` alone or within `encoder`."""
    prefix = "" if any(name.startswith("params_proj.") for name in state) else "encoder."
    own = {}
    for layer, name in enumerate(projection_names()):
        row = module.projections[layer]
        rows, channels, columns = row.weight.shape
        of = f"{prefix}params_proj.projections.{name}"
        own |= {
            f"projections.{layer}.weight": state[f"{of}.proj.weight"].reshape(rows, columns, channels).transpose(1, 2),
            f"projections.{layer}.bias": state[f"{of}.proj.bias"].reshape(rows, columns),
            f"projections.{layer}.norm.weight": state[f"{of}.norm.weight"],
            f"projections.{layer}.norm.bias": state[f"{of}.norm.bias"],
        }
    module.load_state_dict(own)


def take_field(module: Field, state: Mapping[str, torch.Tensor]) -> None:
    """Of a checkpoint's state, `renderer.nerstf`."""
    of = "renderer.nerstf.mlp"
    own = {f"biases.{layer}": state[f"{of}.{layer}.bias"] for layer in range(GENERATED_LAYERS)}
    for layer in range(GENERATED_LAYERS, HIDDEN_LAYERS + 1):
        for part in ("weight", "bias"):
            own[f"layers.{layer - GENERATED_LAYERS}.{part}"] = state[f"{of}.{layer}.{part}"]
    module.load_state_dict(own)
