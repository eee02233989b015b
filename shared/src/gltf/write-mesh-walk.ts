import type { WebIO } from '@gltf-transform/core';
import type { Clearing } from '../fitting/keep-clear.ts';
import type { JobContext } from '../job/context.ts';
import { type MotionSimulation, motionOf } from '../posing/motion-frames.ts';
import type { WornCloth } from '../posing/pose-garment.ts';
import { reportWalk } from '../report/report-walk.ts';
import type { GarmentMeshFile } from './read-garment-mesh.ts';
import { withoutDraco } from './write-fitted.ts';
import {
  addGarmentMesh,
  clothPoints,
  dropUnused,
  openGarmentFile,
  type WornMesh,
} from './write-garment-mesh.ts';
import { addMotion, type WalkFile } from './write-walk.ts';

/**
 * The dressed avatar as a GLB that moves, in somebody's mesh with the materials of its own file: as writeWalk has
 * it of a garment with a pattern.
 *
 * @param glb the file that the garment came from.
 * @param shown the cloth as it lies; with its weights, where they are known.
 * @param worn the same as it is drawn.
 * @param io knows the extensions of that file's materials.
 * @param simulation null: poses and walk are skinned.
 * @throws {CancelledError}
 */
export async function writeMeshWalk(
  glb: Uint8Array,
  file: GarmentMeshFile,
  shown: WornCloth,
  worn: WornMesh,
  clearing: Clearing,
  io: WebIO,
  context: JobContext,
  simulation: MotionSimulation | null,
): Promise<WalkFile> {
  const motion = await motionOf(shown, clearing, context, simulation);
  const walk = motion.figures && reportWalk(motion.figures);
  // What the file may have been compressed by has no morph targets.
  const document = withoutDraco(await openGarmentFile(glb, io));
  const garment = () => {
    const { node, vertices } = addGarmentMesh(document, file, worn, true);
    return { node, points: clothPoints(vertices, worn.surface, shown.positions) };
  };
  if (document.getRoot().listBuffers().length === 0) document.createBuffer();
  addMotion(document, shown.body, [{ add: garment, motion }]);
  dropUnused(document);
  if (walk) document.getRoot().setExtras({ fitroom_walk: walk });
  return { glb: await io.writeBinary(document), walk };
}
