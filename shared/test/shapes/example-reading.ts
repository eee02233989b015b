import type {
  ArcKind,
  GarmentReading,
  OutlineArc,
  Side,
} from '../../src/reading/garment-reading.ts';
import { BOTTOMS } from './drawings/bottoms.ts';
import type { Drawing, HalfRun } from './drawings/drawing.ts';
import { DRESSES } from './drawings/dresses.ts';
import { ONE_PIECES } from './drawings/one-pieces.ts';
import { TOPS } from './drawings/tops.ts';

const DRAWINGS = { ...TOPS, ...DRESSES, ...BOTTOMS, ...ONE_PIECES };
export type ExampleGarment = keyof typeof DRAWINGS;
export const EXAMPLE_GARMENTS = Object.keys(DRAWINGS) as ExampleGarment[];

const PIXELS_PER_CM = 6.5;
const WIDTH = 768;
const HEIGHT = 1024;
const POINT_SPACING = 3;

interface DrawnRun {
  readonly kind: ArcKind;
  readonly side: Side;
  readonly points: (readonly [number, number])[];
}

/** A hand-drawn garment as the photo's reading would give it, symmetric, upright, with its matte. */
export function exampleReading(garment: ExampleGarment): GarmentReading {
  const drawing: Drawing = DRAWINGS[garment];
  let runs = mirrorRuns(drawing.half);
  if (garment === 'one-shoulder') runs = bareRightShoulder(runs);
  const toPixels = ([x, y]: readonly [number, number]): readonly [number, number] => [
    WIDTH / 2 + x * PIXELS_PER_CM,
    60 - y * PIXELS_PER_CM,
  ];
  const outline: number[] = [];
  const arcs: OutlineArc[] = [];
  for (const run of runs) {
    const from = outline.length / 2;
    const dense = densify(run.points.map(toPixels));
    for (const [x, y] of dense.slice(0, -1)) outline.push(x, y);
    arcs.push({ kind: run.kind, side: run.side, from, to: outline.length / 2 });
  }
  const count = outline.length / 2;
  const closed = arcs.map((arc) => ({ ...arc, to: arc.to % count }));
  const points = Float64Array.from(outline);
  const neckline = drawing.neckline;
  return {
    width: WIDTH,
    height: HEIGHT,
    matte: { width: WIDTH, height: HEIGHT, data: fillPolygon(points) },
    outline: points,
    arcs: closed,
    frontNeckline: neckline
      ? Float64Array.from(
          densify(
            [...neckline.map(([x, y]) => [-x, y] as const), ...neckline.slice(0, -1).reverse()].map(
              toPixels,
            ),
          ).flat(),
        )
      : null,
    axis: { x: WIDTH / 2, y: HEIGHT / 2, tilt: 0, score: 1 },
    landmarks: [],
    category: { value: drawing.category, source: 'given', confidence: 1 },
    upper: drawing.upper,
    hooded: false,
    frontWaist: null,
    frontHem: null,
    frontOpening: null,
    presentation: { value: 'flat', confidence: 1 },
    notices: [],
  };
}

/** Completes the left half by its mirror image, starting with the right half of the top edge. */
function mirrorRuns(half: readonly HalfRun[]): DrawnRun[] {
  const flip = (points: readonly (readonly [number, number])[]) =>
    points.map(([x, y]) => [-x, y] as const).reverse();
  const first = half[0]!;
  const last = half.at(-1)!;
  const middle = half.slice(1, -1);
  const legged = last.kind === 'inseam';
  const runs: DrawnRun[] = [
    {
      kind: first.kind,
      side: 'centre',
      points: [...flip(first.points), ...first.points.slice(1)],
    },
    ...middle.map((run) => ({ kind: run.kind, side: 'left' as Side, points: [...run.points] })),
  ];
  if (legged) {
    runs.push({ kind: last.kind, side: 'left', points: [...last.points] });
    runs.push({ kind: last.kind, side: 'right', points: flip(last.points) });
  } else {
    runs.push({
      kind: last.kind,
      side: 'centre',
      points: [...last.points, ...flip(last.points).slice(1)],
    });
  }
  for (const run of [...middle].reverse()) {
    runs.push({ kind: run.kind, side: 'right', points: flip(run.points) });
  }
  return runs;
}

/** Cuts from the left neck point down to the right armpit: neck and right armhole become one edge. */
function bareRightShoulder(runs: readonly DrawnRun[]): DrawnRun[] {
  const armhole = runs.find((run) => run.kind === 'armhole' && run.side === 'right')!;
  const neck = runs.find((run) => run.kind === 'neck')!;
  const slanted: DrawnRun = {
    kind: 'neck',
    side: 'centre',
    points: [armhole.points[0]!, [-8, -18], [0, -12], neck.points.at(-1)!],
  };
  return [
    slanted,
    ...runs.filter(
      (run) =>
        run.kind !== 'neck' &&
        !(run.side === 'right' && (run.kind === 'armhole' || run.kind === 'shoulder')),
    ),
  ];
}

function densify(points: readonly (readonly [number, number])[]): [number, number][] {
  const dense: [number, number][] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [ax, ay] = points[i]!;
    const [bx, by] = points[i + 1]!;
    const steps = Math.max(1, Math.round(Math.hypot(bx - ax, by - ay) / POINT_SPACING));
    for (let s = 0; s < steps; s++) {
      dense.push([ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps]);
    }
  }
  const [x, y] = points.at(-1)!;
  dense.push([x, y]);
  return dense;
}

function fillPolygon(points: Float64Array): Uint8Array {
  const data = new Uint8Array(WIDTH * HEIGHT);
  const count = points.length / 2;
  for (let row = 0; row < HEIGHT; row++) {
    const y = row + 0.5;
    const crossings: number[] = [];
    for (let i = 0, j = count - 1; i < count; j = i++) {
      const yi = points[2 * i + 1]!;
      const yj = points[2 * j + 1]!;
      if (yi > y === yj > y) continue;
      const xi = points[2 * i]!;
      crossings.push(((points[2 * j]! - xi) * (y - yi)) / (yj - yi) + xi);
    }
    crossings.sort((a, b) => a - b);
    for (let k = 0; k + 1 < crossings.length; k += 2) {
      const from = Math.max(0, Math.ceil(crossings[k]! - 0.5));
      const to = Math.min(WIDTH - 1, Math.floor(crossings[k + 1]! - 0.5));
      if (to >= from) data.fill(255, row * WIDTH + from, row * WIDTH + to + 1);
    }
  }
  return data;
}
