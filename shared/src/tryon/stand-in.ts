import type { Ease, FabricChoice, Method } from '../garment/vocabulary.ts';
import { writeWalk } from '../gltf/write-walk.ts';
import type { RgbaImage } from '../image/image.ts';
import type { JobContext } from '../job/context.ts';
import { armRoom } from '../posing/arm-room.ts';
import type { MotionSimulation } from '../posing/motion-frames.ts';
import { posableGarment, poseGarment } from '../posing/pose-garment.ts';
import type { Stance } from '../posing/stances.ts';
import { walkPose } from '../posing/walk-cycle.ts';
import { dressedMeshes } from '../render/dressed-meshes.ts';
import type { Report, ReportWalk } from '../report/report.ts';
import { finishFitting } from './fit-garment.ts';
import { foldedSurface } from './folded-surface.ts';
import { fabricWorn, type MadeGarment } from './made-garment.ts';
import type { TryOnPorts } from './ports.ts';
import { inPose, type PutOnGarment } from './put-on.ts';
import { drawThumbnail } from './side-work.ts';
import { stageClock } from './stage-clock.ts';

export interface StandInOptions {
  /** How it was put on: what was not simulated then is not in the pose. */
  readonly method: Method;
  /** Null keeps the ease the garment was made with. */
  readonly ease: Ease | null;
  /** What it was put on in; null or left out: what the garment was made of. */
  readonly fabric?: FabricChoice | null;
  /** 3 to 5, default 4. */
  readonly offsetMm: number;
}

/** A dressed avatar as it was asked to stand. */
export interface StandingGarment {
  /** Nodes `avatar` and `garment`; of a walk with skeleton and animations, not compressed. */
  readonly glb: Uint8Array;
  /** Of a walk in the middle of a step. */
  readonly thumbnail: RgbaImage;
  /** Measured in the pose; null for a walk, whose garment is judged standing. */
  readonly report: Report | null;
  /** Of a simulated walk. */
  readonly walk: ReportWalk | null;
}

/** Of the walk's period: the left heel touches, both feet are on the ground and farthest apart. */
export const MID_STEP = 0;

/**
 * Takes a garment that was put on into a pose, or lets it walk.
 *
 * @param worn As it was draped; see `FittedGarment.worn`.
 * @throws {CancelledError}
 */
export async function standIn(
  garment: MadeGarment,
  worn: PutOnGarment,
  stance: Stance,
  { method, ease, fabric: asked = null, offsetMm }: StandInOptions,
  ports: TryOnPorts,
  context: JobContext,
): Promise<StandingGarment> {
  const fabric = fabricWorn(garment, asked);
  if (stance === 'walk' || stance === 'walk-simulated') {
    const simulation = { quality: garment.quality, fabric, solver: ports.solver };
    const how = stance === 'walk' ? null : simulation;
    return walking(garment, worn, how, offsetMm, ports, context);
  }
  const clock = stageClock(context);
  const { solver, snapper } = ports;
  const how = { method, offsetMm, ease, fabric, solver, snapper };
  const settle = { ...how, quality: garment.quality };
  const posed = await inPose(worn, stance, settle, how, ports.cache, clock.context);
  const { avatar } = worn.body;
  const fitted = await finishFitting(garment, posed, avatar, how, ports, clock);
  return { glb: fitted.fittedGlb, thumbnail: fitted.thumbnail, report: fitted.report, walk: null };
}

async function walking(
  { texture }: MadeGarment,
  worn: PutOnGarment,
  simulation: MotionSimulation | null,
  offsetMm: number,
  ports: TryOnPorts,
  context: JobContext,
): Promise<StandingGarment> {
  const { avatar } = worn.body;
  if (!simulation) context.progress('fit', 0.5);
  const posable = posableGarment(worn);
  const shown = { ...worn, follows: posable.skin };
  const surface = foldedSurface(worn, texture, offsetMm / 1000);
  const clearing = { offsetMetres: offsetMm / 1000, snapper: ports.snapper };
  const { glb, walk } = await writeWalk(
    shown,
    surface,
    texture,
    clearing,
    ports.gltf,
    context,
    simulation,
  );
  context.progress('render', 0);
  const pose = walkPose(avatar, MID_STEP, armRoom(posable));
  const stepping = await poseGarment(posable, pose, clearing);
  const drawn = foldedSurface(stepping, texture, offsetMm / 1000);
  const thumbnail = await drawThumbnail(
    {
      meshes: dressedMeshes(stepping, drawn, { skin: null, garment: null }),
      textures: [avatar.render.baseColor.bytes, texture.bytes],
    },
    ports,
  );
  context.progress('render', 1);
  return { glb, thumbnail, report: null, walk };
}
