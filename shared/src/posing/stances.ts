import { POSE_NAMES } from './named-poses.ts';

/** What a dressed avatar can be asked to do beside standing as its garment was draped. */
export const STANCES = [...POSE_NAMES, 'walk'] as const;
export type Stance = (typeof STANCES)[number];
