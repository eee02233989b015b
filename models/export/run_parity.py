"""Runs the reference code beside ours and prints what differs: see parity/README.md."""

import argparse
import sys
import tempfile
from pathlib import Path

import torch

from parity import (
    flexicubes,
    instant_mesh_networks,
    instant_mesh_tail,
    pifuhd,
    points_and_cameras,
    shap_e,
    tripo_sr,
    zero123_networks,
    zero123plus_networks,
    zero123plus_views,
)
from parity.comparison import Context

COMPARISONS = {
    "flexicubes": flexicubes.run,
    "points-and-cameras": points_and_cameras.run,
    "instant-mesh-tail": instant_mesh_tail.run,
    "instant-mesh-networks": instant_mesh_networks.run,
    "tripo-sr": tripo_sr.run,
    "zero123plus-views": zero123plus_views.run,
    "zero123plus-networks": zero123plus_networks.run,
    "shap-e": shap_e.run,
    "zero123-networks": zero123_networks.run,
    "pifuhd": pifuhd.run,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=f"of: {', '.join(COMPARISONS)}; all without any")
    parser.add_argument("--references", type=Path, required=True, help="folder of the cloned reference repositories")
    parser.add_argument("--node", default="node", help="Node 24 (default: the one on PATH)")
    parser.add_argument("--write-fixtures", action="store_true", help="rewrite shared/test/fixtures")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in COMPARISONS]
    if unknown:
        parser.error(f"unknown comparison: {', '.join(unknown)}. There are: {', '.join(COMPARISONS)}.")
    # Both sides get one thread; the reference would otherwise take every core.
    torch.set_num_threads(1)
    rows = []
    with tempfile.TemporaryDirectory(prefix="fitroom-parity-") as work:
        for name in options.names or COMPARISONS:
            # Files of one comparison are no other's.
            own = Path(work) / name
            own.mkdir()
            rows += COMPARISONS[name](Context(options.references, own, options.node, options.write_fixtures))
    rows.sort(key=lambda row: row.passed)
    print("| stage | expected | measured | |\n| --- | --- | --- | --- |")
    for row in rows:
        print(f"| {row.stage} | {row.expected} | {row.measured} | {'ok' if row.passed else 'FAILED'} |")
    return 0 if all(row.passed for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
