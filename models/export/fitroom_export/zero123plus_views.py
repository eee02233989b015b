"""Zero123++ v1.2 with InstantMesh's UNet: six views of one photo.

Checkpoints: `zero123plus-v1.2/`, a clone of sudo-ai/zero123plus-v1.2 (diffusers' layout), and InstantMesh's
`diffusion_pytorch_model.bin`, whose weights take the place of that UNet's.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor2_0
from transformers import CLIPTextModel, CLIPTokenizer, CLIPVisionConfig, CLIPVisionModelWithProjection

from .clip_attention import spell_clip_attention
from .model_to_export import GraphToExport, ModelToExport
from .stable_diffusion import LATENTS, SD_VAE, AttentionProcessor, VaeDecoder, VaeEncoder, attentions_of
from .weights import Weights, load_state

NAME = "zero123plus-views"
PIPELINE = "zero123plus-v1.2"
WHITE_UNET = "diffusion_pytorch_model.bin"
TOKENS = 77
# Views beside and below each other.
COLUMNS, ROWS = 2, 3
TRAIN_STEPS = 1000
FIRST_BETA, LAST_BETA = 0.00085, 0.012

SD2_UNET = {
    "sample_size": 64,
    "in_channels": LATENTS,
    "out_channels": LATENTS,
    "block_out_channels": (320, 640, 1280, 1280),
    "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
    "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    "layers_per_block": 2,
    "attention_head_dim": (5, 10, 20, 20),
    "cross_attention_dim": 1024,
    "use_linear_projection": True,
}
VIT_H = {
    "hidden_size": 1280,
    "intermediate_size": 5120,
    "num_hidden_layers": 32,
    "num_attention_heads": 16,
    "image_size": 224,
    "patch_size": 14,
    "projection_dim": 1024,
    "hidden_act": "gelu",
}
# The smallest that go through the same code; not square, so that swapped sides show.
TINY_UNET = {
    **SD2_UNET,
    "sample_size": 8,
    "block_out_channels": (16, 32),
    "down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"),
    "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D"),
    "layers_per_block": 1,
    "attention_head_dim": (2, 4),
    "cross_attention_dim": 32,
    "norm_num_groups": 8,
}
TINY_VAE = {
    **SD_VAE,
    "block_out_channels": (8, 16),
    "down_block_types": ("DownEncoderBlock2D",) * 2,
    "up_block_types": ("UpDecoderBlock2D",) * 2,
    "layers_per_block": 1,
    "norm_num_groups": 4,
}
TINY_VIT = {
    **VIT_H,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": 28,
    "projection_dim": 32,
}


@dataclass(frozen=True)
class Sides:
    """Of pictures in pixels, of latents by side."""

    clip: int
    condition: int
    condition_latents: int
    view_latents: int
    width: int


FULL = Sides(clip=224, condition=512, condition_latents=64, view_latents=40, width=1024)
TINY = Sides(clip=28, condition=32, condition_latents=16, view_latents=8, width=32)


def describe(weights: Weights, sides: Sides | None = None) -> ModelToExport:
    """`sides`: of another checkpoint than the published one, for comparisons."""
    sides = sides or (TINY if weights.kind == "tiny" else FULL)
    configs = Configurations.of(weights)
    grid = (ROWS * sides.view_latents, COLUMNS * sides.view_latents)
    condition = (sides.condition_latents, sides.condition_latents)
    # The write pass ends with its last self-attention's input: what follows is of no effect and is left out.
    in_read_pass = attentions_of(configs.unet)
    graphs = [
        GraphToExport(
            "clip_vision",
            lambda: ClipVision(clip_vision(weights, configs)),
            {"pixel_values": torch.zeros(1, 3, sides.clip, sides.clip)},
            ["image_embeds"],
            attentions=configs.vision["num_hidden_layers"],
        ),
        GraphToExport(
            "vae_encoder",
            lambda: VaeEncoder(vae(weights, configs)),
            {"image": torch.zeros(1, 3, sides.condition, sides.condition)},
            ["mean", "logvar"],
            # Small, and 16 bits are known to overflow in it.
            half=False,
        ),
        GraphToExport(
            "unet_step",
            lambda: TwoPassUnet(unet(weights, configs)),
            {
                "sample": torch.zeros(2, LATENTS, *grid),
                "cond": torch.zeros(2, LATENTS, *condition),
                "timestep": torch.full((1,), 500.0),
                "context": torch.zeros(2, TOKENS, sides.width),
            },
            ["v"],
            # A thousand steps as angles, of which 16 bits keep three digits.
            keep_single=["/time_proj/"],
            attentions=2 * in_read_pass - 2,
        ),
        GraphToExport(
            "vae_decoder",
            lambda: VaeDecoder(vae(weights, configs)),
            {"latent": torch.zeros(1, LATENTS, *grid)},
            ["image"],
            half=False,
        ),
    ]
    sources = [
        weights.source("sudo-ai/zero123plus-v1.2", "CC-BY-NC 4.0"),
        weights.source("TencentARC/InstantMesh", "Apache-2.0 as its card says; a derivative of Zero123++ v1.2", WHITE_UNET),
    ]
    return ModelToExport(NAME, graphs, sources, lambda folder: write_constants(folder, weights, sides))


@dataclass(frozen=True)
class Configurations:
    """Of the three networks, for their classes."""

    unet: dict[str, Any]
    vae: dict[str, Any]
    vision: dict[str, Any]

    @staticmethod
    def of(weights: Weights) -> "Configurations":
        if weights.kind == "tiny":
            return Configurations(TINY_UNET, TINY_VAE, TINY_VIT)
        if weights.kind == "full":
            return Configurations(SD2_UNET, SD_VAE, VIT_H)
        read = [json.loads(weights.checkpoint(PIPELINE, part, "config.json").read_text()) for part in ("unet", "vae", "vision_encoder")]
        return Configurations(*read)


def clip_vision(weights: Weights, configs: Configurations) -> CLIPVisionModelWithProjection:
    def make() -> CLIPVisionModelWithProjection:
        return CLIPVisionModelWithProjection(CLIPVisionConfig(**configs.vision))

    return weights.build("clip_vision", make, lambda module, _: load_vision(module, weights))


def vae(weights: Weights, configs: Configurations) -> AutoencoderKL:
    def load(module: AutoencoderKL, _: Path) -> None:
        # By its own reader, which knows the names that older files have.
        module.load_state_dict(AutoencoderKL.from_pretrained(weights.checkpoint(PIPELINE, "vae"), local_files_only=True).state_dict())

    module = weights.build("vae", lambda: AutoencoderKL.from_config(configs.vae), load)
    # Spelt out: one head of 512, which no fused kernel takes. The older processor would bake in an addend of all scores.
    module.set_attn_processor(AttnProcessor2_0())
    return module


def unet(weights: Weights, configs: Configurations) -> UNet2DConditionModel:
    def load(module: UNet2DConditionModel, _: Path) -> None:
        module.load_state_dict(load_state(weights.checkpoint(WHITE_UNET)))

    return weights.build("unet", lambda: UNet2DConditionModel.from_config(configs.unet), load)


def load_vision(module: CLIPVisionModelWithProjection, weights: Weights) -> None:
    folder = weights.checkpoint(PIPELINE, "vision_encoder")
    found = next((folder / name for name in ("model.safetensors", "pytorch_model.bin") if (folder / name).exists()), None)
    if found is None:
        raise SystemExit(f"{folder} holds neither model.safetensors nor pytorch_model.bin.")
    # Older files carry a table of 0..n that the class makes itself.
    module.load_state_dict({name: values for name, values in load_state(found).items() if not name.endswith("position_ids")})


class ClipVision(torch.nn.Module):
    def __init__(self, model: CLIPVisionModelWithProjection) -> None:
        super().__init__()
        self.model = spell_clip_attention(model)

    def forward(self, pixel_values: torch.Tensor) -> torch.Tensor:
        return self.model(pixel_values).image_embeds


class TwoPassUnet(torch.nn.Module):
    """The condition's pass, which leaves what its self-attentions read, and the views' pass, which reads it too."""

    def __init__(self, model: UNet2DConditionModel) -> None:
        super().__init__()
        self.model = model
        self.shared = _Reference()
        model.set_attn_processor(
            {name: AttentionProcessor(self.shared.keys if name.endswith("attn1.processor") else None) for name in model.attn_processors}
        )

    def forward(self, sample: torch.Tensor, cond: torch.Tensor, timestep: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        self.shared.write()
        self.model(cond, timestep, context)
        self.shared.read()
        return self.model(sample, timestep, context, return_dict=False)[0]


class _Reference:
    """Tokens in the order in which the self-attentions are run, the same in both passes."""

    def __init__(self) -> None:
        self.writing = True
        self.tokens: list[torch.Tensor] = []

    def write(self) -> None:
        self.writing, self.tokens = True, []

    def read(self) -> None:
        self.writing = False

    def keys(self, own: torch.Tensor) -> torch.Tensor:
        if self.writing:
            self.tokens.append(own)
            return own
        return torch.cat([own, self.tokens.pop(0)], dim=1)


def write_constants(folder: Path, weights: Weights, sides: Sides) -> Sequence[str]:
    """constants.bin: empty prompt, ramp, latents of normalised zeros, alphas_cumprod; float32, little-endian."""
    betas = torch.linspace(FIRST_BETA, LAST_BETA, TRAIN_STEPS)
    if weights.kind == "checkpoints":
        prompt, ramp = empty_prompt(weights), coefficients(weights)
        scheduler = json.loads(weights.checkpoint(PIPELINE, "scheduler", "scheduler_config.json").read_text())
        if scheduler["beta_schedule"] != "linear":
            raise SystemExit(f"The scheduler's betas are {scheduler['beta_schedule']}; the sampler knows linear ones.")
        betas = torch.linspace(scheduler["beta_start"], scheduler["beta_end"], scheduler["num_train_timesteps"])
    else:
        rng = np.random.default_rng(weights.seed)
        prompt, ramp = rng.standard_normal((TOKENS, sides.width)), rng.uniform(0, 0.3, TOKENS)
    encoder = onnxruntime.InferenceSession(folder / "vae_encoder.onnx", providers=["CPUExecutionProvider"])
    gray = np.zeros((1, 3, sides.condition, sides.condition), np.float32)
    (negative,) = encoder.run(["mean"], {"image": gray})
    alphas = torch.cumprod(1 - betas, dim=0).numpy()
    with (folder / "constants.bin").open("wb") as out:
        for values in (prompt, ramp, negative, alphas):
            out.write(np.ascontiguousarray(values, "<f4").tobytes())
    return ["constants.bin"]


def empty_prompt(weights: Weights) -> np.ndarray:
    """What the text tower says of no text: its last hidden state [77, width]."""
    tokenizer = CLIPTokenizer.from_pretrained(weights.checkpoint(PIPELINE, "tokenizer"))
    tower = CLIPTextModel.from_pretrained(weights.checkpoint(PIPELINE, "text_encoder")).eval()
    tokens = tokenizer("", padding="max_length", max_length=TOKENS, truncation=True, return_tensors="pt").input_ids
    with torch.no_grad():
        return tower(tokens)[0][0].numpy()


def coefficients(weights: Weights) -> np.ndarray:
    """How much of the photo's embedding each token takes."""
    ramp = json.loads(weights.checkpoint(PIPELINE, "model_index.json").read_text())["ramping_coefficients"]
    if len(ramp) != TOKENS:
        raise SystemExit(f"ramping_coefficients of model_index.json should be {TOKENS} and are {len(ramp)}.")
    return np.array(ramp)
