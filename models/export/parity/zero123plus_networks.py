"""The view generator with networks: the official pipeline on diffusers' and transformers' classes, and ours on the exported graphs.

Both have the same random weights in networks of small sides, the same photo and the same noise. The pipeline saves itself in its published layout,
from which our exporter reads, with the UNet's weights in a file of their own as InstantMesh has them. It is run whole, from its own preparation of the
picture on. What stands in is the noise, which is written down, and a vocabulary of three words; the condition's mean is taken instead of a sample.
"""

import json
import sys
import types
from pathlib import Path
from typing import Any
from unittest import mock

import diffusers
import numpy as np
import onnxruntime
import PIL.Image
import torch
from transformers import CLIPImageProcessor, CLIPTextConfig, CLIPTextModel, CLIPTokenizer

from fitroom_export import zero123plus_views as exporter
from fitroom_export.export_model import ExportOptions, export_model
from fitroom_export.random_modules import randomise
from fitroom_export.weights import Weights

from .comparison import Context, Row, write_array
from .zero123plus_views import CONFIG, FOREGROUND, PIPELINE, cut_out_photo, function_of

STEPS = 4
GRAPH_TOLERANCE = 1e-4
LOOP_TOLERANCE = 1e-3
HALF_TOLERANCE = 2e-2
CLIP_MEAN, CLIP_STD = [0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711]


def run(context: Context) -> list[Row]:
    sides = exporter.TINY
    checkpoints = context.work / "checkpoints"
    pipeline = official_pipeline(context, sides, checkpoints)
    weights = Weights("checkpoints", folder=checkpoints)
    exported = {
        name: export(weights, sides, context.work / name, half=half, fused=fused)
        for name, half, fused in (("exported", False, True), ("unfused", False, False), ("half", True, True))
    }
    photo = cut_out_photo(np.random.default_rng(5))
    write_array(context.work, "photo", photo)
    job: dict[str, Any] = {"model": str(exported["exported"]), "width": photo.shape[1], "height": photo.shape[0], "steps": STEPS}
    inputs, singles = single_graphs(pipeline, sides, context)
    job["inputs"] = {name: list(values.shape) for name, values in inputs.items()}
    whole, job["draws"] = whole_pipeline(pipeline, photo, sides, context)
    (context.work / "job.json").write_text(json.dumps(job))
    context.run_node("run-zero123plus.ts", str(context.work))
    return [
        *[compare(f"Zero123++, graph output {name}", values, context.work / name, GRAPH_TOLERANCE) for name, values in singles.items()],
        compare_unet("attention spelt out", exported["unfused"], inputs, singles["v"], GRAPH_TOLERANCE),
        compare_unet("16 bits", exported["half"], inputs, singles["v"], HALF_TOLERANCE),
        compare(f"Zero123++, {STEPS} steps from the photo on: latents", whole["latents"], context.work / "latents", LOOP_TOLERANCE),
        compare_views(whole["picture"], context.work / "views"),
    ]


def export(weights: Weights, sides: Any, folder: Path, *, half: bool, fused: bool) -> Path:
    model = exporter.describe(weights, sides)
    export_model(model, weights, folder / model.name, ExportOptions(half=half, fused=fused, external="never"), lambda line: None)
    return folder / model.name


def official_pipeline(context: Context, sides: Any, checkpoints: Path) -> Any:
    """Random weights throughout; `checkpoints` is what would be downloaded."""
    module = types.ModuleType("zero123plus_pipeline")
    sys.modules[module.__name__] = module
    path = context.references / PIPELINE
    exec(compile(path.read_text(), str(path), "exec"), module.__dict__)  # noqa: S102
    weights = Weights("tiny", seed=7)
    configs = exporter.Configurations.of(weights)
    unet = exporter.unet(weights, configs)
    pipeline = module.Zero123PlusPipeline(
        vae=exporter.vae(weights, configs),
        text_encoder=text_tower(sides.width),
        tokenizer=tokenizer(checkpoints / "words"),
        unet=exporter.unet(Weights("tiny", seed=8), configs),
        scheduler=diffusers.EulerAncestralDiscreteScheduler(**CONFIG),
        vision_encoder=exporter.clip_vision(weights, configs),
        feature_extractor_clip=processor(sides.clip, PIL.Image.BICUBIC, CLIP_MEAN, CLIP_STD),
        feature_extractor_vae=processor(sides.condition, PIL.Image.BILINEAR, [0.5] * 3, [0.8] * 3),
        ramping_coefficients=np.random.default_rng(2).uniform(0, 0.3, exporter.TOKENS).tolist(),
    )
    pipeline.save_pretrained(checkpoints / exporter.PIPELINE)
    torch.save(unet.state_dict(), checkpoints / exporter.WHITE_UNET)
    pipeline.unet.load_state_dict(unet.state_dict())
    pipeline.encode_condition_image = lambda image: pipeline.vae.encode(image).latent_dist.mode()
    pipeline.set_progress_bar_config(disable=True)
    pipeline.prepare()
    return pipeline


def text_tower(width: int) -> CLIPTextModel:
    config = CLIPTextConfig(hidden_size=width, intermediate_size=2 * width, num_hidden_layers=2, num_attention_heads=4, vocab_size=3, eos_token_id=1)
    model = CLIPTextModel(config)
    randomise(model, "text")
    return model.eval()


def tokenizer(folder: Path) -> CLIPTokenizer:
    """As Stable Diffusion 2's, which pads with another word than the one that ends a text."""
    folder.mkdir(parents=True)
    (folder / "vocab.json").write_text(json.dumps({"<|startoftext|>": 0, "<|endoftext|>": 1, "!": 2}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    return CLIPTokenizer(str(folder / "vocab.json"), str(folder / "merges.txt"), pad_token="!", model_max_length=exporter.TOKENS)


def processor(side: int, resample: int, mean: list[float], deviation: list[float]) -> CLIPImageProcessor:
    size, crop = {"shortest_edge": side}, {"height": side, "width": side}
    return CLIPImageProcessor(size=size, crop_size=crop, resample=resample, image_mean=mean, image_std=deviation)


@torch.no_grad()
def single_graphs(pipeline: Any, sides: Any, context: Context) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Each network of the reference once: inputs, which are written down, and outputs."""
    rng = np.random.default_rng(11)
    grid = (exporter.ROWS * sides.view_latents, exporter.COLUMNS * sides.view_latents)
    latents = (sides.condition_latents, sides.condition_latents)
    shapes = {
        "pixel_values": (1, 3, sides.clip, sides.clip),
        "picture": (1, 3, sides.condition, sides.condition),
        "sample": (2, 4, *grid),
        "cond": (2, 4, *latents),
        "context": (2, exporter.TOKENS, sides.width),
        "latent": (1, 4, *grid),
    }
    inputs = {name: rng.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
    inputs["timestep"] = np.array([321], np.float32)
    for name, values in inputs.items():
        write_array(context.work, name, values)
    given = {name: torch.from_numpy(values) for name, values in inputs.items()}
    # The official class draws the condition's noise itself: none is drawn, and its share of the scheduler's scale is taken back.
    scheduler = pipeline.unet.val_sched
    with mock.patch.object(scheduler, "add_noise", lambda x, *_: x), mock.patch.object(scheduler, "scale_model_input", lambda x, *_: x):
        v = pipeline.unet(given["sample"], given["timestep"], given["context"], cross_attention_kwargs={"cond_lat": given["cond"]}, return_dict=False)[0]
    distribution = pipeline.vae.encode(given["picture"]).latent_dist
    return inputs, {
        "image_embeds": pipeline.vision_encoder(given["pixel_values"]).image_embeds.numpy(),
        "mean": distribution.mean.numpy(),
        "logvar": distribution.logvar.numpy(),
        "v": v.numpy(),
        "image": pipeline.vae.decode(given["latent"]).sample.numpy(),
    }


@torch.no_grad()
def whole_pipeline(pipeline: Any, photo: np.ndarray, sides: Any, context: Context) -> tuple[dict[str, np.ndarray], list[int]]:
    """The pipeline from the photo on; writes the noise down. Returns latents as they go to the decoder, the picture in bytes, and lengths of draws."""
    rng = np.random.default_rng(13)
    drawn: list[torch.Tensor] = []

    def draw(shape: Any, **_: Any) -> torch.Tensor:
        drawn.append(torch.from_numpy(rng.standard_normal(tuple(shape)).astype(np.float32)))
        return drawn[-1]

    seen: list[torch.Tensor] = []
    decode = pipeline.vae.decode

    def decoded(latents: torch.Tensor, **options: Any) -> Any:
        seen.append(latents)
        return decode(latents, **options)

    framed = function_of(context.references / FOREGROUND, "resize_foreground")(PIL.Image.fromarray(photo), 0.85)
    white = PIL.Image.new("RGB", framed.size, (255, 255, 255))
    white.paste(framed, mask=framed.getchannel("A"))
    factor = sides.condition // sides.condition_latents
    with (
        mock.patch("torch.randn_like", lambda like: draw(like.shape)),
        mock.patch("diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion.randn_tensor", draw),
        mock.patch("diffusers.schedulers.scheduling_euler_ancestral_discrete.randn_tensor", draw),
        mock.patch.object(pipeline.vae, "decode", decoded),
    ):
        picture = pipeline(
            white,
            num_inference_steps=STEPS,
            width=exporter.COLUMNS * sides.view_latents * factor,
            height=exporter.ROWS * sides.view_latents * factor,
        ).images[0]
    write_array(context.work, "draws", np.concatenate([noise.numpy().ravel() for noise in drawn]))
    return {"latents": seen[0].numpy(), "picture": np.asarray(picture)}, [noise.numel() for noise in drawn]


def compare(stage: str, wanted: np.ndarray, file: Path, tolerance: float) -> Row:
    """Relative to the largest value."""
    found = np.fromfile(file, "<f4")
    error = float(np.abs(found - wanted.ravel()).max() / np.abs(wanted).max())
    return Row(stage, f"{tolerance:.0e}", f"{error:.1e}", error <= tolerance)


def compare_unet(how: str, folder: Path, inputs: dict[str, np.ndarray], wanted: np.ndarray, tolerance: float) -> Row:
    session = onnxruntime.InferenceSession(folder / "unet_step.onnx", providers=["CPUExecutionProvider"])
    (found,) = session.run(["v"], {entry.name: inputs[entry.name] for entry in session.get_inputs()})
    error = float(np.abs(found - wanted).max() / np.abs(wanted).max())
    return Row(f"Zero123++, graph output v, {how}", f"{tolerance:.0e}", f"{error:.1e}", error <= tolerance)


def compare_views(picture: np.ndarray, file: Path) -> Row:
    side = picture.shape[1] // exporter.COLUMNS
    wanted = picture.reshape(exporter.ROWS, side, exporter.COLUMNS, side, 3).transpose(0, 2, 1, 3, 4).astype(int)
    found = np.fromfile(file, np.uint8).reshape(*wanted.shape[:-1], 4)[..., :3]
    error = int(np.abs(found - wanted).max())
    return Row(f"Zero123++, {STEPS} steps from the photo on: six views", "1 of 255", f"{error} of 255, spread {wanted.std():.0f}", error <= 1)
