import { Document, type WebIO } from '@gltf-transform/core';
import type { Layer } from '../layers/layer-garment.ts';
import type { Motion } from '../posing/motion-frames.ts';
import type { ReportWalk } from '../report/report.ts';
import { reportWalk } from '../report/report-walk.ts';
import { dropOtherScenes, layerNodeNames, withoutDraco } from './write-fitted.ts';
import { addMotion, type MovingGarment } from './write-walk.ts';

/** An outfit that moves, and what the simulation of each garment came to; null where there was none. */
export interface OutfitWalkFile {
  readonly glb: Uint8Array;
  /** Inner to outer. */
  readonly walks: readonly ReportWalk[] | null;
}

/**
 * An avatar in several garments as a GLB that moves: as writeWalk has it of one, the garments' nodes named as in
 * an outfit that stands, each with morph targets of its own.
 *
 * @param layers Inner to outer, as they are shown.
 * @param motions The same as they move, all through the same poses.
 */
export async function writeOutfitWalk(
  layers: readonly Layer[],
  motions: readonly Motion[],
  io: WebIO,
): Promise<OutfitWalkFile> {
  const document = new Document();
  document.createBuffer();
  const names = layerNodeNames(layers.length);
  const garments: MovingGarment[] = [];
  for (const [n, { drawn }] of layers.entries()) {
    const { node, points } = await drawn.addTo(document, names[n]!);
    garments.push({ add: () => ({ node, points: points() }), motion: motions[n]! });
  }
  addMotion(document, layers[0]!.lying.body, garments);
  dropOtherScenes(document);
  const walks = motions.flatMap(({ figures }) => (figures ? [reportWalk(figures)] : []));
  if (walks.length > 0) document.getRoot().setExtras({ fitroom_walk: { layers: walks } });
  const glb = await io.writeBinary(withoutDraco(document));
  return { glb, walks: walks.length > 0 ? walks : null };
}
