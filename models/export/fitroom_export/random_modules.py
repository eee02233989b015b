"""Random weights for small networks, none of which initialise to what hides a mistake."""

import hashlib

import torch

NORM_SPREAD = 0.2
BIAS_SPREAD = 0.1


def randomise(module: torch.nn.Module, seed: str) -> None:
    """Draws every parameter anew by its name and seed, also what begins as zero or one: norms' scales, biases, gates.

    Weights have variance 1 / fan-in, so that activations stay near one; scales lie round one, biases round zero.
    """
    scales = {
        f"{path}.weight" if path else "weight"
        for path, child in module.named_modules()
        if "Norm" in type(child).__name__
    }
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            generator = torch.Generator().manual_seed(int(hashlib.sha256(f"{seed} {name}".encode()).hexdigest()[:12], 16))
            drawn = torch.randn(parameter.shape, generator=generator)
            if name in scales:
                parameter.copy_(1 + NORM_SPREAD * drawn)
            elif parameter.dim() < 2:
                parameter.copy_(BIAS_SPREAD * drawn)
            else:
                parameter.copy_(drawn / parameter[0].numel() ** 0.5)
