import type { BodyShape } from './shape-targets.ts';

/** What a preset is to be: goals in centimetres and the macro sliders to start from. */
export interface BodyGoal {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly heightCm: number;
  readonly bustCm: number;
  readonly waistCm: number;
  readonly hipCm: number;
  readonly neckCm: number;
  readonly wristCm: number;
  readonly start: BodyShape;
}

/** Targets that the solver moves, in the order of its unknowns after the height slider. */
export const SOLVED_DETAILS = [
  'torso/measure-bust-circ',
  'torso/measure-waist-circ',
  'torso/measure-hips-circ',
  'neck/measure-neck-circ',
  'hands/measure-wrist-circ',
] as const;

/** Modesty and closed eyes: a mannequin, not a portrait. */
const MANNEQUIN: Readonly<Record<string, number>> = {
  'breast/nipple-point-decr': 1,
  'breast/nipple-size-decr': 1,
  'pelvis/bulge-decr': 1,
  'breast/breast-dist-decr': 0.35,
  'stomach/stomach-tone-incr': 0.6,
  'stomach/stomach-navel-in': 0.2,
  'nose/nose-scale-depth-incr': 0.3,
  'nose/nose-scale-vert-incr': 0.2,
  'chin/chin-prominent-incr': 0.3,
  'head/head-oval': 0.3,
  'head/head-back-scale-depth-incr': 0.2,
  'expression/units/caucasian/eye-left-closure': 1,
  'expression/units/caucasian/eye-right-closure': 1,
};

/**
 * MakeHuman's arms and shoulders are short for their height: 50 cm from shoulder point to wrist where
 * a woman of 170 has about 57, and sleeves are cut for those.
 */
const PROPORTIONS: Readonly<Record<string, number>> = {
  'arms/measure-upperarm-length': 0.5,
  'arms/measure-lowerarm-length': 0.5,
  'torso/measure-shoulder-dist': 0.25,
};

/** 32 and 15.5 cm are usual for a height of 170; MakeHuman's own figure has 29 and 12.7. */
const FRAME = { heightCm: 170, neckCm: 32, wristCm: 15.5 };

function start(
  macro: Omit<BodyShape, 'details' | 'fixed' | 'height' | 'muscle'> & { readonly muscle: number },
  solved: readonly number[],
  details: Readonly<Record<string, number>> = {},
): BodyShape {
  const [bust, waist, hips] = solved;
  return {
    ...macro,
    height: 0.573,
    fixed: MANNEQUIN,
    details: {
      [SOLVED_DETAILS[0]]: bust!,
      [SOLVED_DETAILS[1]]: waist!,
      [SOLVED_DETAILS[2]]: hips!,
      [SOLVED_DETAILS[3]]: 0.6,
      [SOLVED_DETAILS[4]]: 0.5,
      ...PROPORTIONS,
      ...details,
    },
  };
}

export const BODY_GOALS: readonly BodyGoal[] = [
  {
    id: 'slim',
    name: 'Slim',
    notes: 'Slender frame, 82-62.5-88',
    ...FRAME,
    bustCm: 82,
    waistCm: 62.5,
    hipCm: 88,
    start: start(
      { muscle: 0.45, weight: 0.3, proportions: 0.75, cup: 0.4, firmness: 0.7 },
      [-0.25, -0.23, -0.7],
    ),
  },
  {
    id: 'regular',
    name: 'Regular',
    notes: 'Middle of the size range, 90-71-97.5',
    ...FRAME,
    bustCm: 90,
    waistCm: 71,
    hipCm: 97.5,
    start: start(
      { muscle: 0.5, weight: 0.55, proportions: 0.75, cup: 0.5, firmness: 0.65 },
      [0.07, 0.36, -0.09],
    ),
  },
  {
    id: 'curvy',
    name: 'Curvy',
    notes: 'Fuller figure, 104-83-112',
    ...FRAME,
    bustCm: 104,
    waistCm: 83,
    hipCm: 112,
    start: start(
      { muscle: 0.45, weight: 0.9, proportions: 0.65, cup: 0.65, firmness: 0.55 },
      [0.46, 0.86, 0.35],
      { 'arms/measure-upperarm-circ': 0.35 },
    ),
  },
];
