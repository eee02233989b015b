import type { RgbaImage } from '../image/image.ts';
import { type CancelSignal, throwIfCancelled } from '../job/context.ts';
import { checkedValues } from '../networks/checked-values.ts';
import { runAndRelease } from '../networks/run-and-release.ts';
import { tensorSides } from '../networks/tensor-sides.ts';
import { CAMERA_ROW_LENGTH } from '../triplane/camera-rows.ts';
import type { DecodeStep } from '../triplane/generated-mesh.ts';
import { INSTANT_MESH_GRID } from '../triplane/grid-axis.ts';
import { meshFromSdf } from '../triplane/mesh-from-sdf.ts';
import { wearerColours } from '../triplane/wearer-colours.ts';
import { HEAD_GRAPHS, sdfDecoder } from './instant-mesh-heads.ts';
import type { InstalledModel } from './model-port.ts';
import type { GeneratedGarment } from './neural-generator.ts';
import { viewPlanes } from './view-planes.ts';

export interface ReconstructOptions {
  readonly signal: CancelSignal;
  /** @param fraction 0..1 of the whole reconstruction. */
  readonly progress?: (fraction: number) => void;
  /** Left out: the grid that InstantMesh was trained on. */
  readonly grid?: { readonly cellsPerAxis: number; readonly scale: number };
}

/** A garment of networks without the pictures it was made from. */
export type ReconstructedGarment = Omit<GeneratedGarment, 'views'>;

/** Shares of the time, about: the field is asked at two million points. */
const ENCODED = 0.15;
const PLANES_MADE = 0.4;
const DECODED: Readonly<Record<DecodeStep, readonly [from: number, to: number]>> = {
  field: [PLANES_MADE, 0.9],
  weights: [0.9, 0.97],
  colours: [0.97, 1],
};

/**
 * A garment from views of it by InstantMesh (Xu et al. 2024, arXiv 2404.07191), base or large: DINO with
 * camera modulation, a triplane, signed distances on a grid, FlexiCubes, colours. Each graph is released once
 * it is done with; `rgb` stays open until the garment is closed.
 *
 * @param views In any size; square ones, before white where they are not opaque.
 * @param cameras CAMERA_ROW_LENGTH values a view, see `cameraRows`.
 * @throws {InputError} `shape-empty` when there is no surface within the box.
 * @throws {CancelledError} between two networks or chunks, once the signal is aborted.
 * @throws {RangeError} when there are no views or not as many cameras.
 * @throws {Error} when a graph cannot be run or gives no numbers.
 */
export async function reconstructFromViews(
  views: readonly RgbaImage[],
  cameras: Float32Array,
  { manifest, graphs }: InstalledModel,
  { signal, progress, grid = INSTANT_MESH_GRID }: ReconstructOptions,
): Promise<ReconstructedGarment> {
  if (views.length === 0 || cameras.length !== views.length * CAMERA_ROW_LENGTH) {
    throw new RangeError(
      `InstantMesh wants a camera row of ${CAMERA_ROW_LENGTH} values a view: ${views.length} views, ${cameras.length} values.`,
    );
  }
  const side = tensorSides(manifest, 'dino_encoder', 'images', 4)[2]!;
  const width = tensorSides(manifest, 'triplane', 'image_tokens', 3)[2]!;
  const sides = tensorSides(manifest, 'triplane', 'planes', 5);
  const planeLength = sides.reduce((product, length) => product * length);

  try {
    throwIfCancelled(signal);
    const tokens = await runAndRelease(
      graphs,
      'dino_encoder',
      {
        images: { data: viewPlanes(views, side), dims: [views.length, 3, side, side] },
        cameras: { data: cameras, dims: [views.length, CAMERA_ROW_LENGTH] },
      },
      'image_tokens',
    );
    progress?.(ENCODED);
    throwIfCancelled(signal);
    const dims = [1, tokens.length / width, width];
    const planes = await runAndRelease(
      graphs,
      'triplane',
      { image_tokens: { data: checkedValues('views’ tokens', tokens, tokens.length), dims } },
      'planes',
    );
    progress?.(PLANES_MADE);
    const decoder = sdfDecoder(graphs, {
      data: checkedValues('triplane', planes, planeLength),
      dims: sides,
    });
    const mesh = await meshFromSdf(
      decoder,
      {
        signal,
        onProgress(step, share) {
          const [from, to] = DECODED[step];
          progress?.(from + share * (to - from));
        },
      },
      grid,
    );
    await graphs.release(HEAD_GRAPHS.filter((graph) => graph !== 'rgb'));
    return {
      mesh,
      colourAt: wearerColours(decoder.colours, signal),
      close: () => graphs.release(['rgb']),
    };
  } catch (error) {
    await graphs.release(HEAD_GRAPHS);
    throw error;
  }
}
