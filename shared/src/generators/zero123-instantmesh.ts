import type { Quality } from '../garment/vocabulary.ts';
import { FOUR_OF_SIX_VIEWS, ZERO123_PLUS_VIEWS } from '../triplane/camera-rows.ts';
import { STEPS_BY_QUALITY } from '../views/denoising-schedule.ts';
import { generateViews } from '../views/generate-views.ts';
import { seededNoise } from '../views/noise-source.ts';
import { meshOfViews, openInstantMesh } from './mesh-of-views.ts';
import type { NeuralGenerator } from './neural-generator.ts';
import { zero123plusModel } from './zero123plus-model.ts';

/** Two thirds of the views take two thirds of the encoder's time and of its tokens. */
const VIEWS_USED: Readonly<Record<Quality, readonly number[]>> = {
  low: FOUR_OF_SIX_VIEWS,
  med: ZERO123_PLUS_VIEWS.map((_, index) => index),
};

/** Six views by Zero123++ v1.2 with InstantMesh's UNet, then InstantMesh. */
export const zero123InstantMesh: NeuralGenerator = {
  name: 'zero123+instantmesh',

  async generate(photo, options, models, context) {
    // Both before minutes of work: what is missing is said at once.
    const viewModel = await models.open('zero123plus-views');
    const meshModel = await openInstantMesh(options, models, context.log);
    const views = await generateViews(
      await zero123plusModel(viewModel),
      photo,
      { steps: STEPS_BY_QUALITY[options.quality], noise: seededNoise(options.seed) },
      {
        signal: context.signal,
        log: context.log,
        progress: (fraction) => context.progress('views', fraction),
      },
    );
    const used = VIEWS_USED[options.quality];
    return meshOfViews({ views, angles: ZERO123_PLUS_VIEWS, used }, meshModel, context);
  },
};
