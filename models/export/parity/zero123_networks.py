"""Zero123's own networks and sampler with tiny random weights beside ours on the exported graphs.

The reference's weights are written as a checkpoint in its own layout, with the averaged ones of the UNet right and the others wrong, so that
the exporter's reading of checkpoints is compared too. What stands in: `apply_model` (six lines around the UNet), CLIP's class comes from
openai/CLIP without its loader, kornia's resizing is torch's with the same options, and noise is written down.
"""

import importlib
import json
import math
import sys
import types
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import torch

from fitroom_export import zero123_views as exporter
from fitroom_export.export_model import ExportOptions, export_model
from fitroom_export.random_modules import randomise
from fitroom_export.weights import Weights

from .comparison import Context, Row, write_array
from .zero123plus_networks import GRAPH_TOLERANCE, LOOP_TOLERANCE, compare

STEPS = 5
GUIDANCE = 3.0
SCALING = 0.18215
# Of a further view from the photo's: 45 degrees round, 20 up.
AZIMUTH, ELEVATION = 45.0, 20.0
SCHEDULE_TOLERANCE = 1e-6
# Its norms have 32 groups, always.
CONFIGS = exporter.small((32, 32), (32, 32))


def run(context: Context) -> list[Row]:
    reference = Reference(context.references)
    checkpoints = context.work / "checkpoints"
    checkpoints.mkdir()
    torch.save({"state_dict": reference.checkpoint()}, checkpoints / exporter.CHECKPOINTS[0])
    weights = Weights("checkpoints", folder=checkpoints)
    folder = context.work / "exported" / exporter.NAME
    options = ExportOptions(half=False, fused=True, external="never")
    export_model(exporter.describe(weights, CONFIGS), weights, folder, options, lambda line: None)
    inputs = random_inputs()
    for name, values in inputs.items():
        write_array(context.work, name, values.numpy())
    singles = reference.single_graphs(inputs)
    latents, decoded, draws = reference.view(inputs["image"])
    write_array(context.work, "draws", np.concatenate([draw.numpy().ravel() for draw in draws]))
    job = {
        "model": str(folder),
        "inputs": {name: list(values.shape) for name, values in inputs.items()},
        "steps": STEPS,
        "draws": [draw.numel() for draw in draws],
        "view": {"azimuthDeg": AZIMUTH, "elevationDeg": ELEVATION},
    }
    (context.work / "job.json").write_text(json.dumps(job))
    ours = json.loads(context.run_node("run-zero123.ts", str(context.work)))
    return [
        *reference.compare_schedules(ours),
        *[compare(f"Zero123, graph output {name}", values.numpy(), context.work / name, GRAPH_TOLERANCE) for name, values in singles.items()],
        compare(f"Zero123, {STEPS} steps from the picture on: latents", latents.numpy(), context.work / "latents", LOOP_TOLERANCE),
        compare(f"Zero123, {STEPS} steps from the picture on: decoded", decoded.numpy(), context.work / "decoded", LOOP_TOLERANCE),
    ]


def random_inputs() -> dict[str, torch.Tensor]:
    rng = torch.Generator().manual_seed(3)
    latents, side = CONFIGS.latents, CONFIGS.side
    shapes = {
        "image": (1, 3, side, side),
        "sample": (2, 4, latents, latents),
        "cond": (2, 4, latents, latents),
        "context": (2, 1, CONFIGS.unet["cross_attention_dim"]),
        "latent": (1, 4, latents, latents),
    }
    inputs = {name: torch.randn(shape, generator=rng) for name, shape in shapes.items()}
    return {**inputs, "image": inputs["image"].clamp(-2, 2) / 2, "timestep": torch.tensor([321.0])}


class Reference:
    """Classes of cvlab-columbia/zero123 and openai/CLIP with small sides and random weights."""

    def __init__(self, references: Path) -> None:
        for name in ("carvekit", "carvekit.api", "carvekit.api.high", "cv2", "matplotlib", "matplotlib.pyplot"):
            sys.modules.setdefault(name, mock.MagicMock())
        sys.path.insert(0, str(references / "zero123" / "zero123"))
        unet, coders, self.ddim, self.util = (
            importlib.import_module(f"ldm.{name}")
            for name in ("modules.diffusionmodules.openaimodel", "modules.diffusionmodules.model", "models.diffusion.ddim", "modules.diffusionmodules.util")
        )
        channels = CONFIGS.unet["block_out_channels"][0]
        self.unet = unet.UNetModel(
            image_size=CONFIGS.latents,
            in_channels=8,
            out_channels=4,
            model_channels=channels,
            attention_resolutions=[1],
            num_res_blocks=1,
            channel_mult=[1, 2],
            num_heads=CONFIGS.unet["attention_head_dim"],
            use_spatial_transformer=True,
            transformer_depth=1,
            context_dim=CONFIGS.unet["cross_attention_dim"],
            use_checkpoint=False,
            legacy=False,
        )
        dd = {"ch": CONFIGS.vae["block_out_channels"][0], "out_ch": 3, "ch_mult": [1, 2], "num_res_blocks": 1, "attn_resolutions": []}
        dd |= {"in_channels": 3, "resolution": CONFIGS.side, "z_channels": 4, "double_z": True}
        self.vae = torch.nn.ModuleDict(
            {"encoder": coders.Encoder(**dd), "decoder": coders.Decoder(**dd), "quant_conv": torch.nn.Conv2d(8, 8, 1), "post_quant_conv": torch.nn.Conv2d(4, 4, 1)}
        )
        self.clip = self.vision_tower(references)
        self.projection = torch.nn.Linear(CONFIGS.vision["projection_dim"] + 4, CONFIGS.unet["cross_attention_dim"])
        for name, module in self.networks().items():
            randomise(module, name)
            module.eval().requires_grad_(False)
        # make_beta_schedule gives numpy in 64 bits; the model keeps its products in 32.
        betas = self.util.make_beta_schedule("linear", 1000, linear_start=0.00085, linear_end=0.012)
        self.alphas = torch.tensor(np.cumprod(1 - betas), dtype=torch.float32)
        self.betas = torch.tensor(betas, dtype=torch.float32)

    def networks(self) -> dict[str, torch.nn.Module]:
        return {"unet": self.unet, "vae": self.vae, "clip": self.clip, "projection": self.projection}

    def vision_tower(self, references: Path) -> Any:
        module = types.ModuleType("openai_clip_model")
        path = references / "CLIP" / "clip" / "model.py"
        exec(compile(path.read_text(), str(path), "exec"), module.__dict__)  # noqa: S102
        vision = CONFIGS.vision
        return module.VisionTransformer(
            vision["image_size"], vision["patch_size"], vision["hidden_size"], vision["num_hidden_layers"], vision["num_attention_heads"], vision["projection_dim"]
        )

    def checkpoint(self) -> dict[str, torch.Tensor]:
        state = {f"first_stage_model.{name}": values for name, values in self.vae.state_dict().items()}
        state |= {f"cond_stage_model.model.visual.{name}": values for name, values in self.clip.state_dict().items()}
        state |= {f"cc_projection.{name}": values for name, values in self.projection.state_dict().items()}
        for name, values in self.unet.state_dict().items():
            state[f"model.diffusion_model.{name}"] = torch.full_like(values, 7)
            state["model_ema." + f"diffusion_model.{name}".replace(".", "")] = values
        return state | {"alphas_cumprod": self.alphas}

    def embed(self, image: torch.Tensor) -> torch.Tensor:
        side = CONFIGS.vision["image_size"]
        resized = torch.nn.functional.interpolate(image, (side, side), mode="bicubic", align_corners=True)
        mean, deviation = (torch.tensor(values).reshape(1, 3, 1, 1) for values in (exporter.CLIP_MEAN, exporter.CLIP_DEVIATION))
        return self.clip(((resized + 1) / 2 - mean) / deviation)

    def encode(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        return self.vae["quant_conv"](self.vae["encoder"](image)).chunk(2, dim=1)

    def decode(self, latents: torch.Tensor) -> torch.Tensor:
        return self.vae["decoder"](self.vae["post_quant_conv"](latents))

    def token(self, embedding: torch.Tensor) -> torch.Tensor:
        # x of the demo is the polar angle's difference, which falls as the camera rises.
        x, y = math.radians(-ELEVATION), math.radians(AZIMUTH)
        turn = torch.tensor([[x, math.sin(y), math.cos(y), 0.0]])
        return self.projection(torch.cat([embedding, turn], dim=-1))[:, None]

    def apply_model(self, x: torch.Tensor, t: torch.Tensor, conditions: dict[str, list[torch.Tensor]]) -> torch.Tensor:
        return self.unet(torch.cat([x, *conditions["c_concat"]], dim=1), t, context=torch.cat(conditions["c_crossattn"], dim=1))

    @torch.no_grad()
    def single_graphs(self, inputs: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        mean, logvar = self.encode(inputs["image"])
        embedding = self.embed(inputs["image"])
        conditions = {"c_concat": [inputs["cond"]], "c_crossattn": [inputs["context"]]}
        return {
            "image_embeds": embedding,
            "token": self.token(embedding),
            "mean": mean,
            "logvar": logvar.clamp(-30, 20),
            "eps": self.apply_model(inputs["sample"], inputs["timestep"].expand(2), conditions),
            "picture": self.decode(inputs["latent"]),
        }

    def sampler(self) -> Any:
        model = types.SimpleNamespace(
            num_timesteps=1000,
            betas=self.betas,
            alphas_cumprod=self.alphas,
            alphas_cumprod_prev=torch.cat([torch.ones(1), self.alphas[:-1]]),
            device="cpu",
            apply_model=self.apply_model,
        )
        sampler = self.ddim.DDIMSampler(model)
        # Its own moves everything to CUDA.
        sampler.register_buffer = lambda name, values: setattr(sampler, name, values)
        return sampler

    @torch.no_grad()
    def view(self, image: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, list[torch.Tensor]]:
        """As sample_model of gradio_new.py does it; latents as they go to the decoder."""
        rng = torch.Generator().manual_seed(9)
        draws: list[torch.Tensor] = []

        def draw(shape: Any, *_: Any, **__: Any) -> torch.Tensor:
            draws.append(torch.randn(tuple(shape), generator=rng))
            return draws[-1]

        token, latents = self.token(self.embed(image)), self.encode(image)[0]
        draw((1, 4, CONFIGS.latents, CONFIGS.latents))
        with mock.patch.object(self.ddim, "noise_like", draw):
            samples, _ = self.sampler().sample(
                S=STEPS,
                conditioning={"c_crossattn": [token], "c_concat": [latents]},
                batch_size=1,
                shape=[4, CONFIGS.latents, CONFIGS.latents],
                verbose=False,
                unconditional_guidance_scale=GUIDANCE,
                unconditional_conditioning={"c_crossattn": [torch.zeros_like(token)], "c_concat": [torch.zeros_like(latents)]},
                eta=1.0,
                x_T=draws[0],
            )
        return samples / SCALING, self.decode(samples / SCALING), draws

    def compare_schedules(self, ours: dict[str, Any]) -> list[Row]:
        differ, error = 0, 0.0
        for steps, found in ours.items():
            sampler = self.sampler()
            sampler.make_schedule(int(steps), ddim_eta=1.0, verbose=False)
            # Its loop leaves the first, noisiest step out.
            timesteps = np.flip(sampler.ddim_timesteps[:-1])
            differ += int(len(timesteps) != len(found["timesteps"]) or (timesteps != np.array(found["timesteps"])).any())
            for name, values in (("alphas", sampler.ddim_alphas), ("previous", sampler.ddim_alphas_prev), ("sigmas", sampler.ddim_sigmas)):
                wanted = np.flip(np.asarray(values)[:-1])
                error = max(error, float(np.abs(np.array(found[name]) / wanted - 1).max()))
        tried = ", ".join(ours)
        return [
            Row(f"Zero123, timesteps of {tried} steps", "identical", f"{differ} differ", differ == 0),
            Row(f"Zero123, alphas and noise of {tried} steps, relative", f"{SCHEDULE_TOLERANCE:.0e}", f"{error:.1e}", error <= SCHEDULE_TOLERANCE),
        ]
