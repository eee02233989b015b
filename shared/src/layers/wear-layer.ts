import { indexSolid, type Solid } from '../body/solid.ts';
import type { ClosedMesh } from '../mesh/closest-point.ts';
import { columnWinding } from '../mesh/column-winding.ts';
import { layerShell } from './layer-shell.ts';

/**
 * The solid with one more garment on: its cloth becomes outside, what it covers is outside no longer.
 *
 * @param cloth Welded and at rest on `beneath`; one vertex per point, wound as seen from outside.
 */
export function wearLayer(beneath: Solid, cloth: ClosedMesh): Solid {
  const shell = layerShell(cloth, indexSolid(beneath));
  const winding = columnWinding(shell.positions, shell.indices);
  const count = beneath.positions.length / 3;
  const covered = Uint8Array.from({ length: count }, (_, v) => {
    const i = 3 * v;
    const { positions } = beneath;
    return winding(positions[i]!, positions[i + 1]!, positions[i + 2]!) > 0 ? 1 : 0;
  });
  const outside: number[] = [];
  for (let t = 0; t < beneath.indices.length; t += 3) {
    const corners = beneath.indices.subarray(t, t + 3);
    // A triangle that is covered in part still faces whatever comes in at the layer's edge.
    if (!corners.every((v) => covered[v] === 1)) outside.push(...corners);
  }
  for (const v of cloth.indices) outside.push(count + v);
  const positions = new Float32Array(beneath.positions.length + cloth.positions.length);
  positions.set(beneath.positions);
  positions.set(cloth.positions, beneath.positions.length);
  return {
    positions,
    indices: Uint32Array.from(outside),
    insides: [...beneath.insides, shell],
  };
}
