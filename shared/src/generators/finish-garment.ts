import type { WebIO } from '@gltf-transform/core';
import { bakeColours } from '../finishing/bake-colours.ts';
import { cleanSurface } from '../finishing/clean-surface.ts';
import { viewFromFront } from '../finishing/front-view.ts';
import { matchSilhouette } from '../finishing/match-silhouette.ts';
import { projectPhoto } from '../finishing/project-photo.ts';
import { rasteriseTexels, type Texels } from '../finishing/texels.ts';
import { thinSurface } from '../finishing/thin-surface.ts';
import type { Unwrapper } from '../finishing/unwrap.ts';
import type { Category, Quality } from '../garment/vocabulary.ts';
import { writeUnfitted } from '../gltf/write-unfitted.ts';
import type { RgbaImage } from '../image/image.ts';
import { type JobContext, throwIfCancelled } from '../job/context.ts';
import { vertexNormals } from '../mesh/vertex-normals.ts';
import { JOB_LINES } from '../messages/job-lines.ts';
import type { TryOnPorts } from '../tryon/ports.ts';
import type { GeneratedGarment } from './neural-generator.ts';

/** Pixels of the texture's sides by quality (contracts: texture 512 and 1024). */
export const TEXTURE_SIZES: Readonly<Record<Quality, number>> = { low: 512, med: 1024 };
/** Larger ones are made when asked for. */
export const LARGEST_TEXTURE = 4096;

/** Share of the texture's side between two charts: 4 pixels at 1024, which a mipmap of an eighth keeps apart. */
const GUTTER = 1 / 256;
/** Outlines that agree less show another shape than the photo's: its print would lie beside it. */
const LEAST_AGREEMENT = 0.8;

export interface FinishOptions {
  readonly quality: Quality;
  /** Pixels of the texture's sides, a power of two up to 4096; null: as the quality has it. */
  readonly textureSize: number | null;
  /** Written into the file where it is known. */
  readonly category: Category | null;
}

export interface FinishPorts extends Pick<TryOnPorts, 'encodeImage'> {
  readonly gltf: WebIO;
  readonly unwrap: Unwrapper;
}

export interface FinishedGarment {
  /** Closed, textured, in the generator's unit and place: what wearMesh takes. */
  readonly glb: Uint8Array;
  /** For people, English. */
  readonly warnings: readonly string[];
}

/**
 * What a generator made, ready to be worn: debris dropped, thinned, unwrapped, its colours baked into a texture, and
 * the photo painted on its front. The generator is not closed here.
 *
 * @param cutOut The photo that it was made of, transparent where there is no garment.
 * @throws {InputError} `shape-empty` when nothing is left of it.
 * @throws {RangeError} for a texture size that is not a power of two from 64 to 4096.
 * @throws {CancelledError}
 */
export async function finishGarment(
  { mesh, colourAt }: Pick<GeneratedGarment, 'mesh' | 'colourAt'>,
  cutOut: RgbaImage,
  { quality, textureSize, category }: FinishOptions,
  { gltf, encodeImage, unwrap }: FinishPorts,
  context: JobContext,
): Promise<FinishedGarment> {
  const size = requireSize(textureSize ?? TEXTURE_SIZES[quality]);
  const warnings: string[] = [];
  context.progress('texture', 0);
  const clean = cleanSurface(mesh);
  if (clean.remade) {
    warnings.push('The generated triangles were no surface; a new one was made round them.');
  }
  throwIfCancelled(context.signal);
  const thin = await thinSurface(clean, quality);
  const [kept, given] = [thin.indices.length / 3, mesh.indices.length / 3];
  context.log(JOB_LINES.finishThinned(kept, given, clean.dropped));
  throwIfCancelled(context.signal);
  context.progress('texture', SHARE_CLEANED);
  const gutter = Math.max(2, Math.round(GUTTER * size));
  const unwrapped = await unwrap(thin, { size, gutter: 2 * gutter });
  context.log(JOB_LINES.finishCharts(unwrapped.charts));
  throwIfCancelled(context.signal);
  context.progress('texture', SHARE_UNWRAPPED);
  const texels = rasteriseTexels(unwrapped, size, gutter);
  const colours = await bakeColours({ mesh, colourAt }, thin, texels, {
    signal: context.signal,
    onShare: (share) =>
      context.progress('texture', SHARE_UNWRAPPED + share * (SHARE_BAKED - SHARE_UNWRAPPED)),
  });
  const view = viewFromFront(thin);
  const place = matchSilhouette(cutOut, view);
  if (place && place.iou >= LEAST_AGREEMENT) {
    const share = projectPhoto(cutOut, place, view, thin, texels, colours);
    context.log(JOB_LINES.finishAgrees(place.iou, Math.round(100 * share)));
  } else {
    warnings.push(
      `The generated shape's outline agrees with the photo's to ${(place?.iou ?? 0).toFixed(2)} only, less than ${LEAST_AGREEMENT}: its print is as the generator made it.`,
    );
  }
  throwIfCancelled(context.signal);
  context.progress('write', 0);
  const bytes = await encodeImage(pictureOf(texels, colours), 'image/jpeg');
  const { vertexOf, uvs, indices } = unwrapped;
  const normals = vertexNormals(thin.positions, thin.indices);
  const atVertices = (values: Float32Array) =>
    Float32Array.from(
      { length: 3 * vertexOf.length },
      (_, i) => values[3 * vertexOf[Math.floor(i / 3)]! + (i % 3)]!,
    );
  const glb = await writeUnfitted(
    {
      positions: atVertices(thin.positions),
      normals: atVertices(normals),
      uvs: uvs.slice(),
      indices,
      texture: { mimeType: 'image/jpeg', bytes },
      category,
    },
    gltf,
  );
  return { glb, warnings };
}

/** Shares of the stage that are done by then, by their time for 16,000 triangles at 1024 pixels. */
const SHARE_CLEANED = 0.1;
const SHARE_UNWRAPPED = 0.7;
const SHARE_BAKED = 0.9;

/** The texture: between charts each pixel has the colour of the nearest one. */
function pictureOf({ size, nearest }: Texels, colours: Uint8Array): RgbaImage {
  const data = new Uint8Array(4 * size * size).fill(255);
  nearest.forEach((place, pixel) => {
    for (let k = 0; k < 3; k++) data[4 * pixel + k] = colours[3 * place + k]!;
  });
  return { width: size, height: size, data };
}

/** @throws {RangeError} */
function requireSize(size: number): number {
  if (Number.isInteger(Math.log2(size)) && size >= 64 && size <= LARGEST_TEXTURE) return size;
  throw new RangeError(
    `A texture of ${size} pixels cannot be made; give a power of two from 64 to ${LARGEST_TEXTURE}.`,
  );
}
