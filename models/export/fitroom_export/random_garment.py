"""What random weights are given so that a garment comes of them: planes that know where they are, and heads fitted to a shirt.

A field of chance crosses zero everywhere or nowhere. Here the learned tokens carry u and v of each place with their squares,
much larger than what the layers above add, and the small networks over the planes are fitted to the signed distance of a trunk with
two sleeves. What a picture adds moves the surface by some hundredths.
"""

from collections.abc import Callable

import torch
from torch import nn

# 1, u, v, u u, v v, u v; and what makes all tokens as long as each other, so that a norm scales them alike.
FIELDS = 6
LENGTH = 7.0
# How much of the rest the further channels see.
FURTHER = 0.1
# Generators' axes: x front, y the wearer's left, z up.
TRUNK = (0.24, 0.4, 0.62)
SLEEVE = ((0.0, 0.3, 0.46), (0.0, 0.68, 0.18))
SLEEVE_RADIUS = 0.16
COLOURS = ((0.75, 0.2, 0.25), (0.2, 0.3, 0.7))


def place_fields(side: int) -> torch.Tensor:
    """[3 side side, FIELDS + 1]: what each token carries, plane by plane, row by row."""
    at = (torch.arange(side) + 0.5) / side * 2 - 1
    v, u = torch.meshgrid(at, at, indexing="ij")
    known = torch.stack([torch.ones_like(u), u, v, u * u, v * v, u * v], dim=-1).reshape(-1, FIELDS)
    rest = (LENGTH - known.square().sum(-1, keepdim=True)).sqrt()
    return torch.cat((known, rest), dim=1).repeat(3, 1)


def directions(width: int, seed: int) -> torch.Tensor:
    """[FIELDS + 1, width]: at right angles, of length one, their values' mean zero as a norm wants it."""
    drawn = torch.randn(width, FIELDS + 1, generator=torch.Generator().manual_seed(seed))
    ones = torch.ones(width, 1)
    return torch.linalg.qr(torch.cat((ones, drawn), dim=1)).Q[:, 1:].T.contiguous()


def enlarging_weight(basis: torch.Tensor, side: int, channels: int, seed: int, strength: float) -> torch.Tensor:
    """[width, channels, 2, 2] of a transposed convolution: the first channels are the fields at the finer places.

    `strength` is what the fields were multiplied by before; further channels see the rest at random.
    """
    drawn = torch.randn(basis.shape[1], channels, 1, 1, generator=torch.Generator().manual_seed(seed + 1))
    weight = (FURTHER * drawn / (strength * LENGTH**0.5)).repeat(1, 1, 2, 2)
    for row in range(2):
        for column in range(2):
            du, dv = (column - 0.5) / side, (row - 0.5) / side
            moved = torch.tensor(
                [
                    [1, 0, 0, 0, 0, 0],
                    [du, 1, 0, 0, 0, 0],
                    [dv, 0, 1, 0, 0, 0],
                    [du * du, 2 * du, 0, 1, 0, 0],
                    [dv * dv, 0, 2 * dv, 0, 1, 0],
                    [du * dv, dv, du, 0, 0, 1],
                ]
            )
            weight[:, :FIELDS, row, column] = (moved @ basis[:FIELDS]).T / strength
    return weight


def fixed(module: nn.Module) -> nn.Module:
    """Makes parameters into buffers: values of their own where an export draws those of parameters."""
    for part in module.modules():
        for name, parameter in list(part._parameters.items()):
            if parameter is not None:
                del part._parameters[name]
                part.register_buffer(name, parameter.data)
    return module


def shirt_distance(points: torch.Tensor, scale: float) -> torch.Tensor:
    """About the signed distance, negative inside; `scale` is half the box."""
    at = points / scale
    depth, width, height = TRUNK
    across = ((at[:, 0] / depth) ** 2 + (at[:, 1] / width) ** 2).clamp_min(1e-6).sqrt()
    trunk = torch.maximum((across - 1) * depth, at[:, 2].abs() - height)
    shoulder, cuff = torch.tensor(SLEEVE[0]), torch.tensor(SLEEVE[1])
    side = torch.stack((at[:, 0], at[:, 1].abs(), at[:, 2]), dim=1)
    along = cuff - shoulder
    share = ((side - shoulder) @ along / (along @ along)).clamp(0, 1)
    sleeve = (side - shoulder - share[:, None] * along).norm(dim=1) - SLEEVE_RADIUS
    return scale * torch.minimum(trunk, sleeve)


def shirt_colours(points: torch.Tensor) -> torch.Tensor:
    """0..1: the front and the back of two colours."""
    front = torch.sigmoid(12 * points[:, :1])
    return front * torch.tensor(COLOURS[0]) + (1 - front) * torch.tensor(COLOURS[1])


def fit(
    head: nn.Module,
    features: Callable[[torch.Tensor], torch.Tensor],
    wanted: Callable[[torch.Tensor], torch.Tensor],
    box: float,
    *,
    activation: Callable[[torch.Tensor], torch.Tensor] = lambda value: value,
    steps: int = 800,
    points: int = 3072,
) -> None:
    """Fits `head` so that activation(head(features(points))) is `wanted(points)`, near the shirt above all."""
    generator = torch.Generator().manual_seed(7)
    for part in head.modules():
        if isinstance(part, nn.Linear):
            drawn = torch.randn(part.weight.shape, generator=generator)
            part.weight.data = drawn * (2 / part.in_features) ** 0.5
            part.bias.data = torch.zeros_like(part.bias)
    head.requires_grad_(True)
    optimiser = torch.optim.Adam(head.parameters(), lr=3e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, steps)
    for _ in range(steps):
        at = (2 * torch.rand(points, 3, generator=generator) - 1) * box
        with torch.no_grad():
            seen, target = features(at[None]), wanted(at)
            weight = 1 / (0.05 + shirt_distance(at, box).abs())
        error = (activation(head(seen)) - target).square().sum(-1)
        optimiser.zero_grad()
        (weight * error).mean().backward()
        optimiser.step()
        schedule.step()
    head.requires_grad_(False)
