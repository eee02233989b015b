import type { RgbaImage } from '../image/image.ts';
import type { GeneratedMesh } from '../triplane/generated-mesh.ts';

/** Cells along each side of the pictures that are compared: a shirt's sleeves are three or four wide. */
const CELLS = 32;
/** Directions tried, 15 degrees apart. */
const TURNS = 24;
const QUARTERS = 4;
/** Least of 255 for a pixel to count as the garment. */
const OPAQUE = 128;
/** Another quarter turn has to look better by this much: a plain skirt looks the same from all. */
const MARGIN = 0.01;
/**
 * A slanted direction has to look better than the best quarter turn by this much: objects mostly stand straight in
 * such frames, and an outline seen 15 degrees aside is hardly narrower.
 */
const SLANTED_MARGIN = 0.05;
/**
 * What the widest direction has over one of no width. Garments are photographed from their wide side; outlines are
 * compared box on box, because a generator's sleeves may hang otherwise than the photo's, and so say little of the width.
 */
const WIDTH_WEIGHT = 0.5;

/** Where something is and of which colour: red, green, blue by cell, or -1 where there is nothing. */
type Picture = Float32Array;

/**
 * Turns a mesh about its upright axis so that it shows what the photo shows, for generators that place objects in
 * frames of their own. Silhouette and colours from 24 directions are compared with the photo's, box on
 * box; the best overlap of the silhouettes less the mean difference of colour wins, wide directions before narrow
 * ones and quarter turns before slanted ones.
 *
 * @param mesh y up; its positions are turned, **changed** in place.
 * @param photo Cut out.
 * @returns the angle turned by, radians, positive from z to x.
 */
export function turnToPhoto(mesh: GeneratedMesh, photo: RgbaImage): number {
  const wanted = photoPicture(photo);
  if (wanted.every((value) => value < 0)) return 0;
  const points = pointsOf(mesh);
  const seen = Array.from({ length: TURNS }, (_, turn) => meshPicture(points, angleOf(turn)));
  const widest = Math.max(...seen.map(({ width }) => width));
  const likenesses = seen.map(
    ({ picture, width }) => likeness(wanted, picture) + (WIDTH_WEIGHT * width) / widest,
  );
  let best = 0;
  for (let turn = TURNS / QUARTERS; turn < TURNS; turn += TURNS / QUARTERS) {
    if (likenesses[turn]! > likenesses[best]! + (best === 0 ? MARGIN : 0)) best = turn;
  }
  const straight = likenesses[best]!;
  for (let turn = 0; turn < TURNS; turn++) {
    if (likenesses[turn]! > Math.max(likenesses[best]!, straight + SLANTED_MARGIN)) best = turn;
  }
  turnAboutY(mesh.positions, angleOf(best));
  return angleOf(best);
}

function angleOf(turn: number): number {
  return (2 * Math.PI * turn) / TURNS;
}

/** Turns places about the y axis, positive from z to x; **changed** in place and returned. */
export function turnAboutY(positions: Float32Array, angle: number): Float32Array {
  if (angle === 0) return positions;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]!;
    const z = positions[at + 2]!;
    positions[at] = cos * x + sin * z;
    positions[at + 2] = cos * z - sin * x;
  }
  return positions;
}

interface ColouredPoints {
  readonly positions: Float32Array;
  readonly colours: Uint8Array;
}

/** Vertices, and the middles of triangles so that coarse meshes leave no holes. */
function pointsOf({ positions, indices, colours }: GeneratedMesh): ColouredPoints {
  const count = positions.length + indices.length;
  const all = new Float32Array(count);
  const painted = new Uint8Array(count);
  all.set(positions);
  painted.set(colours);
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t]!, 3 * indices[t + 1]!, 3 * indices[t + 2]!];
    for (let k = 0; k < 3; k++) {
      all[positions.length + t + k] =
        (positions[a + k]! + positions[b + k]! + positions[c + k]!) / 3;
      painted[positions.length + t + k] = colours[a + k]!;
    }
  }
  return { positions: all, colours: painted };
}

/** Seen from the front: nearest point of each cell. */
function meshPicture(
  { positions, colours }: ColouredPoints,
  angle: number,
): { picture: Picture; width: number } {
  const turned = turnAboutY(positions.slice(), angle);
  let [left, right, bottom, top] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < turned.length; at += 3) {
    left = Math.min(left, turned[at]!);
    right = Math.max(right, turned[at]!);
    bottom = Math.min(bottom, turned[at + 1]!);
    top = Math.max(top, turned[at + 1]!);
  }
  const across = CELLS / (right - left);
  const down = CELLS / (top - bottom);
  const picture = new Float32Array(3 * CELLS * CELLS).fill(-1);
  const nearest = new Float32Array(CELLS * CELLS).fill(-Infinity);
  for (let at = 0; at < turned.length; at += 3) {
    const column = Math.min(CELLS - 1, Math.floor((turned[at]! - left) * across));
    const row = Math.min(CELLS - 1, Math.floor((top - turned[at + 1]!) * down));
    const cell = row * CELLS + column;
    if (turned[at + 2]! <= nearest[cell]!) continue;
    nearest[cell] = turned[at + 2]!;
    for (let c = 0; c < 3; c++) picture[3 * cell + c] = colours[at + c]!;
  }
  return { picture, width: right - left };
}

/** The photo’s colour at the middle of each cell of the square around its garment. */
function photoPicture({ width, height, data }: RgbaImage): Picture {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[4 * (y * width + x) + 3]! < OPAQUE) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  const picture = new Float32Array(3 * CELLS * CELLS).fill(-1);
  if (right < 0) return picture;
  for (let row = 0; row < CELLS; row++) {
    for (let column = 0; column < CELLS; column++) {
      // The pixel at the cell's middle: photos are far finer than cells, and silhouettes are what counts most.
      const x = left + Math.floor(((column + 0.5) * (right + 1 - left)) / CELLS);
      const y = top + Math.floor(((row + 0.5) * (bottom + 1 - top)) / CELLS);
      const at = 4 * (y * width + x);
      if (data[at + 3]! < OPAQUE) continue;
      for (let c = 0; c < 3; c++) picture[3 * (row * CELLS + column) + c] = data[at + c]!;
    }
  }
  return picture;
}

/** Overlap of the silhouettes, 0..1, less the mean difference of colour where both are. */
function likeness(a: Picture, b: Picture): number {
  let [both, either, difference] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 3) {
    const inA = a[at]! >= 0;
    const inB = b[at]! >= 0;
    if (inA || inB) either++;
    if (!inA || !inB) continue;
    both++;
    for (let c = 0; c < 3; c++) difference += Math.abs(a[at + c]! - b[at + c]!) / (3 * 255);
  }
  return both === 0 ? -1 : both / either - difference / both;
}
