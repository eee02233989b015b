"""CLIP's attention as one node; its own class spells it out in its own way."""

from typing import Any

import torch
from transformers.models.clip.modeling_clip import CLIPAttention

from .attention import multi_head_attention

Module = Any


def spell_clip_attention(model: Module) -> Module:
    """Replaces every attention within `model`, which it returns."""
    for parent in list(model.modules()):
        for name, child in parent.named_children():
            if isinstance(child, CLIPAttention):
                setattr(parent, name, _Attention(child))
    return model


class _Attention(torch.nn.Module):
    def __init__(self, original: CLIPAttention) -> None:
        super().__init__()
        self.q_proj, self.k_proj, self.v_proj, self.out_proj = original.q_proj, original.k_proj, original.v_proj, original.out_proj
        self.heads = original.num_heads

    def forward(self, hidden_states: torch.Tensor, *_: Any, **__: Any) -> tuple[torch.Tensor, None]:
        q, k, v = self.q_proj(hidden_states), self.k_proj(hidden_states), self.v_proj(hidden_states)
        return self.out_proj(multi_head_attention(q, k, v, self.heads)), None
