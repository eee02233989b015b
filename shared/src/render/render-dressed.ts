import type { RgbaImage } from '../image/image.ts';
import type { Camera, DrawnMesh, Vector3 } from './camera.ts';
import { type Backdrop, renderMeshes } from './render-meshes.ts';

export const VIEWS = ['front', 'side', 'back'] as const;
/** `side` shows the wearer's left. */
export type View = (typeof VIEWS)[number];

/** A portrait lens: what is near does not bulge. */
const FOV_Y = (24 * Math.PI) / 180;
/**
 * Height of the picture in heights of what is shown: at 3:4 the arms of any pose fit in, so that one
 * body has one scale in all its pictures.
 */
const PICTURE_HEIGHTS = 1.26;
/** Air left beside what is wider than that, as a share of the picture. */
const MARGIN = 0.02;
/** The camera looks down a little, so that shoulders and hem read as round. */
const ELEVATION = (6 * Math.PI) / 180;
const AZIMUTH: Readonly<Record<View, number>> = { front: 0, side: Math.PI / 2, back: Math.PI };

/** The product's own backdrop: light above, a shade warmer below. */
export const STUDIO: Backdrop = { top: [246, 246, 248], bottom: [228, 226, 224] };

/**
 * A picture of the dressed avatar, framed on the whole of what is given.
 *
 * @param meshes file frame; all are framed.
 * @param backdrop null: transparent.
 */
export function renderDressed(
  meshes: readonly DrawnMesh[],
  view: View,
  width: number,
  height: number,
  backdrop: Backdrop | null,
): RgbaImage {
  return renderMeshes(
    meshes,
    portraitCamera(meshes, view, width / height),
    width,
    height,
    backdrop,
  );
}

function portraitCamera(meshes: readonly DrawnMesh[], view: View, aspect: number): Camera {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { positions } of meshes) {
    for (let i = 0; i < positions.length; i += 1) {
      const k = i % 3;
      if (positions[i]! < low[k]!) low[k] = positions[i]!;
      if (positions[i]! > high[k]!) high[k] = positions[i]!;
    }
  }
  const target: Vector3 = [0, (low[1]! + high[1]!) / 2, (low[2]! + high[2]!) / 2];
  // The widest of all views, so that front, side and back have one scale too.
  const halfWidth = Math.max(Math.abs(low[0]!), Math.abs(high[0]!), (high[2]! - low[2]!) / 2);
  const halfHeight = (high[1]! - low[1]!) / 2;
  const half = Math.max(PICTURE_HEIGHTS * halfHeight, halfWidth / aspect / (1 - 2 * MARGIN));
  const distance = half / Math.tan(FOV_Y / 2);
  const azimuth = AZIMUTH[view];
  return {
    target,
    eye: [
      target[0] + distance * Math.sin(azimuth) * Math.cos(ELEVATION),
      target[1] + distance * Math.sin(ELEVATION),
      target[2] + distance * Math.cos(azimuth) * Math.cos(ELEVATION),
    ],
    projection: { kind: 'perspective', fovY: FOV_Y },
  };
}
