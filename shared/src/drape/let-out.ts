import type { Cloth } from '../cloth/cloth.ts';
import { authoredEaseAt } from '../pattern/authored-ease.ts';
import type { AuthoredEase, Pattern } from '../pattern/pattern.ts';
import type { SewnGarment } from '../pattern/sewn-garment.ts';

/** The flat cloth is looked at in cells of this size, metres. */
const CELL = 0.05;
/** A garment whose 95th percentile of stretch is below this is worn as it is cut. */
const TOO_TIGHT = 0.12;
/** Mean stretch of a cell's stretched half from which the cloth is let out there. */
const TIGHT = 0.12;
/** Stretch that is left: most of it falls while the finer meshes settle. */
const LEFT = 0.07;
/** Ease at one place, what the pattern has already included. */
const MOST_EASE = 0.3;
/** A spot reaches over the neighbouring cells, metres: in full as far as the next one's. */
const REACH = 2 * CELL;

/** An edge this many times as wide as high lies across, and the other way round lengthwise. */
const LENGTHWISE = 1.2;
/** A cell is let out across alone where it is stretched so much more that way, as a share of its stretch. */
const MUCH_MORE = 0.5;

interface Cell {
  readonly x: number;
  readonly y: number;
  readonly stretches: number[];
  /** Of edges that lie across, and of those that lie lengthwise. */
  readonly across: number[];
  readonly along: number[];
}

function newCell(x: number, y: number): Cell {
  return { x, y, stretches: [], across: [], along: [] };
}

function meanOf(values: readonly number[]): number {
  return values.length > 0 ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;
}

/**
 * A second fitting: ease for the places at which the garment, worn as it was cut, is stretched.
 * A silhouette does not show gussets, knit that gives, or cloth folded under an arm; a tailor lets the
 * cloth out where it pulls, and so does this.
 *
 * @param positions xyz of each vertex as it hangs, metres.
 * @returns Ease to add to the pattern's own; empty for a garment that is not too tight on the whole.
 */
export function letOut(
  pattern: Pattern,
  sewn: SewnGarment,
  cloth: Cloth,
  positions: ArrayLike<number>,
): AuthoredEase[] {
  const cells = new Map<string, Cell>();
  cloth.restLengths.forEach((rest, e) => {
    const a = cloth.edges[2 * e]!;
    const b = cloth.edges[2 * e + 1]!;
    const x = (sewn.flat[2 * a]! + sewn.flat[2 * b]!) / 2;
    const y = (sewn.flat[2 * a + 1]! + sewn.flat[2 * b + 1]!) / 2;
    const column = Math.round(x / CELL);
    const row = Math.round(y / CELL);
    const key = `${column} ${row}`;
    const cell = cells.get(key) ?? newCell(column * CELL, row * CELL);
    cells.set(key, cell);
    const leans = Math.abs(sewn.flat[2 * a]! - sewn.flat[2 * b]!);
    const rises = Math.abs(sewn.flat[2 * a + 1]! - sewn.flat[2 * b + 1]!);
    const dx = positions[3 * b]! - positions[3 * a]!;
    const dy = positions[3 * b + 1]! - positions[3 * a + 1]!;
    const dz = positions[3 * b + 2]! - positions[3 * a + 2]!;
    const stretch = Math.sqrt(dx * dx + dy * dy + dz * dz) / rest - 1;
    cell.stretches.push(stretch);
    if (leans > LENGTHWISE * rises) cell.across.push(stretch);
    else if (rises > LENGTHWISE * leans) cell.along.push(stretch);
  });
  const all = [...cells.values()].flatMap(({ stretches }) => stretches).sort((p, q) => p - q);
  if (!(all[Math.floor(0.95 * all.length)]! > TOO_TIGHT)) return [];
  const eases: AuthoredEase[] = [];
  for (const { x, y, stretches, across, along } of cells.values()) {
    // A tube that is too tight is stretched round and not along: its tight half counts.
    const tightHalf = stretches.toSorted((p, q) => q - p).slice(0, Math.ceil(stretches.length / 2));
    const stretch = tightHalf.reduce((sum, value) => sum + value, 0) / tightHalf.length;
    if (stretch < TIGHT) continue;
    const known = (['front', 'back'] as const).map(
      (facing) => authoredEaseAt(pattern.authoredEase, x, y, facing).across,
    );
    const amount = Math.min(MOST_EASE, Math.max(...known) + stretch - LEFT);
    const sideways = meanOf(across) - meanOf(along) > MUCH_MORE * stretch;
    eases.push({ x, y, radius: REACH, amount, ...(sideways && { across: true }) });
  }
  return eases;
}
