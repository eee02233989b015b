import { bareSolid, indexSolid, type Solid } from '../body/solid.ts';
import { wearLayer } from '../layers/wear-layer.ts';
import type { BodyIndex, ClosedMesh } from '../mesh/closest-point.ts';
import { partOfMesh, valuesAt } from '../mesh/part-of-mesh.ts';
import { weldMesh } from '../mesh/weld-mesh.ts';
import type { DecodedFitted, DecodedGarment } from './decoded-fitted.ts';

/**
 * What a written garment is worn over.
 *
 * @param skin Welded. @param inside The garments inside it, inner to outer.
 */
export function beneathOf(skin: ClosedMesh, inside: readonly DecodedFitted[]): BodyIndex {
  return indexSolid(
    inside.reduce<Solid>((beneath, layer) => wearLayer(beneath, clothOf(layer)), bareSolid(skin)),
  );
}

/** A worn garment up to its edges, one vertex a point. */
export function clothOf({ garment, extras }: DecodedFitted): ClosedMesh {
  return weldMesh(withoutFacings(garment, extras.panelCount));
}

/**
 * The cloth up to its edges: openings, seams, ease and strain are measured there, not where the cloth
 * that is turned under ends. (A facing follows its edge; it was never stretched by a body.)
 */
export function withoutFacings(
  garment: DecodedGarment,
  panelCount: number | undefined,
): DecodedGarment {
  const { panels, indices } = garment;
  if (panels === null || panelCount === undefined) return garment;
  const part = partOfMesh(indices, panels.length, (v) => panels[v]! < panelCount);
  const pick = (values: Float32Array, size: number) => valuesAt(values, size, part.vertices);
  return {
    positions: pick(garment.positions, 3),
    indices: part.indices,
    uvs: pick(garment.uvs, 2),
    pattern: garment.pattern && pick(garment.pattern, 4),
    easeAlong: garment.easeAlong && pick(garment.easeAlong, 1),
    panels: Uint8Array.from(part.vertices, (v) => panels[v]!),
  };
}
