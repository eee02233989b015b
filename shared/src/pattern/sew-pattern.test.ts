import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import {
  EXAMPLE_GARMENTS,
  type ExampleGarment,
  exampleReading,
} from '../../test/shapes/example-reading.ts';
import type { OpeningKind } from '../garment/vocabulary.ts';
import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { meshTopology } from '../mesh/topology.ts';
import { minPlanarTriangleQuality } from '../mesh/triangle-quality.ts';
import { draftPattern } from './draft-pattern.ts';
import { edgeLengthFor } from './edge-length.ts';
import { sewPattern } from './sew-pattern.ts';
import { transferPositions } from './transfer-positions.ts';

const OPENINGS: Record<ExampleGarment, readonly OpeningKind[]> = {
  tee: ['cuff', 'cuff', 'hem', 'neck'],
  'long-sleeve': ['cuff', 'cuff', 'hem', 'neck'],
  tank: ['armhole', 'armhole', 'hem', 'neck'],
  camisole: ['armhole', 'armhole', 'hem', 'neck'],
  'one-shoulder': ['armhole', 'hem', 'neck'],
  'strapless-dress': ['hem', 'top'],
  dress: ['cuff', 'cuff', 'hem', 'neck'],
  trousers: ['leg', 'leg', 'waist'],
  shorts: ['leg', 'leg', 'waist'],
  skirt: ['hem', 'waist'],
  bodysuit: ['armhole', 'armhole', 'leg', 'leg', 'neck'],
  jumpsuit: ['armhole', 'armhole', 'leg', 'leg', 'neck'],
};

function draft(garment: ExampleGarment) {
  return draftPattern(exampleReading(garment), exampleBody(), {
    ease: 'regular',
    knownWidthCm: null,
  });
}

describe('sewPattern', () => {
  it.each(EXAMPLE_GARMENTS)('makes one open manifold at every resolution: %s', (garment) => {
    const pattern = draft(garment);
    for (const edgeLength of [0.04, 0.022, edgeLengthFor(pattern, 'low')]) {
      const sewn = sewPattern(pattern, edgeLength, 1);
      expect(meshTopology(sewn.indices, sewn.vertexCount)).toMatchObject({
        nonManifoldEdges: 0,
        inconsistentEdges: 0,
        pinchedVertices: 0,
        components: 1,
        eulerNumber: 2 - OPENINGS[garment].length,
      });
      expect(sewn.openings.map((opening) => opening.kind).sort()).toEqual(OPENINGS[garment]);
      expect(minPlanarTriangleQuality(sewn.cornerFlat)).toBeGreaterThan(0.3);
    }
  });

  it.each(EXAMPLE_GARMENTS)('keeps what each quality promises in triangles: %s', (garment) => {
    const pattern = draft(garment);
    const triangles = (quality: 'low' | 'med') =>
      sewPattern(pattern, edgeLengthFor(pattern, quality), 1).indices.length / 3;
    expect(triangles('low')).toBeGreaterThan(4000);
    expect(triangles('low')).toBeLessThan(6000);
    expect(triangles('med')).toBeGreaterThan(10_000);
    expect(triangles('med')).toBeLessThan(20_000);
  });

  it('turns the front outwards to +z and the back to -z', () => {
    const sewn = sewPattern(draft('tee'), 0.03, 1);
    for (let t = 0; t < sewn.trianglePanels.length; t++) {
      const flat = sewn.cornerFlat.subarray(6 * t, 6 * t + 6);
      const area =
        (flat[2]! - flat[0]!) * (flat[5]! - flat[1]!) -
        (flat[4]! - flat[0]!) * (flat[3]! - flat[1]!);
      expect(Math.sign(area)).toBe(sewn.trianglePanels[t] === 0 ? 1 : -1);
    }
  });

  it('shares seam vertices between the panels and nothing else', () => {
    const sewn = sewPattern(draft('tee'), 0.03, 1);
    for (let v = 0; v < sewn.vertexCount; v++) {
      expect(sewn.facings[v] === 3).toBe(sewn.seamVertices[v] === 1);
    }
    const panelsAt = Array.from({ length: sewn.vertexCount }, () => new Set<number>());
    sewn.indices.forEach((v, corner) => {
      panelsAt[v]!.add(sewn.trianglePanels[Math.floor(corner / 3)]!);
    });
    panelsAt.forEach((panels, v) => {
      expect(panels.size).toBe(sewn.seamVertices[v] === 1 ? 2 : 1);
    });
  });

  it('walks its openings along the mesh rim', () => {
    const sewn = sewPattern(draft('shorts'), 0.03, 1);
    const rim = new Set(boundaryLoops(sewn.indices, sewn.vertexCount).flatMap((loop) => [...loop]));
    const walked = sewn.openings.flatMap((opening) => [...opening.vertices]);
    expect(new Set(walked)).toEqual(rim);
    expect(walked.length).toBe(rim.size);
    const left = sewn.openings.find((opening) => opening.side === 'left')!;
    for (const v of left.vertices) expect(sewn.flat[2 * v]).toBeGreaterThan(0);
  });

  it('lays at least two triangles across a strap', () => {
    const pattern = draft('camisole');
    const sewn = sewPattern(pattern, edgeLengthFor(pattern, 'med'), 1);
    // The strap's front between neck and armhole, 8 cm below its top: about 1.3 cm wide.
    let inside = 0;
    for (let v = 0; v < sewn.vertexCount; v++) {
      const y = sewn.flat[2 * v + 1]!;
      if (sewn.facings[v] !== 1 || y > -0.03 || y < -0.09) continue;
      if (sewn.openings.some((opening) => opening.vertices.includes(v))) continue;
      inside++;
    }
    // Straps of one triangle across have none.
    expect(inside).toBeGreaterThan(6);
  });

  it('gives the same mesh for the same seed and another for another', () => {
    const pattern = draft('skirt');
    const first = sewPattern(pattern, 0.03, 4);
    expect(sewPattern(pattern, 0.03, 4)).toEqual(first);
    expect(sewPattern(pattern, 0.03, 5).flat).not.toEqual(first.flat);
  });

  it('carries authored ease to the vertices it reaches, of its own side', () => {
    const spot = { x: 0, y: -0.3, radius: 0.2, amount: 0.1, across: true, facing: 'back' as const };
    const sewn = sewPattern({ ...draft('skirt'), authoredEase: [spot] }, 0.03, 1);
    let reached = 0;
    for (let v = 0; v < sewn.vertexCount; v++) {
      if (Math.hypot(sewn.flat[2 * v]!, sewn.flat[2 * v + 1]! + 0.3) > 0.09) continue;
      reached++;
      expect(sewn.easeAcross[v]).toBeCloseTo(sewn.facings[v] === 2 ? 0.1 : 0);
      expect(sewn.easeAlong[v]).toBe(0);
    }
    expect(reached).toBeGreaterThan(10);
  });

  it('tells what a garment is drawn out by to close from what it is cut with', () => {
    const cut = { x: 0, y: -0.3, radius: 0.2, amount: 0.1, across: true };
    const closing = { ...cut, amount: 0.3, closing: true };
    const sewn = sewPattern({ ...draft('skirt'), authoredEase: [cut, closing] }, 0.03, 1);
    const middle = Array.from({ length: sewn.vertexCount }, (_, v) => v).filter(
      (v) => Math.hypot(sewn.flat[2 * v]!, sewn.flat[2 * v + 1]! + 0.3) < 0.09,
    );
    expect(middle.length).toBeGreaterThan(10);
    for (const v of middle) {
      expect(sewn.easeAcross[v]).toBeCloseTo(0.3);
      expect(sewn.easeCut?.across[v]).toBeCloseTo(0.1);
    }
    expect(sewPattern({ ...draft('skirt'), authoredEase: [cut] }, 0.03, 1).easeCut).toBeUndefined();
  });

  it('lets pieces in at the crotch, from the panels to the inseam between them', () => {
    const pattern = draft('trousers');
    const sewn = sewPattern(pattern, 0.02, 1);
    const inseam = pattern.landmarks.crotch!;
    const letIn = Array.from({ length: sewn.vertexCount }, (_, v) => v).filter(
      (v) => sewn.letIn[v]! > 0,
    );
    expect(letIn.length).toBeGreaterThan(20);
    for (const v of letIn) {
      // They start where the inseam is, wherever the pieces themselves are drawn.
      expect(sewn.flat[2 * v + 1]!).toBeLessThanOrEqual(inseam[1] + 1e-6);
      if (sewn.letIn[v]! > 0.999) expect(sewn.facings[v]).toBe(3);
    }
    expect(sewn.openings.map(({ kind }) => kind).sort()).toEqual(['leg', 'leg', 'waist']);
  });

  it('refuses panels that do not make one surface', () => {
    const pattern = draft('skirt');
    expect(() => sewPattern({ ...pattern, seams: [] }, 0.03, 1)).toThrow(
      expect.objectContaining({ code: 'pattern-not-sewable' }),
    );
  });
});

describe('transferPositions', () => {
  it('reproduces a linear map of the flat pattern exactly on a finer mesh', () => {
    const pattern = draft('tee');
    const coarse = sewPattern(pattern, 0.04, 1);
    const fine = sewPattern(pattern, 0.015, 2);
    const place = (x: number, y: number): [number, number, number] => [
      1.2 * x + 0.1,
      y - 0.3 * x,
      2 * x + y,
    ];
    const positions = new Float32Array(coarse.vertexCount * 3);
    for (let v = 0; v < coarse.vertexCount; v++) {
      positions.set(place(coarse.flat[2 * v]!, coarse.flat[2 * v + 1]!), 3 * v);
    }
    const carried = transferPositions(coarse, positions, fine);
    for (let v = 0; v < fine.vertexCount; v++) {
      const expected = place(fine.flat[2 * v]!, fine.flat[2 * v + 1]!);
      for (let k = 0; k < 3; k++) {
        expect(Math.abs(carried[3 * v + k]! - expected[k]!)).toBeLessThan(1e-4);
      }
    }
  });

  it('keeps front and back apart', () => {
    const pattern = draft('skirt');
    const coarse = sewPattern(pattern, 0.04, 1);
    const fine = sewPattern(pattern, 0.02, 1);
    const positions = new Float32Array(coarse.vertexCount * 3);
    for (let v = 0; v < coarse.vertexCount; v++) {
      positions[3 * v + 2] = coarse.facings[v] === 1 ? 1 : coarse.facings[v] === 2 ? -1 : 0;
    }
    const carried = transferPositions(coarse, positions, fine);
    for (let v = 0; v < fine.vertexCount; v++) {
      const z = carried[3 * v + 2]!;
      if (fine.facings[v] === 3) expect(Math.abs(z)).toBeLessThan(1e-3);
      if (fine.facings[v] === 1) expect(z).toBeGreaterThan(-1e-3);
      if (fine.facings[v] === 2) expect(z).toBeLessThan(1e-3);
    }
  });
});
