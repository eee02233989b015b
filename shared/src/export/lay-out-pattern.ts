import { signedPolygonArea } from '../mesh/polygon.ts';
import type { Panel, PanelEdge, Pattern } from '../pattern/pattern.ts';

/** An edge of a piece: what it is sewn to, or what opening it is part of. */
export interface SheetEdge {
  readonly kind: 'seam' | 'opening';
  /** The seam's name, which both of its edges bear, or the opening's kind and side. */
  readonly label: string;
  /** xy pairs, sheet centimetres. */
  readonly points: readonly number[];
  readonly lengthCm: number;
  /** Middle of the edge, and the unit direction from there into the piece. */
  readonly middle: readonly [number, number];
  readonly inwards: readonly [number, number];
}

export interface SheetPiece {
  readonly name: string;
  readonly facing: Panel['facing'];
  /** Closed, xy pairs, sheet centimetres. */
  readonly outline: readonly number[];
  readonly edges: readonly SheetEdge[];
  /** Ends of the grain line, upper end first: xy of each. */
  readonly grain: readonly [number, number, number, number];
  /** Upper left corner and size of the piece on the sheet. */
  readonly box: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  };
}

/** A pattern's pieces beside each other; centimetres, x right, y down, origin in the upper left corner. */
export interface PatternSheet {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly pieces: readonly SheetPiece[];
  /** Left end and length of the scale bar. */
  readonly scaleBar: { readonly x: number; readonly y: number; readonly length: number };
}

const MARGIN = 2;
const GAP = 3;
/** Room above the pieces for the title and the scale bar. */
const HEAD = 4;
/** A row of pieces ends when it is wider: the width of a roll of cloth. */
const ROW_WIDTH = 150;
const BAR_LENGTH = 10;
/** The grain line's share of the piece's height. */
const GRAIN_SHARE = 0.4;

/**
 * Lays the panels of a pattern out at true size, without seam allowance. Every piece lies with the
 * cloth's right side up: a back piece, whose pattern frame is seen through from the front, is turned over.
 */
export function layOutPattern(pattern: Pattern): PatternSheet {
  const pieces: SheetPiece[] = [];
  let x = MARGIN;
  let y = MARGIN + HEAD;
  let rowHeight = 0;
  let width = 0;
  for (const panel of pattern.panels) {
    const size = bounds(flipped(panel));
    const pieceWidth = size.right - size.left;
    if (x > MARGIN && x + pieceWidth > MARGIN + ROW_WIDTH) {
      x = MARGIN;
      y += rowHeight + GAP;
      rowHeight = 0;
    }
    pieces.push(placePiece(panel, pattern, x, y));
    x += pieceWidth + GAP;
    width = Math.max(width, x - GAP);
    rowHeight = Math.max(rowHeight, size.bottom - size.top);
  }
  return {
    width: Math.max(width, MARGIN + BAR_LENGTH) + MARGIN,
    height: y + rowHeight + MARGIN,
    title: titleOf(pattern),
    pieces,
    scaleBar: { x: MARGIN, y: MARGIN + HEAD - 1.5, length: BAR_LENGTH },
  };
}

function titleOf({ category, ease }: Pattern): string {
  return `Fitroom pattern: ${category}, ${ease} fit; centimetres, no seam allowance`;
}

/** A panel's outline in centimetres, y down, right side up. */
function flipped({ outline, facing }: Panel): number[] {
  const across = facing === 'back' ? -100 : 100;
  return outline.map((value, i) => (i % 2 === 0 ? across * value : -100 * value));
}

function bounds(points: readonly number[]) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i]!);
    right = Math.max(right, points[i]!);
    top = Math.min(top, points[i + 1]!);
    bottom = Math.max(bottom, points[i + 1]!);
  }
  return { left, top, right, bottom };
}

function placePiece(panel: Panel, pattern: Pattern, x: number, y: number): SheetPiece {
  const local = flipped(panel);
  const { left, top, right, bottom } = bounds(local);
  const outline = local.map((value, i) => value + (i % 2 === 0 ? x - left : y - top));
  const inwards = signedPolygonArea(outline) > 0 ? 1 : -1;
  return {
    name: panel.name,
    facing: panel.facing,
    outline,
    edges: panel.edges.map((edge) => sheetEdge(edge, panel, pattern, outline, inwards)),
    grain: grainLine(outline),
    box: { x, y, width: right - left, height: bottom - top },
  };
}

function sheetEdge(
  edge: PanelEdge,
  panel: Panel,
  pattern: Pattern,
  outline: readonly number[],
  turn: number,
): SheetEdge {
  const count = outline.length / 2;
  const steps = (edge.to - edge.from + count) % count || count;
  const points: number[] = [];
  for (let k = 0; k <= steps; k += 1) {
    const i = (edge.from + k) % count;
    points.push(outline[2 * i]!, outline[2 * i + 1]!);
  }
  const lengths = points.map((_, i) =>
    i % 2 === 0 && i > 0
      ? Math.hypot(points[i]! - points[i - 2]!, points[i + 1]! - points[i - 1]!)
      : 0,
  );
  const length = lengths.reduce((sum, part) => sum + part, 0);
  let i = 2;
  for (let walked = lengths[2] ?? 0; walked < length / 2 && i + 2 < points.length; ) {
    i += 2;
    walked += lengths[i]!;
  }
  const [ax, ay, bx, by] = [points[i - 2]!, points[i - 1]!, points[i]!, points[i + 1]!];
  const step = Math.hypot(bx - ax, by - ay) || 1;
  return {
    kind: edge.kind,
    label: labelOf(edge, panel, pattern),
    points,
    lengthCm: length,
    middle: [(ax + bx) / 2, (ay + by) / 2],
    inwards: [(-turn * (by - ay)) / step, (turn * (bx - ax)) / step],
  };
}

function labelOf(edge: PanelEdge, panel: Panel, { seams }: Pattern): string {
  if (edge.kind === 'opening') {
    return edge.side === 'centre' ? (edge.opening ?? edge.name) : `${edge.opening} ${edge.side}`;
  }
  const seam = seams.find(({ a, b }) =>
    [a, b].some((side) => side.panel === panel.name && side.edge === edge.name),
  );
  return seam?.name ?? edge.name;
}

/** A vertical line in the widest part of the piece at half its height. */
function grainLine(outline: readonly number[]): [number, number, number, number] {
  const { top, bottom } = bounds(outline);
  const middle = (top + bottom) / 2;
  const crossings: number[] = [];
  for (let i = 0; i < outline.length; i += 2) {
    const j = (i + 2) % outline.length;
    const [ya, yb] = [outline[i + 1]!, outline[j + 1]!];
    if (ya > middle === yb > middle) continue;
    crossings.push(outline[i]! + ((outline[j]! - outline[i]!) * (middle - ya)) / (yb - ya));
  }
  crossings.sort((a, b) => a - b);
  let x = 0;
  let widest = -1;
  for (let k = 0; k + 1 < crossings.length; k += 2) {
    if (crossings[k + 1]! - crossings[k]! <= widest) continue;
    widest = crossings[k + 1]! - crossings[k]!;
    x = (crossings[k]! + crossings[k + 1]!) / 2;
  }
  const half = (GRAIN_SHARE * (bottom - top)) / 2;
  return [x, middle - half, x, middle + half];
}
