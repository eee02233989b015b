import type { UprightMesh } from '@fitroom/shared/fitting/align-to-body';
import type { Category } from '@fitroom/shared/garment/vocabulary';
import { finishGarment } from '@fitroom/shared/generators/finish-garment';
import { readWornGarment } from '@fitroom/shared/gltf/read-worn-garment';
import type { RgbaImage } from '@fitroom/shared/image/image';
import { resampleChannels } from '@fitroom/shared/image/resize';
import type { JobContext } from '@fitroom/shared/job/context';
import { makeMatte } from '@fitroom/shared/matte/make-matte';
import { weldMesh } from '@fitroom/shared/mesh/weld-mesh';
import { tryOn } from '@fitroom/shared/tryon/try-on';
import { type GeneratedKind, generatedMesh } from '../../shared/test/shapes/generated-meshes.ts';
import { inflatedCutOut } from '../../shared/test/shapes/inflated-cut-out.ts';
import { meshDocument } from '../../shared/test/shapes/mesh-document.ts';
import type { Runtime } from '../src/cli/runtime.ts';
import { readPhoto } from '../src/photos/read-photo.ts';
import { unwrap } from '../src/platform/node-unwrap.ts';
import { STANDARD, STANDARD_FIT } from './standard-choices.ts';

/** A closed mesh to be opened and worn. */
export interface ClosedMesh {
  readonly glb: Uint8Array;
  readonly category: Category;
}

/** The garment of a photo as it is worn on the regular body: one vertex a point, metres. */
export interface WornPhoto extends UprightMesh {
  readonly category: Category;
}

/** Makes and wears the garment of a photo. */
export async function wornPhoto(
  path: string,
  { ports, avatar }: Runtime,
  context: JobContext,
): Promise<WornPhoto> {
  const options = { make: STANDARD, fit: STANDARD_FIT };
  const body = await avatar('regular');
  const { fitted } = await tryOn(await readPhoto(path), body, options, ports, context);
  const own = await readWornGarment(fitted.garmentGlb, ports.gltf);
  if (!own) throw new Error(`The garment of ${path} cannot be read again.`);
  return { ...weldMesh(own.surface), category: own.extras.category };
}

/** A worn garment as one kind of mesh that generators give. */
export async function closedKind(
  worn: WornPhoto,
  kind: GeneratedKind,
  { ports }: Runtime,
): Promise<ClosedMesh> {
  const document = meshDocument(generatedMesh(worn, kind));
  return { glb: await ports.gltf.writeBinary(document), category: worn.category };
}

/** What stands in for a network's garment: the cut-out of a photo, inflated to a lump, then finished as a network's. */
export async function standIn(
  path: string,
  category: Category,
  { ports }: Runtime,
  context: JobContext,
): Promise<ClosedMesh> {
  const photo = await readPhoto(path);
  const cut = cutOut(photo, await makeMatte(photo, ports.prior));
  const mesh = inflatedCutOut(cut, { cells: 120, depth: 0.13, sharpness: 64, squat: 0.97 });
  const { glb } = await finishGarment(
    { mesh, colourAt: null },
    cut,
    { quality: 'med', textureSize: null, category },
    { ...ports, unwrap },
    context,
  );
  return { glb, category };
}

/** Room round a cut-out, as a share of its longer side; alpha from which a pixel belongs to it. */
const ROOM = 1.12;
const SEEN = 40;

/** A square picture of the garment alone. */
function cutOut(
  { width, height, data }: RgbaImage,
  matte: { readonly width: number; readonly height: number; readonly data: Uint8Array },
): RgbaImage {
  const alpha = resampleChannels(matte.data, matte.width, matte.height, 1, width, height);
  const [low, high] = [
    [width, height],
    [0, 0],
  ];
  alpha.forEach((value, pixel) => {
    if (value <= SEEN) return;
    [pixel % width, Math.floor(pixel / width)].forEach((at, axis) => {
      low[axis] = Math.min(low[axis]!, at);
      high[axis] = Math.max(high[axis]!, at);
    });
  });
  const side = Math.round(ROOM * Math.max(high[0]! - low[0]! + 1, high[1]! - low[1]! + 1));
  const first = [0, 1].map((axis) => ((low[axis]! + high[axis]!) >> 1) - (side >> 1));
  const cut = new Uint8Array(4 * side * side);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [first[0]! + (i % side), first[1]! + Math.floor(i / side)];
    if (x < 0 || y < 0 || x >= width || y >= height) continue;
    const from = y * width + x;
    cut.set(data.subarray(4 * from, 4 * from + 3), 4 * i);
    cut[4 * i + 3] = Math.round(alpha[from]!);
  }
  return { width: side, height: side, data: cut };
}
