import type { Avatar } from '../body/avatar.ts';
import { poseBody } from '../body/pose-body.ts';
import type { FlatCloth } from '../cloth/cloth.ts';
import { carryToBody } from '../fitting/carry-to-body.ts';
import { gradeEase } from '../fitting/grade-ease.ts';
import { type Clearing, keepClear } from '../fitting/keep-clear.ts';
import { poseForMesh } from '../fitting/pose-for-mesh.ts';
import type { Category } from '../garment/vocabulary.ts';
import type { WornGarmentFile } from '../gltf/read-worn-garment.ts';
import type { GarmentSurface } from '../gltf/split-garment.ts';
import { roundedPose } from '../gltf/write-garment.ts';
import { foldEdges } from '../hem/fold-edges.ts';
import { InputError } from '../job/input-error.ts';
import { indexBody } from '../mesh/closest-point.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { expectedOpenings } from '../report/expected-openings.ts';
import { meanOf, measureOpenings } from '../report/measure-openings.ts';
import type { PutOnMesh } from './put-on-mesh.ts';

/**
 * Puts a garment of a file that Fitroom wrote on an avatar. It is taken as it is: nothing is cut, no
 * opening is looked for. From the body it lies on it is carried to the new one, its pieces are
 * graded by as much, and its edges are turned under again.
 *
 * @param source The body that it lies on.
 * @param category What the caller calls it; null takes the file's own word.
 * @throws {InputError} `mesh-not-fittable` when that category is open elsewhere than the garment.
 */
export async function putOnWorn(
  file: WornGarmentFile,
  source: Avatar,
  avatar: Avatar,
  category: Category | null,
  clearing: Clearing,
): Promise<PutOnMesh> {
  const extras = { ...file.extras, category: agreedCategory(file, category) };
  const cloth = weldedCloth(file.surface);
  const openings = measureOpenings(cloth.positions, cloth.indices, extras.openings);
  const pose = file.pose ?? poseForMesh(source, cloth.positions, openings);
  const isSame = source.record.id === avatar.record.id;
  const body = poseBody(avatar, pose);
  const index = indexBody(body.positions, avatar.indices);
  let surface = file.surface;
  let positions: Float32Array = cloth.positions;
  if (!isSame) {
    const from = poseBody(source, pose);
    positions = carryToBody(
      positions,
      cloth.indices,
      from,
      indexBody(from.positions, source.indices),
      body,
    );
    const places = drawn(surface, positions);
    surface = { ...surface, ...gradeEase(surface, surface.positions, places) };
  }
  await keepClear(positions, cloth.indices, index, clearing);
  const sewn = { ...flatCloth(surface, cloth), openings };
  return {
    way: 'kept',
    category: extras.category,
    lying: { sewn, positions, placement: positions, body, skin: index },
    hangs: isSame,
    outlineIou: file.outlineIou,
    scaledBy: null,
    finish: (lying) => {
      const normals = vertexNormals(lying.positions, cloth.indices);
      const folded = foldEdges(
        {
          ...surface,
          positions: drawn(surface, lying.positions),
          normals: drawn(surface, normals),
        },
        { offsetMetres: clearing.offsetMetres, skin: lying.skin, panelCount: file.panelCount },
      );
      const worn = {
        positions: folded.positions,
        normals: folded.normals,
        indices: folded.indices,
        carried: carriedOf(folded),
        surface: folded,
        extras: {
          ...extras,
          pose: roundedPose(lying.body.pose),
          panelCount: file.panelCount,
          openings: openings.map(({ kind, side, vertices }) => ({
            kind,
            side,
            centre: meanOf(lying.positions, vertices),
          })),
        },
      };
      return { worn, kept: null };
    },
  };
}

/** The cloth with its pieces' flat lengths; a seam's point has the mean ease of its copies. */
function flatCloth(
  { pattern, easeAlong, sewnVertices, indices }: GarmentSurface,
  cloth: { readonly positions: Float32Array; readonly indices: Uint32Array },
): FlatCloth {
  const vertexCount = cloth.positions.length / 3;
  const copies = new Float32Array(vertexCount);
  const across = new Float32Array(vertexCount);
  const along = new Float32Array(vertexCount);
  sewnVertices.forEach((point, v) => {
    copies[point]!++;
    across[point]! += pattern[4 * v + 2]!;
    along[point]! += easeAlong[v]!;
  });
  const cornerFlat = new Float32Array(2 * indices.length);
  indices.forEach((v, corner) => {
    cornerFlat.set(pattern.subarray(4 * v, 4 * v + 2), 2 * corner);
  });
  return {
    vertexCount,
    indices: cloth.indices,
    cornerFlat,
    easeAcross: across.map((sum, v) => sum / Math.max(1, copies[v]!)),
    easeAlong: along.map((sum, v) => sum / Math.max(1, copies[v]!)),
  };
}

function agreedCategory({ extras }: WornGarmentFile, given: Category | null): Category {
  const openingsOf = (category: Category) =>
    JSON.stringify(expectedOpenings(category, extras.upper, extras.openFront));
  if (given === null || openingsOf(given) === openingsOf(extras.category)) {
    return given ?? extras.category;
  }
  throw new InputError(
    'mesh-not-fittable',
    `This garment was made as ${extras.category}, which is open elsewhere than ${given}; leave the category out, or make the garment again from its photo.`,
  );
}

/** One vertex a sewn point, numbered as `sewnVertices` has them. */
function weldedCloth({ positions, indices, sewnVertices }: GarmentSurface) {
  const count = sewnVertices.reduce((most, v) => Math.max(most, v), -1) + 1;
  const points = new Float32Array(3 * count);
  sewnVertices.forEach((point, v) => {
    points.set(positions.subarray(3 * v, 3 * v + 3), 3 * point);
  });
  return { positions: points, indices: indices.map((v) => sewnVertices[v]!) };
}

/** A value of each sewn point at each drawn vertex. */
function drawn({ sewnVertices }: GarmentSurface, values: Float32Array): Float32Array {
  const out = new Float32Array(3 * sewnVertices.length);
  sewnVertices.forEach((point, v) => {
    out.set(values.subarray(3 * point, 3 * point + 3), 3 * v);
  });
  return out;
}

/** As `CarriedCorners` has it: u, v and white. */
function carriedOf({ uvs, indices }: GarmentSurface) {
  const corners = new Float32Array(6 * indices.length).fill(1);
  indices.forEach((v, c) => {
    corners.set(uvs.subarray(2 * v, 2 * v + 2), 6 * c);
  });
  return { corners, parts: new Uint16Array(indices.length / 3) };
}
