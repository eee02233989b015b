"""Exports generator models to ONNX folders that `fitroom models pull` takes: see ../README.md."""

EXPORTER = "models/export 1"
