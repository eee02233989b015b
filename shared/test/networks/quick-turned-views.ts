import type { StandInModel } from './stand-in-models.ts';

const [SIDE, LATENTS, EMBEDDING, TOKEN] = [16, 4, 5, 3];

/** Stands for `zero123-views`: the token is the turn of the camera, noise is taken for a tenth of what is seen. */
export function quickTurnedViews(): StandInModel {
  const picture = { image: [1, 3, SIDE, SIDE] };
  const latents = [2, 4, LATENTS, LATENTS];
  return {
    graphs: {
      clip_vision: {
        inputs: picture,
        outputs: { image_embeds: [1, EMBEDDING] },
        answer: () => new Float32Array(EMBEDDING).fill(0.5),
      },
      vae_encoder: {
        inputs: picture,
        outputs: { mean: [1, 4, LATENTS, LATENTS], logvar: [1, 4, LATENTS, LATENTS] },
        answer: () => new Float32Array(4 * LATENTS * LATENTS).fill(0.25),
      },
      pose_token: {
        inputs: { image_embeds: [1, EMBEDDING], pose: [1, 4] },
        outputs: { token: [1, 1, TOKEN] },
        answer: ({ pose }) => pose!.data.slice(0, TOKEN),
      },
      unet_step: {
        inputs: { sample: latents, cond: latents, timestep: [1], context: [2, 1, TOKEN] },
        outputs: { eps: latents },
        answer: ({ sample }) => sample!.data.map((value) => value / 10),
      },
      vae_decoder: {
        inputs: { latent: [1, 4, LATENTS, LATENTS] },
        outputs: { image: [1, 3, SIDE, SIDE] },
        answer: ({ latent }) =>
          Float32Array.from({ length: 3 * SIDE * SIDE }, (_, i) =>
            Math.tanh(latent!.data[i % latent!.data.length]! / 50),
          ),
      },
    },
  };
}
