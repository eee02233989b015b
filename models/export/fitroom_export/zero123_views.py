"""Zero123 (the first): one view at a time of a photo, by the turn of the camera.

Checkpoints: `zero123-xl.ckpt` or, where that is missing, `105000.ckpt` of cvlab/zero123-weights, in the layout of latent-diffusion; all
networks are in it, the picture tower of CLIP too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from diffusers import AutoencoderKL, UNet2DConditionModel
from diffusers.models.attention_processor import AttnProcessor2_0
from diffusers.pipelines.stable_diffusion.convert_from_ckpt import convert_ldm_unet_checkpoint, convert_ldm_vae_checkpoint
from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

from .clip_attention import spell_clip_attention
from .model_to_export import GraphToExport, ModelToExport
from .openai_clip import VIT_L, to_transformers
from .stable_diffusion import LATENTS, SD_VAE, AttentionProcessor, VaeDecoder, VaeEncoder, attentions_of
from .weights import Weights, load_state

NAME = "zero123-views"
CHECKPOINTS = ("zero123-xl.ckpt", "105000.ckpt")
CLIP_PREFIX = "cond_stage_model.model.visual."
# Difference of the polar angle, sine and cosine of the azimuth's, difference of the distance.
POSE = 4
CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
CLIP_DEVIATION = (0.26862954, 0.26130258, 0.27577711)
TRAIN_STEPS = 1000
FIRST_BETA, LAST_BETA = 0.00085, 0.012

SD1_UNET = {
    "sample_size": 32,
    # The noisy latents and, beside them, the photo's.
    "in_channels": 2 * LATENTS,
    "out_channels": LATENTS,
    "block_out_channels": (320, 640, 1280, 1280),
    "down_block_types": ("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
    "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    "layers_per_block": 2,
    # Heads, whatever the key says.
    "attention_head_dim": 8,
    "cross_attention_dim": 768,
}
VISION = {**VIT_L, "projection_dim": 768}


@dataclass(frozen=True)
class Configurations:
    """Of the networks, for their classes, and the side of the picture in pixels."""

    unet: Mapping[str, Any]
    vae: Mapping[str, Any]
    vision: Mapping[str, Any]
    side: int

    @property
    def latents(self) -> int:
        """By side."""
        return self.side >> (len(self.vae["block_out_channels"]) - 1)


FULL = Configurations(SD1_UNET, SD_VAE, VISION, 256)


def small(unet: tuple[int, int], vae: tuple[int, int]) -> Configurations:
    """The smallest that go through the same code; of UNet and VAE the channels at full size and the groups of norms."""
    blocks = {"down_block_types": ("CrossAttnDownBlock2D", "DownBlock2D"), "up_block_types": ("UpBlock2D", "CrossAttnUpBlock2D")}
    coders = {"down_block_types": ("DownEncoderBlock2D",) * 2, "up_block_types": ("UpDecoderBlock2D",) * 2}
    vision = {"hidden_size": 32, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 4, "image_size": 28, "projection_dim": 24}

    def widths(channels: int, groups: int) -> dict[str, Any]:
        return {"block_out_channels": (channels, 2 * channels), "norm_num_groups": groups, "layers_per_block": 1}

    return Configurations(
        {**SD1_UNET, **blocks, **widths(*unet), "attention_head_dim": 2, "cross_attention_dim": 24},
        {**SD_VAE, **coders, **widths(*vae)},
        {**VISION, **vision},
        side=32,
    )


TINY = small((16, 8), (8, 4))


def describe(weights: Weights, configs: Configurations | None = None) -> ModelToExport:
    """`configs`: of another model of this kind, for comparisons."""
    configs = configs or (TINY if weights.kind == "tiny" else FULL)
    picture = torch.zeros(1, 3, configs.side, configs.side)
    latents = torch.zeros(2, LATENTS, configs.latents, configs.latents)
    width = configs.vision["projection_dim"]
    graphs = [
        GraphToExport(
            "clip_vision",
            lambda: ClipVision(clip_vision(weights, configs), configs),
            {"image": picture},
            ["image_embeds"],
            attentions=configs.vision["num_hidden_layers"],
        ),
        GraphToExport(
            "pose_token",
            lambda: PoseToken(projection(weights, configs)),
            {"image_embeds": torch.zeros(1, width), "pose": torch.zeros(1, POSE)},
            ["token"],
            half=False,
        ),
        GraphToExport("vae_encoder", lambda: VaeEncoder(vae(weights, configs)), {"image": picture}, ["mean", "logvar"], half=False),
        GraphToExport(
            "unet_step",
            lambda: Unet(unet(weights, configs)),
            {
                "sample": latents,
                "cond": latents.clone(),
                "timestep": torch.full((1,), 500.0),
                "context": torch.zeros(2, 1, configs.unet["cross_attention_dim"]),
            },
            ["eps"],
            keep_single=["/time_proj/"],
            attentions=attentions_of(configs.unet),
        ),
        GraphToExport("vae_decoder", lambda: VaeDecoder(vae(weights, configs)), {"latent": latents[:1]}, ["image"], half=False),
    ]
    files = [checkpoint(weights).name] if weights.kind == "checkpoints" else []
    return ModelToExport(NAME, graphs, [weights.source("cvlab/zero123-weights", "MIT", *files)])


def checkpoint(weights: Weights) -> Path:
    """Whichever of the published files is there."""
    assert weights.folder is not None
    found = next((weights.folder / name for name in CHECKPOINTS if (weights.folder / name).exists()), None)
    return found or weights.checkpoint(CHECKPOINTS[0])


def state_of(weights: Weights) -> dict[str, torch.Tensor]:
    """The checkpoint, whose noise schedule the sampler has built in."""
    state = load_state(checkpoint(weights))
    betas = torch.linspace(FIRST_BETA**0.5, LAST_BETA**0.5, TRAIN_STEPS, dtype=torch.float64) ** 2
    alphas = torch.cumprod(1 - betas, dim=0).float()
    if not torch.allclose(state["alphas_cumprod"].float(), alphas, atol=1e-6, rtol=0):
        raise SystemExit("The checkpoint was trained with another noise schedule than the sampler knows.")
    return state


def clip_vision(weights: Weights, configs: Configurations) -> CLIPVisionModelWithProjection:
    def make() -> CLIPVisionModelWithProjection:
        return CLIPVisionModelWithProjection(CLIPVisionConfig(**configs.vision))

    return weights.build("clip_vision", make, lambda module, _: module.load_state_dict(to_transformers(state_of(weights), CLIP_PREFIX)))


def projection(weights: Weights, configs: Configurations) -> torch.nn.Linear:
    def load(module: torch.nn.Linear, _: Path) -> None:
        state = state_of(weights)
        module.load_state_dict({kind: state[f"cc_projection.{kind}"] for kind in ("weight", "bias")})

    width = configs.vision["projection_dim"]
    return weights.build("pose_token", lambda: torch.nn.Linear(width + POSE, configs.unet["cross_attention_dim"]), load)


def vae(weights: Weights, configs: Configurations) -> AutoencoderKL:
    def load(module: AutoencoderKL, _: Path) -> None:
        module.load_state_dict(convert_ldm_vae_checkpoint(state_of(weights), module.config))

    module = weights.build("vae", lambda: AutoencoderKL.from_config(dict(configs.vae)), load)
    module.set_attn_processor(AttnProcessor2_0())
    return module


def unet(weights: Weights, configs: Configurations) -> UNet2DConditionModel:
    def load(module: UNet2DConditionModel, _: Path) -> None:
        # The averaged weights, which the reference samples with.
        module.load_state_dict(convert_ldm_unet_checkpoint(state_of(weights), module.config, extract_ema=True))

    return weights.build("unet", lambda: UNet2DConditionModel.from_config(dict(configs.unet)), load)


class ClipVision(torch.nn.Module):
    """A picture of ±1 of the VAE's side -> its projected embedding."""

    def __init__(self, model: CLIPVisionModelWithProjection, configs: Configurations) -> None:
        super().__init__()
        self.model = spell_clip_attention(model)
        # Bicubic resizing with aligned corners and without antialiasing is a product with one matrix from either side.
        unit = torch.eye(configs.side)[None, None]
        across = torch.nn.functional.interpolate(unit, (configs.vision["image_size"], configs.side), mode="bicubic", align_corners=True)
        self.register_buffer("across", across[0, 0])
        self.register_buffer("mean", torch.tensor(CLIP_MEAN).reshape(1, 3, 1, 1))
        self.register_buffer("deviation", torch.tensor(CLIP_DEVIATION).reshape(1, 3, 1, 1))

    def forward(self, image: torch.Tensor) -> torch.Tensor:
        resized = torch.matmul(torch.matmul(self.across, image), self.across.T)
        return self.model(((resized + 1) / 2 - self.mean) / self.deviation).image_embeds


class PoseToken(torch.nn.Module):
    """What the photo shows, and the turn of the camera -> the one token that the UNet attends to."""

    def __init__(self, linear: torch.nn.Linear) -> None:
        super().__init__()
        self.linear = linear

    def forward(self, image_embeds: torch.Tensor, pose: torch.Tensor) -> torch.Tensor:
        return self.linear(torch.cat([image_embeds, pose], dim=-1))[:, None]


class Unet(torch.nn.Module):
    """Noisy latents beside the photo's."""

    def __init__(self, model: UNet2DConditionModel) -> None:
        super().__init__()
        self.model = model
        model.set_attn_processor(AttentionProcessor())

    def forward(self, sample: torch.Tensor, cond: torch.Tensor, timestep: torch.Tensor, context: torch.Tensor) -> torch.Tensor:
        return self.model(torch.cat([sample, cond], dim=1), timestep, context, return_dict=False)[0]
