import type { Avatar } from '../body/avatar.ts';
import type { UprightMesh } from '../fitting/align-to-body.ts';
import { CATEGORIES, type Category } from '../garment/vocabulary.ts';
import { type GarmentMeshFile, readGarmentMesh } from '../gltf/read-garment-mesh.ts';
import { readWornGarment } from '../gltf/read-worn-garment.ts';
import { requireCounts } from '../gltf/require-counts.ts';
import { saidCategory } from '../gltf/said-category.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { InputError } from '../job/input-error.ts';
import { detectMeshCategory } from '../opening/detect-mesh-category.ts';
import { type LoopedPiece, largeLoops } from '../opening/large-loops.ts';
import { reduceMesh } from '../opening/reduce-mesh.ts';
import { turnedOver } from '../opening/upside-down.ts';
import type { ReportSubject } from '../report/build-report.ts';
import { type PutOnMesh, putOnMesh } from './put-on-mesh.ts';
import { putOnWorn } from './put-on-worn.ts';
import type { MeshPorts, WearMeshOptions } from './wear-mesh.ts';

/** Somebody's file, put on a body. */
export interface PutOnFile {
  readonly glb: Uint8Array;
  readonly given: GarmentMeshFile;
  readonly put: PutOnMesh;
  /** As a report says it. */
  readonly category: ReportSubject['category'];
  /** Triangles that it was thinned to; null where it had few enough. */
  readonly reducedTo: number | null;
}

/** Openings that only one kind of garment has are as good as its word, short of a person's. */
const DETECTED_CONFIDENCE = 0.9;

/**
 * Reads a file with a 3D garment and puts it on an avatar, not simulated: thinned where it has too many
 * triangles, opened where its category is open, aligned, kept clear of the skin.
 *
 * @throws {InputError} `mesh-not-readable`, `mesh-too-large`, `mesh-category-unknown`, `mesh-not-fittable`.
 * @throws {CancelledError}
 */
export async function putOnFile(
  glb: Uint8Array,
  avatar: Avatar,
  options: Pick<WearMeshOptions, 'category' | 'offsetMm' | 'bodyOf' | 'origin'>,
  { gltf: io, snapper }: Pick<MeshPorts, 'gltf' | 'snapper'>,
  context: JobContext,
): Promise<PutOnFile> {
  const { offsetMm, origin = null } = options;
  context.progress('decode', 0);
  requireCounts(glb);
  const made = await readWornGarment(glb, io);
  const source = made && ((await options.bodyOf?.(made.bodyId)) ?? null);
  const given = await readGarmentMesh(glb, io);
  if (given.mesh.positions.some((value) => !Number.isFinite(value))) {
    throw new InputError(
      'mesh-not-fittable',
      'This mesh cannot be fitted: a coordinate is not a number. Export it again.',
    );
  }
  throwIfCancelled(context.signal);
  context.progress('fit', 0);
  const reduced = made && source ? given.mesh : await reduceMesh(given.mesh);
  const simple = reduced === given.mesh ? null : reduced;
  const word =
    origin?.category.value ?? options.category ?? made?.extras.category ?? saidCategory(glb);
  const clearing = { offsetMetres: offsetMm / 1000, snapper };
  let seen: Category | null = null;
  let put: PutOnMesh;
  if (made && source) put = await putOnWorn(made, source, avatar, options.category, clearing);
  else {
    const piece = largeLoops(reduced);
    if (word === null) seen = sureCategory(reduced, piece);
    const garment = { given: given.mesh, simple, piece, category: (word ?? seen)! };
    put = await putOnMesh(garment, avatar, clearing, context);
  }
  const category: ReportSubject['category'] = origin?.category ?? {
    value: put.category,
    source: seen ? 'detected' : 'given',
    confidence: seen ? DETECTED_CONFIDENCE : 1,
  };
  return { glb, given, put, category, reducedTo: simple && simple.indices.length / 3 };
}

/** @throws {InputError} `mesh-category-unknown` */
function sureCategory(mesh: UprightMesh, piece: LoopedPiece | null): Category {
  const seen =
    detectMeshCategory(piece) ??
    detectMeshCategory(largeLoops({ ...mesh, positions: turnedOver(mesh.positions) }));
  if (seen?.isSure) return seen.category;
  const why = seen
    ? `it is open as a ${seen.category} is, and as other garments are`
    : 'its openings do not tell';
  throw new InputError(
    'mesh-category-unknown',
    `Say what garment this mesh is, its category, for ${why}: one of ${CATEGORIES.join(', ')}.`,
  );
}
