"""Writes fixtures/schedule.json: the sampler in numpy, on a network that is a fixed linear map.

    python3 make_schedule_fixtures.py

Timesteps and noise levels are computed as the reference does, in 32 bits where it does; the walk in 64,
from the formulas of the papers and not from any program. The noise is a sum of sines, so that TypeScript
draws the same and none is committed.
"""

import base64
import hashlib
import json
from pathlib import Path

import numpy as np

F = np.float32
TRAIN_STEPS = 1000
GUIDANCE = 4.0


def trained_sigmas() -> np.ndarray:
    first, last = F(0.00085), F(0.012)
    step = F((last - first) / F(TRAIN_STEPS - 1))
    t = np.arange(TRAIN_STEPS)
    upper = last - step * (TRAIN_STEPS - 1 - t).astype(F)
    betas = np.where(t < TRAIN_STEPS // 2, first + step * t.astype(F), upper).astype(F)
    # torch.cumprod of float32 accumulates in double on the CPU.
    alphas = np.cumprod((F(1) - betas).astype(np.float64)).astype(F)
    return np.sqrt(((F(1) - alphas) / alphas).astype(F)).astype(F)


def schedule(steps: int):
    timesteps = np.arange(TRAIN_STEPS, 0, -TRAIN_STEPS / steps).round()[:steps] - 1
    sigmas = np.interp(timesteps, np.arange(TRAIN_STEPS), trained_sigmas())
    return timesteps, np.append(sigmas, 0).astype(F)


def noise(draw: int, length: int) -> np.ndarray:
    """Rounded to 32 bits as what is written down would be; about of unit variance."""
    i = np.arange(length, dtype=np.float64)
    return ((np.sin(i * 1.7 + draw * 0.9) + np.sin(i * i * 0.37 + draw * 2.3))).astype(F)


def velocity(x, condition, t, prompt):
    """Linear: each row reads its own sample, reversed too, its condition and its prompt."""
    rows = []
    for row in range(2):
        seen = np.resize(condition[row], x[row].shape)
        rows.append(0.6 * x[row] - 0.3 * x[row][::-1] + 0.25 * seen + prompt[row].mean() - t / 4000)
    return np.stack(rows)


def walk(steps: int, grid: int, condition: np.ndarray, prompt: np.ndarray) -> np.ndarray:
    timesteps, sigmas = schedule(steps)
    sigmas = sigmas.astype(np.float64)
    draw = 0
    x = noise(draw, grid).astype(np.float64) * sigmas[0]
    for t, s, following in zip(timesteps, sigmas, sigmas[1:]):
        draw += 1
        fresh = noise(draw, condition.size).reshape(condition.shape)
        seen = (condition + s * fresh) / np.sqrt(s**2 + 1)
        v = velocity(np.stack([x, x]) / np.sqrt(s**2 + 1), seen, t, prompt)
        v = v[0] + GUIDANCE * (v[1] - v[0])
        clean = x / (s**2 + 1) - v * s / np.sqrt(s**2 + 1)
        up = np.sqrt(following**2 * (s**2 - following**2) / s**2)
        down = np.sqrt(following**2 - up**2)
        draw += 1
        x = x + (x - clean) / s * (down - s) + up * noise(draw, grid)
    return x


def kept(values: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode()


def schedules() -> list:
    counts = [1, 4, 28, 61, 75, 103, 121, 122]
    return [
        {
            "steps": n,
            "timesteps": [int(t) for t in schedule(n)[0]],
            "sigmas": kept(schedule(n)[1]),
        }
        for n in counts
    ]


GRID, SIDE, WIDTH = 4 * 6 * 3 * 3, 3, 5
embedding = np.array([0.5, -1, 0.25, 2, -0.5])
ramp = np.array([0.1, 0.3, 0.2])
empty = (np.arange(15) / 16 - 0.4).reshape(3, WIDTH)
prompt = np.stack([empty, empty + ramp[:, None] * embedding])
negative = np.arange(4 * SIDE * SIDE) / 32 - 0.5
condition = np.stack([negative, noise(99, 4 * SIDE * SIDE).astype(np.float64)])
every = np.concatenate([schedule(n)[0] for n in range(1, TRAIN_STEPS + 1)]).astype("<i2")

fixtures = {
    "made_with": {"numpy": np.__version__},
    "schedules": schedules(),
    "every_count_sha256": hashlib.sha256(every.tobytes()).hexdigest(),
    "walks": [
        {"steps": n, "latents": kept(walk(n, GRID, condition, prompt))} for n in (1, 4, 28, 75)
    ],
}
target = Path(__file__).parent / "fixtures" / "schedule.json"
target.write_text(json.dumps(fixtures, indent=None) + "\n")
print(target, target.stat().st_size, "bytes")
np.set_printoptions(precision=8)
for n in (28, 75):
    print(n, schedule(n)[0][:5], schedule(n)[1][[0, -3, -2]])
