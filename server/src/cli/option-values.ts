import {
  type MotionName,
  OFFSET_MM,
  TEXTURE_SIZES,
  type TextureSize,
} from '@fitroom/shared/garment/vocabulary';

/** The command line itself is wrong; the message says what was expected. */
export class UsageError extends Error {}

/** Centimetres: narrower is no garment, wider no photo of one. */
const NARROWEST_CM = 10;
const WIDEST_CM = 250;
/** `XXXL`, `US 8-10`, `EU 40/42`. */
const LONGEST_SIZE = 12;
const LARGEST_SEED = 2 ** 32 - 1;

/** @throws {UsageError} */
export function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((word) => word === value);
  if (found === undefined) {
    throw new UsageError(`--${option} is one of ${allowed.join(', ')}; got "${value}".`);
  }
  return found;
}

/** @throws {UsageError} */
export function width(value: string | undefined): number | null {
  if (value === undefined) return null;
  const centimetres = Number(value);
  if (!(centimetres >= NARROWEST_CM && centimetres <= WIDEST_CM)) {
    throw new UsageError(
      `--width-cm is the garment's width laid flat, ${NARROWEST_CM} to ${WIDEST_CM}; got "${value}".`,
    );
  }
  return centimetres;
}

/** @throws {UsageError} */
export function textureSize(value: string | undefined): TextureSize | null {
  if (value === undefined) return null;
  const found = TEXTURE_SIZES.find((pixels) => String(pixels) === value);
  if (found === undefined) {
    throw new UsageError(
      `--texture is the texture's longer side, one of ${TEXTURE_SIZES.join(', ')}; got "${value}".`,
    );
  }
  return found;
}

/** @throws {UsageError} */
export function seed(value: string | undefined): number {
  return wholeNumber('seed', value, 0, LARGEST_SEED) ?? 0;
}

/** @throws {UsageError} */
export function viewCount(value: string | undefined): number | null {
  return wholeNumber('views', value, 8, 16);
}

/** @throws {UsageError} */
function wholeNumber(
  option: string,
  value: string | undefined,
  least: number,
  most: number,
): number | null {
  if (value === undefined) return null;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= least && number <= most) return number;
  throw new UsageError(`--${option} is a whole number, ${least} to ${most}; got "${value}".`);
}

/** @throws {UsageError} */
export function sizeLabel(value: string | undefined): string | null {
  if (value === undefined) return null;
  const label = value.trim();
  if (label.length === 0 || label.length > LONGEST_SIZE) {
    throw new UsageError(
      `--size is the garment's label, for example M or "EU 40"; got "${value}".`,
    );
  }
  return label;
}

/** @throws {UsageError} */
export function offset(value: string | undefined): number {
  if (value === undefined) return OFFSET_MM.usual;
  const millimetres = Number(value);
  if (value.trim() !== '' && millimetres >= OFFSET_MM.least && millimetres <= OFFSET_MM.most) {
    return millimetres;
  }
  throw new UsageError(
    `--offset-mm is what cloth keeps off the skin, ${OFFSET_MM.least} to ${OFFSET_MM.most} millimetres; got "${value}".`,
  );
}

/** @throws {UsageError} where cloth is to be simulated that nothing moves. */
export function requireMotion(animate: MotionName | null, simulate: boolean): void {
  if (!simulate || animate !== null) return;
  throw new UsageError('--simulate is about cloth that moves; use it with --animate walk.');
}
