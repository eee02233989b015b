"""Which module exports which model of generator-models.json."""

from importlib import import_module

from .model_to_export import ModelToExport
from .weights import Weights

# A further model is one line here and a module with `describe(weights) -> ModelToExport`.
EXPORTERS = {
    "zero123plus-views": "zero123plus_views",
    "shap-e": "shap_e",
}


def describe(name: str, weights: Weights) -> ModelToExport:
    """Imported when asked for, so that one model's packages are not needed for another."""
    return import_module(f".{EXPORTERS[name]}", __package__).describe(weights)
