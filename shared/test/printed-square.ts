import type { DrapedGarment } from '../src/drape/draped-garment.ts';

/** A square on a photo, working-image pixels. */
export interface PhotoSquare {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

/** A printed square seen straight from the front, orthographic; metres. */
export interface SeenSquare {
  readonly width: number;
  readonly height: number;
}

/** Lines across the square, each way, whose lengths are averaged. */
const LINES = 9;

/**
 * Finds a photo's square on the front of the draped garment and measures it as a distant camera
 * before the wearer sees it: the mean distance between its left and right, its upper and lower edge.
 *
 * @throws {Error} when a part of the square is on no front panel.
 */
export function seenSquare(draped: DrapedGarment, square: PhotoSquare): SeenSquare {
  const left = square.x - square.side / 2;
  const top = square.y - square.side / 2;
  let width = 0;
  let height = 0;
  for (let i = 0; i < LINES; i++) {
    const t = (square.side * (i + 0.5)) / LINES;
    const [ax, ay] = seenAt(draped, left, top + t);
    const [bx, by] = seenAt(draped, left + square.side, top + t);
    width += Math.hypot(bx - ax, by - ay) / LINES;
    const [cx, cy] = seenAt(draped, left + t, top);
    const [dx, dy] = seenAt(draped, left + t, top + square.side);
    height += Math.hypot(dx - cx, dy - cy) / LINES;
  }
  return { width, height };
}

/** World x and y of the front's point that shows a photo's pixel. */
function seenAt(draped: DrapedGarment, x: number, y: number): readonly [number, number] {
  const { sewn, positions, pattern } = draped;
  const { cornerPhoto: photo, indices } = sewn;
  for (let c = 0; c < indices.length; c += 3) {
    if (pattern.panels[sewn.trianglePanels[c / 3]!]!.facing !== 'front') continue;
    const o = 2 * c;
    const ax = photo[o]! - x;
    const ay = photo[o + 1]! - y;
    const bx = photo[o + 2]! - x;
    const by = photo[o + 3]! - y;
    const cx = photo[o + 4]! - x;
    const cy = photo[o + 5]! - y;
    const weights = [bx * cy - by * cx, cx * ay - cy * ax, ax * by - ay * bx];
    const area = weights[0]! + weights[1]! + weights[2]!;
    if (area === 0 || weights.some((weight) => weight / area < -1e-6)) continue;
    let seenX = 0;
    let seenY = 0;
    for (let k = 0; k < 3; k++) {
      seenX += (weights[k]! / area) * positions[3 * indices[c + k]!]!;
      seenY += (weights[k]! / area) * positions[3 * indices[c + k]! + 1]!;
    }
    return [seenX, seenY];
  }
  throw new Error(`No front panel shows the photo at ${x.toFixed(1)}, ${y.toFixed(1)}.`);
}
