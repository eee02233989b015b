"""Teaches small networks to give what a photo's silhouette covers a thickness, so that a whole job can be tested with them."""

import torch

from .pifuhd_networks import CoarseFeatures, FineFeatures, Occupancy, Sides
from .teach import teach

STEPS = 700
POINTS = 1024
RATE = 0.004
THICKNESS = 0.13
SHARPNESS = 20
# A person of tubes: trunk, head, arms, legs; two ends and a radius each, x right, y down.
TUBES = [
    ((0, -0.35), (0, 0.05), 0.16),
    ((0, -0.68), (0, -0.6), 0.1),
    ((0.15, -0.4), (0.4, -0.05), 0.07),
    ((-0.15, -0.4), (-0.4, -0.05), 0.07),
    ((0.09, 0.1), (0.12, 0.75), 0.08),
    ((-0.09, 0.1), (-0.12, 0.75), 0.08),
]
# What a garment differs from the gray ground by, at least, in -1..1.
LEAST_CONTRAST = 0.35


def teach_person(coarse: CoarseFeatures, fine: FineFeatures, occupancy: Occupancy, sides: Sides, seed: int) -> None:
    """Changes all three in place; the same seed gives the same numbers on one machine. Normals are taken for noise."""
    generator = torch.Generator().manual_seed(seed)
    learned = [*coarse.parameters(), *fine.parameters(), *occupancy.parameters()]
    side = 2 * sides.picture
    place = (torch.arange(side) + 0.5) / side * 2 - 1
    pixels = torch.stack(torch.meshgrid(place, place, indexing="xy"), dim=-1).reshape(-1, 2)

    def loss() -> torch.Tensor:
        shift = 0.2 * (torch.rand(2, generator=generator) - 0.5)
        scale = 0.8 + 0.4 * torch.rand(1, generator=generator)
        covered = (_outline((pixels - shift) / scale) < 0).reshape(1, 1, side, side).float()
        drawn = torch.rand(1, 3, side, side, generator=generator) * (1 - LEAST_CONTRAST) + LEAST_CONTRAST
        sign = (torch.rand(1, 3, 1, 1, generator=generator) < 0.5).float() * 2 - 1
        picture = covered * sign * drawn
        small = torch.nn.functional.avg_pool2d(picture, 2)
        normals = torch.tanh(torch.randn(1, 6, sides.picture, sides.picture, generator=generator))
        points = 2 * torch.rand(1, POINTS, 3, generator=generator) - 1
        points[:, ::2] *= torch.tensor([0.6, 0.9, 0.3])
        distance = torch.maximum(_outline((points[0, :, :2] - shift) / scale) * scale, points[0, :, 2].abs() - THICKNESS)
        answer = occupancy(coarse(small, normals), fine(picture, normals), points)[0, :, 0]
        return torch.nn.functional.binary_cross_entropy(answer.clamp(1e-5, 1 - 1e-5), torch.sigmoid(-SHARPNESS * distance))

    teach(learned, STEPS, RATE, loss)


def _outline(points: torch.Tensor) -> torch.Tensor:
    """Negative within the person."""
    distances = []
    for start, end, radius in TUBES:
        a, b = torch.tensor(start, dtype=torch.float32), torch.tensor(end, dtype=torch.float32)
        along = ((points - a) @ (b - a) / ((b - a) @ (b - a))).clamp(0, 1)
        distances.append((points - a - along[:, None] * (b - a)).norm(dim=1) - radius)
    return torch.stack(distances).min(dim=0).values
