"""The view generator round its networks: framing, scheduler, loop and views against the code of InstantMesh, Zero123++ and diffusers.

The networks are a fixed linear map on both sides. Of the references single files and functions are loaded, so that nothing of
what these import beside (rembg, transformers, accelerate) has to be installed.
"""

import ast
import json
import sys
import types
from pathlib import Path
from typing import Any

import numpy as np
import PIL.Image
import torch

from .comparison import Context, Row, write_array

SCHEDULER = "diffusers/src/diffusers/schedulers/scheduling_euler_ancestral_discrete.py"
PIPELINE = "zero123plus/diffusers-support/pipeline.py"
FOREGROUND = "InstantMesh/src/utils/infer_util.py"
CONFIG = {
    "beta_start": 0.00085,
    "beta_end": 0.012,
    "beta_schedule": "linear",
    "prediction_type": "v_prediction",
    "timestep_spacing": "trailing",
    "steps_offset": 1,
}
GUIDANCE = 4.0
SCALING = 0.18215
STEPS = [4, 28, 75]
# Of numpy's arange one step too many comes out for these and larger ones; ours cuts it off.
TOO_LONG = {61, 103, 121, 122, 201}
GRID, SIDE, TOKENS, WIDTH, VIEW = (4, 12, 8), 4, 7, 5, 6
SHAPES = {
    "clipSide": 14,
    "conditionSide": 2 * SIDE,
    "latentPixels": 2,
    "viewLatents": 4,
    "tokens": TOKENS,
    "tokenWidth": WIDTH,
}
SIGMA_TOLERANCE = 1e-6
WALK_TOLERANCE = 1e-5


def run(context: Context) -> list[Row]:
    rng = np.random.default_rng(5)
    reference = References(context.references)
    photo = cut_out_photo(rng)
    inputs = {
        "photo": photo,
        "decoded": rng.normal(0, 0.4, (3, 3 * VIEW, 2 * VIEW)).astype(np.float32),
        "condition": rng.normal(0, 1, (2, 4, SIDE, SIDE)).astype(np.float32),
        "prompt": rng.normal(0, 0.1, (TOKENS, WIDTH)).astype(np.float32),
        "ramp": rng.uniform(0, 0.3, TOKENS).astype(np.float32),
        "embedding": rng.normal(0, 1, WIDTH).astype(np.float32),
    }
    for name, array in inputs.items():
        write_array(context.work, name, array)
    job = {"width": photo.shape[1], "height": photo.shape[0], "steps": STEPS, "shapes": SHAPES, "side": VIEW}
    (context.work / "job.json").write_text(json.dumps(job))
    walks = {n: walk(reference, n, inputs, rng, context) for n in STEPS}
    ours = json.loads(context.run_node("run-views.ts", str(context.work)))
    rows = [compare_framing(reference, photo, context), *compare_schedules(reference, ours)]
    for n, latents in walks.items():
        # Ours are ready for the decoder; so are these.
        wanted = (reference.unscale_latents(latents) / SCALING).numpy().ravel()
        found = np.fromfile(context.work / f"latents-{n}", np.float32)
        error = float(np.abs(found - wanted).max() / np.abs(wanted).max())
        rows.append(Row(f"Zero123++, {n} steps over a linear network", f"{WALK_TOLERANCE:.0e}", f"{error:.1e}", error <= WALK_TOLERANCE))
    return [*rows, compare_views(reference, inputs["decoded"], context)]


class References:
    """The functions of the references that are compared with."""

    def __init__(self, folder: Path) -> None:
        self.frame = function_of(folder / FOREGROUND, "resize_foreground")
        self.to_rgb = function_of(folder / PIPELINE, "to_rgb_image")
        self.unscale_latents = function_of(folder / PIPELINE, "unscale_latents")
        self.unscale_image = function_of(folder / PIPELINE, "unscale_image")
        self.noise: list[torch.Tensor] = []
        self.scheduler_class = load_scheduler(folder / SCHEDULER, self.draw)

    def draw(self, shape: Any, **_: Any) -> torch.Tensor:
        """Instead of torch's generator: noise that both sides read."""
        noise = self.noise.pop(0)
        assert noise.shape == tuple(shape)
        return noise

    def scheduler(self, steps: int) -> Any:
        scheduler = self.scheduler_class(**CONFIG)
        scheduler.set_timesteps(steps)
        return scheduler


def function_of(path: Path, name: str) -> Any:
    """One function of a file, without running the file."""
    tree = ast.parse(path.read_text())
    tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    space = {"np": np, "numpy": np, "PIL": PIL, "Image": PIL.Image, "Any": Any}
    exec(compile(tree, str(path), "exec"), space)  # noqa: S102
    return space[name]


def load_scheduler(path: Path, draw: Any) -> Any:
    """The scheduler's file with what it imports of its package stood in for: a record of settings, and the noise."""

    def register_to_config(init: Any) -> Any:
        def wrapped(self: Any, **settings: Any) -> None:
            names = init.__code__.co_varnames[1 : init.__code__.co_argcount]
            self.config = types.SimpleNamespace(**{**dict(zip(names, init.__defaults__)), **settings})
            init(self, **settings)

        return wrapped

    logging = types.SimpleNamespace(get_logger=lambda _: None)
    modules = {
        "reference": {},
        "reference.schedulers": {},
        "reference.configuration_utils": {"ConfigMixin": object, "register_to_config": register_to_config},
        "reference.utils": {"BaseOutput": object, "logging": logging, "randn_tensor": draw},
        "reference.schedulers.scheduling_utils": {"KarrasDiffusionSchedulers": [], "SchedulerMixin": type("Mixin", (), {})},
    }
    for name, members in modules.items():
        module = types.ModuleType(name)
        module.__dict__.update(members)
        module.__path__ = []
        sys.modules[name] = module
    module = types.ModuleType("reference.schedulers.euler")
    module.__package__ = "reference.schedulers"
    sys.modules[module.__name__] = module
    exec(compile(path.read_text(), str(path), "exec"), module.__dict__)  # noqa: S102
    return module.EulerAncestralDiscreteScheduler


def cut_out_photo(rng: np.random.Generator) -> np.ndarray:
    """Noise in an ellipse off the middle, soft at its rim."""
    height, width = 83, 61
    y, x = np.mgrid[:height, :width]
    inside = 1 - ((x - 25) / 19) ** 2 - ((y - 40) / 33) ** 2
    alpha = np.clip(inside * 900, 0, 255).astype(np.uint8)
    return np.dstack([rng.integers(0, 256, (height, width, 3), dtype=np.uint8), alpha])


def compare_framing(reference: References, photo: np.ndarray, context: Context) -> Row:
    framed = reference.frame(PIL.Image.fromarray(photo), 0.85)
    white = PIL.Image.new("RGB", framed.size, (255, 255, 255))
    white.paste(framed, mask=framed.getchannel("A"))
    differ = 0
    for ground, picture in [("white", white), ("gray", reference.to_rgb(framed))]:
        ours = np.fromfile(context.work / f"framed-{ground}", np.uint8)
        wanted = np.asarray(picture).ravel()
        differ += int((ours != wanted).sum()) if len(ours) == len(wanted) else len(wanted)
    return Row("Zero123++, framing on white and gray", "the same bytes", f"{differ} of {2 * white.width**2 * 3} differ", differ == 0)


def compare_schedules(reference: References, ours: list) -> list[Row]:
    differ, error, lengths = 0, 0.0, set()
    for n, found in enumerate(ours, start=1):
        scheduler = reference.scheduler(n)
        timesteps = scheduler.timesteps.numpy()
        if len(timesteps) != n:
            lengths.add(n)
        differ += int((timesteps[:n] != np.array(found["timesteps"])).sum())
        wanted = scheduler.sigmas.numpy()[:n]
        error = max(error, float(np.abs(np.array(found["sigmas"][:n]) / wanted - 1).max()))
    long = ", ".join(map(str, sorted(lengths)[: len(TOO_LONG)]))
    return [
        Row("Euler ancestral, timesteps of 1 to 1000 steps", "identical", f"{differ} differ", differ == 0),
        Row("Euler ancestral, one step too many in the reference", "known ones", f"for {long} and {len(lengths - TOO_LONG)} more", lengths >= TOO_LONG),
        Row("Euler ancestral, sigmas of 1 to 1000 steps, relative", f"{SIGMA_TOLERANCE:.0e}", f"{error:.1e}", error <= SIGMA_TOLERANCE),
    ]


def network(x: torch.Tensor, condition: torch.Tensor, t: torch.Tensor, prompt: torch.Tensor) -> torch.Tensor:
    """As run-views.ts has it."""
    rows = x.flatten(1)
    places = torch.arange(rows.shape[1])
    seen, words = condition.flatten(1), prompt.flatten(1)
    seen, words = seen[:, places % seen.shape[1]], words[:, places % words.shape[1]]
    return (0.6 * rows - 0.3 * rows.flip(1) + 0.25 * seen + words - t / 4000).reshape(x.shape)


def walk(reference: References, steps: int, inputs: dict, rng: np.random.Generator, context: Context) -> torch.Tensor:
    """The pipeline's loop with the reference's scheduler, in 32 bits; writes the noise down."""
    scheduler = reference.scheduler(steps)
    shapes = [(1, *GRID), *[(2, 4, SIDE, SIDE), (1, *GRID)] * steps]
    draws = [torch.from_numpy(rng.standard_normal(shape).astype(np.float32)) for shape in shapes]
    write_array(context.work, f"draws-{steps}", np.concatenate([draw.numpy().ravel() for draw in draws]))
    (context.work / f"draws-{steps}.json").write_text(json.dumps([draw.numel() for draw in draws]))
    condition, empty = (torch.from_numpy(inputs[name]) for name in ("condition", "prompt"))
    upon = torch.from_numpy(inputs["ramp"])[:, None] * torch.from_numpy(inputs["embedding"])
    prompt = torch.stack([empty, empty + upon])
    latents = draws[0] * scheduler.init_noise_sigma
    reference.noise = draws[2::2]
    for step, t in enumerate(scheduler.timesteps):
        x = scheduler.scale_model_input(torch.cat([latents] * 2), t)
        noisy = scheduler.add_noise(condition, draws[1 + 2 * step], t.reshape(-1))
        noisy = scheduler.scale_model_input(noisy, t.reshape(-1))
        without, with_photo = network(x, noisy, t, prompt).chunk(2)
        velocity = without + GUIDANCE * (with_photo - without)
        latents = scheduler.step(velocity, t, latents, return_dict=False)[0]
    return latents


def compare_views(reference: References, decoded: np.ndarray, context: Context) -> Row:
    picture = (reference.unscale_image(torch.from_numpy(decoded)) / 2 + 0.5).clamp(0, 1)
    wanted = (picture * 255).round().numpy().reshape(3, 3, VIEW, 2, VIEW).transpose(1, 3, 0, 2, 4).ravel()
    found = np.fromfile(context.work / "views", np.float32) * 255
    error = float(np.abs(found - wanted).max())
    return Row("Zero123++, six views of a decoded picture", "the same bytes", f"{error:.1e} of 255", error < 1e-3)
