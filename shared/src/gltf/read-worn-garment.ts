import type { Document, Node, WebIO } from '@gltf-transform/core';
import type { Pose } from '../body/pose.ts';
import { CATEGORIES } from '../garment/vocabulary.ts';
import { InputError } from '../job/input-error.ts';
import { partOfMesh, valuesAt } from '../mesh/part-of-mesh.ts';
import { weldByPosition } from '../mesh/weld-by-position.ts';
import type { GarmentNodeExtras } from '../report/decoded-fitted.ts';
import { readAssetExtras } from './asset-extras.ts';
import type { GarmentSurface } from './split-garment.ts';
import { EASE_ALONG_ATTRIBUTE, PANEL_ATTRIBUTE, PATTERN_ATTRIBUTE } from './write-garment.ts';

/** A garment that Fitroom made and wrote as it lies on one of its bodies. */
export interface WornGarmentFile {
  /** Its cloth up to the edges: what is turned under at the openings is left out. */
  readonly surface: GarmentSurface;
  /** As the file has them; fields that are not known are kept. */
  readonly extras: GarmentNodeExtras;
  readonly panelCount: number;
  /** Body that it lies on. */
  readonly bodyId: string;
  /** Null in older files. */
  readonly pose: Pose | null;
  /** As its report says; null where it says nothing. */
  readonly outlineIou: number | null;
}

/**
 * Reads a garment.glb or fitted.glb that Fitroom made of a pattern.
 *
 * @returns null for every other file.
 * @throws {InputError} `mesh-not-fittable` for an outfit, which is several garments.
 */
export async function readWornGarment(glb: Uint8Array, io: WebIO): Promise<WornGarmentFile | null> {
  const report = readAssetExtras(glb, 'fitroom');
  const bodyId = bodyOf(report);
  if (bodyId === null) return null;
  const document = await io.readBinary(glb);
  const node = garmentNode(document);
  const extras = node && knownExtras(node);
  const [primitive, ...more] = node?.getMesh()?.listPrimitives() ?? [];
  if (!extras || !primitive || more.length > 0) return null;
  const values = (name: string) => primitive.getAttribute(name)?.getArray() ?? null;
  const [pattern, panels] = [values(PATTERN_ATTRIBUTE), values(PANEL_ATTRIBUTE)];
  const [positions, uvs] = [values('POSITION'), values('TEXCOORD_0')];
  const indices = primitive.getIndices()?.getArray();
  if (!pattern || !panels || !positions || !uvs || !indices) return null;
  const panelCount = extras.panelCount ?? Infinity;
  const part = partOfMesh(indices, panels.length, (v) => panels[v]! < panelCount);
  const pick = (from: ArrayLike<number>, size: number) => valuesAt(from, size, part.vertices);
  const places = pick(positions, 3);
  const along = values(EASE_ALONG_ATTRIBUTE);
  const surface: GarmentSurface = {
    positions: places,
    normals: pick(values('NORMAL') ?? positions, 3),
    uvs: pick(uvs, 2),
    pattern: pick(pattern, 4),
    easeAlong: along
      ? pick(along, 1)
      : Float32Array.from(part.vertices, (v) => pattern[4 * v + 2]!),
    panels: Uint8Array.from(part.vertices, (v) => panels[v]!),
    indices: part.indices,
    sewnVertices: weldByPosition(places, part.indices).weldedOf,
  };
  const iou = (report as { outline_iou?: unknown }).outline_iou;
  return {
    surface,
    extras,
    panelCount: Math.min(panelCount, 1 + surface.panels.reduce((a, b) => Math.max(a, b), 0)),
    bodyId,
    pose: isPose(extras.pose) ? extras.pose : null,
    outlineIou: typeof iou === 'number' ? iou : null,
  };
}

/** The body that a report says the garment lies on. */
function bodyOf(report: unknown): string | null {
  const fit = (report as { fit?: { avatar?: unknown } } | undefined)?.fit;
  if (typeof fit?.avatar === 'string') return fit.avatar;
  if (Array.isArray((report as { layers?: unknown } | undefined)?.layers)) {
    throw new InputError(
      'mesh-not-fittable',
      'This file is an outfit of several garments; give the garment.glb of one of them.',
    );
  }
  return null;
}

function garmentNode(document: Document): Node | null {
  const nodes = document.getRoot().listNodes();
  return nodes.find((node) => node.getName() === 'garment') ?? null;
}

function knownExtras(node: Node): GarmentNodeExtras | null {
  const extras = node.getExtras() as unknown as GarmentNodeExtras;
  const isKnown =
    CATEGORIES.includes(extras.category) &&
    Array.isArray(extras.openings) &&
    extras.openings.every(({ kind, centre }) => typeof kind === 'string' && centre?.length === 3);
  return isKnown ? extras : null;
}

/** A pose from a file is somebody's text: every turn has to be three numbers. */
function isPose(pose: unknown): pose is Pose {
  const turns = (pose as Pose | undefined)?.turns;
  if (typeof turns !== 'object' || turns === null) return false;
  return Object.values(turns).every(
    (turn) => Array.isArray(turn) && turn.length === 3 && turn.every(Number.isFinite),
  );
}
