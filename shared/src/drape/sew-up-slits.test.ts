import { describe, expect, it } from 'vitest';
import { meshTopology } from '../mesh/topology.ts';
import type { Panel, PanelEdge, Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { sewUpSlits } from './sew-up-slits.ts';

type Point = readonly [number, number];

/** A shirt whose sleeves hang beside the trunk, `gap` metres away from it at the cuff. */
function hangingSleeves(gap: number): Pattern {
  const inner = 0.26 + gap;
  const left: [name: string, kind: PanelEdge['kind'], points: Point[]][] = [
    [
      'shoulder',
      'seam',
      [
        [0.09, 0],
        [0.25, -0.02],
        [0.36, -0.1],
        [inner + 0.1, -0.32],
      ],
    ],
    [
      'cuff',
      'opening',
      [
        [inner + 0.1, -0.32],
        [inner, -0.32],
      ],
    ],
    [
      'underarm',
      'seam',
      [
        [inner, -0.32],
        [0.265, -0.165],
      ],
    ],
    [
      'side',
      'seam',
      [
        [0.265, -0.165],
        [0.26, -0.32],
        [0.25, -0.7],
      ],
    ],
  ];
  const mirrored = left
    .toReversed()
    .map(
      ([name, kind, points]) =>
        [name, kind, points.map(([x, y]) => [-x, y] as Point).reverse()] as (typeof left)[number],
    );
  const runs = [
    {
      name: 'neck',
      kind: 'opening',
      side: 'centre',
      points: [
        [-0.09, 0],
        [0, -0.05],
        [0.09, 0],
      ],
    },
    ...left.map(([name, kind, points]) => ({ name: `${name}-left`, kind, side: 'left', points })),
    {
      name: 'hem',
      kind: 'opening',
      side: 'centre',
      points: [
        [0.25, -0.7],
        [-0.25, -0.7],
      ],
    },
    ...mirrored.map(([name, kind, points]) => ({
      name: `${name}-right`,
      kind,
      side: 'right',
      points,
    })),
  ] as { name: string; kind: PanelEdge['kind']; side: PanelEdge['side']; points: Point[] }[];
  const outline: number[] = [];
  const edges = runs.map(({ name, kind, side, points }): PanelEdge => {
    const from = outline.length / 2;
    for (let k = 1; k < points.length; k++) {
      const [[ax, ay], [bx, by]] = [points[k - 1]!, points[k]!];
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / 0.005);
      for (let s = 0; s < steps; s++)
        outline.push(ax + ((bx - ax) * s) / steps, ay + ((by - ay) * s) / steps);
    }
    const opening =
      kind === 'seam' ? null : name.startsWith('cuff') ? 'cuff' : name === 'hem' ? 'hem' : 'neck';
    return { name, kind, opening, side, from, to: outline.length / 2 };
  });
  edges[edges.length - 1] = { ...edges.at(-1)!, to: 0 };
  const panel = (facing: Panel['facing']): Panel => ({
    name: facing,
    facing,
    outline,
    edges,
    photoFromPattern: [1, 0, 0, 0, 1, 0],
  });
  return {
    schema: 1,
    category: 'top',
    upper: null,
    hooded: false,
    ease: 'regular',
    panels: [panel('front'), panel('back')],
    seams: edges
      .filter(({ kind }) => kind === 'seam')
      .map(({ name }) => ({
        name,
        a: { panel: 'front', edge: name },
        b: { panel: 'back', edge: name },
      })),
    landmarks: {},
    sleeveAngles: { left: 1.4, right: 1.4 },
    legAngles: null,
    scale: { metresPerPixelX: 1, metresPerPixelY: 1, error: 0, source: 'body' },
    authoredEase: [],
  };
}

/** The arm's under side lies below the armpit by so much, metres. */
const armAt = (depth: number) => (_: string, __: number, y: number) =>
  Math.max(0, y + 0.165 + depth);

describe('sewUpSlits', () => {
  it('sews a slit up as far as its end can be drawn under the arm, each side for itself', () => {
    const pattern = hangingSleeves(0.01);
    const depth = 0.11;
    const sewnUp = sewUpSlits(pattern, (side, x, y) =>
      side === 'left' ? armAt(depth)(side, x, y) : 0,
    );
    for (const { edges, outline } of sewnUp.panels) {
      expect(outline).toEqual(pattern.panels[0]!.outline);
      const edge = (name: string) => edges.find((candidate) => candidate.name === name)!;
      expect(edge('slit-sleeve-left').from).toBe(edge('underarm-left').to);
      expect(edge('slit-trunk-left').to).toBe(edge('side-left').from);
      // 5 cm of the 11 are drawn.
      expect(outline[2 * edge('underarm-left').to + 1]).toBeCloseTo(-0.165 - 0.06, 2);
      expect(edges.some(({ name }) => name === 'slit-sleeve-right')).toBe(false);
    }
    for (const edgeLength of [0.05, 0.012]) {
      const { indices, vertexCount, openings } = sewPattern(sewnUp, edgeLength, 1);
      expect(openings.map(({ kind }) => kind).sort()).toEqual(['cuff', 'cuff', 'hem', 'neck']);
      expect(meshTopology(indices, vertexCount)).toMatchObject({
        nonManifoldEdges: 0,
        eulerNumber: -2,
      });
    }
  });

  it('leaves a sleeve, however far away the arm is', () => {
    const [panel] = sewUpSlits(hangingSleeves(0.01), armAt(0.5)).panels;
    const at = panel!.edges.find(({ name }) => name === 'underarm-right')!.from;
    expect(panel!.outline[2 * at + 1]).toBeGreaterThan(-0.28);
    expect(panel!.outline[2 * at + 1]).toBeLessThan(-0.26);
  });

  it('leaves patterns alone whose armpits can be drawn, or whose sleeves stand off', () => {
    for (const [gap, depth] of [
      [0.01, 0.075],
      [0.2, 0.11],
    ] as const) {
      const pattern = hangingSleeves(gap);
      expect(sewUpSlits(pattern, armAt(depth))).toBe(pattern);
    }
  });
});
