import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import type { FrontWear } from '../garment/vocabulary.ts';
import { meshTopology } from '../mesh/topology.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import { draftPattern } from './draft-pattern.ts';
import type { Panel, PanelEdge } from './pattern.ts';
import { photoFromFlat } from './photo-map.ts';
import { sewPattern } from './sew-pattern.ts';

/** A drawn tee whose front opens along two lines, pixels beside its axis; the axis at the hem's level. */
function opened(right: number, left: number, bottom = 700): GarmentReading {
  const reading = exampleReading('tee');
  const neck = reading.frontNeckline!;
  const lowest = Math.max(...neck.filter((_, i) => i % 2 === 1));
  const line = (offset: number) =>
    Float64Array.of(reading.axis.x + offset, lowest, reading.axis.x + offset, bottom);
  return {
    ...reading,
    frontOpening: {
      shown: right === left ? 'closed' : 'open',
      right: line(right),
      left: line(left),
      confidence: 1,
    },
  };
}

const draft = (reading: GarmentReading, front: FrontWear) =>
  draftPattern(reading, exampleBody(), { ease: 'regular', knownWidthCm: null, front });

function lengthOf(panel: Panel, edge: PanelEdge): number {
  const count = panel.outline.length / 2;
  let length = 0;
  for (let i = edge.from; i !== edge.to; i = (i + 1) % count) {
    const j = (i + 1) % count;
    length += Math.hypot(
      panel.outline[2 * j]! - panel.outline[2 * i]!,
      panel.outline[2 * j + 1]! - panel.outline[2 * i + 1]!,
    );
  }
  return length;
}

describe('a front that opens', () => {
  it('is two panels sewn by a closure as long on both, when it is worn closed', () => {
    const pattern = draft(opened(0, 0), 'auto');
    expect(pattern.panels.map(({ name }) => name)).toEqual(['front-right', 'front-left', 'back']);
    const lengths = pattern.panels.slice(0, 2).map((panel) => {
      const edge = panel.edges.find(({ name }) => name.startsWith('front-'))!;
      expect(edge.kind).toBe('seam');
      return lengthOf(panel, edge);
    });
    expect(lengths[0]).toBeCloseTo(lengths[1]!, 6);
    const sewn = sewPattern(pattern, 0.02, 1);
    expect(sewn.openings.map(({ kind }) => kind).sort()).toEqual(['cuff', 'cuff', 'hem', 'neck']);
    expect(meshTopology(sewn.indices, sewn.vertexCount).eulerNumber).toBe(-2);
  });

  it.each([
    ['shown closed, asked to be open', opened(0, 0), 'open'],
    ['shown open', opened(-40, 40), 'auto'],
  ] as const)('has neck, front and hem in one loop: %s', (_, reading, front) => {
    const pattern = draft(reading, front);
    const sewn = sewPattern(pattern, 0.02, 1);
    expect(sewn.openings.map(({ kind }) => kind).sort()).toEqual(['cuff', 'cuff', 'front']);
    expect(pattern.seams.some(({ name }) => name === 'closure')).toBe(false);
  });

  it('leaves what lies between edges shown apart to the back alone', () => {
    const pattern = draft(opened(-40, 40), 'auto');
    // At the hem: the edges start where the neckline is, which is nearer together.
    const [rightEnd, leftEnd] = pattern.panels.slice(0, 2).map((panel) => {
      const { from, to, side } = panel.edges.find(({ name }) => name.startsWith('front-'))!;
      const i = 2 * (side === 'right' ? to : from);
      const at = [0, 0];
      photoFromFlat(panel, panel.outline[i]!, panel.outline[i + 1]!, at);
      return at[0]!;
    });
    // A point of the resampled hem is at most 2.5 mm, here 2 pixels, from where the line ends.
    expect(Math.abs(leftEnd! - rightEnd! - 80)).toBeLessThan(6);
  });

  it('stays whole where the line does not lead from neck to hem', () => {
    const reading = opened(0, 0);
    const far = Float64Array.of(reading.axis.x + 900, 200, reading.axis.x + 900, 900);
    const frontOpening = { ...reading.frontOpening!, right: far, left: far };
    const pattern = draft({ ...reading, frontOpening }, 'open');
    expect(pattern.panels.map(({ name }) => name)).toEqual(['front', 'back']);
  });
});
