import { type Camera, type DrawnMesh, viewBasis } from './camera.ts';

/** Metres above the floor below which a body throws its contact shadow. */
const CONTACT_HEIGHT = 0.1;
const CELL = 0.02;
/** Metres that the shadow reaches beyond what stands on the floor. */
const SOFTNESS = 0.1;
const STRENGTH = 0.3;
const BLUR_PASSES = 3;

/**
 * Makes the function that says how much light reaches the floor seen at a pixel, 1 where it is not
 * the floor or not in shadow: the soft dark under a pair of feet that makes a body stand.
 *
 * @param width of the picture, pixels.
 */
export function createFloorShadow(
  meshes: readonly DrawnMesh[],
  camera: Camera,
  width: number,
  height: number,
): (x: number, y: number) => number {
  const floor = lowestPoint(meshes);
  const print = footprint(meshes, floor);
  if (print === null || camera.projection.kind !== 'perspective') return () => 1;
  const { right, up, forward } = viewBasis(camera);
  const [ex, ey, ez] = camera.eye;
  const step = (2 * Math.tan(camera.projection.fovY / 2)) / height;
  return (x, y) => {
    const across = (x + 0.5 - width / 2) * step;
    const upward = (height / 2 - y - 0.5) * step;
    const dy = forward[1] + across * right[1] + upward * up[1];
    if (dy >= 0) return 1;
    const t = (floor - ey) / dy;
    const px = ex + t * (forward[0] + across * right[0] + upward * up[0]);
    const pz = ez + t * (forward[2] + across * right[2] + upward * up[2]);
    return 1 - STRENGTH * print.at(px, pz);
  };
}

function lowestPoint(meshes: readonly DrawnMesh[]): number {
  let lowest = Number.POSITIVE_INFINITY;
  for (const { positions } of meshes) {
    for (let i = 1; i < positions.length; i += 3) lowest = Math.min(lowest, positions[i]!);
  }
  return lowest;
}

/** Blurred occupancy of the floor, 0..1; null when nothing stands on it. */
function footprint(
  meshes: readonly DrawnMesh[],
  floor: number,
): { at(x: number, z: number): number } | null {
  const points: number[] = [];
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let back = Number.POSITIVE_INFINITY;
  let front = Number.NEGATIVE_INFINITY;
  for (const { positions } of meshes) {
    for (let i = 0; i < positions.length; i += 3) {
      if (positions[i + 1]! > floor + CONTACT_HEIGHT) continue;
      const x = positions[i]!;
      const z = positions[i + 2]!;
      points.push(x, z);
      left = Math.min(left, x);
      right = Math.max(right, x);
      back = Math.min(back, z);
      front = Math.max(front, z);
    }
  }
  if (points.length === 0) return null;
  const margin = 2 * SOFTNESS;
  const columns = Math.ceil((right - left + 2 * margin) / CELL) + 1;
  const rows = Math.ceil((front - back + 2 * margin) / CELL) + 1;
  let grid = new Float32Array(columns * rows);
  for (let i = 0; i < points.length; i += 2) {
    const column = Math.round((points[i]! - left + margin) / CELL);
    const row = Math.round((points[i + 1]! - back + margin) / CELL);
    grid[row * columns + column] = 1;
  }
  for (let pass = 0; pass < BLUR_PASSES; pass += 1) grid = blur(grid, columns, rows);
  return {
    at(x, z) {
      const column = (x - left + margin) / CELL;
      const row = (z - back + margin) / CELL;
      if (!(column >= 0 && row >= 0 && column < columns - 1 && row < rows - 1)) return 0;
      const i = (row | 0) * columns + (column | 0);
      const fx = column - (column | 0);
      const fz = row - (row | 0);
      const near = grid[i]! * (1 - fx) + grid[i + 1]! * fx;
      const far = grid[i + columns]! * (1 - fx) + grid[i + columns + 1]! * fx;
      return near * (1 - fz) + far * fz;
    },
  };
}

/** Mean over a square; outside counts as empty. */
function blur(grid: Float32Array, columns: number, rows: number): Float32Array<ArrayBuffer> {
  const radius = Math.round(SOFTNESS / CELL / 2);
  const out = new Float32Array(grid.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let sum = 0;
      for (let r = Math.max(0, row - radius); r <= Math.min(rows - 1, row + radius); r += 1) {
        const [from, to] = [Math.max(0, column - radius), Math.min(columns - 1, column + radius)];
        for (let c = from; c <= to; c += 1) sum += grid[r * columns + c]!;
      }
      out[row * columns + column] = sum / (2 * radius + 1) ** 2;
    }
  }
  return out;
}
