"""PIFuHD as its authors wrote it, with networks of small sides and random weights, and its checkpoint of these."""

import argparse
import contextlib
import io
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import PIL.Image
import torch

from fitroom_export.random_modules import randomise

PICTURE = 64
# The reference's hourglasses are 256 channels wide whatever is asked for; depth, stacks and features are free.
COARSE = {
    "num_stack": 2,
    "hg_depth": 2,
    "hg_dim": 20,
    "hg_down": "ave_pool",
    "norm": "group",
    "mlp_norm": "none",
    "mlp_dim": [21, 48, 40, 32, 16, 1],
    "mlp_res_layers": [2, 3, 4],
    "merge_layer": 2,
    "use_front_normal": True,
    "use_back_normal": True,
    "loadSize": PICTURE,
    "z_size": 200.0 * PICTURE / 512,
}
FINE = {
    **COARSE,
    "num_stack": 1,
    "hg_depth": 3,
    "hg_dim": 8,
    "mlp_dim": [40, 24, 16, 8, 1],
    "mlp_res_layers": [1, 2],
    "merge_layer": -1,
    "loadSize": 2 * PICTURE,
    "loadSizeBig": 2 * PICTURE,
    "train_full_pifu": False,
}
# Channels, halvings and blocks of the normal predictors, which are fixed numbers of the reference too.
NORMALS = (8, 4, 9)
# World to picture: y is down there.
CALIBRATION = torch.diag(torch.tensor([1.0, -1.0, 1.0, 1.0]))[None]


class Reference:
    """The networks of facebookresearch/pifuhd; its renderer and marching cubes are left out."""

    def __init__(self, references: Path) -> None:
        sys.path.insert(0, str(references / "pifuhd"))
        # Its own name for a type that numpy has dropped.
        np.bool = bool  # type: ignore[attr-defined]
        with contextlib.redirect_stdout(io.StringIO()):
            from lib import networks
            from lib.model import HGPIFuMRNet, HGPIFuNetwNML

            nml: ModuleType = sys.modules["lib.model.HGPIFuNetwNML"]
            channels, halvings, blocks = NORMALS
            nml.define_G = lambda *_: networks.define_G(3, 3, channels, "global", halvings, blocks, 1, 3, "instance")
            self.options = argparse.Namespace(**FINE), argparse.Namespace(**COARSE)
            self.net = HGPIFuMRNet(self.options[0], HGPIFuNetwNML(self.options[1], "orthogonal"), "orthogonal").eval()
        randomise(self.net, "pifuhd")
        self.net.requires_grad_(False)

    def look(self, small: torch.Tensor, large: torch.Tensor) -> None:
        self.net.filter_global(small)
        self.net.filter_local(large[:, None])

    def occupancy(self, points: torch.Tensor) -> torch.Tensor:
        """Of points [n, 3] in the picture's axes."""
        world = points * torch.tensor([1.0, -1.0, 1.0])
        self.net.query(world.T[None], CALIBRATION)
        return self.net.get_preds()[0, 0]

    @staticmethod
    def field(resolution: int, occupancy: Any) -> np.ndarray:
        """By its octree, of a function of places [n, 3]; of the picture's axes."""
        from lib.sdf import create_grid, eval_grid_octree

        coords, _ = create_grid(resolution, resolution, resolution)
        return eval_grid_octree(coords, lambda points: occupancy(points.T), num_samples=50000)

    @staticmethod
    def pictures(photo: np.ndarray, square: tuple[int, int, int], side: int, folder: Path) -> tuple[torch.Tensor, torch.Tensor]:
        """Its own reading of a file: 512 px, and `side`. Colours are taken as already multiplied by their transparency."""
        from lib.data.EvalDataset import EvalDataset

        folder.mkdir()
        PIL.Image.fromarray(photo).save(folder / "person.png")
        left, top, length = square
        (folder / "person_rect.txt").write_text(f"{left} {top} {length} {length}\n")
        item = EvalDataset(argparse.Namespace(dataroot=str(folder), loadSize=side))[0]
        return item["img_512"], item["img"]

    def write_checkpoint(self, path: Path) -> None:
        """As of its time: before torch packed checkpoints into archives."""
        fine, coarse = self.options
        held = {"opt": fine, "opt_netG": coarse, "model_state_dict": self.net.state_dict()}
        torch.save(held, path, _use_new_zipfile_serialization=False)
