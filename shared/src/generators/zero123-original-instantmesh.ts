import type { Quality } from '../garment/vocabulary.ts';
import { INSTANT_MESH_LENS, type ViewAngles } from '../triplane/camera-rows.ts';
import { turnedViewModel } from '../turned-views/turned-view-model.ts';
import { TURNED_FRAME_RATIO, turnedViews } from '../turned-views/turned-views.ts';
import { FRAME_RATIO } from '../views/frame-garment.ts';
import { seededNoise } from '../views/noise-source.ts';
import { meshOfViews, openInstantMesh } from './mesh-of-views.ts';
import type { NeuralGenerator } from './neural-generator.ts';

/** The demo's own at med; half of them at low. */
const STEPS: Readonly<Record<Quality, number>> = { low: 25, med: 50 };
const DEFAULT_VIEWS = 8;
/** Above and below in turn, as those views lie that InstantMesh was made for. */
const ELEVATIONS_DEG = [20, -10] as const;
/** Garments are photographed from the front or from right above, lying flat: either way at right angles. */
const PHOTO_ELEVATION_DEG = 0;
/** Of the renderings that Zero123 was trained on: 35 mm before a sensor of 32 mm. */
const FOV_DEG = (2 * Math.atan(32 / 2 / 35) * 180) / Math.PI;

/**
 * So far away that the garment is as large in InstantMesh's box as by Zero123++'s views: what the picture's side shows at
 * the garment, by the share of it that the garment takes.
 */
const RADIUS =
  (INSTANT_MESH_LENS.radius * tangent(INSTANT_MESH_LENS.fovDeg) * FRAME_RATIO) /
  (tangent(FOV_DEG) * TURNED_FRAME_RATIO);

function tangent(fovDeg: number): number {
  return Math.tan((fovDeg * Math.PI) / 360);
}

/** Evenly round the garment, the first from the photo's side. */
export function originalViewAngles(count: number): ViewAngles[] {
  return Array.from({ length: count }, (_, n) => ({
    azimuthDeg: (360 * n) / count,
    elevationDeg: ELEVATIONS_DEG[n % 2]!,
  }));
}

/**
 * The first Zero123, view by view, then InstantMesh with the cameras of these views. How good its garments are is not
 * known: its views need not agree with each other, and InstantMesh was trained with six.
 */
export const zero123OriginalInstantMesh: NeuralGenerator = {
  name: 'zero123-original+instantmesh',

  async generate(photo, options, models, context) {
    const viewModel = await models.open('zero123-views');
    const meshModel = await openInstantMesh(options, models, context.log);
    const angles = originalViewAngles(options.views ?? DEFAULT_VIEWS);
    const views = await turnedViews(
      turnedViewModel(viewModel),
      photo,
      angles,
      {
        steps: STEPS[options.quality],
        noise: seededNoise(options.seed),
        photoElevationDeg: PHOTO_ELEVATION_DEG,
      },
      {
        signal: context.signal,
        log: context.log,
        progress: (fraction) => context.progress('views', fraction),
      },
    );
    const lens = { radius: RADIUS, fovDeg: FOV_DEG };
    return meshOfViews({ views, angles, lens }, meshModel, context);
  },
};
