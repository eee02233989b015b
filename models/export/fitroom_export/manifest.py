"""Writes model.json, the manifest that shared/src/schemas/generator-model.ts describes."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from . import EXPORTER

CATALOGUE = Path(__file__).resolve().parents[2] / "generator-models.json"


def catalogue_entry(name: str) -> Mapping:
    """What generator-models.json says of a model."""
    models = json.loads(CATALOGUE.read_text())["models"]
    return next(model for model in models if model["name"] == name)


def write_manifest(
    folder: Path, name: str, graphs: Sequence[Mapping], files: Sequence[str], sources: Sequence[Mapping], opset: int, precision: str
) -> None:
    """Last of all, so that a folder with a manifest is whole."""
    entry = catalogue_entry(name)
    manifest = {
        "schema": 1,
        "name": name,
        "licence": entry["licence"],
        "commercial_use": entry["commercial_use"],
        "exported": {"by": EXPORTER, "opset": opset, "precision": precision, "sources": list(sources)},
        "graphs": list(graphs),
        "files": [_file(folder, path) for path in files],
    }
    (folder / "model.json").write_text(json.dumps(manifest, indent=2) + "\n")


def _file(folder: Path, path: str) -> dict[str, object]:
    with (folder / path).open("rb") as file:
        return {"path": path, "bytes": (folder / path).stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
