import type { SymmetryAxis } from '../outline/symmetry-axis.ts';

/** Turning angles are measured with arms of these lengths, as shares of the garment's height. */
const TURN_ARMS = [0.022, 0.05] as const;

/**
 * An outline seen along its symmetry axis: u to the image's right of the axis, v down along it,
 * both in pixels, v = 0 at the highest point.
 */
export interface GarmentFrame {
  readonly count: number;
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** v of the lowest point. */
  readonly height: number;
  /** Turn of the walk at each point, radians, positive where the garment is convex: fine and coarse. */
  readonly turns: readonly [Float64Array, Float64Array];
  /** Axis and shift, to go back to the image. */
  readonly axis: SymmetryAxis;
  readonly vTop: number;
}

function turnsOf(u: Float64Array, v: Float64Array, arm: number): Float64Array {
  const n = u.length;
  const result = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const a = (i - arm + n) % n;
    const b = (i + arm) % n;
    const inU = u[i]! - u[a]!;
    const inV = v[i]! - v[a]!;
    const outU = u[b]! - u[i]!;
    const outV = v[b]! - v[i]!;
    result[i] = Math.atan2(inU * outV - inV * outU, inU * outU + inV * outV);
  }
  return result;
}

/** @param outline xy pairs, evenly spaced, clockwise on screen. */
export function frameOutline(outline: Float64Array, axis: SymmetryAxis): GarmentFrame {
  const count = outline.length / 2;
  const u = new Float64Array(count);
  const v = new Float64Array(count);
  const c = Math.cos(axis.tilt);
  const s = Math.sin(axis.tilt);
  let vTop = Infinity;
  let vBottom = -Infinity;
  for (let i = 0; i < count; i++) {
    const x = outline[i * 2]! - axis.x;
    const y = outline[i * 2 + 1]! - axis.y;
    u[i] = x * c + y * s;
    v[i] = y * c - x * s;
    vTop = Math.min(vTop, v[i]!);
    vBottom = Math.max(vBottom, v[i]!);
  }
  for (let i = 0; i < count; i++) v[i]! -= vTop;
  const height = vBottom - vTop;
  const spacing = Math.hypot(u[1]! - u[0]!, v[1]! - v[0]!) || 1;
  const arms = TURN_ARMS.map((share) => Math.max(2, Math.round((share * height) / spacing)));
  return {
    count,
    u,
    v,
    height,
    turns: [turnsOf(u, v, arms[0]!), turnsOf(u, v, arms[1]!)],
    axis,
    vTop,
  };
}

/** Image point of a frame point. */
export function toImage(frame: GarmentFrame, u: number, v: number): readonly [number, number] {
  const c = Math.cos(frame.axis.tilt);
  const s = Math.sin(frame.axis.tilt);
  const down = v + frame.vTop;
  return [frame.axis.x + u * c - down * s, frame.axis.y + u * s + down * c];
}

/** Frame point of an image point. */
export function toFrame(frame: GarmentFrame, x: number, y: number): readonly [number, number] {
  const c = Math.cos(frame.axis.tilt);
  const s = Math.sin(frame.axis.tilt);
  const dx = x - frame.axis.x;
  const dy = y - frame.axis.y;
  return [dx * c + dy * s, dy * c - dx * s - frame.vTop];
}
