"""Pictures that Python and TypeScript draw alike, by whole numbers alone, so that none is committed.

shared/src/views/preparation.test.ts draws the same.
"""

import numpy as np


def drawn_rgb(width: int, height: int) -> np.ndarray:
    """Slopes with sharp specks: smooth parts, and edges that a kernel overshoots at."""
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    slope = x * (3 + 2 * c) + y * (5 - c)
    speck = ((x * 7 + y * 13 + c * 5) % 11 == 0) * 131
    return ((slope + speck) % 256).astype(np.uint8)


def drawn_rgba(width: int, height: int) -> np.ndarray:
    """The same in an ellipse left of and above the middle, whose rim is half transparent."""
    y, x = np.meshgrid(np.arange(height), np.arange(width), indexing="ij")
    across, down = 16 * x - 7 * width, 16 * y - 6 * height
    inside = 36 * width * width * height * height - across**2 * height * height - down**2 * width * width
    alpha = np.clip(inside * 32 // (width * width * height * height), 0, 255).astype(np.uint8)
    return np.dstack([drawn_rgb(width, height), alpha])
