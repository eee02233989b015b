"""`python -m fitroom_export MODEL --out DIR`: see ../README.md."""

import argparse
import resource
import time
from pathlib import Path

import torch

from .export_model import ExportOptions, export_model
from .registry import EXPORTERS, describe
from .weights import Weights


def main() -> None:
    parser = argparse.ArgumentParser(prog="fitroom_export", description="Writes DIR/MODEL, a folder that `fitroom models pull MODEL` takes.")
    parser.add_argument("model", choices=sorted(EXPORTERS))
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoints", type=Path, metavar="DIR", help="what was downloaded, laid out as README.md says")
    source.add_argument("--random", choices=["tiny", "full"], help="random weights: of small sides for tests, or of the real ones")
    parser.add_argument("--seed", type=int, default=0, help="of random weights")
    parser.add_argument("--precision", choices=["fp32", "fp16"], default="fp32", help="inside the graphs that stand it; borders are fp32")
    parser.add_argument("--external", choices=["auto", "always", "never"], default="auto", help="weights in a file beside the graph (auto: large ones)")
    parser.add_argument("--unfused", action="store_true", help="spell attention out, for runtimes without com.microsoft.MultiHeadAttention")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    weights = Weights(options.random or "checkpoints", options.seed, options.checkpoints)
    started = time.monotonic()

    def log(line: str) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(f"{time.monotonic() - started:7.1f} s  {peak:5.2f} GiB  {line}", flush=True)

    model = describe(options.model, weights)
    export_model(model, weights, options.out / model.name, ExportOptions(options.precision == "fp16", not options.unfused, options.external), log)
    log(f"{options.out / model.name} is whole")


if __name__ == "__main__":
    main()
