import type { ClothSolver } from '../cloth/cloth-solver.ts';
import { settleMesh } from '../drape/settle-mesh.ts';
import type { Snapper } from '../fitting/snapper.ts';
import type { FabricChoice, Method } from '../garment/vocabulary.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { armRoom } from '../posing/arm-room.ts';
import { namedPose, type PoseName } from '../posing/named-poses.ts';
import { posableGarment, poseGarment, type WornCloth } from '../posing/pose-garment.ts';
import type { ByteCache } from './ports.ts';
import type { PutOnMesh } from './put-on-mesh.ts';

export interface LayMeshOptions {
  readonly method: Method;
  readonly fabric: FabricChoice;
  /** Null: as it was put on. */
  readonly pose: PoseName | null;
  /** 3 to 5. */
  readonly offsetMm: number;
  /** Where cloth is simulated; left out: on the calling thread. */
  readonly solver?: ClothSolver | undefined;
  /** Where cloth is brought clear of the skin; left out: on the calling thread. */
  readonly snapper?: Snapper | undefined;
}

/** A mesh as it hangs, and as it is shown: the same, but in a pose. */
export interface LaidMesh {
  readonly hung: WornCloth;
  readonly shown: WornCloth;
}

/**
 * Lets a mesh that was put on hang as cloth, where that is asked for and it does not hang yet, and takes
 * it into a pose.
 *
 * @throws {CancelledError}
 */
export async function layMesh(
  put: PutOnMesh,
  { method, fabric, pose, offsetMm, solver, snapper }: LayMeshOptions,
  cache: ByteCache | null,
  context: JobContext,
): Promise<LaidMesh> {
  const settled = async (lying: WornCloth): Promise<WornCloth> => {
    const options = { category: put.category, fabric, offsetMm, solver, snapper };
    return { ...lying, positions: await settleMesh(lying, options, cache, context) };
  };
  let hung = put.lying;
  // Of another fabric than it was made of it falls otherwise.
  if (method === 'drape' && !(put.hangs && fabric === 'auto')) hung = await settled(hung);
  if (pose === null) return { hung, shown: hung };
  throwIfCancelled(context.signal);
  const posable = posableGarment(hung);
  const stance = namedPose(hung.body.avatar, pose, armRoom(posable));
  const posed = await poseGarment(posable, stance, { offsetMetres: offsetMm / 1000, snapper });
  return { hung, shown: method === 'drape' ? await settled(posed) : posed };
}
