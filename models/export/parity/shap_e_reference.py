"""Shap-E as its authors wrote it, with networks of small sides and random weights, and its checkpoints of these."""

import importlib.util
import sys
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import torch
from torchvision import transforms

from fitroom_export.random_modules import randomise
from fitroom_export.shap_e_networks import Sides

SIDES = Sides(picture=28, clip_tokens=4, clip_width=32, width=48, layers=2, heads=4, channels=20, hidden=16, grid=24)
VISION = {
    "hidden_size": 32,
    "intermediate_size": 128,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "image_size": 28,
    "patch_size": 14,
    "hidden_act": "quick_gelu",
}
FIELD = {
    "name": "MLPNeRSTFModel",
    "d_hidden": SIDES.hidden,
    "n_hidden_layers": 6,
    "insert_direction_at": 4,
    "posenc_version": "nerf",
    "activation": "swish",
    "meta_parameters": True,
    "n_meta_layers": 4,
    "meta_bias": False,
    "separate_nerf_channels": True,
    "separate_coarse_channels": True,
}
DECODER = {
    "name": "ChannelsDecoder",
    "d_latent": SIDES.channels,
    "latent_ctx": SIDES.latents,
    "params_proj": {"name": "channels", "use_ln": True, "learned_scale": 0.0625},
    "renderer": {
        "name": "NeRSTFRenderer",
        "nerstf": FIELD,
        "void": {"name": "VoidNeRFModel", "background": [255.0, 255.0, 255.0]},
        "volume": {"name": "BoundingBoxVolume", "bbox_min": [-1.0, -1.0, -1.0], "bbox_max": [1.0, 1.0, 1.0]},
        "grid_size": SIDES.grid,
        "n_coarse_samples": 4,
        "n_fine_samples": 4,
    },
}
PRIOR = {
    "name": "SplitVectorDiffusion",
    "d_latent": SIDES.latents * SIDES.channels,
    "latent_ctx": SIDES.latents,
    "inner": {
        "name": "CLIPImageGridPointDiffusionTransformer",
        "width": SIDES.width,
        "layers": SIDES.layers,
        "heads": SIDES.heads,
        "time_token_cond": True,
        "use_pos_emb": True,
    },
}
DIFFUSION = {"schedule": "exp", "timesteps": 1024, "mean_type": "x_start"}
SIGMAS = {"sigma_min": 1e-3, "sigma_max": 160, "s_churn": 0.0}
GUIDANCE = 3.0


class Reference:
    """What openai/shap-e and openai/CLIP give; their downloads, viewers and file systems are left out."""

    def __init__(self, references: Path) -> None:
        sys.path.insert(0, str(references / "shap-e"))
        sys.modules.setdefault("blobfile", types.ModuleType("blobfile"))
        self._vision = _file("clip_model", references / "CLIP/clip/model.py")
        sys.modules["clip"] = types.SimpleNamespace(load=self._load_clip, tokenize=None)  # type: ignore[assignment]
        from shap_e.diffusion import gaussian_diffusion, k_diffusion
        from shap_e.models.configs import model_from_config
        from shap_e.models.generation import pretrained_clip
        from shap_e.models.stf.renderer import volume_query_points
        from shap_e.rendering.mc import marching_cubes

        # Both are fixed numbers of ViT-L/14 there.
        pretrained_clip.FrozenImageCLIP.grid_feature_dim = property(lambda _: SIDES.clip_width)
        pretrained_clip.FrozenImageCLIP.grid_size = property(lambda _: int(SIDES.clip_tokens**0.5))
        self.k_diffusion = k_diffusion
        self.volume_query_points, self.marching_cubes = volume_query_points, marching_cubes
        self.diffusion = gaussian_diffusion.diffusion_from_config(DIFFUSION)
        cpu = torch.device("cpu")
        self.prior = model_from_config(PRIOR, cpu).eval()
        self.decoder = model_from_config(DECODER, cpu).eval()
        for name, module in ("prior", self.prior), ("decoder", self.decoder), ("clip", self.clip_model):
            randomise(module, f"shap-e {name}")
            module.requires_grad_(False)

    @property
    def clip(self) -> Any:
        return self.prior.wrapped.clip

    def _load_clip(self, *_: Any, **__: Any) -> tuple[torch.nn.Module, Any]:
        width, heads = VISION["hidden_size"], VISION["num_attention_heads"]
        visual = self._vision.VisionTransformer(VISION["image_size"], VISION["patch_size"], width, VISION["num_hidden_layers"], heads, 16)
        self.clip_model = _Clip(visual)
        # The steps of CLIP's own _transform (clip/clip.py), whose module asks for a tokenizer's packages.
        prepare = transforms.Compose(
            [
                transforms.Resize(VISION["image_size"], interpolation=transforms.InterpolationMode.BICUBIC),
                transforms.CenterCrop(VISION["image_size"]),
                lambda image: image.convert("RGB"),
                transforms.ToTensor(),
                transforms.Normalize((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)),
            ]
        )
        return self.clip_model, prepare

    def pixels(self, picture: np.ndarray) -> torch.Tensor:
        return self.clip.model.images_to_tensor([PIL.Image.fromarray(picture)])

    def sample(self, tokens: torch.Tensor, noise: np.ndarray, steps: int) -> torch.Tensor:
        """Latents [1, all] by the reference's sampler, which asks for its noise through torch."""
        drawn = iter([torch.from_numpy(noise)[None]])
        randn = self.k_diffusion.th.randn
        self.k_diffusion.th.randn = lambda *_, **__: next(drawn)
        try:
            return self.k_diffusion.karras_sample(
                diffusion=self.diffusion,
                model=self.prior,
                shape=(1, SIDES.latents * SIDES.channels),
                steps=steps,
                clip_denoised=True,
                model_kwargs={"embeddings": torch.cat([tokens, torch.zeros_like(tokens)])},
                device=torch.device("cpu"),
                guidance_scale=GUIDANCE,
                **SIGMAS,
            )
        finally:
            self.k_diffusion.th.randn = randn

    def write_checkpoints(self, folder: Path) -> None:
        """As they are downloaded, for the exporter."""
        (folder / "shap-e").mkdir(parents=True)
        torch.save(self.prior.state_dict(), folder / "shap-e/image_cond.pt")
        torch.save(self.decoder.state_dict(), folder / "shap-e/vector_decoder.pt")
        (folder / "clip-vit-large-patch14").mkdir()
        torch.save(_for_transformers(self.clip_model.visual.state_dict()), folder / "clip-vit-large-patch14/pytorch_model.bin")


class _Clip(torch.nn.Module):
    def __init__(self, visual: torch.nn.Module) -> None:
        super().__init__()
        self.visual = visual
        self.dtype = torch.float32


def _file(name: str, path: Path) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _for_transformers(state: Mapping[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """CLIP's own names of the vision tower to those of its conversion."""
    model = "vision_model"
    renamed = {
        f"{model}.embeddings.class_embedding": state["class_embedding"],
        f"{model}.embeddings.patch_embedding.weight": state["conv1.weight"],
        f"{model}.embeddings.position_embedding.weight": state["positional_embedding"],
        f"{model}.embeddings.position_ids": torch.arange(SIDES.clip_tokens + 1)[None],
    }
    for part in ("weight", "bias"):
        renamed[f"{model}.pre_layrnorm.{part}"] = state[f"ln_pre.{part}"]
        renamed[f"{model}.post_layernorm.{part}"] = state[f"ln_post.{part}"]
        for layer in range(VISION["num_hidden_layers"]):
            block, own = f"transformer.resblocks.{layer}", f"{model}.encoder.layers.{layer}"
            for name, values in zip("qkv", state[f"{block}.attn.in_proj_{part}"].chunk(3), strict=True):
                renamed[f"{own}.self_attn.{name}_proj.{part}"] = values
            names = {"attn.out_proj": "self_attn.out_proj", "ln_1": "layer_norm1", "mlp.c_fc": "mlp.fc1", "mlp.c_proj": "mlp.fc2", "ln_2": "layer_norm2"}
            for name, mine in names.items():
                renamed[f"{own}.{mine}.{part}"] = state[f"{block}.{name}.{part}"]
    return renamed
