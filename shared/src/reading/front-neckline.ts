import type { GrayImage, RgbaImage } from '../image/image.ts';
import { type GarmentFrame, toImage } from '../landmarks/garment-frame.ts';

/** Rays of half a neckline, from the neck point to the axis, and radii along each. */
const RAYS = 24;
const RADII = 72;
/** Radii searched, in half neck widths: deep V-necks end near the largest. */
const LEAST_RADIUS = 0.2;
const MOST_RADIUS = 2.6;
/** Depth of a plain round front neckline, in half neck widths (.42 of the width, measured on shop photos). */
const DEFAULT_DEPTH = 0.84;
/** From one ray to the next the radius changes by at most this many steps. */
const MOST_STEP = 2;
/** Pull towards the plain neckline, so that faint folds do not win. */
const PRIOR_COST = 0.9;
/** A front lies at least this far below the neck points at its middle, in half neck widths. */
const LEAST_DEPTH = 0.38;
/** A neckline is seen when the colour steps on it, levels, and by so much more than elsewhere. */
const LEAST_STEP = 7;
const LEAST_CONTRAST = 1.7;
/** The front's neckline keeps this far below the garment's upper edge, pixels. */
const EDGE_MARGIN = 2;
/** A neck edge that itself sinks this deep is the front's own where nothing is seen below it. */
const SCOOPED = 0.5;

/** Polar view of the front below a neck: rays from the neck's middle, half of them each side. */
interface Fan {
  /** Middle between the neck points, frame coordinates, and half their distance. */
  readonly u: number;
  readonly v: number;
  readonly half: number;
}

function radiusAt(step: number): number {
  return LEAST_RADIUS * (MOST_RADIUS / LEAST_RADIUS) ** (step / (RADII - 1));
}

/** Radius of the plain neckline on a ray: half an ellipse. */
function plainRadius(angle: number): number {
  const across = Math.cos(angle);
  const down = Math.sin(angle) / DEFAULT_DEPTH;
  return 1 / Math.hypot(across, down);
}

/** Image pixel of a ray point; angle 0 points to the wearer's left neck point, pi to the right one. */
function pixelAt(frame: GarmentFrame, fan: Fan, angle: number, radius: number): [number, number] {
  const [x, y] = toImage(
    frame,
    fan.u + Math.cos(angle) * radius * fan.half,
    fan.v + Math.sin(angle) * radius * fan.half,
  );
  return [Math.floor(x), Math.floor(y)];
}

/** Mean colour of a 3 x 3 patch, or false when it is not all garment. */
function patch(
  image: RgbaImage,
  matte: GrayImage,
  [x, y]: [number, number],
  into: Float64Array,
): boolean {
  into.fill(0);
  if (x < 1 || y < 1 || x >= image.width - 1 || y >= image.height - 1) return false;
  for (let dy = -1; dy <= 1; dy++) {
    for (let dx = -1; dx <= 1; dx++) {
      const i = (y + dy) * image.width + x + dx;
      if (matte.data[i]! < 128) return false;
      for (let c = 0; c < 3; c++) into[c]! += image.data[i * 4 + c]! / 9;
    }
  }
  return true;
}

const inner = new Float64Array(3);
const outer = new Float64Array(3);

/** Colour step across a neckline at one place of the fan, levels; -1 off the garment. */
function stepAt(
  image: RgbaImage,
  matte: GrayImage,
  frame: GarmentFrame,
  fan: Fan,
  angle: number,
  radius: number,
): number {
  const reach = Math.max(2.5 / fan.half, 0.035);
  if (!patch(image, matte, pixelAt(frame, fan, angle, radius - reach), inner)) return -1;
  if (!patch(image, matte, pixelAt(frame, fan, angle, radius + reach), outer)) return -1;
  return Math.max(
    Math.abs(inner[0]! - outer[0]!),
    Math.abs(inner[1]! - outer[1]!),
    Math.abs(inner[2]! - outer[2]!),
  );
}

/** The best symmetric neckline: a radius step by ray, from beside the neck point to the axis. */
function bestPath(costs: Float64Array, start: number): Int32Array {
  let sums = new Float64Array(RADII).fill(Infinity);
  for (let r = 0; r < RADII; r++) {
    if (Math.abs(r - start) <= MOST_STEP) sums[r] = costs[r]!;
  }
  const back = new Int32Array(RAYS * RADII);
  for (let ray = 1; ray < RAYS; ray++) {
    const next = new Float64Array(RADII).fill(Infinity);
    for (let r = 0; r < RADII; r++) {
      for (let d = -MOST_STEP; d <= MOST_STEP; d++) {
        const from = r + d;
        if (from < 0 || from >= RADII) continue;
        const total = sums[from]! + 0.03 * d * d;
        if (total < next[r]!) {
          next[r] = total;
          back[ray * RADII + r] = from;
        }
      }
      next[r]! += costs[ray * RADII + r]!;
    }
    sums = next;
  }
  let r = 0;
  for (let k = 1; k < RADII; k++) if (sums[k]! < sums[r]!) r = k;
  const path = new Int32Array(RAYS);
  for (let ray = RAYS - 1; ray >= 0; ray--) {
    path[ray] = r;
    r = back[ray * RADII + r]!;
  }
  return path;
}

/**
 * Finds the front's neckline below the neck points: the symmetric line, in a fan of rays from the
 * neck's middle, on which colours step most (dynamic programming); a plain round one where the
 * photo shows none.
 *
 * @param right Outline frame coordinates (u, v) of the wearer's right neck point; `left` likewise.
 * @param collar A collar lies round the neck: its own edges are no neckline, the plain one is kept.
 * @returns xy pairs in image pixels from the right neck point to the left one; null where the
 *   garment's own edge must be the front's.
 */
export function findFrontNeckline(
  image: RgbaImage,
  matte: GrayImage,
  frame: GarmentFrame,
  right: readonly [number, number],
  left: readonly [number, number],
  collar: boolean,
): Float64Array | null {
  const fan: Fan = {
    u: (right[0] + left[0]) / 2,
    v: (right[1] + left[1]) / 2,
    half: Math.max(4, (left[0] - right[0]) / 2),
  };
  const steps = new Float64Array(RAYS * RADII);
  const seen: number[] = [];
  /** Smallest radius on the garment by ray. */
  const edge = new Float64Array(RAYS);
  for (let ray = 0; ray < RAYS; ray++) {
    const angle = ((ray + 1) / RAYS) * (Math.PI / 2);
    let seenOnRay = 0;
    for (let r = 0; r < RADII; r++) {
      const a = stepAt(image, matte, frame, fan, angle, radiusAt(r));
      const b = stepAt(image, matte, frame, fan, Math.PI - angle, radiusAt(r));
      const step = a < 0 || b < 0 ? -1 : Math.min(a, b) * 0.6 + Math.max(a, b) * 0.4;
      steps[ray * RADII + r] = step;
      if (step >= 0) {
        seen.push(step);
        seenOnRay++;
      } else if (seenOnRay === 0) edge[ray] = radiusAt(r);
    }
  }
  if (seen.length < RAYS * 8) return null;
  seen.sort((a, b) => a - b);
  const median = seen[Math.floor(seen.length / 2)]!;
  const strong = Math.max(LEAST_STEP, seen[Math.floor(seen.length * 0.93)]!);
  const costs = new Float64Array(RAYS * RADII);
  for (let ray = 0; ray < RAYS; ray++) {
    const angle = ((ray + 1) / RAYS) * (Math.PI / 2);
    const plain = plainRadius(angle);
    const least = Math.max(LEAST_DEPTH * Math.sin(angle), edge[ray]! * 1.05);
    for (let r = 0; r < RADII; r++) {
      const step = steps[ray * RADII + r]!;
      const away = Math.abs(Math.log(radiusAt(r) / plain));
      costs[ray * RADII + r] =
        step < 0 || radiusAt(r) < least || radiusAt(r) * Math.cos(angle) > 1
          ? 3
          : 1 - Math.min(1, step / strong) + PRIOR_COST * away * away;
    }
  }
  const start = Math.round(
    ((RADII - 1) * Math.log(1 / LEAST_RADIUS)) / Math.log(MOST_RADIUS / LEAST_RADIUS),
  );
  const path = bestPath(costs, start);
  let mean = 0;
  for (let ray = 4; ray < RAYS; ray++) {
    mean += Math.max(0, steps[ray * RADII + path[ray]!]!) / (RAYS - 4);
  }
  const found = !collar && mean > LEAST_STEP && mean > LEAST_CONTRAST * Math.max(1, median);
  if (!found && edge[RAYS - 1]! > SCOOPED) return null;
  const radii: number[] = [];
  for (let ray = 0; ray < RAYS; ray++) {
    const wanted = found ? radiusAt(path[ray]!) : plainRadius(((ray + 1) / RAYS) * (Math.PI / 2));
    // A ray that misses the garment up to the shoulder says nothing about the neck.
    const inside = edge[ray]! < 1 ? edge[ray]! + 0.03 : 0;
    const widest = 1 / Math.max(0.01, Math.cos(((ray + 1) / RAYS) * (Math.PI / 2)));
    radii.push(Math.min(widest, Math.max(wanted, inside)));
  }
  return necklinePoints(matte, frame, fan, radii, right, left);
}

function necklinePoints(
  matte: GrayImage,
  frame: GarmentFrame,
  fan: Fan,
  radii: readonly number[],
  right: readonly [number, number],
  left: readonly [number, number],
): Float64Array {
  // Half a step's noise in radius would show as teeth.
  const smooth = radii.map((_, i) => {
    if (i === 0) return (1 + radii[0]! + radii[1]!) / 3;
    let sum = 0;
    let weight = 0;
    for (let k = -2; k <= 2; k++) {
      const j = i + k < 0 ? 0 : i + k >= RAYS ? 2 * RAYS - 2 - i - k : i + k;
      const w = 3 - Math.abs(k);
      sum += w * radii[j]!;
      weight += w;
    }
    return sum / weight;
  });
  const points: number[] = [];
  const push = (angle: number, radius: number): void => {
    const u = fan.u + Math.cos(angle) * radius * fan.half;
    let v = fan.v + Math.sin(angle) * radius * fan.half;
    // The front's edge lies on the garment: below the back's where both are seen.
    const lowest = v + 0.6 * fan.half;
    while (v < lowest && !inside(u, v - EDGE_MARGIN)) v += 1;
    points.push(...toImage(frame, u, v));
  };
  const inside = (u: number, v: number): boolean => {
    const [x, y] = toImage(frame, u, v);
    const px = Math.floor(x);
    const py = Math.floor(y);
    if (px < 0 || py < 0 || px >= matte.width || py >= matte.height) return false;
    return matte.data[py * matte.width + px]! >= 128;
  };
  points.push(...toImage(frame, right[0], right[1]));
  for (let ray = 0; ray < RAYS; ray++) {
    push(Math.PI - ((ray + 1) / RAYS) * (Math.PI / 2), smooth[ray]!);
  }
  for (let ray = RAYS - 2; ray >= 0; ray--) {
    push(((ray + 1) / RAYS) * (Math.PI / 2), smooth[ray]!);
  }
  points.push(...toImage(frame, left[0], left[1]));
  return Float64Array.from(points);
}
