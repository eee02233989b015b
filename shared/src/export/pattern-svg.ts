import type { Pattern } from '../pattern/pattern.ts';
import { layOutPattern, type SheetEdge, type SheetPiece } from './lay-out-pattern.ts';

/** Attributes, not a style sheet: pages that serve files without styles, and cutter programs, read both. */
const PAPER = 'fill="#f7f5f0" stroke="none"';
const THIN = 'fill="none" stroke="#222" stroke-width="0.06"';
const LINES = {
  seam: 'fill="none" stroke="#222" stroke-width="0.08"',
  opening: 'fill="none" stroke="#b3341f" stroke-width="0.08" stroke-dasharray="0.5 0.25"',
} as const;
const TEXT = 'font-family="sans-serif" fill="#222" font-size="0.9"';
const EDGE_TEXT = 'font-family="sans-serif" fill="#222" font-size="0.75"';
/** How far inside the edge its name stands, and how long a notch is, centimetres. */
const LABEL_INSET = 1.1;
const NOTCH = 0.6;
const ARROW = 0.7;

/**
 * A pattern as an SVG drawing at true scale: one user unit is one centimetre, and the picture's size
 * is given in centimetres, so that it prints and imports at the garment's size. Seams are solid lines
 * named alike on both pieces, with a notch in their middle; openings are dashed; arrows are the grain.
 */
export function patternSvg(pattern: Pattern): string {
  const { width, height, title, pieces, scaleBar } = layOutPattern(pattern);
  const { x, y, length } = scaleBar;
  const size = `${round(width)}cm" height="${round(height)}cm`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" viewBox="0 0 ${round(width)} ${round(height)}">`,
    `<title>${escaped(title)}</title>`,
    `<text ${TEXT} x="${round(x)}" y="${round(y - 1)}">${escaped(title)}</text>`,
    `<path ${THIN} d="M${round(x)} ${round(y - 0.3)}v0.6m0 -0.3h${length}m0 -0.3v0.6"/>`,
    `<text ${TEXT} x="${round(x + length + 0.5)}" y="${round(y + 0.3)}">${length} cm</text>`,
    ...pieces.map(pieceSvg),
    '</svg>',
    '',
  ].join('\n');
}

function pieceSvg(piece: SheetPiece): string {
  const { box, grain } = piece;
  const caption = `${piece.name}, ${box.width.toFixed(1)} x ${box.height.toFixed(1)} cm`;
  const [gx, top, , bottom] = grain.map(round);
  return [
    `<g id="${escaped(piece.name)}" data-facing="${piece.facing}">`,
    `<polygon ${PAPER} points="${pointList(piece.outline)}"/>`,
    ...piece.edges.map(edgeSvg),
    `<path ${THIN} d="M${gx} ${top}V${bottom}m${-ARROW / 2} ${-ARROW}l${ARROW / 2} ${ARROW}l${ARROW / 2} ${-ARROW}M${gx} ${top}m${-ARROW / 2} ${ARROW}l${ARROW / 2} ${-ARROW}l${ARROW / 2} ${ARROW}"/>`,
    `<text ${TEXT} x="${round(grain[0] + 0.5)}" y="${round((grain[1] + grain[3]) / 2)}">${escaped(caption)}</text>`,
    '</g>',
  ].join('\n');
}

function edgeSvg({ kind, label, points, lengthCm, middle, inwards }: SheetEdge): string {
  const [x, y] = middle;
  const [dx, dy] = inwards;
  const notch =
    kind === 'seam'
      ? `<path ${THIN} d="M${round(x)} ${round(y)}l${round(NOTCH * dx)} ${round(NOTCH * dy)}"/>`
      : '';
  const words = `${label} ${lengthCm.toFixed(1)}`;
  return [
    `<polyline class="${kind}" ${LINES[kind]} data-name="${escaped(label)}" data-length-cm="${lengthCm.toFixed(2)}" points="${pointList(points)}"/>`,
    notch,
    `<text ${EDGE_TEXT} text-anchor="${anchorOf(dx)}" x="${round(x + LABEL_INSET * dx)}" y="${round(y + LABEL_INSET * dy)}">${escaped(words)}</text>`,
  ].join('');
}

/** Names grow into the piece, away from the edge that they belong to. */
function anchorOf(inwardsX: number): 'start' | 'middle' | 'end' {
  if (Math.abs(inwardsX) < 0.5) return 'middle';
  return inwardsX > 0 ? 'start' : 'end';
}

function pointList(points: readonly number[]): string {
  const pairs: string[] = [];
  for (let i = 0; i < points.length; i += 2)
    pairs.push(`${round(points[i]!)},${round(points[i + 1]!)}`);
  return pairs.join(' ');
}

/** A tenth of a millimetre is finer than scissors. */
const round = (centimetres: number): number => Math.round(100 * centimetres) / 100;

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
