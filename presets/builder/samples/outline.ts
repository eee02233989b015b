/** Image point, pixels of the 900 x 1200 picture. */
export type Pixel = readonly [number, number];
/** A straight line to a point, or a cubic curve by two handles and its end. */
export type Stroke = readonly [Pixel] | readonly [Pixel, Pixel, Pixel];

/** The picture's middle: what garments are mirrored about. */
export const MIDDLE_X = 450;

/** Path data of a curve. */
export function path(start: Pixel, strokes: readonly Stroke[]): string {
  return `M${start.join(' ')}${strokes.map(command).join('')}`;
}

/**
 * Closed path data of a shape that is drawn down its left half, from the middle above to the middle
 * below; the right half is its mirror image.
 */
export function mirroredPath(start: Pixel, strokes: readonly Stroke[]): string {
  return `${path(start, strokes)}${backStrokes(start, strokes).map(command).join('')}Z`;
}

/** The same curve on the other side of the middle. */
export function mirrored(start: Pixel, strokes: readonly Stroke[]): string {
  return path(
    flip(start),
    strokes.map((stroke) => stroke.map(flip) as unknown as Stroke),
  );
}

function backStrokes(start: Pixel, strokes: readonly Stroke[]): Stroke[] {
  const ends = [start, ...strokes.map((stroke) => stroke[stroke.length - 1]!)];
  return strokes
    .map((stroke, i): Stroke => {
      const end = flip(ends[i]!);
      return stroke.length === 1 ? [end] : [flip(stroke[1]), flip(stroke[0]), end];
    })
    .reverse();
}

function flip([x, y]: Pixel): Pixel {
  return [2 * MIDDLE_X - x, y];
}

function command(stroke: Stroke): string {
  return `${stroke.length === 1 ? 'L' : 'C'}${stroke.map((point) => point.join(' ')).join(' ')}`;
}
