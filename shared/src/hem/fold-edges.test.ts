import { describe, expect, it } from 'vitest';
import { exampleBody } from '../../test/shapes/example-body.ts';
import {
  EXAMPLE_GARMENTS,
  type ExampleGarment,
  exampleReading,
} from '../../test/shapes/example-reading.ts';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import type { DrapedGarment } from '../drape/draped-garment.ts';
import { type GarmentSurface, splitGarment } from '../gltf/split-garment.ts';
import { boundaryLoops } from '../mesh/boundary-loops.ts';
import { indexBody, surfacePoint } from '../mesh/closest-point.ts';
import { meshTopology } from '../mesh/topology.ts';
import { minPlanarTriangleQuality } from '../mesh/triangle-quality.ts';
import { weldByPosition } from '../mesh/weld-by-position.ts';
import { draftPattern } from '../pattern/draft-pattern.ts';
import { edgeLengthFor } from '../pattern/edge-length.ts';
import type { Pattern } from '../pattern/pattern.ts';
import { sewPattern } from '../pattern/sew-pattern.ts';
import { outlinesAreSimple } from '../report/panel-outlines.ts';
import { FOLD_THICKNESS, foldEdges } from './fold-edges.ts';

/** Half the depth to which a flat garment is blown up here, metres. */
const DEPTH = 0.08;
const THIN = 0.001;
/** Docs: the least that no triangle of a garment may fall below. */
const LEAST_QUALITY = 0.15;
/** A skin this close behind the cloth leaves no room for a fold, metres. */
const CLOSE = 0.0025;
const UNIT_MAP = [0.001, 0, 0, 0, 0.001, 0] as const;

/** A sewn garment lying flat, its middle blown up so that front and back are apart. */
function blownUp(garment: ExampleGarment, quality: 'low' | 'med', depth = DEPTH) {
  return blowUp(patternOf(garment), quality, depth);
}

function patternOf(garment: ExampleGarment): Pattern {
  return draftPattern(exampleReading(garment), exampleBody(), {
    ease: 'regular',
    knownWidthCm: null,
  });
}

function blowUp(pattern: Pattern, quality: 'low' | 'med', depth: number) {
  const sewn = sewPattern(pattern, edgeLengthFor(pattern, quality), 1);
  const positions = new Float32Array(3 * sewn.vertexCount);
  for (let v = 0; v < sewn.vertexCount; v += 1) {
    const side = sewn.facings[v] === 3 ? 0 : sewn.facings[v] === 1 ? 1 : -1;
    // What is let in at the crotch leads from the panel's depth to the middle.
    const z = side * depth * (1 - sewn.letIn[v]!);
    positions.set([sewn.flat[2 * v]!, sewn.flat[2 * v + 1]!, z], 3 * v);
  }
  const draped = { pattern, sewn, positions, placement: positions.slice() };
  const surface = splitGarment(draped as unknown as DrapedGarment, {
    front: UNIT_MAP,
    back: UNIT_MAP,
  });
  return { pattern, sewn, surface };
}

function welded({ positions, indices }: GarmentSurface) {
  const mesh = weldByPosition(positions, indices);
  return {
    ...meshTopology(mesh.indices, mesh.vertexCount),
    loops: boundaryLoops(mesh.indices, mesh.vertexCount).length,
  };
}

const at = (vectors: Float32Array, v: number) => [...vectors.slice(3 * v, 3 * v + 3)];
const distance = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!, a[2]! - b[2]!);

describe.each(EXAMPLE_GARMENTS)('the turned edges of a %s', (name) => {
  const { pattern, surface } = blownUp(name, 'med');
  const panelCount = pattern.panels.length;
  const folded = foldEdges(surface, { offsetMetres: 0.004, panelCount });

  it('leave openings, seams and winding as they were', () => {
    const before = welded(surface);
    const after = welded(folded);
    expect(after).toMatchObject({
      nonManifoldEdges: 0,
      inconsistentEdges: 0,
      components: 1,
      loops: before.loops,
      eulerNumber: before.eulerNumber,
    });
    expect(folded.indices.length).toBeGreaterThan(surface.indices.length);
  });

  it('are facings: panels of their own that lie flat without slivers', () => {
    expect(outlinesAreSimple(folded.indices, folded.pattern, folded.panels)).toBe(true);
    const flat = Array.from(folded.indices).flatMap((v) => [
      folded.pattern[4 * v]!,
      folded.pattern[4 * v + 1]!,
    ]);
    expect(minPlanarTriangleQuality(flat)).toBeGreaterThanOrEqual(LEAST_QUALITY);
    expect(Math.max(...folded.panels)).toBeGreaterThanOrEqual(panelCount);
  });

  it('are as long as they are flat', () => {
    // Hardly blown up, so that cloth between front and back is not stretched either.
    const thin = blownUp(name, 'med', THIN).surface;
    const { positions, pattern: flat } = foldEdges(thin, { offsetMetres: 0.004, panelCount });
    for (let v = thin.panels.length; v + 2 < positions.length / 3; v += 3) {
      const rings = [v, v + 1, v + 2];
      if (rings.some((ring) => Math.abs(positions[3 * ring + 2]!) < 0.9 * THIN)) continue;
      const flatAt = (ring: number) => [flat[4 * ring]!, flat[4 * ring + 1]!, 0];
      const worn = distance(at(positions, v + 1), at(positions, v + 2));
      expect(worn / distance(flatAt(v + 1), flatAt(v + 2))).toBeCloseTo(1, 0.7);
    }
  });

  it('give every opening its thickness', () => {
    let counted = 0;
    for (let v = surface.panels.length; v + 2 < folded.panels.length; v += 3) {
      const [edge, rim] = [at(folded.positions, v), at(folded.positions, v + 1)];
      expect(distance(edge, rim)).toBeGreaterThan(0.99 * FOLD_THICKNESS);
      counted += 1;
    }
    expect(counted).toBeGreaterThan(20);
  });
});

it('keeps the triangles of a coarse mesh from becoming slivers', () => {
  const { pattern, surface } = blownUp('dress', 'low');
  const folded = foldEdges(surface, { offsetMetres: 0.004, panelCount: pattern.panels.length });
  const flat = Array.from(folded.indices).flatMap((v) => [
    folded.pattern[4 * v]!,
    folded.pattern[4 * v + 1]!,
  ]);
  expect(minPlanarTriangleQuality(flat)).toBeGreaterThanOrEqual(LEAST_QUALITY);
});

it('narrows where a hem runs to a point, so that the facing does not cross itself', () => {
  const plain = patternOf('skirt');
  const lowest = Math.min(...plain.panels[0]!.outline.filter((_, i) => i % 2 === 1));
  /** A tip 15 cm long and 3 cm wide in the hem's middle, as of a tied belt. */
  const pointed = (outline: readonly number[]) =>
    outline.map((value, i) => {
      if (i % 2 === 0 || value > lowest + 0.02) return value;
      return value - 0.15 * Math.max(0, 1 - Math.abs(outline[i - 1]!) / 0.015);
    });
  const pattern = {
    ...plain,
    panels: plain.panels.map((panel) => ({ ...panel, outline: pointed(panel.outline) })),
  };
  const { surface } = blowUp(pattern, 'med', DEPTH);
  const deepest = surface.pattern.filter((_, i) => i % 4 === 1).reduce((a, b) => Math.min(a, b));
  expect(deepest).toBeLessThan(lowest - 0.1);
  const panelCount = pattern.panels.length;
  const folded = foldEdges(surface, { offsetMetres: 0.004, panelCount });
  expect(folded.indices.length).toBeGreaterThan(surface.indices.length);
  expect(outlinesAreSimple(folded.indices, folded.pattern, folded.panels)).toBe(true);
  expect(welded(folded)).toMatchObject({ nonManifoldEdges: 0, components: 1 });
});

it('stays off a skin that lies close behind the cloth', () => {
  const { pattern, surface } = blownUp('skirt', 'med');
  const hem = surface.positions.filter((_, i) => i % 3 === 1).reduce((a, b) => Math.min(a, b));
  const body = sphereMesh(1, 200, [0, hem, DEPTH - CLOSE - 1]);
  const skin = indexBody(body.positions, body.indices);
  const folded = foldEdges(surface, {
    offsetMetres: 0.004,
    panelCount: pattern.panels.length,
    skin,
  });
  const hit = surfacePoint();
  let near = 0;
  for (let v = surface.panels.length; v < folded.panels.length; v += 1) {
    const [x, y, z] = at(folded.positions, v) as [number, number, number];
    // The first of each three is the cloth's own edge.
    if (z < DEPTH / 2 || (v - surface.panels.length) % 3 === 0) continue;
    expect(skin.isInside(x, y, z)).toBe(false);
    skin.closestPoint(x, y, z, Number.POSITIVE_INFINITY, hit);
    expect(hit.distance).toBeGreaterThan(0.003);
    if (hit.distance < 0.004) near += 1;
  }
  expect(near).toBeGreaterThan(0);
});

it('lies flat on the cloth where skin on both sides leaves no room for a fold', () => {
  const { pattern, surface } = blownUp('skirt', 'med');
  const hem = surface.positions.filter((_, i) => i % 3 === 1).reduce((a, b) => Math.min(a, b));
  const behind = sphereMesh(1, 200, [0, hem, DEPTH - CLOSE - 1]);
  const before = sphereMesh(1, 200, [0, hem, DEPTH + 0.0005 + 1]);
  const count = behind.positions.length / 3;
  const skin = indexBody(
    Float32Array.from([...behind.positions, ...before.positions]),
    Uint32Array.from([...behind.indices, ...before.indices.map((v) => v + count)]),
  );
  const isInside = ({ positions }: GarmentSurface, v: number) =>
    skin.isInside(...(at(positions, v) as [number, number, number]));
  const options = { offsetMetres: 0.004, panelCount: pattern.panels.length };
  const unaware = foldEdges(surface, options);
  const folded = foldEdges(surface, { ...options, skin });
  // The garment's back is deep in the skin behind.
  const drawn = Array.from(folded.panels, (_, v) => v).filter(
    (v) => folded.positions[3 * v + 2]! > DEPTH / 2,
  );
  expect(drawn.filter((v) => isInside(unaware, v)).length).toBeGreaterThan(10);
  expect(drawn.filter((v) => isInside(folded, v))).toEqual([]);
  expect(welded(folded)).toEqual(welded(unaware));
});
