"""Where a model's weights come from: checkpoints, or chance."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar

import torch

from .random_modules import randomise

Module = TypeVar("Module", bound=torch.nn.Module)


@dataclass(frozen=True)
class Weights:
    """`tiny` and `full` are random: the first of small sides, the second of the real ones."""

    kind: Literal["checkpoints", "tiny", "full"]
    seed: int = 0
    # Of `checkpoints`: what was downloaded, in the layout that the model's module documents.
    folder: Path | None = None

    def build(self, part: str, make: Callable[[], Module], load: Callable[[Module, Path], None]) -> Module:
        """A network in eval mode.

        `part` names it within the model, so that each gets other random numbers; `make` builds it from its configuration;
        `load` fills it from the folder of checkpoints.
        """
        if self.kind == "full":
            # Values are drawn when the file is written (fill_random_weights.py); these take no memory.
            with _parameters_unwritten():
                module = make()
        else:
            module = make()
            if self.kind == "tiny":
                randomise(module, f"{self.seed} {part}")
            else:
                load(module, self.checkpoint())
        return module.eval().requires_grad_(False)

    def checkpoint(self, *parts: str) -> Path:
        """A file or folder of the checkpoints; says which is missing."""
        if self.folder is None:
            raise SystemExit("--checkpoints DIR or --random tiny|full is needed.")
        path = self.folder.joinpath(*parts)
        if not path.exists():
            raise SystemExit(f"{path} is missing. See README.md for what the folder of checkpoints must hold.")
        return path

    def source(self, repository: str, licence: str, *parts: str) -> dict[str, str]:
        """An entry of `exported.sources`; for random weights one that says so."""
        if self.kind != "checkpoints":
            return {"repository": repository, "licence": licence, "revision": f"random weights, {self.kind}, seed {self.seed}"}
        entry = {"repository": repository, "licence": licence}
        if parts:
            with self.checkpoint(*parts).open("rb") as file:
                entry |= {"file": "/".join(parts), "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
        return entry


def load_state(path: Path) -> dict[str, torch.Tensor]:
    """The tensors of a .safetensors, .bin or .ckpt file; `state_dict` within it where there is one. Runs no pickled code."""
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        return load_file(path)
    state: Any = torch.load(str(path), map_location="cpu", weights_only=True, mmap=True)
    return state.get("state_dict", state)


@contextmanager
def _parameters_unwritten() -> Iterator[None]:
    """Parameters of pages that were never written, which cost nothing; initialising them is skipped."""
    register = torch.nn.Module.register_parameter

    def on_meta(module: torch.nn.Module, name: str, parameter: torch.nn.Parameter | None) -> None:
        register(module, name, parameter)
        if parameter is not None:
            module._parameters[name] = torch.nn.Parameter(parameter.to("meta"), requires_grad=False)

    made: list[torch.nn.Module] = []
    init = torch.nn.Module.__init__

    def remembered(module: torch.nn.Module, *args: Any, **kwargs: Any) -> None:
        init(module, *args, **kwargs)
        made.append(module)

    torch.nn.Module.register_parameter = on_meta
    torch.nn.Module.__init__ = remembered
    try:
        yield
    finally:
        torch.nn.Module.register_parameter = register
        torch.nn.Module.__init__ = init
    for module in made:
        for name, parameter in module._parameters.items():
            if parameter is not None and parameter.is_meta:
                empty = torch.empty(parameter.shape, dtype=parameter.dtype)
                module._parameters[name] = torch.nn.Parameter(empty, requires_grad=False)
