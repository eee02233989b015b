/** Image point, pixels of the 900 x 1200 picture. */
export type Pixel = readonly [number, number];
/** x y of a straight line's end, or of a cubic curve's two handles and its end. */
export type Stroke = readonly number[];

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
    strokes.map((stroke) => stroke.map((value, i) => (i % 2 === 0 ? 2 * MIDDLE_X - value : value))),
  );
}

function backStrokes(start: Pixel, strokes: readonly Stroke[]): Stroke[] {
  const ends = [start, ...strokes.map((stroke): Pixel => [stroke.at(-2)!, stroke.at(-1)!])];
  return strokes
    .map(([x1, y1, x2, y2, x], i): Stroke => {
      const end = flip(ends[i]!);
      return x === undefined ? end : [...flip([x2!, y2!]), ...flip([x1!, y1!]), ...end];
    })
    .reverse();
}

function flip([x, y]: Pixel): Pixel {
  return [2 * MIDDLE_X - x, y];
}

function command(stroke: Stroke): string {
  return `${stroke.length === 2 ? 'L' : 'C'}${stroke.join(' ')}`;
}
