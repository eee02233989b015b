"""What a comparison gets and returns, and the plain files between Python and Node."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[3]
FIXTURES = ROOT / "shared/test/fixtures"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    stage: str
    expected: str
    measured: str
    passed: bool


@dataclass(frozen=True)
class Context:
    """Where things are for one run."""

    references: Path
    work: Path
    node: str
    write_fixtures: bool

    def run_node(self, script: str, *arguments: str) -> str:
        """Runs a script of parity/ in Node and returns what it printed."""
        command = [self.node, str(Path(__file__).parent / script), *arguments]
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT).stdout


def seeded_random(seed: int, count: int) -> np.ndarray:
    """The numbers in [0, 1) of shared/src/math/seeded-random.ts, as float64."""
    mask = 0xFFFFFFFF
    numbers = np.empty(count)
    state = seed & mask
    for n in range(count):
        state = (state + 0x6D2B79F5) & mask
        mixed = ((state ^ (state >> 15)) * (state | 1)) & mask
        mixed ^= (mixed + (((mixed ^ (mixed >> 7)) * (mixed | 61)) & mask)) & mask
        numbers[n] = (mixed ^ (mixed >> 14)) / 4294967296
    return numbers


def write_array(folder: Path, name: str, array: np.ndarray) -> None:
    """Raw little-endian values, no header."""
    np.ascontiguousarray(array).tofile(folder / name)
