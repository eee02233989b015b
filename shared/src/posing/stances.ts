import { POSE_NAMES } from './named-poses.ts';

/**
 * What a dressed avatar can be asked to do beside standing as its garment was draped: `walk` with cloth that follows
 * the body, `walk-simulated` with cloth that the solver moves.
 */
export const STANCES = [...POSE_NAMES, 'walk', 'walk-simulated'] as const;
export type Stance = (typeof STANCES)[number];
