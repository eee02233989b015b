import type { RgbaImage } from '../image/image.ts';
import { type FlatLevels, flatLevels } from '../pattern/flat-levels.ts';
import {
  arcCentre,
  arcEnd,
  arcStart,
  type FlatShape,
  findArc,
  flatShape,
} from '../pattern/flat-shape.ts';
import type { GarmentReading, Presentation } from './garment-reading.ts';

/*
 * Flat or worn: odds in natural logarithms, positive for worn.
 *
 * Ground. Shops cut worn garments out and lay them on one even colour (66 photos looked at: deviation
 * of the ground 0 to 0.3 of 255); what lies on a floor or a bed has the floor's texture, shadows and
 * the camera's noise (2.6 to 21). Even ground alone says little, for flat garments are cut out too. It is looked at
 * along three rings, the middle one of which counts: a picture may have a frame, and what lies throws a shadow.
 *
 * Proportions. A garment laid flat shows half its girth, a worn one the width of the body in it: about
 * 0.37 of the girth instead of 0.5. Measured against the lengths that garments of a kind have.
 */

/** Odds of worn on even ground, before looking at the garment. */
const EVEN_GROUND_ODDS = 0.8;
/** Deviation of the ground, of 255: even below the first, certainly a photographed one at the second. */
const EVEN_GROUND = 1;
const ROUGH_GROUND = 4;
const ROUGH_GROUND_ODDS = -5;
/** Ground seen in at least this share of the border says something. */
const ENOUGH_GROUND = 0.1;
/** Alpha (of 255) below which a pixel is ground; own alpha above which it was photographed. */
const GROUND_ALPHA = 8;
const OPAQUE = 250;
/** Pixels between the picture's border and the first ring that is looked at, and between looks. */
const BORDER = 3;
const STRIDE = 2;
/** Shares of the shorter side at which the other rings lie. */
const RINGS = [0.03, 0.06] as const;

/**
 * Chest width, metres, at which flat and worn are alike: between 0.5 and 0.37 of the girth of tops
 * that shops photograph (88 to 100 cm), when the lengths below are right.
 */
const EVEN_CHEST = 0.4;
/** Logarithm of width that changes the odds by a factor e, and the odds it can give. */
const CHEST_STEP = 0.06;
const MOST_WORN = 4;
/** Cropped garments are wide for their length too: little is made of that. */
const MOST_FLAT = -2;

/** Lengths, metres: neck point to hem, neck to crotch where one piece has both, neck to cuff. */
const USUAL_LENGTH: Partial<Record<GarmentReading['category']['value'], number>> = {
  top: 0.635,
  shirt: 0.69,
  hoodie: 0.65,
};
const TRUNK = 0.67;
const LONG_SLEEVE = 0.71;
/** An underarm this many chest widths long, flat or worn, belongs to a long sleeve. */
const LONG_UNDERARM = 0.9;

/** What of a reading tells how its garment was presented. */
type Presented = Pick<
  GarmentReading,
  'matte' | 'outline' | 'arcs' | 'axis' | 'landmarks' | 'frontNeckline' | 'category'
>;

/**
 * Whether the photo shows a garment laid flat, or worn (as by a hidden mannequin), which makes the
 * photo a projection.
 *
 * @param image The photo at working size, the matte's.
 */
export function readPresentation(image: RgbaImage, reading: Presented): Presentation {
  const odds = groundOdds(image, reading.matte) + proportionOdds(reading);
  const worn = 1 / (1 + Math.exp(-odds));
  return odds > 0 ? { value: 'worn', confidence: worn } : { value: 'flat', confidence: 1 - worn };
}

/** What the ground's evenness says; 0 where no ground is seen (the photo was cut out before). */
function groundOdds(image: RgbaImage, matte: Presented['matte']): number {
  const shorter = Math.min(image.width, image.height);
  const rings = [BORDER, ...RINGS.map((share) => Math.max(BORDER, Math.round(share * shorter)))];
  const deviations = rings
    .map((depth) => groundDeviation(image, matte, depth))
    .filter((deviation) => deviation !== null)
    .sort((a, b) => a - b);
  const deviation = deviations[deviations.length >> 1];
  if (deviation === undefined) return 0;
  const rough = Math.min(1, Math.max(0, (deviation - EVEN_GROUND) / (ROUGH_GROUND - EVEN_GROUND)));
  return EVEN_GROUND_ODDS + rough * (ROUGH_GROUND_ODDS - EVEN_GROUND_ODDS);
}

/**
 * Standard deviation of the ground's lightness along a ring, of 255.
 *
 * @param depth Pixels from the picture's border. @returns Null where hardly any ground is seen.
 */
function groundDeviation(
  { width, height, data }: RgbaImage,
  matte: Presented['matte'],
  depth: number,
): number | null {
  let looked = 0;
  let count = 0;
  let sum = 0;
  let squares = 0;
  const look = (x: number, y: number): void => {
    looked++;
    const i = y * width + x;
    if (matte.data[i]! > GROUND_ALPHA || data[4 * i + 3]! < OPAQUE) return;
    const value = (data[4 * i]! + 2 * data[4 * i + 1]! + data[4 * i + 2]!) / 4;
    count++;
    sum += value;
    squares += value * value;
  };
  for (let x = depth; x < width - depth; x += STRIDE) {
    look(x, depth);
    look(x, height - 1 - depth);
  }
  for (let y = depth; y < height - depth; y += STRIDE) {
    look(depth, y);
    look(width - 1 - depth, y);
  }
  if (count < ENOUGH_GROUND * looked) return null;
  return Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2));
}

/** What the chest's width against the garment's lengths says; 0 where no length is usual. */
function proportionOdds(reading: Presented): number {
  const shape = flatShape(reading);
  if (!shape.arcs.some(({ kind }) => kind === 'neck' || kind === 'top')) return 0;
  const levels = flatLevels(shape, reading.category.value);
  const metresPerPixel = [
    ...lengthScales(levels, reading.category.value),
    ...sleeveScales(shape, levels),
  ];
  if (metresPerPixel.length === 0 || !(levels.chestWidth > 0)) return 0;
  const mean = metresPerPixel.reduce((sum, value) => sum + Math.log(value), 0);
  const chest = levels.chestWidth * Math.exp(mean / metresPerPixel.length);
  const odds = Math.log(EVEN_CHEST / chest) / CHEST_STEP;
  return Math.min(MOST_WORN, Math.max(MOST_FLAT, odds));
}

function lengthScales(levels: FlatLevels, category: GarmentReading['category']['value']): number[] {
  const scales: number[] = [];
  if (levels.crotch !== null) scales.push(TRUNK / (levels.top - levels.crotch));
  const usual = USUAL_LENGTH[category];
  if (usual !== undefined) scales.push(usual / (levels.top - levels.bottom));
  return scales.filter((scale) => scale > 0);
}

/** One scale for both long sleeves, none for short ones. */
function sleeveScales(shape: FlatShape, levels: FlatLevels): number[] {
  const lengths = (['left', 'right'] as const).flatMap((side) => {
    const cuff = findArc(shape, 'cuff', side);
    const underarm = findArc(shape, 'underarm', side);
    const shoulder = findArc(shape, 'shoulder', side);
    if (!cuff || !underarm || !shoulder) return [];
    const [ax, ay] = arcStart(underarm);
    const [bx, by] = arcEnd(underarm);
    if (Math.hypot(bx - ax, by - ay) < LONG_UNDERARM * levels.chestWidth) return [];
    const neck = side === 'left' ? arcStart(shoulder) : arcEnd(shoulder);
    const end = arcCentre(cuff);
    return [Math.hypot(end[0] - neck[0], end[1] - neck[1])];
  });
  if (lengths.length === 0) return [];
  return [(LONG_SLEEVE * lengths.length) / lengths.reduce((sum, value) => sum + value, 0)];
}
