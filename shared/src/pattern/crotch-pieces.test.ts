import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { bodyMeasures } from './body-measures.ts';
import { besideInseam } from './crotch-place.ts';
import { draftPattern } from './draft-pattern.ts';
import { outlineIou } from './outline-agreement.ts';
import type { Panel, Pattern } from './pattern.ts';
import { photoFromFlat } from './photo-map.ts';
import { runLength } from './run-points.ts';

const reading = exampleReading('trousers');
const pattern = draftPattern(reading, exampleBody(), { ease: 'regular', knownWidthCm: null });

function panelNamed(name: string): Panel {
  return pattern.panels.find((panel) => panel.name === name)!;
}

function edgeLength({ panels }: Pattern, panelName: string, edgeName: string): number {
  const panel = panels.find(({ name }) => name === panelName)!;
  const edge = panel.edges.find(({ name }) => name === edgeName)!;
  const count = panel.outline.length / 2;
  const points: number[] = [];
  for (let i = edge.from; ; i = (i + 1) % count) {
    points.push(panel.outline[2 * i]!, panel.outline[2 * i + 1]!);
    if (i === edge.to) return runLength(points);
  }
}

describe('pieces let in at the crotch', () => {
  it('are sewn along edges as long as those of the panels and of each other', () => {
    const letIn = pattern.seams.filter(({ a, b }) =>
      [a, b].some(({ panel }) => panel.endsWith('crotch')),
    );
    expect(letIn).toHaveLength(6);
    for (const { a, b } of letIn) {
      expect(edgeLength(pattern, a.panel, a.edge)).toBeCloseTo(
        edgeLength(pattern, b.panel, b.edge),
        3,
      );
    }
  });

  it('are drafted from the hip, the back by more than the front', () => {
    const { hip } = bodyMeasures(exampleBody());
    const [front, back] = ['front-crotch', 'back-crotch'].map(
      (name) => panelNamed(name).crotch!.width,
    );
    expect(back! / front!).toBeGreaterThan(1.5);
    expect(front! + back!).toBeLessThanOrEqual(hip / 16 + 0.005 + 1.5 * (hip / 16 + 0.005) + 0.005);
    expect(front! + back!).toBeGreaterThan(0.05);
  });

  it('have no part in the outline that the photo shows', () => {
    const without = {
      ...pattern,
      panels: pattern.panels.filter(({ crotch }) => !crotch),
    };
    expect(outlineIou(reading, pattern)).toBe(outlineIou(reading, without));
    expect(outlineIou(reading, pattern)).toBeGreaterThan(0.985);
  });

  it('take the cloth of the leg beside them, as in a mirror', () => {
    const piece = panelNamed('back-crotch');
    const place = piece.crotch!;
    const at = [0, 0];
    const beside = [0, 0];
    const x = 0.4 * place.left.reach;
    const edge = besideInseam(place, x, place.level + place.width);
    for (const off of [0, 0.02, 0.04]) {
      const half = (place.width + 0.4 * (place.left.end - place.width)) / 2;
      photoFromFlat(piece, x, place.level + half - off, at);
      photoFromFlat(panelNamed('back'), edge.x + off * edge.inX, edge.y + off * edge.inY, beside);
      expect(at[0]).toBeCloseTo(beside[0]!, 3);
      expect(at[1]).toBeCloseTo(beside[1]!, 3);
      // Into the leg, which is the wearer's left one.
      expect(edge.inX).toBeGreaterThan(0.8);
    }
  });
});
