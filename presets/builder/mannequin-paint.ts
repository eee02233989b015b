import { distance, type Triple } from './vector.ts';

/** sRGB, 0 to 255. */
export type Colour = readonly [number, number, number];

/** One point of the skin, as the painter sees it. */
export interface SkinPoint {
  /** Rest position, metres. */
  readonly position: Triple;
  /** Share of the surroundings that the point sees, 0 to 1. */
  readonly openness: number;
  /** Share of lip colour, 0 to 1. */
  readonly lip: number;
}
export type SkinPaint = (point: SkinPoint) => Colour;

const SKIN: Colour = [222, 190, 170];
const WARM: Colour = [208, 158, 138];
const LIP: Colour = [190, 126, 116];
const BROW: Colour = [138, 104, 86];
const CLOTH: Colour = [203, 200, 196];

/** How much darker the most hidden skin is; the viewer's own light does the rest. */
const HOLLOW_SHADE = 0.2;
const WARMTH = 0.3;
const WARM_RADIUS = 0.055;
const LIP_STRENGTH = 0.55;
const BROW_STRENGTH = 0.5;
/** The seam that finishes an edge of the base layer: where it runs and how dark it is. */
const SEAM = { from: 0.008, to: 0.0105, shade: 0.93 };

/** Points of a body, metres, by which its base layer and its face are drawn. */
export interface PaintGuide {
  readonly bustLevel: number;
  readonly crotchLevel: number;
  readonly shoulder: Triple;
  readonly armpit: Triple;
  /** Centre of the left eye. */
  readonly eye: Triple;
  /** Knees, elbows, knuckles: warmer skin. */
  readonly warmPoints: readonly Triple[];
}

/** Calm skin, faint brows and lips, a cropped top and boy shorts in one neutral colour. */
export function mannequinPaint(guide: PaintGuide): SkinPaint {
  return ({ position, openness, lip }) => {
    const shade = 1 - HOLLOW_SHADE * (1 - Math.sqrt(openness));
    const edge = Math.max(cropTop(guide, position), boyShorts(guide, position));
    if (edge > 0) {
      const seam = edge > SEAM.from && edge < SEAM.to ? SEAM.shade : 1;
      return scaled(CLOTH, shade * seam);
    }
    let warmth = 0;
    for (const point of guide.warmPoints) {
      const r = distance(position, point) / WARM_RADIUS;
      warmth = Math.max(warmth, Math.exp(-r * r));
    }
    let colour = mixed(SKIN, WARM, WARMTH * warmth);
    colour = mixed(colour, LIP, LIP_STRENGTH * lip);
    colour = mixed(colour, BROW, BROW_STRENGTH * brow(guide.eye, position));
    return scaled(colour, shade);
  };
}

/** Metres inside the edges of the top, negative outside. */
function cropTop({ bustLevel, shoulder, armpit }: PaintGuide, [px, y, z]: Triple): number {
  const x = Math.abs(px);
  const ridge = shoulder[1] + 0.03;
  const hem = y - (bustLevel - 0.105);
  const neckDepth = ridge - (bustLevel + (z > shoulder[2] ? 0.07 : 0.095));
  const neck = outsideArch(x / 0.068, (ridge - y) / neckDepth) * 0.068;
  const armX = armpit[0] + 0.012;
  const strapEnd = 0.112;
  const armhole =
    outsideArch((armX - x) / (armX - strapEnd), (ridge - y) / (ridge - armpit[1] + 0.03)) *
    (armX - strapEnd);
  // Below the armhole the arm leans away from the trunk at 45 degrees.
  const arm = armpit[0] + 0.01 + Math.max(0, armpit[1] - 0.03 - y) * 0.7 - x;
  return Math.min(hem, neck, armhole, arm, ridge + 0.03 - y);
}

/** Distance-like: negative inside the arch |u|^p + v^p < 1 that is open at the top. */
function outsideArch(u: number, v: number): number {
  const power = 2.4;
  return (Math.max(0, u) ** power + Math.max(0, v) ** power) ** (1 / power) - 1;
}

function boyShorts({ crotchLevel }: PaintGuide, [px, y]: Triple): number {
  const x = Math.abs(px);
  if (x > 0.3) return -1;
  const waist = crotchLevel + 0.15 - y;
  const leg = y - (crotchLevel - 0.05 + 0.15 * Math.max(0, x - 0.08));
  return Math.min(waist, leg);
}

/** Strength of the eyebrow at a point: an arch over the eye that thins out to the side. */
function brow(eye: Triple, [px, y, z]: Triple): number {
  if (z < eye[2] - 0.02) return 0;
  const along = (Math.abs(px) - (eye[0] - 0.017)) / 0.045;
  if (along < 0 || along > 1) return 0;
  const arch =
    eye[1] + 0.0165 + 0.0055 * Math.sin(Math.PI * Math.min(1, along * 0.85)) - 0.002 * along;
  const half = 0.0034 * (1 - 0.7 * along);
  const off = (y - arch) / half;
  const ends = Math.min(1, along / 0.12, (1 - along) / 0.25);
  return ends * Math.exp(-off * off * 0.9);
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  return [0, 1, 2].map((k) => a[k]! + (b[k]! - a[k]!) * share) as unknown as Colour;
}

function scaled(colour: Colour, factor: number): Colour {
  return colour.map((value) => value * factor) as unknown as Colour;
}
