import { mirrored, type Pixel, path, type Stroke } from './outline.ts';

/**
 * Inside of the back of a top: from the back neckline down behind the front one, which must cover its
 * lower edge (three quarters of the way to `frontHandle`).
 */
export function insideBack(left: Pixel, backDepth: number, frontHandle: number): string {
  const [x, y] = left;
  const right: Pixel = [900 - x, y];
  return `${path(left, [
    [x + 40, y + backDepth, 860 - x, y + backDepth, ...right],
    [880 - x, frontHandle, 20 + x, frontHandle, ...left],
  ])}Z`;
}

/** A thin line of stitches. */
export function stitches(...lines: readonly string[]): string {
  return lines
    .map(
      (d) =>
        `<path d="${d}" fill="none" stroke="#000" stroke-opacity=".26" stroke-width="1.6" stroke-dasharray="5 2.4"/>`,
    )
    .join('');
}

/** A seam: a fine groove with a light side. */
export function seams(...lines: readonly string[]): string {
  return lines
    .map(
      (d) =>
        `<path d="${d}" fill="none" stroke="#000" stroke-opacity=".3" stroke-width="2.2"/>` +
        `<path d="${d}" fill="none" stroke="#fff" stroke-opacity=".16" stroke-width="2" transform="translate(2 2)"/>`,
    )
    .join('');
}

export function both(start: Pixel, strokes: readonly Stroke[]): string[] {
  return [path(start, strokes), mirrored(start, strokes)];
}
