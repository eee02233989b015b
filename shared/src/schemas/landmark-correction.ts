import { z } from 'zod';

/** More than any garment has. */
const MOST_LANDMARKS = 64;

/** A landmark set by hand, as files and requests carry it. */
export const LandmarkCorrectionSchema = z
  .strictObject({
    name: z.string().min(1).max(64).describe('As in the reading, for example neck-left'),
    x: z.number().min(0).max(1).describe("Share of the upright photo's width, from its left"),
    y: z.number().min(0).max(1).describe("Share of the upright photo's height, from its top"),
  })
  .meta({ id: 'LandmarkCorrection' });

export const LandmarkCorrectionListSchema = z.array(LandmarkCorrectionSchema).max(MOST_LANDMARKS);
