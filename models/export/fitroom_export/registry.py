"""Which module exports which model of generator-models.json."""

from importlib import import_module

from .model_to_export import ModelToExport
from .weights import Weights

# A further model is one line here and a module with `describe(weights) -> ModelToExport`, or another function named after a colon.
EXPORTERS = {
    "zero123plus-views": "zero123plus_views",
    "shap-e": "shap_e",
    "instantmesh-base": "instantmesh:describe_base",
    "instantmesh-large": "instantmesh:describe_large",
    "triposr": "triposr",
    "zero123-views": "zero123_views",
    "pifuhd": "pifuhd",
}


def describe(name: str, weights: Weights) -> ModelToExport:
    """Imported when asked for, so that one model's packages are not needed for another."""
    module, _, function = EXPORTERS[name].partition(":")
    return getattr(import_module(f".{module}", __package__), function or "describe")(weights)
