#!/bin/sh
# Puts onnxruntime's CUDA part beside onnxruntime-node in an installed node_modules (first argument): some 250 MB, taken
# from the Python package of the same version, because that one says which CUDA it was built for (13) and was run with
# this server on a GPU. Needs python3 with pip. `fitroom doctor` tells what the system lacks afterwards.
set -eu
cd "$1/onnxruntime-node"
if [ "$(uname -s) $(uname -m)" != 'Linux x86_64' ]; then
  echo "onnxruntime's CUDA part for Node is for Linux on x86-64 alone; this is $(uname -s) $(uname -m)." >&2
  exit 1
fi
version=$(sed -n 's/^ *"version": "\(.*\)".*/\1/p' package.json)
target=bin/napi-v6/linux/x64
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m pip download --quiet --no-deps --no-cache-dir --dest "$work" --only-binary=:all: \
  --python-version 3.12 --platform manylinux_2_28_x86_64 --platform manylinux_2_27_x86_64 "onnxruntime-gpu==$version"
python3 - "$work" "$target" <<'EXTRACT'
import pathlib, shutil, sys, zipfile

work, target = map(pathlib.Path, sys.argv[1:])
with zipfile.ZipFile(next(work.glob("*.whl"))) as wheel:
    for part in ("cuda", "shared"):
        name = f"libonnxruntime_providers_{part}.so"
        # Under another name first: a copy that is cut off must not look whole.
        with wheel.open(f"onnxruntime/capi/{name}") as source, open(target / f"{name}.part", "wb") as copy:
            shutil.copyfileobj(source, copy)
        (target / f"{name}.part").replace(target / name)
EXTRACT
echo "onnxruntime's CUDA part $version is in $1/onnxruntime-node/$target." >&2
