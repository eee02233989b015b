import { beforeAll, describe, expect, it } from 'vitest';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { Avatar } from '../body/avatar.ts';
import { shoulderSeamVertices } from '../drape/seam-vertices.ts';
import { seededRandom } from '../math/seeded-random.ts';
import { loopLength } from '../mesh/boundary-loops.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { easedLength } from '../pattern/authored-ease.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';
import type { ArcKind, GarmentReading, OutlineArc, Side } from '../reading/garment-reading.ts';
import { measureClearance } from '../report/measure-clearance.ts';
import { inflatePattern } from './inflate-pattern.ts';
import { relaxLengths } from './relax-lengths.ts';
import { rigidGarment } from './rigid-garment.ts';

let avatar: Avatar;
beforeAll(async () => {
  avatar = await presetAvatar('regular');
});

type Shape = Parameters<typeof exampleReading>[0];
const patternOf = (shape: Shape) =>
  draftPattern(exampleReading(shape), avatar.record, { ease: 'regular', knownWidthCm: null });

/** Edges of the test garments, metres. */
const EDGE = 0.025;

describe('inflatePattern', () => {
  it('keeps the length round a skirt and gives it the depth asked for', () => {
    const sewn = sewPattern(patternOf('skirt'), EDGE, 1);
    const shape = inflatePattern(sewn, 0.12);
    const flat = Float32Array.from({ length: 3 * sewn.vertexCount }, (_, i) =>
      i % 3 === 2 ? 0 : sewn.flat[2 * Math.floor(i / 3) + (i % 3)]!,
    );
    for (const opening of sewn.openings) {
      const change = loopLength(opening.vertices, shape) / loopLength(opening.vertices, flat) - 1;
      // Chords of the half rounds and the smoothing at seams: 4 to 5 % at this edge length.
      expect(Math.abs(change)).toBeLessThan(0.06);
    }
    let depth = 0;
    for (let i = 2; i < shape.length; i += 3) depth = Math.max(depth, shape[i]!);
    expect(depth).toBeGreaterThan(0.11);
    expect(depth).toBeLessThanOrEqual(0.12);
  });

  it('keeps front before and back behind the seams', () => {
    const sewn = sewPattern(patternOf('tee'), EDGE, 1);
    const shape = inflatePattern(sewn, 0.12);
    for (let v = 0; v < sewn.vertexCount; v++) {
      const z = shape[3 * v + 2]!;
      if (sewn.facings[v] === 1) expect(z).toBeGreaterThanOrEqual(0);
      if (sewn.facings[v] === 2) expect(z).toBeLessThanOrEqual(0);
      if (sewn.seamVertices[v]) expect(Math.abs(z)).toBe(0);
    }
  });
});

it('relaxLengths gives crumpled cloth its flat lengths back (seed 9)', () => {
  const random = seededRandom(9);
  const sewn = sewPattern(patternOf('skirt'), EDGE, 1);
  const shape = inflatePattern(sewn, 0.12);
  const crumpled = shape.map((value) => value + 0.012 * (random() - 0.5));
  const p95 = (positions: Float32Array) => {
    const strains = edgeStrains(sewn, positions);
    return strains[Math.floor(0.95 * strains.length)]!;
  };
  expect(p95(crumpled)).toBeGreaterThan(0.3);
  relaxLengths(crumpled, sewn, 40);
  expect(p95(crumpled)).toBeLessThan(0.03);
});

/** |length / flat length - 1| of every triangle side, rising. */
function edgeStrains(sewn: SewnGarment, positions: Float32Array): number[] {
  const strains: number[] = [];
  sewn.indices.forEach((p, e) => {
    const next = e % 3 === 2 ? e - 2 : e + 1;
    const q = sewn.indices[next]!;
    const flat = easedLength(
      sewn.cornerFlat[2 * next]! - sewn.cornerFlat[2 * e]!,
      sewn.cornerFlat[2 * next + 1]! - sewn.cornerFlat[2 * e + 1]!,
      (sewn.easeAcross[p]! + sewn.easeAcross[q]!) / 2,
      (sewn.easeAlong[p]! + sewn.easeAlong[q]!) / 2,
    );
    const length = Math.hypot(
      ...[0, 1, 2].map((axis) => positions[3 * q + axis]! - positions[3 * p + axis]!),
    );
    strains.push(Math.abs(length / flat - 1));
  });
  return strains.sort((a, b) => a - b);
}

/** A long sleeve with a hood, 8 cm high as it lay, in place of its neckline. */
function hoodedReading(): GarmentReading {
  const reading = exampleReading('long-sleeve');
  const { outline, arcs } = reading;
  const pointAt = (i: number): [number, number] => [outline[2 * i]!, outline[2 * i + 1]!];
  const neck = arcs.find(({ kind }) => kind === 'neck')!;
  const [right, left] = [pointAt(neck.from), pointAt(neck.to)];
  const up = ([x, y]: readonly [number, number]): [number, number] => [x, y - 52];
  const line = (from: readonly number[], to: readonly number[]): number[] =>
    Array.from({ length: 20 }, (_, n) =>
      [0, 1].map((k) => from[k]! + (n / 20) * (to[k]! - from[k]!)),
    ).flat();
  const points: number[] = [];
  const runs: OutlineArc[] = [];
  const add = (kind: ArcKind, side: Side, own: readonly number[]) => {
    runs.push({ kind, side, from: points.length / 2, to: (points.length + own.length) / 2 });
    points.push(...own);
  };
  for (const { kind, side, from, to } of arcs) {
    if (kind === 'neck') {
      const hood = [right, up(right), up(left), left];
      add(
        kind,
        side,
        [0, 1, 2].flatMap((n) => line(hood[n]!, hood[n + 1]!)),
      );
    } else add(kind, side, [...outline.subarray(2 * from, to > from ? 2 * to : undefined)]);
  }
  const count = points.length / 2;
  return {
    ...reading,
    hooded: true,
    frontNeckline: null,
    outline: Float64Array.from(points),
    arcs: runs.map((run) => ({ ...run, to: run.to % count })),
  };
}

describe('rigidGarment on regular', () => {
  it('rests a hooded garment on the shoulders, its hood over the head', async () => {
    const cut = { ease: 'regular', knownWidthCm: null } as const;
    const pattern = draftPattern(hoodedReading(), avatar.record, cut);
    expect(
      pattern.panels.some(({ hood }) => hood),
      'the hood is drafted',
    ).toBe(true);
    const options = { quality: 'low', offsetMm: 4, seed: 1 } as const;
    const { body, positions, sewn } = await rigidGarment(pattern, avatar, options);
    const { head_top, neck_side_left } = body.landmarks;
    const heights = positions.filter((_, i) => i % 3 === 1);
    const over = heights.reduce((most, y) => Math.max(most, y), 0) - head_top![1];
    expect(over).toBeGreaterThan(0);
    expect(over).toBeLessThan(0.05);
    const seams = shoulderSeamVertices(pattern, sewn);
    const seam = seams.reduce((most, v) => Math.max(most, positions[3 * v + 1]!), 0);
    expect(Math.abs(seam - neck_side_left![1])).toBeLessThan(0.04);
    const strains = edgeStrains(sewn, positions);
    expect(strains[Math.floor(0.95 * strains.length)]).toBeLessThan(0.15);
  });

  it.each(['tee', 'long-sleeve', 'strapless-dress', 'trousers'] as const)(
    'hangs a %s where it belongs, clear of the skin, with little strain',
    async (shape) => {
      const pattern = patternOf(shape);
      const worn = await rigidGarment(pattern, avatar, { quality: 'low', offsetMm: 4, seed: 1 });
      const body = indexBody(worn.body.positions, avatar.indices);
      expect(measureClearance(worn.positions, body).smallestGap).toBeGreaterThanOrEqual(0.004);
      const strains = edgeStrains(worn.sewn, worn.positions);
      expect(strains[Math.floor(0.95 * strains.length)]).toBeLessThan(0.15);
      let top = -Infinity;
      for (let i = 1; i < worn.positions.length; i += 3) top = Math.max(top, worn.positions[i]!);
      const { shoulder_left, neck_side_left, armpit_left, waist_front, hip_side_left } =
        worn.body.landmarks;
      const [low, high] =
        shape === 'trousers'
          ? [hip_side_left![1], waist_front![1] + 0.02]
          : shape === 'strapless-dress'
            ? [armpit_left![1] - 0.05, armpit_left![1] + 0.05]
            : [shoulder_left![1] - 0.02, neck_side_left![1] + 0.03];
      expect(top).toBeGreaterThan(low);
      expect(top).toBeLessThan(high);
    },
  );
});
