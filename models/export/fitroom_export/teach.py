"""Training of small networks that tests are to find something in."""

from collections.abc import Callable, Sequence

import torch


def teach(learned: Sequence[torch.nn.Parameter], steps: int, rate: float, loss_of: Callable[[], torch.Tensor]) -> None:
    """Adam with a rate that falls to nothing; the parameters take no gradients before and after."""
    for parameter in learned:
        parameter.requires_grad_(True)
    optimiser = torch.optim.Adam(learned, lr=rate)
    for step in range(steps):
        loss = loss_of()
        for group in optimiser.param_groups:
            group["lr"] = rate * (1 - step / steps)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    for parameter in learned:
        parameter.requires_grad_(False)
