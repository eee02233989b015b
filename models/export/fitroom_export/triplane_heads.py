"""Small networks over three planes of features."""

from collections.abc import Callable, Sequence

import torch
from torch import nn
from torch.nn import functional

from .model_to_export import GraphToExport

# Which two coordinates of a point find its place on each plane: along its width, along its height.
Axes = Sequence[tuple[int, int]]


def sample_planes(planes: torch.Tensor, points: torch.Tensor, axes: Axes) -> torch.Tensor:
    """planes [1, 3, D, H, W], points [1, M, 3] within -1..1 -> [M, 3 D]; zeros outside.

    32 bits in any case, and opset 16 to 19: ONNX Runtime has GridSample for CUDA in these alone.
    """
    places = torch.stack([points[0][:, list(pair)] for pair in axes]).unsqueeze(1)
    found = functional.grid_sample(planes[0], places, mode="bilinear", padding_mode="zeros", align_corners=False)
    return found.reshape(-1, points.shape[1]).transpose(0, 1)


def perceptron(sizes: Sequence[int], activation: type[nn.Module]) -> nn.Sequential:
    """Linear layers with an activation between each two; numbered as in the checkpoints."""
    parts: list[nn.Module] = []
    for before, after in zip(sizes[:-2], sizes[1:-1], strict=True):
        parts += [nn.Linear(before, after), activation()]
    return nn.Sequential(*parts, nn.Linear(sizes[-2], sizes[-1]))


def head_graph(
    name: str, build: Callable[[], nn.Module], planes: torch.Tensor, points: torch.Tensor, output: str
) -> GraphToExport:
    """A head that answers at any number of points; in 32 bits, its weights within the .onnx."""
    return GraphToExport(
        name,
        build,
        {"planes": planes, "points": points},
        [output],
        {"points": {1: "points"}, output: {1: "points"}},
        half=False,
        inside=True,
    )
