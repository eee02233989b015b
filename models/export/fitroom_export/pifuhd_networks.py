"""PIFuHD's networks, built from docs/models.md; parameters are named as in its checkpoint."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch.nn.functional import avg_pool2d, interpolate, leaky_relu, relu

GROUPS = 32


@dataclass(frozen=True)
class Filter:
    """A stacked hourglass over picture and normals."""

    stacks: int
    depth: int
    features: int
    # Whether the strided first convolution is followed by a pooled half.
    halved: bool
    norm: str = "group"
    # Channels of the stem and of the hourglasses; other ones are for tests alone.
    stem: int = 64
    width: int = 256


@dataclass(frozen=True)
class Decoder:
    """Layers of an MLP; those listed take its input once more."""

    layers: Sequence[int]
    again: Sequence[int]
    norm: str = "none"


@dataclass(frozen=True)
class Normals:
    channels: int = 64
    halvings: int = 4
    blocks: int = 9


@dataclass(frozen=True)
class Sides:
    """Of one model. Pictures are square; the fine one is twice the coarse one."""

    picture: int
    normals: Normals
    coarse: Filter
    fine: Filter
    coarse_mlp: Decoder
    fine_mlp: Decoder
    # Layer of the coarse MLP whose values the fine one takes.
    handed_on: int
    # Depth as it is handed to the coarse MLP, of z in [-1, 1].
    depth_scale: float
    # Points asked about at once when the graph is traced; any number may be.
    points: int = 16

    def feature_sides(self, of: Filter) -> tuple[int, int, int, int]:
        side = self.picture * (2 if of is self.fine else 1) // (4 if of.halved else 2)
        return 1, of.features, side, side


def norm2d(kind: str, channels: int) -> torch.nn.Module:
    return torch.nn.BatchNorm2d(channels) if kind == "batch" else torch.nn.GroupNorm(min(GROUPS, channels), channels)


class ConvBlock(torch.nn.Module):
    """Three pre-activated 3 x 3 convolutions whose outputs are put side by side, and a residual."""

    def __init__(self, before: int, after: int, norm: str) -> None:
        super().__init__()
        widths = [before, after // 2, after // 4, after // 4]
        for layer in range(3):
            self.add_module(f"bn{layer + 1}", norm2d(norm, widths[layer]))
            self.add_module(f"conv{layer + 1}", torch.nn.Conv2d(widths[layer], widths[layer + 1], 3, padding=1, bias=False))
        # In the checkpoint also where nothing is projected.
        self.bn4 = norm2d(norm, before)
        self.downsample = None
        if before != after:
            self.downsample = torch.nn.Sequential(self.bn4, torch.nn.ReLU(), torch.nn.Conv2d(before, after, 1, bias=False))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        first = self.conv1(relu(self.bn1(x)))
        second = self.conv2(relu(self.bn2(first)))
        third = self.conv3(relu(self.bn3(second)))
        return torch.cat([first, second, third], dim=1) + (x if self.downsample is None else self.downsample(x))


class Hourglass(torch.nn.Module):
    """Down to half at each level and up again, with a branch beside at each."""

    def __init__(self, depth: int, width: int, norm: str) -> None:
        super().__init__()
        self.depth = depth
        for level in range(1, depth + 1):
            for part in ("b1", "b2", "b3", *(["b2_plus"] if level == 1 else [])):
                self.add_module(f"{part}_{level}", ConvBlock(width, width, norm))

    def forward(self, x: torch.Tensor, level: int | None = None) -> torch.Tensor:
        level = level or self.depth

        def part(name: str, values: torch.Tensor) -> torch.Tensor:
            return self.get_submodule(f"{name}_{level}")(values)

        low = part("b2", avg_pool2d(x, 2, stride=2))
        low = self.forward(low, level - 1) if level > 1 else part("b2_plus", low)
        low = part("b3", low)
        return part("b1", x) + interpolate(low, scale_factor=2, mode="bicubic", align_corners=True)


class HourglassFilter(torch.nn.Module):
    """Picture and normals [1, 9, side, side] -> features of the last stack."""

    def __init__(self, of: Filter) -> None:
        super().__init__()
        self.of = of
        stem, width = of.stem, of.width
        self.conv1 = torch.nn.Conv2d(9, stem, 7, stride=2, padding=3)
        self.bn1 = norm2d(of.norm, stem)
        self.conv2 = ConvBlock(stem, width // 2, of.norm)
        self.conv3 = ConvBlock(width // 2, width // 2, of.norm)
        self.conv4 = ConvBlock(width // 2, width, of.norm)
        for stack in range(of.stacks):
            self.add_module(f"m{stack}", Hourglass(of.depth, width, of.norm))
            self.add_module(f"top_m_{stack}", ConvBlock(width, width, of.norm))
            self.add_module(f"conv_last{stack}", torch.nn.Conv2d(width, width, 1))
            self.add_module(f"bn_end{stack}", norm2d(of.norm, width))
            self.add_module(f"l{stack}", torch.nn.Conv2d(width, of.features, 1))
            if stack < of.stacks - 1:
                self.add_module(f"bl{stack}", torch.nn.Conv2d(width, width, 1))
                self.add_module(f"al{stack}", torch.nn.Conv2d(of.features, width, 1))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        x = self.conv2(relu(self.bn1(self.conv1(x))))
        if self.of.halved:
            x = avg_pool2d(x, 2, stride=2)
        x = self.conv4(self.conv3(x))
        for stack in range(self.of.stacks):

            def part(name: str, values: torch.Tensor, stack: int = stack) -> torch.Tensor:
                return self.get_submodule(f"{name}{stack}")(values)

            deep = part("top_m_", part("m", x))
            deep = relu(part("bn_end", part("conv_last", deep)))
            features = part("l", deep)
            if stack < self.of.stacks - 1:
                x = x + part("bl", deep) + part("al", features)
        return features


class CoarseFeatures(torch.nn.Module):
    def __init__(self, of: Filter) -> None:
        super().__init__()
        self.image_filter = HourglassFilter(of)

    def forward(self, picture: torch.Tensor, normals: torch.Tensor) -> torch.Tensor:
        return self.image_filter(torch.cat([picture, normals], dim=1))


class FineFeatures(torch.nn.Module):
    def __init__(self, of: Filter) -> None:
        super().__init__()
        self.image_filter = HourglassFilter(of)

    def forward(self, picture: torch.Tensor, normals: torch.Tensor) -> torch.Tensor:
        larger = interpolate(normals, size=picture.shape[2:], mode="bilinear", align_corners=True)
        return self.image_filter(torch.cat([picture, larger], dim=1))


class NormalPredictor(torch.nn.Module):
    """Picture [1, 3, side, side] -> normals of one side of the person, in -1..1."""

    def __init__(self, of: Normals) -> None:
        super().__init__()
        layers: list[torch.nn.Module] = [torch.nn.ReflectionPad2d(3), torch.nn.Conv2d(3, of.channels, 7), *_normed(of.channels)]
        width = of.channels
        for _ in range(of.halvings):
            layers += [torch.nn.Conv2d(width, 2 * width, 3, stride=2, padding=1), *_normed(2 * width)]
            width *= 2
        layers += [Residual(width) for _ in range(of.blocks)]
        for _ in range(of.halvings):
            layers += [torch.nn.ConvTranspose2d(width, width // 2, 3, stride=2, padding=1, output_padding=1), *_normed(width // 2)]
            width //= 2
        self.model = torch.nn.Sequential(*layers, torch.nn.ReflectionPad2d(3), torch.nn.Conv2d(width, 3, 7), torch.nn.Tanh())

    def forward(self, picture: torch.Tensor) -> torch.Tensor:
        return self.model(picture)


class Residual(torch.nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()

        def convolution() -> list[torch.nn.Module]:
            return [torch.nn.ReflectionPad2d(1), torch.nn.Conv2d(width, width, 3)]

        norm, active = _normed(width)
        self.conv_block = torch.nn.Sequential(*convolution(), norm, active, *convolution(), _normed(width)[0])

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.conv_block(x)


def _normed(channels: int) -> list[torch.nn.Module]:
    return [torch.nn.InstanceNorm2d(channels), torch.nn.ReLU()]


class PointMLP(torch.nn.Module):
    """Features [1, n, before] -> the last layer's value, and those of one layer between."""

    def __init__(self, of: Decoder) -> None:
        super().__init__()
        self.again = set(of.again)
        widths = list(of.layers)
        inputs = [width + (widths[0] if layer in self.again else 0) for layer, width in enumerate(widths[:-1])]
        # Convolutions of one point in the checkpoint: the same with a side of 1 behind.
        self.filters = torch.nn.ModuleList(torch.nn.Linear(i, o) for i, o in zip(inputs, widths[1:], strict=True))
        self.norms = torch.nn.ModuleList(PointNorm(of.norm, width) for width in (widths[1:-1] if of.norm in {"batch", "group"} else []))

    def forward(self, features: torch.Tensor, kept: int) -> tuple[torch.Tensor, torch.Tensor]:
        x, middle = features, features
        for layer, linear in enumerate(self.filters):
            x = linear(torch.cat([x, features], dim=-1) if layer in self.again else x)
            if layer < len(self.filters) - 1:
                x = leaky_relu(self.norms[layer](x) if self.norms else x)
            if layer == kept:
                middle = x
        return x, middle


class PointNorm(torch.nn.Module):
    """Of channels that come last. A group norm goes over the points that happen to be asked together too, as the reference's does."""

    def __init__(self, kind: str, channels: int) -> None:
        super().__init__()
        self.norm = torch.nn.BatchNorm1d(channels) if kind == "batch" else torch.nn.GroupNorm(GROUPS, channels)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.norm(x.transpose(1, 2)).transpose(1, 2)


class Occupancy(torch.nn.Module):
    """Features and points [1, n, 3] (x right, y down, z to the viewer) -> how surely each is within the person [1, n, 1]."""

    def __init__(self, sides: Sides) -> None:
        super().__init__()
        self.coarse_mlp, self.fine_mlp = PointMLP(sides.coarse_mlp), PointMLP(sides.fine_mlp)
        self.handed_on, self.depth_scale = sides.handed_on, sides.depth_scale

    def forward(self, coarse: torch.Tensor, fine: torch.Tensor, points: torch.Tensor) -> torch.Tensor:
        place = points[..., :2]
        seen = torch.cat([self._at(coarse, place), points[..., 2:] * self.depth_scale], dim=-1)
        _, handed = self.coarse_mlp(seen, self.handed_on)
        value, _ = self.fine_mlp(torch.cat([self._at(fine, place), handed], dim=-1), -1)
        within = (place.abs() <= 1).to(value.dtype)
        return torch.sigmoid(value) * within[..., :1] * within[..., 1:]

    @staticmethod
    def _at(features: torch.Tensor, place: torch.Tensor) -> torch.Tensor:
        sampled = torch.nn.functional.grid_sample(features, place[:, :, None], align_corners=True)
        return sampled[..., 0].transpose(1, 2)
