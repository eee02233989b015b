import type { Avatar, AvatarRecord, PosedBody } from '../body/avatar.ts';
import { bareSolid, indexSolid, type Solid, skinOf } from '../body/solid.ts';
import { drapeGarment, type OutfitPlace } from '../drape/drape-garment.ts';
import { hangHeight } from '../drape/hang-height.ts';
import { settleMesh } from '../drape/settle-mesh.ts';
import { tuckedVertices } from '../drape/tuck-in.ts';
import { keepClear } from '../fitting/keep-clear.ts';
import type { Category } from '../garment/vocabulary.ts';
import type { JobContext } from '../job/context.ts';
import type { Layer, LayerGarment } from '../layers/layer-garment.ts';
import type { GoesRound } from '../layers/measures-over.ts';
import type { Posing } from '../layers/outfit-pose.ts';
import { pressTucked } from '../layers/press-tucked.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { edgeEaser } from '../posing/ease-edges.ts';
import { hasPattern, type MovingCloth, movingCloth } from '../posing/moving-cloth.ts';
import {
  clearOfBody,
  posableGarment,
  poseGarment,
  type WornCloth,
} from '../posing/pose-garment.ts';
import { settlePose } from '../posing/settle-pose.ts';
import { reportForExtras } from '../report/build-report.ts';
import type { DecodedFitted } from '../report/decoded-fitted.ts';
import { judgeShape } from '../report/judge-shape.ts';
import { measureFitted } from '../report/measure-fitted.ts';
import { meanOf } from '../report/measure-openings.ts';
import type { LayerReport } from '../report/outfit-report.ts';
import type { WornBody } from '../report/worn-body.ts';
import { reportSubject } from './fit-garment.ts';
import { fabricWorn, type MadeGarment } from './made-garment.ts';
import { meshReport, meshSubject } from './mesh-report.ts';
import { meshLayer, patternLayer } from './outfit-layers.ts';
import type { TryOnPorts } from './ports.ts';
import { draftFor, type PutOnGarment, SEED } from './put-on.ts';
import { type PutOnFile, putOnFile } from './put-on-file.ts';
import type { WearMeshOptions } from './wear-mesh.ts';

/** A garment of an outfit and how it is worn in it: made by `panels`, or somebody's mesh. */
export type OutfitGarment = {
  /** Whether its hem goes inside what hangs from the waist. */
  readonly tucked: boolean;
} & (
  | {
      readonly garment: MadeGarment;
      /** What the report calls the photo; empty when its name is nobody's business. */
      readonly photoFile: string;
    }
  | { readonly mesh: OutfitMesh }
);

/** A GLB that is worn with other garments. */
export interface OutfitMesh
  extends Pick<WearMeshOptions, 'category' | 'fabric' | 'file' | 'origin' | 'bodyOf'> {
  readonly glb: Uint8Array;
}

/** A garment that was read, before it has its place among the others. */
export interface ReadGarment {
  readonly category: Category;
  readonly tucked: boolean;
  /** Cuts it for the body with what lies beneath, where it is cut at all. */
  cutFor(record: AvatarRecord): CutGarment;
}

/** Where a garment of an outfit hangs in a pose. */
export interface PosedPlace {
  /** What it is worn over there. */
  readonly beneath: Solid;
  /** As it was put on. */
  readonly tuckedBelow: number | null;
  /** Whether something is worn over it. */
  readonly isCovered: boolean;
}

/** A garment of an outfit before it is put on. */
export interface CutGarment {
  readonly goesRound: GoesRound;
  readonly posing: Posing;
  /** Height at which a waistband sits, metres, file frame; null of what does not hang from the waist. */
  readonly waistSeat: number | null;
  /** Puts it on what is worn beneath it. */
  hang(
    place: OutfitPlace,
    context: JobContext,
  ): Promise<{ readonly lying: Layer['lying']; readonly garment: LayerGarment }>;
  /**
   * Lets it hang in a pose that it was taken into.
   *
   * @param posed Clear of what lies beneath.
   * @returns Its positions, clear of what lies beneath.
   */
  settle(posed: WornCloth, place: PosedPlace, context: JobContext): Promise<Float32Array>;
  /** The garment, as it lies, as the solver moves it. @param tuckedBelow As it was put on. */
  moving(lying: WornCloth, tuckedBelow: number | null): MovingCloth;
  report(
    decoded: DecodedFitted,
    inside: readonly DecodedFitted[],
    lying: Layer['lying'],
    wearer: WornBody,
  ): LayerReport;
}

/**
 * Reads a garment of an outfit.
 *
 * @throws {InputError} when its file cannot be worn.
 */
export async function readOutfitGarment(
  stated: OutfitGarment,
  avatar: Avatar,
  offsetMm: number,
  ports: TryOnPorts,
  context: JobContext,
): Promise<ReadGarment> {
  const { tucked } = stated;
  if ('mesh' in stated) {
    const { mesh } = stated;
    const opened = await putOnFile(mesh.glb, avatar, { ...mesh, offsetMm }, ports, context);
    const cut = meshGarment(opened, mesh, avatar, offsetMm, ports);
    return { category: opened.put.category, tucked, cutFor: () => cut };
  }
  return {
    category: stated.garment.reading.category.value,
    tucked,
    cutFor: (record) => patternGarment(stated, record, avatar, offsetMm, ports),
  };
}

function patternGarment(
  { garment, photoFile }: Extract<OutfitGarment, { garment: MadeGarment }>,
  record: AvatarRecord,
  avatar: Avatar,
  offsetMm: number,
  ports: TryOnPorts,
): CutGarment {
  const cut = draftFor(garment, record, null);
  // What is draped may have been let out.
  let pattern = cut;
  const made = { quality: garment.quality, fabric: fabricWorn(garment) };
  const tuckedOf = ({ sewn }: PutOnGarment, tuckedBelow: number | null) =>
    tuckedVertices(sewn, tuckedBelow === null ? null : tuckedBelow - hangHeight(avatar, cut));
  return {
    goesRound: cut,
    posing: { pattern: cut },
    waistSeat: cut.waistSeat ?? null,
    async hang(outfit, context) {
      const draped = await drapeGarment(
        cut,
        avatar,
        {
          ...made,
          offsetMm,
          seed: SEED,
          solver: ports.solver,
          outfit,
        },
        ports.cache,
        context,
      );
      pattern = draped.pattern;
      return {
        lying: draped,
        garment: patternLayer(draped, garment.texture, offsetMm / 1000),
      };
    },
    async settle(posed, { beneath, tuckedBelow, isCovered }, context) {
      requirePattern(posed);
      const settled = await settlePose(
        posed,
        {
          ...made,
          offsetMm,
          solver: ports.solver,
          snapper: ports.snapper,
          beneath: beneath.insides.length > 1 ? beneath : undefined,
          tucked: tuckedOf(posed, tuckedBelow),
          isCovered,
        },
        ports.cache,
        context,
      );
      return settled.positions;
    },
    moving(lying, tuckedBelow) {
      requirePattern(lying);
      return movingCloth(lying, { ...made, tucked: tuckedOf(lying, tuckedBelow) });
    },
    report(decoded, inside, _lying, wearer) {
      const figures = measureFitted(decoded, wearer, garment.outlineIou, inside);
      const subject = reportSubject(garment, pattern, avatar, {
        method: 'drape',
        ease: null,
        photoFile,
      });
      return reportForExtras(subject, figures);
    },
  };
}

function meshGarment(
  opened: PutOnFile,
  mesh: OutfitMesh,
  avatar: Avatar,
  offsetMm: number,
  ports: TryOnPorts,
): CutGarment {
  const { put } = opened;
  const { openings } = put.lying.sewn;
  const has = (kind: (typeof openings)[number]['kind']) =>
    openings.some((opening) => opening.kind === kind);
  const { upper } = put.finish(put.lying).worn.extras;
  const { fabric = 'auto' } = mesh;
  const hung = async (
    posed: WornCloth,
    { beneath, tuckedBelow }: Omit<PosedPlace, 'isCovered'>,
    context: JobContext,
  ): Promise<Float32Array> => {
    const positions = await settleMesh(
      posed,
      {
        category: put.category,
        fabric,
        offsetMm,
        beneath: beneath.insides.length > 1 ? beneath : undefined,
        solver: ports.solver,
        snapper: ports.snapper,
      },
      ports.cache,
      context,
    );
    if (tuckedBelow !== null) tuckMesh(positions, put.lying, tuckedBelow, posed.body);
    return positions;
  };
  const waist = openings.find(({ kind }) => kind === 'waist');
  return {
    goesRound: { category: put.category, upper, legAngles: has('leg') ? true : null },
    posing: { pose: put.lying.body.pose, hasSleeves: has('cuff'), hasLegs: has('leg') },
    waistSeat: waist ? meanOf(put.lying.positions, waist.vertices)[1] : null,
    async hang({ body, beneath, tuckedBelow }, context) {
      context.progress('drape', 0);
      const posable = posableGarment(put.lying);
      const clearing = { offsetMetres: offsetMm / 1000, snapper: ports.snapper };
      const posed = { ...(await poseGarment(posable, body.pose, clearing)), body };
      const skin = indexSolid(beneath);
      const isBare = beneath.insides.length === 1;
      if (!isBare) {
        await clearOfBody(posed.positions, put.lying.positions, put.lying.sewn, (cloth) =>
          keepClear(cloth, put.lying.sewn.indices, skin, clearing),
        );
      }
      const positions = await hung({ ...posed, skin }, { beneath, tuckedBelow }, context);
      return { lying: { ...posed, positions }, garment: meshLayer(opened, ports.gltf) };
    },
    settle: hung,
    // A mesh is as fine as it came, whatever is wished of a pattern's; its hem is pressed in once it lies.
    moving: (lying) => movingCloth(lying, { quality: 'med', fabric, category: put.category }),
    report(decoded, inside, lying, wearer) {
      const { kept } = put.finish({ ...lying, skin: bareIndex(lying.body) });
      const figures = judgeShape(measureFitted(decoded, wearer, put.outlineIou, inside), kept);
      const subject = meshSubject(opened, mesh, avatar.record.id, 'drape');
      return { ...reportForExtras(subject, figures), ...meshReport(opened, mesh, kept) };
    },
  };
}

function requirePattern(worn: WornCloth): asserts worn is PutOnGarment {
  if (!hasPattern(worn)) throw new Error('This garment was cut from a pattern.');
}

/** Rounds of pressing a mesh's hem in and drawing its cloth together: the cloth above is drawn in bit by bit. */
const TUCKING_ROUNDS = 8;

/**
 * Presses a mesh to the body below a waistband. A pattern's hem is gathered for that; a mesh has to be drawn in
 * from above, or its edges at the waistband would tear.
 *
 * @param positions Changed in place. @param before Its edges say how long they may become.
 */
function tuckMesh(
  positions: Float32Array,
  { positions: before, sewn }: WornCloth,
  waistband: number,
  body: PosedBody,
): void {
  const bare = indexBody(body.positions, body.avatar.indices);
  const { ease } = edgeEaser(before, sewn);
  for (let round = 0; round < TUCKING_ROUNDS; round++) {
    pressTucked({ positions, indices: sewn.indices }, waistband, body, bare);
    ease(positions);
  }
}

const bareIndex = (body: PosedBody) => indexSolid(bareSolid(skinOf(body)));
