import { rasterizePolygon } from '../outline/rasterize-polygon.ts';
import type { GarmentReading } from '../reading/garment-reading.ts';
import { findDetails, measureUnrest } from './find-details.ts';
import { findPrint } from './find-print.ts';
import { groupsThatGoRound } from './goes-round.ts';
import { growMask } from './grow-mask.ts';
import { arcPoints, insideRegions, onto } from './inside-regions.ts';
import { nearestKnown } from './nearest-known.ts';
import { type Region, sampleRegion } from './sample-region.ts';
import { seamMap } from './seam-map.ts';

/** Width of the picture that is searched: what is the front's alone is told apart by its shape. */
const SEARCH_WIDTH = 320;
/** Below a front neckline its rib, of the neck's width; a pattern runs closer to it. */
const NECKBAND = 0.3;
const NECKBAND_ON_PATTERN = 0.1;
/** A quarter of the garment is further than this from the cloth around: a pattern. */
const PATTERN_UNREST = 21;
/** Where marks of another colour lie all over, this much of it makes them a pattern. */
const MARKED_UNREST = 14;
/** Half of it is: a weave, a check or folds that a plain fill would interrupt. */
const TEXTURE_UNREST = 9;
/** Below it a collar or its trims, of the neck's width: what stands out there is the front's alone. */
const COLLAR = 0.45;
/** With this share of one colour, restless cloth is a weave or in folds, not patterned. */
const PLAIN_CLOTH = 0.85;
/** Of a front that opens its placket, of the picture's width to either side. */
const PLACKET_SHARE = 0.035;

/** Round a hood's inside its rim and the shade on it, of the hood's width at its foot. */
const HOOD_RIM = 0.06;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** What of a front must not be mirrored to the back. */
export interface FrontOwn {
  /** 1 where the back is to be filled instead. */
  readonly hole: Uint8Array;
  /** Plain cloth, a coarse weave or faint pattern, or a pattern all over. */
  readonly cloth: 'plain' | 'textured' | 'patterned';
}

/**
 * Finds what is the front's alone: prints, buttons, plackets, pockets, the neckband, the closure,
 * and what shows the inside back. It is looked for in a small picture, so that the size of the
 * texture does not change what is found.
 *
 * @param data rgba bytes of the front. @param known non-zero on its fabric.
 * @param crop the part of the working image that `data` shows. @param size of `data`, pixels.
 */
export function findFrontOwn(
  data: Uint8Array,
  known: Uint8Array,
  reading: GarmentReading,
  crop: Region,
  size: Size,
): FrontOwn {
  const width = Math.min(SEARCH_WIDTH, size.width);
  const small = { width, height: Math.max(1, Math.round((size.height * width) / size.width)) };
  const found = searchSmall(
    resized(data, 4, size, small),
    resized(known, 1, size, small, 255).map((value) => (value > 127 ? 1 : 0)),
    reading,
    crop,
    small,
  );
  const hole = resized(found.hole, 1, small, size, 255);
  const inside = insideRegions(reading, crop, size);
  for (let i = 0; i < hole.length; i += 1) hole[i] = hole[i]! > 127 || inside?.[i] ? 1 : 0;
  if (reading.hooded) keepHood(hole, inside, reading, crop, size);
  return { hole, cloth: found.cloth };
}

/**
 * A hood is one cloth all round, often another than the garment's: only its inside, with the shade at
 * its rim, is not its back's.
 */
function keepHood(
  hole: Uint8Array,
  inside: Uint8Array | null,
  reading: GarmentReading,
  crop: Region,
  size: Size,
): void {
  const { width, height } = size;
  const run = onto(arcPoints(reading, 'neck'), crop, size);
  if (run.length < 6) return;
  const across = Math.hypot(run.at(-2)! - run[0]!, run.at(-1)! - run[1]!);
  const hood = rasterizePolygon(run, width, height);
  const face = inside && growMask(inside, width, height, HOOD_RIM * across);
  for (let i = 0; i < hole.length; i += 1) if (hood[i]) hole[i] = face?.[i] ? 1 : 0;
}

function resized(data: Uint8Array, channels: 1 | 4, from: Size, to: Size, gain = 1): Uint8Array {
  const source = gain === 1 ? data : new Uint8Array(data.length);
  for (let i = 0; gain !== 1 && i < data.length; i += 1) source[i] = data[i]! * gain;
  const whole = { x: 0, y: 0, width: from.width, height: from.height };
  return sampleRegion(source, from.width, from.height, channels, whole, to.width, to.height);
}

function searchSmall(
  data: Uint8Array,
  known: Uint8Array,
  reading: GarmentReading,
  crop: Region,
  size: Size,
): FrontOwn {
  const { width, height } = size;
  const seams = seamMap(reading, crop, size);
  const nearestSeam = nearestKnown(seams, width, height);
  const goesRound = (labels: Int32Array, count: number) =>
    groupsThatGoRound(seams, nearestSeam, width, labels, count);
  const neckline = reading.frontNeckline ? onto(reading.frontNeckline, crop, size) : [];
  const across =
    neckline.length > 0
      ? Math.hypot(neckline.at(-2)! - neckline[0]!, neckline.at(-1)! - neckline[1]!)
      : 0;
  const neckEdge = drawLines([neckline], size);
  const collar = growMask(neckEdge, width, height, COLLAR * across);
  const { print, plain, allOver } = findPrint(data, known, collar, width, height, goesRound);
  const unrest = measureUnrest(data, known, width, height);
  const patterned =
    (allOver && unrest.upperQuartile >= MARKED_UNREST) ||
    (plain < PLAIN_CLOTH && unrest.upperQuartile >= PATTERN_UNREST);
  const hole = patterned ? new Uint8Array(known.length) : print;
  const add = (mask: Uint8Array) => {
    for (let i = 0; i < hole.length; i += 1) if (mask[i]) hole[i] = 1;
  };
  add(growMask(neckEdge, width, height, (patterned ? NECKBAND_ON_PATTERN : NECKBAND) * across));
  if (reading.frontOpening) {
    const { right, left } = reading.frontOpening;
    const lines = drawLines([onto(right, crop, size), onto(left, crop, size)], size);
    add(growMask(lines, width, height, PLACKET_SHARE * width));
  }
  const inside = insideRegions(reading, crop, size);
  if (inside) add(inside);
  if (patterned) return { hole, cloth: 'patterned' };
  const bare = known.map((value, i) => (value && !hole[i] ? 1 : 0));
  add(findDetails(unrest, bare, collar, width, height, goesRound));
  return { hole, cloth: unrest.median >= TEXTURE_UNREST ? 'textured' : 'plain' };
}

/** 1 on the pixels of lines, given as xy pairs. */
function drawLines(lines: readonly (readonly number[])[], { width, height }: Size): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (const points of lines) {
    for (let i = 2; i + 1 < points.length; i += 2) {
      const [ax, ay, bx, by] = [points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!];
      const steps = Math.ceil(Math.hypot(bx - ax, by - ay)) + 1;
      for (let s = 0; s <= steps; s += 1) {
        const x = Math.floor(ax + ((bx - ax) * s) / steps);
        const y = Math.floor(ay + ((by - ay) * s) / steps);
        if (x >= 0 && y >= 0 && x < width && y < height) mask[y * width + x] = 1;
      }
    }
  }
  return mask;
}
