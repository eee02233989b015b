"""Attention as one node of ONNX Runtime, or spelt out for runtimes that lack it."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch

_fused = True


@contextmanager
def fused_attention(fused: bool) -> Iterator[None]:
    """How `multi_head_attention` is exported within."""
    global _fused
    before, _fused = _fused, fused
    try:
        yield
    finally:
        _fused = before


def multi_head_attention(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int) -> torch.Tensor:
    """softmax(q k' / sqrt(head size)) v by heads.

    query [batch, n, width], key and value [batch, m, width], already projected -> [batch, n, width].
    """
    if _fused and torch.onnx.is_in_onnx_export():
        return _MultiHeadAttention.apply(query, key, value, heads)
    return _spelt_out(query, key, value, heads)


def _spelt_out(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int) -> torch.Tensor:
    width = value.shape[-1]

    def split(x: torch.Tensor) -> torch.Tensor:
        return x.reshape(x.shape[0], -1, heads, x.shape[-1] // heads).transpose(1, 2)

    scale = 1 / math.sqrt(query.shape[-1] // heads)
    scores = torch.matmul(split(query) * scale, split(key).transpose(2, 3))
    mixed = torch.matmul(scores.softmax(dim=-1), split(value))
    return mixed.transpose(1, 2).reshape(query.shape[0], -1, width)


class _MultiHeadAttention(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, heads: int) -> torch.Tensor:
        # Tracing needs the shape alone; the scores of a full-size graph would not fit in memory.
        return torch.zeros(*query.shape[:-1], value.shape[-1], dtype=query.dtype)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        node = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads)
        return node.setType(query.type()) if query.type() else node
