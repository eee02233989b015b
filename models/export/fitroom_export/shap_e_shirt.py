"""Teaches a small field of Shap-E's kind to be a shirt, red in front and blue behind, so that a whole job can be tested with it."""

import torch

from .random_garment import shirt_colours, shirt_distance
from .shap_e_networks import Field, Projection, Sides
from .teach import teach

STEPS = 1500
POINTS = 2048
# Half of the points lie in this box round the shirt.
CLOSE = (0.4, 0.9, 0.75)
RATE = 0.01
# Latents move the matrices by this little, so that whatever is sampled is a shirt.
INFLUENCE = 0.01
# Of the highest octaves at the start, which would make noise of everything between the points taught.
HIGH_OCTAVES = 0.02
SHARPNESS = 4


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

    def loss() -> torch.Tensor:
        latents = 2 * torch.rand(1, sides.latents, sides.channels, generator=generator) - 1
        points = 2 * torch.rand(1, POINTS, 3, generator=generator) - 1
        points[:, ::2] *= torch.tensor(CLOSE)
        answer = field(projection(latents), points)
        inside = torch.tanh(-SHARPNESS * shirt_distance(points[0], 1))
        colours = shirt_colours(points[0])
        return ((answer[0, :, 0] - inside) ** 2).mean() + 0.3 * ((answer[0, :, 1:] - colours) ** 2).mean()

    teach(learned, STEPS, RATE, loss)

