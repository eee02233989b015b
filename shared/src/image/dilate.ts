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
  const count = grown.length;
  for (let i = 0; i < count; i++) grown[i] = grown[i] ? 0 : 1;
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
    if (markStarts(rows, y * width, width, halves, starts)) cover(result, y * width, width, starts);
  }
  return result;
}

// Each loop along a row is a function of its own, so that it is compiled once and not in the midst of a picture.

/** Counts where discs begin (+1) and end (-1) along a row. @returns whether any does. */
function markStarts(
  rows: Uint16Array,
  row: number,
  width: number,
  halves: Int32Array,
  starts: Int32Array,
): boolean {
  const far = halves.length;
  starts.fill(0);
  let any = false;
  for (let x = 0; x < width; x++) {
    const away = rows[row + x]!;
    if (away >= far) continue;
    any = true;
    const half = halves[away]!;
    starts[x > half ? x - half : 0]!++;
    const end = x + half + 1;
    if (end < width) starts[end]!--;
  }
  return any;
}

function cover(result: Uint8Array, row: number, width: number, starts: Int32Array): void {
  let covers = 0;
  for (let x = 0; x < width; x++) {
    covers += starts[x]!;
    if (covers > 0) result[row + x] = 1;
  }
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
  for (let x = 0; x < width; x++) rows[x] = (mask[x] ? 1 : 0) === wanted ? 0 : far;
  for (let y = 1; y < height; y++) countDown(rows, y * width, width, mask, wanted, far);
  for (let y = height - 2; y >= 0; y--) countUp(rows, y * width, width);
  return rows;
}

function countDown(
  rows: Uint16Array,
  row: number,
  width: number,
  mask: Uint8Array,
  wanted: 0 | 1,
  far: number,
): void {
  const end = row + width;
  for (let i = row; i < end; i++) {
    if ((mask[i] ? 1 : 0) === wanted) continue;
    const above = rows[i - width]! + 1;
    rows[i] = above < far ? above : far;
  }
}

function countUp(rows: Uint16Array, row: number, width: number): void {
  const end = row + width;
  for (let i = row; i < end; i++) {
    const below = rows[i + width]! + 1;
    if (below < rows[i]!) rows[i] = below;
  }
}
