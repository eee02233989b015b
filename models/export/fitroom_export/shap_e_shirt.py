"""Teaches a small field of Shap-E's kind to be a shirt, red in front and blue behind, so that a whole job can be tested with it."""

import torch

from .shap_e_networks import Field, Projection, Sides

STEPS = 1000
POINTS = 2048
# Half of the points lie in this box round the shirt.
CLOSE = (0.35, 0.85, 0.8)
RATE = 0.01
# Latents move the matrices by this little, so that whatever is sampled is a shirt.
INFLUENCE = 0.02
# Of the highest octaves at the start, which would make noise of everything between the points taught.
HIGH_OCTAVES = 0.02
SHARPNESS = 4
FRONT, BACK = (0.8, 0.2, 0.15), (0.15, 0.25, 0.8)


def teach_shirt(projection: Projection, field: Field, sides: Sides, seed: int) -> None:
    """Changes both in place; the same seed gives the same numbers on one machine."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for row in projection.projections:
            row.norm.weight.fill_(INFLUENCE)
            row.norm.bias.zero_()
            row.bias.copy_(torch.randn(row.bias.shape, generator=generator) / row.bias.shape[1] ** 0.5)
        # The places themselves and their first octaves lead.
        octave = torch.arange(projection.projections[0].bias.shape[1] - 3) // 3 % 15
        projection.projections[0].bias[:, 3:] *= torch.where(octave < 2, 1.0, HIGH_OCTAVES)
    learned = [*(row.bias for row in projection.projections), *field.parameters()]
    for parameter in learned:
        parameter.requires_grad_(True)
    optimiser = torch.optim.Adam(learned, lr=RATE)
    for step in range(STEPS):
        latents = 2 * torch.rand(1, sides.latents, sides.channels, generator=generator) - 1
        points = 2 * torch.rand(1, POINTS, 3, generator=generator) - 1
        points[:, ::2] *= torch.tensor(CLOSE)
        answer = field(projection(latents), points)
        inside = torch.tanh(-SHARPNESS * _shirt(points[0]))
        colours = torch.where(points[0, :, :1] > 0, torch.tensor(FRONT), torch.tensor(BACK))
        loss = ((answer[0, :, 0] - inside) ** 2).mean() + 0.3 * ((answer[0, :, 1:] - colours) ** 2).mean()
        for group in optimiser.param_groups:
            group["lr"] = RATE * (1 - step / STEPS)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    for parameter in learned:
        parameter.requires_grad_(False)


def _shirt(points: torch.Tensor) -> torch.Tensor:
    """Negative inside; z up, x front: a flat trunk and two sleeves, as shared/test/shapes/solid-fields.ts has it."""
    flat = 0.45
    wide = points / torch.tensor([flat, 1.0, 1.0])
    trunk = flat * _tube(wide, (0, 0, -0.42), (0, 0, 0.3), 0.3, 0.27)
    sleeves = [_tube(points, (0, side * 0.2, 0.38), (0, side * 0.62, 0.02), 0.16, 0.11) for side in (1, -1)]
    return torch.minimum(trunk, torch.minimum(*sleeves))


def _tube(points: torch.Tensor, start: tuple[float, ...], end: tuple[float, ...], first: float, last: float) -> torch.Tensor:
    a, b = torch.tensor(start, dtype=torch.float32), torch.tensor(end, dtype=torch.float32)
    along = ((points - a) @ (b - a) / ((b - a) @ (b - a))).clamp(0, 1)
    return (points - a - along[:, None] * (b - a)).norm(dim=1) - (first + along * (last - first))
