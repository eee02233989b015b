import { describe, expect, it } from 'vitest';
import { sphereMesh } from '../../test/shapes/simple-meshes.ts';
import { sampleDistance } from '../body/distance-field.ts';
import { bareSolid, indexSolid, solidField } from '../body/solid.ts';
import { surfacePoint } from '../mesh/closest-point.ts';
import { meshTopology } from '../mesh/topology.ts';
import { layerShell } from './layer-shell.ts';
import { wearLayer } from './wear-layer.ts';

const BALL = 0.1;
const CAP = 0.115;
/** The cap ends at this height; below it the ball is bare. */
const HEM = 0.02;

const ball = bareSolid(sphereMesh(BALL, 24, [0, 0, 0]));

/** The upper part of a larger sphere: a cap of cloth with an opening below. */
function cap() {
  const { positions, indices } = sphereMesh(CAP, 24, [0, 0, 0]);
  const isAbove = (v: number) => positions[3 * v + 1]! > HEM;
  const kept: number[] = [];
  for (let t = 0; t < indices.length; t += 3) {
    const corners = [...indices.subarray(t, t + 3)];
    if (corners.every(isAbove)) kept.push(...corners);
  }
  const used = [...new Set(kept)];
  const renumbered = new Map(used.map((v, i) => [v, i]));
  return {
    positions: Float32Array.from(used.flatMap((v) => [...positions.subarray(3 * v, 3 * v + 3)])),
    indices: Uint32Array.from(kept, (v) => renumbered.get(v)!),
  };
}

const BOX = { min: [-0.2, -0.2, -0.2], max: [0.2, 0.2, 0.2] } as const;

describe('layerShell', () => {
  it('closes the cloth, opening included', () => {
    const shell = layerShell(cap(), indexSolid(ball));
    const topology = meshTopology(shell.indices, shell.positions.length / 3);
    expect(topology.boundaryEdges).toBe(0);
    expect(topology.nonManifoldEdges).toBe(0);
    expect(topology.inconsistentEdges).toBe(0);
  });
});

describe('wearLayer', () => {
  const dressed = wearLayer(ball, cap());

  it('holds the air between cloth and body, and none before the opening', () => {
    const { isInside } = indexSolid(dressed);
    expect(isInside(0, 0.108, 0)).toBe(true);
    expect(isInside(0.08, 0.072, 0)).toBe(true);
    expect(isInside(0, 0.117, 0)).toBe(false);
    // As far out as the cloth, but below its hem.
    expect(isInside(0.108, 0, 0)).toBe(false);
    expect(isInside(0, -0.108, 0)).toBe(false);
    expect(isInside(0, 0, 0)).toBe(true);
  });

  it('leads out of the air to the cloth, not back to the skin', () => {
    const hit = surfacePoint();
    const index = indexSolid(dressed);
    expect(index.closestPoint(0, 0.102, 0, 1, hit)).toBe(true);
    expect(hit.y).toBeGreaterThan(0.114);
    expect(index.closestPoint(0, -0.102, 0, 1, hit)).toBe(true);
    expect(hit.distance).toBeLessThan(0.003);
  });

  it('gives a field whose zero is the cloth where there is some and the skin elsewhere', () => {
    const field = solidField(dressed, BOX, 0.01);
    const gradient = new Float64Array(3);
    for (let polar = 0; polar < 180; polar += 5) {
      const angle = (polar * Math.PI) / 180;
      const [up, out] = [Math.cos(angle), Math.sin(angle)];
      // Half a hand's breadth round the hem both are near.
      if (Math.abs(CAP * up - HEM) < 0.03) continue;
      const surface = CAP * up > HEM ? CAP : BALL;
      for (const off of [-0.008, -0.003, 0.003, 0.008]) {
        const r = surface + off;
        const distance = sampleDistance(field, r * out, r * up, 0, gradient);
        expect(Math.abs(distance - off), `${polar} degrees`).toBeLessThan(0.003);
        expect(gradient[0]! * out + gradient[1]! * up).toBeGreaterThan(0.7);
      }
    }
  });

  it('leads through skin and layer in one direction', () => {
    const field = solidField(dressed, BOX, 0.01);
    const gradient = new Float64Array(3);
    let before = Number.NEGATIVE_INFINITY;
    for (let y = 0.08; y < 0.14; y += 0.001) {
      const distance = sampleDistance(field, 0, y, 0, gradient);
      expect(distance).toBeGreaterThan(before);
      before = distance;
    }
  });

  it('takes a further layer over the first', () => {
    const { positions, indices } = cap();
    const outer = { positions: positions.map((x) => x * (0.125 / CAP)), indices };
    const { isInside } = indexSolid(wearLayer(dressed, outer));
    expect(isInside(0, 0.12, 0)).toBe(true);
    expect(isInside(0, 0.127, 0)).toBe(false);
  });
});
