import type { GrayImage } from '../image/image.ts';

/** Where the garment's edge runs in a matte: half way between clear and opaque. */
const ISO = 127.5;

/**
 * Walks the longest closed boundary of a matte by marching squares, with linear interpolation
 * between pixel centres. What lies outside the image counts as clear, so that every boundary
 * closes, and the walk never crosses itself.
 * Source: Lorensen and Cline 1987 in two dimensions; saddles keep the garment's parts apart.
 *
 * @returns xy pairs, clockwise on screen, pixels with (0, 0) the corner of the first pixel; empty
 *   when nothing is opaque.
 */
export function traceBoundary(matte: GrayImage): Float64Array {
  const { width, height, data } = matte;
  // Cell (x, y) has the pixel centres (x-1..x, y-1..y) as corners. Every boundary passes some
  // cell whose upper edge it crosses going down (inside to the west), so start from those.
  const columns = width + 1;
  const visited = new Uint8Array(columns * (height + 1));
  let longest: number[] = [];
  for (let startY = 0; startY < height; startY++) {
    const row = startY * width;
    let startX = nextEdge(data, row, 1, width);
    while (startX < columns) {
      if (!visited[startY * columns + startX]) {
        const points = walk(matte, visited, columns, startX, startY);
        if (points.length > longest.length) longest = points;
      }
      startX = nextEdge(data, row, startX + 1, width);
    }
  }
  return Float64Array.from(longest);
}

/**
 * The first place in a row, from `x` on, with an edge between (x-1, y) and (x, y), inside on the left pixel: the
 * walk goes down there. `width + 1` when there is none.
 */
function nextEdge(data: GrayImage['data'], row: number, x: number, width: number): number {
  for (; x < width; x++) if (data[row + x - 1]! > ISO && data[row + x]! <= ISO) return x;
  return x === width && data[row + x - 1]! > ISO ? x : width + 1;
}

function at({ width, height, data }: GrayImage, x: number, y: number): number {
  return x < 0 || y < 0 || x >= width || y >= height ? 0 : data[y * width + x]!;
}

/** Direction of travel into a cell: 0 down, 1 left, 2 up, 3 right. */
function walk(
  matte: GrayImage,
  visited: Uint8Array,
  columns: number,
  startX: number,
  startY: number,
): number[] {
  const points: number[] = [];
  let x = startX;
  let y = startY + 1;
  let direction = 0;
  do {
    const nw = at(matte, x - 1, y - 1);
    const ne = at(matte, x, y - 1);
    const sw = at(matte, x - 1, y);
    const se = at(matte, x, y);
    if (direction === 0) {
      visited[(y - 1) * columns + x] = 1;
      points.push(x - 0.5 + (nw - ISO) / (nw - ne), y - 0.5);
    } else if (direction === 2) {
      points.push(x + 0.5 - (se - ISO) / (se - sw), y + 0.5);
    } else if (direction === 1) {
      points.push(x + 0.5, y - 0.5 + (ne - ISO) / (ne - se));
    } else {
      points.push(x - 0.5, y + 0.5 - (sw - ISO) / (sw - nw));
    }
    direction = nextDirection(direction, nw > ISO, ne > ISO, sw > ISO, se > ISO);
    if (direction === 0) y++;
    else if (direction === 1) x--;
    else if (direction === 2) y--;
    else x++;
  } while (!(x === startX && y === startY + 1 && direction === 0));
  return points;
}

/** The walk keeps the garment on its right; at saddles it turns right, so parts stay apart. */
function nextDirection(
  direction: number,
  nw: boolean,
  ne: boolean,
  sw: boolean,
  se: boolean,
): number {
  if (direction === 0) return !sw ? 1 : !se ? 0 : 3;
  if (direction === 1) return !nw ? 2 : !sw ? 1 : 0;
  if (direction === 2) return !ne ? 3 : !nw ? 2 : 1;
  return !se ? 0 : !ne ? 3 : 2;
}
