import { expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import { exampleReading } from '../../test/shapes/example-reading.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { bandLayers } from './band-layers.ts';

it('gives a waistband several layers, and a hem or a top none but its own', () => {
  for (const garment of ['skirt', 'tee'] as const) {
    const pattern = draftPattern(exampleReading(garment), exampleBody(), {
      ease: 'regular',
      knownWidthCm: null,
    });
    const sewn = sewPattern(pattern, 0.02, 1);
    const layers = bandLayers(pattern, sewn);
    const waist = sewn.openings.find(({ kind }) => kind === 'waist');
    for (const v of waist?.vertices ?? []) expect(layers[v]).toBeGreaterThan(1);
    const below = [...layers.keys()].filter(
      (v) => garment === 'tee' || sewn.flat[2 * v + 1]! < -0.06,
    );
    expect(below.length).toBeGreaterThan(100);
    for (const v of below) expect(layers[v]).toBe(1);
  }
});
