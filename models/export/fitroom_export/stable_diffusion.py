"""What the generators that derive from Stable Diffusion have in common."""

from collections.abc import Callable, Mapping
from typing import Any

import torch
from diffusers import AutoencoderKL

from .attention import multi_head_attention

# Channels of latents.
LATENTS = 4
SD_VAE = {
    "block_out_channels": (128, 256, 512, 512),
    "down_block_types": ("DownEncoderBlock2D",) * 4,
    "up_block_types": ("UpDecoderBlock2D",) * 4,
    "layers_per_block": 2,
    "latent_channels": LATENTS,
}
# Of the logarithm of the latents' variance, as the reference limits it.
LOGVAR = (-30.0, 20.0)


def attentions_of(unet: Mapping[str, Any]) -> int:
    """Of one pass of a UNet: each of its transformers has one of its own tokens and one of the context's."""
    layers = unet["layers_per_block"]
    down = sum(kind.startswith("CrossAttn") for kind in unet["down_block_types"])
    up = sum(kind.startswith("CrossAttn") for kind in unet["up_block_types"])
    return 2 * (down * layers + 1 + up * (layers + 1))


class AttentionProcessor:
    """Of diffusers' attention: without a residual, group norm, mask or added keys, none of which these UNets have."""

    def __init__(self, keys: Callable[[torch.Tensor], torch.Tensor] | None = None) -> None:
        """`keys`: what is read beside a layer's own tokens, from these."""
        self.keys = keys

    def __call__(
        self,
        attn: Any,
        hidden_states: torch.Tensor,
        encoder_hidden_states: torch.Tensor | None = None,
        attention_mask: None = None,
        temb: None = None,
    ) -> torch.Tensor:
        source = hidden_states if encoder_hidden_states is None else encoder_hidden_states
        if self.keys:
            source = self.keys(source)
        mixed = multi_head_attention(attn.to_q(hidden_states), attn.to_k(source), attn.to_v(source), attn.heads)
        return attn.to_out[1](attn.to_out[0](mixed))


class VaeEncoder(torch.nn.Module):
    """Picture -> mean and logarithm of the variance of its latents, not scaled."""

    def __init__(self, model: AutoencoderKL) -> None:
        super().__init__()
        self.encoder, self.quant_conv = model.encoder, model.quant_conv

    def forward(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        mean, logvar = self.quant_conv(self.encoder(image)).chunk(2, dim=1)
        return mean, logvar.clamp(*LOGVAR)


class VaeDecoder(torch.nn.Module):
    """Latents, not scaled -> picture."""

    def __init__(self, model: AutoencoderKL) -> None:
        super().__init__()
        self.post_quant_conv, self.decoder = model.post_quant_conv, model.decoder

    def forward(self, latent: torch.Tensor) -> torch.Tensor:
        return self.decoder(self.post_quant_conv(latent))
