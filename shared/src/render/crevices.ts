import type { Camera } from './camera.ts';
import type { VisibilityBuffer } from './visibility.ts';

/** Grid the depth is blurred on: coarse, because the shadow is soft. */
const CELL = 4;
/** Metres: half the width of the blur. */
const REACH = 0.035;
/** Metres behind the blurred surface at which the shadow is full. */
const FULL_DEPTH = 0.05;
const STRENGTH = 0.45;

/**
 * Makes the function that says how much light reaches a seen pixel past its surroundings (1 all of
 * it; less under a sleeve, in a fold, below a hem): depth unsharp masking (Luft, Colditz and Deussen
 * 2006, "Image Enhancement by Unsharp Masking the Depth Buffer"), darkening only.
 */
export function createCreviceShadow(
  buffer: VisibilityBuffer,
  camera: Camera,
): (pixel: number) => number {
  const { width, height } = buffer;
  const depthOf = depthReader(buffer, camera);
  const columns = Math.ceil(width / CELL);
  const rows = Math.ceil(height / CELL);
  const sum = new Float64Array(columns * rows);
  const weight = new Float64Array(columns * rows);
  let pixelsPerMetre = 0;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const x = Math.min(width - 1, column * CELL + (CELL >> 1));
      const y = Math.min(height - 1, row * CELL + (CELL >> 1));
      const pixel = y * width + x;
      if (buffer.mesh[pixel] === 0) continue;
      const depth = depthOf(pixel);
      sum[row * columns + column] = depth;
      weight[row * columns + column] = 1;
      pixelsPerMetre = Math.max(pixelsPerMetre, scaleAt(camera, height, depth));
    }
  }
  const radius = Math.max(1, Math.round((REACH * pixelsPerMetre) / CELL));
  for (let pass = 0; pass < 2; pass += 1) {
    boxBlur(sum, columns, rows, radius);
    boxBlur(weight, columns, rows, radius);
  }
  const mean = sum.map((value, i) => (weight[i]! > 0 ? value / weight[i]! : 0));
  return (pixel) => {
    // Between the cells' centres, so that no grid shows in the shadow.
    const x = Math.max(0, ((pixel % width) - CELL / 2) / CELL);
    const y = Math.max(0, (((pixel / width) | 0) - CELL / 2) / CELL);
    const i = (y | 0) * columns + (x | 0);
    const right = x + 1 < columns && weight[i + 1]! > 0 ? 1 : 0;
    const below = y + 1 < rows && weight[i + columns]! > 0 ? columns : 0;
    if (weight[i]! <= 0 || weight[i + right + below]! <= 0) return 1;
    // Not `% 1`, which calls a library for each pixel.
    const fx = x - (x | 0);
    const fy = y - (y | 0);
    const around =
      (mean[i]! * (1 - fx) + mean[i + right]! * fx) * (1 - fy) +
      (mean[i + below]! * (1 - fx) + mean[i + below + right]! * fx) * fy;
    const behind = depthOf(pixel) - around;
    return behind > 0 ? 1 - STRENGTH * Math.min(1, behind / FULL_DEPTH) : 1;
  };
}

function depthReader(buffer: VisibilityBuffer, camera: Camera): (pixel: number) => number {
  return camera.projection.kind === 'perspective'
    ? (pixel) => 1 / buffer.nearness[pixel]!
    : (pixel) => -buffer.nearness[pixel]!;
}

function scaleAt({ projection }: Camera, height: number, depth: number): number {
  return projection.kind === 'perspective'
    ? height / (2 * Math.tan(projection.fovY / 2) * depth)
    : height / projection.height;
}

/** Running-sum box filter, both directions, in place; outside counts as zero. */
function boxBlur(values: Float64Array, columns: number, rows: number, radius: number): void {
  const line = new Float64Array(Math.max(columns, rows));
  const sweep = (start: number, step: number, count: number) => {
    for (let i = 0; i < count; i += 1) line[i] = values[start + i * step]!;
    let running = 0;
    for (let i = 0; i < Math.min(radius, count); i += 1) running += line[i]!;
    for (let i = 0; i < count; i += 1) {
      if (i + radius < count) running += line[i + radius]!;
      values[start + i * step] = running / (2 * radius + 1);
      if (i - radius >= 0) running -= line[i - radius]!;
    }
  };
  for (let row = 0; row < rows; row += 1) sweep(row * columns, 1, columns);
  for (let column = 0; column < columns; column += 1) sweep(column, columns, rows);
}
