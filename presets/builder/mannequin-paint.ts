import type { Colour, SkinPaint } from './paint-skin.ts';

const SKIN: Colour = [214, 183, 164];
const CLOTH: Colour = [176, 174, 172];

/** Levels and lines of the base layer, metres, on the body that is painted. */
export interface BaseLayerLevels {
  readonly bust: number;
  readonly waist: number;
  readonly crotch: number;
  readonly shoulder: number;
}

/** Skin tone with a cropped top and boy shorts. @param arms whether a joint belongs to an arm */
export function mannequinPaint(
  levels: BaseLayerLevels,
  arms: (joint: number) => boolean,
): SkinPaint {
  const topHem = levels.bust - 0.1;
  const shortTop = levels.crotch + 0.13;
  const shortHem = levels.crotch - 0.045;
  return ([x, y, z], _normal, joint) => {
    const side = Math.abs(x);
    if (!arms(joint) && y < shortTop && y > shortHem && side < 0.3) return CLOTH;
    // The neckline is a scoop, deeper in front; straps stand beside it.
    const scoop = levels.bust + (z > 0 ? 0.075 : 0.1) + 6 * side * side;
    const strapEdge = 0.155 - Math.max(0, y - levels.bust) * 0.35;
    if (y > topHem && y < Math.min(scoop, levels.shoulder + 0.05) && side < strapEdge) return CLOTH;
    return SKIN;
  };
}
