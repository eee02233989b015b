/** Beyond any picture, and whole in single precision. */
const FAR = 2 ** 40;

/**
 * Squared distance, in pixels, of every pixel to the nearest set pixel (0 on set pixels).
 * Source: Felzenszwalb and Huttenlocher 2012, "Distance Transforms of Sampled Functions".
 *
 * @param mask Non-zero where set.
 * @returns 2 ** 40 everywhere when nothing is set. Squares of up to 2 ** 24 are exact.
 */
export function squaredDistanceTo(mask: Uint8Array, width: number, height: number): Float32Array {
  const result = new Float32Array(width * height);
  // Columns hold 0 or far, so two sweeps do the first pass.
  for (let x = 0; x < width; x++) result[x] = mask[x] ? 0 : FAR + 1;
  for (let y = 1; y < height; y++) fromAbove(result, y * width, width, mask);
  for (let y = height - 2; y >= 0; y--) fromBelow(result, y * width, width);
  const envelope: Envelope = {
    line: new Float64Array(width),
    apex: new Int32Array(width),
    starts: new Float64Array(width + 1),
  };
  for (let y = 0; y < height; y++) clearRuns(result, y * width, width, envelope);
  return result;
}

// Each loop along a row is a function of its own, so that it is compiled once and not in the midst of a picture.

function fromAbove(result: Float32Array, row: number, width: number, mask: Uint8Array): void {
  const end = row + width;
  for (let i = row; i < end; i++) result[i] = mask[i] ? 0 : result[i - width]! + 1;
}

function fromBelow(result: Float32Array, row: number, width: number): void {
  const end = row + width;
  for (let i = row; i < end; i++) {
    const below = result[i + width]! + 1;
    if (below < result[i]!) result[i] = below;
  }
}

function clearRuns(result: Float32Array, row: number, width: number, envelope: Envelope): void {
  for (let x = 0; x < width; x++) {
    if (result[row + x] === 0) continue;
    // A set pixel at either end of a run of clear ones is nearer than all beyond it.
    const from = Math.max(0, x - 1);
    while (x < width && result[row + x] !== 0) x++;
    alongRow(result, row, from, Math.min(width, x + 1), envelope);
  }
}

/** What a row needs while its lowest parabolas are found. */
interface Envelope {
  readonly line: Float64Array;
  readonly apex: Int32Array;
  readonly starts: Float64Array;
}

/** Turns distances along columns into squared distances, from one pixel of a row up to another. */
function alongRow(
  result: Float32Array,
  row: number,
  from: number,
  to: number,
  { line, apex, starts }: Envelope,
): void {
  for (let x = from; x < to; x++) {
    const d = result[row + x]!;
    line[x] = d >= FAR ? FAR : d * d;
  }
  let top = 0;
  apex[0] = from;
  starts[0] = -FAR;
  starts[1] = FAR;
  for (let x = from + 1; x < to; x++) {
    let cross: number;
    for (;;) {
      const a = apex[top]!;
      cross = (line[x]! + x * x - line[a]! - a * a) / (2 * x - 2 * a);
      if (cross > starts[top]! || top === 0) break;
      top--;
    }
    if (cross <= starts[top]!) {
      apex[top] = x;
    } else {
      top++;
      apex[top] = x;
      starts[top] = cross;
    }
    starts[top + 1] = FAR;
  }
  let k = 0;
  for (let x = from; x < to; x++) {
    while (starts[k + 1]! < x) k++;
    const a = apex[k]!;
    result[row + x] = Math.min(FAR, (x - a) * (x - a) + line[a]!);
  }
}
