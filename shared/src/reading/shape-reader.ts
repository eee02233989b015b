import type { Category } from '../garment/vocabulary.ts';
import type { GrayImage, RgbaImage } from '../image/image.ts';
import type { Place } from './open-sleeves.ts';
import { readShape, type Shape, type TracedMatte, traceMatte } from './read-shape.ts';

/** Reads the shape of one matte; see readShape. */
export type ShapeReader = (wanted: Category | 'auto', given: ReadonlyMap<string, Place>) => Shape;

/** A pair of armpits and a category is asked for again when another landmark moves; more are forgotten. */
const MOST_SHAPES = 8;

/**
 * Makes a reader that remembers what it has read of a matte: who moves a landmark reads the same
 * matte again, and only armpits change its shape.
 */
export function shapeReader(image: RgbaImage, matte: GrayImage): ShapeReader {
  let traced: TracedMatte | null = null;
  const shapes = new Map<string, Shape>();
  return (wanted, given) => {
    traced ??= traceMatte(matte);
    const armpits = [given.get('armpit-left') ?? null, given.get('armpit-right') ?? null];
    const key = JSON.stringify([wanted, armpits]);
    const known = shapes.get(key);
    if (known) return known;
    const shape = readShape(image, matte, wanted, given, traced);
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shapes.set(key, shape);
    return shape;
  };
}
