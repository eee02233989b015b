"""Writes fixtures/preparation.json: what Pillow and numpy make of drawn pictures.

    python3 -m pip install -r requirements-fixtures.txt
    python3 make_preparation_fixtures.py

Small results are kept whole (base64), full-size ones as the SHA-256 of their bytes: the TypeScript is
expected to give the very same bytes. The preparation is that of InstantMesh's command line and of
HF's CLIPImageProcessor, written anew from their description.
"""

import base64
import hashlib
import json
from pathlib import Path

import numpy as np
import PIL
from PIL import Image

from drawn_picture import drawn_rgb, drawn_rgba

FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}
LARGEST_KEPT = 1600


def kept(values: np.ndarray) -> dict:
    raw = np.ascontiguousarray(values).tobytes()
    if len(raw) > LARGEST_KEPT:
        return {"sha256": hashlib.sha256(raw).hexdigest()}
    return {"base64": base64.b64encode(raw).decode()}


def resampled(from_size, to_size, name) -> dict:
    image = Image.fromarray(drawn_rgb(*from_size))
    result = np.asarray(image.resize(to_size, FILTERS[name]))
    return {"from": from_size, "to": to_size, "filter": name, **kept(result)}


def framed(width: int, height: int, ratio=0.85) -> np.ndarray:
    """RGBA, square; the end of a slice is exclusive, so that the last row and column fall away."""
    image = drawn_rgba(width, height)
    rows, columns = np.where(image[..., 3] > 0)
    cut = image[rows.min() : rows.max(), columns.min() : columns.max()]
    longer = max(cut.shape[:2])
    for side in (longer, int(longer / ratio)):
        before = [(side - length) // 2 for length in cut.shape[:2]]
        after = [side - length - b for length, b in zip(cut.shape[:2], before)]
        cut = np.pad(cut, [(b, a) for b, a in zip(before, after)] + [(0, 0)])
    return cut


def composed(width: int, height: int, ground: int) -> Image.Image:
    photo = Image.fromarray(framed(width, height))
    canvas = Image.new("RGB", photo.size, (ground,) * 3)
    canvas.paste(photo, mask=photo.getchannel("A"))
    return canvas


def composition(size, name, ground) -> dict:
    pixels = np.asarray(composed(*size, ground))
    return {"from": size, "ground": name, "side": pixels.shape[0], **kept(pixels)}


MEANS = {"vae": [0.5] * 3, "clip": [0.48145466, 0.4578275, 0.40821073]}
DEVIATIONS = {"vae": [0.8] * 3, "clip": [0.26862954, 0.26130258, 0.27577711]}


def network_input(from_size, side, name) -> dict:
    """Shorter edge to the side, middle cut out, 0..1, normalised, channels first."""
    image = Image.fromarray(drawn_rgb(*from_size))
    shorter = min(from_size)
    size = tuple(side if e == shorter else int(side * e / shorter) for e in from_size)
    pixels = np.asarray(image.resize(size, FILTERS["bilinear" if name == "vae" else "bicubic"]))
    top, left = (pixels.shape[0] - side) // 2, (pixels.shape[1] - side) // 2
    values = (pixels[top : top + side, left : left + side] / 255).astype(np.float32)
    values = (values - np.float32(MEANS[name])) / np.float32(DEVIATIONS[name])
    return {"from": from_size, "side": side, "network": name, **kept(values.transpose(2, 0, 1))}


fixtures = {
    "made_with": {"pillow": PIL.__version__, "numpy": np.__version__},
    "resampled": [
        resampled((41, 37), (13, 11), "bilinear"),
        resampled((41, 37), (13, 11), "bicubic"),
        resampled((13, 11), (29, 23), "bilinear"),
        resampled((13, 11), (29, 23), "bicubic"),
        resampled((40, 9), (40, 31), "bicubic"),
        resampled((90, 3), (5, 17), "bilinear"),
        resampled((1, 1), (4, 3), "bicubic"),
        resampled((1273, 1273), (512, 512), "bilinear"),
        resampled((1273, 1273), (224, 224), "bicubic"),
        resampled((301, 301), (512, 512), "bilinear"),
        resampled((301, 301), (224, 224), "bicubic"),
    ],
    "composed": [
        composition((17, 19), "white", 255),
        composition((19, 16), "gray", 127),
        composition((640, 853), "white", 255),
        composition((641, 480), "gray", 127),
    ],
    "inputs": [
        network_input((33, 33), 9, "vae"),
        network_input((33, 33), 9, "clip"),
        network_input((33, 52), 9, "vae"),
        network_input((52, 33), 9, "clip"),
    ],
}
target = Path(__file__).parent / "fixtures" / "preparation.json"
target.write_text(json.dumps(fixtures, indent=1) + "\n")
print(target, target.stat().st_size, "bytes")
