import { WAIST_CATEGORIES } from '../garment/vocabulary.ts';
import type { Presentation } from '../reading/garment-reading.ts';
import type { BodyMeasures } from './body-measures.ts';
import { type AspectPrior, type FittedScale, fitScale, gradedAspect } from './fit-scale.ts';
import { type FlatLevels, flatLevels } from './flat-levels.ts';
import type { FlatShape } from './flat-shape.ts';
import { lengthRange } from './garment-lengths.ts';
import { type GarmentKind, scaleCues } from './scale-cues.ts';
import { wearerOfLabel } from './size-labels.ts';

/** What a scale was taken from: the body that wears the garment, or what the user knew of its size. */
export type ScaleSource = 'body' | 'known-width' | 'size-label';

export interface DraftScale extends FittedScale {
  readonly source: ScaleSource;
}

/** What the user knows of a garment's real size. */
export interface KnownSize {
  /** Width of the garment laid flat, at the chest or (waist garments) at the waist. */
  readonly knownWidthCm: number | null;
  /** See size-labels.ts. */
  readonly sizeLabel?: string | null;
}

/** Girths that shops photograph for (European size 36 to 38), metres. */
const SAMPLE_BUST = 0.88;
const SAMPLE_HIP = 0.95;
/** Trust in a limit of length once it is passed. */
const LIMIT_SPREAD = 0.05;

/**
 * Half the girth over the width seen from the front, of what is worn: an ellipse 0.7 times as deep as
 * wide (the regular preset's bust: 45 cm round the front, 33.5 cm across).
 */
const WORN_FULLNESS = 1.35;
/** A garment laid flat keeps its proportions; a mannequin may be rounder or flatter than ours. */
const FLAT_SPREAD = 0.03;
const WORN_SPREAD = 0.05;
/** How much flatter or taller than the photo a garment may become at most, for a body it must fit. */
const LEAST_ASPECT = 0.85;
const MOST_ASPECT = 1.02;

/** Error of a width measured with a tape, and of finding where it was measured, as a share of it. */
const TAPE_ERROR = 0.02;

/**
 * Metres per pixel for a reading: one scale for both axes where the garment lay flat, and where it was
 * worn a greater one along x, for the girth that the projection hides. From the body's girths and the
 * chosen ease, armhole, sleeves, rise and the lengths that the category allows.
 *
 * @param known A width sets the scale alone; a label stands for the person whom it is meant for, and
 *   the wearer's body and ease then change nothing.
 * @throws {InputError} `size-unknown`
 */
export function draftScale(
  shape: FlatShape,
  garment: GarmentKind,
  body: BodyMeasures,
  presentation: Presentation,
  known: KnownSize,
): DraftScale {
  const worn = presentation.value === 'worn';
  const prior = worn
    ? { aspect: 1 / WORN_FULLNESS, spread: WORN_SPREAD }
    : { aspect: 1, spread: FLAT_SPREAD };
  const levels = flatLevels(shape, garment.category);
  if (known.knownWidthCm !== null) {
    const x = known.knownWidthCm / 100 / levels.knownWidth;
    return {
      x,
      y: x * prior.aspect,
      widthError: TAPE_ERROR,
      // No tape told the length: it follows from the width by the photo's aspect.
      heightError: Math.hypot(TAPE_ERROR, prior.spread),
      source: 'known-width',
    };
  }
  if (known.sizeLabel) {
    const wearer = wearerOfLabel(known.sizeLabel, garment.category);
    const scale = sizedTo(wearer, shape, levels, { ...garment, ease: 'regular' }, prior, true);
    return { ...scale, source: 'size-label' };
  }
  return { ...sizedTo(body, shape, levels, garment, prior, worn), source: 'body' };
}

/** The scale at which a garment suits a person. */
function sizedTo(
  body: BodyMeasures,
  shape: FlatShape,
  levels: FlatLevels,
  garment: GarmentKind,
  prior: AspectPrior,
  fitted: boolean,
): FittedScale {
  const cues = scaleCues(shape, levels, garment, body, fitted);
  const ratio = WAIST_CATEGORIES.has(garment.category)
    ? body.hip / SAMPLE_HIP
    : body.bust / SAMPLE_BUST;
  // What lay flat is looser on a slim body, not taller for its width.
  const girthRatio = prior.aspect < 1 ? ratio : Math.max(1, ratio);
  let scale = fitScale(cues, prior, girthRatio);
  const range = lengthRange(garment.category, body, 2 * levels.knownWidth * scale.x);
  const pixels = levels.top - levels.bottom;
  const length = scale.y * pixels;
  const strapless = garment.upper === 'strapless' ? body.neckSideHeight - body.armpitHeight : 0;
  const limit =
    length + strapless > range.max ? range.max : length + strapless < range.min ? range.min : 0;
  if (limit > strapless) {
    cues.push({ alongX: 0, metresPerPixel: (limit - strapless) / pixels, spread: LIMIT_SPREAD });
    scale = fitScale(cues, prior, girthRatio);
  }
  // Longer than the body has room for: no cue outweighs that, but for the garment's own shape.
  const room = (range.max - strapless) / pixels;
  const aspect = gradedAspect(prior.aspect, girthRatio);
  const y = Math.min(scale.y, room);
  return {
    ...scale,
    y: Math.min(MOST_ASPECT * aspect * scale.x, Math.max(LEAST_ASPECT * aspect * scale.x, y)),
  };
}
