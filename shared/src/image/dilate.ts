/**
 * Sets every pixel within `radius` pixels of a set one.
 *
 * Rows between a pixel and the nearest set one of its column give the half width that it covers of its
 * own row; summed up along the row, that is the whole disc, at a cost that no radius raises.
 */
export function dilate(
  mask: Uint8Array,
  width: number,
  height: number,
  radius: number,
): Uint8Array {
  return grow(mask, 1, width, height, radius);
}

/** Clears every pixel within `radius` pixels of a clear one; the image's border does not erode. */
export function erode(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const grown = grow(mask, 0, width, height, radius);
  for (let i = 0; i < grown.length; i++) grown[i] = grown[i] ? 0 : 1;
  return grown;
}

/** 1 within `radius` of a pixel that is set (`wanted` 1) or clear (`wanted` 0). */
function grow(
  mask: Uint8Array,
  wanted: 0 | 1,
  width: number,
  height: number,
  radius: number,
): Uint8Array {
  const halves = halfWidths(radius);
  const rows = rowsAway(mask, wanted, width, height, halves.length);
  const result = new Uint8Array(width * height);
  const starts = new Int32Array(width + 1);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    starts.fill(0);
    let any = false;
    for (let x = 0; x < width; x++) {
      const away = rows[row + x]!;
      if (away >= halves.length) continue;
      any = true;
      const half = halves[away]!;
      starts[x > half ? x - half : 0]!++;
      const end = x + half + 1;
      if (end < width) starts[end]!--;
    }
    if (!any) continue;
    let covers = 0;
    for (let x = 0; x < width; x++) {
      covers += starts[x]!;
      result[row + x] = covers > 0 ? 1 : 0;
    }
  }
  return result;
}

/** By rows away from its centre, how far a disc reaches to either side, whole pixels. */
function halfWidths(radius: number): Int32Array {
  const limit = radius * radius;
  const halves: number[] = [];
  for (let away = 0; away * away <= limit; away++) {
    let half = Math.floor(Math.sqrt(limit - away * away));
    while ((half + 1) * (half + 1) + away * away <= limit) half++;
    while (half * half + away * away > limit) half--;
    halves.push(half);
  }
  return Int32Array.from(halves);
}

/** Rows to the nearest wanted pixel of the same column, at most `far`. */
function rowsAway(
  mask: Uint8Array,
  wanted: 0 | 1,
  width: number,
  height: number,
  far: number,
): Uint16Array {
  const rows = new Uint16Array(width * height);
  for (let i = 0; i < rows.length; i++) {
    const isWanted = (mask[i] ? 1 : 0) === wanted;
    rows[i] = isWanted ? 0 : i < width ? far : Math.min(far, rows[i - width]! + 1);
  }
  for (let i = rows.length - width - 1; i >= 0; i--) {
    const below = rows[i + width]! + 1;
    if (below < rows[i]!) rows[i] = below;
  }
  return rows;
}
