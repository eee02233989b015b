"""OpenAI's own layout of CLIP's picture tower, as LDM checkpoints hold it, to transformers'."""

from collections.abc import Mapping

import torch

# ViT-L/14, as transformers names its sides.
VIT_L = {
    "hidden_size": 1024,
    "intermediate_size": 4096,
    "num_hidden_layers": 24,
    "num_attention_heads": 16,
    "image_size": 224,
    "patch_size": 14,
    "hidden_act": "quick_gelu",
}

OUTER = {
    "class_embedding": "vision_model.embeddings.class_embedding",
    "conv1.weight": "vision_model.embeddings.patch_embedding.weight",
    "positional_embedding": "vision_model.embeddings.position_embedding.weight",
    "ln_pre.weight": "vision_model.pre_layrnorm.weight",
    "ln_pre.bias": "vision_model.pre_layrnorm.bias",
    "ln_post.weight": "vision_model.post_layernorm.weight",
    "ln_post.bias": "vision_model.post_layernorm.bias",
}
INNER = {"ln_1": "layer_norm1", "ln_2": "layer_norm2", "mlp.c_fc": "mlp.fc1", "mlp.c_proj": "mlp.fc2", "attn.out_proj": "self_attn.out_proj"}
LAYERS = "transformer.resblocks."


def to_transformers(state: Mapping[str, torch.Tensor], prefix: str) -> dict[str, torch.Tensor]:
    """The state of a CLIPVisionModelWithProjection from the keys of `state` that begin with `prefix`."""
    tower = {name.removeprefix(prefix): values.float() for name, values in state.items() if name.startswith(prefix)}
    # Stored as it is multiplied from the right.
    converted = {"visual_projection.weight": tower.pop("proj").T.contiguous()}
    for name, values in tower.items():
        if not name.startswith(LAYERS):
            converted[OUTER[name]] = values
            continue
        layer, _, rest = name.removeprefix(LAYERS).partition(".")
        target = f"vision_model.encoder.layers.{layer}"
        if rest.startswith("attn.in_proj_"):
            kind = rest.removeprefix("attn.in_proj_")
            for part, piece in zip("qkv", values.chunk(3), strict=True):
                converted[f"{target}.self_attn.{part}_proj.{kind}"] = piece
            continue
        part, _, kind = rest.rpartition(".")
        converted[f"{target}.{INNER[part]}.{kind}"] = values
    return converted
