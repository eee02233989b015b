import { type Category, WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import { InputError } from '../job/input-error.ts';
import type { BodyMeasures } from './body-measures.ts';

/** Girths of the person a label is meant for, centimetres. */
interface LabelGirths {
  readonly bust: number;
  readonly waist: number;
  readonly hip: number;
}

const girths = (bust: number, waist: number, hip: number): LabelGirths => ({ bust, waist, hip });

/**
 * Letters: the middles of the intervals of EN 13402-3, women's and men's averaged (they are 2 to 4 cm
 * apart), since a photo does not say whom a garment is made for.
 */
const LETTERS: Readonly<Record<string, LabelGirths>> = {
  XXS: girths(72, 58, 80),
  XS: girths(80, 66, 87),
  S: girths(88, 74, 94),
  M: girths(96, 82, 101),
  L: girths(104, 90, 108),
  XL: girths(113, 99, 116),
  XXL: girths(124, 110, 125),
  '3XL': girths(136, 122, 135),
};
const LETTER_SPELLINGS: Readonly<Record<string, string>> = { '2XL': 'XXL', XXXL: '3XL' };

/** European women's numbers (German body measure tables of 1994, still those of the trade). */
const EU_NUMBERS: Readonly<Record<number, LabelGirths>> = {
  32: girths(76, 62, 88),
  34: girths(80, 65, 91),
  36: girths(84, 68, 94),
  38: girths(88, 72, 97),
  40: girths(92, 76, 100),
  42: girths(96, 80, 103),
  44: girths(100, 84, 106),
  46: girths(104, 88, 109),
  48: girths(110, 94.5, 114),
  50: girths(116, 101, 119),
  52: girths(122, 107.5, 124),
};
/** What is added to a number to get the European one. */
const EU_MINUS_US = 32;
const EU_MINUS_UK = 28;

/** Korean women's numbers: tens of the height, ones of the bust of the standard of 1981, as shops use them. */
const KR_NUMBERS: Readonly<Record<number, LabelGirths>> = {
  44: girths(82, 62, 88),
  55: girths(85, 67, 91),
  66: girths(90, 72, 95),
  77: girths(96, 78, 99),
  88: girths(102, 84, 104),
};

/** Korean tops are labelled by the chest in centimetres (KS K 0050, 0051). */
const CHEST_CENTIMETRES = [80, 85, 90, 95, 100, 105, 110, 115, 120] as const;
const CHEST_OVER_WAIST = 17;
const HIP_OVER_CHEST = 5;
/** Jeans by the waist in inches; a women's hip is that much more, centimetres. */
const JEANS_INCHES = [22, 48] as const;
/** Bare numbers up to this are inches on waist garments; European ones begin higher. */
const BARE_INCHES = 31;
const INCH = 2.54;
const HIP_OVER_WAIST = 24;

/** Heights of a person of 170 cm, metres: labels say nothing of them. */
const HEIGHTS = {
  neck: 0.34,
  upperArm: 0.27,
  wrist: 0.155,
  thigh: 0.55,
  calf: 0.35,
  ankle: 0.185,
  armReach: 0.694,
  sleeveReach: 0.572,
  shoulderX: 0.183,
  neckSideHeight: 1.44,
  headTopHeight: 1.7,
  neckSideX: 0.068,
  armpitHeight: 1.283,
  waistHeight: 1.1,
  hipHeight: 0.85,
  chestSlope: { height: 0.131, depth: 0.069 },
  crotchHeight: 0.815,
  waistFront: 0.53,
} as const;

/**
 * The person for whom a garment with this size label is made.
 *
 * @param label `XS` to `3XL`, `EU 38`, `US 6`, `UK 10`, `KR 66` or `W28`; bare numbers where only one
 *   system has them: European (32 to 52, even), Korean (55, 66, 77, 88), chest centimetres (80 to 120) and,
 *   on waist garments, inches (22 to 31). Case and spaces do not matter.
 * @throws {InputError} `size-unknown`
 */
export function wearerOfLabel(label: string, category: Category): BodyMeasures {
  const found = girthsOf(
    label.toUpperCase().replace(/[\s.-]/g, ''),
    WAIST_CATEGORIES.has(category),
  );
  if (!found) {
    throw new InputError(
      'size-unknown',
      `No size "${label}" is known for this garment. Write a letter (XS to 3XL), EU 38, US 6, UK 10, ` +
        'KR 66, a chest in centimetres (95) or, on trousers and skirts, W28; or give the width instead.',
    );
  }
  return {
    ...HEIGHTS,
    bust: found.bust / 100,
    waist: found.waist / 100,
    hip: found.hip / 100,
  };
}

function girthsOf(label: string, onWaist: boolean): LabelGirths | undefined {
  const letters = LETTERS[LETTER_SPELLINGS[label] ?? label];
  if (letters) return letters;
  const parts = /^(EU|US|UK|KR|W)?(\d{1,3})(L\d{2})?$/.exec(label);
  if (!parts) return undefined;
  const [, system, digits, leg] = parts;
  const number = Number(digits);
  if (leg !== undefined && system !== 'W') return undefined;
  switch (system) {
    case 'EU':
      return EU_NUMBERS[number];
    case 'US':
      return EU_NUMBERS[number + EU_MINUS_US];
    case 'UK':
      return EU_NUMBERS[number + EU_MINUS_UK];
    case 'KR':
      return KR_NUMBERS[number] ?? byChest(number);
    case 'W':
      return onWaist ? byInches(number) : undefined;
    default:
      return bareNumber(number, onWaist);
  }
}

function bareNumber(number: number, onWaist: boolean): LabelGirths | undefined {
  if (onWaist && number <= BARE_INCHES) return byInches(number);
  return EU_NUMBERS[number] ?? KR_NUMBERS[number] ?? (onWaist ? undefined : byChest(number));
}

function byChest(chest: number): LabelGirths | undefined {
  if (!CHEST_CENTIMETRES.some((known) => known === chest)) return undefined;
  return girths(chest, chest - CHEST_OVER_WAIST, chest + HIP_OVER_CHEST);
}

function byInches(inches: number): LabelGirths | undefined {
  const [least, most] = JEANS_INCHES;
  if (inches < least || inches > most) return undefined;
  const waist = inches * INCH;
  return girths(waist + CHEST_OVER_WAIST, waist, waist + HIP_OVER_WAIST);
}
