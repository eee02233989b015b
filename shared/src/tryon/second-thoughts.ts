import { type Category, EASES, type Ease, type Method } from '../garment/vocabulary.ts';
import type { GarmentReading, Landmark } from '../reading/garment-reading.ts';
import { UNSURE_LANDMARK } from '../reading/landmark-confidence.ts';
import type { LandmarkCorrection } from '../reading/landmark-correction.ts';
import { INSTEAD, SECOND_THOUGHT } from '../reading/likely-instead.ts';
import { type Notice, notice } from '../reading/notices.ts';
import type { Gates } from '../report/report.ts';
import type { MadeGarment } from './made-garment.ts';
import type { DraftedGarment, MakeGarmentOptions } from './make-garment.ts';

/** A category as sure as this is not thought over again: the fault lies elsewhere. */
const SURE_CATEGORY = 0.85;
/** Below this the category is doubted before the ease. */
const DOUBTED_CATEGORY = 0.62;
/** Each costs as long as the first try. */
const MOST_THOUGHTS = 2;

/** Another way to make a garment whose first try does not hold. */
export type SecondThought =
  | { readonly kind: 'category'; readonly category: Category }
  | { readonly kind: 'ease'; readonly ease: Ease }
  /** Where an armpit was hardly found: the mirror image of the other one, working-image pixels. */
  | { readonly kind: 'armpit'; readonly name: string; readonly x: number; readonly y: number };

/**
 * What else to try, likelier first: an armpit where the other one's mirror image is; one step looser
 * where the cloth is stretched and nothing else is wrong; the next category where it was detected and
 * is not sure.
 *
 * @param made The first try.
 * @param gates Of its report.
 * @param wish What it was made with.
 * @param method How it was put on. Cloth that was not simulated is strained by that alone, which says
 *   nothing of how the photo was read.
 */
export function secondThoughts(
  { reading, ease, knownWidthCm, sizeLabel }: Omit<MadeGarment, 'texture' | 'pattern'>,
  gates: Gates,
  wish: Pick<MakeGarmentOptions, 'category' | 'corrections'>,
  method: Method = 'drape',
): SecondThought[] {
  const failed = failedGates(gates);
  const isStrained = failed.length === 1 && failed[0] === 'strain';
  const looser = EASES[EASES.indexOf(ease) + 1];
  // A garment of known size keeps it.
  const graded = knownWidthCm === null && !sizeLabel;
  const eased: SecondThought[] =
    isStrained && looser && graded ? [{ kind: 'ease', ease: looser }] : [];
  if (method === 'rigid' && isStrained) return eased;
  const thoughts: SecondThought[] = [];
  const armpit = mirroredArmpit(reading, wish.corrections ?? []);
  if (armpit) thoughts.push(armpit);
  const { value, confidence } = reading.category;
  const other: SecondThought[] =
    wish.category === 'auto' && confidence < SURE_CATEGORY
      ? [{ kind: 'category', category: INSTEAD[value][0]! }]
      : [];
  if (confidence < DOUBTED_CATEGORY) thoughts.push(...other.splice(0));
  return [...thoughts, ...eased, ...other].slice(0, MOST_THOUGHTS);
}

export function failedGates(gates: Gates): (keyof Gates)[] {
  return (Object.keys(gates) as (keyof Gates)[]).filter((name) => !gates[name]);
}

/** One line for a job's log. */
export function thoughtName(thought: SecondThought): string {
  if (thought.kind === 'category') return thought.category;
  return thought.kind === 'ease' ? `ease ${thought.ease}` : `${thought.name} from the other side`;
}

/**
 * What a garment is made with under a second thought.
 *
 * @param toPhoto Working-image pixels to shares of the photo's sides.
 */
export function wishWith(
  wish: MakeGarmentOptions,
  thought: SecondThought,
  toPhoto: (x: number, y: number) => Pick<LandmarkCorrection, 'x' | 'y'>,
): MakeGarmentOptions {
  if (thought.kind === 'category') return { ...wish, category: thought.category };
  if (thought.kind === 'ease') return { ...wish, ease: thought.ease };
  const { name, x, y } = thought;
  return { ...wish, corrections: [...(wish.corrections ?? []), { name, ...toPhoto(x, y) }] };
}

/** Marks what was only a second thought as unsure, and says so among the notices. */
export function markThought(made: DraftedGarment, thought: SecondThought): DraftedGarment {
  const { reading } = made;
  if (thought.kind === 'ease') {
    return marked(made, {}, notice('worn-looser', [thought.ease]));
  }
  if (thought.kind === 'category') {
    const category = {
      value: thought.category,
      source: 'detected' as const,
      confidence: SECOND_THOUGHT,
    };
    return marked(made, { category }, notice('unsure-category', [thought.category]));
  }
  const landmarks = reading.landmarks.map((landmark) =>
    landmark.name === thought.name ? { ...landmark, confidence: SECOND_THOUGHT } : landmark,
  );
  const said = reading.notices.find(({ code }) => code === 'unsure-landmarks');
  const names = [...(said?.values ?? []), thought.name];
  return marked(made, { landmarks }, notice('unsure-landmarks', names));
}

function marked(
  made: DraftedGarment,
  change: Partial<Pick<GarmentReading, 'category' | 'landmarks'>>,
  said: Notice,
): DraftedGarment {
  const notices = [...made.reading.notices.filter(({ code }) => code !== said.code), said];
  return { ...made, reading: { ...made.reading, ...change, notices } };
}

function mirroredArmpit(
  { landmarks, axis }: Pick<GarmentReading, 'landmarks' | 'axis'>,
  corrections: readonly LandmarkCorrection[],
): SecondThought | null {
  const left = landmarks.find(({ name }) => name === 'armpit-left');
  const right = landmarks.find(({ name }) => name === 'armpit-right');
  if (!left || !right) return null;
  const [worse, better]: readonly [Landmark, Landmark] =
    left.confidence < right.confidence ? [left, right] : [right, left];
  const found = worse.confidence >= UNSURE_LANDMARK || better.confidence < UNSURE_LANDMARK;
  if (found || corrections.some(({ name }) => name === worse.name)) return null;
  const dx = better.x - axis.x;
  const dy = better.y - axis.y;
  // The axis runs along (sin, -cos) of its tilt.
  const along = dx * Math.sin(axis.tilt) - dy * Math.cos(axis.tilt);
  return {
    kind: 'armpit',
    name: worse.name,
    x: axis.x + 2 * along * Math.sin(axis.tilt) - dx,
    y: axis.y - 2 * along * Math.cos(axis.tilt) - dy,
  };
}
