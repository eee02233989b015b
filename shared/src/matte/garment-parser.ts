import type { Category } from '../garment/vocabulary.ts';
import type { NetworkInput } from './matte-prior.ts';

/** A network that says of each pixel of a dressed person what it belongs to. */
export interface ParserNetwork extends NetworkInput {
  readonly output: 'labels';
  /** Side of the square answer, pixels: smaller than the input. */
  readonly answerSize: number;
  /** What its channels stand for, in order; those of the ATR data set are known here. */
  readonly labels: readonly string[];
}

/** Runs a parsing network: the port through which each platform gives its inference session. */
export interface GarmentParser {
  readonly network: ParserNetwork;
  /**
   * @param input Float32, shape [1, 3, size, size], as prior-tensor.ts lays it out.
   * @returns Float32, shape [1, labels, answerSize, answerSize]: logits.
   */
  run(input: Float32Array): Promise<Float32Array>;
}

/** Labels that only a person has. */
export const PERSON_LABELS: readonly string[] = [
  'Hair',
  'Face',
  'Left-leg',
  'Right-leg',
  'Left-arm',
  'Right-arm',
];

/** What one garment is labelled as. */
export type GarmentPart = 'Upper-clothes' | 'Dress' | 'Skirt' | 'Pants';

export const GARMENT_PARTS: readonly GarmentPart[] = ['Upper-clothes', 'Dress', 'Skirt', 'Pants'];

/**
 * Labels that a category's garment has, tried in turn: the data set has no coats, jumpsuits or shorts, and what
 * networks see of them differs from photo to photo.
 */
export const PARTS_OF: Readonly<Record<Category, readonly (readonly GarmentPart[])[]>> = {
  top: [['Upper-clothes'], ['Dress']],
  shirt: [['Upper-clothes'], ['Dress']],
  hoodie: [['Upper-clothes'], ['Dress']],
  outerwear: [['Upper-clothes'], ['Dress']],
  bodysuit: [['Upper-clothes'], ['Dress']],
  dress: [['Dress'], ['Upper-clothes', 'Skirt']],
  jumpsuit: [['Dress', 'Upper-clothes', 'Pants']],
  skirt: [['Skirt'], ['Dress']],
  trousers: [['Pants']],
  shorts: [['Pants'], ['Skirt']],
};
