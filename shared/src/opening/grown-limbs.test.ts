import { beforeAll, describe, expect, it } from 'vitest';
import { presetAvatar } from '../../test/shapes/preset-avatar.ts';
import type { TestMesh } from '../../test/shapes/simple-meshes.ts';
import type { PosedBody } from '../body/avatar.ts';
import { REST_POSE } from '../body/pose.ts';
import { poseBody } from '../body/pose-body.ts';
import { grownLimbs } from './grown-limbs.ts';
import { openMesh } from './open-mesh.ts';

let body: PosedBody;
beforeAll(async () => {
  body = poseBody(await presetAvatar('regular'), REST_POSE);
}, 60_000);

type Box = readonly [left: number, bottom: number, right: number, top: number];

/** Closed boxes of one depth, by their front view, joined: what lies side by side has grown together. */
function boxes(...views: readonly Box[]): TestMesh {
  const positions: number[] = [];
  const indices: number[] = [];
  for (const [left, bottom, right, top] of views) {
    const first = positions.length / 3;
    for (let k = 0; k < 8; k++) {
      positions.push(k & 1 ? right : left, k & 2 ? top : bottom, k & 4 ? 0.11 : -0.11);
    }
    // Two triangles a side; the winding has no say.
    for (const [a, b, c, d] of [
      [0, 1, 3, 2],
      [4, 5, 7, 6],
      [0, 1, 5, 4],
      [2, 3, 7, 6],
      [0, 2, 6, 4],
      [1, 3, 7, 5],
    ] as const) {
      indices.push(first + a, first + b, first + c, first + a, first + c, first + d);
    }
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

const kindsOf = (mesh: TestMesh, category: 'trousers' | 'top') =>
  openMesh(mesh, category, body)
    .openings.map(({ kind }) => kind)
    .sort();

describe('grownLimbs', () => {
  it('parts two legs that have grown together down to the knee', () => {
    const legs = boxes([-0.2, 0, -0.01, 0.2], [0.01, 0, 0.2, 0.2], [-0.2, 0.19, 0.2, 1]);
    const grown = grownLimbs(legs, 'trousers', null, body)!;
    expect(grown.trunkWidth).toBe(null);
    const [[start, end]] = grown.lines.map((line) => [line[0]!, line.at(-1)!]) as [
      [readonly [number, number], readonly [number, number]],
    ];
    expect(start[0]).toBeCloseTo(0, 2);
    expect(start[1]).toBeCloseTo(body.landmarks.crotch![1] - 0.02, 3);
    expect(end[1]).toBeLessThan(start[1] - 0.3);
    expect(kindsOf(legs, 'trousers')).toEqual(['leg', 'leg', 'waist']);
  });

  it('leaves legs that part at the crotch as they are', () => {
    const legs = boxes([-0.2, 0, -0.03, 0.7], [0.03, 0, 0.2, 0.7], [-0.2, 0.68, 0.2, 1]);
    expect(grownLimbs(legs, 'trousers', null, body)).toBe(null);
  });

  const trunk: Box = [-0.2, 0, 0.2, 0.66];
  const sleeves = (freeUpTo: number): Box[] => [
    [-0.31, 0.02, -0.225, freeUpTo + 0.01],
    [0.225, 0.02, 0.31, freeUpTo + 0.01],
    [-0.31, freeUpTo, 0.31, 0.6],
  ];

  it('parts sleeves from the trunk that hang free below alone, up to under the armpits', () => {
    const shirt = boxes(trunk, ...sleeves(0.15));
    const grown = grownLimbs(shirt, 'top', null, body)!;
    expect(grown.trunkWidth).toBeGreaterThan(0.25);
    expect(grown.lines).toHaveLength(2);
    for (const line of grown.lines) {
      const under = body.landmarks.armpit_left![1] - line[0]![1];
      expect(under).toBeGreaterThan(0.03);
      expect(under).toBeLessThan(0.12);
    }
    expect(kindsOf(shirt, 'top')).toEqual(['cuff', 'cuff', 'hem', 'neck']);
  });

  it('leaves sleeves that hang free over most of their length, and a ribbon on one side', () => {
    expect(grownLimbs(boxes(trunk, ...sleeves(0.42)), 'top', null, body)).toBe(null);
    const ribbon = boxes(trunk, [0.24, 0.02, 0.3, 0.3], [0.19, 0.25, 0.3, 0.3]);
    expect(grownLimbs(ribbon, 'top', null, body)).toBe(null);
  });

  it('parts the other sleeve as the one is whose slit shows', () => {
    const [, left, above] = sleeves(0.15);
    const grownTo = boxes(trunk, [-0.31, 0.02, -0.19, 0.2], left!, above!);
    const grown = grownLimbs(grownTo, 'top', null, body)!;
    expect(grown.lines).toHaveLength(2);
    const ends = grown.lines.map((line) => line[0]![0]);
    expect(ends[0]! + ends[1]!).toBeCloseTo(0, 1);
    expect(kindsOf(grownTo, 'top')).toEqual(['cuff', 'cuff', 'hem', 'neck']);
  });

  it('parts sleeves that hang lower than the hem and show no slit beside the trunk', () => {
    const short = boxes(
      [-0.33, 0.25, 0.33, 0.6],
      [-0.33, 0, -0.22, 0.3],
      [0.22, 0, 0.33, 0.3],
      [-0.15, 0.55, 0.15, 0.66],
    );
    expect(grownLimbs(short, 'top', null, body)!.lines).toHaveLength(2);
    expect(kindsOf(short, 'top')).toEqual(['cuff', 'cuff', 'hem', 'neck']);
    // A dress may be open in the middle below.
    expect(grownLimbs(short, 'dress', null, body)).toBe(null);
  });

  it('takes tails at the sides of a hem, and ribbons that hang from it, for no sleeves', () => {
    const steps = Array.from({ length: 10 }, (_, n): Box[] => {
      const inner = 0.02 + 0.018 * n;
      return [
        [-0.3, 0.3 - 0.03 * n, -inner, 0.34 - 0.03 * n],
        [inner, 0.3 - 0.03 * n, 0.3, 0.34 - 0.03 * n],
      ];
    }).flat();
    expect(grownLimbs(boxes([-0.3, 0.3, 0.3, 0.7], ...steps), 'top', null, body)).toBe(null);
    const ribbons = boxes([-0.2, 0.3, 0.2, 0.7], [-0.21, 0, -0.17, 0.33], [0.17, 0, 0.21, 0.33]);
    expect(grownLimbs(ribbons, 'top', null, body)).toBe(null);
  });
});
