import type { FabricName } from '../garment/vocabulary.ts';
import type { Fabric } from './fabric.ts';

/** A fabric as a laboratory measures it; docs/draping.md says where each number is from. */
export interface FabricPreset extends Fabric {
  readonly stretchStiffness: NonNullable<Fabric['stretchStiffness']>;
}

/** Newton metres, newtons a metre, kilograms a square metre, metres; friction against skin. */
export const FABRIC_PRESETS: Record<FabricName, FabricPreset> = {
  jersey: {
    areaDensity: 0.16,
    stretchStiffness: { warp: 70, weft: 33 },
    bendingStiffness: 1e-5,
    friction: 0.4,
    thickness: 0.0006,
  },
  poplin: {
    areaDensity: 0.12,
    stretchStiffness: { warp: 4900, weft: 2450 },
    bendingStiffness: 8e-6,
    friction: 0.35,
    thickness: 0.0003,
  },
  denim: {
    areaDensity: 0.324,
    stretchStiffness: { warp: 2000, weft: 410 },
    bendingStiffness: 6.4e-5,
    friction: 0.45,
    thickness: 0.0008,
  },
  knit: {
    areaDensity: 0.276,
    stretchStiffness: { warp: 130, weft: 86 },
    bendingStiffness: 4.6e-5,
    friction: 0.45,
    thickness: 0.0013,
  },
  silk: {
    areaDensity: 0.07,
    stretchStiffness: { warp: 3000, weft: 2000 },
    bendingStiffness: 3.5e-6,
    friction: 0.25,
    thickness: 0.0002,
  },
  chiffon: {
    areaDensity: 0.035,
    stretchStiffness: { warp: 1500, weft: 1000 },
    bendingStiffness: 8e-7,
    friction: 0.3,
    thickness: 0.0002,
  },
  leather: {
    areaDensity: 0.56,
    stretchStiffness: { warp: 2000, weft: 2000 },
    bendingStiffness: 2e-4,
    friction: 0.5,
    thickness: 0.001,
  },
};
